"""A look at an OpenDocument spreadsheet's XML itself, for what reading libraries hide."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from sendsheets.intake.package import Damaged, TooLarge
from sendsheets.intake.rawlook import (
    LAST_COLUMN,
    LAST_ROW,
    MERGES_LIMIT,
    Area,
    Place,
    SheetFacts,
    without,
)
from sendsheets.intake.remarks import remarked
from sendsheets.intake.shapes import (
    DROPDOWN,
    FILE,
    OPTION,
    PICTURE,
    SHAPE,
    TICK_BOX,
    TYPING_BOX,
    Found,
)

SHAPES_LIMIT = 20_000

_CELLS = ("table:table-cell", "table:covered-table-cell")

_SHAPES = frozenset(
    f"draw:{shape}" for shape in (
        "g", "frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "regular-polygon",
        "path", "caption", "line", "polyline", "connector", "measure",
    )
)  # fmt: skip
"""What can have words of its own."""

_CONTROLS = {
    "form:checkbox": TICK_BOX, "form:radio": OPTION, "form:combobox": DROPDOWN,
    "form:listbox": DROPDOWN, "form:text": TYPING_BOX, "form:textarea": TYPING_BOX,
}  # fmt: skip

_TYPES = frozenset({"string", "float", "percentage", "currency", "date", "time", "boolean"})
"""The types of a cell's value. One of any other is shown to a person, as an error is."""

_BREAK = re.compile(rb"<text:line-break\s*(?:/>|>\s*</text:line-break\s*>)")
_TAB = re.compile(rb"<text:tab\b[^>]*?(?:/>|>\s*</text:tab\s*>)")

_CHART = "a chart"
_BLANKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}


@dataclass(slots=True)
class _Sheet:
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    found: Found = field(default_factory=Found)

    def facts(self) -> SheetFacts:
        facts = SheetFacts(
            self.errors, {}, frozenset(self.formulas), tuple(self.merges),
            hidden_rows=frozenset(self.hidden_rows),
        )  # fmt: skip
        return remarked(facts, self.found.comments, self.found.objects, self.found.boxes)


@dataclass(slots=True)
class _Layer:
    """Something that has words of its own: a cell, the note on it, a shape."""

    name: str
    start: int = 0
    error: bool = False
    words: list[str] = field(default_factory=list)
    paragraphs: int = 0
    object: str = ""

    def said(self) -> str:
        return "".join(self.words).strip()


