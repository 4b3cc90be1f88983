"""What stands beside the answers is told, with the statement it stands by, and never read."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from workbooks import FRAMEWORKS, RAG, codes, completed, edited, plain, repacked, said

from sendsheets.intake.cells import Book, Sheet
from sendsheets.model import Disposition, Severity
from sendsheets.problems import advice, ask, found
from sendsheets.returns.read import read_return
from sendsheets.returns.remarks import MOST, QUOTED, remarks, runs

ANSWERS = {"1a": {"rating": "Green", "evidence": "Learning walk"}, "1b": {"rating": "Red"}}
SHEET = next(s.sheet for s in RAG.sections if s.number == 1)
GIVEN = plain(RAG, ANSWERS)


def read(data):
    return read_return("oak.xlsx", data, FRAMEWORKS)


def changed(change):
    """The reading of the same answers after a change to the first section's sheet."""
    reading = read(edited(GIVEN, lambda book: change(book[SHEET])))
    assert said(reading) == said(read(GIVEN))
    return reading


def told(reading, code):
    return [problem for problem in reading.problems if problem.code == code]


BESIDE = {"answer-comment", "comments-more", "sheet-object", "sheet-box", "boxes-more",
          "rows-hidden", "sheet-hidden", "file-remarks-damaged"}  # fmt: skip


def place_of(ref, heading):
    """The cell of a statement under a heading."""
    sheet = openpyxl.load_workbook(io.BytesIO(GIVEN))[SHEET]
    column = next(cell.column_letter for cell in sheet[4] if cell.value == heading)
    row = next(cell.row for cell in sheet["A"] if cell.value == ref)
    return f"{column}{row}"


EVIDENCE, RATING = "Evidence or comments", "Rating"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_an_untouched_workbook_has_nothing_to_tell(framework):
    assert codes(read(completed(framework, peer_review=True))) & BESIDE == set()


@pytest.mark.parametrize(("ref", "heading"), [("1a", EVIDENCE), ("1b", RATING), ("1c", RATING)])
def test_a_comment_on_an_answer_is_told_with_its_statement(ref, heading):
    cell = place_of(ref, heading)

    def change(sheet):
        sheet[cell].comment = Comment("Ask  the\nSENCO", "A. Patel")

    (problem,) = told(changed(change), "answer-comment")

    assert (problem.severity, problem.sheet, problem.cell) == (Severity.INFORMATION, SHEET, cell)
    assert problem.refs == (ref,)
    assert found(problem) == (
        "A comment stands on this cell: “Ask the SENCO”. It is not part of the answer.")


def test_a_comment_on_a_heading_is_told_without_a_statement():
    def change(sheet):
        sheet["A4"].comment = Comment("What is this?", "")

    (problem,) = told(changed(change), "answer-comment")

    assert (problem.cell, problem.refs) == ("A4", ())


def test_many_comments_are_told_in_part_and_counted():
    def change(sheet):
        for row in range(1, MOST + 8):
            sheet.cell(row, 26).comment = Comment("x", "")

    reading = changed(change)

    assert len(told(reading, "answer-comment")) == MOST
    assert [p.facts["found"] for p in told(reading, "comments-more")] == ["7"]


def test_a_long_comment_is_quoted_from_its_start():
    def change(sheet):
        sheet["B9"].comment = Comment("word " * 300, "")

    (problem,) = told(changed(change), "answer-comment")

    assert len(problem.facts["found"]) <= QUOTED
    assert problem.facts["found"].endswith("word…")


def test_hidden_rows_are_read_and_told_with_their_statements():
    row = int(place_of("1a", RATING)[1:])

    def change(sheet):
        for number in (row, row + 1, 400):
            sheet.row_dimensions[number].hidden = True

    reading = changed(change)
    (problem,) = told(reading, "rows-hidden")

    assert problem.refs == ("1a", "1b")
    assert found(problem) == f"Hidden rows were read all the same: {row} to {row + 1}."
    assert "rows-hidden" not in codes(read(GIVEN))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_told(state):
    def change(sheet):
        sheet.sheet_state = state

    (problem,) = told(changed(change), "sheet-hidden")

    assert (problem.severity, problem.sheet) == (Severity.INFORMATION, SHEET)


DRAWING = """<xdr:wsDr
 xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from>
<xdr:col>4</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>
<a:t>We met every pupil.</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>
<xdr:oneCellAnchor><xdr:pic/></xdr:oneCellAnchor><xdr:oneCellAnchor><xdr:pic/></xdr:oneCellAnchor>
</xdr:wsDr>"""
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def drawn_on():
    """A text box beside 1b, two pictures and an embedded file on the first section's sheet."""
    row = int(place_of("1b", RATING)[1:]) - 1

    def change(parts):
        name = "xl/worksheets/sheet2.xml"
        parts[name] = parts[name].replace(b"</worksheet>", b"<drawing/></worksheet>")
        parts["xl/worksheets/_rels/sheet2.xml.rels"] = (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"<Relationship Id='r1' Type='{TYPE}/drawing' Target='../drawings/drawing1.xml'/>"
            f"<Relationship Id='r2' Type='{TYPE}/package' Target='../embeddings/Policy.docx'/>"
            "</Relationships>"
        ).encode()
        parts["xl/drawings/drawing1.xml"] = DRAWING.format(row=row).encode()
        parts["xl/embeddings/Policy.docx"] = b"PK"

    return read(repacked(GIVEN, change))


def test_words_in_a_text_box_are_asked_about_with_the_statement_they_lie_by():
    reading = drawn_on()
    (problem,) = told(reading, "sheet-box")

    assert reading.disposition is Disposition.QUERY
    assert problem.severity is Severity.QUERY
    assert problem.refs == ("1b",)
    assert problem.cell == f"E{place_of('1b', RATING)[1:]}"
    assert "“We met every pupil.”" in found(problem)
    assert "“We met every pupil.”" in ask(problem)


def test_pictures_and_files_are_told_once_a_sheet():
    (problem,) = told(drawn_on(), "sheet-object")

    assert (problem.severity, problem.sheet) == (Severity.INFORMATION, SHEET)
    assert found(problem) == (
        "This sheet holds something that is not read: 2 pictures and an embedded file.")
    assert advice(problem) == "Ask the school to say in the evidence column where it is kept."


def test_they_change_no_answer():
    assert said(drawn_on()) == said(read(GIVEN))


def test_many_text_boxes_are_told_in_part_and_counted():
    sheet = Sheet("Audit", "visible", {}, boxes=("x",) * (MOST + 3))
    problems = remarks(Book((sheet,)), (), frozenset())

    assert [p.code for p in problems] == ["sheet-box"] * MOST + ["boxes-more"]
    assert "told here: 3." in found(problems[-1])


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([5], "5"), ([5, 7, 8, 9], "5, 7 to 9"), ([1, 2], "1 to 2"),
     (list(range(1, 40, 2)), "1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and 10 more")],
)  # fmt: skip
def test_rows_are_listed_as_people_list_them(numbers, words):
    assert runs(numbers) == words
