"""What somebody typed where last time is only shown: never an answer, always told. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sendsheets import carried, layout
from sendsheets.intake.cells import Lines, Sheet, shown
from sendsheets.model import Before, Framework, Problem, Severity
from sendsheets.returns.beside import quoted
from sendsheets.returns.find import Table, filled, letters
from sendsheets.returns.headings import headers
from sendsheets.returns.rows import Rows
from sendsheets.returns.words import fold, fold_ref


def shown_beside(found: Rows) -> dict[str, tuple[str, str, str]]:
    """What stands in the column Last time, by ref, with sheet and cell; not of doubtful rows."""
    made: dict[str, tuple[str, str, str]] = {}
    for ref, rows in found.by_ref.items():
        words = rows[0].text(layout.LAST.key)
        if words and len(rows) == 1 and ref not in found.doubtful:
            made[ref] = (words, rows[0].table.sheet.name, rows[0].place(layout.LAST.key) or "")
    return made


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


@dataclass(frozen=True, slots=True)
class OnSheet:
    """What the sheet Last time says: whose return it was, the ratings by ref, what is told."""

    source: str = ""
    ratings: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def on_sheet(sheets: Sequence[Sheet], digest: str = "") -> OnSheet:
    """Read the sheet Last time, and tell of what somebody typed on it.

    Args:
        sheets: the sheets of that name.
        digest: what the file's properties say the sheet held when it was written
            (``carried.digest``), since it holds words of an earlier return, which this one does
            not know. Where a program left them out, what stands above the table counts.

    Returns:
        What it says, and a query for each sheet with cells around the table or without its
        headings, and for each with a table that is not as it was written; information where
        nothing shows any more how it was written.
    """
    problems: list[Problem] = []
    made = OnSheet()
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
        if not header:
            continue
        source, mark = carried.unmarked(_line_above(lines, header))
        if not (digest or mark):
            problems.append(Problem("last-time-unmarked", Severity.INFORMATION, sheet=sheet.name))
        elif (digest or mark) != _digest(source, lines, header, columns):
            problems.append(Problem("last-time-changed", Severity.QUERY, sheet=sheet.name,
                                    cell=f"A{header}"))  # fmt: skip
        made = OnSheet(source, {**made.ratings, **_ratings(lines, header, columns)})
    return replace(made, problems=tuple(problems))


def _line_above(lines: Lines, header: int) -> str:
    top = [shown(value) for row, line in lines.items() if row < header for value in line.values()]
    return next((text for text in top if text.casefold().startswith(_SOURCE)), "")


def _digest(source: str, lines: Lines, header: int, columns: Mapping[str, int]) -> str:
    return carried.digest(source, (
        [shown(line[place]) if (place := columns.get(column.key)) in line else ""
         for column in carried.LAST_COLUMNS]
        for row, line in lines.items() if row > header))  # fmt: skip


def _ratings(lines: Lines, header: int, columns: Mapping[str, int]) -> dict[str, str]:
    """What the sheet says was rated, by ref; nothing of a ref with several rows."""
    said: dict[str, list[str]] = {}
    for number, line in lines.items():
        ref, rating = (shown(line[columns[key]]) if columns.get(key) in line else ""
                       for key in ("ref", "rating"))  # fmt: skip
        if number > header and ref:
            said.setdefault(fold_ref(ref), []).append(rating)
    return {ref: ratings[0] for ref, ratings in said.items() if len(ratings) == 1}


def before(
    beside: Mapping[str, tuple[str, str, str]], sheet: OnSheet, framework: Framework
) -> tuple[Before | None, list[Problem]]:
    """What was rated last time, as far as a workbook says it in both of its places.

    Args:
        beside: by ref, what stands in the column Last time, and its sheet and cell.
        sheet: what the sheet Last time says.
        framework: the framework, for the levels of each statement.

    Returns:
        It, or None where the workbook shows nothing of last time; and a query for each sheet
        whose column says another level than the sheet Last time: there neither counts.
    """
    if not beside:
        return None, []
    levels: dict[str, str] = {}
    differ: dict[str, list[tuple[str, str, str]]] = {}
    for ref, (words, name, cell) in beside.items():
        statement = framework.statement(ref)
        keys = {level.label: level.key for level in statement.main.scale.levels
                } if statement else {}  # fmt: skip
        here = carried.level_then(words, keys)
        there = carried.level_of(sheet.ratings.get(ref, ""), keys)
        if here and here == there:
            levels[ref] = keys[here]
        elif here and there:
            differ.setdefault(name, []).append((cell, words, ref))
    problems = [
        Problem("last-time-differs", Severity.QUERY, sheet=name, cell=told[0][0],
                refs=tuple(ref for *_, ref in told),
                facts={"found": quoted([(cell, words) for cell, words, _ in told])})
        for name, told in differ.items()
    ]  # fmt: skip
    said = {ref: words for ref, (words, *_) in beside.items()}
    return Before(sheet.source, said, levels), problems


def _is_ours(text: str) -> bool:
    return fold(text) in _TOP or bool(carried.SOURCE.fullmatch(text.strip()))


_OURS = {fold(column.heading): column.key for column in carried.LAST_COLUMNS}
_TOP = frozenset(map(fold, (*carried.LAST_TOP, layout.BACK_TO_COVER)))
_SOURCE = "last time: version"
_LEAST = 4
