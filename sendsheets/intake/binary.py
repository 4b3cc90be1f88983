"""Excel's older form, .xls, becomes plain values. xlrd is imported only here.

It takes apart what may be hostile in plain Python: call it in a guarded process (``guard``).
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from sendsheets.intake.package import Damaged, TooLarge
from sendsheets.intake.rawlook import (
    LAST_COLUMN,
    LAST_ROW,
    MERGES_LIMIT,
    Area,
    Place,
    SheetFacts,
)

XLS_LIMIT = 30 * 1024 * 1024

_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}

XlsSheet = tuple[str, dict[Place, object], SheetFacts]
"""A sheet's state, its filled cells (plain values; errors are in the facts), and its facts."""


def read_xls(data: bytes) -> dict[str, XlsSheet]:
    """Read an .xls workbook.

    Args:
        data: the file's bytes.

    Returns:
        Every sheet by name. The form keeps formulas, but the library does not tell
        which cells hold one: ``formulas`` is empty.

    Raises:
        Damaged: if it can't be read.
        TooLarge: if it holds more than any audit could.
    """
    import xlrd

    if len(data) > XLS_LIMIT:
        raise TooLarge(f"it is larger than {XLS_LIMIT // 1_048_576} MB")
    try:
        # Merges and hidden rows are told only together with the formats.
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True,
            ragged_rows=True,
        )  # fmt: skip
        found: dict[str, XlsSheet] = {}
        for number, name in enumerate(book.sheet_names()):
            found[name] = _sheet(book, book.sheet_by_index(number))
            book.unload_sheet(number)
    except (MemoryError, TooLarge):
        raise
    except Exception as error:  # xlrd raises whatever its parts raise
        raise Damaged("a part of it cannot be read") from error
    return found


def _sheet(book: Any, sheet: Any) -> XlsSheet:
    import xlrd

    cells: dict[Place, object] = {}
    errors: dict[Place, str] = {}
    far = 0
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True), 1):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
                continue
            if row >= LAST_ROW or column > LAST_COLUMN:
                far += 1
            elif kind == xlrd.XL_CELL_ERROR:
                errors[row + 1, column] = xlrd.error_text_from_code.get(value, "#ERROR")
            elif kind == xlrd.XL_CELL_BOOLEAN:
                cells[row + 1, column] = bool(value)
            elif kind == xlrd.XL_CELL_DATE:
                cells[row + 1, column] = _moment(value, book.datemode)
            else:
                cells[row + 1, column] = value
    hidden = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    filled = {row for row, _ in (*cells, *errors)}
    comments = {
        (row + 1, column + 1): note.text.strip()
        for (row, column), note in sheet.cell_note_map.items()
    }
    facts = SheetFacts(
        errors, merges=_merges(sheet), cells=len(cells) + len(errors), far=far,
        hidden_rows=frozenset(hidden & filled), comments=comments,
    )
    return _STATES.get(sheet.visibility, "visible"), cells, facts


def _merges(sheet: Any) -> tuple[Area, ...]:
    if len(sheet.merged_cells) > MERGES_LIMIT:
        raise TooLarge(f"a sheet has {len(sheet.merged_cells):,} merged areas")
    return tuple(
        (top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )


def _moment(value: float, epoch: int) -> date | datetime | time | float:
    """A number that is shown as a date: a date, a moment, or a time of day."""
    import xlrd

    try:
        moment: datetime = xlrd.xldate_as_datetime(value, epoch)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return value
    if 0 <= value < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment
