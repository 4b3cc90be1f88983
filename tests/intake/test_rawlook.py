"""A sheet is looked over quickly only where that finds what a parser would."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import FRAMEWORKS, completed, repacked

from sendsheets.intake import package, rawlook
from sendsheets.intake.cells import ErrorCell, NoValue, read_cells
from sendsheets.intake.inspect import inspect
from sendsheets.intake.package import Damaged
from sendsheets.intake.rawlook import SheetFacts, look
from sendsheets.returns.find import is_calculated

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(inside, after="", before=""):
    """A worksheet part with these rows."""
    xml = (f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">'
           f"{before}<sheetData>{inside}</sheetData>{after}</worksheet>")  # fmt: skip
    return xml.encode()


def row(*cells, attributes='r="1"'):
    return f"<row {attributes}>{''.join(cells)}</row>"


def facts(*cells, **more):
    return look(sheet(row(*cells, **more)))[0]


def is_quick(xml):
    return rawlook._plain(xml) is not None


# --- any spelling, the same facts ----------------------------------------------------------------

places = st.sampled_from(
    ["A1", "B2", "C5", "FZ4999", "GA1", "A5000", "A5001", "GR7", "GS7", "XFD1048576", "c5", "$C$5",
     "A0", "5", "", "AAAA1"]
)  # fmt: skip
letters = st.sampled_from(["s", "n", "b", "d", "e", "E", "str", "inlineStr", "&#101;", "e ", ""])
blanks = st.sampled_from(["", " ", "\n", "\t", "\u00a0", "&#32;", "&#xA0;"])
words = st.one_of(
    blanks,
    st.sampled_from(["0", "5.0", "-1", "Green", "é", "#N/A", "&amp;", "&#65;", "a>b"]),
    st.sampled_from(["<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[x]]>", "<!-- -->", "<?p <f/> ?>"]),
)
gaps = st.sampled_from([" ", "  ", "\n", "\t"])
equals = st.sampled_from(["=", "=", "=", " = ", "=\n"])
quotes = st.sampled_from(['"', '"', '"', "'"])
prefixes = st.sampled_from(["", "", "", "", "x:"])


@st.composite
def attributes(draw, names):
    """Some of these attributes, in any order, spelt in any way that XML allows."""
    chosen = [name for name in draw(st.permutations(sorted(names))) if draw(st.booleans())]
    if draw(st.booleans()):
        chosen = [name for name in names if name in chosen]
    said = []
    for name in chosen:
        quote = draw(quotes)
        value = draw(names[name])
        said.append(f"{draw(gaps)}{name}{draw(equals)}{quote}{value}{quote}")
    return "".join(said)


@st.composite
def element(draw, name, names, inside):
    tag = draw(prefixes) + name
    start = tag + draw(attributes(names)) + draw(st.sampled_from(["", "", " ", "\n"]))
    if draw(st.integers(0, 5)) == 0:
        return f"<{start}/>"
    return f"<{start}>{draw(inside)}</{tag}{draw(st.sampled_from(['', '', ' ']))}>"


numbers = st.sampled_from(["0", "1", "12"])
formulas = element("f", {"t": st.sampled_from(["shared", "array", "e"]), "ref": st.just("A1:B2"),
                         "note": st.just("a>b")}, words)  # fmt: skip
values = element("v", {"xml:space": st.just("preserve")}, words)
texts = element("t", {}, words)
runs = st.builds("<r><t>{}</t></r>".format, words)
inline = element("is", {}, st.one_of(texts, runs))
within = st.lists(st.one_of(formulas, values, inline, blanks), max_size=3).map("".join)
usual = st.builds(
    '<c r="{}"{}{}>{}<v>{}</v></c>'.format, st.sampled_from(["A1", "C5"]),
    st.sampled_from(["", ' s="3"']), st.sampled_from(["", ' t="s"', ' t="str"', ' t="e"']),
    st.sampled_from(["", "<f>A1</f>", '<f aca="false">A1</f>', '<f t="shared" si="0"/>']), words,
)  # fmt: skip
cells = st.one_of(
    usual, element("c", {"r": places, "s": numbers, "t": letters, "cm": numbers}, within)
)
hidden = st.sampled_from(["0", "1", "true", "false", "&#49;", "TRUE"])
rows = element(
    "row", {"r": st.sampled_from(["1", "7", "", "x", "5001"]), "hidden": hidden},
    st.lists(cells, max_size=4).map("".join),
)  # fmt: skip
merges = element("mergeCell", {"ref": st.sampled_from(["A1:B2", "C5", "$A$1:$A$2", "a1:b2", "x"])},
                 st.just(""))  # fmt: skip
afters = st.lists(
    st.one_of(merges, st.sampled_from(
        ["<rowBreaks/>", "<x:f>A1</x:f>", "<f>A1</f>", '<c r="A1"><x:f>1</x:f></c>',
         "<!-- <c r= -->", '<conditionalFormatting><cfRule><formula>"hidden"</formula></cfRule>'
         "</conditionalFormatting>"])),
    max_size=3,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(rows, max_size=4).map("".join), afters)
def test_the_quick_look_and_the_parser_find_the_same(inside, after):
    xml = sheet(inside, after)
    quick = rawlook._plain(xml)

    try:
        by_parser, whole = rawlook._parse(xml)
    except Damaged:  # a cell stands there twice
        assert quick is None
        return
    if quick is not None:
        assert quick == by_parser
        assert whole == xml


plain = st.builds(
    '<c r="{{}}"{}{}</c>'.format,
    st.sampled_from(["", ' s="3"']),
    st.sampled_from(
        ["><v>5.0</v>", ' t="s"><v>0</v>', ' t="b"><f>A1</f><v>1</v>', ' t="str"><f>A1</f><v></v>',
         ' t="str"><f aca="false">A1</f><v>é</v>', '><f t="shared" si="0"/><v>-1</v>',
         ' t="inlineStr"><is><t>Green</t></is>', ">"]),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(plain, max_size=4), st.lists(st.sampled_from(["A1:B2", "C5"]), max_size=3))
def test_what_programs_write_is_looked_over_quickly_and_right(cells, areas):
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in areas)
    placed = map(str.format, cells, ["A1", "C5", "AB12", "FZ4999"])
    xml = sheet(row(*placed), f"<mergeCells>{merges}</mergeCells><ext><x:f>A1</x:f></ext>")

    assert rawlook._plain(xml) == rawlook._parse(xml)[0]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_our_own_sheets_are_looked_over_quickly(framework):
    opened = package.open_package(completed(framework))
    sheets = package.contents(opened, package.main_part(opened)).sheets
    read = {s.name: opened.read(s.part) for s in sheets if not is_calculated(s.name)}

    assert len(read) > 5
    assert [name for name, xml in read.items() if not is_quick(xml)] == []


# --- spellings that hide something ---------------------------------------------------------------

ERROR = SheetFacts(errors={(1, 1): "#N/A"}, cells=1)


@pytest.mark.parametrize("cell", [
    '<c r="A1" t="e"><v>#N/A</v></c>', "<c r='A1' t='e'><v>#N/A</v></c>",
    '<c t="e" r="A1"><v>#N/A</v></c>', '<c r="A1" t="&#101;"><v>#N/A</v></c>',
    '<c r="A1" t = "e"><v>#N/A</v></c>', '<c\tr="A1" t="e"><v>#N/A</v></c>',
    '<c\r\nr="A1" t="e"><v>#N/A</v></c>', '<c r="A1"  t="e" ><v>#N/A</v></c>',
    '<x:c r="A1" t="e"><x:v>#N/A</x:v></x:c>', '<c r="A1" cm="1" t="e"><v>#N/A</v></c>',
    '<c r="a1" t="e"><v>#N/A</v></c>', '<c t="e"><v>#N/A</v></c>',
    '<c r="A1" t="e"><v><![CDATA[#N/A]]></v></c>', '<c r="A1" t="e"><f>NA()</f><v>#N/A</v></c>',
])  # fmt: skip
def test_an_error_is_found_however_it_is_spelt(cell):
    assert facts(cell) == ERROR


@pytest.mark.parametrize("cell", [
    '<c r="A1"><f>B1</f></c>', '<c r="A1"><f>B1</f><v></v></c>', '<c r="A1"><f>B1</f><v/></c>',
    '<c r="A1"><f>B1</f><v> </v></c>', '<c r="A1"><f>B1</f><v>&#32;</v></c>',
    '<c r="A1"><f>B1</f><v>\u00a0</v></c>', '<c r="A1"><f>B1</f><v><![CDATA[ ]]></v></c>',
    '<c r="A1"><f>B1</f>\n<v>\n</v>\n</c>', '<c r="A1"><x:f>B1</x:f></c>',
    '<c r="A1"><f\n>B1</f></c>', '<c r="A1"><v/><f>B1</f></c>', '<c r="A1" t="str"><f>B1</f></c>',
    '<c r="A1"><f a="x>y">B1</f></c>', '<c r="A1"><f>B1</f><!--<v>5</v>--></c>',
])  # fmt: skip
def test_a_formula_without_a_value_is_found_however_it_is_spelt(cell):
    assert facts(cell).unvalued == {(1, 1): "=B1"}


@pytest.mark.parametrize("cell", [
    '<c r="A1"><f>B1</f><v>5</v></c>', '<c r="A1" t="str"><f>B1</f><v></v></c>',
    '<c r="A1" t="str"><f>B1</f><v>é</v></c>', '<c r="A1"><f t="shared" si="0"/><v>0</v></c>',
    '<c r="A1" s="4" t="b"><f aca="false">B1</f><v>1</v></c>',
])  # fmt: skip
def test_a_formula_with_a_value_is_plain(cell):
    assert is_quick(sheet(row(cell)))
    assert facts(cell).formulas == {(1, 1)}
    assert facts(cell).unvalued == {}


@pytest.mark.parametrize("cell", [
    '<c r="A5001"><v>5</v></c>', '<c r="GS1"><v>5</v></c>', '<c r="xfd1048576"><v>5</v></c>',
    "<c r='A1048576' ><v>5</v></c>", '<x:c r="A5001"><x:v>5</x:v></x:c>',
    '<c r="A5001"><f t="shared" si="0"/></c>',
])  # fmt: skip
def test_a_far_cell_is_cut_out_however_it_is_spelt(cell):
    found, xml = look(sheet(row('<c r="A1"><v>1</v></c>', cell)))

    assert found.far == 1
    assert xml == sheet(row('<c r="A1"><v>1</v></c>'))


@pytest.mark.parametrize("merge", [
    '<mergeCell ref="A1:B2"/>', "<mergeCell ref='A1:B2'/>", '<mergeCell ref="A1:B2"></mergeCell>',
    '<x:mergeCell ref="A1:B2"/>', '<mergeCell x="a>b" ref="A1:B2"/>', '<mergeCell\nref="A1:B2" />',
    '<mergeCell ref="&#65;1:B2"/>',
])  # fmt: skip
def test_a_merge_is_found_however_it_is_spelt(merge):
    xml = sheet(row('<c r="A1"><v>1</v></c>'), f"<mergeCells>{merge}</mergeCells>")

    assert look(xml)[0].merges == ((1, 1, 2, 2),)


def test_breaks_between_pages_are_not_rows():
    xml = sheet(row('<c r="A1"><v>1</v></c>'), "<rowBreaks><brk/></rowBreaks>")

    assert is_quick(xml)
    assert look(xml)[0].cells == 1


@pytest.mark.parametrize("said", ['hidden="1"', 'hidden="true"', "hidden='1'", 'hidden="&#49;"',
                                  'ht="3" hidden = "1"'])  # fmt: skip
def test_a_hidden_row_is_told_where_it_holds_something(said):
    filled, empty = '<c r="A7"><v>1</v></c>', '<c r="A8" s="1"/>'
    xml = sheet(row(filled, attributes=f'r="7" {said}') + row(empty, attributes=f'r="8" {said}'))

    assert look(xml)[0].hidden_rows == {7}


@pytest.mark.parametrize("again", [
    '<c r="A1" t="str"><v>Red</v></c>', "<c r='A1' t='str'><v>Red</v></c>", '<c r="a1"/>',
    '<c r="$A$1"><v>1</v></c>', '<x:c r="A1"><x:v>1</x:v></x:c>',
    '</row><row r="1"><c r="A1"><v>1</v></c>', '</row><row r="1"><c><v>1</v></c>',
    '</row><row r="9"><c r="B9"/><c r="A1"/>',
])  # fmt: skip
def test_a_cell_that_stands_twice_is_refused_however_it_is_spelt(again):
    green = '<c r="A1" t="str"><v>Green</v></c>'

    with pytest.raises(Damaged, match="A1 stands twice"):
        look(sheet(row(green, again)))


def test_the_same_row_twice_with_other_cells_is_no_cell_twice():
    cells = '<c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c>'

    assert look(sheet(row(cells)))[0].cells == 2


@pytest.mark.parametrize(("inside", "after"), [
    ('<c r="A1"><v>1</v></c>', '<c r="A1" t="e"><v>#N/A</v></c><row hidden="1"/>'),
    ('<c r="A1"><v>1</v></c>', '<x:f/><x:c r="A1"/>'),
])  # fmt: skip
def test_what_stands_after_the_cells_is_none(inside, after):
    assert look(sheet(row(inside), after))[0] == SheetFacts(cells=1)
    assert rawlook._parse(sheet(row(inside), after))[0] == SheetFacts(cells=1)


@pytest.mark.parametrize("xml", [
    sheet(row('<c r="A1" t="e"><v>#N/A</v></c>'), before="<!-- <sheetData></sheetData> -->"),
    sheet(row('<c r="A1" t="e"><v>#N/A</v></c>'), "<!-- <sheetData></sheetData> -->"),
    sheet(row('<c r="A1" t="e"><v>#N/A</v></c>')).replace(b"sheetData", b"x:sheetData").replace(
        b"</worksheet>", b"<!-- <sheetData></sheetData> --></worksheet>"),
])  # fmt: skip
def test_no_comment_hides_where_the_cells_are(xml):
    assert not is_quick(xml)


@pytest.mark.parametrize("after", [
    '<!-- <mergeCells><mergeCell ref="A1:B2"/></mergeCells> -->',
    '<?p <mergeCells><mergeCell ref="A1:B2"/></mergeCells> ?>',
])  # fmt: skip
def test_a_merge_that_is_left_out_is_none(after):
    assert look(sheet(row('<c r="A1"><v>1</v></c>'), after))[0].merges == ()


def test_what_is_said_not_to_be_hidden_is_plain():
    xml = sheet(row('<c r="A1"><v>1</v></c>', attributes='r="1" hidden="false"'),
                before='<cols><col hidden="0"/></cols>')  # fmt: skip

    assert is_quick(xml)
    assert look(xml)[0].hidden_rows == frozenset()


def test_rows_and_cells_without_a_place_follow_one_another():
    found = facts('<c><v>1</v></c><c t="e"><v>#N/A</v></c>', attributes="")

    assert found.errors == {(1, 2): "#N/A"}


# --- what the reading library makes of such sheets ---------------------------------


def read(inside, strings=()):
    """The cells of a workbook whose one sheet has these rows, and perhaps these shared texts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write_string(0, 0, "x")

    def change(parts):
        parts["xl/worksheets/sheet1.xml"] = sheet(inside)
        if strings:
            parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>'.encode()

    inspected = inspect(repacked(buffer.getvalue(), change))
    return read_cells(inspected.facts).sheets[0].cells


