"""Conditional colours, dropdown lists and data bars, as any sheet of ours uses them."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets import theme
from sendsheets.drawing.book import Page, area, letter
from sendsheets.model import NOT_APPLICABLE, NOT_APPLICABLE_LIVE, Scale

CHECK_LOOK = {
    "font_color": theme.CHECK, "bold": True, "border": 1, "border_color": theme.CHECK,
}  # fmt: skip
"""How anything to check is marked."""


def text(value: str) -> str:
    """A text as a formula writes it."""
    return '"' + value.replace('"', '""') + '"'


def is_one_of(cell: str, spellings: Sequence[str]) -> str:
    """A formula's test that a cell says one of these, whatever its case."""
    tests = [f"{cell}={text(spelling)}" for spelling in spellings]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def choices(scale: Scale) -> list[str]:
    """The dropdown of a scale: its levels in order, then Not applicable where it allows that."""
    labels = [level.label for level in scale.levels]
    return [*labels, NOT_APPLICABLE] if scale.not_applicable else labels


def colour_ratings(
    page: Page, column: int, first: int, last: int, scale: Scale, check: bool = False
) -> None:
    """Colour the ratings in a column by their words.

    Args:
        page: the sheet.
        column: counted from 1.
        first: first row.
        last: last row.
        scale: whose levels to look for.
        check: also mark anything that is none of them.
    """
    where = area(first, column, last, column)
    cell = f"TRIM(${letter(column)}{first})"
    book, sheet = page.book, page.sheet
    shades = theme.palette(len(scale.levels))
    for level in scale.levels if scale.coloured else ():
        shade = shades[scale.rank(level.key) - 1]
        look = {"bg_color": shade.fill, "font_color": shade.text, "bold": True}
        sheet.conditional_format(where, {
            "type": "formula", "criteria": "=" + is_one_of(cell, level.live_spellings),
            "format": book.look(look),
        })  # fmt: skip
    if scale.not_applicable:
        sheet.conditional_format(where, {
            "type": "formula", "criteria": "=" + is_one_of(cell, NOT_APPLICABLE_LIVE),
            "format": book.look({"font_color": theme.GREY_TEXT, "bold": False}),
        })  # fmt: skip
    if check:
        known = [s for level in scale.levels for s in level.live_spellings]
        known += NOT_APPLICABLE_LIVE if scale.not_applicable else ()
        tests = ",".join(f"{cell}<>{text(spelling)}" for spelling in known)
        sheet.conditional_format(where, {
            "type": "formula", "criteria": f"=AND(LEN({cell})>0,{tests})",
            "format": book.look(CHECK_LOOK),
        })  # fmt: skip


def progress_bar(page: Page, first_row: int, column: int, last_row: int, colour: str) -> None:
    """Draw shares from 0 to 1 as bars behind their numbers."""
    page.sheet.conditional_format(area(first_row, column, last_row, column), {
        "type": "data_bar", "bar_solid": True, "bar_no_border": True, "bar_color": colour,
        "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
    })  # fmt: skip


def quiet_zeros(page: Page, where: str) -> None:
    """Print zero counts in grey."""
    page.sheet.conditional_format(where, {
        "type": "cell", "criteria": "==", "value": 0,
        "format": page.book.look({"font_color": theme.ZERO_GREY}),
    })  # fmt: skip


def mark_counts(page: Page, where: str) -> None:
    """Box every count above zero of things to check."""
    page.sheet.conditional_format(where, {
        "type": "cell", "criteria": ">", "value": 0, "format": page.book.look(CHECK_LOOK),
    })  # fmt: skip


def colour_mixed_ratings(
    page: Page, column: int, first: int, last: int, scales: Sequence[Scale]
) -> None:
    """Colour ratings of several scales in one column; a text that two scales share stays plain."""
    if len(scales) == 1:
        colour_ratings(page, column, first, last, scales[0])
        return
    shades: dict[str, set[theme.Shade]] = {}
    for scale in (scale for scale in scales if scale.coloured):
        palette = theme.palette(len(scale.levels))
        for level in scale.levels:
            for spelling in level.live_spellings:
                shades.setdefault(spelling.casefold(), set()).add(
                    palette[scale.rank(level.key) - 1])
    certain: dict[theme.Shade, list[str]] = {}
    for spelling, found in shades.items():
        if len(found) == 1:
            certain.setdefault(next(iter(found)), []).append(spelling)
    cell = f"TRIM(${letter(column)}{first})"
    for shade, spellings in certain.items():
        look = {"bg_color": shade.fill, "font_color": shade.text, "bold": True}
        page.sheet.conditional_format(area(first, column, last, column), {
            "type": "formula", "criteria": "=" + is_one_of(cell, spellings),
            "format": page.book.look(look),
        })  # fmt: skip
    if any(scale.not_applicable for scale in scales):
        page.sheet.conditional_format(area(first, column, last, column), {
            "type": "formula", "criteria": "=" + is_one_of(cell, NOT_APPLICABLE_LIVE),
            "format": page.book.look({"font_color": theme.GREY_TEXT, "bold": False}),
        })  # fmt: skip
