"""A small writer of Excel's binary workbook (.xlsb), which no library writes, after [MS-XLSB]."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sendsheets.intake.cells import ErrorCell

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D,
          "#NUM!": 0x24, "#N/A": 0x2A}  # fmt: skip
STATES = {"visible": 0, "hidden": 1, "veryHidden": 2}
NO_FORMULA = struct.pack("<HII", 0, 0, 0)


@dataclass
class XlsbSheet:
    """What a sheet holds. ``formulas`` are cells written as the result of one."""

    name: str
    cells: Mapping[tuple[int, int], Any]
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    state: str = "visible"
    extra: bytes = field(default=b"")


def record(number: int, data: bytes = b"") -> bytes:
    """A record: its number, the length of its data, its data."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + data


def wide(text: str) -> bytes:
    """A text with its length before it."""
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def cell(column: int, value: Any, is_formula: bool, texts: list[str], base: date) -> bytes:
    """One cell. Every other text is shared, the rest stand in their cells."""
    dated = isinstance(value, date)
    head = struct.pack("<II", column - 1, int(dated))
    if isinstance(value, ErrorCell):
        end = NO_FORMULA if is_formula else b""
        return record(11 if is_formula else 3, head + bytes([ERRORS[value.text]]) + end)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, str):
        if is_formula:
            return record(8, head + wide(value) + NO_FORMULA)
        texts.append(value)
        return record(7, head + struct.pack("<I", len(texts) - 1)) if column % 2 else record(
            6, head + wide(value))  # fmt: skip
    if dated:
        moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
        value = (moment - datetime(*base.timetuple()[:3])).total_seconds() / 86_400
    if is_formula:
        return record(9, head + struct.pack("<d", value) + NO_FORMULA)
    if isinstance(value, int) and abs(value) < 2**29:
        return record(2, head + struct.pack("<i", value << 2 | 2))
    return record(5, head + struct.pack("<d", value))


def sheet_part(sheet: XlsbSheet, texts: list[str], base: date) -> bytes:
    """A sheet's part: its rows of cells, then its merges."""
    last = max(row for row, _ in sheet.cells), max(column for _, column in sheet.cells)
    size = struct.pack("<4I", 0, last[0] - 1, 0, last[1] - 1)
    made = [record(129), record(148, size), record(145)]
    for row in sorted({row for row, _ in sheet.cells}):
        hidden = 0x10 if row in sheet.hidden_rows else 0
        made.append(record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, hidden, 0, 0)))
        made += [cell(column, value, (r, column) in sheet.formulas, texts, base)
                 for (r, column), value in sorted(sheet.cells.items()) if r == row]  # fmt: skip
    made += [sheet.extra, record(146)]
    if sheet.merges:
        made.append(record(177, struct.pack("<I", len(sheet.merges))))
        made += [record(176, struct.pack("<4I", top - 1, bottom - 1, left - 1, right - 1))
                 for top, left, bottom, right in sheet.merges]  # fmt: skip
        made.append(record(178))
    return b"".join([*made, record(130)])


SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relations(*targets: tuple[str, str]) -> str:
    """The part that names other parts, by kind and place."""
    each = "".join(f'<Relationship Id="rId{n}" Type="{KIND}{kind}" Target="{target}"/>'
                   for n, (kind, target) in enumerate(targets, 1))  # fmt: skip
    return f'<?xml version="1.0"?><Relationships xmlns="{SPACE}">{each}</Relationships>'


def xlsb(sheets: Sequence[XlsbSheet], date1904: bool = False) -> bytes:
    """A binary workbook of these sheets."""
    base = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    texts: list[str] = []
    parts = [sheet_part(sheet, texts, base) for sheet in sheets]
    listed = b"".join(
        record(156, struct.pack("<II", STATES[sheet.state], n) + wide(f"rId{n}")
               + wide(sheet.name)) for n, sheet in enumerate(sheets, 1))  # fmt: skip
    properties = record(153, struct.pack("<II", int(date1904), 0) + wide(""))
    book = record(131) + properties + record(143) + listed + record(144) + record(132)
    shared = b"".join(record(19, b"\0" + wide(text)) for text in texts)
    count = struct.pack("<II", len(texts), len(texts))
    formats = b"".join(record(47, struct.pack("<8H", 0, number, 0, 0, 0, 0, 0, 0))
                       for number in (0, 14))  # fmt: skip
    styles = record(278) + record(617, struct.pack("<I", 2)) + formats + record(618) + record(279)
    kinds = [("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.bin")))
        archive.writestr("xl/_rels/workbook.bin.rels", relations(
            *kinds, ("sharedStrings", "sharedStrings.bin"), ("styles", "styles.bin")))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/sharedStrings.bin", record(159, count) + shared + record(160))
        archive.writestr("xl/styles.bin", styles)
        for n, part in enumerate(parts, 1):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", part)
    return buffer.getvalue()
