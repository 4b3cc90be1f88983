"""How much room a text needs: widths of Arial, lines after wrapping, heights of rows."""

from __future__ import annotations

import math
from functools import lru_cache

from sendsheets import theme

LONGEST_TEXT = 32_767
"""What one cell of Excel holds; xlsxwriter leaves out anything longer."""

CUT_HERE = "… (Cut here: one cell cannot hold more.)"

# Widths of Arial in thousandths of the font size (workbook.md 3).
_WIDTHS = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r“”", 334: "{}",
    350: "•", 355: '"', 389: "*", 469: "^", 500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–£", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY",
    722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}  # fmt: skip
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_OTHER = 600
_BOLD = 1.10
_PIXELS_PER_POINT = 96 / 72


def column_pixels(width: float) -> int:
    """The pixels of a column of this width, where the default font is Arial 12."""
    return int(width * 9 + 0.5) + 7


def text_pixels(text: str, size: float = theme.BODY, bold: bool = False) -> float:
    """The width of one line of text in pixels."""
    units = sum(_WIDTH_OF.get(char, _OTHER) for char in text)
    return units / 1000 * size * _PIXELS_PER_POINT * (_BOLD if bold else 1)


def lines(text: str, width: float, size: float, bold: bool = False, indent: int = 0) -> int:
    """How many lines a text takes in a column of this width (in Excel's units)."""
    available = (column_pixels(width - indent) - 8) * 0.96
    return sum(_wrapped(part, available, size, bold) for part in text.split("\n"))


def _wrapped(text: str, available: float, size: float, bold: bool) -> int:
    count, used = 1, 0.0
    space = text_pixels(" ", size, bold)
    for word in text.split(" "):
        wide = text_pixels(word, size, bold)
        if used and used + space + wide <= available:
            used += space + wide
            continue
        if used:
            count += 1
        if wide > available:
            extra = math.ceil(wide / available) - 1
            count += extra
            wide -= extra * available
        used = wide
    return count


@lru_cache(maxsize=4096)  # the same statements stand on sheet after sheet
def height(
    text: str, width: float, size: float = theme.BODY, bold: bool = False, indent: int = 0
) -> float:
    """The height in points that a wrapped text needs, with padding."""
    pitch = theme.LINE.get(int(size), size * 1.25)
    return lines(text, width, size, bold, indent) * pitch + theme.ROW_PADDING


def row_height(needed: float, least: float) -> float:
    """A row's height: at least ``least``, rounded up to 0.75 pt, at most what Excel shows."""
    return min(math.ceil(max(needed, least) / 0.75) * 0.75, theme.ROW_MOST)


def one_cell(text: str) -> str:
    """A text as one cell of Excel can hold it: cut, and said so, where it is longer.

    Excel counts UTF-16 units, of which an emoji takes two.
    """
    if len(text) <= LONGEST_TEXT // 2 or _units(text) <= LONGEST_TEXT:
        return text
    kept = text[: LONGEST_TEXT - len(CUT_HERE)]
    while (over := _units(kept) + len(CUT_HERE) - LONGEST_TEXT) > 0:
        kept = kept[: -max(1, over // 2)]
    return kept + CUT_HERE


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, longest: int) -> str:
    """A text cut at a word, with an ellipsis, where it is longer than so many characters."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
