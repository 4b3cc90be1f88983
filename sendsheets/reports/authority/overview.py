"""What all schools together say: by section, by statement, and the ten best and lowest."""

from __future__ import annotations

from typing import Any

from sendsheets import theme
from sendsheets.analysis import summary
from sendsheets.drawing import charts, rules, styles
from sendsheets.drawing.book import Book, Live, area, letter, quoted
from sendsheets.drawing.styles import style
from sendsheets.layout import statement_text
from sendsheets.model import Statement
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.counts import Counts, band, number, total_looks
from sendsheets.reports.authority.facts import (
    Facts,
    levels_said,
    share_words,
    strengths_heading,
)
from sendsheets.reports.authority.heat_map import place, section_place
from sendsheets.reports.listing import HOW_TO, Cell, Field, Styled, back_to_cover, draw, records

LISTED = 10
"""Rows in each list of Strengths and areas."""

_NUMBERED = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)
_REF = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)


def overview(book: Book, facts: Facts) -> int:
    """Draw the ratings of all schools by section, and the chart; return the row of totals."""
    counts = Counts(facts.scale, 3, facts.framework.means, facts.extra, total=True)
    fields = [Field("No.", 5, _NUMBERED), Field("Section", 44), *counts.fields()]
    page = book.page(sheets.OVERVIEW, theme.TAB_SUMMARY, [field.width for field in fields])
    what = "practice ratings" if facts.framework.has_kinds else "ratings"
    page.top("Overview: ratings across all schools",
             f"Counts of {what} from every return on the Heat map. {share_words(facts)}")
    back_to_cover(page, sheets.COVER)
    found = {int(row["section"]): row for row in records(summary.distribution(
        facts.responses, facts.framework, ("section",)))}  # fmt: skip
    whole = next(records(summary.distribution(facts.responses, facts.framework)))
    asked = len(facts.sections)
    rows: list[list[Cell]] = []
    everything: dict[str, Any] = {**whole, "not_asked": 0}
    for row, section in enumerate(facts.sections, 5):
        mine = {**found[section.number], "not_asked": _not_asked(facts, section.number)}
        everything["not_asked"] += mine["not_asked"]
        rows.append([str(section.number), section.title,
                     *counts.counted(row, section_place(facts, section), mine)])  # fmt: skip
    total = 5 + asked
    sums = counts.summed(total, 5, total - 1, everything)
    looks = total_looks(fields)
    rows.append([Styled(cell, look) for cell, look in zip(
        [None, "All sections", *sums], looks, strict=True)])  # fmt: skip
    last = draw(page, "SectionTotals", 4, fields, rows, "Ratings by section",
                "One row for each section and a row of totals: how many ratings at each level, "
                "and what follows from them.")  # fmt: skip
    counts.rules(page, 5, last)
    said = ", ".join(level.label for level in facts.scale.levels)
    page.heading(last + 1, f"Chart: shares of {said} in each section")
    sheet = quoted(sheets.OVERVIEW)
    shades = theme.palette(len(facts.scale.levels))
    series = []
    for level in facts.scale.levels:
        column = counts.column(summary.level_column(level.key))
        series.append(charts.Series(
            f"={sheet}!${letter(column)}$4", f"={sheet}!{area(5, column, total - 1, column)}",
            shades[facts.scale.rank(level.key) - 1].fill,
        ))  # fmt: skip
    chart = charts.shares(book, f"={sheet}!{area(5, 2, total - 1, 2)}", series, asked)
    page.chart(last + 2, chart, "Bar chart with one bar for each section, showing what share of "
               "its ratings is at each level. The same numbers are in the table above.")
    page.print(last + 2, one_page=True)
    return total


def overview_counts(facts: Facts) -> Counts:
    """Where the Overview's counts stand."""
    return Counts(facts.scale, 3, facts.framework.means, facts.extra, total=True)


def _not_asked(facts: Facts, section: int | None = None, ref: str | None = None) -> int:
    refs = [ref] if ref else [
        s.ref for s in facts.framework.statements
        if s.section == section and s.ref in facts.heat_map.columns
    ]  # fmt: skip
    return int((facts.heat_map[refs] == summary.NOT_ASKED_CODE).to_numpy().sum())


# --- Statements ------------------------------------------------------------------------------


def _statement_counts(facts: Facts) -> Counts:
    return Counts(facts.scale, 4, facts.framework.means, facts.extra)


