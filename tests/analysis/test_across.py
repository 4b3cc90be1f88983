"""Several audits of the same schools, theme by theme."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from sendsheets.analysis import across
from tests.analysis.networks import frames
from tests.analysis.small_audit import FRAMEWORK

OTHER = replace(FRAMEWORK, id="other", title="Another audit")
BOTH = {"small": FRAMEWORK, "other": OTHER}


def two_audits(small, other):
    """Frames of two audits; the schools of the second are numbered after those of the first."""
    first, places = frames(*small)
    second, more = frames(*other)
    count = len(places)
    responses = pd.concat([first, second.assign(
        framework="other", return_no=second["return_no"] + count)], ignore_index=True)  # fmt: skip
    more = more.assign(return_no=more["return_no"] + count)
    return responses, BOTH, pd.concat([places, more], ignore_index=True)


FIVE = [(f"School {n}", "gg" + letter) for n, letter in enumerate("gggrr")]


def test_the_audits_stand_one_below_the_other_with_n_and_counts():
    found = across.themes_across(*two_audits(FIVE, [(name, "ggr") for name, _ in FIVE]))
    keys = ["theme_name", "title", "statements", "schools", "rated", "strengths", "neither",
            "developments", "strength_share"]  # fmt: skip
    assert found[keys].to_numpy().tolist() == [
        ["Use of data", "Another audit", 1, 5, 5, 0, 0, 5, 0.0],
        ["Use of data", "Small audit", 1, 5, 5, 3, 0, 2, 0.6],
    ]


def test_a_theme_that_fewer_than_five_schools_rated_is_left_out():
    found = across.themes_across(*two_audits(FIVE, [("School 1", "ggr")] * 6))
    assert found["title"].tolist() == ["Small audit"]


def test_a_school_that_answered_both_is_told_where_its_answers_part():
    found = across.schools_across(*two_audits(FIVE, [("School 1", "ggr"), ("School 3", "ggr")]))
    assert found[["school", "title", "rated", "strengths", "apart"]].to_numpy().tolist() == [
        ["School 1", "Another audit", 3, 2,
         "Mostly an area here, a strength elsewhere: Use of data."],
        ["School 1", "Small audit", 3, 3,
         "Mostly a strength here, an area elsewhere: Use of data."],
        ["School 3", "Another audit", 3, 2, ""],
        ["School 3", "Small audit", 3, 2, ""],
    ]  # fmt: skip


def test_nobody_is_listed_where_nobody_answered_both():
    found = across.schools_across(*two_audits(FIVE, [("Elsewhere", "ggr")]))
    assert not len(found)
