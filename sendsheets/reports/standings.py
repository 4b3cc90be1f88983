"""How each school on a register stands, in words and in numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sendsheets import problems
from sendsheets.layout import Plan
from sendsheets.model import (
    Completeness,
    Disposition,
    Framework,
    Listed,
    Problem,
    RatingAnswer,
    Reading,
    Return,
    Season,
    Section,
    Severity,
    Standing,
    State,
    Statement,
    Timeliness,
)
from sendsheets.reports.wording import long_day

NOT_RETURNED, FILE_PROBLEM, NEEDS_A_LOOK = "Not returned", "File problem", "Needs a look"
NOTHING_ANSWERED, PART_COMPLETE, COMPLETE = "Nothing answered", "Part complete", "Complete"

STATUSES = (
    NOT_RETURNED, FILE_PROBLEM, NEEDS_A_LOOK, NOTHING_ANSWERED, PART_COMPLETE, COMPLETE,
)
"""The status words of schools, what needs attention first."""

TIMELY: Mapping[Timeliness, str] = {
    Timeliness.ON_TIME: "On time", Timeliness.COMPLETED_LATE: "Part on time, completed late",
    Timeliness.LATE: "Late", Timeliness.OUTSTANDING: "Outstanding",
    Timeliness.UNDATED: "Date not known",
}  # fmt: skip

_ORDER = (Completeness.COMPLETE, Completeness.PART, Completeness.NOTHING)


def best(standing: Standing) -> Reading | None:
    """The most complete of a school's returns, the first of equal ones; None where none came."""
    returned = [reading for reading in standing.readings if reading.result]
    return min(returned, key=lambda r: _ORDER.index(_completeness(r)), default=None)


def completeness(standing: Standing) -> Completeness | None:
    """How complete the best of a school's returns is; None where none came that could be used."""
    found = best(standing)
    return _completeness(found) if found else None


def _completeness(reading: Reading) -> Completeness:
    return reading.result.completeness if reading.result else Completeness.NOTHING


def status(standing: Standing) -> str:
    """How a school stands, in one of the words of ``STATUSES``.

    A school that sent a blank form and a file that cannot be used has a file problem: that file
    may be the one it filled in.
    """
    how = completeness(standing)
    if how in (None, Completeness.NOTHING):
        if standing.refused:
            return FILE_PROBLEM
        return NOT_RETURNED if how is None else NOTHING_ANSWERED
    if any(r.disposition is Disposition.QUERY and _completeness(r) is not Completeness.NOTHING
           for r in standing.readings):  # fmt: skip
        return NEEDS_A_LOOK
    return COMPLETE if how is Completeness.COMPLETE else PART_COMPLETE


def timely(standing: Standing, deadline: date | None) -> str:
    """When a school's return came, in a word: without a deadline nothing is late."""
    if deadline or standing.timeliness is Timeliness.OUTSTANDING:
        return TIMELY[standing.timeliness]
    return "Returned"


# --- what is not answered --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be answered in one section, of how many.

    ``blank`` are not answered, of ``unread`` the rating is none of the list, ``gone`` have no row
    in the workbook.
    """

    section: Section
    asked: int
    blank: tuple[Statement, ...]
    unread: tuple[Statement, ...]
    gone: tuple[Statement, ...]

    @property
    def count(self) -> int:
        """How many statements are not answered or could not be read."""
        return len(self.blank) + len(self.unread) + len(self.gone)

    @property
    def untouched(self) -> bool:
        """Whether nothing in the section is answered."""
        return len(self.blank) + len(self.gone) == self.asked


def unanswered(result: Return, framework: Framework) -> tuple[Left, ...]:
    """The sections in which something is still to be answered; open questions are not counted."""
    given = {response.ref: response for response in result.responses}
    made = []
    for section in Plan(framework, result.asked).sections:
        asked = [s for s in section.statements if s.kind.counts_towards_progress]
        answers = [(s, given[s.ref].ratings.get(s.main.name, _GONE) if s.ref in given else _GONE)
                   for s in asked]  # fmt: skip
        answers = [(s, a) for s, a in answers if a.state is not State.NOT_ASKED]
        blank, unread, gone = (
            tuple(s for s, a in answers if a.state is state)
            for state in (State.BLANK, State.UNRECOGNISED, State.MISSING)
        )
        if blank or unread or gone:
            made.append(Left(section, len(answers), blank, unread, gone))
    return tuple(made)


_GONE = RatingAnswer(State.MISSING)


def asked_of(result: Return, framework: Framework) -> int:
    """How many statements a return was asked, open questions apart."""
    plan = Plan(framework, result.asked)
    return sum(s.kind.counts_towards_progress for s in plan.statements)


def left_words(result: Return, framework: Framework) -> str:
    """What is not answered, section by section; empty text where all is."""
    left = unanswered(result, framework)
    if not left:
        return ""
    said = [f"{sum(each.count for each in left)} of {asked_of(result, framework)} not answered."]
    new = [each.section.sheet for each in left if each.untouched]
    begun = [f"{each.section.sheet} ({each.count} left)" for each in left if not each.untouched]
    said += [f"Not started: {', '.join(new)}."] if new else []
    said += [f"Unfinished: {', '.join(begun)}."] if begun else []
    return " ".join(said)


def why_refused(reading: Reading) -> Problem | None:
    """The problem that says best why a file could not be used: the first error, else query."""
    for severity in (Severity.ERROR, Severity.QUERY):
        for problem in reading.problems:
            if problem.severity is severity:
                return problem
    return None


def refused_words(reading: Reading, complete: bool = False) -> str:
    """Why a file could not be used, and what to ask for; nothing where all is answered anyway."""
    problem = why_refused(reading)
    if complete:
        why = problems.found(problem) if problem else "The file could not be read."
        return f"{why} The school’s answers are complete without it."
    if problem is None:
        return "The file could not be read. Ask for it again."
    ask = problems.ask(problem)
    what = f"To ask: “{ask}”" if ask else problems.advice(problem)
    return f"{problems.found(problem)} {what}"


# --- counts ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How many schools were asked, and how they stand.

    ``returned`` are those with any answer: ``complete`` and ``part``, and by their date
    ``on_time``, ``late`` (also those of which only a part was on time) and ``undated``. The
    others are outstanding.
    """

    asked: int
    returned: int
    complete: int
    on_time: int
    late: int
    undated: int

    @property
    def part(self) -> int:
        """How many are part complete."""
        return self.returned - self.complete

    @property
    def outstanding(self) -> int:
        """How many have not sent an answer that can be read."""
        return self.asked - self.returned

    @property
    def share(self) -> float:
        """The share that returned, 0 to 1."""
        return self.returned / self.asked if self.asked else 0.0


