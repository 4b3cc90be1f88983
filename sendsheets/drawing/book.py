"""A workbook and its sheets, drawn our way: one page size, one font, rows that fit, no clipping."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from sendsheets import theme
from sendsheets.drawing import fit, styles
from sendsheets.drawing.looks import Look, Looks
from sendsheets.drawing.patch import Patches, formula_mark, patched, safe_value
from sendsheets.drawing.spoken import Live as Live
from sendsheets.drawing.spoken import Say, Voice
from sendsheets.drawing.spoken import Value as Value
from sendsheets.drawing.styles import Style
from sendsheets.drawing.texts import write_text
from sendsheets.model import MADE_BY

DEFAULT_ROW = 15.0
"""The height in points of a row that says none (20 pixels)."""

ONE_LINE = theme.LINE[theme.BODY] + theme.ROW_PADDING / 2
"""A row of numbers only; without a height, xlsxwriter would hide it."""

class Book(Voice):
    """One workbook in the making. Rows and columns are counted from 1, as in Excel."""

    def __init__(
        self, title: str, subject: str, made_on: date, keywords: str = "",
        custom: Mapping[str, str] | None = None, say: Say | None = None,
    ) -> None:
        super().__init__(say)
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, {
            "in_memory": True, "default_row_height": 20, "default_column_width": 80,
            "default_format_properties": {
                "font_name": theme.FONT, "font_size": theme.BODY, "font_color": theme.INK,
            },
        })  # fmt: skip
        self._book.set_properties({
            "title": self.said(title), "subject": self.said(subject), "author": "sendsheets",
            "keywords": keywords, "comments": MADE_BY,
            "created": datetime(made_on.year, made_on.month, made_on.day),
        })  # fmt: skip
        for name, text in (custom or {}).items():
            self._book.set_custom_property(name, text, "text")
        self.looks = Looks(self._book)
        self._formulas: list[str] = []
        self._tables: dict[str, int] = {}
        self._pages: list[Page] = []

    def page(self, name: str, tab: str, widths: Sequence[float]) -> Page:
        """Add a sheet with these column widths; a strut column follows the last of them."""
        page = Page(self, self.sheet_of(self._book, name), name, tab, tuple(widths))
        self._pages.append(page)
        return page

    def format(self, style: Style) -> Format:
        """The format for a style, made once."""
        return self.looks.format(style)

    def formula(self, formula: str) -> str:
        """A short mark to write in the place of a formula, until ``finish`` puts it there.

        xlsxwriter searches every formula for some thirty newer functions, which takes longer than
        all the rest of a cell. We use none of them.
        """
        self._formulas.append(formula)
        return formula_mark(len(self._formulas) - 1)

    def last_row(self, table: str, row: int) -> None:
        """Note the last row of a table, which ``finish`` writes there.

        xlsxwriter is told of its header and first row alone, for it keeps every cell of a table
        to see whether tables lie upon each other.
        """
        self._tables[table] = row

    def look(self, properties: Style) -> Format:
        """A format for a conditional rule: only what it changes."""
        return self._book.add_format(dict(properties))

    def name(self, name: str, sheet: str, area: str) -> None:
        """Give an area of a sheet a defined name."""
        self._book.define_name(name, f"={quoted(self.said(sheet))}!{area}")

    def chart(self, kind: str, subtype: str) -> Any:
        """A native chart, to be placed with ``Page.chart``."""
        return self._book.add_chart({"type": kind, "subtype": subtype})

    def finish(self) -> bytes:
        """Draw what is left and return the finished package."""
        patches = Patches(formulas=self._formulas, tables=self._tables)
        for number, page in enumerate(self._pages, 1):
            patches.rows[number] = page.finish()
        self._book.close()
        for page in self._pages:
            page.sheet.table.clear()  # a large sheet's cells take more memory than the package
        for level, look in ((1, styles.TITLE), (2, styles.HEADING)):
            patches.headings[level] = self.looks.index(look)
        return patched(self._buffer.getvalue(), patches)


@dataclass(slots=True)
class _Row:
    least: float = 0.0
    fixed: float = 0.0
    typed: float = 0.0
    loose: bool = False
    exact: float | None = None


@dataclass(slots=True)
class Page:
    """One sheet in the making."""

    book: Book
    sheet: Worksheet
    name: str
    tab: str
    widths: tuple[float, ...]
    zoom: int = 100
    _rows: dict[int, _Row] = field(default_factory=dict)
    _breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sheet.set_tab_color(self.tab)
        self.sheet.hide_gridlines(2)
        for number, width in enumerate(self.widths):
            self.sheet.set_column(number, number, width)
        self.sheet.set_column(len(self.widths), len(self.widths), theme.STRUT_WIDTH)

    # --- cells ---

    def put(
        self, row: int, column: int, value: Value | Live, style: Style, *, typed: bool = False,
        overflow: bool = False,
    ) -> None:
        """Write one cell; a text is always written as text.

        Args:
            row: counted from 1.
            column: counted from 1.
            value: a text, number, date, ``Live`` formula, or None for an empty cell.
            style: how it looks.
            typed: people or formulas change it, so its row must be able to grow.
            overflow: the text runs on over the empty cells beside it and needs no wrapping.
        """
        value = self.book.in_words(value)
        looks = self.book.looks
        look = looks.known.get(id(style)) or looks.of(style)
        kept = self._rows.get(row) or self._row(row)
        kept.loose = kept.loose or typed
        at, made = (row - 1, column - 1), look.made
        if isinstance(value, str) and value:  # by far the most
            write_text(self.sheet, *at, value, made)
            if not overflow:
                self._need(kept, column, value, look, typed)
        elif isinstance(value, Live):
            shown, kept.loose = value.value, True
            now = safe_value(fit.one_cell(shown)) if isinstance(shown, str) else shown
            self.sheet.write_formula(*at, self.book.formula(value.formula), made, now)
            if isinstance(shown, str) and shown and not overflow:
                self._need(kept, column, shown, look, True)
        elif value is None or value == "":
            self.sheet.write_blank(*at, None, made)
        elif isinstance(value, bool):
            self.sheet.write_boolean(*at, value, made)
        elif isinstance(value, date):
            self.sheet.write_datetime(*at, datetime(value.year, value.month, value.day), made)
        else:
            self.sheet.write_number(*at, value, made)

    def _need(self, kept: _Row, column: int, text: str, look: Look, typed: bool) -> None:
        high = look.height(text, self.widths[column - 1] if column <= len(self.widths) else 8.0)
        if typed:
            kept.typed = max(kept.typed, high)
        elif high > kept.fixed:
            kept.fixed = high

    def link(self, row: int, column: int, sheet: str, text: str, style: Style) -> None:
        """Write a link to the top of another sheet."""
        said, text = self.book.said, self.book.said(text)
        target = f"internal:{quoted(said(sheet))}!A1"
        look = self.book.looks.of(style)
        self.sheet.write_url(row - 1, column - 1, target, look.made, text, said(f"Go to {sheet}"))
        self._need(self._row(row), column, text, look, False)

    def row(self, number: int, least: float = 0.0, exact: float | None = None) -> None:
        """Ask for a least height, in points, or for exactly this one."""
        kept = self._row(number)
        kept.least = max(kept.least, least)
        kept.exact = exact if exact is not None else kept.exact

    def _row(self, number: int) -> _Row:
        kept = self._rows.get(number)
        if kept is None:
            kept = self._rows[number] = _Row()
        return kept

    # --- the top of a sheet, tables ---

    def top(self, title: str, purpose: str | Live) -> None:
        """Write rows 1 and 2: the title, and what the sheet is for."""
        self.put(1, 1, title, styles.TITLE, overflow=True)
        self.row(1, exact=theme.TITLE_ROW)
        self.put(2, 1, purpose, styles.SUBTITLE, overflow=True)
        self.row(2, theme.TEXT_ROW)

    def heading(self, row: int, text: str) -> None:
        """Write a heading within the sheet."""
        self.put(row, 1, text, styles.HEADING, overflow=True)
        self.row(row, exact=theme.HEADING_ROW)

    def table(
        self, name: str, row: int, headings: Sequence[str], rows: int, title: str, about: str,
        looks: Sequence[Style] | None = None, filters: bool = False,
    ) -> None:
        """Mark an area as a table; its cells are written apart.

        Args:
            name: the table's name, unique in the workbook.
            row: the header's row.
            headings: unique texts, from column A.
            rows: rows of data below the header (at least one).
            title: alt text title.
            about: alt text.
            looks: a style for each heading; plain if not given.
            filters: show filter arrows.
        """
        looks = looks or [styles.HEADER] * len(headings)
        for column, (text, look) in enumerate(zip(headings, looks, strict=True), 1):
            self.put(row, column, text, look)
        self.row(row, theme.HEADER_LEAST)
        self.book.last_row(name, row + max(rows, 1))
        self.sheet.add_table(row - 1, 0, row, len(headings) - 1, {
            "name": name, "style": None, "autofilter": filters, "title": self.book.said(title),
            "description": self.book.said(about),
            "columns": [
                {"header": self.book.said(text), "header_format": self.book.format(look)}
                for text, look in zip(headings, looks, strict=True)
            ],
        })  # fmt: skip

    def freeze(self, row: int, column: int = 0) -> None:
        """Keep the rows down to this one, and the columns up to this one, in view."""
        self.sheet.freeze_panes(row, column)

    def protect(self) -> None:
        """Guard a calculated sheet against slips: no password, formatting and filters free."""
        self.sheet.protect("", {
            "select_locked_cells": True, "select_unlocked_cells": True, "format_cells": True,
            "format_columns": True, "format_rows": True, "autofilter": True,
            "insert_hyperlinks": True, "objects": True,
        })  # fmt: skip

    def chart(self, row: int, chart: Any, about: str, high: float = 300.0) -> None:
        """Place a chart in a row of its own, so many points high and as wide as the sheet."""
        width = sum(fit.column_pixels(width) for width in self.widths) - 4
        chart.set_size({"width": width, "height": round(high * 4 / 3) - 5})
        self.sheet.insert_chart(row - 1, 0, chart, {
            "object_position": 2, "description": self.book.said(about), "x_offset": 2,
        })  # fmt: skip
        self.row(row, exact=high)

    # --- printing and finishing ---

    def break_before(self, row: int) -> None:
        """Begin a new printed page at a row."""
        self._breaks.append(row - 1)
        self.sheet.set_h_pagebreaks(self._breaks)

    def print(
        self, last_row: int, columns: int | None = None, repeat: tuple[int, int] | None = None,
        one_page: bool = False, a3: bool = False,
    ) -> None:
        """Set the page up: landscape, one page wide, header rows repeated.

        Args:
            last_row: the last row to print.
            columns: how many columns to print; all of them if not given.
            repeat: first and last row to repeat on every page.
            one_page: fit everything on one page.
            a3: on A3 instead of A4.
        """
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(8 if a3 else 9)
        sheet.set_margins(left=0.45, right=0.45, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 1 if one_page else 0)
        sheet.print_area(0, 0, last_row - 1, (columns or len(self.widths)) - 1)
        font = f'&"{theme.FONT},Regular"&{theme.TINY}'
        page = self.book.said("Page &P of &N")
        sheet.set_footer(f"&L{font}&F&C{font}&A&R{font}{page}")
        if repeat:
            sheet.repeat_rows(repeat[0] - 1, repeat[1] - 1)
        sheet.set_zoom(self.zoom)

    def printed_height(self) -> float:
        """The height of the sheet so far, in points."""
        return sum(self._height(row) for row in self._rows.values())

    def _height(self, row: _Row) -> float:
        needed = max(row.fixed, row.typed, row.least) or ONE_LINE
        high = row.exact or fit.row_height(needed, row.least)
        # xlsxwriter leaves the height out where it is the default.
        return high if high != DEFAULT_ROW else high + 0.75

    def finish(self) -> set[int]:
        """Give every used row its height; return the rows that must be free to grow."""
        strut = len(self.widths)
        for number, row in sorted(self._rows.items()):
            self.sheet.set_row(number - 1, self._height(row))
            if row.loose:
                target = row.exact or fit.row_height(row.fixed, row.least)
                look = {"font_size": max(1, round(target / 1.25)), "font_color": theme.WHITE}
                made = self.book.format({"font_name": theme.FONT, **look})
                self.sheet.write_blank(number - 1, strut, None, made)
        return {number for number, row in self._rows.items() if row.loose}


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links need it: always in quotes."""
    return "'" + sheet.replace("'", "''") + "'"


def letter(column: int) -> str:
    """The letter of a column counted from 1."""
    return str(xl_col_to_name(column - 1))


def area(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """An absolute area such as ``$A$5:$C$9``, counted from 1."""
    corners = (first_row - 1, first_column - 1, last_row - 1, last_column - 1)
    return str(xl_range_abs(*corners))
