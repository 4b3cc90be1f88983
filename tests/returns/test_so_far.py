"""Actions so far: read by id wherever they stand, nothing lost, everything odd told."""

from __future__ import annotations

import io
import json
from datetime import date

import jsonschema
import openpyxl
import pytest
import xlsxwriter

from sendsheets.layout import Plan, audit_text, statement_text
from sendsheets.model import Asked, Completeness, Status, action_id
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.data import as_json, json_schema
from sendsheets.returns.questions import waiting
from sendsheets.returns.read import read_return
from tests.two_versions import loaded
from tests.workbooks import edited

HEADINGS = ["Action id", "Ref", "Action", "Owner", "Due date", "Status", "Progress note",
            "Success criteria", "Impact", "Review date"]  # fmt: skip


@pytest.fixture(scope="module")
def audit(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("audit"))[0]


def workbook(audit, rows, headings=HEADINGS, sheet="Actions so far", header=3, last=True,
             ratings=None, on=date(2026, 11, 12), beside=None):  # fmt: skip
    """A workbook of the small audit with a table of actions."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    days = book.add_format({"num_format": "dd/mm/yyyy"})

    def put(page, row, column, value):
        if isinstance(value, date):
            page.write_datetime(row, column, value, days)
        elif isinstance(value, int):
            page.write_number(row, column, value)
        elif value:
            page.write_string(row, column, value)

    cover = book.add_worksheet("Cover")
    cover.write_row(3, 0, ["Detail", "Your answer", "Help"])
    plan = Plan(audit, Asked())
    said = {"school_name": "Oak Primary School", "urn": 123456, "completed_by": "A. Patel",
            "role": "SENCO", "completed_on": on, "audit": audit_text(audit, Asked())}  # fmt: skip
    for row, detail in enumerate(plan.details, 4):
        cover.write_string(row, 0, detail.label)
        put(cover, row, 1, said.get(detail.key))
    for section in plan.sections:
        page = book.add_worksheet(section.sheet)
        page.write_row(3, 0, ["Ref", "Kind", "Statement", "Rating",
                              *(["Last time"] if last else []), "Evidence or comments", "Action",
                              "Priority", "Owner", "Due date"])  # fmt: skip
        for row, s in enumerate(section.statements, 4):
            shown = (beside or {}).get(s.ref, "Was Amber")
            cells = [s.ref, audit.kind_words(s.kind).label, statement_text(s),
                     (ratings or {}).get(s.ref, "Amber" if s.ref != "1c" else "A lot"),
                     *([shown] if last else [])]  # fmt: skip
            for column, value in enumerate(cells):
                put(page, row, column, value)
    if rows is not None:
        page = book.add_worksheet(sheet)
        page.write_row(header, 0, headings)
        for row, line in enumerate(rows, header + 1):
            for column, value in enumerate(line):
                put(page, row, column, value)
    book.close()
    return buffer.getvalue()


FIRST = ["1a-bcdfg", "1a", "Ask governors", "Head", date(2027, 2, 12), "In progress", "Begun.",
         "Every meeting", "Seen", date(2027, 3, 1)]  # fmt: skip


def read(audit, *rows, **more):
    reading = read_return("oak.xlsx", workbook(audit, rows, **more), {audit.id: audit})
    assert reading.result
    return reading.result.actions_so_far, list(reading.problems), reading


def codes(problems):
    return sorted(p.code for p in problems)


def test_a_row_is_read_as_it_stands(audit):
    (action,), problems, _ = read(audit, FIRST)
    assert problems == []
    assert (action.id, action.ref, action.action, action.owner) == (
        "1a-bcdfg", "1a", "Ask governors", "Head")  # fmt: skip
    assert (action.due, action.status, action.review) == (
        date(2027, 2, 12), Status.IN_PROGRESS, date(2027, 3, 1))  # fmt: skip
    assert (action.note, action.criteria, action.impact) == ("Begun.", "Every meeting", "Seen")
    assert action.cells["status"] == "F5"
    assert action.typed


def test_it_is_read_by_its_headings_wherever_they_were_moved(audit):
    turned = [*reversed(HEADINGS)]
    (action,), problems, _ = read(audit, [*reversed(FIRST)], headings=turned, header=6,
                                  sheet="My plan")  # fmt: skip
    assert (action.id, action.status, action.due) == (
        "1a-bcdfg", Status.IN_PROGRESS, date(2027, 2, 12))  # fmt: skip
    assert codes(problems) == ["table-moved"]


def test_its_table_is_never_taken_for_a_section_s(audit):
    _, _, reading = read(audit, [*FIRST[:2], "Typed here only", *FIRST[3:]])
    assert all(r.action == "" for r in reading.result.responses)


@pytest.mark.parametrize("lost", ["Action id", "Status", "Progress note"])
def test_a_heading_that_is_lost_is_told_and_the_rest_is_read(audit, lost):
    headings = [h if h != lost else "Something" for h in HEADINGS]
    (action,), problems, reading = read(audit, FIRST, headings=headings)
    assert action.action == "Ask governors"
    assert "column-missing" in codes(problems)
    (extra,) = [p for p in problems if p.code == "column-extra"]
    assert "“Something”" not in extra.facts["cells"]
    assert all(r.action == "" for r in reading.result.responses)


def test_a_row_without_an_id_gets_one_that_stays(audit):
    (action,), problems, _ = read(audit, ["", *FIRST[1:]])
    assert action.id == action_id("1a", "Ask governors") == action_id("1a", "  ask   GOVERNORS ")
    assert not action.typed
    assert codes(problems) == ["action-id-given"]
    assert action.id != action_id("1b", "Ask governors")


def test_two_actions_under_one_id_are_both_kept_and_asked_about(audit):
    actions, problems, reading = read(audit, FIRST, [*FIRST[:2], "Another one", *FIRST[3:]])
    assert [a.id for a in actions] == ["1a-bcdfg", "1a-bcdfg-2"]
    assert [a.action for a in actions] == ["Ask governors", "Another one"]
    assert codes(problems) == ["action-id-twice"]
    assert reading.disposition == "query"


def test_the_same_row_twice_is_one_action(audit):
    actions, problems, _ = read(audit, FIRST, FIRST)
    assert len(actions) == 1
    assert codes(problems) == ["action-repeated"]


@pytest.mark.parametrize(
    ("typed", "status", "code"),
    [("in progress", Status.IN_PROGRESS, None), ("Completed", Status.DONE, "repaired"),
     ("nearly there", None, "unrecognised"), ("", None, None)],
)  # fmt: skip
def test_a_status_is_one_of_the_list_or_told(audit, typed, status, code):
    (action,), problems, _ = read(audit, [*FIRST[:5], typed, *FIRST[6:]])
    assert (action.status, action.status_raw) == (status, typed)
    assert codes(problems) == ([f"action-status-{code}"] if code else [])
    assert action.is_open is (status is not Status.DONE)


@pytest.mark.parametrize(
    ("typed", "due", "code"),
    [("03/04/2027", date(2027, 4, 3), None), ("13 Feb 2027", date(2027, 2, 13), "date-understood"),
     ("2/13/2027", None, "date-unrecognised"), ("end of Autumn 1", None, "date-words"),
     (2027, None, "date-unrecognised")],
)  # fmt: skip
def test_dates_are_day_first_and_never_month_first(audit, typed, due, code):
    (action,), problems, _ = read(audit, [*FIRST[:4], typed, *FIRST[5:9], typed])
    assert (action.due, action.review) == (due, due)
    assert codes(problems) == ([code, code] if code else [])
    assert action.due_raw


def test_a_ref_that_the_audit_does_not_have_is_kept_and_told(audit):
    (action,), problems, _ = read(audit, ["x-1", "9z", *FIRST[2:]])
    assert action.ref == "9z"
    assert codes(problems) == ["action-ref-unknown"]


def test_an_action_may_have_no_statement_and_a_ref_several_actions(audit):
    actions, problems, _ = read(audit, ["all-x", "", *FIRST[2:]], FIRST,
                                ["1a-other", "1a", "Second for 1a"])  # fmt: skip
    assert [a.ref for a in actions] == ["", "1a", "1a"]
    assert problems == []


def test_a_row_without_words_is_kept_and_asked_about(audit):
    (action,), problems, _ = read(audit, ["1a-bcdfg", "1a", "", "", "", "Done"])
    assert action.status is Status.DONE
    assert codes(problems) == ["action-words-missing"]


def test_a_number_instead_of_words_is_told(audit):
    (action,), problems, _ = read(audit, [*FIRST[:6], 12, *FIRST[7:]])
    assert action.note == "12"
    assert codes(problems) == ["text-converted"]


def test_a_sheet_that_is_gone_is_not_no_actions(audit):
    reading = read_return("oak.xlsx", workbook(audit, None), {audit.id: audit})
    assert codes(reading.problems) == ["actions-sheet-missing"]
    plain = read_return("oak.xlsx", workbook(audit, None, last=False), {audit.id: audit})
    assert plain.problems == ()


def test_a_person_can_decide_on_every_query(audit):
    reading = read(audit, ["1a-b", "9z", "", "", "31/31/2027", "perhaps"])[2]
    asked = waiting([reading], {audit.id: audit})
    assert {q.code for q in asked} == {
        "action-ref-unknown", "action-words-missing", "date-unrecognised",
        "action-status-unrecognised"}  # fmt: skip
    assert all(q.choices for q in asked)


def test_an_action_that_is_struck_through_is_told_and_read_as_it_stands(audit):
    def strike(book):
        book["Actions so far"]["C5"].font = openpyxl.styles.Font(strike=True)

    data = edited(workbook(audit, [FIRST]), strike)
    reading = read_return("oak.xlsx", data, {audit.id: audit})
    (told,) = [p for p in reading.problems if p.code == "text-struck"]
    assert (told.sheet, told.cell, told.refs) == ("Actions so far", "C5", ("1a",))
    assert reading.result.actions_so_far[0].status is Status.IN_PROGRESS


# --- last time is no answer ---------------------------------------------------------------------


def test_what_last_time_shows_is_no_answer(audit):
    blank = dict.fromkeys([s.ref for s in audit.statements], "")
    _, problems, reading = read(audit, FIRST, ratings=blank)
    assert reading.result.completeness is Completeness.NOTHING
    assert codes(problems) == ["nothing-answered"]


@pytest.mark.parametrize("typed", ["Green", "amber", "We think amber now", "New idea",
                                   "Was Amber. Now green", "Was Amber; now 1b was better"])
def test_what_is_typed_over_it_is_told_and_not_taken(audit, typed):
    blank = dict.fromkeys([s.ref for s in audit.statements], "")
    _, problems, reading = read(audit, FIRST, ratings=blank, beside={"1b": typed})
    (told,) = [p for p in problems if p.code == "last-time-typed"]
    assert (told.cell, told.refs) == ("E6", ("1b",))
    assert typed in told.facts["found"]
    assert all(str(r.main.state) == "blank" for r in reading.result.responses)


# --- copies, privacy, data ----------------------------------------------------------------------


class Given:
    """A file in memory, as ``gather_batch`` takes it."""

    def __init__(self, name, data):
        self.name, self.path, self.problem, self.origin = name, name, None, None
        self.load = lambda: data


def merged(audit, first, second, on=(date(2026, 11, 1), date(2026, 11, 12))):
    files = [Given(f"{n}.xlsx", workbook(audit, [row] if row else [], on=day))
             for n, (row, day) in enumerate(zip((first, second), on, strict=True))]  # fmt: skip
    batch = gather_batch(files, {audit.id: audit})
    (result,) = batch.returns
    return result.actions_so_far, batch


def test_of_two_copies_the_later_note_stands_and_what_one_lacks_is_taken(audit):
    (action,), _ = merged(audit, [*FIRST[:6], "Old note", "", "Impact", ""],
                          [*FIRST[:6], "New note", "Criteria", "", ""])  # fmt: skip
    assert (action.note, action.criteria, action.impact) == ("New note", "Criteria", "Impact")


def test_the_same_day_and_status_in_other_words_are_no_difference(audit):
    (action,), batch = merged(
        audit, [*FIRST[:4], "12 February 2027", "in progress", *FIRST[6:]],
        [*FIRST[:4], "12/02/2027", "In progress", *FIRST[6:]],
        on=(date(2026, 11, 12), date(2026, 11, 12)))  # fmt: skip
    assert (action.due, action.due_raw) == (date(2027, 2, 12), "12/02/2027")
    assert (action.status, action.status_raw) == (Status.IN_PROGRESS, "In progress")
    assert not any(p.code.startswith("copies-") and p.code != "copies-merged"
                   for p in batch.problems)  # fmt: skip


def test_an_action_that_only_the_earlier_copy_has_is_not_lost(audit):
    actions, batch = merged(audit, ["1b-x", "1b", "Only there"], FIRST)
    assert {a.id for a in actions} == {"1a-bcdfg", "1b-x"}
    told = next(p for p in batch.problems if p.code == "copies-merged")
    assert "action 1b-x" in told.facts["taken"]


def test_copies_without_an_order_that_differ_are_a_conflict(audit):
    (action,), batch = merged(audit, [*FIRST[:5], "Done", *FIRST[6:]], FIRST,
                              on=(date(2026, 11, 12), date(2026, 11, 12)))  # fmt: skip
    assert action.status is None
    assert action.status_raw == "Done / In progress"
    assert "copies-conflict" in codes(batch.problems)


def test_a_pupil_s_number_in_a_note_is_withheld_until_somebody_decides(audit):
    upn = "A123456789012"
    (action,), problems, _ = read(audit, [*FIRST[:6], f"For {upn}", *FIRST[7:]])
    assert upn in action.note
    assert codes(problems) == ["upn-found"]
    batch = gather_batch([Given("oak.xlsx", workbook(
        audit, [[*FIRST[:6], f"For {upn}", *FIRST[7:]]]))], {audit.id: audit})  # fmt: skip
    (held,) = batch.returns[0].actions_so_far
    assert upn not in str(held)
    assert held.note.startswith("(Withheld")


def test_the_data_holds_them_and_fits_the_schema(audit):
    _, _, reading = read(audit, FIRST, ["", "1b", "Another"])
    data = json.loads(json.dumps([as_json(reading)]))
    jsonschema.validate(data, json_schema())
    first, second = data[0]["actions_so_far"]
    assert (first["id"], first["due"], first["status"], first["progress_note"]) == (
        "1a-bcdfg", "2027-02-12", "in progress", "Begun.")  # fmt: skip
    assert (second["id_typed"], second["status"], second["due"]) == (False, None, None)


# --- rows that are gone -------------------------------------------------------------------------


def below(audit, line, *rows):
    """The problems of a workbook whose sheet says above its table what was carried over."""
    def change(book):
        book["Actions so far"]["A3"] = line

    data = edited(workbook(audit, rows), change)
    return read_return("oak.xlsx", data, {audit.id: audit}).problems


@pytest.mark.parametrize(("rows", "left"), [
    ([FIRST], "1"), ([], "0"), ([FIRST, [None, *FIRST[1:2], "Another", *FIRST[3:]]], "1"),
])  # fmt: skip
def test_rows_that_were_deleted_are_asked_about(audit, rows, left):
    found = [p for p in below(audit, "2 actions carried over. Last time: version 1.0.", *rows)
             if p.code == "actions-gone"]  # fmt: skip

    assert [p.facts for p in found] == [{"found": "2", "left": left}]


@pytest.mark.parametrize("line", [
    "1 action carried over. Last time: version 1.0.", "0 actions carried over.", "Ours", None,
])  # fmt: skip
def test_nothing_is_asked_where_all_are_there_or_nobody_can_say(audit, line):
    assert "actions-gone" not in codes(below(audit, line, FIRST))
