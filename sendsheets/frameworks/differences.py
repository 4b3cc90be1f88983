"""What changed between two framework files, statement by statement. Pure.

Only identical words are taken for the same statement. Where words are merely alike, how much is
said (rapidfuzz, 0 to 100) and a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sendsheets.frameworks.diff import plain_words
from sendsheets.model import Framework, Scale, Statement

LIKELY = 70
"""Likeness from which two statements are set side by side for a person to look at.

Of the statements of one supplied framework two pairs reach it, and those are near twins.
"""

PART = 85
"""Likeness from which one statement may be a part of another."""


class What(StrEnum):
    """What became of a statement."""

    SAME = "same"
    MOVED = "moved"
    REWORDED = "reworded"
    MOVED_REWORDED = "moved and reworded"
    MEANING = "ref kept, words quite different"
    REMOVED = "removed"
    ADDED = "added"


CERTAIN = (What.SAME, What.MOVED, What.REMOVED, What.ADDED)
"""What needs no decision: the words are the same, or there is nothing alike on the other side."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement before and after; ``likeness`` where the words differ; what else changed.

    ``parts`` are refs on the other side that may be parts of it, or of which it may be a part.
    """

    what: What
    before: Statement | None
    after: Statement | None
    likeness: int | None = None
    besides: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side: statements in the order of the new one, then removed ones."""

    old: Framework
    new: Framework
    statements: tuple[Difference, ...]
    scales: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def undecided(self) -> tuple[Difference, ...]:
        """What a person has to decide."""
        return tuple(d for d in self.statements if d.what not in CERTAIN or d.parts)


def compare(old: Framework, new: Framework) -> Comparison:
    """Say what changed from one framework to another.

    Args:
        old: the earlier version.
        new: the later one.
    """
    pairs = _pairs(old, new)
    found = {after.ref: _difference(before, after, likeness)
             for before, after, likeness in pairs}  # fmt: skip
    matched = {before.ref for before, _, _ in pairs}
    lost = [s for s in old.statements if s.ref not in matched]
    fresh = [s for s in new.statements if s.ref not in found]
    # A statement can be split into one of the same ref and others, so those are looked at as well.
    loose_old = [*lost, *(d.before for d in found.values() if d.before and d.likeness is not None)]
    loose_new = [*fresh, *(d.after for d in found.values() if d.after and d.likeness is not None)]
    differences = [
        found.get(s.ref) or Difference(What.ADDED, None, s, parts=_parts(s, loose_old))
        for s in new.statements
    ]
    differences += [Difference(What.REMOVED, s, None, parts=_parts(s, loose_new)) for s in lost]
    return Comparison(old, new, tuple(differences), tuple(_scales(old, new)),
                      tuple(_others(old, new)))  # fmt: skip


def likeness(one: str, other: str) -> int:
    """How alike two texts are, from 0 to 100, whatever the order of their words."""
    from rapidfuzz import fuzz

    first, second = plain_words(one), plain_words(other)
    return int(max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)))


Pair = tuple[Statement, Statement, int | None]


def _pairs(old: Framework, new: Framework) -> list[Pair]:
    """Statements that belong together or may do: same words first, then the most alike."""
    pairs: list[Pair] = []
    olds, news = list(old.statements), list(new.statements)

    def take(before: Statement, after: Statement, how: int | None) -> None:
        pairs.append((before, after, how))
        olds.remove(before)
        news.remove(after)

    for before in list(olds):
        after = new.statement(before.ref)
        if after and plain_words(after.text) == plain_words(before.text):
            take(before, after, None)
    once_old = Counter(plain_words(s.text) for s in olds)
    once_new = Counter(plain_words(s.text) for s in news)
    for before in list(olds):
        words = plain_words(before.text)
        if once_old[words] == once_new[words] == 1:
            take(before, next(s for s in news if plain_words(s.text) == words), None)
    # A ref kept counts before a greater likeness elsewhere; then the most alike come first.
    alike = [(b.ref == a.ref, likeness(b.text, a.text), b, a) for b in olds for a in news]
    for _, how, before, after in sorted(alike, key=lambda row: row[:2], reverse=True):
        if how >= LIKELY and before in olds and after in news:
            take(before, after, how)
    for before in list(olds):
        kept = next((s for s in news if s.ref == before.ref), None)
        if kept:
            take(before, kept, likeness(before.text, kept.text))
    return pairs


def _difference(before: Statement, after: Statement, how: int | None) -> Difference:
    same_ref = before.ref == after.ref
    if how is None:
        what = What.SAME if same_ref else What.MOVED
    elif not same_ref:
        what = What.MOVED_REWORDED
    else:
        what = What.REWORDED if how >= LIKELY else What.MEANING
    return Difference(what, before, after, how, tuple(_besides(before, after)))


