"""The lists of a comparison: statements, schools, every rating, actions, the framework."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from sendsheets import theme
from sendsheets.analysis.progress import FELL, OTHER_LEVELS, ROSE
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import style
from sendsheets.model import Kind, Return, State
from sendsheets.reports.action_list import rating_look
from sendsheets.reports.change.facts import LEVELS, OTHER_KINDS, Compared
from sendsheets.reports.change.sections import share
from sendsheets.reports.change.words import NOT_RANKED, actions_summary, alone, change_word
from sendsheets.reports.listing import (
    HOW_TO,
    LISTED_ROWS,
    Cell,
    Field,
    Styled,
    draw,
    records,
)
from sendsheets.reports.over_time import OVER_TIME, action_fields, draw_over_time

CHANGE, COVER = "Change", "Cover"
STATEMENTS, OTHER, SCHOOLS = "Statements", "Other kinds", "Change by school"
EVERY, FRAMEWORK, APART = "Every rating", "The framework", "Not compared"

_CENTRE = styles.HEADER_CENTRE
_REF = style(styles.TEXT, styles.BOLD, font_color=theme.NAVY)
_QUIET = style(styles.TEXT, styles.CENTRE, font_color=theme.GREY_TEXT)
_WORD = style(styles.TEXT, styles.CENTRE)
_BETTER = style(_WORD, styles.BOLD, font_color=theme.NAVY)
_WORSE = style(_WORD, styles.BOLD, font_color=theme.palette(3)[0].fill)

_NUMBERS = ("both", "rose", "stayed", "fell", "only_last", "only_this", "neither", "apart")
_HEADINGS = ("Compared", "Rose", "Stayed", "Fell", "Only last time", "Only this time",
             "Neither time", "Not comparable")  # fmt: skip


def _counts() -> list[Field]:
    return [Field(word, 11, styles.NUMBER, _CENTRE) for word in _HEADINGS]


def _numbers(row: dict[str, Any]) -> list[Cell]:
    return [int(row[name]) for name in _NUMBERS]


def _top(page: Page, title: str, purpose: str, words: str = "") -> None:
    page.top(title, f"{purpose} {HOW_TO}")
    page.link(3, 1, CHANGE, "Go to Change", styles.LINK)
    if words:
        page.put(3, 3, words, styles.SUBTITLE, overflow=True)
    page.row(3, theme.TEXT_ROW)


def statements(book: Book, facts: Compared) -> None:
    """Draw how each practice statement changed over the schools, in the framework's order."""
    shares = [Field(word, 12, styles.SHARE, _CENTRE)
              for word in ("Strengths last time", "Strengths this time")]  # fmt: skip
    fields = [Field("Ref", 6, _REF), Field("Statement", 60),
              Field("Schools", 10, styles.NUMBER, _CENTRE), *_counts(), *shares]  # fmt: skip
    page = book.page(STATEMENTS, theme.TAB_SECTION, [field.width for field in fields])
    _top(page, "Statement by statement", "How many schools’ ratings rose, stayed and fell.",
         "Shares stand only where five schools or more are compared.")  # fmt: skip
    mine = facts.statements[facts.statements["kind"] == Kind.PRACTICE.value]
    rows: list[list[Cell]] = [
        [str(row["ref"]), str(row["statement"]), int(row["schools"]), *_numbers(row),
         share(row, "strength_share_before", facts), share(row, "strength_share", facts)]
        for row in records(mine)
    ]  # fmt: skip
    last = draw(page, "ChangeStatements", 4, fields, rows, "Statement by statement",
                "One row for each practice statement: how many ratings rose, stayed and fell.",
                filters=True, least=theme.LIST_LEAST)  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def other_kinds(book: Book, facts: Compared) -> None:
    """Draw how challenges, questions and goals changed: better is up, whichever way they run."""
    words = ("Compared", "Better", "Same", "Worse", "Only last time", "Only this time",
             "Neither time", "Not comparable")  # fmt: skip
    fields = [Field("Kind", 14), Field("Ref", 6, _REF), Field("Statement", 60),
              *(Field(word, 11, styles.NUMBER, _CENTRE) for word in words)]  # fmt: skip
    page = book.page(OTHER, theme.TAB_SECTION, [field.width for field in fields])
    _top(page, "Challenges, questions and goals",
         "Better: a challenge that is less of one, a question or goal that is more nearly met.")
    kinds = {kind.value: facts.framework.kind_words(kind).label
             for kind in OTHER_KINDS if any(facts.framework.of_kind(kind))}  # fmt: skip
    mine = facts.statements[facts.statements["kind"].isin(list(kinds))]
    rows: list[list[Cell]] = [
        [kinds[str(row["kind"])], str(row["ref"]), str(row["statement"]), *_numbers(row)]
        for row in records(mine)
    ]
    last = draw(page, "ChangeOtherKinds", 4, fields, rows, "Challenges, questions and goals",
                "One row for each statement of another kind: how many got better, stayed and got "
                "worse.", filters=True, least=theme.LIST_LEAST)  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def schools(book: Book, facts: Compared) -> None:
    """Draw the schools in alphabetical order, each with what rose, stayed and fell there."""
    fields = school_fields()
    page = book.page(SCHOOLS, theme.TAB_SUMMARY, [field.width for field in fields])
    _top(page, "Change by school", f"Practice statements only, in alphabetical order. {NOT_RANKED}")
    last = draw_schools(page, facts, 4, "ChangeSchools")
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def school_fields() -> list[Field]:
    """The columns of the list of schools."""
    return [Field("School", 40), Field("Phase", 16), *_counts()]


