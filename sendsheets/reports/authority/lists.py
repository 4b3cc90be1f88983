"""The long lists: actions, and every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.drawing.styles import style
from sendsheets.layout import STATUTORY_MARK
from sendsheets.model import NOT_APPLICABLE, State
from sendsheets.reports import action_list
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.facts import Facts
from sendsheets.reports.listing import (
    HOW_TO,
    LISTED_ROWS,
    Cell,
    Field,
    Styled,
    back_to_cover,
    draw,
    records,
)


def actions(book: Book, facts: Facts) -> None:
    """Draw one list of actions over all schools."""
    fields = action_list.action_fields()
    page = book.page(sheets.ACTIONS, theme.TAB_REVIEW, [field.width for field in fields])
    said = action_list.counted(facts.actions, facts.as_at)
    page.top("Actions", f"{said} {HOW_TO}")
    back_to_cover(page, sheets.COVER)
    action_list.draw_actions(page, facts.actions, fields)


def fits(facts: Facts) -> bool:
    """Whether All answers is a sheet (decisions.md 20)."""
    return len(facts.responses) <= LISTED_ROWS


_PLAIN = style(styles.TEXT, styles.CENTRE, font_color=theme.GREY_TEXT)
_TO_CHECK = style(styles.TEXT, styles.CENTRE, styles.BOLD, font_color=theme.CHECK)


def all_answers(book: Book, facts: Facts) -> None:
    """Draw every answer of every return in one table."""
    framework = facts.framework
    second = framework.second_rating
    centre, indent = styles.HEADER_CENTRE, styles.HEADER_INDENT
    fields = [
        Field("School", 27), Field("Phase", 12), Field("URN", 9),
        Field("Ref", 6, style(styles.TEXT, styles.BOLD, font_color=theme.NAVY)),
        Field("Section", 17), *([Field("Kind", 12)] if framework.has_kinds else []),
        Field("Statement", 50), Field(framework.statements[0].main.heading, 15, _PLAIN, centre),
        *([Field(second.heading, 12, _PLAIN, centre)] if second else []),
        Field("Evidence or comments", 46, styles.TEXT_INDENT, indent),
        Field("Action", 40, styles.TEXT_INDENT, indent),
    ]  # fmt: skip
    page = book.page(sheets.ALL_ANSWERS, theme.TAB_DATA, [field.width for field in fields])
    page.top("All answers", "Every answer of every return, as it came. It does not follow "
             f"corrections on the Heat map. {HOW_TO}")  # fmt: skip
    back_to_cover(page, sheets.COVER)
    last = draw(page, "AllAnswers", 4, fields, _rows(facts), "All answers",
                "One row for each return and statement: its rating in words, evidence and action.",
                filters=True, nothing="No answers.")  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"C5:C{last}"})
    page.freeze(4)
    page.print(last, repeat=(4, 4))


_NEED = ("return_no", "ref", "state", "kind", "level_label", "levels", "rank", "raw")
_SHOWN = (
    *_NEED, "school", "phase", "urn", "section", "statement", "statutory", "evidence", "answer",
    "action",
)  # fmt: skip


def _rows(facts: Facts) -> Iterator[list[Cell]]:
    framework = facts.framework
    sections = {section.number: section.sheet for section in framework.sections}
    kinds = {words.kind.value: words.label for words in framework.kinds}
    needs = {
        (row["return_no"], row["ref"]): row for row in records(facts.second, _NEED)
    }  # fmt: skip
    alphabetical = facts.responses.sort_values(
        ["school", "return_no", "order"], key=lambda column: (
            column.str.casefold() if column.name == "school" else column))  # fmt: skip
    for row in records(alphabetical, _SHOWN):
        need = needs.get((row["return_no"], row["ref"]))
        more: list[Cell] = []
        if framework.second_rating:
            more = [_rating(need)] if need else [None]
        yield [
            str(row["school"]), str(row["phase"]), str(row["urn"]), str(row["ref"]),
            sections[row["section"]], *([kinds[row["kind"]]] if framework.has_kinds else []),
            str(row["statement"]) + (STATUTORY_MARK if row["statutory"] else ""),
            _rating(row), *more, str(row["answer"] or row["evidence"]),
            str(row["action"]),
        ]  # fmt: skip


def _rating(row: dict[Any, Any]) -> Styled:
    state = row["state"]
    if state == State.RATED.value:
        plain = row["kind"] == "open"
        look = _PLAIN if plain else action_list.rating_look(row["levels"], row["rank"])
        return Styled(str(row["level_label"]), look)
    if state == State.UNRECOGNISED.value:
        return Styled(f"To check: {row['raw']}", _TO_CHECK)
    words = {State.NOT_APPLICABLE.value: NOT_APPLICABLE, State.BLANK.value: "",
             State.MISSING.value: "Row missing"}  # fmt: skip
    return Styled(words.get(state, ""), _PLAIN)
