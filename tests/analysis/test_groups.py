"""Groups of schools: five or more, and nothing to be worked out by taking away."""

from __future__ import annotations

from itertools import combinations, permutations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from sendsheets.analysis.groups import FEWEST, groupings


def schools(phases, types=None, trusts=None):
    """One row a return from words such as "P P S": a letter each."""
    count = len(phases.split())
    parts = {"phase": phases, "type": types or "- " * count, "trust": trusts or "- " * count}
    keys = [str(n) for n in range(count)]
    return pd.DataFrame({"key": keys} | {
        name: [letter.strip("-") for letter in words.split()] for name, words in parts.items()})


def phase(words):
    return groupings(schools(words), ("phase",))[0]


def test_groups_of_five_and_more_are_shown_alphabetically():
    assert dict(phase("S " * 5 + "P " * 6).sizes) == {"P": 6, "S": 5}


def test_small_groups_are_put_together_where_that_makes_five():
    found = phase("P " * 6 + "S " * 3 + "N " * 2)
    assert dict(found.sizes) == {"P": 6, "N and S": 5}
    assert found.together == {"N and S": ("N", "S")}


def test_a_small_rest_is_hidden_in_the_smallest_group_so_that_nobody_can_work_it_out():
    found = phase("P " * 9 + "S " * 6 + "N ")
    assert dict(found.sizes) == {"P": 9, "N and S": 7}


def test_one_group_alone_is_no_comparison():
    assert not phase("P " * 9).sizes
    found = phase("P " * 9 + "S " * 4)
    assert not found.sizes
    assert found.hidden == 13


def test_what_nobody_says_is_not_known_and_what_some_do_not_say_is_a_group():
    assert not phase("- " * 12).known
    assert dict(phase("P " * 5 + "- " * 5).sizes) == {"P": 5, "Phase not known": 5}


def test_many_small_groups_are_counted_not_named():
    assert list(phase("P " * 6 + "A B C D E").sizes) == ["P", "5 smaller phases together"]


def test_a_school_that_answered_twice_is_one_school():
    twice = schools("P " * 4 + "S " * 6)
    assert not groupings(pd.concat([twice, twice]), ("phase",))[0].sizes


def test_a_group_that_almost_is_one_of_an_earlier_grouping_is_not_shown():
    # All but two of the primaries are in trust T: shown beside each other, they tell of two.
    found = groupings(schools("P " * 8 + "S " * 8, trusts="T " * 6 + "U " * 10))
    assert dict(found[0].sizes) == {"P": 8, "S": 8}
    assert not found[2].sizes


def test_a_sum_of_groups_that_almost_is_one_of_an_earlier_grouping_is_not_shown():
    # Two types make up all but two of the primaries: the sum of both, taken away, tells of two.
    found = groupings(schools("P " * 12 + "S " * 9, types="A " * 5 + "B " * 5 + "C " * 11))
    assert dict(found[0].sizes) == {"P": 12, "S": 9}
    assert not found[1].sizes
    # Of five types, those that tell of the two are hidden; where they are, the others stay.
    found = groupings(schools("P " * 12 + "S " * 24,
                              types="A " * 5 + "B " * 5 + "C " * 10 + "D " * 8 + "E " * 8))
    assert set(found[1].sizes) < set("ABCDE")
    assert len(found[1].sizes) > 1


def sums(groups):
    """All groups that can be worked out of some shown beside each other, and of the whole."""
    return {frozenset().union(*some) for n in range(len(groups) + 1)
            for some in combinations(groups, n)}


def of_schools(found, whole):
    shown = [frozenset(k for k, g in found.of.items() if g == group) for group in found.sizes]
    rest = whole.difference(*shown)
    return [*shown, *([rest] if rest else [])]


@given(st.lists(st.tuples(*[st.sampled_from(word) for word in ("PPPSN", "ABCDE", "-TU")]),
                min_size=20, max_size=60))  # fmt: skip
def test_no_sum_of_groups_less_a_sum_of_another_grouping_leaves_fewer_than_five(places):
    # Types nest in phases but for a few, as they do in life.
    phases, types, trusts = zip(*places, strict=True)
    types = [kind if at % 6 == 0 else f"{where}{kind}"
             for at, (where, kind) in enumerate(zip(phases, types, strict=True))]
    frame = schools(" ".join(phases), " ".join(types), " ".join(trusts))
    whole = frozenset(frame["key"])
    worked = [sums(of_schools(each, whole)) for each in groupings(frame)]
    for one, other in permutations(worked, 2):
        assert not [(a, b) for a in one for b in other if a < b and 0 < len(b - a) < FEWEST]


@given(st.lists(st.sampled_from("ABCDEFG"), max_size=60))
def test_neither_a_group_nor_what_is_left_is_ever_of_fewer_than_five(letters):
    frame = pd.DataFrame({"key": [str(n) for n in range(len(letters))], "phase": letters})
    found = groupings(frame, ("phase",))[0]
    assert all(size >= FEWEST for size in found.sizes.values())
    assert found.hidden == 0 or found.hidden >= FEWEST or not found.sizes
    assert sum(found.sizes.values()) + found.hidden == len(letters)
