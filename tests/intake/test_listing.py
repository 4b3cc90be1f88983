"""A list's bytes become rows: whatever program saved it, and nothing silently lost."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendsheets.intake import listing
from sendsheets.intake.listing import Table, read_table
from sendsheets.intake.package import Damaged
from tests.libreoffice import converted, needs_libreoffice


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def texts(data: bytes) -> list[list[str]]:
    """The rows of the likeliest table."""
    return [row for _, row in read_table(data).tables[0].rows()]


def whole(table: Table) -> list[list[str]] | str:
    """Its rows, or why there are none."""
    try:
        return [row for _, row in table.rows()]
    except Damaged as error:
        return str(error)


# --- CSV -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"),
     ("cp1252", "Windows-1252")],
)  # fmt: skip
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_mark_and_line_end_reads_the_same(encoding, told, mark, end):
    text = f"Name{mark}Trust{end}Oak School{mark}FIERTÉ{end}"
    read = read_table(text.encode(encoding))

    assert read.encoding == told
    assert list(read.tables[0].rows()) == [(1, ["Name", "Trust"]), (2, ["Oak School", "FIERTÉ"])]


def test_an_accent_cut_by_the_end_of_a_piece_is_still_utf_8(monkeypatch):
    monkeypatch.setattr(listing, "_CHUNK", 3)

    assert read_table("abÉcÉÉ\n".encode()).encoding == "UTF-8"
    assert read_table("abÉ".encode()[:-1]).encoding == "Windows-1252"


def test_a_line_that_names_the_mark_is_obeyed_and_is_no_row():
    read = read_table(b"sep=|\r\nName|URN\r\nOak, the School|123456\r\n")

    (table,) = read.tables
    assert list(table.rows()) == [(1, ["Name", "URN"]), (2, ["Oak, the School", "123456"])]


def test_the_same_rows_can_be_read_again():
    (table,) = read_table(b"Name\nOak\n").tables

    assert list(table.rows()) == list(table.rows()) != []


def test_where_the_mark_is_not_sure_each_is_given_the_likeliest_first():
    read = read_table(b"a;b;c\n1,5;2;3\n")

    assert [next(table.rows())[1] for table in read.tables] == [["a", "b", "c"], ["a;b;c"]]


@pytest.mark.parametrize(
    ("field", "read"),
    [("'=1+1", "=1+1"), ("' +44 20", " +44 20"), ("'@home", "@home"),
     ("'Oak' School", "'Oak' School"), ('="0123"', "0123"),
     ('"=""0123"""', "0123"), ("O'Hara", "O'Hara"), ("=A1", "=A1"),
     ('"a,""b"""', 'a,"b"')],
)  # fmt: skip
def test_what_guards_a_field_against_being_a_formula_is_taken_off(field, read):
    assert texts(f"x,Name\n1,{field}\n".encode())[1] == ["1", read]


def test_line_breaks_and_marks_in_quotation_marks_stay_in_their_field():
    assert texts(b'a,b\n"one\r\ntwo, three",x\n') == [["a", "b"], ["one\r\ntwo, three", "x"]]


def test_a_quotation_that_never_closes_is_told_with_its_row_and_loses_nothing_silently():
    rows = read_table(b'Name,URN\nOak,1\n"Elm,2\nAsh,3\n').tables[0].rows()

    with pytest.raises(Damaged, match="quotation mark in row 3 "):
        list(rows)


def test_rows_that_cannot_be_told_apart_are_told():
    with pytest.raises(Damaged, match=r"row 2 cannot be told from the next"):
        list(read_table(b'Name,x\n"' + b"y" * 200_000 + b'"\n').tables[0].rows())


