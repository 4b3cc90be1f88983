"""Whether anybody may have typed on a sheet that nobody types on, at a glance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sendsheets.intake.entries import inflated
from sendsheets.intake.package import ORDINARY_PART, ORDINARY_TOTAL, Package


@dataclass(frozen=True, slots=True)
class Live:
    """A sheet that nobody types on and that need not be read, unless somebody may have.

    From row ``formulas_from`` on it holds nothing but formulas; where that is None it holds other
    words too.
    """

    formulas_from: int | None = None


def typed_on(package: Package, sheets: Mapping[str, tuple[str, Live]]) -> frozenset[str]:
    """The sheets that may hold what somebody typed, of those that nobody should type on.

    We write these sheets protected, without a password. No program lets anybody type on one
    that still is; but a person may take the protection off, and some programs lose it. Where
    all is formulas, counts of a few spellings tell besides whether a program put words there: in
    a sheet written the plain way each value follows a formula. If so no sheet is trusted.

    Args:
        package: the workbook. These parts count towards what is taken from it.
        sheets: the part of each such sheet and what it holds, by the sheet's name.

    Returns:
        Their names: the others are sure to hold nothing of anybody's.
    """
    found: set[str] = set()
    for name, (part, live) in sheets.items():
        xml = _glance(package, part)
        formulas = live.formulas_from
        if xml is not None and _is_protected(xml) and (
            formulas is None or _only_formulas(xml, formulas)
        ):
            continue
        if formulas is not None:
            return frozenset(sheets)
        found.add(name)
    return frozenset(found)


def _glance(package: Package, part: str) -> bytes | None:
    """A part without its checksum, since it is not read; None where it is not an ordinary one."""
    entry = package.names.get(part.casefold())
    if entry is None or entry.file_size > ORDINARY_PART or package.taken > ORDINARY_TOTAL:
        return None
    package.taken += entry.file_size
    return inflated(package.data, entry, checked=False)


_IS_ON = re.compile(rb'<sheetProtection [^<>]*\bsheet="(?:1|true)"')


def _is_protected(xml: bytes) -> bool:
    """Whether a sheet says after its cells, in the usual spelling, that it is protected."""
    at = xml.rfind(b"<sheetProtection ")
    return at > xml.rfind(b"</sheetData>") and _IS_ON.match(xml, at) is not None


def _only_formulas(xml: bytes, first: int) -> bool:
    """Whether from a row on each value follows a formula."""
    start = xml.find(b'<row r="%d"' % first)
    end = xml.find(b"</sheetData>", start)
    if not 0 <= start < end:
        return False
    values, follow = xml.count(b"</v></c>", start, end), xml.count(b"</f><v", start, end)
    if values != follow:
        follow += xml.count(b"/><v", start, end)  # a formula that shares another's words
    return values == follow and xml.find(b"</is>", start, end) < 0
