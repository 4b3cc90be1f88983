"""What may be shared: no names, no free text, no small groups."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from sendsheets.model import Batch, RatingAnswer, School, State
from sendsheets.reports.authority.shareable import shareable_workbook
from tests.reports.batches import batch, opened, reading, rows
from tests.reports.invented import ACTIONS, AS_AT, EVIDENCE, OWNERS, SCHOOLS, completed, framework

RAG, CPD, SELF = (framework(n) for n in ("send-rag-audit", "senco-cpd-audit", "send-self-audit"))


def words(data: bytes) -> str:
    """Everything in the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist()]
    return "\n".join(part.decode("utf-8", "replace") for part in parts)


@pytest.mark.parametrize("audit", [RAG, CPD, SELF], ids=lambda audit: audit.id)
def test_it_holds_nobodys_name_number_or_words(audit):
    given = batch(audit)
    said = words(shareable_workbook(audit, given, AS_AT))

    every: set[str] = set()
    for name, _ in SCHOOLS:
        assert name not in said
    for result in given.returns:
        assert not result.school.urn or result.school.urn not in said
        assert not result.respondent.name or result.respondent.name not in said
        assert result.file.rpartition("/")[2] not in said
        written = {text for r in result.responses
                   for text in (r.evidence, r.action, r.owner, r.answer) if text}  # fmt: skip
        every |= written
        assert not [text for text in written - set(OWNERS) if text in said]
    assert len(every) > 10
    assert not [text for text in (*EVIDENCE, *ACTIONS) if text in said]


def test_fewer_than_five_schools_are_never_shown():
    assert shareable_workbook(RAG, batch(RAG, 4), AS_AT) is None
    assert shareable_workbook(RAG, batch(RAG, 5), AS_AT) is not None


def test_five_voices_of_one_school_are_one_school():
    one = School("Oak Primary School", "123456", "Primary")
    voices = [replace(completed(RAG, seed=n), school=one, file=f"{n}.xlsx") for n in range(1, 7)]
    assert shareable_workbook(RAG, Batch(tuple(map(reading, voices))), AS_AT) is None


def without(result, ref):
    """The return with one statement not yet rated."""
    blank = tuple(replace(r, ratings={"rating": RatingAnswer(State.BLANK)}) if r.ref == ref else r
                  for r in result.responses)  # fmt: skip
    return replace(result, responses=blank)


def test_a_statement_that_fewer_rated_is_left_out_of_tables_and_sums():
    returns = [completed(RAG, seed=n, done=1.0) for n in range(1, 13)]
    kept = [result if n < 4 else without(result, "1a") for n, result in enumerate(returns)]
    book = opened(shareable_workbook(RAG, Batch(tuple(map(reading, kept))), AS_AT))

    assert "1a" not in {row["Ref"] for row in rows(book, "Statements")}
    assert "1b" in {row["Ref"] for row in rows(book, "Statements")}
    by_statement = sum(row["Ratings"] for row in rows(book, "Statements")
                       if row["Section"] == "Leadership")  # fmt: skip
    assert rows(book, "Overview")[0]["Ratings"] == by_statement
    told = " ".join(str(cell.value) for row in book["Cover"] for cell in row if cell.value)
    assert "One statement that fewer rated is left out" in told


def test_equal_returns_give_equal_bytes():
    assert shareable_workbook(RAG, batch(RAG), AS_AT) == shareable_workbook(RAG, batch(RAG), AS_AT)


def test_it_is_known_as_ours_and_says_what_it_is():
    data = shareable_workbook(CPD, batch(CPD), AS_AT, "Borough of Elmshire")
    said = words(data)
    assert "shareable workbook" in said
    assert "Borough of Elmshire" in said
    assert re.search("Self-evaluation is subjective", said)
    assert "Training needs" in opened(data).sheetnames
