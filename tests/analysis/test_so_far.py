"""Actions over time: each once, overdue first, with what was said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sendsheets.analysis.so_far import ACTIONS, between, over_time
from sendsheets.model import ActionSoFar, Priority, Status, Term, academic_year, action_id, when

from .small_audit import FRAMEWORKS, completed

AS_AT = date(2027, 11, 20)
TERMS = (Term("Autumn 1", date(2027, 9, 1), date(2027, 10, 22)),
         Term("Autumn 2", date(2027, 11, 1), date(2027, 12, 17)))  # fmt: skip


def first(school="Oak", **actions):
    """Last time: actions beside their statements."""
    more = {ref: {"action": words, "due": due, "due_raw": str(due or "")}
            for ref, (words, due) in actions.items()}  # fmt: skip
    made = completed(school, dict.fromkeys(actions, "red"), more=more)
    return replace(made, completed_on=date(2026, 11, 12))


def then(*actions, school="Oak", role="SENCO", more=None):
    """This time: a table of actions so far."""
    made = completed(school, {"1a": "amber"}, more=more, role=role)
    return replace(made, completed_on=date(2027, 11, 10), actions_so_far=tuple(actions))


def so_far(ref, words, status=Status.IN_PROGRESS, due=None, **more):
    raw = status.label if status else ""
    return ActionSoFar(action_id(ref, words), ref, words, due=due, due_raw=str(due or ""),
                       status=status, status_raw=raw, **more)  # fmt: skip


def listed(*seasons, terms=()):
    frame = over_time(seasons, FRAMEWORKS, AS_AT, lambda r: r.school.name,
                      lambda r: r.respondent.role, terms)  # fmt: skip
    return {row["action"]: row for row in frame.to_dict("records")}


def test_an_action_written_last_time_is_the_one_that_was_carried_over():
    rows = listed([first(**{"1a": ("Train staff", date(2027, 2, 12))})],
                  [then(so_far("1a", "Train staff", Status.DONE, impact="Seen"))])  # fmt: skip
    (row,) = rows.values()
    assert (row["standing"], row["status"], row["impact"], row["times"]) == (
        "Done", "Done", "Seen", 2)  # fmt: skip
    assert row["history"] == "12 Nov 2026: New, due 12 Feb 2027"
    assert row["from_before"]


@pytest.mark.parametrize(
    ("status", "due", "standing"),
    [
        (Status.DONE, date(2027, 1, 1), "Done"), (Status.DROPPED, date(2027, 1, 1), "Dropped"),
        (Status.IN_PROGRESS, date(2027, 11, 19), "Overdue"),
        (Status.NOT_STARTED, AS_AT, "Planned"), (None, date(2027, 1, 1), "Overdue"),
        (Status.IN_PROGRESS, None, "No date"),
    ],
)  # fmt: skip
def test_how_an_action_stands(status, due, standing):
    row = listed([then(so_far("1a", "Train staff", status, due))])["Train staff"]
    assert row["standing"] == standing
    assert row["overdue"] is (standing == "Overdue")


def test_an_open_action_that_is_gone_is_not_forgotten():
    rows = listed([first(**{"1a": ("Train staff", None), "1b": ("Write plan", date(2027, 1, 8))})],
                  [then()])  # fmt: skip
    assert rows["Train staff"]["standing"] == "Not mentioned since"
    assert rows["Write plan"]["standing"] == "Overdue"


def test_a_school_without_a_return_this_time_keeps_its_actions():
    rows = listed([first(**{"1a": ("Train staff", date(2028, 1, 8))})], [then(school="Elm")])
    assert rows["Train staff"]["standing"] == "Planned"


def test_the_same_words_in_two_schools_are_two_actions():
    frame = over_time([[first("Oak", **{"1a": ("Train", None)}),
                        first("Elm", **{"1a": ("Train", None)})]],
                      FRAMEWORKS, AS_AT, lambda r: r.school.name, lambda r: "")  # fmt: skip
    assert sorted(frame["school"]) == ["Elm", "Oak"]


def test_a_new_role_takes_the_actions_on_and_two_roles_have_their_own():
    before = first(**{"1a": ("Train", None)})
    assert len(listed([before], [then(so_far("1a", "Train"), role="Headteacher")])) == 1
    frame = over_time(
        [[then(so_far("1a", "Train")), then(so_far("1a", "Train"), role="Headteacher")]],
        FRAMEWORKS, AS_AT, lambda r: r.school.name, lambda r: r.respondent.role)  # fmt: skip
    assert sorted(frame["role"]) == ["Headteacher", "SENCO"]


def test_overdue_stands_first_then_legal_duties_then_the_date_and_done_last():
    rows = listed([then(
        so_far("1b", "Planned late", due=date(2028, 3, 1)),
        so_far("1b", "Planned soon", due=date(2027, 12, 1)),
        so_far("1b", "Done", Status.DONE, date(2027, 1, 1)),
        so_far("1b", "Overdue", due=date(2027, 6, 1)),
        so_far("1a", "Overdue by law", due=date(2027, 7, 1)),
    )])  # fmt: skip
    assert list(rows) == ["Overdue by law", "Overdue", "Planned soon", "Planned late", "Done"]


def test_a_new_action_stands_beside_its_statement_with_its_priority():
    made = then(more={"1a": {"action": "Begin", "due": date(2028, 1, 8), "due_raw": "8/1/2028",
                             "priority": Priority.HIGH}})  # fmt: skip
    row = listed([made])["Begin"]
    assert (row["status"], row["standing"], row["from_before"], row["priority"]) == (
        "New", "Planned", False, "High")  # fmt: skip


def test_what_became_of_last_time_s_actions_is_counted():
    frame = over_time(
        [[first(**{"1a": ("A", None), "1b": ("B", None), "2a": ("C", None), "2b": ("D", None)})],
         [then(so_far("1a", "A", Status.DONE), so_far("1b", "B", due=date(2027, 1, 1)),
               so_far("2a", "C"), so_far("2a", "New"))]],
        FRAMEWORKS, AS_AT, lambda r: r.school.name, lambda r: "")  # fmt: skip
    assert between(frame) == {"done": 1, "dropped": 0, "overdue": 1, "open": 1, "new": 1,
                              "silent": 1}  # fmt: skip


def test_the_columns_are_those_declared_even_of_nothing():
    frame = over_time([[]], FRAMEWORKS, AS_AT, lambda r: "", lambda r: "")
    assert list(frame) == [column.name for column in ACTIONS]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 9, 1), "Autumn 1, 2027/28"), (date(2027, 10, 22), "Autumn 1, 2027/28"),
        (date(2027, 10, 25), "Holiday after Autumn 1, 2027/28"),
        (date(2027, 12, 20), "December 2027"), (date(2027, 8, 31), "August 2027"),
    ],
)  # fmt: skip
def test_a_day_falls_in_a_half_term_or_is_named_by_its_month(day, words):
    assert when(day, TERMS) == words
    assert when(day, ()).split()[0] in ("September", "October", "December", "August")


def test_the_academic_year_begins_in_september():
    assert academic_year(date(2026, 8, 31)) == "2025/26"
    assert academic_year(date(2026, 9, 1)) == "2026/27"
    assert academic_year(date(2099, 9, 1)) == "2099/00"


def test_half_terms_are_said_of_due_and_review_dates():
    action = replace(so_far("1a", "Train", due=date(2027, 12, 1)), review=date(2027, 10, 1))
    row = listed([then(action)], terms=TERMS)["Train"]
    assert (row["due_term"], row["review_term"], row["due_year"]) == (
        "Autumn 2, 2027/28", "Autumn 1, 2027/28", "2027/28")  # fmt: skip
