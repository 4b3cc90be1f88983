"""Return rates against a register: over all schools, by phase, by type and by trust."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.drawing.styles import style
from sendsheets.model import Framework, Listed, Season
from sendsheets.reports import standings
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.blocks import draw_whole
from sendsheets.reports.listing import Cell, Field, back_to_cover, draw
from sendsheets.reports.standings import Tally

_LABEL = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
_PARTS: tuple[tuple[str, Callable[[Listed], str], str], ...] = (
    ("Phase", lambda listed: listed.phase, "Not known"),
    ("Type", lambda listed: listed.type, "Not known"),
    ("Trust", lambda listed: listed.trust, "No trust given"),
)
"""What schools are grouped by, and what stands for those of which the register does not say."""
_MOST = 200
"""Rows of one table: an area may have very many trusts of one school each."""


def rates(book: Book, season: Season) -> None:
    """Draw how many schools of each sort were asked and have answered."""
    dated = season.deadline is not None
    centre = styles.HEADER_CENTRE
    headings = ["Asked", "Returned", "Complete", "Part complete", "Outstanding"]
    headings += ["On time", "Late", "Date not known"] if dated else []

    def fields(first: str) -> list[Field]:
        numbers = [Field(heading, 15 if len(heading) > 12 else 12, styles.NUMBER, centre)
                   for heading in headings]  # fmt: skip
        return [Field(first, 44, _LABEL), *numbers[:2],
                Field("Returned %", 13, styles.SHARE, centre), *numbers[2:]]  # fmt: skip

    page = book.page(sheets.RETURN_RATES, theme.TAB_START,
                     [field.width for field in fields("Schools")])  # fmt: skip
    page.top("Return rates", "Restricted: it shows small groups of schools. For the use of those "
             "who run the audit.")  # fmt: skip
    back_to_cover(page, sheets.COVER, "Returned: any answer came. Outstanding: none, or none that "
                  "could be read.")  # fmt: skip
    every = season.standings
    parts: list[tuple[str, str, list[tuple[str, Tally]]]] = [
        ("Schools", "All schools asked", [("All schools", standings.tally(every))]),
    ]
    for key, part, nothing in _PARTS:
        if any(part(standing.listed) for standing in every):  # else the register says nothing
            parts.append((key, f"By {key.lower()}", standings.groups(every, part, nothing)))
    def group(part: tuple[str, str, list[tuple[str, Tally]]], last: int) -> int:
        first, title, counted = part
        more = len(counted) - _MOST
        page.heading(last + 1, f"{title}: the first {_MOST} of {len(counted)}" if more > 0
                     else title)  # fmt: skip
        return draw(page, f"Returned{first}", last + 2, fields(first),
                    _rows(counted[:_MOST], dated), title,
                    "One row for each group of schools: how many were asked and how they stand.",
                    least=24.75)  # fmt: skip

    page.print(draw_whole(page, 3, [partial(group, part) for part in parts]))


def _rows(counted: Sequence[tuple[str, Tally]], dated: bool) -> list[list[Cell]]:
    return [
        [name, n.asked, n.returned, n.share, n.complete, n.part, n.outstanding,
         *([n.on_time, n.late, n.undated] if dated else [])]
        for name, n in counted
    ]  # fmt: skip


def register_table(season: Season, framework: Framework) -> pd.DataFrame:
    """One row for each school on the register, as a tidy table.

    Args:
        season: the returns held against the register.
        framework: the audit.

    Returns:
        In the register's order, all text but for the two dates and the two counts:
        ``school``, ``urn``, ``phase``, ``type``, ``trust``, ``la``, ``status`` (a word of
        ``standings.STATUSES``), ``timeliness`` (a word of ``Timeliness``), ``first_came`` and
        ``completed_came`` (dates), ``answered`` and ``asked`` (statements of the most complete
        return, null where none came), ``left`` (what is not answered, in words), ``refused`` (why
        a file could not be used), ``files`` (with semicolons between) and ``email``.
    """
    rows = []
    for standing in season.standings:
        listed, found = standing.listed, standings.best(standing)
        result = found.result if found else None
        asked = standings.asked_of(result, framework) if result else None
        left = sum(e.count for e in standings.unanswered(result, framework)) if result else 0
        rows.append({
            "school": listed.name, "urn": listed.urn, "phase": listed.phase, "type": listed.type,
            "trust": listed.trust, "la": listed.la, "status": standings.status(standing),
            "timeliness": standing.timeliness.value, "first_came": standing.came_on,
            "completed_came": standing.completed_on,
            "answered": None if asked is None else asked - left, "asked": asked,
            "left": standings.left_words(result, framework) if result else "",
            "refused": " ".join(map(standings.refused_words, standing.refused)),
            "files": "; ".join(r.file for r in (*standing.readings, *standing.refused)),
            "email": listed.email,
        })  # fmt: skip
    text = ("school", "urn", "phase", "type", "trust", "la", "status", "timeliness", "left",
            "refused", "files", "email")  # fmt: skip
    columns = [*text[:8], "first_came", "completed_came", "answered", "asked",
               *text[8:]]
    types = dict.fromkeys(text, "str") | {
        "first_came": "datetime64[s]", "completed_came": "datetime64[s]",
        "answered": "Int64", "asked": "Int64"}
    return pd.DataFrame(rows, columns=columns).astype(types)
