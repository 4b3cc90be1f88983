"""Words and answers that would be easy to overlook: each is read right or told, wherever it is."""

from __future__ import annotations

import pytest
from workbooks import FRAMEWORKS, RAG, after, completed, put, said, words

from sendsheets.model import Disposition, Severity, State
from sendsheets.returns.read import read_return

FIRST = RAG.sections[0].sheet
LONG = "Train all staff in the use of the new SEND register and review it termly"


def read(data):
    return read_return("oak.xlsx", data, FRAMEWORKS)


def told(reading, *codes):
    return [(p.code, p.sheet, p.cell) for p in reading.problems if not codes or p.code in codes]


# --- the same word at another place ------------------------------------------------------------


@pytest.mark.parametrize("word", ["Green", "Section", "Rated"])
def test_a_word_of_ours_typed_on_the_summary_is_told_in_return_after_return(word):
    """What a glance showed of one return must not stand for the next."""
    assert told(after(lambda book: None)) == []
    for cell in ("D8", "D9", "D8"):
        assert told(after(put("Summary", **{cell: word}))) == [
            ("calculated-typed", "Summary", cell)]
    assert told(after(lambda book: None)) == []


def test_a_number_typed_over_a_formula_is_told():
    assert told(after(put("Action plan", A6=1))) == [("calculated-typed", "Action plan", "A6")]
    assert told(after(put("Summary", D8=3))) == [("calculated-typed", "Summary", "D8")]


# --- words that go on where ours end -----------------------------------------------------------


@pytest.mark.parametrize(("sheet", "cell", "code"), [
    ("Action plan", "E5", "calculated-typed"), ("All statements", "F6", "calculated-typed"),
])  # fmt: skip
def test_what_was_added_to_an_action_on_a_list_is_told(sheet, cell, code):
    def change(book):
        book[FIRST]["E6"] = LONG
        book[sheet][cell] = f"{LONG} - DONE, see minutes"

    assert (code, sheet, cell) in told(after(change))


@pytest.mark.parametrize(("sheet", "cell", "typed"), [
    (FIRST, "A3", "3 of 13 rated, the rest follow after the governors meet"),
    ("Cover", "C18", "Complete: 13 of 13 rated, though we have doubts"),
    ("Summary", "M20", "3 of 13 rated, the rest follow"),
])  # fmt: skip
def test_what_was_added_to_a_line_that_counts_is_told(sheet, cell, typed):
    reading = after(put(sheet, **{cell: typed}))

    assert typed.partition(",")[2].strip() in words(reading)


@pytest.mark.parametrize(("sheet", "cell"), [
    (FIRST, "A2"), ("Cover", "C5"), ("Cover", "C13"), ("Cover", "B15"),
])  # fmt: skip
def test_what_was_added_to_our_own_words_is_told(sheet, cell):
    def change(book):
        assert len(book[sheet][cell].value) > 10
        book[sheet][cell].value += " we did this with ZEBRA"

    assert "ZEBRA" in words(after(change))


def test_what_stands_where_the_audit_row_was_is_told():
    assert "ZEBRA audit" in words(after(put("Cover", B15="ZEBRA audit")))


def test_what_was_typed_over_a_ref_is_told_and_the_row_is_read():
    reading = after(put(FIRST, A6="1b see file in office"))

    assert said(reading) == said(read(completed()))
    assert "see file in office" in words(reading)


# --- the Cover of another version --------------------------------------------------------------


def older(change):
    def both(book):
        book["Cover"]["B15"] = "SEND RAG audit, version 0.9 [send-rag-audit], all sections"
        change(book)

    return after(both)


@pytest.mark.parametrize("cells", [
    {"B8": None, "C8": "ZEBRA"}, {"D5": "ZEBRA"}, {"D14": "ZEBRA"}, {"C10": "ZEBRA"},
])  # fmt: skip
def test_words_beside_the_form_of_another_version_are_told(cells):
    assert "ZEBRA" in words(older(put("Cover", **cells)))


