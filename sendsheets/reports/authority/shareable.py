"""The consolidated workbook for everybody: no names, no free text, no small groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pandas as pd

from sendsheets import theme
from sendsheets.analysis import summary, training
from sendsheets.drawing import charts, rules, styles
from sendsheets.drawing.book import Book, area, letter, quoted
from sendsheets.drawing.styles import style
from sendsheets.layout import statement_text
from sendsheets.model import REPORT_PROPERTY, Batch, Framework, Kind, Season
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.counts import Counts
from sendsheets.reports.authority.facts import (
    FEW,
    day,
    levels_said,
    share_words,
    strengths_heading,
)
from sendsheets.reports.authority.rounding import (
    ENOUGH,
    Shared,
    at_least,
    known_widely,
    schools_by_statement,
    shared,
    summed,
)
from sendsheets.reports.listing import HOW_TO, Cell, Field, Linked, back_to_cover, draw, records

LISTED = 10
"""Rows in each list of Strengths and areas."""

_ROUGH = (
    f"With fewer than {ENOUGH} schools, rounding leaves little of what they said of one statement: "
    "it may even show the contrary. So no statements are listed as strengths or areas. Sections "
    "are nearer, and still rough."
)

_REF = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)
_LABEL = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)


def shareable_workbook(
    framework: Framework, batch: Batch, as_at: date, area_name: str = "",
    season: Season | None = None,
) -> bytes | None:
    """Write what may be shared of one framework's returns.

    Nothing in it is a school's name, number, person or words. Statements that fewer than five
    schools rated are left out of every table and sum, so that they cannot be worked out from what
    is shown. No count is exact: see ``rounding``, which argues why two editions that differ by one
    school do not give its ratings away, and how far that goes. Where fewer than
    ``rounding.ENOUGH`` schools answered, the Cover says how rough that makes it, and the lists of
    strengths and areas are left out: chance would have made them.

    Args:
        framework: the framework; returns of others in the batch are left out.
        batch: everything that went in.
        as_at: the date of the document.
        area_name: whose schools these are, for the Cover.
        season: the returns held against a register, where there is one.

    Returns:
        The finished .xlsx package, or None where fewer than five schools answered.
    """
    found = shared(framework, batch, as_at, season)
    if found is None:
        return None
    facts, shown = found.facts, found.shown
    book = Book(
        f"{framework.title}: schools together, to share", f"As at {as_at.isoformat()}", as_at,
        keywords=f"SEND, self-audit, {framework.id}, shareable",
        custom={REPORT_PROPERTY: "shareable workbook"},
    )  # fmt: skip
    practice = shown[shown["kind"] == Kind.PRACTICE.value]
    pages: list[tuple[str, str, Callable[[], None]]] = []
    if len(practice):
        pages += [
            (sheets.OVERVIEW, "How schools rated each section, with a chart.",
             lambda: _overview(book, found)),
            *([] if found.is_rough else [
                (sheets.STRENGTHS, "The statements rated highest, and those rated lowest.",
                 lambda: _strengths(book, found))]),
            (sheets.STATEMENTS, "How each statement was rated.",
             lambda: _statements(book, found, (Kind.PRACTICE,), sheets.STATEMENTS)),
        ]
    for kinds, name in _others(framework):
        if shown["kind"].isin(kinds).any():
            pages.append((name, "How these were answered.",
                          partial(_statements, book, found, kinds, name)))
    second = known_widely(facts.second, found.schools)
    if len(second):
        pages.append((sheets.second_sheet(framework), "About how many want training, by topic.",
                      lambda: _needs(book, found, second)))
    _cover(book, found, [(name, words) for name, words, _ in pages],
           facts.responses["ref"].nunique() - shown["ref"].nunique(), area_name)  # fmt: skip
    for _, _, make in pages:
        make()
    return book.finish()


def shareable_tables(
    framework: Framework, batch: Batch, as_at: date, season: Season | None = None
) -> dict[str, pd.DataFrame] | None:
    """The same as tidy tables.

    Args and None are those of ``shareable_workbook``.

    Returns:
        ``statements`` and ``sections``: one row for each statement, and for each section of
        practice, with the columns of ``rounding.summed``: of schools, rounded. ``mean`` and
        ``spread`` are null where the framework shows no averages.
    """
    found = shared(framework, batch, as_at, season)
    if found is None:
        return None
    parts = [found.statements(kinds) for kinds in ((Kind.PRACTICE,), *(
        kinds for kinds, _ in _others(framework))) if found.any_of(kinds)]  # fmt: skip
    made: dict[str, pd.DataFrame] = {}
    if found.any_of((Kind.PRACTICE,)):
        made["sections"] = summed(parts[0], found.facts.scale, summary.BY_SECTION)
    if parts:
        whole = pd.concat(parts).sort_values("order").reset_index(drop=True)
        levels = [str(name) for name in whole if str(name).startswith("level_")]
        rest = [name for name in whole if name not in levels and name not in summary.BY_STATEMENT]
        made["statements"] = whole[[*summary.BY_STATEMENT, *levels, *rest]].astype(
            dict.fromkeys(levels, "Int64"))
    for frame in made.values():
        hidden = frame["kind"] != Kind.PRACTICE.value if "kind" in frame else [False] * len(frame)
        frame.loc[hidden if framework.means else [True] * len(frame), ["mean", "spread"]] = float(
            "nan")
    return made


def _others(framework: Framework) -> list[tuple[tuple[Kind, ...], str]]:
    """The kinds beside practice that share a sheet, and its name; words alone are never shown."""
    made: list[tuple[tuple[Kind, ...], str]] = []
    if any(words.kind is Kind.CHALLENGE for words in framework.kinds):
        made.append(((Kind.CHALLENGE,), sheets.CHALLENGES))
    kinds = [words.kind for words in framework.kinds if words.kind in (Kind.QUESTION, Kind.GOAL)]
    by_scale: dict[str, list[Kind]] = {}
    for kind in kinds:
        by_scale.setdefault(framework.scale_of(kind).id, []).append(kind)
    for group in by_scale.values():
        words = " and ".join(f"{framework.kind_words(kind).label}s".lower() for kind in group)
        made.append((tuple(group), words.capitalize()))
    return made


# --- sheets ----------------------------------------------------------------------------------


def _cover(
    book: Book, found: Shared, contents: Sequence[tuple[str, str]], left: int, area_name: str
) -> None:
    facts = found.facts
    page = book.page(sheets.COVER, theme.TAB_START, (32, 92))
    whose = f"{area_name}. " if area_name else ""
    schools = at_least(found.how_many).capitalize()
    page.top(f"{facts.framework.title}: schools together",
             f"{whose}{schools} schools, as at {day(facts.as_at)}. Made to be shared: it names no "
             "school and quotes nobody.")  # fmt: skip
    page.heading(4, "How to read it")
    hidden = f" {left} statements that fewer rated are left out of every table and sum." if (
        left > 1) else " One statement that fewer rated is left out of every table and sum." if (
        left) else ""  # fmt: skip
    rows: list[list[Cell]] = [
        ["What this is", "Schools’ own view of themselves. Self-evaluation is subjective: it shows "
         "what schools are proud of and where they want support, and it ranks nobody."],
        ["Small groups", f"Only statements that at least {FEW} schools rated are shown.{hidden}"],
        ["Numbers are rounded", "Every count of schools is rounded to the multiple of five below "
         "or above it, by chance and mostly to the nearer; 0 is anything from none to four. Shares "
         "and sections are made of rounded counts. So read them as “about”."],
        ["Not two editions", "Please do not share two editions over nearly the same schools: who "
         "compares them could guess what a school said that is in one of them only."],
        ["What counts", f"A strength is a rating of {levels_said(facts.scale, strength=True)}; an "
         f"area for development is {levels_said(facts.scale, strength=False)}. Not applicable and "
         "not yet rated are left out of every share."],
    ]  # fmt: skip
    if found.is_rough:
        rows.insert(3, ["Few schools", _ROUGH])
    if facts.framework.source.credit:
        rows.append(["Source and credit", facts.framework.source.credit])
    indent = styles.HEADER_INDENT
    last = draw(page, "HowToRead", 5, [Field("About", 32, _LABEL),
                Field("In words", 92, styles.TEXT_INDENT, indent)], rows, "How to read it",
                "One row for each thing to know.", least=24.75)  # fmt: skip
    page.heading(last + 1, "What is in this workbook")
    listed: list[list[Cell]] = [[Linked(name, name), words] for name, words in contents]
    last = draw(page, "Contents", last + 2, [Field("Sheet", 32, _LABEL),
                Field("What it shows", 92, styles.TEXT_INDENT, indent)], listed,
                "What is in this workbook", "One row for each sheet, with a link to it.",
                least=24.75)  # fmt: skip
    page.print(last, one_page=True)


def _overview(book: Book, found: Shared) -> None:
    facts = found.facts
    counts = Counts(facts.scale, 3, facts.framework.means, bare=True)
    fields = [Field("No.", 5, _REF), Field("Section", 44), *counts.fields()]
    page = book.page(sheets.OVERVIEW, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top("Overview: ratings across all schools",
             f"About how many ratings, by section. {share_words(facts)}")
    back_to_cover(page, sheets.COVER)
    by = ("section", "section_title")
    table = list(records(summed(found.statements((Kind.PRACTICE,)), facts.scale, by)))
    cells: list[list[Cell]] = [
        [str(row["section"]), str(row["section_title"]), *counts.plain(row)] for row in table
    ]
    last = draw(page, "SectionTotals", 4, fields, cells, "Ratings by section",
                "One row for each section: about how many ratings at each level.")  # fmt: skip
    counts.rules(page, 5, last)
    said = ", ".join(level.label for level in facts.scale.levels)
    page.heading(last + 1, f"Chart: shares of {said} in each section")
    sheet, shades = quoted(sheets.OVERVIEW), theme.palette(len(facts.scale.levels))
    series = []
    for level in facts.scale.levels:
        column = counts.column(summary.level_column(level.key))
        series.append(charts.Series(
            f"={sheet}!${letter(column)}$4", f"={sheet}!{area(5, column, last, column)}",
            shades[facts.scale.rank(level.key) - 1].fill,
        ))  # fmt: skip
    chart = charts.shares(book, f"={sheet}!{area(5, 2, last, 2)}", series, len(table))
    page.chart(last + 2, chart, "Bar chart with one bar for each section, showing what share of "
               "its ratings is at each level. The same numbers are in the table above.")
    page.print(last + 2, one_page=True)


def _statements(
    book: Book, found: Shared, kinds: tuple[Kind, ...], name: str
) -> None:
    """About how many schools gave each rating, for every statement of some kinds."""
    facts, practice = found.facts, kinds == (Kind.PRACTICE,)
    framework = facts.framework
    scale = framework.scale_of(kinds[0])
    flag = "development" if kinds == (Kind.CHALLENGE,) else "strength"
    said = levels_said(scale, strength=flag == "strength")
    counts = Counts(scale, 4, practice and framework.means,
                    share="" if practice else f"{said} %", flag=flag, bare=True)  # fmt: skip
    fields = [Field("Ref", 6, _REF), Field("Section", 18), Field("Statement", 60),
              *counts.fields()]  # fmt: skip
    page = book.page(name, theme.TAB_SECTION, [field.width for field in fields])
    page.top(name, f"About how many schools gave each rating, in fives. {HOW_TO}")
    back_to_cover(page, sheets.COVER, share_words(facts) if practice else "")
    cells: list[list[Cell]] = [
        [str(row["ref"]), str(row["section_short"]), _words(framework, str(row["ref"])),
         *counts.plain(row)] for row in records(found.statements(kinds))
    ]  # fmt: skip
    last = draw(page, "".join(c for c in name.title() if c.isalnum()), 4, fields, cells, name,
                "One row for each statement: about how many schools gave it each rating.",
                filters=True, least=theme.LIST_LEAST)  # fmt: skip
    counts.rules(page, 5, last)
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _words(framework: Framework, ref: str) -> str:
    statement = framework.statement(ref)
    return statement_text(statement) if statement else ""


def _strengths(book: Book, found: Shared) -> None:
    facts = found.facts
    heading, scale = strengths_heading(facts.scale), facts.scale
    fields = [
        Field("Ref", 6, _REF), Field("Section", 18), Field("Statement", 84),
        Field("Ratings", 9, styles.NUMBER, styles.HEADER_CENTRE),
        Field(heading, 12, styles.SHARE, styles.HEADER_CENTRE),
    ]  # fmt: skip
    page = book.page(sheets.STRENGTHS, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top("Strengths and areas for development", "Across all schools. Equal shares stand in "
             "the framework’s order.")  # fmt: skip
    back_to_cover(page, sheets.COVER, share_words(facts))
    table = found.statements((Kind.PRACTICE,))
    said = levels_said(scale, strength=True)
    lists = (("TopStatements", f"Most often {said}", summary.top_statements(table, LISTED)),
             ("LowStatements", f"Least often {said}", summary.low_statements(table, LISTED)))
    header = 5
    for name, title, listed in lists:
        if header > 5:
            page.sheet.set_h_pagebreaks([header - 2])
        page.heading(header - 1, title)
        cells: list[list[Cell]] = [
            [str(row["ref"]), str(row["section_short"]), _words(facts.framework, str(row["ref"])),
             int(row["rated"]), float(row["strength_share"])] for row in records(listed)
        ]  # fmt: skip
        last = draw(page, name, header, fields, cells, title,
                    "Ten statements at most, with how they were rated.",
                    least=theme.LIST_LEAST)  # fmt: skip
        rules.progress_bar(page, header + 1, 5, last, theme.BAR_SOFT)
        header = last + 2
    page.print(header - 2)


def _needs(book: Book, found: Shared, second: pd.DataFrame) -> None:
    """Training needs by topic, without who could help."""
    framework = found.facts.framework
    rating = framework.second_rating
    assert rating is not None
    keys = training.wanted_levels(rating.scale)
    wanted = " or ".join(rating.scale.level(key).label for key in keys)
    counts = Counts(rating.scale, 3, means=False, share=f"{wanted} %", bare=True)
    fields = [Field("No.", 6, _REF), Field("Topic", 52), *counts.fields()]
    name = sheets.second_sheet(framework)
    page = book.page(name, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top(name, f"Training is wanted where the answer is {wanted}. {HOW_TO}")
    back_to_cover(page, sheets.COVER)
    by_statement = schools_by_statement(second, found.schools, rating.scale, found.seed)
    table = summed(by_statement, rating.scale, summary.BY_SECTION)
    columns = [summary.level_column(key) for key in keys]
    table["strength_share"] = summary.share(table[columns].sum(axis=1), table["rated"])
    cells: list[list[Cell]] = [
        [str(row["section"]), str(row["section_title"]), *counts.plain(row)]
        for row in records(table)
    ]  # fmt: skip
    last = draw(page, "NeedsByTopic", 4, fields, cells, name,
                "About how many want training and how much, by topic.", filters=True)  # fmt: skip
    counts.rules(page, 5, last)
    page.freeze(4)
    page.print(last, repeat=(4, 4))


