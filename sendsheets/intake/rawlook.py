"""A look at a worksheet's XML itself, for what reading libraries hide or can't survive.

python-calamine gives '' for an error cell and for a formula without a value, keeps the values
under a merge, and ends the process on one far cell; see ``cells``. An ordinary sheet is looked
over with a few searches of its bytes. Anything unusual is parsed with expat.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

from sendsheets.intake.package import Damaged, TooLarge

LAST_ROW = 5_000
LAST_COLUMN = 200
"""Cells beyond these are left out, and said: no audit reaches so far."""

MERGES_LIMIT = 5_000
CELLS_LIMIT = 1_000_000

Place = tuple[int, int]
"""A row and a column, counted from 1 as in Excel."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet's XML holds that a library would not tell.

    ``errors`` and ``unvalued`` give the error's name and the formula's text by place;
    ``formulas`` are the places of every other formula; ``far`` counts the filled cells that were
    left out.
    """

    errors: Mapping[Place, str] = field(default_factory=dict)
    unvalued: Mapping[Place, str] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    merges: tuple[Area, ...] = ()
    rows: int = 0
    cells: int = 0
    far: int = 0


_CELL = re.compile(
    rb'<c r="[A-F]?[A-Z](?:[0-9]{1,3}|[1-4][0-9]{3})"(?: s="[0-9]+")?(?: t="[a-zA-Z]+")?/?>'
)
"""A cell written the plain way and near enough: column FZ, row 4999 at most."""

_UNVALUED = re.compile(
    rb"(?:</f>|<f\b[^>]*/>)\s*</c>"
    rb'|<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="(?!str")[a-zA-Z]+")?>\s*'
    rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*<v\s*(?:/>|>\s*</v>)"
)
"""A formula cell without a value, or with an empty one that is not said to be text."""

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f\b')
_MERGE = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z$]+[0-9$]+)(?::([A-Z$]+[0-9$]+))?"')
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")


def look(xml: bytes) -> tuple[SheetFacts, bytes]:
    """Look at a worksheet part.

    Args:
        xml: the part, inflated.

    Returns:
        What was found, and the part without its far cells (the same bytes where it has none).

    Raises:
        Damaged: if the part is not well formed.
        TooLarge: if it holds more cells or merges than any audit could.
    """
    if _ordinary(xml):
        merges = _merges(_MERGE.findall(xml) if b"<mergeCell " in xml else [])
        formulas = frozenset(place(ref.decode()) for ref in _FORMULA.findall(xml))
        cells = xml.count(b"<c ")
        return SheetFacts({}, {}, formulas, merges, xml.count(b"<row"), cells), xml
    return _parse(xml)


def place(ref: str) -> Place:
    """The row and column of a cell's name such as ``B12``; (0, 0) where it is not one."""
    found = _REF.match(ref)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def cell_name(row: int, column: int) -> str:
    """The name of a cell, such as ``B12``, from its row and column counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _ordinary(xml: bytes) -> bool:
    """Whether searches of the bytes are enough: every cell is written the plain way."""
    count = xml.count(b"<c ")
    return (
        b"<worksheet" in xml[:2000]
        and b"<c>" not in xml
        and b"<c\n" not in xml
        and b"<c/>" not in xml
        and b"<!--" not in xml
        and b"<![CDATA[" not in xml
        and b't="e"' not in xml
        and count <= CELLS_LIMIT
        and len(_CELL.findall(xml)) == count
        and not (b"<f" in xml and _UNVALUED.search(xml))
    )


def _merges(refs: list[tuple[bytes, bytes]]) -> tuple[Area, ...]:
    if len(refs) > MERGES_LIMIT:
        raise TooLarge(f"a sheet has {len(refs):,} merged areas")
    return tuple(area(f"{a.decode()}:{b.decode() or a.decode()}") for a, b in refs)


def area(ref: str) -> Area:
    """The corners of an area such as ``A1:C3``."""
    first, _, last = ref.partition(":")
    top, left = place(first)
    bottom, right = place(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


@dataclass(slots=True)
class _Look:
    """The state of one expat pass."""

    parser: expat.XMLParserType
    row: int = 0
    column: int = 0
    rows: int = 0
    cells: int = 0
    far: int = 0
    inside: str = ""
    kind: str = ""
    start: int = 0
    formula: str | None = None
    value: str = ""
    empty_text: bool = False
    errors: dict[Place, str] = field(default_factory=dict)
    unvalued: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.rows += 1
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
        elif name == "c":
            self.cells += 1
            if self.cells > CELLS_LIMIT:
                raise TooLarge(f"a sheet holds more than {CELLS_LIMIT:,} cells")
            here = place(attributes.get("r", ""))
            self.row, self.column = here if here[0] else (max(self.row, 1), self.column + 1)
            self.kind, self.formula, self.value = attributes.get("t", "n"), None, ""
            self.empty_text = False
            self.start = self.parser.CurrentByteIndex
        elif name in ("f", "v", "is"):
            self.inside = name
            # A formula whose result is empty text has a value element with nothing in it.
            self.empty_text = name == "v" and self.kind == "str"
            if name == "f":
                self.formula = ""
        elif name == "mergeCell":
            self.merges.append(area(attributes.get("ref", "")))
            if len(self.merges) > MERGES_LIMIT:
                raise TooLarge(f"a sheet has more than {MERGES_LIMIT:,} merged areas")

    def text(self, data: str) -> None:
        if self.inside == "f":
            self.formula = (self.formula or "") + data
        elif self.inside:
            self.value += data

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("f", "v", "is"):
            self.inside = ""
        elif name == "c":
            here = (self.row, self.column)
            if self.row > LAST_ROW or self.column > LAST_COLUMN:
                self.cuts.append((self.start, self.parser.CurrentByteIndex))
                self.far += bool(self.value.strip() or self.formula)
            elif self.kind == "e":
                self.errors[here] = self.value.strip() or "#ERROR"
            elif self.formula is not None and not self.value.strip() and not self.empty_text:
                self.unvalued[here] = "=" + self.formula
            elif self.formula is not None:
                self.formulas.add(here)


def _parse(xml: bytes) -> tuple[SheetFacts, bytes]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    seen = _Look(parser)
    parser.StartElementHandler = seen.begin
    parser.EndElementHandler = seen.end
    parser.CharacterDataHandler = seen.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("one of its sheets is not well formed") from error
    facts = SheetFacts(
        seen.errors, seen.unvalued, frozenset(seen.formulas), tuple(seen.merges), seen.rows,
        seen.cells, seen.far,
    )
    return facts, _without(xml, seen.cuts)


def _without(xml: bytes, cuts: list[tuple[int, int]]) -> bytes:
    """The part without these cells. A cut begins at ``<c`` and ends where its end tag begins."""
    if not cuts:
        return xml
    kept: list[bytes] = []
    at = 0
    for start, end in cuts:
        kept.append(xml[at:start])
        at = xml.find(b">", end) + 1
    kept.append(xml[at:])
    return b"".join(kept)


_STRING = re.compile(rb"<(?:\w+:)?si\b")
_UNIQUE = re.compile(rb'\buniqueCount="(\d+)"')
LONGEST_TEXT = 32_767
MARKUP = 8
"""Bytes allowed for a character: marked-up text takes several."""

MEMORY_LIMIT = 500 * 1024 * 1024


def check_strings(xml: bytes, cells: int) -> None:
    """Refuse shared strings that would cost a library more memory than any audit needs.

    Raises:
        TooLarge: if a text is longer than a cell of Excel holds, if the part claims more
            texts than it can have, or if all cells together could fill the memory.
    """
    claimed = _UNIQUE.search(xml[:2000])
    if claimed and int(claimed[1]) > len(xml):
        raise TooLarge("it claims more texts than it holds")
    if len(xml) < LONGEST_TEXT:
        return
    starts = [found.start() for found in _STRING.finditer(xml)] + [len(xml)]
    longest = max((b - a for a, b in pairwise(starts)), default=0)
    # Every cell may name the same text, and a library copies it for each.
    if longest > LONGEST_TEXT * MARKUP or longest * cells > MEMORY_LIMIT:
        raise TooLarge("it holds texts longer than a cell of Excel can")
