"""One workbook back: every answer read right, or put before a person."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbooks import (
    FRAMEWORKS,
    OAK,
    RAG,
    codes,
    completed,
    edited,
    plain,
    rated,
    repacked,
    said,
)

from sendsheets.layout import Plan, section_columns
from sendsheets.model import (
    Asked,
    Completeness,
    Disposition,
    Kind,
    Priority,
    RatingAnswer,
    Severity,
    State,
)
from sendsheets.problems import advice
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook


def read(data, name="oak.xlsx"):
    return read_return(name, data, FRAMEWORKS)


def expected(framework):
    """What ``rated`` answers must read back as."""
    known = {p.label: p for p in Priority}
    answers = {}
    for ref, answer in rated(framework).items():
        statement = framework.statement(ref)
        ratings = {}
        for rating, label in zip(
            statement.ratings, (answer.rating, answer.second), strict=False
        ):
            key = next(level.key for level in rating.scale.levels if level.label == label)
            ratings[rating.name] = ("rated", key)
        is_open = statement.kind is Kind.OPEN
        answers[ref] = (
            ratings, answer.evidence if is_open else None,
            "" if is_open else answer.evidence, answer.action, known.get(answer.priority),
            answer.owner, answer.due or None,
        )  # fmt: skip
    return answers


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_framework_reads_back_as_it_was_filled_in(framework):
    reading = read(completed(framework))

    assert said(reading) == expected(FRAMEWORKS[framework])
    assert reading.disposition is Disposition.ACCEPTED
    assert reading.problems == ()
    assert reading.result.completeness is Completeness.COMPLETE
    assert reading.result.framework == framework


def test_the_cover_says_whose_it_is():
    result = read(completed()).result

    assert (result.school.name, result.school.urn) == ("Oak Primary School", "123456")
    assert (result.respondent.name, result.respondent.role) == ("A. Patel", "SENCO")
    assert result.completed_on == date(2026, 11, 12)
    assert result.details == {"comments": "Thank you."}
    assert result.asked == Asked()


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_blank_form_is_nothing_answered(framework):
    plan = Plan(FRAMEWORKS[framework], Asked(), peer_review=True)
    reading = read(school_workbook(plan, made_on=date(2026, 9, 1)))

    assert reading.result.completeness is Completeness.NOTHING
    assert reading.disposition is Disposition.QUERY, "nobody knows whose it is"
    assert codes(reading) == {"nobody-answered"}
    assert {r.main.state for r in reading.result.responses} == {State.BLANK}


@pytest.mark.parametrize("known", [{"urn": ""}, {"school_name": " "}])
def test_a_blank_form_whose_school_is_known_is_information(known):
    reading = read(plain(RAG, {}, known))

    assert codes(reading) == {"nothing-answered"}
    assert reading.disposition is Disposition.ACCEPTED


def test_only_what_was_asked_is_expected():
    asked = Asked(sections=(1, 3))
    answers = {s.ref: {"rating": "G"} for s in RAG.statements}
    result = read(plain(RAG, answers, asked=asked)).result

    assert {r.section for r in result.responses} == {1, 3}
    assert result.completeness is Completeness.COMPLETE
    assert result.asked == asked


def test_each_answer_knows_its_cell():
    first = read(completed()).result.responses[0]

    assert first.main == RatingAnswer(State.RATED, "red", "Red", "C5")
    assert first.cells == {"evidence": "D5", "action": "E5", "priority": "F5",
                           "owner": "G5", "due": "H5"}  # fmt: skip
    assert first.sheet == "1 Leadership"
    assert (first.due, first.due_raw) == (date(2027, 2, 12), "12/02/2027")


# --- what people do to sheets, with everything still found ------------------------------------

FIRST = "1 Leadership"


def insert_row(book):
    book[FIRST].insert_rows(8)


def insert_rows_on_top(book):
    book[FIRST].insert_rows(1, 3)


def insert_column(book):
    book[FIRST].insert_cols(1)


def rename_sheet(book):
    book[FIRST].title = "Our leadership"


def numbers_export(book):
    for sheet in book.worksheets:
        sheet.title = f"{sheet.title[:21]} - Table 1"
        sheet.insert_rows(1)
        sheet["A1"] = "Table 1"


def reorder_sheets(book):
    book.move_sheet(FIRST, offset=5)


def hide_rows_and_sheets(book):
    book[FIRST].row_dimensions[6].hidden = True
    book["2 Teaching"].sheet_state = "hidden"
    book[RAG.sections[2].sheet].sheet_state = "veryHidden"


def put(cell, value):
    """Write a value as typed: openpyxl would make a formula of text that begins with =."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def reverse_rows(book):
    sheet = book[FIRST]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=17)]
    for place, values in enumerate(reversed(rows), 5):
        for column, value in enumerate(values, 1):
            put(sheet.cell(place, column), value)


