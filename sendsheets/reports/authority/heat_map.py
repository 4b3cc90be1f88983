"""The Heat map, and the averages (or shares) by section that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sendsheets import theme
from sendsheets.analysis import summary
from sendsheets.drawing import fit, rules, styles
from sendsheets.drawing.book import Book, Live, Page, area, letter, quoted
from sendsheets.drawing.styles import Style, style
from sendsheets.model import NOT_APPLICABLE_CODE, Scale, Section
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.counts import band, number
from sendsheets.reports.authority.facts import (
    MISSING_CODE,
    Facts,
    average_words,
    levels_said,
    strengths_heading,
)
from sendsheets.reports.listing import HOW_TO_WIDE, back_to_cover, records

HEADER = 5
FIRST = 6
BEFORE = 3
"""Columns before the statements: School, Phase, share."""

_CELL = style(styles.CENTRE, font_size=theme.SMALL, border=1, border_color=theme.WHITE)
_EDGE = {"left": 2, "left_color": theme.NAVY}
_CELL_START = style(_CELL, _EDGE)
_HEAD = style(styles.HEADER_CENTRE, font_size=theme.TINY)
_SCHOOL = style(styles.WRAP, styles.RULE)


def place(facts: Facts, ref: str, last_ref: str | None = None) -> str:
    """Where a statement, or a run of them, stands on the Heat map, with the sheet's name."""
    refs = facts.refs
    first, last = refs.index(ref), refs.index(last_ref or ref)
    bottom = FIRST + len(facts.heat_map) - 1
    where = area(FIRST, BEFORE + 1 + first, bottom, BEFORE + 1 + last)
    return f"{quoted(sheets.HEAT_MAP)}!{where}"


def section_place(facts: Facts, section: Section) -> str:
    """Where a section's statements stand on the Heat map."""
    asked = _asked(facts, section)
    return place(facts, asked[0], asked[-1])


def heat_map(book: Book, facts: Facts) -> None:
    """Draw every practice rating at a glance: a row for each return, a column a statement."""
    scale, refs = facts.scale, facts.refs
    frame = facts.heat_map
    page = book.page(sheets.HEAT_MAP, theme.TAB_SECTION, (34, 13, 11, *[_wide(facts)] * len(refs)))
    page.zoom = 80
    page.top("Heat map: schools and statements", "Alphabetical, not ranked. Correct a letter and "
             f"the other sheets follow. {HOW_TO_WIDE}")  # fmt: skip
    back_to_cover(page, sheets.COVER, _key(facts), 2)
    starts = _bands(page, facts)
    last = HEADER + len(frame)
    for row, cells in enumerate(records(frame), FIRST):
        page.put(row, 1, str(cells["school"]), _SCHOOL)
        page.put(row, 2, str(cells["phase"]), _SCHOOL)
        run = f"${letter(BEFORE + 1)}{row}:${letter(BEFORE + len(refs))}{row}"
        page.put(row, 3, Live(_share(scale, run), number(cells["strength_share"])), styles.SHARE)
        for column, ref in enumerate(refs, BEFORE + 1):
            page.put(row, column, str(cells[ref]), _CELL_START if column in starts else _CELL)
        page.row(row, 20.25)
    looks: list[Style] = [styles.HEADER, styles.HEADER, styles.HEADER_CENTRE]
    looks += [_edged(_HEAD, column in starts) for column, _ in enumerate(refs, BEFORE + 1)]
    page.table(
        "HeatMap", HEADER, ["School", "Phase", strengths_heading(scale), *refs], len(frame),
        "Heat map", "One row for each return and one column for each practice statement. Every "
        "cell holds the letter of a rating.", looks, filters=True,
    )  # fmt: skip
    _colour(page, scale, area(FIRST, BEFORE + 1, last, BEFORE + len(refs)))
    page.freeze(HEADER, 1)
    page.print(last, repeat=(HEADER - 1, HEADER), a3=True)


def _key(facts: Facts) -> str:
    said = [f"{level.code} is {level.label}" for level in facts.scale.levels]
    said += [f"{NOT_APPLICABLE_CODE} not applicable"] if facts.scale.not_applicable else []
    said += [f"{summary.TO_CHECK_CODE} to check"]
    said += [f"{MISSING_CODE} row missing"] if "missing" in facts.extra else []
    said += [f"{summary.NOT_ASKED_CODE} not asked"] if "not_asked" in facts.extra else []
    return f"{', '.join(said)}, empty not yet rated."


