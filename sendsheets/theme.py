"""Colours, fonts, widths and heights. No words and no positions.

Every pair of colours here was measured for contrast (at least 4.5 to 1 for text) and every
palette for colour blindness; tests/test_theme.py measures both again.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Arial"
BODY = 12
TITLE = 20
HEADING = 14
SMALL = 11
TINY = 10

INK = "#0B0C0C"
GREY_TEXT = "#484949"
NAVY = "#12436D"
LINK = "#16548A"
WHITE = "#FFFFFF"
PALE = "#F4F8FB"
BAND = "#D2E2F1"
INPUT_BORDER = "#858686"
ROW_LINE = "#B1B4B6"
HAIR_LINE = "#D5D9DC"
ZERO_GREY = "#6F777B"
CHECK = "#54319F"
BAR_STRONG = "#8EB8DC"
BAR_SOFT = "#C3DAEE"
NOT_APPLICABLE_FILL = "#D5D9DC"
"""Only in charts: a cell that says Not applicable stays white."""

SEGMENT_BORDER = "#484949"

TAB_START = NAVY
TAB_SECTION = "#5694CA"
TAB_SUMMARY = "#0B5C3E"
TAB_REVIEW = "#54319F"
TAB_DATA = "#858686"


@dataclass(frozen=True, slots=True)
class Shade:
    """The fill and the text colour of one level."""

    fill: str
    text: str


_RED, _AMBER, _GREEN = Shade("#A3262A", WHITE), Shade("#EFA52A", INK), Shade("#B7E0CF", INK)

_PALETTES: dict[int, tuple[Shade, ...]] = {
    2: (_RED, _GREEN),
    3: (_RED, _AMBER, _GREEN),
    4: (_RED, _AMBER, _GREEN, Shade("#2B7A86", WHITE)),
    5: (
        Shade("#7F1A1E", WHITE),
        Shade("#D4692A", INK),
        Shade("#F8D57E", INK),
        Shade("#A9D8D0", INK),
        Shade("#1F6F8B", WHITE),
    ),
}


def palette(levels: int) -> tuple[Shade, ...]:
    """The shades of a scale with this many levels, worst first (two to five levels)."""
    return _PALETTES[levels]


# Heights in points (workbook.md 3).
LINE = {10: 13.0, 11: 14.25, 12: 15.0, 14: 18.0, 20: 25.5}
ROW_PADDING = 10.5
ROW_LEAST = 48.0
LIST_LEAST = 36.0
SHOWN_LEAST = 57.0
"""Three lines: room for what a list that fills itself shows of an answer."""
TITLE_ROW = 36.0
HEADING_ROW = 30.0
HEADER_LEAST = 27.0
TEXT_ROW = 21.0
ROW_MOST = 400.0

STRUT_WIDTH = 0.8
