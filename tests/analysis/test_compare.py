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
    ("P" * 8, "P" * 8),
    ("P" * 7, "-" * 7),                             # seven schools are too few
    ("PPPPSSSS", "********"),                       # no phase has eight, but all together have
    ("P" * 8 + "S" * 8, "P" * 8 + "S" * 8),
    ("P" * 8 + "SSSSNNNN", "P" * 8 + "*" * 8),      # all less the primaries leaves eight
    ("P" * 8 + "SSSSNNN", "P" * 8 + "-" * 7),       # … leaves too few
    ("P" * 12 + "S", "P" * 12 + "-"),               # the only secondary is never compared
    ("?" * 8, "*" * 8),                             # an unknown phase is no phase
    ("P" * 8 + "?", "P" * 8 + "-"),
])  # fmt: skip
def test_a_school_is_compared_with_its_phase_else_with_all(phases: str, expected: str) -> None:
    assert groups(phases) == expected


# --- sections ----------------------------------------------------------------------------------


def test_the_quartiles_are_those_of_a_published_example() -> None:
    """Of 6, 47, 49, 15, 42, 41, 7, 39, 43, 40 and 36 they are 25.5 and 42.5, interpolated:
    reference of DolphinDB, quantile. Here each is a school's number of strengths in 50."""
    strengths = [6, 47, 49, 15, 42, 41, 7, 39, 43, 40, 36]
    frame = pd.DataFrame([
        {"return_no": n, "section": 1, "section_title": "One", "kind": Kind.PRACTICE.value,
         "state": State.RATED.value, "strength": place < count}
        for n, count in enumerate(strengths, 1) for place in range(50)
    ])  # fmt: skip
    made = compare.sections_beside(frame, dict.fromkeys(range(1, 12), "Primary"))
    assert made["share"].tolist() == [count / 50 for count in strengths]
    # 0.51 and 0.85, in tenths rounded outwards. The middle of the lower half, 15, would be 0.3.
    assert (set(made["low"]), set(made["high"])) == ({0.5}, {0.9})



def test_shares_stand_beside_the_middle_half_of_the_group() -> None:
    frame, phases = frames("ggggg", "ggggg", "ggggr", "gggrr", "ggrrr", "grrrr", "rrrrr", "rrrrr")
    made = compare.sections_beside(frame, phases)
    assert made["schools"].tolist() == [8] * 8
    assert made["share"].tolist() == [1.0, 1.0, 0.8, 0.6, 0.4, 0.2, 0.0, 0.0]
    # The quartiles are 0.15 and 0.85: they are told in tenths, rounded outwards.
    assert made["low"].unique().tolist() == [0.1]
    assert made["high"].unique().tolist() == [0.9]
    assert made["place"].tolist() == ["above"] * 2 + ["within"] * 4 + ["below"] * 2
    assert set(made["group"]) == {"Primary"}


@pytest.mark.parametrize("others", ["rrrrr", "ggggg"])
def test_where_most_are_alike_it_is_not_told_at_what(others: str) -> None:
    frame, phases = frames("ggrrr", *[others] * 8)
    made = compare.sections_beside(frame, phases)
    assert set(made["place"]) == {"alike"}
    assert made[["low", "high"]].isna().all(axis=None)


def test_a_quartile_is_never_exactly_what_one_school_said() -> None:
    frame, phases = frames("ggggg", "ggggg", "gggg-", "ggg-r", "ggr--", "gr-rr", "grrr-", "rrrrr",
                           "grr--")  # fmt: skip
    made = compare.sections_beside(frame, phases)
    assert made["schools"].unique().tolist() == [9]  # the third and the seventh are the quartiles
    assert made["low"].unique().tolist() == [0.2]  # a quarter: no tenth
    assert made["high"].unique().tolist() == [1.0]


def test_every_school_of_a_group_is_told_the_same_of_it() -> None:
    frame, phases = frames("ggggg", "ggggr", "gggrr", "ggrrr", "grrrr", "rrrrr", "ggarr",
                           "garrr")  # fmt: skip
    made = compare.sections_beside(frame, phases)
    assert len(made[["schools", "low", "high"]].drop_duplicates()) == 1


