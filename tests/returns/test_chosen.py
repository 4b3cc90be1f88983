"""Which return of last time is carried over, where several people of a school answered."""

from __future__ import annotations

from sendsheets.model import Batch, Disposition, Listed, Reading, Register, Role
from sendsheets.returns.chosen import of_audit, of_role, of_role_on, one_of
from sendsheets.returns.pairs import answered
from tests.reviews import PULSE, given


def reading(role, voice="", file="oak.xlsx"):
    result = given(levels={"1a": PULSE.statements[0].main.scale.levels[0].key}, role=role,
                   file=file, voice=voice)  # fmt: skip
    return Reading(file, file, Disposition.ACCEPTED, result, ())


OWN = reading("Headteacher")
TEACHER = reading("Teacher", voice="teacher", file="teacher.xlsx")
SENCO = reading("SENDCo", file="senco.xlsx")


def test_the_school_s_own_return_stands_before_a_voice_beside_it():
    mine, told = of_audit(Batch((TEACHER, OWN)), PULSE.id)
    assert (one_of(mine), told) == ((OWN.result, []), [])


def test_the_senco_s_is_taken_by_any_of_its_names_and_told():
    result, (told,) = one_of([OWN, SENCO])
    assert (result, told.code) == (SENCO.result, "previous-role")


def test_a_voice_alone_is_carried_over_for_itself():
    assert one_of([TEACHER]) == (TEACHER.result, [])


def test_voices_are_in_no_comparison_of_schools():
    assert answered(Batch((TEACHER, OWN)), PULSE.id) == [OWN.result]


# --- for one role ------------------------------------------------------------------------------

GOVERNOR = reading("SEND governor", voice="governor", file="governor.xlsx")
OAK = Register("schools.csv", (Listed("Oak", "123456"), Listed("Elm", "654321")))


def test_what_is_for_a_role_is_only_that_role_s_own_return():
    (mine,), told = of_role([OWN, GOVERNOR, SENCO], Role.GOVERNOR)
    assert mine is GOVERNOR
    assert [(p.code, p.file, p.facts["found"]) for p in told] == [
        ("previous-other-role", "oak.xlsx", "Headteacher"),
        ("previous-other-role", "senco.xlsx", "SENCO")]  # fmt: skip


def test_each_school_on_a_list_gets_what_its_own_person_in_the_role_said():
    chosen = of_role_on(OAK, Batch((GOVERNOR, SENCO, TEACHER)), PULSE.id, Role.GOVERNOR)
    assert chosen.returned == {OAK.schools[0]: GOVERNOR.result}
    assert chosen.without == (OAK.schools[1],)


def test_two_people_in_one_role_are_never_chosen_from():
    other = reading("Chair of governors", voice="governor", file="chair.xlsx")
    chosen = of_role_on(OAK, Batch((GOVERNOR, other)), PULSE.id, Role.GOVERNOR)
    assert (dict(chosen.returned), chosen.unsure) == ({}, (OAK.schools[0],))
    assert [p.code for p in chosen.problems] == ["previous-several"]


def test_what_one_of_a_group_said_is_carried_to_nobody():
    chosen = of_role_on(OAK, Batch((TEACHER, SENCO)), PULSE.id, Role.TEACHER)
    assert (dict(chosen.returned), chosen.without) == ({}, OAK.schools)
