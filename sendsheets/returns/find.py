"""Where a workbook's answers stand now: tables by their headings, wherever they were moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cache, lru_cache
from itertools import chain

from sendsheets import layout, review_layout
from sendsheets.intake.cells import (
    Book,
    ErrorCell,
    Lines,
    NoValue,
    Sheet,
    Value,
    by_row,
    shown,
)
from sendsheets.intake.rawlook import Place, cell_name
from sendsheets.returns.headings import (
    LEAST_HEADINGS,
    LONGEST_HEADING,
    Heading,
    Line,
    headers,
    remembered,
)
from sendsheets.returns.known import Known
from sendsheets.returns.words import fold, fold_short, is_blank

_COPY = re.compile(r"\s*\(\d+\)$| - table \d+(?:-\d+)?$| - copy$|^copy of ")


@lru_cache(maxsize=1_024)
def fold_sheet(name: str) -> str:
    """A sheet's name as it is compared: Numbers adds ' - Table 1', copies add ' (2)'."""
    return _COPY.sub("", fold(name)[:31])


def same_sheet(found: str, expected: str) -> bool:
    """Whether a sheet's name is the expected one."""
    return fold_sheet(found) == fold_sheet(expected)


_NEVER_READ = frozenset(fold(name) for name in (layout.GUIDANCE, *layout.CALCULATED))
_BY_NUMBERS = re.compile(r" - table \d+(?:-\d+)?$")


@lru_cache(maxsize=1_024)
def is_calculated(name: str) -> bool:
    """Whether a sheet of this name holds nothing that anybody types, so that a glance may do.

    A copy of such a sheet is read like any other: nobody knows what was typed into it.
    """
    return _BY_NUMBERS.sub("", fold(name)) in _NEVER_READ


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet: its header row and the columns of each key, by its heading.

    It reaches from the row below ``header`` to ``last`` and from column ``left`` to ``right``.
    A key has several columns where a heading stands twice. ``other`` gives the accepted heading
    that was taken for a key, ``near`` one that was only like ours; ``extra`` the headings of
    further columns. ``lines`` are the rows of the whole sheet.

    For the plain case: ``only`` gives the one column of each key, or is None where a key of a
    section sheet has none or several or where cells are merged; ``named`` the
    letters of those that a response names, ``calculated`` the rows with formulas.
    """

    sheet: Sheet
    header: int
    last: int
    left: int
    right: int
    columns: Mapping[str, tuple[int, ...]]
    other: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[int, Line] = field(default_factory=dict)
    only: Mapping[str, int] | None = None
    named: tuple[tuple[str, str], ...] = ()
    calculated: frozenset[int] = frozenset()


NAMED = ("evidence", "action", "priority", "owner", "due")
"""Keys of a section sheet whose cells a response names."""


@dataclass(slots=True)
class Row:
    """A row of a table that holds anything: its number and its cells by column. Never changed."""

    table: Table
    number: int
    cells: Line

    def text(self, key: str) -> str:
        """The words in a column, as shown."""
        return next((shown(value) for _, value in self.values(key)), "")

    def values(self, key: str) -> Iterator[tuple[int, Value]]:
        """The filled cells of a key: column and value."""
        for column in self.table.columns.get(key, ()):
            value = self.cells.get(column)
            if value is not None:
                yield column, value

    def place(self, key: str) -> str | None:
        """The name of a key's cell."""
        columns = self.table.columns.get(key)
        return f"{letters(columns[0])}{self.number}" if columns else None


@cache
def letters(column: int) -> str:
    """The letters of a column."""
    return cell_name(0, column)[:-1]


def find_tables(book: Book, known: Known) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """The tables that hold a school's answers and those of a reviewer, on whichever sheets."""
    schools: list[Table] = []
    reviewers: list[Table] = []
    for sheet in book.sheets:
        lines = filled(sheet)
        last = max(lines, default=0)
        found: list[Table] = []
        # From the last header row up: a table reaches to the next one's.
        for header in reversed(_header_rows(lines, known)):
            made = [_table(sheet, lines, (header, last, left, right), known)
                    for left, right in _blocks(lines[header], known)]  # fmt: skip
            here = [table for table in made if table]
            if here:
                last = header - 1
            found[:0] = here
        for table in found:
            is_review = review_layout.REVIEWER_RATING.key in table.columns
            (reviewers if is_review else schools).append(table)
    return tuple(schools), tuple(reviewers)


def filled(sheet: Sheet) -> Lines:
    """A sheet's cells that hold anything that can be seen, by row and column, in order."""
    lines: Lines = {}
    rows = by_row(sheet.cells)
    for row in sorted(rows):
        line = rows[row]
        for value in line.values():
            # Most filled cells begin with a letter, which settles it without a look at the rest.
            if not (type(value) is str and value[:1].isalnum()) and is_blank(value):
                line = {column: each for column, each in line.items() if not is_blank(each)}
                break
        if line:
            lines[row] = line
    return lines


def holds(sheet: Sheet, words: frozenset[str]) -> bool:
    """Whether a cell of a sheet holds one of these words, just as they are."""
    lines = by_row(sheet.cells).values()
    return not words.isdisjoint(chain.from_iterable(map(dict.values, lines)))


