"""One school's summary workbook: what stands in it, and that anyone can open and read it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from sendsheets.frameworks.load import framework_ids
from sendsheets.model import (
    Asked,
    Priority,
    Problem,
    RatingAnswer,
    Response,
    Return,
    ReviewerAnswer,
    Severity,
    State,
)
from sendsheets.reports.school import school_summary
from tests.reports.invented import AS_AT, blank, completed, framework, overlong

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

RAG, SELF, CPD = (framework(n) for n in ("send-rag-audit", "send-self-audit", "senco-cpd-audit"))
PROBLEMS = (
    Problem("rating-repaired", Severity.INFORMATION, "oak.xlsx", "2 Teaching", "C8", ("2d",),
            {"found": "gren", "level": "Green"}),
    Problem("rating-unrecognised", Severity.QUERY, "oak.xlsx", "2 Teaching", "C7", ("2c",),
            {"found": "Amber/Green"}),
)  # fmt: skip


def rated(ref: str, level: str | None, **more: Any) -> Response:
    """A response to a RAG statement; ``None`` is blank."""
    statement = RAG.statement(ref)
    assert statement
    given = RatingAnswer(State.RATED, level, level) if level else RatingAnswer(State.BLANK)
    return Response(ref, statement.section, statement.kind, "", {"rating": given}, **more)


def small(*responses: Response, **more: Any) -> Return:
    """A return of section 3 of the RAG audit (five statements), with these answers."""
    return completed(RAG, asked=Asked((3,)), responses=responses, **more)


def sheets(framework: Any, result: Return, problems: tuple[Problem, ...] = ()) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(school_summary(framework, result, problems, AS_AT)))


def table(book: Any, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet's first table, by heading."""
    where = next(iter(book[sheet].tables.values())).ref
    head, *rows = [[cell.value for cell in row] for row in book[sheet][where]]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_sheets_put_strengths_first_and_add_what_kinds_need() -> None:
    assert sheets(RAG, completed(RAG)).sheetnames == [
        "Cover", "Summary", "Strengths", "Areas for development", "Actions", "For governors",
        "To check", "Every answer",
    ]  # fmt: skip
    assert sheets(CPD, completed(CPD)).sheetnames == [
        "Cover", "Summary", "Strengths", "Areas for development", "Actions",
        "What gets in the way", "Questions and goals", "Open questions", "Training needs",
        "Training wanted", "For governors", "To check", "Every answer",
    ]  # fmt: skip


def test_the_cover_says_who_when_and_how_much() -> None:
    result = small(
        rated("3a", "green"), rated("3b", "red"), rated("3c", "red"), rated("3d", None),
        Response("3e", 3, RAG.statements[0].kind, "",
                 {"rating": RatingAnswer(State.UNRECOGNISED, raw="Amber/Green")}),
    )  # fmt: skip
    cover = sheets(RAG, result, PROBLEMS)["Cover"]
    rows = [(row[0].value, row[1].value) for row in cover.iter_rows(min_row=5)]
    said = dict(reversed(rows))  # the first table stands where a name comes twice
    assert said["School"] == "Ashgrove Primary School, Primary, URN 123401"
    assert said["Completed by"] == "A. Patel, SENCO"
    assert said["Date completed"] == "12 November 2026"
    assert said["Audit"].endswith("[send-rag-audit], section 3")
    assert said["Rated"] == "3 of 5 statements."
    assert said["Red"].startswith("2 statements. ")
    assert said["Amber"].startswith("0 statements. ")
    assert said["Everything else"] == "1 not yet rated. 1 to check."
    assert said["To check"] == "2 points to look at, listed on the sheet To check."


def test_the_cover_says_who_reviewed() -> None:
    result = replace(completed(RAG, 1), details={
        "comments": "Thanks.", "reviewer": "J. Low", "reviewer_school": "Elm School"})
    cover = sheets(framework("send-rag-audit"), result)["Cover"]
    said = {row[0].value: row[1].value for row in cover.iter_rows() if row[0].value}
    assert (said["Reviewer"], said["Reviewer’s school"]) == ("J. Low", "Elm School")


