"""What somebody typed where last time is only shown: never an answer, always told. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets import carried, layout
from sendsheets.intake.cells import Sheet, shown
from sendsheets.model import Problem, Severity
from sendsheets.returns.beside import quoted
from sendsheets.returns.find import Table, filled, letters
from sendsheets.returns.headings import headers
from sendsheets.returns.rows import Rows
from sendsheets.returns.words import fold


def typed_beside(tables: Sequence[Table], found: Rows) -> list[Problem]:
    """Tell of words in the column Last time that cannot be ours.

    Args:
        tables: the tables that were read.
        found: whose each row of theirs is.

    Returns:
        A query for each sheet with such cells; what stands there is read as no answer.
    """
    if not any(layout.LAST.key in table.columns for table in tables):
        return []
    cells: dict[str, list[tuple[str, str, str]]] = {}
    for ref, rows in found.by_ref.items():
        for row in rows:
            for column, value in row.values(layout.LAST.key):
                words = shown(value)
                if not carried.is_ours(words):
                    cells.setdefault(row.table.sheet.name, []).append(
                        (f"{letters(column)}{row.number}", words, ref))
    return [
        Problem("last-time-typed", Severity.QUERY, sheet=sheet, cell=told[0][0],
                refs=tuple(dict.fromkeys(ref for *_, ref in told)),
                facts={"found": quoted([(cell, words) for cell, words, _ in told])})
        for sheet, told in cells.items()
    ]  # fmt: skip


def typed_around(sheets: Sequence[Sheet]) -> list[Problem]:
    """Tell of what stands on the sheet Last time outside its table.

    The table itself holds words of an earlier return, which this one does not know. The sheet is
    protected, so that nobody types in it by chance.
    """
    problems = []
    ours = {fold(column.heading): column.key for column in carried.LAST_COLUMNS}
    for sheet in sheets:
        lines = filled(sheet)
        header = next((n for n, line in lines.items()
                       if len(ours.keys() & set(headers(line).values())) >= _LEAST), None)
        if header is None:
            continue
        columns = {c for c, text in headers(lines[header]).items() if text in ours}
        told = [(f"{letters(c)}{row}", shown(value)) for row, line in lines.items() if row > header
                for c, value in line.items() if c not in columns]  # fmt: skip
        if told:
            problems.append(Problem(
                "last-time-typed", Severity.QUERY, sheet=sheet.name, cell=told[0][0],
                facts={"found": quoted(told)}))  # fmt: skip
    return problems


_LEAST = 4
