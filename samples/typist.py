"""Types into workbooks through LibreOffice, as a person would, and saves them.

Run by a Python that has LibreOffice's ``uno`` module (never by sendsheets' own), as

    python typist.py JOBS.json PROFILE

where PROFILE is an empty folder for LibreOffice's settings, and JOBS.json holds a list of

    {"source": "blank.xlsx", "target": "filled.xlsx",
     "cells": [["1 Leadership", "C5", {"text": "Green"}], ["Cover", "B13", {"date": "2026-11-12"}]],
     "steps": [{"do": "insert_row", "sheet": "1 Leadership", "row": 7}]}

How a cell is typed. Every value goes in through the property ``FormulaLocal``, which runs what
the formula bar runs when Enter is pressed: the text is understood in the profile's locale (ours
is British English) and by the cell's own format. So in a cell formatted as text whatever is typed
stays text, "=1+1" and "1/2" too; in any other cell "999001" becomes a number, and a date is
typed day first ("12/11/2026") and becomes a true date, because that is how a person enters one.
Two things differ from a person's keyboard: automatic correction of words does not run, and no
dropdown asks "are you sure" about a value that is not on its list (the person said Yes).

Steps are done after the cells, in order:

    insert_row, delete_row        sheet, row     (row is counted from 1; inserted above it)
    insert_column, delete_column  sheet, column  (a letter; inserted before it)
    rename_sheet                  sheet, to
    hide_sheet, delete_sheet      sheet
    add_sheet                     sheet          (a new, empty one at the end)
    note                          sheet, cell, text
    type                          sheet, cell, value   (as in cells, when rows have moved)

The target is saved by its ending: .xlsx, .ods, or .pdf (the first page only).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".pdf": "calc_pdf_Export"}
START_SECONDS = 60.0
END_SECONDS = 20.0

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse">
<value></value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse">
<value></value></prop></item>
</oor:items>
"""
"""A British locale, and a user with no name, so that no name gets into the files."""

MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "2000000000", "MALLOC_TRIM_THRESHOLD_": "4000000000",
    "MALLOC_TOP_PAD_": "67108864",
}  # fmt: skip
"""LibreOffice gives large pieces of memory back and asks for them again, which is a third of the
time it takes to start. With these, which only the C library of Linux knows, it keeps them."""


# --- one LibreOffice ---------------------------------------------------------------------------


@contextmanager
def office(soffice: str, profile: Path, settings: str = SETTINGS) -> Iterator[Any]:
    """Start LibreOffice, give its desktop, and always end it."""
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    pipe = f"typist{os.getpid()}"
    started = subprocess.Popen(
        [soffice, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
         f"-env:UserInstallation={profile.resolve().as_uri()}",
         f"--accept=pipe,name={pipe};urp;"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, **MEMORY},
    )  # fmt: skip
    try:
        desktop = connect(pipe, started)
        yield desktop
        try:
            desktop.terminate()
            started.wait(END_SECONDS)
        except Exception as error:  # it may be gone before it can answer
            print(f"LibreOffice did not end by itself: {error}", file=sys.stderr)
    finally:
        if started.poll() is None:
            started.kill()
            started.wait(END_SECONDS)


def connect(pipe: str, started: subprocess.Popen[bytes]) -> Any:
    """Wait until LibreOffice answers, and give its desktop."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)  # fmt: skip
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except Exception:
            if started.poll() not in (None, 0) or time.monotonic() > end:
                raise SystemExit("LibreOffice did not start.") from None
            time.sleep(0.2)
    return context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context)  # fmt: skip


def option(name: str, value: object) -> Any:
    """One named option, as LibreOffice takes them."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


# --- one job -----------------------------------------------------------------------------------


def do(desktop: Any, job: dict[str, Any]) -> None:
    """Open the source, type, do the steps, save as the target."""
    source, target = Path(job["source"]), Path(job["target"])
    if not source.exists():
        raise SystemExit(f"There is no file {source.name}.")
    document = desktop.loadComponentFromURL(
        source.resolve().as_uri(), "_blank", 0, (option("Hidden", True),))  # fmt: skip
    if document is None:
        raise SystemExit(f"LibreOffice could not open {source.name}.")
    try:
        # The results are wanted once, at the end, not after each cell.
        document.enableAutomaticCalculation(False)
        sheets: dict[str, Any] = {}
        for name, cell, value in job.get("cells", ()):
            if name not in sheets:
                sheets[name] = sheet_of(document, name)
            enter(sheets[name], cell, value)
        document.enableAutomaticCalculation(True)
        for step in job.get("steps", ()):
            STEPS[step["do"]](document, step)
        document.calculateAll()
        target.parent.mkdir(parents=True, exist_ok=True)
        document.storeToURL(target.resolve().as_uri(), save_options(target))
    finally:
        document.close(True)


