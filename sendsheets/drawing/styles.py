"""The looks of a cell, each declared once as the properties that xlsxwriter takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sendsheets import theme
from sendsheets.model import Scale

Style = Mapping[str, Any]

_BASE: dict[str, Any] = {
    "font_name": theme.FONT, "font_size": theme.BODY, "font_color": theme.INK,
    "align": "left", "valign": "vcenter",
}  # fmt: skip


def style(*parts: Style, **more: Any) -> dict[str, Any]:
    """One style made of several, later ones standing."""
    made = dict(_BASE)
    for part in parts:
        made |= part
    return made | more


WRAP = {"text_wrap": True}
BOLD = {"bold": True}
CENTRE = {"align": "center"}
INDENT = {"indent": 1}
RULE = {"bottom": 1, "bottom_color": theme.ROW_LINE}
HAIR_LEFT = {"left": 1, "left_color": theme.HAIR_LINE}
BOX = {"border": 1, "border_color": theme.INPUT_BORDER}
OPEN = {"locked": False}
AS_TEXT = {"num_format": "@"}
FIXED = {"bg_color": theme.PALE}
TOTAL = {"bold": True, "top": 1, "top_color": theme.NAVY, "bottom": 1, "bottom_color": theme.NAVY}
DAY = "d mmm yyyy"
LONG_DAY = "d mmmm yyyy"

TITLE = style(BOLD, font_size=theme.TITLE, font_color=theme.NAVY)
HEADING = style(BOLD, font_size=theme.HEADING, font_color=theme.NAVY)
SUBTITLE = style(font_color=theme.GREY_TEXT)
STATUS = style(BOLD, font_color=theme.NAVY)
LINK = style(font_color=theme.LINK, underline=1)
HEADER = style(BOLD, WRAP, font_color=theme.WHITE, bg_color=theme.NAVY)
HEADER_CENTRE = style(HEADER, CENTRE)
HEADER_INDENT = style(HEADER, INDENT)
REF = style(BOLD, FIXED, RULE, font_color=theme.NAVY)
STATEMENT = style(WRAP, FIXED, RULE)
TEXT = style(WRAP, RULE)
TEXT_INDENT = style(TEXT, INDENT)
NUMBER = style(RULE, CENTRE, num_format="0")
SHARE = style(RULE, CENTRE, num_format="0%")
MEAN = style(RULE, CENTRE, num_format="0.00")
DATE = style(WRAP, RULE, num_format=DAY)


def level_header(scale: Scale, key: str) -> dict[str, Any]:
    """A table header in the colours of a level, where its scale has colours."""
    if not scale.coloured:
        return style(HEADER_CENTRE)
    shade = theme.palette(len(scale.levels))[scale.rank(key) - 1]
    return style(HEADER_CENTRE, bg_color=shade.fill, font_color=shade.text)


def level_cell(scale: Scale, key: str) -> dict[str, Any]:
    """A cell in the colours of a level, for a value that does not change."""
    if not scale.coloured:
        return style(BOLD, CENTRE, WRAP, RULE)
    shade = theme.palette(len(scale.levels))[scale.rank(key) - 1]
    return style(BOLD, CENTRE, WRAP, RULE, bg_color=shade.fill, font_color=shade.text)