def swap_columns(book):
    for row in book[FIRST].iter_rows(min_row=4, max_row=17):
        rating, action = row[2].value, row[4].value
        put(row[2], action)
        put(row[4], rating)


def lose_refs(book):
    for row in range(5, 18):
        book[FIRST].cell(row, 1).value = None


def spell_refs_otherwise(book):
    for row in range(5, 18):
        ref = book[FIRST].cell(row, 1).value
        book[FIRST].cell(row, 1).value = f" {ref[0]} {ref[1:].upper()}. "


def add_things(book):
    sheet = book[FIRST]
    sheet["L4"] = "Our notes"
    sheet["L6"] = "ask Jo"
    sheet["B20"] = "Discussed with governors in May"
    book.create_sheet("Workings")["A1"] = "hello"


def reword(book):
    book[FIRST]["B5"] = book[FIRST]["B5"].value.replace("the ", "our ") + " We do."


def far_cell(book):
    book[FIRST]["XFD1048576"] = " "
    book[FIRST]["A9000"] = "lost note"


def change_fonts(book):
    for row in book[FIRST].iter_rows():
        for cell in row:
            cell.font = Font(name="Comic Sans MS", size=30)


def rename_heading(book):
    book[FIRST]["D4"] = "Evidence/ example"


def near_heading(book):
    book[FIRST]["C4"] = "RAG rating"


STILL_RIGHT = {
    insert_row: set(),
    insert_rows_on_top: {"table-moved"},
    insert_column: {"table-moved"},
    rename_sheet: {"sheet-renamed"},
    numbers_export: {"table-moved"},
    reorder_sheets: set(),
    hide_rows_and_sheets: {"rows-hidden", "sheet-hidden"},
    reverse_rows: {"table-moved"},
    swap_columns: {"table-moved"},
    lose_refs: {"row-by-words"},
    spell_refs_otherwise: {"refs-repaired"},
    add_things: {"column-extra", "rows-extra", "sheet-extra"},
    reword: {"statement-changed"},
    far_cell: {"cells-far"},
    change_fonts: set(),
    rename_heading: {"heading-other"},
    near_heading: {"heading-like"},
}


@pytest.mark.parametrize("change", STILL_RIGHT, ids=lambda change: change.__name__)
def test_answers_are_found_wherever_they_were_moved(change):
    reading = read(edited(completed(), change))

    assert said(reading) == expected(RAG)
    assert codes(reading) == STILL_RIGHT[change]


def test_a_workbook_with_every_part_named_otherwise_is_read():
    def backslashes(parts):
        for name in list(parts):
            parts[name.replace("/", "\\")] = parts.pop(name)

    assert said(read(repacked(completed(), backslashes))) == expected(RAG)


# --- what is lost is told ----------------------------------------------------------------------


