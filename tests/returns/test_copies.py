"""Copies of one school: which is the later, what is told, and what nobody can settle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from workbooks import FRAMEWORKS, RAG, codes, plain

from sendsheets.model import Before, Disposition, Origin, Problem, Reading, Severity, State
from sendsheets.problems import found
from sendsheets.returns.copies import merge_copies
from sendsheets.returns.joined import join
from sendsheets.returns.merging import Merge
from sendsheets.returns.questions import waiting
from sendsheets.returns.read import read_return
from tests.reviews import PULSE, given

EARLY, LATE = datetime(2026, 11, 2, 9, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)


def copy(name, rating="", sent=None, day="", framework=RAG, ref="1a", **details):
    """A copy of Oak's return with one rating, the date on its Cover, and when it was emailed."""
    cells = rating if isinstance(rating, dict) else {"rating": rating}
    data = plain(framework, {ref: cells}, {"completed_on": day, **details})
    made = read_return(f"{name}.xlsx", data, FRAMEWORKS)
    return replace(made, origin=Origin(f"{name}.eml", sent=sent) if sent else None)


def stands(*copies):
    """The reading that holds the merged return."""
    (made,) = [r for r in merge_copies(copies, FRAMEWORKS)
               if r.disposition is not Disposition.SUPERSEDED]  # fmt: skip
    return made


def first(reading):
    return reading.result.responses[0]


def told(reading, code):
    return [found(p) for p in reading.problems if p.code == code]


# --- which is the later --------------------------------------------------------------------------


def test_the_email_date_comes_before_the_covers():
    made = stands(copy("a", "Green", LATE, date(2026, 10, 1)),
                  copy("b", "Red", EARLY, date(2026, 11, 12)))  # fmt: skip

    assert made.file == "a.xlsx"
    assert first(made).main.level == "green"
    assert told(made, "copies-differ") == [
        "Different in b.xlsx: 1a rating: Green here, Red in b.xlsx. Those of the later copy "
        "stand, by the dates of the emails they came in (20 November 2026 here, 2 November 2026 "
        "in b.xlsx)."]  # fmt: skip


@pytest.mark.parametrize("sent", [(LATE, None), (None, None)])
def test_where_not_all_came_in_an_email_the_covers_date_settles(sent):
    made = stands(copy("a", "Green", sent[0], date(2026, 10, 1)),
                  copy("b", "Red", sent[1], date(2026, 11, 12)))  # fmt: skip

    assert (made.file, first(made).main.level) == ("b.xlsx", "red")
    assert "by the dates on their Covers" in told(made, "copies-differ")[0]


def test_of_two_in_one_email_the_covers_date_settles():
    made = stands(copy("a", "Green", LATE, date(2026, 11, 12)),
                  copy("b", "Red", LATE, date(2026, 10, 1)))  # fmt: skip

    assert (made.file, first(made).main.level) == ("a.xlsx", "green")
    assert "where those are equal, on their Covers" in told(made, "copies-differ")[0]


@pytest.mark.parametrize(
    "days", [("", ""), (date(2026, 11, 12), ""), (date(2026, 11, 12), date(2026, 11, 12))])
@pytest.mark.parametrize("sent", [(None, None), (LATE, None), (LATE, LATE)])
def test_without_an_order_nothing_is_chosen(days, sent):
    made = stands(copy("a", "Green", sent[0], days[0]), copy("b", "Red", sent[1], days[1]))

    assert (first(made).main.state, first(made).main.raw) == (State.UNRECOGNISED, "Green / Red")
    assert made.disposition is Disposition.QUERY
    assert told(made, "copies-conflict") == [
        "1a rating is different in copies of which none is known to be the later: “Green” in "
        "a.xlsx, “Red” in b.xlsx."]  # fmt: skip


@pytest.mark.parametrize("blank", ["a", "c"])
@pytest.mark.parametrize("sent", [None, LATE])
def test_a_blank_form_stands_before_what_has_answers_and_leaves_their_order(blank, sent):
    others = {"b": ("Green", date(2026, 11, 12)), "d": ("Red", date(2026, 11, 2))}
    made = stands(copy(blank, "", sent, comments=""),
                  *(copy(name, said, None, day) for name, (said, day) in others.items()))

    assert (made.file, first(made).main.level) == ("b.xlsx", "green")
    assert "copies-conflict" not in codes(made)


