"""Every return has a name that no other return of its framework has."""

from __future__ import annotations

import pandas as pd

from sendsheets.reports.names import voice_names


def named(*returns: tuple[str, str, str], framework: str = "rag") -> list[str]:
    """The names of returns given as school, URN and role."""
    frame = pd.DataFrame(
        [(n, *said, framework, f"in/{n}.xlsx") for n, said in enumerate(returns, 1)],
        columns=["return_no", "school", "urn", "role", "framework", "file"],
    )
    return list(voice_names(frame).values())


def test_one_return_a_school_needs_no_more_than_its_name():
    assert named(("Oak", "1", "SENCO"), ("Elm", "2", "SENCO")) == ["Oak", "Elm"]


def test_several_roles_of_a_school_are_told_apart_by_role():
    assert named(("Oak", "1", "SENCO"), ("Oak", "1", "Headteacher"), ("Elm", "2", "SENCO")) == [
        "Oak (SENCO)", "Oak (Headteacher)", "Elm"]  # fmt: skip


def test_schools_that_share_a_name_are_told_apart_by_urn():
    assert named(("Oak", "1", "SENCO"), ("oak", "2", "SENCO")) == ["Oak (URN 1)", "oak (URN 2)"]


def test_one_that_forgot_its_urn_is_not_another_school():
    assert named(("Oak", "1", "SENCO"), ("Oak", "", "Head")) == ["Oak (SENCO)", "Oak (Head)"]


def test_the_file_tells_apart_what_nothing_else_does():
    assert named(("Oak", "", ""), ("Oak", "", "")) == ["Oak (1)", "Oak (2)"]


def test_a_role_that_only_one_of_them_gives_is_enough():
    assert named(("Oak", "", ""), ("Oak", "", "Head")) == ["Oak", "Oak (Head)"]


def test_no_two_names_are_equal_whatever_was_said():
    said = [("Oak", u, r) for u in ("", "1", "2") for r in ("", "SENCO", "Head") for _ in "ab"]
    names = [name.casefold() for name in named(*said)]
    assert len(set(names)) == len(said)


def test_frameworks_do_not_make_a_school_two():
    frame = pd.DataFrame({
        "return_no": [1, 2], "school": ["Oak", "Oak"], "urn": ["", ""], "role": ["SENCO", "SENCO"],
        "framework": ["rag", "cpd"], "file": ["a", "b"],
    })
    assert voice_names(frame) == {1: "Oak", 2: "Oak"}