def test_a_deleted_row_is_missing_and_not_blank():
    reading = read(edited(completed(), lambda book: book[FIRST].delete_rows(6)))

    states = {r.ref: r.main.state for r in reading.result.responses}
    assert states["1b"] is State.MISSING
    assert states["1c"] is State.RATED
    (problem,) = reading.problems
    assert (problem.code, problem.refs, problem.sheet) == ("rows-missing", ("1b",), FIRST)
    assert reading.disposition is Disposition.QUERY
    assert reading.result.completeness is Completeness.PART


def test_a_deleted_sheet_is_missing():
    reading = read(edited(completed(), lambda book: book.remove(book[FIRST])))

    missing = {r.ref for r in reading.result.responses if r.main.state is State.MISSING}
    assert missing == {s.ref for s in RAG.sections[0].statements}
    assert codes(reading) == {"sheet-missing"}


def test_a_sheet_without_headings_is_missing():
    reading = read(edited(completed(), lambda book: book[FIRST].delete_rows(4)))

    assert codes(reading) == {"headings-missing"}
    assert reading.result.responses[0].main.state is State.MISSING


def test_a_deleted_rating_column_is_missing():
    reading = read(edited(completed(), lambda book: book[FIRST].delete_cols(3)))

    assert reading.result.responses[0].main.state is State.MISSING
    assert reading.result.responses[0].evidence == "N/A"
    assert codes(reading) == {"column-missing"}


def test_words_of_another_statement_beside_a_ref_are_a_conflict():
    def sort_statements_alone(book):
        sheet = book[FIRST]
        sheet["B5"].value, sheet["B6"].value = sheet["B6"].value, sheet["B5"].value

    reading = read(edited(completed(), sort_statements_alone))

    first = reading.result.responses[0]
    assert (first.main.state, first.main.raw, first.evidence) == (State.UNRECOGNISED, "Red", "")
    assert codes(reading) == {"row-conflict"}


def test_a_row_found_twice_with_other_answers_is_a_conflict():
    def paste_again(book):
        sheet = book[FIRST]
        for column in range(1, 9):
            sheet.cell(18, column).value = sheet.cell(5, column).value
        sheet["C18"] = "Green"

    reading = read(edited(completed(), paste_again))

    first = reading.result.responses[0]
    assert (first.main.state, first.main.raw) == (State.UNRECOGNISED, "Red / Green")
    assert codes(reading) == {"answers-differ"}


def test_a_row_found_twice_that_agrees_is_merged_and_told():
    def copy_sheet(book):
        book.copy_worksheet(book[FIRST]).title = "1 Leadership (2)"

    reading = read(edited(completed(), copy_sheet))

    assert said(reading) == expected(RAG)
    assert codes(reading) == {"row-repeated"}


def test_merged_ratings_are_never_taken():
    reading = read(edited(completed(), lambda book: book[FIRST].merge_cells("C5:C7")))

    answers = {r.ref: r.main for r in reading.result.responses[:4]}
    assert (answers["1a"].state, answers["1a"].level) == (State.RATED, "red")
    assert (answers["1b"].state, answers["1b"].raw) == (State.UNRECOGNISED, "Red")
    assert answers["1d"].state is State.RATED
    merged = [p for p in reading.problems if p.code == "answer-merged"]
    assert [p.cell for p in merged] == ["C6", "C7"]


def test_values_that_a_merge_hides_are_never_taken():
    def hide(parts):
        name = "xl/worksheets/sheet3.xml"
        merge = b'<mergeCells count="1"><mergeCell ref="C5:C7"/></mergeCells>'
        parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + merge, 1)

    answers = {r.ref: r.main for r in read(repacked(completed(), hide)).result.responses}

    assert (answers["1b"].state, answers["1b"].raw) == (State.UNRECOGNISED, "Amber")


# --- what stands in a cell --------------------------------------------------------------------

