"""The sheets that count: Summary with its chart, the other kinds, the second rating."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets import captions, layout, theme
from sendsheets.drawing import charts, rules, styles
from sendsheets.drawing.book import Book, Live, Page, area, letter, quoted
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import Count, Plan
from sendsheets.model import Kind, Scale, Section
from sendsheets.workbook.formulas import Formulas
from sendsheets.workbook.front import detail_row

_LINK_CELL = style(styles.LINK, styles.RULE, styles.WRAP)
_TOTAL = style(styles.NUMBER, styles.TOTAL)


def summary(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the Summary: how many statements of each section have each rating, and a chart."""
    scale = plan.framework.scale_of(Kind.PRACTICE)
    count = Count("SectionSummary", captions.RATINGS_BY_SECTION, (Kind.PRACTICE,), scale)
    page = book.page(layout.SUMMARY, theme.TAB_SUMMARY, _widths(scale))
    name, done = (f"{layout.COVER}!$B${detail_row(plan, d)}"
                  for d in (layout.SCHOOL_NAME, layout.COMPLETED_ON))  # fmt: skip
    page.top(layout.SUMMARY, formulas.school_line(name, done))
    page.put(3, 1, captions.CALCULATED, styles.SUBTITLE, overflow=True)
    page.link(4, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    others = [layout.OTHER_ANSWERS] if plan.other_counts else []
    others += [plan.second_sheet] if plan.second_sheet else []
    for column, sheet in zip((3, 6), others, strict=False):
        page.link(4, column, sheet, captions.go_to(sheet), styles.LINK)
    for row in (3, 4):
        page.row(row, theme.TEXT_ROW)
    page.heading(5, count.title)
    page.put(6, 1, captions.about_counts(plan.framework), styles.SUBTITLE, overflow=True)
    page.row(6, theme.TEXT_ROW)
    first, last = _count_table(page, plan, formulas, count, 7)
    sections = _counted_sections(plan, count)
    page.protect()
    page.print(last + 2 if sections else last, one_page=True)
    if not sections:
        return
    page.heading(last + 1, captions.CHART)
    names = f"={quoted(page.name)}!{area(first, 2, first + len(sections) - 1, 2)}"
    series = []
    fills = [shade.fill for shade in theme.palette(len(scale.levels))]
    ordered = [scale.rank(level.key) - 1 for level in scale.levels]
    keys = [*(fills[n] for n in ordered)]
    keys += [theme.NOT_APPLICABLE_FILL] if scale.not_applicable else []
    for place, fill in enumerate([*keys, theme.WHITE]):
        column = 6 + place
        series.append(charts.Series(
            f"={quoted(page.name)}!${letter(column)}${first - 1}",
            f"={quoted(page.name)}!{area(first, column, first + len(sections) - 1, column)}", fill,
        ))  # fmt: skip
    chart = charts.shares(book, names, series, len(sections))
    page.chart(last + 2, chart, "Bar chart with one bar for each section, showing how many of its "
               "statements have each rating. The same numbers are in the table above.")  # fmt: skip


def other_answers(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the counts of challenges, of questions and goals, and of open questions, apart."""
    counts = plan.other_counts
    widest = max((count.scale for count in counts), key=lambda scale: len(scale.levels))
    page = book.page(layout.OTHER_ANSWERS, theme.TAB_SUMMARY, _widths(widest))
    page.top(captions.OTHER_TITLE, captions.CALCULATED)
    page.link(3, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    page.row(3, theme.TEXT_ROW)
    row = 4
    for count in counts:
        page.heading(row, count.title)
        _, last = _count_table(page, plan, formulas, count, row + 1)
        row = last + 1
    page.protect()
    page.print(row - 1, one_page=page.printed_height() < 1100)


def second_rating(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the counts of the second rating, by section."""
    rating = plan.framework.second_rating
    if rating is None or plan.second_sheet is None:
        return
    kinds = tuple(w.kind for w in plan.framework.kinds if len(w.ratings) > 1)
    count = Count("SecondSummary", f"{rating.heading} by section", kinds, rating.scale, True)
    page = book.page(plan.second_sheet, theme.TAB_SUMMARY, _widths(rating.scale))
    page.top(plan.second_sheet, captions.CALCULATED)
    page.link(3, 1, layout.COVER, layout.BACK_TO_COVER, styles.LINK)
    page.row(3, theme.TEXT_ROW)
    _, last = _count_table(page, plan, formulas, count, 4)
    page.protect()
    page.print(last, one_page=True)


def _widths(scale: Scale) -> tuple[float, ...]:
    levels = [max(10.0, 0.9 * max(map(len, level.label.split()))) for level in scale.levels]
    wide = [11.5 if len(level.label) > 9 else width
            for level, width in zip(scale.levels, levels, strict=True)]  # fmt: skip
    return (5, 46, 12, 9, 12, *wide, *([13] if scale.not_applicable else []), 10, 10)


def _counted_sections(plan: Plan, count: Count) -> list[Section]:
    return [section for section in plan.sections
            if any(s.kind in count.kinds for s in section.statements)]  # fmt: skip


def _count_table(
    page: Page, plan: Plan, formulas: Formulas, count: Count, header: int
) -> tuple[int, int]:
    """Draw one table of counts; return its first row and its total row."""
    scale = count.scale
    sections = _counted_sections(plan, count)
    levels = [str(scale.rank(level.key)) for level in scale.levels]
    levels += ["0"] if scale.not_applicable else []
    headings = captions.count_headings(scale)
    looks: list[Style] = [styles.HEADER, styles.HEADER, *[styles.HEADER_CENTRE] * 3]
    looks += [styles.level_header(scale, level.key) for level in scale.levels]
    looks += [styles.HEADER_CENTRE] * (len(headings) - len(looks))
    first = header + 1
    total = first + len(sections)
    for row, section in enumerate([*sections, None], first):
        _count_row(page, formulas, count, section, row, levels)
    page.table(count.table, header, headings, total - header, count.title,
               "One row for each section, with the number of statements at each rating.", looks)
    counts = area(first, 6, total, 5 + len(levels) + 1)
    rules.quiet_zeros(page, counts)
    rules.mark_counts(page, area(first, len(headings), total, len(headings)))
    rules.progress_bar(page, first, 5, total, theme.BAR_SOFT)
    return first, total


def _count_row(
    page: Page, formulas: Formulas, count: Count, section: Section | None, row: int,
    levels: Sequence[str],
) -> None:
    made = formulas.counted(count, section)
    whole = section is None
    number = _TOTAL if whole else styles.NUMBER
    if section is None:
        page.put(row, 1, "", style(styles.TEXT, styles.TOTAL))
        page.put(row, 2, captions.ALL_SECTIONS, style(styles.TEXT, styles.TOTAL))
    else:
        page.put(row, 1, str(section.number), style(styles.BOLD, styles.RULE,
                                                    font_color=theme.NAVY))  # fmt: skip
        page.link(row, 2, section.sheet, section.title, _LINK_CELL)
    first, last = letter(6), letter(5 + len(levels))
    statements, rated = f"$C{row}", f"$D{row}"
    total, done = int(made["statements"].value), sum(int(made[key].value) for key in levels)
    check = int(made["check"].value)
    check_cell = f"${letter(7 + len(levels))}{row}"
    cells: list[Live] = [
        made["statements"],
        Live(f"=SUM(${first}{row}:${last}{row})", done),
        Live(f"=IF({statements}=0,0,{rated}/{statements})", done / total if total else 0),
        *(made[key] for key in levels),
        Live(f"={statements}-{rated}-{check_cell}", total - done - check),
        made["check"],
    ]
    share = style(styles.SHARE, styles.TOTAL) if whole else styles.SHARE
    for column, cell in enumerate(cells, 3):
        page.put(row, column, cell, share if column == 5 else number)
    page.row(row, theme.HEADER_LEAST)
