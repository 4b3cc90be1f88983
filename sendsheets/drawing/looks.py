"""The formats of one workbook, made once for each style, and what measuring a text needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from sendsheets import theme
from sendsheets.drawing import fit
from sendsheets.drawing.styles import Style


@dataclass(frozen=True, slots=True)
class Look:
    """What writing a cell needs of its style: the format, and how a text in it is measured.

    ``line`` is the height in points of a text that does not wrap.
    """

    style: Style
    made: Format
    size: float
    bold: bool
    wrap: bool
    indent: int
    line: float

    def height(self, text: str, width: float) -> float:
        """The height in points that a text needs in a column of this width."""
        if not self.wrap:
            return self.line
        return fit.height(text, width, self.size, self.bold, self.indent)


class Looks:
    """The looks of one workbook.

    ``known`` holds those there are by the id of their style.
    """

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.known: dict[int, Look] = {}

    def of(self, style: Style) -> Look:
        """The look of a style, found by which object the style is.

        Every cell asks for one, and comparing styles is slow. The look keeps its style, so that
        no other object can come to have the same id.
        """
        known = self.known.get(id(style))
        if known is None:
            size = style.get("font_size", theme.BODY)
            known = self.known[id(style)] = Look(
                style, self.format(style), size, bool(style.get("bold")),
                bool(style.get("text_wrap")), style.get("indent", 0),
                theme.LINE.get(int(size), size * 1.25) + theme.ROW_PADDING / 2,
            )  # fmt: skip
        return known

    def format(self, style: Style) -> Format:
        """The format of a style, the same for equal styles."""
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(style))
        return self._formats[key]

    def index(self, style: Style) -> list[int]:
        """The index of a style's format in the finished package, none where no cell has it."""
        made = self._formats.get(tuple(sorted(style.items())))
        return [made.xf_index] if made and made.xf_index else []
