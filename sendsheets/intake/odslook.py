"""How cells of an OpenDocument spreadsheet look: what their styles say, of the cells asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from sendsheets.intake import package as zipped
from sendsheets.intake.inspect import Facts
from sendsheets.intake.package import Damaged
from sendsheets.intake.rawlook import LAST_COLUMN, Place

Look = tuple[str, tuple[str, ...]]
"""The element of a style that says something of a look, and the attributes that may."""

NONE = "none"
BACKGROUND: Look = ("style:table-cell-properties", ("fo:background-color",))
STRIKE: Look = (
    "style:text-properties", ("style:text-line-through-style", "style:text-line-through-type"))
DATA_STYLE: Look = ("style:style", ("style:data-style-name",))

_CELL, _TEXT = "table-cell", "text"
"""Families of styles: of cells, and of some letters in one."""


def said(
    data: bytes, facts: Facts, wanted: Mapping[str, frozenset[Place]], look: Look
) -> dict[tuple[str, Place], str]:
    """What the styles of cells, or of letters in them, say of one look.

    Args:
        data: the bytes of the spreadsheet.
        facts: what ``inspect`` found of it.
        wanted: the places to look at, by the name of their sheet.
        look: ``BACKGROUND``, ``STRIKE`` or ``DATA_STYLE``.

    Returns:
        The attribute's value by sheet and place, where any style that applies gives it; ``NONE``
        where one says that there is none. What letters say comes before what their cell says.

    Raises:
        Damaged: if a part of it is not well formed.
    """
    package = zipped.open_package(data)
    seen = _Look(wanted, *look)
    content = zipped.open_package(facts.small).read("content.xml")
    for xml in (package.read_if_there("styles.xml"), content):
        if xml:
            parser = expat.ParserCreate()
            parser.StartElementHandler = seen.begin
            try:
                parser.Parse(xml, True)
            except (expat.ExpatError, LookupError, ValueError) as error:
                raise Damaged("one of its parts is not well formed") from error
    return seen.made


@dataclass(slots=True)
class _Look:
    """The state of a pass over ``styles.xml``, and then one over ``content.xml``.

    Styles are known by family and name: ``own`` holds what one says itself, ``parents`` the
    style that it is made from. Rows and cells may stand for many equal ones; ``here`` are the
    wanted places that the last cell stands for.
    """

    wanted: Mapping[str, frozenset[Place]]
    element: str
    attributes: tuple[str, ...]
    own: dict[tuple[str, str], str] = field(default_factory=dict)
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    made: dict[tuple[str, Place], str] = field(default_factory=dict)
    style: tuple[str, str] = ("", "")
    sheet: str = ""
    places: frozenset[Place] = frozenset()
    columns: list[str] = field(default_factory=list)
    row: int = 0
    rows: int = 1
    row_style: str = ""
    column: int = 1
    here: tuple[Place, ...] = ()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style:style":
            self.style = attributes.get("style:family", ""), attributes.get("style:name", "")
            self.parents[self.style] = attributes.get("style:parent-style-name", "")
        if name == self.element:
            said = [attributes[each] for each in self.attributes if each in attributes]
            if said:
                self.own[self.style] = next((value for value in said if value != NONE), NONE)
        elif name == "table:table":
            self.sheet = attributes.get("table:name", "")
            self.places = self.wanted.get(self.sheet, frozenset())
            self.columns, self.row, self.rows, self.here = [], 0, 1, ()
        elif not self.places:
            return
        elif name == "table:table-column":
            many = int(attributes.get("table:number-columns-repeated", "1"))
            style = attributes.get("table:default-cell-style-name", "")
            self.columns += [style] * max(0, min(many, LAST_COLUMN - len(self.columns)))
        elif name == "table:table-row":
            self.row += self.rows
            self.rows = int(attributes.get("table:number-rows-repeated", "1"))
            self.row_style = attributes.get("table:default-cell-style-name", "")
            self.column = 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            many = int(attributes.get("table:number-columns-repeated", "1"))
            self._cells(self.column, self.column + many, attributes.get("table:style-name", ""))
            self.column += many
        elif name == "text:span" and self.here:
            self._tell(self._says(_TEXT, attributes.get("text:style-name", "")))

    def _cells(self, first: int, end: int, style: str) -> None:
        self.here = tuple((row, column) for row, column in self.places
                          if self.row <= row < self.row + self.rows and first <= column < end)
        for place in self.here:
            default = self.columns[place[1] - 1] if place[1] <= len(self.columns) else ""
            found = self._says(_CELL, style or self.row_style or default)
            if found:
                self.made[self.sheet, place] = found

    def _tell(self, found: str) -> None:
        """What some letters say, if anything."""
        if found and found != NONE:
            self.made.update(((self.sheet, place), found) for place in self.here)

    def _says(self, family: str, style: str) -> str:
        seen: set[str] = set()
        while style and (family, style) not in self.own and style not in seen:
            seen.add(style)
            style = self.parents.get((family, style), "")
        return self.own.get((family, style), "")
