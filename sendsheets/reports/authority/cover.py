"""The Cover: what went in, at a glance, and where to find the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sendsheets import theme
from sendsheets.analysis import summary
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Live, letter, quoted
from sendsheets.drawing.styles import style
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.counts import number
from sendsheets.reports.authority.decided import decided
from sendsheets.reports.authority.facts import (
    FEW,
    Facts,
    day,
    distinct_schools,
    levels_said,
    strangers_words,
    strengths_heading,
)
from sendsheets.reports.authority.log import STATUSES, entries
from sendsheets.reports.authority.overview import overview_counts
from sendsheets.reports.listing import Cell, Field, Linked, Styled, draw
from sendsheets.reports.standings import FILE_PROBLEM, returned_words
from sendsheets.reports.wording import number as many

_LABEL = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
_VALUE = style(styles.TEXT_INDENT, num_format="0")


def cover(
    book: Book, facts: Facts, contents: Sequence[tuple[str, str]], area: str, missing: str
) -> None:
    """Draw the Cover.

    Args:
        book: the workbook; this is its first sheet.
        facts: what it shows.
        contents: each other sheet and what it shows.
        area: whose schools these are, empty if not said.
        missing: what the workbook leaves out, empty if nothing.
    """
    page = book.page(sheets.COVER, theme.TAB_START, (32, 92))
    whose = f"{area}. " if area else ""
    page.top(f"{facts.framework.title}: schools together",
             f"{whose}{_came_in(facts)}. Consolidated on {day(facts.as_at)}. For professional "
             "discussion, not for ranking schools.")  # fmt: skip
    page.put(3, 1, _warning(facts, missing), styles.STATUS, overflow=True)
    page.row(3, theme.TEXT_ROW)
    page.heading(4, "At a glance")
    fields = [Field("Measure", 32, _LABEL),
              Field("Value", 92, _VALUE, styles.HEADER_INDENT)]  # fmt: skip
    last = draw(page, "AtAGlance", 5, fields, _measures(facts, missing), "At a glance",
                "One row for each measure, with its value.", least=24.75)  # fmt: skip
    page.heading(last + 1, "What is in this workbook")
    fields = [Field("Sheet", 32, _LABEL),
              Field("What it shows", 92, styles.TEXT_INDENT, styles.HEADER_INDENT)]  # fmt: skip
    rows: list[list[Cell]] = [[Linked(sheet, sheet), words] for sheet, words in contents]
    last = draw(page, "Contents", last + 2, fields, rows, "What is in this workbook",
                "One row for each sheet, with a link to it and what it shows.",
                least=24.75)  # fmt: skip
    page.print(last, one_page=True)


def _came_in(facts: Facts) -> str:
    """How many schools answered, and how many forms came back blank: "12 schools, 1 blank form"."""
    schools, blank = distinct_schools(facts), len(facts.blank)
    said = f"{schools} school{'' if schools == 1 else 's'}"
    return f"{said}, {blank} blank form{'' if blank == 1 else 's'}" if blank else said


def _warning(facts: Facts, missing: str) -> str:
    said = ["Restricted: it names schools and quotes them."]
    if 0 < len(facts.answered) < FEW:
        said.append("Fewer than five returns: averages and shares identify schools. "
                    "Share with care.")  # fmt: skip
    if missing:
        said.append(f"Not everything fits in this workbook: see {_LEFT_OUT} below.")
    return " ".join(said)


_LEFT_OUT = "Left out"


def _measures(facts: Facts, missing: str) -> list[list[Cell]]:
    framework, scale = facts.framework, facts.scale
    rows: list[list[Cell]] = [
        ["Framework", f"{framework.title}, version {framework.version} [{framework.id}]"],
        ["Returns counted", len(facts.answered)],
        ["Schools", distinct_schools(facts)],
    ]
    if facts.blank:
        rows.append(["Blank forms, in no count", len(facts.blank)])
    if facts.season:
        rows.append(["Schools asked", returned_words(facts.season)])
    if facts.strangers:
        rows.append(["Not on the list", strangers_words(len(facts.strangers))])
    rows.append(["Files, by status", _files(facts)])
    settled = len(decided(facts))
    if settled:
        rows.append(["Decisions applied", settled])
    if len(facts.heat_map) and facts.refs:
        total = 5 + len(facts.sections)
        counts = overview_counts(facts)
        whole = summary.distribution(facts.responses, framework).iloc[0]

        def at(key: str) -> str:
            return f"={quoted(sheets.OVERVIEW)}!${letter(counts.column(key))}${total}"

        rows.append(["Ratings", Live(at("rated"), int(whole["rated"]))])
        rows.append([
            strengths_heading(scale),
            Styled(Live(at("share"), number(whole["strength_share"])),
                   style(styles.TEXT_INDENT, num_format="0%")),
        ])  # fmt: skip
        if framework.means:
            look = style(styles.TEXT_INDENT, num_format="0.00")
            rows.append([f"Average, 1 to {len(scale.levels)}",
                         Styled(Live(at("mean"), number(whole["mean"])), look)])
            rows.append(["Spread (standard deviation)",
                         Styled(Live(at("spread"), number(whole["spread"])), look)])
    rows.append(["What counts", (
        f"A strength is a rating of {levels_said(scale, strength=True)}; an area for development "
        f"is {levels_said(scale, strength=False)}. Not applicable, not yet rated and to check are "
        "left out of every share" + (" and average." if framework.means else ". Ratings of this "
        "framework are not averaged.")
    )])  # fmt: skip
    if missing:
        rows.append([_LEFT_OUT, missing])
    if framework.source.credit:
        rows.append(["Source and credit", framework.source.credit])
    return rows


def _files(facts: Facts) -> str:
    """How many files have each status; those that nobody can read stand in every audit's log."""
    log = entries(facts)
    mine = Counter(entry.status for entry in log if not entry.strange)
    said = [f"{mine[word]} {word.lower()}" for word in STATUSES if mine[word]]
    strange = Counter(entry.status == FILE_PROBLEM for entry in log if entry.strange)
    if strange[True]:
        said.append(f"{strange[True]} could not be read")
    if strange[False]:
        said.append(f"{strange[False]} not a return")
    return f"{many(len(log), 'file')}: {'; '.join(said)}" if said else "None"
