"""A summary workbook says what is ours in a framework's own words, and nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from sendsheets.model import (
    GUARD,
    ActionSoFar,
    Asked,
    Enquiry,
    Problem,
    RatingAnswer,
    Response,
    ReviewerAnswer,
    Severity,
    State,
)
from sendsheets.reports.school import school_summary
from tests.reports.invented import AS_AT, completed, framework

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

RAG = framework("send-rag-audit")
WORDS = (("pupil", "learner"), ("SENCO", "SENDCO"), ("Owner", "Lead"), ("Summary", "Overview"),
         ("Evidence or comments", "Proof"))  # fmt: skip
OURS = replace(RAG, words=WORDS)
TYPED = "The SENCO and each pupil: Owner, Summary"
"""What people typed, in which every word is one that the framework changes."""

PROBLEMS = (Problem("rating-unrecognised", Severity.QUERY, "Summary of pupil.xlsx", "3 Expertise",
                    "C7", ("3c",), {"found": "pupil"}),)  # fmt: skip


def answer(ref: str, level: str) -> Response:
    statement = RAG.statement(ref)
    assert statement
    return Response(ref, 3, statement.kind, "3 Expertise",
                    {"rating": RatingAnswer(State.RATED, level, level)}, evidence=TYPED,
                    action=TYPED, owner="SENCO")  # fmt: skip


RETURN = completed(RAG, asked=Asked((3,)), responses=[
    answer("3a", "red"), answer("3b", "amber"), answer("3c", "green")])  # fmt: skip


def workbook(chosen: Any) -> bytes:
    return school_summary(chosen, RETURN, PROBLEMS, AS_AT)


def texts(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
            if cell.value is not None]  # fmt: skip


def test_sheets_headings_and_sentences_are_in_its_words():
    book = openpyxl.load_workbook(io.BytesIO(workbook(OURS)))
    assert "Overview" in book.sheetnames
    assert "Summary" not in book.sheetnames
    assert {"Lead", "Proof"} <= set(texts(workbook(OURS)))
    assert "Owner" not in texts(workbook(OURS))


def test_what_people_typed_and_the_audit_itself_stay_as_they_are():
    said = texts(workbook(OURS))
    assert said.count(TYPED) == texts(workbook(RAG)).count(TYPED) > 2
    assert "SENCO" in said  # who owns an action, as it was typed
    assert "pupil" in said  # what was found in a cell
    for ref in ("3a", "3b", "3c"):
        statement = RAG.statement(ref)
        assert statement
        assert said.count(statement.text) == texts(workbook(RAG)).count(statement.text) > 0


def test_so_do_what_a_reviewer_typed_and_what_became_of_actions():
    review = ReviewerAnswer(RatingAnswer(State.RATED, "red", "Red"), "comment: " + TYPED,
                            "line: " + TYPED, "seen: " + TYPED)  # fmt: skip
    enquiry = Enquiry("question: " + TYPED, "reason: " + TYPED, "look: " + TYPED, ("3a",),
                      found="found: " + TYPED, shows="shows: " + TYPED,
                      next_step="next: " + TYPED)  # fmt: skip
    action = ActionSoFar("A1", "3a", "action: " + TYPED, "owner: " + TYPED, None, "due: " + TYPED,
                         None, "status: " + TYPED, "note: " + TYPED, "criteria: " + TYPED,
                         "impact: " + TYPED, None, "review: " + TYPED)  # fmt: skip
    result = replace(RETURN, enquiries=(enquiry,), actions_so_far=(action,), responses=tuple(
        replace(response, reviewer=review) for response in RETURN.responses))  # fmt: skip

    theirs, ours = (texts(school_summary(audit, result, (), AS_AT)) for audit in (OURS, RAG))

    typed = [text for text in ours if TYPED in text]
    assert {"seen", "status", "review", "shows", "note", "impact"} <= {
        text.partition(":")[0] for text in typed}  # fmt: skip
    assert [text for text in theirs if TYPED in text] == typed


def test_no_mark_of_the_guard_is_left():
    with zipfile.ZipFile(io.BytesIO(workbook(OURS))) as package:
        assert all(GUARD.encode() not in package.read(name) for name in package.namelist())


def test_without_words_nothing_changes():
    assert workbook(replace(RAG, words=())) == workbook(RAG)
