"""The sheet on what lies behind an audit: its source, and the law and notes of its statements."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets import captions, layout, theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import style
from sendsheets.layout import Plan


def about(book: Book, plan: Plan) -> None:
    """Draw what lies behind the audit: its source, and the law and notes of its statements."""
    page = book.page(layout.ABOUT, theme.TAB_DATA, (8, 40, 96))
    page.top(layout.ABOUT, captions.ABOUT_PURPOSE)
    page.link(3, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    page.row(3, theme.TEXT_ROW)
    repeat = None
    last = _triples(page, 4, captions.SOURCE, "AboutAudit", captions.SOURCE_HEADINGS,
                    captions.source(plan.framework))  # fmt: skip
    noted = captions.notes(plan)
    if noted:
        page.break_before(last + 1)
        repeat = (last + 2, last + 2)
        last = _triples(page, last + 1, captions.NOTES, "StatementNotes",
                        captions.NOTES_HEADINGS, noted)  # fmt: skip
    page.protect()
    page.print(last, repeat=repeat)


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
