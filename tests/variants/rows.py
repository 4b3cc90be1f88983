"""What people do to the rows of a section sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .base import (
    FIRST,
    PLAN,
    QUERY,
    READ,
    SECOND,
    Variant,
    book,
    everything,
    put,
    truth,
)

LAST = 4 + len(PLAN.sections[0].statements)
"""The last row of the first section's table."""

REFS = tuple(statement.ref for statement in PLAN.sections[0].statements)


def rows_of(sheet: Any, first: int = 5, last: int = LAST) -> list[list[Any]]:
    """The values of some rows."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(
        min_row=first, max_row=last, max_col=8)]  # fmt: skip


def write_rows(sheet: Any, values: list[list[Any]], first: int = 5, column: int = 1) -> None:
    """Write rows from a place on."""
    for r, row in enumerate(values, first):
        for c, value in enumerate(row, column):
            put(sheet.cell(r, c), value)


def _insert_everywhere(b: Any) -> None:
    for row in range(LAST, 4, -1):
        b[FIRST].insert_rows(row)


def _delete(*numbers: int) -> Any:
    def change(b: Any) -> None:
        for row in sorted(numbers, reverse=True):
            b[FIRST].delete_rows(row)

    return change


def _order(key: Any) -> Any:
    def change(b: Any) -> None:
        values = rows_of(b[FIRST])
        write_rows(b[FIRST], sorted(values, key=key))

    return change


def _shuffle(b: Any) -> None:
    values = rows_of(b[FIRST])
    write_rows(b[FIRST], values[7:] + values[3:7][::-1] + values[:3])


def _rating_column_alone(b: Any) -> None:
    ratings = sorted(str(row[2] or "") for row in rows_of(b[FIRST]))
    for row, rating in enumerate(ratings, 5):
        put(b[FIRST].cell(row, 3), rating or None)


def _as_sorted() -> dict[tuple[str, str], str]:
    ratings = sorted(str(truth().get((ref, "rating"), "")) for ref in REFS)
    return dict(zip([(ref, "rating") for ref in REFS], ratings, strict=True))


def _again(change: Any = None) -> Any:
    """A row pasted once more below the table, then changed."""
    def inner(b: Any) -> None:
        write_rows(b[FIRST], rows_of(b[FIRST], 5, 5), LAST + 1)
        if change:
            change(b[FIRST])

    return inner


def _set(**cells: Any) -> Any:
    def change(b: Any) -> None:
        for ref, value in cells.items():
            put(b[FIRST][ref], value)

    return change


def _clear(columns: str, first: int = 5, last: int = LAST) -> Any:
    def change(b: Any) -> None:
        for row in range(first, last + 1):
            for letter in columns:
                b[FIRST][f"{letter}{row}"].value = None

    return change


def _blank_copy(sheet: Any) -> None:
    for column in range(3, 9):
        sheet.cell(LAST + 1, column).value = None


def _hide(b: Any) -> None:
    for row in (6, 7, 11):
        b[FIRST].row_dimensions[row].hidden = True


def _filter(b: Any) -> None:
    b[FIRST].auto_filter.ref = f"A4:H{LAST}"
    b[FIRST].auto_filter.add_filter_column(2, ["Green"])
    for row in range(5, LAST + 1):
        b[FIRST].row_dimensions[row].hidden = b[FIRST].cell(row, 3).value != "Green"


def _group(b: Any) -> None:
    b[FIRST].row_dimensions.group(6, 12, outline_level=1, hidden=True)


def _header_again(b: Any) -> None:
    b[FIRST].insert_rows(10)
    write_rows(b[FIRST], rows_of(b[FIRST], 4, 4), 10)


def _to_second(b: Any) -> None:
    write_rows(b[SECOND], rows_of(b[FIRST], 5, 7), 30)
    b[FIRST].delete_rows(5, 3)


def _swap(column: str, one: int = 5, other: int = 6) -> Any:
    def change(b: Any) -> None:
        first, second = b[FIRST][f"{column}{one}"], b[FIRST][f"{column}{other}"]
        first.value, second.value = second.value, first.value

    return change


def _respell(b: Any) -> None:
    for row in range(5, LAST + 1):
        cell = b[FIRST].cell(row, 1)
        cell.value = f" {cell.value[0]} {cell.value[1:].upper()}. "


def _notes(b: Any) -> None:
    put(b[FIRST].cell(LAST + 2, 2), "talked over with governors in May")


def _own_statement(b: Any) -> None:
    write_rows(b[FIRST], [["1n", "Our own question about lunch", "Amber", "queues are long"]],
               LAST + 1)  # fmt: skip


def _continued(b: Any) -> None:
    b[FIRST].insert_rows(6)
    put(b[FIRST]["D6"], "and also the minutes of June")


def _below(b: Any) -> None:
    b[FIRST].insert_rows(6)
    put(b[FIRST]["C6"], b[FIRST]["C5"].value)
    b[FIRST]["C5"].value = None


def _fill_down(b: Any) -> None:
    for row in range(5, LAST + 1):
        put(b[FIRST].cell(row, 1), "1a")


def _count_up(b: Any) -> None:
    for row in range(5, LAST + 1):
        b[FIRST].cell(row, 1).value = row - 4


def _trailing(b: Any) -> None:
    for row in range(LAST + 1, 1200):
        b[FIRST].cell(row, 3).value = " "


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, change: Any, becomes: str = "accepted", **rest: Any) -> Variant:
        return Variant("rows", name, book(change), becomes, **rest)

    yield v("only saved with openpyxl", lambda b: None)
    yield v("one inserted", lambda b: b[FIRST].insert_rows(8))
    yield v("three on top", lambda b: b[FIRST].insert_rows(1, 3))
    yield v("thirty on top", lambda b: b[FIRST].insert_rows(1, 30), READ,
            unread=everything(*REFS))
    yield v("one above every row", _insert_everywhere)
    yield v("one deleted", _delete(6), QUERY, gone=everything("1b"), tells=("rows-missing",))
    yield v("three deleted", _delete(5, 9, 17), QUERY, gone=everything("1a", "1e", "1m"),
            tells=("rows-missing",))
    yield v("the titles deleted", _delete(1, 2, 3))
    yield v("the headings deleted", _delete(4), QUERY, tells=("headings-missing",),
            unread=everything(*REFS))
    yield v("every row deleted", _delete(*range(5, LAST + 1)), QUERY, gone=everything(*REFS),
            tells=("rows-missing",))
    yield v("in reverse", _order(lambda row: [-ord(c) for c in row[0]]))
    yield v("sorted by rating", _order(lambda row: (str(row[2]), row[0])))
    yield v("sorted by statement", _order(lambda row: row[1]))
    yield v("shuffled", _shuffle)
    yield v("the rating column sorted alone: the stated exception", _rating_column_alone, READ,
            says=_as_sorted())
    yield v("found twice, the same", _again(), tells=("row-repeated",))
    yield v("found twice, once blank", _again(_blank_copy), READ, tells=("row-repeated",))
    yield v("found twice, ratings differ",
            _again(lambda sheet: put(sheet.cell(LAST + 1, 3), "Red")), QUERY,
            tells=("answers-differ",))
    yield v("found twice, evidence differs",
            _again(lambda sheet: put(sheet.cell(LAST + 1, 4), "something else")), QUERY,
            tells=("answers-differ",), strays=("something else",))
    yield v("found twice, dates differ",
            _again(lambda sheet: put(sheet.cell(LAST + 1, 8), "03/03/2027")), QUERY,
            tells=("answers-differ",), strays=("03/03/2027",))
    yield v("hidden", _hide)
    yield v("filtered", _filter)
    yield v("grouped and folded", _group)
    yield v("headings again in the middle", _header_again, READ)
    yield v("moved to another sheet", _to_second, READ)
    yield v("two statements swapped without their refs", _swap("B"), QUERY,
            tells=("row-conflict",), unread=everything("1a", "1b"))
    yield v("two refs swapped without their statements", _swap("A"), QUERY,
            tells=("row-conflict",), unread=everything("1a", "1b"))
    yield v("refs filled down", _fill_down, QUERY, unread=everything(*REFS))
    yield v("refs counted up as numbers", _count_up, READ, tells=("row-by-words",))
    yield v("refs cleared", _clear("A"), READ, tells=("row-by-words",))
    yield v("refs spelt otherwise", _respell)
    yield v("one ref overtyped with a rating", _set(A5="Green"), READ, tells=("row-by-words",))
    yield v("one ref and its statement cleared", _clear("AB", 5, 5), QUERY,
            strays=("Green", "seen for 1a"))
    yield v("all refs and statements cleared", _clear("AB"), QUERY, unread=everything(*REFS))
    yield v("all statements cleared", _clear("B"), READ)
    yield v("a statement reworded a little",
            _set(B5="Senior leaders understand what the SEND Code of Practice asks of them."), READ)
    yield v("a statement replaced by another question",
            _set(B5="Our dining hall is calm and every child enjoys lunch."), READ,
            unread=everything("1a"))
    yield v("a statement replaced by one of another sheet",
            lambda b: put(b[FIRST]["B5"], b[SECOND]["B6"].value), QUERY, tells=("row-conflict",),
            unread=everything("1a"))
    yield v("notes below the table", _notes, READ, strays=("talked over with governors in May",))
    yield v("a statement of their own", _own_statement, READ,
            strays=("Our own question about lunch",))
    yield v("evidence goes on in an inserted row", _continued, READ,
            strays=("and also the minutes of June",))
    yield v("a rating in a row without a ref", _below, QUERY, strays=("Green",),
            says={("1a", "rating"): ""})
    yield v("a rating in the line above the headings", _set(C3="Green"), READ)
    yield v("blanks down to row 1200", _trailing, READ)
    yield v("the first answer typed beside the table", _set(M5="Green", C5=None), READ,
            says={("1a", "rating"): ""}, strays=("Green",))
