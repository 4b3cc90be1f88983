"""Actions over time: each once, as it stands now, with what was said of it before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from sendsheets.analysis.columns import DAY, FLAG, TEXT, WHOLE, Column, frame
from sendsheets.model import (
    ActionSoFar,
    Framework,
    Priority,
    Return,
    Statement,
    Status,
    Term,
    academic_year,
    action_id,
    when,
)

OVERDUE, PLANNED, NO_DATE = "Overdue", "Planned", "No date"
DONE, DROPPED, SILENT = "Done", "Dropped", "Not mentioned since"
STANDINGS = (OVERDUE, PLANNED, NO_DATE, SILENT, DONE, DROPPED)
"""How an action stands, in the order in which a list shows them."""

NEW_STATUS = "New"
"""The status of an action that stands beside its statement, where no status is asked."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one return says of one action."""

    result: Return
    action: ActionSoFar
    priority: Priority | None = None
    new: bool = False

    @property
    def status(self) -> str:
        if self.new:
            return NEW_STATUS
        status = self.action.status
        return status.label if status else self.action.status_raw or "No status"


@dataclass(slots=True)
class _Action:
    """An action, with all that was said of it from the earliest to the latest return."""

    said: list[_Said] = field(default_factory=list)
    silent: bool = False
    before: bool = False

    @property
    def now(self) -> _Said:
        return self.said[-1]


@dataclass(frozen=True, slots=True)
class _Row:
    """One action with what decides how it stands."""

    action: _Action
    as_at: date
    terms: Sequence[Term]
    statement: Statement | None

    @property
    def standing(self) -> str:
        now, due = self.action.now, self.action.now.action.due
        if now.action.status is Status.DONE:
            return DONE
        if now.action.status is Status.DROPPED:
            return DROPPED
        if due and due < self.as_at:
            return OVERDUE
        if self.action.silent:
            return SILENT
        return PLANNED if due else NO_DATE


def _of(row: _Row) -> ActionSoFar:
    return row.action.now.action


def _result(row: _Row) -> Return:
    return row.action.now.result


def _when(day: date | None, row: _Row) -> str:
    return when(day, row.terms) if day else ""


ACTIONS: tuple[Column[_Row], ...] = (
    Column("school", TEXT, lambda r: _result(r).school.name or _result(r).file),
    Column("urn", TEXT, lambda r: _result(r).school.urn),
    Column("phase", TEXT, lambda r: _result(r).school.phase),
    Column("role", TEXT, lambda r: _result(r).respondent.role),
    Column("framework", TEXT, lambda r: _result(r).framework),
    Column("action_id", TEXT, lambda r: _of(r).id),
    Column("ref", TEXT, lambda r: _of(r).ref),
    Column("label", TEXT, lambda r: r.statement.label if r.statement else ""),
    Column("statutory", FLAG, lambda r: bool(r.statement and r.statement.statutory)),
    Column("action", TEXT, lambda r: _of(r).action),
    Column("priority", TEXT, lambda r: r.action.now.priority.label if r.action.now.priority
           else ""),
    Column("owner", TEXT, lambda r: _of(r).owner),
    Column("due", DAY, lambda r: _of(r).due),
    Column("due_raw", TEXT, lambda r: _of(r).due_raw),
    Column("due_term", TEXT, lambda r: _when(_of(r).due, r)),
    Column("due_year", TEXT, lambda r: academic_year(due) if (due := _of(r).due) else ""),
    Column("status", TEXT, lambda r: r.action.now.status),
    Column("standing", TEXT, lambda r: r.standing),
    Column("overdue", FLAG, lambda r: r.standing == OVERDUE),
    Column("progress_note", TEXT, lambda r: _of(r).note),
    Column("success_criteria", TEXT, lambda r: _of(r).criteria),
    Column("impact", TEXT, lambda r: _of(r).impact),
    Column("review", DAY, lambda r: _of(r).review),
    Column("review_raw", TEXT, lambda r: _of(r).review_raw),
    Column("review_term", TEXT, lambda r: _when(_of(r).review, r)),
    Column("history", TEXT, lambda r: _history(r.action)),
    Column("from_before", FLAG, lambda r: r.action.before),
    Column("times", WHOLE, lambda r: len(r.action.said)),
)  # fmt: skip