def save_options(target: Path) -> tuple[Any, ...]:
    """How to save, by the ending of the name."""
    options = [option("FilterName", FILTERS[target.suffix.lower()])]
    if target.suffix.lower() == ".pdf":
        # Relative links, or the folder this runs in would stand in the file.
        wanted = (option("PageRange", "1"), option("ExportLinksRelativeFsys", True))
        data = uno.Any("[]com.sun.star.beans.PropertyValue", wanted)
        options.append(option("FilterData", data))
    return tuple(options)


def sheet_of(document: Any, name: str) -> Any:
    """A sheet by its name."""
    if not document.Sheets.hasByName(name):
        raise SystemExit(f"There is no sheet called {name}.")
    return document.Sheets.getByName(name)


def enter(sheet: Any, cell: str, value: dict[str, str]) -> None:
    """Type one value into one cell: ``{"text": …}`` or ``{"date": "2026-11-12"}``."""
    typed = value.get("text", "")
    if "date" in value:
        typed = date.fromisoformat(value["date"]).strftime("%d/%m/%Y")
    sheet.getCellRangeByName(cell).FormulaLocal = typed


# --- untidy steps ------------------------------------------------------------------------------


def insert_row(document: Any, step: dict[str, Any]) -> None:
    """Insert an empty row above one."""
    sheet_of(document, step["sheet"]).Rows.insertByIndex(step["row"] - 1, 1)


def delete_row(document: Any, step: dict[str, Any]) -> None:
    """Delete a row."""
    sheet_of(document, step["sheet"]).Rows.removeByIndex(step["row"] - 1, 1)


def insert_column(document: Any, step: dict[str, Any]) -> None:
    """Insert an empty column before one."""
    sheet = sheet_of(document, step["sheet"])
    sheet.Columns.insertByIndex(column_index(sheet, step["column"]), 1)


def delete_column(document: Any, step: dict[str, Any]) -> None:
    """Delete a column."""
    sheet = sheet_of(document, step["sheet"])
    sheet.Columns.removeByIndex(column_index(sheet, step["column"]), 1)


def column_index(sheet: Any, letter: str) -> int:
    """The number of a column, counted from 0."""
    found: int = sheet.getCellRangeByName(f"{letter}1").CellAddress.Column
    return found


def rename_sheet(document: Any, step: dict[str, Any]) -> None:
    """Give a sheet another name."""
    sheet_of(document, step["sheet"]).Name = step["to"]


def hide_sheet(document: Any, step: dict[str, Any]) -> None:
    """Hide a sheet."""
    sheet_of(document, step["sheet"]).IsVisible = False


def delete_sheet(document: Any, step: dict[str, Any]) -> None:
    """Delete a sheet."""
    sheet_of(document, step["sheet"])
    document.Sheets.removeByName(step["sheet"])


def add_sheet(document: Any, step: dict[str, Any]) -> None:
    """Add an empty sheet at the end."""
    document.Sheets.insertNewByName(step["sheet"], document.Sheets.Count)


def note(document: Any, step: dict[str, Any]) -> None:
    """Put a note (a comment) on a cell."""
    sheet = sheet_of(document, step["sheet"])
    where = sheet.getCellRangeByName(step["cell"]).CellAddress
    sheet.Annotations.insertNew(where, step["text"])


def type_again(document: Any, step: dict[str, Any]) -> None:
    """Type one more value, when rows or columns have moved."""
    enter(sheet_of(document, step["sheet"]), step["cell"], step["value"])


STEPS = {
    "insert_row": insert_row, "delete_row": delete_row, "insert_column": insert_column,
    "delete_column": delete_column, "rename_sheet": rename_sheet, "hide_sheet": hide_sheet,
    "delete_sheet": delete_sheet, "add_sheet": add_sheet, "note": note, "type": type_again,
}  # fmt: skip


def main(jobs: Path, profile: Path) -> None:
    """Do every job in the list with one LibreOffice."""
    todo = json.loads(jobs.read_text(encoding="utf-8"))
    with office(os.environ.get("SOFFICE", "soffice"), profile) as desktop:
        for number, job in enumerate(todo, 1):
            try:
                do(desktop, job)
            except Exception as error:
                name = Path(job["source"]).name
                raise SystemExit(f"LibreOffice could not do {name}: {error}") from None
            print(f"{number} of {len(todo)}: {Path(job['target']).name}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
