"""A look at an OpenDocument spreadsheet's XML itself, for what reading libraries hide."""

from __future__ import annotations

from collections.abc import Callable
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
)

_CELLS = ("table:table-cell", "table:covered-table-cell")


@dataclass(slots=True)
class _Sheet:
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)


@dataclass(slots=True)
class _Look:
    """The state of one expat pass. Rows and cells may stand for many equal ones."""

    skip: Callable[[str], bool]
    found: dict[str, _Sheet] = field(default_factory=dict)
    sheet: _Sheet | None = None
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 1
    words: list[str] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            title = attributes.get("table:name", "")
            self.sheet = None if self.skip(title) else self.found.setdefault(title, _Sheet())
            self.row, self.rows = 0, 1
        elif name == "table:table-row":
            self.row += self.rows
            self.rows = int(attributes.get("table:number-rows-repeated", "1"))
            self.column, self.columns = 0, 1
        elif name in _CELLS:
            self.column += self.columns
            self.columns = int(attributes.get("table:number-columns-repeated", "1"))
            if self.sheet and self.row <= LAST_ROW and self.column <= LAST_COLUMN:
                self._cell(self.sheet, attributes)

    def _cell(self, sheet: _Sheet, attributes: dict[str, str]) -> None:
        here = (self.row, self.column)
        if "table:formula" in attributes:
            sheet.formulas.add(here)
        # LibreOffice writes an error as a text cell of the type "error" of its own.
        self.words = [] if attributes.get("calcext:value-type") == "error" else None
        across = int(attributes.get("table:number-columns-spanned", "1"))
        down = int(attributes.get("table:number-rows-spanned", "1"))
        if across > 1 or down > 1:
            row, column = here
            sheet.merges.append((row, column, row + down - 1, column + across - 1))
            if len(sheet.merges) > MERGES_LIMIT:
                raise TooLarge(f"a sheet has more than {MERGES_LIMIT:,} merged areas")

    def text(self, data: str) -> None:
        if self.words is not None:
            self.words.append(data)

    def end(self, name: str) -> None:
        if name in _CELLS and self.words is not None:
            if self.sheet:
                shown = "".join(self.words).strip()
                self.sheet.errors[self.row, self.column] = shown or "#ERROR"
            self.words = None


def look_ods(xml: bytes, skip: Callable[[str], bool]) -> dict[str, SheetFacts]:
    """Look at ``content.xml``.

    Args:
        xml: the part, inflated.
        skip: says which sheets, by name, need not be looked at.

    Returns:
        The facts of every other sheet, by name.

    Raises:
        Damaged: if the part is not well formed.
        TooLarge: if it holds more merges than any audit could.
    """
    seen = _Look(skip)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = seen.begin, seen.end
    parser.CharacterDataHandler = seen.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("one of its parts is not well formed") from error
    return {
        name: SheetFacts(sheet.errors, {}, frozenset(sheet.formulas), tuple(sheet.merges))
        for name, sheet in seen.found.items()
    }
