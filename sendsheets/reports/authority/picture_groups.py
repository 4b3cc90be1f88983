"""How themes, and groups of five schools or more, stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sendsheets import theme
from sendsheets.analysis.groups import FEWEST, Grouping
from sendsheets.drawing import charts
from sendsheets.drawing.book import Page, area, letter, quoted
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.blocks import BEFORE, Columns, begin
from sendsheets.reports.authority.facts import levels_said, strengths_heading
from sendsheets.reports.authority.seen import Seen
from sendsheets.reports.listing import Cell, records
from sendsheets.reports.wording import listing
from sendsheets.reports.wording import number as many

GROUPS = 40
"""Rows in each table of groups; the CSV file has all of them."""


def themes(page: Page, seen: Seen, note: str, last: int) -> int:
    if not len(seen.themes):
        return last
    return _bars(
        page, seen, last, "Themes", "By theme", note, ("Theme", "Schools"),
        [(str(row["label"]), row) for row in records(seen.themes)],
    )  # fmt: skip


def group(page: Page, seen: Seen, grouping: Grouping, note: str, last: int) -> int:
    mine = seen.groups[(seen.groups["by"] == grouping.by) & (seen.groups["theme"] == "")]
    if len(mine) > GROUPS:
        note = f"{note} The first {GROUPS} of {len(mine)} are shown; the CSV file groups has all."
    return _bars(
        page, seen, last, grouping.by.capitalize(), f"By {grouping.by}", note.strip(),
        (grouping.by.capitalize(), "Schools"),
        [(str(row["group"]), row) for row in records(mine.head(GROUPS))],
    )  # fmt: skip


_CHART_ROWS = 12
"""With more bars than this there is no chart."""

_CHART_TOP, _CHART_BAR = 60.0, 36.0
"""The height of a chart in points: what its legend takes, and each bar."""


def _bars(
    page: Page, seen: Seen, last: int, name: str, heading: str, note: str,
    first: tuple[str, str], found: Sequence[tuple[str, Mapping[str, Any]]],
) -> int:
    """A table of themes or groups, with a chart above it."""
    scale = seen.facts.scale
    columns = Columns(scale, strengths_heading(scale), "strength_share",
                       seen.facts.framework.means)  # fmt: skip
    header = begin(page, last, heading, note)
    drawn = 1 < len(found) <= _CHART_ROWS
    header += drawn
    strong = levels_said(scale, strength=True)
    rows: list[list[Cell]] = [
        [said, int(row["schools"]), _named(seen, str(row["best"])),
         _named(seen, str(row["lowest"])), *columns.cells(row)]
        for said, row in found
    ]  # fmt: skip
    last = columns.draw(page, f"Picture{name}", header,
                        (*first, f"Most often {strong}", f"Least often {strong}"), rows, heading)
    if drawn:
        _chart(page, seen, header, last, heading)
    return last


def _chart(page: Page, seen: Seen, header: int, last: int, heading: str) -> None:
    scale, sheet = seen.facts.scale, quoted(sheets.PICTURE)
    shades = theme.palette(len(scale.levels))
    series = [
        charts.Series(
            f"={sheet}!${letter(column)}${header}",
            f"={sheet}!{area(header + 1, column, last, column)}",
            shades[scale.rank(level.key) - 1].fill)
        for column, level in enumerate(scale.levels, BEFORE + 1)
    ]  # fmt: skip
    chart = charts.shares(page.book, f"={sheet}!{area(header + 1, 1, last, 1)}", series,
                          last - header)  # fmt: skip
    page.chart(header - 1, chart, f"Bar chart, {heading[0].lower()}{heading[1:]}: one bar for "
               "each, showing what share of its ratings is at each level. The same numbers are in "
               "the table below.", _CHART_TOP + _CHART_BAR * (last - header))  # fmt: skip


def hidden_words(seen: Seen) -> str:
    """What is not shown in groups, and why."""
    unknown = [grouping.by for grouping in seen.groupings if not grouping.known]
    alone = [grouping.by for grouping in seen.groupings if grouping.known and not grouping.sizes]
    said = [f"No group of fewer than {FEWEST} schools is shown, nor one that another table here "
            "gives away."]  # fmt: skip
    if len(seen.groupings) - len(alone) - len(unknown) > 1:
        said.append("Several tables together may still do so: keep this sheet to those who may "
                    "see every school’s answers.")  # fmt: skip
    if alone:
        said.append(f"By {listing(alone, 'or')} no two groups can be shown like that.")
    for grouping in seen.groupings:
        if grouping.sizes and grouping.hidden:
            said.append(f"By {grouping.by}, {many(grouping.hidden, 'school')} not shown.")
    if unknown:
        why = "The list of schools does not say" if seen.facts.season else \
            "Without a list of schools nobody knows"  # fmt: skip
        said.append(f"{why} any school’s {listing(unknown, 'or')}.")
    return " ".join(said)


def _named(seen: Seen, ref: str) -> str:
    found = seen.facts.framework.statement(ref)
    return f"{ref} {found.label}" if found else ""
