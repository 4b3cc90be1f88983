"""Whether anybody may have typed on a sheet that fills itself in, at a glance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Live:
    """A sheet that fills itself in and need not be read, unless somebody may have typed there.

    From row ``formulas_from`` on it holds nothing but formulas. Where that is None it holds other
    words too, and is looked at together with the first kind.
    """

    formulas_from: int | None = None


def may_be_typed_on(xml: bytes, live: Live) -> bool:
    """Whether a sheet of the first kind may hold what somebody typed.

    Counts of a few spellings are enough: in a sheet written the plain way each value follows a
    formula. A sheet without its protection may have been typed on, and so may all the others.

    Args:
        xml: the sheet's part.
        live: the row from which on it holds only formulas.

    Returns:
        False only where that is sure.
    """
    start = xml.find(b'<row r="%d"' % (live.formulas_from or 1))
    end = xml.find(b"</sheetData>", start)
    if not 0 <= start < end or xml.find(b"<sheetProtection ", end) < 0:
        return True
    values, follow = xml.count(b"<v", start, end), xml.count(b"</f><v", start, end)
    if values != follow:
        follow += xml.count(b"/><v", start, end)  # a formula that shares another's words
    return values != follow or xml.find(b"</is>", start, end) >= 0
