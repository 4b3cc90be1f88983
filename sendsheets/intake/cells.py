"""Bytes become plain cells. The only module that imports a spreadsheet reading library."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sendsheets.intake.inspect import Facts
from sendsheets.intake.package import Damaged, pack
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
    ``comments`` are the words of notes and threads on a cell; ``objects`` names what else lies
    on the sheet ("a picture", "an embedded file"), ``boxes`` the words of its text boxes;
    ``hidden_rows`` are the rows that nobody sees.
    """

    name: str
    state: str
    cells: Mapping[Place, Value]
    merges: tuple[Area, ...] = ()
    covered: Mapping[Place, Value] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    far: int = 0
    comments: Mapping[Place, str] = field(default_factory=dict)
    objects: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()

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

    python-calamine reads; a package that it cannot read is tried with openpyxl, which is some
    twenty times slower and gets through some that calamine does not (clients.md 2).

    Args:
        facts: what ``inspect`` found, with the package it made.

    Returns:
        Every looked-at sheet; text exactly as typed, whole numbers as int, dates as date or
        datetime, times as text.

    Raises:
        Damaged: if neither library can read what the raw look could.
    """
    try:
        found = _with_calamine(facts)
    except Damaged:
        if facts.form == "ods":
            raise
        found = _with_openpyxl(facts)
    return Book(tuple(_sheet(name, *found[name], facts.looked[name]) for name in found))


Found = dict[str, tuple[str, dict[Place, Value]]]
"""The state and the cells of each sheet that was looked at, by name."""


def _with_calamine(facts: Facts) -> Found:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(facts.small))
        states = {meta.name: _STATES.get(str(meta.visible), "visible")
                  for meta in book.sheets_metadata}  # fmt: skip
        found: Found = {}
        for name in book.sheet_names:
            if name in facts.looked:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                found[name] = states[name], {
                    (r, c): _value(value)
                    for r, row in enumerate(rows, 1)
                    for c, value in enumerate(row, 1)
                    if value != ""
                }
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise Damaged("a part of it cannot be read") from error
    return found


def _with_openpyxl(facts: Facts) -> Found:
    import warnings

    import openpyxl
    from openpyxl.utils.escape import unescape

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(_only_cells(facts.small)), data_only=True)
            found: Found = {}
            for sheet in book.worksheets:
                if sheet.title in facts.looked:
                    # Only cells that exist: a far one would make rows of a million blanks.
                    found[sheet.title] = sheet.sheet_state, {
                        here: _midnight(unescape(value) if isinstance(value, str) else value)
                        for here, cell in sheet._cells.items()
                        if (value := cell.value) not in (None, "")
                    }
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Damaged("a part of it cannot be read") from error
    return found


_AFTER_CELLS = re.compile(rb"</((?:\w+:)?)sheetData\s*>.*", re.DOTALL)


def _only_cells(small: bytes) -> bytes:
    """The package with each sheet cut after its cells: openpyxl follows what stands there."""
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    end = rb"</\1sheetData></\1worksheet>"
    return pack({name: _AFTER_CELLS.sub(end, data) for name, data in parts.items()})


def _midnight(value: object) -> Value:
    """A date without a time, which openpyxl gives as the midnight it begins with."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return _value(value)


_STATES = {
    "SheetVisibleEnum.Visible": "visible",
    "SheetVisibleEnum.Hidden": "hidden",
    "SheetVisibleEnum.VeryHidden": "veryHidden",
}


def _sheet(name: str, state: str, cells: dict[Place, Value], seen: SheetFacts) -> Sheet:
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
