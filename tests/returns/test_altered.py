"""What people do to workbooks: each answer read right, or put before a person with its words."""

from __future__ import annotations

from datetime import date

import pytest
from workbooks import FRAMEWORKS, RAG, completed, edited, plain, said

from sendsheets.layout import Plan
from sendsheets.model import Asked, Severity, State
from sendsheets.problems import found
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

FIRST, SECOND = "1 Leadership", "2 Teaching"
SECTION_ONE = {s.ref for s in RAG.sections[0].statements}
SECTION_TWO = {s.ref for s in RAG.sections[1].statements}


def read(data):
    reading = read_return("oak.xlsx", data, FRAMEWORKS)
    assert reading.result is not None, [p.code for p in reading.problems]
    return reading


UNTOUCHED = said(read(completed()))


def changed(change):
    """The reading after a change, and the refs that no longer read as they were typed."""
    reading = read(edited(completed(), change))
    now = said(reading)
    return reading, {ref for ref in UNTOUCHED if now.get(ref) != UNTOUCHED[ref]}


def told(reading, severity):
    return {p.code for p in reading.problems if p.severity is severity}


def words_of(reading):
    return " ".join(found(p) for p in reading.problems)


def put(cell, value):
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def rows_of(sheet, first, last=None):
    return [[c.value for c in row] for row in sheet.iter_rows(min_row=first, max_row=last,
                                                             max_col=8)]  # fmt: skip


def paste(sheet, rows, top, left):
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            put(sheet.cell(top + down, left + right), value)


# --- found wherever it stands -----------------------------------------------------------------


def copy_without_answers(book):
    copy = book.copy_worksheet(book[FIRST])
    copy.title = "Copy of 1 Leadership"
    for row in copy.iter_rows(min_row=5, max_row=17, min_col=3, max_col=8):
        for cell in row:
            cell.value = None


def second_sheet_below_the_first(book):
    paste(book[FIRST], rows_of(book[SECOND], 4), 25, 1)
    book.remove(book[SECOND])


def second_sheet_beside_the_first(book):
    paste(book[FIRST], rows_of(book[SECOND], 4), 4, 11)
    book.remove(book[SECOND])


def second_sheet_beside_in_another_order(book):
    rows = [[r[2], r[0], r[1], *r[3:]] for r in rows_of(book[SECOND], 4)]
    paste(book[FIRST], rows, 4, 11)
    book.remove(book[SECOND])


def second_sheet_far_down_a_new_one(book):
    paste(book.create_sheet("Notes"), rows_of(book[SECOND], 4), 60, 5)
    book.remove(book[SECOND])


def headings_again_in_the_middle(book):
    book[FIRST].insert_rows(10)
    paste(book[FIRST], rows_of(book[FIRST], 4, 4), 10, 1)


def other_order_of_columns_below(book):
    sheet = book[FIRST]
    rows = rows_of(sheet, 4, 17)
    turned = [[r[0], r[1], r[4], r[3], r[2], *r[5:]] for r in (rows[0], *rows[6:])]
    paste(sheet, [[None] * 8] * 8, 10, 1)
    paste(sheet, turned, 10, 1)


def refs_deleted(book):
    book[FIRST].delete_cols(1)


def refs_made_dates_and_numbers(book):
    book[FIRST]["A5"].value, book[FIRST]["A6"].value = date(2026, 1, 1), 100000.0


def full_width_refs(book):
    put(book[FIRST]["A5"], "１ａ")


def statements_deleted(book):
    book[FIRST].delete_cols(2)


def answer_typed_after_the_statement(book):
    put(book[FIRST]["B5"], f"{book[FIRST]['B5'].value} Yes, see the plan")


def cover_renamed(book):
    book["Cover"].title = "Front page"


def older_version(book):
    cell = audit(book)
    cell.value = cell.value.replace("version 1.0", "version 0.9")
    put(book[FIRST]["B6"], book[FIRST]["B6"].value.replace("the", "this"))


def audit(book):
    return next(c for row in book["Cover"].iter_rows() for c in row
                if isinstance(c.value, str) and "[send-rag-audit]" in c.value)  # fmt: skip


