"""Statements of a document that a framework of ours has too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendsheets.frameworks.draft.parts import Item, information
from sendsheets.frameworks.draft.repeats import FEWEST, content
from sendsheets.frameworks.load import load_all
from sendsheets.model import Problem

LIKE = 75
"""Likeness (rapidfuzz ``token_set_ratio`` of the words that carry the meaning) from which a
statement reads like one of ours, which are all in our own words."""

SHOWN = 8
"""Pairs that are quoted; how many there are in all is said."""


def known(items: Sequence[Item]) -> Iterator[Problem]:
    """Say which statements read like those of a supplied framework: one doubt a framework."""
    from rapidfuzz import fuzz

    said = [(item, content(item.text)) for item in items]
    said = [(item, words) for item, words in said if len(words.split()) >= FEWEST]
    for framework in load_all().values():
        theirs = [(s.ref, content(s.text)) for s in framework.statements]
        theirs = [(ref, words) for ref, words in theirs if len(words.split()) >= FEWEST]
        pairs = []
        for item, words in said:
            likely = [(fuzz.token_set_ratio(words, other, score_cutoff=LIKE), ref)
                      for ref, other in theirs]  # fmt: skip
            best = max(likely, default=(0.0, ""))
            if best[0]:
                pairs.append((item, best[1]))
        if pairs:
            refs = tuple(item.ref for item, _ in pairs)
            shown = ", ".join(f"{item.ref} like its {ref}" for item, ref in pairs[:SHOWN])
            more = f" and {len(pairs) - SHOWN} more" if len(pairs) > SHOWN else ""
            count = "1 statement reads" if len(pairs) == 1 else f"{len(pairs)} statements read"
            yield information("draft-supplied", pairs[0][0].place, refs, count=count,
                              found=framework.id, listed=shown + more, path="source")
