"""The colours that cells are filled with: of the cells asked for, and of no others.

The colour is that of the cell's own style. One that a rule gives (conditional formatting) is
worked out from the value each time, and is none of the style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sendsheets.intake import package as zipped
from sendsheets.intake.colours import colour, is_white, rgb, theme_colours
from sendsheets.intake.formats import GROUPS
from sendsheets.intake.inspect import Facts
from sendsheets.intake.odslook import BACKGROUND, said
from sendsheets.intake.package import Damaged, TooLarge, Unsafe
from sendsheets.intake.rawlook import Place, cell_name

Wanted = Mapping[str, frozenset[Place]]
"""The places to look at, by the name of their sheet."""

Fills = Mapping[tuple[str, Place], str]
"""Six hexadecimal digits by sheet and place, for cells that are filled and not white."""


def fills(data: bytes, facts: Facts, wanted: Wanted) -> Fills:
    """The colours of these cells.

    Args:
        data: the bytes of the workbook.
        facts: what ``inspect`` found of it.
        wanted: the places to look at.

    Returns:
        The colour of each that is filled with one. None where the file has no colours that
        could be found: it is an old or a binary one, or its styles are damaged.
    """
    try:
        if facts.form == "xlsx":
            return _of_workbook(data, facts, wanted)
        found = said(data, facts, wanted, BACKGROUND) if facts.form == "ods" else {}
        shades = {here: rgb(text) for here, text in found.items()}
        return {here: shade for here, shade in shades.items() if shade and not is_white(shade)}
    except (Damaged, TooLarge, Unsafe):
        return {}


# --- Excel -----------------------------------------------------------------------------------


def _of_workbook(data: bytes, facts: Facts, wanted: Wanted) -> Fills:
    if facts.styles is None:
        return {}
    parts = {sheet.name: sheet.part for sheet in facts.sheets}
    made: dict[tuple[str, Place], str] = {}
    xml = facts.parts[facts.styles]
    colours = _solid(xml, _theme(data) if b"theme=" in xml else ())
    for name, places in wanted.items() if colours else ():
        names = {cell_name(*here).encode(): here for here in sorted(places)}
        for cell, number in styles_of(facts.parts[parts[name]], names).items():
            if number in colours:
                made[name, names[cell]] = colours[number]
    return made


_FIRST = re.compile(rb'\ss\s*=\s*["\']([0-9]{1,6})["\']')
_NAME = re.compile(rb'\sr\s*=\s*["\']([A-Z]{1,3}[0-9]{1,7})["\']')
_ODD = re.compile(rb"<(?:c[\t\r\n]|\w+:c\s)")
_TAG = re.compile(rb"<(?:\w+:)?c(\s[^<>]*)>")


def styles_of(xml: bytes, names: Mapping[bytes, Place]) -> dict[bytes, int]:
    """The number of the style of each of these cells that stands in a sheet's part."""
    if len(names) <= _FEW:
        quick = dict(_styles_of_few(xml, names))
        if len(quick) == len(names):
            return quick  # each stands there in the usual spelling, and no cell stands twice
    if xml.count(b"<c ") == xml.count(b'<c r="') and not _ODD.search(xml):
        if len(names) <= _FEW:
            return quick
        columns = {name.rstrip(b"0123456789") for name in names}
        cells = re.findall(rb'<c r="((?:%s)[0-9]+)"([^<>]*)>' % b"|".join(sorted(columns)), xml)
    else:
        cells = [(found[1], tag) for tag in _TAG.findall(xml) if (found := _NAME.search(tag))]
    return {name: int(found[1]) for name, tag in cells
            if name in names and (found := _FIRST.search(tag))}  # fmt: skip


_FEW = 40
"""So many cells are looked for one by one."""


def _styles_of_few(xml: bytes, names: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    at = 0
    for name in names:
        # Mostly they are asked for in their order: each then stands after the one before.
        start = b'<c r="%s"' % name
        at = xml.find(start, max(at, 0))
        at = at if at >= 0 else xml.find(start)
        found = _FIRST.search(xml, at, xml.find(b">", at)) if at >= 0 else None
        if found:
            yield name, int(found[1])


def _theme(data: bytes) -> tuple[str, ...]:
    package = zipped.open_package(data)
    part = next((name for name in sorted(package.names) if "/theme/theme" in name), "")
    return theme_colours(package.read(part)) if part.endswith(".xml") else ()


@lru_cache(maxsize=16)
def _solid(xml: bytes, theme: tuple[str, ...]) -> Mapping[int, str]:
    """The colour of each style of cells whose fill is one, not white, by the style's number.

    What it made of a part is remembered: that is the same in return after return.
    """
    filled: list[str] = []
    numbers: list[int] = []
    group, solid = "", False

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal group, solid
        group = name if name in GROUPS else group
        if group == "fills" and name == "fill":
            filled.append("")
        elif group == "fills" and name == "patternFill":
            solid = attributes.get("patternType") == "solid"
        elif group == "fills" and name == "fgColor" and filled and solid:
            filled[-1] = colour(attributes, theme)
        elif group == "cellXfs" and name == "xf":
            number = attributes.get("fillId", "0")
            numbers.append(int(number) if re.fullmatch(r"\d{1,6}", number) else 0)

    zipped.elements(xml, seen)
    return {
        number: filled[fill] for number, fill in enumerate(numbers)
        if fill < len(filled) and filled[fill] and not is_white(filled[fill])
    }  # fmt: skip
