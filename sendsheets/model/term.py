"""Academic years and the half-terms of a local authority. No I/O and no library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """A half-term, or a term, as the local authority sets it: both days are in it."""

    name: str
    first: date
    last: date


def academic_year(day: date) -> str:
    """The academic year of a day, 1 September to 31 August: "2026/27" (domain.md 3.3)."""
    year = day.year if day.month >= _SEPTEMBER else day.year - 1
    return f"{year}/{(year + 1) % 100:02}"


_SEPTEMBER = 9
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


def when(day: date, terms: Sequence[Term]) -> str:
    """When a day is, in words that a school plans by.

    Args:
        day: the day.
        terms: the half-terms, in order of their first days.

    Returns:
        "Autumn 1, 2026/27" for a day in a half-term; "Holiday after Autumn 1, 2026/27" for one
        between two; the month ("February 2027") where the terms do not reach so far, or where
        none are given: how long a term is differs from place to place, and is not guessed.
    """
    for term in terms:
        if term.first <= day <= term.last:
            return f"{term.name}, {academic_year(term.first)}"
    before = [term for term in terms if term.last < day]
    after = [term for term in terms if term.first > day]
    if before and after:
        return f"Holiday after {before[-1].name}, {academic_year(before[-1].first)}"
    return f"{_MONTHS[day.month - 1]} {day.year}"
