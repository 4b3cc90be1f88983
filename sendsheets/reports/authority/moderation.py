"""School and reviewer side by side, over all reviewed returns: agreement, and a second look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sendsheets import theme
from sendsheets.analysis import review
from sendsheets.drawing import rules, styles
from sendsheets.drawing.book import Book, Page, area
from sendsheets.drawing.styles import style
from sendsheets.model import NOT_APPLICABLE, Framework, Kind, State
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.facts import Facts
from sendsheets.reports.listing import Cell, Field, Styled, back_to_cover, draw, records
from sendsheets.reports.moderation import HEADINGS, agreement, counted_words, kappa_words

MOST = 15
"""Rows of each list: what is worth a talk, not everything."""

_NAME = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
_REF = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)
_WIDTHS = (34.0, 15.0, 58.0, 14.0, 14.0, 14.0, 14.0, 12.0, 12.0)


def reviewed(facts: Facts) -> pd.DataFrame:
    """Every rating that both a school and its reviewer gave."""
    return review.compared(facts.responses, facts.framework)


def moderation(book: Book, facts: Facts, rows: pd.DataFrame) -> None:
    """Draw how schools and reviewers agree; ``rows`` are from ``reviewed``."""
    page = book.page(sheets.MODERATION, theme.TAB_REVIEW, _WIDTHS)
    page.top("Moderation", agreement(rows))
    back_to_cover(page, sheets.COVER, kappa_words(review.kappa_of(rows, facts.framework)))
    last = _tallies(page, 3, "By section", "ModerationBySection", "Section",
                    _sections(rows), review.tally(rows))  # fmt: skip
    schools = [(str(row["school"]), row) for row in records(review.tally(rows, review.BY_SCHOOL))]
    last = _tallies(page, last, "By school", "ModerationBySchool", "School",
                    sorted(schools, key=lambda pair: pair[0].casefold()))  # fmt: skip
    last = _least_alike(page, last, rows)
    page.print(_second_look(page, last, rows, facts.framework))


def _sections(rows: pd.DataFrame) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{row['section']}. {row['section_title']}", row)
            for row in records(review.tally(rows, review.BY_SECTION))]


def _tallies(
    page: Page, last: int, title: str, name: str, first: str,
    counted: Sequence[tuple[str, dict[str, Any]]], whole: pd.DataFrame | None = None,
) -> int:
    page.heading(last + 1, title)
    centre = styles.HEADER_CENTRE
    fields = [Field(first, 0, _NAME), Field(HEADINGS[0], 0, styles.NUMBER, centre),
              Field(HEADINGS[1], 0)]  # fmt: skip
    fields += [Field(heading, 0, styles.NUMBER, centre) for heading in HEADINGS[2:-1]]
    fields.append(Field(HEADINGS[-1], 0, styles.SHARE, centre))
    entries = [*counted, *[("All", row) for row in (records(whole) if whole is not None else ())]]
    cells: list[list[Cell]] = [
        [words, int(row["n"]), counted_words(row),
         *(int(row[key]) for key in review.OUTCOMES), float(row["agreed_share"])]
        for words, row in entries
    ]  # fmt: skip
    final = draw(page, name, last + 2, fields, cells, title, "One row for each: how many ratings "
                 "were compared and how they compare.", least=theme.HEADER_LEAST)  # fmt: skip
    rules.quiet_zeros(page, area(last + 3, 4, final, 7))
    return final


def _least_alike(page: Page, last: int, rows: pd.DataFrame) -> int:
    page.heading(last + 1, "Statements rated least alike")
    found = review.least_alike(rows)
    words = ("Two or more reviewed schools; levels apart is the average distance. A meeting of "
             "reviewers could look at these together.")  # fmt: skip
    page.put(last + 2, 1, words, styles.SUBTITLE, overflow=True)
    page.row(last + 2, theme.TEXT_ROW)
    centre = styles.HEADER_CENTRE
    fields = [
        Field("Section", 0), Field("Ref", 0, _REF), Field("Statement", 0),
        *(Field(heading, 0, styles.NUMBER, centre) for heading in
          ("Compared (n)", "Agreed", "Higher", "Lower")),
        Field("Levels apart", 0, styles.MEAN, centre),
        Field("Agreed %", 0, styles.SHARE, centre),
    ]  # fmt: skip
    cells: list[list[Cell]] = [
        [f"{row['section']} {row['section_short']}", str(row["ref"]), str(row["label"]),
         int(row["n"]), int(row["agreed"]), int(row["higher"]), int(row["lower"]),
         None if pd.isna(row["apart"]) else float(row["apart"]), float(row["agreed_share"])]
        for row in records(found.head(MOST))
    ]  # fmt: skip
    return draw(page, "LeastAlike", last + 3, fields, cells, "Statements rated least alike",
                "One row for each statement: how often school and reviewer agreed.",
                nothing="No statement was rated differently in two schools or more.",
                least=theme.LIST_LEAST)  # fmt: skip


def _second_look(page: Page, last: int, rows: pd.DataFrame, framework: Framework) -> int:
    page.heading(last + 1, "Where a second look would help most")
    found = review.second_look(rows)
    more = f" The first {MOST} of {len(found)}." if len(found) > MOST else ""
    words = f"Ratings furthest apart on which nothing is agreed yet, statutory ones first.{more}"
    page.put(last + 2, 1, words, styles.SUBTITLE, overflow=True)
    page.row(last + 2, theme.TEXT_ROW)
    centre = styles.HEADER_CENTRE
    fields = [
        Field("School", 0), Field("Ref", 0, _REF), Field("Statement", 0),
        Field("School rating", 0, styles.TEXT, centre),
        Field("Reviewer rating", 0, styles.TEXT, centre),
        Field("Levels apart", 0, styles.NUMBER, centre),
    ]  # fmt: skip
    cells: list[list[Cell]] = [
        [str(row["school"]), str(row["ref"]), str(row["label"]),
         rating(framework, row, "level", "state"),
         rating(framework, row, "reviewer_level", "reviewer_state"),
         None if pd.isna(row["gap"]) else abs(int(row["gap"]))]
        for row in records(found.head(MOST))
    ]  # fmt: skip
    return draw(page, "SecondLook", last + 3, fields, cells, "Where a second look would help most",
                "One row for each rating: the school’s and the reviewer’s.",
                nothing="School and reviewer agree, or have agreed on a rating, everywhere.",
                least=theme.LIST_LEAST)  # fmt: skip


def rating(framework: Framework, row: dict[str, Any], level: str, state: str) -> Cell:
    """A rating with the look of its level; Not applicable, or nothing."""
    if row[level]:
        scale = framework.scale_of(Kind(row["kind"]))
        return Styled(scale.level(row[level]).label, styles.level_cell(scale, row[level]))
    return Styled(NOT_APPLICABLE if row[state] == State.NOT_APPLICABLE.value else "",
                  style(styles.TEXT, styles.CENTRE, font_color=theme.GREY_TEXT))
