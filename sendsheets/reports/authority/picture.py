"""The picture: what schools do well together, what is hard, and where to look first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from sendsheets import theme
from sendsheets.analysis import network, summary, training
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import style
from sendsheets.layout import statement_text
from sendsheets.model import Kind, Scale
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.blocks import NUMBERS, WORDS, Columns, begin, draw_whole
from sendsheets.reports.authority.facts import (
    Facts,
    levels_said,
    strangers_words,
    strengths_heading,
)
from sendsheets.reports.authority.picture_groups import group, hidden_words, themes
from sendsheets.reports.authority.seen import Seen
from sendsheets.reports.listing import Cell, Styled, back_to_cover, records
from sendsheets.reports.wording import listing

LISTED = 10
"""Rows in each list."""

SUBJECTIVE = ("Self-evaluation is each school’s own view and is subjective: it shows where to look "
              "first, not how good a school is.")  # fmt: skip

_COUNT = style(styles.NUMBER, styles.BOLD)

_STATEMENT = ("Section", "Ref", "Statement", "In words")
_Words = Callable[[Mapping[str, Any]], str]


def picture(book: Book, seen: Seen) -> None:
    """Draw the picture: strengths first; nothing on it ranks schools."""
    facts = seen.facts
    wide = max(len(scale.levels) for scale in _scales(facts)) + 2 + 2 * facts.framework.means
    page = book.page(sheets.PICTURE, theme.TAB_SUMMARY, (*WORDS, *[NUMBERS] * wide))
    left = len(facts.strangers)
    page.top("The picture: what schools say together",
             f"{SUBJECTIVE} {strangers_words(left)}" if left else SUBJECTIVE)
    back_to_cover(page, sheets.COVER, f"{_schools(seen.how_many)} answered. Ratings is the n of "
                  "every share and average. Counted from the returns: corrections on the Heat map "
                  "do not change it.", 2)  # fmt: skip
    groups = [grouping for grouping in seen.groupings if grouping.sizes]
    hidden = hidden_words(seen)
    blocks: list[Callable[[int], int]] = [
        *(partial(_list, page, seen, *one) for one in _lists(seen)),
        partial(_hindrances, page, seen), partial(_training, page, seen),
        partial(_ideas, page, seen), partial(themes, page, seen, "" if groups else hidden),
        *(partial(group, page, seen, grouping, "" if n else hidden)
          for n, grouping in enumerate(groups)),
    ]  # fmt: skip
    page.print(draw_whole(page, 3, blocks))


def _scales(facts: Facts) -> list[Scale]:
    scales = [facts.scale]
    if any(words.kind is Kind.CHALLENGE for words in facts.framework.kinds):
        scales.append(facts.framework.scale_of(Kind.CHALLENGE))
    second = facts.framework.second_rating
    return [*scales, second.scale] if second else scales


def _rows(
    seen: Seen, table: pd.DataFrame, columns: Columns, words: _Words
) -> list[list[Cell]]:
    """Rows that begin with a statement: its section, ref, text, and what to say of it."""
    return [
        [_section(seen.facts, int(row["section"])), Styled(str(row["ref"]), _COUNT),
         _text(seen.facts, str(row["ref"])), words(row), *columns.cells(row)]
        for row in records(table)
    ]  # fmt: skip


_Listed = tuple[str, str, str, pd.DataFrame, Columns, _Words, str]


def _lists(seen: Seen) -> list[_Listed]:
    """The four lists of practice statements."""
    facts, means = seen.facts, seen.facts.framework.means
    scale = facts.scale
    strong, low = levels_said(scale, strength=True), _low(scale)
    good = Columns(scale, strengths_heading(scale), "strength_share", means)
    poor = Columns(scale, f"{low} %", "development_share", means)

    def helped(row: Mapping[str, Any]) -> str:
        return f"{_of(row, 'developments')} {_are(row, 'developments')} {low}. {_help(row)}"

    def apart(row: Mapping[str, Any]) -> str:
        return (f"{row['strengths']} rated it {strong}, {row['developments']} {low}. "
                f"{_help(row)}")  # fmt: skip

    def lawful(row: Mapping[str, Any]) -> str:
        basis = network.statutory_basis(facts.framework, str(row["ref"]))
        return f"{_of(row, 'developments')} {_are(row, 'developments')} {low}. Basis: {basis}."

    return [
        ("Proud", f"What to be proud of: most often {strong}", "", network.proud(seen.table,
         LISTED), good, lambda row: f"{_of(row, 'strengths')} {_are(row, 'strengths')} {strong}.",
         "No statement was rated a strength."),
        ("Areas", f"Areas for development: most often {low}", "",
         network.hardest(seen.table, LISTED), poor, helped, "No statement was rated an area."),
        ("Apart", "Where schools differ most", "Some rated these a strength and others an area "
         "for development. The most evenly split come first: connecting schools pays most there.",
         network.differing(seen.table, LISTED), good, apart, "Schools rated everything alike."),
        ("StatutoryNotMet", "Statutory statements not met by every school", "Each is a question "
         f"to ask first, for the rating {low} is the school’s own. The legal basis is our "
         "proposal.", network.unmet(seen.table), poor, lawful,
         "Every rating of a statutory statement is a strength." if any(
             statement.statutory for statement in facts.framework.of_kind(Kind.PRACTICE))
         else "This audit marks no statement as statutory."),
    ]  # fmt: skip


def _list(
    page: Page, seen: Seen, name: str, heading: str, note: str, table: pd.DataFrame,
    columns: Columns, words: _Words, nothing: str, last: int,
) -> int:
    header = begin(page, last, heading, note)
    return columns.draw(page, f"Picture{name}", header, _STATEMENT,
                        _rows(seen, table, columns, words), heading, nothing)  # fmt: skip


def _hindrances(page: Page, seen: Seen, last: int) -> int:
    """What gets in the way, apart from practice."""
    facts = seen.facts
    table = summary.challenges(facts.responses, facts.framework)
    table = table[table["developments"] > 0].head(LISTED)
    if not len(table):
        return last
    scale = facts.framework.scale_of(Kind.CHALLENGE)
    said = _low(scale)
    columns = Columns(scale, f"{said} %", "development_share")
    heading = f"What gets in the way: most often {said}"
    header = begin(page, last, heading, "Challenges stand apart from practice: they are in none "
                    "of the lists above.")  # fmt: skip
    rows = _rows(seen, table, columns, lambda row: (
        f"{_of(row, 'developments')} {_are(row, 'developments')} {said}."))  # fmt: skip
    return columns.draw(page, "PictureChallenges", header, _STATEMENT, rows, heading)


def _training(page: Page, seen: Seen, last: int) -> int:
    """The training most wanted, and how many could help."""
    facts = seen.facts
    second = facts.framework.second_rating
    if not second:
        return last
    table = training.training_needs(facts.second, facts.details, facts.framework,
                                    summary.BY_STATEMENT)  # fmt: skip
    table = table[table["wanted"] > 0].sort_values(["wanted_share", "order"],
                                                   ascending=[False, True]).head(LISTED)
    if not len(table):
        return last
    said = listing([second.scale.level(key).label for key in training.wanted_levels(second.scale)],
                   "or")  # fmt: skip
    columns = Columns(second.scale, f"{said} %", "wanted_share")
    heading = f"{second.heading}: most often {said}"
    header = begin(page, last, heading, "Who could help is on the sheet "
                    f"{sheets.second_statements_sheet(facts.framework)}: those who agreed to be "
                    "named.")  # fmt: skip
    rows = _rows(seen, table, columns, lambda row: (
        f"{_of(row, 'wanted')} {_are(row, 'wanted')} {said}. {_willing(row['could_help'])}"))
    return columns.draw(page, "PictureTraining", header, _STATEMENT, rows, heading)


def _ideas(page: Page, seen: Seen, last: int) -> int:
    """What is high in impact, possible, and can start now."""
    low = _low(seen.facts.scale)
    columns = Columns(seen.facts.scale, f"{low} %", "development_share",
                       seen.facts.framework.means)  # fmt: skip
    heading = "Ideas that could start now: high in impact and possible"
    header = begin(page, last, heading, f"At least a quarter of ratings are {low}, and at least "
                    "one school could help. Those of half and more stand first; what can start "
                    "now comes before what takes a term.")  # fmt: skip
    rows = _rows(seen, network.ideas(seen.table), columns, lambda row: str(row["reason"]))
    return columns.draw(page, "PictureIdeas", header, _STATEMENT, rows, heading,
                        "No statement is low in many schools and a strength in others.")


# --- words -----------------------------------------------------------------------------------


def _low(scale: Scale) -> str:
    """The levels that are areas for development, as a sentence and a heading have them."""
    return levels_said(scale, strength=False)


def _of(row: Mapping[str, Any], key: str) -> str:
    return f"{row[key]} of {row['rated']} ratings"


def _are(row: Mapping[str, Any], key: str) -> str:
    return "is" if row[key] == 1 else "are"


def _help(row: Mapping[str, Any]) -> str:
    return _willing(row["could_help"])


def _willing(count: int) -> str:
    if not count:
        return "No school yet that could help."
    return f"{_schools(count)} could help."


def _schools(count: int) -> str:
    return f"{count} school{'' if count == 1 else 's'}"


def _section(facts: Facts, section: int) -> str:
    return next(s.sheet for s in facts.framework.sections if s.number == section)


def _text(facts: Facts, ref: str) -> str:
    found = facts.framework.statement(ref)
    return statement_text(found) if found else ""