def draw_schools(page: Page, facts: Compared, header: int, name: str) -> int:
    """Draw the list of schools from a row on; return its last row."""
    rows: list[list[Cell]] = [[str(row["school"]), str(row["phase"]), *_numbers(row)]
                              for row in records(facts.schools)]  # fmt: skip
    return draw(page, name, header, school_fields(), rows, "Change by school",
                "One row for each school, in alphabetical order: how many of its ratings rose, "
                "stayed and fell.", filters=True, nothing="No school.")  # fmt: skip


def every_rating(book: Book, facts: Compared) -> None:
    """Draw every rating of last time beside that of this time."""
    whose = [] if facts.single else [Field("School", 28)]
    fields = [
        *whose, Field("Ref", 6, _REF), Field("Ref last time", 9), Field("Statement", 60),
        Field("Last time", 18, _QUIET, _CENTRE), Field("This time", 18, _QUIET, _CENTRE),
        Field("Change", 16, _WORD, _CENTRE), Field("About the statement", 24),
    ]
    page = book.page(EVERY, theme.TAB_SECTION, [field.width for field in fields])
    listed = facts.rows.head(LISTED_ROWS)
    more = "" if len(facts.rows) <= LISTED_ROWS else (
        f"The first {LISTED_ROWS:,} of {len(facts.rows):,}; the CSV file has all.")
    _top(page, "Every rating, last time and this time",
         "What is blank, not applicable or not clear is said in words and never compared.", more)
    last = draw(page, "EveryRating", 4, fields, _ratings(listed, facts.single), "Every rating",
                "One row for each statement: its rating last time and this time, and what became "
                "of it.", filters=True, least=theme.LIST_LEAST)  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _ratings(rows: pd.DataFrame, single: bool) -> Iterator[list[Cell]]:
    for row in records(rows):
        whose: list[Cell] = [] if single else [str(row["school"])]
        yield [
            *whose, str(row["ref"]) or None, str(row["ref_before"]) or None,
            str(row["statement"]),
            _rating(row, "level_before", "state_before", "rank_before"),
            _rating(row, "level_label", "state", "rank"), _became(row), _about(row),
        ]  # fmt: skip


def _rating(row: dict[str, Any], label: str, state: str, rank: str) -> Cell:
    words = str(row[label])
    if words:
        place = row[rank]
        known = isinstance(place, int)
        return Styled(words, rating_look(int(row["levels"]), place) if known else _WORD)
    return _STATES.get(str(row[state]))


_STATES = {
    State.NOT_APPLICABLE.value: "Not applicable", State.BLANK.value: "Not rated",
    State.UNRECOGNISED.value: "Not clear", State.MISSING.value: "Row missing",
    State.NOT_ASKED.value: "Not asked",
}  # fmt: skip


