"""Bytes become plain cells. The only module that imports a spreadsheet reading library."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sendsheets.intake.entries import pack
from sendsheets.intake.inspect import Facts
from sendsheets.intake.package import Abnormal, Damaged
from sendsheets.intake.rawlook import Area, Place, SheetFacts


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an error such as ``#REF!``."""

    text: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula that no program has calculated yet."""

    formula: str


Value = str | int | float | bool | date | datetime | time | timedelta | ErrorCell | NoValue


Lines = dict[int, dict[int, Value]]
"""Cells by row, and those of a row by column, both counted from 1."""


class Cells(Mapping[Place, Value]):
    """A sheet's filled cells by row and column, held row by row, as they are mostly looked at."""

    __slots__ = ("lines",)

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def __getitem__(self, here: Place) -> Value:
        return self.lines[here[0]][here[1]]

    def __iter__(self) -> Iterator[Place]:
        return ((row, column) for row, line in self.lines.items() for column in line)

    def __len__(self) -> int:
        return sum(map(len, self.lines.values()))


def by_row(cells: Mapping[Place, Value]) -> Lines:
    """Cells by row, then by column, in their order."""
    if isinstance(cells, Cells):
        return cells.lines
    lines: Lines = {}
    for (row, column), value in cells.items():
        lines.setdefault(row, {})[column] = value
    return lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's filled cells by row and column (from 1), and what was found in its XML.

    Values under a merge are left out of ``cells`` and kept in ``covered``: nobody sees them.
    ``comments`` are the words of notes and threads on a cell; ``objects`` names what else lies
    on the sheet ("a picture", "an embedded file"), ``boxes`` the words of its text boxes;
    ``hidden_rows`` are the filled rows that nobody sees; ``anchors`` the cells on which the
    text boxes lie, (0, 0) where the file does not say; ``far_at`` names the first of the cells
    that were left out, ``links`` gives where a cell leads to outside the workbook.
    """

    name: str
    state: str
    cells: Mapping[Place, Value]
    merges: tuple[Area, ...] = ()
    covered: Mapping[Place, Value] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    far: int = 0
    comments: Mapping[Place, str] = field(default_factory=dict)
    objects: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    anchors: tuple[Place, ...] = ()
    far_at: tuple[str, ...] = ()
    links: Mapping[Place, str] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds anything."""
        return max((column for _, column in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet as plain cells: its sheets, in order."""

    sheets: tuple[Sheet, ...]


def read_cells(facts: Facts) -> Book:
    """Read the sheets that were looked at.

    python-calamine reads; a package that it cannot read is tried with openpyxl, which is some
    twenty times slower and gets through some that calamine does not (clients.md 2).

    Args:
        facts: what ``inspect`` found, with the package it made.

    Returns:
        Every looked-at sheet; text exactly as typed, whole numbers as int, dates as date or
        datetime, times of day as time, durations as timedelta.

    Raises:
        Damaged: if neither library can read what the raw look could.
        TooLarge: if an .xls holds more than any audit could.
        Abnormal: if only an ordinary file is to be read, and this one would cost too much.
    """
    if facts.form == "xls":
        from sendsheets.intake.binary import read_xls

        old = read_xls(facts.small)
        return Book(tuple(
            _sheet(name, state, by_row({p: _value(v) for p, v in cells.items()}), seen)
            for name, (state, cells, seen) in old.items()
        ))  # fmt: skip
    try:
        found = _with_calamine(facts)
        if facts.form == "ods":
            for _, lines in found.values():
                for line in lines.values():
                    line.update({column: _duration(value) for column, value in line.items()})
    except Damaged as error:
        if facts.careful:
            raise Abnormal from error
        if facts.form != "xlsx":
            raise
        found = _with_openpyxl(facts)
    if facts.careful and any(
        sum(map(len, lines.values())) * len(facts.looked[name].merges) > ORDINARY_COVERS
        for name, (_, lines) in found.items()
    ):
        raise Abnormal
    return Book(tuple(_sheet(name, *found[name], facts.looked[name]) for name in found))


ORDINARY_AREA = 3_000_000
ORDINARY_COVERS = 200_000
"""An ordinary workbook has at most so many cells, filled or not, down to the last filled row and
column of each sheet; an ordinary sheet so many cells times merges, which are all looked at."""


Found = dict[str, tuple[str, Lines]]
"""The state and the cells of each sheet that was looked at, by name."""


def _with_calamine(facts: Facts) -> Found:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(facts.small))
        states = {meta.name: _STATES.get(str(meta.visible), "visible")
                  for meta in book.sheets_metadata}  # fmt: skip
        found: Found = {}
        area = 0
        for name in book.sheet_names:
            if name in facts.looked:
                sheet = book.get_sheet_by_name(name)
                area += sheet.total_height * sheet.total_width
                if facts.careful and area > ORDINARY_AREA:
                    raise Abnormal
                rows = sheet.to_python(skip_empty_area=False)
                found[name] = states[name], {
                    # Most cells are empty, and most others text.
                    r: line for r, row in enumerate(rows, 1)
                    if (line := {c: value if type(value) is str else _value(value)
                                 for c, value in enumerate(row, 1) if value or value != ""})
                }  # fmt: skip
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise Damaged("a part of it cannot be read") from error
    except BaseException as error:
        # What Rust did not expect comes as a BaseException that no module exports.
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged("a part of it cannot be read") from None
    return found


def _with_openpyxl(facts: Facts) -> Found:
    import warnings

    import openpyxl
    from openpyxl.utils.escape import unescape

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(_only_cells(facts.parts)), data_only=True)
            found: Found = {}
            for sheet in book.worksheets:
                if sheet.title in facts.looked:
                    # Only cells that exist: a far one would make rows of a million blanks.
                    found[sheet.title] = sheet.sheet_state, by_row({
                        here: _midnight(unescape(value) if isinstance(value, str) else value)
                        for here, cell in sheet._cells.items()
                        if (value := cell.value) not in (None, "")
                    })  # fmt: skip
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Damaged("a part of it cannot be read") from error
    if found.keys() != facts.looked.keys():
        raise Damaged("a sheet of it cannot be read")
    return found


_AFTER_CELLS = re.compile(rb"</((?:\w+:)?)sheetData\s*>.*", re.DOTALL)

_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


def _only_cells(parts: Mapping[str, bytes]) -> bytes:
    """These parts as a package, each sheet cut after its cells: openpyxl follows what stands there.

    It knows no Strict Open XML, whose names for the same elements are put in the usual ones.
    """
    end = rb"</\1sheetData></\1worksheet>"
    cut = {name: _AFTER_CELLS.sub(end, data) for name, data in parts.items()}
    for strict, usual in _STRICT:
        cut = {name: data.replace(strict, usual) for name, data in cut.items()}
    return pack(cut)


def _midnight(value: object) -> Value:
    """A date without a time, which openpyxl gives as the midnight it begins with."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return _value(value)


_STATES = {
    "SheetVisibleEnum.Visible": "visible",
    "SheetVisibleEnum.Hidden": "hidden",
    "SheetVisibleEnum.VeryHidden": "veryHidden",
}


def _sheet(name: str, state: str, lines: Lines, seen: SheetFacts) -> Sheet:
    for (row, column), text in seen.unvalued.items():
        lines.setdefault(row, {})[column] = NoValue(text)
    for (row, column), text in seen.errors.items():
        lines.setdefault(row, {})[column] = ErrorCell(text)
    covered: dict[Place, Value] = {}
    if seen.merges:
        for here in [here for here in Cells(lines) if _is_covered(here, seen.merges)]:
            covered[here] = lines[here[0]].pop(here[1])
    return Sheet(
        name, state, Cells(lines), seen.merges, covered, seen.formulas, seen.far, seen.comments,
        seen.objects, seen.boxes, seen.hidden_rows, seen.anchors, seen.far_at, seen.links,
    )


def _is_covered(here: Place, merges: tuple[Area, ...]) -> bool:
    row, column = here
    return any(
        top <= row <= bottom and left <= column <= right and here != (top, left)
        for top, left, bottom, right in merges
    )


def _value(value: object) -> Value:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value if isinstance(value, (str, bool, int, date, time, timedelta)) else str(value)


_HOURS = re.compile(r"(-?)PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def _duration(value: Value) -> Value:
    """A duration of a day or more, which calamine leaves as OpenDocument spells it."""
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return value
    hours, minutes, seconds = (int(found[n]) for n in (2, 3, 4))
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] else length


def shown(value: Value | None) -> str:
    """A value as a person would read it.

    Whole numbers have no '.0', dates are dd/mm/yyyy, times and durations hh:mm (26:00) with
    seconds where there are any; how the cell showed them a library does not tell.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ErrorCell):
        return value.text
    if isinstance(value, NoValue):
        return value.formula
    if isinstance(value, datetime):
        clock = "" if value.time() == time() else f" {value.hour:02}:{value.minute:02}"
        return f"{value.day:02}/{value.month:02}/{value.year}{clock}"
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        return _length(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _length(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02}"
    tail = f":{seconds % 60:02}" if seconds % 60 else ""
    return ("-" if value < timedelta() else "") + clock + tail
