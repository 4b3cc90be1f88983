"""Tables of other shapes are brought into the usual one: a heading row, and a row a statement.

A card has a heading in each row and its words beside it; some tables have two statements side by
side. Every cell keeps its words and its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sendsheets.frameworks.draft.blocks import Block, Cell, Document, Form, words
from sendsheets.frameworks.draft.roles import Role, role_of


def usual(document: Document) -> Document:
    """A document whose tables all have a row for each statement."""
    return replace(document, blocks=tuple(_blocks(document.blocks)))


def _blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    for (form, _), several in groupby(blocks, key=lambda block: (block.form, block.table)):
        rows = list(several)
        if form is not Form.ROW:
            yield from rows
        elif _is_card(rows):
            yield from _turned(rows)
        else:
            yield from _beside(rows)


# --- cards ---------------------------------------------------------------------------------------


def _is_card(rows: Sequence[Block]) -> bool:
    """Whether the headings stand in the first column, that of the statement among them."""
    if len(rows) < 2 or any(len(row.cells) != 2 for row in rows):
        return False
    roles = [role_of(row.cells[0].text) for row in rows]
    beside = [role_of(row.cells[1].text) for row in rows[:1] if row.cells[1].text]
    return None not in roles and Role.LEVEL not in roles and roles.count(Role.STATEMENT) == 1 and (
        beside != [Role.RATING] and bool(rows[roles.index(Role.STATEMENT)].cells[1].text)
        and bool({Role.RATING, Role.ROOM} & set(roles)))


def _turned(rows: Sequence[Block]) -> Iterator[Block]:
    for side in (0, 1):
        cells = tuple(replace(row.cells[side], column=n, span=1, tall=False)
                      for n, row in enumerate(rows))  # fmt: skip
        yield replace(rows[0], cells=cells)


# --- side by side --------------------------------------------------------------------------------


def _beside(rows: Sequence[Block]) -> Iterator[Block]:
    """A table whose headings come twice or more becomes one: first all that stands on the left."""
    width = _period(rows[0])
    if not width:
        yield from rows
        return
    times = len(rows[0].cells) // width
    for side in range(times):
        for row in rows:
            cells = [replace(cell, column=cell.column - side * width) for cell in row.cells
                     if side * width <= cell.column < (side + 1) * width]  # fmt: skip
            if any(cell.text for cell in cells):
                yield replace(row, cells=tuple(cells))


def _period(header: Block) -> int:
    """After how many columns the headings begin again; 0 where they do not."""
    said = [words(cell.text) for cell in header.cells]
    if any(cell.span > 1 for cell in header.cells):
        return 0
    for width in range(1, len(said) // 2 + 1):
        again = len(said) % width == 0 and said == said[:width] * (len(said) // width)
        if again and Role.STATEMENT in map(_role, header.cells[:width]):
            return width
    return 0


def _role(cell: Cell) -> Role | None:
    return role_of(cell.text) if cell.text else None
