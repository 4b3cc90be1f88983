"""Words that a local authority uses in place of the workbook's own. No I/O and no library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

GUARD = "\ue000"
"""Stands within words that are not ours to change, until the workbook is written; never beyond."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Pairs of our words and theirs, both ways.

    A pair holds for whole words, for an added s, and for a small or a capital first letter
    (unless ours are capitals throughout, as SENCO is). Longer ones go before shorter ones, and
    what was put in is not looked at again.
    """

    pairs: tuple[Pair, ...]
    _theirs: dict[str, str] = field(init=False, repr=False, compare=False)
    _ours: dict[str, str] = field(init=False, repr=False, compare=False)
    _say: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _back: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _parts: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        theirs = dict(form for pair in self.pairs for form in _forms(*pair))
        theirs |= dict(self.pairs)
        ours = dict(form for ours, said in self.pairs for form in _forms(said, ours))
        ours |= {said: own for own, said in self.pairs}
        parts = {part for own in theirs for part in re.findall(r"\w+", own)}
        for name, value in (("_theirs", theirs), ("_ours", ours), ("_say", _any(theirs)),
                            ("_back", _any(ours)), ("_parts", _any(parts))):  # fmt: skip
            object.__setattr__(self, name, value)  # so, since the class is frozen

    def said(self, text: str) -> str:
        """A text of ours in their words; words that are guarded stay as they are."""
        return self._say.sub(lambda m: self._theirs[m[0]], text).replace(GUARD, "")

    def back(self, text: str) -> str:
        """A text in their words as ours; it says nothing of who wrote it."""
        return self._back.sub(lambda m: self._ours[m[0]], text)

    def guarded(self, text: str) -> str:
        """A text that is not ours, so that ``said`` gives it back unchanged."""
        return self._parts.sub(lambda m: m[0][0] + GUARD + m[0][1:], text)

    def uses(self, text: str) -> set[str]:
        """Which of our words, as the pairs have them, a text holds."""
        return {own for own, said in self.pairs
                if re.search(_any(dict(_forms(own, said)) | {own: said}), text)}  # fmt: skip


def _forms(one: str, other: str) -> Iterator[Pair]:
    """A pair with a small and a capital first letter, and with an s."""
    pairs = [(one, other)]
    if one[:1].isalpha() and any(c.islower() for c in one[1:]):
        pairs = [(one[0].lower() + one[1:], _first(other, str.lower)),
                 (one[0].upper() + one[1:], _first(other, str.upper))]  # fmt: skip
    for own, said in pairs:
        yield own, said
        if own[-1].isalpha() and said[-1].isalpha() and not own.endswith("s"):
            yield f"{own}s", f"{said}s"


def _first(text: str, case: Callable[[str], str]) -> str:
    """A text with its first letter in a case; capitals throughout, as in SENDCO, stay."""
    word = re.match(r"\w*", text)
    if word and len(word[0]) > 1 and word[0].isupper():
        return text
    return case(text[:1]) + text[1:]


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words, whole, the longest first."""
    every: Sequence[str] = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every)) or '(?!)'})(?!\w)")
