"""Files that could not be used and that nobody can place: a person says whose they are."""

from __future__ import annotations

import pytest
from workbooks import FRAMEWORKS

from sendsheets.model import (
    Batch,
    Decision,
    Disposition,
    Listed,
    Problem,
    Reading,
    Register,
    Severity,
)
from sendsheets.reports.standings import FILE_PROBLEM, NOT_RETURNED, status
from sendsheets.returns.decisions import settle
from sendsheets.returns.placed import is_unplaced
from sendsheets.returns.questions import LEAVE_FILE, waiting
from sendsheets.returns.season import season

ASH, EAST = Listed("Ash School", "100001"), Listed("Easternley Primary School", "100002")
LIST = Register("schools.csv", (ASH, EAST))


def locked(file="easternley.xlsx"):
    return Reading(file, "a1", Disposition.REFUSED, None,
                   (Problem("file-password", Severity.ERROR, file),))  # fmt: skip


def settled(*decisions, file="easternley.xlsx"):
    (after,), told = settle([locked(file)], FRAMEWORKS, decisions, LIST)
    return after, [problem.code for problem in told]


def asked(file="easternley.xlsx"):
    (question,) = waiting([settled(file=file)[0]], FRAMEWORKS)
    return question


def statuses(reading):
    held = season(LIST, Batch((reading,)), "send-rag-audit")
    return [status(each) for each in held.standings]


def test_the_school_that_its_name_resembles_is_a_choice_and_any_other_may_be_typed():
    assert asked().choices == ("Easternley Primary School (100002)", LEAVE_FILE)
    assert asked("scan.xlsx").choices == (LEAVE_FILE,)
    assert asked("scan.xlsx").typed == "the school’s name or its URN"


def test_until_then_it_is_nobodys():
    after, told = settled()

    assert is_unplaced(after)
    assert told == []
    assert statuses(after) == [NOT_RETURNED, NOT_RETURNED]


@pytest.mark.parametrize("words", ["Easternley Primary School (100002)", "100002",
                                   "easternley primary school"])  # fmt: skip
@pytest.mark.parametrize("file", ["easternley.xlsx", "scan.xlsx"])
def test_decided_it_is_that_schools_file_problem(words, file):
    if "(" in words and file == "scan.xlsx":
        pytest.skip("not offered there")
    after, told = settled(Decision(asked(file), words, "Ann"), file=file)

    assert told == []
    assert not is_unplaced(after)
    assert after.disposition is Disposition.REFUSED
    assert statuses(after) == [NOT_RETURNED, FILE_PROBLEM]
    assert waiting([after], FRAMEWORKS) == ()
    assert "decision-applied" in {problem.code for problem in after.problems}


def test_it_may_still_be_left_out():
    after, told = settled(Decision(asked(), LEAVE_FILE, "Ann"))

    assert told == []
    assert [problem.code for problem in after.problems] == ["decision-left-out"]


def test_a_school_that_is_not_on_the_list_is_told_once():
    after, told = settled(Decision(asked(), "Westley School", "Ann"))

    assert told == ["decision-unrecognised"]
    assert is_unplaced(after)


def test_a_file_that_its_name_places_is_asked_about_as_before():
    after, _ = settled(file="send-rag-audit-ash-school-100001.xlsx")

    (question,) = waiting([after], FRAMEWORKS)
    assert question.choices == (LEAVE_FILE,)
    assert question.typed == ""
