"""Section by section: what rose, stayed and fell, and the share of strengths then and now."""

from __future__ import annotations

from typing import Any

from sendsheets import theme
from sendsheets.drawing import charts, styles
from sendsheets.drawing.book import Book, Page, area, quoted
from sendsheets.drawing.styles import style
from sendsheets.reports.change.facts import Compared
from sendsheets.reports.listing import Cell, Field, Styled, draw, records

TITLE = "What rose, stayed and fell"
CHANGE_FILLS = {"rose": theme.palette(4)[3].fill, "stayed": theme.WHITE,
                "fell": theme.palette(3)[1].fill}  # fmt: skip
"""Three fills that stay apart for colour-blind people and in grey; the words are there as well."""

_NUMBERED = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)
_SHARE = style(styles.SHARE)
_FEW = style(styles.RULE, styles.CENTRE, font_color=theme.GREY_TEXT)
FEWER = "Too few"
_BARS_HIGH = 260.0


def fields(facts: Compared) -> list[Field]:
    """The columns of the table by section."""
    centre = styles.HEADER_CENTRE
    numbers = [Field(word, 11, styles.NUMBER, centre) for word in (
        "Compared", "Rose", "Stayed", "Fell", "Only last time", "Only this time",
        "Neither time", "New", "Not comparable")]  # fmt: skip
    schools = [] if facts.single else [Field("Schools", 10, styles.NUMBER, centre)]
    return [Field("No.", 5, _NUMBERED), Field("Section", 40), *schools, *numbers,
            Field("Strengths last time", 13, _SHARE, centre),
            Field("Strengths this time", 13, _SHARE, centre)]  # fmt: skip


def draw_sections(book: Book, page: Page, facts: Compared, header: int, name: str) -> int:
    """Draw the table by section and its two charts; return the last row.

    Args:
        book: the workbook.
        page: the sheet, as wide as ``fields``.
        facts: what was compared.
        header: the row of the headings.
        name: the table's name, unique in the workbook.
    """
    columns = fields(facts)
    places = {kept.heading: n for n, kept in enumerate(columns, 1)}
    rows: list[list[Cell]] = [_row(row, facts) for row in records(facts.sections)]
    last = draw(page, name, header, columns, rows, TITLE, "One row for each section: how many "
                "ratings of both times rose, stayed and fell, and the share of strengths among "
                "them then and now.", nothing="Nothing to compare.")  # fmt: skip
    if not rows:
        return last
    sheet, first = quoted(page.name), header + 1
    page.heading(last + 1, "Chart: how many ratings rose, stayed and fell in each section")
    series = [
        charts.Series(
            f"={sheet}!{area(header, places[word], header, places[word])}",
            f"={sheet}!{area(first, places[word], last, places[word])}",
            CHANGE_FILLS[word.casefold()],
        )
        for word in ("Rose", "Stayed", "Fell")
    ]  # fmt: skip
    names = f"={sheet}!{area(first, 2, last, 2)}"
    chart = charts.shares(book, names, series, len(rows))
    page.chart(last + 2, chart, "Bar chart with one bar for each section, showing what share of "
               "the ratings given both times rose, stayed and fell. The same numbers are in the "
               "table above.", high=_BARS_HIGH)  # fmt: skip
    if not any(facts.enough(int(row["schools"])) for row in records(facts.sections)):
        return last + 2
    page.heading(last + 3, "Chart: share of strengths last time and this time")
    page.chart(last + 4, _beside(book, sheet, places, (header, first, last)), "Bar chart with two "
               "bars for each section: the share of strengths last time and this time, among the "
               "ratings given both times. The same numbers are in the table above.",
               high=_BARS_HIGH)  # fmt: skip
    return last + 4


def _row(row: dict[str, Any], facts: Compared) -> list[Cell]:
    schools: list[Cell] = [] if facts.single else [int(row["schools"])]
    apart = int(row["apart"])
    return [
        str(row["section"]), str(row["section_title"]), *schools, int(row["both"]),
        int(row["rose"]), int(row["stayed"]), int(row["fell"]), int(row["only_last"]),
        int(row["only_this"]), int(row["neither"]), int(row["new"]), apart,
        share(row, "strength_share_before", facts), share(row, "strength_share", facts),
    ]  # fmt: skip


def share(row: dict[str, Any], key: str, facts: Compared) -> Cell:
    """A share, empty where there is nothing to share, and held back where schools are few."""
    if not row["both"]:
        return None
    return float(row[key]) if facts.enough(int(row["schools"])) else Styled(FEWER, _FEW)


def _beside(book: Book, sheet: str, places: dict[str, int], rows: tuple[int, int, int]) -> Any:
    """Two bars for each section, last time's above this time's."""
    header, first, last = rows
    chart = book.chart("bar", "clustered")
    font = {"name": theme.FONT, "size": theme.SMALL, "color": theme.INK}
    fills = (theme.NOT_APPLICABLE_FILL, theme.NAVY)
    for word, fill in zip(("Strengths last time", "Strengths this time"), fills, strict=True):
        column = places[word]
        chart.add_series({
            "name": f"={sheet}!{area(header, column, header, column)}",
            "categories": f"={sheet}!{area(first, 2, last, 2)}",
            "values": f"={sheet}!{area(first, column, last, column)}",
            "fill": {"color": fill}, "gap": 60, "overlap": 0,
            "border": {"color": theme.SEGMENT_BORDER, "width": 0.75},
            "data_labels": {"value": True, "num_format": "0%", "font": font},
        })  # fmt: skip
    chart.set_y_axis({
        "reverse": True, "num_font": font, "line": {"none": True},
        "major_tick_mark": "none", "minor_tick_mark": "none",
    })  # fmt: skip
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, "max": 1})
    chart.set_legend({"position": "top", "font": font})
    for part in (chart.set_chartarea, chart.set_plotarea):
        part({"fill": {"none": True}, "border": {"none": True}})
    chart.set_title({"none": True})
    return chart