RATINGS = [
    ("Green", State.RATED, "green", None),
    (" green ", State.RATED, "green", None),
    ("G", State.RATED, "green", None),
    ("n/a", State.NOT_APPLICABLE, None, None),
    ("NA", State.NOT_APPLICABLE, None, None),
    ("NOT APPLICABLE", State.NOT_APPLICABLE, None, None),
    ("Green.", State.RATED, "green", "rating-repaired"),
    ("Green\u00a0", State.RATED, "green", "rating-repaired"),
    ("\u200bGreen", State.RATED, "green", "rating-repaired"),
    ("n.a.", State.NOT_APPLICABLE, None, "rating-repaired"),
    ("not app", State.NOT_APPLICABLE, None, "rating-repaired"),
    ("", State.BLANK, None, None),
    (" \u00a0\u200b", State.BLANK, None, None),
    ("Amber/Green", State.UNRECOGNISED, None, "rating-unrecognised"),
    ("partly", State.UNRECOGNISED, None, "rating-unrecognised"),
    ("Y", State.UNRECOGNISED, None, "rating-unrecognised"),
    ("?", State.UNRECOGNISED, None, "rating-unrecognised"),
    (3, State.UNRECOGNISED, None, "rating-unrecognised"),
    (0, State.UNRECOGNISED, None, "rating-unrecognised"),
    (True, State.UNRECOGNISED, None, "rating-unrecognised"),
    (date(2026, 4, 3), State.UNRECOGNISED, None, "rating-unrecognised"),
]


@pytest.mark.parametrize(("typed", "state", "level", "code"), RATINGS, ids=lambda v: repr(v))
def test_ratings(typed, state, level, code):
    reading = read(plain(RAG, {"1a": {"rating": typed, "evidence": "why"}}))

    answer = reading.result.responses[0].main
    assert (answer.state, answer.level) == (state, level)
    assert codes(reading) - {"nothing-answered"} == ({code} if code else set())
    told = [p for p in reading.problems if p.code == code]
    assert all((p.sheet, p.cell, p.refs) == (FIRST, "C5", ("1a",)) for p in told)


def test_an_unrecognised_rating_keeps_what_was_typed():
    shown = {3: "3", 2.5: "2.5", True: "TRUE", date(2026, 4, 3): "03/04/2026"}
    for typed, raw in shown.items():
        answer = read(plain(RAG, {"1a": {"rating": typed}})).result.responses[0].main
        assert answer.raw == raw


def test_errors_and_uncalculated_formulas_are_never_blank():
    def break_cells(book):
        sheet = book[FIRST]
        sheet["C5"], sheet["C6"], sheet["D7"] = "#REF!", '="Green"', "#NAME?"
        sheet["C5"].data_type = sheet["D7"].data_type = "e"

    reading = read(edited(completed(), break_cells))

    answers = {r.ref: r for r in reading.result.responses[:3]}
    assert (answers["1a"].main.state, answers["1a"].main.raw) == (State.UNRECOGNISED, "#REF!")
    assert (answers["1b"].main.state, answers["1b"].main.raw) == (
        State.UNRECOGNISED, '="Green"')  # fmt: skip
    assert answers["1c"].evidence == ""
    told = {(p.code, p.cell) for p in reading.problems}
    assert told == {("rating-unrecognised", "C5"), ("rating-unrecognised", "C6"),
                    ("text-lost", "D7")}  # fmt: skip


def test_a_formula_with_a_value_is_read_and_told():
    def formula(parts):
        name = "xl/worksheets/sheet3.xml"
        cell = rb'<c r="C5"[^>]*t="s"[^>]*><v>\d+</v></c>'
        made, count = re.subn(
            cell, b'<c r="C5" t="str"><f>C6</f><v>Green</v></c>', parts[name], count=1)
        assert count == 1
        parts[name] = made

    reading = read(repacked(completed(), formula))

    assert reading.result.responses[0].main.level == "green"
    assert codes(reading) == {"answer-formula"}


