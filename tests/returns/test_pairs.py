"""Which return of last time belongs to which of this time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sendsheets.model import (
    Disposition,
    Listed,
    Reading,
    Register,
    Respondent,
    School,
    Season,
    Standing,
    Timeliness,
)
from sendsheets.returns.chosen import of_register, one_of
from sendsheets.returns.pairs import pair_up
from tests.analysis.small_audit import completed


def made(name="Oak Primary School", urn="123456", phase="Primary", role="SENCO", file=""):
    result = completed(name, {"1a": "red"}, role=role, file=file or f"{name} {role}.xlsx")
    return replace(result, school=School(name, urn, phase))


def names(returns):
    return [r.school.name for r in returns]


def test_a_school_is_known_by_its_urn_though_its_name_is_spelt_in_another_way():
    before, after = made("Oak Primary"), made("Oak Primary School")
    assert pair_up([before], [after]).both == ((before, after),)


def test_without_a_urn_it_is_known_by_exactly_its_name():
    before, after = made(urn=""), made()
    found = pair_up([before], [after])
    assert found.both == ((before, after),)
    other = pair_up([made("Oak Prim School", urn="")], [after])
    assert other.both == ()
    assert (names(other.only_before), names(other.only_after)) == (
        ["Oak Prim School"], ["Oak Primary School"])  # fmt: skip


@pytest.mark.parametrize(
    ("before", "told"),
    [(made("Elm Secondary School"), "URN 123456 was that of “Elm Secondary School”"),
     (made(urn="", phase="Secondary"), "had the phase Secondary")],
)  # fmt: skip
def test_what_may_be_another_school_is_told_and_left_apart(before, told):
    found = pair_up([before], [made(urn="" if not before.school.urn else "123456")])
    assert found.both == ()
    (problem,) = found.problems
    assert (problem.code, problem.severity) == ("compare-unpaired", "query")
    assert told in problem.facts["why"]
    assert len(found.only_before) == len(found.only_after) == 1


def test_a_new_senco_is_still_the_same_school():
    before = replace(made(), respondent=Respondent("A. Patel", "SENCO"))
    after = replace(made(), respondent=Respondent("B. Jones", "SENCO"))
    assert len(pair_up([before], [after]).both) == 1


def test_one_return_each_time_is_compared_whoever_wrote_it_and_that_is_told():
    found = pair_up([made(role="Headteacher")], [made()])
    assert len(found.both) == 1
    assert [p.code for p in found.problems] == ["compare-roles"]


def test_of_several_roles_each_is_compared_with_its_own():
    before = [made(role="SENCO"), made(role="Headteacher")]
    after = [made(role="Headteacher"), made(role="Governor")]
    found = pair_up(before, after)
    assert found.both == ((before[1], after[0]),)
    assert [r.respondent.role for r in found.only_before] == ["SENCO"]
    assert [r.respondent.role for r in found.only_after] == ["Governor"]


def test_returns_of_nobody_are_never_put_together():
    before, after = made("", urn="", file="a.xlsx"), made("", urn="", file="b.xlsx")
    assert pair_up([before], [after]).both == ()


# --- which one is carried over ------------------------------------------------------------------


def reading(result, *problems):
    return Reading(result.file, "0", Disposition.ACCEPTED, result, problems)


def test_the_only_return_is_carried_over_and_of_several_the_senco_s():
    head, senco = reading(made(role="Headteacher")), reading(made(role="SENCo"))
    assert one_of([head]) == (head.result, [])
    chosen, (told,) = one_of([head, senco])
    assert chosen is senco.result
    assert told.code == "previous-role"


@pytest.mark.parametrize("others", [
    [made(role="Headteacher"), made(role="Governor")],
    [made(), made("Elm Primary School", "999999")], [made(file="a"), made(file="b")],
])  # fmt: skip
def test_where_it_would_be_a_guess_none_is(others):
    chosen, (told,) = one_of([reading(result) for result in others])
    assert chosen is None
    assert (told.code, told.severity) == ("previous-several", "query")


def test_every_school_on_the_list_is_in_one_of_three_places():
    oak, elm, ash = (Listed(name, row=n) for n, name in enumerate(("Oak", "Elm", "Ash"), 2))
    stranger = reading(made("Far School", "777777"))
    refused = Reading("ash.pdf", "1", Disposition.REFUSED, None)
    season = Season(Register("", (oak, elm, ash)), "small", (
        Standing(oak, Timeliness.ON_TIME, (reading(made()),)),
        Standing(elm, Timeliness.OUTSTANDING),
        Standing(ash, Timeliness.OUTSTANDING, (), (refused,)),
    ), (stranger,))  # fmt: skip
    chosen = of_register(season)
    assert list(chosen.returned) == [oak]
    assert (chosen.without, chosen.unsure) == ((elm,), (ash,))
    assert [p.code for p in chosen.problems] == ["previous-unplaced"]
