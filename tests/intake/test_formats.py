"""A library that is given the formats of cells alone makes the same of their values."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
from workbooks import repacked

from sendsheets.intake.cells import read_cells
from sendsheets.intake.formats import only_formats
from sendsheets.intake.inspect import inspect

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMATS = ["0.00", "dd/mm/yyyy", "mmm yyyy", "hh:mm", "[h]:mm", 'd "of" mmmm', "0.00E+00", "@",
           '"<b> & \'said\'" 0', "General", "yyyy-mm-dd hh:mm", '[Red]0;[Blue]-0']  # fmt: skip


def workbook():
    """A number in every format, each with a font and a fill of its own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for row, shape in enumerate(FORMATS):
            look = {"num_format": shape, "bold": row % 2, "bg_color": f"#FF{row:02X}00"}
            sheet.write_number(row, 0, 46_000.25, book.add_format(look))
            sheet.write_number(row, 1, 46_000, book.add_format({"num_format": row + 10}))
    return buffer.getvalue()


def styles(data):
    facts = inspect(data).facts
    return facts, facts.parts[facts.styles]


def test_dates_times_and_numbers_are_told_apart_as_by_the_whole_styles(monkeypatch):
    facts, whole = styles(workbook())
    [cut] = read_cells(facts).sheets
    monkeypatch.setattr("sendsheets.intake.inspect.only_formats", lambda xml: xml)
    [uncut] = read_cells(inspect(workbook()).facts).sheets

    assert len(only_formats(whole)) < len(whole) / 3
    assert cut == uncut
    kinds = {type(value) for value in cut.cells.values()}
    assert {int, float} < kinds
    assert kinds & {date, datetime, time, timedelta}


@pytest.mark.parametrize("change", [
    lambda xml: xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace(
        "xmlns=", "xmlns:x="),
    lambda xml: xml.replace("</cellXfs>", "</cellXfs><cellStyles/>").replace(
        "</styleSheet>", '<extLst><ext><xf numFmtId="14"/></ext></extLst></styleSheet>'),
    lambda xml: xml.replace(
        "<dxfs", '<dxfs><dxf><numFmt numFmtId="164" formatCode="yyyy"/></dxf></dxfs><dxfs', 1),
])  # fmt: skip
def test_formats_are_those_of_cells_however_the_styles_are_spelt(change):
    _, whole = styles(workbook())

    assert only_formats(change(whole.decode()).encode()) == only_formats(whole)


def test_the_styles_of_a_part_that_is_damaged_are_left_to_the_library():
    assert only_formats(b"<styleSheet><cellXfs>") == b"<styleSheet><cellXfs>"


def test_a_style_without_a_format_keeps_its_number():
    xml = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'

    def change(parts):
        parts["xl/styles.xml"] = xml.encode()
        sheet = parts["xl/worksheets/sheet1.xml"].decode()
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(' s="2"', ' s="1"').encode()

    [sheet] = read_cells(inspect(repacked(workbook(), change)).facts).sheets

    assert b'<cellXfs><xf/><xf numFmtId="14"/></cellXfs>' in only_formats(xml.encode())
    assert isinstance(sheet.cells[1, 1], datetime)
