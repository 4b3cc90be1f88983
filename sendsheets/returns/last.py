"""What somebody typed where last time is only shown: never an answer, always told. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sendsheets import carried, layout
from sendsheets.intake.cells import Lines, Sheet, shown
from sendsheets.model import Framework, Problem, Severity
from sendsheets.returns.beside import quoted
from sendsheets.returns.find import Table, filled, letters
from sendsheets.returns.headings import headers
from sendsheets.returns.rows import Rows
from sendsheets.returns.words import fold


def typed_beside(
    tables: Sequence[Table], found: Rows, framework: Framework, older: bool
) -> list[Problem]:
    """Tell of words in the column Last time that cannot be ours.

    Args:
        tables: the tables that were read.
        found: whose each row of theirs is.
        framework: the framework, whose levels are named there.
        older: whether the workbook was made from another version, whose levels may differ.

    Returns:
        A query for each sheet with such cells; what stands there is read as no answer.
    """
    if not any(layout.LAST.key in table.columns for table in tables):
        return []
    labels = None if older or framework.rebuilt else {
        level.label.casefold() for kind in framework.kinds for rating in kind.ratings
        for level in rating.scale.levels}  # fmt: skip
    cells: dict[str, list[tuple[str, str, str]]] = {}
    for ref, rows in found.by_ref.items():
        for row in rows:
            for column, value in row.values(layout.LAST.key):
                words = shown(value)
                if not carried.is_ours(words, labels):
                    cells.setdefault(row.table.sheet.name, []).append(
                        (f"{letters(column)}{row.number}", words, ref))
    return [
        Problem("last-time-typed", Severity.QUERY, sheet=sheet, cell=told[0][0],
                refs=tuple(dict.fromkeys(ref for *_, ref in told)),
                facts={"found": quoted([(cell, words) for cell, words, _ in told])})
        for sheet, told in cells.items()
    ]  # fmt: skip


def typed_around(sheets: Sequence[Sheet], digest: str = "") -> list[Problem]:
    """Tell of what somebody typed on the sheet Last time.

    Args:
        sheets: the sheets of that name.
        digest: what the file itself says the sheet held when it was written (``carried.digest``),
            since it holds words of an earlier return, which this one does not know. Some programs
            leave it out: then only what stands around the table is told.

    Returns:
        A query for each sheet with cells around the table or without its headings, and one for
        each with a table that is not as it was written.
    """
    problems = []
    for sheet in sheets:
        lines = filled(sheet)
        header = next((n for n, line in lines.items()
                       if len(_OURS.keys() & set(headers(line).values())) >= _LEAST), 0)
        columns = {_OURS[text]: c for c, text in headers(lines.get(header, {})).items()
                   if text in _OURS}  # fmt: skip
        around = [(f"{letters(c)}{row}", shown(value)) for row, line in lines.items()
                  for c, value in line.items()
                  if (row < header and not _is_ours(shown(value)))
                  or (row > header and c not in columns.values())]  # fmt: skip
        if around:
            problems.append(Problem(
                "last-time-typed", Severity.QUERY, sheet=sheet.name, cell=around[0][0],
                facts={"found": quoted(around)}))  # fmt: skip
        if header and digest and digest != _digest(lines, header, columns):
            problems.append(Problem("last-time-changed", Severity.QUERY, sheet=sheet.name,
                                    cell=f"A{header}"))  # fmt: skip
    return problems


def _digest(lines: Lines, header: int, columns: Mapping[str, int]) -> str:
    top = [shown(value) for row, line in lines.items() if row < header for value in line.values()]
    source = next((text for text in top if text.casefold().startswith(_SOURCE)), "")
    return carried.digest(source, (
        [shown(line[place]) if (place := columns.get(column.key)) in line else ""
         for column in carried.LAST_COLUMNS]
        for row, line in lines.items() if row > header))  # fmt: skip


def _is_ours(text: str) -> bool:
    return fold(text) in _TOP or bool(carried.SOURCE.fullmatch(text.strip()))


_OURS = {fold(column.heading): column.key for column in carried.LAST_COLUMNS}
_TOP = frozenset(map(fold, (*carried.LAST_TOP, layout.BACK_TO_COVER)))
_SOURCE = "last time: version"
_LEAST = 4
