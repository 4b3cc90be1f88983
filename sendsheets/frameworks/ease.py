"""How easy a text is to read, by Flesch's formula.

R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948): 206.835 less
1.015 times the words in a sentence, less 84.6 times the syllables in a word. He calls 60 to 70
plain English, 30 to 50 difficult, and less than 30 very difficult. Syllables are counted by the
groups of vowels, so a value is good to a few points; of a few words it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'-][A-Za-zÀ-ÿ]+)*")
_STOP = re.compile(r"[.!?…]+[”’)\]]*(?:\s+(?=[“‘(]*[A-Z0-9])|\s*$)")
"""The end of a sentence: another begins after it, so that “e.g. this” is none."""


def sentences(text: str) -> list[str]:
    """The sentences of a text; words without a full stop are one as well."""
    return [part.strip() for part in _STOP.split(text) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """About how many syllables a word has; of an abbreviation, its letters."""
    if len(word) <= 6 and word.isupper():
        return len(word)
    plain = word.lower()
    count = len(re.findall(r"[aeiouyà-ÿ]+", plain))
    if re.search(r"[^aeiouyl]e(s|d)?$", plain) and not re.search(r"(t|d)ed$|[cgsxz]es$", plain):
        count -= 1  # made, makes, asked; not added, places
    return max(count, 1)


def reading_ease(texts: Iterable[str]) -> float | None:
    """Flesch's reading ease of texts taken together: the higher, the easier.

    Returns:
        A figure, mostly between 0 and 100; None where there is not a single word.
    """
    parts = [sentence for text in texts for sentence in sentences(text)]
    every = [word for part in parts for word in words(part)]
    if not every:
        return None
    length = len(every) / len(parts)
    return 206.835 - 1.015 * length - 84.6 * sum(map(syllables, every)) / len(every)
