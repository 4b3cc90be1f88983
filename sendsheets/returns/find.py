"""Where a workbook's answers stand now: tables by their headings, wherever they were moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sendsheets import layout
from sendsheets.intake.cells import Book, Sheet, Value, shown
from sendsheets.intake.rawlook import cell_name
from sendsheets.layout import Column
from sendsheets.model import Framework
from sendsheets.returns.words import fold, fold_ours, is_blank

LEAST_HEADINGS = 3
"""Headings of ours that a row must have to be the header row."""

LONGEST_HEADING = 60

HEADER_WITHIN = 20
"""Rows from the top in which a header row is looked for."""

_COPY = re.compile(r"\s*\(\d+\)$| - table \d+$| - copy$")


def fold_sheet(name: str) -> str:
    """A sheet's name as it is compared: Numbers adds ' - Table 1', copies add ' (2)'."""
    return _COPY.sub("", fold(name)[:31])


def same_sheet(found: str, expected: str) -> bool:
    """Whether a sheet's name is the expected one."""
    return fold_sheet(found) == fold_sheet(expected)


_NEVER_READ = frozenset(fold_sheet(name) for name in (layout.GUIDANCE, *layout.CALCULATED))


def is_calculated(name: str) -> bool:
    """Whether a sheet of this name holds nothing that anybody types, and is never read."""
    return fold_sheet(name) in _NEVER_READ


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet: its header row and the columns of each key, by its heading.

    A key has several columns where a heading stands twice. ``other`` gives the accepted heading
    that was taken for a key, ``near`` one that was only like ours; ``extra`` the headings of
    further columns.
    """

    sheet: Sheet
    header: int
    columns: Mapping[str, tuple[int, ...]]
    other: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that holds anything: its number and its cells by column."""

    table: Table
    number: int
    cells: Mapping[int, Value]

    def text(self, key: str) -> str:
        """The words in a column, as shown."""
        return next((shown(value) for _, value in self.values(key)), "")

    def values(self, key: str) -> Iterator[tuple[int, Value]]:
        """The filled cells of a key: column and value."""
        for column in self.table.columns.get(key, ()):
            value = self.cells.get(column)
            if value is not None and not is_blank(value):
                yield column, value

    def place(self, key: str) -> str | None:
        """The name of a key's cell."""
        columns = self.table.columns.get(key)
        return cell_name(self.number, columns[0]) if columns else None


def find_tables(book: Book, framework: Framework) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """The tables that hold a school's answers and those of a reviewer, on whichever sheets."""
    answers = layout.section_columns(framework)
    review = layout.peer_review_columns(framework)
    schools: list[Table] = []
    reviewers: list[Table] = []
    for sheet in book.sheets:
        heads = _heads(sheet)
        theirs = _table(sheet, heads, review, (layout.REVIEWER_RATING.key,))
        if theirs:
            reviewers.append(theirs)
            continue
        table = _table(sheet, heads, answers, ("rating", "second", "ref"))
        if table and _CALCULATED_HEADINGS.isdisjoint(fold(t) for t in table.extra.values()):
            schools.append(table)
    return tuple(schools), tuple(reviewers)


_CALCULATED_HEADINGS = frozenset(
    fold(column.heading) for column in (layout.STRENGTH_ORDER, layout.AREA_ORDER)
)
"""A table with one of these is not a section's, whatever its sheet is called now."""

Heads = Mapping[int, Mapping[int, str]]
"""Folded texts that could be headings, by row and column."""


def _heads(sheet: Sheet) -> Heads:
    heads: dict[int, dict[int, str]] = {}
    for (row, column), value in sheet.cells.items():
        if row <= HEADER_WITHIN and isinstance(value, str) and len(value) <= LONGEST_HEADING:
            heads.setdefault(row, {})[column] = value
    return {
        row: {column: fold(text) for column, text in sorted(texts.items()) if text.strip()}
        for row, texts in sorted(heads.items()) if len(texts) >= LEAST_HEADINGS
    }  # fmt: skip


