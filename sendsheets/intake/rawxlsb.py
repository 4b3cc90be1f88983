"""A look at Excel's binary workbook, .xlsb, for what reading libraries hide.

Its parts are records: a number, a length and the data, each as [MS-XLSB] has it. As for .xlsx,
errors, formulas, merges and hidden rows are found here and far cells are cut out, and
python-calamine reads the values.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from posixpath import join, normpath

from sendsheets.intake.package import Damaged, Package, SheetPart, TooLarge, elements
from sendsheets.intake.rawlook import (
    CELLS_LIMIT,
    LAST_COLUMN,
    LAST_ROW,
    MERGES_LIMIT,
    Area,
    Place,
    SheetFacts,
)

MAIN = "xl/workbook.bin"
RELS = "xl/_rels/workbook.bin.rels"

_ROW, _BLANK, _MERGE, _SHEET, _PROPERTIES = 0, 1, 176, 156, 153
_ERROR, _FORMULA_ERROR = 3, 11
_CELLS = frozenset({*range(1, 12), 62})
_FORMULAS = frozenset(range(8, 12))
_HIDDEN = 0x10
_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


def sheets(package: Package) -> tuple[tuple[SheetPart, ...], dict[str, str]]:
    """The workbook's sheets in order, and the names of its parts by kind ("styles")."""
    targets: dict[str, tuple[str, str]] = {}

    def related(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else join("xl", target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            targets[attributes.get("Id", "")] = (kind, normpath(whole))

    elements(package.read(RELS), related)
    found: list[SheetPart] = []
    for number, data in _records(package.read(MAIN)):
        if number == _SHEET:
            state = _STATES.get(int.from_bytes(data[:4], "little"), "visible")
            rel, after = _words(data, 8)
            name, _ = _words(data, after)
            kind, part = targets.get(rel, ("", ""))
            if kind == "worksheet":
                found.append(SheetPart(name, state, part))
    return tuple(found), {kind: part for kind, part in targets.values() if package.has(part)}


def date1904(package: Package) -> bool:
    """Whether the workbook counts its days from 1904."""
    return any(number == _PROPERTIES and data[:1] and data[0] & 1
               for number, data in _records(package.read(MAIN)))  # fmt: skip


def look_xlsb(part: bytes) -> tuple[SheetFacts, bytes]:
    """Look at a sheet's part.

    Returns:
        What was found, and the part without its far cells.

    Raises:
        Damaged: if it is not a row of records.
        TooLarge: if it holds more cells or merges than any audit could.
    """
    errors: dict[Place, str] = {}
    formulas: set[Place] = set()
    merges: list[Area] = []
    hidden: set[int] = set()
    kept: list[bytes] = []
    row = cells = far = begin = 0
    is_hidden = False
    for number, start, data_at, end in _places(part):
        if number == _ROW:
            row = int.from_bytes(part[data_at : data_at + 4], "little") + 1
            is_hidden = end - data_at > 11 and bool(part[data_at + 11] & _HIDDEN)
        elif number in _CELLS:
            cells += 1
            if cells > CELLS_LIMIT:
                raise TooLarge(f"a sheet holds more than {CELLS_LIMIT:,} cells")
            here = row, int.from_bytes(part[data_at : data_at + 4], "little") + 1
            if row > LAST_ROW or here[1] > LAST_COLUMN:
                kept.append(part[begin:start])
                begin = end
                far += number != _BLANK
                continue
            if number in (_ERROR, _FORMULA_ERROR):
                errors[here] = _ERRORS.get(part[data_at + 8] if end > data_at + 8 else -1,
                                           "#ERROR")  # fmt: skip
            elif number in _FORMULAS:
                formulas.add(here)
            if is_hidden and number != _BLANK:
                hidden.add(row)
        elif number == _MERGE and end - data_at >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", part, data_at)
            merges.append((top + 1, left + 1, bottom + 1, right + 1))
            if len(merges) > MERGES_LIMIT:
                raise TooLarge(f"a sheet has more than {MERGES_LIMIT:,} merged areas")
    kept.append(part[begin:])
    facts = SheetFacts(errors, {}, frozenset(formulas), tuple(merges), cells, far,
                       frozenset(hidden))  # fmt: skip
    return facts, b"".join(kept)


def _places(part: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each record: its number, where it starts, where its data starts, where it ends."""
    at, whole = 0, len(part)
    while at < whole:
        start = at
        number, at = _packed(part, at, 2)
        size, at = _packed(part, at, 4)
        if at + size > whole:
            raise Damaged("one of its parts ends too soon")
        yield number, start, at, at + size
        at += size


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    return ((number, part[begin:end]) for number, _, begin, end in _places(part))


def _packed(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to so many bytes, seven bits in each, and where it ends."""
    number = 0
    for shift in range(most):
        if at >= len(part):
            raise Damaged("one of its parts ends too soon")
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return number, at


def _words(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; no length is no text."""
    size = int.from_bytes(data[at : at + 4], "little")
    size = 0 if size == 0xFFFFFFFF else size
    end = at + 4 + 2 * size
    if end > len(data):
        raise Damaged("one of its parts ends too soon")
    return data[at + 4 : end].decode("utf-16-le", "replace"), end
