"""Every sentence a person sees about a problem, by its stable code.

The entries stand in one module a group: ``files``, ``containers``, ``schools``, ``sheets``,
``answers``, ``decisions``, ``drafts`` and ``ours`` (frameworks and what we write).
"""

from __future__ import annotations

import re
from string import Formatter

from sendsheets.model import Problem
from sendsheets.problems.answers import ANSWERS, PRIVACY
from sendsheets.problems.audits import ADDONS, WEAK, WORDS
from sendsheets.problems.containers import CONTAINERS
from sendsheets.problems.decisions import DECISIONS
from sendsheets.problems.drafts import DRAFTS, EDITED
from sendsheets.problems.entry import Entry
from sendsheets.problems.files import FILES
from sendsheets.problems.last import ACTIONS, CARRIED
from sendsheets.problems.ours import BESIDE, FRAMEWORKS, WRITTEN
from sendsheets.problems.register import REGISTER
from sendsheets.problems.schools import SEVERAL, WHOSE
from sendsheets.problems.season import LISTED
from sendsheets.problems.sheets import SHEETS

__all__ = ["Entry", "advice", "ask", "ask_apart", "catalogue", "entry", "found", "groups"]

_GROUPS = (
    ("Files", FILES),
    ("Archives, emails and links", CONTAINERS),
    ("Several files of one school", SEVERAL),
    ("Whose it is", WHOSE),
    ("The list of schools", REGISTER),
    ("Against the list of schools", LISTED),
    ("Sheets, columns and rows", SHEETS),
    ("Answers", ANSWERS),
    ("Actions so far, and the column Last time", ACTIONS),
    ("Pupils’ details in free text", PRIVACY),
    ("A person’s decisions", DECISIONS),
    ("Frameworks", FRAMEWORKS),
    ("Drafts of frameworks", DRAFTS),
    ("Frameworks changed in Excel", EDITED),
    ("Frameworks that add to another", ADDONS),
    ("The workbook’s own words, changed", WORDS),
    ("What is weak in a framework", WEAK),
    ("What is given beside the returns", BESIDE),
    ("Returns of last time", CARRIED),
    ("What we write", WRITTEN),
)

_BY_CODE = {entry.code: entry for _, entries in _GROUPS for entry in entries}


def groups() -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """The catalogue in its groups: the heading of each, and its entries."""
    return _GROUPS


def catalogue() -> tuple[Entry, ...]:
    """Every kind of problem, in the order of the road: files, schools, sheets, answers, ours."""
    return tuple(entry for _, entries in _GROUPS for entry in entries)


def entry(code: str) -> Entry:
    """What the catalogue says of a code."""
    return _BY_CODE[code]


def found(problem: Problem) -> str:
    """What was found, as a sentence or as the text itself, and in which other copy, if so."""
    text = _fill(_BY_CODE[problem.code].found, problem)
    return f"In {problem.facts['of']}: {text}" if "of" in problem.facts else text


def advice(problem: Problem) -> str:
    """What to do about it, as a sentence."""
    return _fill(_BY_CODE[problem.code].advice, problem)


def ask(problem: Problem) -> str:
    """What to ask the school, in the second person; empty where there is nothing to ask."""
    return _fill(_BY_CODE[problem.code].ask, problem)


def ask_apart(problem: Problem) -> tuple[str, str]:
    """``ask`` in two: the sentences that tell of this very problem, and those that never change.

    Many problems of one kind can then be told in a list, with what to do said once.
    """
    sentences = re.split(r"(?<=[.!?])\s+", _BY_CODE[problem.code].ask)
    own = " ".join(sentence for sentence in sentences if "{" in sentence)
    shared = " ".join(sentence for sentence in sentences if "{" not in sentence)
    return _fill(own, problem), shared


def sheet_order(sheet: str) -> int:
    """Where a sheet stands in a workbook by its name: the whole file, Cover, sections, others."""
    if sheet in ("", "Cover"):
        return -2 if not sheet else -1
    number = re.match(r"\d{1,6}(?!\d)", sheet, re.ASCII)
    return int(number[0]) if number else 1_000_000


_STOPS = (".", "!", "?", "…")


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _fill(template: str, problem: Problem) -> str:
    """The template with its facts; a fact that ends a sentence itself needs no full stop."""
    parts = list(Formatter().parse(template))
    facts = _Facts(problem.facts)
    made = ""
    for literal, name, _, _ in parts:
        if literal.startswith(".") and made.endswith(_STOPS):
            literal = literal[1:]
        made += literal + (facts[name] if name else "")
    return made
