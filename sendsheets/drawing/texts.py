"""Texts written into cells: always as text, letter for letter, and without a detour."""

from __future__ import annotations

from functools import lru_cache
from inspect import unwrap

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sendsheets.drawing.fit import one_cell
from sendsheets.drawing.patch import safe_text

_write_string = unwrap(Worksheet.write_string)
"""The same without a look whether the place is given in letters: here it never is."""


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text into a cell, its place counted from 0."""
    _write_string(sheet, row, column, _safe(text), look)


@lru_cache(maxsize=4_096)  # the same words stand on sheet after sheet
def _safe(text: str) -> str:
    """A text as a cell of the finished package can hold it."""
    return safe_text(one_cell(text))
