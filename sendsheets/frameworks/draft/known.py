"""Statements of a document that a framework of ours has too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendsheets.frameworks.draft.parts import Item, information
from sendsheets.frameworks.draft.repeats import content, reads_alike
from sendsheets.frameworks.load import load_all
from sendsheets.model import Problem

LIKE = 75
"""Likeness (rapidfuzz ``token_set_ratio`` of the words that carry the meaning) from which a
statement reads like one of ours, which are all in our own words."""

SHOWN = 8
"""Pairs that are quoted; how many there are in all is said."""


def known(items: Sequence[Item]) -> Iterator[Problem]:
    """Say which statements read like those of a supplied framework: one doubt for all."""
    said = [(item, content(item.text)) for item in items]
    like: list[str] = []
    refs: dict[str, None] = {}
    place = ""
    for framework in load_all().values():
        theirs = [(s.ref, content(s.text)) for s in framework.statements]
        pairs = []
        for item, words in said:
            likely = [(reads_alike(words, other, LIKE), ref) for ref, other in theirs]
            best = max(likely, default=(0.0, ""))
            if best[0]:
                pairs.append((item, best[1]))
        if pairs:
            place = place or pairs[0][0].place
            refs |= dict.fromkeys(item.ref for item, _ in pairs)
            shown = ", ".join(f"{item.ref} its {ref}" for item, ref in pairs[:SHOWN])
            more = f" and {len(pairs) - SHOWN} more" if len(pairs) > SHOWN else ""
            like.append(f"{len(pairs)} like {framework.id} ({shown}{more})")
    if like:
        yield information("draft-supplied", place, tuple(refs), found="; ".join(like))
