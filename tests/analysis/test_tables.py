"""Returns become tidy frames."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from sendsheets.analysis import tables
from sendsheets.model import (
    Asked,
    Batch,
    Disposition,
    Priority,
    Problem,
    Reading,
    ReviewerAnswer,
    Severity,
)

from .small_audit import FRAMEWORKS, completed, given

EVERYTHING = {
    "1a": "green", "1b": "red", "1c": "lot", "1d": "no",
    "2a": "NA", "2b": "?Amber/Red", "2c": "", "2d": "answered",
}


def responses(*returns):
    return tables.responses(returns, FRAMEWORKS)


def row(frame, ref):
    (found,) = frame[frame["ref"] == ref].to_dict("records")
    return found


def test_one_row_for_each_return_and_statement_in_order():
    frame = responses(completed("Oak", EVERYTHING), completed("Ash", EVERYTHING))
    assert list(frame["return_no"]) == [1] * 8 + [2] * 8
    assert list(frame["ref"]) == [*EVERYTHING] * 2
    assert list(frame["order"]) == [1, 2, 3, 4, 5, 6, 7, 8] * 2


def test_rows_stand_in_framework_order_whatever_order_the_return_has():
    frame = responses(completed("Oak", dict(reversed(EVERYTHING.items()))))
    assert list(frame["ref"]) == [*EVERYTHING]


def test_six_states_stay_six_things():
    frame = responses(completed("Oak", EVERYTHING | {"2c": "missing", "1d": "", "1b": "not asked"}))
    assert dict(zip(frame["ref"], frame["state"], strict=True)) == {
        "1a": "rated", "1c": "rated", "1d": "blank", "2a": "not applicable",
        "2b": "unrecognised", "2c": "missing", "2d": "rated",
    }, "a statement not asked has no row"


def test_a_rated_answer_has_level_label_code_rank_and_flags():
    frame = responses(completed("Oak", EVERYTHING))
    names = ["level", "level_label", "code", "rank", "levels", "strength", "development"]
    assert [row(frame, "1a")[n] for n in names] == ["green", "Green", "G", 3, 3, True, False]
    assert [row(frame, "1b")[n] for n in names] == ["red", "Red", "R", 1, 3, False, True]


def test_rank_1_needs_most_attention_where_the_scale_runs_down():
    challenge = row(responses(completed("Oak", EVERYTHING)), "1c")
    assert (challenge["level"], challenge["rank"], challenge["development"]) == ("lot", 1, True)


@pytest.mark.parametrize("words", ["", "NA", "?Amber/Red", "missing"])
def test_what_is_not_rated_has_no_level_rank_or_flag(words):
    found = row(responses(completed("Oak", {"1a": words})), "1a")
    assert (found["level"], found["level_label"], found["code"]) == ("", "", "")
    assert pd.isna(found["rank"])
    assert not found["strength"]
    assert not found["development"]


def test_an_unrecognised_rating_keeps_what_was_typed():
    assert row(responses(completed("Oak", EVERYTHING)), "2b")["raw"] == "Amber/Red"


def test_an_open_question_is_never_scored():
    for words in ("answered", "not-yet"):
        found = row(responses(completed("Oak", {"2d": words})), "2d")
        assert found["level"] == words
        assert pd.isna(found["rank"])
        assert not found["strength"]
        assert not found["development"]


def test_an_asked_statement_that_the_return_does_not_hold_is_missing():
    frame = responses(completed("Oak", {"1a": "green"}))
    assert len(frame) == 8
    assert set(frame[frame["ref"] != "1a"]["state"]) == {"missing"}


def test_sections_that_were_not_asked_have_no_rows():
    frame = responses(completed("Oak", {"2a": "green"}, asked=Asked(sections=(2,))))
    assert list(frame["ref"]) == ["2a", "2b", "2c", "2d"]


def test_a_statement_for_another_setting_was_not_asked():
    frame = responses(completed("Oak", {}, asked=Asked(setting="secondary")))
    assert "2b" not in set(frame["ref"])
    assert "2b" in set(responses(completed("Oak", {}, asked=Asked(setting="early years")))["ref"])


def test_a_return_without_a_school_name_shows_its_files_name():
    nameless = completed("", EVERYTHING, file="in\\box.zip/Oak return.xlsx")
    assert set(responses(nameless)["school"]) == {"Oak return"}
    assert list(tables.schools([nameless], FRAMEWORKS)["school"]) == ["Oak return"]


def test_actions_dates_and_reviewers_words_are_carried():
    more = {
        "1a": {
            "evidence": "Seen", "action": "Do it", "priority": Priority.HIGH, "owner": "SENCO",
            "due": date(2999, 2, 12), "due_raw": "12/02/2999", "priority_raw": "High",
            "reviewer": ReviewerAnswer(given("amber"), "Why?", "To what extent …?"),
        },
        "2d": {"answer": "We would like …"},
    }
    frame = responses(completed("Oak", EVERYTHING, more=more))
    found = row(frame, "1a")
    assert (found["evidence"], found["action"], found["owner"]) == ("Seen", "Do it", "SENCO")
    assert (found["priority"], found["due"]) == ("High", pd.Timestamp("2999-02-12"))
    assert (found["reviewer_state"], found["reviewer_level"]) == ("rated", "amber")
    assert (found["reviewer_comment"], found["line_of_enquiry"]) == ("Why?", "To what extent …?")
    other = row(frame, "1b")
    assert other["due"] is pd.NaT
    assert (other["priority"], other["reviewer_state"], other["reviewer_level"]) == ("", "", "")
    assert row(frame, "2d")["answer"] == "We would like …"


def test_types_are_the_same_with_rows_and_without():
    full = responses(completed("Oak", EVERYTHING))
    empty = responses()
    assert list(empty.dtypes) == list(full.dtypes)
    assert full["rank"].dtype == "Int64"
    assert full["due"].dtype == "datetime64[s]"
    assert full["statutory"].dtype == "bool"
    assert len(empty) == 0
    text = full.drop(columns=["rank", "due"])
    assert not text.isna().any().any(), "text is empty, never null"


def test_a_ref_the_framework_does_not_hold_is_not_dropped_in_silence():
    stray = completed("Oak", {"1a": "green"})
    object.__setattr__(stray.responses[0], "ref", "9z")
    with pytest.raises(ValueError, match="9z"):
        responses(stray)


def test_schools_counts_add_up_and_leave_out_open_questions():
    ratings = EVERYTHING | {"1b": "missing"}
    (school,) = tables.schools([completed("Oak", ratings)], FRAMEWORKS).to_dict("records")
    # 1a, 1c, 1d rated; 2a not applicable; 2b to check; 2c blank; 1b missing; 2d is open.
    counts = ("asked", "rated", "not_applicable", "blank", "unrecognised", "missing", "not_asked")
    assert [school[name] for name in counts] == [7, 3, 1, 1, 1, 1, 0]
    assert school["answered"] == 4, "not applicable is an answer"
    assert school["answered_share"] == pytest.approx(4 / 7)
    assert (school["role"], school["respondent"]) == ("SENCO", "A. Patel")
    assert (school["completeness"], school["sections_asked"]) == ("part", "all")
    assert school["completed_on"] == pd.Timestamp("2026-11-12")


def test_a_short_workbook_is_whole_when_what_it_asked_is_answered():
    short = completed(
        "Oak", {"2a": "green", "2b": "NA", "2c": "yes"}, asked=Asked(sections=(2,))
    )
    (school,) = tables.schools([short], FRAMEWORKS).to_dict("records")
    assert (school["asked"], school["answered"], school["not_asked"]) == (3, 3, 4)
    assert school["answered_share"] == 1.0
    assert school["sections_asked"] == "2"


def test_a_return_asked_nothing_has_no_share():
    (school,) = tables.schools(
        [completed("Oak", {}, asked=Asked(sections=()))], FRAMEWORKS
    ).to_dict("records")
    assert school["asked"] == 0
    assert school["answered_share"] != school["answered_share"], "not a number, and not 0"


def test_two_roles_of_one_school_are_two_voices():
    returns = [completed("Oak", EVERYTHING), completed("Oak", EVERYTHING, role="Headteacher")]
    frame = tables.schools(returns, FRAMEWORKS)
    assert list(frame["role"]) == ["SENCO", "Headteacher"]
    assert list(frame["return_no"]) == [1, 2]


def test_second_ratings_stand_beside_the_main_one():
    frame = tables.second_ratings(
        [completed("Oak", {"1a": "green", "1c": "lot"}, needs={"1a": "high"})], FRAMEWORKS
    )
    assert list(frame["ref"]) == ["1a", "1b", "2a", "2b"], "only statements with two ratings"
    found = row(frame, "1a")
    assert (found["level"], found["level_label"], found["rank"]) == ("high", "High", 1)
    assert (found["main_level"], found["main_rank"], found["main_levels"]) == ("green", 3, 3)
    assert found["heading"] == "Training need"
    assert row(frame, "1b")["state"] == "missing"


def test_details_are_rows():
    frame = tables.details([completed("Oak", {}, details={"comments": "Thanks", "head": "B"})])
    assert frame[["return_no", "school", "key", "value"]].to_numpy().tolist() == [
        [1, "Oak", "comments", "Thanks"], [1, "Oak", "head", "B"],
    ]


def test_files_and_problems_of_a_batch():
    bad = Problem("file-pdf", Severity.ERROR, file="a.pdf", facts={"found": "PDF"})
    odd = Problem("rating-unrecognised", Severity.QUERY, "b.xlsx", "2 Teaching", "C7", ("2b", "2c"))
    result = completed("Oak", EVERYTHING)
    batch = Batch((
        Reading("a.pdf", "1", Disposition.REFUSED, None, (bad,)),
        Reading("b.xlsx", "2", Disposition.QUERY, result, (odd, odd)),
        Reading("c.xlsx", "2", Disposition.DUPLICATE, result and completed("Oak", EVERYTHING)),
    ))
    files = tables.files(batch)
    assert list(files["disposition"]) == ["refused", "query", "duplicate"]
    assert files["return_no"].tolist() == [pd.NA, 1, pd.NA]
    assert files[["errors", "queries", "information"]].to_numpy().tolist() == [
        [1, 0, 0], [0, 2, 0], [0, 0, 0],
    ]
    problems = tables.problems(batch)
    assert list(problems["code"]) == ["file-pdf"] + ["rating-unrecognised"] * 2
    assert list(problems["refs"]) == ["", "2b, 2c", "2b, 2c"]
    assert problems["facts"][0] == {"found": "PDF"}
