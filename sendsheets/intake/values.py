"""Whether a reading library makes of a cell's value what the file says.

python-calamine takes the first shared text where a text's number has a blank or a sign, the last
of two values, and no value at all where one is written with character references or as CDATA.
"""

from __future__ import annotations

import re

_LAST = re.compile(rb"</v>\s*</c>")
_OTHER = re.compile(rb' t="s"(?!>\s*<v>[0-9]{1,9}</v>)')
_BOTH = re.compile(rb"</is>\s*<[vi]")
_REFERENCE = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="[bn]")?>\s*<v>[^<]*&')


def are_plain(xml: bytes, start: int, end: int, filled: int, inline: bool) -> bool:
    """Whether each cell between has one value, written the plain way, by a few searches.

    Args:
        xml: a sheet's part, whose every tag between ``start`` and ``end`` is spelt plainly.
        start, end: where its cells begin and end.
        filled: how many values stand there.
        inline: whether there are texts that stand in their cells.
    """
    if filled != xml.count(b"</v></c>", start, end) and filled != len(
        _LAST.findall(xml, start, end)
    ):
        return False
    if _OTHER.search(xml, start, end) or (inline and _BOTH.search(xml, start, end)):
        return False
    return xml.find(b"#", start, end) < 0 or not _REFERENCE.search(xml, start, end)


_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)(?:\s[^<>]*)?(?:/>|>)")
_INSIDE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>(.*?)</(?:\w+:)?v\s*>", re.DOTALL)


def is_readable(kind: str, cell: bytes) -> bool:
    """Whether a cell has one value at most, and one that a library reads right.

    Args:
        kind: its type: ``s`` for a shared text, ``n`` for a number, and so on.
        cell: its bytes, from its start tag to its end tag.
    """
    if len(_VALUE.findall(cell)) > 1:
        return False
    found = _INSIDE.search(cell)
    inside = found[1] if found else b""
    if kind == "s":
        return not inside or inside.isdigit()
    if kind == "e":
        return True
    return b"<![CDATA[" not in inside and (kind == "str" or not re.search(rb"[<&]", inside))
