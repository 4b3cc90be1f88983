"""What a reply to one school tells: its own words and ratings, all its voices together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sendsheets.model import (
    Completeness,
    Framework,
    Introduction,
    Kind,
    Level,
    Reading,
    Response,
    Return,
    School,
    Section,
    Statement,
)

Row = Mapping[str, Any]

NEARLY = 0.8
"""From this share of the statements answered a return gets a whole reply (the rest is asked)."""

WITHHELD = "(Withheld:"
"""How the sentence begins that stands for words that may identify a pupil."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One return of the school: ``role`` tells it from the school's others.

    ``unread`` are the responses whose rating could not be read, ``blank`` the statements not
    answered, by section.
    """

    number: int
    role: str
    reading: Reading
    result: Return
    asked: int
    answered: int
    evidence: int
    unread: tuple[Response, ...]
    gone: tuple[str, ...]
    blank: tuple[tuple[Section, tuple[str, ...]], ...]

    @property
    def share(self) -> float:
        """How much of what was asked is answered."""
        return self.answered / self.asked if self.asked else 0.0

    @property
    def came_on(self) -> date | None:
        """The day of the email that it came in."""
        sent = self.reading.origin.sent if self.reading.origin else None
        return sent.date() if sent else None


@dataclass(frozen=True, slots=True)
class Said:
    """One voice's answer to a statement; ``level`` is None where the rating is no level."""

    voice: Voice
    response: Response
    level: Level | None


@dataclass(frozen=True, slots=True)
class Item:
    """A statement and what each of the school's voices said of it, in the order of the voices."""

    statement: Statement
    section: Section
    order: int
    said: tuple[Said, ...]

    @property
    def rated(self) -> tuple[Said, ...]:
        """The voices that rated it."""
        return tuple(each for each in self.said if each.level)

    @property
    def lowest(self) -> int:
        """The place among ``worst_first`` of the lowest rating."""
        scale = self.statement.main.scale
        return min(scale.rank(each.level.key) for each in self.rated if each.level)

    @property
    def strong(self) -> bool:
        """Whether every voice that rated it calls it a strength."""
        return bool(self.rated) and all(s.level.strength for s in self.rated if s.level)

    @property
    def low(self) -> bool:
        """Whether any voice rated it at a level that asks for development."""
        return any(s.level.development for s in self.rated if s.level)

    @property
    def differs(self) -> bool:
        """Whether voices differ in calling it a strength or an area for development."""
        return self.low and any(s.level.strength for s in self.rated if s.level)

    @property
    def evidence(self) -> Said | None:
        """The first voice with words of evidence that can be shown."""
        return next((each for each in self.said if shown(each.response.evidence)), None)

    @property
    def action(self) -> Said | None:
        """The first voice with an action."""
        return next((each for each in self.said if each.response.action.strip()), None)


def shown(words: str) -> str:
    """Words that may be shown: nothing where they are withheld."""
    return "" if words.startswith(WITHHELD) else words.strip()


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a reply tells one school.

    ``items`` are its statements in the order of the framework; ``strengths`` and ``first`` those
    to be told first; ``actions`` the rows of ``analysis.actions`` that have an action, in its
    order; ``bare`` how many ratings ask for an action and have none. ``sections``, ``ahead`` and
    ``behind`` are rows of ``analysis.compare``; ``speaks`` is the voice that was compared.
    ``wanted`` are the statements for which training is wanted; ``quiet`` the roles of returns
    that are counted as received and not shown one by one. A ``stranger`` is a school that is not
    on the list of those who were asked: it is in no comparison. ``since`` are the rows of
    ``analysis.since`` of that voice.
    """

    framework: Framework
    as_at: date
    school: School
    voices: tuple[Voice, ...]
    items: tuple[Item, ...]
    strengths: tuple[Item, ...]
    first: tuple[Item, ...]
    actions: tuple[Row, ...]
    bare: int
    speaks: Voice
    sections: tuple[Row, ...] = ()
    ahead: tuple[Row, ...] = ()
    behind: tuple[Row, ...] = ()
    wanted: tuple[Statement, ...] = ()
    quiet: tuple[str, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    stranger: bool = False
    since: tuple[Row, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether enough is answered for a whole reply."""
        return any(v.result.completeness is Completeness.COMPLETE or v.share >= NEARLY
                   for v in self.voices)  # fmt: skip

    @property
    def several(self) -> bool:
        """Whether there is more than one voice, so that each is told by its role."""
        return len(self.voices) > 1

    def of(self, kind: Kind) -> Iterator[Item]:
        """The statements of a kind, in order."""
        return (item for item in self.items if item.statement.kind is kind)
