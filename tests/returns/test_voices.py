"""Voices beside a school's own return, and a reviewer's copy of it: each counted once."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sendsheets.intake.sources import Source
from sendsheets.layout import Plan
from sendsheets.model import Asked, Completeness, Disposition
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook
from tests.reviews import MADE_ON, PULSE, filled, for_reviewer
from tests.workbooks import FRAMEWORKS, OAK, edited


@cache
def workbook(role="SENCO", name="A. Patel", asked="", rating="Strong", refs=("1a",), **more):
    plan = Plan(PULSE, Asked(role=asked or None))
    details = {**OAK, "role": role, "completed_by": name, **more}
    return school_workbook(plan, Answers(details, {ref: Answer(rating) for ref in refs}),
                           made_on=MADE_ON)  # fmt: skip


def batch(**files):
    sources = [Source(f"{name}.xlsx", Path(f"{name}.xlsx"), io.BytesIO(data).read)
               for name, data in files.items()]  # fmt: skip
    return gather_batch(sources, FRAMEWORKS, workers=1)


def codes(reading):
    return {problem.code for problem in reading.problems}


# --- voices --------------------------------------------------------------------------------------


def test_two_teachers_are_two_voices_and_neither_is_the_schools_return():
    made = batch(senco=workbook(), t1=workbook("Teacher", "B. Low"),
                 t2=workbook("Teacher", "C. Ray", rating="Not yet"))  # fmt: skip

    assert [r.respondent.role for r in made.returns] == ["SENCO"]
    assert [r.respondent.name for r in made.voices] == ["B. Low", "C. Ray"]
    assert all("voice-beside" in codes(r) for r in made.readings if r.file != "senco.xlsx")
    assert not any("school-conflict" in codes(r) for r in made.readings)


def test_one_teacher_twice_is_one_voice():
    made = batch(senco=workbook(), t1=workbook("Teacher", "B. Low"),
                 t2=workbook("Teacher", "B. Low", refs=("1b",)))  # fmt: skip

    assert len(made.voices) == 1
    assert [r.disposition for r in made.readings][1:] == [
        Disposition.SUPERSEDED, Disposition.ACCEPTED]


def test_teachers_who_give_no_name_are_each_a_voice():
    made = batch(senco=workbook(), t1=workbook("Teacher", ""),
                 t2=workbook("Teacher", "", rating="Not yet"))  # fmt: skip
    assert len(made.voices) == 2


def test_a_teachers_return_that_is_all_there_is_counts_for_the_school():
    (result,) = batch(t1=workbook("Teacher", "B. Low")).returns
    assert result.voice == ""


def test_a_blank_form_beside_it_takes_no_return_away():
    made = batch(blank=workbook(refs=()), t1=workbook("Teacher", "B. Low"))
    assert [r.respondent.role for r in made.returns
            if r.completeness is not Completeness.NOTHING] == ["Teacher"]


def test_a_headteachers_whole_return_is_a_return_of_its_own_as_before():
    made = batch(senco=workbook(), head=workbook("Headteacher", "D. Oak"))
    assert len(made.returns) == 2
    assert made.voices == ()


def test_a_workbook_made_for_a_role_is_always_a_voice_even_alone():
    made = batch(governor=workbook("SEND governor or trustee", "E. Elm", asked="governor"))
    assert made.returns == ()
    assert [r.voice for r in made.voices] == ["governor"]


def test_a_workbook_for_a_role_is_no_copy_of_a_whole_one_of_the_same_role():
    made = batch(whole=workbook("Headteacher", "D. Oak"),
                 short=workbook("Headteacher", "D. Oak", asked="headteacher", rating="Not yet"))
    assert len(made.returns) == len(made.voices) == 1


def test_a_copy_that_does_not_say_whose_it_is_belongs_to_the_senco_and_to_no_teacher():
    made = batch(senco=workbook(), unsaid=workbook("", "A. Patel", refs=("1b",)),
                 t1=workbook("Teacher", "B. Low"))  # fmt: skip
    (result,) = made.returns
    assert [r.main.level for r in result.responses[:2]] == ["strong", "strong"]


# --- a reviewer's copy ---------------------------------------------------------------------------


@cache
def reviewed(**more):
    own = read_return("own.xlsx", workbook(**more), FRAMEWORKS).result
    return edited(for_reviewer(PULSE, own), lambda book: filled(
        book, {"1a": "Beginning"}, {1: "The council meets."}))


@pytest.mark.parametrize("names", [("own", "review"), ("school", "a")])
def test_a_reviewers_columns_join_the_schools_return_whatever_the_files_are_called(names):
    made = batch(**{names[0]: workbook(), names[1]: reviewed()})
    (result,) = made.returns

    assert result.file == f"{names[0]}.xlsx", "the school's own stands"
    first = result.responses[0]
    assert (first.main.level, first.reviewer.rating.level) == ("strong", "beginning")
    assert (first.reviewer.agreed.level, first.reviewer.evidence_seen) == (
        "beginning", "Seen for 1a")
    assert result.enquiries[0].found == "The council meets."
    assert not result.asked.review


def test_it_counts_alone_too_and_once():
    (result,) = batch(review=reviewed()).returns
    assert result.asked.review
    assert result.responses[0].reviewer.rating.level == "beginning"


def test_what_the_school_changed_after_the_copy_was_made_stands_and_is_told():
    made = batch(own=workbook(rating="Established"), review=reviewed())
    (result,) = made.returns
    (reading,) = [r for r in made.readings if r.counts]

    assert result.responses[0].main.level == "established"
    assert "copies-differ" in codes(reading)
    assert "copies-conflict" not in codes(reading)


def test_it_never_corrects_the_school_even_with_a_later_date():
    made = batch(own=workbook(rating="Established"), review=reviewed(
        completed_on=date(2026, 12, 24)))  # fmt: skip
    assert made.returns[0].responses[0].main.level == "established"


def test_two_reviewers_who_differ_are_a_conflict_and_neither_counts():
    own = read_return("own.xlsx", workbook(), FRAMEWORKS).result
    other = edited(for_reviewer(PULSE, own), lambda book: filled(book, {"1a": "Not yet"}))
    made = batch(own=workbook(), r1=reviewed(), r2=other)
    (result,) = made.returns

    assert str(result.responses[0].reviewer.rating.state) == "unrecognised"
    assert any("copies-conflict" in codes(r) for r in made.readings)
    assert result.responses[0].main.level == "strong"


def test_a_workbook_for_a_role_is_a_voice_even_where_it_names_no_school():
    made = batch(nobody=workbook("Teacher", "", asked="teacher", school_name="", urn=""))
    assert made.returns == ()
    assert len(made.voices) == 1
