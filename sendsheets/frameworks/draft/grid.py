"""The tables of a workbook or a CSV become blocks, read in the guarded way of a list."""

from __future__ import annotations

from sendsheets.frameworks.draft.blocks import Block, Cell, Document, Form, gap, marked, plain
from sendsheets.frameworks.draft.roles import Role, role_of
from sendsheets.intake.listing import Listing, Table
from sendsheets.intake.package import Damaged

ROWS_MOST = 10_000
"""Rows of a sheet: what is longer is no audit."""


def read_grid(listing: Listing) -> Document | str:
    """Read the sheets of a workbook, or a CSV.

    Args:
        listing: what ``intake.listing.read_table`` made of it.

    Returns:
        Its blocks, or why it is not read (to go after "because"). Of a CSV the likeliest mark
        between its columns is taken.
    """
    if listing.reason:
        return listing.reason
    tables = listing.tables[:1] if listing.encoding else listing.tables
    blocks: list[Block] = []
    several = sum(1 for table in tables if not table.hidden) > 1
    try:
        for number, table in enumerate(tables, 1):
            read = _table(table, number, several)
            if isinstance(read, str):
                return read
            blocks += read
    except Damaged as error:
        return str(error)
    return Document("csv" if listing.encoding else "workbook", tuple(blocks))


def _table(table: Table, number: int, several: bool) -> list[Block] | str:
    blocks: list[Block] = []
    where = f"{table.sheet} row" if table.sheet else "row"
    if table.beyond:
        blocks.append(Block(Form.ASIDE, table.sheet, f"{table.beyond} cells far outside",
                            aside="something far down or to the right"))  # fmt: skip
    rows: list[tuple[int, list[str]]] = []
    for n, row in table.rows():
        if any(text.strip() for text in row):
            rows.append((n, row))
        if len(rows) > ROWS_MOST:
            return f"it has more than {ROWS_MOST:,} rows"
    if several and rows and not table.hidden:
        blocks.append(Block(Form.HEADING, f"sheet {table.sheet}", table.sheet, level=1))
    widest = max((sum(1 for text in row if text.strip()) for _, row in rows), default=0)
    for n, row in rows:
        place = f"{where} {n}"
        cells = tuple(Cell(plain(text), column, gap=gap(text))
                      for column, text in enumerate(row))  # fmt: skip
        filled = [cell for cell in cells if cell.text]
        if table.hidden or n in table.unseen:
            what = "a hidden sheet" if table.hidden else "a hidden row"
            blocks += [Block(Form.ASIDE, place, cell.text, aside=what) for cell in filled]
        elif len(filled) == 1 and (
            role_of(filled[0].text) is not Role.STATEMENT if widest == 1 and n == rows[0][0]
            else not blocks_of_rows(blocks)
        ):
            # A title, words above a table, or a sheet of nothing but words.
            point = marked(filled[0].text)
            form = Form.ITEM if point and point[1] else Form.TEXT
            text = point[1] if point and point[1] else filled[0].text
            blocks.append(Block(form, place, text, marker=point[0] if point and point[1] else ""))
        else:
            blocks.append(Block(Form.ROW, place, cells=cells, table=number, sheet=table.sheet))
    return blocks


def blocks_of_rows(blocks: list[Block]) -> bool:
    """Whether a table has begun."""
    return any(block.form is Form.ROW for block in blocks)
