"""The sheets that schools type in: one a section, and the reviewer's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from sendsheets import layout, theme
from sendsheets.drawing import rules, styles
from sendsheets.drawing.book import Book, Live, Page, Value, area, letter
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Column, Plan, position, statement_text
from sendsheets.model import Kind, Priority, Scale, Section, Statement
from sendsheets.workbook.answers import Answer
from sendsheets.workbook.formulas import HIGHER_LOWER, LESS_MORE, Formulas

_RATING = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.BOX, styles.OPEN, styles.AS_TEXT)
_NOT_ASKED = style(styles.FIXED, styles.RULE, styles.CENTRE, font_color=theme.GREY_TEXT)
_TYPED = style(styles.WRAP, styles.RULE, styles.HAIR_LEFT, styles.INDENT, styles.OPEN,
               styles.AS_TEXT)  # fmt: skip
_DUE = style(styles.WRAP, styles.RULE, styles.HAIR_LEFT, styles.INDENT, styles.OPEN,
             num_format=styles.DAY)  # fmt: skip
_KIND = style(styles.STATEMENT, font_color=theme.GREY_TEXT)
_SHOWN = style(styles.STATEMENT, styles.INDENT)
_LAST = style(styles.STATEMENT, styles.INDENT, font_color=theme.GREY_TEXT)
_SHOWN_RATING = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.FIXED, styles.RULE)

_CENTRED = (
    "rating", "second", "school_rating", "reviewer_rating", "level", "second_level",
    "strength_order", "area_order", "priority_order", "action_order",
)  # fmt: skip
_PLAIN = ("ref", "kind", "statement", "label", "section", "number")
_READ_ONLY = (*_PLAIN, "last")

_EARLIEST_DUE = 36526
"""1 January 2000 as Excel counts: a year typed alone becomes a day of 1905."""

_REVIEW_LEAST = 87.0
"""Five lines: room for what the Peer review sheet shows of the school's evidence."""


def header_looks(columns: Sequence[Column]) -> list[Style]:
    """The look of each heading: centred over ratings, indented over typed text."""
    return [
        styles.HEADER_CENTRE if column.key in _CENTRED
        else styles.HEADER if column.key in _PLAIN else styles.HEADER_INDENT
        for column in columns
    ]  # fmt: skip


def section_sheet(book: Book, plan: Plan, section: Section, formulas: Formulas) -> None:
    """Draw one section: its statements, and the cells for rating, evidence and action."""
    columns = layout.section_columns(plan.framework, plan.previous)
    page = book.page(section.sheet, theme.TAB_SECTION, [column.width for column in columns])
    page.top(*layout.section_top(section))
    page.put(3, 1, formulas.section_status(section), styles.STATUS, overflow=True)
    page.row(3, theme.TEXT_ROW)
    names = plan.sheets
    following = names[names.index(section.sheet) + 1]
    links = [(layout.COVER, layout.BACK_TO_COVER), (layout.SUMMARY, layout.GO_TO_SUMMARY)]
    if following != layout.SUMMARY:
        links.append((following, f"{layout.NEXT}{following}"))
    _links(page, columns, "evidence", links)
    for row, statement in enumerate(section.statements, FIRST_ROW):
        _statement(page, columns, row, statement, formulas.answers.of(statement.ref), plan)
    page.table(
        f"Section{section.number}", HEADER_ROW, [column.heading for column in columns],
        len(section.statements), f"Section {section.number}: {section.title}",
        "One row for each statement, with cells for a rating, evidence, an action, its "
        "priority, owner and due date.", header_looks(columns),
    )  # fmt: skip
    last = HEADER_ROW + len(section.statements)
    _rating_rules(page, columns, section.statements)
    _typing_rules(page, columns, last)
    _open_question_notes(page, columns, section.statements)
    book.name(f"Ratings_{section.number}", section.sheet,
              area(FIRST_ROW, position(columns, "rating"), last, position(columns, "rating")))
    page.freeze(HEADER_ROW)
    page.print(last, repeat=(HEADER_ROW, HEADER_ROW))


def _links(
    page: Page, columns: Sequence[Column], key: str, links: Iterable[tuple[str, str]]
) -> None:
    for column, (sheet, words) in enumerate(links, position(columns, key)):
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
        "due": _DUE if isinstance(answer.due, date) or not answer.due else _TYPED, "last": _LAST,
    }  # fmt: skip
    for number, column in enumerate(columns, 1):
        page.put(row, number, values[column.key], looks.get(column.key, _TYPED),
                 typed=column.key not in _READ_ONLY)  # fmt: skip
    page.row(row, theme.ROW_LEAST)