def statements(book: Book, facts: Facts) -> None:
    """Draw how every practice statement was rated, with its rank from either end."""
    counts = _statement_counts(facts)
    fields = [
        Field("Ref", 6, _REF), Field("Section", 18), Field("Statement", 60), *counts.fields(),
        Field("Rank", 8, styles.NUMBER, styles.HEADER_CENTRE),
        Field("Rank from lowest", 9, styles.NUMBER, styles.HEADER_CENTRE),
    ]  # fmt: skip
    page = book.page(sheets.STATEMENTS, theme.TAB_SECTION, [field.width for field in fields])
    heading = strengths_heading(facts.scale)
    page.top("Statements", f"From the Heat map. Ranks follow {heading}; equal shares stand in the "
             f"framework’s order. {HOW_TO}")  # fmt: skip
    back_to_cover(page, sheets.COVER, share_words(facts))
    found = {row["ref"]: row for row in records(
        summary.distribution(facts.responses, facts.framework, ("order", "ref")))}  # fmt: skip
    refs = facts.refs
    last = 4 + len(refs)
    share = counts.column("share")
    shares = [number(found[ref]["strength_share"]) for ref in refs]
    rows: list[list[Cell]] = []
    for row, ref in enumerate(refs, 5):
        statement = _statement(facts, ref)
        mine = {**found[ref], "not_asked": _not_asked(facts, ref=ref)}
        ranks = [
            Live(_rank(letter(share), row, last, order), _ranked(shares, row - 5, order))
            for order in (0, 1)
        ]
        rows.append([ref, _sheet_of(facts, statement), statement_text(statement),
                     *counts.counted(row, place(facts, ref), mine), *ranks])  # fmt: skip
    draw(page, "Statements", 4, fields, rows, "Statements",
         "One row for each practice statement: how many schools gave it each rating, the share of "
         "strengths, and its rank.", filters=True, least=theme.LIST_LEAST)  # fmt: skip
    counts.rules(page, 5, last)
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _rank(column: str, row: int, last: int, order: int) -> str:
    cell, where = f"${column}{row}", f"${column}$5:${column}${last}"
    return (f'=IF({cell}="","",RANK({cell},{where},{order})'
            f"+COUNTIF(${column}$5:{cell},{cell})-1)")


def _ranked(shares: list[float | str], n: int, order: int) -> int | str:
    mine = shares[n]
    if not isinstance(mine, float):
        return ""
    others = [share for share in shares if isinstance(share, float)]
    ahead = sum(x > mine if order == 0 else x < mine for x in others)
    return ahead + sum(share == mine for share in shares[: n + 1])


def _statement(facts: Facts, ref: str) -> Statement:
    found = facts.framework.statement(ref)
    assert found is not None
    return found


def _sheet_of(facts: Facts, statement: Statement) -> str:
    return next(s.sheet for s in facts.framework.sections if s.number == statement.section)


# --- Strengths and areas ---------------------------------------------------------------------


def strengths_and_areas(book: Book, facts: Facts) -> None:
    """Draw the statements most often, and least often, rated a strength."""
    scale, counts = facts.scale, _statement_counts(facts)
    worst = scale.worst_first[0]
    means = facts.framework.means
    fields = [
        Field("Ref", 6, _REF), Field("Section", 18), Field("Statement", 66),
        Field(worst.label, 12, styles.NUMBER, styles.level_header(scale, worst.key)),
        Field("Ratings", 9, styles.NUMBER, styles.HEADER_CENTRE),
        Field(strengths_heading(scale), 12, styles.SHARE, styles.HEADER_CENTRE),
    ]  # fmt: skip
    keys = [summary.level_column(worst.key), "rated", "share"]
    if means:
        fields += [Field("Average", 10, styles.MEAN, styles.HEADER_CENTRE),
                   Field("Spread", 9, styles.MEAN, styles.HEADER_CENTRE)]  # fmt: skip
        keys += ["mean", "spread"]
    page = book.page(sheets.STRENGTHS, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top("Strengths and areas for development",
             "Across all schools, from the ranks on Statements. Equal shares stand in the "
             "framework’s order.")  # fmt: skip
    back_to_cover(page, sheets.COVER, share_words(facts))
    table = summary.distribution(facts.responses, facts.framework, summary.BY_STATEMENT)
    rows = min(LISTED, len(facts.refs))
    ranks = counts.first + len(counts.keys)
    said = levels_said(scale, strength=True)
    lists = (
        ("TopStatements", f"Most often {said}", summary.top_statements(table, rows), ranks),
        ("LowStatements", f"Least often {said}", summary.low_statements(table, rows), ranks + 1),
    )
    header = 5
    for name, title, listed, rank in lists:
        if header > 5:
            page.sheet.set_h_pagebreaks([header - 2])
        page.heading(header - 1, title)
        columns = [1, 2, 3, *(counts.column(key) for key in keys)]
        found = list(records(listed))
        cells: list[list[Cell]] = []
        for n in range(rows):
            row = header + 1 + n
            values = _listed(facts, found[n], keys) if n < len(found) else [""] * len(columns)
            cells.append([
                Live(_nth(facts, column, rank, row, header + 1), value)
                for column, value in zip(columns, values, strict=True)
            ])  # fmt: skip
        last = draw(page, name, header, fields, cells, title,
                    "Ten statements at most, with how they were rated across schools.",
                    least=theme.LIST_LEAST)  # fmt: skip
        rules.progress_bar(page, header + 1, 6, last, theme.BAR_SOFT)
        if means:
            band(page, scale, area(header + 1, 7, last, 7))
        header = last + 2
    page.print(header - 2)


def _nth(facts: Facts, column: int, rank: int, row: int, first: int) -> str:
    last = 4 + len(facts.refs)
    sheet = quoted(sheets.STATEMENTS)
    wanted = f"{sheet}!{area(5, column, last, column)}"
    order = f"{sheet}!{area(5, rank, last, rank)}"
    return f'=IFERROR(INDEX({wanted},MATCH(ROWS($A${first}:$A{row}),{order},0)),"")'


def _listed(facts: Facts, found: dict[str, Any], keys: list[str]) -> list[str | int | float]:
    statement = _statement(facts, str(found["ref"]))
    values: list[str | int | float] = [
        statement.ref, _sheet_of(facts, statement), statement_text(statement),
    ]  # fmt: skip
    names = {"share": "strength_share"}
    for key in keys:
        value = found[names.get(key, key)]
        values.append(float(value) if key in ("share", "mean", "spread") else int(value))
    return values
