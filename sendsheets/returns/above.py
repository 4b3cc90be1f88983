"""What stands above a table of answers and was not drawn there: never read, always told. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets.intake.cells import shown
from sendsheets.model import Problem, Severity
from sendsheets.returns.alike import typed_into
from sendsheets.returns.beside import MOST_TOLD, Cells, astray, quoted
from sendsheets.returns.find import Table, is_result, letters
from sendsheets.returns.known import Known, is_status
from sendsheets.returns.words import fold, fold_short

SURE = 50
"""Words that begin with so many letters of our own are ours, save what was changed in them."""

QUOTED = 400
"""Characters that are quoted of what was typed into words of ours."""


def above(tables: Sequence[Table], known: Known) -> list[Problem]:
    """Tell of everything typed above a table.

    Args:
        tables: the tables that were read.
        known: the framework made ready.

    Returns:
        For each sheet a query for words that are or name a rating, information for others.
    """
    problems = []
    first: dict[str, Table] = {}
    for table in tables:
        first.setdefault(table.sheet.name, table)
    for table in first.values():
        ratings: Cells = []
        notes: Cells = []
        for number, line in table.lines.items():
            if number >= table.header:
                break
            for column, value in line.items():
                if is_result(table.sheet, (number, column), value):
                    continue
                typed = _typed(shown(value), known)
                if typed:
                    cell = (f"{letters(column)}{number}", typed)
                    (ratings if _names_a_rating(fold(typed), known) else notes).append(cell)
        if ratings:
            problems.append(astray(table.sheet.name, ratings))
        if notes:
            facts = {"found": quoted(notes, MOST_TOLD, QUOTED), "rows": str(len(notes))}
            problems.append(Problem("rows-extra", Severity.INFORMATION, cell=notes[0][0],
                                    sheet=table.sheet.name, facts=facts))  # fmt: skip
    return problems


def _typed(text: str, known: Known) -> str:
    """What somebody typed in a cell: nothing where the words are ours, else what is not ours."""
    if is_status(fold_short(text)):
        return ""
    return typed_into(text, known.top, QUOTED, SURE)


def _names_a_rating(words: str, known: Known) -> bool:
    return words.removesuffix(".") in known.levels or bool(known.labels.search(fold(words)))
