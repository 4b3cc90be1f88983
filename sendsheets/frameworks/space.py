"""The refs that are kept for additions, so that no later version of a base can take them.

Sections from 60 on, and in any section refs of two letters of which the first is x, y or z:
``3xa``, ``3xb``, … A base would need more than 600 statements in a section to reach them.
"""

from __future__ import annotations

import re

FIRST_SECTION = 60
_ADDED = re.compile(r"^\d{1,2}[xyz][a-z]$")


def is_kept_section(number: int) -> bool:
    """Whether a section’s number is kept for additions."""
    return number >= FIRST_SECTION


def is_kept_ref(ref: str) -> bool:
    """Whether a ref is kept for statements added to somebody else’s section."""
    return bool(_ADDED.match(ref))
