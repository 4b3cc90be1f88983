"""The consolidated workbook for everybody: no names, no free text, no small groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd

from sendsheets import theme
from sendsheets.analysis import summary, training
from sendsheets.drawing import charts, rules, styles
from sendsheets.drawing.book import Book, area, letter, quoted
from sendsheets.drawing.styles import style
from sendsheets.layout import statement_text
from sendsheets.model import REPORT_PROPERTY, Batch, Framework, Kind, State
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.counts import Counts
from sendsheets.reports.authority.facts import (
    FEW,
    Facts,
    day,
    gather,
    levels_said,
    school_keys,
    share_words,
    strengths_heading,
)
from sendsheets.reports.listing import Cell, Field, Linked, back_to_cover, draw, records

LISTED = 10
"""Rows in each list of Strengths and areas."""

_REF = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)
_LABEL = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
_HOW_TO = "To free rows 1 to 4: View, Freeze Panes. To remove the arrows: Data, Filter."


def shareable_workbook(
    framework: Framework, batch: Batch, as_at: date, area_name: str = ""
) -> bytes | None:
    """Write what may be shared of one framework's returns.

    Nothing in it is a school's name, number, person or words, and nothing is counted over fewer
    than five schools: such statements are left out of every table, and of the sums as well, so
    that they cannot be worked out from what is shown.

    Args:
        framework: the framework; returns of others in the batch are left out.
        batch: everything that went in.
        as_at: the date of the document.
        area_name: whose schools these are, for the Cover.

    Returns:
        The finished .xlsx package, or None where fewer than five schools answered.
    """
    facts = gather(framework, batch, as_at)
    schools = dict(zip(_numbers(facts), school_keys(facts.answered), strict=True))
    if len(set(schools.values())) < FEW:
        return None
    shown = known_widely(facts.responses, schools)
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
             lambda: _overview(book, facts, practice)),
            (sheets.STRENGTHS, "The statements rated highest, and those rated lowest.",
             lambda: _strengths(book, facts, practice)),
            (sheets.STATEMENTS, "How each statement was rated.",
             lambda: _statements(book, facts, practice, (Kind.PRACTICE,), sheets.STATEMENTS)),
        ]
    for kinds, name in _others(framework):
        if shown["kind"].isin(kinds).any():
            pages.append((name, "How these were answered.",
                          partial(_statements, book, facts, shown, kinds, name)))  # fmt: skip
    second = known_widely(facts.second, schools)
    if len(second):
        pages.append((sheets.second_sheet(framework), "How many want training, by topic.",
                      lambda: _needs(book, facts, second)))  # fmt: skip
    _cover(book, facts, [(name, words) for name, words, _ in pages], len(set(schools.values())),
           facts.responses["ref"].nunique() - shown["ref"].nunique(), area_name)  # fmt: skip
    for _, _, make in pages:
        make()
    return book.finish()


def shareable_tables(
    framework: Framework, batch: Batch, as_at: date
) -> dict[str, pd.DataFrame] | None:
    """The same as tidy tables.

    Args and None are those of ``shareable_workbook``.

    Returns:
        ``statements`` and ``sections``: one row for each statement, and for each section of
        practice, with the columns of ``summary.distribution``. ``mean`` and ``spread`` are null
        where the framework shows no averages.
    """
    facts = gather(framework, batch, as_at)
    schools = dict(zip(_numbers(facts), school_keys(facts.answered), strict=True))
    if len(set(schools.values())) < FEW:
        return None
    shown = known_widely(facts.responses, schools)
    practice = shown[shown["kind"] == Kind.PRACTICE.value]
    by_kind = [((Kind.PRACTICE,), sheets.STATEMENTS), *_others(framework)]
    parts = [summary.distribution(shown[shown["kind"].isin(kinds)], framework,
                                  summary.BY_STATEMENT, kinds)
             for kinds, _ in by_kind if shown["kind"].isin(kinds).any()]  # fmt: skip
    made = {"sections": summary.distribution(practice, framework, summary.BY_SECTION)}
    if parts:
        whole = pd.concat(parts).sort_values("order").reset_index(drop=True)
        levels = [str(name) for name in whole if str(name).startswith("level_")]
        made["statements"] = whole.astype(dict.fromkeys(levels, "Int64"))
    for frame in made.values():
        hidden = frame["kind"] != Kind.PRACTICE.value if "kind" in frame else [False] * len(frame)
        frame.loc[hidden if framework.means else [True] * len(frame), ["mean", "spread"]] = float(
            "nan")
    return made


def _numbers(facts: Facts) -> list[int]:
    return [n for n in range(1, len(facts.counted) + 1) if n not in facts.blank]


def known_widely(rows: pd.DataFrame, schools: Mapping[int, str]) -> pd.DataFrame:
    """The rows of the statements that at least five schools rated.

    Args:
        rows: with ``return_no``, ``ref`` and ``state``.
        schools: what the school of each return is known by.
    """
    rated = rows[rows["state"] == State.RATED.value]
    many = rated["return_no"].map(schools).groupby(rated["ref"]).nunique()
    return rows[rows["ref"].isin(many.index[many >= FEW])].reset_index(drop=True)


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
    book: Book, facts: Facts, contents: Sequence[tuple[str, str]], schools: int, left: int,
    area_name: str,
) -> None:
    page = book.page(sheets.COVER, theme.TAB_START, (32, 92))
    whose = f"{area_name}. " if area_name else ""
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
        ["Small groups", f"Nothing is counted over fewer than {FEW} schools.{hidden}"],
        ["What counts", f"A strength is a rating of {levels_said(facts.scale, strength=True)}; an "
         f"area for development is {levels_said(facts.scale, strength=False)}. Not applicable and "
         "not yet rated are left out of every share."],
    ]  # fmt: skip
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


def _counts(facts: Facts, first: int, rows: pd.DataFrame) -> Counts:
    extra = ("missing",) if (rows["state"] == State.MISSING.value).any() else ()
    return Counts(facts.scale, first, facts.framework.means, extra)


def _overview(book: Book, facts: Facts, rows: pd.DataFrame) -> None:
    counts = _counts(facts, 3, rows)
    fields = [Field("No.", 5, _REF), Field("Section", 44), *counts.fields()]
    page = book.page(sheets.OVERVIEW, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top("Overview: ratings across all schools",
             f"Counts of ratings by section. {share_words(facts)}")
    back_to_cover(page, sheets.COVER)
    by = ("section", "section_title")
    found = list(records(summary.distribution(rows, facts.framework, by)))
    cells: list[list[Cell]] = [
        [str(row["section"]), str(row["section_title"]), *counts.plain(row)] for row in found
    ]
    last = draw(page, "SectionTotals", 4, fields, cells, "Ratings by section",
                "One row for each section: how many ratings at each level.")  # fmt: skip
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
    chart = charts.shares(book, f"={sheet}!{area(5, 2, last, 2)}", series, len(found))
    page.chart(last + 2, chart, "Bar chart with one bar for each section, showing what share of "
               "its ratings is at each level. The same numbers are in the table above.")
    page.print(last + 2, one_page=True)


def _statements(
    book: Book, facts: Facts, rows: pd.DataFrame, kinds: tuple[Kind, ...], name: str
) -> None:
    """The counts of every statement of some kinds."""
    framework, practice = facts.framework, kinds == (Kind.PRACTICE,)
    scale = framework.scale_of(kinds[0])
    flag = "development" if kinds == (Kind.CHALLENGE,) else "strength"
    said = levels_said(scale, strength=flag == "strength")
    mine = rows[rows["kind"].isin(kinds)]
    counts = _counts(facts, 4, mine) if practice else Counts(
        scale, 4, means=False, share=f"{said} %", flag=flag)  # fmt: skip
    fields = [Field("Ref", 6, _REF), Field("Section", 18), Field("Statement", 60),
              *counts.fields()]  # fmt: skip
    page = book.page(name, theme.TAB_SECTION, [field.width for field in fields])
    page.top(name, f"How many schools gave each rating. {_HOW_TO}")
    back_to_cover(page, sheets.COVER, share_words(facts) if practice else "")
    found = records(summary.distribution(mine, framework, summary.BY_STATEMENT, kinds))
    cells: list[list[Cell]] = [
        [str(row["ref"]), str(row["section_short"]), _words(framework, str(row["ref"])),
         *counts.plain(row)] for row in found
    ]  # fmt: skip
    last = draw(page, "".join(c for c in name.title() if c.isalnum()), 4, fields, cells, name,
                "One row for each statement: how many schools gave it each rating.",
                filters=True, least=theme.LIST_LEAST)  # fmt: skip
    counts.rules(page, 5, last)
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _words(framework: Framework, ref: str) -> str:
    statement = framework.statement(ref)
    return statement_text(statement) if statement else ""


def _strengths(book: Book, facts: Facts, rows: pd.DataFrame) -> None:
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
    table = summary.distribution(rows, facts.framework, summary.BY_STATEMENT)
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


def _needs(book: Book, facts: Facts, second: pd.DataFrame) -> None:
    """Training needs by topic, without who could help."""
    framework = facts.framework
    rating = framework.second_rating
    assert rating is not None
    wanted = " or ".join(rating.scale.level(key).label
                         for key in training.wanted_levels(rating.scale))  # fmt: skip
    counts = Counts(rating.scale, 4, means=False, share=f"{wanted} %")
    fields = [Field("No.", 6, _REF), Field("Topic", 52),
              Field("Respondents", 13, styles.NUMBER, styles.HEADER_CENTRE),
              *counts.fields()]  # fmt: skip
    name = sheets.second_sheet(framework)
    page = book.page(name, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top(name, f"Training is wanted where the answer is {wanted}. {_HOW_TO}")
    back_to_cover(page, sheets.COVER)
    table = training.training_needs(second, facts.details, framework, summary.BY_SECTION)
    cells: list[list[Cell]] = [
        [str(row["section"]), str(row["section_title"]), int(row["respondents"]),
         *counts.plain(row | {"strength_share": row["wanted_share"]})] for row in records(table)
    ]  # fmt: skip
    last = draw(page, "NeedsByTopic", 4, fields, cells, name,
                "How many want training and how much, by topic.", filters=True)  # fmt: skip
    counts.rules(page, 5, last)
    page.freeze(4)
    page.print(last, repeat=(4, 4))


