"""Several audits in one batch become a workbook that shows them theme by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from sendsheets import theme
from sendsheets.analysis import across, tables
from sendsheets.drawing import rules, styles
from sendsheets.drawing.book import Book, area
from sendsheets.drawing.styles import style
from sendsheets.model import REPORT_PROPERTY, Batch, Framework, Season
from sendsheets.reports.authority.facts import blank_forms, day, strangers
from sendsheets.reports.authority.picture import SUBJECTIVE
from sendsheets.reports.authority.places import places
from sendsheets.reports.listing import LISTED_ROWS, Cell, Field, back_to_cover, draw, records
from sendsheets.reports.wording import number

THEMES, SCHOOLS = "Themes", "Schools"

_NAME = style(styles.BOLD, styles.RULE, styles.WRAP, font_color=theme.NAVY)
_HOW_TO = "To free the top rows: View, Freeze Panes. To remove the arrows: Data, Filter."


def across_workbook(
    frameworks: Mapping[str, Framework], batch: Batch, as_at: date, area_name: str = "",
    seasons: Sequence[Season] = (),
) -> bytes | None:
    """Write the workbook over the themes that several audits share.

    Args:
        frameworks: the audits by id, at least all of those that the batch's returns answer.
        batch: everything that went in.
        as_at: the date of the document.
        area_name: whose schools these are, where it is known.
        seasons: the returns of each audit held against a register, where there is one.

    Returns:
        The finished .xlsx package, or None where fewer than two audits were answered. Equal
        arguments give equal bytes.
    """
    blank = blank_forms(batch.returns) | strangers(batch, *seasons)
    returns = {n: r for n, r in enumerate(batch.counted, 1) if n not in blank}
    answered = {r.result.framework for r in returns.values() if r.result}
    known = {name: frameworks[name] for name in sorted(answered)}
    if len(known) < 2:
        return None
    responses = tables.responses(batch.returns, known | dict(frameworks))
    responses = responses[~responses["return_no"].isin(blank)]
    schools = places(returns, *seasons)
    book = Book(
        "Audits together: themes and schools", f"As at {as_at.isoformat()}", as_at,
        keywords="SEND, self-audit, themes", custom={REPORT_PROPERTY: "across audits"},
    )  # fmt: skip
    several = across.schools_across(responses, known, schools)
    whose = f"{area_name}. " if area_name else ""
    said = (f"{whose}{number(schools['key'].nunique(), 'school')}, "
            f"{number(len(known), 'audit')}, as at {day(as_at)}.")  # fmt: skip
    _themes(book, across.themes_across(responses, known, schools), said)
    _schools(book, several, [framework.title for framework in known.values()])
    return book.finish()


def _themes(book: Book, found: pd.DataFrame, said: str) -> None:
    """Draw how each audit's statements of a theme stand, one audit below the other."""
    centre = styles.HEADER_CENTRE
    fields = [
        Field("Theme", 38, _NAME), Field("Audit", 46),
        *(Field(head, 12, styles.NUMBER, centre)
          for head in ("Statements", "Schools", "Ratings", "Areas", "Neither", "Strengths")),
        Field("Strengths %", 12, styles.SHARE, centre), Field("Areas %", 12, styles.SHARE, centre),
    ]  # fmt: skip
    page = book.page(THEMES, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top("Themes across audits", f"{said} {SUBJECTIVE}")
    back_to_cover(page, SCHOOLS, "The audits’ scales differ, so strengths and areas for "
                  "development are counted and nothing is averaged. A theme that fewer than five "
                  "schools rated is left out.", 2)  # fmt: skip
    page.link(3, 1, SCHOOLS, "Go to Schools", styles.LINK)
    rows: list[list[Cell]] = [
        [str(row["theme_name"]), str(row["title"]),
         *(int(row[key]) for key in ("statements", "schools", "rated", "developments", "neither",
                                     "strengths")),
         float(row["strength_share"]), float(row["development_share"])]
        for row in records(found)
    ]  # fmt: skip
    last = draw(page, "ThemesAcross", 4, fields, rows, "Themes across audits",
                "One row for each theme and audit: how many ratings are strengths, areas for "
                "development, or neither.", nothing="No theme was rated by five schools.")
    rules.quiet_zeros(page, area(5, 6, last, 8))
    for column in (9, 10):
        rules.progress_bar(page, 5, column, last, theme.BAR_SOFT)
    page.print(last, repeat=(4, 4))


def _schools(book: Book, found: pd.DataFrame, titles: Sequence[str]) -> None:
    """Draw the schools that answered more than one audit, a row for each school and audit."""
    centre = styles.HEADER_CENTRE
    fields = [
        Field("School", 34, _NAME), Field("URN", 10), Field("Phase", 14), Field("Audit", 46),
        Field("Ratings", 10, styles.NUMBER, centre), Field("Strengths %", 12, styles.SHARE, centre),
        Field("Look here first", 62, styles.TEXT_INDENT, styles.HEADER_INDENT),
    ]  # fmt: skip
    page = book.page(SCHOOLS, theme.TAB_REVIEW, [field.width for field in fields])
    page.top("Schools that answered more than one audit", "Alphabetical, not ranked. Look here "
             f"first: themes that its audits see differently. {_HOW_TO}")  # fmt: skip
    many = found["key"].nunique()
    left = f" The first {LISTED_ROWS:,} rows are shown." if len(found) > LISTED_ROWS else ""
    back_to_cover(page, THEMES, f"{number(many, 'school')} of {number(len(titles), 'audit')}: "
                  f"joined by URN, or by name where there is none.{left}", 2)  # fmt: skip
    page.link(3, 1, THEMES, "Go to Themes", styles.LINK)
    rows: list[list[Cell]] = [
        [str(row["school"]), str(row["urn"]), str(row["phase"]), str(row["title"]),
         int(row["rated"]), float(row["strength_share"]), str(row["apart"])]
        for row in records(found.head(LISTED_ROWS))
    ]  # fmt: skip
    last = draw(page, "SchoolsAcross", 4, fields, rows, "Schools that answered more than one audit",
                "One row for each school and audit.", filters=True,
                nothing="No school answered more than one audit.")  # fmt: skip
    rules.progress_bar(page, 5, 6, last, theme.BAR_SOFT)
    page.sheet.ignore_errors({"number_stored_as_text": f"B5:B{last}"})
    page.freeze(4)
    page.print(last, repeat=(4, 4))
