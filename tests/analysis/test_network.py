"""The picture over a network: what stands in each list, in what order, with what n."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from sendsheets.analysis import network
from tests.analysis.networks import frames
from tests.analysis.small_audit import FRAMEWORK

SIX = (("Ash", "ggr"), ("Bay", "Gag"), ("Elm", "grr"), ("Fir", "grG"), ("Oak", "rrg"),
       ("Yew", "ggn"))  # fmt: skip


def seen(*schools, framework=FRAMEWORK):
    responses, places = frames(*(schools or SIX))
    return network.picture(responses, framework, places).set_index("ref", drop=False)


def test_every_share_stands_with_its_n_and_its_counts():
    table = seen()
    keys = ["rated", "level_red", "level_amber", "level_green", "strength_share", "schools"]
    assert table.loc["1a", keys].tolist() == [6, 1, 0, 5, pytest.approx(5 / 6), 6]
    assert table.loc["2a", keys].tolist() == [5, 2, 0, 3, 0.6, 5]
    assert table.loc["1a", "could_help"] == 1  # only Bay noted evidence
    assert table.loc["1a", "spread"] == pytest.approx((4 * 5 / 36) ** 0.5)


def test_a_school_of_two_voices_counts_once_and_helps_only_where_both_agree():
    table = seen(("Ash", "Grr"), ("Ash", "rrr"), ("Oak", "Grr"))
    assert table.loc["1a", ["rated", "schools", "could_help"]].tolist() == [3, 2, 1]


def test_a_school_that_is_not_offered_helps_nobody_and_makes_no_idea():
    responses, places = frames(*[(name, "--r") for name in "ABCDE"], ("Oak", "--G"))
    for without, helping in (((), 1), (("Oak",), 0)):
        table = network.picture(responses, FRAMEWORK, places, without).set_index("ref", drop=False)
        assert table.loc["2a", ["strengths", "could_help"]].tolist() == [1, helping]
        assert len(network.ideas(table)) == helping


def test_what_to_be_proud_of_comes_highest_first_and_is_not_an_area_too():
    table = seen()
    assert network.proud(table)["ref"].tolist() == ["1a", "2a"]
    assert network.hardest(table)["ref"].tolist() == ["1b"]


def test_where_nothing_reaches_half_the_best_stand_first_all_the_same():
    table = seen(("A", "grr"), ("B", "rgr"), ("C", "rgr"), ("D", "rrr"), ("E", "rrr"))
    assert network.proud(table)["ref"].tolist() == ["1b"]
    assert network.hardest(table)["ref"].tolist() == ["2a", "1a"]


def test_nobodys_strength_is_nothing_to_be_proud_of():
    table = seen(("Ash", "rrg"), ("Oak", "rrg"))
    assert network.proud(table)["ref"].tolist() == ["2a"]
    assert network.hardest(table)["ref"].tolist() == ["1a", "1b"]


def test_a_statement_that_few_rated_is_in_no_list_but_that_of_the_law():
    few = [(f"School {n}", "gg-") for n in range(9)] + [("Ash", "rgr"), ("Oak", "ggG")]
    table = seen(*few)
    assert not table.loc["2a", "mentioned"]
    assert "2a" not in [*network.proud(table)["ref"], *network.differing(table)["ref"]]
    assert network.unmet(table)["ref"].tolist() == ["1a"]


def test_schools_differ_most_where_as_many_rate_it_a_strength_as_an_area():
    table = network.differing(seen())
    assert table["ref"].tolist() == ["2a", "1b", "1a"]
    assert table["contrast"].tolist() == [0.4, pytest.approx(2 / 6), pytest.approx(1 / 6)]


def test_an_idea_is_high_in_impact_possible_and_can_start_now():
    found = network.ideas(seen())
    assert found["ref"].tolist() == ["2a"]  # 1a and 1b have no effort mark
    assert found["reason"][0] == (
        "2 of 5 ratings are Red or Amber. 1 school could help. It can start now.")
    nobody = seen(*((name, words.replace("G", "g")) for name, words in SIX))
    assert not len(network.ideas(nobody))


def test_ideas_of_high_impact_come_first_then_what_can_start_now():
    efforts = {"1a": "term", "1b": "now", "2a": "term"}
    sections = tuple(
        replace(section, statements=tuple(
            replace(s, effort=efforts.get(s.ref)) for s in section.statements))
        for section in FRAMEWORK.sections)  # fmt: skip
    marked = replace(FRAMEWORK, sections=sections)
    responses, places = frames(("A", "rrr"), ("B", "rGr"), ("C", "rGr"), ("D", "GGG"))
    responses = responses.assign(effort=responses["ref"].map(efforts))
    found = network.ideas(network.picture(responses, marked, places))
    assert found["ref"].tolist() == ["1a", "2a", "1b"]
    assert found["idea"].tolist() == [1, 2, 3]


def test_themes_have_their_n_and_a_name_and_those_without_come_last():
    responses, places = frames(*SIX)
    found = network.themes(responses, FRAMEWORK, places)
    keys = ["label", "statements", "schools", "mostly_strength", "mostly_area", "rated"]
    assert found[keys].to_numpy().tolist() == [
        ["Use of data", 1, 5, 3, 2, 5],
        ["Statements of no theme", 2, 6, 2, 1, 12],
    ]
    assert found[["best", "lowest"]].to_numpy().tolist() == [["", ""], ["1a", "1b"]]


def grouped(phases, *schools):
    responses, places = frames(*schools, phase=phases)
    return network.by_group(responses, FRAMEWORK, places.assign(type="", trust=""))


def test_groups_of_five_are_compared_over_all_and_by_theme():
    schools = [(f"P{n}", "ggg") for n in range(5)] + [(f"S{n}", "rgr") for n in range(6)]
    found, (phase, *_) = grouped({f"S{n}": "Secondary" for n in range(6)}, *schools)
    assert dict(phase.sizes) == {"Primary": 5, "Secondary": 6}
    keys = ["group", "schools", "theme", "answered", "rated", "strengths", "best", "lowest"]
    assert found[keys].to_numpy().tolist() == [
        ["Primary", 5, "", 5, 15, 15, "", ""],
        ["Primary", 5, "use-of-data", 5, 5, 5, "", ""],
        ["Secondary", 6, "", 6, 18, 6, "1b", "1a"],
        ["Secondary", 6, "use-of-data", 6, 6, 0, "", ""],
    ]


def test_a_grouping_is_not_shown_by_theme_where_one_of_its_cells_would_be_small():
    schools = [(f"P{n}", "ggg") for n in range(5)] + [(f"S{n}", "rg-") for n in range(4)]
    found, _ = grouped({f"S{n}": "Secondary" for n in range(6)}, *schools, ("S4", "rgr"))
    assert found["theme"].tolist() == ["", ""]


def test_schools_that_rated_nothing_make_no_group():
    schools = [(f"P{n}", "ggg") for n in range(6)] + [(f"S{n}", "nnn") for n in range(6)]
    found, (phase, *_) = grouped({f"S{n}": "Secondary" for n in range(6)}, *schools)
    assert not len(found)
    assert not phase.sizes


def test_nothing_breaks_where_nothing_is_rated():
    responses, places = frames(("Ash", "---"), ("Oak", "nnn"))
    table = network.picture(responses, FRAMEWORK, places)
    for listed in (network.proud, network.hardest, network.differing, network.unmet,
                   network.ideas):  # fmt: skip
        assert not len(listed(table))
    assert not len(network.themes(responses, FRAMEWORK, places))


def test_the_order_of_rows_decides_nothing():
    responses, places = frames(*SIX)
    mixed = responses.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(network.picture(responses, FRAMEWORK, places),
                                  network.picture(mixed, FRAMEWORK, places))  # fmt: skip
