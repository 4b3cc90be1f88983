"""Actions over time as a sheet, and by half-term; the action list with both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from sendsheets import theme
from sendsheets.analysis.so_far import DONE, DROPPED, OVERDUE
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import style
from sendsheets.reports.action_list import SHEET, draw_list, list_book, shown
from sendsheets.reports.listing import HOW_TO, LISTED_ROWS, Cell, Field, Styled, draw, records

OVER_TIME, BY_TERM = "Actions over time", "By half-term"

_CENTRE = styles.HEADER_CENTRE
_REF = style(styles.TEXT, styles.BOLD, font_color=theme.NAVY)
_DATE = style(styles.DATE, styles.INDENT)
_STANDING = style(styles.TEXT, styles.CENTRE)
_OVERDUE = style(_STANDING, styles.BOLD, font_color=theme.palette(3)[0].fill)
_DONE = style(_STANDING, font_color=theme.GREY_TEXT)


def actions_workbook(
    actions: pd.DataFrame, over_time: pd.DataFrame, as_at: date,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Write the list of actions, with how each came to stand so, and when they are due.

    Args:
        actions: from ``analysis.actions.actions``.
        over_time: from ``analysis.so_far.over_time``.
        as_at: the date on which overdue was judged; it dates the document too.
        names: the title of each framework by id.

    Returns:
        The finished .xlsx package: first what holds every action, then those of this time alone.
        Equal arguments give equal bytes.
    """
    book = list_book("Action list", as_at)
    page = book.page(OVER_TIME, theme.TAB_SUMMARY, [field.width for field in action_fields()])
    page.top(OVER_TIME, f"{_counted(over_time)} {HOW_TO}")
    page.link(3, 1, SHEET, "Go to Actions", styles.LINK)
    page.row(3, theme.TEXT_ROW)
    draw_over_time(page, over_time, 4)
    _by_term(book, over_time)
    draw_list(book, actions, as_at, "Written beside statements this time", names or {})
    return book.finish()


def _counted(listed: pd.DataFrame) -> str:
    counts = listed["standing"].value_counts()
    done, dropped, overdue = (int(counts.get(word, 0)) for word in (DONE, DROPPED, OVERDUE))
    rest = len(listed) - done - dropped - overdue
    return (f"{len(listed)} in all: {overdue} overdue, {rest} still open and not overdue, {done} "
            f"done, {dropped} dropped.")  # fmt: skip


def action_fields() -> list[Field]:
    """The columns of a list of actions over time."""
    indent, words = styles.HEADER_INDENT, styles.TEXT_INDENT
    return [
        Field("School", 24), Field("Action id", 11, _REF), Field("Ref", 6, _REF),
        Field("Action", 40, words, indent), Field("Owner", 15, words, indent),
        Field("Due date", 14, _DATE, indent), Field("When", 20, words, indent),
        Field("Standing", 14, _STANDING, _CENTRE), Field("Status", 13, _STANDING, _CENTRE),
        Field("Progress note", 40, words, indent), Field("Success criteria", 24, words, indent),
        Field("Impact", 24, words, indent), Field("Review date", 14, _DATE, indent),
        Field("Before, and not in the note", 26, words, indent),
    ]  # fmt: skip


def draw_over_time(page: Page, listed: pd.DataFrame, header: int) -> None:
    """Draw actions over time from a row to the end of a sheet, on A3."""
    rows = (_action(row) for row in records(listed.head(LISTED_ROWS)))
    last = draw(page, "ActionsOverTime", header, action_fields(), rows, OVER_TIME,
                "One row for each action: how it stands now, its dates, its notes, and what was "
                "said of it before.", filters=True, nothing="No actions.",
                least=theme.LIST_LEAST)  # fmt: skip
    page.freeze(header)
    page.print(last, repeat=(header, header), a3=True)


def _action(row: dict[str, Any]) -> list[Cell]:
    standing = str(row["standing"])
    look = _OVERDUE if standing == OVERDUE else _DONE if standing == DONE else _STANDING
    texts = {key: shown(str(row[key])) for key in (
        "action", "owner", "progress_note", "success_criteria", "impact")}
    return [
        str(row["school"]), str(row["action_id"]), str(row["ref"]), texts["action"],
        texts["owner"], _day(row["due"], str(row["due_raw"])), str(row["due_term"]),
        Styled(standing, look), str(row["status"]), texts["progress_note"],
        texts["success_criteria"], texts["impact"],
        _day(row["review"], str(row["review_raw"])), shown(_before(row)),
    ]  # fmt: skip


def _before(row: dict[str, Any]) -> str:
    """The lines of the history that the note does not tell already: they begin with their day."""
    note = str(row["progress_note"])
    lines = str(row["history"]).splitlines()
    return "\n".join(line for line in lines if line.partition(":")[0] + ":" not in note)


def _day(value: object, raw: str) -> Cell:
    return value.date() if isinstance(value, pd.Timestamp) else shown(raw)


# --- by half-term ----------------------------------------------------------------------------


def _by_term(book: Book, listed: pd.DataFrame) -> None:
    """Draw how many actions and reviews fall in each half-term, or month, in order of time."""
    numbers = [Field(word, 14, styles.NUMBER, _CENTRE)
               for word in ("Actions due", "Of these overdue", "Reviews")]  # fmt: skip
    fields = [Field("When", 40), *numbers]
    page = book.page(BY_TERM, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top(BY_TERM, "Open actions and reviews by half-term; by month where no term dates are "
             "known.")  # fmt: skip
    page.link(3, 1, OVER_TIME, f"Go to {OVER_TIME}", styles.LINK)
    page.row(3, theme.TEXT_ROW)
    rows = by_term(listed)
    last = draw(page, "ByHalfTerm", 4, fields, rows, BY_TERM,
                "One row for each half-term or month: how many actions and reviews fall in it.",
                nothing="No dates.")  # fmt: skip
    page.print(last, repeat=(4, 4))


def by_term(listed: pd.DataFrame) -> list[list[Cell]]:
    """How many open actions are due, and reviewed, in each half-term: words and three numbers."""
    still = listed[~listed["standing"].isin([DONE, DROPPED])]
    found: dict[str, list[int]] = {}
    first: dict[str, pd.Timestamp] = {}
    for row in records(still):
        for key, place in (("due", 0), ("review", 2)):
            day, words = row[key], str(row[f"{key}_term"])
            if isinstance(day, pd.Timestamp):
                counts = found.setdefault(words, [0, 0, 0])
                counts[place] += 1
                counts[1] += key == "due" and row["standing"] == OVERDUE
                first[words] = min(first.get(words, day), day)
    return [[words, *found[words]] for words in sorted(found, key=lambda words: first[words])]