def test_summary_counts_each_section_and_never_merges_states() -> None:
    result = small(
        rated("3a", "green"), rated("3b", "red"), rated("3d", None),
        Response("3c", 3, RAG.statements[0].kind, "",
                 {"rating": RatingAnswer(State.NOT_APPLICABLE, raw="N/A")}),
        Response("3e", 3, RAG.statements[0].kind, "",
                 {"rating": RatingAnswer(State.MISSING)}),
    )  # fmt: skip
    section, total = table(sheets(RAG, result), "Summary")
    assert section["Section"] == RAG.sections[2].title
    counted = {key: section[key] for key in list(section)[2:]}
    assert counted == {
        "Statements": 5, "Rated": 3, "Rated %": 0.6, "Red": 1, "Amber": 0, "Green": 1,
        "Not applicable": 1, "Not yet rated": 1, "To check": 0, "Row missing": 1,
    }  # fmt: skip
    assert {key: total[key] for key in counted} == counted


def test_strengths_and_areas_hold_every_one_and_ask_for_what_is_wanting() -> None:
    book = sheets(RAG, small(
        rated("3a", "green", evidence="Minutes."), rated("3b", "amber"), rated("3c", "green"),
        rated("3d", "red", evidence="Seen.", action="Train staff."), rated("3e", "red"),
    ))  # fmt: skip
    strengths, areas = table(book, "Strengths"), table(book, "Areas for development")
    assert [(r["Ref"], r["Evidence"]) for r in strengths] == [
        ("3a", "Minutes."), ("3c", "No evidence noted")]  # fmt: skip
    assert [(r["Ref"], r["Rating"], r["Action planned"]) for r in areas] == [
        ("3d", "Red", "Train staff."), ("3e", "Red", "No action yet"),
        ("3b", "Amber", "No action yet"),
    ]  # fmt: skip


def test_actions_say_overdue_in_words_and_list_low_ratings_without_one_last() -> None:
    book = sheets(RAG, small(
        rated("3a", "red", action="Later.", priority=Priority.HIGH, due=date(2027, 1, 8)),
        rated("3b", "amber", action="Late.", priority=Priority.LOW, due=date(2026, 11, 20)),
        rated("3c", "amber", action="Some time.", due_raw="end of Autumn 1"), rated("3d", "red"),
        rated("3e", "green"),
    ))  # fmt: skip
    rows = table(book, "Actions")
    assert [(r["Ref"], r["Action"], r["Due date"], r["Status"]) for r in rows] == [
        ("3b", "Late.", "20 Nov 2026", "Overdue by 1 day"),
        ("3a", "Later.", "8 Jan 2027", "Planned"),
        ("3c", "Some time.", "end of Autumn 1", "No date"),
        ("3d", "No action yet", None, "No action yet"),
    ]  # fmt: skip
    assert book["Actions"]["C3"].value == "3 actions, 1 overdue. 1 low rating has none yet."


def test_kinds_have_their_own_lists_and_open_questions_keep_their_words() -> None:
    result = completed(SELF, seed=3, done=1.0)
    book = sheets(SELF, result)
    hinders = table(book, "What gets in the way")
    assert len(hinders) == 13
    order = ["Severe", "Significant", "Slight", "Not a challenge"]
    found = [order.index(row["Rating"]) for row in hinders if row["Rating"] in order]
    assert found == sorted(found)
    assert len(table(book, "Questions and goals")) == 13
    words = {r.ref: r.answer for r in result.responses if r.answer}
    assert words
    answered = {row["Ref"]: row["Answer in words"] for row in table(book, "Open questions")}
    assert words.items() <= answered.items()
    assert len(answered) == 4


def test_training_needs_are_counted_by_topic_and_listed_highest_first() -> None:
    result = completed(CPD, seed=3, done=1.0)
    needs = {r.ref: r.ratings["need"].level for r in result.responses if "need" in r.ratings}
    book = sheets(CPD, result)
    total = table(book, "Training needs")[-1]
    assert total["High"] == list(needs.values()).count("high")
    assert total["Medium"] == list(needs.values()).count("medium")
    listed = [(row["Ref"], row["Training need"]) for row in table(book, "Training wanted")]
    assert {ref for ref, _ in listed} == {r for r, n in needs.items() if n in ("high", "medium")}
    assert [need for _, need in listed] == sorted(n for _, n in listed)  # High before Medium


