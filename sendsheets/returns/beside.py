"""What stands beside, above and below the answers: not read, and never hidden either. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sendsheets import review_layout
from sendsheets.intake.cells import shown
from sendsheets.model import Kind, Priority, Problem, Severity, State, Statement
from sendsheets.returns.find import Row, Table, letters
from sendsheets.returns.known import Known
from sendsheets.returns.rows import SHOWN, Rows, said, short
from sendsheets.returns.words import fold, fold_ref, fold_short

MOST = 8
"""Cells that one problem quotes; the rest are counted."""

MOST_ROWS = 10
"""Rows of nobody that are told one by one on a sheet."""

ANSWERS = ("rating", "second", "evidence", "action", "priority", "owner", "due",
           *review_layout.TYPED)  # fmt: skip
"""The keys of the columns that people type in."""

_MAYBE_A_RATING = ("kind", "evidence", "action", "owner", "due", "reviewer_comment",
                   "evidence_seen", "line_of_enquiry")  # fmt: skip
"""Columns in which a rating may stand that was meant for the column of ratings."""

Cells = list[tuple[str, str]]
"""Names of cells and their words."""


MOST_TOLD, LONGEST = 40, 200
"""The same where nobody is asked for an answer, and the characters that are quoted of each."""


def quoted(
    cells: Sequence[tuple[str, str]], most: int = MOST, letters: int = SHOWN
) -> str:
    """Cells and their words in one line; those beyond the first ``most`` are counted."""
    parts = [f"{name} “{short(text, letters)}”" for name, text in cells[:most]]
    more = [f"and {len(cells) - most} more"] if len(cells) > most else []
    return "; ".join((*parts, *more))


def beside(
    tables: Sequence[Table], found: Rows, states: Mapping[str, Sequence[State]], known: Known
) -> list[Problem]:
    """Tell of what stands in the rows of statements, outside the columns that are read.

    Args:
        tables: the tables that were read.
        found: whose each row is.
        states: the state of each rating that was read from them, by ref, in the statement's order.
        known: the framework made ready.

    Returns:
        A query for what reads as a rating where the rating itself was not given, information
        for every other column and its words.
    """
    blank = {ref for ref, each in states.items() if State.BLANK in each}
    unrated = blank | {ref for ref, each in states.items() if State.MISSING in each}
    stray: dict[tuple[int, int], Cells] = {}
    ratings: dict[int, tuple[Cells, list[str]]] = {}
    ours = [_ours(table) for table in tables]
    index = {id(table): n for n, table in enumerate(tables)}
    kinds = known.framework.has_kinds
    tidy = {id(t) for n, t in enumerate(tables) if not kinds and _used(t) <= ours[n]}
    maybe = [{c for key in _MAYBE_A_RATING for c in table.columns.get(key, ())}
             for table in tables]  # fmt: skip
    for ref, its_rows in found.by_ref.items():
        is_tidy = all(id(row.table) in tidy for row in its_rows)
        if ref not in unrated and is_tidy:
            continue
        statement = known.refs[ref]
        spelt = _spelt(statement, states.get(ref, ()), known)
        for row in its_rows:
            number = index[id(row.table)]
            if ref in blank and (added := _added_rating(row, statement, spelt, known)):
                cells, refs = ratings.setdefault(number, ([], []))
                cells.append(added)
                refs.append(ref)
            outside: set[int] = set()
            if not is_tidy:
                outside |= row.cells.keys() - ours[number]
                outside |= _wrong_kind(row, statement, known)
            looked = outside | maybe[number] if ref in blank else outside
            if looked.isdisjoint(row.cells):
                continue
            for column in sorted(looked & row.cells.keys()):
                cell = (f"{letters(column)}{row.number}", shown(row.cells[column]))
                if ((ref in unrated and (_is_rating(cell[1], spelt)
                                         or _begins_with_one(row, column, statement, spelt)))
                        or _is_astray(row, column, statement, known)):
                    cells, refs = ratings.setdefault(number, ([], []))
                    cells.append(cell)
                    refs.append(ref)
                elif column in outside:
                    stray.setdefault((number, column), []).append(cell)
    problems = []
    for number, (cells, refs) in ratings.items():
        headings = _headings_of(tables[number], cells)
        problems.append(astray(tables[number].sheet.name, cells, tuple(refs), headings))
    for number, table in enumerate(tables):
        columns = {c for n, c in stray if n == number} | set(table.extra)
        for column in sorted(columns):
            cells = stray.get((number, column), [])
            letter = letters(column)
            if cells or not any(name.rstrip("0123456789") == letter
                                for name, _ in ratings.get(number, ([], []))[0]):  # fmt: skip
                problems.append(_column(table, column, cells))
    return problems


def _ours(table: Table) -> frozenset[int]:
    return frozenset(column for places in table.columns.values() for column in places)


def _used(table: Table) -> set[int]:
    """The columns in which anything stands below the header."""
    every = set().union(*(line for number, line in table.lines.items()
                          if table.header < number <= table.last))  # fmt: skip
    return {column for column in every if table.left <= column <= table.right}


def _wrong_kind(row: Row, statement: Statement, known: Known) -> set[int]:
    """The column of the kind, where something else than the kind was typed in it."""
    if "kind" not in row.table.columns:
        return set()
    typed = row.text("kind")
    if not typed or typed == known.framework.kind_words(statement.kind).label:
        return set()
    return {column for column, _ in row.values("kind")}


def _column(table: Table, column: int, cells: Cells) -> Problem:
    heading = table.extra.get(column) or shown(table.lines[table.header].get(column))
    heading = heading.strip() or letters(column)
    told = quoted(cells, MOST_TOLD, LONGEST) or "nothing beside a statement"
    facts = {"found": short(heading), "cells": told}
    return Problem("column-extra", Severity.INFORMATION, sheet=table.sheet.name,
                   cell=cells[0][0] if cells else "", facts=facts)  # fmt: skip


def _headings_of(table: Table, cells: Cells) -> str:
    """The headings of others that some cells stand under, for a sentence to begin with."""
    columns = {name.rstrip("0123456789") for name, _ in cells}
    under = [f"“{short(text)}”" for column, text in table.extra.items()
             if letters(column) in columns]  # fmt: skip
    return f"under {' and '.join(under)} " if under else ""


def astray(
    sheet: str, cells: Cells, refs: tuple[str, ...] = (), under: str = ""
) -> Problem:
    """A query for words that seem to be answers and stand outside their columns."""
    return Problem("answer-outside", Severity.QUERY, sheet=sheet, cell=cells[0][0], refs=refs,
                   facts={"found": under + quoted(cells)})  # fmt: skip


def _spelt(statement: Statement, states: Sequence[State], known: Known) -> frozenset[str]:
    """The folded spellings of the levels of those ratings of a statement that were not given."""
    pairs = zip(statement.ratings, states, strict=False)
    return frozenset().union(*(known.spelt[rating.scale.id][0] for rating, state in pairs
                               if state in (State.BLANK, State.MISSING))) - _NOTHING  # fmt: skip


_NOTHING = frozenset({"none"})
"""A level somewhere, and what people write where they have no evidence."""


def _is_rating(words: str, spelt: Collection[str]) -> bool:
    """Whether words are a whole level, of those spelt so (a single letter tells too little)."""
    if len(words) > 40:
        return False
    folded = fold(words).removesuffix(".").rstrip()
    return len(folded) > 1 and folded in spelt


def _begins_with_one(
    row: Row, column: int, statement: Statement, spelt: Collection[str]
) -> bool:
    """Whether evidence is a level's letter alone, or begins with a level and then goes on.

    That is "Green - seen in minutes", "N/A: no sixth form" or a level on a line of its own.
    """
    value = row.cells[column]
    words = {n for key in _WORDS for n in row.table.columns.get(key, ())}
    if column not in words or statement.kind is Kind.OPEN or not isinstance(value, str):
        return False
    if fold_short(value.strip()[:2]).removesuffix(".") in spelt and len(value.strip()) <= 2:
        return True
    first = next((found[1] for form in _THEN if (found := form.match(value))), "")
    folded = fold(first).removesuffix(".").rstrip()
    return bool(folded) and folded in spelt


def _added_rating(
    row: Row, statement: Statement, spelt: Collection[str], known: Known
) -> tuple[str, str] | None:
    """The cell of a ref or of a statement to which a level was added: "1a (Green)"."""
    for key, ours in (("ref", statement.ref), ("statement", known.shown[statement.ref])):
        typed = row.text(key)
        if typed == ours:
            continue
        words, own = fold(typed), fold(ours)
        if words.startswith(own):
            added = words.removeprefix(own).strip(" -()[]:;,.*=/–—")
            if added in spelt:
                return row.place(key) or "", short(typed[-SHOWN:])
    return None


_WORDS = ("evidence", "reviewer_comment", "evidence_seen")
_THEN = (
    re.compile(r"\s*([^\n]{1,40}?)\s*\n"),
    re.compile(r"\s*([^\n]{1,40}?)(?:\s*[:;,.(–—]|\s+-+\s|-+\s|\s-+)"),
)
"""What may end a level that words go on after: a line, a mark, a dash that joins no two words."""


_REVIEWER = re.compile(r"\b(?:reviewer|peer|moderat\w+)\b")


def _is_astray(row: Row, column: int, statement: Statement, known: Known) -> bool:
    """Whether a cell outside our columns holds an answer that cannot be a note.

    That is a date, a priority or a rating under no heading (cells were moved to the right), or
    a rating under the heading of a reviewer.
    """
    if column in _ours(row.table):
        return False
    heading = row.table.extra.get(column, "")
    value = row.cells[column]
    words = shown(value)
    spelt = known.spelt[statement.main.scale.id][0]
    if heading:
        return bool(_REVIEWER.search(fold(heading))) and _is_rating(words, spelt)
    return (isinstance(value, date) or _is_rating(words, spelt)
            or (isinstance(value, str) and fold_short(words) in _PRIORITIES))  # fmt: skip


_PRIORITIES = frozenset(priority.value for priority in Priority)


# --- rows of nobody ---------------------------------------------------------------------------

WHOLE = 400
"""Characters that are quoted of each cell of a row whose answers stand nowhere else."""

_RATINGS = ("rating", "second", "reviewer_rating", "agreed_rating")
_REF = re.compile(r"\s*\d{1,2}\s*[a-z]{1,2}\W?\s*$", re.IGNORECASE)


def nobodys(found: Rows, known: Known, older: bool) -> list[Problem]:
    """Tell of rows that belong to no statement asked: one by one where they hold answers.

    Args:
        found: whose each row is.
        known: the framework made ready.
        older: whether the workbook was made from another version of the framework.

    Returns:
        A query for each row with answers, up to ``MOST_ROWS`` a sheet and one more for the rest;
        one piece of information a sheet for the rows without.
    """
    problems = []
    answered: dict[str, list[Row]] = {}
    silent: dict[str, list[Row]] = {}
    last: dict[int, int] = {}
    for row in (row for its_rows in found.by_ref.values() for row in its_rows):
        last[id(row.table)] = max(last.get(id(row.table), 0), row.number)
    for row in found.extra:
        among = row.number <= last.get(id(row.table), -1) + 1
        where = answered if _answers(row, among) else silent
        where.setdefault(row.table.sheet.name, []).append(row)
    for rows in answered.values():
        not_asked = [row for row in rows if fold_ref(row.text("ref")) in known.refs]
        if not_asked:
            problems.append(_not_asked(not_asked, known))
        others = [row for row in rows if row not in not_asked]
        problems += [_with_answers(row, older) for row in others[:MOST_ROWS]]
        if others[MOST_ROWS:]:
            problems.append(_many(others[MOST_ROWS:]))
    for sheet, rows in silent.items():
        words = [" ".join(shown(v) for v in row.cells.values()) for row in rows]
        facts = {"found": "; ".join(short(text, LONGEST) for text in words[:MOST_TOLD]),
                 "rows": str(len(rows))}  # fmt: skip
        cell = f"{letters(min(rows[0].cells))}{rows[0].number}"
        problems.append(Problem("rows-extra", Severity.INFORMATION, sheet=sheet, cell=cell,
                                facts=facts))  # fmt: skip
    return problems


def _answers(row: Row, among: bool) -> bool:
    """Whether a row of nobody holds answers: a rating, or any beside a ref or words of its own.

    ``among`` says that it stands among the statements, or next below the last. Whatever stands
    there under a heading of ours goes on with the answer above it.
    """
    filled_keys = {key for key in (*ANSWERS, "ref", "statement") if row.text(key)}
    if not filled_keys.isdisjoint(_RATINGS):
        return True
    beside_words = among or filled_keys & {"ref", "statement"}
    return bool(beside_words and filled_keys.intersection(ANSWERS))


def _not_asked(rows: Sequence[Row], known: Known) -> Problem:
    """Answered statements that the Audit row does not ask for, all of a sheet in one."""
    refs = tuple(known.refs[fold_ref(row.text("ref"))].ref for row in rows)
    answers = [f"{ref} {said(row)}" for ref, row in zip(refs, rows, strict=True)]
    more = [f"and {len(rows) - MOST} more rows"] if len(rows) > MOST else []
    facts = {"found": ", ".join(refs), "said": "; ".join((*answers[:MOST], *more))}
    return Problem("ref-not-asked", Severity.QUERY, sheet=rows[0].table.sheet.name,
                   cell=rows[0].place("ref") or "", refs=refs, facts=facts)  # fmt: skip


def _with_answers(row: Row, older: bool) -> Problem:
    sheet, cell = row.table.sheet.name, f"{letters(min(row.cells))}{row.number}"
    typed = row.text("ref")
    words = row.text("statement")
    facts = {"found": short(typed) or "no ref", "words": short(words) or "no words",
             "said": said(row, SHOWN if typed or words else WHOLE)}  # fmt: skip
    if older and _REF.match(typed):
        return Problem("ref-retired", Severity.QUERY, sheet=sheet, cell=cell, facts=facts)
    return Problem("row-unknown", Severity.QUERY, sheet=sheet, cell=cell,
                   facts={**facts, "row": str(row.number)})  # fmt: skip


def _many(rows: Sequence[Row]) -> Problem:
    numbers = ", ".join(str(row.number) for row in rows[:40])
    facts = {"found": f"{len(rows)} more rows", "row": numbers + (" …" if rows[40:] else ""),
             "words": "not shown here", "said": "; ".join(said(row) for row in rows[:3]) + " …"}
    return Problem("row-unknown", Severity.QUERY, sheet=rows[0].table.sheet.name,
                   cell=f"{letters(min(rows[0].cells))}{rows[0].number}", facts=facts)  # fmt: skip
