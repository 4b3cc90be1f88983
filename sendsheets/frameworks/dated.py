"""Terms that are out of date in SEND: what took their place, and since when.

They are data, in ``dated_terms.csv`` beside this module: the term as people know it, a pattern
that finds it, what is said instead, since when, and who changed it. The list is checked by hand;
what it lacks is not found.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Dated(NamedTuple):
    """A term that is out of date."""

    term: str
    pattern: re.Pattern[str]
    instead: str
    since: str
    source: str


@cache
def dated_terms() -> tuple[Dated, ...]:
    """Every dated term there is, in the order of the list."""
    text = (files("sendsheets.frameworks") / "dated_terms.csv").read_text(encoding="utf-8")
    return tuple(
        Dated(row["term"], re.compile(row["pattern"], re.IGNORECASE), row["instead"],
              row["since"], row["source"])
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip


def dated_in(text: str) -> list[tuple[str, Dated]]:
    """The dated terms in a text: the words as they stand there, and what is known of them."""
    found = ((dated.pattern.search(text), dated) for dated in dated_terms())
    return [(match[0].strip(), dated) for match, dated in found if match]
