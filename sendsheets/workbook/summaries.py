"""The sheets that fill themselves: Summary, lists, Action plan and All statements."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sendsheets import layout, theme
from sendsheets.drawing import charts, rules, styles
from sendsheets.drawing.book import Book, Live, Page, area, letter, quoted
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Column, Count, Plan, position
from sendsheets.model import NOT_APPLICABLE, Kind, Scale, Section
from sendsheets.workbook.formulas import Formulas
from sendsheets.workbook.front import detail_row
from sendsheets.workbook.sections import header_looks

_CALCULATED = "This sheet updates itself as the sections are filled in. There is nothing to type."
_LINK_CELL = style(styles.LINK, styles.RULE, styles.WRAP)
_TOTAL = style(styles.NUMBER, styles.TOTAL)
_RATING = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.RULE)


# --- tables of counts ------------------------------------------------------------------------


def summary(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the Summary: how many statements of each section have each rating, and a chart."""
    scale = plan.framework.scale_of(Kind.PRACTICE)
    count = Count("SectionSummary", "Ratings by section", (Kind.PRACTICE,), scale)
    page = book.page(layout.SUMMARY, theme.TAB_SUMMARY, _widths(scale))
    name, done = (f"{layout.COVER}!$B${detail_row(plan, d)}"
                  for d in (layout.SCHOOL_NAME, layout.COMPLETED_ON))  # fmt: skip
    page.top("Summary", formulas.school_line(name, done))
    page.put(3, 1, _CALCULATED, styles.SUBTITLE, overflow=True)
    page.link(4, 1, layout.COVER, "Back to Cover", styles.LINK)
    for row in (3, 4):
        page.row(row, theme.TEXT_ROW)
    about = ("Number of statements with each rating. To check counts anything that is not on the "
             "list.")  # fmt: skip
    if plan.framework.has_kinds:
        about = ("Number of practice statements with each rating; the other kinds are counted on "
                 f"the sheet {layout.OTHER_ANSWERS}.")  # fmt: skip
    page.heading(5, count.title)
    page.put(6, 1, about, styles.SUBTITLE, overflow=True)
    page.row(6, theme.TEXT_ROW)
    first, last = _count_table(page, plan, formulas, count, 7)
    sections = _counted_sections(plan, count)
    page.protect()
    page.print(last + 2 if sections else last, one_page=True)
    if not sections:
        return
    page.heading(last + 1, "Chart: how each section is rated")
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
    page.top("Challenges, questions and goals", _CALCULATED)
    page.link(3, 1, layout.COVER, "Back to Cover", styles.LINK)
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
    page.top(plan.second_sheet, _CALCULATED)
    page.link(3, 1, layout.COVER, "Back to Cover", styles.LINK)
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
    headings = ["No.", "Section", "Statements", "Rated", "Rated %"]
    looks: list[Style] = [styles.HEADER, styles.HEADER, *[styles.HEADER_CENTRE] * 3]
    headings += [level.label for level in scale.levels]
    looks += [styles.level_header(scale, level.key) for level in scale.levels]
    headings += [NOT_APPLICABLE] if scale.not_applicable else []
    headings += ["Not yet rated", "To check"]
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
        page.put(row, 2, "All sections", style(styles.TEXT, styles.TOTAL))
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


# --- lists -----------------------------------------------------------------------------------

_LIST = (
    Column("ref", "Ref", 6), Column("section", "Section", 18),
    Column("label", "Statement in short", 36), Column("rating", "Rating", 17),
    Column("evidence", "Evidence", 76),
)  # fmt: skip


