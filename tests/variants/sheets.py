"""What people do to whole sheets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from .base import (
    FIRST,
    PLAN,
    QUERY,
    READ,
    SECOND,
    THIRD,
    Files,
    Variant,
    book,
    everything,
    filled,
    grid,
    put,
    truth,
)
from .dialects import Dialect, written
from .rows import LAST, rows_of, write_rows

SECTIONS = tuple(section.sheet for section in PLAN.sections)


def refs_of(*sheets: str) -> frozenset[tuple[str, str]]:
    """Every answered place of some sections."""
    return everything(*(s.ref for section in PLAN.sections if section.sheet in sheets
                        for s in section.statements))  # fmt: skip


def _rename(**names: str) -> Any:
    def change(b: Any) -> None:
        for n, name in names.items():
            b[SECTIONS[int(n[1:])]].title = name

    return change


def _rename_all(b: Any) -> None:
    for n, name in enumerate(SECTIONS, 1):
        b[name].title = f"Sheet{n}"


def _as_summary(b: Any) -> None:
    b["Summary"].title = "x"
    b[FIRST].title = "Summary"


def _copy(title: str, change: Any = None) -> Any:
    def inner(b: Any) -> None:
        copy = b.copy_worksheet(b[FIRST])
        copy.title = title
        if change:
            change(copy)

    return inner


def _empty_copy(sheet: Any) -> None:
    for row in range(5, LAST + 1):
        for column in range(3, 9):
            sheet.cell(row, column).value = None


def _remove(*names: str) -> Any:
    def change(b: Any) -> None:
        for name in names:
            b.remove(b[name])

    return change


def _state(state: str, *names: str) -> Any:
    def change(b: Any) -> None:
        for name in names:
            b[name].sheet_state = state

    return change


def _merge_two(heading: bool) -> Any:
    def change(b: Any) -> None:
        values = rows_of(b[SECOND], 4 if heading else 5, 15)
        write_rows(b[FIRST], values, LAST + 3)
        b.remove(b[SECOND])

    return change


def _beside(b: Any) -> None:
    """The second section's table pasted to the right of the first's."""
    write_rows(b[FIRST], rows_of(b[SECOND], 4, 15), 4, 11)
    b.remove(b[SECOND])


def _offset(b: Any) -> None:
    values = rows_of(b[FIRST], 1)
    sheet = b.create_sheet("Pasted")
    write_rows(sheet, values, 10, 4)
    b.remove(b[FIRST])


def _transpose(b: Any) -> None:
    values = rows_of(b[FIRST], 4)
    sheet = b.create_sheet("Turned")
    write_rows(sheet, [list(column) for column in zip(*values, strict=True)])
    b.remove(b[FIRST])


def _cleared(b: Any) -> None:
    for row in b[FIRST].iter_rows():
        for cell in row:
            if type(cell).__name__ == "Cell":
                cell.value = None


def _new_workbook(cover: bool, one: bool) -> Any:
    """The section tables pasted into a new workbook of one's own."""
    def make() -> Files:
        sheets = {name: dict(cells) for name, cells in grid().sheets.items()
                  if cover or name != "Cover"}  # fmt: skip
        if one:
            whole: dict[tuple[int, int], Any] = {}
            down = 0
            for cells in sheets.values():
                whole |= {(r + down, c): value for (r, c), value in cells.items()}
                down = max(r for r, _ in whole) + 2
            sheets = {"Sheet1": whole}
        return {"oak.xlsx": written(Dialect(), sheets)}

    return make


def _only_calculated(b: Any) -> None:
    for name in ("Cover", *SECTIONS):
        b.remove(b[name])


def _values_of_all_statements() -> Files:
    """All statements pasted as values, everything else gone: the answers, but as a copy."""
    values = openpyxl.load_workbook(io.BytesIO(filled()), data_only=True)["All statements"]
    cells = {(c.row, c.column): c.value for row in values.iter_rows() for c in row
             if isinstance(c.value, (str, int))}  # fmt: skip
    return {"oak.xlsx": written(Dialect(), {"All statements": cells})}


def _last_year(b: Any) -> None:
    b.copy_worksheet(b[FIRST]).title = "Last year"
    for row in range(5, LAST + 1):
        put(b["Last year"].cell(row, 3), "Red")


