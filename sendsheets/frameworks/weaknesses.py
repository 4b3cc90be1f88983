"""What is weak in a framework file without being at fault: it can be used, and read better.

Each is told with its path. They are signs, not verdicts: a person decides what to do. A framework
has no colours of its own (they follow from a level's place in its scale), so there are none to
look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sendsheets.frameworks.dated import dated_in
from sendsheets.frameworks.ease import reading_ease, sentences, words
from sendsheets.frameworks.raw import Placed, plain, statements, tables, texts
from sendsheets.frameworks.schema import REF
from sendsheets.frameworks.space import is_kept_ref, is_kept_section
from sendsheets.model import Kind, Problem, Severity

MOST_WORDS = 40
"""Words in a statement, beyond which few people keep all of it in mind while they judge."""

HARD = 40
"""A section’s reading ease below which it is told; Flesch calls 30 to 50 difficult."""

FEWEST_WORDS = 100
"""Words without which a reading ease says little: Flesch measured samples of a hundred."""

WIDE_LABEL = 18
"""Letters of a level’s label that stand on one line in a column of ratings (layout.py)."""

_SECOND_CLAIM = re.compile(
    r", and (?:also )?(?:(?:the|all|each|every|most|any|their|its|our) )?"
    r"(?:it|they|we|there|this|these|staff|pupils|learners|parents|families|leaders|teachers|"
    r"governors|school|SENCO|support staff|plans?|data|evidence)\b \w+"
)
"""A second clause with a subject of its own: ‘, and they …’."""


def weaknesses(data: dict[str, Any], file: str) -> tuple[Problem, ...]:
    """Find what is weak in the plain data of a framework file or an add-on.

    Args:
        data: what the TOML file holds, at fault or not.
        file: its name, for the problems.

    Returns:
        Problems of severity ``information``, each with its ``path``, in the order of the file.
    """
    found = (*_of_texts(data), *_of_statements(data), *_twice(data), *_reading(data),
             *_scales(data), *_order(data), *_kept(data))  # fmt: skip
    return tuple(replace(problem, file=file) for problem in found)


def _weak(code: str, path: str, **facts: str) -> Problem:
    return Problem(code, Severity.INFORMATION, facts={"path": path, **facts})


def _of_texts(data: dict[str, Any]) -> Iterator[Problem]:
    for said in texts(data):
        for found, dated in dated_in(said.text):
            yield _weak("framework-dated", said.path, found=found, term=dated.term,
                        instead=dated.instead, since=dated.since)  # fmt: skip
        if re.search(r"  |\t|^\s|\s$", said.text):
            yield _weak("framework-blanks", said.path, found=_short(said.text))


def _of_statements(data: dict[str, Any]) -> Iterator[Problem]:
    for each in statements(data):
        count = len(words(each.text))
        if count > MOST_WORDS:
            yield _weak("framework-long", each.path, found=str(count), most=str(MOST_WORDS))
        if plain(each.table, "kind") != Kind.OPEN.value and _claims(each.text):
            yield _weak("framework-claims", each.path, found=each.text)


def _claims(text: str) -> bool:
    """Whether a statement may hold two claims, of which one can be true without the other."""
    parts = sentences(text)
    return len(parts) > 1 or ";" in text or bool(_SECOND_CLAIM.search(text))


def _twice(data: dict[str, Any]) -> Iterator[Problem]:
    said: dict[str, Placed] = {}
    called: dict[str, Placed] = {}
    for each in statements(data):
        key = " ".join(words(each.text)).casefold()
        if key and key in said:
            yield _weak("framework-repeated", each.path, found=_short(each.text),
                        other=said[key].ref)  # fmt: skip
        said.setdefault(key, each)
        label = str(plain(each.table, "label", "")).casefold()
        if label and label in called:
            yield _weak("framework-label", each.path, found=str(each.table["label"]),
                        other=called[label].ref)  # fmt: skip
        called.setdefault(label, each)


def _reading(data: dict[str, Any]) -> Iterator[Problem]:
    sections: dict[str, list[str]] = {}
    for each in statements(data):
        sections.setdefault(each.section, []).append(each.text)
    for number, said in sections.items():
        ease = reading_ease(said)
        if ease is not None and ease < HARD and sum(len(words(t)) for t in said) >= FEWEST_WORDS:
            yield _weak("framework-hard", f"sections.{number}", found=f"{max(ease, 0):.0f}")


def _scales(data: dict[str, Any]) -> Iterator[Problem]:
    kinds = data.get("kinds")
    kinds = kinds if isinstance(kinds, dict) else {}
    used = {plain(rating, "scale") for kind in kinds.values() for rating in tables(kind, "ratings")}
    for scale in tables(data, "scales"):
        name = plain(scale, "id")
        if name not in used:
            yield _weak("framework-unused", f"scales.{name}", found=str(name))
        for level in tables(scale, "levels"):
            label, meaning = str(plain(level, "label", "")), str(plain(level, "meaning", ""))
            path = f"scales.{name}.{level.get('key')}"
            if len(label) > WIDE_LABEL:
                yield _weak("framework-wide", path, found=label, most=str(WIDE_LABEL))
            if label and label.casefold() == meaning.strip().rstrip(".").casefold():
                yield _weak("framework-meaning", path, found=label)
    asked = {str(plain(each.table, "kind", "practice")) for each in statements(data)}
    for kind in kinds if asked and "extends" not in data else ():
        if kind not in asked:
            yield _weak("framework-unused", f"kinds.{kind}", found=str(kind))


def _order(data: dict[str, Any]) -> Iterator[Problem]:
    """Refs that do not follow one another as letters do: people look for them in that order."""
    before: dict[str, Placed] = {}
    for each in statements(data) if "extends" not in data else ():
        last = before.get(each.section)
        before[each.section] = each
        if last and REF.match(each.ref) and REF.match(last.ref) and _key(each) < _key(last):
            yield _weak("framework-order", each.path, found=each.ref, other=last.ref)


def _kept(data: dict[str, Any]) -> Iterator[Problem]:
    """Refs that are kept for additions, in a framework that is none."""
    if "extends" not in data:
        for section in tables(data, "sections"):
            number = plain(section, "number")
            if isinstance(number, int) and is_kept_section(number):
                yield _weak("framework-space", f"sections.{number}", found=f"section {number}")
        for each in statements(data):
            if is_kept_ref(each.ref):
                yield _weak("framework-space", each.path, found=each.ref)


def _key(each: Placed) -> tuple[int, str]:
    letters = each.ref.lstrip("0123456789")
    return len(letters), letters


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
