"""A return of last time becomes what this time's workbook shows of it: nothing on a guess. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sendsheets import carried, layout
from sendsheets.model import (
    ActionSoFar,
    Crosswalk,
    Descent,
    Framework,
    How,
    LastRow,
    LastTime,
    Problem,
    RatingAnswer,
    Response,
    Return,
    Severity,
    State,
    Statement,
    Status,
    action_id,
)
from sendsheets.returns.levels_then import levels_told
from sendsheets.returns.rows import short

_SHOWN = 200

PEOPLE = (layout.HEADTEACHER, layout.SENCO, layout.GOVERNOR)
"""What the Cover takes over of last time; who fills it in and when is said anew."""


@dataclass(frozen=True, slots=True)
class _Both:
    """A return, the framework as it was and as it is, and what joins them."""

    result: Return
    was: Framework
    now: Framework
    walk: Crosswalk

    def response(self, ref: str) -> Response | None:
        """What was said of a ref last time."""
        return next((r for r in self.result.responses if r.ref == ref), None)


def carry(
    result: Return, was: Framework, now: Framework, walk: Crosswalk
) -> tuple[LastTime, tuple[Problem, ...]]:
    """Make ready what this time's workbook shows of last time.

    Args:
        result: the return of last time, read with ``was``.
        was: the framework as it was then.
        now: the framework as it is.
        walk: what became of its statements (``frameworks.diff.crosswalk``).

    Returns:
        What to show, and what there is to tell: statements whose words differ without a reason
        in the table of changes (``previous-changed``), refs that lead nowhere
        (``previous-gone``), and ratings that were never clear (``previous-doubtful``).
    """
    both = _Both(result, was, now, walk)
    beside = {statement.ref: _beside(both, walk.of(statement.ref)) for statement in now.statements}
    last = LastTime(_source(result), beside, tuple(_rows(both)), tuple(_actions(both)))
    return last, tuple(_problems(both))


def people(result: Return) -> dict[str, str]:
    """What the Cover of this time's workbook takes over, by the key of the detail."""
    named = {detail.key: result.details.get(detail.key, "") for detail in PEOPLE}
    named |= {layout.SCHOOL_NAME.key: result.school.name, layout.URN.key: result.school.urn,
              layout.PHASE.key: result.school.phase}  # fmt: skip
    return {key: text for key, text in named.items() if text}


def _source(result: Return) -> str:
    on = result.completed_on
    who = ", ".join(part for part in (result.respondent.name, result.respondent.role) if part)
    when = f", completed {on.day} {on:%B %Y}" if on else ""
    by = f" by {who}" if who else ""
    return f"Last time: version {result.version}{when}{by}."


# --- the column Last time --------------------------------------------------------------------


def _beside(both: _Both, descent: Descent) -> str:
    """The words beside a statement: never a bare rating, so that nobody takes it for an answer."""
    if descent.how is How.NEW:
        return carried.NEW
    if descent.how is How.CHANGED:
        return carried.CHANGED
    if descent.same_statement and (descent.levels or _is_no_level(both, descent)):
        return carried.LEVELS
    said = [(ref, _rated(both, ref, descent)) for ref in descent.before]
    if descent.how is How.MERGED:
        return "Joined: " + "; ".join(f"{ref} was {words}" for ref, words in said)
    ref, words = said[0]
    if descent.how is How.SPLIT:
        return f"Split from {ref}: was {words}"
    moved = f" (as {ref})" if descent.how is How.MOVED else ""
    return f"Reworded: was {words}{moved}" if descent.reworded else f"{carried.was(words)}{moved}"


def _is_no_level(both: _Both, descent: Descent) -> bool:
    """Whether what was rated then is a level that there is not now."""
    response, now = both.response(descent.before[0]), both.now.statement(descent.ref)
    level = response.main.level if response else None
    return level is not None and now is not None and level not in now.main.scale.keys