def _became(row: dict[str, Any]) -> Styled:
    change = str(row["change"])
    look = _BETTER if change == ROSE else _WORSE if change == FELL else _QUIET
    return Styled(change_word(change, str(row["kind"])), look)


_ABOUT = {
    "same": "", "reworded": "Reworded", "moved": "Moved", "moved, reworded": "Moved, reworded",
    "split": "Split: not comparable", "merged": "Joined: not comparable", "new": "New",
    "changed, not explained": "Other words, not explained: not comparable",
    LEVELS: "Levels of a rating", "removed": "No longer asked",
    "gone, not explained": "No longer there, not explained",
}  # fmt: skip
"""What happened to a statement, as people read it."""


def _about(row: dict[str, Any]) -> str:
    how = str(row["how"])
    said = _ABOUT[how.removesuffix(OTHER_LEVELS)]
    if not how.endswith(OTHER_LEVELS):
        return said
    return f"{f'{said}. ' if said else ''}Rated on other levels then: not comparable"


# --- actions ---------------------------------------------------------------------------------


def actions(book: Book, facts: Compared) -> None:
    """Draw the actions of both years: overdue first, done last."""
    page = book.page(OVER_TIME, theme.TAB_SUMMARY, [field.width for field in action_fields()])
    back = CHANGE if facts.pairs else COVER
    page.top("Actions: what became of them", f"{actions_summary(facts)} {HOW_TO}")
    page.link(3, 1, back, f"Go to {back}", styles.LINK)
    page.row(3, theme.TEXT_ROW)
    draw_over_time(page, facts.actions, 4)


# --- the framework, and what stands alone -----------------------------------------------------


def framework(book: Book, facts: Compared) -> None:
    """Draw what changed in the framework, and which comparisons that breaks."""
    fields = [
        Field("From version", 10), Field("Ref last time", 10, _REF), Field("Ref", 6, _REF),
        Field("What happened", 26), Field("Statement last time", 52), Field("Statement now", 52),
        Field("Compared", 12, _WORD, _CENTRE), Field("Schools", 10, styles.NUMBER, _CENTRE),
    ]  # fmt: skip
    page = book.page(FRAMEWORK, theme.TAB_DATA, [field.width for field in fields])
    _top(page, "What changed in the framework", "Where a statement is another one now, its ratings "
         "are compared with nothing.")  # fmt: skip
    rows: list[list[Cell]] = [
        [str(row["version_before"]), str(row["ref_before"]), str(row["ref"]),
         _ABOUT[str(row["how"])].partition(":")[0], str(row["statement_before"]),
         str(row["statement"]), "Yes" if row["comparable"] else "No", int(row["pairs"])]
        for row in records(facts.framework_changes)
    ]  # fmt: skip
    last = draw(page, "FrameworkChanges", 4, fields, rows, "What changed in the framework",
                "One row for each statement that is new, moved, reworded, split, joined or gone.",
                nothing="Nothing has changed.", least=theme.LIST_LEAST)  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def apart(book: Book, facts: Compared) -> None:
    """Draw the returns that stand alone, and why."""
    fields = [Field("School", 44), Field("Role", 26), Field("File", 56), Field("Why", 44)]
    page = book.page(APART, theme.TAB_DATA, [field.width for field in fields])
    _top(page, "Not compared", "Schools that answered only one of the times, and returns that "
         "could not be put together.", alone(facts))  # fmt: skip
    rows = [*_alone(facts.only_before, "Only last time"),
            *_alone(facts.only_after, "Only this time")]  # fmt: skip
    last = draw(page, "NotCompared", 4, fields, rows, "Not compared",
                "One row for each return that has no other to be compared with.",
                nothing="Every school is compared.")  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _alone(returns: Sequence[Return], words: str) -> list[list[Cell]]:
    named = sorted(returns, key=lambda r: (r.school.name.casefold(), r.file))
    return [[r.school.name or "School not named", r.respondent.role, r.file, words]
            for r in named]  # fmt: skip