def test_a_return_that_follows_a_blank_form_is_the_one_that_is_named():
    made = stands(copy("oak", "Green", None, date(2026, 11, 12)),
                  copy("zz-as-sent", comments=""))  # fmt: skip

    assert (made.file, first(made).main.level) == ("oak.xlsx", "green")
    assert told(made, "copies-merged") == [
        "Put together with zz-as-sent.xlsx. Nothing was taken from it."]


def test_of_several_in_one_email_one_without_a_date_leaves_all_without_an_order():
    made = stands(copy("a", "Green", LATE), copy("b", "Red", LATE, date(2026, 11, 2)),
                  copy("c", "Amber", LATE, date(2026, 11, 12)))  # fmt: skip

    assert first(made).main.raw == "Green / Red / Amber"


def test_emails_are_compared_as_times_whatever_their_time_zone():
    tokyo = datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=9)))  # before 9 in London
    london = datetime(2026, 11, 20, 1, tzinfo=UTC)
    made = stands(copy("a", "Green", london), copy("b", "Red", tokyo))

    assert first(made).main.level == "green"


def test_a_copy_sent_again_counts_from_when_it_came_last():
    early, late = copy("a", "Green", EARLY), copy("b", "Red", datetime(2026, 11, 10, tzinfo=UTC))
    again = replace(early, file="c.xlsx", disposition=Disposition.DUPLICATE, result=None,
                    problems=(), origin=Origin("c.eml", sent=LATE))  # fmt: skip
    a, b, _ = merge_copies([early, late, again], FRAMEWORKS)

    assert b.disposition is Disposition.SUPERSEDED
    assert first(a).main.level == "green"


def test_a_third_copy_known_to_be_later_settles_what_two_could_not():
    day = date(2026, 11, 2)
    made = stands(copy("a", "Green", day=day), copy("b", "Red", day=day),
                  copy("c", "Amber", day=date(2026, 11, 20)))  # fmt: skip

    assert first(made).main.level == "amber"
    assert told(made, "copies-conflict") == []
    assert len(told(made, "copies-differ")) == 1


def test_a_third_copy_that_agrees_with_one_of_two_does_not_settle_it():
    made = stands(copy("a", "Green"), copy("b", "Red"), copy("c", "green"))

    assert first(made).main.raw == "Green / Red"
    assert len(told(made, "copies-conflict")) == 1


def test_where_a_copy_came_from_stays_with_it():
    made = stands(copy("a", "Green", LATE), copy("b", "Red", EARLY))

    assert made.origin == Origin("a.eml", sent=LATE)


# --- what differs --------------------------------------------------------------------------------


def test_every_field_in_conflict_is_told_by_itself_with_its_cell():
    made = stands(copy("a", {"rating": "Green", "evidence": "Minutes"}),
                  copy("b", {"rating": "Red", "evidence": "Survey"}))  # fmt: skip
    both = [p for p in made.problems if p.code == "copies-conflict"]

    assert [(p.refs, p.sheet, p.cell, p.facts["what"]) for p in both] == [
        (("1a",), RAG.sections[0].sheet, "C5", "1a rating"),
        (("1a",), RAG.sections[0].sheet, "D5", "1a evidence"),
    ]  # fmt: skip
    assert first(made).evidence == "Minutes / Survey"


@pytest.mark.parametrize(
    ("a", "b"),
    [({"evidence": "Two\r\nlines"}, {"evidence": "Two\nlines"}),
     ({"priority": "High"}, {"priority": "high"}),
     ({"due": "12/02/2027"}, {"due": "12 February 2027"})],
)  # fmt: skip
def test_what_means_the_same_is_no_difference(a, b):
    made = stands(copy("a", {"rating": "Red", **a}), copy("b", {"rating": "Red", **b}))

    assert [p.code for p in made.problems if p.code.startswith("copies")] == ["copies-merged"]


def test_cover_details_that_differ_are_told_where_the_later_stands():
    made = stands(copy("a", "Red", day=date(2026, 11, 2), senco="J. Low"),
                  copy("b", "Red", day=date(2026, 11, 20), senco="M. High"))  # fmt: skip

    assert made.result.details["senco"] == "M. High"
    assert "SENCO (Cover)" in told(made, "copies-differ")[0]


def test_cover_details_that_differ_are_told_where_none_is_the_later():
    made = stands(copy("a", "Red", senco="J. Low", phase="Primary"),
                  copy("b", "Red", senco="M. High", phase="Nursery"))  # fmt: skip

    assert made.result.details["senco"] == "M. High"
    (words,) = told(made, "copies-merged")
    assert "Kept from here, where the Covers differ: Phase (Cover), SENCO (Cover)." in words