def is_result(sheet: Sheet, here: Place, value: Value | None) -> bool:
    """Whether a cell shows what a formula made, an error or nothing yet: nobody typed that.

    Old Excel's form does not say where formulas are, and has a 0 for those that make words: in
    a column of dates that is midnight.
    """
    if here in sheet.formulas or isinstance(value, (ErrorCell, NoValue)):
        return True
    return (type(value) is int and value == 0) or value == time()


def keeps_formulas(sheet: Sheet) -> bool:
    """Whether a sheet still has formulas: some programs keep what they showed instead."""
    return bool(sheet.formulas) or any(isinstance(v, NoValue) for v in sheet.cells.values())


def _header_rows(lines: Mapping[int, Line], known: Known) -> list[int]:
    """The rows with at least three of our headings."""
    found = [n for n, line in lines.items() if not known.drawn.isdisjoint(line.values())
             and len(known.drawn.intersection(line.values())) >= LEAST_HEADINGS]  # fmt: skip
    if found:
        return found
    for number, line in lines.items():
        if len(line) < LEAST_HEADINGS:
            continue
        texts = {fold_short(value) for value in line.values()
                 if type(value) is str and len(value) <= LONGEST_HEADING}  # fmt: skip
        if len(texts) >= LEAST_HEADINGS and (
            len(texts & known.headings) >= LEAST_HEADINGS
            or len(texts & known.review_headings) >= LEAST_HEADINGS
        ):
            found.append(number)
    return found


def _blocks(line: Line, known: Known) -> list[tuple[int, int]]:
    """First and last column of each table under a header row: two may stand side by side.

    Where three of our headings stand again, another table begins at the first that does.
    """
    texts = list(line.values())
    if len(known.drawn.intersection(texts)) == len(texts) == len(set(texts)):
        return [(1, 1 << 20)]  # our own headings, each once: none of them reads as another
    every = known.headings | known.review_headings
    seen: set[str] = set()
    again: set[str] = set()
    start = 0
    for column, text in headers(line).items():
        if text in every:
            if text in seen:
                again.add(text)
                start = start or column
            seen.add(text)
    if len(again) < LEAST_HEADINGS:
        return [(1, 1 << 20)]
    rest = {column: value for column, value in line.items() if column >= start}
    later = _blocks(rest, known)
    return [(1, start - 1), (start, later[0][1]), *later[1:]]


def _table(
    sheet: Sheet, lines: Mapping[int, Line], area: tuple[int, int, int, int], known: Known
) -> Table | None:
    """The table under a header row, if it has one of the columns that tell which it is."""
    header, last, left, right = area
    heading = remembered(lines[header], left, right, known)
    if heading is None:
        return None
    if layout.STATEMENT.key not in heading[0]:
        heading = _with_statements(heading, lines, area, known)
    return Table(
        sheet, header, last, left, right, *heading, lines,
        *_for_plain(sheet, heading[0], known),
    )  # fmt: skip


def _with_statements(
    heading: Heading, lines: Mapping[int, Line], area: tuple[int, int, int, int], known: Known
) -> Heading:
    """The headings with the column of statements, found by their words, where its own is lost."""
    header, last, left, right = area
    columns, other, near, extra = heading
    ours = set(known.shown.values())
    taken = {column for places in columns.values() for column in places}
    held = Counter(
        column for number, line in lines.items() if header < number <= last
        for column, value in line.items()
        if left <= column <= right and column not in taken and type(value) is str and value in ours
    )  # fmt: skip
    if not held:
        return heading
    (found, _), key = held.most_common(1)[0], layout.STATEMENT.key
    other = {**other, key: extra.get(found) or f"column {letters(found)}"}
    extra = {column: text for column, text in extra.items() if column != found}
    return {**columns, key: (found,)}, other, near, extra


def _for_plain(
    sheet: Sheet, found: Mapping[str, tuple[int, ...]], known: Known
) -> tuple[dict[str, int] | None, tuple[tuple[str, str], ...], frozenset[int]]:
    plain = not sheet.merges and all(len(found.get(c.key, ())) == 1 for c in known.columns)
    if not plain:
        return None, (), frozenset()
    only = {key: places[0] for key, places in found.items()}
    return (
        only, tuple((key, letters(only[key])) for key in NAMED),
        frozenset(row for row, _ in sheet.formulas),
    )  # fmt: skip


def rows(table: Table) -> Iterator[Row]:
    """The rows below the header that hold anything, in order.

    A row whose ref and whose answers are all results of formulas is of a calculated list and
    is left out.
    """
    formulas = table.sheet.formulas
    refs = table.columns.get("ref", ())
    whole = table.left == 1 and table.right == 1 << 20
    for number, line in table.lines.items():
        if not table.header < number <= table.last:
            continue
        if not whole:
            line = {c: v for c, v in line.items() if table.left <= c <= table.right}
        if not line or (
            formulas and any((number, column) in formulas for column in refs)
            and all((number, column) in formulas for column in line)
        ):  # fmt: skip
            continue
        yield Row(table, number, line)