def strengths_and_areas(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw two lists that fill themselves: strengths, and areas for development."""
    page = book.page(layout.STRENGTHS, theme.TAB_SUMMARY, [column.width for column in _LIST])
    page.top("Strengths and areas for development", _CALCULATED)
    page.link(3, 1, layout.COVER, "Back to Cover", styles.LINK)
    page.row(3, theme.TEXT_ROW)
    scored = sum(s.kind.is_scored for s in plan.statements)
    rows = min(layout.LIST_ROWS, max(1, scored))
    planned = Column("action", "Action planned", 76)
    lists = (
        ("Strengths", "Strengths", "strength_order", _LIST),
        ("AreasForDevelopment", "Areas for development", "area_order", (*_LIST[:4], planned)),
    )
    row = HEADER_ROW
    for name, title, order, columns in lists:
        if row > HEADER_ROW:
            page.break_before(row)
        page.heading(row, title)
        page.put(row + 1, 1, formulas.list_line(order, rows), styles.SUBTITLE, overflow=True)
        page.row(row + 1, theme.TEXT_ROW)
        first = row + 3
        for place in range(1, rows + 1):
            number = first + place - 1
            for at, column in enumerate(columns, 1):
                cell = formulas.listed(order, place, number, column.key, first)
                page.put(number, at, cell, _list_look(column.key))
            page.row(number, theme.SHOWN_LEAST)
        page.table(name, row + 2, [column.heading for column in columns], rows, title,
                   "Fills itself: the statements in this list, with their ratings.",
                   header_looks(columns))  # fmt: skip
        _colour(page, 4, first, first + rows - 1, (plan.framework.scale_of(Kind.PRACTICE),))
        row = first + rows
    page.protect()
    page.print(row - 1)


def _list_look(key: str) -> Style:
    looks: dict[str, Style] = {
        "ref": style(styles.BOLD, styles.RULE, font_color=theme.NAVY), "rating": _RATING,
        "evidence": styles.TEXT_INDENT, "action": styles.TEXT_INDENT,
    }  # fmt: skip
    return looks.get(key, styles.TEXT)


def _colour(page: Page, column: int, first: int, last: int, scales: Sequence[Scale]) -> None:
    for scale in scales:
        rules.colour_ratings(page, column, first, last, scale)


_PLAN = (
    Column("number", "No.", 6), Column("ref", "Ref", 6),
    Column("label", "Statement in short", 36), Column("rating", "Rating", 17),
    Column("action", "Action", 76),
    Column("priority", "Priority", 10), Column("owner", "Owner", 16), Column("due", "Due date", 14),
)  # fmt: skip


def action_plan(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the Action plan: every action of the sections, highest priority first."""
    page = book.page(layout.ACTION_PLAN, theme.TAB_SUMMARY, [column.width for column in _PLAN])
    page.top("Action plan", "Every action from the sections, highest priority first. To add or "
             "change one, type it in its section. To free rows 1 to 4: View, "
             "Freeze Panes.")  # fmt: skip
    rows = min(layout.PLAN_ROWS, len(plan.statements))
    page.put(3, 1, formulas.actions_line(rows), styles.STATUS, overflow=True)
    page.row(3, theme.TEXT_ROW)
    page.link(3, 5, layout.COVER, "Back to Cover", style(styles.LINK, styles.INDENT))
    page.link(3, 6, layout.SUMMARY, "Go to Summary", style(styles.LINK, styles.INDENT))
    last = FIRST_ROW + rows - 1
    plain = {key: value for key, value in styles.TEXT.items() if not key.startswith("bottom")}
    looks: dict[str, Style] = {
        "number": plain, "ref": style(plain, styles.BOLD, font_color=theme.NAVY),
        "label": plain, "rating": style(plain, styles.BOLD, styles.CENTRE),
        "action": style(plain, styles.INDENT), "priority": style(plain, styles.INDENT),
        "owner": style(plain, styles.INDENT),
        "due": style(plain, styles.INDENT, num_format=styles.DAY),
    }  # fmt: skip
    for place in range(1, rows + 1):
        row = FIRST_ROW + place - 1
        page.put(row, 1, formulas.action_number(place, row), looks["number"])
        for at, column in enumerate(_PLAN[1:], 2):
            cell = formulas.listed("action_order", place, row, column.key, FIRST_ROW)
            page.put(row, at, cell, looks[column.key])
        page.row(row, theme.SHOWN_LEAST)
    page.table("ActionPlan", HEADER_ROW, [column.heading for column in _PLAN], rows, "Action plan",
               "Fills itself: every action, with its statement, rating, priority, owner and date.",
               header_looks(_PLAN))  # fmt: skip
    scales = {plan.framework.scale_of(kind).id: plan.framework.scale_of(kind)
              for kind in plan.kinds}  # fmt: skip
    rules.colour_mixed_ratings(page, 4, FIRST_ROW, last, tuple(scales.values()))
    _bold_high(page, 6, FIRST_ROW, last)
    # Two areas, not one over the ratings as well: LibreOffice applies one rule to a cell.
    for left, right in ((1, 3), (5, len(_PLAN))):
        page.sheet.conditional_format(area(FIRST_ROW, left, last, right), {
            "type": "formula", "criteria": f'=$B{FIRST_ROW}<>""',
            "format": book.look({"bottom": 1, "bottom_color": theme.ROW_LINE}),
        })  # fmt: skip
    page.freeze(HEADER_ROW)
    page.protect()
    page.print(last, repeat=(HEADER_ROW, HEADER_ROW))


def _bold_high(page: Page, column: int, first: int, last: int) -> None:
    page.sheet.conditional_format(area(first, column, last, column), {
        "type": "formula", "criteria": f'=TRIM(${letter(column)}{first})="High"',
        "format": page.book.look({
            "bold": True, "bottom": 1, "bottom_color": theme.ROW_LINE,
        }),
    })  # fmt: skip


# --- All statements --------------------------------------------------------------------------


def all_statements(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw All statements: every answer in one table, and the numbers the other sheets use."""
    columns = layout.all_statements_columns(plan.framework)
    page = book.page(layout.ALL_STATEMENTS, theme.TAB_DATA, [column.width for column in columns])
    page.top("All statements", "Every answer in one table, with filter arrows; the last columns "
             "feed the other sheets. To free rows 1 to 4: View, Freeze Panes. To remove the "
             "arrows: Data, Filter.")  # fmt: skip
    page.put(3, 1, _CALCULATED, styles.SUBTITLE, overflow=True)
    page.row(3, theme.TEXT_ROW)
    number = style(styles.NUMBER, num_format="General")
    looks: dict[str, Style] = {
        "ref": styles.REF, "rating": _RATING, "second": _RATING,
        **dict.fromkeys(("section", "kind", "statement", "label"), styles.TEXT),
        "due": style(styles.DATE, styles.INDENT),
    }  # fmt: skip
    for row in formulas.rows:
        for place, column in enumerate(columns, 1):
            cell: Live | str | None
            if column.key == "ref":
                cell = row.statement.ref
            elif column.key == "section":
                cell = row.section.sheet
            elif column.key == "label":
                cell = row.statement.label
            elif column.key == "kind":
                cell = plan.framework.kind_words(row.statement.kind).label
            elif column.key in _NUMBERS:
                cell = getattr(formulas, column.key)(row)
            else:
                cell = formulas.looked_up(row, column.key)
            look = number if column.key in _NUMBERS else looks.get(column.key, styles.TEXT_INDENT)
            page.put(row.number, place, cell, look)
        page.row(row.number, theme.SHOWN_LEAST + theme.LINE[theme.BODY])
    page.table("AllStatements", HEADER_ROW, [column.heading for column in columns],
               len(formulas.rows), "All statements",
               "One row for each statement, with every answer and the numbers behind the Summary.",
               header_looks(columns), filters=True)  # fmt: skip
    for slot, key in enumerate(("rating", "second")):
        scaled = [(row.number, row.statement.ratings[slot].scale)
                  for row in formulas.rows if len(row.statement.ratings) > slot]  # fmt: skip
        for scale, run in groupby(scaled, key=lambda pair: pair[1]):
            numbers = [number for number, _ in run]
            _colour(page, position(columns, key), numbers[0], numbers[-1], (scale,))
    page.freeze(HEADER_ROW)
    page.protect()
    last = position(columns, "due")
    page.print(formulas.last, columns=last, repeat=(HEADER_ROW, HEADER_ROW))


_NUMBERS = ("level", "second_level", "strength_order", "area_order", "priority_order",
            "action_order")  # fmt: skip