def _wide(facts: Facts) -> float:
    """The width of a statement's column: three letters, or more where there are few of them."""
    return max(3.0, min(6.0, round(120 / len(facts.refs), 1)))


def _bands(page: Page, facts: Facts) -> set[int]:
    """Draw the names of the sections above their statements; return where they start."""
    starts, column = set(), BEFORE + 1
    for number_, section in enumerate(facts.sections):
        starts.add(column)
        width = len(_asked(facts, section))
        look = style(styles.BOLD, font_size=theme.TINY, font_color=theme.NAVY,
                     bg_color=theme.PALE if number_ % 2 else theme.BAND)  # fmt: skip
        # The name may only run on over the section's own columns; else its number stands alone.
        room = width * fit.column_pixels(_wide(facts)) - 8
        fits = fit.text_pixels(section.sheet, theme.TINY, bold=True) <= room
        words = section.sheet if fits else str(section.number)
        for at in range(width):
            page.put(HEADER - 1, column + at, words if at == 0 else None,
                     _edged(look, at == 0), overflow=True)  # fmt: skip
        column += width
    page.row(HEADER - 1, 20.25)
    return starts


def _edged(look: Style, start: bool) -> Style:
    return style(look, _EDGE) if start else look


def _asked(facts: Facts, section: Section) -> list[str]:
    refs = set(facts.refs)
    return [s.ref for s in section.statements if s.ref in refs]


def _counted(run: str, levels: Sequence[tuple[int, str]]) -> str:
    return "+".join(
        f'{weight}*COUNTIF({run},"{code}")' if weight > 1 else f'COUNTIF({run},"{code}")'
        for weight, code in levels
    )


def _share(scale: Scale, run: str) -> str:
    rated = _counted(run, [(1, level.code) for level in scale.levels])
    good = _counted(run, [(1, level.code) for level in scale.levels if level.strength])
    return f'=IF({rated}=0,"",({good or "0"})/({rated}))'


def _colour(page: Page, scale: Scale, where: str) -> None:
    shades = theme.palette(len(scale.levels))
    looks: list[tuple[str, dict[str, Any]]] = [
        (level.code, {"bg_color": shades[scale.rank(level.key) - 1].fill,
                      "font_color": shades[scale.rank(level.key) - 1].text, "bold": True})
        for level in scale.levels
    ]  # fmt: skip
    looks.append((NOT_APPLICABLE_CODE, {"font_color": theme.GREY_TEXT}))
    looks += [(code, dict(rules.CHECK_LOOK)) for code in (summary.TO_CHECK_CODE, MISSING_CODE)]
    for code, look in looks:
        page.sheet.conditional_format(where, {
            "type": "cell", "criteria": "==", "value": f'"{code}"',
            "format": page.book.look(look),
        })  # fmt: skip


# --- averages or shares by section -----------------------------------------------------------