def _rated(both: _Both, ref: str, descent: Descent | None = None) -> str:
    """What was rated, in words; a second rating after the first.

    With the ``descent`` of a statement of now, a level is named as it is called now.
    """
    response, statement = both.response(ref), both.was.statement(ref)
    if response is None or statement is None:
        return "not asked"
    given = [(rating, response.ratings.get(rating.name)) for rating in statement.ratings]
    words = [_label(answer, statement, n) if answer else "not asked"
             for n, (_, answer) in enumerate(given)]  # fmt: skip
    now = both.now.statement(descent.ref) if descent and descent.comparable else None
    level = response.main.level
    if now and level in now.main.scale.keys:
        words[0] = carried.is_now(now.main.scale.level(level or "").label, words[0])
    more = [f"{rating.heading}: {said}"
            for (rating, _), said in zip(given[1:], words[1:], strict=True)]  # fmt: skip
    return "; ".join((words[0], *more))


def _label(answer: RatingAnswer, statement: Statement, place: int = 0) -> str:
    if answer.state is State.RATED and answer.level:
        return statement.ratings[place].scale.level(answer.level).label
    return carried.NO_LEVEL[answer.state]


# --- the sheet Last time ---------------------------------------------------------------------


def _rows(both: _Both) -> Iterator[LastRow]:
    """What was said of every statement, in the order of now; then what is no longer asked."""
    for statement in both.now.statements:
        descent = both.walk.of(statement.ref)
        for ref in descent.before:
            yield from _row(both, ref, statement.ref, _change(descent, ref), descent)
    for refs, words in ((both.walk.removed, "No longer asked"),
                        (both.walk.gone, "No longer there, not explained")):  # fmt: skip
        for ref in refs:
            yield from _row(both, ref, "", words)
    asked = {r.ref for r in both.result.responses}
    loose = [a for a in both.result.actions_so_far if not a.is_open and a.ref not in asked]
    for action in loose:
        yield LastRow("", "Action of no statement", "", "", "", _closed(action))


def _row(
    both: _Both, ref: str, now: str, change: str, descent: Descent | None = None
) -> Iterator[LastRow]:
    response, statement = both.response(ref), both.was.statement(ref)
    if response is None or statement is None:
        return
    answer = response.main
    scale = next((s.main.scale for s in (both.now.statement(now), statement) if s),
                 statement.main.scale)
    level = answer.level if answer.level and answer.level in scale.keys else ""
    rating = _rated(both, ref, descent)
    if descent and descent.same_statement and (descent.levels or _is_no_level(both, descent)):
        change = f"{change}, other levels then" if change else "Other levels then: not compared"
    if answer.state is State.UNRECOGNISED and answer.raw:
        rating = f"Not clear: {answer.raw}"
    closed = [_closed(a) for a in both.result.actions_so_far if a.ref == ref and not a.is_open]
    own = [response.action] if response.action else []
    text = statement.text if now == ref else f"{ref}: {statement.text}"
    yield LastRow(
        now, change, text, rating[:1].upper() + rating[1:],
        response.evidence or response.answer or "", "\n".join((*own, *closed)), level,
        scale.id if level else statement.main.scale.id,
    )  # fmt: skip


def _change(descent: Descent, ref: str) -> str:
    if descent.how is How.CHANGED:
        return "Other words now, not explained: compare with care"
    if descent.how is How.SPLIT:
        return f"Split from {ref}"
    if descent.how is How.MERGED:
        return f"Joined from {', '.join(descent.before)}"
    moved = f"Moved from {ref}" if descent.how is How.MOVED else ""
    return f"{moved}, reworded" if moved and descent.reworded else moved or (
        "Reworded" if descent.reworded else "")


def _closed(action: ActionSoFar) -> str:
    """An action that needs no more doing, in a line."""
    status = action.status.label if action.status else action.status_raw
    more = f" Impact: {action.impact}" if action.impact else ""
    return f"{status}: {action.action} ({action.id}).{more}"


# --- actions ---------------------------------------------------------------------------------

_STAMPED = re.compile(r"(?:\d{1,2} [A-Z][a-z]{2} \d{4}|Last time): ")
"""How a line of an action's history begins."""