FOUND = {
    copy_without_answers: {"row-repeated"},
    second_sheet_below_the_first: {"table-moved", "sheet-renamed"},
    second_sheet_beside_the_first: {"table-moved", "sheet-renamed"},
    second_sheet_beside_in_another_order: {"table-moved", "sheet-renamed"},
    second_sheet_far_down_a_new_one: {"table-moved", "sheet-renamed"},
    headings_again_in_the_middle: {"table-moved"},
    other_order_of_columns_below: {"table-moved"},
    refs_deleted: {"row-by-words"},
    refs_made_dates_and_numbers: {"row-by-words"},
    full_width_refs: {"refs-repaired"},
    answer_typed_after_the_statement: {"statement-changed"},
    cover_renamed: {"sheet-renamed"},
    older_version: {"version-differs", "version-wording"},
}


@pytest.mark.parametrize("change", FOUND, ids=lambda change: change.__name__)
def test_every_answer_is_found_and_the_repair_is_told(change):
    reading, wrong = changed(change)

    assert wrong == set()
    assert told(reading, Severity.INFORMATION) == FOUND[change]
    assert told(reading, Severity.QUERY) == set()


def test_without_statements_the_refs_are_trusted_and_a_person_is_asked():
    reading, wrong = changed(statements_deleted)

    assert wrong == set()
    assert told(reading, Severity.QUERY) == {"words-missing"}


# --- in doubt nobody's, and put before a person --------------------------------------------------


def copy_with_other_answers(book):
    copy = book.copy_worksheet(book[FIRST])
    copy.title = "1 Leadership (2)"
    put(copy["C5"], "Green")


def older_copy_with_one_answer_more(book):
    copy = book.copy_worksheet(book[FIRST])
    copy.title = "Last year"
    for row in (5, 7):
        book[FIRST].cell(row, 4).value = None


def copy_without_headings(book):
    copy = book.copy_worksheet(book[FIRST])
    copy.title = "1 Leadership (2)"
    copy.delete_rows(4)


def turned_over(book):
    columns = [list(column) for column in zip(*rows_of(book[SECOND], 4), strict=True)]
    paste(book.create_sheet("Turned"), columns, 1, 1)
    book.remove(book[SECOND])


def no_refs_and_no_statements(book):
    book[FIRST].delete_cols(1, 2)


def two_statements_swapped(book):
    one, two = book[FIRST]["B5"], book[FIRST]["B6"]
    one.value, two.value = two.value, one.value


def one_ref_filled_down(book):
    for row in range(5, 18):
        book[FIRST].cell(row, 1).value = "1a"


def refs_one_row_down(book):
    refs = [book[FIRST].cell(row, 1).value for row in range(5, 17)]
    for row, ref in enumerate(refs, 6):
        book[FIRST].cell(row, 1).value = ref


def other_words(book):
    put(book[FIRST]["B5"], "We like cake, and eat it on Fridays")


def headings_in_two_rows(book):
    sheet = book[FIRST]
    sheet.insert_rows(5)
    for column in range(4, 9):
        sheet.cell(5, column).value, sheet.cell(4, column).value = (
            sheet.cell(4, column).value, None)  # fmt: skip


def ratings_under_another_heading(book):
    put(book[FIRST]["C4"], "How are we doing?")


def second_rating_column(book):
    book[FIRST].insert_cols(4)
    put(book[FIRST]["D4"], "Rating")
    put(book[FIRST]["D5"], "Green")


def rating_as_evidence(book):
    book[FIRST]["C5"].value = None
    put(book[FIRST]["D5"], "Amber")


def rating_beside_the_table(book):
    book[FIRST]["C7"].value = None
    put(book[FIRST]["K7"], "Green")


def rating_above_the_table(book):
    put(book[FIRST]["C3"], "Green")


def rating_below_the_table(book):
    put(book[FIRST]["C20"], "Green")


def statement_of_their_own(book):
    paste(book[FIRST], [["1n", "Our own statement", "Red"]], 18, 1)


def fewer_sections_in_the_audit_row(book):
    audit(book).value = audit(book).value.replace("all sections", "sections 1 and 3")


def sections_that_are_not_there(book):
    audit(book).value = audit(book).value.replace("all sections", "section 99")


