"""Words typed where nothing is read: on lists that fill themselves, the Cover, above, beside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from libreoffice import converted, converted_to, needs_libreoffice
from openpyxl.comments import Comment
from workbooks import FRAMEWORKS, OAK, RAG, completed, edited, rated, repacked, said

from sendsheets.layout import Plan
from sendsheets.model import Asked, Disposition, Severity
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook

FIRST = RAG.sections[0].sheet
PLAN_SHEET = "xl/worksheets/sheet12.xml"

NEW = {"calculated-typed", "guidance-typed", "captions-differ", "sheet-object", "cover-words",
       "row-shifted", "review-typed", "words-missing",
       "answer-outside", "row-unknown", "rows-extra"}  # fmt: skip
"""What may never be told of a workbook in which nobody typed at a wrong place."""


def read(data):
    return read_return("oak.xlsx", data, FRAMEWORKS)


def told(change, peer_review=False):
    """The new problems after a change: code, sheet, cell, refs and words of each."""
    return new(read(edited(completed("send-rag-audit", peer_review), change)))


def new(reading):
    """The new problems of a reading."""
    return [(p.code, p.sheet, p.cell, p.refs, p.facts.get("found", ""))
            for p in reading.problems if p.code in NEW]  # fmt: skip


def query(change, peer_review=False):
    """The one new problem, which must ask for a person."""
    reading = read(edited(completed("send-rag-audit", peer_review), change))
    assert reading.disposition is Disposition.QUERY
    found = new(reading)
    assert len(found) == 1, found
    return found[0]


# --- nobody is asked without a reason ----------------------------------------------------------


def untouched():
    """Every framework, blank and filled, for all or some sections, with and without a review."""
    made = {}
    for name, framework in FRAMEWORKS.items():
        for filled in (True, False):
            for review, sections in ((False, None), (True, (1, 2))):
                made[f"{name}-{filled:d}{review:d}.xlsx"] = drawn(
                    framework, filled, review, sections)
    return made


@cache
def drawn(framework, filled, review=False, sections=None):
    plan = Plan(framework, Asked(sections), review)
    answers = Answers(OAK, rated(framework) if filled else {})
    return school_workbook(plan, answers, made_on=date(2026, 9, 1))


@pytest.fixture(scope="module")
def workbooks():
    return untouched()


def test_nothing_is_told_of_workbooks_as_they_are_written(workbooks):
    assert len(workbooks) == 20
    for name, data in workbooks.items():
        assert not {p.code for p in read(data).problems} & NEW, name


@pytest.fixture(scope="module")
def saved(workbooks, tmp_path_factory):
    # Each framework filled in, with a review of two sections; and one of them blank.
    some = {name: data for name, data in workbooks.items()
            if name.endswith("-11.xlsx") or name == "send-rag-audit-00.xlsx"}  # fmt: skip
    return converted_to(some, ("xlsx", "ods"), tmp_path_factory.mktemp("saved"))


@needs_libreoffice
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_nor_when_libreoffice_saved_them(form, saved):
    assert len(saved[form]) == 6
    for name, data in saved[form].items():
        assert not {p.code for p in read(data).problems} & NEW, (name, form)


@needs_libreoffice
def test_nor_in_the_form_of_old_excel_which_keeps_no_formulas(tmp_path):
    data = completed("send-self-audit", peer_review=True)

    saved = converted({"oak.xlsx": data}, "xls", tmp_path)["oak.xlsx"]

    assert not {p.code for p in read(saved).problems} & NEW


def test_nor_of_the_samples():
    samples = sorted(Path(__file__).parents[2].glob("samples/returns/*/*.xlsx"))
    assert samples
    for path in samples:
        found = {p.code for p in read(path.read_bytes()).problems} & NEW
        assert found == ASKED_ABOUT.get(path.name, set()), path.name


ASKED_ABOUT = {"dunnockside-infant-school.xlsx": {"row-unknown"}}
"""This school put in a row that goes on with the evidence of the row above."""


# --- the lists that fill themselves -------------------------------------------------------------


def test_an_owner_typed_in_the_action_plan_is_told_with_its_ref():
    data = completed()
    row = b'<row r="5"'

    def change(parts):
        assert row in parts[PLAN_SHEET]
        parts[PLAN_SHEET] = _typed(parts[PLAN_SHEET], b"G5", b"Mrs Smith")

    (problem,) = [p for p in read(repacked(data, change)).problems if p.code in NEW]

    assert (problem.code, problem.severity) == ("calculated-typed", Severity.QUERY)
    assert (problem.sheet, problem.cell, problem.refs) == ("Action plan", "G5", ("1b",))
    assert problem.facts["found"] == "Mrs Smith"


def _typed(xml, name, words):
    """A sheet's part with words instead of a formula in one cell."""
    start = xml.index(b'<c r="' + name + b'"')
    end = xml.index(b"</c>", start)
    cell = b'<c r="%s" t="inlineStr"><is><t>%s</t></is>' % (name, words)
    return xml[:start] + cell + xml[end:]


