"""Run by Debian's own Python (it has ``uno``): open workbooks in LibreOffice and measure them.

Usage: uno_measure.py FOLDER [stored]. Every .xlsx in it is opened and the height that each row
needs is measured. With ``stored``, the height that the file gives it is measured before; without,
everything is calculated afresh and printed to PDF. ``edit.xlsx`` is typed in instead. Writes
``measured.json`` there. Not a test, and not imported.
"""

import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "samples"))

import typist
from typist import option

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""
ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR


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


def heights(rows):
    # Each row asked is a conversation of its own with LibreOffice, and dear.
    return [points(rows.getByIndex(n)) for n in range(rows.Count)]


def measured(document, with_stored):
    sheets = {}
    for sheet in document.Sheets:
        area = used(sheet)
        values = [list(row) for row in area.getDataArray()]
        stored = heights(area.Rows) if with_stored else []
        area.Rows.OptimalHeight = True
        sheets[sheet.Name] = {"values": values, "stored": stored, "needed": heights(area.Rows)}
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


def main(folder, with_stored):
    found = {}
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        typist.office("soffice", pathlib.Path(profile), RECALCULATE) as desktop,
    ):
        for path in sorted(folder.glob("*.xlsx")):
            url = path.as_uri()
            document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
            if path.stem == "edit":
                found["edit"] = edited(document)
            else:
                if not with_stored:
                    document.calculateAll()
                    pdf = option("FilterName", "calc_pdf_Export")
                    document.storeToURL(path.with_suffix(".pdf").as_uri(), (pdf,))
                found[path.stem] = {
                    "errors": errors(document), "sheets": measured(document, with_stored)}
            document.close(True)
    (folder / "measured.json").write_text(json.dumps(found))


main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:] == ["stored"])
