"""The nouns of what comes back: returns, responses, readings, batches. No I/O and no library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sendsheets.model.action import ActionSoFar
from sendsheets.model.framework import Kind
from sendsheets.model.problem import Problem


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


@dataclass(frozen=True, slots=True)
class ReviewerAnswer:
    """What a peer reviewer put beside a school's rating."""

    rating: RatingAnswer
    comment: str = ""
    line_of_enquiry: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """All that a return says about one statement, and the cells it was said in.

    ``answer`` holds the words given to an open question (``None`` for every other kind).
    ``priority_raw`` and ``due_raw`` keep what was typed, whether it was understood or not.
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

    @property
    def main(self) -> RatingAnswer:
        """The answer to the statement's first named rating."""
        return next(iter(self.ratings.values()))


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
    """What a workbook asked for: all sections (``None``) or these; for a role or setting."""

    sections: tuple[int, ...] | None = None
    role: str | None = None
    setting: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """What one completed workbook says. ``details`` holds the Cover's other answers by key.

    ``actions_so_far`` are the rows of that sheet, where the workbook has one.
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
    actions_so_far: tuple[ActionSoFar, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that went in. ``readings`` has one entry a file, in the order of their names.

    ``unused`` tells of a person's decisions that could not be used.
    """

    readings: tuple[Reading, ...]
    unused: tuple[Problem, ...] = ()

    @property
    def returns(self) -> tuple[Return, ...]:
        """The returns that count: accepted, or accepted with queries."""
        counted = (Disposition.ACCEPTED, Disposition.QUERY)
        return tuple(r.result for r in self.readings if r.result and r.disposition in counted)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every file, then those of the decisions."""
        return (*(p for r in self.readings for p in r.problems), *self.unused)
