"""A heading that stands twice: which of its columns the answers were taken from is told. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sendsheets.model import Problem, Severity
from sendsheets.returns.beside import ANSWERS
from sendsheets.returns.find import Row, Table, letters
from sendsheets.returns.rows import Rows
from sendsheets.returns.words import is_blank


def doubled(tables: Sequence[Table], found: Rows, headings: Mapping[str, str]) -> list[Problem]:
    """Tell of answers that stand in one of two columns of the same heading, the other blank.

    Somebody may have put last year's column, or another person's, beside ours. Cells of one row
    that differ are told where they are read (``answers-differ``).

    Args:
        tables: the tables that were read.
        found: whose each row is.
        headings: what the column of each key is called.

    Returns:
        A query for each heading of a table whose answers do not all stand in its first column
        alone or in all of them.
    """
    twice = {id(table): keys for table in tables
             if (keys := [key for key in ANSWERS if len(table.columns.get(key, ())) > 1])}
    if not twice:
        return []
    problems = []
    every = [(ref, row) for ref, its_rows in found.by_ref.items() for row in its_rows]
    for table in tables:
        its_rows = [(ref, row) for ref, row in every if row.table is table]
        for key in twice.get(id(table), ()):
            refs, cells = _in_one(key, its_rows)
            if cells:
                columns = " and ".join(letters(column) for column in table.columns[key])
                more = ", …" if cells[40:] else ""
                facts = {"found": headings[key], "columns": columns,
                         "cells": ", ".join(cells[:40]) + more}  # fmt: skip
                problems.append(Problem("answer-one-column", Severity.QUERY, cell=cells[0],
                                        sheet=table.sheet.name, refs=refs, facts=facts))
    return problems


def _in_one(key: str, rows: Sequence[tuple[str, Row]]) -> tuple[tuple[str, ...], list[str]]:
    """The refs and cells of answers that only one of a key's columns holds."""
    alone: list[tuple[str, str, int]] = []
    for ref, row in rows:
        full = [column for column, value in row.values(key) if not is_blank(value)]
        if len(full) == 1:
            alone.append((ref, f"{letters(full[0])}{row.number}", full[0]))
    first = {row.table.columns[key][0] for _, row in rows}
    alone.sort(key=lambda each: each[2] in first)  # those that are less to be expected come first
    used = {column for _, row in rows for column, value in row.values(key) if not is_blank(value)}
    if used <= first:
        return (), []  # the other column is blank throughout
    refs = tuple(dict.fromkeys(ref for ref, *_ in alone))
    return refs, [cell for _, cell, _ in alone]
