"""Statements that stand in a document twice, or nearly so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sendsheets.frameworks.draft.blocks import words
from sendsheets.frameworks.draft.parts import Item, Outline

BLOCK = 3
"""So many statements in a row that repeat an earlier row are taken for a slip in copying."""

ALIKE = 75
"""Likeness (rapidfuzz, 0 to 100) from which two statements say much the same."""

HELD = 80
"""Likeness of a statement to a part of another from which it is said again there."""

SHARED = 0.5
"""The share of the words of the shorter that two such statements have in common at least."""

SAME_THING = 80
"""Likeness of the words that carry the meaning, in any order (rapidfuzz ``token_set_ratio``), from
which two statements read alike. Within the five supplied frameworks four pairs of 280
statements reach it, and those are near twins."""

FEWEST = 4
"""Words that carry the meaning without which such a likeness says nothing."""

_COMPARED = 600
"""Statements among which all pairs are compared."""


def take_out_blocks(outline: Outline) -> list[tuple[Item, Item]]:
    """Take out statements that repeat an earlier run, once, word for word and in its order.

    Where a run stands in a document three times it is meant; where a section would be left
    without statements it is kept.

    Returns:
        Each statement that was taken out, and the earlier one that it repeats.
    """
    flat = outline.items
    said = [words(item.text) for item in flat]
    times = Counter(said)
    found: list[tuple[Item, Item]] = []
    at = 0
    while at < len(flat):
        first = said.index(said[at])
        length = 0
        while (
            first < at and first + length < at and at + length < len(flat)
            and said[first + length] == said[at + length] and times[said[at + length]] == 2
        ):  # fmt: skip
            length += 1
        run = list(zip(flat[at : at + length], flat[first : first + length], strict=True))
        later = {id(item) for item, _ in run}
        whole = any(part.items and all(id(item) in later for item in part.items)
                    for part in outline.parts)  # fmt: skip
        if length >= BLOCK and not whole:
            found += run
        at += max(1, length)
    gone = {id(item) for item, _ in found}
    for part in outline.parts:
        part.items = [item for item in part.items if id(item) not in gone]
    return found


def same(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Statements in the same words as an earlier one."""
    seen: dict[str, Item] = {}
    pairs = []
    for item in items:
        before = seen.setdefault(words(item.text), item)
        if before is not item:
            pairs.append((item, before))
    return pairs


def alike(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Statements that are worded much as an earlier one, or of which one holds the other.

    Each comes once, with the first that it is like.
    """
    if len(items) > _COMPARED:
        return []
    texts = [words(item.text) for item in items]
    sets = [frozenset(text.split()) for text in texts]
    carrying = [content(item.text) for item in items]
    pairs = []
    for n, one in enumerate(texts):
        for m in range(n):
            other = texts[m]
            if one == other or min(len(one), len(other)) < 40:
                continue
            if _worded_alike(one, other, sets[n], sets[m]) or reads_alike(
                carrying[n], carrying[m], SAME_THING
            ):
                pairs.append((items[n], items[m]))
                break
    return pairs


def _worded_alike(one: str, other: str, first: frozenset[str], second: frozenset[str]) -> bool:
    from rapidfuzz import fuzz

    if len(first & second) < SHARED * min(len(first), len(second)):
        return False  # counted first, since it is quick
    return bool(fuzz.ratio(one, other, score_cutoff=ALIKE)
                or fuzz.partial_ratio(one, other, score_cutoff=HELD))


def reads_alike(one: str, other: str, bar: float) -> float:
    """How alike two texts are by the words that carry their meaning; 0 where less than a bar.

    Args:
        one: such words, as ``content`` gives them.
        other: those of the other text.
        bar: likeness (rapidfuzz ``token_set_ratio``, 0 to 100).
    """
    from rapidfuzz import fuzz

    first, second = set(one.split()), set(other.split())
    fewer = min(len(first), len(second))
    if fewer < FEWEST or len(first & second) < SHARED * fewer:
        return 0.0
    return float(fuzz.token_set_ratio(one, other, score_cutoff=bar))


_EMPTY = frozenset({
    "the", "a", "an", "and", "or", "of", "to", "in", "for", "on", "with", "by", "is", "are",
    "be", "been", "have", "has", "that", "this", "their", "its", "it", "they", "as", "at",
    "from", "all", "any", "which", "can", "who", "also", "where", "when", "not", "no",
    "how", "do", "does", "there", "our", "we", "such", "so", "than", "then", "into",
    "other", "own", "each", "every", "eg", "ie", "s",
})  # fmt: skip
_ENDINGS = ("ations", "ation", "ingly", "ments", "ment", "ively", "ings", "ing", "ely", "ies",
            "ied", "ive", "ed", "ly", "es", "s", "y", "e")  # fmt: skip


def content(text: str) -> str:
    """The words of a text that carry its meaning, without their endings, each once, in order."""
    return " ".join(sorted({_stem(word) for word in words(text).split() if word not in _EMPTY}))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
