"""The levels that an earlier version had, from the Guidance of workbooks made from it. Pure.

A label that stands in both versions may have meant something else among other levels. So where the
levels of a scale are not those of now, only the framework's own table says which is which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from sendsheets import captions, layout
from sendsheets.frameworks.changes import stood_so, version_key
from sendsheets.intake.cells import Book, shown
from sendsheets.layout import Plan
from sendsheets.model import (
    NOT_APPLICABLE,
    Asked,
    Crosswalk,
    Framework,
    Level,
    Problem,
    Scale,
    Severity,
)
from sendsheets.returns.find import filled, same_sheet
from sendsheets.returns.headings import headers
from sendsheets.returns.words import fold

Labels = tuple[str, ...]
"""The labels of a scale, in the order of its levels."""

THEN = "-then"
"""How the id ends of a scale of an earlier version that nothing explains."""

_RATING, _MEANING, _USED = map(fold, captions.MEANING_HEADINGS)


def levels_seen(book: Book, now: Framework) -> dict[str, Labels]:
    """The labels that a workbook's Guidance explains, by the id of the scale of now.

    Args:
        book: the cells of a workbook of an earlier version.
        now: the framework as it is.

    Returns:
        Nothing of a scale of which it does not say what it is used for, in the words of now.
    """
    sheet = next((s for s in book.sheets if same_sheet(s.name, layout.GUIDANCE)), None)
    lines = filled(sheet) if sheet else {}
    used = {fold(words): scale.id for scale, words in captions.scales(Plan(now, Asked()))}
    header, columns = 0, dict[str, int]()
    for number, line in lines.items():
        texts = {text: column for column, text in headers(line).items()}
        if _RATING in texts and _MEANING in texts:
            header, columns = number, texts
            break
    made: dict[str, list[str]] = {}
    for number in range(header + 1, max(lines, default=0) + 1):
        line = lines.get(number, {})
        label = shown(line[columns[_RATING]]) if header and columns[_RATING] in line else ""
        if not label or fold(label) == fold(NOT_APPLICABLE):
            break
        words = shown(line[columns[_USED]]) if columns.get(_USED) in line else ""
        scale = used.get(fold(words)) if _USED in columns else (
            next(iter(used.values())) if len(used) == 1 else None)  # fmt: skip
        if scale:
            made.setdefault(scale, []).append(label)
    return {scale: tuple(labels) for scale, labels in made.items()}


def with_levels_then(
    now: Framework, version: str, seen: Mapping[str, Counter[Labels]]
) -> Framework:
    """The framework with the scales that it had then.

    Args:
        now: the framework as it is, with its table of levels that changed.
        version: the earlier version.
        seen: how many of its workbooks explain which labels, by the id of a scale of now.

    Returns:
        The same where all levels are those of now, if only by a spelling. A scale of other levels
        has the labels of then; those that the table explains have the keys of now, all others keys
        that no level has now. Where the table says nothing of the scale it has another id, and
        nothing is compared.
    """
    scales: dict[str, Scale] = {}
    for scale in {r.scale.id: r.scale for words in now.kinds for r in words.ratings}.values():
        counted = seen.get(scale.id)
        labels = min(counted, key=lambda each: (-counted[each], each)) if counted else ()
        if labels and _by_spelling(scale, labels) != [level.key for level in scale.levels]:
            scales[scale.id] = _then(scale, labels, _explained(scale, now, version))
    if not scales:
        return now

    kinds = tuple(
        replace(words, ratings=tuple(
            replace(rating, scale=scales.get(rating.scale.id, rating.scale))
            for rating in words.ratings))
        for words in now.kinds
    )  # fmt: skip
    return replace(now, kinds=kinds)


def levels_told(
    was: Framework, now: Framework, walk: Crosswalk, file: str = ""
) -> tuple[Problem, ...]:
    """What is told of each scale whose levels changed and of which the table says nothing.

    Args:
        was: the framework as it was, from ``as_was.as_it_was``.
        now: the framework as it is.
        walk: what became of its statements.
        file: the return that is told of.
    """
    said: dict[str, Problem] = {}
    for descent in walk.descents:
        old = was.statement(descent.before[0]) if descent.levels else None
        new = now.statement(descent.ref)
        if old and new:
            labels = [", ".join(level.label for level in s.main.scale.levels) for s in (old, new)]
            facts = {"found": labels[0], "now": labels[1], "scale": new.main.scale.id}
            said.setdefault(new.main.scale.id,
                            Problem("previous-levels", Severity.QUERY, file=file, facts=facts))
    return tuple(said.values())


def _by_spelling(scale: Scale, labels: Labels) -> list[str]:
    """The keys now of labels of then that are a label or a spelling of a level now."""
    keys = {fold(text): level.key for level in scale.levels
            for text in (*level.spellings, level.label)}  # fmt: skip
    return [keys.get(fold(label), "") for label in labels]


def _explained(scale: Scale, now: Framework, version: str) -> dict[str, str]:
    """The key now, or empty text for none, of each label of then that the table speaks of."""
    last = version_key(now.version)
    return {fold(each.label): each.to for each in now.level_changes
            if each.scale == scale.id and stood_so(version, each.after)
            and version_key(each.after) < last}  # fmt: skip


def _then(scale: Scale, labels: Labels, explained: Mapping[str, str]) -> Scale:
    same = {fold(level.label): level.key for level in scale.levels}
    levels = []
    for number, label in enumerate(labels, 1):
        key = explained.get(fold(label), same.get(fold(label), "") if explained else "")
        known = scale.level(key) if key else None
        levels.append(Level(
            key or f"then-{number}", label, known.code if known and known.label == label else label,
            "", strength=bool(known and known.strength),
            development=bool(known and known.development)))  # fmt: skip
    return replace(scale, id=scale.id if explained else f"{scale.id}{THEN}", levels=tuple(levels))
