"""The reviewer's workbook: the school's return to read, and its own sheets to fill in."""

from __future__ import annotations

import dataclasses
import io
import warnings
from datetime import date

import openpyxl
import pytest

from sendsheets import layout, review_layout
from sendsheets.layout import ENQUIRIES, HEADER_ROW, PEER_REVIEW, Plan
from sendsheets.model import (
    ActionSoFar,
    Asked,
    Before,
    Disposition,
    RatingAnswer,
    Role,
    State,
    Status,
    for_role,
)
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.review import answers_of, review_workbook
from sendsheets.workbook.write import school_workbook
from tests.libreoffice import converted, needs_libreoffice
from tests.reviews import MADE_ON, PULSE, column, filled, for_reviewer, given
from tests.workbooks import FRAMEWORKS, OAK, RAG, completed, edited, rated, said


def opened(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


def read(data, name="oak.xlsx"):
    return read_return(name, data, FRAMEWORKS)


@pytest.fixture(scope="module")
def pulse():
    """A whole return of the smallest audit, and the reviewer's workbook made from it."""
    own = read(completed(PULSE.id))
    return own, for_reviewer(PULSE, own.result)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_it_reads_back_as_the_very_same_return(framework):
    own = read(completed(framework))
    again = read(for_reviewer(FRAMEWORKS[framework], own.result))

    assert said(again) == said(own)
    assert again.result.school == own.result.school
    assert again.result.respondent == own.result.respondent
    assert again.result.completed_on == own.result.completed_on
    assert {**again.result.details} == {**own.result.details}
    assert again.result.asked == dataclasses.replace(own.result.asked, review=True)
    told = {p.code for p in again.problems} - {p.code for p in own.problems}
    assert told == set(), "nothing is told of a workbook as it is made"


def test_actions_so_far_read_back_as_the_school_left_them(pulse):
    own, _ = pulse
    actions = (
        ActionSoFar("1a-bcdfg", "1a", "=Train staff", "SENCO", None, "by Easter", None, "nearly",
                    "12 Nov 2026: New.\n+ more", "All trained", "", date(2027, 3, 4), "04/03/2027"),
        ActionSoFar("all-xyzxy", "", "Meet parents", status=Status.DONE, status_raw="Done"),
    )  # fmt: skip
    data = for_reviewer(PULSE, dataclasses.replace(own.result, actions_so_far=actions))
    again = read(data)
    assert [dataclasses.replace(a, sheet="", cells={}) for a in again.result.actions_so_far] == [
        *actions]  # fmt: skip
    assert opened(data)[layout.ACTIONS_SO_FAR].protection.sheet
    told = {p.code for p in again.problems} - {p.code for p in own.problems}
    assert told == {"action-status-unrecognised", "date-words"}, "what the school typed oddly"


THEN = Before("Last time: version 1.0.", {"1a": "Was Not yet", "1b": "New this time"},
              {"1a": "not-yet"})  # fmt: skip


def test_what_was_rated_last_time_stands_beside_each_rating_to_read(pulse):
    own, _ = pulse
    data = for_reviewer(PULSE, dataclasses.replace(own.result, before=THEN))
    book = opened(data)
    for name in (PEER_REVIEW, PULSE.sections[0].sheet):
        last = column(book[name], "Last time")
        assert [book[name].cell(row, last).value for row in (5, 6)] == ["Was Not yet",
                                                                        "New this time"]
    again = read(data)
    assert said(again) == said(own)
    told = {p.code for p in again.problems} - {p.code for p in own.problems}
    assert told == set(), "and it is no answer"
    assert again.result.actions_so_far == ()


def test_a_big_change_since_last_time_is_worth_asking_about(pulse):
    own, _ = pulse
    top = PULSE.statement("1a").main.scale.levels[-1]
    responses = tuple(
        dataclasses.replace(r, ratings={"rating": RatingAnswer(State.RATED, top.key, top.label)},
                            evidence="Minutes") if r.ref == "1a" else r
        for r in own.result.responses)  # fmt: skip
    result = dataclasses.replace(own.result, responses=responses, before=THEN)
    sheet = opened(for_reviewer(PULSE, result))[PEER_REVIEW]
    assert review_layout.MOVED_FAR in str(sheet.cell(5, column(sheet, "Worth asking")).value)
    plain = opened(for_reviewer(PULSE, own.result))[PEER_REVIEW]
    assert review_layout.MOVED_FAR not in str(plain.cell(5, column(plain, "Worth asking")).value)


def test_what_was_not_understood_stays_as_it_was_typed():
    odd = {"1a": Answer("Amber/Green", due="Easter", priority="Soon"), "1b": Answer("N/A")}
    own = read(school_workbook(Plan(RAG, Asked()), Answers(OAK, odd), made_on=MADE_ON))
    again = read(for_reviewer(RAG, own.result))

    assert again.disposition is Disposition.QUERY
    a, b = again.result.responses[:2]
    assert (a.main.state, a.main.raw) == (State.UNRECOGNISED, "Amber/Green")
    assert (a.due_raw, a.priority_raw) == ("Easter", "Soon")
    assert b.main.state is State.NOT_APPLICABLE


def test_equal_returns_give_equal_bytes(pulse):
    own, data = pulse
    assert for_reviewer(PULSE, own.result) == data


def test_the_schools_sheets_are_locked_and_the_reviewers_are_free(pulse):
    book = opened(pulse[1])
    free = {name for name in book.sheetnames if not book[name].protection.sheet}

    assert free == {PEER_REVIEW, ENQUIRIES}
    section = book[PULSE.sections[0].sheet]
    assert all(section.cell(5, n).protection.locked for n in range(1, 9))
    cover = book[layout.COVER]
    answer = {cover.cell(row, 1).value: cover.cell(row, 2) for row in range(5, 20)}
    assert answer["School name"].protection.locked
    assert not answer["Reviewer"].protection.locked
    assert not book.security or not book.security.lockStructure


def test_the_lines_of_enquiry_come_first_with_room_for_the_reviewers_own(pulse):
    book = opened(pulse[1])
    assert book.sheetnames[:4] == ["Cover", ENQUIRIES, PEER_REVIEW, layout.RULES]
    sheet = book[ENQUIRIES]
    orders = [sheet.cell(row, 1).value for row in range(HEADER_ROW + 1, sheet.max_row + 1)]

    assert orders[0] == "1. Start here"
    assert sum("Start here" in text for text in orders) in (3, 4, 5)
    assert sum("Reviewer" in text for text in orders) == review_layout.OWN_LINES
    first = {key: sheet.cell(HEADER_ROW + 1, column(sheet, key)).value for key in (
        "Statements", "Question to explore", "Why it is worth asking", "Where to look",
        "What was found", "Proposed by")}  # fmt: skip
    assert all(first[key] for key in first if key != "What was found")
    assert not first["What was found"]


def test_what_a_reviewer_fills_in_is_read_back(pulse):
    data = edited(pulse[1], lambda book: filled(
        book, {"1a": "Beginning", "1b": "Not applicable"}, {1: "The council meets monthly."}))
    result = read(data).result
    a, b = (r.reviewer for r in result.responses[:2])

    assert (a.rating.level, a.evidence_seen, a.agreed.level) == (
        "beginning", "Seen for 1a", "beginning")
    assert (b.rating.state, b.agreed.state) == (State.NOT_APPLICABLE, State.NOT_APPLICABLE)
    assert (result.enquiries[0].found, result.enquiries[0].shows) == (
        "The council meets monthly.", "A strength")
    assert said(read(data)) == said(pulse[0]), "the school's own answers are as they were"


@pytest.mark.parametrize(("typed", "choice"), [
    ("Strength", "A strength"), (" a STRENGTH", "A strength"),
    ("area for development", "An area to develop"), ("Not sure", "Could not tell"),
    ("Both, in a way", "Both, in a way"),
])  # fmt: skip
def test_what_a_line_shows_is_known_in_other_words_and_kept_where_it_is_not(pulse, typed, choice):
    def change(book):
        sheet = book[ENQUIRIES]
        sheet.cell(5, column(sheet, "It shows")).value = typed

    assert read(edited(pulse[1], change)).result.enquiries[0].shows == choice


def test_a_line_of_the_reviewers_own_is_read_wherever_it_stands(pulse):
    def change(book):
        sheet = book[ENQUIRIES]
        row = sheet.max_row
        sheet.cell(row, column(sheet, "Question to explore")).value = "Who speaks for families?"
        sheet.cell(row, column(sheet, "Statements")).value = "3c and 9z"

    line = read(edited(pulse[1], change)).result.enquiries[-1]
    assert (line.question, line.refs, line.rule) == ("Who speaks for families?", ("3c",), "")


def test_a_sheet_of_lines_without_headings_is_asked_about(pulse):
    def change(book):
        for cell in book[ENQUIRIES][HEADER_ROW]:
            cell.value = None

    reading = read(edited(pulse[1], change))
    assert "enquiries-unread" in {p.code for p in reading.problems}
    assert reading.result.enquiries == ()


def test_a_pupils_number_in_what_was_found_is_asked_about_and_held_back(pulse):
    from sendsheets.returns.withheld import is_withheld, withhold

    data = edited(pulse[1], lambda book: filled(book, {}, {1: "UPN A123456789012 was helped."}))
    reading = read(data)
    (problem,) = [p for p in reading.problems if p.code == "upn-found"]

    assert (problem.sheet, problem.facts["field"]) == (ENQUIRIES, "enquiry:0:found")
    assert "A123456789012" not in str(problem)
    assert is_withheld(withhold(reading).result.enquiries[0].found)


@needs_libreoffice
def test_all_of_it_survives_libreoffice_and_the_live_columns_are_right(pulse, tmp_path):
    data = edited(pulse[1], lambda book: filled(book, {"1a": "Beginning"}, {1: "Seen."}))
    blank = school_workbook(
        Plan(PULSE, Asked(), peer_review=True), Answers(OAK, rated(PULSE)), made_on=MADE_ON)
    saved = converted({"oak.xlsx": data, "school.xlsx": blank}, "xlsx", tmp_path, calculate=True)
    result = read(saved["oak.xlsx"]).result

    assert said(read(saved["oak.xlsx"])) == said(pulse[0])
    assert result.responses[0].reviewer.rating.level == "beginning"
    assert result.enquiries[0].found == "Seen."
    for name, made in (("school.xlsx", blank), ("oak.xlsx", pulse[1])):
        stored, fresh = (openpyxl.load_workbook(io.BytesIO(each), data_only=True)[PEER_REVIEW]
                         for each in (made, saved[name]))  # fmt: skip
        at = column(stored, "Worth asking")
        words = [[sheet.cell(row, at).value or "" for row in range(5, 30)]
                 for sheet in (stored, fresh)]  # fmt: skip
        assert words[0] == words[1]


# --- the sheets in a school's own workbook -------------------------------------------------------


def test_worth_asking_says_what_one_row_makes_worth_asking():
    answers = {
        "1a": Answer("Green"), "1b": Answer("Red"), "1d": Answer("Red"), "1e": Answer("N/A"),
        "1g": Answer("Green", evidence="Minutes"), "1h": Answer("Red", action="Train"),
        "1i": Answer("Amber"), "1j": Answer("?"),
    }
    data = school_workbook(Plan(RAG, Asked(), peer_review=True), Answers({}, answers),
                           made_on=MADE_ON)  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[PEER_REVIEW]
    at = column(sheet, "Worth asking")
    found = {sheet.cell(row, 1).value: sheet.cell(row, at).value for row in range(5, 15)}

    assert found["1a"] == review_layout.NO_EVIDENCE
    assert found["1b"] == review_layout.STATUTORY_LOW
    assert found["1d"] == review_layout.NO_ACTION
    assert found["1e"] == review_layout.NO_REASON
    assert not any(found[ref] for ref in ("1g", "1h", "1i", "1j", "1c"))


def test_a_workbook_from_before_without_the_later_columns_is_read_without_a_word():
    def change(book):
        sheet = book[PEER_REVIEW]
        for heading in ("Agreed rating", "Evidence seen", "Worth asking"):
            sheet.delete_cols(column(sheet, heading))
        at = column(sheet, "Reviewer rating")
        sheet.cell(5, at).value = "Red"
        del book[ENQUIRIES]

    reading = read(edited(completed(peer_review=True), change))
    review = reading.result.responses[0].reviewer

    assert review.rating == RatingAnswer(State.RATED, "red", "Red", review.rating.cell)
    assert (review.agreed.state, review.evidence_seen) == (State.NOT_ASKED, "")
    assert "column-missing" not in {p.code for p in reading.problems}


def test_one_of_the_later_columns_that_is_gone_is_asked_about():
    def change(book):
        sheet = book[PEER_REVIEW]
        sheet.delete_cols(column(sheet, "Agreed rating"))

    reading = read(edited(completed(peer_review=True), change))
    told = [p.facts["found"] for p in reading.problems if p.code == "column-missing"]
    assert told == ["Agreed rating"]


# --- workbooks for a role ------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "role"), [
    (name, role) for name, framework in FRAMEWORKS.items() for role in Role
    if any(role in s.roles for s in framework.statements)])  # fmt: skip
