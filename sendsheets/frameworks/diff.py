"""What changed between two versions of a framework: nothing is joined on a guess. Pure.

A statement is followed by its ref and by the framework's own table of changes. Where the words
beside a ref are not those of now, and the table does not say why, it is told as not explained.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sendsheets.frameworks.changes import in_order, stood_so, version_key
from sendsheets.model import Change, Crosswalk, Descent, Framework, How


def crosswalk(was: Framework, now: Framework) -> Crosswalk:
    """Find what every statement was in an earlier version.

    Args:
        was: the framework as it was, from its own file or from a workbook made from it.
        now: the framework as it is, with its table of changes.

    Returns:
        The descent of each statement of ``now``, in order, and the refs of ``was`` that lead
        nowhere.
    """
    came: dict[str, list[tuple[str, frozenset[str]]]] = {}
    removed: list[str] = []
    gone: list[str] = []
    for statement in was.statements:
        targets, said = followed(statement.ref, was.version, now)
        targets = [ref for ref in targets if now.statement(ref)]
        if not targets:
            (removed if "removed" in said else gone).append(statement.ref)
        for ref in targets:
            came.setdefault(ref, []).append((statement.ref, said))
    descents = tuple(_on_levels(_descent(s.ref, came.get(s.ref, []), was, now), was, now)
                     for s in now.statements)  # fmt: skip
    return Crosswalk(now.id, was.version, now.version, descents, tuple(removed), tuple(gone))


def followed(
    ref: str, version: str, now: Framework
) -> tuple[list[str], frozenset[str]]:
    """The refs that a ref of a version leads to, and what the table says on the way."""
    last = version_key(now.version)
    since = [c for c in now.changes if stood_so(version, c.after) and version_key(c.after) < last]
    refs, said = [ref], set[str]()
    for after in sorted({c.after for c in since}, key=in_order):
        table: Mapping[str, list[Change]] = {
            name: [c for c in since if c.after == after and c.ref == name and c.what != "new"]
            for name in refs
        }
        following: list[str] = []
        for name in refs:
            here = table[name]
            said |= {change.what for change in here}
            leaves = [c for c in here if c.what in ("moved", "split", "merged")]
            if any(c.what == "removed" for c in here):
                continue
            following += [target for c in leaves for target in c.to] if leaves else [name]
        refs = list(dict.fromkeys(following))
    return refs, frozenset(said)


def _descent(
    ref: str, came: Sequence[tuple[str, frozenset[str]]], was: Framework, now: Framework
) -> Descent:
    before = tuple(old for old, _ in came)
    if not came:
        return Descent(ref, (), How.NEW)
    said = frozenset().union(*(words for _, words in came))
    if len(came) > 1:
        explained = all("merged" in words or "split" in words for _, words in came)
        return Descent(ref, before, How.MERGED if explained else How.CHANGED)
    if "split" in said:
        return Descent(ref, before, How.SPLIT)
    if "merged" in said:
        return Descent(ref, before, How.MERGED)
    old = was.statement(before[0])
    new = now.statement(ref)
    assert old
    assert new
    if same_words(old.text, new.text):
        return Descent(ref, before, How.SAME if before == (ref,) else How.MOVED)
    if "reworded" not in said:
        return Descent(ref, before, How.CHANGED)
    return Descent(ref, before, How.REWORDED if before == (ref,) else How.MOVED, reworded=True)


def _on_levels(descent: Descent, was: Framework, now: Framework) -> Descent:
    """The descent, marked where its statement was rated on levels that nothing explains."""
    old = was.statement(descent.before[0]) if descent.same_statement else None
    new = now.statement(descent.ref)
    other = old and new and old.main.scale.id != new.main.scale.id
    return replace(descent, levels=True) if other else descent


def same_words(one: str, other: str) -> bool:
    """Whether two statements read the same, but for spaces, quotes, dashes and capitals."""
    return plain_words(one) == plain_words(other)


_MARKS = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """A text without what makes no difference: spaces, kinds of quotes and dashes, capitals."""
    made = unicodedata.normalize("NFKC", text)
    made = re.sub("|".join(_MARKS), lambda mark: _MARKS[mark[0]], made)
    return " ".join(made.casefold().split()).rstrip(".")
