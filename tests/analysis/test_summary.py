"""What the answers add up to. The denominators are what people dispute."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sendsheets.analysis import summary, tables
from sendsheets.analysis.summary import (
    BY_RETURN,
    BY_RETURN_AND_SECTION,
    BY_SECTION,
    BY_STATEMENT,
    distribution,
)
from sendsheets.model import Asked, Kind
from tests.reviews import PULSE, given

from .small_audit import FRAMEWORK, FRAMEWORKS, completed

OAK = completed("Oak", {"1a": "green", "1b": "red", "1c": "lot", "1d": "no",
                        "2a": "amber", "2b": "NA", "2c": "yes", "2d": "answered"})
ASH = completed("ash", {"1a": "green", "1b": "", "1c": "little", "1d": "yes",
                        "2a": "?Green-ish", "2b": "green", "2c": "", "2d": "not-yet"})
ELM = completed("Elm", {"1a": "red", "1b": "NA", "1c": "no", "1d": "NA"},
                asked=Asked(sections=(1,)))

STATES = ["not_applicable", "blank", "unrecognised", "missing", "total", "rated"]


def responses(*returns):
    return tables.responses(returns, FRAMEWORKS)


ALL = responses(OAK, ASH, ELM)


def only(frame):
    (row,) = frame.to_dict("records")
    return row


def total(*returns, kinds=(Kind.PRACTICE,)):
    return only(distribution(responses(*returns), FRAMEWORK, kinds=kinds))


# --- denominators ---------------------------------------------------------------------------


def test_totals_by_hand():
    row = only(distribution(ALL, FRAMEWORK))
    # Practice: Oak G R A NA, Ash G blank ? G, Elm R NA (section 2 not asked).
    assert [row[f"level_{key}"] for key in ("red", "amber", "green")] == [2, 1, 3]
    assert [row[name] for name in STATES] == [2, 1, 1, 0, 10, 6]
    assert (row["strengths"], row["developments"]) == (3, 3)
    assert row["strength_share"] == pytest.approx(3 / 6)
    assert row["development_share"] == pytest.approx(3 / 6)
    # Ranks 3 1 2 3 3 1: mean 13/6, mean square 33/6.
    assert row["mean"] == pytest.approx(13 / 6)
    assert row["spread"] == pytest.approx(math.sqrt(33 / 6 - (13 / 6) ** 2))


def test_the_spread_is_that_of_numpy_s_own_example():
    """NumPy's reference, std: of 1, 2, 3 and 4 it is 1.1180339887498949 (over n, not n - 1)."""
    keys = [level.key for level in PULSE.statements[0].main.scale.worst_first]
    levels = dict(zip(("1a", "1b", "1c", "1d"), keys, strict=True))
    row = only(distribution(tables.responses([given(levels=levels)], {PULSE.id: PULSE}), PULSE))
    assert (row["rated"], row["mean"], row["spread"]) == (4, 2.5, 1.118033988749895)


@pytest.mark.parametrize(
    ("words", "column"),
    [("NA", "not_applicable"), ("", "blank"), ("?Amber/Red", "unrecognised"),
     ("missing", "missing")],
)
def test_what_is_not_rated_is_counted_by_itself_and_in_no_share(words, column):
    rated = {"1a": "green", "2a": "red", "2b": "red"}
    row = total(completed("Oak", rated | {"1b": words}))
    assert (row[column], row["rated"], row["total"]) == (1, 3, 4)
    assert row["strength_share"] == pytest.approx(1 / 3)
    assert row["development_share"] == pytest.approx(2 / 3)
    assert row["mean"] == pytest.approx(5 / 3)


def test_what_was_not_asked_is_counted_nowhere():
    whole = {"1a": "green", "1b": "red"}
    short = total(completed("Oak", whole, asked=Asked(sections=(1,))))
    marked = total(completed("Oak", whole | {"2a": "not asked", "2b": "not asked"}))
    assert short == marked
    assert (short["total"], short["rated"], short["strength_share"]) == (2, 2, 0.5)


