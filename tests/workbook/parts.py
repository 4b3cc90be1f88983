"""A workbook's package, read part by part, so that nothing between the tests and the file helps."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import cache
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .specimens import Specimen

_NAMES = re.compile(r"\{[^}]*\}")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def plain(data: bytes) -> Element:
    """A part with the namespaces taken off its names (attributes keep theirs)."""
    root = ElementTree.fromstring(data)
    for element in root.iter():
        element.tag = _NAMES.sub("", element.tag)
    return root


def place(cell: str) -> tuple[int, int]:
    """Row and column, counted from 1, of a cell such as ``$B$5``."""
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", cell).groups()
    column = 0
    for char in letters:
        column = column * 26 + ord(char) - 64
    return int(digits), column


def rectangle(area: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of an area such as ``B5:C9``."""
    first, _, last = area.partition(":")
    return (*place(first), *place(last or first))


def within(cell: tuple[int, int], areas: str) -> bool:
    """Whether a cell lies in one of these areas (parted by blanks)."""
    for area in areas.split():
        top, left, bottom, right = rectangle(area)
        if top <= cell[0] <= bottom and left <= cell[1] <= right:
            return True
    return False


@dataclass
class Cell:
    """One cell: its text or number, its formula, the number of its format."""

    value: str | float | None
    formula: str | None
    style: int


@dataclass
class Table:
    """A table: its name, area, headings and alt text."""

    name: str
    area: tuple[int, int, int, int]
    headings: list[str]
    alt: str
    filters: bool


@dataclass
class Sheet:
    """A sheet: its cells by row and column, and the part itself for the rest."""

    name: str
    root: Element
    cells: dict[tuple[int, int], Cell]
    tables: list[Table] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    charts: list[Element] = field(default_factory=list)

    def value(self, cell: str) -> str | float | None:
        """What stands in a cell such as ``A1``."""
        found = self.cells.get(place(cell))
        return found.value if found else None

    @property
    def validations(self) -> list[Element]:
        return list(self.root.iter("dataValidation"))

    @property
    def pixels(self) -> dict[int, int]:
        """Widths of columns in pixels: nine to a unit where the default font is Arial 12."""
        return {number: round(float(col.get("width")) * 9) for col in self.root.iter("col")
                for number in range(int(col.get("min")), int(col.get("max")) + 1)}  # fmt: skip

    @property
    def heights(self) -> dict[int, float]:
        """Stored heights of rows in points."""
        return {int(r.get("r")): float(r.get("ht")) for r in self.root.iter("row") if r.get("ht")}

    def rules(self, cell: tuple[int, int]) -> list[Element]:
        """The conditional rules that look at a cell, first the one that stands."""
        found = [rule for block in self.root.iter("conditionalFormatting")
                 if within(cell, block.get("sqref")) for rule in block.iter("cfRule")]  # fmt: skip
        return sorted(found, key=lambda rule: int(rule.get("priority")))

    def choices(self, cell: tuple[int, int]) -> list[str] | None:
        """The dropdown of a cell, if it has one."""
        for rule in self.validations:
            if rule.get("type") == "list" and within(cell, rule.get("sqref")):
                return rule.findtext("formula1").strip('"').split(",")
        return None


