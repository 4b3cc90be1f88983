"""Blocks of a sheet: a heading, what is to be said, and a table of words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sendsheets import theme
from sendsheets.analysis import summary
from sendsheets.drawing import fit, rules, styles
from sendsheets.drawing.book import Page, area
from sendsheets.drawing.styles import style
from sendsheets.model import Scale
from sendsheets.reports.authority.counts import band, number
from sendsheets.reports.listing import Cell, Field, draw

BEFORE = 4
"""Columns of words before the numbers."""

WORDS, NUMBERS = (23.0, 9.0, 50.0, 42.0), 10.5
"""The widths of the columns of words, and of each column of numbers."""

_LEAF_WIDTH, _LEAF_HEIGHT = 777.0, 500.0
"""What A4 has between its margins, in points, less a little."""

_NAME = style(styles.BOLD, styles.RULE, styles.WRAP, font_color=theme.NAVY)


@dataclass(frozen=True, slots=True)
class Columns:
    """The numbers of a table: its levels, n, a share, and the average where it is shown."""

    scale: Scale
    heading: str
    share: str
    means: bool = False

    def fields(self, first: Sequence[str]) -> list[Field]:
        looks = (_NAME, styles.NUMBER, styles.TEXT, styles.TEXT_INDENT)
        heads = (styles.HEADER, styles.HEADER_CENTRE, styles.HEADER, styles.HEADER_INDENT)
        made = [Field(*one) for one in zip(first, WORDS, looks, heads, strict=True)]
        made += [
            Field(level.label, NUMBERS, styles.NUMBER, styles.level_header(self.scale, level.key))
            for level in self.scale.levels
        ]
        centre = styles.HEADER_CENTRE
        made += [Field("Ratings", NUMBERS, styles.NUMBER, centre),
                 Field(self.heading, NUMBERS, styles.SHARE, centre)]  # fmt: skip
        if self.means:
            made += [Field("Average", NUMBERS, styles.MEAN, centre),
                     Field("Spread", NUMBERS, styles.MEAN, centre)]  # fmt: skip
        return made

    def cells(self, row: Mapping[str, Any]) -> list[Cell]:
        keys = [summary.level_column(level.key) for level in self.scale.levels]
        cells: list[Cell] = [int(row[key]) for key in (*keys, "rated")]
        cells.append(number(row[self.share]))
        if self.means:
            cells += [number(row["mean"]), number(row["spread"])]
        return cells

    def draw(
        self, page: Page, name: str, header: int, first: Sequence[str],
        rows: Sequence[Sequence[Cell]], about: str, nothing: str = "None.",
    ) -> int:
        last = draw(page, name, header, self.fields(first), rows, about, f"One row for each. "
                    f"{about}.", least=theme.LIST_LEAST, nothing=nothing)  # fmt: skip
        share = BEFORE + len(self.scale.levels) + 2
        rules.quiet_zeros(page, area(header + 1, BEFORE + 1, last, share - 2))
        rules.progress_bar(page, header + 1, share, last, theme.BAR_SOFT)
        if self.means:
            band(page, self.scale, area(header + 1, share + 1, last, share + 1))
        return last


def begin(page: Page, last: int, heading: str, note: str = "") -> int:
    """Write a heading, and what is to be said below it; return the row of the table's header."""
    page.heading(last + 1, heading)
    if not note:
        return last + 2
    row = last + 2
    for row, line in enumerate(_lines(page, note), last + 2):
        page.put(row, 1, line, styles.SUBTITLE, overflow=True)
        page.row(row, theme.TEXT_ROW)
    return row + 1


def _lines(page: Page, words: str) -> list[str]:
    """Words in as many lines as they need to stay within the sheet."""
    room = sum(fit.column_pixels(width) for width in page.widths) * 0.96
    made = [""]
    for word in words.split():
        longer = f"{made[-1]} {word}".strip()
        if made[-1] and fit.text_pixels(longer) > room:
            made.append(word)
        else:
            made[-1] = longer
    return made


def draw_whole(page: Page, last: int, blocks: Iterable[Callable[[int], int]]) -> int:
    """Draw blocks below each other; one that does not fit on a printed page begins the next.

    Args:
        page: the sheet.
        last: the row below which the first begins.
        blocks: each takes the last row so far, draws itself, and gives its own last row (the
            same, if there is nothing to draw).

    Returns:
        The last row.
    """
    wide = sum(fit.column_pixels(width) for width in page.widths) * 0.75
    leaf_height = _LEAF_HEIGHT / (_LEAF_WIDTH / wide)  # a page is as wide as the sheet
    top, leaf = last, 0.0
    for draw_block in blocks:
        start, before = last, page.printed_height()
        last = draw_block(last)
        if start > top and last > start and page.printed_height() - leaf > leaf_height:
            page.break_before(start + 1)
            leaf = before
    return last
