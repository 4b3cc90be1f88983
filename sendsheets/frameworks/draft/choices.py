"""Lists to choose from in the cells of a workbook: what they offer is what people rate with.

Excel keeps them beside the cells, so that a cell that is still blank says nothing of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from sendsheets.frameworks.draft.blocks import Block, Cell, Document, Form
from sendsheets.frameworks.draft.headings import is_title
from sendsheets.frameworks.draft.scales import scale_of
from sendsheets.intake.package import (
    Damaged,
    TooLarge,
    Unsafe,
    contents,
    main_part,
    open_package,
)

_LIST = re.compile(
    r"<(?:\w+:)?dataValidation\b([^>]*\btype=\"list\"[^>]*)>(.{0,2000}?)</(?:\w+:)?dataValidation>",
    re.DOTALL,
)
_TEXTS = re.compile(r"<(?:\w+:)?formula1>\s*(?:\"|&quot;)(.*?)(?:\"|&quot;)\s*</", re.DOTALL)
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_LISTS_MOST, _COLUMNS_MOST = 500, 200


class _List(NamedTuple):
    """The cells of a list, columns and rows counted from 0 and 1, and what it offers."""

    sheet: str
    rows: range
    columns: range
    offered: str


def with_choices(document: Document, data: bytes) -> Document:
    """A document in which cells that offer ratings to choose from hold these, as Word shows them.

    Args:
        document: the blocks of a workbook.
        data: the workbook’s bytes. Lists that name other cells are not looked up.
    """
    try:
        lists = list(_lists(data))
    except (Damaged, TooLarge, Unsafe):
        return document  # what can be read of it has been read
    if not lists:
        return document
    return replace(document, blocks=tuple(_filled(block, lists) for block in document.blocks))


def _lists(data: bytes) -> Iterator[_List]:
    package = open_package(data)
    for sheet in contents(package, main_part(package)).sheets:
        xml = package.read_if_there(sheet.part).decode("utf-8", "replace")
        for attributes, inner in _LIST.findall(xml)[:_LISTS_MOST]:
            texts = _TEXTS.search(inner)
            offered = [part.strip() for part in unescape(texts[1]).split(",")] if texts else []
            if not scale_of(offered):
                continue
            where = re.search(r"\bsqref=\"([^\"]*)\"", attributes)
            for first, top, last, bottom in _AREA.findall(where[1] if where else ""):
                yield _List(sheet.name, range(int(top), int(bottom or top) + 1),
                            range(_column(first), _column(last or first) + 1),
                            " / ".join(offered))  # fmt: skip


def _filled(block: Block, lists: Sequence[_List]) -> Block:
    found = re.search(r"(\d+)$", block.place)
    filled = block.filled
    if block.form is not Form.ROW or not found or not filled:
        return block
    if len(filled) == 1 and is_title(filled[0].text):
        return block  # a heading within the column, which nobody rates
    row = int(found[1])
    here = [each for each in lists if each.sheet == block.sheet and row in each.rows]
    last = max((each.columns.stop for each in here), default=0)
    beyond = [Cell("", column) for column in range(len(block.cells), min(last, _COLUMNS_MOST))]
    return replace(block, cells=tuple(_offering(c, here) for c in (*block.cells, *beyond)))


def _offering(cell: Cell, here: Sequence[_List]) -> Cell:
    offered = next((each.offered for each in here if cell.column in each.columns), "")
    return replace(cell, text=offered) if offered and not cell.text else cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
