"""The two sheets about last time: text stays text, one is typed in and the other is read."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from sendsheets import carried, layout
from sendsheets.layout import Plan
from sendsheets.model import LAST_PROPERTY, ActionSoFar, Asked, LastRow, LastTime, Status
from sendsheets.returns.read import read_return
from sendsheets.workbook.write import school_workbook
from tests.workbooks import edited

from .specimens import small_framework

AUDIT = small_framework(3)
PLAN = Plan(AUDIT, Asked(), previous=True)
DANGEROUS = "=HYPERLINK(\"http://x\")\n+1\n@SUM(1)\n- two"
ACTION = ActionSoFar(
    "1a-bcdfg", "1a", DANGEROUS, "=1+1", date(2027, 2, 12), "12/02/2027", Status.IN_PROGRESS,
    "In progress", DANGEROUS, "001", "1.10", None, "end of Autumn 1",
)  # fmt: skip
LAST = LastTime(
    "Last time: version 0.9.", {"1a": "Was Absent", "1b": carried.NEW},
    (LastRow("1a", "Reworded", DANGEROUS, "Absent", DANGEROUS, "=1", "absent", "steps"),
     LastRow("", "No longer asked", "9a: Old words.", "Not rated")), (ACTION,),
)  # fmt: skip


@pytest.fixture(scope="module")
def package():
    return school_workbook(PLAN, made_on=date(2027, 9, 1), last=LAST)


@pytest.fixture(scope="module")
def book(package):
    return openpyxl.load_workbook(io.BytesIO(package))


def test_the_sheets_and_the_column_are_there_only_with_last_time(book):
    plain = openpyxl.load_workbook(io.BytesIO(school_workbook(
        Plan(AUDIT, Asked()), made_on=date(2027, 9, 1))))  # fmt: skip
    assert set(book.sheetnames) - set(plain.sheetnames) == {"Actions so far", "Last time"}
    assert [c.value for c in book["1 Part 1"][4]][:5] == [
        "Ref", "Statement", "Rating", "Last time", "Evidence or comments"]  # fmt: skip
    assert "Last time" not in [c.value for c in plain["1 Part 1"][4]]


def test_nothing_of_last_time_is_a_formula(book):
    for sheet in ("Actions so far", "Last time", "1 Part 1"):
        for row in book[sheet].iter_rows(min_row=5):
            for cell in row:
                assert cell.data_type != "f" or sheet == "1 Part 1", (sheet, cell.coordinate)
    assert book["Last time"]["C5"].value == DANGEROUS
    assert book["Actions so far"]["C5"].value == DANGEROUS
    assert book["Actions so far"]["H5"].value == "001"


def test_no_rating_is_filled_in(book):
    for section in AUDIT.sections:
        column = layout.position(layout.section_columns(AUDIT, True), "rating")
        cells = [row[column - 1].value for row in book[section.sheet].iter_rows(min_row=5)]
        assert not any(cells)


def test_the_status_is_a_list_and_the_dates_are_dates_that_refuse_nothing(book):
    rules = {str(rule.sqref): rule for rule in book["Actions so far"].data_validations
             .dataValidation}  # fmt: skip
    (status,) = [rule for rule in rules.values() if rule.type == "list"]
    assert status.formula1 == '"Not started,In progress,Done,Dropped"'
    assert str(status.sqref) == f"F5:F{5 + carried.SPARE_ACTIONS}"
    assert {rule.errorStyle for rule in rules.values()} == {"warning", "information"}
    assert sum(rule.type == "date" for rule in rules.values()) == 2
    assert book["Actions so far"]["E5"].value == datetime(2027, 2, 12)
    assert book["Actions so far"]["J5"].value == "end of Autumn 1"


def test_one_sheet_is_open_for_typing_and_the_other_guarded(book):
    assert not book["Actions so far"].protection.sheet
    assert book["Last time"].protection.sheet
    blank = book["Actions so far"].iter_rows(min_row=6, max_row=5 + carried.SPARE_ACTIONS)
    assert all(not cell.protection.locked for row in blank for cell in row[:10])


def test_what_was_written_is_what_is_read_back(package):
    reading = read_return("a.xlsx", package, {AUDIT.id: AUDIT})
    (action,) = reading.result.actions_so_far
    for name in ("id", "ref", "action", "owner", "due", "status", "note", "criteria", "impact",
                 "review", "review_raw"):  # fmt: skip
        assert getattr(action, name) == getattr(ACTION, name), name
    assert {p.code for p in reading.problems} == {"nobody-answered", "date-words"}


def test_equal_arguments_give_equal_bytes(package):
    assert school_workbook(PLAN, made_on=date(2027, 9, 1), last=LAST) == package


def test_a_sheet_last_time_without_protection_is_looked_at_for_notes(package):
    book = openpyxl.load_workbook(io.BytesIO(package))
    book["Last time"].protection.sheet = False
    book["Last time"]["H6"].value = "We meant Green"
    buffer = io.BytesIO()
    book.save(buffer)
    reading = read_return("a.xlsx", buffer.getvalue(), {AUDIT.id: AUDIT})
    (told,) = [p for p in reading.problems if p.code == "last-time-typed"]
    assert told.cell == "H6"
    assert "We meant Green" in told.facts["found"]


def changed(package, change):
    return read_return("a.xlsx", edited(package, change), {AUDIT.id: AUDIT}).problems


@pytest.mark.parametrize("cell", ["E5", "A3", "F6"])
def test_words_in_its_table_that_are_not_as_they_were_written_are_told(package, cell):
    def change(book):
        book["Last time"][cell] = f"{book['Last time'][cell].value or ''} and now Green"

    told = [p.code for p in changed(package, change) if p.sheet == "Last time"]
    assert told == ["last-time-changed" if cell != "A3" else "last-time-typed"]


def test_rows_in_another_order_are_as_they_were_written(package):
    def change(book):
        sheet = book["Last time"]
        first, second = ([cell.value for cell in sheet[row]] for row in (5, 6))
        for column, (one, other) in enumerate(zip(first, second, strict=True), 1):
            sheet.cell(5, column).value, sheet.cell(6, column).value = other, one

    assert not [p for p in changed(package, change) if p.sheet == "Last time"]


def test_a_sheet_without_its_headings_is_told_whole(package):
    def change(book):
        for cell in book["Last time"][4]:
            cell.value = None

    (told,) = [p for p in changed(package, change) if p.code == "last-time-typed"]
    assert "A5" in told.facts["found"]


def test_a_note_above_the_actions_so_far_is_told(package):
    def change(book):
        book["Actions so far"]["F2"] = "See our plan"

    (told,) = [p for p in changed(package, change) if p.code == "rows-extra"]
    assert (told.sheet, told.cell) == ("Actions so far", "F2")


# --- what it says was rated then ---------------------------------------------------------------


def without_properties(book):
    for name in list(book.custom_doc_props.names):
        if name == LAST_PROPERTY:
            del book.custom_doc_props[name]


def read(package, *changes):
    def change(book):
        for each in changes:
            each(book)

    return read_return("a.xlsx", edited(package, change) if changes else package,
                       {AUDIT.id: AUDIT})  # fmt: skip


def test_what_was_rated_then_is_known_where_both_places_say_it(package):
    then = read(package).result.before
    assert then.source == "Last time: version 0.9."
    assert then.beside == {"1a": "Was Absent", "1b": carried.NEW}
    assert then.levels == {"1a": "absent"}


def test_a_plain_workbook_shows_nothing_of_last_time():
    plain = school_workbook(Plan(AUDIT, Asked()), made_on=date(2027, 9, 1))
    assert read(plain).result.before is None


@pytest.mark.parametrize(("words", "level"), [
    ("Was Absent", "Absent"), ("Reworded: was Absent", "Absent"), ("Was Absent (as 2c)", "Absent"),
    ("Was Absent; Training need: Yes", "Absent"), ("Was not rated", ""), (carried.NEW, ""),
    ("Split from 2c: was Absent", ""), ("Joined: 2c was Absent; 2d was Absent", ""),
    (carried.CHANGED, ""), ("Absent", ""),
])  # fmt: skip
def test_only_what_may_be_compared_is_a_level_of_last_time(words, level):
    assert carried.level_then(words, ("Absent", "Present")) == level


def test_two_places_that_differ_are_told_and_neither_counts(package):
    label = AUDIT.statement("1a").main.scale.levels[-1].label

    def change(book):
        book["1 Part 1"]["D5"] = f"Was {label}"

    reading = read(package, change)
    (told,) = [p for p in reading.problems if p.code == "last-time-differs"]
    assert (told.sheet, told.cell, told.refs) == ("1 Part 1", "D5", ("1a",))
    assert reading.result.before.levels == {}


def test_a_program_that_drops_the_properties_hides_no_change_to_the_sheet(package):
    def typed(book):
        book["Last time"]["E5"] = "We now rate this Green"

    spoilt = read(package, without_properties, typed)
    assert "last-time-changed" in {p.code for p in spoilt.problems}
    kept = read(package, without_properties)
    assert not [p for p in kept.problems if p.sheet == "Last time"]
    assert kept.result.before == read(package).result.before


def test_where_nothing_shows_how_it_was_written_that_is_told(package):
    def cut(book):
        book["Last time"]["C3"] = carried.unmarked(book["Last time"]["C3"].value)[0]

    reading = read(package, without_properties, cut)
    (told,) = [p for p in reading.problems if p.sheet == "Last time"]
    assert (told.code, told.severity) == ("last-time-unmarked", "information")
    assert reading.result.before.levels == {"1a": "absent"}