_SHEETS = ("Guidance", "Summary", "Strengths and areas", "Action plan", "About this audit",
           "All statements")  # fmt: skip
"""The sheets that nobody types on."""


def _unguard(*names: str) -> Any:
    """Without its protection, as some programs save a workbook, or as a person may leave it."""
    def change(b: Any) -> None:
        for name in names or b.sheetnames:
            b[name].protection.disable()

    return change


def _type(name: str, cell: str, words: str, again: bool = False) -> Any:
    """Words typed on a sheet without its protection, which may be put on ``again``."""
    def change(b: Any) -> None:
        _unguard(name)(b)
        put(b[name][cell], words)
        if again:
            b[name].protection.enable()

    return change


def _note(name: str) -> Any:
    def change(b: Any) -> None:
        b[name]["B7"].comment = Comment("We bought a hoist", "A. Patel")

    return change


def _called(name: str, guarded: bool = False) -> Any:
    """The first section under the name of one of ours, beside a copy that was half cleared."""
    def change(b: Any) -> None:
        b[name].title = "old"
        copy = b.copy_worksheet(b[FIRST])
        b[FIRST].title = name
        copy.title = "Copy"
        b[name].protection.sheet = guarded
        for row in range(6, 10):
            for column in range(3, 9):
                copy.cell(row, column).value = None

    return change