_QUIET = style(styles.CENTRE, styles.RULE, font_color=theme.GREY_TEXT, font_size=theme.SMALL)
_SPREAD = style(_QUIET, num_format="0.00")
_MEAN_START = style(styles.MEAN, styles.BOLD, _EDGE)
_SHARE_START = style(styles.SHARE, _EDGE)


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one section, or of all of them (``number`` 0).

    ``column`` is where they begin; ``first`` and ``last`` are the columns of its statements on
    the Heat map, as letters.
    """

    number: int
    column: int
    first: str
    last: str


def section_averages(book: Book, facts: Facts) -> None:
    """Draw each return's average of each section, with how many ratings and how far apart.

    Where the framework shows no averages it is the share at the levels that are strengths.
    """
    means = facts.framework.means
    each = ("average", "n", "spread") if means else ("%", "n")
    sections: list[Section | None] = [*facts.sections, None]
    widths = (7.0, 5.0, 7.0) if means else (10.0, 7.0)
    page = book.page(sheets.section_sheet(facts.framework), theme.TAB_SECTION,
                     (34, 13, *widths * len(sections)))  # fmt: skip
    page.zoom = 80 if means else 100
    if means:
        title, what = "Section averages", (
            f"{average_words(facts.scale)} n: how many ratings. Shaded by the level it "
            "rounds to.")
    else:
        title, what = "Section shares", (
            f"Share rated {levels_said(facts.scale, strength=True)}; n: how many ratings. This "
            "framework’s ratings are not averaged.")
    page.top(title, f"Alphabetical, not ranked. {HOW_TO_WIDE}")
    back_to_cover(page, sheets.COVER, what, 2)
    headings = ["School", "Phase"]
    looks: list[Style] = [styles.HEADER, styles.HEADER]
    for at, section in enumerate(sections):
        _section_head(page, at, section, len(each))
        for word in each:
            headings.append(f"{section.number if section else 'All'} {word}")
            looks.append(_edged(_HEAD, word == each[0]))
    found = _found(facts)
    heat = quoted(sheets.HEAT_MAP)
    groups = [_group(facts, section, 3 + n * len(each)) for n, section in enumerate(sections)]
    for row, cells in enumerate(records(facts.heat_map), FIRST):
        # Live, so that a school keeps its own averages when somebody sorts the Heat map.
        page.put(row, 1, Live(f'={heat}!$A{row}&""', str(cells["school"])), _SCHOOL)
        page.put(row, 2, Live(f'={heat}!$B{row}&""', str(cells["phase"])), _SCHOOL)
        for group in groups:
            values = found.get((cells["return_no"], group.number), {})
            _section_cells(page, facts, row, group, values)
        page.row(row, 20.25)
    last = HEADER + len(facts.heat_map)
    page.table("SectionAverages" if means else "SectionShares", HEADER, headings,
               len(facts.heat_map), title, f"One row for each return. {what}", looks,
               filters=True)  # fmt: skip
    for group in groups:
        if means:
            band(page, facts.scale, area(FIRST, group.column, last, group.column))
        else:
            rules.progress_bar(page, FIRST, group.column, last, theme.BAR_SOFT)
    page.freeze(HEADER, 1)
    page.print(last, repeat=(HEADER - 1, HEADER), a3=True)


def _section_head(page: Page, group: int, section: Section | None, width: int) -> None:
    look = style(styles.BOLD, font_size=theme.TINY, font_color=theme.NAVY,
                 bg_color=theme.PALE if group % 2 else theme.BAND)  # fmt: skip
    for at in range(width):
        words = (section.sheet if section else "All sections") if at == 0 else None
        page.put(HEADER - 1, 3 + group * width + at, words, _edged(look, at == 0), overflow=True)
    page.row(HEADER - 1, 20.25)


def _found(facts: Facts) -> dict[tuple[int, int], dict[str, Any]]:
    """The counts of each return and section; section 0 is all of them."""
    by_section = summary.distribution(facts.responses, facts.framework, ("return_no", "section"))
    whole = summary.distribution(facts.responses, facts.framework, ("return_no",))
    rows = [*records(by_section), *records(whole.assign(section=0))]
    return {(int(row["return_no"]), int(row["section"])): row for row in rows}


def _group(facts: Facts, section: Section | None, column: int) -> _Group:
    asked = _asked(facts, section) if section else facts.refs
    first, last = (BEFORE + 1 + facts.refs.index(ref) for ref in (asked[0], asked[-1]))
    return _Group(section.number if section else 0, column, letter(first), letter(last))


def _section_cells(
    page: Page, facts: Facts, row: int, group: _Group, found: dict[str, Any]
) -> None:
    column, scale = group.column, facts.scale
    run = f"{quoted(sheets.HEAT_MAP)}!${group.first}{row}:${group.last}{row}"
    ranked = [(scale.rank(level.key), level.code) for level in scale.levels]
    rated = _counted(run, [(1, code) for _, code in ranked])
    n = Live(f"={rated}", int(found.get("rated", 0)))
    at = f"${letter(column + 1)}{row}"
    if not facts.framework.means:
        good = _counted(run, [(1, level.code) for level in scale.levels if level.strength])
        share = Live(f'=IF({at}=0,"",({good})/{at})', number(found.get("strength_share", _NONE)))
        page.put(row, column, share, _SHARE_START)
        page.put(row, column + 1, n, _QUIET)
        return
    mean = f"${letter(column)}{row}"
    once = _counted(run, ranked)
    twice = _counted(run, [(rank * rank, code) for rank, code in ranked])
    page.put(row, column, Live(f'=IF({at}=0,"",({once})/{at})', number(found.get("mean", _NONE))),
             _MEAN_START)  # fmt: skip
    page.put(row, column + 1, n, _QUIET)
    page.put(row, column + 2, Live(f'=IF({at}=0,"",(({twice})/{at}-{mean}^2)^0.5)',
                                   number(found.get("spread", _NONE))), _SPREAD)  # fmt: skip


_NONE = float("nan")
