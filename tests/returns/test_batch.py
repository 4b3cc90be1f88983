"""Many files: each with one disposition, nothing counted twice, one bad file harmless."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from locked import PASSWORD, locked
from workbooks import FRAMEWORKS, RAG, codes, completed, plain, repacked
from xlsb import XlsbSheet, xlsb

from sendsheets.intake.guard import Guard
from sendsheets.intake.password import DEFAULT
from sendsheets.intake.sources import Source, gather
from sendsheets.model import (
    Asked,
    Completeness,
    Disposition,
    Origin,
    RatingAnswer,
    ReviewerAnswer,
    Severity,
    State,
)
from sendsheets.problems import found
from sendsheets.returns import guarded, several
from sendsheets.returns.batch import gather_batch, seldom_collected
from sendsheets.returns.copies import merge_copies
from sendsheets.returns.read import read_return


def sources_of(files):
    return [Source(f"{name}.xlsx", Path(name), lambda data=data: data)
            for name, data in files.items()]  # fmt: skip


def batch_of(progress=None, **files):
    return gather_batch(sources_of(files), FRAMEWORKS, progress)


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
    def broken(name, data, frameworks, careful, sha256):
        if name == "bad.xlsx":
            raise RuntimeError("pupil names and other secrets")
        return real(name, data, frameworks, careful, sha256)

    real = guarded.read_return
    monkeypatch.setattr(guarded, "read_return", broken)
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
    made = read_return(name, oak(ratings), FRAMEWORKS)
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
    own = read_return("b.xlsx", oak({"1a": "Red", "1b": "Red"}), FRAMEWORKS)
    _, merged = merge_copies([review_copy, own], FRAMEWORKS)

    assert merged.result.responses[0].reviewer == review
    assert found(merged.problems[0]).endswith(told)


# --- what is not ordinary ------------------------------------------------------------------------


def with_rows(data, rows):
    """The workbook with so many styled, empty rows under the answers of its first section."""
    def more(parts):
        name = "xl/worksheets/sheet2.xml"
        cells = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n)
                         for n in range(500, 500 + rows))  # fmt: skip
        parts[name] = parts[name].replace(b"</sheetData>", cells + b"</sheetData>")

    return repacked(data, more)


def far_corners(data):
    """The workbook with thousands of cells on one text of a megabyte."""
    def more(parts):
        parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
            b"</t>", b"a" * 200_000 + b"</t>", 1)

    return repacked(with_rows(data, 3_000), more)


def test_a_heavy_file_is_read_in_a_process_of_its_own_with_the_same_result(monkeypatch):
    calls = []
    run = Guard.run

    def noted(self, *args, **settings):
        calls.append(args[1])
        return run(self, *args, **settings)

    monkeypatch.setattr(Guard, "run", noted)
    readings = by_name(batch_of(a=oak({"1a": "Red"}), b=with_rows(oak({"1b": "Red"}), 60_000)))

    assert calls == ["b.xlsx"]
    assert readings["b"].disposition is Disposition.ACCEPTED
    assert rating(readings["b"], "1a").level == "red"


def test_a_file_that_costs_too_much_is_refused_and_the_next_is_read(monkeypatch):
    run = Guard.run

    def hurried(self, *args, **settings):
        return run(self, *args, **{**settings, "seconds": 0.01})

    monkeypatch.setattr(Guard, "run", hurried)
    heavy = with_rows(oak({"1b": "Red"}), 200_000)
    readings = by_name(batch_of(a=heavy, b=oak({"1a": "Red"})))

    assert codes(readings["a"]) == {"file-costly"}
    assert readings["a"].problems[0].facts == {"found": "0.01 seconds"}
    assert readings["b"].disposition is Disposition.ACCEPTED


def test_where_no_process_can_be_started_a_heavy_file_is_told_and_others_are_read(monkeypatch):
    monkeypatch.setattr("sendsheets.intake.guard.sys.executable", "/nowhere/python")
    readings = by_name(batch_of(a=with_rows(oak({"1b": "Red"}), 60_000), b=oak({"1a": "Red"})))

    assert codes(readings["a"]) == {"file-unreadable"}
    assert readings["b"].disposition is Disposition.ACCEPTED


def test_an_older_form_is_read_in_the_batch_with_a_query():
    binary = xlsb([XlsbSheet("Dinner money", {(1, 1): "Total"})])
    readings = by_name(batch_of(a=binary, b=far_corners(oak({"1a": "Red"}))))

    assert codes(readings["a"]) == {"file-not-a-return"}
    assert readings["b"].disposition is Disposition.REFUSED


# --- locked files --------------------------------------------------------------------------------


def unlocked(passwords, **files):
    """The batch, and what was asked: the file and how many were tried, each time."""
    asked = []

    def unlock(name, tried):
        asked.append((name, tried))
        return passwords[tried] if tried < len(passwords) else None

    batch = gather_batch(
        sources_of(files), FRAMEWORKS, lambda done, _: asked.append(done), unlock=unlock)
    return by_name(batch), asked


def test_a_locked_file_is_asked_for_last_and_read_like_any_other():
    whole = oak({"1a": "Red"}, school_name="Elm", urn="")
    readings, asked = unlocked(["no", PASSWORD], a=locked(whole), b=oak({"1a": "Green"}), c=b"")

    assert asked == [1, 2, 3, ("a.xlsx", 0), ("a.xlsx", 1)]
    opened = readings["a"]
    assert codes(opened) == {"file-unlocked"}
    assert opened.disposition is Disposition.ACCEPTED
    assert rating(opened, "1a").level == "red"
    came = next(iter(gather_batch(sources_of({"a": locked(whole)}), FRAMEWORKS).readings)).sha256
    assert (opened.sha256, opened.result.sha256) == (came, came)
    assert PASSWORD not in repr(readings)


def test_a_file_that_nobody_opens_keeps_its_problem():
    data = locked(oak({"1a": "Red"}))
    none, _ = unlocked([], a=data)
    wrong, _ = unlocked(["no", "nor this"], a=data)

    assert codes(none["a"]) == {"file-password"}
    assert codes(wrong["a"]) == {"file-password-wrong"}
    assert wrong["a"].problems[0].facts == {"found": "2"}
    assert "nor this" not in repr(wrong)


def test_a_locked_file_that_came_twice_is_asked_for_once():
    data = locked(oak({"1a": "Red"}))
    readings, asked = unlocked([PASSWORD], a=data, b=data)

    assert asked == [1, 2, ("a.xlsx", 0)]
    assert readings["b"].disposition is Disposition.DUPLICATE


def test_the_password_that_excel_tries_itself_is_never_asked_for():
    readings, asked = unlocked([PASSWORD], a=locked(oak({"1a": "Red"}), DEFAULT))

    assert asked == [1]
    assert codes(readings["a"]) == {"file-unlocked"}


def test_a_locked_copy_is_merged_with_an_open_one():
    readings, _ = unlocked([PASSWORD], a=locked(oak({"1a": "Red"})), b=oak({"1b": "Red"}))

    assert readings["a"].disposition is Disposition.SUPERSEDED
    assert rating(readings["b"], "1a").level == "red"


def test_what_a_locked_file_holds_is_looked_at_like_anything_else():
    def hostile(parts):
        name = "xl/worksheets/sheet2.xml"
        parts[name] = parts[name].replace(b"<worksheet", b"<!DOCTYPE x []><worksheet")

    readings, _ = unlocked([PASSWORD], a=locked(repacked(oak({"1a": "Red"}), hostile)))

    assert readings["a"].disposition is Disposition.REFUSED
    assert codes(readings["a"]) == {"file-unlocked", "file-unsafe"}


# --- where a file came from ----------------------------------------------------------------------


def test_the_email_that_a_file_came_in_is_kept_and_told():
    sent = datetime(2026, 11, 12, tzinfo=UTC)
    origin = Origin("late.eml", "A. Patel <a@oak.example>", "a@oak.example", "Our audit", sent)
    [source] = sources_of({"a": oak({"1a": "Red"})})
    batch = gather_batch([replace(source, origin=origin)], FRAMEWORKS)

    assert batch.readings[0].origin == origin
    assert [(p.code, p.file) for p in batch.readings[0].problems] == [("email-origin", "a.xlsx")]


# --- several processes ---------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """Nine files of all sorts: good, twice, blank, damaged, heavy, locked, an error."""
    good = oak({"1a": "Red"}, school_name="Elm", urn="")
    files = {
        "a": good, "b": good, "c": oak({"1a": "Green"}), "d": oak({"1b": "Red"}), "e": b"",
        "f": good[:900], "g": with_rows(oak({"1c": "Red"}), 40_000), "h": locked(good),
        "i": oak({}, school_name="", urn=""),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    return tmp_path


def all_ways(folder, monkeypatch, **settings):
    """The batch read in one process, and read otherwise."""
    monkeypatch.setattr(several, "CHUNK", 2)
    sources, _ = gather([folder])
    told = []
    alone = gather_batch(sources, FRAMEWORKS, workers=1)
    other = gather_batch(sources, FRAMEWORKS, lambda *n: told.append(n), **settings)
    assert told == [(n, len(sources)) for n in range(1, len(sources) + 1)]
    assert [r.file[-6] for r in alone.readings] == list("abcdefghi")
    return alone, other


def test_several_processes_give_the_same_as_one(folder, monkeypatch):
    monkeypatch.setattr(several, "POOL_FROM", 3)
    alone, other = all_ways(folder, monkeypatch, workers=2)

    assert other == alone


def test_any_executor_gives_the_same(folder, monkeypatch):
    with ThreadPoolExecutor(3) as threads:
        alone, other = all_ways(folder, monkeypatch, executor=threads)

    assert other == alone


def test_a_dask_cluster_gives_the_same(folder, monkeypatch):
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True,
                                 dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        alone, other = all_ways(folder, monkeypatch, executor=client.get_executor())
        workers = client.run(lambda: __import__("sys").modules.get("sendsheets") is not None)

    assert other == alone
    assert any(workers.values())  # it was read over there


def ends(jobs, frameworks):
    """Take a chunk, and end the process in the midst of it."""
    if any(name.endswith("c.xlsx") for name, _ in jobs):
        os._exit(1)
    return several.read_chunk(jobs, frameworks)


def test_a_broken_pool_loses_nothing(folder, monkeypatch):
    monkeypatch.setattr(several, "POOL_FROM", 3)
    real = several.ProcessPoolExecutor.submit
    monkeypatch.setattr(several.ProcessPoolExecutor, "submit",
                        lambda self, _, *rest: real(self, ends, *rest))  # fmt: skip
    alone, other = all_ways(folder, monkeypatch, workers=2)

    assert other == alone


def test_an_executor_that_takes_nothing_loses_nothing(folder, monkeypatch):
    closed = ThreadPoolExecutor(1)
    closed.shutdown()
    alone, other = all_ways(folder, monkeypatch, executor=closed)

    assert other == alone


def test_what_another_process_cannot_fetch_is_carried_to_it(monkeypatch):
    monkeypatch.setattr(several, "POOL_FROM", 2)
    files = {name: oak({"1a": "Red"}, school_name=name, urn="") for name in "abc"}

    jobs = [job for _, jobs in several._chunks(sources_of(files)) for job in jobs]
    assert [fetch() for _, fetch in jobs] == list(files.values())
    pooled = gather_batch(sources_of(files), FRAMEWORKS, workers=2)
    assert pooled == gather_batch(sources_of(files), FRAMEWORKS)
    assert len(pooled.returns) == 3


def test_few_files_start_no_processes(monkeypatch):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr(several, "ProcessPoolExecutor", refuse)

    assert len(batch_of(**{f"f{n}": b"" for n in range(several.POOL_FROM - 1)}).readings) == 399


MANY = """
    import signal
    import sys
    # Whoever runs the tests in the background may have left it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path[:] = {path!r}
    from pathlib import Path
    from functools import partial
    from sendsheets.frameworks.load import load_all
    from sendsheets.intake.sources import Source
    from sendsheets.returns.batch import gather_batch
    from returns.test_batch import slowly
    if __name__ == "__main__":
        sources = [Source(str(n), Path("x"), partial(slowly, n)) for n in range(2_000)]
        gather_batch(sources, load_all(), lambda n, _: print(n, flush=True), workers=2)
