"""The one chart we use: a bar for each row of a table, shared out among the ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sendsheets import theme
from sendsheets.drawing.book import Book


@dataclass(frozen=True, slots=True)
class Series:
    """One rating: where its name and its numbers stand, and its fill."""

    name: str
    values: str
    fill: str


def shares(book: Book, categories: str, series: Sequence[Series], rows: int) -> Any:
    """A stacked bar chart in which every bar is 100% wide, to be placed with ``Page.chart``.

    Args:
        book: the workbook.
        categories: where the names of the bars stand.
        series: the ratings, in order.
        rows: how many bars there are (many bars have narrower gaps).
    """
    chart = book.chart("bar", "percent_stacked")
    font = {"name": theme.FONT, "size": theme.SMALL, "color": theme.INK}
    for one in series:
        dark = one.fill in _DARK
        chart.add_series({
            "name": book.referring(one.name), "categories": book.referring(categories),
            "values": book.referring(one.values),
            "fill": {"color": one.fill}, "gap": 45 if rows <= 8 else 25, "overlap": 100,
            "border": {"color": theme.SEGMENT_BORDER, "width": 0.75},
            "data_labels": {
                "value": True, "num_format": "0;;;",
                "font": font | ({"color": theme.WHITE, "bold": True} if dark else {}),
            },
        })  # fmt: skip
    chart.set_y_axis({
        "reverse": True, "num_font": font, "line": {"none": True},
        "major_tick_mark": "none", "minor_tick_mark": "none",
    })  # fmt: skip
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "top", "font": font})
    for part in (chart.set_chartarea, chart.set_plotarea):
        part({"fill": {"none": True}, "border": {"none": True}})
    chart.set_title({"none": True})
    return chart


_DARK = {
    shade.fill for count in (2, 3, 4, 5) for shade in theme.palette(count)
    if shade.text == theme.WHITE
}  # fmt: skip
