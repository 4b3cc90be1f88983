"""One list of actions: what is listed, what is overdue, and in which order."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from sendsheets.analysis import tables
from sendsheets.analysis.actions import ACTIONS, actions
from sendsheets.model import Priority

from .small_audit import FRAMEWORKS, completed

AS_AT = date(2027, 1, 15)
PAST, TODAY, SOON, LATER = (
    date(2027, 1, 14), AS_AT, date(2027, 2, 1), date(2027, 3, 1)
)


def listed(*returns):
    return actions(tables.responses(returns, FRAMEWORKS), AS_AT)


def act(due=None, priority=None, **more):
    return {"action": "Do it", "due": due, "priority": priority} | more


def refs(*returns):
    return list(listed(*returns)["ref"])


# --- what is listed -------------------------------------------------------------------------


def test_every_action_is_listed_whatever_the_rating():
    ratings = {"1a": "green", "1b": "", "1c": "NA", "2a": "?odd", "2d": "answered"}
    table = listed(completed("Oak", ratings, more={ref: act() for ref in ratings}))
    assert set(table["ref"]) == set(ratings)
    assert dict(zip(table["ref"], table["rating"], strict=True)) == {
        "1a": "Green", "1b": "", "1c": "", "2a": "", "2d": "Answered",
    }


@pytest.mark.parametrize(
    ("ref", "words", "asks"),
    [
        ("1a", "red", True), ("1a", "amber", True), ("1a", "green", False),
        ("1c", "lot", True), ("1c", "little", True), ("1c", "no", False),
        ("1d", "no", True), ("1d", "yes", False), ("2c", "no", True),
        ("2d", "not-yet", False),
        ("1a", "", False), ("1a", "NA", False), ("1a", "?Red?", False), ("1a", "missing", False),
    ],
)
def test_which_ratings_ask_for_an_action(ref, words, asks):
    table = listed(completed("Oak", {ref: words}))
    assert list(table["ref"]) == ([ref] if asks else [])
    assert list(table["status"]) == (["No action yet"] if asks else [])


def test_an_action_of_blanks_is_none():
    table = listed(completed("Oak", {"1a": "red", "1b": "green"},
                             more={"1a": act(action=" \n"), "1b": act(action=" ")}))
    assert list(table["status"]) == ["No action yet"]


# --- dates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "status", "overdue"),
    [(PAST, "Overdue", True), (TODAY, "Planned", False), (SOON, "Planned", False),
     (None, "No date", False)],
)
def test_overdue_is_judged_as_at_the_date_given(due, status, overdue):
    table = listed(completed("Oak", {"1a": "red"}, more={"1a": act(due)}))
    assert (table["status"][0], bool(table["overdue"][0])) == (status, overdue)


def test_a_date_that_could_not_be_read_is_kept_as_typed():
    table = listed(completed("Oak", {"1a": "red"}, more={"1a": act(due_raw="after Easter")}))
    assert table["status"][0] == "No date"
    assert table["due"][0] is pd.NaT
    assert table["due_raw"][0] == "after Easter"


def test_no_action_is_never_overdue():
    table = listed(completed("Oak", {"1a": "red"}, more={"1a": {"due": PAST}}))
    assert (table["status"][0], bool(table["overdue"][0])) == ("No action yet", False)


# --- order ----------------------------------------------------------------------------------


def test_order_overdue_then_statutory_then_priority():
    table = listed(completed(
        "Oak", {"1a": "green", "1b": "red", "2a": "red", "2b": "green"},
        more={
            "1a": act(LATER, Priority.LOW),      # statutory
            "1b": act(SOON, Priority.HIGH),
            "2a": act(SOON, Priority.MEDIUM),
            "2b": act(PAST),                     # overdue
        },
    ))
    assert list(table["ref"]) == ["2b", "1a", "1b", "2a"]
    assert list(table["status"]) == ["Overdue", "Planned", "Planned", "Planned"]


def test_priority_high_medium_low_none():
    more = {
        "1b": act(), "1d": act(priority=Priority.LOW),
        "2a": act(priority=Priority.HIGH), "2b": act(priority=Priority.MEDIUM),
    }
    ratings = dict.fromkeys(("1b", "2a", "2b"), "red") | {"1d": "no"}
    assert refs(completed("Oak", ratings, more=more)) == ["2a", "2b", "1d", "1b"]


def test_then_worst_level_with_unrated_last():
    ratings = {"1b": "", "1c": "lot", "2a": "green", "2b": "amber"}
    more = {ref: act() for ref in ratings}
    assert refs(completed("Oak", ratings, more=more)) == ["1c", "2b", "2a", "1b"]


def test_worst_level_stands_before_the_earlier_date():
    more = {"1b": act(SOON), "2a": act(LATER)}
    assert refs(completed("Oak", {"1b": "amber", "2a": "red"}, more=more)) == ["2a", "1b"]


def test_then_due_date_with_none_last():
    more = {"1b": act(), "2a": act(LATER), "2b": act(SOON)}
    assert refs(completed("Oak", dict.fromkeys(more, "red"), more=more)) == ["2b", "2a", "1b"]


def test_then_school_whatever_its_capitals_and_framework_order():
    ratings = {"1b": "red", "2a": "red"}
    more = {ref: act() for ref in ratings}
    table = listed(*(completed(name, ratings, more=more) for name in ("Yew", "ash", "Birch")))
    assert table[["school", "ref"]].to_numpy().tolist() == [
        [name, ref] for name in ("ash", "Birch", "Yew") for ref in ("1b", "2a")
    ]


def test_rows_without_an_action_follow_all_that_have_one_in_the_same_order():
    table = listed(completed(
        "Oak", {"1a": "amber", "1b": "red", "2a": "amber", "2b": "green"},
        more={"1b": {"priority": Priority.HIGH}, "2b": act()},
    ))
    assert table[["ref", "status"]].to_numpy().tolist() == [
        ["2b", "No date"],
        ["1a", "No action yet"],  # statutory
        ["1b", "No action yet"],  # high priority
        ["2a", "No action yet"],
    ]


def test_columns_are_declared_and_no_returns_give_an_empty_list():
    empty = listed()
    assert tuple(empty.columns) == ACTIONS
    assert len(empty) == 0
    full = listed(completed("Oak", {"1a": "red"}, more={"1a": act(PAST)}))
    assert list(empty.dtypes) == list(full.dtypes)
