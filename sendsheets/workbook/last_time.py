"""The two sheets of a workbook that shows last time: what was said, and the actions since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sendsheets import carried, layout, theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page, Value, area
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Plan, position
from sendsheets.model import ActionSoFar, LastRow, LastTime, Scale, Status

_TYPED = style(styles.WRAP, styles.RULE, styles.HAIR_LEFT, styles.INDENT, styles.OPEN,
               styles.AS_TEXT)  # fmt: skip
_DATE = style(styles.WRAP, styles.RULE, styles.HAIR_LEFT, styles.INDENT, styles.OPEN,
              num_format=styles.DAY)  # fmt: skip
_ID = style(styles.REF, styles.OPEN, styles.AS_TEXT, styles.WRAP)
_REF = style(styles.BOLD, styles.RULE, styles.OPEN, styles.AS_TEXT, font_color=theme.NAVY)
_PLAIN_RATING = style(styles.CENTRE, styles.WRAP, styles.RULE, font_color=theme.GREY_TEXT)
_DATES = ("due", "review")


def actions_so_far(book: Book, plan: Plan, last: LastTime) -> None:
    """Draw the actions of earlier audits, to be updated, and blank rows for more.

    For a reviewer they are there to be read.
    """
    columns = carried.ACTION_COLUMNS
    page = book.page(layout.ACTIONS_SO_FAR, theme.TAB_SECTION, [c.width for c in columns])
    page.top(*(carried.SO_FAR_TO_READ if plan.reviewing else carried.SO_FAR_TOP))
    page.put(3, 1, _source(last), styles.STATUS, overflow=True)
    page.row(3, theme.TEXT_ROW)
    links = ((layout.COVER, layout.BACK_TO_COVER), (layout.SUMMARY, layout.GO_TO_SUMMARY))
    for column, (sheet, words) in enumerate(links, position(columns, "criteria")):
        page.link(3, column, sheet, words, style(styles.LINK, styles.INDENT))
    spare = (0 if last.actions else 1) if plan.reviewing else carried.SPARE_ACTIONS
    blank = [ActionSoFar("", "", "")] * spare
    final = HEADER_ROW
    for final, action in enumerate((*last.actions, *blank), FIRST_ROW):
        _action(page, final, action, plan.reviewing)
    page.table(
        "ActionsSoFar", HEADER_ROW, [column.heading for column in columns], final - HEADER_ROW,
        layout.ACTIONS_SO_FAR, "One row for each action of an earlier audit, with cells for its "
        "status, a progress note, its impact and the dates; then blank rows.",
        [styles.HEADER if c.key in ("id", "ref") else styles.HEADER_INDENT for c in columns],
    )  # fmt: skip
    if plan.reviewing:
        page.protect()
    else:
        _typing_rules(page, final)
    page.freeze(HEADER_ROW)
    page.print(final, repeat=(HEADER_ROW, HEADER_ROW))


def _source(last: LastTime) -> str:
    count = len(last.actions)
    carried_over = "1 action" if count == 1 else f"{count} actions"
    return f"{carried_over} carried over. {last.source}".strip()


def _action(page: Page, row: int, action: ActionSoFar, to_read: bool) -> None:
    values: dict[str, Value] = {
        "id": action.id, "ref": action.ref, "action": action.action, "owner": action.owner,
        "due": action.due or action.due_raw, "status": _status(action), "note": action.note,
        "criteria": action.criteria, "impact": action.impact,
        "review": action.review or action.review_raw,
    }  # fmt: skip
    for number, column in enumerate(carried.ACTION_COLUMNS, 1):
        value = values[column.key]
        look: Style = {"id": _ID, "ref": _REF}.get(column.key, _TYPED)
        if column.key in _DATES and (isinstance(value, date) or not value):
            look = _DATE
        look = style(look, styles.FIXED, locked=True) if to_read else look
        page.put(row, number, value, look, typed=True)
    page.row(row, theme.ROW_LEAST)


def _status(action: ActionSoFar) -> str:
    return action.status.label if action.status else action.status_raw


def _typing_rules(page: Page, last: int) -> None:
    columns, sheet = carried.ACTION_COLUMNS, page.sheet
    column = position(columns, "status")
    sheet.data_validation(area(FIRST_ROW, column, last, column), {
        "validate": "list", "source": [status.label for status in Status],
        "error_type": "warning", "error_title": "Not one of the statuses",
        "error_message": "Please choose Not started, In progress, Done or Dropped. If you keep "
                         "what you typed, we will ask.",
    })  # fmt: skip
    for key in _DATES:
        column = position(columns, key)
        sheet.data_validation(area(FIRST_ROW, column, last, column), {
            "validate": "date", "criteria": "between", "minimum": date(2000, 1, 1),
            "maximum": date(2100, 1, 1), "error_type": "information",
            "error_title": "Not a date",
            "error_message": "Words such as Summer term are kept as you typed them. A year alone "
                             "turns into a wrong date: type a whole one, such as 13/02/2027.",
        })  # fmt: skip


# --- Last time -------------------------------------------------------------------------------


def last_time(book: Book, plan: Plan, last: LastTime) -> None:
    """Draw what was rated, noted and planned last time, statement by statement."""
    columns = carried.LAST_COLUMNS
    page = book.page(layout.LAST_TIME, theme.TAB_DATA, [c.width for c in columns])
    page.top(*carried.LAST_TOP)
    page.link(3, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    page.put(3, 3, carried.marked(last.source, last_digest(plan, last)), styles.STATUS,
             overflow=True)  # fmt: skip
    page.row(3, theme.TEXT_ROW)
    scales = {r.scale.id: r.scale for s in plan.framework.statements for r in s.ratings}
    rows = _shown(plan, last)
    for number, row in enumerate(rows, FIRST_ROW):
        for column, (value, look) in enumerate(_cells(row, scales), 1):
            page.put(number, column, value, look)
        page.row(number, theme.LIST_LEAST)
    final = HEADER_ROW + len(rows)
    page.table(
        "LastTime", HEADER_ROW, [column.heading for column in columns], len(rows),
        layout.LAST_TIME, "One row for each statement of last time, with its rating, evidence and "
        "action then, and what has changed about it since.", _heads(columns),
    )  # fmt: skip
    page.freeze(HEADER_ROW)
    page.protect()
    page.print(final, repeat=(HEADER_ROW, HEADER_ROW))


def _shown(plan: Plan, last: LastTime) -> list[LastRow]:
    """The rows of the sheet; those of statements that are not asked now say so."""
    asked = {statement.ref for statement in plan.statements}
    rows = last.rows or (LastRow("", "", "Nothing was said last time.", ""),)
    return [replace(row, change=row.change or carried.NOT_NOW)
            if row.ref and row.ref not in asked else row for row in rows]  # fmt: skip


def last_digest(plan: Plan, last: LastTime) -> str:
    """What the sheet says, in a few letters, by which a change to it is seen."""
    return carried.digest(last.source, (
        (row.ref, row.change, row.then, row.rating, row.evidence, row.action)
        for row in _shown(plan, last)))


def _heads(columns: Sequence[layout.Column]) -> list[Style]:
    looks: dict[str, Style] = {"rating": styles.HEADER_CENTRE, "evidence": styles.HEADER_INDENT,
                               "action": styles.HEADER_INDENT}  # fmt: skip
    return [looks.get(column.key, styles.HEADER) for column in columns]


def _cells(row: LastRow, scales: dict[str, Scale]) -> Iterator[tuple[str, Style]]:
    yield row.ref, style(styles.BOLD, styles.RULE, font_color=theme.NAVY)
    yield row.change, styles.TEXT
    yield row.then, styles.TEXT
    rated = row.level and row.scale in scales
    yield row.rating, styles.level_cell(scales[row.scale], row.level) if rated else _PLAIN_RATING
    yield row.evidence, styles.TEXT_INDENT
    yield row.action, styles.TEXT_INDENT
