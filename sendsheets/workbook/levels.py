"""What a rating, a priority and an order are worth, exactly as the live formulas have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sendsheets.drawing.rules import is_one_of, text
from sendsheets.model import NOT_APPLICABLE_LIVE, Priority, Scale
from sendsheets.workbook.answers import Answer

CHECK = "check"
"""The level of a rating that is not on the list."""

Number = str | int
"""A level or an order: a number, or empty text, or ``check``."""


def trimmed(value: str) -> str:
    """What TRIM makes of a text: outer spaces gone, inner runs of them single."""
    return " ".join(part for part in value.split(" ") if part)


def serial(day: date) -> int:
    """The number by which Excel stores a date."""
    return (day - date(1899, 12, 30)).days


def level_of(scale: Scale, rating: str) -> Number:
    """What the level formula makes of a rating: its rank, 0 for not applicable, or ``check``."""
    said = trimmed(rating).casefold()
    if not said:
        return ""
    if scale.not_applicable and said in {s.casefold() for s in NOT_APPLICABLE_LIVE}:
        return 0
    for rank, level in enumerate(scale.worst_first, 1):
        if said in {s.casefold() for s in level.live_spellings}:
            return rank
    return CHECK


def level_formula(cell: str, scale: Scale) -> str:
    """A formula for a rating's level: 1 needs most attention; 0 is not applicable."""
    formula = text(CHECK)
    for rank in range(len(scale.levels), 0, -1):
        level = scale.worst_first[rank - 1]
        formula = f"IF({is_one_of(cell, level.live_spellings)},{rank},{formula})"
    if scale.not_applicable:
        formula = f"IF({is_one_of(cell, NOT_APPLICABLE_LIVE)},0,{formula})"
    return f'IF({cell}="","",{formula})'


def fits(level: Number, wanted: str | None) -> bool:
    """Whether a level is one that a count looks for (``>=0`` is any on the list)."""
    if wanted is None:
        return True
    if wanted == ">=0":
        return isinstance(level, int)
    return str(level) == wanted


def orders(levels: Sequence[Number], ranks: Sequence[int]) -> list[Number]:
    """Number the rows at these levels: the first level's rows first, each in sheet order."""
    chosen = [n for rank in ranks for n, level in enumerate(levels) if level == rank]
    places: list[Number] = [""] * len(levels)
    for place, n in enumerate(chosen, 1):
        places[n] = place
    return places


def ascending(values: Sequence[Number]) -> list[Number]:
    """Number the rows by their values, lowest first, equal ones in sheet order."""
    ranks = sorted({value for value in values if isinstance(value, int)})
    return orders(values, ranks)


def priority_order(answer: Answer) -> Number:
    """1 to 4 for an action of high, medium, low or no priority; empty without an action."""
    if not trimmed(answer.action):
        return ""
    labels = [priority.label.casefold() for priority in Priority]
    said = trimmed(answer.priority).casefold()
    return labels.index(said) + 1 if said in labels else 4
