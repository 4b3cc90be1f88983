"""Connections: whom a school could talk to about an area for development."""

from __future__ import annotations

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, area
from sendsheets.drawing.styles import style
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.kept import CHOICES, THEME
from sendsheets.reports.authority.seen import Seen
from sendsheets.reports.listing import (
    HOW_TO,
    LISTED_ROWS,
    Cell,
    Field,
    back_to_cover,
    draw,
    records,
)

_ANSWER = style(styles.TEXT, styles.CENTRE, styles.BOX, styles.AS_TEXT)


def fits(seen: Seen) -> bool:
    """Whether the suggestions are a sheet (decisions.md 20)."""
    return seen.connections is not None and len(seen.connections) <= LISTED_ROWS


def connections(book: Book, seen: Seen) -> None:
    """Draw every suggestion, by school, with a dropdown for what both schools say to it."""
    refs = {statement.ref for statement in seen.facts.framework.statements}
    found = seen.connections
    assert found is not None
    fields = [
        Field("School", 30), Field("URN", 9),
        Field("About", 8, style(styles.TEXT, styles.BOLD, font_color=theme.NAVY)),
        Field("Area for development", 46), Field("Could talk to", 30), Field("Its URN", 9),
        Field("Why", 47), Field("Ask both schools", 17, _ANSWER, styles.HEADER_CENTRE),
    ]  # fmt: skip
    page = book.page(sheets.CONNECTIONS, theme.TAB_REVIEW, [field.width for field in fields])
    page.top("Connections: who could talk to whom", "To ask means that nobody has been asked yet. "
             "Ask both schools first, then choose Both agreed or No. Save this under another name, "
             "and give it to the next consolidation with --introductions.")
    served = found[["school", "urn"]].drop_duplicates()
    back_to_cover(page, sheets.COVER, f"Suggestions for {len(served)} of {seen.how_many} schools, "
                  f"alphabetical, none ranked. {HOW_TO}", 3)  # fmt: skip
    rows: list[list[Cell]] = [
        [str(row["school"]), str(row["urn"]),
         str(row["about"]) if row["about"] in refs else THEME,
         str(row["label"]), str(row["partner"]), str(row["partner_urn"]), str(row["reason"]),
         str(row["chosen"])]
        for row in records(found)
    ]  # fmt: skip
    last = draw(page, "Connections", 4, fields, rows, "Connections", "One row for each "
                "suggestion: a school, its area for development, whom it could talk to and why.",
                filters=True, least=theme.LIST_LEAST, nothing="Nobody to suggest: no school rated "
                "another’s area a strength with evidence.")  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"B5:B{last} F5:F{last}"})
    if rows:
        page.sheet.data_validation(area(5, len(fields), last, len(fields)), {
            "validate": "list", "source": list(CHOICES), "error_type": "warning",
            "error_title": "Not one of the answers",
            "error_message": "Please choose To ask, Both agreed or No. Only Both agreed lets a "
                             "reply name the other school.",
        })  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))
