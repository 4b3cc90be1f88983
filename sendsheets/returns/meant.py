"""Answers that are read as they stand, though a program may have made them: told. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from functools import lru_cache

from sendsheets.intake.rawlook import place
from sendsheets.layout import COVER
from sendsheets.model import Problem, Response, Severity
from sendsheets.returns.beside import LONGEST, MOST_TOLD, quoted
from sendsheets.returns.words import fold

LEAST = 3
"""Rows one below the other that make a series."""

FAR = timedelta(days=3653)
"""A due date so long after the day of the return is hardly meant: ten years."""

_MANY = 4
"""Due dates that tell more of the day of the return than of themselves, if they are most."""

_AT_END = re.compile(r"(?P<words>.*\D)(?P<number>\d{1,6})", re.DOTALL)
_AT_START = re.compile(r"(?P<number>\d{1,6})(?P<words>\D.*)", re.DOTALL)
_POINTER = re.compile(
    r"(?:(?:as|see|same as) (?:in |the )*(?:row |line |one )?(?:above|below|before)|ditto"
    r"|(?:as|see|same as) (?:in )?(?:row|line) \d+|same again)\b|['\"\u3003\u2033]{1,2}$|do\.?$"
)
"""Folded words that begin by pointing to another row, or are no more than ditto marks."""

_FIRST = frozenset("aAdDsS\"'“”„‘’″〃 \n")
"""Letters that such words begin with, so that most words need no closer look."""

_LONGEST_POINTER = 60

Cell = tuple[Response, str, str]
"""A response, the name of one of its cells, and what stands there."""


def meant(
    responses: Sequence[Response], completed_on: date | None, told: Collection[tuple[str, str]]
) -> list[Problem]:
    """Tell of dates and words that may not be what was meant.

    A program gives a day without a year the year of today, and counts on where a cell is dragged
    down. Words such as "as above" mean nothing in a list that is in another order.

    Args:
        responses: what was read.
        completed_on: the day on which the return was completed, where the Cover says so.
        told: sheets and cells of dates that are asked about already.

    Returns:
        A query for each due date before that day or long after it (one for all where they are
        most, since then that day is hardly right), and for each series of days;
        information for a series of words that end in a number, and for words that point to
        another row.
    """
    return [
        *_unlikely(responses, completed_on, told), *_dates(responses), *_numbered(responses),
        *_pointers(responses),
    ]  # fmt: skip


def _unlikely(
    responses: Sequence[Response], completed_on: date | None, told: Collection[tuple[str, str]]
) -> list[Problem]:
    if completed_on is None:
        return []
    dated = [(r, r.cells.get("due", ""), r.due) for r in responses if r.due]
    odd = [(r, cell, due) for r, cell, due in dated
           if not completed_on <= due <= completed_on + FAR and (r.sheet, cell) not in told]
    on = completed_on.strftime("%d/%m/%Y")
    if len(odd) >= _MANY and 2 * len(odd) > len(dated):
        cells = [(f"{r.sheet} {cell}", f"{due:%d/%m/%Y}") for r, cell, due in odd]
        return [Problem("completed-unlikely", Severity.QUERY, sheet=COVER,
                        facts={"found": on, "cells": quoted(cells)})]  # fmt: skip
    return [
        Problem("date-unlikely", Severity.QUERY, sheet=r.sheet, cell=cell, refs=(r.ref,),
                facts={"found": f"{due:%d/%m/%Y}", "completed": on})
        for r, cell, due in odd
    ]  # fmt: skip


# --- cells that were dragged down --------------------------------------------------------------


def _dates(responses: Sequence[Response]) -> list[Problem]:
    cells = [(r, r.cells.get("due", ""), r.due_raw) for r in responses if r.due]
    return [
        Problem("dates-counted", Severity.QUERY, sheet=series[0][0].sheet, cell=series[0][1],
                refs=_refs(series), facts={"found": _quoted(series)})
        for series in _series(cells, _is_next_day)
    ]  # fmt: skip


def _numbered(responses: Sequence[Response]) -> list[Problem]:
    problems = []
    for cells in _cells(responses, lambda words: words[-1].isdigit() or words[0].isdigit()):
        for series in _series(cells, _counts_on):
            problems.append(Problem("words-counted", Severity.INFORMATION, refs=_refs(series),
                                    sheet=series[0][0].sheet, cell=series[0][1],
                                    facts={"found": _quoted(series)}))  # fmt: skip
    return problems


def _cells(responses: Sequence[Response], wanted: Callable[[str], bool]) -> list[list[Cell]]:
    """The filled cells of evidence, actions and owners whose words are wanted."""
    return [
        [(r, r.cells["evidence"], r.evidence) for r in responses
         if r.evidence and wanted(r.evidence) and "evidence" in r.cells],
        [(r, r.cells["action"], r.action) for r in responses
         if r.action and wanted(r.action) and "action" in r.cells],
        [(r, r.cells["owner"], r.owner) for r in responses
         if r.owner and wanted(r.owner) and "owner" in r.cells],
    ]  # fmt: skip


def _series(cells: Sequence[Cell], follows: Callable[[Cell, Cell], bool]) -> list[list[Cell]]:
    """The series among cells: at least ``LEAST``, in rows one below the other."""
    found: list[list[Cell]] = []
    ordered = sorted(cells, key=lambda cell: (cell[0].sheet, place(cell[1]))) if cells else []
    for cell in ordered:
        last = found[-1][-1] if found else None
        if last and last[0].sheet == cell[0].sheet and (
            place(last[1])[0] + 1 == place(cell[1])[0] and follows(last, cell)
        ):
            found[-1].append(cell)
        else:
            found.append([cell])
    return [series for series in found if len(series) >= LEAST]


def _is_next_day(one: Cell, other: Cell) -> bool:
    before, after = one[0].due, other[0].due
    return bool(before and after and after - before == timedelta(days=1))


def _counts_on(one: Cell, other: Cell) -> bool:
    """Whether words are those above with the next number at their end, or else at their start."""
    for form in (_AT_END, _AT_START):
        a, b = form.fullmatch(one[2]), form.fullmatch(other[2])
        if a and b:
            return a["words"] == b["words"] and int(a["number"]) + 1 == int(b["number"])
    return False


def _refs(series: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(response.ref for response, *_ in series)


def _quoted(cells: Sequence[Cell]) -> str:
    return quoted([(cell, words) for _, cell, words in cells], MOST_TOLD, LONGEST)


# --- words that point to another row ----------------------------------------------------------


def _pointers(responses: Sequence[Response]) -> list[Problem]:
    """One piece of information a sheet."""
    found: dict[str, list[Cell]] = {}
    for cells in _cells(responses, lambda words: (
            words[0] in _FIRST and len(words) <= _LONGEST_POINTER and _points(words))):
        for cell in cells:
            found.setdefault(cell[0].sheet, []).append(cell)
    return [
        Problem("words-point", Severity.INFORMATION, sheet=sheet, cell=cells[0][1],
                refs=tuple(dict.fromkeys(_refs(cells))), facts={"found": _quoted(cells)})
        for sheet, cells in found.items()
    ]  # fmt: skip


@lru_cache(maxsize=4_096)
def _points(words: str) -> bool:
    return bool(_POINTER.match(fold(words)))
