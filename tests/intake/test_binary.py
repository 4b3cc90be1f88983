"""Older and binary forms of Excel: the same cells as from .xlsx, and nothing hidden."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
import xlrd
import xlsxwriter
from libreoffice import converted, converted_to, needs_libreoffice
from workbooks import FRAMEWORKS, codes, completed, said
from xlsb import XlsbSheet, record, xlsb

from sendsheets.intake.cells import ErrorCell, NoValue, read_cells
from sendsheets.intake.inspect import inspect
from sendsheets.model import Disposition
from sendsheets.returns.read import read_return

VALUES = {
    (1, 1): "N/A", (1, 2): "007", (2, 1): " outer ", (2, 2): "two\nlines", (3, 1): "Café – “q”",
    (4, 1): 5, (4, 2): 2.5, (4, 3): -3, (5, 1): True, (5, 2): False,
    (6, 1): date(2027, 2, 12), (6, 2): datetime(2027, 2, 12, 9, 30), (9, 4): "=1+1",
    (12, 26): 1234567890123,
}  # fmt: skip
ERRORS = {(7, n): ErrorCell(text) for n, text in enumerate(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"), 1)}  # fmt: skip


def book_of(data):
    return read_cells(inspect(data).facts)


def typed(cells):
    return {here: (type(value), value) for here, value in cells.items()}


# --- .xlsb ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("date1904", [False, True])
def test_an_xlsb_gives_its_cells_as_they_are(date1904):
    sheet = XlsbSheet("1 Leadership", {**VALUES, **ERRORS}, hidden_rows=frozenset({4}),
                      merges=[(9, 4, 10, 6)])  # fmt: skip
    [read] = book_of(xlsb([sheet], date1904)).sheets

    assert typed(read.cells) == typed({**VALUES, **ERRORS})
    assert (read.name, read.merges, read.hidden_rows) == ("1 Leadership", ((9, 4, 10, 6),), {4})


def test_an_xlsb_tells_formulas_and_their_errors_and_hides_nothing_under_a_merge():
    cells = {(1, 1): "Green", (2, 1): 7, (3, 1): ErrorCell("#REF!"), (4, 1): "Red", (5, 1): "Low"}
    formulas = frozenset({(1, 1), (2, 1), (3, 1)})
    [read] = book_of(xlsb([XlsbSheet("A", cells, [(4, 1, 5, 1)], formulas=formulas)])).sheets

    assert read.cells == {(1, 1): "Green", (2, 1): 7, (3, 1): ErrorCell("#REF!"), (4, 1): "Red"}
    assert read.covered == {(5, 1): "Low"}
    assert read.formulas == {(1, 1), (2, 1)}


def test_far_cells_of_an_xlsb_are_cut_out():
    cells = {(1, 1): "here", (2, 300): "far", (1_048_576, 16_384): "farther"}
    [read] = book_of(xlsb([XlsbSheet("A", cells)])).sheets

    assert read.cells == {(1, 1): "here"}
    assert read.far == 2


def test_sheets_of_an_xlsb_keep_their_order_and_state():
    book = book_of(xlsb([XlsbSheet("B", {(1, 1): "b"}, state="hidden"),
                         XlsbSheet("A", {(1, 1): "a"}, state="veryHidden"),
                         XlsbSheet("Action plan", {(1, 1): "calculated"})]))  # fmt: skip

    assert [(s.name, s.state) for s in book.sheets] == [
        ("B", "hidden"), ("A", "veryHidden"), ("Action plan", "visible")]


@pytest.mark.parametrize(
    "extra", [b"\x07", b"\x07\xff\xff\xff\x7f", record(7, b"\0" * 8 + b"\xff\xff\xff\x7f"),
              record(7, b""), record(6, b"\0" * 8 + b"\xff\xff\xff\x0f")],
)  # fmt: skip
def test_a_damaged_xlsb_is_refused_or_read_without_a_traceback(extra):
    data = xlsb([XlsbSheet("A", VALUES, extra=extra)])
    reading = read_return("x.xlsb", data, FRAMEWORKS)

    assert codes(reading) & {"file-damaged", "file-not-a-return"}


def as_xlsb(data):
    """The same workbook in the binary form, by our own reading of it."""
    return xlsb([XlsbSheet(s.name, valued({**s.cells, **s.covered}), s.merges, s.hidden_rows,
                           state=s.state) for s in book_of(data).sheets])  # fmt: skip


def valued(cells):
    return {here: value for here, value in cells.items() if not isinstance(value, NoValue)}


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_return_as_xlsb_is_read_with_a_query(framework):
    reading = read_return("oak.xlsb", as_xlsb(completed(framework)), FRAMEWORKS)

    assert said(reading) == said(read_return("oak.xlsx", completed(framework), FRAMEWORKS))
    assert reading.disposition is Disposition.QUERY
    assert [p.facts["found"] for p in reading.problems if p.code == "file-old-excel"] == [".xlsb"]


# --- .xls ----------------------------------------------------------------------------------------


def awkward():
    """A sheet with everything that the forms can hold, its formulas with their values."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("1 Leadership")
        formats = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm"}
        for (row, column), value in VALUES.items():
            write = {str: sheet.write_string, bool: sheet.write_boolean}.get(
                type(value), sheet.write_number)  # fmt: skip
            if isinstance(value, date):
                shown = book.add_format({"num_format": formats[type(value)]})
                sheet.write_datetime(row - 1, column - 1, value, shown)
            else:
                write(row - 1, column - 1, value)
        for column, error in enumerate(("#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#N/A")):
            sheet.write_formula(6, column, "=1/0", None, error)
        sheet.write_formula(7, 0, "=A4*2", None, 10)
        sheet.merge_range("D9:F10", "merged")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.write_comment("A3", "Ask the head", {"author": ""})
        book.add_worksheet("2 Teaching").hide()
    return buffer.getvalue()


