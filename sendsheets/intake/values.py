"""Whether a reading library makes of a cell's value what the file says.

python-calamine takes the first shared text where a text's number has a blank or a sign, the last
of two values, and no value at all where one is written with character references or as CDATA,
or where a cell that says its text stands in itself has a value instead.
"""

from __future__ import annotations

import re

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
    if kind == "inlineStr" and found:
        return False
    inside = found[1] if found else b""
    if kind == "s":
        return not inside or inside.isdigit()
    if kind == "e":
        return True
    return b"<![CDATA[" not in inside and (kind == "str" or not re.search(rb"[<&]", inside))
