"""What a program may have made of an answer: years, series of dates and words, ditto marks."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl.styles.numbers import FORMAT_TEXT
from workbooks import FRAMEWORKS, RAG, completed, edited

from sendsheets.model import Decision, Disposition, Severity
from sendsheets.returns.decisions import settle
from sendsheets.returns.questions import waiting
from sendsheets.returns.read import read_return

FIRST = RAG.sections[0].sheet


def read(data):
    return read_return("oak.xlsx", data, FRAMEWORKS)


def after(sheet=FIRST, **cells):
    """The reading after typing into cells of one sheet."""
    def change(book):
        for name, value in cells.items():
            book[sheet][name] = value
            if isinstance(value, str):
                book[sheet][name].number_format = FORMAT_TEXT

    return read(edited(completed(), change))


def told(reading):
    return [(p.code, p.cell, p.refs) for p in reading.problems]


def test_a_return_as_it_was_written_asks_nothing():
    assert told(read(completed())) == []


# --- the year of a due date --------------------------------------------------------------------


@pytest.mark.parametrize("due", [
    datetime(2026, 2, 12), datetime(2026, 11, 11), datetime(2062, 2, 12), "12/02/2026",
])  # fmt: skip
def test_a_due_date_before_the_return_or_long_after_it_is_asked_about(due):
    """"12 Feb" typed in November becomes the February that is over."""
    reading = after(H5=due)

    assert told(reading) == [("date-unlikely", "H5", ("1a",))]
    assert reading.problems[0].facts["completed"] == "12/11/2026"
    assert reading.result.responses[0].due is not None


@pytest.mark.parametrize("due", [datetime(2026, 11, 12), datetime(2036, 11, 12)])
def test_a_due_date_from_that_day_on_is_not(due):
    assert told(after(H5=due)) == []


def test_nothing_is_asked_where_nobody_knows_when_the_return_was_completed():
    def change(book):
        book["Cover"]["B13"] = None
        book[FIRST]["H5"] = datetime(2025, 2, 12)

    assert told(read(edited(completed(), change))) == []


def test_a_date_without_a_year_is_asked_about_once():
    def change(book):
        book[FIRST]["H5"] = datetime(2026, 2, 12)
        book[FIRST]["H5"].number_format = "d mmm"

    assert [code for code, *_ in told(read(edited(completed(), change)))] == ["date-no-year"]


def test_where_most_due_dates_do_not_go_with_the_day_it_is_the_day_that_is_asked_about():
    reading = after("Cover", B13=datetime(2027, 11, 12))

    (problem,) = reading.problems
    assert (problem.code, problem.sheet) == ("completed-unlikely", "Cover")
    assert problem.facts["found"] == "12/11/2027"


@pytest.mark.parametrize(("choice", "due"), [
    ("Accept as it is", date(2026, 2, 12)), ("12/02/2027", date(2027, 2, 12)),
    ("Leave it out", None),
])  # fmt: skip
def test_a_person_decides_which_year_it_is(choice, due):
    reading = after(H5=datetime(2026, 2, 12))
    (question,) = waiting([reading], FRAMEWORKS)

    (made,), untold = settle([reading], FRAMEWORKS, [Decision(question, choice, "J. Low")])

    assert (made.result.responses[0].due, untold) == (due, ())
    assert made.disposition is Disposition.ACCEPTED


# --- cells that were dragged down --------------------------------------------------------------


def test_due_dates_that_count_a_day_on_in_each_row_are_asked_about():
    days = {f"H{5 + n}": datetime(2027, 2, 27 + n) if n < 2 else datetime(2027, 3, 1)
            for n in range(3)}  # fmt: skip
    reading = after(**days)
    (problem,) = reading.problems

    assert (problem.code, problem.severity) == ("dates-counted", Severity.QUERY)
    assert problem.refs == ("1a", "1b", "1c")
    assert problem.facts["found"] == "H5 “27/02/2027”; H6 “28/02/2027”; H7 “01/03/2027”"


@pytest.mark.parametrize("days", [
    {"H5": 1, "H6": 2}, {"H5": 1, "H6": 1, "H7": 1}, {"H5": 1, "H6": 8, "H7": 15},
    {"H5": 1, "H7": 2, "H9": 3, "H6": None, "H8": None},
])  # fmt: skip
def test_other_due_dates_are_not(days):
    cells = {cell: day and datetime(2027, 3, day) for cell, day in days.items()}

    assert told(after(**{"H8": None, "H11": None, "H14": None, **cells})) == []


@pytest.mark.parametrize("words", [
    ("See policy 4", "See policy 5", "See policy 6"), ("9 a day", "10 a day", "11 a day"),
])  # fmt: skip
def test_words_that_count_on_in_each_row_are_told(words):
    reading = after(D5=words[0], D6=words[1], D7=words[2])

    assert told(reading) == [("words-counted", "D5", ("1a", "1b", "1c"))]
    assert reading.problems[0].severity is Severity.INFORMATION
    assert reading.result.responses[2].evidence == words[2]


def test_numbers_that_do_not_count_on_are_words():
    assert told(after(D5="Policy 4", D6="Policy 4", D7="Policy 5")) == []
    assert told(after(D5="Policy 4", D6="Report 5", D7="Minutes 6")) == []


# --- words that point to another row ----------------------------------------------------------


@pytest.mark.parametrize("words", [
    "ditto", "Ditto.", '"', "''", "As above", "see above, and the SEF", "same as above",
    "see row 6", "as below", "”", "〃", "do.",
])  # fmt: skip
@pytest.mark.parametrize("cell", ["D6", "E6", "G6"])
def test_words_that_mean_nothing_in_another_order_are_told(words, cell):
    reading = after(**{cell: words})

    assert told(reading) == [("words-point", cell, ("1b",))]
    assert reading.problems[0].severity is Severity.INFORMATION


@pytest.mark.parametrize("words", [
    "See 1a", "As a school we do", "Do more training", "Dittons visited", "Above all, trust",
    "See the row in the minutes", "“Quoted” words",
])  # fmt: skip
def test_other_words_are_not(words):
    assert told(after(D6=words)) == []


def test_they_are_told_once_a_sheet():
    reading = after(D6="ditto", D7="ditto", E6='"')

    assert told(reading) == [("words-point", "D6", ("1b", "1c"))]
    assert reading.problems[0].facts["found"] == "D6 “ditto”; D7 “ditto”; E6 “\"”"
