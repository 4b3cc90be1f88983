"""What people decided, and where files came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.model import Origin, Problem, Reading
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.facts import Facts, day
from sendsheets.reports.listing import (
    HOW_TO,
    LISTED_ROWS,
    Cell,
    Field,
    back_to_cover,
    draw,
    first_of,
)

LEFT_OUT, APPLIED = "decision-left-out", "decision-applied"


def left_out(reading: Reading) -> Problem | None:
    """The note that a person left this file out, if so."""
    return next((p for p in reading.problems if p.code == LEFT_OUT), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One decision that was applied."""

    school: str
    file: str
    sheet: str
    cell: str
    ref: str
    found: str
    decision: str
    by: str
    reason: str


def decided(facts: Facts) -> list[Row]:
    """Every decision that was applied to this audit's files, by school and file."""
    made = [
        _row(reading, problem) for reading in facts.readings for problem in reading.problems
        if problem.code in (APPLIED, LEFT_OUT)
    ]
    return sorted(made, key=lambda row: (row.school.casefold(), row.file))


def _row(reading: Reading, problem: Problem) -> Row:
    said = problem.facts
    named = reading.result.school.name if reading.result else said.get("school", "")
    return Row(
        named or PurePosixPath(reading.file.replace("\\", "/")).stem, reading.file,
        problem.sheet, problem.cell, ", ".join(problem.refs), said.get("found", ""),
        said.get("decision", ""), said.get("by", ""), said.get("reason", ""),
    )  # fmt: skip


def decisions(book: Book, rows: list[Row]) -> None:
    """Draw the list of decisions that were applied."""
    indent = styles.HEADER_INDENT
    fields = [
        Field("School", 28), Field("File", 24), Field("Sheet", 18), Field("Cell", 8),
        Field("Ref", 8), Field("What was found", 46, styles.TEXT_INDENT, indent),
        Field("Decision", 26, styles.TEXT_INDENT, indent), Field("By", 16),
        Field("Reason", 34, styles.TEXT_INDENT, indent),
    ]  # fmt: skip
    page = book.page(sheets.DECISIONS, theme.TAB_START, [field.width for field in fields])
    page.top("Decisions", "What was in doubt, and what a person decided. The returned workbooks "
             f"are as they were.{first_of(len(rows))} {HOW_TO}")  # fmt: skip
    back_to_cover(page, sheets.COVER)
    cells: list[list[Cell]] = [
        [row.school, PurePosixPath(row.file.replace("\\", "/")).name, row.sheet, row.cell,
         row.ref, row.found, row.decision, row.by, row.reason]
        for row in rows[:LISTED_ROWS]
    ]  # fmt: skip
    last = draw(page, "Decided", 4, fields, cells, "Decisions",
                "One row for each decision that was applied: where it stands, what was found, what "
                "was decided, by whom and why.", filters=True, nothing="None.")  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"G5:G{last}"})
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def came_in(origin: Origin | None) -> str:
    """Who sent a file and when, in words; empty where it came in no email."""
    if origin is None:
        return ""
    when = f", {day(origin.sent.date())}" if origin.sent else ""
    return f"Email from {origin.sender or origin.address or 'nobody named'}{when}"