def test_more_rows_or_columns_than_any_list_has_are_refused(monkeypatch):
    monkeypatch.setattr(listing, "MOST_ROWS", 2)
    monkeypatch.setattr(listing, "MOST_COLUMNS", 3)

    for data in (b"a\nb\nc\n", b"a,b,c,d\n"):
        with pytest.raises(Damaged, match="more than 2 rows or 3 columns"):
            list(read_table(data).tables[0].rows())


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "it is empty"), (b"\xef\xbb\xbf \r\n", "it is empty"),
     (b"%PDF-1.7 ...", "it is a PDF"), (b"<html><table>", "it is a web page"),
     (b"ab\0\0\0\1\2", "it is neither a workbook nor plain text"),
     (b"PK\x03\x04 no zip", "its list of parts is damaged")],
)  # fmt: skip
def test_what_is_no_list_says_why(data, reason):
    assert read_table(data) == listing.Listing(reason=reason)


def test_a_file_larger_than_any_list_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(listing, "LISTING_LIMIT", 10)

    assert "larger than" in read_table(b"Name,URN\nOak\n").reason


_FIELDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(
    lambda text: text[:1] not in ("'", "=") and "\ufeff" not in text)  # fmt: skip


@given(st.lists(st.tuples(_FIELDS, _FIELDS, _FIELDS), min_size=1, max_size=6),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))  # fmt: skip
def test_whatever_is_written_as_csv_is_read_back(rows, encoding):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("Name", "URN", "Email"), *rows])
    tables = read_table(text.getvalue().encode(encoding)).tables

    assert [["Name", "URN", "Email"], *map(list, rows)] in [whole(table) for table in tables]


@settings(deadline=None)  # some bytes look like an old workbook, and start a process
@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise_anything_else(data):
    read = read_table(data)

    assert bool(read.tables) != bool(read.reason)
    assert all(isinstance(whole(table), (list, str)) for table in read.tables)


# --- workbooks -----------------------------------------------------------------------------------


def test_a_workbook_gives_each_sheet_with_the_numbers_of_its_rows():
    data = workbook(("Notes", [["For the team"]]),
                    ("Schools", [["Name", "URN"], [], ["Oak", 123456], [None, 7]]))  # fmt: skip
    notes, schools = read_table(data).tables

    assert [notes.sheet, schools.sheet] == ["Notes", "Schools"]
    assert list(schools.rows()) == [(1, ["Name", "URN"]), (3, ["Oak", "123456"]), (4, ["", "7"])]


def test_what_nobody_sees_is_marked():
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.active.append(["Oak"])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("Old")["A1"] = "Name"
    book["Old"].sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    first, old = read_table(data.getvalue()).tables

    assert (first.hidden, first.unseen) == (False, frozenset({2}))
    assert old.hidden


def test_a_workbook_larger_than_any_return_is_read_in_a_process_of_its_own():
    rows = [[f"School {n}", 100_000 + n, *"abcdefgh"] for n in range(4_000)]
    (table,) = read_table(workbook(("Schools", rows))).tables

    assert sum(1 for _ in table.rows()) == 4_000
    assert next(table.rows()) == (1, ["School 0", "100000", *"abcdefgh"])


def test_a_zip_archive_with_one_list_in_it_will_do():
    def zipped(**files: bytes) -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return data.getvalue()

    assert texts(zipped(edubasealldata=b"Name\nOak\n")) == [["Name"], ["Oak"]]
    assert texts(zipped(a=workbook(("Schools", [["Name"]])))) == [["Name"]]
    two = read_table(zipped(a=b"Name\nOak\n", b=b"Name\nElm\n"))
    assert two.reason == "it is a zip archive with 2 files in it, so take the list out of it"
    assert "zip archive" in read_table(zipped(a=zipped(b=b"Name\n"))).reason


@needs_libreoffice
def test_an_opendocument_list_reads_as_the_workbook_does(tmp_path):
    data = workbook(("Schools", [["Name", "URN"], ["Oak", 123456]]))
    ods = converted({"a.xlsx": data}, "ods", tmp_path)["a.xlsx"]

    assert texts(ods) == texts(data) == [["Name", "URN"], ["Oak", "123456"]]


def test_a_locked_workbook_says_so():
    from tests.locked import locked

    assert "password" in read_table(locked(workbook(("a", [["Name"]])), "secret")).reason
