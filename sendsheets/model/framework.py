"""The nouns of an audit: frameworks, scales, sections, statements. No I/O and no library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from sendsheets.model.change import Change, LevelChange
from sendsheets.model.review import Link


class Kind(StrEnum):
    """What sort of statement it is, which decides what its rating feeds."""

    PRACTICE = "practice"
    CHALLENGE = "challenge"
    QUESTION = "question"
    GOAL = "goal"
    OPEN = "open"

    @property
    def counts_towards_progress(self) -> bool:
        """Whether a school is finished only when this is answered (all but open questions)."""
        return self is not Kind.OPEN

    @property
    def is_scored(self) -> bool:
        """Whether its rating feeds strengths, areas, heat map and averages (practice alone)."""
        return self is Kind.PRACTICE


Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale.

    ``key`` is stored and never changes; ``label`` is what people read; ``code`` is one letter.
    ``spellings`` are further texts accepted as this level (label and code always are).
    ``strength`` and ``development`` say in which list a statement rated so belongs.
    """

    key: str
    label: str
    code: str
    meaning: str
    spellings: tuple[str, ...] = ()
    strength: bool = False
    development: bool = False

    @property
    def live_spellings(self) -> tuple[str, str]:
        """What the workbook's own formulas and colours take for it, in any case."""
        return self.label, self.code


@dataclass(frozen=True, slots=True)
class Scale:
    """Levels in the order people see them, low to high.

    ``direction`` is ``up`` where the last level is the best, ``down`` where it is the one that
    needs most attention (how far something is a challenge). ``coloured`` is false where the
    levels are no judgement, as for open questions: red would look like a failing.
    """

    id: str
    levels: tuple[Level, ...]
    direction: Direction = "up"
    not_applicable: bool = True
    coloured: bool = True
    _by_key: Mapping[str, Level] = field(init=False, repr=False, compare=False)
    _ranks: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ranks = {level.key: n for n, level in enumerate(self.worst_first, 1)}
        object.__setattr__(self, "_by_key", {level.key: level for level in self.levels})
        object.__setattr__(self, "_ranks", ranks)  # so, since the class is frozen

    @property
    def worst_first(self) -> tuple[Level, ...]:
        """The levels from the one that needs most attention to the best."""
        return self.levels if self.direction == "up" else self.levels[::-1]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its levels."""
        return frozenset(self._by_key)

    def rank(self, key: str) -> int:
        """The place of a level among ``worst_first``: 1 needs most attention."""
        return self._ranks[key]

    def level(self, key: str) -> Level:
        """The level with this key."""
        return self._by_key[key]


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating that a statement asks for: its name in data, its column's heading, its scale."""

    name: str
    heading: str
    scale: Scale


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a school is asked about. ``ref`` is permanent and never looks like a number.

    ``roles`` are those who can judge it besides the SENCO (see ``model.register.for_role``).
    """

    ref: str
    section: int
    text: str
    label: str
    kind: Kind
    ratings: tuple[Rating, ...]
    statutory: str | None = None
    theme: str | None = None
    effort: Literal["now", "term", "year"] | None = None
    settings: tuple[str, ...] = ()
    note: str | None = None
    roles: tuple[str, ...] = ()

    @property
    def main(self) -> Rating:
        """The first named rating, which alone feeds progress, averages and lists."""
        return self.ratings[0]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered group of statements: one sheet of the workbook."""

    number: int
    title: str
    short: str
    introduction: str
    statements: tuple[Statement, ...]

    @property
    def sheet(self) -> str:
        """The name of its sheet: number, space, short name."""
        return f"{self.number} {self.short}"


@dataclass(frozen=True, slots=True)
class Guidance:
    """A heading and what stands under it on the Guidance sheet."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a framework comes from, and the words of credit."""

    title: str
    credit: str
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A question on the Cover: its key in data, its label, its help, its choices if any."""

    key: str
    label: str
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindWords:
    """How a framework speaks of one kind: the word in the Kind column and the ratings asked."""

    kind: Kind
    label: str
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A whole audit as its source means it, ready to become a workbook.

    ``statements`` is every statement, in order: what the sections hold, put together once.
    ``changes`` is what became of statements since earlier versions, ``level_changes`` of levels.
    ``rebuilt`` says that this is
    an earlier version put together from workbooks, of which only the statements are known.
    ``words`` are words of the workbook's own and what is said in their place.
    """

    id: str
    version: str
    title: str
    purpose: str
    audience: str
    means: bool
    source: Source
    kinds: tuple[KindWords, ...]
    sections: tuple[Section, ...]
    introduction: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    guidance: tuple[Guidance, ...] = ()
    notes: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    comments: Detail | None = None
    links: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()
    level_changes: tuple[LevelChange, ...] = ()
    rebuilt: bool = False
    statements: tuple[Statement, ...] = field(init=False, repr=False, compare=False)
    _by_ref: Mapping[str, Statement] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = tuple(s for section in self.sections for s in section.statements)
        object.__setattr__(self, "statements", every)
        object.__setattr__(self, "_by_ref", {statement.ref: statement for statement in every})

    @property
    def has_kinds(self) -> bool:
        """Whether statements are of more than one kind, so that a Kind column is shown."""
        return len({s.kind for s in self.statements}) > 1

    @property
    def second_rating(self) -> Rating | None:
        """The second rating that some statements ask for, if any does."""
        return next((s.ratings[1] for s in self.statements if len(s.ratings) > 1), None)

    def kind_words(self, kind: Kind) -> KindWords:
        """What this framework says of a kind."""
        return next(words for words in self.kinds if words.kind is kind)

    def scale_of(self, kind: Kind) -> Scale:
        """The scale of a kind's main rating."""
        return self.kind_words(kind).ratings[0].scale

    def statement(self, ref: str) -> Statement | None:
        """The statement with this ref, if there is one."""
        return self._by_ref.get(ref)

    def of_kind(self, *kinds: Kind) -> Iterator[Statement]:
        """The statements of these kinds, in order."""
        return (s for s in self.statements if s.kind in kinds)


NOT_APPLICABLE = "Not applicable"
"""What people see and choose when a statement does not apply."""

NOT_APPLICABLE_CODE = "NA"

NOT_APPLICABLE_LIVE = (NOT_APPLICABLE, "N/A", NOT_APPLICABLE_CODE)
"""What the workbook's own formulas and colours take for Not applicable, in any case."""

MADE_BY = "Generated by sendsheets"
"""Stands in the comments property of every workbook of ours, and is how we know one again."""

PAGE_MARK = '<meta name="generator" content="sendsheets'
"""The same for a page of ours: how its generator line begins."""

FRAMEWORK_PROPERTY = "sendsheets_framework"
FORMAT_PROPERTY = "sendsheets_format"
REPORT_PROPERTY = "sendsheets_report"
LAST_PROPERTY = "sendsheets_last"
"""Custom properties: the audit and its version; the layout of a school workbook; that a workbook
is a report of ours and no return."""
