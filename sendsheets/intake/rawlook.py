"""A look at a worksheet's XML itself, for what reading libraries hide or can't survive.

python-calamine gives '' for an error cell and for a formula without a value, keeps the values
under a merge, and ends the process on one far cell; see ``cells``. An ordinary sheet is looked
over in one pass over its bytes. Anything unusual is parsed with expat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from sendsheets.intake import values
from sendsheets.intake.package import Damaged, TooLarge

LAST_ROW = 5_000
LAST_COLUMN = 200
"""Cells beyond these are left out, and said: no audit reaches so far."""

FAR_NAMED = 20
"""Cells beyond those that are named."""

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
    left out (``far_at`` names the first); ``hidden_rows`` are the rows that hold something and
    that nobody sees. What lies on the sheet beside its cells is found by ``remarks``: comments by
    place, objects by name, the words of text boxes with the cells they lie on (``anchors``,
    (0, 0) where not told), and where cells lead to outside the workbook (``links``). ``plain``
    says that every cell is written the plain way, so that no letters within one are marked.
    """

    errors: Mapping[Place, str] = field(default_factory=dict)
    unvalued: Mapping[Place, str] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    merges: tuple[Area, ...] = ()
    cells: int = 0
    far: int = 0
    hidden_rows: frozenset[int] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    objects: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    anchors: tuple[Place, ...] = ()
    far_at: tuple[str, ...] = ()
    links: Mapping[Place, str] = field(default_factory=dict)
    plain: bool = field(default=False, compare=False)


_REF_NEAR = rb'r="[A-F]?[A-Z](?:[1-4][0-9]{3}|[1-9][0-9]{0,2})"'
"""The name of a cell that is near enough: FZ4999 at most."""

_CELL = (
    rb"<c " + _REF_NEAR + rb'(?: s="[0-9]++")?+(?:/>|></c>'
    rb'| t="s"><v>[0-9]{1,9}+</v></c>'
    rb'|(?: t="[bn]")?+><v>[^<&]++</v></c>'
    rb'|(?: t="str")><v>[^<]*+</v></c>'
    rb'| t="str"><f(?: [^<>]*+)?+>(?:(?<=/>)|[^<]*+</f>)<v>[^<]*+</v></c>'
    rb'|(?: t="[bn]")?+><f(?: [^<>]*+)?+>(?:(?<=/>)|[^<]*+</f>)<v>[!-%'
    rb"'-;=-~][^<&]*+</v></c>"
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>[^<]*+</t></is></c>)'
)
"""A cell written the plain way, not an error, with one value at most, of which a library makes
what it says (``values``). A formula has a value: it may be empty where it is text, else it begins
with a printed character that is itself (never ``&``, which could stand for a blank)."""

_ROW = (
    rb'<row(?: (?:r|spans|s|customFormat|ht|customHeight|outlineLevel|collapsed|thickTop|thickBot'
    rb'|ph|\w+:dyDescent)="[^"<>]*+"| hidden="(?:false|0)")*+'
)
"""The start tag of a row that is not hidden."""

_CELLS = re.compile(
    rb"<sheetData>(?:\s*+" + _ROW + rb"(?:/>|>(?:\s*+" + _CELL + rb")*+\s*+</row>))*+\s*+"
    rb"</sheetData>"
)
"""All the cells of a sheet, every byte of them written the plain way."""

_REF_OF_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)')

_MERGE = re.compile(rb'<mergeCell ref="([A-Z$]+[0-9$]+)(?::([A-Z$]+[0-9$]+))?"\s*/>')
_NUMBER = re.compile(r"[0-9]{1,7}$")
_LONGEST_NUMBER = 9
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")


def look(xml: bytes) -> tuple[SheetFacts, bytes]:
    """Look at a worksheet part.

    Args:
        xml: the part, inflated.

    Returns:
        What was found, and the part without its far cells, and perhaps without what stands
        after the cells, which costs a library time and tells it nothing.

    Raises:
        Damaged: if the part is not well formed, or a cell stands there twice.
        TooLarge: if it holds more cells or merges than any audit could.
    """
    plain = _plain(xml)
    return (plain, _less_tail(xml)) if plain else _parse(xml)


@lru_cache(maxsize=16_384)
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


def _plain(xml: bytes) -> SheetFacts | None:
    """The facts of a sheet that is written the plain way, by one pass over its cells.

    Every byte between the first ``<sheetData`` and the last ``</sheetData>`` must be one of
    those spelt here, so that no other spelling, comment or second table can hide among them.

    Returns:
        None where any cell, formula, merge or row is spelt in a way that only a parser can be
        trusted with, or where there is something to find: an error, a formula without a value,
        a far cell, a hidden row, a cell that stands there twice.
    """
    start = xml.find(b"<sheetData")
    found = _CELLS.match(xml, start) if start >= 0 else None
    if found is None:
        return None
    end = found.end()
    for begin, stop in ((0, start), (end, len(xml))):
        if xml.find(b"sheetData", begin, stop) >= 0 or xml.find(b"<!", begin, stop) >= 0:
            return None
    refs = _REF_OF_CELL.findall(xml, start, end)
    if len(refs) > CELLS_LIMIT or len(set(refs)) != len(refs):
        return None
    merges = _merged(xml, end)
    if merges is None:
        return None
    return SheetFacts({}, {}, frozenset(_formulas(xml, start, end)), merges, len(refs),
                      plain=True)  # fmt: skip


def _less_tail(xml: bytes) -> bytes:
    """A sheet that is written the plain way, ended after its cells."""
    end = xml.rfind(b"</sheetData>")
    return xml[:end] + b"</sheetData></worksheet>" if b"<worksheet " in xml[:2000] else xml


