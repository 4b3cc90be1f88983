"""What stands on a sheet that nobody types on, at a glance: enough to know our own words again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sendsheets.intake.entries import inflated
from sendsheets.intake.package import ORDINARY_PART, ORDINARY_TOTAL, Package
from sendsheets.intake.remarks import draws


@dataclass(frozen=True, slots=True)
class Glance:
    """What a sheet holds beside formulas: shared texts, each with how many cells hold it.

    Two sheets whose glances are equal hold equal words, each as its bytes stand among the shared
    texts. ``draws`` says that something may be drawn on the sheet.
    """

    texts: frozenset[tuple[bytes, int]]
    draws: bool = field(default=False, compare=False)


def glances(
    package: Package, sheets: Mapping[str, str], strings: bytes
) -> dict[str, Glance | None]:
    """Glance at sheets that need not be read as long as they hold formulas and words of ours.

    No protection is relied on: anybody can take it off and put it on again. A few counts of
    spellings tell that what stands in a cell follows a formula or is the number of a shared text.

    Args:
        package: the workbook. These parts count towards what is taken from it.
        sheets: the part of each such sheet, by the sheet's name.
        strings: the part of the shared texts.

    Returns:
        The glance by name; None where a glance does not tell, so that the sheet must be read.
    """
    shared = strings.split(b"<si>")
    return {name: _glance(_part(package, part), shared) for name, part in sheets.items()}


def _part(package: Package, part: str) -> bytes | None:
    """A part without its checksum, since it is not read; None where it is not an ordinary one."""
    entry = package.names.get(part.casefold())
    if entry is None or entry.file_size > ORDINARY_PART or package.taken > ORDINARY_TOTAL:
        return None
    package.taken += entry.file_size
    return inflated(package.data, entry, checked=False)


def _glance(xml: bytes | None, shared: list[bytes]) -> Glance | None:
    start, end = (xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")) if xml else (-1, -1)
    if xml is None or not 0 <= start < end:
        return None
    # The single letter is looked for first: it is rare, and found some forty times as fast.
    if xml.find(b"#", start, end) >= 0 and xml.find(b"#NAME?", start, end) >= 0:
        return None  # none of our formulas says so: something like "- done" was typed there
    # These are most of the bytes of a return, so they are gone through three more times only.
    cells = xml[start:end].split(b' t="s"><v>')
    filled = xml.count(b"></c>", start, end)
    formulas = xml.count(b"</f><v", start, end)
    if filled != formulas + len(cells) - 1:
        formulas += xml.count(b"/><v", start, end)  # a formula that shares another's words
    if filled != formulas + len(cells) - 1 or not filled:
        return None  # with no cell at all, it is written in a way that these counts do not see
    held = Counter([cell[: cell.find(b"<")] for cell in cells[1:]])
    try:
        texts = frozenset((shared[int(number) + 1], count) for number, count in held.items())
    except (ValueError, IndexError):
        return None
    return Glance(texts, draws(xml, end))
