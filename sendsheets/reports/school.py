"""One school's summary workbook: what its return says, drawn up for the school itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sendsheets import layout, theme
from sendsheets.drawing import charts, fit, rules, styles
from sendsheets.drawing.book import Book, Page, area, letter, quoted
from sendsheets.drawing.styles import Style, style
from sendsheets.model import (
    FRAMEWORK_PROPERTY,
    NOT_APPLICABLE,
    REPORT_PROPERTY,
    Framework,
    Problem,
    Return,
    Scale,
)
from sendsheets.reports import school_lists, wording
from sendsheets.reports.listing import LONGEST_SHOWN, back_to_cover
from sendsheets.reports.own_words import in_their_words
from sendsheets.reports.portrait import Portrait, Tally, portrait
from sendsheets.reports.school_lists import Listing
from sendsheets.reports.school_review import review_listings, voice_listings
from sendsheets.reports.since import glance, since_listings
from sendsheets.reports.wording import number

COVER, SUMMARY = "Cover", "Summary"

_LABEL = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
_ROW = 22.5
_COVER_HIGH = 800.0
"""Points of Cover that can still be read on one page; a longer one takes two."""


def school_summary(
    framework: Framework, result: Return, problems: Sequence[Problem], as_at: date,
    others: Sequence[Return] = (),
) -> bytes:
    """Write the summary workbook of one school, from its return.

    Every value stands as it was on the day; nothing in it is typed or calculated.

    Args:
        framework: the framework that the return answers.
        result: the return.
        problems: what was found wrong in reading it, for the sheet To check.
        as_at: the day on which "overdue" is judged, and the date of the document. Equal
            arguments give equal bytes.
        others: the returns of other people of the school, for the sheet Voices.

    Returns:
        The finished .xlsx package.

    Raises:
        KeyError: the return answers another framework.
        ValueError: the return answers a ref that the framework doesn't hold.
    """
    framework, result, problems, others, say = in_their_words(framework, result, problems, others)
    seen = portrait(framework, result, as_at)
    lists = school_lists.listings(seen, problems)
    lists[-2:-2] = [*since_listings(seen), *review_listings(seen), *voice_listings(seen, others)]
    book = Book(
        f"{framework.title}: school summary", "What one school’s return says", as_at,
        keywords=f"SEND, self-audit, {framework.id}",
        custom={FRAMEWORK_PROPERTY: f"{framework.id} {framework.version}",
                REPORT_PROPERTY: "school summary"},
        say=say,
    )  # fmt: skip
    _cover(book, seen, lists, len(problems))
    _summary(book, seen)
    for listing in lists:
        if listing.sheet == school_lists.NEEDS:
            _needs(book, seen)
        school_lists.draw(book, listing)
    return book.finish()


# --- Cover -----------------------------------------------------------------------------------


def _cover(book: Book, seen: Portrait, lists: Sequence[Listing], problems: int) -> None:
    page = book.page(COVER, theme.TAB_START, (34, 112))
    page.top(
        f"{seen.framework.title}: school summary",
        f"What {fit.cut(seen.school, 60)} said about its own work, as at "
        f"{wording.long_day(seen.as_at)}.",
    )
    page.put(3, 1, "For professional discussion, not for ranking schools.", styles.SUBTITLE,
             overflow=True)  # fmt: skip
    page.row(3, theme.TEXT_ROW)
    row = _pairs(page, 4, "About this return", "AboutThisReturn", ("Detail", "Answer"),
                 _about(seen))  # fmt: skip
    ending = row
    row = _pairs(page, row + 1, "At a glance", "AtAGlance", ("Measure", "What the return says"),
                 _glance(seen, problems))  # fmt: skip
    page.heading(row + 1, "What is in this workbook")
    first = row + 3
    contents = [(SUMMARY, "How each section was rated, as numbers and as a picture.")]
    for listing in lists:
        if listing.sheet == school_lists.NEEDS:
            contents.append((needs_sheet(seen), "How much training is wanted on each topic."))
        contents.append((listing.sheet, listing.purpose))
    for place, (sheet, about) in enumerate(contents, first):
        page.link(place, 1, sheet, sheet, style(styles.LINK, styles.FIXED, styles.RULE))
        page.put(place, 2, about, styles.TEXT_INDENT)
        page.row(place, _ROW)
    page.table("Contents", row + 2, ("Sheet", "What it shows"), len(contents), "Contents",
               "One row for each sheet of this workbook, with what it shows.",
               (styles.HEADER, styles.HEADER_INDENT))  # fmt: skip
    long = page.printed_height() > _COVER_HIGH
    if long:
        page.sheet.set_h_pagebreaks([ending])
    page.print(first + len(contents) - 1, one_page=not long)


def _pairs(
    page: Page, row: int, heading: str, table: str, headings: tuple[str, str],
    pairs: Sequence[tuple[str, str, Style]],
) -> int:
    """A heading and a table of names and what is said of them; return its last row."""
    page.heading(row, heading)
    for place, (name, text, look) in enumerate(pairs, row + 2):
        page.put(place, 1, name, look)
        page.put(place, 2, text, styles.TEXT_INDENT, typed=True)
        page.row(place, _ROW)
    page.table(table, row + 1, headings, len(pairs), heading,
               "One row for each point, with what it says.",
               (styles.HEADER, styles.HEADER_INDENT))  # fmt: skip
    return row + 1 + len(pairs)


def _about(seen: Portrait) -> list[tuple[str, str, Style]]:
    result, framework = seen.result, seen.framework
    school = [seen.school, result.school.phase, f"URN {result.school.urn}"]
    school = school if result.school.urn else school[:2]
    who = [result.respondent.name, result.respondent.role]
    said = [
        ("School", ", ".join(part for part in school if part)),
        ("Completed by", ", ".join(part for part in who if part) or "Not said"),
        ("Date completed", wording.long_day(result.completed_on) or "Not said"),
    ]
    known = (layout.HEADTEACHER, layout.SENCO, layout.GOVERNOR, *framework.details,
             framework.comments or layout.COMMENTS,
             layout.REVIEWER, layout.REVIEWER_SCHOOL)  # fmt: skip
    said += [
        (detail.label, result.details[detail.key])
        for detail in known if result.details.get(detail.key, "").strip()
    ]  # fmt: skip
    said.append(("Audit", layout.audit_text(framework, result.asked)))
    said.append(("Source and credit", framework.source.credit))
    return [(label, fit.cut(text, LONGEST_SHOWN), _LABEL) for label, text in said]


def _glance(seen: Portrait, problems: int) -> list[tuple[str, str, Style]]:
    tally = seen.practice
    noun = "practice statements" if seen.framework.has_kinds else "statements"
    rows: list[tuple[str, str, Style]] = []
    if seen.framework.has_kinds:
        rows.append(("Answered", f"{seen.answered} of {seen.asked} statements of every kind.",
                     _LABEL))  # fmt: skip
    rows.append(("Rated", f"{tally.rated} of {tally.total} {noun}.", _LABEL))
    for level in reversed(tally.scale.worst_first):
        count = tally.levels[level.key]
        rows.append((level.label, f"{number(count, 'statement')}. {level.meaning}",
                     style(styles.level_cell(tally.scale, level.key), align="left")))  # fmt: skip
    rest = wording.remainder(tally)
    if rest:
        rows.append(("Everything else", rest, _LABEL))
    rows.append(("Actions", school_lists.actions_line(seen), _LABEL))
    last = glance(seen.result, seen.framework)
    rows += [("Since last time", last, _LABEL)] if last else []
    check = f"{number(problems, 'point')} to look at, listed on the sheet To check."
    rows.append(("To check", check if problems else "Nothing to check.", _LABEL))
    return rows


# --- counts by section -----------------------------------------------------------------------


def _summary(book: Book, seen: Portrait) -> None:
    scale = seen.practice.scale
    page = book.page(SUMMARY, theme.TAB_SUMMARY, _widths(scale, seen.sections))
    kind = "practice statements" if seen.framework.has_kinds else "statements"
    page.top("Summary: ratings by section",
             f"How many {kind} of each section have each rating. Rated includes Not applicable; "
             "To check is a rating that is not on the list.")  # fmt: skip
    first = _counts(page, 4, "SectionSummary", seen.sections, scale, "Ratings by section")
    rows = len(seen.sections)
    chart_row = first + rows + 2
    if not rows:  # the sections asked hold no practice statements
        page.print(first, one_page=True)
        return
    page.heading(chart_row - 1, "Chart: how each section is rated")
    names = f"={quoted(page.name)}!{area(first, 2, first + rows - 1, 2)}"
    shades = theme.palette(len(scale.levels))
    fills = [shades[scale.rank(level.key) - 1].fill for level in scale.levels]
    fills += [theme.NOT_APPLICABLE_FILL] if scale.not_applicable else []
    series = [
        charts.Series(
            f"={quoted(page.name)}!${letter(column)}${first - 1}",
            f"={quoted(page.name)}!{area(first, column, first + rows - 1, column)}", fill,
        )
        for column, fill in enumerate([*fills, theme.WHITE], 6)
    ]  # fmt: skip
    page.chart(chart_row, charts.shares(book, names, series, rows),
               "Bar chart with one bar for each section, showing how many of its statements "
               "have each rating. The same numbers are in the table above.")  # fmt: skip
    page.print(chart_row, one_page=True)


def needs_sheet(seen: Portrait) -> str:
    """The name of the sheet that counts the second rating: "Training needs"."""
    rating = seen.framework.second_rating
    return f"{rating.heading if rating else ''}s"[:21]


def _needs(book: Book, seen: Portrait) -> None:
    rating = seen.framework.second_rating
    if rating is None:
        return
    widths = _widths(rating.scale, seen.needs_by_section)
    page = book.page(needs_sheet(seen), theme.TAB_SUMMARY, widths)
    page.top(f"{rating.heading} by topic",
             f"How many statements of each section have each answer to {rating.heading}. The next "
             f"sheet lists those with {wording.wanted_labels(seen)}.")  # fmt: skip
    first = _counts(page, 4, "SecondSummary", seen.needs_by_section, rating.scale, rating.heading)
    page.print(first + len(seen.needs_by_section), one_page=True)


def _widths(scale: Scale, sections: Sequence[tuple[int, str, Tally]]) -> tuple[float, ...]:
    lost = [10] if any(tally.missing for _, _, tally in sections) else []
    levels = [11.5 if len(level.label) > 9 else 10.0 for level in scale.levels]
    words = [1.15 * max(map(len, level.label.split())) for level in scale.levels]
    wide = [max(pair) for pair in zip(levels, words, strict=True)]
    return (5, 46, 12, 9, 9, *wide, *([13] if scale.not_applicable else []), 10, 10, *lost)


def _counts(
    page: Page, header: int, table: str, sections: Sequence[tuple[int, str, Tally]],
    scale: Scale, title: str,
) -> int:
    """Draw one table of counts by section with a total; return its first row of data."""
    back_to_cover(page, COVER)
    extra = [NOT_APPLICABLE] if scale.not_applicable else []
    lost = ["Row missing"] if any(tally.missing for _, _, tally in sections) else []
    headings = ["No.", "Section", "Statements", "Rated", "Rated %",
                *(level.label for level in scale.levels), *extra,
                "Not yet rated", "To check", *lost]  # fmt: skip
    looks: list[Style] = [styles.HEADER, styles.HEADER, *[styles.HEADER_CENTRE] * 3]
    looks += [styles.level_header(scale, level.key) for level in scale.levels]
    looks += [styles.HEADER_CENTRE] * (len(headings) - len(looks))
    rows = [(str(place), name, [tally]) for place, name, tally in sections]
    rows.append(("", "All sections", [tally for _, _, tally in sections]))
    first = header + 1
    for row, (place, name, tallies) in enumerate(rows, first):
        total = styles.TOTAL if not place else {}
        counted = sum(tally.total for tally in tallies)
        rated = sum(tally.rated for tally in tallies)
        numbers = [sum(tally.levels[level.key] for tally in tallies) for level in scale.levels]
        numbers += [sum(tally.not_applicable for tally in tallies)] if extra else []
        numbers += [sum(tally.blank for tally in tallies),
                    sum(tally.unrecognised for tally in tallies)]  # fmt: skip
        numbers += [sum(tally.missing for tally in tallies)] if lost else []
        page.put(row, 1, place, style(styles.BOLD, styles.RULE, total, font_color=theme.NAVY))
        page.put(row, 2, name, style(styles.TEXT, total))
        page.put(row, 3, counted, style(styles.NUMBER, total))
        page.put(row, 4, rated, style(styles.NUMBER, total))
        page.put(row, 5, rated / counted if counted else 0, style(styles.SHARE, total))
        for column, count in enumerate(numbers, 6):
            page.put(row, column, count, style(styles.NUMBER, total))
        page.row(row, theme.HEADER_LEAST)
    last = first + len(rows) - 1
    page.table(table, header, headings, len(rows), title,
               "One row for each section, with the number of statements at each rating.",
               looks)  # fmt: skip
    rules.quiet_zeros(page, area(first, 6, last, len(headings)))
    rules.mark_counts(page, area(first, len(headings) - len(lost), last, len(headings)))
    rules.progress_bar(page, first, 5, last, theme.BAR_SOFT)
    return first
