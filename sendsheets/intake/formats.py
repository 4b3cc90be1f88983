"""The styles of a workbook, cut down to what tells a date from a number."""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import quoteattr

from sendsheets.intake.package import Damaged, elements

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@lru_cache(maxsize=16)
def only_formats(xml: bytes) -> bytes:
    """The part of styles with the number formats of its cells and nothing else.

    A reading library needs no more of them, and goes through fonts and colours in vain. What was
    made of a part is remembered: that is the same in return after return.

    Args:
        xml: the part of styles.

    Returns:
        A part that gives each style of cells, by its number, the same format; the same bytes
        where they are not well formed, for the library to say.
    """
    formats: list[str] = []
    styles: list[str] = []
    group = ""

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal group
        group = name if name in GROUPS else group
        said = "".join(f" {key}={quoteattr(attributes[key])}" for key in ("numFmtId", "formatCode")
                       if key in attributes)  # fmt: skip
        if group == "numFmts" and name == "numFmt":
            formats.append(f"<numFmt{said}/>")
        elif group == "cellXfs" and name == "xf":
            styles.append(f"<xf{said}/>")

    try:
        elements(xml, seen)
    except Damaged:
        return xml
    return (f'<styleSheet xmlns="{_SPACE}"><numFmts>{"".join(formats)}</numFmts>'
            f'<cellXfs>{"".join(styles)}</cellXfs></styleSheet>').encode()  # fmt: skip


GROUPS = frozenset({
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
})  # fmt: skip
"""The parts of a workbook's styles, each of which holds elements that stand in others as well."""
