"""Whether what a person typed is one of the choices, is meant as one, or is words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from sendsheets.returns.words import fold

_CLOSE = 80
"""Of 100: from here on two texts are taken for the same choice, misspelt."""

_BEGINS = re.compile(r"(?:leave|take|keep|accept)\b")
_UNDECIDED = frozenset({
    "", "n/a", "na", "tbc", "tba", "unsure", "not sure", "dk", "dunno", "?", "??", "???", "-",
    "don't know", "dont know", "do not know", "as above", "ask", "pending",
})  # fmt: skip


def plain(words: str) -> str:
    """Words as choices are compared: without case, quotes around them and a full stop."""
    return fold(words).strip("\"' ").rstrip(". ").strip("\"' ")


def same(words: str, choice: str) -> bool:
    """Whether these words are the choice, however they are written."""
    return plain(words) == plain(choice)


def one_on_list(words: str, choices: Iterable[str]) -> str:
    """The one choice of a school that words fit: whole, or its name or its URN alone.

    "Oak Primary School" is "Oak Primary School (123456)" where no other choice has that name.
    Empty text where none fits, or several do.
    """
    every, said = list(choices), plain(words)
    whole = [choice for choice in every if same(words, choice)]
    part = [choice for choice in every
            if said and said in map(plain, choice.removesuffix(")").rpartition(" (")[::2])]
    found = whole or part
    return found[0] if len(found) == 1 else ""


def closest(words: str, choices: Iterable[str]) -> str:
    """The choice that was likely meant: nearly it, or the beginning of it; empty if none."""
    said = plain(words)
    close = [(fuzz.ratio(said, plain(choice)), choice) for choice in choices
             if said and plain(choice)]  # fmt: skip
    close = [(100.0 if plain(choice).startswith(said) else ratio, choice)
             for ratio, choice in close]  # fmt: skip
    best = max(close, default=(0.0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] >= _CLOSE else ""


def is_no_text(words: str, choices: Iterable[str], every: Iterable[str]) -> bool:
    """Whether words that may be typed are rather meant as a choice, or say that nobody knows.

    Args:
        words: what a person typed where the right words may be typed.
        choices: the choices of that question.
        every: the choices of all questions, which are never the right words.
    """
    said = plain(words)
    return bool(
        said in _UNDECIDED or said.startswith("don't know") or _BEGINS.match(said)
        or closest(words, [*choices, *every])
    )  # fmt: skip


def stopped(text: str) -> str:
    """A text as a sentence that ends."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
