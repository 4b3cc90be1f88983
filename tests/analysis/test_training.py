"""Who wants training, and who could help."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sendsheets.analysis import tables
from sendsheets.analysis.summary import BY_STATEMENT
from sendsheets.analysis.training import could_help, training_needs, wanted_levels

from .small_audit import FRAMEWORK, FRAMEWORKS, NEED, completed

YES = {"consent_to_share": " yes "}
RETURNS = [
    completed("Oak", {"1a": "green", "1b": "green", "2a": "red", "2b": "green"},
              needs={"1a": "high", "1b": "none", "2a": "low"}, details=YES),
    completed("Ash", {"1a": "red", "1b": "red", "2a": "red", "2b": "red"},
              needs={"1a": "medium", "1b": "high", "2a": "NA"}, details=YES),
    completed("Elm", {"1a": "green", "1b": "red", "2a": "green", "2b": "red"},
              needs={"1a": "low", "1b": "?lots"}, details={"consent_to_share": "No"}),
    completed("Fir", {"1a": "green", "1b": "red", "2a": "red", "2b": "red"},
              details={"consent_to_share": ""}),
]
SECOND = tables.second_ratings(RETURNS, FRAMEWORKS)
DETAILS = tables.details(RETURNS)


def test_medium_and_high_are_wanted_whichever_way_the_scale_is_said_to_run():
    assert wanted_levels(NEED) == ("medium", "high")
    assert wanted_levels(replace(NEED, direction="up")) == ("medium", "high")


def test_needs_by_topic():
    leading, teaching = training_needs(SECOND, DETAILS, FRAMEWORK).to_dict("records")
    levels = ["level_none", "level_low", "level_medium", "level_high"]
    assert leading["section_short"] == "Leading"
    assert [leading[name] for name in levels] == [1, 1, 1, 2]
    assert [leading[n] for n in ("unrecognised", "blank", "rated", "total")] == [1, 2, 5, 8]
    assert (leading["wanted"], leading["wanted_share"]) == (3, pytest.approx(3 / 5))
    # Oak, Ash and Elm rated a need here; Oak and Ash want training; Fir said nothing.
    assert (leading["respondents"], leading["wanting"]) == (3, 2)
    assert leading["wanting_share"] == pytest.approx(2 / 3)
    # In topic 2 only Oak rated a need (low); Ash's not applicable is not a respondent.
    assert (teaching["respondents"], teaching["wanting"], teaching["wanting_share"]) == (1, 0, 0)


def test_help_is_offered_by_consent_only():
    table = could_help(SECOND, DETAILS, FRAMEWORK)
    # Elm said No and Fir did not say, though both are confident about 1a.
    assert table[["section", "school", "statements", "refs"]].to_numpy().tolist() == [
        [1, "Oak", 2, "1a, 1b"], [2, "Oak", 1, "2b"],
    ]
    needs = training_needs(SECOND, DETAILS, FRAMEWORK)
    assert needs["could_help"].tolist() == [1, 1]
    assert needs["helpers"].tolist() == ["Oak", "Oak"]


def test_by_statement():
    table = training_needs(SECOND, DETAILS, FRAMEWORK, BY_STATEMENT)
    assert list(table["ref"]) == ["1a", "1b", "2a", "2b"]
    assert table["wanted"].tolist() == [2, 1, 0, 0]
    assert table["respondents"].tolist() == [3, 2, 1, 0]
    assert table["helpers"].tolist() == ["Oak", "Oak", "", "Oak"]
    assert math.isnan(table["wanting_share"][3])


def test_nobody_helping_and_nobody_answering():
    quiet = [completed("Fir", {"1a": "red"})]
    table = training_needs(
        tables.second_ratings(quiet, FRAMEWORKS), tables.details(quiet), FRAMEWORK
    )
    assert table["could_help"].tolist() == [0, 0]
    assert table["helpers"].tolist() == ["", ""]
    none = training_needs(tables.second_ratings([], FRAMEWORKS), tables.details([]), FRAMEWORK)
    assert len(none) == 0