def _table(
    sheet: Sheet, heads: Heads, columns: Sequence[Column], needed: Sequence[str]
) -> Table | None:
    """The table under the row with most of our headings, if it has one of those needed."""
    known = {fold_ours(h) for column in columns for h in (column.heading, *column.also)}
    best, header = LEAST_HEADINGS - 1, 0
    for row, texts in heads.items():
        count = len(known.intersection(texts.values()))
        if count > best:
            best, header = count, row
    if not header:
        return None
    found, other, near = _headings(heads[header], columns)
    if not any(key in found for key in needed):
        return None
    taken = {column for places in found.values() for column in places}
    words = {column: shown(sheet.cells[header, column]).strip() for column in heads[header]}
    return Table(
        sheet, header, found,
        {key: words[column] for key, column in other.items()},
        {key: words[column] for key, column in near.items()},
        {column: text for column, text in words.items() if column not in taken},
    )  # fmt: skip


def _headings(
    header: Mapping[int, str], columns: Sequence[Column]
) -> tuple[dict[str, tuple[int, ...]], dict[str, int], dict[str, int]]:
    """Columns by key: by our own heading, else by one we accept, else by one like ours."""
    found: dict[str, tuple[int, ...]] = {}
    for wanted in columns:
        exact = tuple(c for c, text in header.items() if text == fold_ours(wanted.heading))
        if exact:
            found[wanted.key] = exact
    taken = {column for places in found.values() for column in places}
    told: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for accept, say in zip((_is_other_heading, _is_near_heading), told, strict=True):
        for wanted in columns:
            if wanted.key in found:
                continue
            fit = [c for c, text in header.items() if c not in taken and accept(text, wanted)]
            if len(fit) == 1:
                found[wanted.key] = (fit[0],)
                say[wanted.key] = fit[0]
                taken.add(fit[0])
    return found, *told


def _is_other_heading(text: str, wanted: Column) -> bool:
    return text in {fold_ours(other) for other in wanted.also}


def _is_near_heading(text: str, wanted: Column) -> bool:
    """Whether a heading is ours with words added, or nearly spelt as ours."""
    heading = fold_ours(wanted.heading)
    if re.search(rf"\b{re.escape(heading)}\b", text):
        return True
    return len(heading) > 4 and SequenceMatcher(None, text, heading).ratio() >= 0.85


def rows(table: Table) -> Iterator[Row]:
    """The rows below the header that hold anything, in order.

    A row whose ref is the result of a formula is of a calculated list and is left out.
    """
    by_number: dict[int, dict[int, Value]] = {}
    for (row, column), value in table.sheet.cells.items():
        if row > table.header and not is_blank(value):
            by_number.setdefault(row, {})[column] = value
    refs = table.columns.get("ref", ())
    for number in sorted(by_number):
        if not any((number, column) in table.sheet.formulas for column in refs):
            yield Row(table, number, by_number[number])


def fold_ref(text: str) -> str:
    """A ref as it is compared: ``1 A.`` is ``1a``."""
    return re.sub(r"[^0-9a-z]", "", fold(text))


CLOSE = 0.9
"""How alike two texts must be to be taken for the same statement (0 to 1)."""

FAR = 0.6
"""Below this a row's words do not look like its statement's at all."""


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 1."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > FAR else 0.0


def closest(text: str, texts: Mapping[str, str]) -> tuple[str, float]:
    """The ref of the statement whose text is nearest to this one, and how near it is.

    Args:
        text: the folded words of a row.
        texts: folded statement texts by ref.

    Returns:
        The ref, or no text where two are equally near; and the likeness, 0 to 1.
    """
    exact = [ref for ref, other in texts.items() if other == text]
    if exact:
        return (exact[0], 1.0) if len(exact) == 1 else ("", 1.0)
    near = sorted(((likeness(text, other), ref) for ref, other in texts.items()), reverse=True)
    if not near:
        return "", 0.0
    if len(near) > 1 and near[0][0] - near[1][0] < 0.02:
        return "", near[0][0]
    return near[0][1], near[0][0]
