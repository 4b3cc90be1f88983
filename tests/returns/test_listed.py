"""Which school on the register a return is: taken, asked about, or on no list; never in silence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from workbooks import FRAMEWORKS, codes, plain

from sendsheets.model import Decision, Disposition, Listed, Origin, Problem, Register, Severity
from sendsheets.problems import ask, found
from sendsheets.reports.decisions import decisions_csv
from sendsheets.returns.choices import one_on_list
from sendsheets.returns.decisions import settle
from sendsheets.returns.decisions_file import read_decisions
from sendsheets.returns.known_schools import known_schools
from sendsheets.returns.listed import hold, is_doubtful, whose
from sendsheets.returns.questions import LEAVE_FILE, NOT_LISTED, waiting
from sendsheets.returns.read import read_return

OAK = Listed("Oak Primary School", "123456", "Primary", row=2)
ELM = Listed("Elm Grange School", "123457", "Secondary", before=("100001",), row=3)
MARYS = tuple(Listed("St Mary’s CE Primary School", f"12346{n}", "Primary", row=4 + n)
              for n in range(2))  # fmt: skip
PLAIN = Listed("Yew Tree Nursery", row=6)
LIST = Register("schools.csv", (OAK, ELM, *MARYS, PLAIN))
SCHOOLS = known_schools(LIST)
CLEAR = {"phase": "", "completed_on": ""}


@cache
def read(name="Oak Primary School", urn="", file="a", rating="Green", phase=""):
    details = {**CLEAR, "school_name": name, "urn": urn, "phase": phase}
    data = plain(FRAMEWORKS["send-rag-audit"], {"1a": {"rating": rating}}, details)
    return read_return(f"{file}.xlsx", data, FRAMEWORKS)


def held(*readings, register=LIST):
    made = hold(readings, register)
    return made[0] if len(made) == 1 else made


def school(reading):
    return reading.result.school.name, reading.result.school.urn


def told(reading, code):
    return found(next(p for p in reading.problems if p.code == code))


# --- taken -----------------------------------------------------------------------------------


def test_a_urn_on_the_register_is_that_school_and_there_is_nothing_to_tell():
    before = read("OAK  primary school", "123456")
    after = held(before)

    assert school(after) == ("Oak Primary School", "123456")
    assert after.result.school.phase == "Primary"
    assert codes(after) == codes(before)
    assert after.disposition is Disposition.ACCEPTED
    assert whose(after, SCHOOLS) == 0


def test_the_registers_name_is_shown_and_that_is_told():
    after = held(read("Oak Academy", "123456", phase="Secondary"))

    assert school(after) == ("Oak Primary School", "123456")
    assert told(after, "listed-shown") == (
        "The Cover says “Oak Academy” and the phase Secondary, where the list has Primary. It is "
        "shown as on the list: Oak Primary School.")  # fmt: skip


def test_a_urn_that_a_school_had_before_is_followed_and_told():
    after = held(read("Elm Grange School", "100001"))

    assert school(after) == ("Elm Grange School", "123457")
    assert "100001 is the URN that Elm Grange School had before" in told(after, "listed-before")
    assert whose(after, SCHOOLS) == 1


@pytest.mark.parametrize(
    ("urn", "since"),
    [("", "the Cover gives no URN"), ("999999", "the Cover’s URN, 999999, is not on the list")],
)
def test_a_name_that_is_exactly_one_schools_is_taken_and_told(urn, since):
    after = held(read("oak primary  SCHOOL", urn))

    assert school(after) == ("Oak Primary School", "123456")
    assert told(after, "listed-by-name") == (
        f"Taken to be Oak Primary School on the list by its name, since {since}.")


def test_a_namesake_elsewhere_is_not_taken_for_the_school_that_is_asked():
    list_ = replace(LIST, others=frozenset({"130001"}))
    after = held(read("Oak Primary School", "130001"), register=list_)

    assert school(after) == ("Oak Primary School", "130001")
    assert after.disposition is Disposition.QUERY
    assert told(after, "listed-doubtful").startswith(
        "“Oak Primary School” may be Oak Primary School (123456) on the list, but the Cover’s URN, "
        "130001, is that of another school of this name, which is not asked.")  # fmt: skip


def test_a_school_without_a_urn_on_the_list_keeps_the_returns_own():
    assert school(held(read("Yew Tree Nursery", "555555"))) == ("Yew Tree Nursery", "555555")


def test_a_name_goes_with_the_urn_that_another_return_of_it_gives():
    first, second = held(read("Oak Academy"), read("Oak Academy", "123456", "b"))

    assert school(first) == school(second) == ("Oak Primary School", "123456")
    assert "another return of this name gives its URN" in told(first, "listed-by-name")


@pytest.mark.parametrize("name", ["St Mary’s CE Primary School", "St Marys Primary"])
def test_a_urn_of_another_return_decides_nothing_where_two_schools_have_the_name(name):
    bare, own = read(name), read(name, MARYS[0].urn, "b")
    after, other = held(bare, own)
    (question,) = [q for q in waiting([after], FRAMEWORKS) if q.code == "listed-doubtful"]

    assert question.choices[:2] == ("St Mary’s CE Primary School (123460)",
                                    "St Mary’s CE Primary School (123461)")  # fmt: skip
    assert after.result == bare.result
    assert (whose(after, SCHOOLS), whose(other, SCHOOLS)) == (None, 2)


def test_such_a_return_is_not_put_together_with_the_one_that_gives_the_urn():
    files = [read(MARYS[0].name, rating="Red"), read(MARYS[0].name, MARYS[0].urn, "b")]
    (after, other), _ = settle(files, FRAMEWORKS, register=LIST)
    (bare, still), _ = decided("Not on the list", *files)

    assert other.disposition is Disposition.ACCEPTED
    assert school(after) == school(bare) == (MARYS[0].name, "")
    assert whose(other, SCHOOLS) == whose(still, SCHOOLS) == 2
    assert other.result.responses == still.result.responses == files[1].result.responses
    assert not any(code.startswith("copies") for each in (after, other, bare, still)
                   for code in codes(each))  # fmt: skip


def test_a_bare_name_with_another_schools_urn_is_asked_about():
    register = Register("schools.csv", (Listed("The Primary School", "123456"),))

    after = held(read("Broomfield School", "123456"), register=register)

    assert "listed-name-differs" in codes(after)
    assert school(after) == ("Broomfield School", "123456")


def test_what_says_no_school_stays_as_it_is():
    nobody = read("", "")

    assert held(nobody) == nobody
    assert whose(nobody, SCHOOLS) is None


# --- asked -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "code", "which"),
    [
        (read("Oak Primry School"), "listed-doubtful", ["Oak Primary School (123456)"]),
        (read("Oak Primary"), "listed-doubtful", ["Oak Primary School (123456)"]),
        (read("St Marys Primary"), "listed-doubtful",
         ["St Mary’s CE Primary School (123460)", "St Mary’s CE Primary School (123461)"]),
        (read("St Mary's CE Primary School", "999999"), "listed-doubtful",
         ["St Mary’s CE Primary School (123460)", "St Mary’s CE Primary School (123461)"]),
        (read("Yew Tree Nursry"), "listed-doubtful", ["Yew Tree Nursery (row 6)"]),
        (read("Oak Primary School", phase="Secondary"), "listed-doubtful",
         ["Oak Primary School (123456)"]),
        (read("Elm Grange School", "123456"), "listed-name-differs",
         ["Oak Primary School (123456)", "Elm Grange School (123457)"]),
        (read("Hawthorn High School", "123456"), "listed-name-differs",
         ["Oak Primary School (123456)"]),
    ],
    ids=lambda value: value.result.school.name if hasattr(value, "result") else "",
)  # fmt: skip
def test_what_is_not_sure_is_asked_and_nothing_is_changed(reading, code, which):
    after = held(reading)
    (question,) = [q for q in waiting([after], FRAMEWORKS) if q.code == code]

    assert question.choices == (*which, NOT_LISTED, LEAVE_FILE)
    assert after.result == reading.result
    assert after.disposition is Disposition.QUERY
    assert is_doubtful(after)


def test_a_doubtful_return_is_no_schools_yet_but_one_with_a_urn_is_that_urns():
    assert whose(held(read("Oak Primry School")), SCHOOLS) is None
    assert whose(held(read("Hawthorn High School", "123456")), SCHOOLS) == 0


def test_an_exact_name_is_asked_about_where_another_return_speaks_for_that_school():
    first, second = held(read(urn="999999"), read(urn="123456", file="b"))

    assert "another return gives that school’s own" in told(first, "listed-doubtful")
    assert codes(second) == codes(read(urn="123456"))


def test_two_returns_of_one_name_under_two_urns_that_the_list_does_not_have_are_both_asked_about():
    first, second, third = held(
        read(urn="999998"), read(urn="999999", file="b"), read("Yew Tree Nursery", "999999", "c"))

    assert all(is_doubtful(reading) for reading in (first, second))
    assert ("the Cover’s URN is 999998, and another return of this name gives 999999"
            in told(first, "listed-doubtful"))  # fmt: skip
    assert codes(third) == {*codes(read("Yew Tree Nursery", "999999", "c")), "listed-by-name"}
    assert not is_doubtful(held(read(urn="999998")))


def test_two_returns_of_one_name_that_say_different_heads_are_both_asked_about():
    first = read()
    other = replace(first, file="b.xlsx", sha256="b")
    head = {**first.result.details, "headteacher": "J. Moss"}
    first = replace(first, result=replace(first.result, details=head))
    other = replace(other, result=replace(other.result, file="b.xlsx", details={
        **other.result.details, "headteacher": "R. Shah"}))  # fmt: skip

    assert all(is_doubtful(reading) for reading in held(first, other))
    assert "perhaps not the same school as b.xlsx" in told(held(first, other)[0], "listed-doubtful")
    assert not is_doubtful(held(first))


def test_what_is_asked_of_the_school_names_no_other_school():
    for reading in (read("Hawthorn High School", "123456"), read("Oak Primry School")):
        problem = next(p for p in held(reading).problems if p.severity is Severity.QUERY)

        assert ask(problem)
        assert "Oak" not in ask(problem)


# --- on no list ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "urn", "said"),
    [("Hawthorn High School", "", "“Hawthorn High School”"),
     ("Ash School", "999999", "“Ash School” with the URN 999999"),
     ("", "999999", "with the URN 999999"), ("Oak Secondary School", "", "“Oak Secondary School”"),
     ("Oakley Primary School", "", "“Oakley Primary School”")],
)  # fmt: skip
def test_what_is_not_on_the_register_is_told_and_kept_as_it_is(name, urn, said):
    after = held(read(name, urn))

    assert told(after, "listed-not") == f"Not on the list of schools: {said}."
    assert after.result == read(name, urn).result
    assert whose(after, SCHOOLS) is None


def test_holding_a_refused_file_changes_nothing():
    pdf = read_return("oak.pdf", b"%PDF-1.7", FRAMEWORKS)

    assert held(pdf) == pdf


# --- decided ---------------------------------------------------------------------------------

OKA = read("Oak Primry School", rating="Red")
DIFFERS = read("Elm Grange School", "123456")


def decided(decision, *readings):
    """What comes of one decision on the only doubt about a school, by way of a decisions file."""
    settled, _ = settle(readings, FRAMEWORKS, register=LIST)
    (question, *_) = [q for q in waiting(settled, FRAMEWORKS) if q.code.startswith("listed")]
    data = decisions_csv([question], [Decision(question, decision, "J. Low")],
                         {r.sha256 for r in readings})  # fmt: skip
    decisions, problems = read_decisions(data)
    assert problems == ()
    return settle(readings, FRAMEWORKS, decisions, register=LIST)


def test_a_school_that_was_chosen_is_that_school_and_its_copies_are_put_together():
    copy = read(urn="123456", file="b", rating="Red")
    (first, second), unused = decided("oak primary school (123456)", OKA, copy)

    assert unused == ()
    assert first.disposition is Disposition.SUPERSEDED
    assert school(second) == ("Oak Primary School", "123456")
    assert whose(second, SCHOOLS) == 0
    assert not is_doubtful(second)


def test_before_it_is_decided_nothing_is_put_together():
    settled, _ = settle([OKA, read(urn="123456", file="b")], FRAMEWORKS, register=LIST)

    assert Disposition.SUPERSEDED not in {reading.disposition for reading in settled}


def test_not_on_the_list_is_an_answer():
    (after,), unused = decided("Not on the list", OKA)

    assert unused == ()
    assert school(after) == ("Oak Primry School", "")
    assert whose(after, SCHOOLS) is None
    assert after.disposition is Disposition.ACCEPTED


def test_a_mistyped_urn_goes_with_not_on_the_list_and_is_told():
    (after,), _ = decided("Not on the list", DIFFERS)

    assert school(after) == ("Elm Grange School", "")
    assert whose(after, SCHOOLS) is None
    assert "The URN 123456 is that of Oak Primary School" in told(after, "decision-applied")


def test_the_school_of_the_name_can_be_chosen():
    (after,), _ = decided("Elm Grange School (123457)", DIFFERS)

    assert school(after) == ("Elm Grange School", "123457")
    assert whose(after, SCHOOLS) == 1


def test_what_is_none_of_the_choices_is_not_used():
    (after,), unused = decided("Ash School", OKA)

    assert [problem.code for problem in unused] == ["decision-unrecognised"]
    assert is_doubtful(after)


def test_a_decision_on_the_covers_name_is_held_against_the_register():
    nobody = read("", "")
    (question,) = [q for q in waiting([nobody], FRAMEWORKS) if q.code == "school-unnamed"]
    (after,), _ = settle([nobody], FRAMEWORKS, [Decision(question, "123457", "J. Low")], LIST)

    assert school(after) == ("Elm Grange School", "123457")


def test_copies_of_a_doubtful_name_are_each_asked_about():
    again = read("Oak Primry School", file="b", rating="Amber")
    settled, _ = settle([OKA, again], FRAMEWORKS, register=LIST)
    asked = {q.file for q in waiting(settled, FRAMEWORKS) if q.code == "listed-doubtful"}

    assert asked == {"a.xlsx", "b.xlsx"}


def test_without_a_register_nothing_is_held_against_anything():
    settled, _ = settle([OKA], FRAMEWORKS)

    assert settled == (OKA,)


# --- names that are nearly alike -------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "near"),
    [("Quilbrook Primary", "Quillbrook Primary School"),
     ("St Peters C of E", "St Peter’s Church of England Primary School"),
     ("Dale Infants", "Dale Infant School"), ("The Harbour Academy", "Harbour School")],
)  # fmt: skip
def test_a_slip_or_a_shorter_form_is_near(said, near):
    assert known_schools(Register("", (Listed(near),))).nearly(said) == (0,)


@pytest.mark.parametrize(
    ("said", "far"),
    [("Eastfield Primary School", "Westfield Primary School"), ("Dale Infants", "Dale Juniors"),
     ("Hertford St Mary’s", "Hertford Grange"), ("The Primary School", "The Academy"),
     ("Oak Primary School", "Elm Primary School"), ("", "Oak Primary School")],
)  # fmt: skip
def test_another_school_is_not(said, far):
    assert known_schools(Register("", (Listed(far),))).nearly(said) == ()


def test_names_far_behind_the_best_are_not_offered_and_never_too_many():
    many = [Listed(f"St Mary’s Primary School, Town {n}", row=n) for n in range(20)]
    near = known_schools(Register("", (*many, Listed("St Mary’s Primary School"))))

    assert near.nearly("St Marys Primary School") == (20,)
    assert len(known_schools(Register("", tuple(many))).nearly("St Marys Primary School")) == 6


def test_the_choices_that_a_problem_holds_are_no_part_of_what_it_says():
    after = held(replace(OKA))
    problem = next(p for p in after.problems if p.code == "listed-doubtful")

    assert isinstance(problem, Problem)
    assert found(problem) == "“Oak Primry School” may be Oak Primary School (123456) on the list."


# --- the sender ------------------------------------------------------------------------------

WITH_MAIL = Register("schools.csv", (replace(OAK, email="office@oak.example"),
                                     replace(ELM, email="Office@Elm.example")))  # fmt: skip


def sent(reading, address):
    return replace(reading, origin=Origin("mail.eml", "Somebody", address, "Audit", None))


def test_a_return_from_another_schools_address_is_asked_about():
    (after,) = settle([sent(read(urn="123456"), "office@elm.example")], FRAMEWORKS, (),
                      WITH_MAIL)[0]  # fmt: skip

    assert told(after, "sender-other-school") == (
        "This is a return of Oak Primary School, but it came from office@elm.example, which is "
        "the address of Elm Grange School on the list.")
    assert after.disposition is Disposition.QUERY
    assert school(after) == ("Oak Primary School", "123456")


@pytest.mark.parametrize("address", ["Office@oak.example", "senco@elsewhere.example"])
def test_its_own_address_and_one_that_is_not_listed_are_no_doubt(address):
    after = held(sent(read(urn="123456"), address), register=WITH_MAIL)

    assert "sender-other-school" not in codes(after)


def test_one_address_of_several_schools_is_their_own():
    shared = Register("s.csv", tuple(replace(s, email="trust@x.example") for s in (OAK, ELM)))

    assert "sender-other-school" not in codes(
        held(sent(read(urn="123456"), "trust@x.example"), register=shared))


def test_that_is_settled_by_a_decision():
    before = sent(read(urn="123456"), "office@elm.example")
    (open_,), _ = settle([before], FRAMEWORKS, (), WITH_MAIL)
    (question,) = (q for q in waiting([open_], FRAMEWORKS) if q.code == "sender-other-school")
    (after,), told_ = settle([before], FRAMEWORKS, [Decision(question, "Accept as it is", "Ann")],
                             WITH_MAIL)  # fmt: skip

    assert after.disposition is Disposition.ACCEPTED
    assert told_ == ()


def test_a_doubtful_return_tells_the_sender_that_is_on_the_list():
    after = held(sent(read("Oak Primry School"), "office@elm.example"), register=WITH_MAIL)

    assert told(after, "listed-doubtful") == (
        "“Oak Primry School” may be Oak Primary School (123456) on the list. It came from "
        "office@elm.example, which is the address of Elm Grange School on the list.")


@pytest.mark.parametrize("words", ["Oak Primary School", "123456", "oak primary school (123456)"])
def test_the_name_or_the_urn_of_the_only_choice_will_do(words):
    before = read("Oak Primry School")
    (open_,), _ = settle([before], FRAMEWORKS, (), WITH_MAIL)
    (question,) = (q for q in waiting([open_], FRAMEWORKS) if q.code == "listed-doubtful")
    (after,), told_ = settle([before], FRAMEWORKS, [Decision(question, words, "Ann")], WITH_MAIL)

    assert school(after) == ("Oak Primary School", "123456")
    assert told_ == ()


def test_a_name_that_two_choices_share_is_no_choice():
    assert one_on_list("St Mary’s", ["St Mary’s (123460)", "St Mary’s (123461)"]) == ""
    assert one_on_list("123461", ["St Mary’s (123460)", "St Mary’s (123461)"]) == (
        "St Mary’s (123461)")