def test_a_cover_of_another_version_as_it_came_asks_nothing():
    assert older(lambda book: None).disposition is Disposition.ACCEPTED


# --- answers that moved or are gone ------------------------------------------------------------


def test_rows_deleted_from_the_reviewers_sheet_are_asked_about():
    def change(book):
        for row in range(5, 62):
            book["Peer review"].cell(row, 7).value = "Green"
        book["Peer review"].delete_rows(6, 10)

    reading = after(change, peer_review=True)
    (problem,) = [p for p in reading.problems if p.code == "review-rows-missing"]

    assert problem.severity is Severity.QUERY
    assert problem.refs == tuple(s.ref for s in RAG.statements[1:11])
    assert reading.result.responses[1].reviewer.rating.state is State.MISSING


def test_answers_that_moved_to_the_left_are_asked_about():
    def change(book):
        sheet = book[FIRST]
        for column in range(4, 8):
            sheet.cell(6, column).value = sheet.cell(6, column + 1).value
        sheet.cell(6, 8).value = None

    assert ("row-shifted", FIRST) in [each[:2] for each in told(after(change))]


@pytest.mark.parametrize("cells", [
    {"E6": "High", "F6": None}, {"E6": "high ", "F6": None}, {"G6": "12/02/2027", "H6": None},
])  # fmt: skip
def test_a_priority_or_a_date_in_anothers_column_is_asked_about(cells):
    assert told(after(put(FIRST, **cells)), "row-shifted") == [("row-shifted", FIRST, "F6")]


def test_an_owner_with_a_number_in_its_name_is_an_owner():
    assert told(after(put(FIRST, G6="Year 3 team"))) == []
    assert told(after(put(FIRST, G6="3B teacher"))) == []


def test_a_sheet_without_its_headings_shows_what_it_holds():
    reading = after(lambda book: book[FIRST].delete_rows(4))

    assert ("headings-missing", FIRST) in [each[:2] for each in told(reading)]
    assert "Train staff" in words(reading)
    assert RAG.statements[0].text not in words(reading)


# --- beside and beyond -------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["Cover", "Guidance", FIRST])
def test_a_far_cell_is_named_on_every_sheet(sheet):
    assert told(after(put(sheet, B60000="ZEBRA"))) == [("cells-far", sheet, "B60000")]


def test_a_far_cell_on_a_sheet_of_the_schools_own_is_named():
    def change(book):
        book.create_sheet("Notes")["XFD1048576"] = "ZEBRA"

    assert ("cells-far", "Notes", "XFD1048576") in told(after(change))


def test_a_sheet_with_nothing_but_a_name_is_named():
    reading = after(lambda book: book.create_sheet("See our SEF instead"))

    assert told(reading) == [("sheet-extra", "See our SEF instead", "")]


def test_a_link_on_an_answer_is_told_with_where_it_leads():
    def change(book):
        book[FIRST]["D6"].hyperlink = "https://oak.example/policy.pdf"

    (problem,) = after(change).problems

    assert (problem.code, problem.severity) == ("answer-link", Severity.INFORMATION)
    assert (problem.sheet, problem.cell, problem.refs) == (FIRST, "D6", ("1b",))
    assert "https://oak.example/policy.pdf" in problem.facts["found"]


def test_links_within_the_workbook_are_ours():
    assert told(read(completed())) == []


def test_a_heading_that_says_rag_is_the_column_of_ratings():
    reading = after(put(FIRST, C4="RAG"))

    assert said(reading) == said(read(completed()))
    assert told(reading) == [("heading-other", FIRST, "")]


def test_an_own_word_over_a_comparison_is_told():
    reading = after(put("Peer review", H6="Different"), peer_review=True)

    assert told(reading) == [("review-typed", "Peer review", "H6")]