def _formulas(xml: bytes, start: int, end: int) -> Iterator[Place]:
    """The places of the formulas of a sheet that is written the plain way."""
    at = xml.find(b"<f", start, end)
    while at >= 0:
        name = xml.rfind(b'r="', start, at) + 3
        yield place(xml[name : xml.find(b'"', name)].decode())
        at = xml.find(b"<f", at + 2, end)


def _merged(xml: bytes, end: int) -> tuple[Area, ...] | None:
    """The merges after the cells; None where one may be spelt otherwise or left out."""
    said = xml.count(b"mergeCell", end)
    if not said:
        return ()
    refs = _MERGE.findall(xml, end)
    lists = xml.count(b"<mergeCells", end) + xml.count(b"</mergeCells>", end)
    if said != len(refs) + lists or xml.find(b"<?", end) >= 0:
        return None
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
    """The state of one expat pass.

    ``within`` says whether it is among the cells; what stands elsewhere is none to any program.
    ``taken`` holds a byte for each place that is read: 1 where there was a cell.
    """

    parser: expat.XMLParserType
    xml: bytes
    within: bool = False
    taken: bytearray = field(default_factory=lambda: bytearray(LAST_ROW * LAST_COLUMN))
    row: int = 0
    column: int = 0
    cells: int = 0
    far: int = 0
    far_at: list[str] = field(default_factory=list)
    hidden: bool = False
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
    hidden_rows: set[int] = field(default_factory=set)
    cuts: list[tuple[int, int]] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "mergeCell":
            self.merges.append(area(attributes.get("ref", "")))
            if len(self.merges) > MERGES_LIMIT:
                raise TooLarge(f"a sheet has more than {MERGES_LIMIT:,} merged areas")
        elif not self.within:
            self.within = name == "sheetData"
        elif name == "row":
            number = attributes.get("r", "")
            if number.strip("+ \t\r\n").isdigit() and len(number) > _LONGEST_NUMBER:
                # A library would make rows as far as that, or count round and begin again.
                raise Damaged("one of its rows has a number that no sheet reaches")
            self.row = int(number) if _NUMBER.match(number) else self.row + 1
            self.column = 0
            self.hidden = attributes.get("hidden", "").strip() in ("1", "true", "on")
        elif name == "c":
            self.cells += 1
            if self.cells > CELLS_LIMIT:
                raise TooLarge(f"a sheet holds more than {CELLS_LIMIT:,} cells")
            here = place(attributes.get("r", ""))
            self.row, self.column = here if here[0] else (max(self.row, 1), self.column + 1)
            self._take()
            self.kind, self.formula, self.value = attributes.get("t", "n"), None, ""
            self.empty_text = False
            self.start = self.parser.CurrentByteIndex
        elif name in ("f", "v", "is"):
            self.inside = name
            # A formula whose result is empty text has a value element with nothing in it.
            self.empty_text = name == "v" and self.kind == "str"
            if name == "f":
                self.formula = ""

    def _take(self) -> None:
        """Note that there is a cell here: of two in one place a library shows the last only."""
        if self.row <= LAST_ROW and self.column <= LAST_COLUMN:
            at = (self.row - 1) * LAST_COLUMN + self.column - 1
            if self.taken[at]:
                name = cell_name(self.row, self.column)
                raise Damaged(f"the cell {name} stands twice on one of its sheets")
            self.taken[at] = 1

    def text(self, data: str) -> None:
        if self.inside == "f":
            self.formula = (self.formula or "") + data
        elif self.inside:
            self.value += data

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "sheetData":
            self.within = False
        elif not self.within:
            return
        elif name in ("f", "v", "is"):
            self.inside = ""
        elif name == "c":
            here = (self.row, self.column)
            filled = bool(self.value.strip()) or self.formula is not None
            if self.row > LAST_ROW or self.column > LAST_COLUMN:
                self.cuts.append((self.start, self.parser.CurrentByteIndex))
                self.far += filled
                if filled and len(self.far_at) < FAR_NAMED:
                    self.far_at.append(cell_name(*here))
                return
            raw = self.xml[self.start:self.parser.CurrentByteIndex]
            blank = self.formula is not None and not self.value.strip()
            if not blank and raw.count(b"<") > 1 and not values.is_readable(self.kind, raw):
                name = cell_name(*here)
                raise Damaged(f"the cell {name} is written in a way that cannot be read for sure")
            if self.hidden and (filled or self.kind == "e"):
                self.hidden_rows.add(self.row)
            if self.kind == "e":
                self.errors[here] = self.value.strip() or "#ERROR"
            elif self.formula is not None and not self.value.strip() and not self.empty_text:
                self.unvalued[here] = "=" + self.formula
            elif self.formula is not None:
                self.formulas.add(here)


def _parse(xml: bytes) -> tuple[SheetFacts, bytes]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    seen = _Look(parser, xml)
    parser.StartElementHandler = seen.begin
    parser.EndElementHandler = seen.end
    parser.CharacterDataHandler = seen.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("one of its sheets is not well formed") from error
    finally:
        # The parser holds what holds it: let go at once, and not when Python finds the circle.
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = None
    facts = SheetFacts(
        seen.errors, seen.unvalued, frozenset(seen.formulas), tuple(seen.merges),
        seen.cells, seen.far, frozenset(seen.hidden_rows), far_at=tuple(seen.far_at),
    )
    return facts, without(xml, seen.cuts)


def without(xml: bytes, cuts: list[tuple[int, int]]) -> bytes:
    """The part without these elements, each given by where its start and its end tag begin."""
    if not cuts:
        return xml
    kept: list[bytes] = []
    at = 0
    for start, end in cuts:
        kept.append(xml[at:start])
        at = xml.find(b">", end) + 1
    kept.append(xml[at:])
    return b"".join(kept)
