"""Last time in a school's own summary, its governors' page and its reply."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from sendsheets.model import ActionSoFar, Batch, Before, Disposition, Reading, Status
from sendsheets.reports.governors import governors_report
from sendsheets.reports.reply import replies
from sendsheets.reports.school import school_summary
from sendsheets.reports.since import actions_done, glance
from tests.reviews import PULSE, given

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

AS_AT = date(2026, 12, 1)
ACTIONS = (
    ActionSoFar("1a-bcdfg", "1a", "Train staff", "SENCO", date(2026, 2, 13), "", Status.DONE,
                "Done", "Finished in June", impact="Fewer exclusions"),
    ActionSoFar("1b-bcdfg", "1b", "=Meet parents", "Head", date(2026, 10, 23), "",
                Status.IN_PROGRESS, "In progress"),
)  # fmt: skip
THEN = {"1a": "not-yet", "1b": "established", "1c": "strong"}
CARRIED = given(levels={"1a": "strong", "1b": "established", "1c": "beginning"},
                otherwise="established", before=Before("Last time: version 1.0.", {}, THEN),
                actions_so_far=ACTIONS)  # fmt: skip
SAID = ("Of 3 statements rated both times, 1 rose, 1 stayed and 1 fell. "
        "1 of 2 actions so far is done.")  # fmt: skip


def table(sheet):
    heads = [cell.value for cell in sheet[4]]
    return [dict(zip(heads, [c.value for c in row], strict=True)) for row in sheet.iter_rows(5)]


def book(result):
    return openpyxl.load_workbook(io.BytesIO(school_summary(PULSE, result, (), AS_AT)))


def test_the_summary_says_what_rose_and_fell_with_how_many_were_compared():
    made = book(CARRIED)
    cover = [(row[0].value, row[1].value) for row in made["Cover"].iter_rows()]
    assert ("Since last time", SAID) in cover
    rows = [(r["Ref"], r["Last time"], r["This time"], r["What changed"])
            for r in table(made["Since last time"])]  # fmt: skip
    assert rows == [("1a", "Not yet", "Strong", "Rose"), ("1c", "Strong", "Beginning", "Fell")]


def test_the_summary_lists_the_actions_so_far_overdue_first_and_as_text():
    rows = table(book(CARRIED)["Actions so far"])
    assert [(r["Action"], r["Status"]) for r in rows] == [
        ("=Meet parents", "Overdue"), ("Train staff", "Done")]  # fmt: skip
    assert rows[1]["Impact"] == "Fewer exclusions"


def test_a_school_without_last_time_has_none_of_it():
    plain = replace(CARRIED, before=None, actions_so_far=())
    assert not {"Since last time", "Actions so far"} & set(book(plain).sheetnames)
    assert glance(plain, PULSE) == ""
    assert "Since last time" not in governors_report(PULSE, plain, AS_AT)
    assert "ince last time" not in reply(plain).html


def test_governors_read_it_in_a_line():
    assert f"Since last time: {SAID}" in governors_report(PULSE, CARRIED, AS_AT)


def reply(result):
    reading = Reading("oak.xlsx", "x", Disposition.ACCEPTED, result)
    ((made,), _, _) = replies(PULSE, Batch((reading,)), AS_AT)
    return made


def test_a_reply_names_what_rose_before_what_fell_and_is_kind_about_both():
    made = reply(CARRIED)
    page = made.html
    assert SAID in page
    assert page.index("What rose: “") < page.index("Lower than last time: “")
    assert "from Not yet to Strong. Those who brought that about deserve to hear it." in page
    assert "a change in the school or a closer look" in page
    assert page.index("What is going well") < page.index("Since last time")
    body = " ".join(made.draft.body.split())
    assert f"Since last time 1 rating rose: “{PULSE.statement('1a').label}” (1a)." in body


def test_where_all_stayed_as_it_was_that_is_worth_a_word():
    same = replace(CARRIED, before=Before("", {}, {"1b": "established"}), actions_so_far=())
    assert "what you had built has held" in reply(same).html


@pytest.mark.parametrize(("statuses", "words"), [
    ((Status.DONE,), "The one action so far is done."), ((None,), ""),
    ((Status.DONE, Status.DONE, None), "2 of 3 actions so far are done."), ((), ""),
])  # fmt: skip
def test_actions_done_are_told_in_a_sentence(statuses, words):
    actions = tuple(ActionSoFar(str(n), "1a", "x", status=s) for n, s in enumerate(statuses))
    assert actions_done(replace(CARRIED, actions_so_far=actions)) == words