DUES = [
    (date(2027, 2, 12), date(2027, 2, 12), None),
    (datetime(2027, 2, 12, 9, 30), date(2027, 2, 12), "date-understood"),
    ("12/02/2027", date(2027, 2, 12), None),
    ("4/3/2026", date(2026, 3, 4), None),
    ("2027-02-12", date(2027, 2, 12), "date-understood"),
    ("2027-02-12T09:30:00", date(2027, 2, 12), "date-understood"),
    ("2026/12/31", date(2026, 12, 31), "date-understood"),
    ("12/2/27", date(2027, 2, 12), "date-understood"),
    ("12.2.2027", date(2027, 2, 12), "date-understood"),
    ("12-02-27", date(2027, 2, 12), "date-understood"),
    ("12/02/2027 09:30", date(2027, 2, 12), "date-understood"),
    ("12 Feb 2027", date(2027, 2, 12), "date-understood"),
    ("12th February 2027", date(2027, 2, 12), "date-understood"),
    ("12th of Feb. 2027", date(2027, 2, 12), "date-understood"),
    ("by 12 Feb 27", date(2027, 2, 12), "date-understood"),
    ("February 12, 2027", date(2027, 2, 12), "date-understood"),
    ("Fri 12 Feb 2027.", date(2027, 2, 12), "date-understood"),
    ("\uff11\uff12/02/2027", date(2027, 2, 12), "date-understood"),
    ("4/3/26", date(2026, 3, 4), "date-understood"),
    ("Mon 12 Feb 2027", None, "date-unrecognised"),
    ("02/13/2027", None, "date-unrecognised"),
    ("12/25/2026", None, "date-unrecognised"),
    ("2026/31/12", None, "date-unrecognised"),
    ("31/4/26", None, "date-unrecognised"),
    ("29/02/2027", None, "date-unrecognised"),
    ("46000", None, "date-unrecognised"),
    (46000, None, "date-unrecognised"),
    (True, None, "date-unrecognised"),
    ("12/02", None, "date-unrecognised"),
    ("3/4", None, "date-unrecognised"),
    ("12/02/99", None, "date-unrecognised"),
    ("01/01/1899", None, "date-unrecognised"),
    ("01/09/2026 - 01/12/2026", None, "date-unrecognised"),
    ("end of Autumn 1", None, "date-words"),
    ("after 12 Feb 2027", None, "date-words"),
    ("Feb 2027", None, "date-words"),
    ("Summer term 2027", None, "date-words"),
    ("ongoing", None, "date-words"),
]


@pytest.mark.parametrize(("typed", "due", "code"), DUES, ids=lambda v: repr(v))
def test_due_dates(typed, due, code):
    early = {"completed_on": date(2026, 1, 5)}
    reading = read(plain(RAG, {"1a": {"rating": "Red", "due": typed}}, early))

    response = reading.result.responses[0]
    assert response.due == due
    assert response.due_raw
    assert codes(reading) == ({code} if code else set())


def test_dates_of_the_1904_kind_are_the_same_dates():
    def epoch(book):
        book.epoch = CALENDAR_MAC_1904

    assert read(edited(completed(), epoch)).result.responses[0].due == date(2027, 2, 12)


def test_the_covers_date_is_read_like_a_due_date():
    typed = {"15/11/2026": date(2026, 11, 15), "15 Nov 2026": date(2026, 11, 15),
             "November": None, "31/11/2026": None}  # fmt: skip
    for text, day in typed.items():
        result = read(plain(RAG, {"1a": {"rating": "G"}}, {"completed_on": text})).result
        assert result.completed_on == day
        assert result.details.get("completed_on") == (None if day else text)


@pytest.mark.parametrize(
    ("typed", "priority", "told"),
    [("High", "high", None), (" medium ", "medium", None), ("LOW", "low", None),
     ("", None, None), ("h", "high", "priority-repaired"), ("Med.", "medium", "priority-repaired"),
     ("High\u00a0", "high", "priority-repaired"), ("Urgent", None, "priority-unrecognised"),
     (1, None, "priority-unrecognised")],
)  # fmt: skip
def test_priorities(typed, priority, told):
    reading = read(plain(RAG, {"1a": {"rating": "G", "priority": typed}}))

    response = reading.result.responses[0]
    assert response.priority == priority
    assert bool(response.priority_raw) == bool(typed)
    assert codes(reading) == ({told} if told else set())