def over_time(
    seasons: Sequence[Sequence[Return]], frameworks: Mapping[str, Framework], as_at: date,
    school: Callable[[Return], str], role: Callable[[Return], str], terms: Sequence[Term] = (),
) -> pd.DataFrame:
    """Put the actions of any number of years together, by school and id.

    Args:
        seasons: the returns of each year, the earliest year first.
        frameworks: the frameworks as they are now, by id.
        as_at: the date on which "overdue" is judged; an action due on that day is not overdue.
        school: what a return's school is known by.
        role: what the role of whoever answered is known by. It matters only where a school has
            several returns of one year; the actions of one role are then not those of another.
        terms: the half-terms, to say when something is due.

    Returns:
        One row for each action, with the columns of ``ACTIONS``, as its latest return has it.
        ``standing`` is one of ``STANDINGS``: what is done or dropped is never overdue, and an
        open action that its school's latest return no longer holds is "Not mentioned since"
        (where it is not overdue). ``from_before`` says whether an earlier year than the last
        one had it. ``history`` says when each earlier return had it, with the
        status and date of that time. Overdue first, then legal duties, priority, due date,
        school and ref, for what is still open; then what is done or dropped.
    """
    found = _found(seasons, _voices(seasons, school, role))
    rows = [_Row(action, as_at, terms, _statement(action, frameworks)) for action in found]
    return frame(ACTIONS, sorted(rows, key=_place))


Voice = tuple[str, str, str]
"""A school, an audit, and the role where a school has several in one year."""


def _voices(
    seasons: Sequence[Sequence[Return]], school: Callable[[Return], str],
    role: Callable[[Return], str],
) -> Callable[[Return], Voice]:
    """Whose a return's actions are."""
    several = {
        key for returns in seasons
        for key, count in Counter((school(r), r.framework) for r in returns).items() if count > 1
    }  # fmt: skip

    def voice(result: Return) -> Voice:
        key = (school(result), result.framework)
        return (*key, role(result) if key in several else "")

    return voice


def _found(
    seasons: Sequence[Sequence[Return]], voice_of: Callable[[Return], Voice]
) -> list[_Action]:
    actions: dict[tuple[Voice, str], _Action] = {}
    latest: dict[Voice, int] = {}
    first: dict[tuple[Voice, str], int] = {}
    last: dict[tuple[Voice, str], int] = {}
    for season, returns in enumerate(seasons):
        for result in returns:
            voice = voice_of(result)
            latest[voice] = season
            for said in _said(result):
                key = (voice, said.action.id.casefold())
                actions.setdefault(key, _Action()).said.append(said)
                first.setdefault(key, season)
                last[key] = season
    for key, action in actions.items():
        action.silent = last[key] < latest[key[0]]
        action.before = first[key] < len(seasons) - 1
    return list(actions.values())


def _said(result: Return) -> Iterator[_Said]:
    """Every action of a return: those so far, then those beside statements."""
    known = set()
    for action in result.actions_so_far:
        known.add(action.id)
        yield _Said(result, action)
    for response in result.responses:
        name = action_id(response.ref, response.action)
        if response.action.strip() and name not in known:
            known.add(name)
            action = ActionSoFar(name, response.ref, response.action, response.owner,
                                 response.due, response.due_raw)  # fmt: skip
            yield _Said(result, action, response.priority, True)


def _statement(action: _Action, frameworks: Mapping[str, Framework]) -> Statement | None:
    """The statement that an action belongs to, where its return is of the version of now."""
    result = action.now.result
    framework = frameworks.get(result.framework)
    if framework is None or framework.version != result.version:
        return None
    return framework.statement(action.now.action.ref)


_PRIORITIES = {priority: n for n, priority in enumerate(Priority)}


def _place(row: _Row) -> tuple[object, ...]:
    """Where a row stands in the list (decisions.md 29, as far as it applies)."""
    action, result = _of(row), _result(row)
    priority = row.action.now.priority
    return (
        STANDINGS.index(row.standing), not (row.statement and row.statement.statutory),
        _PRIORITIES.get(priority, len(_PRIORITIES)) if priority else len(_PRIORITIES),
        action.due or date.max, result.school.name.casefold(), result.file, action.ref, action.id,
    )  # fmt: skip


def _history(action: _Action) -> str:
    return "\n".join(map(_line, action.said[:-1]))


def _line(said: _Said) -> str:
    """What an earlier return said of an action: "12 Nov 2025: In progress, due 13 Feb 2026"."""
    on = said.result.completed_on
    stamp = f"{on.day} {on:%b %Y}" if on else said.result.file
    due = said.action.due
    words = f"{due.day} {due:%b %Y}" if due else said.action.due_raw
    return f"{stamp}: {said.status}" + (f", due {words}" if words else "")


# --- between two years -----------------------------------------------------------------------

BETWEEN = ("done", "dropped", "overdue", "open", "new", "silent")
"""What actions are counted as, between last time and this time."""


def between(actions: pd.DataFrame) -> dict[str, int]:
    """Count what became of actions since last time.

    Args:
        actions: from ``over_time`` of last time and this time.

    Returns:
        By the words of ``BETWEEN``: of the actions that last time had already how many are done,
        dropped, overdue, open and not overdue, and no longer mentioned; and how many are new.
    """
    made = dict.fromkeys(BETWEEN, 0)
    words = {DONE: "done", DROPPED: "dropped", OVERDUE: "overdue", PLANNED: "open",
             NO_DATE: "open", SILENT: "silent"}  # fmt: skip
    for standing, before in zip(actions["standing"], actions["from_before"], strict=True):
        made[words[str(standing)] if before else "new"] += 1
    return made
