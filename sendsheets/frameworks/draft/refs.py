"""Sections get their numbers, and statements the refs that they keep for good."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sendsheets.frameworks.draft.parts import Item, Part, information, query, short
from sendsheets.model import Problem

_LETTER = re.compile(r"^\(?(?:\d{1,2}\s*\.?\s*)?([a-zA-Z]{1,2})[.)]?\)?$")
_ROMAN = re.compile(r"^\(?[ivx]{1,5}[.)]?\)?$")
_LAST = re.compile(r"(\d{1,3})[.)]?\)?$")


def letters(number: int) -> str:
    """The letters of a place counted from 1: a to z, then aa, ab and on to zz."""
    number -= 1
    if number < 26:
        return chr(97 + number)
    return chr(96 + number // 26) + chr(97 + number % 26)


def give_refs(parts: Sequence[Part]) -> list[Problem]:
    """Number the sections in order and give each statement a ref.

    A letter that the document gives is kept. Where it has numbers, or none, statements are
    lettered in order.

    Returns:
        What is doubtful about the document's own numbering.
    """
    problems = list(_sections(parts))
    numbers: list[tuple[str, str]] = []
    for part in parts:
        markers = [item.marker for item in part.items]
        if any(markers) and _are_letters(markers):
            problems += _lettered(part)
            continue
        for n, item in enumerate(part.items, 1):
            item.ref = f"{part.number}{letters(n)}"
        numbers += [(item.marker, item.ref) for item in part.items if item.marker]
        problems += _order(part)
    if numbers:
        first = "; ".join(f"{marker} is now {ref}" for marker, ref in numbers[:3])
        problems.append(information("draft-refs-made", "the whole document", found=first))
    elif not any(item.marker for part in parts for item in part.items):
        problems.append(information("draft-refs-none", "the whole document"))
    return problems


def _sections(parts: Sequence[Part]) -> Iterator[Problem]:
    marks = [int(found[0]) for part in parts if (found := re.findall(r"\d+", part.mark))]
    if len(marks) == len(parts) and marks != list(range(1, len(parts) + 1)):
        yield query("draft-section-numbers", parts[0].place, found=", ".join(map(str, marks)))
    for n, part in enumerate(parts, 1):
        part.number = n


def _are_letters(markers: Sequence[str]) -> bool:
    given = [marker for marker in markers if marker]
    if len(given) > 1 and all(_ROMAN.match(marker) for marker in given):
        return False
    return all(_LETTER.match(marker) for marker in given)


def _lettered(part: Part) -> Iterator[Problem]:
    """Keep the letters of a section; what comes twice or has none gets the next that is free."""
    taken: set[str] = set()
    waiting: list[Item] = []
    before = ""
    for item in part.items:
        found = _LETTER.match(item.marker)
        letter = found[1].lower() if found else ""
        if not letter or letter in taken:
            waiting.append(item)
            continue
        taken.add(letter)
        item.ref = f"{part.number}{letter}"
        expected = [letters(n) for n in range(1, len(part.items) + 2)]
        after = expected[expected.index(before) + 1] if before in expected[:-1] else "a"
        if letter != after:
            yield query("draft-numbering", item.place, (item.ref,), found=item.marker,
                        why=f"{after} was expected")  # fmt: skip
        before = letter
    free = iter(letters(n) for n in range(1, 703))
    last = max((n for n in range(1, 703) if letters(n) in taken), default=0)
    free = iter(letters(n) for n in range(last + 1, 703))
    for item in waiting:
        item.ref = f"{part.number}{next(free)}"
        why = "the letter comes twice" if item.marker else "it has no letter"
        yield query("draft-numbering", item.place, (item.ref,),
                    found=item.marker or short(item.text, 40), why=why)  # fmt: skip


def _order(part: Part) -> Iterator[Problem]:
    """Numbers that come twice or leave some out."""
    counted = [(item, int(found[1])) for item in part.items
               if item.marker and (found := _LAST.search(item.marker))]  # fmt: skip
    for (_, one), (item, two) in pairwise(counted):
        if two != one + 1:
            why = "the number comes twice" if two == one else f"it follows {one}"
            yield query("draft-numbering", item.place, (item.ref,), found=item.marker, why=why)