KANA = '<rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>'
RICH = "<r><t>To</t></r><r><rPr><b/></rPr><t xml:space='preserve'> kyo</t></r>"


ODD = [
    't="s"><v> 1 </v>', 't="s"><v>+1</v>', 't="s"><v>-1</v>', 't="s"><v>1.0</v>',
    't="s"><v>1e0</v>', 't="s"><v>&#49;</v>', 't="s"><v><![CDATA[1]]></v>',
    't="s"><v>0</v><v>1</v>', 't="str"><v>Red</v><v>Green</v>', 't="str"><v><![CDATA[Red]]></v>',
    't="inlineStr"><v>Red</v><is><t>Green</t></is>', 't="inlineStr"><is><t>Green</t></is><v>0</v>',
    't="inlineStr"><is><t>Red</t></is><is><t>Green</t></is>', 't="n"><v>&#49;</v>',
    "><v>&#49;</v>", "><v><![CDATA[1]]></v>", 't="b"><v>&#49;</v>',
]


@pytest.mark.parametrize("cell", ODD)
def test_a_value_that_a_library_would_take_for_another_is_refused(cell):
    xml = sheet(row(f'<c r="A1" {cell}</c>', '<c r="B1"><v>2</v></c>'))

    assert not is_quick(xml)
    with pytest.raises(Damaged, match="the cell A1 is written"):
        look(xml)