def test_words_below_the_action_plan_and_on_all_statements_are_told():
    def change(book):
        book["Action plan"]["B46"] = "Also: buy a hoist"
        book["All statements"]["D7"] = "Really red"

    assert told(change) == [
        ("calculated-typed", "Action plan", "B46", (), "Also: buy a hoist"),
        ("calculated-typed", "All statements", "D7", ("1c",), "Really red"),
    ]


OURS = ("Guidance", "Summary", "Strengths and areas", "Action plan", "About this audit",
        "All statements")  # fmt: skip


def unguarded(book, *names):
    """Take the protection off, as anybody may who opens the Review tab, and some programs do."""
    for name in names:
        assert book[name].protection.sheet
        book[name].protection.sheet = False


@pytest.mark.parametrize("name", OURS)
def test_words_on_any_one_sheet_whose_protection_is_gone_are_told(name):
    def change(book):
        unguarded(book, name)
        book[name]["B40"] = "We also bought a hoist"

    code = "guidance-typed" if name in ("Guidance", "About this audit") else "calculated-typed"
    found = query(change)
    assert (*found[:3], found[4]) == (code, name, "B40", "We also bought a hoist")


@pytest.mark.parametrize("name", OURS)
def test_words_are_told_where_somebody_put_the_protection_on_again(name):
    def change(book):
        assert book[name].protection.sheet
        book[name]["B40"] = "We also bought a hoist"

    code = "guidance-typed" if name in ("Guidance", "About this audit") else "calculated-typed"
    found = query(change)
    assert (*found[:3], found[4]) == (code, name, "B40", "We also bought a hoist")


@pytest.mark.parametrize("name", OURS)
def test_a_section_under_the_name_of_another_sheet_is_read_though_it_is_protected(name):
    def change(book):
        book[name].title = "Old"
        book[FIRST].title = name
        book[name].protection.enable()

    before, after = read(completed()), read(edited(completed(), change))

    assert said(after) == said(before)
    assert ("sheet-renamed", name) in [(p.code, p.sheet) for p in after.problems]


@pytest.mark.parametrize("name", OURS)
def test_a_note_on_a_protected_sheet_is_told(name):
    def change(book):
        assert book[name].protection.sheet
        book[name]["B7"].comment = Comment("This was agreed with the governors", "A. Patel")

    found = [(p.sheet, p.cell, p.facts["found"])
             for p in read(edited(completed(), change)).problems if p.code == "answer-comment"]

    assert found == [(name, "B7", "This was agreed with the governors")]


@pytest.mark.parametrize(("sheet", "name"), [(2, "Guidance"), (14, "All statements")])
def test_a_text_box_on_a_protected_sheet_is_told(sheet, name):
    def change(parts):
        related = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
        parts[related] = parts[related].replace(b"</Relationships>", DRAWN + b"</Relationships>")
        part = f"xl/worksheets/sheet{sheet}.xml"
        parts[part] = parts[part].replace(b"<tableParts", b'<drawing r:id="rId99"/><tableParts')
        assert b"rId99" in parts[part]
        parts["xl/drawings/drawing99.xml"] = BOX

    found = [(p.sheet, p.cell, p.facts["found"])
             for p in read(repacked(completed(), change)).problems if p.code == "sheet-box"]

    assert found == [(name, "C8", "Our evidence")]


DRAWN = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/drawing" Target="../drawings/drawing99.xml"/>'
)
BOX = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
    b"<xdr:from><xdr:col>2</xdr:col><xdr:row>7</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>"
    b"<a:t>Our evidence</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)


def test_a_second_return_with_words_is_told_after_a_first_without():
    """What a glance showed of the first is remembered, and must not stand for the second."""
    assert told(lambda book: None) == []

    assert query(lambda book: book["Summary"].__setitem__("J9", "Really red"))[2] == "J9"
    assert told(lambda book: None) == []


@pytest.mark.parametrize("name", OURS)
def test_nothing_is_told_of_a_sheet_that_only_lost_its_protection(name):
    assert told(lambda book: unguarded(book, name)) == []


