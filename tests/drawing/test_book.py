"""A workbook drawn our way: text stays text, rows fit, the package is put right."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendsheets import theme
from sendsheets.drawing import fit, patch, rules, styles
from sendsheets.drawing.book import Book, Live, area, letter, quoted
from sendsheets.drawing.patch import Patches, patched
from sendsheets.drawing.styles import style

DAY = date(2026, 11, 14)
LONG = "Leaders understand which funding streams can meet the costs of support. " * 3


def drawn(draw=lambda page: None, widths=(10, 40, 12), more=lambda book: None):
    """One sheet drawn by a function; the finished package."""
    book = Book("Title", "Subject", DAY, keywords="SEND", custom={"sendsheets_format": "1"})
    page = book.page("Sheet of ours", theme.TAB_DATA, widths)
    draw(page)
    more(book)
    return book.finish()


def part(package, name):
    return zipfile.ZipFile(io.BytesIO(package)).read(name).decode()


def sheet_xml(package, number=1):
    return part(package, f"xl/worksheets/sheet{number}.xml")


def rows_of(package):
    """Height and whether it is fixed, by row number."""
    found = {}
    for attributes in re.findall(r"<row ([^>]*)>", sheet_xml(package)):
        row = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        found[int(row["r"])] = (float(row["ht"]), "customHeight" in row)
    return found


def cells(package):
    return openpyxl.load_workbook(io.BytesIO(package)).worksheets[0]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-", "@x", "{=A1}", "https://x.org", "1.10", "\t="])
def test_text_is_written_as_text_whatever_it_begins_with(text):
    cell = cells(drawn(lambda page: page.put(1, 1, text, styles.TEXT)))["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_comes_back_as_it_was_typed(text):
    assert cells(drawn(lambda page: page.put(1, 1, text, styles.TEXT)))["A1"].value == text


def test_values_keep_their_kind():
    def draw(page):
        for row, value in enumerate((3, 0.5, DAY, None, "", Live("=1+1", 2)), 1):
            page.put(row, 1, value, styles.DATE if value is DAY else styles.TEXT)

    sheet = cells(drawn(draw))
    assert [sheet.cell(row, 1).value for row in range(1, 7)][0:2] == [3, 0.5]
    assert sheet["A3"].value.date() == DAY
    assert sheet["A4"].value is None
    assert sheet["A6"].value == "=1+1"
    assert "<f>1+1</f><v>2</v>" in sheet_xml(drawn(draw))


def test_a_row_of_numbers_only_is_not_hidden():
    def draw(page):
        page.put(1, 1, 3, styles.NUMBER)
        page.put(2, 1, Live("=1+1", 2), styles.NUMBER)

    rows = rows_of(drawn(draw))
    assert [height for height, _ in rows.values()] == [20.25, 20.25]
    assert "hidden" not in sheet_xml(drawn(draw))


def test_a_row_of_the_default_height_still_has_a_height_of_its_own():
    def draw(page):
        page.put(1, 1, None, styles.TEXT, typed=True)
        page.row(1, exact=15)

    assert rows_of(drawn(draw)) == {1: (15.75, False)}


def test_a_text_longer_than_a_cell_holds_is_cut_and_not_lost():
    value = cells(drawn(lambda page: page.put(1, 1, "x" * 40_000, styles.TEXT)))["A1"].value
    assert len(value) == 32_767


def test_a_row_is_as_high_as_its_longest_text():
    rows = rows_of(drawn(lambda page: page.put(2, 2, LONG, styles.TEXT)))
    assert rows[2][0] >= fit.height(LONG, 40)


def test_a_row_of_fixed_text_keeps_its_height_and_a_typed_one_may_grow():
    def draw(page):
        page.put(1, 2, LONG, styles.TEXT)
        page.put(2, 2, LONG, styles.TEXT, typed=True)
        page.put(3, 2, Live('="a"', "a"), styles.TEXT)
        page.row(3, 48)

    rows = rows_of(drawn(draw))
    assert {n: fixed for n, (_, fixed) in rows.items()} == {1: True, 2: False, 3: False}
    assert rows[3][0] == 48


def test_a_strut_keeps_the_height_of_a_row_that_may_grow():
    def draw(page):
        page.put(1, 1, "Fixed", styles.TEXT)
        page.put(2, 1, None, styles.TEXT, typed=True)
        page.row(2, 60)

    sheet = cells(drawn(draw))
    assert sheet["D1"].font.sz == 12
    strut = sheet["D2"]
    assert (strut.value, strut.font.sz, strut.font.color.rgb) == (None, 48, "FFFFFFFF")
    assert sheet.column_dimensions["D"].width < 2


def test_a_text_that_runs_on_needs_no_more_than_a_line():
    rows = rows_of(drawn(lambda page: page.top("Title", LONG)))
    assert rows == {1: (theme.TITLE_ROW, True), 2: (theme.TEXT_ROW, True)}


def test_titles_have_real_heading_styles():
    def draw(page):
        page.top("Title", "What it is for.")
        page.heading(3, "A heading")

    sheet = cells(drawn(draw))
    assert [sheet[cell].style for cell in ("A1", "A2", "A3")] == [
        "Heading 1", "Normal", "Heading 2"]  # fmt: skip
    styles_xml = part(drawn(draw), "xl/styles.xml")
    for name, member in (("cellStyleXfs", "xf"), ("cellXfs", "xf"), ("cellStyles", "cellStyle")):
        found = re.search(rf'<{name} count="(\d+)">(.*?)</{name}>', styles_xml, re.S)
        assert int(found[1]) == len(re.findall(rf"<{member} ", found[2]))


def test_a_workbook_without_titles_has_no_heading_styles():
    package = drawn(lambda page: page.put(1, 1, "x", styles.TEXT))
    assert "Heading" not in part(package, "xl/styles.xml")


def test_every_data_bar_runs_from_nothing_to_the_whole():
    def draw(page):
        for column in (1, 2):
            page.put(1, column, 0.5, styles.SHARE)
            rules.progress_bar(page, 1, column, 1, theme.BAR_SOFT)

    xml = sheet_xml(drawn(draw))
    assert xml.count('<dataBar minLength="0" maxLength="100">') == 2
    assert "<dataBar>" not in xml


def test_a_patch_that_finds_nothing_to_change_says_so():
    package = drawn(lambda page: page.put(1, 1, "x", styles.TEXT))
    with pytest.raises(RuntimeError, match="1 rows to loosen, 0 found"):
        patched(package, Patches(rows={1: {7}}))


def test_a_sheet_that_is_patched_in_parts_is_the_same_as_in_one(monkeypatch):
    def draw(page):
        for row in range(1, 30):
            page.put(row, 1, LONG, styles.TEXT, typed=row % 3 == 0)
            page.put(row, 2, Live(f"=A{row}", LONG), styles.TEXT)
        rules.progress_bar(page, 1, 3, 29, theme.BAR_SOFT)

    whole = drawn(draw)
    for size in (1, 100, 1_000):
        monkeypatch.setattr(patch, "_PART", size)
        assert drawn(draw) == whole


def test_formulas_stand_in_the_package_as_they_were_given():
    given = [('=IF(A1="<b>&",1,2)', 1), ("=SUM('1 What’s new'!$A1:$B1)", 2), ('="x"&"y"', "xy")]

    def draw(page):
        for column, (formula, value) in enumerate(given, 1):
            page.put(1, column, Live(formula, value), styles.TEXT)

    package = drawn(draw)
    assert [cell.value for cell in cells(package)[1][:3]] == [formula for formula, _ in given]
    shown = openpyxl.load_workbook(io.BytesIO(package), data_only=True).worksheets[0]
    assert [cell.value for cell in shown[1][:3]] == [value for _, value in given]
    assert "_xlfn" not in sheet_xml(package)


def test_a_formula_or_a_table_that_is_not_in_the_package_is_told():
    package = drawn(lambda page: page.put(1, 1, "x", styles.TEXT))
    with pytest.raises(RuntimeError, match="1 formulas to write, 0 found"):
        patched(package, Patches(formulas=["=A1"]))
    package = drawn(lambda page: page.table("Things", 4, ("A",), 2, "Title", "About."))
    with pytest.raises(RuntimeError, match="a table"):
        patched(package, Patches(tables={"Others": 7}))


def test_equal_input_gives_equal_bytes_and_every_part_one_time():
    def draw(page):
        page.top("Title", "What it is for.")
        page.table("Things", 4, ("A", "B"), 2, "Things", "What they are.")

    first, second = drawn(draw), drawn(draw)
    assert first == second
    times = {item.date_time for item in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_a_table_has_headings_alt_text_and_no_style_of_its_own():
    def draw(page):
        page.table("Things", 4, ("Ref", "Text"), 3, "Title", "What it shows.", filters=True)

    package = drawn(draw)
    xml = part(package, "xl/tables/table1.xml")
    assert re.findall(' ref="([^"]*)"', xml) == ["A4:B7", "A4:B7"], "the table and its filter"
    assert 'displayName="Things"' in xml
    assert "<autoFilter" in xml
    assert "tableStyleInfo" not in xml or 'name="' not in xml.split("<tableStyleInfo")[1]
    assert [c.value for c in cells(package)[4]][:2] == ["Ref", "Text"]


def test_who_made_it_and_when_stand_in_the_properties():
    package = drawn()
    core = part(package, "docProps/core.xml")
    for text in ("<dc:title>Title</dc:title>", "<dc:subject>Subject</dc:subject>",
                 "Generated by sendsheets", "2026-11-14"):  # fmt: skip
        assert text in core
    assert 'name="sendsheets_format"' in part(package, "docProps/custom.xml")


def test_guarded_sheets_have_no_password_and_let_people_format():
    protection = re.search(
        r"<sheetProtection[^>]*>", sheet_xml(drawn(lambda page: page.protect())))[0]
    assert "password" not in protection
    assert "hash" not in protection
    for free in ("formatCells", "formatColumns", "formatRows", "autoFilter"):
        assert f'{free}="0"' in protection


def test_pages_are_landscape_a4_and_one_wide():
    xml = sheet_xml(drawn(lambda page: page.print(9, repeat=(4, 4))))
    assert 'paperSize="9"' in xml
    assert 'orientation="landscape"' in xml
    assert 'fitToHeight="0"' in xml
    assert "Page &amp;P of &amp;N" in xml


def test_places_are_written_as_excel_has_them():
    assert letter(1) == "A"
    assert letter(28) == "AB"
    assert area(5, 1, 9, 3) == "$A$5:$C$9"
    assert quoted("1 What’s new") == "'1 What’s new'"
    assert quoted("It's") == "'It''s'"


def test_a_format_is_made_once():
    book = Book("T", "S", DAY)
    assert book.format(style(bold=True)) is book.format(style(bold=True))
    assert book.format(style(bold=True)) is not book.format(style(bold=False))


def test_equal_styles_look_alike_and_a_look_keeps_its_style():
    looks = Book("T", "S", DAY).looks
    made = {id(style(font_size=8 + n)): looks.of(style(font_size=8 + n)) for n in range(3)}
    assert len({look.made for look in made.values()}) == 3, "no style took another's place"
    assert looks.of(style(bold=True)).made is looks.of(style(bold=True)).made
    assert looks.of(style(bold=True)).made is not looks.of(style(bold=False)).made


def test_a_text_is_as_high_as_its_lines_where_it_wraps():
    looks = Book("T", "S", DAY).looks
    wrapped, plain = looks.of(styles.TEXT), looks.of(styles.NUMBER)
    assert wrapped.height(LONG, 40) == fit.height(LONG, 40) > wrapped.height("Short", 40)
    assert plain.height(LONG, 40) == plain.height("Short", 40)
