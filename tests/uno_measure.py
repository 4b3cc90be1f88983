"""Run by Debian's own Python (it has ``uno``): open workbooks in LibreOffice and measure them.

Usage: uno_measure.py FOLDER. Every .xlsx in it is opened, calculated afresh and printed to PDF;
``edit.xlsx`` is typed in as well. Writes ``measured.json`` there. Not a test, and not imported.
"""

import contextlib
import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""
ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(folder):
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    pipe = f"sendsheets-{folder.name}-{time.time_ns()}"
    process = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
         f"--accept=pipe,name={pipe};urp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.25)
    else:
        process.kill()
        raise SystemExit("LibreOffice did not start")
    desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    return desktop, process


def used(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)


def errors(document):
    found = []
    for sheet in document.Sheets:
        for area in used(sheet).queryFormulaCells(ERRORS).RangeAddresses:
            found.append(f"{sheet.Name} row {area.StartRow + 1} column {area.StartColumn + 1}")
    return found


def points(row):
    return row.Height * 72 / 2540


def measured(document):
    sheets = {}
    for sheet in document.Sheets:
        area = used(sheet)
        values = [list(row) for row in area.getDataArray()]
        rows = area.Rows
        stored = [points(rows.getByIndex(n)) for n in range(rows.Count)]
        rows.OptimalHeight = True
        heights = [points(rows.getByIndex(n)) for n in range(rows.Count)]
        sheets[sheet.Name] = {"values": values, "stored": stored, "needed": heights}
    return sheets


def edited(document):
    """Type, insert, delete and overtype on the first section sheet, as people do."""
    sheet = document.Sheets.getByIndex(2)
    row = sheet.Rows.getByIndex(4)
    before = points(row)
    sheet.getCellByPosition(3, 4).setString("\n".join(f"Line {n}" for n in range(7)))
    grown = points(row)
    sheet.getCellByPosition(2, 4).setString("green")
    sheet.Rows.insertByIndex(6, 1)
    sheet.Rows.removeByIndex(9, 1)
    sheet.getCellByPosition(0, 11).setString("zz")
    sheet.getCellByPosition(1, 5).setString("Overtyped")
    every = document.Sheets.getByName("All statements")
    return {
        "before": before, "grown": grown, "errors": errors(document),
        "rating": every.getCellByPosition(3, 4).getString(),
        "texts": [text for (text,) in every.getCellRangeByName("C5:C17").getDataArray()],
    }


def main(folder):
    desktop, process = connected(folder)
    found = {}
    try:
        for path in sorted(folder.glob("*.xlsx")):
            url = path.as_uri()
            document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
            if path.stem == "edit":
                found["edit"] = edited(document)
            else:
                document.calculateAll()
                pdf = option("FilterName", "calc_pdf_Export")
                document.storeToURL(path.with_suffix(".pdf").as_uri(), (pdf,))
                found[path.stem] = {"errors": errors(document), "sheets": measured(document)}
            document.close(True)
    finally:
        with contextlib.suppress(Exception):  # it hangs up while it answers
            desktop.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
    (folder / "measured.json").write_text(json.dumps(found))


main(pathlib.Path(sys.argv[1]).resolve())
