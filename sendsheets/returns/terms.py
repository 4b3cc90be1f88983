"""The term dates that a local authority sets: a small CSV or TOML file becomes half-terms."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from sendsheets.model import Problem, Severity, Term
from sendsheets.returns.dates import read_date
from sendsheets.returns.words import fold

_LONGEST = 1_000_000
_MOST = 400


def read_terms(name: str, data: bytes) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """Read a file of term dates.

    Args:
        name: the file's name; one that ends with ``.toml`` holds ``[[terms]]`` tables with
            ``name``, ``first`` and ``last``, any other is CSV with those columns.
        data: its bytes.

    Returns:
        The half-terms in order of their first days; or none, and one problem that says which
        line is at fault. Dates are day first (``1/9/2026``) or ISO (``2026-09-01``).
    """
    try:
        text = data[: _LONGEST + 1].decode("utf-8-sig")
        rows = _toml(text) if name.casefold().endswith(".toml") else _csv(text)
    except UnicodeDecodeError:
        return (), (_fault(name, "It is not UTF-8 text: save it as “CSV UTF-8”"),)
    except (tomllib.TOMLDecodeError, csv.Error) as error:
        return (), (_fault(name, f"It cannot be read: {error}"),)
    terms, fault = _terms(rows)
    return ((), (_fault(name, fault),)) if fault else (terms, ())


def _fault(name: str, found: str) -> Problem:
    return Problem("terms-unreadable", Severity.ERROR, file=name, facts={"found": found})


Row = tuple[str, Any, Any]


def _toml(text: str) -> list[Row]:
    tables = tomllib.loads(text).get("terms", [])
    tables = tables if isinstance(tables, list) else []
    return [(str(t.get("name", "")), t.get("first"), t.get("last")) for t in tables
            if isinstance(t, dict)]  # fmt: skip


def _csv(text: str) -> list[Row]:
    lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text))
             if any(cell.strip() for cell in line)]  # fmt: skip
    if lines and fold(lines[0][0]) in ("name", "term", "half-term", "half term"):
        lines = lines[1:]
    return [(line[0], *(line[1:3] if len(line) > _TWO else ("", ""))) for line in lines]


_TWO = 2


def _terms(rows: Sequence[Row]) -> tuple[tuple[Term, ...], str]:
    """The half-terms, or what is at fault in words."""
    if not rows or len(rows) > _MOST:
        return (), "It has no terms" if not rows else f"It has more than {_MOST} lines"
    made = []
    for number, (name, first, last) in enumerate(rows, 1):
        days = [read_date(value)[0] for value in (first, last)]
        if not name.strip() or days[0] is None or days[1] is None:
            said = ", ".join(str(part) for part in (name, first, last) if part)
            return (), f"Term {number} (“{said}”) needs a name, a first day and a last day"
        if days[1] < days[0]:
            return (), f"Term {number}, {name}, ends before it begins"
        made.append(Term(" ".join(name.split()), days[0], days[1]))
    made.sort(key=_first)
    for one, other in pairwise(made):
        if other.first <= one.last:
            return (), f"{other.name} begins before {one.name} ends"
    return tuple(made), ""


def _first(term: Term) -> date:
    return term.first