def test_every_count_adds_up():
    for by in ((), BY_SECTION, BY_STATEMENT, BY_RETURN, BY_RETURN_AND_SECTION):
        table = distribution(ALL, FRAMEWORK, by)
        levels = table[["level_red", "level_amber", "level_green"]].sum(axis=1)
        rest = table[["not_applicable", "blank", "unrecognised", "missing"]].sum(axis=1)
        assert (levels == table["rated"]).all()
        assert (levels + rest == table["total"]).all()
        assert table["total"].sum() == 10


def test_nothing_rated_gives_no_share_rather_than_nought():
    row = total(completed("Oak", {"1a": "NA", "1b": "", "2a": "?x", "2b": "missing"}))
    assert row["rated"] == 0
    for name in ("strength_share", "development_share", "mean", "spread"):
        assert math.isnan(row[name])


def test_no_returns_give_one_row_of_noughts():
    row = total()
    assert (row["total"], row["rated"], row["level_green"]) == (0, 0, 0)
    assert math.isnan(row["strength_share"])
    assert len(distribution(responses(), FRAMEWORK, BY_SECTION)) == 0


def test_one_rating_has_a_mean_and_no_spread():
    row = total(completed("Oak", {"1a": "amber"}))
    assert (row["mean"], row["spread"]) == (2.0, 0.0)


def test_only_practice_counts_unless_asked_for():
    assert total(completed("Oak", {"1c": "lot", "1d": "no", "2c": "no", "2d": "not-yet"}))[
        "rated"
    ] == 0


def test_other_frameworks_rows_are_left_out():
    other = ALL.assign(framework="another")
    assert only(distribution(other, FRAMEWORK))["total"] == 0


def test_different_scales_are_never_added_up():
    with pytest.raises(ValueError, match="different scales"):
        distribution(ALL, FRAMEWORK, kinds=(Kind.PRACTICE, Kind.CHALLENGE))


def test_two_roles_of_one_school_count_as_two_voices():
    row = total(completed("Oak", {"1a": "green"}), completed("Oak", {"1a": "red"}, role="Governor"))
    assert (row["rated"], row["strength_share"]) == (2, 0.5)


# --- groups ---------------------------------------------------------------------------------


def test_by_section():
    table = distribution(ALL, FRAMEWORK, BY_SECTION)
    assert list(table["section_short"]) == ["Leading", "Teaching"]
    assert table["rated"].tolist() == [4, 2]
    assert table["total"].tolist() == [6, 4]
    assert table["strength_share"].tolist() == pytest.approx([2 / 4, 1 / 2])


def test_by_statement_in_framework_order_even_if_the_first_return_was_asked_less():
    late = completed("Yew", {"2a": "green"}, asked=Asked(sections=(2,)))
    table = distribution(responses(late, OAK), FRAMEWORK, BY_STATEMENT)
    assert list(table["ref"]) == ["1a", "1b", "2a", "2b"]
    assert table["rated"].tolist() == [1, 1, 2, 0]
    assert table["statutory"].tolist() == [True, False, False, False]


def test_by_return_and_section():
    table = distribution(ALL, FRAMEWORK, BY_RETURN_AND_SECTION)
    assert table[["school", "section", "rated"]].to_numpy().tolist() == [
        ["Oak", 1, 2], ["Oak", 2, 1], ["ash", 1, 1], ["ash", 2, 1], ["Elm", 1, 1],
    ]
    assert table["mean"].tolist() == [2.0, 2.0, 3.0, 3.0, 1.0]


# --- lists ----------------------------------------------------------------------------------


MIXED = responses(completed(
    "Oak", {"1a": "amber", "1b": "green", "1c": "lot", "1d": "no", "2a": "red", "2b": "green"},
    more={"2a": {"action": "Mend it"}},
))


def test_strengths_are_practice_only_in_order():
    assert list(summary.strengths(MIXED)["ref"]) == ["1b", "2b"]
    assert list(summary.strengths(MIXED, 1)["ref"]) == ["1b"]


def test_the_highest_level_stands_first_where_two_levels_are_strengths():
    two = MIXED.assign(strength=MIXED["level"].isin(["amber", "green"]))
    assert list(summary.strengths(two)["ref"]) == ["1b", "2b", "1a"]


def test_areas_are_worst_level_first_and_practice_only():
    table = summary.areas(MIXED)
    assert list(table["ref"]) == ["2a", "1a"]
    assert list(table["action"]) == ["Mend it", ""]


