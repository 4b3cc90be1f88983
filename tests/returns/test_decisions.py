"""What waits for a person, and what comes of the person's decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from workbooks import FRAMEWORKS, RAG, codes, edited, plain

from sendsheets import layout
from sendsheets.model import (
    Completeness,
    Decision,
    Disposition,
    Priority,
    Problem,
    RatingAnswer,
    Severity,
    State,
)
from sendsheets.problems import found
from sendsheets.returns.decisions import settle
from sendsheets.returns.questions import (
    ACCEPT,
    KEEP_BOTH,
    LEAVE_FILE,
    LEAVE_IT,
    LEAVE_URN,
    ONE_SCHOOL,
    TWO_SCHOOLS,
    UNREAD,
    WITHOUT,
    waiting,
)
from sendsheets.returns.read import read_return

CPD = FRAMEWORKS["senco-cpd-audit"]
LEVELS = ("Red", "Amber", "Green", "Not applicable", LEAVE_IT)


def read(name="oak", framework=RAG, cells=None, **details):
    """A return with these cells, by ref or for 1a."""
    cells = cells or {}
    answers = cells if all(isinstance(v, dict) for v in cells.values()) else {"1a": cells}
    data = plain(framework, answers, {"completed_on": "", **details})
    return read_return(f"{name}.xlsx", data, FRAMEWORKS)


def asked(*readings):
    return waiting(settle(readings, FRAMEWORKS)[0], FRAMEWORKS)


def only(*readings):
    (question,) = asked(*readings)
    return question


def decided(decision, *readings, code="", by="J. Low", **more):
    """The readings, and what is told, after one decision on the only question (of this code)."""
    (question, *_) = [q for q in asked(*readings) if code in ("", q.code)]
    return settle(readings, FRAMEWORKS, [Decision(question, decision, by, **more)])


def first(reading):
    return reading.result.responses[0]


# --- what is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "code", "choices", "typed"),
    [
        (read(cells={"rating": "partly"}), "rating-unrecognised", LEVELS, ""),
        (read(cells={"rating": "Red", "due": "31/02/2027"}), "date-unrecognised", (LEAVE_IT,),
         "a date, such as 12/02/2027"),
        (read(cells={"rating": "Red"}, urn="12345"), "urn-unrecognised", (LEAVE_URN,),
         "six digits"),
        (read(cells={"rating": "Red"}, school_name="", urn=""), "school-unnamed", (LEAVE_FILE,),
         "the school’s name or its URN"),
        (read(cells={}, school_name="", urn=""), "nobody-answered", (ACCEPT, LEAVE_FILE), ""),
        (read_return("a.pdf", b"%PDF-1.7", FRAMEWORKS), "file-pdf", (LEAVE_FILE,), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_doubt_has_its_choices_in_the_officers_words(reading, code, choices, typed):
    question = only(reading)

    assert (question.code, question.choices, question.typed) == (code, choices, typed)
    assert (question.file, question.hashes) == (reading.file, (reading.sha256,))


def test_a_question_says_where_it_stands():
    question = only(read(cells={"rating": "partly"}))

    assert (question.school, question.sheet, question.cell, question.ref, question.label,
            question.found) == (
        "Oak Primary School", RAG.sections[0].sheet, "C5", "1a", RAG.statements[0].label,
        "partly")  # fmt: skip


def test_information_and_files_that_were_never_read_are_no_questions():
    repaired = read(cells={"rating": " GREEN. "})
    unread = replace(read_return("a.pdf", b"%PDF", FRAMEWORKS), sha256="")

    assert repaired.problems
    assert asked(repaired) == asked(unread) == ()


def test_a_question_has_the_same_key_whatever_the_file_is_called():
    data = plain(RAG, {"1a": {"rating": "partly"}})
    a, b = (read_return(name, data, FRAMEWORKS) for name in ("a.xlsx", "b.xlsx"))

    assert only(a).key == only(b).key
    assert only(a).key != only(read(cells={"rating": "mostly"})).key


def test_copies_that_conflict_are_asked_about_statement_by_statement():
    questions = asked(
        read("a", cells={"rating": "Green", "evidence": "Minutes", "due": "1/2/2027"}),
        read("b", cells={"rating": "Red", "evidence": "Survey", "due": "2/2/2027"}))

    assert [(q.ref, q.choices, q.typed) for q in questions] == [
        ("1a", LEVELS, ""),
        ("1a", ("From a.xlsx", "From b.xlsx", KEEP_BOTH, LEAVE_IT), "the right words"),
        ("1a", ("From a.xlsx", "From b.xlsx", LEAVE_IT), "a date, such as 12/02/2027"),
    ]
    assert len({q.key for q in questions}) == 3
    assert len(questions[0].hashes) == 2


# --- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "state", "level"),
    [("Amber", State.RATED, "amber"), (" amber. ", State.RATED, "amber"), ("A", State.RATED,
     "amber"), ("Not applicable", State.NOT_APPLICABLE, None), (LEAVE_IT, State.BLANK, None)],
)  # fmt: skip
def test_a_rating_is_what_was_decided(words, state, level):
    (made,), told = decided(words, read(cells={"rating": "partly"}), reason="phoned them")

    assert (first(made).main.state, first(made).main.level) == (state, level)
    assert first(made).main.cell == "C5"
    assert made.disposition is Disposition.ACCEPTED
    assert told == ()
    (problem,) = made.problems
    assert (problem.code, problem.severity) == ("decision-applied", Severity.INFORMATION)
    label = {LEAVE_IT: LEAVE_IT, "Not applicable": "Not applicable", "A": "Amber (“A”)"}.get(
        words, "Amber")
    assert found(problem) == (
        f"J. Low decided: {label}. It was “partly”. Reason: phoned them.")
    assert asked(made) == ()


def test_the_original_is_not_changed_and_nothing_is_decided_without_a_decision():
    original = read(cells={"rating": "partly"})
    decided("Amber", original)

    assert first(original).main.state is State.UNRECOGNISED
    assert settle([original], FRAMEWORKS)[0] == (original,)
    assert settle([original], FRAMEWORKS, [Decision(only(original))])[0] == (original,)


def test_completeness_is_found_again():
    ratings = {s.ref: {"rating": "Green"} for s in RAG.statements} | {"1a": {"rating": "partly"}}
    original = read(cells=ratings)
    (made,), _ = decided("Amber", original)

    assert original.result.completeness is Completeness.PART
    assert made.result.completeness is Completeness.COMPLETE


def test_a_second_rating_is_decided_by_itself():
    ref = next(s.ref for s in CPD.statements if len(s.ratings) > 1)
    reading = read(framework=CPD, cells={ref: {"rating": "huh", "second": "hm"}})
    one, two = asked(reading)
    label = one.choices[0]
    (made,), _ = settle([reading], FRAMEWORKS, [Decision(one, label, "J. Low")])
    response = next(r for r in made.result.responses if r.ref == ref)

    assert [a.state for a in response.ratings.values()] == [State.RATED, State.UNRECOGNISED]
    assert made.disposition is Disposition.QUERY
    assert asked(made) == (two,)


@pytest.mark.parametrize(
    ("words", "due"), [("28/02/2027", date(2027, 2, 28)), ("28 Feb 2027", date(2027, 2, 28)),
                       (LEAVE_IT, None)],
)  # fmt: skip
def test_a_date_is_what_was_decided(words, due):
    (made,), _ = decided(words, read(cells={"rating": "Red", "due": "31/02/2027"}))

    assert first(made).due == due
    assert first(made).due_raw == ("" if due is None else words)
    assert made.disposition is Disposition.ACCEPTED


def test_the_covers_date_is_what_was_decided_and_then_settles_the_order():
    early = read("a", cells={"rating": "Red"}, completed_on="31/02/2027")
    other = read("b", cells={"rating": "Green"}, completed_on=date(2027, 2, 1))
    (a, b), _ = decided("28/02/2027", early, other, code="date-unrecognised")

    assert a.result.completed_on == date(2027, 2, 28)
    assert b.disposition is Disposition.SUPERSEDED
    assert first(a).main.level == "red"


def two_rows(column, here, there):
    """A return whose first statement stands in two rows, with different words in one column."""
    def change(book):
        sheet = book[RAG.sections[0].sheet]
        for row in (5, 6):
            sheet.cell(row, 1, "1a")
            sheet.cell(row, 2, layout.statement_text(RAG.statements[0]))
        sheet[f"{column}5"], sheet[f"{column}6"] = here, there

    data = edited(plain(RAG, {}, {"completed_on": ""}), change)
    return read_return("oak.xlsx", data, FRAMEWORKS)


@pytest.mark.parametrize(
    ("column", "here", "there", "words", "field", "made"),
    [("C", "Red", "Green", "Green", "main", RatingAnswer(State.RATED, "green", "Green", "C5")),
     ("D", "Minutes", "Survey", "Minutes, mostly", "evidence", "Minutes, mostly"),
     ("D", "Minutes", "Survey", KEEP_BOTH, "evidence", "Minutes / Survey"),
     ("F", "High", "Low", "Low", "priority", Priority.LOW),
     ("H", "1/2/2027", "2/2/2027", "2/2/2027", "due", date(2027, 2, 2))],
)  # fmt: skip
def test_one_statement_answered_twice(column, here, there, words, field, made):
    (reading,), told = decided(words, two_rows(column, here, there), code="answers-differ")

    assert told == ()
    assert getattr(first(reading), field) == made
    assert "answers-differ" not in codes(reading)


# --- whose it is, and whether it counts ----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "name", "urn"), [("Elm School", "Elm School", ""), ("654321", "", "654321")])
def test_the_school_is_what_was_decided(words, name, urn):
    (made,), _ = decided(words, read(cells={"rating": "Red"}, school_name="", urn=""))

    assert (made.result.school.name, made.result.school.urn) == (name, urn)
    assert made.disposition is Disposition.ACCEPTED


@pytest.mark.parametrize(("words", "urn"), [("654321", "654321"), (LEAVE_URN, "")])
def test_the_urn_is_what_was_decided(words, urn):
    (made,), _ = decided(words, read(cells={"rating": "Red"}, urn="12345"))

    assert made.result.school.urn == urn
    assert made.disposition is Disposition.ACCEPTED


def test_a_named_school_joins_its_other_copy():
    whose = read("a", cells={"rating": "Red"}, school_name="", urn="")
    (a, b), _ = decided("123456", whose, read("b", cells={}))

    assert a.disposition is Disposition.SUPERSEDED
    assert first(b).main.level == "red"


def test_what_a_sentence_tells_of_is_told_with_the_decision():
    reading = read(cells={"rating": "Red", "due": "31/02/2027"})
    (made,), _ = decided("28/02/2027", reading, reason="They rang.")

    assert found(made.problems[0]) == (
        "J. Low decided: 28/02/2027. What was found: “31/02/2027” is not a date that can be "
        "understood. Reason: They rang.")


def told_of(code, **facts):
    """A return with one more query of this code."""
    reading = read(cells={"rating": "Red"})
    problem = Problem(code, Severity.QUERY, reading.file, RAG.sections[0].sheet, "", (), facts)
    return replace(reading, problems=(problem,), disposition=Disposition.QUERY)


@pytest.mark.parametrize(
    ("code", "choice"),
    [("answer-outside", UNREAD), ("row-unknown", UNREAD), ("column-missing", UNREAD),
     ("sheet-box", UNREAD), ("cover-words", UNREAD), ("calculated-typed", UNREAD),
     ("rows-missing", WITHOUT), ("sheet-missing", WITHOUT), ("headings-missing", WITHOUT),
     ("heading-like", ACCEPT), ("answer-one-row", ACCEPT)],
)  # fmt: skip
def test_what_was_not_taken_is_left_unread_or_done_without_and_not_accepted(code, choice):
    reading = told_of(code, found="x")
    (made,), told = decided(choice, reading)

    assert only(reading).choices == (choice, LEAVE_FILE)
    assert (made.result, made.disposition) == (reading.result, Disposition.ACCEPTED)
    assert told == ()


def test_any_other_doubt_can_be_accepted():
    reading = read(cells={}, school_name="", urn="")
    (made,), _ = decided(ACCEPT, reading)

    assert made.disposition is Disposition.ACCEPTED
    assert made.result == reading.result


@pytest.mark.parametrize(
    "reading", [read(cells={"rating": "Red"}, school_name="", urn=""),
                read_return("a.pdf", b"%PDF-1.7", FRAMEWORKS)])  # fmt: skip
def test_a_file_that_is_left_out_has_a_disposition_and_asks_nothing(reading):
    (made,), _ = decided(LEAVE_FILE, reading, reason="a test")

    assert (made.disposition, made.result) == (Disposition.REFUSED, None)
    assert "decision-left-out" in codes(made)
    assert all(p.severity is Severity.INFORMATION for p in made.problems)
    assert asked(made) == ()
    assert found(made.problems[-1]) == "J. Low decided to leave this file out (a test)."


# --- copies --------------------------------------------------------------------------------------


@cache
def conflicting():
    return (read("a", cells={"rating": "Green", "evidence": "Minutes"}),
            read("b", cells={"rating": "Red", "evidence": "Survey"}))  # fmt: skip


def test_a_conflict_of_copies_is_settled_field_by_field():
    rating, evidence = asked(*conflicting())
    decisions = [Decision(rating, "Amber", "J. Low"), Decision(evidence, "From a.xlsx", "J. Low")]
    (_, made), told = settle(conflicting(), FRAMEWORKS, decisions)

    assert (first(made).main.level, first(made).evidence) == ("amber", "Minutes")
    assert made.disposition is Disposition.ACCEPTED
    assert codes(made) == {"copies-merged", "decision-applied"}
    assert told == ()


def test_where_one_of_two_is_decided_the_other_still_waits():
    (_, made), _ = decided("Amber", *conflicting())

    assert made.disposition is Disposition.QUERY
    assert [q.found for q in asked(made)] == [found(p) for p in made.problems
                                             if p.code == "copies-conflict"]


@pytest.mark.parametrize(
    ("words", "evidence"),
    [(KEEP_BOTH, "Minutes / Survey"), ("From b.xlsx", "Survey"), (LEAVE_IT, ""),
     ("Both, in fact", "Both, in fact")],
)  # fmt: skip
def test_texts_of_copies(words, evidence):
    _, question = asked(*conflicting())
    (_, made), _ = settle(conflicting(), FRAMEWORKS, [Decision(question, words, "J. Low")])

    assert first(made).evidence == evidence


def test_copies_that_differ_widely_are_accepted_or_one_is_left_out():
    def copy(name, rating, day):
        cells = {s.ref: {"rating": rating} for s in RAG.statements[:5]}
        return read(name, cells=cells, completed_on=date(2026, 11, day))

    both = copy("a", "Green", 2), copy("b", "Red", 20)
    (_, accepted), _ = decided(ACCEPT, *both)
    (a, b), told = decided(LEAVE_FILE, *both)

    assert accepted.disposition is Disposition.ACCEPTED
    assert first(accepted).main.level == "red"
    assert (a.disposition, first(a).main.level) == (Disposition.ACCEPTED, "green")
    assert (b.disposition, b.result) == (Disposition.REFUSED, None)
    assert "copies-merged" not in codes(b)
    assert told == ()


@cache
def two_names():
    return (read("a", cells={"1a": {"rating": "Red"}}, school_name="Quillbrook Primary"),
            read("b", cells={"1b": {"rating": "Red"}}, school_name="Stellbridge Academy"))


def test_files_that_may_be_of_two_schools():
    questions = asked(*two_names())

    assert [q.file for q in questions] == ["a.xlsx", "b.xlsx"]
    assert {q.choices for q in questions} == {(ONE_SCHOOL, TWO_SCHOOLS, LEAVE_FILE)}
    assert len({q.key for q in questions}) == 2


def test_one_school_puts_them_together():
    (a, b), told = decided(ONE_SCHOOL, *two_names())

    assert a.disposition is Disposition.SUPERSEDED
    assert [r.main.level for r in b.result.responses[:2]] == ["red", "red"]
    assert told == ()
    assert waiting([a, b], FRAMEWORKS) == ()


def test_two_schools_leaves_them_apart_without_a_query():
    (a, b), told = decided(TWO_SCHOOLS, *two_names())

    assert [r.disposition for r in (a, b)] == [Disposition.ACCEPTED] * 2
    assert {tuple(codes(r)) for r in (a, b)} == {("decision-applied",)}
    assert told == ()


def test_leaving_one_of_them_out_ends_the_doubt_of_the_other():
    (a, b), _ = decided(LEAVE_FILE, *two_names())

    assert (a.disposition, b.disposition) == (Disposition.REFUSED, Disposition.ACCEPTED)
    assert codes(b) == set()


def test_two_that_say_different_things_settle_nothing():
    one, two = asked(*two_names())
    (a, b), told = settle(two_names(), FRAMEWORKS, [
        Decision(one, ONE_SCHOOL, "J. Low"), Decision(two, TWO_SCHOOLS, "J. Low")])  # fmt: skip

    assert [p.code for p in told] == ["decisions-disagree"]
    assert [r.disposition for r in (a, b)] == [Disposition.QUERY] * 2


def test_of_three_the_two_that_are_one_school_are_put_together():
    three = (*two_names(), read("c", cells={"1c": {"rating": "Red"}},
                                school_name="Quillbrook Primary"))  # fmt: skip
    answers = (ONE_SCHOOL, TWO_SCHOOLS, ONE_SCHOOL)
    decisions = [Decision(q, words, "J. Low")
                 for q, words in zip(asked(*three), answers, strict=True)]  # fmt: skip
    (a, b, c), _ = settle(three, FRAMEWORKS, decisions)

    assert [r.disposition for r in (a, b, c)] == [
        Disposition.SUPERSEDED, Disposition.ACCEPTED, Disposition.ACCEPTED]  # fmt: skip
    assert [r.main.level for r in c.result.responses[:3]] == ["red", None, "red"]


# --- decisions that cannot be used ---------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["from A.XLSX.", " “From a.xlsx” ", "'from  a.xlsx'", "FROM a.xlsx"])
def test_case_spaces_quotes_and_a_full_stop_do_not_matter(words):
    _, question = asked(*conflicting())
    (_, made), told = settle(conflicting(), FRAMEWORKS, [Decision(question, words, "J. Low")])

    assert first(made).evidence == "Minutes"
    assert told == ()


@pytest.mark.parametrize(
    ("words", "meant"),
    [("Leave it", LEAVE_IT), ("Leave it ou", LEAVE_IT), ("keep boht", KEEP_BOTH),
     ("Keep", KEEP_BOTH), ("From", "From a.xlsx"), ("From b.xls", "From b.xlsx"),
     ("Leave this file out", ""), ("Leave it alone please", ""), ("take the first one", ""),
     ("accept", ""), ("don’t know", ""), ("Don't know yet", ""), ("?", ""), ("N/A", ""),
     ("tbc", ""), ("Two school", "")],
)  # fmt: skip
def test_what_is_nearly_a_choice_or_no_answer_is_never_taken_as_the_words(words, meant):
    _, question = asked(*conflicting())
    (_, made), told = settle(conflicting(), FRAMEWORKS, [Decision(question, words, "J. Low")])

    assert first(made).evidence == "Minutes / Survey"
    assert [p.code for p in told] == ["decision-unrecognised"]
    assert ("Did you mean" in found(told[0])) is bool(meant)
    assert meant in found(told[0])


@pytest.mark.parametrize("words", ["Minutes of March", "Taken from the plan", "Frequent reviews"])
def test_other_words_are_the_words(words):
    _, question = asked(*conflicting())
    (_, made), told = settle(conflicting(), FRAMEWORKS, [Decision(question, words, "J. Low")])

    assert first(made).evidence == words
    assert told == ()


def test_a_school_may_have_a_name_that_begins_like_a_choice():
    whose = read(cells={"rating": "Red"}, school_name="", urn="")
    (made,), told = decided("Keep Hatch Primary School", whose)

    assert (made.result.school.name, told) == ("Keep Hatch Primary School", ())


def test_a_rating_that_is_nearly_one_is_asked_about():
    _, told = decided("Ambr", read(cells={"rating": "partly"}))

    assert "Did you mean “Amber”?" in found(told[0])


def test_a_decision_on_a_copy_that_no_longer_matters_is_kept_and_nothing_is_said():
    early = read("a", cells={"rating": "partly"}, completed_on=date(2026, 11, 2))
    late = read("b", cells={"rating": "Green"}, completed_on=date(2026, 11, 20))
    decision = Decision(only(early), "Green", "J. Low")
    (a, b), told = settle([early, late], FRAMEWORKS, [decision])

    assert told == ()
    assert (a.disposition, first(b).main.level) == (Disposition.SUPERSEDED, "green")
    assert waiting([a, b], FRAMEWORKS) == ()


def test_a_doubt_taken_over_from_a_copy_is_decided_there():
    other = read("a", cells={"rating": "partly"})
    both = other, read("b", cells={"evidence": "Minutes"})
    question = only(*both)
    (_, made), told = settle(both, FRAMEWORKS, [Decision(question, "Amber", "J. Low")])

    assert question == only(other)
    assert (first(made).main.level, first(made).evidence) == ("amber", "Minutes")
    assert made.disposition is Disposition.ACCEPTED
    assert told == ()


@pytest.mark.parametrize(
    ("words", "by", "code"),
    [("Purple", "J. Low", "decision-unrecognised"), (LEAVE_FILE, "J. Low",
     "decision-unrecognised"), ("Amber", " ", "decision-unsigned")],
)  # fmt: skip
def test_a_decision_that_is_no_choice_or_unsigned_is_told_and_not_used(words, by, code):
    reading = read(cells={"rating": "partly"})
    (made,), told = decided(words, reading, by=by, row=7)

    assert made == reading
    assert [(p.code, p.severity) for p in told] == [(code, Severity.QUERY)]
    assert f"on Oak Primary School, {RAG.sections[0].sheet} C5, 1a (oak.xlsx)" in found(told[0])
    assert "7" not in found(told[0]), "rows stand in another order when the file is written again"


@pytest.mark.parametrize(
    ("reading", "words"),
    [(read_return("a.pdf", b"%PDF-1.7", FRAMEWORKS), ACCEPT),
     (read(cells={"rating": "Red"}, school_name="", urn=""), ACCEPT),
     (read(cells={"rating": "Red"}, school_name="", urn=""), "12345"),
     (read(cells={"rating": "Red"}, urn="12345"), "1234567"),
     (two_rows("D", "Minutes", "Survey"), ONE_SCHOOL)],
)  # fmt: skip
def test_words_that_answer_another_question_are_not_taken_for_an_answer(reading, words):
    (made,), told = decided(words, reading)

    assert made == reading
    assert [p.code for p in told] == ["decision-unrecognised"]


@pytest.mark.parametrize("words", ["31/02/2027", "soon", "12345"])
def test_a_date_that_is_none_is_not_understood(words):
    _, told = decided(words, read(cells={"rating": "Red", "due": "31/02/2027"}))

    assert [p.code for p in told] == ["decision-unrecognised"]


def test_two_decisions_on_one_thing_must_agree():
    reading = read(cells={"rating": "partly"})
    question = only(reading)
    red, green = (Decision(question, w, "J. Low", row=n) for n, w in enumerate(("Red", "Green"), 6))

    (made,), told = settle([reading], FRAMEWORKS, [red, green])
    assert made == reading
    assert [p.code for p in told] == ["decisions-disagree"]
    (made,), told = settle([reading], FRAMEWORKS, [red, red])
    assert first(made).main.level == "red"
    assert told == ()


@pytest.mark.parametrize(
    ("now", "reason"),
    [([read(cells={"rating": "partly", "owner": "SENCO"})], "the file has changed since"),
     ([read("elm", cells={"rating": "Red"})], "the file is not among these")],
)  # fmt: skip
def test_a_decision_lasts_as_long_as_the_file_is_the_same(now, reason):
    decision = Decision(only(read(cells={"rating": "partly"})), "Amber", "J. Low")
    made, told = settle(now, FRAMEWORKS, [decision])

    assert made == tuple(now)
    assert [(p.code, p.severity) for p in told] == [("decision-stale", Severity.INFORMATION)]
    assert reason in found(told[0])


def test_a_decision_on_copies_lasts_as_long_as_all_of_them_are_the_same():
    rating, _ = asked(*conflicting())
    more = (*conflicting(), read("c", cells={"rating": "Amber"}))
    (_, _, made), told = settle(more, FRAMEWORKS, [Decision(rating, "Amber", "J. Low")])

    assert first(made).main.state is State.UNRECOGNISED
    assert "there are more or fewer of them" in found(told[0])
