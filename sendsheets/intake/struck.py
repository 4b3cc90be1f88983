"""Cells whose words are struck through: of those asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from sendsheets.intake import package as zipped
from sendsheets.intake.fills import Wanted, styles_of
from sendsheets.intake.formats import GROUPS
from sendsheets.intake.inspect import Facts
from sendsheets.intake.odslook import NONE, STRIKE, said
from sendsheets.intake.package import Damaged
from sendsheets.intake.rawlook import Place, cell_name

_STRIKE = b"strike"


def may_be_struck(facts: Facts) -> bool:
    """Whether anything in a workbook is struck through: nearly never, and this is quick.

    Excel's own workbooks (.xlsx and .xlsm) and OpenDocument spreadsheets are looked at; of the
    latter, which are few, each. Our own have no such font, and neither have those that
    LibreOffice saves as .xlsx.
    """
    plain = {sheet.part for sheet in facts.sheets
             if (seen := facts.looked.get(sheet.name)) and seen.plain}  # fmt: skip
    return facts.form == "ods" or any(
        _STRIKE in part for name, part in facts.parts.items() if name not in plain)


def struck(data: bytes, facts: Facts, wanted: Wanted) -> frozenset[tuple[str, Place]]:
    """The cells that are struck through, as a whole or in part.

    Args:
        data: the bytes of the workbook.
        facts: what ``inspect`` found of the workbook.
        wanted: the places to look at, by the name of their sheet.

    Returns:
        Those that are, by sheet and place. None where the parts that say so are damaged.
    """
    try:
        if facts.form == "ods":
            lines = said(data, facts, wanted, STRIKE)
            return frozenset(here for here, line in lines.items() if line != NONE)
        styles = _struck_styles(facts.parts[facts.styles]) if facts.styles else frozenset()
        texts = _struck_texts(facts.parts[facts.strings]) if facts.strings else frozenset()
        parts = {sheet.name: sheet.part for sheet in facts.sheets}
        inline = {name: _struck_inline(facts.parts[parts[name]]) for name in wanted}
    except Damaged:
        return frozenset()
    found: set[tuple[str, Place]] = set()
    for name, places in wanted.items():
        xml = facts.parts[parts[name]]
        names = {cell_name(*here).encode(): here for here in places}
        used = styles_of(xml, names) if styles else {}
        cells = {cell for cell, number in used.items() if number in styles}
        cells |= inline[name] & names.keys()
        if texts:
            cells |= {cell for cell, number in _TEXT.findall(xml)
                      if cell in names and int(number) in texts}  # fmt: skip
        found |= {(name, names[cell]) for cell in cells}
    return frozenset(found)


_TEXT = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]* t="s"[^<>]*>\s*<v>([0-9]{1,9})</v>')
_OFF = ("0", "false", "off")


@lru_cache(maxsize=16)
def _struck_styles(xml: bytes) -> frozenset[int]:
    """The styles of cells whose font is struck through, by number."""
    struck: list[bool] = []
    fonts: list[int] = []
    group = ""

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal group
        group = name if name in GROUPS else group
        if group == "fonts" and name == "font":
            struck.append(False)
        elif group == "fonts" and name == "strike" and struck:
            struck[-1] = attributes.get("val", "1") not in _OFF
        elif group == "cellXfs" and name == "xf":
            number = attributes.get("fontId", "0")
            fonts.append(int(number) if re.fullmatch(r"[0-9]{1,6}", number) else 0)

    zipped.elements(xml, seen)
    return frozenset(n for n, font in enumerate(fonts) if font < len(struck) and struck[font])


def _struck_texts(xml: bytes) -> frozenset[int]:
    """The shared texts of which some letters are struck through, by number."""
    found: set[int] = set()
    last = -1

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal last
        if name == "si":
            last += 1
        elif name == "strike" and attributes.get("val", "1") not in _OFF:
            found.add(last)

    if _STRIKE in xml:
        zipped.elements(xml, seen)
    return frozenset(found)


def _struck_inline(xml: bytes) -> frozenset[bytes]:
    """The cells of a sheet whose text stands in them, some letters of it struck through."""
    found: set[bytes] = set()
    cell = b""

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        if name == "c":
            cell = attributes.get("r", "").encode()
        elif name == "strike" and attributes.get("val", "1") not in _OFF:
            found.add(cell)

    if _STRIKE in xml:
        zipped.elements(xml, seen)
    return frozenset(found)
