"""The action list over any number of returns, as a workbook and as rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from sendsheets import theme
from sendsheets.analysis.actions import NO_ACTION, NO_DATE, OVERDUE, PLANNED
from sendsheets.drawing import fit, styles
from sendsheets.drawing.book import Book, Page, Value
from sendsheets.drawing.styles import Style, style
from sendsheets.model import REPORT_PROPERTY
from sendsheets.reports.listing import (
    HOW_TO,
    LISTED_ROWS,
    LONGEST_SHOWN,
    Cell,
    Field,
    Styled,
    draw,
    records,
)
from sendsheets.reports.names import voice_names

SHEET = "Actions"
SUMMARY = "Summary"

_HIGH = style(styles.TEXT_INDENT, styles.BOLD)
_STATUS = style(styles.TEXT, styles.CENTRE)
_OVERDUE = style(_STATUS, styles.BOLD, font_color=theme.palette(3)[0].fill)
_NO_ACTION = style(_STATUS, font_color=theme.GREY_TEXT)
_PLAIN_RATING = style(styles.TEXT, styles.CENTRE, font_color=theme.GREY_TEXT)
_CUT = " (The rest is in the school’s return.)"


def action_list_workbook(
    actions: pd.DataFrame, as_at: date, title: str = "Action list",
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Write one list of actions over any number of returns and frameworks.

    Args:
        actions: from ``analysis.actions.actions``; its order is kept.
        as_at: the date on which overdue was judged; it dates the document too.
        title: the title of the list.
        names: the title of each framework by id, shown where there are several.

    Returns:
        The finished .xlsx package. Equal arguments give equal bytes.
    """
    book = list_book(title, as_at)
    draw_list(book, actions, as_at, title, names or {})
    return book.finish()


def list_book(title: str, as_at: date) -> Book:
    """A workbook for a list of actions, without a sheet yet."""
    return Book(title, f"Actions as at {_day(as_at)}", as_at,
                keywords="SEND, actions", custom={REPORT_PROPERTY: "action list"})  # fmt: skip


def draw_list(
    book: Book, actions: pd.DataFrame, as_at: date, title: str, names: Mapping[str, str]
) -> None:
    """Draw the list of actions, and how many each school has."""
    listed = _named(actions)
    _actions_sheet(book, listed, as_at, title, names)
    _summary(book, listed, as_at)


def _named(actions: pd.DataFrame) -> pd.DataFrame:
    """Give every school the name that tells its returns apart."""
    # An action does not hold its file; the number of its return tells equal ones apart.
    known = voice_names(actions.assign(file=""))
    return actions.assign(school=actions["return_no"].map(known).astype("str"))


def _actions_sheet(
    book: Book, actions: pd.DataFrame, as_at: date, title: str, names: Mapping[str, str]
) -> None:
    several = actions["framework"].nunique() > 1
    fields = action_fields(several)
    page = book.page(SHEET, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top(title, f"{counted(actions, as_at)} {HOW_TO}")
    page.link(3, 1, SUMMARY, "Go to Summary", styles.LINK)
    page.row(3, theme.TEXT_ROW)
    draw_actions(page, actions, fields, names if several else None)


def action_fields(framework: bool = False) -> list[Field]:
    """The columns of a list of actions."""
    indent, centre = styles.HEADER_INDENT, styles.HEADER_CENTRE
    return [
        Field("School", 27), *([Field("Framework", 20)] if framework else []),
        Field("Ref", 6, style(styles.TEXT, styles.BOLD, font_color=theme.NAVY)),
        Field("Statement", 46), Field("Rating", 14.5, _PLAIN_RATING, centre),
        Field("Action", 46, styles.TEXT_INDENT, indent),
        Field("Priority", 10, styles.TEXT_INDENT, indent),
        Field("Owner", 17, styles.TEXT_INDENT, indent),
        Field("Due date", 15, style(styles.DATE, styles.INDENT), indent),
        Field("Status", 12.5, _STATUS, centre),
    ]  # fmt: skip


def draw_actions(
    page: Page, actions: pd.DataFrame, fields: Sequence[Field],
    names: Mapping[str, str] | None = None,
) -> None:
    """Draw a list of actions from row 4 of a sheet, with filter, freeze and print.

    Args:
        page: the sheet.
        actions: from ``analysis.actions.actions``.
        fields: from ``action_fields``.
        names: the frameworks' titles by id, where there is a column for them.
    """
    last = draw(page, "Actions", 4, fields, _rows(actions.head(LISTED_ROWS), names),
                "Actions", "One row for each action, and for each rating that asks for one and "
                "has none: school, statement, rating, action, priority, owner, due date, status.",
                filters=True, nothing="No actions.", least=theme.LIST_LEAST)  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))


