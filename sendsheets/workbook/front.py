"""The first two sheets: the Cover, which is typed in and shows progress, and the Guidance."""

from __future__ import annotations

import re
from datetime import date

from sendsheets import captions, layout, review_layout, theme
from sendsheets.drawing import fit, rules, styles
from sendsheets.drawing.book import Book, Page, Value, area
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import HEADER_ROW, Plan
from sendsheets.model import NOT_APPLICABLE, Detail
from sendsheets.workbook.formulas import Formulas

_LABEL = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
_ANSWER = style(styles.BOX, styles.OPEN, styles.AS_TEXT, styles.WRAP, styles.INDENT)
_HELP = style(styles.RULE, styles.WRAP, styles.INDENT, font_color=theme.GREY_TEXT)
_DATE = style(styles.BOX, styles.OPEN, styles.INDENT, num_format=styles.LONG_DAY)
_NUMBER = style(styles.BOX, styles.OPEN, styles.INDENT)
_KEPT = style(styles.FIXED, styles.RULE, styles.WRAP, styles.INDENT)
_ROW = 24.75
_WIDTHS = (38, 44, 52)


def cover(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the Cover: who and when, then how far each section is."""
    page = book.page(layout.COVER, theme.TAB_START, _WIDTHS)
    link = style(styles.LINK, styles.INDENT)
    page.heading(3, layout.ABOUT_YOU)
    if plan.reviewing:
        page.top(review_layout.review_title(plan.framework), review_layout.REVIEWER_PURPOSE)
        page.link(3, 3, layout.ENQUIRIES, review_layout.START_HERE, link)
    else:
        page.top(layout.cover_title(plan.framework), plan.framework.purpose)
        page.link(3, 3, layout.GUIDANCE, layout.READ_GUIDANCE, link)
    for number, detail in enumerate(plan.details, HEADER_ROW + 1):
        _detail(page, number, detail, formulas)
    last = HEADER_ROW + len(plan.details)
    page.table(
        "SchoolDetails", HEADER_ROW, (layout.DETAIL, layout.ANSWER, layout.HELP),
        len(plan.details), "About you and your school",
        "A form with one row for each detail: what is asked, your answer, and help.",
        (styles.HEADER, styles.HEADER_INDENT, styles.HEADER_INDENT),
    )  # fmt: skip
    _names(book, plan)
    final = _progress(page, plan, formulas, last + 1)
    if plan.reviewing:
        page.protect()
    page.print(final, one_page=True)


def _detail(page: Page, row: int, detail: Detail, formulas: Formulas) -> None:
    given = formulas.answers.detail(detail.key)
    value: Value = given
    look: Style = _ANSWER
    if detail.key in layout.DATES:
        look = _DATE if isinstance(value, date) or not value else _ANSWER
    elif detail.key == layout.URN.key:
        look = _NUMBER
        value = urn_cell(given)
    if detail.key == layout.AUDIT.key:
        look, value = _KEPT, layout.audit_text(formulas.plan.framework, formulas.plan.asked)
    kept = look is _KEPT
    if formulas.plan.reviewing and detail.key not in layout.OF_REVIEWER:
        look = style(look, styles.FIXED, locked=True)
    page.put(row, 1, detail.label, _LABEL)
    page.put(row, 2, value, look, typed=not kept)
    page.put(row, 3, detail.help, _HELP)
    page.row(row, 44.25 if detail.key == layout.COMMENTS.key else _ROW)
    _check_typing(page, row, detail)


def urn_cell(value: str | date) -> int | str | date:
    """A URN as its cell holds it: digits are a number, anything else stays as it is."""
    return int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else value


_DIGITS = re.compile(r"[0-9]{1,15}")
"""What Excel keeps as a number without losing a digit."""


def answer_lines(text: str) -> int:
    """How many lines a text takes as an answer on the Cover, which decides its row's height."""
    return fit.lines(text, _WIDTHS[1], theme.BODY, indent=_ANSWER["indent"])


def _check_typing(page: Page, row: int, detail: Detail) -> None:
    cell, sheet = area(row, 2, row, 2), page.sheet
    warn = {"ignore_blank": True, "error_type": "warning"}
    if detail.key == layout.URN.key:
        sheet.data_validation(cell, warn | {
            "validate": "integer", "criteria": "between", "minimum": 100000, "maximum": 999999,
            "error_title": "Check the URN",
            "error_message": "A URN is six digits. You can keep what you typed.",
        })  # fmt: skip
    elif detail.key in layout.DATES:
        sheet.data_validation(cell, warn | {
            "validate": "date", "criteria": ">=", "value": date(2014, 9, 1),
            "error_title": "Check the date",
            "error_message": "Type a date such as 15/11/2026. You can keep what you typed.",
        })  # fmt: skip
    elif detail.choices:
        free = detail.key == layout.ROLE.key
        sheet.data_validation(cell, warn | {
            "validate": "list", "source": list(detail.choices),
            "error_type": "information" if free else "warning",
            "error_title": "Not on the list",
            "error_message": "It will be kept as you typed it." if free else
                             "Choose from the list if you can. You can keep what you typed.",
        })  # fmt: skip


def _names(book: Book, plan: Plan) -> None:
    names = {
        "School_name": layout.SCHOOL_NAME, "School_URN": layout.URN, "School_phase": layout.PHASE,
        "Date_completed": layout.COMPLETED_ON, "Audit_id": layout.AUDIT,
    }  # fmt: skip
    for name, detail in names.items():
        row = detail_row(plan, detail)
        book.name(name, layout.COVER, area(row, 2, row, 2))


def detail_row(plan: Plan, detail: Detail) -> int:
    """The Cover's row of a detail."""
    return HEADER_ROW + 1 + [d.key for d in plan.details].index(detail.key)


def _progress(page: Page, plan: Plan, formulas: Formulas, row: int) -> int:
    page.heading(row, layout.PROGRESS)
    header, first = row + 1, row + 2
    share = style(styles.SHARE, align="left", indent=1)
    for number, section in enumerate(plan.sections, first):
        rated, words = formulas.progress(section)
        page.link(number, 1, section.sheet, layout.numbered(section),
                  style(styles.LINK, styles.FIXED, styles.RULE, styles.WRAP))  # fmt: skip
        page.put(number, 2, rated, share)
        page.put(number, 3, words, styles.TEXT_INDENT)
        page.row(number, _ROW)
    last = first + len(plan.sections)
    rated, words = formulas.progress(None)
    page.link(last, 1, layout.SUMMARY, layout.ALL_SECTIONS,
              style(styles.LINK, styles.FIXED, styles.TOTAL))  # fmt: skip
    page.put(last, 2, rated, style(share, styles.TOTAL))
    page.put(last, 3, words, style(styles.TEXT_INDENT, styles.TOTAL))
    page.row(last, _ROW)
    page.table(
        "Progress", header, layout.PROGRESS_COLUMNS, last - header,
        "Your progress", "One row for each section: how much is rated, as a share and in words.",
        (styles.HEADER, styles.HEADER_INDENT, styles.HEADER_INDENT),
    )  # fmt: skip
    rules.progress_bar(page, first, 2, last, theme.BAR_STRONG)
    return last


# --- Guidance --------------------------------------------------------------------------------


def guidance(book: Book, plan: Plan) -> None:
    """Draw the Guidance: what to do, what each rating means, and what the audit is for."""
    page = book.page(layout.GUIDANCE, theme.TAB_START,
                     (26, 92, 20) if _many_scales(plan) else (26, 104))
    page.top(layout.GUIDANCE, captions.GUIDANCE_PURPOSE)
    page.link(3, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    page.link(3, 2, layout.ABOUT, captions.GO_TO_ABOUT, style(styles.LINK, styles.INDENT))
    page.row(3, theme.TEXT_ROW)
    row = _texts(page, 4, captions.WHAT_TO_DO, "Steps", captions.STEP_HEADINGS,
                 captions.steps(plan))  # fmt: skip
    if _many_scales(plan):
        page.break_before(row + 1)
    page.heading(row + 1, captions.MEANINGS)
    row = _meanings(page, plan, row + 2)
    about = captions.background(plan.framework)
    if about:
        page.break_before(row + 1)
        row = _texts(page, row + 1, captions.BACKGROUND, "Background",
                     captions.BACKGROUND_HEADINGS, about)  # fmt: skip
    page.protect()
    page.print(row)


def _meanings(page: Page, plan: Plan, header: int) -> int:
    scales, many = captions.scales(plan), _many_scales(plan)
    rows: list[tuple[str, Style, str, str]] = [
        (level.label, styles.level_cell(scale, level.key), level.meaning, used)
        for scale, used in scales for level in scale.levels
    ]  # fmt: skip
    if any(scale.not_applicable for scale, _ in scales):
        plain = style(styles.CENTRE, styles.RULE, styles.WRAP, font_color=theme.GREY_TEXT)
        rows.append((NOT_APPLICABLE, plain, captions.NOT_APPLICABLE_MEANING,
                     captions.WHERE_OFFERED))  # fmt: skip
    for number, (label, look, meaning, used) in enumerate(rows, header + 1):
        page.put(number, 1, label, look)
        page.put(number, 2, meaning, styles.TEXT_INDENT)
        if many:
            page.put(number, 3, used, styles.TEXT_INDENT)
        page.row(number, 27.0)
    headings = captions.MEANING_HEADINGS[: 3 if many else 2]
    page.table(
        "RatingMeanings", header, headings, len(rows), "What each rating means",
        "One row for each rating, with what it means.",
        (styles.HEADER_CENTRE, *[styles.HEADER_INDENT] * (len(headings) - 1)),
    )  # fmt: skip
    return header + len(rows)


def _many_scales(plan: Plan) -> bool:
    return len(captions.scales(plan)) > 1


def _texts(
    page: Page, row: int, heading: str, table: str, headings: tuple[str, str],
    texts: list[tuple[str, str]],
) -> int:
    """A heading and a table of two columns, a name and a text."""
    page.heading(row, heading)
    header = row + 1
    label = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
    for number, (name, text) in enumerate(texts, header + 1):
        page.put(number, 1, name, label)
        page.put(number, 2, text, styles.TEXT_INDENT)
    page.table(table, header, headings, len(texts), heading,
               "One row for each point, with what it says.",
               (styles.HEADER, styles.HEADER_INDENT))  # fmt: skip
    return header + len(texts)
