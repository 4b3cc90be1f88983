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


@pytest.mark.parametrize(("table", "places", "published"), [
    # Kundel and Polansky, Measurement of observer agreement, Radiology 228 (2003), table A1: 110
    # mammograms. As R prints it (weighted, equal spacing) in the reference of vcdExtra:
    # https://friendly.github.io/vcdExtra/reference/Mammograms.html
    ([[34, 10, 2, 0], [6, 8, 8, 2], [2, 5, 4, 12], [0, 1, 2, 14]], 4, 0.5964),
    # D. G. Altman, Practical Statistics for Medical Research (1991), table 14.2 (85 xeromammograms,
    # two radiologists) and table 14.3 (363 sera, MAST and RAST), with the weighted kappas that
    # section 14.3.3 prints to two places, by the linear weights of section 14.3.4.
    ([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]], 2, 0.57),
    ([[86, 3, 14, 0, 2], [26, 0, 10, 4, 0], [20, 2, 22, 4, 1], [11, 1, 37, 16, 14],
      [3, 0, 15, 24, 48]], 2, 0.56),
    # As SAS prints it for the weights 0, 1, 2: statsmodels, stats/tests/test_inter_rater.py,
    # TestWeightedCohens.
    ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 4, 0.4701),
])  # fmt: skip
def test_it_is_that_of_published_examples(table, places, published):
    assert round(review.weighted_kappa(pairs(table), len(table)), places) == published


def test_and_what_r_finds_for_two_raters_of_anxiety():
    """Raters 2 and 3 of the data set anxiety of the R package irr, ``kappa2(…, "equal")``, as in
    statsmodels, stats/tests/test_inter_rater.py. R leaves out the level that nobody chose, here
    the fifth of six."""
    second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4]
    third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2]
    both = [(min(a, 5), min(b, 5)) for a, b in zip(second, third, strict=True)]
    assert round(review.weighted_kappa(both, 5), 7) == 0.1459075


def test_plain_agreement_is_that_of_altman_s_85_films():
    """Table 14.2 again: 54 of 85 agreed, 0.64 (section 14.3.1)."""
    table = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
    levels = [level.key for level in PULSE.statements[0].main.scale.worst_first]
    films = [reviewed({"1a": levels[a - 1]}, {"1a": levels[b - 1]}, urn=str(100_000 + n))
             for n, (a, b) in enumerate(pairs(table))]  # fmt: skip
    whole = review.tally(compared(*films)).iloc[0]
    assert (whole["n"], whole["agreed"], round(whole["agreed_share"], 2)) == (85, 54, 0.64)
    found = review.kappa_of(compared(*films), PULSE)
    assert (found.n, round(found.value, 2)) == (85, 0.57)


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
