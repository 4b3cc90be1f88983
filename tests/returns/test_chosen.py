"""Which return of last time is carried over, where several people of a school answered."""

from __future__ import annotations

from sendsheets.model import Batch, Disposition, Reading
from sendsheets.returns.chosen import of_audit, one_of
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
