"""A heading that stands twice over a table, and answers that stand under one of the two."""

from __future__ import annotations

import pytest
from workbooks import RAG, after

from sendsheets.model import Severity

FIRST, LAST_ROW = RAG.sections[0].sheet, 4 + len(RAG.sections[0].statements)


def told(reading):
    return [(p.code, p.sheet, p.cell) for p in reading.problems]


def ratings_in_j(book, ours="", theirs="Red"):
    """A second column of ratings: last year's, say, while ours is still to be filled in."""
    sheet = book[FIRST]
    sheet["J4"] = "Rating"
    for row in range(5, LAST_ROW + 1):
        sheet.cell(row, 3).value = ours or None
        sheet.cell(row, 10).value = theirs or None


def test_ratings_under_the_second_heading_alone_are_asked_about():
    (problem,) = after(ratings_in_j).problems

    assert (problem.code, problem.severity) == ("answer-one-column", Severity.QUERY)
    assert (problem.sheet, problem.cell) == (FIRST, "J5")
    assert problem.refs == tuple(s.ref for s in RAG.sections[0].statements)
    assert problem.facts["columns"] == "C and J"


def test_the_same_under_both_and_a_second_heading_over_nothing_ask_nothing():
    assert told(after(lambda book: ratings_in_j(book, "Red", "Red"))) == []
    assert told(after(lambda book: ratings_in_j(book, "Red", ""))) == []


def test_one_cell_that_fills_a_gap_is_the_first_that_is_named():
    def change(book):
        book[FIRST]["J4"], book[FIRST]["C8"], book[FIRST]["J8"] = "Rating", None, "Green"

    assert told(after(change)) == [("answer-one-column", FIRST, "J8")]


@pytest.mark.parametrize(("heading", "cell"), [
    ("Evidence or comments", "J6"), ("Action", "J5"), ("Owner", "J5"), ("Due date", "J6"),
])  # fmt: skip
def test_the_same_holds_for_every_column(heading, cell):
    def change(book):
        column = {"Evidence or comments": "D", "Action": "E", "Owner": "G", "Due date": "H"}
        book[FIRST]["J4"], book[FIRST][cell] = heading, "12/02/2028"
        book[FIRST][f"{column[heading]}{cell[1:]}"] = None

    assert ("answer-one-column", FIRST, cell) in told(after(change))


def test_a_second_reviewers_ratings_are_asked_about():
    def change(book):
        book["Peer review"]["L4"], book["Peer review"]["L6"] = "Reviewer rating", "Red"

    assert told(after(change, True)) == [("answer-one-column", "Peer review", "L6")]
