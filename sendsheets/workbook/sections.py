"""The sheets that schools type in: one a section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from sendsheets import layout, review_layout, theme
from sendsheets.drawing import rules, styles
from sendsheets.drawing.book import Book, Page, area, letter
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Column, Plan, position, statement_text
from sendsheets.model import Kind, Priority, Scale, Section, Statement
from sendsheets.workbook.answers import Answer
from sendsheets.workbook.formulas import Formulas

_RATING = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.BOX, styles.OPEN, styles.AS_TEXT)
_NOT_ASKED = style(styles.FIXED, styles.RULE, styles.CENTRE, font_color=theme.GREY_TEXT)
_TYPED = style(styles.WRAP, styles.RULE, styles.HAIR_LEFT, styles.INDENT, styles.OPEN,
               styles.AS_TEXT)  # fmt: skip
_DUE = style(styles.WRAP, styles.RULE, styles.HAIR_LEFT, styles.INDENT, styles.OPEN,
             num_format=styles.DAY)  # fmt: skip
_KIND = style(styles.STATEMENT, font_color=theme.GREY_TEXT)
LAST = style(styles.STATEMENT, styles.INDENT, font_color=theme.GREY_TEXT)

_CENTRED = (
    "rating", "second", "school_rating", "reviewer_rating", "level", "second_level",
    "strength_order", "area_order", "priority_order", "action_order", "agreed_rating", "shows",
)  # fmt: skip
_PLAIN = ("ref", "kind", "statement", "label", "section", "number", "place", "refs")
_READ_ONLY = (*_PLAIN, "last")

_EARLIEST_DUE = 36526
"""1 January 2000 as Excel counts: a year typed alone becomes a day of 1905."""


def header_looks(columns: Sequence[Column]) -> list[Style]:
    """The look of each heading: centred over ratings, indented over typed text."""
    return [
        styles.HEADER_CENTRE if column.key in _CENTRED
        else styles.HEADER if column.key in _PLAIN else styles.HEADER_INDENT
        for column in columns
    ]  # fmt: skip


def section_sheet(book: Book, plan: Plan, section: Section, formulas: Formulas) -> None:
    """Draw one section: its statements, and the cells for rating, evidence and action."""
    columns = layout.section_columns(plan.framework, plan.shows_then)
    page = book.page(section.sheet, theme.TAB_SECTION, [column.width for column in columns])
    title, purpose = layout.section_top(section)
    page.top(title, review_layout.SCHOOLS_OWN if plan.reviewing else purpose)
    page.put(3, 1, formulas.section_status(section), styles.STATUS, overflow=True)
    page.row(3, theme.TEXT_ROW)
    names = plan.sheets
    following = names[names.index(section.sheet) + 1]
    ways = [(layout.COVER, layout.BACK_TO_COVER), (layout.SUMMARY, layout.GO_TO_SUMMARY)]
    if following != layout.SUMMARY:
        ways.append((following, f"{layout.NEXT}{following}"))
    links(page, columns, "evidence", ways)
    for row, statement in enumerate(section.statements, FIRST_ROW):
        _statement(page, columns, row, statement, formulas.answers.of(statement.ref), plan)
    page.table(
        f"Section{section.number}", HEADER_ROW, [column.heading for column in columns],
        len(section.statements), f"Section {section.number}: {section.title}",
        "One row for each statement, with cells for a rating, evidence, an action, its "
        "priority, owner and due date.", header_looks(columns),
    )  # fmt: skip
    last = HEADER_ROW + len(section.statements)
    rating_rules(page, columns, section.statements)
    _typing_rules(page, columns, last)
    _open_question_notes(page, columns, section.statements)
    book.name(f"Ratings_{section.number}", section.sheet,
              area(FIRST_ROW, position(columns, "rating"), last, position(columns, "rating")))
    page.freeze(HEADER_ROW)
    if plan.reviewing:
        page.protect()
    page.print(last, repeat=(HEADER_ROW, HEADER_ROW))


def links(
    page: Page, columns: Sequence[Column], key: str, ways: Iterable[tuple[str, str]]
) -> None:
    """Write links to other sheets in row 3, from a column on."""
    for column, (sheet, words) in enumerate(ways, position(columns, key)):
        page.link(3, column, sheet, words, style(styles.LINK, styles.INDENT))


def _statement(
    page: Page, columns: Sequence[Column], row: int, statement: Statement, answer: Answer,
    plan: Plan,
) -> None:
    values: dict[str, str | date | None] = {
        "ref": statement.ref, "statement": statement_text(statement),
        "kind": plan.framework.kind_words(statement.kind).label,
        "rating": answer.rating, "second": answer.second, "evidence": answer.evidence,
        "action": answer.action, "priority": answer.priority, "owner": answer.owner,
        "due": answer.due, "last": answer.last,
    }  # fmt: skip
    looks: dict[str, Style] = {
        "ref": styles.REF, "statement": styles.STATEMENT, "kind": _KIND, "rating": _RATING,
        "second": _RATING if len(statement.ratings) > 1 else _NOT_ASKED,
        "due": _DUE if isinstance(answer.due, date) or not answer.due else _TYPED, "last": LAST,
    }  # fmt: skip
    for number, column in enumerate(columns, 1):
        look = looks.get(column.key, _TYPED)
        look = style(look, styles.FIXED, locked=True) if plan.reviewing else look
        page.put(row, number, values[column.key], look, typed=column.key not in _READ_ONLY)
    page.row(row, theme.ROW_LEAST)


def runs(statements: Sequence[Statement], slot: int) -> Iterable[tuple[int, int, Scale]]:
    """The runs of rows that share the scale of their first (0) or second (1) rating."""
    keyed = [(row, s.ratings[slot].scale if len(s.ratings) > slot else None)
             for row, s in enumerate(statements, FIRST_ROW)]  # fmt: skip
    for scale, run in groupby(keyed, key=lambda pair: pair[1]):
        rows = [row for row, _ in run]
        if scale:
            yield rows[0], rows[-1], scale


def rating_rules(
    page: Page, columns: Sequence[Column], statements: Sequence[Statement],
    keys: tuple[str, ...] = ("rating", "second"),
) -> None:
    """Offer the levels in columns of ratings and colour what is chosen."""
    for slot, key in enumerate(keys):
        if key not in {column.key for column in columns}:
            continue
        column = position(columns, key)
        offered: list[str] = []
        for first, last, scale in runs(statements, slot):
            rules.colour_ratings(page, column, first, last, scale, check=True)
            choices = rules.choices(scale)
            offered += [choice for choice in choices if choice not in offered]
            page.sheet.data_validation(area(first, column, last, column), {
                "validate": "list", "source": choices, "error_type": "warning",
                "error_title": "Not one of the ratings",
                "error_message": _fitting(
                    f"Please choose {_and(choices, 'or')}. If you keep what you typed, it will "
                    "show in purple as “to check”.",
                    "Please choose from the list. If you keep what you typed, it will show in "
                    "purple as “to check”.", 225),
            })  # fmt: skip
        if offered:
            tail = "Alt and Down arrow opens the list. Leave blank if not yet judged."
            words = f"Choose {_and(offered, 'or')}. {tail}"
            if len({scale.id for *_, scale in runs(statements, slot)}) > 1:
                words = f"Choose from the list; each kind of statement has its own. {tail}"
            _header_note(page, column, columns[column - 1].heading,
                         _fitting(words, f"Choose from the list. {tail}", 255))


def _fitting(full: str, short: str, longest: int) -> str:
    return full if len(full) <= longest else short


def _and(words: Sequence[str], joint: str = "and") -> str:
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _header_note(page: Page, column: int, title: str, words: str) -> None:
    page.sheet.data_validation(area(HEADER_ROW, column, HEADER_ROW, column), {
        "validate": "any", "input_title": title[:32], "input_message": words,
    })  # fmt: skip


def _typing_rules(page: Page, columns: Sequence[Column], last: int) -> None:
    priority, due = position(columns, "priority"), position(columns, "due")
    where = area(FIRST_ROW, priority, last, priority)
    page.sheet.data_validation(where, {
        "validate": "list", "source": [p.label for p in Priority], "error_type": "warning",
        "error_title": "Not one of the priorities",
        "error_message": "Please choose High, Medium or Low. If you keep what you typed, the "
                         "action will be listed last.",
    })  # fmt: skip
    page.sheet.conditional_format(where, {
        "type": "formula", "criteria": f'=TRIM(${letter(priority)}{FIRST_ROW})="High"',
        "format": page.book.look({"bold": True}),
    })  # fmt: skip
    page.sheet.data_validation(area(FIRST_ROW, due, last, due), {
        "validate": "date", "criteria": "between", "minimum": date(2000, 1, 1),
        "maximum": date(2100, 1, 1), "error_type": "information", "error_title": "Not a date",
        "error_message": "Words such as Summer term are kept as you typed them. A year alone "
                         "turns into a wrong date: type a whole one, such as 13/02/2027.",
    })  # fmt: skip
    cell = f"${letter(due)}{FIRST_ROW}"
    page.sheet.conditional_format(area(FIRST_ROW, due, last, due), {
        "type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}<{_EARLIEST_DUE})",
        "format": page.book.look(rules.CHECK_LOOK),
    })  # fmt: skip
    _header_note(page, due, "Due date", "A date such as 13/02/2027, or a term.")


def _open_question_notes(
    page: Page, columns: Sequence[Column], statements: Sequence[Statement]
) -> None:
    column = position(columns, "evidence")
    for row, statement in enumerate(statements, FIRST_ROW):
        if statement.kind is Kind.OPEN:
            page.sheet.data_validation(area(row, column, row, column), {
                "validate": "any", "input_title": "Open question",
                "input_message": "Write your answer here, then choose Answered.",
            })  # fmt: skip