def test_top_and_low_statements():
    table = distribution(ALL, FRAMEWORK, BY_STATEMENT)
    # 1a G G R = 2/3; 1b R = 0; 2a A = 0; 2b G = 1.
    assert list(summary.top_statements(table)["ref"]) == ["2b", "1a", "1b", "2a"]
    assert list(summary.low_statements(table)["ref"]) == ["1b", "2a", "1a", "2b"]
    assert list(summary.low_statements(table, 1)["ref"]) == ["1b"]


def test_a_statement_nobody_rated_is_in_neither_list():
    table = distribution(responses(OAK), FRAMEWORK, BY_STATEMENT)
    assert "2b" not in set(summary.top_statements(table)["ref"])
    assert "2b" not in set(summary.low_statements(table)["ref"])


def test_challenges_read_the_other_way():
    two = responses(
        completed("Oak", {"1c": "lot"}), completed("Ash", {"1c": "no"}),
        completed("Elm", {"1c": "NA"}),
    )
    row = only(summary.challenges(two, FRAMEWORK))
    assert (row["ref"], row["level_lot"], row["level_no"], row["rated"]) == ("1c", 1, 1, 2)
    assert (row["development_share"], row["not_applicable"]) == (0.5, 1)


def test_what_gets_in_the_way_most_stands_first_and_the_unrated_last():
    challenge = FRAMEWORK.statements[2]
    three = tuple(replace(challenge, ref=ref) for ref in ("1c", "1d", "1e"))
    framework = replace(
        FRAMEWORK, sections=(replace(FRAMEWORK.sections[0], statements=three),)
    )
    answers = [replace(completed("Oak", {"1c": words}).responses[0], ref=ref)
               for ref, words in (("1c", "NA"), ("1d", "no"), ("1e", "little"))]
    oak = replace(OAK, responses=tuple(answers))
    table = summary.challenges(tables.responses([oak], {"small": framework}), framework)
    assert list(table["ref"]) == ["1e", "1d", "1c"]
    assert table["rated"].tolist() == [1, 1, 0]


def test_a_framework_without_challenges_has_an_empty_table():
    kinds = tuple(words for words in FRAMEWORK.kinds if words.kind is Kind.PRACTICE)
    plain = replace(FRAMEWORK, kinds=kinds)
    assert len(summary.challenges(ALL, plain)) == 0
    assert summary.questions_and_goals(ALL, plain) == []


def test_questions_and_goals_share_a_table_when_they_share_a_scale():
    ((kinds, table),) = summary.questions_and_goals(ALL, FRAMEWORK)
    assert kinds == (Kind.QUESTION, Kind.GOAL)
    assert list(table["ref"]) == ["1d", "2c"]
    assert table[["level_no", "level_yes", "not_applicable", "blank"]].to_numpy().tolist() == [
        [1, 1, 1, 0], [0, 1, 0, 1],
    ]


def test_heat_map():
    table = summary.heat_map(ALL)
    assert list(table.columns) == [
        "return_no", "school", "phase", "role", "rated", "strength_share", "1a", "1b", "2a", "2b",
    ]
    cells = table[["school", "1a", "1b", "2a", "2b"]].to_numpy().tolist()
    assert cells == [
        ["ash", "G", "", "?", "G"],
        ["Elm", "R", "NA", "–", "–"],
        ["Oak", "G", "R", "A", "NA"],
    ], "alphabetical whatever the capitals"
    assert table["rated"].tolist() == [2, 1, 3]
    assert table["strength_share"].tolist() == pytest.approx([1, 0, 1 / 3])


def test_heat_map_keeps_roles_apart_and_leaves_no_share_where_nothing_is_rated():
    table = summary.heat_map(responses(
        completed("Oak", {"1a": "green"}), completed("Oak", {"1a": "NA"}, role="Governor")
    ))
    assert table[["role", "1a"]].to_numpy().tolist() == [["Governor", "NA"], ["SENCO", "G"]]
    assert math.isnan(table["strength_share"][0])


def test_heat_map_of_nothing_is_empty_and_of_two_frameworks_is_refused():
    assert len(summary.heat_map(responses())) == 0
    two = ALL.assign(framework=["a", *["b"] * (len(ALL) - 1)])
    with pytest.raises(ValueError, match="one framework"):
        summary.heat_map(two)