def test_not_applicable_and_blank_are_in_no_share_and_half_must_be_answered() -> None:
    frame, phases = frames("gr---", "grn--", *["ggggg"] * 7)
    made = compare.sections_beside(frame, phases).set_index("return_no")
    assert 1 not in made.index  # two of five are answered
    assert made.loc[2, "share"] == 0.5  # one of two rated; three of five answered
    assert made.loc[2, "rated"] == 2
    assert set(made["schools"]) == {8}


def test_a_section_that_seven_schools_answered_is_not_compared() -> None:
    frame, phases = frames("-----", "grgrg", *["ggggg"] * 6)
    assert compare.sections_beside(frame, phases).empty
    assert compare.statements_beside(frame, phases).empty


def test_all_schools_less_a_phase_never_leaves_a_few_at_any_section() -> None:
    rest = ["ggggr", "ggggr", "gggrr", "gggrr", "ggrrr", "ggrrr", "grrrr"]
    frame, phases = frames(*["ggggg"] * 8, *rest, "-----", phases="P" * 8 + "SSSSNNNN")
    made = compare.sections_beside(frame, phases)
    assert set(made["return_no"]) == set(range(1, 9))  # of the rest only seven answered
    frame, phases = frames(*["ggggg"] * 8, *rest, "grrrr", phases="P" * 8 + "SSSSNNNN")
    made = compare.sections_beside(frame, phases).set_index("return_no")
    assert made.loc[9, "group"] == compare.EVERYBODY
    assert made.loc[9, "schools"] == 16  # the primaries count among all
    assert made.loc[1, "schools"] == 8


def test_nobody_to_compare_gives_no_rows() -> None:
    for levels in ((), ("ggggg",), ("ggggg",) * 7):
        frame, phases = frames(*levels) if levels else (frames("ggggg")[0].iloc[:0], {})
        assert compare.sections_beside(frame, phases).empty
        assert compare.statements_beside(frame, phases).empty


# --- statements ----------------------------------------------------------------------------------


def test_ahead_is_the_share_of_others_lower_less_the_share_higher() -> None:
    frame, phases = frames(*["g----"] * 2, *["a----"] * 5, *["r----"] * 4)
    made = compare.statements_beside(frame, phases)
    assert made["ref"].tolist() == ["3a"] * 11
    assert made["ahead"].round(9).tolist() == [0.9] * 2 + [0.2] * 5 + [-0.7] * 4
    assert made["strength_share"].round(3).unique().tolist() == [0.182]
    assert made["level_label"].tolist() == ["Green"] * 2 + ["Amber"] * 5 + ["Red"] * 4


@pytest.mark.parametrize(("letters", "told"), [
    ("gggrrrrrrr", "1111111111"),
    ("ggrrrrrrrr", "0011111111"),   # each of the two knows that only one other is green
    ("grrrrrrrrr", "0000000000"),
    ("gggggggggr", "0000000000"),
    ("ggggggggrr", "1111111100"),
    ("gggrrrrrr", "000000000"),     # nine are too few for words
])  # fmt: skip
def test_a_statement_is_told_of_only_with_two_others_on_each_side(letters: str, told: str) -> None:
    frame, phases = frames(*[f"{letter}----" for letter in letters])
    made = compare.statements_beside(frame, phases)
    assert "".join(str(int(each)) for each in made["told"]) == told


def test_no_mean_and_no_rank_is_given() -> None:
    frame, phases = frames(*["ggarr"] * 8)
    for made in (compare.sections_beside(frame, phases), compare.statements_beside(frame, phases)):
        assert not made.empty
        assert not {"mean", "rank", "position", "school"} & set(made.columns)


def test_challenges_are_not_compared() -> None:
    cpd = framework("senco-cpd-audit")
    returns = [completed(cpd, seed=n, done=1.0) for n in range(1, 13)]
    frame = tables.responses(returns, {cpd.id: cpd})
    made = compare.statements_beside(frame, dict.fromkeys(range(1, 13), "Primary"))
    practice = {s.ref for s in cpd.of_kind(Kind.PRACTICE)}
    assert len(set(made["ref"])) > 30
    assert set(made["ref"]) <= practice
