"""Plain cells: the same whichever library reads them, and what libraries hide put back."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from libreoffice import converted, needs_libreoffice
from workbooks import FRAMEWORKS, completed, edited

from sendsheets.intake.cells import ErrorCell, NoValue, read_cells, shown
from sendsheets.intake.inspect import inspect
from sendsheets.intake.package import Damaged


def book_of(data):
    return read_cells(inspect(data).facts)


def sheet_of(write, name="Sheet1"):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        write(book, book.add_worksheet())
    return next(s for s in book_of(buffer.getvalue()).sheets if s.name == name)


def test_text_stays_text_and_numbers_lose_their_point():
    texts = ["N/A", "None", "007", "1.10", " outer ", "a\nb", "_x000D_", "a\rb", "#N/A", "TRUE"]

    def write(book, sheet):
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)
        sheet.write_number(0, 1, 5)
        sheet.write_number(1, 1, 0.5)
        sheet.write_boolean(2, 1, True)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(3, 1, datetime(2027, 2, 12), day)

    sheet = sheet_of(write)

    assert [sheet.cells[row, 1] for row in range(1, 11)] == texts
    assert repr(sheet.cells[1, 2]) == "5"
    assert sheet.cells[2, 2] == 0.5
    assert sheet.cells[3, 2] is True
    assert sheet.cells[4, 2] == date(2027, 2, 12)


def test_cells_keep_their_places_behind_empty_rows_and_columns():
    sheet = sheet_of(lambda book, sheet: sheet.write_string(6, 3, "here"))

    assert sheet.cells == {(7, 4): "here"}


def test_values_under_a_merge_are_set_aside():
    def write(book, sheet):
        sheet.merge_range("A1:A2", "Red")
        sheet.write_string("A2", "Amber")

    sheet = sheet_of(write)

    assert sheet.cells == {(1, 1): "Red"}
    assert sheet.covered == {(2, 1): "Amber"}


def test_errors_and_missing_values_are_put_back():
    def change(book):
        sheet = book.worksheets[2]
        sheet["C5"], sheet["C6"] = "#N/A", "=C5"
        sheet["C5"].data_type = "e"

    sheet = book_of(edited(completed(), change)).sheets[2]

    assert sheet.cells[5, 3] == ErrorCell("#N/A")
    assert sheet.cells[6, 3] == NoValue("=C5")


@pytest.mark.parametrize(
    ("value", "words"),
    [(5, "5"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), (True, "TRUE"), (None, ""),
     (date(2027, 2, 12), "12/02/2027"), (datetime(2027, 2, 12), "12/02/2027"),
     (datetime(2027, 2, 12, 9, 5), "12/02/2027 09:05"), (ErrorCell("#REF!"), "#REF!"),
     (NoValue("=A1"), "=A1"), ("as typed", "as typed")],
)  # fmt: skip
def test_values_are_shown_as_people_read_them(value, words):
    assert shown(value) == words


def by_openpyxl(data):
    """The same cells by another library, its two known differences mended."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    cells = {}
    for sheet in book.worksheets:
        for (row, column), cell in sheet._cells.items():
            if cell.value not in (None, ""):
                value = cell.value
                if isinstance(value, datetime):
                    value = value.date()
                if isinstance(value, str):
                    value = openpyxl.utils.escape.unescape(value)
                cells[sheet.title, row, column] = value
    return cells


def by_us(data):
    return {
        (sheet.name, row, column): value.date() if isinstance(value, datetime) else value
        for sheet in book_of(data).sheets
        for (row, column), value in sheet.cells.items()
        if not isinstance(value, NoValue)
    }


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_two_readers_agree_on_every_cell(framework):
    data = completed(framework, peer_review=True)

    assert by_us(data) == by_openpyxl(data)


@needs_libreoffice
def test_two_readers_agree_on_what_libreoffice_saves(tmp_path):
    data = converted({"oak.xlsx": completed()}, "xlsx", tmp_path)["oak.xlsx"]

    assert by_us(data) == by_openpyxl(data)


@needs_libreoffice
def test_an_open_document_hides_nothing_either(tmp_path):
    def change(book):
        sheet = book.worksheets[2]
        sheet["C5"] = "=1/0"
        sheet["C9"] = '="Gre"&"en"'
        sheet.merge_cells("C6:C7")

    data = converted({"oak.xlsx": edited(completed(), change)}, "ods", tmp_path)["oak.xlsx"]
    sheet = book_of(data).sheets[2]

    assert sheet.cells[5, 3] == ErrorCell("#DIV/0!")
    assert sheet.cells[9, 3] == "Green"
    assert (9, 3) in sheet.formulas
    assert (6, 3, 7, 3) in sheet.merges
    assert (7, 3) not in sheet.cells


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_openpyxl_reads_the_same_cells_where_calamine_cannot(framework, monkeypatch):
    facts = inspect(completed(framework)).facts
    with_calamine = read_cells(facts)

    def refuse(_):
        raise Damaged("no")

    monkeypatch.setattr("sendsheets.intake.cells._with_calamine", refuse)
    assert read_cells(facts) == with_calamine
    assert sum(len(sheet.cells) for sheet in with_calamine.sheets) > 200