def test_different_comments_without_an_order_are_a_conflict_and_both_are_kept():
    made = stands(copy("a", "Red", comments="Call us"), copy("b", "Red", comments="Thank you"))

    assert made.result.details["comments"] == "Call us / Thank you"
    (problem,) = [p for p in made.problems if p.code == "copies-conflict"]
    assert (problem.sheet, problem.refs) == ("Cover", ())


def test_a_urn_that_is_none_does_not_displace_one_that_is():
    made = stands(copy("a", "Red", day=date(2026, 11, 2)),
                  copy("b", "Red", day=date(2026, 11, 20), urn="12345"))  # fmt: skip

    assert made.result.school.urn == "123456"


def test_words_that_differ_are_told_by_their_place_and_never_quoted():
    made = stands(copy("a", {"rating": "Red", "evidence": "Minutes"}, day=date(2026, 11, 2)),
                  copy("b", {"rating": "Red", "evidence": "Survey"}, day=date(2026, 11, 20)))
    (words,) = told(made, "copies-differ")

    assert words.startswith("Different in a.xlsx: 1a evidence. Those of the later copy stand, ")
    assert "(20 November 2026 here, 2 November 2026 in a.xlsx)" in words
    assert "Minutes" not in words + str([p.facts for p in made.problems])


def test_very_many_differences_are_counted():
    def every(name, rating, day):
        data = plain(RAG, {s.ref: {"rating": rating} for s in RAG.statements},
                     {"completed_on": day})  # fmt: skip
        return read_return(f"{name}.xlsx", data, FRAMEWORKS)

    made = stands(every("a", "Green", date(2026, 11, 2)), every("b", "Red", date(2026, 11, 20)))
    (words,) = told(made, "copies-differ")

    assert words.count("Red here, Green in a.xlsx") == 10
    assert f"; and {len(RAG.statements) - 10} more." in words


# --- a rating that is understood beside one that is not ------------------------------------------


@pytest.mark.parametrize(("a", "b", "by"), [("Green", "partly", "a"), ("partly", "Green", "b")])
def test_without_an_order_the_rating_that_is_understood_stands(a, b, by):
    made = stands(copy("a", a), copy("b", b))

    assert (first(made).main.state, first(made).main.level) == (State.RATED, "green")
    assert made.disposition is Disposition.ACCEPTED
    assert all(p.severity is Severity.INFORMATION for p in made.problems)
    assert (f"Settled by {by}.xlsx, since another copy could not be understood there: 1a rating."
            in told(made, "copies-merged")[0])  # fmt: skip
    assert waiting(merge_copies([copy("a", a), copy("b", b)], FRAMEWORKS), FRAMEWORKS) == ()


def test_not_applicable_is_understood_too():
    made = stands(copy("a", "partly"), copy("b", "Not applicable"))

    assert first(made).main.state is State.NOT_APPLICABLE
    assert made.disposition is Disposition.ACCEPTED


def test_a_later_rating_that_is_understood_stands_before_one_that_is_not():
    made = stands(copy("a", "partly", day=date(2026, 11, 2)),
                  copy("b", "Green", day=date(2026, 11, 20)))  # fmt: skip

    assert first(made).main.level == "green"
    assert made.disposition is Disposition.ACCEPTED


def test_a_later_rating_that_is_not_understood_stays_a_query():
    copies = (copy("a", "Green", day=date(2026, 11, 2)),
              copy("b", "partly", day=date(2026, 11, 20)))  # fmt: skip
    made = stands(*copies)

    assert (first(made).main.state, first(made).main.raw) == (State.UNRECOGNISED, "partly")
    assert made.disposition is Disposition.QUERY
    assert told(made, "rating-unrecognised") == ["partly"]
    assert "1a rating: partly here, Green in a.xlsx" in told(made, "copies-differ")[0]
    assert [q.code for q in waiting(merge_copies(copies, FRAMEWORKS), FRAMEWORKS)] == [
        "rating-unrecognised"]  # fmt: skip


def test_such_pairs_are_not_counted_as_different():
    made = stands(copy("a", {"rating": "partly"}, day=date(2026, 11, 2)),
                  copy("b", {"rating": "Green"}, day=date(2026, 11, 20)))  # fmt: skip

    assert "copies-differ-widely" not in codes(made)