@dataclass(slots=True)
class _Look:
    """The state of one expat pass. Rows and cells may stand for many equal ones."""

    parser: expat.XMLParserType
    looked: dict[str, _Sheet] = field(default_factory=dict)
    sheet: _Sheet | None = None
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 1
    hidden: bool = False
    layers: list[_Layer] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            title = attributes.get("table:name", "")
            self.sheet = self.looked.setdefault(title, _Sheet())
            self.row, self.rows = 0, 1
        elif name == "table:table-row":
            self.row += self.rows
            self.rows = int(attributes.get("table:number-rows-repeated", "1"))
            self.column, self.columns = 0, 1
            self.hidden = attributes.get("table:visibility") in ("collapse", "filter")
        elif name in _CELLS:
            self.column += self.columns
            self.columns = int(attributes.get("table:number-columns-repeated", "1"))
            # LibreOffice writes an error as a text cell of the type "error" of its own.
            error = (attributes.get("calcext:value-type") == "error"
                     or attributes.get("office:value-type", "string") not in _TYPES)
            self.layers.append(_Layer(name, error=error))
            if self.sheet and self.row <= LAST_ROW and self.column <= LAST_COLUMN:
                self._cell(self.sheet, attributes)
        elif name == "office:annotation" or name in _SHAPES:
            self.layers.append(_Layer(name, self.parser.CurrentByteIndex))
        elif self.layers and name in ("text:p", "text:h"):
            self.layers[-1].paragraphs += 1
        elif name in _BLANKS:
            self.text(_BLANKS[name])
        elif name in ("draw:image", "draw:object", "draw:object-ole", "draw:plugin"):
            self._object(name, attributes)
        elif name in _CONTROLS and self.sheet:
            self.sheet.found.objects.append(_CONTROLS[name])

    def _cell(self, sheet: _Sheet, attributes: dict[str, str]) -> None:
        here = (self.row, self.column)
        if "table:formula" in attributes:
            sheet.formulas.add(here)
        if self.hidden and "office:value-type" in attributes:
            last = min(self.row + self.rows - 1, LAST_ROW)
            sheet.hidden_rows.update(range(self.row, last + 1))
        across = int(attributes.get("table:number-columns-spanned", "1"))
        down = int(attributes.get("table:number-rows-spanned", "1"))
        if across > 1 or down > 1:
            row, column = here
            sheet.merges.append((row, column, row + down - 1, column + across - 1))
            if len(sheet.merges) > MERGES_LIMIT:
                raise TooLarge(f"a sheet has more than {MERGES_LIMIT:,} merged areas")

    def _object(self, name: str, attributes: dict[str, str]) -> None:
        """Note what a frame holds. The picture of an embedded file stands behind it."""
        if self.layers and not self.layers[-1].object:
            # A chart names the cells that it follows.
            chart = "draw:notify-on-update-of-ranges" in attributes
            kind = PICTURE if name == "draw:image" else FILE
            self.layers[-1].object = _CHART if chart else kind

    def text(self, data: str) -> None:
        if self.layers and self.layers[-1].paragraphs:
            self.layers[-1].words.append(data)

    def end(self, name: str) -> None:
        if not self.layers:
            return
        if name in ("text:p", "text:h"):
            self.text("\n")
            self.layers[-1].paragraphs -= 1
        elif name == self.layers[-1].name:
            layer = self.layers.pop()
            if self.layers and self.layers[-1].name in _CELLS:
                self.cuts.append((layer.start, self.parser.CurrentByteIndex))
                if len(self.cuts) > SHAPES_LIMIT:
                    raise TooLarge(f"it holds more than {SHAPES_LIMIT:,} notes and pictures")
            if self.sheet:
                self._tell(self.sheet, layer)

    def _tell(self, sheet: _Sheet, layer: _Layer) -> None:
        in_cell = bool(self.layers) and self.layers[0].name in _CELLS
        here = (self.row, self.column) if in_cell else (0, 0)
        if layer.name in _CELLS:
            if layer.error:
                words = layer.said() or "#ERROR"
                sheet.errors.update({
                    (row, column): words
                    for row in range(self.row, min(self.row + self.rows, LAST_ROW + 1))
                    for column in range(
                        self.column, min(self.column + self.columns, LAST_COLUMN + 1))
                })
        elif layer.name == "office:annotation":
            sheet.found.comments[here] = layer.said()
        elif layer.object in (PICTURE, FILE):
            sheet.found.objects.append(layer.object)
        elif layer.said():
            sheet.found.boxes.append((here, layer.said()))
        elif layer.object != _CHART and layer.name not in ("draw:g", "draw:frame"):
            sheet.found.objects.append(SHAPE)


def look_ods(xml: bytes) -> tuple[dict[str, SheetFacts], bytes]:
    """Look at ``content.xml``.

    Args:
        xml: the part, inflated.

    Returns:
        The facts of every sheet, by name, with what lies on it beside its cells; and the
        part without the notes and shapes in its cells, for python-calamine takes the words of
        a text box for the end of the cell's own, and with line breaks and tabs as characters,
        since it leaves out the elements that stand for them.

    Raises:
        Damaged: if the part is not well formed.
        TooLarge: if it holds more merges, notes or shapes than any audit could.
    """
    parser = expat.ParserCreate()
    seen = _Look(parser)
    parser.StartElementHandler, parser.EndElementHandler = seen.begin, seen.end
    parser.CharacterDataHandler = seen.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("one of its parts is not well formed") from error
    facts = {name: sheet.facts() for name, sheet in seen.looked.items()}
    whole = without(xml, seen.cuts)
    return facts, _TAB.sub(b"\t", _BREAK.sub(b"\n", whole))
