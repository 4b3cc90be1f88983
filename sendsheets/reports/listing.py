"""A table on a sheet: its columns declared once, its rows given as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Live, Page, Value
from sendsheets.drawing.styles import Style

LISTED_ROWS = 20_000
"""The most rows of a list on a sheet; a CSV holds all of them (decisions.md 20)."""

LONGEST_SHOWN = 800
"""Characters of a text that a list shows, so that its row fits (decisions.md 19)."""


HOW_TO = "To free rows 1 to 4: View, Freeze Panes. To remove the arrows: Data, Filter."
"""What stands at the top of a list whose header stays in view."""

HOW_TO_WIDE = ("To free the top rows and first column: View, Freeze Panes. To remove the arrows: "
               "Data, Filter.")  # fmt: skip
"""The same for one that is wider than a screen, whose first column stays in view too."""


def first_of(count: int) -> str:
    """That a list is too long for its sheet, as a sentence after others; empty where it is not."""
    return f" The first {LISTED_ROWS:,} of {count:,}." if count > LISTED_ROWS else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its heading, its width, the look of its cells and of its heading."""

    heading: str
    width: float
    look: Style = field(default_factory=lambda: styles.TEXT)
    header: Style = field(default_factory=lambda: styles.HEADER)


@dataclass(frozen=True, slots=True)
class Styled:
    """A value with a look of its own."""

    value: Value | Live
    look: Style


@dataclass(frozen=True, slots=True)
class Linked:
    """A link to a sheet, in words."""

    sheet: str
    words: str


Cell = Value | Live | Styled | Linked


def draw(
    page: Page, name: str, header: int, fields: Sequence[Field], rows: Iterable[Sequence[Cell]],
    title: str, about: str, *, filters: bool = False, nothing: str = "None.",
    least: float = theme.HEADER_LEAST,
) -> int:
    """Draw a table and mark it up.

    Args:
        page: the sheet.
        name: the table's name, unique in the workbook.
        header: the header's row, counted from 1.
        fields: the columns.
        rows: the cells of each row, one for each column.
        title: alt text title.
        about: alt text.
        filters: show filter arrows.
        nothing: what the only row says where there are none.
        least: the least height of a row in points.

    Returns:
        The last row of the table.
    """
    last = header
    for last, cells in enumerate(rows, header + 1):
        for column, (kept, cell) in enumerate(zip(fields, cells, strict=True), 1):
            if isinstance(cell, Linked):
                page.link(last, column, cell.sheet, cell.words, _link(kept.look))
            elif isinstance(cell, Styled):
                page.put(last, column, cell.value, cell.look)
            else:
                page.put(last, column, cell, kept.look)
        page.row(last, least)
    if last == header:
        last += 1
        widest = max(range(len(fields)), key=lambda n: fields[n].width)
        for column, kept in enumerate(fields, 1):
            page.put(last, column, nothing if column == widest + 1 else None, kept.look)
        page.row(last, least)
    page.table(name, header, [kept.heading for kept in fields], last - header, title, about,
               [kept.header for kept in fields], filters)  # fmt: skip
    return last


def _link(look: Style) -> Style:
    return styles.style(look, bold=False, font_color=theme.LINK, underline=1)


def back_to_cover(page: Page, cover: str, words: str = "", column: int = 3) -> None:
    """Write row 3 of a sheet: the link, and what else is to be said, from a later column."""
    page.link(3, 1, cover, "Back to Cover", styles.LINK)
    if words:
        page.put(3, column, words, styles.SUBTITLE, overflow=True)
    page.row(3, theme.TEXT_ROW)


def records(frame: pd.DataFrame, columns: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a frame one by one, by the names of these columns, or of all of them.

    One row at a time: all of them at once, as pandas gives them, take many times the memory.
    """
    names = [str(name) for name in columns or frame.columns]
    values = [frame[name].tolist() for name in names]
    return (dict(zip(names, row, strict=True)) for row in zip(*values, strict=True))
