"""One framework's returns become the consolidated workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from sendsheets.analysis.partners import Connect
from sendsheets.drawing.book import Book
from sendsheets.model import REPORT_PROPERTY, Batch, Framework, Season
from sendsheets.reports.authority import (
    connections,
    cover,
    covers,
    decided,
    heat_map,
    kinds,
    lists,
    log,
    moderation,
    overview,
    picture,
    roll,
    sheets,
    standing,
    voices,
)
from sendsheets.reports.authority.facts import Facts
from sendsheets.reports.authority.seen import CONNECT, Seen, gathered
from sendsheets.reports.change import Compared
from sendsheets.reports.change import lists as change_lists
from sendsheets.reports.change.write import change_sheet
from sendsheets.reports.listing import LISTED_ROWS
from sendsheets.reports.over_time import OVER_TIME
from sendsheets.reports.wording import number

EXCEL_COLUMNS = 16_384
EXCEL_ROWS = 1_048_576

_Draw = Callable[[], object]


def consolidated_workbook(
    framework: Framework, batch: Batch, as_at: date, area: str = "", season: Season | None = None,
    connect: Connect | None = CONNECT,
) -> bytes:
    """Write the consolidated workbook over all returns of one framework.

    Args:
        framework: the framework; returns of others in the batch are left out. Files that are no
            return are in the log, whatever framework they were meant for.
        batch: everything that went in.
        as_at: the date of the document, on which "overdue" is judged too.
        area: whose schools these are, for the Cover.
        season: the returns held against a register, where there is one.
        connect: how schools are suggested to each other; None for no such suggestions.

    Returns:
        The finished .xlsx package. Equal arguments give equal bytes.

    Raises:
        ValueError: there are more returns or statements than a sheet of Excel can hold.
    """
    return drawn(gathered(framework, batch, as_at, season, connect), area)


def drawn(seen: Seen, area: str = "", change: Compared | None = None) -> bytes:
    """The same workbook from what has been counted already; see ``tables_of`` for its tables.

    ``change`` adds what changed since last time, where any school can be compared.
    """
    facts = seen.facts
    framework, as_at = facts.framework, facts.as_at
    rows, columns = len(facts.readings) + heat_map.FIRST, len(facts.refs) + heat_map.BEFORE
    if rows > EXCEL_ROWS or columns > EXCEL_COLUMNS:
        raise ValueError(f"{rows} rows or {columns} columns are more than a sheet of Excel holds")
    book = Book(
        f"{framework.title}: schools together", f"Consolidated on {as_at.isoformat()}", as_at,
        keywords=f"SEND, self-audit, {framework.id}, consolidated",
        custom={REPORT_PROPERTY: "consolidated workbook"},
    )  # fmt: skip
    pages = [*_pages(book, seen), *_change(book, change)]
    left_out = [] if lists.fits(facts) else [(sheets.ALL_ANSWERS, len(facts.responses))]
    if seen.connections is not None and not connections.fits(seen):
        left_out.append((sheets.CONNECTIONS, len(seen.connections)))
    missing = " ".join(
        f"{name}: there are {rows:,} rows, more than the {LISTED_ROWS:,} that a sheet takes here. "
        "They are in the CSV files." for name, rows in left_out
    )  # fmt: skip
    contents = [(name, words) for name, words, _ in pages]
    cover.cover(book, facts, contents, area, missing)
    for _, _, draw in pages:
        draw()
    return book.finish()


def _pages(book: Book, seen: Seen) -> list[tuple[str, str, _Draw]]:
    """The sheets after the Cover: the name of each, what it shows, and how it is drawn."""
    facts, connect = seen.facts, seen.connect
    framework = facts.framework
    checks = log.to_check_rows(facts)
    settled = decided.decided(facts)
    both, several = moderation.reviewed(facts), voices.several(facts)
    rated = bool(facts.refs)
    second, anything = len(facts.second) > 0, bool(facts.answered)
    averages = "average" if framework.means else "share"
    pages: list[tuple[bool, str, str, _Draw]] = [
        (rated and seen.how_many > 1, sheets.PICTURE, "What to be proud of, where to look first, "
         "and how themes and groups of schools compare.", lambda: picture.picture(book, seen)),
        (rated, sheets.OVERVIEW, "How all schools rated each section, with a chart.",
         lambda: overview.overview(book, facts)),
        (rated, sheets.STRENGTHS, "The statements rated highest, and those rated lowest.",
         lambda: overview.strengths_and_areas(book, facts)),
        (bool(rated and connect and connections.fits(seen)), sheets.CONNECTIONS, "Whom a school "
         "could talk to about an area for development, once both agree.",
         lambda: connections.connections(book, seen)),
        *_returns(book, facts, checks),
        *_rates(book, facts),
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
        (len(both) > 0, sheets.MODERATION, "School and reviewer side by side: how often they "
         "agree, and where a second look would help.",
         lambda: moderation.moderation(book, facts, both)),
        (bool(several), sheets.VOICES, "Where people in different roles see a school’s work "
         "differently.", lambda: voices.voices(book, framework, several)),
        (anything, sheets.ACTIONS, "One list of actions over all schools, the most pressing "
         "first.", lambda: lists.actions(book, facts)),
        (anything and lists.fits(facts), sheets.ALL_ANSWERS, "Every answer in one table, to "
         "filter and search.", lambda: lists.all_answers(book, facts)),
        (len(covers.cover_answers(facts)) > 0, sheets.COVER_ANSWERS, "Comments, and whatever else "
         "the Covers say.", lambda: covers.draw_cover_answers(book, facts)),
    ]  # fmt: skip
    return [(name, words, draw) for wanted, name, words, draw in pages if wanted]


def _change(book: Book, change: Compared | None) -> list[tuple[str, str, _Draw]]:
    """The sheets on what changed since last time."""
    if change is None:
        return []
    living = (OVER_TIME, "Each action of last time and this time once: how it stands, and what was "
              "said of it.", lambda: change_lists.actions(book, change))  # fmt: skip
    if not change.pairs:
        return [living] if len(change.actions) else []
    title = "Change: what rose, stayed and fell since last time"
    return [
        (change_lists.CHANGE, "What rose, stayed and fell since last time in each section, with "
         "charts.", lambda: change_sheet(book, change, change_lists.CHANGE, title, sheets.COVER)),
        (change_lists.SCHOOLS, "The same school by school, in alphabetical order.",
         lambda: change_lists.schools(book, change)),
        living,
        (change_lists.FRAMEWORK, "What changed in the audit itself, and what cannot be compared.",
         lambda: change_lists.framework(book, change)),
    ]  # fmt: skip


def _returns(
    book: Book, facts: Facts, checks: Sequence[log.Check]
) -> list[tuple[bool, str, str, _Draw]]:
    season = facts.season
    if season is None:
        return [(True, sheets.RETURNS, "Every file that went in, its status, and what to do about "
                 "it.", lambda: log.returns(book, facts, checks))]  # fmt: skip
    files = roll.Log(facts, season)
    return [
        (True, sheets.RETURNS, "Every school that was asked, how it stands and what to ask for.",
         lambda: roll.roll(book, files, season)),
        (bool(files.others), sheets.OTHER_FILES, "Returns of schools that are not on the list, and "
         f"every other file: {number(len(files.others), 'file')}.",
         lambda: roll.other_files(book, files)),
    ]  # fmt: skip


def _rates(book: Book, facts: Facts) -> list[tuple[bool, str, str, _Draw]]:
    season = facts.season
    if season is None:
        return []
    return [(True, sheets.RETURN_RATES, "How many have returned, by phase, type and trust.",
             lambda: standing.rates(book, season))]  # fmt: skip


def _many(number: int) -> str:
    return "nothing" if not number else "1 thing" if number == 1 else f"{number} things"
