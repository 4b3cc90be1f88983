"""Actions carried over whose rows are gone: a line above their table counts them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from sendsheets import carried
from sendsheets.intake.cells import Lines, shown
from sendsheets.model import ActionSoFar, Problem, Severity


def gone(
    sheet: str, lines: Lines, header: int, actions: Iterable[ActionSoFar]
) -> list[Problem]:
    """Tell where fewer actions stand under their ids than the line above the table counts.

    Args:
        sheet: the name of the sheet.
        lines: its filled cells.
        header: the row of the headings.
        actions: what was read from the sheet.

    Returns:
        A query where rows were deleted, or nothing; also where nobody can say, since the line
        is gone.
    """
    ids = [action.id for action in actions if action.typed]
    for row, line in lines.items():
        if row >= header:
            break
        for value in line.values():
            count = carried.how_many(shown(value))
            if count > len(ids):
                facts = {"found": str(count), "left": str(len(ids))}
                return [Problem("actions-gone", Severity.QUERY, sheet=sheet, facts=facts)]
    return []
