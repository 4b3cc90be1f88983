"""Where a school stands beside others: what is compared, and what nobody can work out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from sendsheets.analysis import compare, tables
from sendsheets.model import Kind, RatingAnswer, Response, Return, School, State
from tests.reports.invented import completed, framework

RAG = framework("send-rag-audit")
FIVE = [f"3{letter}" for letter in "abcde"]


def school(number: int, levels: str, phase: str = "Primary") -> Return:
    """A return with these ratings of 3a to 3e: g, a, r, - for blank, n for not applicable."""
    given = {"g": "green", "a": "amber", "r": "red"}
    responses = []
    for ref, letter in zip(FIVE, levels, strict=False):
        answer = RatingAnswer(State.BLANK)
        if letter == "n":
            answer = RatingAnswer(State.NOT_APPLICABLE)
        elif letter in given:
            answer = RatingAnswer(State.RATED, given[letter], given[letter])
        responses.append(Response(ref, 3, Kind.PRACTICE, "3", {"rating": answer}))
    return replace(completed(RAG, responses=tuple(responses)), file=f"{number}.xlsx",
                   school=School(f"School {number}", "", phase))  # fmt: skip


def frames(*levels: str, phases: str = "") -> tuple[pd.DataFrame, dict[int, str]]:
    words = {"P": "Primary", "S": "Secondary", "N": "Nursery", "?": ""}
    known = [words[p] for p in phases] or ["Primary"] * len(levels)
    returns = [school(n, each, phase) for n, (each, phase)
               in enumerate(zip(levels, known, strict=True), 1)]  # fmt: skip
    frame = tables.responses(returns, {RAG.id: RAG})
    return frame[frame["section"] == 3], dict(enumerate(known, 1))


# --- groups ----------------------------------------------------------------------------------


def groups(phases: str) -> str:
    """The group of each school: its letter for its phase, * for everybody, - for none."""
    spelt = compare.comparison_groups(
        {n: "" if phase == "?" else phase for n, phase in enumerate(phases)})
    return "".join(spelt[n] or "*" if n in spelt else "-" for n in range(len(phases)))


@pytest.mark.parametrize(("phases", "expected"), [
    ("PPPPPP", "PPPPPP"),                  # six of a phase: five others
    ("PPPPP", "-----"),                    # five schools: only four others
    ("PPPSSS", "******"),                  # no phase has six, but all together have
    ("PPPPPPSSSSSS", "PPPPPPSSSSSS"),
    ("PPPPPPSSSNNN", "PPPPPP******"),      # all less the primaries leaves six
    ("PPPPPPSSSNN", "PPPPPP-----"),        # … leaves five, of whom each knows one
    ("PPPPPPPPPPPPS", "PPPPPPPPPPPP-"),    # the only secondary is never compared
    ("??????", "******"),                  # an unknown phase is no phase
    ("PPPPPP?", "PPPPPP-"),
])  # fmt: skip
def test_a_school_is_compared_with_its_phase_else_with_all(phases: str, expected: str) -> None:
    assert groups(phases) == expected


# --- sections ----------------------------------------------------------------------------------


def test_shares_stand_beside_the_middle_half_of_the_group() -> None:
    frame, phases = frames("ggggg", "ggggr", "gggrr", "ggrrr", "grrrr", "rrrrr")
    made = compare.sections_beside(frame, phases)
    assert made["schools"].tolist() == [6] * 6
    assert made["share"].tolist() == [1.0, 0.8, 0.6, 0.4, 0.2, 0.0]
    assert made["low"].round(9).unique().tolist() == [0.25]
    assert made["high"].round(9).unique().tolist() == [0.75]
    assert made["place"].tolist() == ["above", "above", "within", "within", "below", "below"]
    assert set(made["group"]) == {"Primary"}


def test_every_school_of_a_group_is_told_the_same_of_it() -> None:
    frame, phases = frames("ggggg", "ggggr", "gggrr", "ggrrr", "grrrr", "rrrrr", "ggarr")
    made = compare.sections_beside(frame, phases)
    assert len(made[["schools", "low", "high"]].drop_duplicates()) == 1


def test_not_applicable_and_blank_are_in_no_share_and_half_must_be_answered() -> None:
    frame, phases = frames("gr---", "grn--", "ggggg", "ggggg", "ggggg", "ggggg", "ggggg")
    made = compare.sections_beside(frame, phases).set_index("return_no")
    assert 1 not in made.index  # two of five are answered
    assert made.loc[2, "share"] == 0.5  # one of two rated; three of five answered
    assert made.loc[2, "rated"] == 2
    assert set(made["schools"]) == {6}


def test_a_section_that_five_schools_answered_is_not_compared() -> None:
    frame, phases = frames("-----", "grgrg", "ggggg", "ggggg", "ggggg", "ggggg")
    assert compare.sections_beside(frame, phases).empty
    assert compare.statements_beside(frame, phases).empty


def test_all_schools_less_a_phase_never_leaves_a_few_at_any_section() -> None:
    rest = ["ggggr", "ggggr", "gggrr", "gggrr", "ggrrr"]
    frame, phases = frames(*["ggggg"] * 6, *rest, "-----", phases="PPPPPP" + "SSSNNN")
    made = compare.sections_beside(frame, phases)
    assert set(made["return_no"]) == {1, 2, 3, 4, 5, 6}  # of the rest only five answered
    frame, phases = frames(*["ggggg"] * 6, *rest, "grrrr", phases="PPPPPP" + "SSSNNN")
    made = compare.sections_beside(frame, phases).set_index("return_no")
    assert made.loc[7, "group"] == compare.EVERYBODY
    assert made.loc[7, "schools"] == 12  # the primaries count among all
    assert made.loc[1, "schools"] == 6


def test_nobody_to_compare_gives_no_rows() -> None:
    for levels in ((), ("ggggg",), ("ggggg",) * 5):
        frame, phases = frames(*levels) if levels else (frames("ggggg")[0].iloc[:0], {})
        assert compare.sections_beside(frame, phases).empty
        assert compare.statements_beside(frame, phases).empty


# --- statements ----------------------------------------------------------------------------------


def test_ahead_is_the_share_of_others_lower_less_the_share_higher() -> None:
    frame, phases = frames("g----", "a----", "a----", "a----", "r----", "r----")
    made = compare.statements_beside(frame, phases)
    assert made["ref"].tolist() == ["3a"] * 6
    assert made["ahead"].round(9).tolist() == [1.0, 0.2, 0.2, 0.2, -0.8, -0.8]
    assert made["strength_share"].round(3).unique().tolist() == [0.167]
    assert made["level_label"].tolist() == ["Green", "Amber", "Amber", "Amber", "Red", "Red"]


def test_no_mean_and_no_rank_is_given() -> None:
    frame, phases = frames(*["ggarr"] * 6)
    for made in (compare.sections_beside(frame, phases), compare.statements_beside(frame, phases)):
        assert not made.empty
        assert not {"mean", "rank", "position", "school"} & set(made.columns)


def test_challenges_are_not_compared() -> None:
    cpd = framework("senco-cpd-audit")
    returns = [completed(cpd, seed=n, done=1.0) for n in range(1, 9)]
    frame = tables.responses(returns, {cpd.id: cpd})
    made = compare.statements_beside(frame, dict.fromkeys(range(1, 9), "Primary"))
    practice = {s.ref for s in cpd.of_kind(Kind.PRACTICE)}
    assert len(set(made["ref"])) > 30
    assert set(made["ref"]) <= practice
