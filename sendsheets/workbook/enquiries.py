"""The sheets Lines of enquiry and Rules: what to explore on a visit, and why it is proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendsheets import captions, layout, review_layout, theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page, Value, area
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import FIRST_ROW, FREEZE_NOTE, HEADER_ROW, position
from sendsheets.model import RULES, Enquiry
from sendsheets.workbook.peer_review import SHOWN, TYPED
from sendsheets.workbook.sections import header_looks, links

_FIXED = style(SHOWN, styles.OPEN, styles.AS_TEXT)
_PLACE = style(styles.TEXT, styles.OPEN, styles.AS_TEXT, styles.BOLD, font_color=theme.NAVY)
_CHOICE = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.BOX, styles.OPEN, styles.AS_TEXT)
_LEAST = 64.5
_PROPOSED = ("question", "reason", "look", "rule")


@dataclass(frozen=True, slots=True)
class Briefing:
    """The lines of enquiry of a reviewer's workbook, and what proposed them.

    The first ``first`` lines are put first. ``proposed`` and ``put_first`` count lines by the key
    of a rule; ``off`` are the rules that were switched off; ``lacking`` says what a rule needs
    that was not given.
    """

    lines: tuple[Enquiry, ...] = ()
    first: int = 0
    proposed: Mapping[str, int] | None = None
    put_first: Mapping[str, int] | None = None
    off: tuple[str, ...] = ()
    lacking: Mapping[str, str] | None = None


def enquiries(book: Book, briefing: Briefing | None = None) -> None:
    """Draw the lines of enquiry: proposed ones, if any, and room for the reviewer's own."""
    columns = review_layout.ENQUIRY_COLUMNS
    page = book.page(layout.ENQUIRIES, theme.TAB_REVIEW, [column.width for column in columns])
    page.top(review_layout.ENQUIRY_TITLE, f"{review_layout.ENQUIRY_PURPOSE} {FREEZE_NOTE}")
    words = review_layout.FROM_RULES if briefing else review_layout.NOTHING_YET
    page.put(3, 1, words, styles.STATUS, overflow=True)
    page.row(3, theme.TEXT_ROW)
    links(page, columns, "found", (
        (layout.PEER_REVIEW, captions.go_to(layout.PEER_REVIEW)),
        (layout.COVER, layout.BACK_TO_COVER)))
    lines = list(briefing.lines) if briefing else []
    first = briefing.first if briefing else 0
    empty = review_layout.OWN_LINES if briefing else review_layout.BLANK_LINES
    for number, line in enumerate([*lines, *[None] * empty], 1):
        _line(page, FIRST_ROW + number - 1, number, line, first, len(lines))
    last = HEADER_ROW + len(lines) + empty
    page.table(
        "LinesOfEnquiry", HEADER_ROW, [column.heading for column in columns], last - HEADER_ROW,
        review_layout.ENQUIRY_TITLE, "One row for each line of enquiry: the question, why it is "
        "worth asking, where to look, and cells for what was found.", header_looks(columns),
    )  # fmt: skip
    shows = position(columns, "shows")
    page.sheet.data_validation(area(FIRST_ROW, shows, last, shows), {
        "validate": "list", "source": list(review_layout.CHOICES), "error_type": "warning",
        "error_title": "Not on the list",
        "error_message": "Please choose from the list if you can. You can keep what you typed.",
    })  # fmt: skip
    page.freeze(HEADER_ROW)
    page.print(last, repeat=(HEADER_ROW, HEADER_ROW), a3=True)


def _line(
    page: Page, row: int, number: int, line: Enquiry | None, first: int, proposed: int
) -> None:
    when = review_layout.FIRST if number <= first else review_layout.LATER_LINES
    values: dict[str, Value] = {"place": f"{number}. {when if line else review_layout.OWN}"}
    if line:
        values |= {
            "refs": ", ".join(line.refs), "question": line.question, "reason": line.reason,
            "look": line.look, "found": line.found, "shows": line.shows,
            "next_step": line.next_step, "rule": line.rule,
        }  # fmt: skip
    looks: dict[str, Style] = {"place": _PLACE, "shows": _CHOICE}
    if line:
        looks |= dict.fromkeys(_PROPOSED, _FIXED)
        looks["question"] = style(_FIXED, styles.BOLD) if number <= first else _FIXED
        looks["refs"] = style(styles.REF, styles.WRAP, styles.OPEN, styles.AS_TEXT)
    for place, column in enumerate(review_layout.ENQUIRY_COLUMNS, 1):
        page.put(row, place, values.get(column.key, ""), looks.get(column.key, TYPED), typed=True)
    page.row(row, _LEAST)


def rules(book: Book, briefing: Briefing) -> None:
    """Draw the rules: what each looks for, and how many lines it proposed."""
    page = book.page(layout.RULES, theme.TAB_REVIEW, (30, 84, 12, 12, 44))
    page.top(captions.RULES_TITLE, captions.RULES_PURPOSE)
    page.link(3, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    page.row(3, theme.TEXT_ROW)
    for row, rule in enumerate(RULES, FIRST_ROW):
        state = captions.RULE_ON
        if rule.key in briefing.off:
            state = captions.RULE_OFF
        elif briefing.lacking and rule.key in briefing.lacking:
            state = briefing.lacking[rule.key]
        cells: Sequence[tuple[Value, Style]] = (
            (rule.name, style(styles.STATEMENT, styles.BOLD)),
            (rule.looks_for, styles.TEXT_INDENT),
            ((briefing.proposed or {}).get(rule.key, 0), styles.NUMBER),
            ((briefing.put_first or {}).get(rule.key, 0), styles.NUMBER),
            (state, styles.TEXT_INDENT),
        )  # fmt: skip
        for column, (value, look) in enumerate(cells, 1):
            page.put(row, column, value, look)
        page.row(row, theme.HEADER_LEAST)
    page.table("Rules", HEADER_ROW, captions.RULES_HEADINGS, len(RULES), captions.RULES_TITLE,
               "One row for each rule: what it looks for, and how many lines it proposed.",
               (styles.HEADER, styles.HEADER_INDENT, styles.HEADER_CENTRE, styles.HEADER_CENTRE,
                styles.HEADER_INDENT))  # fmt: skip
    page.protect()
    page.print(HEADER_ROW + len(RULES), one_page=True)
