"""What rose, fell and stayed: counted on a few lines of data."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from sendsheets.analysis.progress import (
    CHANGES,
    COUNTS,
    ROWS,
    Pair,
    changes,
    counted,
    of_kinds,
)
from sendsheets.model import Crosswalk, Descent, How, Kind

from .small_audit import FRAMEWORK, completed

PLAIN = Crosswalk("small", "1.0", "1.0", tuple(
    Descent(s.ref, (s.ref,), How.SAME) for s in FRAMEWORK.statements))  # fmt: skip


def pair(before, after, walk=PLAIN, school="Oak"):
    return Pair(completed(school, before), completed(school, after), FRAMEWORK, FRAMEWORK, walk)


def became(before, after, ref="1a", walk=PLAIN):
    rows = changes([pair({ref: before}, {ref: after}, walk)])
    return rows.set_index("ref").loc[ref, "change"]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("red", "amber", "rose"), ("green", "red", "fell"), ("amber", "amber", "stayed"),
        ("red", "", "only last time"), ("", "green", "only this time"), ("", "", "neither time"),
        ("NA", "green", "only this time"), ("green", "NA", "only last time"),
        ("NA", "NA", "neither time"), ("?A/G", "green", "only this time"),
        ("green", "?A/G", "only last time"), ("missing", "green", "only this time"),
        ("missing", "", "neither time"),
    ],
)  # fmt: skip
def test_each_rating_has_one_change_and_what_is_unknown_is_never_a_rating(before, after, change):
    assert became(before, after) == change


@pytest.mark.parametrize(
    ("before", "after", "change"), [("lot", "little", "rose"), ("no", "lot", "fell")])  # fmt: skip
def test_a_challenge_runs_the_other_way(before, after, change):
    assert became(before, after, "1c") == change


def test_open_questions_are_never_compared():
    rows = changes([pair({"2d": "answered"}, {"2d": "answered"})])
    assert "2d" not in set(rows["ref"])


def walk_with(*descents):
    by_ref = {each.ref: each for each in (*PLAIN.descents, *descents)}
    return replace(PLAIN, descents=tuple(by_ref.values()))


def test_a_moved_statement_is_compared_with_its_old_ref_and_no_other():
    walk = walk_with(Descent("2a", ("1b",), How.MOVED), Descent("1b", (), How.NEW))
    rows = changes([pair({"1b": "red", "2a": "green"}, {"1b": "amber", "2a": "amber"}, walk)])
    by_ref = rows.set_index("ref")
    assert by_ref.loc["2a", ["level_before", "level_label", "change"]].tolist() == [
        "Red", "Amber", "rose"]  # fmt: skip
    assert by_ref.loc["1b", ["level_before", "change"]].tolist() == ["", "new"]


@pytest.mark.parametrize("how", [How.SPLIT, How.CHANGED])
def test_what_is_another_statement_now_is_shown_and_not_compared(how):
    walk = walk_with(Descent("1a", ("1a",), how))
    row = changes([pair({"1a": "red"}, {"1a": "green"}, walk)]).iloc[0]
    assert (row["change"], row["level_before"], row["level_label"]) == (
        "not comparable", "Red", "Green")  # fmt: skip
    assert pd.isna(row["steps"])
    assert not row["strength_before"]


def test_of_joined_statements_each_is_said_with_its_ref():
    walk = walk_with(Descent("1a", ("1a", "1b"), How.MERGED))
    row = changes([pair({"1a": "red", "1b": ""}, {"1a": "green"}, walk)]).iloc[0]
    assert row["level_before"] == "1a Red; 1b blank"
    assert row["state_before"] == ""
    assert row["change"] == "not comparable"


def test_what_is_no_longer_asked_is_listed_without_a_ref():
    descents = tuple(descent for descent in PLAIN.descents if descent.ref != "2a")
    now = replace(FRAMEWORK, sections=tuple(
        replace(s, statements=tuple(x for x in s.statements if x.ref != "2a"))
        for s in FRAMEWORK.sections))  # fmt: skip
    walk = replace(PLAIN, descents=descents, removed=("2a",))
    after = replace(completed("Oak", {"1a": "red"}), responses=tuple(
        r for r in completed("Oak", {}).responses if r.ref != "2a"))  # fmt: skip
    rows = changes([Pair(completed("Oak", {"2a": "green"}), after, FRAMEWORK, now, walk)])
    row = rows[rows["ref_before"] == "2a"].iloc[0]
    assert (row["ref"], row["change"], row["level_before"]) == ("", "removed", "Green")


def test_steps_are_counted_in_levels():
    rows = changes([pair({"1a": "red"}, {"1a": "green"}), pair({"1a": "green"}, {"1a": "amber"})])
    assert rows[rows["ref"] == "1a"]["steps"].tolist() == [2, -1]


def test_the_columns_are_those_declared():
    assert list(changes([])) == [column.name for column in ROWS]


PAIRS = [
    pair({"1a": "red", "1b": "green", "2a": "NA"}, {"1a": "green", "1b": "green", "2a": "red"}),
    pair({"1a": "amber", "1b": "green"}, {"1a": "red", "1b": ""}, school="Elm"),
    pair({"1a": "green"}, {"1a": "green"}, school="Ash"),
]


def test_counts_say_n_and_add_up():
    practice = of_kinds(changes(PAIRS), Kind.PRACTICE)
    table = counted(practice, ("section",)).set_index("section")
    first = table.loc[1]
    assert first[["schools", "both", "rose", "stayed", "fell"]].tolist() == [3, 4, 1, 2, 1]
    assert first["only_last"] == 1
    assert first["strength_share_before"] == pytest.approx(2 / 4)
    assert first["strength_share"] == pytest.approx(3 / 4)
    assert (table["both"] == table["rose"] + table["stayed"] + table["fell"]).all()
    assert table[list(COUNTS)].to_numpy().sum() == len(practice)
    assert table.loc[2, "both"] == 0
    assert pd.isna(table.loc[2, "strength_share"])
    assert set(practice["change"]) <= set(CHANGES)


def test_nothing_at_all_gives_an_empty_table():
    assert counted(changes([]), ("section",)).empty
