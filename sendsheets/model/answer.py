"""The nouns of what comes back: returns, responses, readings, batches. No I/O and no library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from sendsheets.model.action import ActionSoFar
from sendsheets.model.framework import Kind
from sendsheets.model.last import Before
from sendsheets.model.problem import Problem
from sendsheets.model.review import Enquiry


class State(StrEnum):
    """The six things a rating can be. They are never merged."""

    RATED = "rated"
    NOT_APPLICABLE = "not applicable"
    BLANK = "blank"
    UNRECOGNISED = "unrecognised"
    MISSING = "missing"
    NOT_ASKED = "not asked"


class Disposition(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    QUERY = "query"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    REFUSED = "refused"


class Completeness(StrEnum):
    """How much of what was asked is answered."""

    NOTHING = "nothing"
    PART = "part"
    COMPLETE = "complete"


class Priority(StrEnum):
    """How soon an action matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        """The word in the dropdown."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class RatingAnswer:
    """What stands in one rating cell. ``level`` is a key, only where the state is ``rated``."""

    state: State
    level: str | None = None
    raw: str = ""
    cell: str | None = None

    def __reduce__(self) -> tuple[type[RatingAnswer], tuple[object, ...]]:
        """Packed by its values alone: Python's own way takes several times as long."""
        return RatingAnswer, (self.state, self.level, self.raw, self.cell)


@dataclass(frozen=True, slots=True)
class ReviewerAnswer:
    """What a peer reviewer put beside a school's rating.

    ``agreed`` is the rating that school and reviewer settled on; it is ``not asked`` where the
    workbook is an earlier one that has no such column.
    """

    rating: RatingAnswer
    comment: str = ""
    line_of_enquiry: str = ""
    evidence_seen: str = ""
    agreed: RatingAnswer = RatingAnswer(State.NOT_ASKED)


@dataclass(slots=True)
class Response:
    """All that a return says about one statement, and the cells it was said in. Never changed.

    ``answer`` holds the words given to an open question (``None`` for every other kind).
    ``priority_raw`` and ``due_raw`` keep what was typed, whether it was understood or not.

    It is not frozen, as other values are: to make a frozen one takes five times as long, and a
    return holds some sixty.
    """

    ref: str
    section: int
    kind: Kind
    sheet: str
    ratings: Mapping[str, RatingAnswer]
    answer: str | None = None
    evidence: str = ""
    action: str = ""
    priority: Priority | None = None
    priority_raw: str = ""
    owner: str = ""
    due: date | None = None
    due_raw: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    reviewer: ReviewerAnswer | None = None

    def __reduce__(self) -> tuple[type[Response], tuple[object, ...]]:
        """Packed by its values alone, as a ``RatingAnswer``: a return holds some sixty."""
        return Response, _values(self)

    @property
    def main(self) -> RatingAnswer:
        """The answer to the statement's first named rating."""
        return next(iter(self.ratings.values()))


_values = attrgetter(*(each.name for each in fields(Response)))


@dataclass(frozen=True, slots=True)
class School:
    """Who a workbook belongs to. Empty text where it was not said."""

    name: str = ""
    urn: str = ""
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who filled a workbook in, and in what role."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a workbook asked for: all sections (``None``) or these; for a role or setting.

    ``review``: it was made for a reviewer from a return, so the school's answers in it are a
    copy, and never correct those of the school's own workbook.
    """

    sections: tuple[int, ...] | None = None
    role: str | None = None
    setting: str | None = None
    review: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """What one completed workbook says. ``details`` holds the Cover's other answers by key.

    ``enquiries`` are the lines of enquiry of a reviewed workbook. ``voice`` is the role of one
    who speaks beside the school's own return (``returns/voices.py``): such a return is in no
    count of schools. ``actions_so_far`` are the rows of that sheet, where the workbook has one;
    ``before`` is what it shows of last time.
    """

    file: str
    sha256: str
    framework: str
    version: str
    asked: Asked
    school: School
    respondent: Respondent
    completed_on: date | None
    completeness: Completeness
    responses: tuple[Response, ...]
    details: Mapping[str, str] = field(default_factory=dict)
    enquiries: tuple[Enquiry, ...] = ()
    voice: str = ""
    actions_so_far: tuple[ActionSoFar, ...] = ()
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The email that a file came in: its name for people, its sender, its subject, its date.

    ``sender`` is as it was written ("A. Patel <a.patel@oak.example>"), ``address`` the email
    address alone; ``sent`` is an aware time, or None where the message does not say.
    """

    message: str
    sender: str = ""
    address: str = ""
    subject: str = ""
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file: its disposition, the return if there is one, problems."""

    file: str
    sha256: str
    disposition: Disposition
    result: Return | None
    problems: tuple[Problem, ...] = ()
    origin: Origin | None = None

    @property
    def counts(self) -> bool:
        """Whether its return stands and counts for its school: no copy, no voice beside it."""
        return bool(self.stands and self.result and not self.result.voice)

    @property
    def stands(self) -> bool:
        """Whether its return was accepted, with or without queries."""
        return self.result is not None and self.disposition in (
            Disposition.ACCEPTED, Disposition.QUERY)


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that went in. ``readings`` has one entry a file, in the order of their names.

    ``unused`` tells of a person's decisions that could not be used.
    """

    readings: tuple[Reading, ...]
    unused: tuple[Problem, ...] = ()

    @property
    def returns(self) -> tuple[Return, ...]:
        """The returns that count, in the order of their files; voices do not."""
        return tuple(r.result for r in self.readings if r.result and r.counts)

    @property
    def counted(self) -> tuple[Reading, ...]:
        """The readings of those returns."""
        return tuple(reading for reading in self.readings if reading.counts)

    @property
    def voices(self) -> tuple[Return, ...]:
        """The returns that stand beside a school's own, each the voice of one person."""
        return tuple(r.result for r in self.readings
                     if r.result and r.stands and not r.counts)  # fmt: skip

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every file, then those of the decisions."""
        return (*(p for r in self.readings for p in r.problems), *self.unused)
