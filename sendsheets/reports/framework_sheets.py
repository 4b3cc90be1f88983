"""A framework as a workbook that people change in Excel, from sheets given as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import style
from sendsheets.model import REPORT_PROPERTY, Kind

HEADER = 5

_WIDTHS = {
    "Framework": 14, "Section": 9, "Ref": 7, "Kind": 12, "Text": 70, "Short label": 30,
    "Number": 9, "Title": 44, "Tab": 20, "Introduction": 60, "Path": 34, "Id": 7,
    "Legal duty": 34, "Theme": 16, "Can start": 10, "Only for": 16, "Note": 40,
}  # fmt: skip
_WIDTH = 24
"""The width of a column, by its heading, and that of any other."""

_HELP = {
    "Statements": (
        "One row a statement. Change words, move rows, add rows (leave Ref and Id empty) or delete "
        "them.",
        "Leave the column Id as it is: by it a statement keeps its ref, and last year’s answers "
        "fit."),
    "Sections": (
        "One row a section. Tabs hold at most 18 characters.",
        "For a new section add a row, and give its number or title to the statements in it."),
    "Other words": (
        "Every other word of the audit. Change the column Text only.",
        "Empty a text to take it out."),
    "As exported": (
        "The statements as they were when this workbook was written. Please leave them as they "
        "are.",
        "What comes back is compared with them."),
}  # fmt: skip

_TYPED = style(styles.BOX, styles.WRAP, styles.OPEN, styles.AS_TEXT)
_KEPT = style(styles.RULE, styles.WRAP, styles.AS_TEXT, font_color=theme.GREY_TEXT)
_FIXED = ("Framework", "Id", "Path")


class Sheet(Protocol):
    """A sheet as values: its name, its headings, its rows (see ``frameworks.sheet``)."""

    @property
    def name(self) -> str: ...

    @property
    def headings(self) -> tuple[str, ...]: ...

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]: ...


def framework_workbook(title: str, sheets: Sequence[Sheet], made_on: date) -> bytes:
    """Write a framework as a workbook to be changed and drafted again.

    Args:
        title: the title of the framework.
        sheets: its sheets; every cell is written as text.
        made_on: the date of the document's properties.

    Returns:
        The finished .xlsx package. Equal arguments give equal bytes.
    """
    book = Book(title, "The statements of an audit, to be changed in Excel", made_on,
                keywords="SEND, framework", custom={REPORT_PROPERTY: "framework"})  # fmt: skip
    for sheet in sheets:
        widths = [_WIDTHS.get(heading, _WIDTH) for heading in sheet.headings]
        page = book.page(sheet.name, theme.TAB_START, widths)
        first, second = _HELP.get(sheet.name, ("", ""))
        page.top(title, first)
        page.put(3, 1, second, styles.SUBTITLE, overflow=True)
        page.row(3, theme.TEXT_ROW)
        _rows(page, sheet)
        page.freeze(HEADER)
    return book.finish()


def _rows(page: Page, sheet: Sheet) -> None:
    last = HEADER
    for last, row in enumerate(sheet.rows or [("",) * len(sheet.headings)], HEADER + 1):
        for column, (heading, text) in enumerate(zip(sheet.headings, row, strict=True), 1):
            kept = heading in _FIXED or sheet.name == "As exported"
            page.put(last, column, text, _KEPT if kept else _TYPED, typed=not kept)
        page.row(last, theme.LIST_LEAST)
    name = sheet.name.replace(" ", "")
    page.table(name, HEADER, sheet.headings, last - HEADER, sheet.name,
               f"The rows of the sheet {sheet.name}.", filters=True)  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"A{HEADER}:Z{last + 200}"})
    if "Kind" in sheet.headings:
        column = sheet.headings.index("Kind")
        page.sheet.data_validation(HEADER, column, last + 199, column, {
            "validate": "list", "source": [str(kind) for kind in Kind],
            "error_title": "Not a kind", "error_message": "Please choose one of the list.",
        })  # fmt: skip
    page.print(last, repeat=(HEADER, HEADER))