def tally(standings: Iterable[Standing]) -> Tally:
    """Count how schools stand."""
    every = list(standings)
    timeliness = [standing.timeliness for standing in every]
    returned = [s for s in every if s.timeliness is not Timeliness.OUTSTANDING]
    return Tally(
        len(every), len(returned),
        sum(completeness(standing) is Completeness.COMPLETE for standing in returned),
        timeliness.count(Timeliness.ON_TIME), 
        timeliness.count(Timeliness.LATE) + timeliness.count(Timeliness.COMPLETED_LATE),
        timeliness.count(Timeliness.UNDATED),
    )  # fmt: skip


def groups(
    standings: Sequence[Standing], part: Callable[[Listed], str], nothing: str
) -> list[tuple[str, Tally]]:
    """The counts by what the register says of schools.

    Those of which it says nothing come last, under the words ``nothing``.
    """
    by: dict[str, list[Standing]] = {}
    for standing in standings:
        by.setdefault(part(standing.listed), []).append(standing)
    names = sorted(by, key=lambda name: (not name, name.casefold(), name))
    return [(name or nothing, tally(by[name])) for name in names]


def returned_words(season: Season) -> str:
    """The whole season in a sentence: "Returned 335 of 419 (80%): 301 complete, …"."""
    whole = tally(season.standings)
    said = f"Returned {whole.returned} of {whole.asked} ({percent(whole)}): {whole.complete} " \
           f"complete, {whole.part} part; {whole.outstanding} outstanding"  # fmt: skip
    return f"{said}; deadline {long_day(season.deadline)}" if season.deadline else said


def percent(whole: Tally) -> str:
    """The share that returned, in whole per cent: 100% only where all did, 0% where none did."""
    # Halves go up, as in Excel's cells: 29 of 40 is 73%.
    near = (200 * whole.returned + whole.asked) // (2 * whole.asked) if whole.asked else 0
    if 0 < whole.returned < whole.asked:
        near = min(max(near, 1), 99)
    return f"{near}%"


# --- what waits for a decision ---------------------------------------------------------------

_ON_LIST = "on the list: "
"""Facts that begin so hold the URN, name and phase of a school that a return may be
(returns/questions.py)."""


def may_be(season: Season) -> dict[str, tuple[Reading, ...]]:
    """The returns of which a person has still to decide whose they are.

    By the key (``Listed.key``) of each school on the register that they may be.
    """
    found: dict[str, tuple[Reading, ...]] = {}
    kept = [reading for standing in season.standings for reading in standing.readings]
    for reading in (*season.strangers, *kept):
        for key in doubted(reading):
            found[key] = (*found.get(key, ()), reading)
    return found


def doubted(reading: Reading) -> tuple[str, ...]:
    """The keys of the schools that a return may be, while nobody has decided which it is."""
    facts = [fact.split("\t") for problem in reading.problems
             if problem.severity is Severity.QUERY
             for name, fact in problem.facts.items() if name.startswith(_ON_LIST)]  # fmt: skip
    return tuple(dict.fromkeys(urn or name for urn, name, *_ in facts))


_KEPT_APART = ("school-conflict", "listed-doubtful")
"""Queries on whose a return is, which keep it apart from all others until somebody decides."""


def stands_alone(reading: Reading) -> bool:
    """Whether a return is not to be taken together with others of its school's name or URN.

    So while it is open whose it is, and where a person said that it is another school's.
    """
    return any(
        (p.code in _KEPT_APART and p.severity is Severity.QUERY)
        or (p.code == "decision-applied" and p.facts.get("code") == "school-conflict"
            and "two" in p.facts.get("decision", "").casefold())
        for p in reading.problems
    )  # fmt: skip


def is_undecided(reading: Reading) -> bool:
    """Whether a person has still to decide whose a return is, before anybody is told of it."""
    return any(p.code in _KEPT_APART and p.severity is Severity.QUERY for p in reading.problems)