def _besides(before: Statement, after: Statement) -> Iterator[str]:
    """What else is not as it was: short label, kind, scale, law, settings."""
    if before.label != after.label:
        yield f"short label was “{before.label}”, is “{after.label}”"
    if before.kind is not after.kind:
        yield f"kind was {before.kind}, is {after.kind}"
    for one, other in zip(before.ratings, after.ratings, strict=False):
        if [lv.key for lv in one.scale.levels] != [lv.key for lv in other.scale.levels]:
            yield f"rated on “{one.scale.id}” before, on “{other.scale.id}” now"
    if len(before.ratings) != len(after.ratings):
        yield f"ratings asked were {len(before.ratings)}, are {len(after.ratings)}"
    if bool(before.statutory) != bool(after.statutory):
        yield "marked statutory now" if after.statutory else "no longer marked statutory"
    if set(before.roles) != set(after.roles):
        yield f"who can judge it was {_people(before)}, is {_people(after)}"
    if before.statutory and after.statutory and before.statutory != after.statutory:
        yield f"legal duty was “{before.statutory}”, is “{after.statutory}”"
    for name, was, now in (("theme", before.theme, after.theme),
                           ("can start", before.effort, after.effort)):  # fmt: skip
        if was != now:
            yield f"{name} was {was or 'not said'}, is {now or 'not said'}"
    if before.settings != after.settings:
        yield (f"asked of {', '.join(before.settings) or 'every setting'} before, "
               f"of {', '.join(after.settings) or 'every setting'} now")  # fmt: skip


def _people(statement: Statement) -> str:
    return ", ".join(["SENCO", *statement.roles])


def _parts(whole: Statement, others: Sequence[Statement]) -> tuple[str, ...]:
    """Statements whose words mostly stand in this one, or that hold this one’s."""
    from rapidfuzz import fuzz

    found = []
    for other in others:
        one, two = plain_words(whole.text), plain_words(other.text)
        if one != two and fuzz.partial_ratio(one, two) >= PART:
            found.append(other.ref)
    return tuple(found)


def _scales(old: Framework, new: Framework) -> Iterator[str]:
    before, after = _by_id(old), _by_id(new)
    for name in before.keys() - after.keys():
        yield f"Scale “{name}” is gone."
    for name in after.keys() - before.keys():
        yield f"Scale “{name}” is new."
    for name in [n for n in before if n in after]:
        yield from _scale(name, before[name], after[name])


def _by_id(framework: Framework) -> dict[str, Scale]:
    return {r.scale.id: r.scale for words in framework.kinds for r in words.ratings}


def _scale(name: str, before: Scale, after: Scale) -> Iterator[str]:
    old = {level.key: level for level in before.levels}
    new = {level.key: level for level in after.levels}
    for key in [key for key in old if key not in new]:
        yield f"Scale “{name}”: level {key} (“{old[key].label}”) is gone."
    for key in [key for key in new if key not in old]:
        yield f"Scale “{name}”: level {key} (“{new[key].label}”) is new."
    shared = [key for key in old if key in new]
    if shared != [key for key in new if key in old] or before.direction != after.direction:
        yield f"Scale “{name}”: its order or direction changed."
    for key in shared:
        if old[key].label != new[key].label:
            yield (f"Scale “{name}”: level {key} was called “{old[key].label}”, "
                   f"is “{new[key].label}”.")  # fmt: skip
        if old[key].meaning != new[key].meaning:
            yield f"Scale “{name}”: the meaning of {key} changed."


def _others(old: Framework, new: Framework) -> Iterator[str]:
    sections = {section.number: section for section in old.sections}
    for section in new.sections:
        was = sections.pop(section.number, None)
        if was is None:
            yield f"Section {section.number}, {section.title}, is new."
        elif (was.title, was.short) != (section.title, section.short):
            yield (f"Section {section.number} was “{was.title}” (sheet {was.sheet}), "
                   f"is “{section.title}” (sheet {section.sheet}).")  # fmt: skip
        elif was.introduction != section.introduction:
            yield f"Section {section.number}: its introduction changed."
    for section in sections.values():
        yield f"Section {section.number}, {section.title}, is gone."
    named = {"title": "The title", "purpose": "The purpose", "audience": "The audience",
             "introduction": "The introduction", "guidance": "The guidance", "notes": "The notes",
             "source": "The source", "means": "Whether averages are shown",
             "details": "The Cover’s own questions", "comments": "The comments box",
             "words": "What the workbook’s own words are"}  # fmt: skip
    for key, name in named.items():
        if getattr(old, key) != getattr(new, key):
            yield f"{name} changed."