@pytest.mark.parametrize(("cell", "said"), [
    ('t="s"><v>1</v>', "one"), ('t="s"><v>01</v>', "one"), ('t="s">\n<v>1</v>\n', "one"),
    ('t="str"><v>a<!-- no -->b</v>', "ab"), ('t="str"><v>a &amp; &#98;</v>', "a & b"),
    ('t="inlineStr"><is><t>Green</t></is>', "Green"), ("><v>12</v>", 12),
    ('t="s"><v/>', None), ('t="s"><v></v>', None), ('t="s">', None),
])  # fmt: skip
def test_a_value_of_its_own_is_read_right(cell, said):
    cells = read(row(f'<c r="A1" {cell}</c>'), ["<si><t>zero</t></si>", "<si><t>one</t></si>"])

    assert cells == ({} if said is None else {(1, 1): said})


@pytest.mark.parametrize(
    ("text", "said"),
    [(f"<t>東京</t>{KANA}", "東京"), (f"{RICH}{KANA}", "To kyo"), (f"{KANA}<t>東京</t>", "東京"),
     (f"<r><t>東</t></r>{KANA}<r><t>京</t></r>{KANA}", "東京"), ("<r><t/></r><r><t>a</t></r>", "a"),
     (f"<t>a</t>{KANA}{KANA}", "a"), ("<t>a &amp; b</t>", "a & b"),
     ("<t>a<![CDATA[<b]]></t>", "a<b"), ("<t>a<!-- no -->b</t>", "ab"), ("<t/>", None)],
)  # fmt: skip
def test_how_a_text_is_pronounced_is_not_part_of_it(text, said):
    shared = read(row('<c r="A1" t="s"><v>0</v></c>'), [f"<si>{text}</si>"])
    inside = read(row(f'<c r="A1" t="inlineStr"><is>{text}</is></c>'))

    assert shared == inside == ({(1, 1): said} if said else {})


def test_texts_after_one_with_a_pronunciation_keep_their_number():
    strings = [f"<si><t>東京</t>{KANA}</si>", f"<si>{RICH}{KANA}</si>", "<si><t>Green</t></si>"]
    cells = [f'<c r="{place}" t="s"><v>{n}</v></c>' for n, place in enumerate(("A1", "B1", "C1"))]

    assert list(read(row(*cells), strings).values()) == ["東京", "To kyo", "Green"]


def test_spellings_that_no_program_uses_are_read_right_all_the_same():
    cells = read(
        row("<c r='A1' t='&#101;'><v>#N/A</v></c>", '<x:c r="B1"><x:f>A1</x:f></x:c>',
            '<c r="C1" t = "str"><v>Green</v></c>', '<c r="D1" t="b"><v>1</v></c>',
            '<c r="E1" t="d"><v>2027-02-12</v></c>')
    )  # fmt: skip

    assert cells[1, 1] == ErrorCell("#N/A")
    assert cells[1, 2] == NoValue("=A1")
    assert cells[1, 3] == "Green"
    assert cells[1, 4] is True
    assert str(cells[1, 5]).startswith("2027-02-12")
