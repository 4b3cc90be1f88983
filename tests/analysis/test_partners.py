"""Who could talk to whom: why a partner is one, and how the load is shared."""

from __future__ import annotations

import random
import time

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sendsheets.analysis.partners import PARTNERS, not_found, partners, standpoints
from tests.analysis.networks import frames


def pairs(found):
    return list(zip(found["school"], found["about"], found["partner"], strict=True))


def test_a_partner_rated_it_a_strength_and_noted_evidence():
    found = partners(*frames(("Ash", "rgg"), ("Elm", "Ggg"), ("Oak", "ggg"), ("Yew", "agg")))
    assert pairs(found) == [("Ash", "1a", "Elm"), ("Yew", "1a", "Elm")]
    assert found["evidence"].all()
    assert found["reason"][0] == ("Rated Green, with evidence; also a primary school; suggested to "
                                  "1 other school as well.")  # fmt: skip
    assert (found["return_no"].tolist(), found["partner_no"].tolist()) == ([1, 4], [2, 2])


def test_the_frame_has_the_columns_that_are_declared_even_where_it_is_empty():
    for given_ in (frames(("Ash", "rrr"), ("Elm", "GGG")), frames(("Ash", "rrr"))):
        found = partners(*given_)
        assert {name: str(kind) for name, kind in found.dtypes.items()} == dict(PARTNERS)


def test_the_same_phase_comes_first_and_another_is_said():
    found = partners(*frames(("Ash", "rgg"), ("Elm", "Ggg"), ("Yew", "Ggg"),
                             phase={"Elm": "Secondary"}))  # fmt: skip
    assert pairs(found) == [("Ash", "1a", "Yew")]
    found = partners(*frames(("Ash", "rgg"), ("Elm", "Ggg"), phase={"Elm": "Secondary"}))
    assert pairs(found) == [("Ash", "1a", "Elm")]
    assert not found["same_phase"].any()
    assert found["reason"].tolist() == ["Rated Green, with evidence; a secondary school."]


def test_a_phase_that_is_not_known_is_no_same_phase():
    found = partners(*frames(("Ash", "rgg"), ("Elm", "Ggg"), phase={"Ash": "", "Elm": ""}))
    assert not found["same_phase"].any()
    assert found["reason"].tolist() == ["Rated Green, with evidence."]


def test_the_load_is_shared_and_the_name_decides_between_equals():
    asking = [(f"Ash {n}", "rgg") for n in range(4)]
    found = partners(*frames(*asking, ("Oak", "Ggg"), ("Elm", "Ggg")))
    assert found["partner"].tolist() == ["Elm", "Oak", "Elm", "Oak"]


def test_another_trust_is_only_a_tie_break():
    trusts = {"Ash": "T", "Elm": "T", "Yew": "U"}
    found = partners(*frames(("Ash", "rgg"), ("Elm", "Ggg"), ("Yew", "Ggg"), trust=trusts))
    assert pairs(found) == [("Ash", "1a", "Yew")]
    found = partners(*frames(("Ash", "rgg"), ("Elm", "Ggg"), trust=trusts))
    assert found["reason"].tolist() == [
        "Rated Green, with evidence; also a primary school; in the same trust."]
    # A partner of another trust who has been asked more often does not come first.
    found = partners(*frames(("Aaa", "rgg"), ("Ash", "rgg"), ("Elm", "Ggg"), ("Yew", "Ggg"),
                             trust=trusts | {"Aaa": "T"}))  # fmt: skip
    assert pairs(found) == [("Aaa", "1a", "Yew"), ("Ash", "1a", "Elm")]


def test_nobody_is_asked_more_often_than_the_load():
    asking = [(f"Ash {n}", "rgg") for n in range(5)]
    found = partners(*frames(*asking, ("Elm", "Ggg")), load=2)
    assert found["school"].tolist() == ["Ash 0", "Ash 1"]


