"""Texts that are not ours are kept from being said in other words. No I/O and no library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sendsheets.model.action import ActionSoFar
from sendsheets.model.framework import (
    Detail,
    Framework,
    Rating,
    Scale,
    Section,
    Statement,
)
from sendsheets.model.review import SHOWS, Enquiry
from sendsheets.model.rules import RULES

Guarded = Callable[[str], str]


def guarded(framework: Framework, guard: Guarded) -> Framework:
    """A framework whose texts ``Words.said`` leaves as they are; it changes no words itself.

    Args:
        framework: any.
        guard: what guards a text, such as ``Words.guarded``.
    """
    return replace(
        framework, words=(), title=guard(framework.title), purpose=guard(framework.purpose),
        audience=guard(framework.audience),
        introduction=tuple(map(guard, framework.introduction)),
        notes=tuple(map(guard, framework.notes)),
        source=replace(framework.source, credit=guard(framework.source.credit)),
        guidance=tuple(replace(g, heading=guard(g.heading), text=guard(g.text))
                       for g in framework.guidance),
        details=tuple(_detail(d, guard) for d in framework.details),
        comments=_detail(framework.comments, guard) if framework.comments else None,
        kinds=tuple(replace(k, label=guard(k.label), ratings=_ratings(k.ratings, guard))
                    for k in framework.kinds),
        sections=tuple(_section(section, guard) for section in framework.sections),
    )  # fmt: skip


def _detail(detail: Detail, guard: Guarded) -> Detail:
    return replace(detail, label=guard(detail.label), help=guard(detail.help),
                   choices=tuple(map(guard, detail.choices)))  # fmt: skip


def _section(section: Section, guard: Guarded) -> Section:
    return replace(
        section, title=guard(section.title), short=guard(section.short),
        introduction=guard(section.introduction),
        statements=tuple(_statement(s, guard) for s in section.statements),
    )  # fmt: skip


def _statement(statement: Statement, guard: Guarded) -> Statement:
    return replace(
        statement, text=guard(statement.text), label=guard(statement.label),
        statutory=guard(statement.statutory) if statement.statutory else None,
        note=guard(statement.note) if statement.note else None,
        ratings=_ratings(statement.ratings, guard),
    )  # fmt: skip


def _ratings(ratings: tuple[Rating, ...], guard: Guarded) -> tuple[Rating, ...]:
    return tuple(replace(rating, heading=guard(rating.heading), scale=_scale(rating.scale, guard))
                 for rating in ratings)  # fmt: skip


def _scale(scale: Scale, guard: Guarded) -> Scale:
    return replace(scale, levels=tuple(
        replace(level, label=guard(level.label), code=guard(level.code),
                meaning=guard(level.meaning))
        for level in scale.levels))  # fmt: skip


# --- what people typed beside the answers ------------------------------------------------------


def guarded_line(line: Enquiry, guard: Guarded) -> Enquiry:
    """A line of enquiry with its texts guarded, save what is chosen and the name of its rule."""
    shows = line.shows if line.shows in SHOWS else guard(line.shows)
    rule = line.rule if _RULES.issuperset(line.rule.split("; ")) else guard(line.rule)
    return replace(line, question=guard(line.question), reason=guard(line.reason),
                   look=guard(line.look), found=guard(line.found), shows=shows,
                   next_step=guard(line.next_step), rule=rule)  # fmt: skip


_RULES = frozenset(rule.name for rule in RULES)


def guarded_action(action: ActionSoFar, guard: Guarded) -> ActionSoFar:
    """An action so far with its texts guarded; its status is chosen from a list of ours."""
    made: dict[str, Any] = {
        key: guard(getattr(action, key))
        for key in ("id", "ref", "action", "owner", "due_raw", "status_raw", "note", "criteria",
                    "impact", "review_raw")
    }  # fmt: skip
    return replace(action, **made)