@pytest.mark.parametrize(("name", "cell", "was"), [
    ("Guidance", "B6", "Fill in the details"), ("About this audit", "C6", "SENCOs"),
    ("Summary", "B8", None), ("Strengths and areas", "A1", "Strengths and areas"),
])  # fmt: skip
def test_words_over_our_own_are_told(name, cell, was):
    def change(book):
        unguarded(book, name)
        assert was is None or book[name][cell].value
        book[name][cell] = f"{book[name][cell].value} See our own plan"

    assert query(change)[1:3] == (name, cell)


@pytest.mark.parametrize(("name", "cell"), [
    ("Summary", "F8"), ("Strengths and areas", "D7"), ("Action plan", "D5"),
    ("All statements", "D7"),
])  # fmt: skip
def test_the_name_of_a_rating_typed_over_a_formula_is_told_and_not_taken_for_a_heading(name, cell):
    def change(book):
        unguarded(book, name)
        assert str(book[name][cell].value).startswith("=")
        book[name][cell] = "Not applicable"

    assert query(change)[1:3] == (name, cell)


@pytest.mark.parametrize("name", ["Summary - Table 1", "Summary - Table 1-12345678901"])
def test_a_sheet_of_ours_is_known_by_the_name_that_numbers_gave_it(name):
    def change(book):
        unguarded(book, "Summary")
        book["Summary"].title = name
        book[name]["B40"] = "We also bought a hoist"

    assert query(change)[:3] == ("calculated-typed", name, "B40")


def test_words_on_the_sheet_of_a_second_rating_are_told():
    def change(book):
        unguarded(book, "Training needs")
        book["Training needs"]["B20"] = "Phonics first"

    data = edited(completed("senco-cpd-audit"), change)

    assert [(p.sheet, p.cell, p.facts["found"]) for p in read(data).problems
            if p.code in NEW] == [("Training needs", "B20", "Phonics first")]  # fmt: skip


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("sections", [None, (2,)])
def test_our_own_words_are_known_again_on_every_sheet_without_its_protection(framework, sections):
    for filled in (False, True):
        data = repacked(drawn(FRAMEWORKS[framework], filled, False, sections), _unguarded)
        assert not {p.code for p in read(data).problems} & NEW


def _unguarded(parts):
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb"<sheetProtection [^>]*/>", b"", parts[name])


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_values_kept_instead_of_formulas_are_the_answers_and_not_told(framework):
    def change(parts):
        _unguarded(parts)
        live = [name for name, xml in parts.items() if b"dataValidation" not in xml and any(
            words in xml for words in (b"COUNTIFS", b"MATCH(ROWS", b"TRIM(INDEX"))]  # fmt: skip
        assert len(live) >= 4
        for name in live:
            parts[name] = _values(parts[name])

    assert not {p.code for p in read(repacked(completed(framework), change)).problems} & NEW


def _values(xml):
    return re.sub(rb"<f[^>]*>[^<]*</f>", b"", xml)


def test_another_versions_words_are_told_as_information():
    older = replace(RAG, version="0.9", introduction=("What it said before.",))
    data = repacked(
        school_workbook(Plan(older, Asked()), Answers(OAK, rated(older)),
                        made_on=date(2026, 9, 1)), _unguarded)  # fmt: skip

    assert [(p.code, p.severity, p.sheet, p.facts["found"]) for p in read(data).problems
            if p.code in NEW] == [("captions-differ", Severity.INFORMATION, "Guidance",
                                   "B20 “What it said before.”")]  # fmt: skip


@pytest.mark.parametrize("name", ["Guidance", "Summary", "Strengths and areas",
                                  "About this audit", "All statements"])  # fmt: skip
def test_a_section_sheet_called_as_one_of_ours_is_read_though_a_cleared_copy_stays(name):
    def change(book):
        book[name].title = "old"
        copy = book.copy_worksheet(book[FIRST])
        book[FIRST].title = name
        copy.title = "1 Leadership (2)"
        for row in range(5, 9):
            copy.cell(row, 3).value = copy.cell(row, 4).value = None

    before = read(completed()).result.responses[:4]
    after = read(edited(completed(), change)).result.responses[:4]

    assert [r.main.level for r in after] == [r.main.level for r in before]
    assert [r.evidence for r in after] == [r.evidence for r in before]


def test_a_section_sheet_called_as_the_action_plan_is_read():
    def change(book):
        del book["Action plan"]
        book[FIRST].title = "Action plan"

    reading = read(edited(completed(), change))

    assert reading.result.responses[0].main.level == "red"
    assert "sheet-missing" not in {p.code for p in reading.problems}


