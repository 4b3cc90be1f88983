"""The lists that fill themselves: Strengths and areas, Action plan, All statements."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sendsheets import captions, layout, theme
from sendsheets.drawing import rules, styles
from sendsheets.drawing.book import Book, Live, Page, area, letter
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Plan, position
from sendsheets.model import Kind, Scale
from sendsheets.workbook.formulas import Formulas
from sendsheets.workbook.sections import header_looks

_RATING = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.RULE)


def strengths_and_areas(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw two lists that fill themselves: strengths, and areas for development."""
    page = book.page(layout.STRENGTHS, theme.TAB_SUMMARY,
                     [column.width for column in captions.STRENGTH_COLUMNS])  # fmt: skip
    purpose = captions.CALCULATED
    if plan.other_counts:
        purpose = captions.PRACTICE_ONLY
        page.link(3, 4, layout.OTHER_ANSWERS, captions.go_to(layout.OTHER_ANSWERS), styles.LINK)
    page.top(captions.STRENGTHS_TITLE, purpose)
    page.link(3, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    page.row(3, theme.TEXT_ROW)
    scored = sum(s.kind.is_scored for s in plan.statements)
    rows = min(layout.LIST_ROWS, max(1, scored))
    lists = (
        ("Strengths", captions.STRENGTHS, "strength_order", captions.STRENGTH_COLUMNS),
        ("AreasForDevelopment", captions.AREAS, "area_order", captions.AREA_COLUMNS),
    )
    row = HEADER_ROW
    for name, title, order, columns in lists:
        if row > HEADER_ROW:
            page.break_before(row)
        page.heading(row, title)
        page.put(row + 1, 1, formulas.list_line(order, rows), styles.SUBTITLE, overflow=True)
        page.row(row + 1, theme.TEXT_ROW)
        first = row + 3
        for place in range(1, rows + 1):
            number = first + place - 1
            for at, column in enumerate(columns, 1):
                cell = formulas.listed(order, place, number, column.key, first)
                page.put(number, at, cell, _list_look(column.key))
            page.row(number, theme.SHOWN_LEAST)
        page.table(name, row + 2, [column.heading for column in columns], rows, title,
                   f"Fills itself: {title.lower()}, with each statement’s rating.",
                   header_looks(columns))  # fmt: skip
        _colour(page, 4, first, first + rows - 1, (plan.framework.scale_of(Kind.PRACTICE),))
        row = first + rows
    page.protect()
    page.print(row - 1)


def _list_look(key: str) -> Style:
    looks: dict[str, Style] = {
        "ref": style(styles.BOLD, styles.RULE, font_color=theme.NAVY), "rating": _RATING,
        "evidence": styles.TEXT_INDENT, "action": styles.TEXT_INDENT,
    }  # fmt: skip
    return looks.get(key, styles.TEXT)


def _colour(page: Page, column: int, first: int, last: int, scales: Sequence[Scale]) -> None:
    for scale in scales:
        rules.colour_ratings(page, column, first, last, scale)


def action_plan(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the Action plan: every action of the sections, highest priority first."""
    columns = captions.PLAN_COLUMNS
    page = book.page(layout.ACTION_PLAN, theme.TAB_SUMMARY, [column.width for column in columns])
    page.top(layout.ACTION_PLAN, captions.PLAN_PURPOSE)
    rows = min(layout.PLAN_ROWS, len(plan.statements))
    page.put(3, 1, formulas.actions_line(rows), styles.STATUS, overflow=True)
    page.row(3, theme.TEXT_ROW)
    page.link(3, 5, layout.COVER, layout.BACK_TO_COVER, style(styles.LINK, styles.INDENT))
    page.link(3, 6, layout.SUMMARY, layout.GO_TO_SUMMARY, style(styles.LINK, styles.INDENT))
    last = FIRST_ROW + rows - 1
    plain = {key: value for key, value in styles.TEXT.items() if not key.startswith("bottom")}
    looks: dict[str, Style] = {
        "number": plain, "ref": style(plain, styles.BOLD, font_color=theme.NAVY),
        "label": plain, "rating": style(plain, styles.BOLD, styles.CENTRE),
        "action": style(plain, styles.INDENT), "priority": style(plain, styles.INDENT),
        "owner": style(plain, styles.INDENT),
        "due": style(plain, styles.INDENT, num_format=styles.DAY),
    }  # fmt: skip
    for place in range(1, rows + 1):
        row = FIRST_ROW + place - 1
        page.put(row, 1, formulas.action_number(place, row), looks["number"])
        for at, column in enumerate(columns[1:], 2):
            cell = formulas.listed("action_order", place, row, column.key, FIRST_ROW)
            page.put(row, at, cell, looks[column.key])
        page.row(row, theme.SHOWN_LEAST)
    page.table("ActionPlan", HEADER_ROW, [column.heading for column in columns], rows,
               layout.ACTION_PLAN,
               "Fills itself: every action, with its statement, rating, priority, owner and date.",
               header_looks(columns))  # fmt: skip
    scales = {plan.framework.scale_of(kind).id: plan.framework.scale_of(kind)
              for kind in plan.kinds}  # fmt: skip
    rules.colour_mixed_ratings(page, 4, FIRST_ROW, last, tuple(scales.values()))
    _bold_high(page, 6, FIRST_ROW, last)
    # The ratings apart and last: LibreOffice applies to a cell the first rule that fits.
    for left, right in ((1, 3), (5, len(columns)), (4, 4)):
        page.sheet.conditional_format(area(FIRST_ROW, left, last, right), {
            "type": "formula", "criteria": f'=$B{FIRST_ROW}<>""',
            "format": book.look({"bottom": 1, "bottom_color": theme.ROW_LINE}),
        })  # fmt: skip
    page.freeze(HEADER_ROW)
    page.protect()
    page.print(last, repeat=(HEADER_ROW, HEADER_ROW))


def _bold_high(page: Page, column: int, first: int, last: int) -> None:
    page.sheet.conditional_format(area(first, column, last, column), {
        "type": "formula", "criteria": f'=TRIM(${letter(column)}{first})="High"',
        "format": page.book.look({
            "bold": True, "bottom": 1, "bottom_color": theme.ROW_LINE,
        }),
    })  # fmt: skip


# --- All statements --------------------------------------------------------------------------


def all_statements(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw All statements: every answer in one table, and the numbers the other sheets use."""
    columns = layout.all_statements_columns(plan.framework)
    page = book.page(layout.ALL_STATEMENTS, theme.TAB_DATA, [column.width for column in columns])
    page.top(layout.ALL_STATEMENTS, captions.EVERY_PURPOSE)
    page.put(3, 1, captions.CALCULATED, styles.SUBTITLE, overflow=True)
    page.row(3, theme.TEXT_ROW)
    number = style(styles.NUMBER, num_format="General")
    looks: dict[str, Style] = {
        "ref": styles.REF, "rating": _RATING, "second": _RATING,
        **dict.fromkeys(("section", "kind", "statement", "label"), styles.TEXT),
        "due": style(styles.DATE, styles.INDENT),
    }  # fmt: skip
    for row in formulas.rows:
        for place, column in enumerate(columns, 1):
            cell: Live | str | None
            if column.key == "ref":
                cell = row.statement.ref
            elif column.key == "section":
                cell = row.section.sheet
            elif column.key == "label":
                cell = row.statement.label
            elif column.key == "kind":
                cell = plan.framework.kind_words(row.statement.kind).label
            elif column.key in _NUMBERS:
                cell = getattr(formulas, column.key)(row)
            else:
                cell = formulas.looked_up(row, column.key)
            look = number if column.key in _NUMBERS else looks.get(column.key, styles.TEXT_INDENT)
            page.put(row.number, place, cell, look)
        page.row(row.number, theme.SHOWN_LEAST + theme.LINE[theme.BODY])
    page.table("AllStatements", HEADER_ROW, [column.heading for column in columns],
               len(formulas.rows), "All statements",
               "One row for each statement, with every answer and the numbers behind the Summary.",
               header_looks(columns), filters=True)  # fmt: skip
    for slot, key in enumerate(("rating", "second")):
        scaled = [(row.number, row.statement.ratings[slot].scale)
                  for row in formulas.rows if len(row.statement.ratings) > slot]  # fmt: skip
        for scale, run in groupby(scaled, key=lambda pair: pair[1]):
            numbers = [number for number, _ in run]
            _colour(page, position(columns, key), numbers[0], numbers[-1], (scale,))
    page.freeze(HEADER_ROW)
    page.protect()
    last = position(columns, "due")
    page.print(formulas.last, columns=last, repeat=(HEADER_ROW, HEADER_ROW))


_NUMBERS = ("level", "second_level", "strength_order", "area_order", "priority_order",
            "action_order")  # fmt: skip
