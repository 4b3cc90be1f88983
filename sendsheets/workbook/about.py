"""The sheet on what lies behind an audit: its source, and the law and notes of its statements."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets import layout, theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import style
from sendsheets.layout import Plan
from sendsheets.model import Statement


def about(book: Book, plan: Plan) -> None:
    """Draw what lies behind the audit: its source, and the law and notes of its statements."""
    framework = plan.framework
    page = book.page(layout.ABOUT, theme.TAB_DATA, (8, 40, 96))
    page.top("About this audit", "Where it comes from, and what there is to know about some of "
             "its statements. There is nothing to type.")  # fmt: skip
    page.link(3, 1, layout.COVER, "Back to Cover", styles.LINK)
    page.row(3, theme.TEXT_ROW)
    rows = [("Who it is for", framework.audience), ("Source and credit", framework.source.credit)]
    rows += [("Note on the wording", note) for note in framework.notes]
    numbered = [(str(n), *row) for n, row in enumerate(rows, 1)]
    repeat = None
    last = _triples(page, 4, "Source", "AboutAudit", ("No.", "Topic", "What to know"), numbered)
    noted = [(s.ref, s.label, _law_and_note(s)) for s in plan.statements if s.statutory or s.note]
    if noted:
        page.break_before(last + 1)
        repeat = (last + 2, last + 2)
        last = _triples(page, last + 1, "Notes on statements", "StatementNotes",
                        ("Ref", "Statement in short", "Law and notes"), noted)  # fmt: skip
    page.protect()
    page.print(last, repeat=repeat)


def _law_and_note(statement: Statement) -> str:
    law = f"Law: {statement.statutory.rstrip('.')}." if statement.statutory else ""
    return "\n".join(part for part in (law, statement.note) if part)


def _triples(
    page: Page, row: int, heading: str, table: str, headings: tuple[str, str, str],
    rows: Sequence[tuple[str, str, str]],
) -> int:
    """A heading and a table of three columns; returns its last row."""
    page.heading(row, heading)
    label = style(styles.STATEMENT, styles.BOLD)
    for number, texts in enumerate(rows, row + 2):
        for column, (words, look) in enumerate(
            zip(texts, (styles.REF, label, styles.TEXT_INDENT), strict=True), 1
        ):
            page.put(number, column, words, look)
    page.table(table, row + 1, headings, len(rows), heading,
               "One row for each point, with what there is to know.",
               (styles.HEADER, styles.HEADER, styles.HEADER_INDENT))  # fmt: skip
    return row + 1 + len(rows)
