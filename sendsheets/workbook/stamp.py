"""One workbook drawn once, then stamped with the details of each school.

Workbooks for several schools differ in little: a few answers on the Cover, and the school's name
on the Summary. So one is drawn with marks in their places, once for each *shape* that the details
can have: which are filled in, and over how many lines, since that decides the height of a row.
For each school the marks are then replaced in the few parts of the package that hold them; all
the rest is copied as it is, still compressed.

Every part of what comes out is, byte for byte, what drawing the workbook afresh would give.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sendsheets import layout
from sendsheets.drawing import fit
from sendsheets.drawing.patch import formula_value, safe_text, safe_value, string_item
from sendsheets.layout import Plan
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.front import answer_lines, urn_cell
from sendsheets.workbook.write import school_workbook

_MARK, _URN = "sendsheets stamp {}.", 987_654_321_012
"""A text and a number that no framework holds."""

_LONGEST = 2_000
"""Characters of an answer that is stamped; a longer one is drawn."""

_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
"""What is not written as text where it is the value of a formula."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """Details with marks for answers: their shape, and what to put in the place of each mark."""

    shape: tuple[object, ...]
    details: Mapping[str, str | date]
    slots: Mapping[str, bytes]


class Stamp:
    """Workbooks of one plan for many schools.

    Args:
        plan: the framework, and how much of it is asked.
        made_on: the day in the documents' properties.
    """

    def __init__(self, plan: Plan, made_on: date) -> None:
        self._plan, self._made_on = plan, made_on
        self._templates: dict[tuple[object, ...], _Template] = {}

    def workbook(self, details: Mapping[str, str | date]) -> bytes:
        """Make the workbook of one school.

        Args:
            details: what is filled in on its Cover, by the key of the detail.

        Returns:
            The finished package: its parts are those of ``school_workbook(plan,
            Answers(details), made_on=made_on)``. Equal arguments give equal bytes.
        """
        made = self._marked(details)
        if made is None:
            return self._draw(details)
        if made.shape not in self._templates:
            self._templates[made.shape] = _Template(self._draw(made.details), made.slots)
        return self._templates[made.shape].stamped(made.slots)

    def _draw(self, details: Mapping[str, str | date]) -> bytes:
        return school_workbook(self._plan, Answers(details), made_on=self._made_on)

    def _marked(self, details: Mapping[str, str | date]) -> _Marked | None:
        """The details with marks for answers.

        None where they are better drawn: a package holds each text but once, so an answer that
        is also one of our own texts cannot be a text of its own.
        """
        shape: list[object] = []
        marked: dict[str, str | date] = {}
        texts: dict[str, str] = {}
        slots: dict[str, bytes] = {}
        for detail in self._plan.details:
            value = details.get(detail.key, "")
            marked[detail.key] = value
            if detail.key == layout.URN.key and isinstance(urn_cell(value), int):
                shape.append(detail.key)
                marked[detail.key] = str(_URN)
                slots["urn"] = str(urn_cell(value)).encode()
            elif (not isinstance(value, str) or detail.key in layout.DATES
                  or not safe_value(value)):  # fmt: skip
                shape.append(value)  # a text of control characters alone shows nothing
            elif detail.key != layout.AUDIT.key:
                text = safe_text(fit.one_cell(value))
                item = string_item(text)
                if len(value) > _LONGEST or text in _ERRORS or item in self._ours:
                    if value not in detail.choices:
                        return None
                    shape.append(value)
                    continue
                mark = texts.setdefault(text, _MARK.format(len(texts)))
                lines = answer_lines(value)
                shape.append((mark, lines))
                marked[detail.key] = mark + "\n" * (lines - 1)
                slots[f"text {mark}"] = item
                if detail.key == layout.SCHOOL_NAME.key:
                    slots[f"value {mark}"] = formula_value(safe_value(fit.one_cell(value)))
        return _Marked(tuple(shape), marked, slots)

    @cached_property
    def _ours(self) -> frozenset[bytes]:
        """Every text that stands in the blank workbook."""
        with zipfile.ZipFile(io.BytesIO(self._draw({}))) as package:
            return frozenset(_ITEM.findall(package.read("xl/sharedStrings.xml")))


# --- the package -----------------------------------------------------------------------------

_ITEM = re.compile(rb"<si>.*?</si>", re.DOTALL)
_ANY = re.escape(_MARK).replace(r"\{\}", r"\d+").encode()
_FOUND = re.compile(
    rb"<si><t[^>]*>(?P<text>%b)\s*</t></si>|(?P<value>%b)\n*|(?<=<v>)(?P<urn>%d)(?=</v>)"
    % (_ANY, _ANY, _URN)
)
_END_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 46, 30
"""The fixed part of what a zip package says at its end, of each part there, and before it."""

_STORED = 65_535
"""Most bytes of a block that is not compressed."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a package: what stands before it and in the directory, and its content.

    ``pieces`` are the names of marks, and what stands between them, plain and compressed.
    """

    local: bytearray
    entry: bytearray
    packed: bytes
    pieces: tuple[str | tuple[bytes, bytes], ...] = ()


class _Template:
    """A package with marks, ready to be stamped.

    ``zipfile`` cannot copy a part without unpacking it. So this reads and writes the fields of
    the format that change (PKWARE's APPNOTE, 4.3): of each part its checksum, its two sizes
    and where it begins.
    """

    def __init__(self, package: bytes, slots: Collection[str]) -> None:
        self._end = package[-_END_SIZE:]
        count, _, at = struct.unpack("<H2L", self._end[10:20])
        self._parts: list[_Part] = []
        for _ in range(count):
            size = _ENTRY_SIZE + sum(struct.unpack_from("<3H", package, at + 28))
            entry = package[at : at + size]
            at += size
            self._parts.append(_part(package, entry))
        found = {piece for part in self._parts for piece in part.pieces if isinstance(piece, str)}
        if found != set(slots):
            raise RuntimeError(f"marks drawn: {sorted(slots)}, found: {sorted(found)}")

    def stamped(self, slots: Mapping[str, bytes]) -> bytes:
        """The package with something in the place of each mark."""
        made, directory = bytearray(), bytearray()
        for part in self._parts:
            local, entry, packed = part.local, part.entry, part.packed
            if part.pieces:
                packed, sizes = _filled(part.pieces, slots)
                local, entry = local.copy(), entry.copy()
                local[14:26] = entry[16:28] = sizes
            directory += entry
            struct.pack_into("<L", directory, len(directory) - len(entry) + 42, len(made))
            made += local
            made += packed
        end = bytearray(self._end)
        struct.pack_into("<2L", end, 12, len(directory), len(made))
        return bytes(made + directory + end)


def _part(package: bytes, entry: bytes) -> _Part:
    """A part as it stands in a package, and where its marks are."""
    (size,), (at,) = struct.unpack_from("<L", entry, 20), struct.unpack_from("<L", entry, 42)
    start = at + _LOCAL_SIZE + sum(struct.unpack_from("<2H", package, at + 26))
    local, packed = bytearray(package[at:start]), package[start : start + size]
    data = zlib.decompress(packed, -zlib.MAX_WBITS)
    pieces: list[str | tuple[bytes, bytes]] = []
    done = 0
    for found in _FOUND.finditer(data):
        kind = found.lastgroup or ""
        pieces.append(_packed(data[done : found.start()], zlib.Z_FULL_FLUSH))
        pieces.append(kind if kind == "urn" else f"{kind} {found[kind].decode()}")
        done = found.end()
    if pieces:
        pieces.append(_packed(data[done:], zlib.Z_FINISH))
    return _Part(local, bytearray(entry), packed, tuple(pieces))


def _packed(data: bytes, flush: int) -> tuple[bytes, bytes]:
    """A piece of a part, plain and compressed so that it can stand beside other pieces."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return data, packer.compress(data) + packer.flush(flush)


def _filled(
    pieces: Iterable[str | tuple[bytes, bytes]], slots: Mapping[str, bytes]
) -> tuple[bytes, bytes]:
    """A part's compressed content, and its checksum and sizes as a package writes them.

    What stands for a mark is too short to gain by compression and becomes a block of its own.
    """
    packed, crc, size = bytearray(), 0, 0
    for piece in pieces:
        if isinstance(piece, str):
            data = slots[piece]
            packed += struct.pack("<B2H", 0, len(data), _STORED - len(data)) + data
        else:
            data = piece[0]
            packed += piece[1]
        crc, size = zlib.crc32(data, crc), size + len(data)
    return bytes(packed), struct.pack("<3L", crc, len(packed), size)
