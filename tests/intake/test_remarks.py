"""What lies on a sheet beside its cells is found, whichever program wrote it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from time import process_time

import pytest
import xlsxwriter
from libreoffice import converted_to, needs_libreoffice
from workbooks import FRAMEWORKS, completed, repacked

from sendsheets.intake.cells import read_cells
from sendsheets.intake.inspect import inspect
from sendsheets.intake.remarks import LONGEST, LONGEST_SHEET, bounded, said
from sendsheets.intake.shapes import FILE, PICTURE, counted
from sendsheets.returns.find import is_calculated

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


DOT = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")
)  # fmt: skip
"""The smallest picture."""


def image():
    return {"image_data": io.BytesIO(DOT)}


def untidy():
    """Two sheets: all that people put beside answers, and only what is a workbook's own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        audit, own = book.add_worksheet("Audit"), book.add_worksheet("Own")
        for row in range(8):
            audit.write_row(row, 0, [f"1{row}", "Green", f"ev {row}"])
        audit.write_comment("B3", "See the\nother sheet", {"author": "A. Patel"})
        audit.insert_textbox("C6", "Evidence: the\nlearning walk")
        audit.insert_textbox("C7", "")
        audit.insert_image("E2", "x.png", image())
        audit.insert_image("E5", "y.png", image())
        audit.insert_button("G2")
        audit.set_row(4, None, None, {"hidden": True})
        audit.set_row(20, None, None, {"hidden": True})
        own.write_column(0, 0, [1, 2, 3])
        own.write_url(0, 4, "internal:Audit!A1")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Own!$A$1:$A$3"})
        own.insert_chart("C3", chart)
        own.set_header("&L&G", {"image_left": "x.png", "image_data_left": io.BytesIO(DOT)})
    return buffer.getvalue()


def sheets_of(data):
    inspected = inspect(data)
    assert inspected.facts, inspected.problems
    return {sheet.name: sheet for sheet in read_cells(inspected.facts).sheets}


def beside(sheet):
    return dict(sheet.comments), sheet.objects, sheet.boxes, sheet.anchors, sheet.hidden_rows


ALL = (
    {(3, 2): "See the\nother sheet"}, ("2 pictures", "a shape without words"),
    ("Evidence: the\nlearning walk",), ((6, 3),), {5},
)  # fmt: skip
NOTHING = ({}, (), (), (), frozenset())


def test_comments_pictures_text_boxes_and_hidden_rows_are_found():
    sheets = sheets_of(untidy())

    assert beside(sheets["Audit"]) == ALL
    assert beside(sheets["Own"]) == NOTHING


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_an_untouched_workbook_has_nothing_beside_its_answers(framework):
    assert_nothing_beside(completed(framework, peer_review=True))


def assert_nothing_beside(data):
    inspected = inspect(data, is_calculated)
    assert inspected.problems == ()
    book = read_cells(inspected.facts)
    assert len(book.sheets) > 5
    assert all(beside(sheet) == NOTHING for sheet in book.sheets)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    given = {"untidy.xlsx": untidy(), "untouched.xlsx": completed("send-network-pulse")}
    return converted_to(given, ("xlsx", "ods"), tmp_path_factory.mktemp("saved"))


@needs_libreoffice
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_same_is_found_in_what_libreoffice_saves(form, saved):
    files = saved[form]
    sheets = sheets_of(files["untidy.xlsx"])

    assert beside(sheets["Audit"]) == ALL
    assert beside(sheets["Own"]) == NOTHING
    # Neither the words of a note nor those of a text box become part of a cell's.
    assert sheets["Audit"].cells[3, 2] == "Green"
    assert sheets["Audit"].cells[6, 3] == "ev 5"
    assert_nothing_beside(files["untouched.xlsx"])


# --- parts as other programs write them ---------------------------------------------------------


def relations(*related):
    each = "".join(
        f'<Relationship Id="r{n}" Type="{kind if "/" in kind else f"{RELATION}/{kind}"}" '
        f'Target="{target}"/>' for n, (kind, target) in enumerate(related)
    )  # fmt: skip
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{each}</Relationships>'.encode()