def another_audit_in_the_audit_row(book):
    audit(book).value = audit(book).value.replace("send-rag-audit", "send-self-audit")


def two_audit_rows(book):
    put(book["Cover"]["F40"], audit(book).value.replace("version 1.0", "version 0.8"))


def statement_dropped_since(book):
    older_version(book)
    paste(book[FIRST], [["1z", "An old statement", "Red"]], 18, 1)


def statements_added_since(book):
    older_version(book)
    book.remove(book[SECOND])


def words_far_from_ours_in_another_version(book):
    older_version(book)
    other_words(book)


ASKED = {
    copy_with_other_answers: ({"1a"}, "answers-differ", "Red / Green"),
    older_copy_with_one_answer_more: (set(), "answer-one-row", "1c “007” (D7)"),
    copy_without_headings: (set(), "sheet-unread", "1a, 1b"),
    turned_over: (SECTION_TWO, "sheet-unread", "2a, 2b"),
    no_refs_and_no_statements: (SECTION_ONE, "row-unknown", "“Red”"),
    two_statements_swapped: ({"1a", "1b"}, "row-conflict", "the words of 1b"),
    one_ref_filled_down: (SECTION_ONE, "row-conflict", "“Amber”; “None”; “Train staff”"),
    refs_one_row_down: (SECTION_ONE, "row-conflict", "the words of 1m"),
    other_words: ({"1a"}, "statement-differs", "“Red”"),
    headings_in_two_rows: (SECTION_ONE, "column-missing", "“Train staff”"),
    ratings_under_another_heading: (SECTION_ONE, "answer-outside", "C5 “Red”; C6 “Amber”"),
    second_rating_column: ({"1a"}, "answers-differ", "Red / Green"),
    rating_as_evidence: ({"1a"}, "answer-outside", "D5 “Amber”"),
    rating_beside_the_table: ({"1c"}, "answer-outside", "K7 “Green”"),
    rating_above_the_table: (set(), "answer-outside", "C3 “Green”"),
    rating_below_the_table: (set(), "row-unknown", "“Green”"),
    statement_of_their_own: (set(), "row-unknown", "Our own statement. It says: “Red”"),
    fewer_sections_in_the_audit_row: (None, "ref-not-asked", "2a “Amber”"),
    sections_that_are_not_there: (set(), "audit-sections", "99"),
    another_audit_in_the_audit_row: (set(), "audit-conflict", "send-self-audit"),
    two_audit_rows: (set(), "audit-conflict", "send-rag-audit 0.8"),
    statement_dropped_since: (set(), "ref-retired", "1z (An old statement)"),
    statements_added_since: (SECTION_TWO, "rows-other-version", "may be new"),
    words_far_from_ours_in_another_version: (set(), "version-far", "cake"),
}


@pytest.mark.parametrize("change", ASKED, ids=lambda change: change.__name__)
def test_what_is_in_doubt_is_asked_with_its_words(change):
    refs, code, words = ASKED[change]
    reading, wrong = changed(change)

    assert refs is None or wrong == refs
    assert code in told(reading, Severity.QUERY)
    assert words in words_of(reading)
    taken = {r.ref for r in reading.result.responses
             if r.ref in wrong and r.main.state is State.RATED}  # fmt: skip
    assert taken <= (SECTION_ONE if change is headings_in_two_rows else set())


def test_a_note_beside_or_below_the_table_is_told_with_its_words():
    def notes(book):
        put(book[FIRST]["K9"], "ask Jo about this")
        put(book[FIRST]["D22"], "see the minutes")

    reading, wrong = changed(notes)

    assert wrong == set()
    assert told(reading, Severity.QUERY) == set()
    assert "K9 “ask Jo about this”" in words_of(reading)
    assert "see the minutes" in words_of(reading)


