"""What people do to the columns of a section sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .base import FIRST, PLAN, QUERY, READ, Variant, book, column, everything, put
from .rows import LAST, REFS, rows_of, write_rows

KEYS = ("ref", "statement", "rating", "evidence", "action", "priority", "owner", "due")
"""The columns of the RAG audit, A to H."""


def _moved(order: str) -> Any:
    """The columns in another order, given by their letters."""
    def change(b: Any) -> None:
        values = rows_of(b[FIRST], 4)
        write_rows(b[FIRST], [[row["ABCDEFGH".index(c)] for c in order] for row in values], 4)

    return change


def _everywhere(change: Any) -> Any:
    def inner(b: Any) -> None:
        for section in PLAN.sections:
            change(b[section.sheet])

    return inner


def _head(letter: str, words: str) -> Any:
    def change(b: Any) -> None:
        put(b[FIRST][f"{letter}4"], words)

    return change


def _extra(heading: str | None, values: dict[int, Any], letter: str = "L") -> Any:
    def change(b: Any) -> None:
        if heading:
            put(b[FIRST][f"{letter}4"], heading)
        for row, value in values.items():
            put(b[FIRST][f"{letter}{row}"], value)

    return change


def _notes_in_the_middle(b: Any) -> None:
    b[FIRST].insert_cols(4)
    put(b[FIRST]["D4"], "Our notes")
    put(b[FIRST]["D6"], "ask Jo about this")


def _second_rating(values: dict[int, str]) -> Any:
    return _extra("Rating", values)


def _hidden(b: Any) -> None:
    for letter in "DEG":
        b[FIRST].column_dimensions[letter].hidden = True


def _thin(b: Any) -> None:
    b[FIRST].column_dimensions["D"].width = 0


def _merged_heading(b: Any) -> None:
    b[FIRST].merge_cells("C3:C4")


def _two_line_heading(b: Any) -> None:
    b[FIRST].insert_rows(5)
    put(b[FIRST]["D4"], "Evidence")
    put(b[FIRST]["D5"], "or comments")


def _wide_title(b: Any) -> None:
    b[FIRST].merge_cells("A1:H1")


def _shift(b: Any) -> None:
    """One row's answers typed one column too far to the right."""
    sheet = b[FIRST]
    values = [sheet.cell(5, c).value for c in range(3, 9)]
    for c, value in enumerate([None, *values], 3):
        put(sheet.cell(5, c), value)


RENAMED = {
    "A": "Reference", "B": "Statements", "C": "RAG rating", "D": "Evidence / comments",
    "E": "Actions", "F": "Priority (H/M/L)", "G": "Lead", "H": "By when",
}  # fmt: skip
"""Headings that a person would take for ours."""


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, change: Any, becomes: str = "accepted", **rest: Any) -> Variant:
        return Variant("columns", name, book(change), becomes, **rest)

    yield v("one inserted at the left", lambda b: b[FIRST].insert_cols(1))
    yield v("ten inserted at the left", lambda b: b[FIRST].insert_cols(1, 10))
    yield v("an empty one in the middle", lambda b: b[FIRST].insert_cols(4))
    yield v("one of notes in the middle", _notes_in_the_middle, READ, strays=("ask Jo about this",))
    yield v("one at the left of every sheet", _everywhere(lambda sheet: sheet.insert_cols(1)))
    yield v("in reverse", _moved("HGFEDCBA"))
    yield v("the rating at the end", _moved("ABDEFGHC"))
    yield v("the rating first", _moved("CABDEFGH"))
    yield v("evidence and action swapped", _moved("ABCEDFGH"))
    yield v("statement before ref", _moved("BACDEFGH"))
    for letter, key in zip("ABCDEFGH", KEYS, strict=True):
        place = "ABCDEFGH".index(letter) + 1
        answers = key not in ("ref", "statement")
        yield v(f"{key} deleted", lambda b, place=place: b[FIRST].delete_cols(place),
                QUERY if answers else READ, gone=column(key), unread=column(key),
                tells=("column-missing",) if answers else ())
    yield v("refs and statements deleted", lambda b: b[FIRST].delete_cols(1, 2), QUERY,
            unread=everything(*REFS))
    for letter, words in RENAMED.items():
        yield v(f"{letter} renamed {words.replace('/', ' or ')}", _head(letter, words), READ)
    for letter, key in zip("CDEFGH", KEYS[2:], strict=True):
        yield v(f"{key} renamed beyond knowing", _head(letter, "Zebra crossing"), QUERY,
                unread=column(key), tells=("column-missing",), strays=("Zebra crossing",))
    yield v("a heading with blanks and capitals", _head("D", "  EVIDENCE OR COMMENTS  "))
    yield v("a heading in two lines", _head("D", "Evidence\nor comments"))
    yield v("a heading with a full stop", _head("C", "Rating."), READ)
    yield v("a heading over two rows", _two_line_heading, READ)
    yield v("headings merged with the line above", _merged_heading, READ, unread=column("rating"))
    yield v("the title merged over the table", _wide_title)
    yield v("a second rating column, blank", _second_rating({}), READ)
    yield v("a second rating column, the same", _second_rating({5: "Green"}), READ)
    yield v("a second rating column, different", _second_rating({5: "Red"}), QUERY,
            tells=("answers-differ",))
    yield v("last year’s ratings beside", _extra("Rating 2025", {5: "Red", 6: "Red"}), READ)
    yield v("notes beside under a heading", _extra("Our notes", {6: "see the minutes"}), READ,
            strays=("see the minutes",))
    yield v("notes beside without a heading", _extra(None, {6: "see the minutes"}), READ,
            strays=("see the minutes",))
    yield v("one row typed one column too far", _shift, READ, says={
        ("1a", "rating"): "", ("1a", "evidence"): "Green", ("1a", "action"): "seen for 1a",
        ("1a", "priority"): "do 1a next", ("1a", "owner"): "High", ("1a", "due"): "lead of 1a"},
        strays=("01/02/2027",))  # fmt: skip
    yield v("hidden", _hidden)
    yield v("of no width", _thin)
    yield v("the table moved far to the right",
            lambda b: b[FIRST].insert_cols(1, 150), READ)
    yield v("the table moved out of reach",
            lambda b: b[FIRST].insert_cols(1, 400), QUERY, unread=everything(*REFS))
    yield v("below the table, something", lambda b: put(b[FIRST].cell(LAST + 3, 3), "Green?"),
            READ, strays=("Green?",))