def with_parts(related, names, sheet=b""):
    """A workbook of one sheet with these relationships and parts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Audit").write_string(0, 0, "1a")

    def change(parts):
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(*related)
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b"</worksheet>", sheet + b"</worksheet>")
        parts.update({part: text if isinstance(text, bytes) else text.encode()
                      for part, text in names.items()})  # fmt: skip

    return repacked(buffer.getvalue(), change)


def comments(inside, authors="<author>A. Patel</author>", prefix="", space=MAIN):
    tag = f"{prefix}:" if prefix else ""
    xmlns = f"xmlns:{prefix}" if prefix else "xmlns"
    return (f'<{tag}comments {xmlns}="{space}"><{tag}authors>{authors}</{tag}authors>'
            f"<{tag}commentList>{inside}</{tag}commentList></{tag}comments>")  # fmt: skip


ONE = '<comment ref="C5" authorId="0"><text><t>Ask us</t></text></comment>'


@pytest.mark.parametrize(
    "target", ["../comments1.xml", "/xl/comments1.xml", "..\\comments1.xml", "../Comments1.xml"]
)
def test_targets_are_followed_however_they_are_written(target):
    data = with_parts([("comments", target)], {"xl/comments1.xml": comments(ONE)})

    assert sheets_of(data)["Audit"].comments == {(5, 3): "Ask us"}


def test_prefixes_and_the_strict_form_are_read():
    inside = ONE.replace("<", "<x:").replace("<x:/", "</x:")
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    part = comments(inside, "<x:author/>", "x", strict)
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
    data = with_parts([(kind, "../comments1.xml")], {"xl/comments1.xml": part})

    assert sheets_of(data)["Audit"].comments == {(5, 3): "Ask us"}


def test_the_words_of_all_runs_are_joined_and_the_author_left_out():
    runs = ('<comment ref="C5" authorId="0"><text><r><rPr><b/></rPr><t>A. Patel:</t></r>'
            "<r><t xml:space='preserve'>\n See </t></r><r><t>below</t></r>"
            "<rPh sb='0' eb='1'><t>kana</t></rPh></text></comment>")  # fmt: skip
    data = with_parts([("comments", "../comments1.xml")], {"xl/comments1.xml": comments(runs)})

    assert sheets_of(data)["Audit"].comments == {(5, 3): "See below"}


THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
STAND_IN = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; "
    "however, any edits to it will get removed if the file is opened in a newer version of Excel. "
    "Learn more: https://example.org\n\nComment:\n    Is this done?\nReply:\n    Yes"
)


def test_a_thread_stands_in_the_place_of_its_stand_in():
    stand_in = ONE.replace("Ask us", STAND_IN)
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    thread = (f'<ThreadedComments xmlns="{space}">'
              '<threadedComment ref="C5" id="{1}" personId="{p}"><text>Is this done?</text>'
              '</threadedComment><threadedComment ref="C5" id="{2}" parentId="{1}"><text>Yes'
              "</text></threadedComment></ThreadedComments>")  # fmt: skip
    related = [(THREADS, "../threadedComments/threadedComment1.xml"),
               ("comments", "../comments1.xml")]  # fmt: skip
    names = {"xl/comments1.xml": comments(stand_in),
             "xl/threadedComments/threadedComment1.xml": thread}  # fmt: skip

    assert sheets_of(with_parts(related, names))["Audit"].comments == {(5, 3): "Is this done?\nYes"}


@pytest.mark.parametrize(
    ("text", "author", "words"),
    [("A. Patel:\nSee below", "A. Patel", "See below"), ("See: below", "", "See: below"),
     ("See below\n\t-Ana Patel", "", "See below"),
     (STAND_IN, "tc={1}", "Is this done?\nReply:\n    Yes"), (" ", "A. Patel", "")],
)  # fmt: skip
def test_what_programs_put_round_a_comment_is_taken_off(text, author, words):
    assert said(text, author) == words


def drawing(inside):
    return f"<xdr:wsDr {DRAWN}>{inside}</xdr:wsDr>"


def anchored(inside, row=4, column=2):
    return (f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
            f"<xdr:row>{row}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from>{inside}"
            "<xdr:clientData/></xdr:twoCellAnchor>")  # fmt: skip


def box(words, attributes="", more=""):
    body = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in words.split("\n"))
    return (f'<xdr:sp {attributes}><xdr:nvSpPr><xdr:cNvPr id="2" name="T">{more}</xdr:cNvPr>'
            f"</xdr:nvSpPr><xdr:txBody>{body}</xdr:txBody></xdr:sp>")  # fmt: skip


def drawn(inside, related=(), **more):
    kinds = [("drawing", "../drawings/drawing1.xml"), *related]
    return sheets_of(
        with_parts(kinds, {"xl/drawings/drawing1.xml": drawing(inside), **more}, b"<drawing/>")
    )["Audit"]


def graphic(uri):
    data = f'<a:graphic><a:graphicData uri="{uri}"/></a:graphic>'
    return f"<xdr:graphicFrame>{data}</xdr:graphicFrame>"


def one_of(choice, fallback, needs="cx1"):
    return (f'<mc:AlternateContent><mc:Choice Requires="{needs}">{choice}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>")  # fmt: skip


def test_boxes_in_groups_are_found_where_they_lie():
    inner = "<xdr:grpSp>" + box("Two\nlines") + "</xdr:grpSp>"
    group = "<xdr:grpSp>" + box("One") + inner + "</xdr:grpSp>"
    sheet = drawn(anchored(group) + anchored(box("Three"), row=0, column=0))

    assert sheet.boxes == ("One", "Two\nlines", "Three")
    assert sheet.anchors == ((5, 3), (5, 3), (1, 1))


def test_shapes_without_words_are_things_and_boxes_that_show_a_cell_are_nothing():
    """A traffic light drawn on a rating, or a line drawn through an answer, has no words."""
    sheet = drawn(anchored(box("")) + anchored(box("=A1", 'textlink="$A$1"'))
                  + anchored('<xdr:cxnSp macro=""/>'))  # fmt: skip

    assert beside(sheet) == ({}, ("2 shapes without words",), (), (), frozenset())


def test_charts_and_slicers_are_the_workbooks_own_and_their_stand_ins_are_not_boxes():
    stand_in = box("This chart is not available in your version of Excel.")
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    new = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    slicer = "http://schemas.microsoft.com/office/drawing/2010/slicer"
    sheet = drawn(anchored(graphic(chart)) + anchored(one_of(graphic(new), stand_in))
                  + anchored(one_of(graphic(slicer), stand_in)))  # fmt: skip

    assert beside(sheet) == NOTHING


def test_diagrams_and_pen_drawings_are_named():
    diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    ink = one_of("<xdr:contentPart/>", "<xdr:pic/>")
    sheet = drawn(anchored(graphic(diagram)) + anchored(ink) + anchored("<xdr:pic/>"))

    assert sheet.objects == ("a diagram", "a drawing made with a pen", "a picture")


def test_of_two_forms_of_one_thing_the_one_that_holds_something_counts():
    assert drawn(anchored(one_of("", box("Words")))).boxes == ("Words",)
    assert drawn(anchored(one_of(box("Words"), box("Words")))).boxes == ("Words",)


TICK = "xl/ctrlProps/ctrlProp1.xml"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


@pytest.mark.parametrize("marked", ["excel", "libreoffice"])
def test_a_tick_box_is_told_once_and_not_as_a_text_box(marked):
    by_mark = '<a:extLst><a:ext><a14:compatExt xmlns:a14="urn:a"/></a:ext></a:extLst>'
    shadow = one_of(anchored(box("Done?", more=by_mark if marked == "excel" else "")), "", "a14")
    related = [("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
               ("vmlDrawing", "../drawings/vmlDrawing1.vml")]  # fmt: skip
    names = {TICK: f'<formControlPr xmlns="{X14}" objectType="CheckBox" checked="Checked"/>',
             "xl/drawings/vmlDrawing1.vml": '<x:ClientData ObjectType="Checkbox"/>'}  # fmt: skip
    sheet = drawn(shadow + anchored(box("Words")), related, **names)

    assert sheet.objects == ("a tick box",)
    assert sheet.boxes == ("Words",)


def test_tick_boxes_of_an_old_excel_are_told_from_vml_that_is_not_well_formed():
    vml = ('<xml><v:textbox><br>x</v:textbox><x:ClientData ObjectType="Checkbox"/>'
           '<x:ClientData ObjectType="Checkbox"/><x:ClientData ObjectType="Note"/>')  # fmt: skip
    data = with_parts([("vmlDrawing", "../drawings/vmlDrawing1.vml")],
                      {"xl/drawings/vmlDrawing1.vml": vml}, b"<legacyDrawing/>")  # fmt: skip

    assert sheets_of(data)["Audit"].objects == ("2 tick boxes",)


def test_embedded_files_are_told_whatever_they_are():
    related = [("oleObject", "../embeddings/oleObject1.bin"),
               ("package", "../embeddings/Policy.docx")]  # fmt: skip
    data = with_parts(related, {"xl/embeddings/oleObject1.bin": b"\0", "xl/embeddings/Policy.docx":
                                b"PK"})  # fmt: skip

    assert sheets_of(data)["Audit"].objects == ("2 embedded files",)


# --- an open document written by hand ------------------------------------------------------------

OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(inside):
    content = (f"<office:document-content {OFFICE}><office:body><office:spreadsheet>"
               f'<table:table table:name="Audit">{inside}</table:table>'
               "</office:spreadsheet></office:body></office:document-content>")  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return sheets_of(buffer.getvalue())["Audit"]


def cell(inside, kind="string"):
    return f'<table:table-cell office:value-type="{kind}">{inside}</table:table-cell>'


NOTE = (
    "<office:annotation><dc:creator>A. Patel</dc:creator><dc:date>2026-11-12</dc:date>"
    "<text:p>See<text:s/>below</text:p><text:p>please</text:p></office:annotation>"
)


@pytest.mark.parametrize("beside_it", [
    "<draw:frame><draw:text-box><text:p>Words</text:p></draw:text-box></draw:frame>",
    "<draw:custom-shape><text:p>Words</text:p><draw:enhanced-geometry/></draw:custom-shape>",
    "<draw:g><draw:rect><text:p>Words</text:p></draw:rect></draw:g>",
    "<draw:line><text:p>Words</text:p></draw:line>",
])  # fmt: skip
def test_an_open_documents_boxes_and_notes_are_not_the_cells_words(beside_it):
    sheet = ods("<table:table-row>" + cell(f"{NOTE}{beside_it}<text:p>Green</text:p>")
                + cell(f"<text:p>Amber</text:p>{beside_it}") + "</table:table-row>")  # fmt: skip

    assert sheet.cells == {(1, 1): "Green", (1, 2): "Amber"}
    assert sheet.comments == {(1, 1): "See below\nplease"}
    assert sheet.boxes == ("Words", "Words")
    assert sheet.anchors == ((1, 1), (1, 2))


def test_an_open_documents_error_is_not_mixed_with_its_note():
    inside = f'<table:table-cell office:value-type="string" calcext:value-type="error">{NOTE}' \
             "<text:p>#REF!</text:p></table:table-cell>"  # fmt: skip
    sheet = ods(f"<table:table-row>{inside}</table:table-row>")

    assert sheet.cells[1, 1].text == "#REF!"


def test_an_open_documents_objects_are_told_and_its_charts_are_not():
    shapes = ('<draw:frame><draw:object draw:notify-on-update-of-ranges="A1:A3"/><draw:image/>'
              "</draw:frame><draw:frame><draw:object/><draw:image/></draw:frame>"
              "<draw:frame><draw:image/></draw:frame>")  # fmt: skip
    forms = "<office:forms><form:form><form:checkbox/><form:button/></form:form></office:forms>"
    row = f"<table:table-row>{cell('<text:p>x</text:p>')}</table:table-row>"
    sheet = ods(f"{forms}<table:shapes>{shapes}</table:shapes>{row}")

    assert sheet.objects == ("a picture", "a tick box", "an embedded file")
    assert sheet.cells == {(1, 1): "x"}


def test_an_open_documents_hidden_rows_are_told_where_they_hold_something():
    def row(attributes, inside):
        return f"<table:table-row {attributes}>{inside}</table:table-row>"

    filled, empty = cell("<text:p>x</text:p>"), "<table:table-cell/>"
    hidden, filtered = 'table:visibility="collapse"', 'table:visibility="filter"'
    sheet = ods(row("", filled) + row(hidden, filled) + row(hidden, empty)
                + row(filtered + ' table:number-rows-repeated="2"', filled)
                + row(hidden + ' table:number-rows-repeated="1048000"', empty))  # fmt: skip

    assert sheet.hidden_rows == {2, 4, 5}


# --- bounds and damage ---------------------------------------------------------------------------

BROKEN = [
    comments(ONE)[:-9], "", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + comments(ONE), "\0" * 50,
    "<a>" * 20 + " " * 9_000_000,
]


@pytest.mark.parametrize("part", BROKEN, ids=["cut", "empty", "doctype", "zeros", "large"])
def test_a_damaged_part_is_told_and_the_answers_are_read(part):
    related = [("comments", "../comments1.xml"), ("oleObject", "../embeddings/x.bin")]
    inspected = inspect(with_parts(related, {"xl/comments1.xml": part}))
    (sheet,) = read_cells(inspected.facts).sheets

    assert [problem.code for problem in inspected.problems] == ["file-remarks-damaged"]
    assert sheet.cells == {(1, 1): "1a"}
    assert sheet.objects == ("an embedded file",)


def test_a_part_that_is_not_there_and_broken_relationships_are_told_too():
    gone = with_parts([("drawing", "../drawings/drawing9.xml")], {}, b"<drawing/>")
    rels = {"xl/worksheets/_rels/sheet1.xml.rels": "<Relationships"}
    broken = with_parts([], rels, b"<drawing/>")

    for data in (gone, broken):
        assert [p.code for p in inspect(data).problems] == ["file-remarks-damaged"]
        assert sheets_of(data)["Audit"].cells == {(1, 1): "1a"}


def test_long_and_many_comments_are_cut_but_none_is_lost():
    texts = [((row, 1), "word " * 600) for row in range(1, 9)]
    kept = bounded(texts)

    assert [here for here, _ in kept] == [here for here, _ in texts]
    assert max(len(text) for _, text in kept) <= LONGEST + 1
    assert sum(len(text) for _, text in kept) <= LONGEST_SHEET + len(texts)
    assert bounded([((1, 1), " \n")]) == []


HOSTILE = {
    "comments": ("xl/comments1.xml", comments('<comment ref="A1"><text><t>x</t></text></comment>'
                                              * 100_000)),
    "drawing": ("xl/drawings/drawing1.xml", drawing(anchored(box("x")) * 15_000)),
    "nested": ("xl/drawings/drawing1.xml", drawing("<a>" * 700_000 + "</a>" * 700_000)),
    "pictures": ("xl/drawings/drawing1.xml", drawing("<xdr:pic/>" * 500_000)),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_parts_made_to_cost_time_do_not(kind):
    name, part = HOSTILE[kind]
    related = "comments" if kind == "comments" else "drawing"
    data = with_parts([(related, "/" + name)], {name: part}, b"<drawing/>")

    began = process_time()
    assert inspect(data).facts
    assert process_time() - began < 8


def test_an_open_document_of_nothing_but_shapes_is_refused():
    cells = cell("<draw:g/>" * 50_000)
    deep = "<draw:g>" * 100_000 + "</draw:g>" * 100_000
    began = process_time()
    ods(f"<table:shapes>{deep}</table:shapes><table:table-row>{cell('')}</table:table-row>")
    assert process_time() - began < 8
    with pytest.raises(AssertionError, match="file-too-large"):
        ods(f"<table:table-row>{cells}</table:table-row>")


def test_objects_are_counted():
    assert counted([PICTURE, FILE, PICTURE]) == ("2 pictures", "an embedded file")
    assert counted([]) == ()
