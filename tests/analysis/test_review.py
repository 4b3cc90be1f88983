"""School and reviewer side by side: agreement, direction, n, and weighted kappa."""

from __future__ import annotations

import dataclasses

import pytest

from sendsheets.analysis import review, tables
from sendsheets.model import RatingAnswer, ReviewerAnswer, State
from tests.reviews import PULSE, given


def reviewed(levels, theirs, agreed=None, **more):
    """A return with a reviewer's ratings beside it; "na" is not applicable."""
    result = given(levels=levels, **more)

    def answer(level):
        if level == "na":
            return RatingAnswer(State.NOT_APPLICABLE)
        return RatingAnswer(State.RATED, level, level) if level else RatingAnswer(State.BLANK)

    return dataclasses.replace(result, responses=tuple(
        dataclasses.replace(r, reviewer=ReviewerAnswer(
            answer(theirs.get(r.ref)), agreed=answer((agreed or {}).get(r.ref))))
        for r in result.responses))  # fmt: skip


def compared(*results):
    return review.compared(tables.responses(results, {PULSE.id: PULSE}), PULSE)


ONE = reviewed(
    {"1a": "strong", "1b": "strong", "1c": "not-yet", "2a": "na", "2b": "strong", "2c": "strong"},
    {"1a": "strong", "1b": "not-yet", "1c": "beginning", "2a": "na", "2b": "na"},
)


def test_each_pair_is_agreed_higher_lower_or_different():
    rows = compared(ONE)
    found = dict(zip(rows["ref"], rows["outcome"], strict=True))

    assert found == {"1a": "agreed", "1b": "lower", "1c": "higher", "2a": "agreed",
                     "2b": "different"}  # fmt: skip
    gaps = dict(zip(rows["ref"], rows["gap"], strict=True))
    assert (gaps["1b"], gaps["1c"]) == (-3, 1)


def test_what_only_one_of_them_rated_is_in_no_count():
    assert "2c" not in set(compared(ONE)["ref"])


def test_counts_are_by_section_and_over_all_with_their_n():
    by_section = review.tally(compared(ONE), review.BY_SECTION)
    assert by_section[["section", "n", "agreed", "higher", "lower", "different"]].values.tolist() \
        == [[1, 3, 1, 1, 1, 0], [2, 2, 1, 0, 0, 1]]

    whole = review.tally(compared(ONE)).iloc[0]
    assert (whole["n"], whole["agreed"]) == (5, 2)
    assert whole["agreed_share"] == pytest.approx(0.4)


def test_nothing_reviewed_is_an_empty_count():
    assert len(review.tally(compared(given(levels={"1a": "strong"})), review.BY_SECTION)) == 0


def test_the_statements_rated_least_alike_lead_and_need_two_schools():
    other = reviewed({"1a": "strong", "1b": "strong", "1c": "not-yet"},
                     {"1a": "beginning", "1b": "not-yet"}, urn="654321")  # fmt: skip
    found = review.least_alike(compared(ONE, other))

    assert found["ref"].tolist() == ["1b", "1a"]
    assert found["n"].tolist() == [2, 2]
    assert found["apart"].tolist() == [3.0, 1.0]


def test_a_second_look_is_for_what_is_furthest_apart_and_not_agreed_on():
    settled = reviewed({"1b": "strong", "1c": "strong"}, {"1b": "not-yet", "1c": "beginning"},
                       {"1b": "established"})  # fmt: skip
    assert review.second_look(compared(settled))["ref"].tolist() == ["1c"]
    assert review.second_look(compared(ONE))["ref"].tolist() == ["2b", "1b", "1c"]


# --- weighted kappa ----------------------------------------------------------------------------


def pairs(table):
    return [(a, b) for a, row in enumerate(table, 1) for b, n in enumerate(row, 1)
            for _ in range(n)]  # fmt: skip


def test_it_is_that_of_a_published_example_of_110_mammograms():
    """Kundel and Polansky, Measurement of observer agreement, Radiology 228 (2003), 303 to 308,
    table A1; the R package vcdExtra gives 0.5964 for it, with equal-spacing (linear) weights."""
    table = [[34, 10, 2, 0], [6, 8, 8, 2], [2, 5, 4, 12], [0, 1, 2, 14]]
    assert round(review.weighted_kappa(pairs(table), 4), 4) == 0.5964


def test_and_of_another_of_85_xeromammograms():
    """Altman, Practical Statistics for Medical Research (1991), 403 to 405, as in Stata's manual
    under kappa: 0.5684 with its weights w (linear)."""
    table = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
    assert round(review.weighted_kappa(pairs(table), 4), 4) == 0.5684


def test_full_agreement_is_one_and_a_single_level_says_nothing():
    assert review.weighted_kappa([(1, 1), (2, 2), (3, 3)], 3) == 1
    assert review.weighted_kappa([(2, 2)] * 40, 3) is None


def many(count, **more):
    refs = [s.ref for s in PULSE.statements][:count]
    mine = {ref: ("strong", "beginning")[n % 2] for n, ref in enumerate(refs)}
    theirs = {ref: ("strong", "beginning")[n % 3 % 2] for n, ref in enumerate(refs)}
    return reviewed(mine, theirs, **more)


def test_kappa_is_for_a_whole_set_of_30_pairs_of_two_schools_or_more():
    one, other = many(15), many(15, urn="654321", file="elm.xlsx")
    few = many(14, urn="654321", file="elm.xlsx")

    assert review.kappa_of(compared(one, few), PULSE) is None, "29 pairs"
    assert review.kappa_of(compared(many(25)), PULSE) is None, "one school"
    found = review.kappa_of(compared(one, other), PULSE)
    assert (found.n, found.schools) == (30, 2)
    assert -1 < found.value < 1
