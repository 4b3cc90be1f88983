"""Names of files that are made of a school's name, safe and each used once."""

from __future__ import annotations

from pathlib import Path

from sendsheets.cli.screen import slug
from sendsheets.model import Return


def file_name(first: str, result: Return, taken: set[str]) -> str:
    """A name such as ``review-oak-123456-send-rag-audit``, without its ending.

    Args:
        first: what the file is.
        result: whose it is.
        taken: the names used so far; schools that share one are told apart by a number.
    """
    school = result.school.name or Path(result.file).stem
    parts = [first, slug(school), *([slug(result.school.urn)] if result.school.urn else []),
             result.framework]  # fmt: skip
    stem, number = "-".join(parts), 1
    name = stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