def _nobody_types() -> Iterator[Variant]:
    """Words on the sheets that fill themselves in or are only there to be read."""
    def v(name: str, change: Any, becomes: str = QUERY, **rest: Any) -> Variant:
        return Variant("sheets", name, book(change, whole=True), becomes, **rest)

    for name in _SHEETS:
        code = "guidance-typed" if name in ("Guidance", "About this audit") else "calculated-typed"
        yield v(f"words below {name}", _type(name, "B90", "We bought a hoist"),
                tells=(f"{code}@B90",), strays=("We bought a hoist",))
        yield v(f"words below {name}, protected again",
                _type(name, "B90", "We bought a hoist", True),
                tells=(f"{code}@B90",), strays=("We bought a hoist",))
        yield v(f"a note on {name}", _note(name), "accepted", tells=("answer-comment@B7",),
                strays=("We bought a hoist",))
        yield v(f"a section called {name} and protected, a half-cleared copy beside",
                _called(name, True), READ)
        yield v(f"words over {name}’s own", _type(name, "A5", "Draft, not agreed"),
                tells=(f"{code}@A5",), strays=("Draft, not agreed",))
        yield v(f"{name} without its protection", _unguard(name), "accepted")
        yield v(f"a section called {name}, a half-cleared copy beside", _called(name),
                READ)  # fmt: skip
    yield v("a rating over All statements’ own", _type("All statements", "D5", "Red"),
            tells=("calculated-typed@D5",), strays=("Red",))
    yield v("a rating over Strengths’ own", _type("Strengths and areas", "D7", "Amber"),
            tells=("calculated-typed@D7",), strays=("Amber",))
    yield v("all without their protection", _unguard(), "accepted")


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, change: Any, becomes: str = "accepted", **rest: Any) -> Variant:
        return Variant("sheets", name, book(change, whole=True), becomes, **rest)

    yield v("one renamed", _rename(s0="Our leadership"), tells=("sheet-renamed",))
    yield v("all renamed", _rename_all, READ, tells=("sheet-renamed",))
    yield v("two named as each other", _rename(s0="x1", s1=FIRST, s2="y"), READ)
    yield v("named as Numbers does", _rename(s0=f"{FIRST} - Table 1"), READ)
    yield v("named as a copy", _rename(s0=f"{FIRST} (2)"), READ)
    yield v("named in capitals", _rename(s0=FIRST.upper()), READ)
    yield v("named as a calculated sheet", _as_summary, READ, unread=refs_of(FIRST))
    yield v("a calculated sheet renamed", lambda b: setattr(
        b["All statements"], "title", "Everything"), READ)
    yield v("in another order", lambda b: b.move_sheet(FIRST, offset=6))
    yield v("the Cover last", lambda b: b.move_sheet("Cover", offset=12))
    yield v("copied, the same", _copy(f"{FIRST} (2)"), tells=("row-repeated",))
    yield v("copied under another name", _copy("Copy of leadership"), READ)
    yield v("copied, the copy blank", _copy(f"{FIRST} (2)", _empty_copy), READ)
    yield v("copied, one rating differs", _copy("Draft", lambda s: put(s["C5"], "Red")), QUERY,
            tells=("answers-differ",))
    yield v("copied, evidence differs", _copy("Draft", lambda s: put(s["D6"], "new words")), QUERY,
            tells=("answers-differ",), strays=("new words",))
    yield v("last year’s answers beside", _last_year, QUERY)
    for name in (FIRST, THIRD, SECTIONS[-1]):
        yield v(f"{name} deleted", _remove(name), QUERY, gone=refs_of(name),
                tells=("sheet-missing",))
    yield v("all sections deleted", _remove(*SECTIONS), f"{QUERY} or refused",
            gone=refs_of(*SECTIONS))
    yield v("the Cover deleted", _remove("Cover"), QUERY, tells=("cover-missing",),
            gone=frozenset(p for p in grid_cover()))
    yield v("the calculated sheets deleted", _remove(
        "Summary", "Strengths and areas", "Action plan", "All statements", "About this audit"))
    yield v("everything but one section deleted", _remove("Cover", "Guidance", *SECTIONS[1:]),
            f"{QUERY} or refused", gone=refs_of(*SECTIONS[1:]) | grid_cover())
    yield Variant("sheets", "only the calculated ones left", book(_only_calculated, whole=True),
                  REFUSED_OR, gone=refs_of(*SECTIONS) | grid_cover())
    yield Variant("sheets", "only All statements left, as values", _values_of_all_statements,
                  REFUSED_OR, unread=refs_of(*SECTIONS), gone=grid_cover())
    yield v("a section hidden", _state("hidden", FIRST))
    yield v("a section very hidden", _state("veryHidden", FIRST))
    yield v("everything but the Cover hidden", _state("hidden", *SECTIONS, "Summary"))
    yield v("the Cover hidden", _state("hidden", "Cover"))
    yield v("two put into one, with headings", _merge_two(True), READ)
    yield v("two put into one, without headings", _merge_two(False), READ)
    yield v("two tables side by side", _beside, READ, unread=refs_of(SECOND))
    yield v("a table pasted elsewhere", _offset, READ)
    yield v("a table turned on its side", _transpose, QUERY, unread=refs_of(FIRST))
    yield v("a section cleared", _cleared, QUERY, gone=refs_of(FIRST))
    yield v("one more, with notes", lambda b: put(b.create_sheet("Workings")["A1"], "hello"), READ)
    yield v("a chart sheet", lambda b: b.create_chartsheet("Chart"))
    yield Variant("sheets", "pasted into a new workbook", _new_workbook(True, False))
    yield Variant("sheets", "pasted into a new workbook without the Cover",
                  _new_workbook(False, False), QUERY, gone=grid_cover())
    yield Variant("sheets", "all pasted on one sheet", _new_workbook(True, True), READ,
                  unread=refs_of(*SECTIONS))
    yield Variant("sheets", "all pasted on one sheet without the Cover", _new_workbook(False, True),
                  QUERY, gone=grid_cover(), unread=refs_of(*SECTIONS))
    yield Variant("sheets", "protected", book(lambda b: b[FIRST].protection.enable()))
    yield v("of one letter", _rename(s0="A", s1="B", s2="C"), READ)
    yield v("with odd names", _rename(s0="Head’s & SENCO’s <notes>", s1=" 2 "), READ)
    yield v("headings only on the first, rows of all below", _all_below, READ)
    yield from _nobody_types()


def _all_below(b: Any) -> None:
    for name in SECTIONS[1:]:
        count = sum(1 for row in b[name].iter_rows(min_row=5) if row[0].value)
        write_rows(b[FIRST], rows_of(b[name], 5, 4 + count), b[FIRST].max_row + 1)
        b.remove(b[name])


REFUSED_OR = f"{QUERY} or refused"


def grid_cover() -> frozenset[tuple[str, str]]:
    """The places of the Cover."""
    return frozenset(place for place in truth() if place[0] == "Cover")

