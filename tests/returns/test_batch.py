"""Many files: each with one disposition, nothing counted twice, one bad file harmless."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from workbooks import FRAMEWORKS, RAG, codes, plain

from sendsheets.intake.sources import Source
from sendsheets.model import (
    Asked,
    Completeness,
    Disposition,
    RatingAnswer,
    ReviewerAnswer,
    Severity,
    State,
)
from sendsheets.problems import found
from sendsheets.returns import batch as batch_module
from sendsheets.returns.batch import gather_batch, read_safely
from sendsheets.returns.copies import merge_copies


def batch_of(progress=None, **files):
    sources = [Source(f"{name}.xlsx", Path(name), lambda data=data: data)
               for name, data in files.items()]  # fmt: skip
    return gather_batch(sources, FRAMEWORKS, progress)


def oak(ratings, asked=None, **details):
    answers = {ref: {"rating": rating} for ref, rating in ratings.items()}
    return plain(RAG, answers, {"completed_on": "", **details}, asked)


def by_name(batch):
    return {reading.file.removesuffix(".xlsx"): reading for reading in batch.readings}


def rating(reading, ref):
    return next(r.main for r in reading.result.responses if r.ref == ref)


def test_every_file_has_one_disposition_and_one_bad_file_harms_none():
    good = oak({"1a": "Red"})
    readings = by_name(batch_of(good=good, pdf=b"%PDF-1.7", empty=b"", same=good,
                                asks=oak({"1a": "partly"}, school_name="Elm", urn="")))

    assert {name: str(r.disposition) for name, r in readings.items()} == {
        "asks": "query", "empty": "refused", "good": "accepted", "pdf": "refused",
        "same": "duplicate",
    }  # fmt: skip


def test_readings_stand_in_order_of_name_and_progress_is_told():
    told = []
    batch = batch_of(lambda done, of: told.append((done, of)), b=b"", a=b"", c=b"")

    assert [r.file for r in batch.readings] == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_same_unusable_file_from_two_schools_keeps_its_problem_in_each():
    blank = oak({}, school_name="", urn="")
    batch = batch_of(a=b"", b=b"", c=blank, d=blank, e=b"%PDF-1.7", f=b"%PDF-1.7")

    told = [(r.file[0], str(r.disposition), *codes(r)) for r in batch.readings]
    assert told == [
        ("a", "refused", "file-empty"), ("b", "refused", "file-empty"),
        ("c", "query", "nobody-answered"), ("d", "query", "nobody-answered"),
        ("e", "refused", "file-pdf"), ("f", "refused", "file-pdf"),
    ]  # fmt: skip
    for reading in batch.readings:
        assert {problem.file for problem in reading.problems} == {reading.file}
        assert reading.result is None or reading.result.file == reading.file


def test_what_nobody_foresaw_is_a_problem_of_one_file(monkeypatch):
    def broken(name, data, frameworks):
        if name == "bad.xlsx":
            raise RuntimeError("pupil names and other secrets")
        return real(name, data, frameworks)

    real = batch_module.read_return
    monkeypatch.setattr(batch_module, "read_return", broken)
    readings = by_name(batch_of(bad=b"x", good=oak({"1a": "Red"})))

    assert codes(readings["bad"]) == {"file-unreadable"}
    assert "secrets" not in str(readings["bad"].problems)
    assert readings["good"].disposition is Disposition.ACCEPTED


def test_a_file_that_cannot_be_opened_is_a_problem():
    def refuse():
        raise PermissionError(13, "Permission denied")

    batch = gather_batch([Source("a.xlsx", Path("a"), refuse)], FRAMEWORKS)

    assert codes(batch.readings[0]) == {"file-unreadable"}


def test_blank_against_filled_merges_and_is_told():
    readings = by_name(batch_of(a=oak({"1a": "Red", "1b": "Green"}), b=oak({"1b": "green"})))

    assert readings["a"].disposition is Disposition.SUPERSEDED
    merged = readings["b"]
    assert merged.disposition is Disposition.ACCEPTED
    assert (rating(merged, "1a").level, rating(merged, "1a").cell) == ("red", None)
    assert (rating(merged, "1b").level, rating(merged, "1b").cell) == ("green", "C6")
    assert [p.refs for p in merged.problems if p.code == "copies-merged"] == [("1a",)]


def test_what_was_taken_is_told_by_ref_and_field():
    both = {"rating": "Green", "due": "12/02/2027"}
    earlier = {"2a": {**both, "evidence": "Minutes", "action": "Train"},
               "2b": {"rating": "Red"}, "2c": {"rating": "Red", "owner": "SENCO"}}  # fmt: skip
    later = {"2a": both, "2b": {"rating": "Red"}}
    merged = by_name(batch_of(
        a=plain(RAG, earlier, {"completed_on": date(2026, 11, 2), "governor": "D. Low"}),
        b=plain(RAG, later, {"completed_on": date(2026, 11, 20), "comments": ""}),
    ))["b"]  # fmt: skip
    (problem,) = merged.problems

    assert problem.refs == ("2a", "2c")
    assert found(problem) == (
        "Put together with a.xlsx. Taken from there: 2a evidence, 2a action, 2c rating, "
        "2c owner, SEND governor or trustee (Cover), Any other comments (Cover).")  # fmt: skip


def test_where_nothing_was_taken_that_is_said():
    merged = by_name(batch_of(a=oak({}), b=oak({"1a": "Red"})))["b"]

    assert [found(p) for p in merged.problems] == [
        "Put together with a.xlsx. Nothing was taken from it."]  # fmt: skip


def test_a_later_blank_copy_does_not_say_that_nothing_was_answered():
    merged = by_name(batch_of(a=oak({"1a": "Red"}), b=oak({})))["b"]

    assert merged.result.completeness is Completeness.PART
    assert codes(merged) == {"copies-merged"}


def test_a_copy_that_does_not_count_says_that_it_was_put_together():
    (problem,) = by_name(batch_of(a=oak({}), b=oak({"1a": "Red"})))["a"].problems[1:]

    assert found(problem).startswith("Put together with another copy")
    assert problem.facts["found"] == "b.xlsx"


@pytest.mark.parametrize(("different", "asked"), [(1, False), (2, True)])
def test_copies_that_differ_in_more_than_a_fifth_of_their_ratings_are_asked_about(
        different, asked):  # fmt: skip
    refs = [statement.ref for statement in RAG.statements[:6]]
    before = dict.fromkeys(refs[:5], "Green")
    after = {ref: "Red" if n < different else "Green" for n, ref in enumerate(refs)}
    merged = by_name(batch_of(a=oak(before, completed_on=date(2026, 11, 2)),
                              b=oak(after, completed_on=date(2026, 11, 20))))["b"]  # fmt: skip

    told = [found(p) for p in merged.problems if p.code == "copies-differ-widely"]
    assert told == (
        ["2 of the 5 ratings given in both are different in a.xlsx."] if asked else [])
    assert (merged.disposition is Disposition.QUERY) is asked
    assert "copies-differ" in codes(merged)


def test_answers_that_differ_are_settled_by_the_covers_date():
    readings = by_name(batch_of(
        a=oak({"1a": "Green"}, completed_on=date(2026, 11, 20)),
        b=oak({"1a": "Red"}, completed_on=date(2026, 11, 2)),
    ))  # fmt: skip

    assert readings["b"].disposition is Disposition.SUPERSEDED
    assert rating(readings["a"], "1a").level == "green"
    assert "copies-differ" in codes(readings["a"])


def test_answers_that_differ_without_an_order_are_a_conflict():
    batch = batch_of(a=oak({"1a": "Green"}), b=oak({"1a": "Red"}))
    merged = by_name(batch)["b"]

    assert (rating(merged, "1a").state, rating(merged, "1a").raw) == (
        State.UNRECOGNISED, "Green / Red")  # fmt: skip
    assert merged.disposition is Disposition.QUERY
    assert "copies-conflict" in codes(merged)
    assert len(batch.returns) == 1


@pytest.mark.parametrize(
    ("details", "voices"),
    [({"role": "Headteacher"}, 2), ({"urn": "654321"}, 2), ({"urn": ""}, 1),
     ({"school_name": "Oak"}, 1), ({"school_name": "OAK  primary school", "urn": ""}, 1)],
)  # fmt: skip
def test_which_files_are_of_one_school_and_role(details, voices):
    batch = batch_of(a=oak({"1a": "Red"}), b=oak({"1b": "Red"}, **details))

    assert len(batch.returns) == voices


# --- one school or two ---------------------------------------------------------------------------

QUILL, STELL = {"school_name": "Quillbrook Primary School"}, {"school_name": "Stellbridge Academy"}


def test_one_urn_with_two_names_is_asked_about_and_nothing_is_merged():
    batch = batch_of(a=oak({"1a": "Red"}, **QUILL), b=oak({"1b": "Red"}, **STELL))
    a, b = batch.readings

    assert [r.result.school.name for r in (a, b)] == [*QUILL.values(), *STELL.values()]
    assert a.result.completeness is b.result.completeness is Completeness.PART
    assert (rating(a, "1b").state, rating(b, "1a").state) == (State.BLANK, State.BLANK)
    assert len(batch.returns) == 2
    for reading, other, name in ((a, "b.xlsx", "Stellbridge"), (b, "a.xlsx", "Quillbrook")):
        (problem,) = reading.problems
        assert (problem.code, problem.severity) == ("school-conflict", Severity.QUERY)
        assert reading.disposition is Disposition.QUERY
        assert other in found(problem)
        assert name in found(problem)
        assert problem.file == reading.file


def test_one_urn_with_two_names_is_asked_about_whatever_the_roles():
    batch = batch_of(a=oak({"1a": "Red"}, **QUILL),
                     b=oak({"1b": "Red"}, role="Headteacher", **STELL))  # fmt: skip

    assert [codes(r) for r in batch.readings] == [{"school-conflict"}] * 2


def test_where_two_differ_no_third_is_put_together_with_either():
    batch = batch_of(a=oak({"1a": "Red"}, **QUILL), b=oak({"1b": "Red"}, **QUILL),
                     c=oak({"1c": "Red"}, **STELL))  # fmt: skip

    assert [codes(r) for r in batch.readings] == [{"school-conflict"}] * 3
    assert len(batch.returns) == 3


def test_a_file_that_agrees_with_each_of_two_that_differ_is_asked_about_too():
    no_urn = {"urn": "", "phase": ""}
    batch = batch_of(a=oak({"1a": "Red"}, **no_urn, completed_by="B. Hill"),
                     b=oak({"1b": "Red"}, **no_urn, completed_by=""),
                     c=oak({"1c": "Red"}, **no_urn, completed_by="C. Dale"))  # fmt: skip

    between = found(batch.readings[1].problems[0])
    assert [codes(r) for r in batch.readings] == [{"school-conflict"}] * 3
    assert "a.xlsx, c.xlsx, which differ from each other" in between


def test_many_files_with_one_urn_are_not_all_named_in_each():
    names = ("Ash", "Birch", "Cedar", "Willow", "Hornbeam", "Juniper")
    batch = batch_of(**{name: oak({"1a": "Red"}, school_name=name) for name in names})

    assert "2 more" in found(batch.readings[0].problems[0])


@pytest.mark.parametrize(
    ("details", "differs"),
    [({"phase": "Secondary"}, "phase “Secondary” (here “Primary”)"),
     ({"headteacher": "Mrs B. Hill"}, "headteacher “Mrs B. Hill” (here “Mr C. Dale”)"),
     ({"senco": "Jo Brook"}, "SENCO “Jo Brook” (here “A. Patel”)"),
     ({"completed_by": "Jo Brook"}, "completed by “Jo Brook” (here “A. Patel”)")],
)  # fmt: skip
@pytest.mark.parametrize("urn", ["", "123456", "12345"])
def test_one_name_without_two_urns_is_asked_about_where_details_differ(details, differs, urn):
    known = {"headteacher": "Mr C. Dale", "senco": "A. Patel"}
    batch = batch_of(a=oak({"1a": "Red"}, **known, urn=urn),
                     b=oak({"1b": "Red"}, **{**known, **details}, urn=""))  # fmt: skip

    assert len(batch.returns) == 2
    for reading in batch.readings:
        assert "school-conflict" in codes(reading)
    told = found(batch.readings[0].problems[-1])
    assert "b.xlsx, which has the same name but" in told
    assert differs in told


def test_details_are_not_compared_where_both_give_the_urn():
    batch = batch_of(a=oak({"1a": "Red"}), b=oak({"1b": "Red"}, completed_by="Jo Brook"))

    assert len(batch.returns) == 1


def test_one_name_with_two_urns_is_two_schools_and_not_a_conflict():
    batch = batch_of(a=oak({"1a": "Red"}), b=oak({"1b": "Red"}, urn="654321", phase="Secondary"))

    assert [codes(r) for r in batch.readings] == [set(), set()]


def test_the_most_complete_spelling_of_the_name_is_kept():
    names = {"a": "Oak Primary", "b": " Oak  Primary School ", "c": "OAK PRIMARY SCHOOL, ELMTOWN"}
    files = {file: oak({"1a": "Red"}, school_name=name) for file, name in names.items()}

    assert by_name(batch_of(**files))["c"].result.school.name == "Oak Primary School"


def test_files_without_a_school_are_never_put_together():
    nobody = {"school_name": "", "urn": ""}
    batch = batch_of(a=oak({"1a": "Red"}, **nobody), b=oak({"1b": "Red"}, **nobody))

    assert len(batch.returns) == 2


def test_two_halves_of_an_audit_make_a_whole():
    first, second = (1, 2, 3), (4, 5, 6, 7)
    halves = [
        oak({s.ref: "Green" for s in RAG.statements if s.section in part}, Asked(part))
        for part in (first, second)
    ]
    merged = by_name(batch_of(a=halves[0], b=halves[1]))["b"].result

    assert merged.completeness is Completeness.COMPLETE
    assert [r.ref for r in merged.responses] == [s.ref for s in RAG.statements]
    assert merged.asked.sections == first + second
    (told,) = by_name(batch_of(a=halves[0], b=halves[1]))["b"].problems
    assert told.refs == tuple(s.ref for s in RAG.statements if s.section in first)
    assert "Taken from there: 1a, " in found(told)


def test_a_doubt_taken_from_a_copy_stays_a_query():
    merged = by_name(batch_of(a=oak({"1a": "partly"}), b=oak({"1b": "Red"})))["b"]

    assert rating(merged, "1a").raw == "partly"
    assert merged.disposition is Disposition.QUERY


def test_the_order_of_the_files_changes_nothing():
    files = {"a": oak({"1a": "Red"}), "b": oak({"1a": "Green"}), "c": oak({"1b": "Red"})}
    turned = dict(reversed(files.items()))

    assert batch_of(**files) == batch_of(**turned)


# --- a reviewer's copy ---------------------------------------------------------------------------


def reviewed(ratings, review, name):
    """A school's reading with a reviewer's columns beside 1a."""
    made = read_safely(name, oak(ratings), FRAMEWORKS)
    first, *rest = made.result.responses
    beside = replace(first, reviewer=review)
    return replace(made, result=replace(made.result, responses=(beside, *rest)))


@pytest.mark.parametrize(
    ("review", "told"),
    [(ReviewerAnswer(RatingAnswer(State.BLANK)), "Nothing was taken from it."),
     (ReviewerAnswer(RatingAnswer(State.BLANK), comment="Seen"), "1a reviewer’s columns.")],
)  # fmt: skip
def test_a_reviewers_columns_join_and_are_told_where_they_say_anything(review, told):
    review_copy = reviewed({"1a": "Red"}, review, "a.xlsx")
    own = read_safely("b.xlsx", oak({"1a": "Red", "1b": "Red"}), FRAMEWORKS)
    _, merged = merge_copies([review_copy, own], FRAMEWORKS)

    assert merged.result.responses[0].reviewer == review
    assert found(merged.problems[0]).endswith(told)
