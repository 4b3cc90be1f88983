"""A framework whose own texts are kept from being said in other words. No I/O and no library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sendsheets.model.framework import (
    Detail,
    Framework,
    Rating,
    Scale,
    Section,
    Statement,
)

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