# --- doubts of copies ----------------------------------------------------------------------------


def test_a_doubt_that_another_copy_settles_needs_nobody():
    copies = merge_copies([copy("a", "partly", day=date(2026, 11, 2)),
                           copy("b", "Green", day=date(2026, 11, 20))], FRAMEWORKS)  # fmt: skip

    assert copies[0].disposition is Disposition.SUPERSEDED
    assert [(p.code, p.severity) for p in copies[0].problems] == [
        ("rating-unrecognised", Severity.INFORMATION),
        ("copy-superseded", Severity.INFORMATION)]  # fmt: skip
    assert waiting(copies, FRAMEWORKS) == ()


def test_a_doubt_of_which_nothing_was_taken_needs_nobody():
    other = {"rating": "Red", "due": "31/02/2027"}
    copies = merge_copies(
        [copy("a", other, day=date(2026, 11, 2)),
         copy("b", {"rating": "Red", "due": "1/2/2027"}, day=date(2026, 11, 20))], FRAMEWORKS)

    assert copies[1].disposition is Disposition.ACCEPTED
    assert waiting(copies, FRAMEWORKS) == ()


def test_a_doubt_that_was_taken_over_is_told_with_the_copy_that_stands():
    a, b = copy("a", "partly"), copy("b", {"evidence": "Minutes"})
    early, made = merge_copies([a, b], FRAMEWORKS)

    assert made.disposition is Disposition.QUERY
    assert told(made, "rating-unrecognised") == ["In a.xlsx: partly"]
    assert all(p.severity is Severity.INFORMATION for p in early.problems)


def test_a_doubt_that_was_taken_over_is_asked_as_by_its_own_file():
    a, b = copy("a", "partly"), copy("b", {"evidence": "Minutes"})
    (alone,) = waiting([a], FRAMEWORKS)
    (asked,) = waiting(merge_copies([a, b], FRAMEWORKS), FRAMEWORKS)

    assert asked == alone
    assert (asked.file, asked.cell) == ("a.xlsx", "C5")


def test_a_doubt_about_what_is_hidden_stays_open_where_nobody_gives_the_answer():
    under = Problem("answer-merged", Severity.QUERY, "a.xlsx", RAG.sections[0].sheet, "C5", ("1a",),
                    {"found": "Green", "area": "C4:C5"})  # fmt: skip
    hidden = replace(copy("a", {"evidence": "Minutes"}), problems=(under,))

    assert "answer-merged" in codes(stands(hidden, copy("b", {"owner": "SENCO"})))
    assert "answer-merged" not in codes(stands(hidden, copy("b", "Green")))


def of_role(name: str, role: str, rating: str) -> Reading:
    workbook = plain(RAG, {"1a": {"rating": rating}}, {"role": role})
    return read_return(name, workbook, FRAMEWORKS)


@pytest.mark.parametrize("role", ["SENDCO", "sendco", "Special educational needs coordinator", ""])
def test_a_senco_of_another_name_or_of_none_is_one_voice(role):
    first, second = merge_copies(
        [of_role("a.xlsx", "SENCO", "Green"), of_role("b.xlsx", role, "Green")], FRAMEWORKS)

    assert (first.disposition, second.disposition) == ("superseded", "accepted")


def test_different_roles_count_side_by_side_and_say_so():
    both = merge_copies([of_role("a.xlsx", "SENCO", "Green"),
                         of_role("b.xlsx", "Headteacher", "Red")], FRAMEWORKS)  # fmt: skip

    assert [r.disposition for r in both] == ["accepted", "accepted"]
    assert [[found(p) for p in r.problems if p.code == "school-voices"] for r in both] == [
        ["This school also sent b.xlsx (Headteacher), which counts beside this one."],
        ["This school also sent a.xlsx (SENCO), which counts beside this one."],
    ]


def test_of_last_time_copies_say_together_only_what_none_contradicts():
    one = given(before=Before("Last time: version 1.0.", {"1a": "Was Strong"},
                              {"1a": "strong", "1b": "strong"}))  # fmt: skip
    other = given(before=Before("", {}, {"1a": "not-yet"}))
    joined = join(one, other, PULSE, Merge("oak.xlsx"))
    assert joined.before == Before("Last time: version 1.0.", {"1a": "Was Strong"},
                                   {"1b": "strong"})
    assert join(one, given(), PULSE, Merge("oak.xlsx")).before == one.before
