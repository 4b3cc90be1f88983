"""Words by which a statement may be known: as a legal duty, as asked of some schools, by topic.

They are data, in the CSV files beside this module: what it is, a pattern that finds it and, of a
duty, the law. A sign is no proof. What the lists lack is not found, and what they find a person
looks at.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Sign(NamedTuple):
    """Something that statements speak of, and a pattern for the words that they use."""

    name: str
    pattern: re.Pattern[str]
    law: str = ""


def duties() -> tuple[Sign, ...]:
    """Duties of schools in England that SEND audits ask about, each with its law."""
    return _signs("legal_duties.csv")


def settings() -> tuple[Sign, ...]:
    """Settings to which some statements only apply."""
    return _signs("some_settings.csv")


def subjects() -> tuple[Sign, ...]:
    """What statements of SEND audits are often about."""
    return _signs("subjects.csv")


def first(signs: tuple[Sign, ...], text: str) -> tuple[str, Sign] | None:
    """The first sign that a text shows: the words as they stand there, and the sign."""
    for sign in signs:
        found = sign.pattern.search(text)
        if found:
            return " ".join(found[0].split()), sign
    return None


@cache
def _signs(file: str) -> tuple[Sign, ...]:
    text = (files("sendsheets.frameworks") / file).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return tuple(Sign(row[0], re.compile(row[1], re.IGNORECASE), *row[2:]) for row in rows if row)
