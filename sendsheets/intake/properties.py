"""What a file's properties say: what it was made for, and whether we made it."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat

from sendsheets.intake.package import Damaged, Package, remembered
from sendsheets.model import MADE_BY


def properties(package: Package) -> dict[str, str]:
    """The custom properties of a workbook or an OpenDocument spreadsheet, as text."""
    found: dict[str, str] = {}
    for part in ("docProps/custom.xml", "meta.xml"):
        # Nothing depends on these: what is damaged or overlong is as if it were not there.
        if package.has(part) and package.size(part) <= _PROPERTIES_LIMIT:
            with suppress(Damaged):
                found.update(_named_texts(package.read(part)))
    return found


_PROPERTIES_LIMIT = 1024 * 1024


@remembered
def _named_texts(xml: bytes) -> dict[str, str]:
    """The text inside each element ``property`` or ``user-defined`` that has a name."""
    found: dict[str, str] = {}
    inside: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in ("property", "user-defined"):
            inside[:] = [attributes.get("name") or attributes.get("meta:name") or ""]

    def text(words: str) -> None:
        if inside:
            found[inside[0]] = found.get(inside[0], "") + words

    def end(name: str) -> None:
        if name.rpartition(":")[2] in ("property", "user-defined"):
            inside.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = begin, text
    parser.EndElementHandler = end
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("its properties are not well formed") from error
    return {name: words.strip() for name, words in found.items() if name}


def made_by_us(package: Package) -> bool:
    """Whether the file's properties say that sendsheets wrote it."""
    for part in ("docProps/core.xml", "meta.xml"):
        if package.has(part) and package.size(part) <= _PROPERTIES_LIMIT:
            with suppress(Damaged):
                if MADE_BY.encode() in package.read(part):
                    return True
    return False
