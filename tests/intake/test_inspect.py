"""What a file is by its bytes; what is refused, and with which words."""

from __future__ import annotations

import io
import time
import zipfile
from random import Random

import pytest
import xlsxwriter
from libreoffice import converted, needs_libreoffice
from workbooks import FRAMEWORKS, completed, repacked

from sendsheets.intake import package, rawlook
from sendsheets.intake.inspect import inspect
from sendsheets.returns.read import read_return

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET = "xl/worksheets/sheet3.xml"


def wide(text):
    return text.encode("utf-16-le")


def zipped(*names, **texts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
        for name, text in texts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


REFUSED = {
    "empty": (b"", "file-empty"),
    "only zeros": (bytes(4096), "file-empty"),
    "pdf": (b"%PDF-1.7\n...", "file-pdf"),
    "pdf after a blank": (b"\r\n%PDF-1.4", "file-pdf"),
    "html": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "file-html"),
    "html named xls": (b"<html xmlns:x='urn:excel'><table><tr><td>1a", "file-html"),
    "csv": (b"Ref,Statement,Rating\n1a,Leaders,Green\n", "file-csv"),
    "csv with semicolons": (b"\xef\xbb\xbfRef;Rating\n1a;Green\n", "file-csv"),
    "text of utf-16": (b"\xff\xfe" + wide("Ref\tRating\n"), "file-csv"),
    "password": (OLE + wide("EncryptedPackage"), "file-password"),
    "a drawing of Visio": (OLE + wide("VisioDocument"), "file-other"),
    "old word": (OLE + wide("WordDocument"), "file-word"),
    "xlsb of nothing": (zipped("[Content_Types].xml", "xl/workbook.bin"), "file-damaged"),
    "junk before a workbook": (b"MIME junk\r\n" + completed(), "file-damaged"),
    "numbers": (zipped("Index/Document.iwa", "Metadata/Properties.plist"), "file-numbers"),
    "word": (zipped("[Content_Types].xml", "word/document.xml"), "file-word"),
    "odt": (zipped(mimetype="application/vnd.oasis.opendocument.text",
                   content_xml="<office:text/>"), "file-word"),
    "zip of returns": (zipped("oak.xlsx", "elm.xlsx"), "file-archive"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "file-other"),
    "lock file": (b"\x04Jo" + bytes(160), "file-other"),
    "cut short": (completed()[:9000], "file-damaged"),
    "cut off at the end": (completed()[:-30], "file-damaged"),
    "no workbook part": (zipped("[Content_Types].xml", "xl/styles.xml"), "file-damaged"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_a_workbook_is_refused_by_its_bytes(kind):
    data, code = REFUSED[kind]
    inspected = inspect(data)

    assert inspected.facts is None
    assert [p.code for p in inspected.problems] == [code]


def change(part, was, now):
    def inner(parts):
        assert was in parts[part]
        parts[part] = parts[part].replace(was, now, 1)

    return repacked(completed(), inner)


def bomb(parts):
    parts[SHEET] = parts[SHEET].replace(b"</worksheet>", b" " * 60_000_000 + b"</worksheet>")


UNSAFE = {
    "doctype": (lambda: change(SHEET, b"<worksheet", b"<!DOCTYPE x []><worksheet"), "file-unsafe"),
    "bomb": (lambda: repacked(completed(), bomb), "file-too-large"),
    "not well formed": (lambda: change(SHEET, b"</sheetData>", b""), "file-damaged"),
    "texts missing": (
        lambda: repacked(completed(), lambda parts: parts.pop("xl/sharedStrings.xml")),
        "file-damaged"),
    "texts claimed": (
        lambda: change("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="99999999'),
        "file-too-large"),
    "one huge text": (
        lambda: change("xl/sharedStrings.xml", b"</t>", b"a" * 1_000_000 + b"</t>"),
        "file-too-large"),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNSAFE)
def test_what_is_not_safe_is_refused_or_told(kind):
    data, code = UNSAFE[kind]
    reading = read_return("x.xlsx", data(), FRAMEWORKS)

    assert [p.code for p in reading.problems] == [code]


def test_two_parts_of_one_name_are_refused():
    buffer = io.BytesIO(completed())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")

    assert [p.code for p in inspect(buffer.getvalue()).problems] == ["file-unsafe"]


def test_too_many_parts_are_refused_before_any_is_read():
    data = zipped(*(f"xl/media/{n}" for n in range(package.ENTRIES_LIMIT + 1)))

    assert [p.code for p in inspect(data).problems] == ["file-too-large"]


def test_macros_and_links_are_told_and_the_workbook_is_read():
    def add(parts):
        parts["xl/vbaProject.bin"] = b"x"
        parts["xl/externalLinks/externalLink1.xml"] = b"<x/>"

    inspected = inspect(repacked(completed(), add))

    assert inspected.facts
    assert [p.code for p in inspected.problems] == ["file-macros", "file-links"]


def test_a_spreadsheet_that_is_none_of_ours_is_refused():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Dinner money").write_string(0, 0, "Total")
    reading = read_return("x.xlsx", buffer.getvalue(), FRAMEWORKS)
    assert [p.code for p in reading.problems] == ["file-not-a-return"]

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.set_properties({"comments": "Generated by sendsheets"})
        book.add_worksheet("Overview").write_string(0, 0, "All schools")
    reading = read_return("x.xlsx", buffer.getvalue(), FRAMEWORKS)
    assert [(p.code, str(p.severity)) for p in reading.problems] == [
        ("file-own-output", "information")]  # fmt: skip


# --- the raw look -----------------------------------------------------------------------------

START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def look(cells, start=START):
    return rawlook.look(start + b'<row r="5">' + cells + b"</row>" + END)[0]


@pytest.mark.parametrize("start", [START, START + b"<!-- unusual -->"], ids=["bytes", "expat"])
def test_both_ways_of_looking_see_the_same(start):
    cells = (
        b'<c r="A5" s="1" t="s"><v>0</v></c><c r="B5"><v>1</v></c>'
        b'<c r="C5" t="str"><f>X1</f><v>Green</v></c><c r="D5" t="str"><f>X2</f><v></v></c>'
    )

    facts = look(cells, start)
    assert facts.formulas == {(5, 3), (5, 4)}
    assert (facts.errors, facts.unvalued, facts.far) == ({}, {}, 0)


@pytest.mark.parametrize(
    "cell",
    [b'<c r="C5"><f>X1</f></c>', b'<c r="C5"><f>X1</f><v></v></c>', b'<c r="C5"><f>X1</f><v/></c>',
     b'<c r="C5"><f>X1</f> <v /> </c>', b'<c r="C5" t="n"><f>X1</f><v/></c>',
     b"<c><f>X1</f></c>"],
)  # fmt: skip
def test_a_formula_without_a_value_is_seen(cell):
    facts = look(b'<c r="B5"/>' + cell)

    assert facts.unvalued == {(5, 3): "=X1"}


@pytest.mark.parametrize(
    "cell",
    [b'<c r="C5" t="e"><v>#REF!</v></c>', b"<c t='e' r='C5'><v>#REF!</v></c>",
     b'<c t="e"><f>A1</f><v>#REF!</v></c>'],
)  # fmt: skip
def test_an_error_is_seen(cell):
    assert look(b'<c r="B5"/>' + cell).errors == {(5, 3): "#REF!"}


@pytest.mark.parametrize("name", ["GS5", "XFD5", "ZZ12", "A5001", "XFD1048576"])
def test_far_cells_are_cut_out(name):
    cell = f'<c r="{name}" t="str"><v>note</v></c>'.encode()
    xml = START + b'<row r="5"><c r="A5"/>' + cell + b'<c r="B5"/></row>' + END

    facts, cut = rawlook.look(xml)

    assert facts.far == 1
    assert cut == START + b'<row r="5"><c r="A5"/><c r="B5"/></row>' + END


@pytest.mark.parametrize("name", ["A1", "B12", "Z9", "AA10", "GR5000", "XFD1048576"])
def test_cell_names_there_and_back(name):
    assert rawlook.cell_name(*rawlook.place(name)) == name


# --- clock and memory ---------------------------------------------------------------------------


def many_rows(parts):
    rows = b"".join(b'<row r="%d"/>' % n for n in range(20, 300_000))
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")


def styled_rows(parts):
    rows = b"".join(b'<row r="%d"><c r="C%d" s="1"/></row>' % (n, n) for n in range(20, 100_000))
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")


def giant_merge(parts):
    merge = b'<mergeCells count="1"><mergeCell ref="A30:XFD1048576"/></mergeCells>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b"</sheetData>" + merge)


def wrong_dimension(parts):
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b"<dimension ref='A1'/><sheetData>", 1)


@pytest.mark.parametrize(
    "change", [many_rows, styled_rows, giant_merge, wrong_dimension],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_the_worst_sheets_are_read_right_and_in_time(change):
    data = repacked(completed(), change)

    began = time.process_time()
    reading = read_return("x.xlsx", data, FRAMEWORKS)

    assert time.process_time() - began < 10
    assert reading.result
    assert reading.result.responses == read_return(
        "x.xlsx", completed(), FRAMEWORKS).result.responses  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_damaged_bytes_never_end_in_a_traceback(seed):
    random = Random(seed)
    whole = completed()
    for _ in range(15):
        data = bytearray(whole)
        for _ in range(random.choice([1, 5, 50])):
            data[random.randrange(len(data))] = random.randrange(256)
        reading = read_return("x.xlsx", bytes(data), FRAMEWORKS)
        assert reading.result or reading.problems

    def damage(parts):
        name = random.choice([n for n in parts if n.endswith((".xml", ".rels")) and parts[n]])
        place = random.randrange(len(parts[name]))
        parts[name] = parts[name][:place] + b"5" + parts[name][place + random.randrange(9):]

    for _ in range(15):
        reading = read_return("x.xlsx", repacked(whole, damage), FRAMEWORKS)
        assert reading.result or reading.problems


def test_an_unknown_encoding_is_damage():
    data = change("xl/workbook.xml", b"UTF-8", b"UT5-8")

    assert [p.code for p in inspect(data).problems] == ["file-damaged"]


@needs_libreoffice
def test_a_printed_workbook(tmp_path):
    pdf = converted({"oak.xlsx": completed()}, "pdf", tmp_path)["oak.xlsx"]

    assert [p.code for p in inspect(pdf).problems] == ["file-pdf"]


@pytest.mark.parametrize("data", [OLE + wide("Workbook"), b"\x09\x08\x10\x00\x00\x06"])
def test_an_old_workbook_is_looked_at_when_it_is_read(data):
    assert [p.code for p in inspect(data).problems] == ["file-old-excel"]
    assert [p.code for p in read_return("x", data, FRAMEWORKS).problems] == ["file-damaged"]


# --- care ----------------------------------------------------------------------------------------


def ods(parts):
    parts["content.xml"] = b"<office:spreadsheet/>"


def many_cells(parts):
    cells = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(100, 4_900))
    for sheet in range(3, 10):
        name = f"xl/worksheets/sheet{sheet}.xml"
        parts[name] = parts[name].replace(b"</sheetData>", cells + b"</sheetData>")


def many_tags(parts):
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</cellXfs>",
                                                            b"<xf/>" * 130_000 + b"</cellXfs>")


def large_part(parts):
    parts["xl/styles.xml"] += b" " * package.ORDINARY_PART


def large_parts(parts):
    for sheet in range(3, 7):
        parts[f"xl/worksheets/sheet{sheet}.xml"] += b" " * (package.ORDINARY_TOTAL // 4)


def large_text(parts):
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        b"</t>", b"a" * 100_000 + b"</t>", 1)


@pytest.mark.parametrize(
    "make", [ods, many_cells, many_tags, large_part, large_parts, large_text],
    ids=lambda make: make.__name__,
)  # fmt: skip
def test_what_is_not_ordinary_is_left_alone_where_care_is_asked_for(make):
    data = repacked(completed(), make)

    with pytest.raises(package.Abnormal):
        inspect(data, careful=True)
    assert inspect(data).facts


@pytest.mark.parametrize("data", [OLE + wide("Workbook"), b"\x09\x08\x10\x00\x00\x06"])
def test_an_old_form_is_never_ordinary(data):
    with pytest.raises(package.Abnormal):
        inspect(data, careful=True)


def test_an_ordinary_workbook_is_looked_at_with_care_all_the_same():
    assert inspect(completed(), careful=True).facts
    assert [p.code for p in inspect(b"", careful=True).problems] == ["file-empty"]
