"""One school under two URNs: asked about where all else is the same."""

from __future__ import annotations

import pytest
from workbooks import FRAMEWORKS, RAG, plain

from sendsheets.model import Decision, Disposition
from sendsheets.returns.decisions import settle
from sendsheets.returns.questions import LEAVE_FILE, waiting
from sendsheets.returns.read import read_return


def two(**other):
    first = read_return("a.xlsx", plain(RAG, {"1a": {"rating": "Red"}}), FRAMEWORKS)
    details = {"urn": "123465", **other}
    return [first, read_return("b.xlsx", plain(RAG, {"1a": {"rating": "Green"}}, details),
                               FRAMEWORKS)]  # fmt: skip


def codes(readings):
    return [[p.code for p in reading.problems] for reading in readings]


def test_returns_that_differ_in_the_urn_alone_are_asked_about():
    made, _ = settle(two(), FRAMEWORKS)

    assert codes(made) == [["urn-differs"], ["urn-differs"]]
    assert [r.disposition for r in made] == [Disposition.QUERY] * 2
    assert made[0].problems[0].facts == {
        "found": "123456", "urn": "123465", "other": "b.xlsx"}


@pytest.mark.parametrize("other", [
    {"school_name": "Elm Primary School"}, {"completed_by": "B. Jones"},
    {"role": "Headteacher"}, {"completed_by": ""},
])  # fmt: skip
def test_returns_that_differ_in_more_are_two_schools(other):
    made, _ = settle(two(**other), FRAMEWORKS)

    assert "urn-differs" not in {code for each in codes(made) for code in each}


@pytest.mark.parametrize(("choice", "disposition"), [
    ("Accept as it is", Disposition.ACCEPTED), (LEAVE_FILE, Disposition.REFUSED),
])  # fmt: skip
def test_a_person_decides(choice, disposition):
    readings = two()
    questions = waiting(settle(readings, FRAMEWORKS)[0], FRAMEWORKS)
    decided = [Decision(questions[1], choice, "J. Low")]

    made, untold = settle(readings, FRAMEWORKS, decided)

    assert (made[1].disposition, untold) == (disposition, ())
