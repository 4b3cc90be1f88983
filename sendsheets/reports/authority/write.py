"""One framework's returns become the consolidated workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from sendsheets.drawing.book import Book
from sendsheets.model import REPORT_PROPERTY, Batch, Framework
from sendsheets.reports.authority import (
    cover,
    decided,
    heat_map,
    kinds,
    lists,
    log,
    overview,
    sheets,
)
from sendsheets.reports.authority.facts import Facts, gather
from sendsheets.reports.listing import LISTED_ROWS

EXCEL_COLUMNS = 16_384
EXCEL_ROWS = 1_048_576

_Draw = Callable[[], object]


def consolidated_workbook(
    framework: Framework, batch: Batch, as_at: date, area: str = ""
) -> bytes:
    """Write the consolidated workbook over all returns of one framework.

    Args:
        framework: the framework; returns of others in the batch are left out. Files that are no
            return are in the log, whatever framework they were meant for.
        batch: everything that went in.
        as_at: the date of the document, on which "overdue" is judged too.
        area: whose schools these are, for the Cover.

    Returns:
        The finished .xlsx package. Equal arguments give equal bytes.

    Raises:
        ValueError: there are more returns or statements than a sheet of Excel can hold.
    """
    facts = gather(framework, batch, as_at)
    rows, columns = len(facts.readings) + heat_map.FIRST, len(facts.refs) + heat_map.BEFORE
    if rows > EXCEL_ROWS or columns > EXCEL_COLUMNS:
        raise ValueError(f"{rows} rows or {columns} columns are more than a sheet of Excel holds")
    book = Book(
        f"{framework.title}: schools together", f"Consolidated on {as_at.isoformat()}", as_at,
        keywords=f"SEND, self-audit, {framework.id}, consolidated",
        custom={REPORT_PROPERTY: "consolidated workbook"},
    )  # fmt: skip
    pages = _pages(book, facts)
    missing = ""
    if not lists.fits(facts):
        missing = (
            f"All answers: there are {len(facts.responses):,} rows, more than the "
            f"{LISTED_ROWS:,} that a sheet takes here. They are in the CSV files."
        )
    contents = [(name, words) for name, words, _ in pages]
    cover.cover(book, facts, contents, area, missing)
    for _, _, draw in pages:
        draw()
    return book.finish()


def _pages(book: Book, facts: Facts) -> list[tuple[str, str, _Draw]]:
    """The sheets after the Cover: the name of each, what it shows, and how it is drawn."""
    framework = facts.framework
    checks = log.to_check_rows(facts)
    settled = decided.decided(facts)
    rated = bool(facts.refs)
    second = len(facts.second) > 0
    averages = "average" if framework.means else "share"
    pages: list[tuple[bool, str, str, _Draw]] = [
        (rated, sheets.OVERVIEW, "How all schools rated each section, with a chart.",
         lambda: overview.overview(book, facts)),
        (rated, sheets.STRENGTHS, "The statements rated highest, and those rated lowest.",
         lambda: overview.strengths_and_areas(book, facts)),
        (True, sheets.RETURNS, "Every file that went in, its status, and what to do about it.",
         lambda: log.returns(book, facts)),
        (True, sheets.TO_CHECK, f"What a person should look at: {_many(len(checks))}.",
         lambda: log.to_check(book, facts, checks)),
        (bool(settled), sheets.DECISIONS, "What was in doubt, and what a person decided: "
         f"{_many(len(settled))}.", lambda: decided.decisions(book, settled)),
        (rated, sheets.HEAT_MAP, "Every rating of every school at a glance, by letter and colour.",
         lambda: heat_map.heat_map(book, facts)),
        (rated, sheets.STATEMENTS, "How each statement was rated, with its rank.",
         lambda: overview.statements(book, facts)),
        (rated, sheets.section_sheet(framework), f"Each school’s {averages} for each section.",
         lambda: heat_map.section_averages(book, facts)),
        *((True, other.sheet, other.about, partial(kinds.other_answers, book, facts, other))
          for other in kinds.others(facts)),
        (second, sheets.second_sheet(framework), "By topic: how many want it, how much, and who "
         "could help others.", lambda: kinds.second_rating(book, facts)),
        (second, sheets.second_statements_sheet(framework), "The same for each statement.",
         lambda: kinds.second_rating(book, facts, by_statement=True)),
        (True, sheets.ACTIONS, "One list of actions over all schools, the most pressing first.",
         lambda: lists.actions(book, facts)),
        (lists.fits(facts), sheets.ALL_ANSWERS, "Every answer in one table, to filter and search.",
         lambda: lists.all_answers(book, facts)),
    ]  # fmt: skip
    return [(name, words, draw) for wanted, name, words, draw in pages if wanted]


def _many(number: int) -> str:
    return "nothing" if not number else "1 thing" if number == 1 else f"{number} things"
