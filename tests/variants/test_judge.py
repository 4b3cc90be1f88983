"""The judge itself: it must see what is silently wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from workbooks import FRAMEWORKS

from sendsheets.model import Batch, Priority, Problem, RatingAnswer, Severity, State
from sendsheets.returns.read import read_return

from .base import PLAN, Variant, everything, filled, one, truth
from .judge import Verdict, judge

PLAIN = Variant("judge", "as it was", one(filled))


@pytest.fixture(scope="module")
def reading():
    return read_return("oak.xlsx", filled(), FRAMEWORKS)


def judged(reading, variant=PLAIN):
    return judge(variant, Batch((reading,)))


def changed(reading, ref, **fields):
    """The reading with one response changed."""
    responses = tuple(
        replace(r, **fields) if r.ref == ref else r for r in reading.result.responses)
    return replace(reading, result=replace(reading.result, responses=responses))


def told(reading, problem):
    return replace(reading, problems=(*reading.problems, problem))


def test_the_filled_workbook_is_read_right(reading):
    verdict = judged(reading)

    assert verdict.sound, str(verdict)
    assert verdict.right == len(truth())
    assert verdict.told == 0
    assert len(truth()) > 200


def test_neighbours_answers_differ_so_that_a_shift_shows():
    refs = [statement.ref for statement in PLAN.statements]
    for field in ("rating", "evidence", "owner"):
        values = [truth().get((ref, field), "") for ref in refs]
        assert all(a != b for a, b in pairwise(values)), field


PLANTED = {
    "another rating": {"ratings": {"rating": RatingAnswer(State.RATED, "red", "Green", "C5")}},
    "a lost rating": {"ratings": {"rating": RatingAnswer(State.BLANK)}},
    "unrecognised and not asked": {
        "ratings": {"rating": RatingAnswer(State.UNRECOGNISED, None, "Green", "C5")}},
    "missing and not told": {"ratings": {"rating": RatingAnswer(State.MISSING)}},
    "lost evidence": {"evidence": ""},
    "evidence cut": {"evidence": "seen for 1"},
    "another's evidence": {"evidence": "seen for 1b"},
    "a lost date": {"due": None},
    "no date any more": {"due": None, "due_raw": ""},
    "a priority not understood": {"priority": None},
    "another priority": {"priority": Priority.LOW},
    "no owner": {"owner": ""},
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_error_is_seen(reading, kind):
    verdict = judged(changed(reading, "1a", **PLANTED[kind]))

    assert len(verdict.silent) == 1, str(verdict)
    assert verdict.silent[0].startswith("1a ")


def test_an_answer_that_nobody_typed_is_seen(reading):
    blank = next(ref for (ref, _) in sorted(truth())
                 if ref != "Cover" and (ref, "action") not in truth())  # fmt: skip
    verdict = judged(changed(reading, blank, action="made up"))

    assert [words.split(":")[0] for words in verdict.silent] == [f"{blank} action"]


def test_an_answer_moved_to_another_statement_is_seen_twice(reading):
    ratings = {r.ref: r.ratings for r in reading.result.responses}
    moved = changed(changed(reading, "1a", ratings=ratings["1b"]), "1b", ratings=ratings["1a"])

    assert len(judged(moved).silent) == 2


def test_another_school_is_seen(reading):
    school = replace(reading.result.school, name="Elm School")
    verdict = judged(replace(reading, result=replace(reading.result, school=school)))

    assert len(verdict.silent) == 1


def test_a_response_too_few_is_seen(reading):
    short = replace(reading.result, responses=reading.result.responses[1:])

    assert judged(replace(reading, result=short)).silent


def query(code="text-lost", refs=("1a",), found="seen for 1a"):
    return Problem(code, Severity.QUERY, file="oak.xlsx", sheet="1 Leadership", cell="D5",
                   refs=refs, facts={"found": found})  # fmt: skip


def test_what_is_told_with_its_text_is_no_silent_error(reading):
    lost = changed(reading, "1a", evidence="")

    assert judged(told(lost, query())).silent == []
    assert judged(told(lost, query())).told == 1


@pytest.mark.parametrize(
    "problem",
    [query(refs=("1b",)) , query(found="something else"),
     replace(query(), severity=Severity.INFORMATION)],
    ids=["another statement", "without its text", "only as information"],
)  # fmt: skip
def test_what_is_told_badly_is_still_silent(reading, problem):
    lost = changed(reading, "1a", evidence="")
    problem = replace(problem, cell="" if problem.refs == ("1b",) else problem.cell)

    assert judged(told(lost, problem)).silent


def test_a_refused_file_is_not_silent_but_wrong_where_it_should_be_read(reading):
    refused = read_return("oak.xlsx", b"", FRAMEWORKS)
    verdict = judged(refused)

    assert verdict.silent == []
    assert verdict.wrong


def test_something_unforeseen_counts_as_a_traceback():
    problem = Problem("file-unreadable", Severity.ERROR, file="oak.xlsx",
                      facts={"found": "something unforeseen (KeyError)"})  # fmt: skip
    refused = read_return("oak.xlsx", b"", FRAMEWORKS)

    assert judged(replace(refused, problems=(problem,))).tracebacks


def test_a_problem_that_was_expected_must_be_there(reading):
    variant = replace(PLAIN, tells=("rating-unrecognised@C5",))

    assert judged(reading, variant).wrong


def test_a_stray_text_must_be_quoted(reading):
    variant = replace(PLAIN, strays=("ask Jo",))

    assert judged(reading, variant).silent
    assert judged(told(reading, query(found="M6: ask Jo")), variant).silent == []


def test_what_is_gone_must_still_be_told(reading):
    variant = replace(PLAIN, gone=everything("1a"))
    lost = changed(reading, "1a", evidence="")

    assert judged(lost, variant).silent
    assert judged(told(lost, query(found="nothing")), variant).silent == []


def test_a_verdict_says_what_is_wrong():
    assert not Verdict(silent=["x"]).sound
    assert "silent error: x" in str(Verdict(silent=["x"]))
