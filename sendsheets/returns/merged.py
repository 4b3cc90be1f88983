"""Cells that were merged on the sheets of actions and of lines of enquiry: always told. Pure."""

from __future__ import annotations

from collections.abc import Collection

from sendsheets.intake.cells import Sheet, shown
from sendsheets.intake.rawlook import cell_name
from sendsheets.model import Problem, Severity
from sendsheets.returns.words import is_blank

MOST = 20
"""Cells under one merge that are told."""


def merged_rows(sheet: Sheet, header: int, columns: Collection[int]) -> list[Problem]:
    """Tell of the cells of a table that lie under a merge with words.

    Each row is read as it stands: what the merge shows belongs to its first row alone. Somebody
    who merged cells over several rows may have meant it for all of them.

    Args:
        sheet: the sheet that the table is on.
        header: the row of its headings.
        columns: the columns in which people type.

    Returns:
        A query for each such cell, with the words that it hides or else those of the merge.
    """
    problems = []
    for top, left, bottom, right in sheet.merges:
        typed = [column for column in sorted(columns) if left <= column <= right]
        rows = range(max(top, header + 1), bottom + 1)
        under = [(row, column) for row in rows[: MOST + 1] for column in typed
                 if (row, column) != (top, left)]  # fmt: skip
        for row, column in under[:MOST]:
            hidden = sheet.covered.get((row, column))
            value = hidden if not is_blank(hidden) else (
                sheet.cells.get((top, left)) if column == left else None)
            if is_blank(value):
                continue
            area = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            problems.append(Problem("answer-merged", Severity.QUERY, sheet=sheet.name,
                                    cell=cell_name(row, column),
                                    facts={"found": shown(value), "area": area}))  # fmt: skip
    return problems