def test_every_school_gets_a_first_suggestion_before_any_gets_a_second():
    found = partners(*frames(("Ash", "rrg"), ("Bay", "rrg"), ("Elm", "GGg")), load=2)
    assert sorted(found["school"]) == ["Ash", "Bay"]
    found = partners(*frames(("Ash", "rrr"), ("Elm", "GGG")), each=2)
    assert len(found) == 2


def test_the_lowest_rating_comes_first_then_statutory():
    given_ = frames(("Ash", "aar"), ("Elm", "GGG"))
    assert partners(*given_)["about"].tolist() == ["2a", "1a", "1b"]


def test_a_school_that_is_left_out_is_never_suggested_and_is_served_all_the_same():
    given_ = frames(("Ash", "rGg"), ("Elm", "Grg"))
    assert pairs(partners(*given_, without=["elm "])) == [("Elm", "1b", "Ash")]
    urn = given_[1]["urn"][1]
    assert pairs(partners(*given_, without=[urn])) == [("Elm", "1b", "Ash")]
    assert not_found(["ELM", urn, "Nowhere"], given_[1]) == ("Nowhere",)


def test_leaving_nobody_out_by_an_empty_name_bars_no_school_without_a_urn():
    responses, places = frames(("Ash", "rgg"), ("Elm", "Ggg"))
    assert len(partners(responses, places.assign(urn=""), without=[""])) == 1


def test_a_school_never_talks_to_itself_whatever_its_other_voice_says():
    found = partners(*frames(("Ash", "rgg"), ("Ash", "Ggg")))
    assert not len(found)


def test_a_strength_that_another_voice_doubts_is_not_offered():
    found = partners(*frames(("Ash", "rgg"), ("Elm", "Ggg"), ("Elm", "agg")))
    assert not len(found)


def test_by_theme_it_is_what_most_of_its_statements_say():
    responses, places = frames(("Ash", "rrg"), ("Elm", "GGr"), ("Oak", "Grr"))
    responses = responses.assign(theme="use-of-data")
    stands = standpoints(responses, places, "theme").set_index("key")
    assert stands["strong"].to_dict() == {"Ash": False, "Elm": True, "Oak": False}
    assert stands["low"].to_dict() == {"Ash": True, "Elm": False, "Oak": True}
    found = partners(responses, places, by="theme")
    assert pairs(found) == [("Ash", "use-of-data", "Elm"), ("Oak", "use-of-data", "Elm")]
    assert found["label"][0] == "Use of data"
    assert found["reason"][0].startswith("A strength in 2 of its 3 ratings, with evidence;")


def test_only_practice_is_looked_at():
    responses, places = frames(("Ash", "rgg"), ("Elm", "Ggg"))
    assert not len(partners(responses.assign(kind="challenge"), places))


LETTERS = st.lists(st.text("ragG-", min_size=3, max_size=3), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(LETTERS, st.integers(0, 3), st.integers(0, 3))
def test_whatever_schools_say_the_caps_hold_and_the_order_of_rows_decides_nothing(
    letters, each, load
):
    responses, places = frames(*((f"School {n}", words) for n, words in enumerate(letters)))
    found = partners(responses, places, each=each, load=load)
    assert (found["school"].value_counts() <= each).all()
    assert (found["partner"].value_counts() <= load).all()
    assert (found["school"] != found["partner"]).all()
    said = responses.set_index(["school", "ref"]) if len(responses) else responses
    assert len(said) == len(responses)
    again = partners(responses.sample(frac=1, random_state=1), places.sample(
        frac=1, random_state=2), each=each, load=load)  # fmt: skip
    pd.testing.assert_frame_equal(found, again)


def test_cost_grows_with_the_number_of_schools_and_not_faster():
    def cost(count):
        dice = random.Random(1)
        given_ = frames(*((f"School {n}", "".join(dice.choices("ragG", k=3)))
                          for n in range(count)))  # fmt: skip
        start = time.process_time()
        assert len(partners(*given_)) > count / 2
        return time.process_time() - start

    cost(50)
    assert cost(2000) < 25 * max(cost(200), 0.01)
