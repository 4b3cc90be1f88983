"""The action list workbook: one list over any number of returns and frameworks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sendsheets.analysis import actions, tables
from sendsheets.model import (
    Priority,
    RatingAnswer,
    Respondent,
    Response,
    Return,
    School,
    State,
)
from sendsheets.reports.action_list import action_list_workbook, shown
from tests.reports.batches import opened, rows
from tests.reports.invented import AS_AT, completed, framework

RAG, CPD = framework("send-rag-audit"), framework("senco-cpd-audit")
KNOWN = {RAG.id: RAG, CPD.id: CPD}


def acting(school: str, ref: str, level: str = "red", **more: Any) -> Return:
    """A return with one rating, and what is to be done about it."""
    given = {"rating": RatingAnswer(State.RATED, level)}
    response = Response(ref, int(ref[0]), RAG.statements[0].kind, "", given, **more)
    return completed(RAG, school=School(school, "", "Primary"), responses=(response,),
                     file=f"{school}.xlsx")  # fmt: skip


def listed(*returns: Return) -> Any:
    """The workbook over these returns (statements without a response are left out)."""
    responses = tables.responses(returns, KNOWN)
    frame = actions.actions(responses[responses["state"] != State.MISSING.value], AS_AT)
    return opened(action_list_workbook(frame, AS_AT, names={f.id: f.title for f in (RAG, CPD)}))


LATE = acting("Oak", "2a", action="Train staff", priority=Priority.HIGH, owner="SENCO",
              due=date(2026, 11, 20))  # fmt: skip
SOME_TIME = acting("Elm", "3b", "amber", action="Visit", due_raw="end of Autumn 1")
WAITING = acting("Ash", "1a")


def test_a_row_says_who_does_what_by_when_and_how_it_stands():
    found = rows(listed(WAITING, SOME_TIME, LATE), "Actions")
    keys = ("School", "Ref", "Rating", "Action", "Priority", "Owner", "Due date", "Status")
    assert [tuple(r[key] for key in keys) for r in found] == [
        ("Oak", "2a", "Red", "Train staff", "High", "SENCO", datetime(2026, 11, 20), "Overdue"),
        ("Elm", "3b", "Amber", "Visit", None, None, "end of Autumn 1", "No date"),
        ("Ash", "1a", "Red", None, None, None, None, "No action yet"),
    ]


def test_it_keeps_the_order_of_the_frame_it_is_given():
    frame = actions.actions(tables.responses([completed(RAG, n) for n in (1, 2, 3)], KNOWN), AS_AT)
    found = rows(opened(action_list_workbook(frame, AS_AT)), "Actions")
    assert [(r["School"], r["Ref"]) for r in found] == list(
        zip(frame["school"], frame["ref"], strict=True))  # fmt: skip


def test_statutory_statements_say_so():
    ref = next(s.ref for s in RAG.statements if s.statutory)
    assert rows(listed(acting("Oak", ref)), "Actions")[0]["Statement"].endswith("(Statutory)")


def test_the_sheet_says_how_many_and_as_at_when():
    said = listed(WAITING, SOME_TIME, LATE)["Actions"]["A2"].value
    assert said.startswith("2 actions, 1 overdue on 21 November 2026. Then 1 rating that asks for "
                           "an action and has none.")  # fmt: skip


def test_frameworks_are_named_only_where_there_are_several():
    assert "Framework" not in rows(listed(LATE), "Actions")[0]
    found = rows(listed(LATE, completed(CPD)), "Actions")
    assert {r["Framework"] for r in found} == {RAG.title, CPD.title}


def test_roles_of_one_school_are_told_apart():
    head = replace(LATE, respondent=Respondent("B", "Headteacher"))
    found = rows(listed(LATE, head), "Actions")
    assert sorted(r["School"] for r in found) == ["Oak (Headteacher)", "Oak (SENCO)"]


def test_the_summary_counts_by_school_in_alphabetical_order():
    found = rows(listed(WAITING, SOME_TIME, LATE), "Summary")
    assert [tuple(r.values()) for r in found] == [
        ("Ash", 0, 0, 0, 1), ("Elm", 0, 0, 1, 0), ("Oak", 1, 0, 0, 0)]  # fmt: skip
    assert list(found[0]) == ["School", "Overdue", "Planned", "No date", "No action yet"]


def test_no_actions_is_said():
    found = listed()
    assert "No actions." in rows(found, "Actions")[0].values()
    assert "No actions." in rows(found, "Summary")[0].values()


def test_a_long_text_is_cut_at_a_word_and_says_where_the_rest_is():
    assert shown("short") == "short"
    cut = shown("many words " * 100)
    assert len(cut) < 850
    assert cut.endswith("… (The rest is in the school’s return.)")


def test_equal_input_gives_equal_bytes():
    frame = actions.actions(tables.responses([LATE], KNOWN), AS_AT)
    assert action_list_workbook(frame, AS_AT) == action_list_workbook(frame.copy(), AS_AT)
