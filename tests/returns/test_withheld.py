"""Words that may identify a pupil: held back until a person decides, and never brought back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from workbooks import FRAMEWORKS, RAG, codes, edited, plain

from sendsheets.model import Decision, Disposition, RatingAnswer, ReviewerAnswer, State
from sendsheets.problems import advice, ask, found
from sendsheets.returns.data import as_json
from sendsheets.returns.decisions import settle
from sendsheets.returns.privacy import HIDDEN, scan
from sendsheets.returns.questions import ACCEPT, KEEP_WORDS, LEAVE_FILE, LEAVE_WORDS, waiting
from sendsheets.returns.read import read_return
from sendsheets.returns.withheld import is_withheld

UPN = "B801200005001"
SECRET = f"A plan for {UPN}"
SHEET = RAG.sections[0].sheet
SENTENCE = (
    f"(Withheld: this may identify a pupil. It stands in the workbook itself, {SHEET} D5.)")


def read(name="oak", day="", change=None, **cells):
    data = plain(RAG, {"1a": {"rating": "Red", **cells}}, {"completed_on": day})
    return read_return(f"{name}.xlsx", edited(data, change) if change else data, FRAMEWORKS)


def made(*readings, decide=""):
    """The readings, settled; with this decision on the only question."""
    settled, told = settle(readings, FRAMEWORKS)
    if decide:
        (question,) = waiting(settled, FRAMEWORKS)
        settled, told = settle(readings, FRAMEWORKS, [Decision(question, decide, "J. Low")])
    assert told == () or decide == ACCEPT
    return settled


def first(reading):
    return reading.result.responses[0]


# --- one return --------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [SECRET, "Ava, born 12/03/2015, has a plan"])
def test_the_words_of_the_cell_are_held_back_everywhere(words):
    (reading,) = made(read(evidence=words))
    everything = json.dumps(as_json(reading), ensure_ascii=False)

    assert first(reading).evidence == SENTENCE
    assert is_withheld(first(reading).evidence)
    assert not any(part in everything for part in (UPN, "12/03/2015", "plan"))
    assert reading.disposition is Disposition.QUERY


def test_other_cells_are_as_they_were():
    (reading,) = made(read(evidence=SECRET, action="Book training", owner="SENCO"))

    assert (first(reading).action, first(reading).owner, first(reading).main.level) == (
        "Book training", "SENCO", "red")  # fmt: skip


def test_a_return_without_any_of_it_is_the_same():
    reading = read(evidence="Reviewed 12/03/2025")

    assert made(reading) == (reading,)


@pytest.mark.parametrize(
    ("decision", "evidence"), [(LEAVE_WORDS, ""), (KEEP_WORDS, SECRET), ("keep these words.",
     SECRET)])  # fmt: skip
def test_a_person_decides_whether_they_are_left_out_or_kept(decision, evidence):
    (reading,) = made(read(evidence=SECRET), decide=decision)

    assert first(reading).evidence == evidence
    assert reading.disposition is Disposition.ACCEPTED
    assert waiting([reading], FRAMEWORKS) == ()


def test_the_file_can_be_left_out():
    (reading,) = made(read(evidence=SECRET), decide=LEAVE_FILE)

    assert reading.result is None


def test_the_choices_do_not_speak_of_accepting():
    (question,) = waiting(made(read(evidence=SECRET)), FRAMEWORKS)

    assert question.choices == (LEAVE_WORDS, KEEP_WORDS, LEAVE_FILE)
    assert (question.ref, question.cell, question.label) == ("1a", "D5", RAG.statements[0].label)
    (reading,) = made(read(evidence=SECRET), decide=ACCEPT)
    assert is_withheld(first(reading).evidence)


def test_a_number_and_a_date_of_birth_in_one_cell_are_both_to_be_decided():
    reading = read(evidence=f"{UPN}, DOB 12/03/2015")
    one, two = waiting(made(reading), FRAMEWORKS)
    settled, _ = settle([reading], FRAMEWORKS, [Decision(one, KEEP_WORDS, "J. Low")])

    assert is_withheld(first(settled[0]).evidence)
    assert waiting(settled, FRAMEWORKS) == (two,)


def test_it_is_said_what_happens_to_the_words():
    problem = next(p for p in read(evidence=SECRET).problems if p.code == "upn-found")

    assert advice(problem).startswith("Its words are withheld from every summary until ")
    assert "left the words of this cell out" in ask(problem)


# --- what problems quote -----------------------------------------------------------------------


def test_a_comment_that_may_identify_a_pupil_is_not_quoted():
    from openpyxl.comments import Comment

    def comment(book):
        book[SHEET]["D5"].comment = Comment(f"see {UPN}", "JL")
        book[SHEET]["D6"].comment = Comment("see minutes", "JL")

    told = [p for p in read(change=comment).problems if p.code == "answer-comment"]

    assert [HIDDEN in found(p) for p in told] == [True, False]
    assert UPN not in repr(told)
    assert "see minutes" in found(told[1])


def test_no_other_problem_quotes_the_cell():
    def twice(book):
        sheet = book[SHEET]
        for column in "AB":
            sheet[f"{column}6"] = sheet[f"{column}5"].value
        sheet["C6"], sheet["D6"] = "Red", "Survey"

    reading = read(change=twice, evidence=SECRET)

    assert {"answers-differ", "upn-found"} <= codes(reading)
    assert UPN not in repr(reading.problems)
    assert UPN not in repr(made(reading))


# --- copies --------------------------------------------------------------------------------------

EARLY, LATE = date(2026, 11, 2), date(2026, 11, 20)


def test_words_that_are_held_back_fill_no_blank_of_another_copy():
    a, b = made(read("a", evidence=SECRET), read("b"))

    assert a.disposition is Disposition.SUPERSEDED
    assert first(b).evidence == ""
    assert [found(p) for p in b.problems if p.code == "copies-withheld"] == [
        "Not taken from a.xlsx, since the words there may identify a pupil: 1a evidence."]
    assert UPN not in repr(b)


def test_words_that_a_later_copy_cleared_do_not_come_back():
    a, b = made(read("a", EARLY, evidence=SECRET), read("b", LATE))

    assert first(b).evidence == ""
    assert "copies-withheld" in codes(b)
    assert waiting([a, b], FRAMEWORKS) == ()
    assert b.disposition is Disposition.ACCEPTED


def test_words_that_a_person_keeps_are_as_any_others():
    early, late = read("a", EARLY, evidence=SECRET), read("b", LATE)
    (question,) = waiting(settle([early], FRAMEWORKS)[0], FRAMEWORKS)
    (_, b), told = settle([early, late], FRAMEWORKS, [Decision(question, KEEP_WORDS, "J. Low")])

    assert first(b).evidence == SECRET
    assert told == ()


def test_the_later_words_are_held_back_and_asked_about():
    _, b = made(read("a", EARLY, evidence="Minutes"), read("b", LATE, evidence=SECRET))

    assert is_withheld(first(b).evidence)
    assert "upn-found" in codes(b)
    assert b.disposition is Disposition.QUERY


@pytest.mark.parametrize("first_is_private", [True, False])
def test_without_an_order_other_words_stand_and_are_no_conflict(first_is_private):
    texts = [SECRET, "Minutes"] if first_is_private else ["Minutes", SECRET]
    _, b = made(*(read(name, evidence=text) for name, text in zip("ab", texts, strict=True)))

    assert first(b).evidence == "Minutes"
    assert "copies-conflict" not in codes(b)


def test_a_reviewers_words_are_held_back_too():
    reading = read("a")
    review = ReviewerAnswer(RatingAnswer(State.RATED, "green"), f"Saw {UPN}", "Why?")
    answer, *rest = reading.result.responses
    result = replace(reading.result, responses=(replace(answer, reviewer=review), *rest))
    (problem,) = scan(result)
    a, b = made(replace(reading, result=result, problems=(problem,)), read("b"))

    assert UPN not in repr((first(a), first(b)))
    assert (first(b).reviewer.comment, first(b).reviewer.line_of_enquiry) == ("", "Why?")
    assert first(b).reviewer.rating.level == "green"


def test_words_left_out_of_a_cell_with_two_doubts_stay_out():
    reading = read(evidence=f"{UPN}, DOB 12/03/2015")
    one, _ = waiting(made(reading), FRAMEWORKS)
    settled, _ = settle([reading], FRAMEWORKS, [Decision(one, LEAVE_WORDS, "J. Low")])

    assert first(settled[0]).evidence == ""