def test_problems_stand_with_their_place_and_what_to_do_and_queries_first() -> None:
    rows = table(sheets(RAG, completed(RAG), PROBLEMS), "To check")
    assert [(r["What it is"], r["Sheet"], r["Cell"], r["Ref"]) for r in rows] == [
        ("Please look", "2 Teaching", "C7", "2c"), ("For information", "2 Teaching", "C8", "2d"),
    ]  # fmt: skip
    assert "Amber/Green" in rows[0]["Found"]
    assert rows[0]["What to do"]
    assert table(sheets(RAG, completed(RAG)), "To check")[0]["What to do"] == "Nothing to check."


def test_long_evidence_is_cut_in_lists_and_whole_in_every_answer() -> None:
    long = "A sentence of evidence. " * 90
    book = sheets(RAG, small(rated("3a", "green", evidence=long)))
    shown = table(book, "Strengths")[0]["Evidence"]
    assert len(shown) < 900
    assert shown.endswith("(The rest is on the sheet Every answer.)")
    assert table(book, "Every answer")[0]["Evidence or comments"] == long


def test_every_answer_shows_what_a_reviewer_said_if_anyone_did() -> None:
    review = ReviewerAnswer(RatingAnswer(State.RATED, "amber", "Amber"), "Not in Year 3.", "Why?")
    plain = small(rated("3a", "green"))
    assert "Reviewer rating" not in table(sheets(RAG, plain), "Every answer")[0]
    row = table(sheets(RAG, small(rated("3a", "green", reviewer=review))), "Every answer")[0]
    said = (row["Reviewer rating"], row["Reviewer comment"], row["Line of enquiry"])
    assert said == ("Amber", "Not in Year 3.", "Why?")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    trap = "=HYPERLINK(\"http://example.org\")"
    result = small(rated("3a", "red", evidence=trap, action=trap, owner=trap))
    result = replace(result, school=replace(result.school, name=trap))
    data = school_summary(RAG, result, (), AS_AT)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(n).decode() for n in package.namelist() if "worksheets/sheet" in n]
    assert len(parts) == 8
    assert not any("<f>" in part or "<f " in part for part in parts)
    assert table(openpyxl.load_workbook(io.BytesIO(data)), "Actions")[0]["Action"] == trap


def test_equal_input_gives_equal_bytes() -> None:
    made = {school_summary(SELF, completed(SELF), PROBLEMS, AS_AT) for _ in range(2)}
    assert len(made) == 1


@pytest.mark.parametrize("name", framework_ids())
@pytest.mark.parametrize("answers", [completed, blank, overlong])
def test_every_framework_gives_a_workbook_that_is_sound(name: str, answers: Any) -> None:
    asking = framework(name)
    data = school_summary(asking, answers(asking), PROBLEMS, AS_AT)
    book = openpyxl.load_workbook(io.BytesIO(data))
    tables: list[str] = []
    for sheet in book.worksheets:
        assert sheet["A1"].value
        assert sheet["A1"].style == "Heading 1"
        assert sheet["A2"].value
        assert sheet["A3"].value
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert len(sheet.title) <= 21
        assert bool(sheet.freeze_panes) == ("Freeze Panes" in sheet["A2"].value)
        for found in sheet.tables.values():
            tables.append(found.name)
            assert found.ref.startswith("A")
            head = [cell.value for cell in sheet[found.ref][0]]
            assert len(set(head)) == len(head)
            assert all(head)
        used = {c.row for row in sheet.iter_rows() for c in row if c.value is not None}
        assert all(sheet.row_dimensions[row].height for row in used)
        for link in sheet._hyperlinks:
            assert link.location.split("!")[0].strip("'") in book.sheetnames
    assert len(set(tables)) == len(tables) >= len(book.sheetnames)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
    assert "The same numbers are in the table above" in drawing
    assert set(re.findall(r'<name val="([^"]+)"', styles)) == {"Arial"}
    assert book.properties.created.date() == AS_AT
