"""Any answers, any alteration: each comes out under its ref, or a query names it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from libreoffice import converted_to, needs_libreoffice
from openpyxl.utils.cell import get_column_letter
from workbooks import FRAMEWORKS, edited, plain

from sendsheets.model import Severity, State
from sendsheets.returns import match as matching
from sendsheets.returns.read import read_return

SMALL = FRAMEWORKS["send-network-pulse"]
TWO_RATINGS = FRAMEWORKS["senco-cpd-audit"]
SHEETS = [section.sheet for section in SMALL.sections]

once = settings(max_examples=30, deadline=None, derandomize=True, database=None)

SEEN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
WORDS = st.text(SEEN, max_size=40).map(str.strip).filter(
    lambda text: not text or any(c.isalnum() for c in text)).filter(
    lambda text: "x005F_" not in text)
"""Words that can be seen, with no space around them (which programs may leave out).

openpyxl, with which the workbooks are changed here, leaves out "x005F_" as it opens one.
"""

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@st.composite
def answers(draw, framework=SMALL, most=8):
    """Answers to some statements of a framework, by ref and column."""
    statements = draw(st.lists(st.sampled_from(framework.statements), max_size=most, unique=True))
    made = {}
    for statement in statements:
        cells: dict[str, Any] = {
            "rating": draw(levels(statement.ratings[0])), "evidence": draw(WORDS),
            "action": draw(WORDS), "owner": draw(WORDS),
            "priority": draw(st.sampled_from(["High", "Medium", "Low", ""])),
            "due": draw(st.one_of(DAYS, st.just(""))),
        }  # fmt: skip
        if len(statement.ratings) > 1:
            cells["second"] = draw(levels(statement.ratings[1]))
        made[statement.ref] = cells
    return made


def levels(rating):
    return st.sampled_from([*(level.label for level in rating.scale.levels), ""])


def read(data):
    reading = read_return("oak.xlsx", data, FRAMEWORKS)
    assert reading.result is not None, [p.code for p in reading.problems]
    return reading


def wrong(reading, typed):
    """The refs whose answers did not come out as they were typed."""
    found = set()
    for r in reading.result.responses:
        cells = typed.get(r.ref, {})
        words = r.answer if r.answer is not None else r.evidence
        ratings = [a.raw for a in r.ratings.values()]
        expected = [cells.get(key, "") for key in ("rating", "second")][: len(ratings)]
        right = (
            ratings == expected and words == cells.get("evidence", "")
            and r.action == cells.get("action", "") and r.owner == cells.get("owner", "")
            and r.due == (cells.get("due") or None)
            and (r.priority.label if r.priority else "") == cells.get("priority", "")
            and r.main.state in (State.RATED, State.BLANK)
        )  # fmt: skip
        if not right:
            found.add(r.ref)
    return found


def asked_about(reading):
    """The refs that a query names."""
    return {ref for p in reading.problems if p.severity is Severity.QUERY for ref in p.refs}


@once
@given(answers())
def test_what_is_written_is_read(typed):
    assert wrong(read(plain(SMALL, typed)), typed) == set()


@settings(once, max_examples=15)
@given(answers(TWO_RATINGS))
def test_what_is_written_is_read_with_two_ratings_and_several_kinds(typed):
    assert wrong(read(plain(TWO_RATINGS, typed)), typed) == set()


# --- alterations ------------------------------------------------------------------------------

Alteration = Callable[[Any, random.Random], None]


def insert_rows(book, chance):
    sheet = book[chance.choice(book.sheetnames)]
    sheet.insert_rows(chance.randint(1, 12), chance.randint(1, 3))


def insert_columns(book, chance):
    sheet = book[chance.choice(book.sheetnames)]
    sheet.insert_cols(chance.randint(1, 10))


def move_columns(book, chance):
    sheet = book[chance.choice(book.sheetnames)]
    shuffled(sheet, chance, [list(c) for c in sheet.iter_cols()])


def move_rows(book, chance):
    sheet = book[chance.choice([n for n in book.sheetnames if n != "Cover"])]
    first = next((c.row for row in sheet.iter_rows() for c in row if c.value == "Ref"), None)
    if first:
        shuffled(sheet, chance, [list(row) for row in sheet.iter_rows(min_row=first + 1)])


def shuffled(sheet, chance, lines):
    """Put lines of cells in another order, values and kinds of values with them."""
    kept = [[(cell.value, cell.number_format, cell.data_type) for cell in line] for line in lines]
    chance.shuffle(kept)
    for line, values in zip(lines, kept, strict=True):
        for cell, (value, form, kind) in zip(line, values, strict=True):
            cell.value, cell.number_format = value, form
            cell.data_type = kind


def rename_sheet(book, chance):
    book[chance.choice(book.sheetnames)].title = f"Our {chance.randint(1, 10**6)}"


def number_sheets(book, chance):
    for sheet in book.worksheets:
        sheet.title = f"{sheet.title[:19]} - Table 1"


def move_sheet(book, chance):
    book.move_sheet(chance.choice(book.sheetnames), chance.randint(-6, 6))


def hide(book, chance):
    book[chance.choice(book.sheetnames)].row_dimensions[chance.randint(5, 9)].hidden = True


def save_again(book, chance):
    """Nothing but the save: openpyxl writes the package anew."""


def delete_row(book, chance):
    book[chance.choice([n for n in book.sheetnames if n != "Cover"])].delete_rows(
        chance.randint(5, 8))


def swap_two_statements(book, chance):
    cells = statement_cells(book, chance)
    if len(cells) > 1:
        one, two = chance.sample(cells, 2)
        one.value, two.value = two.value, one.value


def clear_refs(book, chance):
    sheet = book[chance.choice(book.sheetnames)]
    for row in sheet.iter_rows(min_row=5):
        for cell in row:
            if isinstance(cell.value, str) and len(cell.value) == 2 and cell.value[0].isdigit():
                cell.value = None


def merge_ratings(book, chance):
    sheet = book[chance.choice([n for n in book.sheetnames if n != "Cover"])]
    head = next((c for row in sheet.iter_rows() for c in row if c.value == "Rating"), None)
    if head:
        letter, top = get_column_letter(head.column), head.row + chance.randint(1, 3)
        if not sheet.cell(top, head.column).value:
            return  # the program drops what lies under a merge, and nothing can tell of it
        sheet.merge_cells(f"{letter}{top}:{letter}{top + 1}")


def statement_cells(book, chance):
    sheet = book[chance.choice(book.sheetnames)]
    texts = {s.text for s in SMALL.statements}
    return [c for row in sheet.iter_rows() for c in row
            if isinstance(c.value, str) and c.value.removesuffix(" (Statutory)") in texts]


HARMLESS = (insert_rows, insert_columns, move_columns, move_rows, rename_sheet, number_sheets,
            move_sheet, hide, save_again)  # fmt: skip
HARMFUL = (delete_row, swap_two_statements, clear_refs, merge_ratings)


def altered(data, changes, chance):
    """The workbook after these changes."""

    def all_of_them(book):
        for change in changes:
            change(book, chance)
    return edited(data, all_of_them)


@once
@given(answers(), st.lists(st.sampled_from(HARMLESS), max_size=6), st.integers(0, 10**6))
def test_whatever_is_moved_or_renamed_every_answer_is_found(typed, changes, seed):
    reading = read(altered(plain(SMALL, typed), changes, random.Random(seed)))

    assert wrong(reading, typed) == set()
    assert reading.result.school.name == "Oak Primary School"


@once
@given(answers(most=20), st.lists(st.sampled_from(HARMLESS), max_size=4),
       st.sampled_from(HARMFUL), st.integers(0, 10**6))  # fmt: skip
def test_whatever_is_done_an_answer_is_read_right_or_asked_about(typed, changes, harm, seed):
    reading = read(altered(plain(SMALL, typed), [*changes, harm], random.Random(seed)))

    assert wrong(reading, typed) <= asked_about(reading)


# --- the quick way and the careful way ----------------------------------------------------------


@once
@given(answers(), st.lists(st.sampled_from(HARMLESS), max_size=3), st.integers(0, 10**6))
def test_the_quick_way_reads_what_the_careful_way_reads(typed, changes, seed):
    data = altered(plain(SMALL, typed), changes, random.Random(seed))
    quick = read(data)
    kept = matching.plain_response
    matching.plain_response = lambda *_: None
    try:
        careful = read(data)
    finally:
        matching.plain_response = kept

    assert quick == careful


# --- programs ------------------------------------------------------------------------------------


@needs_libreoffice
def test_libreoffice_saves_of_altered_workbooks(tmp_path):
    chance = random.Random(11)
    made, typed = {}, {}
    for number in range(4):
        given = {
            s.ref: {"rating": "Strong", "evidence": f"We do {s.ref}", "action": "Train, then ask",
                    "owner": "SENCO", "priority": "Low", "due": date(2027, 2, 1 + number)}
            for s in chance.sample(SMALL.statements, 12)
        }  # fmt: skip
        changes = chance.sample(HARMLESS, number + 1)
        name = f"{number}.xlsx"
        made[name], typed[name] = altered(plain(SMALL, given), changes, chance), given
    for ending, saved in converted_to(made, ("xlsx", "ods"), tmp_path).items():
        for name, data in saved.items():
            assert wrong(read(data), typed[name]) == set(), (name, ending)
