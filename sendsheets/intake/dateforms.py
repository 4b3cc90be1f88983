"""How cells show a date: with the month first, or without its day or its year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from xml.parsers import expat

from sendsheets.intake import package as zipped
from sendsheets.intake.fills import Wanted, styles_of
from sendsheets.intake.inspect import Facts
from sendsheets.intake.odslook import DATA_STYLE, said
from sendsheets.intake.package import Damaged
from sendsheets.intake.rawlook import Place, cell_name


class Form(StrEnum):
    """What a cell's way of showing dates hides or turns round."""

    MONTH_FIRST = "month first"
    NO_DAY = "no day"
    NO_YEAR = "no year"


def may_mislead(facts: Facts) -> bool:
    """Whether any style of a workbook shows dates in such a way: nearly never, and quick.

    Excel's own workbooks (.xlsx and .xlsm) and OpenDocument spreadsheets are looked at.
    """
    if facts.form == "ods":
        return True
    try:
        return bool(facts.styles and _styles(facts.parts[facts.styles]))
    except Damaged:
        return False


def date_forms(data: bytes, facts: Facts, wanted: Wanted) -> Mapping[tuple[str, Place], Form]:
    """The cells of these that show a date in such a way.

    Args:
        data: the bytes of the workbook.
        facts: what ``inspect`` found of it.
        wanted: the places to look at, by the name of their sheet.

    Returns:
        How each of them shows a date, by sheet and place. None where the parts that say so are
        damaged.
    """
    try:
        if facts.form == "ods":
            return _of_ods(data, facts, wanted)
        styles = _styles(facts.parts[facts.styles]) if facts.styles else {}
    except Damaged:
        return {}
    parts = {sheet.name: sheet.part for sheet in facts.sheets}
    found: dict[tuple[str, Place], Form] = {}
    for name, places in wanted.items() if styles else ():
        names = {cell_name(*here).encode(): here for here in places}
        for cell, number in styles_of(facts.parts[parts[name]], names).items():
            if number in styles:
                found[name, names[cell]] = styles[number]
    return found


# --- Excel -----------------------------------------------------------------------------------

_BUILT_IN = {16: "d-mmm", 17: "mmm-yy"}
"""Formats that have a number and no code. 14 and 22 show what the reader's own system does."""


@lru_cache(maxsize=16)
def _styles(xml: bytes) -> Mapping[int, Form]:
    """The styles of cells that show dates so, by number."""
    codes = dict(_BUILT_IN)
    numbers: list[int] = []
    group = ""

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal group
        group = name if name in ("numFmts", "cellStyleXfs", "cellXfs", "dxfs") else group
        number = attributes.get("numFmtId", "0")
        known = int(number) if re.fullmatch(r"[0-9]{1,6}", number) else 0
        if group == "numFmts" and name == "numFmt":
            codes[known] = attributes.get("formatCode", "")
        elif group == "cellXfs" and name == "xf":
            numbers.append(known)

    zipped.elements(xml, seen)
    forms = {number: form for number, code in codes.items() if (form := _form_of(code))}
    return {n: forms[number] for n, number in enumerate(numbers) if number in forms}


_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|[_*].')
_LETTERS = re.compile(r"y+|m+|d+|h+|s+")


def _form_of(code: str) -> Form | None:
    letters = _LETTERS.findall(_LITERAL.sub(" ", code.partition(";")[0].lower()))
    return _form([
        part[:4] for n, part in enumerate(letters)
        # An m after hours or before seconds is of minutes.
        if part[0] in "ymd" and not (part[0] == "m" and (
            (letters[n - 1 : n] and letters[n - 1][0] == "h")
            or (letters[n + 1 : n + 2] and letters[n + 1][0] == "s")))
    ])  # fmt: skip


def _form(parts: Sequence[str]) -> Form | None:
    """The form of a date that shows these parts, spelt as in Excel, in order."""
    first = {kind: next((n for n, part in enumerate(parts) if part[0] == kind
                         and not (kind == "d" and len(part) > _NUMBER)), -1)
             for kind in "ymd"}  # fmt: skip
    if first["m"] < 0 and first["y"] < 0:
        return None
    if first["d"] < 0:
        return Form.NO_DAY
    if first["y"] < 0:
        return Form.NO_YEAR
    figures = first["m"] >= 0 and len(parts[first["m"]]) <= _NUMBER
    return Form.MONTH_FIRST if figures and first["m"] < first["d"] < first["y"] else None


_NUMBER = 2
"""Letters of a day or month in figures; three or more show its name."""


# --- OpenDocument ----------------------------------------------------------------------------


def _of_ods(data: bytes, facts: Facts, wanted: Wanted) -> Mapping[tuple[str, Place], Form]:
    parts: dict[str, list[str]] = {}
    style = ""

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        if name == "number:date-style":
            # An automatic order is that of whoever opens the file.
            fixed = attributes.get("number:automatic-order") != "true"
            style = attributes.get("style:name", "") if fixed else ""
            parts[style] = []
        elif style and name in _PARTS:
            letter = _PARTS[name]
            long = attributes.get("number:textual") == "true"
            parts[style].append(letter * (3 if long else 1))

    def end(name: str) -> None:
        nonlocal style
        style = "" if name == "number:date-style" else style

    package = zipped.open_package(data)
    for xml in (package.read_if_there("styles.xml"), package.read_if_there("content.xml")):
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = begin, end
        try:
            parser.Parse(xml or b"<none/>", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise Damaged("one of its parts is not well formed") from error
    forms = {name: form for name, shown in parts.items() if name and (form := _form(shown))}
    if not forms:
        return {}
    return {here: forms[name] for here, name in said(data, facts, wanted, DATA_STYLE).items()
            if name in forms}  # fmt: skip


_PARTS = {"number:day": "d", "number:month": "m", "number:year": "y"}
