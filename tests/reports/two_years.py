"""Two years of invented returns, put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sendsheets.analysis.progress import Pair
from sendsheets.analysis.so_far import over_time
from sendsheets.frameworks.diff import crosswalk
from sendsheets.model import ActionSoFar, Change, Framework, Return, Status, action_id
from sendsheets.reports.change import Compared
from tests.reports.invented import AS_AT, completed, framework


def earlier(asking: Framework) -> Framework:
    """The framework as it was a year ago: the last statement of a section moved, others changed."""
    first, *rest = asking.sections
    *kept, moved = first.statements
    old = replace(moved, ref=f"{first.number}y")
    gone = replace(moved, ref=f"{first.number}z", text="A statement that is no longer asked.")
    return replace(asking, version="0.9", sections=(
        replace(first, statements=(*kept, old, gone)), *rest))  # fmt: skip


def now(asking: Framework) -> Framework:
    """The framework with its table of changes."""
    first = asking.sections[0]
    moved = first.statements[-1]
    return replace(asking, changes=(
        Change("0.9", f"{first.number}y", "moved", (moved.ref,)),
        Change("0.9", f"{first.number}z", "removed")))  # fmt: skip


def with_actions(result: Return, before: Return) -> Return:
    """A return that carries the actions of last time over, each at another point."""
    statuses = (*Status, None)
    actions = tuple(
        ActionSoFar(action_id(r.ref, r.action), r.ref, r.action, r.owner, r.due, r.due_raw,
                    statuses[n % len(statuses)], "", "12 Nov 2025: New.\nWe have begun.",
                    "Every pupil knows.", "Seen in lessons." * (n % 3), AS_AT)
        for n, r in enumerate(before.responses) if r.action and n % 7
    )  # fmt: skip
    return replace(result, actions_so_far=actions)


def compared(name: str = "send-rag-audit", schools: int = 6) -> Compared:
    """Schools of two years; one answered only last time, one only this time."""
    asking = now(framework(name))
    was = earlier(asking)
    walk = crosswalk(was, asking)
    then, after, pairs = [], [], []
    for n in range(1, schools + 1):
        before = replace(completed(was, seed=n), completed_on=date(2025, 11, 12))
        this = with_actions(completed(asking, seed=n + 50), before)
        this = replace(this, school=before.school)
        then.append(before)
        after.append(this)
        pairs.append(Pair(before, this, was, asking, walk))
    alone = () if schools == 1 else (completed(was, seed=90),)
    actions = over_time((then, after), {asking.id: asking}, AS_AT,
                        lambda r: r.school.name, lambda r: r.respondent.role)  # fmt: skip
    return Compared(asking, tuple(pairs), alone, alone, actions, AS_AT)