"""


def slowly(number):
    time.sleep(0.02)
    return str(number).encode()


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
def test_ctrl_c_ends_every_process(tmp_path):
    script = tmp_path / "many.py"
    path = [str(Path(__file__).parents[1]), *sys.path]
    script.write_text(textwrap.dedent(MANY).format(path=path))
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, start_new_session=True) as run:  # fmt: skip
        run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)
        run.communicate(timeout=30)

        assert run.returncode != 0
        assert nobody_is_left(run.pid)


def nobody_is_left(group):
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


# --- cost ----------------------------------------------------------------------------------------


def test_what_says_the_same_in_the_same_cell_is_one_object_and_stays_equal_when_packed():
    one, other = (read_return("a.xlsx", completed(), FRAMEWORKS) for _ in range(2))
    pairs = list(zip(one.result.responses, other.result.responses, strict=True))

    assert one == other
    assert sum(a.main is b.main and a.cells is b.cells for a, b in pairs) > len(pairs) / 2
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize("before", [(700, 10, 10), (0, 10, 10), (50_000, 50, 50)])
def test_python_looks_for_garbage_as_before_when_a_batch_is_read(before):
    kept = gc.get_threshold()
    gc.set_threshold(*before)
    try:
        with seldom_collected():
            assert gc.get_threshold()[0] in (0, max(before[0], 20_000))
            assert (gc.get_threshold()[0] == 0) == (before[0] == 0)
        assert gc.get_threshold() == before
    finally:
        gc.set_threshold(*kept)