def test_not_applicable_without_a_reason_is_told():
    reading = read(plain(RAG, {"1a": {"rating": "N/A"}, "1b": {"rating": "NA", "evidence": "x"}}))

    assert [p.refs for p in reading.problems if p.code == "reason-missing"] == [("1a",)]
    assert reading.disposition is Disposition.ACCEPTED


def test_numbers_and_dates_in_words_are_shown_as_a_person_sees_them():
    cells = {"rating": "G", "evidence": date(2026, 4, 3), "action": 5, "owner": 0.5}
    reading = read(plain(RAG, {"1a": cells}))

    response = reading.result.responses[0]
    assert (response.evidence, response.action, response.owner) == ("03/04/2026", "5", "0.5")
    assert codes(reading) == {"text-converted"}


def test_times_and_durations_in_words_are_told_and_in_the_place_of_a_date_asked_about():
    def change(book):
        sheet = book[RAG.sections[0].sheet]
        for cell, value, form in (("D5", time(12), "hh:mm"), ("E5", timedelta(hours=26), "[h]:mm"),
                                  ("H5", time(9, 30), "hh:mm")):  # fmt: skip
            sheet[cell].value, sheet[cell].number_format = value, form

    reading = read(edited(plain(RAG, {"1a": {"rating": "Green"}}), change))

    response = reading.result.responses[0]
    assert (response.evidence, response.action) == ("12:00", "26:00")
    assert (response.due, response.due_raw) == (None, "09:30")
    assert [(p.code, p.cell, p.facts["found"]) for p in reading.problems] == [
        ("text-converted", "D5", "12:00"), ("text-converted", "E5", "26:00"),
        ("date-unrecognised", "H5", "09:30")]  # fmt: skip


def test_a_second_rating_is_asked_of_some_statements_only():
    framework = FRAMEWORKS["senco-cpd-audit"]
    challenge = next(s for s in framework.statements if len(s.ratings) == 1)
    cells = {"rating": challenge.main.scale.levels[0].label, "second": "High"}
    reading = read(plain(framework, {challenge.ref: cells}))

    response = next(r for r in reading.result.responses if r.ref == challenge.ref)
    assert len(response.ratings) == 1
    assert codes(reading) == {"answer-not-asked"}


def test_a_reviewers_columns_join_the_response():
    plan = Plan(RAG, Asked(), peer_review=True)
    answer = Answer(rating="Red", reviewer_rating="Green", reviewer_comment="I saw it",
                    line_of_enquiry="Who else?")  # fmt: skip
    answers = Answers({**OAK, "reviewer": "B. Okoro", "visited_on": date(2027, 3, 4)},
                      {"1a": answer})  # fmt: skip
    result = read(school_workbook(plan, answers, made_on=date(2026, 9, 1))).result

    reviewer = result.responses[0].reviewer
    assert (reviewer.rating.level, reviewer.comment) == ("green", "I saw it")
    assert reviewer.line_of_enquiry == "Who else?"
    assert result.responses[1].reviewer.rating.state is State.BLANK
    assert result.details["reviewer"] == "B. Okoro"
    assert result.details["visited_on"] == "2027-03-04"
    assert read(completed()).result.responses[0].reviewer is None


def test_words_for_the_covers_date_are_not_told_as_a_due_date():
    (problem,) = read(plain(RAG, {"1a": {"rating": "G"}}, {"completed_on": "November"})).problems

    assert (problem.code, problem.facts["found"]) == ("cover-date-words", "November")
    assert "remind" not in advice(problem)


# --- whose it is --------------------------------------------------------------------------------


def audit_cell(book):
    return next(
        row[1] for row in book["Cover"].iter_rows(max_col=2) if row[0].value == "Audit")