def _actions(both: _Both) -> Iterator[ActionSoFar]:
    """Every open action with its history, then those written beside a statement last time."""
    known: set[str] = set()
    for action in both.result.actions_so_far:
        known.add(action.id)
        if action.is_open:
            yield _carried(both, action, _so_far_words(action))
    for response in both.result.responses:
        name = action_id(response.ref, response.action)
        if response.action and name not in known:
            known.add(name)
            first = ActionSoFar(
                name, response.ref, response.action, response.owner, response.due,
                response.due_raw, Status.NOT_STARTED, Status.NOT_STARTED.label,
            )  # fmt: skip
            yield _carried(both, first, _first_words(response))


def _so_far_words(action: ActionSoFar) -> str:
    words = action.status.label if action.status else action.status_raw or "No status"
    due = f", due {_day(action)}" if action.due_raw or action.due else ""
    return f"{words}{due}."


def _first_words(response: Response) -> str:
    """How an action began, with what Actions so far has no column for."""
    due = f", due {_due(response)}" if response.due_raw else ""
    priority = f", priority {response.priority_raw}" if response.priority_raw else ""
    return f"New{priority}{due}."


def _day(action: ActionSoFar) -> str:
    return f"{action.due.day} {action.due:%b %Y}" if action.due else action.due_raw


def _due(response: Response) -> str:
    due = response.due
    return f"{due.day} {due:%b %Y}" if due else response.due_raw


def _carried(both: _Both, action: ActionSoFar, words: str) -> ActionSoFar:
    """An open action with one more line of history, under its statement's ref of now."""
    on = both.result.completed_on
    stamp = f"{on.day} {on:%b %Y}" if on else "Last time"
    ref, about = _ref_now(both, action.ref)
    lines = action.note.splitlines()
    last = max((n for n, line in enumerate(lines, 1) if _STAMPED.match(line)), default=0)
    typed = " / ".join(line.strip() for line in lines[last:] if line.strip())
    line = " ".join(part for part in (f"{stamp}: {words}", about, typed) if part)
    note = "\n".join((*lines[:last], line))
    return replace(action, ref=ref, note=note, cells={}, sheet="")


def _ref_now(both: _Both, ref: str) -> tuple[str, str]:
    """The ref that an action belongs to now; where that is not sure, none, and why in words."""
    if not ref:
        return "", ""
    descents = both.walk.after(ref)
    if len(descents) == 1 and (descents[0].same_statement or descents[0].how is How.MERGED):
        return descents[0].ref, "" if descents[0].ref == ref else f"Was for {ref}."
    old = both.was.statement(ref)
    return "", f"Was for {ref}: “{short(old.text, _SHOWN)}”" if old else f"Was for {ref}."


# --- what there is to tell -------------------------------------------------------------------


def _problems(both: _Both) -> Iterator[Problem]:
    file = both.result.file
    asked = {response.ref for response in both.result.responses}
    for descent in both.walk.descents:
        for ref in descent.before if descent.how is How.CHANGED else ():
            old, new = both.was.statement(ref), both.now.statement(descent.ref)
            if old and new and ref in asked:
                facts = {"ref": ref, "found": short(old.text, _SHOWN),
                         "now": short(new.text, _SHOWN)}  # fmt: skip
                yield Problem("previous-changed", Severity.QUERY, file=file,
                              refs=(descent.ref,), facts=facts)  # fmt: skip
    yield from levels_told(both.was, both.now, both.walk, file)
    for ref in both.walk.gone:
        old = both.was.statement(ref)
        if old and ref in asked:
            facts = {"ref": ref, "found": short(old.text, _SHOWN)}
            yield Problem("previous-gone", Severity.QUERY, file=file, refs=(ref,), facts=facts)
    doubtful = [f"{r.ref} “{short(r.main.raw)}”" for r in both.result.responses
                if r.main.state is State.UNRECOGNISED]  # fmt: skip
    if doubtful:
        yield Problem("previous-doubtful", Severity.INFORMATION, file=file,
                      facts={"found": "; ".join(doubtful)})  # fmt: skip