# --- the Cover ---------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["D2", "C1", "A26", "B28", "E7"])
def test_words_anywhere_on_the_cover_are_told(cell):
    def change(book):
        book["Cover"][cell] = "Draft, do not use"

    assert query(change) == (
        "cover-words", "Cover", cell, (), f"{cell} “Draft, do not use”")


def test_words_after_our_own_on_the_cover_are_told():
    def change(book):
        book["Cover"]["A3"] = "1. About you and your school (draft)"

    assert query(change)[:3] == ("cover-words", "Cover", "A3")


# --- above the tables ---------------------------------------------------------------------------


def test_short_words_above_a_table_are_told():
    def change(book):
        book[FIRST]["B1"] = "DRAFT"

    assert told(change) == [("rows-extra", FIRST, "B1", (), "B1 “DRAFT”")]


def test_words_above_a_table_that_name_a_rating_are_asked_about():
    def change(book):
        book[FIRST]["C2"] = "all green, agreed by SLT"

    assert query(change) == (
        "answer-outside", FIRST, "C2", (), "C2 “all green, agreed by SLT”")


def test_words_above_a_reviewers_table_are_told():
    def change(book):
        book["Peer review"]["B1"] = "J Smith"

    assert told(change, True) == [("rows-extra", "Peer review", "B1", (), "B1 “J Smith”")]


# --- rows that go on, cells that moved ------------------------------------------------------------


def test_a_row_that_goes_on_with_the_answer_above_is_asked_about_in_full():
    words = "The second half of our evidence. " * 5

    def change(book):
        book[FIRST].insert_rows(6)
        book[FIRST]["D6"] = words.strip()

    code, sheet, cell, _, _ = query(change)
    assert (code, sheet, cell) == ("row-unknown", FIRST, "D6")
    (problem,) = [p for p in read(edited(completed(), change)).problems if p.code in NEW]
    assert problem.facts["said"] == f"“{words.strip()}”"


def moved_right(sheet, row, evidence="Minutes of the governors of May"):
    sheet.cell(row, 4).value = None
    for column, value in enumerate(
        (evidence, "Train two teaching assistants in phonics", "High", "SENCO"), 5):
        sheet.cell(row, column).value = value
    sheet.cell(row, 9).value = date(2027, 2, 12)


def test_cells_moved_to_the_right_are_asked_about():
    found = told(lambda book: moved_right(book[FIRST], 5))

    assert [each[:4] for each in found] == [
        ("row-shifted", FIRST, "F5", ("1a",)), ("answer-outside", FIRST, "I5", ("1a",))]


@pytest.mark.parametrize("value", [date(2027, 3, 1), "High", "Red"])
def test_an_answer_under_no_heading_is_asked_about(value):
    def change(book):
        book[FIRST]["J5"] = value

    assert query(change)[:4] == ("answer-outside", FIRST, "J5", ("1a",))


def test_a_term_for_a_due_date_is_not_asked_about():
    def change(book):
        book[FIRST]["H5"] = "end of Autumn 1"
        book[FIRST]["F6"] = "medium to high"
        book[FIRST]["H6"] = "Summer"

    assert told(change) == []


# --- statements and reviewers -------------------------------------------------------------------


def test_refs_are_held_against_the_words_of_a_column_without_its_heading():
    def change(book):
        sheet = book[FIRST]
        sheet["B4"] = None
        sheet["A5"], sheet["A6"] = sheet["A6"].value, sheet["A5"].value

    reading = read(edited(completed(), change))

    assert {p.code for p in reading.problems if p.severity is Severity.QUERY} == {"row-conflict"}
    assert [p.facts["found"] for p in reading.problems if p.code == "heading-other"] == ["column B"]


def test_a_column_of_statements_that_is_gone_is_asked_about():
    def change(book):
        book[FIRST].delete_cols(2)

    assert "words-missing" in {code for code, *_ in told(change)}
    assert read(edited(completed(), change)).disposition is Disposition.QUERY


def test_words_typed_over_what_the_review_shows_are_asked_about():
    def change(book):
        book["Peer review"]["C5"] = "Green"
        book["Peer review"]["H6"] = "I disagree"

    assert query(change, True) == (
        "review-typed", "Peer review", "C5", ("1a", "1b"), "C5 “Green”; H6 “I disagree”")


def test_ratings_in_a_reviewers_own_column_are_asked_about():
    def change(book):
        book[FIRST]["I4"] = "Reviewer rating"
        book[FIRST]["I5"] = "Green"

    assert query(change) == (
        "answer-outside", FIRST, "I5", ("1a",), "under “Reviewer rating” I5 “Green”")