def test_without_its_audit_row_the_properties_tell():
    reading = read(edited(completed(), lambda book: setattr(audit_cell(book), "value", None)))

    assert said(reading) == expected(RAG)
    assert codes(reading) == {"audit-from-property"}


def test_without_its_cover_the_statements_tell():
    def strip(book):
        book.remove(book["Cover"])
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]

    reading = read(edited(completed(), strip))

    assert said(reading) == expected(RAG)
    assert codes(reading) == {"audit-from-statements", "cover-missing", "school-unnamed"}


@pytest.mark.parametrize(
    ("was", "now", "code", "disposition"),
    [("version 1.0", "version 0.9", "version-differs", Disposition.ACCEPTED),
     ("[send-rag-audit]", "[our-own-audit]", "audit-unknown", Disposition.REFUSED)],
)  # fmt: skip
def test_another_version_is_read_and_another_framework_refused(was, now, code, disposition):
    def change(book):
        cell = audit_cell(book)
        cell.value = cell.value.replace(was, now)

    reading = read(edited(completed(), change))

    assert codes(reading) == {code}
    assert reading.disposition is disposition


def test_a_wrong_urn_and_a_school_without_a_name_are_asked_about():
    answers = {"1a": {"rating": "G"}}
    assert codes(read(plain(RAG, answers, {"urn": "12345"}))) == {"urn-unrecognised"}
    assert codes(read(plain(RAG, answers, {"urn": 123456}))) == set()
    unnamed = read(plain(RAG, answers, {"urn": "", "school_name": " "}))
    assert codes(unnamed) == {"school-unnamed"}


def test_words_beside_the_table_are_told():
    reading = read(edited(completed(), lambda book: book[FIRST].cell(7, 13, "see me")))

    assert [(p.code, p.facts["found"]) for p in reading.problems] == [("column-extra", "M")]


def test_every_problem_names_the_file():
    reading = read(edited(completed(), add_things), name="returns/oak.xlsx")

    assert {p.file for p in reading.problems} == {"returns/oak.xlsx"}
    assert {p.severity for p in reading.problems} == {Severity.INFORMATION}


# --- any answers, any order -----------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufffe\uffff"), max_size=60)
SMALL = FRAMEWORKS["send-network-pulse"]


@st.composite
def any_answers(draw):
    refs = draw(st.lists(st.sampled_from([s.ref for s in SMALL.statements]), max_size=6))
    levels = [level.label for level in SMALL.statements[0].main.scale.levels]
    day = st.dates(date(2000, 1, 1), date(2100, 12, 31))
    return {
        ref: {
            "rating": draw(st.sampled_from([*levels, "Not applicable", ""])),
            "evidence": draw(WORDS), "action": draw(WORDS), "owner": draw(WORDS),
            "priority": draw(st.sampled_from(["High", "Medium", "Low", ""])),
            "due": draw(st.one_of(day, st.just(""))),
        }
        for ref in refs
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(any_answers(), st.randoms(use_true_random=False))
def test_any_answers_read_back_whatever_the_order_of_rows_and_columns(answers, random):
    columns = list(range(len(section_columns(SMALL))))
    rows = list(range(max(len(section.statements) for section in SMALL.sections)))
    random.shuffle(columns)
    random.shuffle(rows)
    result = read(plain(SMALL, answers, columns=columns, rows=rows)).result

    for response in result.responses:
        typed = answers.get(response.ref, {})
        assert response.main.raw == typed.get("rating", "")
        for name in ("evidence", "action"):
            words = typed.get(name, "")
            assert getattr(response, name) == words or is_unseen(words)
        assert response.due == (typed.get("due") or None)
        assert (response.priority.label if response.priority else "") == typed.get("priority", "")


def is_unseen(words):
    """White space, control characters and joiners: nobody sees anything."""
    return not any(c.isprintable() and not c.isspace() for c in words)
