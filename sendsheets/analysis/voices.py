"""Several voices of one school: who sees what how, and where the views are far apart.

Whoever holds a named role speaks for themselves; a group of staff, parents or pupils speaks
together, and only from five up (decisions.md 27).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendsheets.model import (
    FEWEST_VOICES,
    Framework,
    Level,
    Return,
    Role,
    Statement,
    role_of,
)


@dataclass(frozen=True, slots=True)
class View:
    """How one voice, or a group together, rated one statement.

    ``levels`` counts the ratings by the key of the level; ``typical`` is the middle one (the
    lower of two), and ``rank`` its rank, 1 for the level that needs most attention.
    """

    who: str
    role: Role | None
    n: int
    levels: Mapping[str, int]
    typical: Level
    rank: int

    @property
    def is_group(self) -> bool:
        """Whether it is a group's view."""
        return self.role is not None and self.role.is_group


@dataclass(frozen=True, slots=True)
class Views:
    """What several voices say of one statement, and how many levels lie between them.

    ``highest`` and ``lowest`` are those of whom the typical ratings are furthest apart.
    """

    statement: Statement
    views: tuple[View, ...]

    @property
    def gap(self) -> int:
        """How many levels lie between the highest and the lowest; 0 where all see it alike."""
        ranks = [view.rank for view in self.views]
        return max(ranks) - min(ranks)

    @property
    def highest(self) -> tuple[View, ...]:
        """Those who see it at its best."""
        top = max(view.rank for view in self.views)
        return tuple(view for view in self.views if view.rank == top)

    @property
    def lowest(self) -> tuple[View, ...]:
        """Those who see it as needing most attention."""
        low = min(view.rank for view in self.views)
        return tuple(view for view in self.views if view.rank == low)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who answered in one role: how many, and whether their answers are shown."""

    who: str
    role: Role | None
    n: int
    shown: bool


def speaker(result: Return) -> tuple[Role | None, str]:
    """The role that a return speaks in, and what it is called."""
    role = role_of(result.respondent.role)
    if role is None and result.asked.role in frozenset(Role):
        role = Role(result.asked.role)
    return role, role.label if role else result.respondent.role.strip() or "No role given"


def heard(returns: Sequence[Return]) -> tuple[Heard, ...]:
    """Who answered, role by role: named ones first, groups after them.

    A role that is not one of ours (a deputy, say) is one person's where one return has it;
    where several have it, they are a group.
    """
    found: dict[tuple[Role | None, str], int] = {}
    for result in returns:
        key = speaker(result)
        found[key] = found.get(key, 0) + 1
    made = [
        Heard(_who(role, name, n), role, n, n >= FEWEST_VOICES if _grouped(role, n) else True)
        for (role, name), n in found.items()
    ]  # fmt: skip
    order = list(Role)
    return tuple(sorted(made, key=lambda h: (
        h.role is not None and h.role.is_group, order.index(h.role) if h.role else len(order),
        h.who)))  # fmt: skip


def _grouped(role: Role | None, n: int) -> bool:
    return role.is_group if role else n > 1


def _who(role: Role | None, name: str, n: int) -> str:
    if role and role.is_group:
        return f"{n} {role.many}" if n > 1 else f"1 {role.label.lower()}"
    return name if n == 1 else f"{n} × {name}"


def views(framework: Framework, returns: Sequence[Return]) -> tuple[Views, ...]:
    """What the voices of one school say of each statement that two or more may be shown on.

    Args:
        framework: the framework that all of them answer.
        returns: one school's returns, one for each person.

    Returns:
        Statement by statement in the framework's order. A group stands only where five or more
        of it rated the statement. Open questions are left out: they are not rated.
    """
    by_who: dict[tuple[Role | None, str], list[dict[str, str]]] = {}
    for result in returns:
        rated = {r.ref: r.main.level for r in result.responses if r.main.level}
        by_who.setdefault(speaker(result), []).append(rated)
    made = []
    for statement in framework.statements:
        if not statement.kind.counts_towards_progress:
            continue
        seen = []
        for (role, name), people in by_who.items():
            levels = [said[statement.ref] for said in people if statement.ref in said]
            least = FEWEST_VOICES if _grouped(role, len(people)) else 1
            if len(levels) >= least:
                seen.append(_view(statement, role, _who(role, name, len(levels)), levels))
        if len(seen) > 1:
            order = list(Role)
            seen.sort(key=lambda v: (order.index(v.role) if v.role else len(order), v.who))
            made.append(Views(statement, tuple(seen)))
    return tuple(made)


def _view(statement: Statement, role: Role | None, who: str, levels: Sequence[str]) -> View:
    scale = statement.main.scale
    ranks = sorted(scale.rank(key) for key in levels)
    rank = ranks[(len(ranks) - 1) // 2]
    return View(who, role, len(levels), Counter(levels), scale.worst_first[rank - 1], rank)


def apart(found: Sequence[Views], least: int = 1) -> tuple[Views, ...]:
    """The statements that voices see differently, those furthest apart first."""
    return tuple(sorted((v for v in found if v.gap >= least), key=lambda v: -v.gap))