def _runs(statements: Sequence[Statement], slot: int) -> Iterable[tuple[int, int, Scale]]:
    """The runs of rows that share the scale of their first (0) or second (1) rating."""
    keyed = [(row, s.ratings[slot].scale if len(s.ratings) > slot else None)
             for row, s in enumerate(statements, FIRST_ROW)]  # fmt: skip
    for scale, run in groupby(keyed, key=lambda pair: pair[1]):
        rows = [row for row, _ in run]
        if scale:
            yield rows[0], rows[-1], scale


def _rating_rules(
    page: Page, columns: Sequence[Column], statements: Sequence[Statement],
    keys: tuple[str, ...] = ("rating", "second"),
) -> None:
    for slot, key in enumerate(keys):
        if key not in {column.key for column in columns}:
            continue
        column = position(columns, key)
        offered: list[str] = []
        for first, last, scale in _runs(statements, slot):
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
            if len({scale.id for *_, scale in _runs(statements, slot)}) > 1:
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


# --- peer review -----------------------------------------------------------------------------


def peer_review(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the reviewer's sheet: the school's ratings to read, the reviewer's to fill in."""
    columns = layout.peer_review_columns(plan.framework)
    page = book.page(layout.PEER_REVIEW, theme.TAB_REVIEW, [column.width for column in columns])
    page.top(layout.PEER_REVIEW, layout.REVIEW_PURPOSE)
    reviewed = {s.ref for s in plan.reviewed}
    rows = [row for row in formulas.rows if row.statement.ref in reviewed]
    last = HEADER_ROW + len(rows)
    comparison = position(columns, "comparison")
    page.put(3, 1, formulas.comparisons_line(area(FIRST_ROW, comparison, last, comparison)),
             styles.STATUS, overflow=True)  # fmt: skip
    page.row(3, theme.TEXT_ROW)
    _links(page, columns, "school_evidence", ((layout.COVER, layout.BACK_TO_COVER),))
    rating = letter(position(columns, "reviewer_rating"))
    for number, row in enumerate(rows, FIRST_ROW):
        answer = row.answer
        values: dict[str, Value | Live] = {
            "ref": row.statement.ref, "statement": statement_text(row.statement),
            "kind": plan.framework.kind_words(row.statement.kind).label,
            "school_rating": formulas.reviewed(row, number, "rating"),
            "school_evidence": formulas.reviewed(row, number, "evidence"),
            "reviewer_rating": answer.reviewer_rating,
            "comparison": formulas.comparison(row, number, f"${rating}{number}"),
            "reviewer_comment": answer.reviewer_comment,
            "line_of_enquiry": answer.line_of_enquiry,
        }  # fmt: skip
        looks: dict[str, Style] = {
            "ref": styles.REF, "statement": styles.STATEMENT, "kind": _KIND,
            "school_rating": _SHOWN_RATING, "school_evidence": _SHOWN,
            "reviewer_rating": _RATING, "comparison": _SHOWN,
        }  # fmt: skip
        for place, column in enumerate(columns, 1):
            page.put(number, place, values[column.key], looks.get(column.key, _TYPED),
                     typed=column.key not in _PLAIN)  # fmt: skip
        page.row(number, _REVIEW_LEAST)
    page.table(
        "PeerReview", HEADER_ROW, [column.heading for column in columns], len(rows),
        "Peer review", "One row for each statement: the school’s rating and evidence, then cells "
        "for the reviewer’s rating, comment and line of enquiry.", header_looks(columns),
    )  # fmt: skip
    statements = [row.statement for row in rows]
    _rating_rules(page, columns, statements, ("reviewer_rating",))
    for first, final, scale in _runs(statements, 0):
        rules.colour_ratings(page, position(columns, "school_rating"), first, final, scale)
    for words in (HIGHER_LOWER[1], LESS_MORE[1]):
        page.sheet.conditional_format(area(FIRST_ROW, comparison, last, comparison), {
            "type": "cell", "criteria": "==", "value": rules.text(words),
            "format": book.look({"bold": True}),
        })  # fmt: skip
    page.freeze(HEADER_ROW)
    page.print(last, repeat=(HEADER_ROW, HEADER_ROW))
