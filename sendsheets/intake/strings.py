"""Shared texts of a workbook: are they ones that a library can be given?"""

from __future__ import annotations

import re
from itertools import pairwise

from sendsheets.intake.package import TooLarge

_STRING = re.compile(rb"<(?:\w+:)?si\b")
_UNIQUE = re.compile(rb'\buniqueCount="(\d+)"')
LONGEST_TEXT = 32_767
MARKUP = 8
"""Bytes allowed for a character: marked-up text takes several."""

MEMORY_LIMIT = 500 * 1024 * 1024


def check_strings(xml: bytes, cells: int) -> int:
    """Refuse shared strings that would cost a library more memory than any audit needs.

    Returns:
        The bytes of the longest text, or more.

    Raises:
        TooLarge: if a text is longer than a cell of Excel holds, if the part claims more
            texts than it can have, or if all cells together could fill the memory.
    """
    claimed = _UNIQUE.search(xml[:2000])
    if claimed and int(claimed[1]) > len(xml):
        raise TooLarge("it claims more texts than it holds")
    if len(xml) <= LONGEST_TEXT * MARKUP and len(xml) * cells <= MEMORY_LIMIT // 16:
        return len(xml)
    starts = [found.start() for found in _STRING.finditer(xml)] + [len(xml)]
    longest = max((b - a for a, b in pairwise(starts)), default=0)
    # Every cell may name the same text, and a library copies it for each.
    if longest > LONGEST_TEXT * MARKUP or longest * cells > MEMORY_LIMIT:
        raise TooLarge("it holds texts longer than a cell of Excel can")
    return longest