_SHOWN = (
    "framework", "statement", "statutory", "priority", "priority_raw", "school", "ref", "rank",
    "levels", "rating", "action", "owner", "due", "due_raw", "status",
)  # fmt: skip


def _rows(actions: pd.DataFrame, names: Mapping[str, str] | None) -> Iterator[list[Cell]]:
    for row in records(actions, _SHOWN):
        which: list[Cell] = []
        if names is not None:
            which = [names.get(str(row["framework"]), str(row["framework"]))]
        statement = str(row["statement"]) + (" (Statutory)" if row["statutory"] else "")
        priority = str(row["priority"] or row["priority_raw"])
        yield [
            str(row["school"]), *which, str(row["ref"]), statement, _rating(row),
            shown(str(row["action"])),
            Styled(priority, _HIGH) if priority == "High" else priority,
            shown(str(row["owner"])), _due(row), status_cell(str(row["status"])),
        ]  # fmt: skip


def _rating(row: Mapping[str, Any]) -> Styled:
    rank, levels = row["rank"], row["levels"]
    if not isinstance(rank, int) or not isinstance(levels, int):
        return Styled("Not rated", _PLAIN_RATING)
    return Styled(str(row["rating"]), rating_look(levels, rank))


@cache
def rating_look(levels: int, rank: int) -> Style:
    """The look of a rating by how many levels its scale has and its rank among them."""
    shade = theme.palette(levels)[rank - 1]
    return style(styles.TEXT, styles.CENTRE, styles.BOLD, bg_color=shade.fill,
                 font_color=shade.text)  # fmt: skip


def _due(row: Mapping[str, Any]) -> Value:
    due = row["due"]
    if isinstance(due, pd.Timestamp):
        return due.date()
    return shown(str(row["due_raw"]))


def status_cell(status: str) -> Styled:
    """A status in words; overdue is coloured too."""
    if status == OVERDUE:
        return Styled(status, _OVERDUE)
    if status == NO_ACTION:
        return Styled(status, _NO_ACTION)
    return Styled(status, _STATUS)


def shown(text: str) -> str:
    """A text as a list shows it: from its start, with where to find the rest if it is long."""
    return text if len(text) <= LONGEST_SHOWN else fit.cut(text, LONGEST_SHOWN) + _CUT


def counted(actions: pd.DataFrame, as_at: date) -> str:
    """How many actions there are, in a sentence or two."""
    waiting = int((actions["status"] == NO_ACTION).sum())
    overdue = int((actions["status"] == OVERDUE).sum())
    total = len(actions) - waiting
    said = f"{_many(total, 'action')}, {overdue} overdue on {_day(as_at)}."
    if waiting:
        asks = "asks for an action and has" if waiting == 1 else "ask for an action and have"
        said += f" Then {_many(waiting, 'rating')} that {asks} none."
    if len(actions) > LISTED_ROWS:
        said += f" The first {LISTED_ROWS} are listed here; the CSV file has all."
    return said


# --- Summary ---------------------------------------------------------------------------------

_STATUSES = (OVERDUE, PLANNED, NO_DATE, NO_ACTION)


def _summary(book: Book, actions: pd.DataFrame, as_at: date) -> None:
    headings = [Field(word, 14, styles.NUMBER, styles.HEADER_CENTRE) for word in _STATUSES]
    fields = [Field("School", 46), *headings]
    page = book.page(SUMMARY, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top("Summary", f"How many actions each school has, as at {_day(as_at)}.")
    page.link(3, 1, SHEET, "Go to Actions", styles.LINK)
    page.put(3, 2, "Alphabetical. For professional discussion, not for ranking schools.",
             styles.SUBTITLE, overflow=True)  # fmt: skip
    page.row(3, theme.TEXT_ROW)
    table = pd.crosstab(actions["school"], actions["status"]).reindex(
        columns=_STATUSES, fill_value=0
    )
    schools = sorted(table.index, key=lambda name: (str(name).casefold(), str(name)))
    rows: list[list[Cell]] = [
        [str(name), *(int(count) for count in table.loc[name])] for name in schools
    ]
    last = draw(page, "ActionSummary", 4, fields, rows, "Actions by school",
                "One row for each school: how many actions have each status.",
                nothing="No actions.")  # fmt: skip
    page.print(last, repeat=(4, 4))


def _many(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
