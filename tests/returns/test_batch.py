"""Many files: each with one disposition, nothing counted twice, one bad file harmless."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from workbooks import FRAMEWORKS, RAG, codes, plain

from sendsheets.intake.sources import Source
from sendsheets.model import Asked, Completeness, Disposition, State
from sendsheets.returns import batch as batch_module
from sendsheets.returns.batch import gather_batch


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


def test_a_doubt_taken_from_a_copy_stays_a_query():
    merged = by_name(batch_of(a=oak({"1a": "partly"}), b=oak({"1b": "Red"})))["b"]

    assert rating(merged, "1a").raw == "partly"
    assert merged.disposition is Disposition.QUERY


def test_the_order_of_the_files_changes_nothing():
    files = {"a": oak({"1a": "Red"}), "b": oak({"1a": "Green"}), "c": oak({"1b": "Red"})}
    turned = dict(reversed(files.items()))

    assert batch_of(**files) == batch_of(**turned)