@dataclass
class Workbook:
    """A whole package."""

    names: list[str]
    sheets: dict[str, Sheet]
    book: Element
    styles: Element
    parts: dict[str, bytes]

    @property
    def defined(self) -> dict[str, list[str]]:
        """Defined names, each with what it refers to (one a sheet for print areas)."""
        found: dict[str, list[str]] = {}
        for name in self.book.iter("definedName"):
            found.setdefault(name.get("name"), []).append(name.text)
        return found

    def print_columns(self, sheet: Sheet) -> int:
        """The last column of a sheet's print area."""
        number = list(self.sheets).index(sheet.name)
        for name in self.book.iter("definedName"):
            if name.get("name") == "_xlnm.Print_Area" and int(name.get("localSheetId")) == number:
                return rectangle(name.text.rsplit("!", 1)[1])[3]
        raise AssertionError(f"{sheet.name} has no print area")

    def wraps(self, cell: Cell) -> bool:
        """Whether a cell's text is wrapped."""
        alignment = self._format(cell).find("alignment")
        return alignment is not None and alignment.get("wrapText") == "1"

    def locked(self, cell: Cell) -> bool:
        """Whether a cell is locked when its sheet is guarded."""
        protection = self._format(cell).find("protection")
        return protection is None or protection.get("locked") != "0"

    def font(self, cell: Cell) -> tuple[float, bool]:
        """Size, and whether it is bold."""
        font = self.styles.find("fonts")[int(self._format(cell).get("fontId"))]
        return float(font.find("sz").get("val")), font.find("b") is not None

    def shows(self, cell: Cell) -> str:
        """The number format: ``@`` for text, ``d mmm yyyy`` for a date, empty for none."""
        number = self._format(cell).get("numFmtId")
        own = {f.get("numFmtId"): f.get("formatCode") for f in self.styles.iter("numFmt")}
        return {"0": "", "49": "@"}.get(number) or own.get(number, "")

    def _format(self, cell: Cell) -> Element:
        return self.styles.find("cellXfs")[cell.style]


def _relations(parts: dict[str, bytes], part: str) -> dict[str, str]:
    folder, name = part.rsplit("/", 1)
    data = parts.get(f"{folder}/_rels/{name}.rels")
    if not data:
        return {}
    return {r.get("Id"): normpath(join(folder, r.get("Target"))) for r in plain(data)}


def _cells(root: Element, shared: list[str]) -> dict[tuple[int, int], Cell]:
    found = {}
    for cell in root.iter("c"):
        text, formula = cell.findtext("v"), cell.findtext("f")
        value: str | float | None = text
        if cell.get("t") == "s":
            value = shared[int(text)]
        elif cell.get("t") == "str" or (formula and text == ""):
            value = text or ""  # the library writes an empty text without a type
        elif cell.get("t") is None and text is not None:
            value = float(text)
        found[place(cell.get("r"))] = Cell(value, formula, int(cell.get("s", 0)))
    return found


@cache
def read(specimen: Specimen) -> Workbook:
    """Take a specimen's package apart."""
    archive = zipfile.ZipFile(io.BytesIO(specimen.package()))
    parts = {name: archive.read(name) for name in archive.namelist()}
    shared = ["".join(t.text or "" for t in item.iter("t"))
              for item in plain(parts["xl/sharedStrings.xml"])]  # fmt: skip
    book = plain(parts["xl/workbook.xml"])
    of_book = _relations(parts, "xl/workbook.xml")
    sheets = {}
    for entry in book.iter("sheet"):
        path = of_book[entry.get(RELATION)]
        root = plain(parts[path])
        sheet = Sheet(entry.get("name"), root, _cells(root, shared))
        for target in _relations(parts, path).values():
            if "/tables/" in target:
                table = plain(parts[target])
                sheet.tables.append(Table(
                    table.get("displayName"), rectangle(table.get("ref")),
                    [c.get("name") for c in table.iter("tableColumn")],
                    "".join(str(v) for e in table.iter("table") for k, v in e.attrib.items()
                            if k.endswith("altTextSummary")),
                    table.find("autoFilter") is not None,
                ))  # fmt: skip
            elif "/drawings/" in target and target.endswith(".xml"):
                sheet.drawings.append(plain(parts[target]))
                sheet.charts += [plain(parts[chart]) for chart in
                                 _relations(parts, target).values()]  # fmt: skip
        sheet.tables.sort(key=lambda table: table.area)
        sheets[sheet.name] = sheet
    return Workbook(list(sheets), sheets, book, plain(parts["xl/styles.xml"]), parts)