def test_a_reviewers_row_with_other_words_is_not_taken():
    def swap(book):
        sheet = book["Peer review"]
        sheet["B5"].value, sheet["B6"].value = sheet["B6"].value, sheet["B5"].value

    answers = Answers({}, {"1a": Answer(rating="Red", reviewer_rating="Green")})
    data = school_workbook(Plan(RAG, Asked(), peer_review=True), answers,
                           made_on=date(2026, 9, 1))  # fmt: skip
    reading = read(edited(data, swap))

    reviewer = reading.result.responses[0].reviewer
    assert (reviewer.rating.state, reviewer.rating.raw) == (State.UNRECOGNISED, "Green")
    assert "row-conflict" in told(reading, Severity.QUERY)


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda f: f.id)
def test_statements_that_are_alike_stay_apart(framework):
    """Each statement with one word changed, and without its ref, is still itself or nobody's."""
    answers = {
        s.ref: {"ref": "", "rating": s.main.scale.levels[0].label,
                "statement": s.text.replace(" the ", " this ", 1)}
        for s in framework.statements
    }  # fmt: skip
    reading = read(plain(framework, answers))

    by_words = [p for p in reading.problems if p.code == "row-by-words"]
    assert len(by_words) > 0.8 * len(framework.statements)
    for problem in by_words:
        (ref,) = problem.refs
        text = framework.statement(ref).text.replace(" the ", " this ", 1)
        assert " ".join(text.split())[:50] == problem.facts["found"][:50]


# --- the Cover ------------------------------------------------------------------------------------


def name_in_the_help(sheet):
    sheet["B5"].value = None
    put(sheet["C5"], "Oak Primary School")


def name_after_the_label(sheet):
    sheet["B5"].value = None
    put(sheet["A5"], "School name: Oak Primary School")


def name_below_the_label(sheet):
    sheet["B5"].value = None
    sheet.insert_rows(6)
    put(sheet["A6"], "Oak Primary School")


def other_labels(sheet):
    put(sheet["A5"], "Name of school")
    put(sheet["A6"], "URN")


@pytest.mark.parametrize(
    ("change", "code"),
    [(name_in_the_help, "cover-elsewhere"), (name_after_the_label, "cover-elsewhere"),
     (name_below_the_label, "cover-elsewhere"), (other_labels, "label-like")],
)  # fmt: skip
def test_the_covers_answers_are_found_and_asked_about(change, code):
    reading, wrong = changed(lambda book: change(book["Cover"]))

    assert wrong == set()
    assert reading.result.school.name == "Oak Primary School"
    assert reading.result.school.urn == "123456"
    assert told(reading, Severity.QUERY) == {code}


def test_two_covers_that_differ_are_not_chosen_between():
    def two(book):
        copy = book.copy_worksheet(book["Cover"])
        copy.title = "Cover (2)"
        put(copy["B5"], "Elm School")

    reading, _ = changed(two)

    assert reading.result.school.name == ""
    assert reading.result.school.urn == "123456"
    assert told(reading, Severity.QUERY) == {"cover-differs"}
    assert "Oak Primary School / Elm School" in words_of(reading)


def test_notes_on_the_cover_are_told():
    reading, _ = changed(lambda book: put(book["Cover"]["E7"], "federated with Elm"))

    assert [(p.code, p.cell) for p in reading.problems] == [("cover-words", "E7")]


# --- ratings that are not plain -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "level"),
    [("Ｇｒｅｅｎ", "green"), ("Gre\u00aden", "green"), ("Green\r\n", "green"),
     ("Gr\u0435en", None), ("\U0001f7e2 Green", None), ("Green – see SEF", None),
     ("R/A", None), ("Red, Amber", None), ("\U0001f534", None), ("Green Green", None)],
)  # fmt: skip
def test_what_is_more_than_plain_is_told_and_what_is_less_is_asked(typed, level):
    reading = read(plain(RAG, {"1a": {"rating": typed, "evidence": "why"}}))

    answer = reading.result.responses[0].main
    assert answer.level == level
    assert answer.state is (State.RATED if level else State.UNRECOGNISED)
    (problem,) = [p for p in reading.problems if p.cell == "C5"]
    assert problem.code == ("rating-repaired" if level else "rating-unrecognised")


@pytest.mark.parametrize("words", ["a" * 32_767, "a\tb\vc", "one\r\ntwo", "\u202eback", "=1+1",
                                   "&lt;b&gt;", "_x000D_ typed"])  # fmt: skip
def test_odd_words_come_back_as_they_were(words):
    typed = {"1a": {"rating": "Red", "evidence": words}}

    assert read(plain(RAG, typed)).result.responses[0].evidence == words