@needs_libreoffice
def test_the_readers_agree_on_everything_that_more_than_one_can_read(tmp_path, monkeypatch):
    given = {"a.xlsx": awkward(), "b.xlsx": completed()}
    forms = converted_to(given, ("xls", "ods", "xlsx"), tmp_path)
    books = {to: [book_of(data) for data in made.values()] for to, made in forms.items()}
    facts = [inspect(data).facts for data in forms["xlsx"].values()]
    monkeypatch.setattr("sendsheets.intake.cells._with_calamine", refuse)
    books["xlsx by openpyxl"] = [read_cells(each) for each in facts]

    for name, made in books.items():
        for book, same in zip(made, books["xlsx"], strict=True):
            for sheet, other in zip(book.sheets, same.sheets, strict=True):
                place = (name, sheet.name)
                # LibreOffice does not keep every result of a formula in an .xls.
                left = other.formulas if name == "xls" else frozenset()
                assert (place, sheet.state) == (place, other.state)
                assert (place, close(sheet, left)) == (place, close(other, left))
                assert (place, sorted(sheet.merges)) == (place, sorted(other.merges))
                assert (place, sheet.covered) == (place, other.covered)
                assert (place, sheet.hidden_rows) == (place, other.hidden_rows)
                if name != "xls":
                    shown = sheet.formulas - errors_of(sheet)
                    assert (place, shown) == (place, other.formulas - errors_of(other))
    first = books["xls"][0].sheets[0]
    assert first.hidden_rows == {4}
    assert first.comments == {(3, 1): "Ask the head"}
    assert {value.text for value in first.cells.values() if isinstance(value, ErrorCell)} == {
        "#DIV/0!"}  # fmt: skip
    reading = read_return("oak.xls", forms["xls"]["b.xlsx"], FRAMEWORKS)
    assert said(reading) == said(read_return("oak.xlsx", completed(), FRAMEWORKS))
    assert reading.disposition is Disposition.QUERY
    assert "file-old-excel" in codes(reading)


def errors_of(sheet):
    return {here for here, value in sheet.cells.items() if isinstance(value, ErrorCell)}


def refuse(_):
    from sendsheets.intake.package import Damaged

    raise Damaged("no")


def close(sheet, left):
    """Cells with their types; LibreOffice keeps fifteen digits of a number in some forms."""
    cells = {here: v for here, v in sheet.cells.items() if here not in left}
    # A tick of no particular format is a number to LibreOffice when it writes an .ods.
    cells = {here: int(v) if isinstance(v, bool) else v for here, v in cells.items()}
    return {here: (type(v), f"{v:.12g}" if isinstance(v, float) else v)
            for here, v in cells.items()}  # fmt: skip


@needs_libreoffice
def test_an_xls_hides_neither_errors_nor_covered_values_nor_dates(tmp_path):
    old = converted({"a.xlsx": awkward()}, "xls", tmp_path)["a.xlsx"]
    sheet = book_of(old).sheets[0]

    assert errors_of(sheet) == {(7, n) for n in range(1, 6)}
    assert sheet.cells[6, 1] == date(2027, 2, 12)
    assert sheet.cells[6, 2] == datetime(2027, 2, 12, 9, 30)
    assert sheet.cells[5, 1] is True
    for at in range(0, len(old), 997):
        damaged = old[:at] + b"\xff\x00\x80" + old[at + 3 :]
        reading = read_return("x.xls", damaged, FRAMEWORKS)
        assert reading.result is None
        assert reading.problems


def test_every_error_that_xlrd_knows_has_a_name():
    assert set(xlrd.error_text_from_code.values()) == {e.text for e in ERRORS.values()}
