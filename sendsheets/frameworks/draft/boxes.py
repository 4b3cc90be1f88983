"""Tables that hold no statements: a key to the ratings, a form for names, a blank plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendsheets.frameworks.draft.blocks import Block, words
from sendsheets.frameworks.draft.parts import Outline, information, short
from sendsheets.frameworks.draft.roles import Role, is_printed, role_of
from sendsheets.frameworks.draft.scales import Step, is_level, is_not_applicable, key_line, unticked

Numbered = Sequence[tuple[int, Block]]
"""The rows of one table, with their numbers among the blocks of the document."""

_COVER = re.compile(
    r"\b(?:school|setting|completed by|date|name|role|signed|signature|headteacher|head teacher|"
    r"senco|sendco|governor|phase|urn|telephone|email|reviewer|year)\b"
)

def is_aside(rows: Numbered, outline: Outline) -> bool:
    """Deal with a table that holds no statements: a key, a form for names, a box, a blank plan.

    Returns:
        Whether it was one of these.
    """
    filled = [(n, row) for n, row in rows if row.filled]
    if not filled:
        return True
    steps = [(n, row, step) for n, row in filled if (step := _key_row(row))]
    heads = [role_of(cell.text) for cell in filled[0][1].filled]
    if len(filled[0][1].cells) > 2 and (Role.STATEMENT in heads or heads.count(Role.LEVEL) > 1):
        steps = []  # the headings of numbered statements, with room to mark them
    if len(steps) > 1 and len(steps) >= len(filled) - 1:
        for n, _ in filled:
            _fate(outline, n, rows, "what a rating means")
        for n, row, step in steps:
            keys = tuple((n, c) for c, cell in enumerate(row.cells) if cell.text)
            outline.steps.append((step, keys))
        return True
    labels = [row.filled[0].text for _, row in filled if len(row.filled) == 1]
    cover = [text for text in labels if _COVER.search(words(text)) and len(text.split()) <= 6]
    if len(cover) > 1 and len(cover) * 2 > len(filled):
        place = filled[0][1].place
        outline.problems.append(information(
            "draft-cover-box", place, found=short("; ".join(labels))))
        for n, _ in filled:
            _fate(outline, n, rows, "left out: the Cover asks for it")
        return True
    return _is_plan(filled, rows, outline)


def _is_plan(filled: Numbered, rows: Numbered, outline: Outline) -> bool:
    """A table to write in: headings of columns, and no words under them."""
    heads = filled[0][1].filled
    roles = [role_of(cell.text) for cell in heads]
    below = [cell for _, row in filled[1:] for cell in row.filled]
    if len(heads) < 2 or roles.count(Role.ROOM) * 2 < len(roles) or Role.LEVEL in roles:
        return False
    if any(len(cell.text) > 4 and not is_printed(cell.text) for cell in below):
        return False
    outline.problems.append(information(
        "draft-blank-table", filled[0][1].place,
        found=short(", ".join(cell.text for cell in heads))))
    for n, _ in filled:
        _fate(outline, n, rows, "left out: the workbook has its own")
    return True


def _key_row(row: Block) -> Step | None:
    cells = [unticked(cell.text) for cell in row.filled]
    if not cells:
        return None
    if len(cells) == 1:
        return key_line(cells[0])
    numbered = cells[0][:1].isdigit() and (cells[0].endswith((".", ")")) or len(row.cells) > 3)
    if len(cells) == 2 and not numbered and is_level(cells[0]) and not is_level(cells[1]) and (
        not is_not_applicable(cells[0]) and role_of(cells[1]) is None
    ):
        return Step(cells[0], cells[1])
    return None


def _fate(outline: Outline, n: int, rows: Numbered, what: str) -> None:
    row = next(row for number, row in rows if number == n)
    outline.fates |= {(n, c): what for c, cell in enumerate(row.cells) if cell.text}
