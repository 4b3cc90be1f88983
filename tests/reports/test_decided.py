"""What the consolidated workbook says of a person's decisions, and of the emails files came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sendsheets.model import Batch, Disposition, Origin, Problem, Reading, Severity
from sendsheets.reports.authority import consolidated_workbook, tidy_tables
from tests.reports.batches import PDF, opened, reading, rows
from tests.reports.invented import AS_AT, completed, framework

RAG = framework("send-rag-audit")
OAK = reading(completed(RAG, seed=5))
FACTS = {"by": "J. Low", "decision": "=Amber", "reason": "phoned", "why": " (phoned)",
         "found": "Amber/Green"}  # fmt: skip
APPLIED = Problem("decision-applied", Severity.INFORMATION, OAK.file, "1 Leadership", "C5",
                  ("1a",), FACTS)  # fmt: skip
OUT = Problem("decision-left-out", Severity.INFORMATION, "returns/elm.xlsx", facts={
    **FACTS, "decision": "Leave this file out", "school": "Elm School", "framework": RAG.id})
LEFT_OUT = Reading("returns/elm.xlsx", "9", Disposition.REFUSED, None, (OUT,))
DECIDED = replace(OAK, problems=(*OAK.problems, APPLIED))


def book(*readings):
    return opened(consolidated_workbook(RAG, Batch(readings), AS_AT))


def glance(made):
    return {row["Measure"]: row["Value"] for row in rows(made, "Cover", "AtAGlance")}


def test_without_decisions_there_is_no_such_sheet():
    made = book(OAK, PDF)

    assert "Decisions" not in made.sheetnames
    assert "Decisions applied" not in glance(made)


def test_every_decision_stands_with_what_was_found_who_decided_and_why():
    made = book(DECIDED, LEFT_OUT)

    assert glance(made)["Decisions applied"] == 2
    elm, oak = sorted(rows(made, "Decisions"), key=lambda row: row["School"] != "Elm School")
    assert oak == {
        "School": OAK.result.school.name, "File": "elmwood.xlsx", "Sheet": "1 Leadership",
        "Cell": "C5", "Ref": "1a", "What was found": "Amber/Green", "Decision": "=Amber",
        "By": "J. Low", "Reason": "phoned",
    }  # fmt: skip
    assert (elm["File"], elm["Decision"]) == ("elm.xlsx", "Leave this file out")


def test_a_file_left_out_is_in_the_log_with_its_school_and_is_nothing_to_check():
    made = book(OAK, LEFT_OUT)
    (elm,) = [row for row in rows(made, "Returns") if row["File"] == "elm.xlsx"]

    assert (elm["School"], elm["Status"]) == ("Elm School", "Left out")
    assert elm["Note"].startswith("J. Low decided to leave this file out (phoned).")
    assert "elm.xlsx" not in {row["File"] for row in rows(made, "To check")}
    assert "1 left out" in glance(made)["Files, by status"]


def test_a_file_left_out_stands_in_the_workbook_of_its_own_audit_alone():
    other = framework("senco-cpd-audit")
    made = opened(consolidated_workbook(
        other, Batch((reading(completed(other)), LEFT_OUT)), AS_AT))  # fmt: skip

    assert "elm.xlsx" not in {row["File"] for row in rows(made, "Returns")}


def test_who_sent_a_file_and_when_stands_in_the_log_where_any_came_in_an_email():
    sent = Origin("m.eml", "A. Patel <a@oak.example>", "a@oak.example", "Our return",
                  datetime(2026, 11, 12, 9, 30, tzinfo=UTC))  # fmt: skip
    mailed = replace(OAK, origin=sent)
    (row, other) = sorted(rows(book(mailed, PDF), "Returns"), key=lambda r: r["Came in"] is None)
    files = tidy_tables(RAG, Batch((mailed, PDF)), AS_AT)["files"]

    assert row["Came in"] == "Email from A. Patel <a@oak.example>, 12 November 2026"
    assert other["Came in"] is None
    assert "Came in" not in rows(book(OAK, PDF), "Returns")[0]
    assert list(files["sender"]) == ["A. Patel <a@oak.example>", ""]
    assert list(files["sent"]) == ["2026-11-12T09:30:00+00:00", ""]
