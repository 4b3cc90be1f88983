"""Pupils' numbers, dates of birth and names in free text: found where they are, told by cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sendsheets.model import (
    Asked,
    Completeness,
    Kind,
    Problem,
    RatingAnswer,
    Respondent,
    Response,
    Return,
    ReviewerAnswer,
    School,
    Severity,
    State,
)
from sendsheets.problems import ask, found
from sendsheets.returns.people import names_pupil
from sendsheets.returns.privacy import holds_birth_date, holds_upn, is_upn, scan

GREEN = {"rating": RatingAnswer(State.RATED, "green", "Green", "C5")}
UPN = "B801200005001"


def response(ref: str = "1a", **said: str) -> Response:
    cells = {"evidence": "D5", "action": "E5", "answer": "D5"}
    return Response(ref, 1, Kind.PRACTICE, "1 Leadership", GREEN, cells=cells, **said)


def returned(*responses: Response, **details: str) -> Return:
    return Return(
        "oak.xlsx", "0", "send-rag-audit", "1.0", Asked(), School("Oak Primary School", "123456"),
        Respondent("Asha Patel", "SENCO"), None, Completeness.PART, responses, details,
    )


def told(*responses: Response, **details: str) -> list[tuple[str, str, str]]:
    return [(p.code, p.sheet, p.cell) for p in scan(returned(*responses, **details))]


# --- unique pupil numbers ----------------------------------------------------------------------


@pytest.mark.parametrize("number", [UPN, UPN.lower()])
def test_a_number_with_the_right_check_letter_is_a_upn(number):
    assert is_upn(number)


def test_a_temporary_number_ends_with_a_letter_that_counts():
    # 8 x 2 + 1 x 4 + 2 x 5 + 5 x 10 is 80, and C stands for 2: with 2 x 13 it is 106, of which
    # 23 goes four times and leaves 14, which is Q.
    assert is_upn("Q80120000500C")
    assert not is_upn("Q80120000500D")


@pytest.mark.parametrize(
    "number",
    ["A801200005001", "B801200005010", "B80120000500", "B8012000050011", "S801200005001",
     "B80120000500O", ""],
)  # fmt: skip
def test_any_other_number_is_not(number):
    assert not is_upn(number)


def test_each_digit_counts():
    changed = [UPN[:n] + str((int(UPN[n]) + 1) % 10) + UPN[n + 1:] for n in range(1, 13)]

    assert not any(is_upn(number) for number in changed)


@pytest.mark.parametrize(
    "text",
    [f"See {UPN}.", f"upn:{UPN.lower()}", "B 8012 0000 5001", "UPN is A801200005001",
     "Unique pupil number A801200005001"],
)  # fmt: skip
def test_a_upn_is_found_among_words(text):
    assert holds_upn(text)


@pytest.mark.parametrize(
    "text",
    ["ref A801200005001", "Call T 01234 567890", "URN 123456, DfE 919 5404", f"X{UPN}", f"{UPN}7",
     "Order PO202600012345"],
)  # fmt: skip
def test_other_long_numbers_are_left_alone(text):
    assert not holds_upn(text)


# --- dates of birth ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["DOB 12/03/2015", "D.O.B. 1/2/13", "born on 3rd May 2016", "(12.3.2015, DOB)",
     "date of birth: 2014-05-06", "Birthday 7 June 2018", "12 March 2015, born in Leeds"],
)  # fmt: skip
def test_a_date_of_birth_is_a_date_beside_words_that_say_so(text):
    assert holds_birth_date(text)


@pytest.mark.parametrize(
    "text",
    ["Review 12/02/2027", "Policy of 14 July 2014", "Autumn 2025", "Meeting on 14 October",
     "Date of birth is on the system", "The idea was born in 2023", "DOBCROFT 12/03/2015",
     "Governors met 03/09/2018 and 04/09/2019"],
)  # fmt: skip
def test_dates_of_meetings_and_policies_are_not(text):
    assert not holds_birth_date(text)


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Jack Smith has an EHCP.", "pupil Jack S. is on a short day", "A boy called Mohammed",
     "JS (Y4) has a plan", "J.S. in Year 9 attends part time", "Kofi B in Year 3",
     "Zephyr Smith has autism", "child QB was assessed", "Amelia's EHC plan",
     "While Olivia Brown was away", "Student Ethan"],
)  # fmt: skip
def test_a_pupil_may_be_named(text):
    assert names_pupil(text)


@pytest.mark.parametrize(
    "text",
    ["TA (Y4) supports phonics", "PE in Year 4 is adapted", "Read Write Inc in Year 2",
     "Lego Therapy (Y4)", "Mrs Sarah Khan meets parents", "Sarah Khan (SENCO) meets parents",
     "Training by Ruth Miskin", "Pupil Premium and Pupil Voice", "Holly Class, Daisy Room",
     "Anna Freud Centre audit", "Every pupil in Year 6 has a plan", "Pupil PP data",
     "Educational psychologist James Wood", "Bell Foundation and Zones of Regulation"],
)  # fmt: skip
def test_staff_programmes_and_classes_are_not_pupils(text):
    assert not names_pupil(text)


def test_staff_named_on_the_cover_or_as_owners_are_not_pupils():
    words = "Isla Grey and Noah Field meet each week"

    assert names_pupil(words)
    assert told(response(evidence=words, owner="Noah Field"), senco="Isla Grey") == []


# --- a whole return ----------------------------------------------------------------------------


def test_a_return_without_any_of_it_says_nothing():
    assert told(response(evidence="Reviewed 12/02/2025.", action="Book training.")) == []


def test_each_cell_with_a_number_or_a_date_of_birth_is_a_query():
    found_in = told(response(evidence=f"UPN {UPN}"), response("1b", action="DOB 12/03/2015"))

    assert found_in == [("upn-found", "1 Leadership", "D5"),
                        ("birth-date-found", "1 Leadership", "E5")]  # fmt: skip


def test_names_are_one_line_of_information_with_the_cells():
    (problem,) = scan(returned(response(evidence="Jack Smith has an EHCP"),
                               response("1b", action="Ask Ella Jones")))  # fmt: skip

    assert (problem.code, problem.severity) == ("names-possible", Severity.INFORMATION)
    assert problem.refs == ("1a", "1b")
    assert found(problem) == "A pupil may be named here: 1 Leadership D5, 1 Leadership E5."


def test_the_cells_of_very_many_names_are_not_all_told():
    many = [response(f"1{n}", evidence="Jack Smith has an EHCP") for n in "abcdefghijklmno"]
    (problem,) = scan(returned(*many))

    assert problem.facts["found"].endswith(", 3 more")
    assert len(problem.refs) == 15


def test_a_reviewers_words_are_looked_at_too():
    review = ReviewerAnswer(GREEN["rating"], comment=f"Saw {UPN}", line_of_enquiry="")

    assert told(replace(response(), reviewer=review)) == [("upn-found", "Peer review", "")]


def test_owners_and_the_cover_are_not_looked_at():
    assert told(response(owner=f"Jack Smith {UPN}"), comments=f"Jack Smith {UPN}") == []


def test_no_fact_repeats_what_was_found():
    words = f"Jack Smith, UPN {UPN}, DOB 12/03/2015"
    problems = scan(returned(response(evidence=words)))

    assert {p.code for p in problems} == {"upn-found", "birth-date-found", "names-possible"}
    for problem in problems:
        said = repr(problem) + found(problem) + ask(problem)
        assert not any(word in said for word in ("Jack", "Smith", UPN, "12/03/2015"))


def test_full_width_digits_and_curly_quotes_hide_nothing():
    wide = UPN.translate({ord("0") + n: 0xFF10 + n for n in range(10)})

    assert told(response(evidence=wide)) == [("upn-found", "1 Leadership", "D5")]
    assert [p.code for p in scan(returned(response(evidence="Amelia’s EHC plan")))] == [
        "names-possible"]  # fmt: skip


def test_every_problem_is_one_of_the_catalogue():
    assert all(isinstance(p, Problem) and found(p) for p in
               scan(returned(response(evidence=f"{UPN} DOB 1/2/2015"))))  # fmt: skip


@pytest.mark.parametrize("words", ["Jack-Smith-", "Jack'", "Jack", "Jack Smith", "dob ", "born 1 ",
                                   "A1 1 1 1 1 1 1 ", "Mr Jack ", "AB (Y", "Jack  "])  # fmt: skip
def test_the_longest_text_that_runs_words_together_is_soon_done_with(words):
    text = (words * 32_767)[:32_767]

    # These took minutes where a name could be begun anew at every letter.
    assert names_pupil(text) in (True, False)
    assert holds_birth_date(text) is False
    assert holds_upn(text) is False