def test_a_workbook_for_a_role_asks_what_it_can_judge_and_is_complete_when_that_is(name, role):
    framework = FRAMEWORKS[name]
    plan = Plan(framework, Asked(role=role.value))
    reading = read(school_workbook(plan, Answers(OAK, rated(framework)), made_on=MADE_ON))
    marked = [s.ref for s in framework.statements if role in s.roles]

    assert [s.ref for s in plan.statements] == marked
    assert len(marked) < len(framework.statements)
    assert [r.ref for r in reading.result.responses] == marked, "the others are not asked"
    assert reading.result.asked.role == role
    assert str(reading.result.completeness) == "complete"


def test_who_is_not_marked_is_asked_everything():
    assert for_role(RAG.sections, Role.HEADTEACHER) == RAG.sections
    assert for_role(RAG.sections, None) == RAG.sections


@pytest.mark.parametrize("asked", [
    Asked(role="teaching assistant"), Asked((1, 3), "governor", "primary"), Asked(review=True),
    Asked((2,), "teacher", None, True),
])  # fmt: skip
def test_what_was_asked_is_read_back_from_the_audit_row(asked):
    text = layout.audit_text(RAG, asked)
    assert layout.read_audit_text(text) == (RAG.id, RAG.version, asked)


def test_a_role_that_nobody_knows_is_asked_about():
    data = edited(completed(), lambda book: _say(book, "all sections", "all sections, role cook"))
    assert "audit-role" in {p.code for p in read(data).problems}


def _say(book, old, new):
    for row in book[layout.COVER].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "[send-rag-audit]" in cell.value:
                cell.value = cell.value.replace(old, new)


def test_a_date_of_a_visit_goes_round():
    result = given(RAG, {"1a": "red"}, details={"visited_on": "2026-11-20", "reviewer": "J. Low"})
    assert answers_of(RAG, result).detail("visited_on") == date(2026, 11, 20)
    from sendsheets.workbook.enquiries import Briefing

    again = read(review_workbook(RAG, result, Briefing(), made_on=MADE_ON)).result
    assert (again.details["visited_on"], again.details["reviewer"]) == ("2026-11-20", "J. Low")
