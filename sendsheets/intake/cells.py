"""Bytes become plain cells. The only module that imports a spreadsheet reading library."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sendsheets.intake.inspect import Facts
from sendsheets.intake.package import Damaged
from sendsheets.intake.rawlook import Area, Place, SheetFacts


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an error such as ``#REF!``."""

    text: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula that no program has calculated yet."""

    formula: str


Value = str | int | float | bool | date | datetime | ErrorCell | NoValue


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's filled cells by row and column (from 1), and what was found in its XML.

    Values under a merge are left out of ``cells`` and kept in ``covered``: nobody sees them.
    """

    name: str
    state: str
    cells: Mapping[Place, Value]
    merges: tuple[Area, ...] = ()
    covered: Mapping[Place, Value] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    far: int = 0

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds anything."""
        return max((column for _, column in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet as plain cells: its sheets, in order."""

    sheets: tuple[Sheet, ...]


def read_cells(facts: Facts) -> Book:
    """Read the sheets that were looked at.

    Args:
        facts: what ``inspect`` found, with the package it made.

    Returns:
        Every looked-at sheet; text exactly as typed, whole numbers as int, dates as date or
        datetime, times as text.

    Raises:
        Damaged: if the library cannot read what the raw look could.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(facts.small))
        states = {meta.name: _STATES.get(str(meta.visible), "visible")
                  for meta in book.sheets_metadata}  # fmt: skip
        sheets = []
        for name in book.sheet_names:
            if name in facts.looked:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                sheets.append(_sheet(name, states[name], rows, facts.looked[name]))
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise Damaged("a part of it cannot be read") from error
    except BaseException as error:
        # A panic inside the library's Rust is not an Exception, and must not end a batch.
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged("a part of it cannot be read") from error
    return Book(tuple(sheets))


_STATES = {
    "SheetVisibleEnum.Visible": "visible",
    "SheetVisibleEnum.Hidden": "hidden",
    "SheetVisibleEnum.VeryHidden": "veryHidden",
}


def _sheet(name: str, state: str, rows: Sequence[Sequence[object]], seen: SheetFacts) -> Sheet:
    cells: dict[Place, Value] = {
        (r, c): _value(value)
        for r, row in enumerate(rows, 1)
        for c, value in enumerate(row, 1)
        if value != ""
    }
    cells.update({here: NoValue(text) for here, text in seen.unvalued.items()})
    cells.update({here: ErrorCell(text) for here, text in seen.errors.items()})
    covered: dict[Place, Value] = {}
    for here in [here for here in cells if seen.merges and _is_covered(here, seen.merges)]:
        covered[here] = cells.pop(here)
    return Sheet(name, state, cells, seen.merges, covered, seen.formulas, seen.far)


def _is_covered(here: Place, merges: tuple[Area, ...]) -> bool:
    row, column = here
    return any(
        top <= row <= bottom and left <= column <= right and here != (top, left)
        for top, left, bottom, right in merges
    )


def _value(value: object) -> Value:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, (str, bool, int, date)):
        return value
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def shown(value: Value | None) -> str:
    """A value as a person would read it: whole numbers without '.0', dates as dd/mm/yyyy."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ErrorCell):
        return value.text
    if isinstance(value, NoValue):
        return value.formula
    if isinstance(value, datetime):
        pattern = "%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M"
        return value.strftime(pattern)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return f"{value:.15g}" if isinstance(value, float) else str(value)
