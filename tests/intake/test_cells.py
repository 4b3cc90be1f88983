"""Plain cells: the same whichever library reads them, and what libraries hide put back."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter
from libreoffice import converted, needs_libreoffice
from workbooks import FRAMEWORKS, completed, edited, repacked, said

from sendsheets.intake.cells import ErrorCell, NoValue, read_cells, shown
from sendsheets.intake.inspect import inspect
from sendsheets.intake.package import Abnormal, Damaged
from sendsheets.returns.read import read_return


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
     (NoValue("=A1"), "=A1"), ("as typed", "as typed"), (time(12), "12:00"), (time(0), "00:00"),
     (time(9, 5, 30), "09:05:30"), (time(23, 59, 59, 914_000), "23:59:59"),
     (timedelta(minutes=90), "1:30"), (timedelta(hours=26), "26:00"), (timedelta(), "0:00"),
     (timedelta(hours=100, seconds=1), "100:00:01"), (-timedelta(hours=12), "-12:00")],
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


# --- strict --------------------------------------------------------------------------------------

STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
     b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/",
     b"http://purl.oclc.org/ooxml/officeDocument/"),
    (b"http://schemas.openxmlformats.org/drawingml/2006/",
     b"http://purl.oclc.org/ooxml/drawingml/"),
)  # fmt: skip


def strict(data):
    """The workbook as Excel saves it under "Strict Open XML": other names for the same."""
    def change(parts):
        for name in parts:
            for usual, other in STRICT:
                parts[name] = parts[name].replace(usual, other)

    return repacked(data, change)


def with_everything():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime("A1", datetime(2027, 2, 12), book.add_format({"num_format": 14}))
        sheet.write_formula("A2", "=1/0", None, "#DIV/0!")
        sheet.merge_range("A3:A4", "Red")
        sheet.write_string("A4", "Amber")
        sheet.write_boolean("A5", True)
        sheet.write_string("A6", " typed ")
        sheet.write_comment("A6", "Ask the head", {"author": ""})
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.write_formula("A7", "=B1&B2", None, "Green")
    return buffer.getvalue()


def test_a_strict_workbook_is_read_like_any_other(monkeypatch):
    usual, other = with_everything(), strict(with_everything())
    assert inspect(other).facts.strict
    [sheet] = book_of(other).sheets

    assert sheet.cells == {
        (1, 1): date(2027, 2, 12), (2, 1): ErrorCell("#DIV/0!"), (3, 1): "Red", (5, 1): True,
        (6, 1): " typed ", (7, 1): "Green",
    }  # fmt: skip
    assert (sheet.covered, sheet.comments) == ({(4, 1): "Amber"}, {(6, 1): "Ask the head"})
    assert book_of(other) == book_of(usual)

    monkeypatch.setattr("sendsheets.intake.cells._with_calamine", refuse)
    assert book_of(other) == book_of(usual)
    assert book_of(other).sheets == (sheet,)


def test_dates_that_a_strict_workbook_writes_in_words_are_dates(monkeypatch):
    def change(parts):
        name = "xl/worksheets/sheet1.xml"
        style, _, rest = parts[name].partition(b'<c r="A1" ')[2].partition(b">")
        was = b'<c r="A1" ' + style + b">" + rest.partition(b"</c>")[0] + b"</c>"
        now = (b'<c r="A1" %s t="d"><v>2027-02-12</v></c><c r="B1" t="d"><v>2027-02-12T09:30:00</v>'
               b"</c>" % style)  # fmt: skip
        assert was in parts[name]
        parts[name] = parts[name].replace(was, now)

    data = repacked(strict(with_everything()), change)
    whole = book_of(data)
    monkeypatch.setattr("sendsheets.intake.cells._with_calamine", refuse)

    for book in (whole, book_of(data)):
        assert book.sheets[0].cells[1, 1] == date(2027, 2, 12)
        assert book.sheets[0].cells[1, 2] == datetime(2027, 2, 12, 9, 30)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_strict_return_says_the_same(framework):
    reading = read_return("x", strict(completed(framework)), FRAMEWORKS)

    assert said(reading) == said(read_return("x", completed(framework), FRAMEWORKS))
    assert reading.disposition is read_return("x", completed(framework), FRAMEWORKS).disposition


def refuse(_):
    raise Damaged("no")


# --- what a library raises -----------------------------------------------------------------------


class PanicException(BaseException):
    """As pyo3 raises it: no Exception, and in no module that can be imported."""


def test_a_panic_of_calamine_is_damage_and_care_leaves_the_file_alone(monkeypatch):
    def panic(_):
        raise PanicException("index out of bounds")

    monkeypatch.setattr("python_calamine.CalamineWorkbook", type("W", (), {
        "from_filelike": staticmethod(panic)}))  # fmt: skip

    assert read_cells(inspect(completed()).facts).sheets  # by openpyxl
    with pytest.raises(Abnormal):
        read_cells(inspect(completed(), careful=True).facts)


def test_ctrl_c_is_not_taken_for_damage(monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("python_calamine.CalamineWorkbook", type("W", (), {
        "from_filelike": staticmethod(interrupt)}))  # fmt: skip

    with pytest.raises(KeyboardInterrupt):
        read_cells(inspect(completed()).facts)


def test_many_merges_over_many_cells_are_left_alone_where_care_is_asked_for():
    def change(parts):
        merges = b'<mergeCell ref="AA1:AB1"/>' * 4_000
        name = "xl/worksheets/sheet3.xml"
        parts[name] = parts[name].replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")

    facts = inspect(repacked(completed(), change), careful=True).facts

    with pytest.raises(Abnormal):
        read_cells(facts)


TIMES = {
    "12:00": (time(12), "hh:mm"), "9:05": (timedelta(hours=9, minutes=5), "[h]:mm"),
    "26:00": (timedelta(hours=26), "[h]:mm"), "-12:00": (timedelta(hours=-12), "[h]:mm"),
}  # fmt: skip
"""What a cell shows, and what it holds with which format."""


def timed():
    book = openpyxl.Workbook()
    for row, (value, form) in enumerate(TIMES.values(), 1):
        cell = book.active.cell(row, 1)
        cell.value, cell.number_format = value, form
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_times_and_durations_are_shown_as_the_school_saw_them():
    assert [shown(value) for value in book_of(timed()).sheets[0].cells.values()] == list(TIMES)


@needs_libreoffice
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_and_so_they_are_when_libreoffice_saved_them(form, tmp_path):
    saved = converted({"a.xlsx": timed()}, form, tmp_path)["a.xlsx"]
    values = [shown(value) for value in book_of(saved).sheets[0].cells.values()]

    # An OpenDocument file tells a time of day from a duration below a day by nothing.
    assert [words.removeprefix("0") for words in values] == list(TIMES)
