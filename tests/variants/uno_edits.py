"""Edits workbooks through LibreOffice as people do, all in one run of it.

Run by a Python that has LibreOffice's ``uno`` module, as ``python uno_edits.py JOBS.json
PROFILE``. A job is ``{"source": …, "targets": […], "steps": […]}``; the steps are those of
``samples/typist.py`` and those below. What went wrong with a job is written to its first
target's name with ``.error`` behind it, and the other jobs go on.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))

import typist  # type: ignore[import-not-found]
import uno  # type: ignore[import-not-found]
import uno_office  # type: ignore[import-not-found]

typist.FILTERS[".xls"] = "MS Excel 97"


def area(document: Any, step: dict[str, Any]) -> Any:
    """The cells that a step is about."""
    return typist.sheet_of(document, step["sheet"]).getCellRangeByName(step["cells"])


def sort(document: Any, step: dict[str, Any]) -> None:
    """Sort an area by one of its columns."""
    key = uno.createUnoStruct("com.sun.star.table.TableSortField")
    key.Field, key.IsAscending = step["by"], step.get("up", True)
    fields = uno.Any("[]com.sun.star.table.TableSortField", (key,))
    area(document, step).sort((typist.option("SortFields", fields),
                               typist.option("ContainsHeader", False)))  # fmt: skip


def merge(document: Any, step: dict[str, Any]) -> None:
    """Merge cells, what they hold staying under the merge."""
    area(document, step).merge(True)


def move(document: Any, step: dict[str, Any]) -> None:
    """Cut an area and paste it elsewhere, on the same sheet or another."""
    where = typist.sheet_of(document, step.get("to_sheet", step["sheet"]))
    sheet = typist.sheet_of(document, step["sheet"])
    target = where.getCellRangeByName(step["to"]).CellAddress
    found = area(document, step).RangeAddress
    (sheet.copyRange if step["do"] == "copy" else sheet.moveRange)(target, found)


def copy_sheet(document: Any, step: dict[str, Any]) -> None:
    """Copy a sheet to the end."""
    document.Sheets.copyByName(step["sheet"], step["to"], document.Sheets.Count)


def move_sheet(document: Any, step: dict[str, Any]) -> None:
    """Move a sheet to another place."""
    document.Sheets.moveByName(step["sheet"], step["place"])


def hide_rows(document: Any, step: dict[str, Any]) -> None:
    """Hide the rows of an area."""
    area(document, step).Rows.IsVisible = False


def hide_columns(document: Any, step: dict[str, Any]) -> None:
    """Hide the columns of an area."""
    area(document, step).Columns.IsVisible = False


def fill_down(document: Any, step: dict[str, Any]) -> None:
    """Fill an area down from its first row, the same in each."""
    down = uno.Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")
    mode = uno.Enum("com.sun.star.sheet.FillMode", "SIMPLE")
    day = uno.Enum("com.sun.star.sheet.FillDateMode", "FILL_DATE_DAY")
    area(document, step).fillSeries(down, mode, day, 0, 0)


def clear(document: Any, step: dict[str, Any]) -> None:
    """Delete what an area's cells hold."""
    area(document, step).clearContents(1 | 2 | 4 | 16)


def general(document: Any, step: dict[str, Any]) -> None:
    """Give cells the format General, then type."""
    cells = area(document, step)
    cells.NumberFormat = 0
    cells.getCellByPosition(0, 0).FormulaLocal = step["value"]


def epoch(document: Any, step: dict[str, Any]) -> None:
    """Count days from 1904."""
    null = document.NullDate
    null.Day, null.Month, null.Year = 1, 1, 1904
    document.NullDate = null


STEPS = {
    **typist.STEPS, "sort": sort, "merge": merge, "move": move, "copy": move,
    "copy_sheet": copy_sheet, "move_sheet": move_sheet, "hide_rows": hide_rows,
    "hide_columns": hide_columns, "fill_down": fill_down, "clear": clear, "general": general,
    "epoch": epoch,
}  # fmt: skip


def do(desktop: Any, job: dict[str, Any]) -> None:
    """Open, do the steps, save under each target's name."""
    document = desktop.loadComponentFromURL(
        Path(job["source"]).resolve().as_uri(), "_blank", 0, (typist.option("Hidden", True),))
    try:
        for step in job["steps"]:
            STEPS[step["do"]](document, step)
        for name in job["targets"]:
            target = Path(name)
            document.storeToURL(target.resolve().as_uri(), typist.save_options(target))
    finally:
        document.close(True)


def main(jobs: Path, profile: Path) -> None:
    """Do every job with one LibreOffice."""
    with uno_office.office(os.environ.get("SOFFICE", "soffice"), profile) as desktop:
        for job in json.loads(jobs.read_text(encoding="utf-8")):
            try:
                do(desktop, job)
            except Exception as error:
                Path(job["targets"][0] + ".error").write_text(str(error), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
