"""How alike two texts are, and which of many a text is nearest to. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rapidfuzz.distance import Indel

from sendsheets.returns.words import fold_short

CLOSE = 0.9
"""How alike two texts must be to be taken for the same statement (0 to 1).

In the five frameworks that come with sendsheets no two statements are more alike than 0.82.
"""

FAR = 0.65
"""Below this a row's words do not look like its statement's at all: texts of one subject, with
nothing else in common, reach 0.6."""

APART = 0.05
"""How much nearer one text must be than every other; else nobody can say which it is."""

_ENOUGH = 2_000
"""Characters of a text that are compared: no statement is so long."""


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 1; 0 where they are below ``FAR``."""
    return Indel.normalized_similarity(one[:_ENOUGH], other[:_ENOUGH], score_cutoff=FAR)


def closest(text: str, texts: Mapping[str, str]) -> tuple[str, float]:
    """The ref of the statement whose text is nearest to this one, and how near it is.

    Args:
        text: the folded words of a row.
        texts: folded statement texts by ref.

    Returns:
        The ref, or no text where two are about equally near; and the likeness, 0 to 1.
    """
    exact = [ref for ref, other in texts.items() if other == text]
    if exact:
        return (exact[0], 1.0) if len(exact) == 1 else ("", 1.0)
    near = sorted(((likeness(text, other), ref) for ref, other in texts.items()), reverse=True)
    if not near:
        return "", 0.0
    if len(near) > 1 and near[0][0] - near[1][0] < APART:
        return "", near[0][0]
    return near[0][1], near[0][0]


def changed_part(now: str, was: str, longest: int = 200) -> str:
    """What is different in a text, from the word where it begins to differ.

    Args:
        now: the text as it stands.
        was: the text it was.
        longest: characters to give.

    Returns:
        The words that are different, with dots for what is left out before and after them.
    """
    words, others = now.split(), was.split()
    first = 0
    while first < min(len(words), len(others)) and _same(words[first], others[first]):
        first += 1
    last = 0
    while last < min(len(words), len(others)) - first and _same(
        words[-1 - last], others[-1 - last]
    ):
        last += 1
    # One word before and after, so that a word that was only left out can be seen.
    start, end = max(first - 1, 0), min(len(words) - last + 1, len(words))
    made = ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")
    return made if len(made) <= longest else made[: longest - 1] + "…"


SURE = 30
"""Words that begin with so many letters of our own are ours, save what was changed in them."""


def typed_into(text: str, ours: Collection[str], longest: int = 200, sure: int = SURE) -> str:
    """What somebody typed in a cell that holds one of our sentences, or ought to.

    Args:
        text: the text as it stands.
        ours: our sentences, folded.
        longest: characters to give of a sentence of ours that was changed.
        sure: so many letters of ours make it ours.

    Returns:
        Nothing where the words are ours, what is different where they begin like ours, and
        else all of them.
    """
    words = fold_short(text)
    if words in ours:
        return ""
    begins = next((each for each in ours if len(words) > sure and words[:sure] == each[:sure]), "")
    return changed_part(text, begins, longest) if begins else text


def _same(word: str, other: str) -> bool:
    return word == other or fold_short(word) == fold_short(other)
