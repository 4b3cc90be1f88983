"""The page of messages for people to look a problem up: ``python -m sendsheets.problems``."""

from __future__ import annotations

import re

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_OPENING = """\
# What sendsheets says, and what to do

When `sendsheets check` reads what came back from schools it tells you of everything that it did
not simply read. Each kind of message has a short code, and this page lists them all. How serious
it is comes in three steps:

- **Error**: the file could not be used. Something has to be done before it counts.
- **Query**: the return counts, all but the answer in doubt. Somebody should look at it.
- **For information**: something was understood, put right or left out. Usually there is nothing
  to do.

Words such as *file* or *section* in italics stand for what is named in the message itself.
Messages marked with a letter (✉) are among those that `sendsheets check --ask` puts into an
email to the school.

This page is made from the program itself (`python -m sendsheets.problems`). Please do not change
it by hand.
"""

_SEVERITY = {
    Severity.ERROR: "Error", Severity.QUERY: "Query", Severity.INFORMATION: "For information",
}  # fmt: skip

_FACTS = {
    "advice": "what to do",
    "area": "cells",
    "by": "name",
    "found": "what was found",
    "said": "what is wrong",
}
"""Names of facts that read better in other words."""

_TYPED = re.compile(r'(pip install "[^"]+"|(?:sendsheets [a-z]+ )?--[a-z-]+(?: [A-Z]+)?)')
"""What somebody types."""


def page(groups: tuple[tuple[str, tuple[Entry, ...]], ...]) -> str:
    """The whole page as Markdown: a heading and a table for each group of the catalogue."""
    parts = [_OPENING]
    for heading, entries in groups:
        rows = ["| Code | How serious | What it means | What to do |", "|---|---|---|---|"]
        rows += [_row(entry) for entry in entries]
        parts.append(f"## {heading}\n\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _row(entry: Entry) -> str:
    code = f"`{entry.code}`{' ✉' if entry.ask else ''}"
    advice = "The message itself says." if entry.advice == "{advice}" else _words(entry.advice)
    return f"| {code} | {_SEVERITY[entry.severity]} | {_words(entry.meaning)} | {advice} |"


def _words(text: str) -> str:
    """A sentence for a table of Markdown, with the facts in it named in italics."""
    plain = text.replace("|", "\\|").replace("<", "&lt;")
    named = re.sub(r"\{(\w+)\}", lambda fact: f"*{_fact(fact[1])}*", plain)
    return _TYPED.sub(r"`\1`", named)


def _fact(name: str) -> str:
    return _FACTS.get(name, name.replace("_", " "))
