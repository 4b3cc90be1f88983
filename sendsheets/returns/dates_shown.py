"""Dates that a cell shows with the month first, or without a day or a year: told. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sendsheets.intake.cells import Book, shown
from sendsheets.intake.dateforms import Form, date_forms, may_mislead
from sendsheets.intake.inspect import Facts
from sendsheets.intake.rawlook import Place, cell_name, place
from sendsheets.model import ActionSoFar, Problem, Response, Severity

DATES_ASKED = frozenset({"date-month-first", "date-no-year"})
"""The codes of the problems that ask which date was meant."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_MONTH = 12


def dates_shown(
    data: bytes, facts: Facts, book: Book, rows: Iterable[Response | ActionSoFar],
    read: frozenset[str],
) -> list[Problem]:
    """Tell of each date that its cell does not show as day, month and year.

    Where the month comes first, a person who writes the day first and a program that does not
    know it mean two dates. A month alone becomes its first day, and a day without a year one of
    the year in which it was typed, which nobody sees.

    Args:
        data: the bytes of the workbook.
        facts: what ``inspect`` found of it.
        book: its cells.
        rows: what was read, and where.
        read: the names of the sheets that were read.

    Returns:
        A query for a date that may be another, information for a month without a day.
    """
    if not may_mislead(facts):
        return []
    dates = {
        sheet.name: {here: value for here, value in sheet.cells.items() if isinstance(value, date)}
        for sheet in book.sheets
        if sheet.name in read and (sheet.name in facts.looked or facts.form == "ods")
    }
    wanted = {name: frozenset(cells) for name, cells in dates.items() if cells}
    refs = {(row.sheet, place(cell)[0]): row.ref for row in rows for cell in row.cells.values()}
    made = (
        _problem(form, name, here, dates[name][here], refs.get((name, here[0]), ""))
        for (name, here), form in sorted(date_forms(data, facts, wanted).items())
    )
    return [problem for problem in made if problem]


def _problem(form: Form, sheet: str, here: Place, value: date, ref: str) -> Problem | None:
    cell, refs, month = cell_name(*here), (ref,) if ref else (), _MONTHS[value.month - 1]
    facts = {"found": f"{month} {value.year}", "understood": shown(value)}
    if form is Form.NO_DAY:
        return Problem("date-no-day", Severity.INFORMATION, "", sheet, cell, refs, facts)
    if form is Form.NO_YEAR:
        facts["found"] = f"{value.day} {month}"
        return Problem("date-no-year", Severity.QUERY, "", sheet, cell, refs, facts)
    if value.day > _LAST_MONTH or value.day == value.month:
        return None
    facts["found"] = f"{value.month}/{value.day}/{value.year}"
    return Problem("date-month-first", Severity.QUERY, "", sheet, cell, refs, facts)
