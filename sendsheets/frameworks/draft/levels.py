"""The scale that was found becomes one that a framework file can hold; else one of ours."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sendsheets.frameworks.draft.blocks import words
from sendsheets.frameworks.draft.parts import Outline, Scaled, information, query, short
from sendsheets.frameworks.draft.scales import (
    Found,
    is_not_applicable,
    rag,
    scale_named,
    scale_of,
    with_meanings,
)
from sendsheets.model import NOT_APPLICABLE, NOT_APPLICABLE_CODE, Kind, Problem

LABEL_LONGEST = 30
LEVELS_MOST = 5
LIST_LONGEST = 255
"""What a level's label, a scale and a list in Excel can hold (the framework's own bounds)."""

Table = dict[str, Any]

OURS: dict[Kind, Table] = {
    Kind.PRACTICE: {"id": "rating", "levels": [
        ("not-yet", "Not yet", "N", "This is not in place in our school, or nobody can say."),
        ("partly", "Partly", "P", "This is in place in part, or in some places only."),
        ("in-place", "In place", "I", "This is in place across our school, and we can show it."),
    ]},
    Kind.CHALLENGE: {"id": "challenge", "direction": "down", "levels": [
        ("not-a-challenge", "Not a challenge", "N", "This does not get in our way."),
        ("something", "Something of a challenge", "S", "This gets in our way now and then."),
        ("serious", "A serious challenge", "A", "This gets in our way often, or does harm."),
    ]},
    Kind.QUESTION: {"id": "question", "levels": [
        ("no", "No", "N", "No, or we do not know."),
        ("partly", "Partly", "P", "In part, or some of the time."),
        ("yes", "Yes", "Y", "Yes, all of it."),
    ]},
    Kind.OPEN: {"id": "open", "not_applicable": False, "levels": [
        ("not-yet", "Not yet", "N", "We have not answered this in words yet."),
        ("answered", "Answered", "A", "We have written our answer beside the question."),
    ]},
}  # fmt: skip
"""Our own scales, for kinds of statements that a document does not rate."""

KIND_WORDS = {
    Kind.PRACTICE: "Practice", Kind.CHALLENGE: "Challenge", Kind.QUESTION: "Question",
    Kind.GOAL: "Goal", Kind.OPEN: "Open question",
}  # fmt: skip

SCALE_OF = {Kind.GOAL: Kind.QUESTION}
"""Kinds that share the scale of another."""


def chosen(outline: Outline, title: str) -> tuple[Found | None, list[Problem]]:
    """The scale of a document: that of most statements; what is doubtful about it."""
    found = [scaled for scaled in outline.scales if scaled.statements] or outline.scales
    problems: list[Problem] = []
    scale: Found | None = None
    if found:
        weight: Counter[tuple[str, ...]] = Counter()
        for scaled in found:
            weight[_said(scaled.scale)] += max(1, scaled.statements)
        best = weight.most_common(1)[0][0]
        main = next(scaled for scaled in found if _said(scaled.scale) == best)
        scale = main.scale
        problems += _others(found, main)
        applies = any(s.scale.not_applicable for s in found if _said(s.scale) == best)
        scale = replace(scale, not_applicable=applies)
    else:
        scale = _from_key(outline) or rag(title)
        if scale:
            problems.append(query("draft-scale-guessed", "the whole document",
                                  found=", ".join(scale.labels)))  # fmt: skip
    if scale:
        scale = with_meanings(scale, [step for step, _ in outline.steps])
    said = {step.meaning for step in scale.steps} if scale else set()
    for step, keys in outline.steps:
        if step.meaning not in said and not is_not_applicable(step.meaning):
            for key in keys:
                outline.fates.pop(key, None)  # it is listed, since no level has taken it
    return scale, problems


def _said(scale: Found) -> tuple[str, ...]:
    return tuple(sorted(words(label) for label in scale.labels))


def _others(found: list[Scaled], main: Scaled) -> Iterator[Problem]:
    for scaled in found:
        if _said(scaled.scale) != _said(main.scale):
            yield query("draft-scale-differs", scaled.place, found=", ".join(scaled.scale.labels),
                        other=", ".join(main.scale.labels))  # fmt: skip


def _from_key(outline: Outline) -> Found | None:
    """The scale of a key in the text: lines that say what Red, Amber and Green mean."""
    labels = list(dict.fromkeys(step.label for step, _ in outline.steps))
    found = scale_of(labels, "the key in the text") if len(labels) > 1 else None
    if found:
        return found
    lines = [*outline.intro, *(text for _, texts in outline.guidance for text in texts)]
    lines += [text for part in outline.parts for text in part.intro]
    return next((scale for scale in map(scale_named, lines) if scale), None)


AT = "scales.rating"
"""The path of the main scale in a draft."""


def doubts(scale: Found | None, place: str) -> Iterator[Problem]:
    """What is doubtful about the scale that a draft has now."""
    if scale is None:
        labels = ", ".join(level[1] for level in OURS[Kind.PRACTICE]["levels"])
        yield query("draft-scale-missing", "the whole document", path=AT, found=labels)
        return
    if len(scale.steps) > LEVELS_MOST:
        yield query("draft-scale-long", place, path=AT, found=", ".join(scale.labels))
        return
    if scale.unsure:
        yield query("draft-scale-order", place, path=AT, found=scale.labels[-1],
                    other=scale.labels[0])  # fmt: skip
    if not all(step.meaning for step in scale.steps):
        none = [step.label for step in scale.steps if not step.meaning]
        yield query("draft-scale-meanings", place, path=AT, found=", ".join(none))
    for label in scale.labels:
        if _fitted(label) != label:
            yield query("draft-label", place, path=AT, found=label, label=_fitted(label))
    if scale.spelt_out:
        yield information("draft-scale-letters", place, path=AT, found=", ".join(scale.labels))
    if not scale.not_applicable:
        yield information("draft-not-applicable", place, path=AT)
    for other in scale.others:
        yield query("draft-scale-other", place, path=AT, found=other)


def scale_table(scale: Found) -> Table:
    """A scale as a framework file has it; labels are fitted to what Excel's lists can hold."""
    labels = _labels(scale.labels)
    codes = _codes(labels)
    keys = _keys(labels)
    levels = []
    for step, label, code, key in zip(scale.steps, labels, codes, keys, strict=True):
        meaning = step.meaning or f"Choose this where “{step.label}” fits best."
        level: Table = {"key": key, "label": label, "code": code, "meaning": meaning}
        if label != step.label:
            level["spellings"] = [step.label]
        levels.append(level)
    return {"id": "rating", "levels": levels}


def own_table(kind: Kind) -> Table:
    """One of our own scales as a framework file has it."""
    ours = OURS[kind]
    names = ("key", "label", "code", "meaning")
    levels = [dict(zip(names, level, strict=True)) for level in ours["levels"]]
    return {**ours, "levels": levels}


def _fitted(label: str) -> str:
    """A label without commas and quotation marks, cut at a word where it is too long."""
    bare = " ".join(re.sub(r"[,\"]", " ", label).split())
    if len(bare) <= LABEL_LONGEST:
        return bare
    return bare[:LABEL_LONGEST].rsplit(" ", 1)[0].rstrip(" -–—/(&")


def _labels(labels: tuple[str, ...]) -> list[str]:
    made: list[str] = []
    for label in labels:
        fitted, number = _fitted(label), 2
        while fitted.casefold() in {m.casefold() for m in made} or fitted.casefold() in (
            NOT_APPLICABLE.casefold(), "n/a"
        ):
            fitted = f"{_fitted(label)[: LABEL_LONGEST - 2].rstrip()} {number}"
            number += 1
        made.append(fitted)
    return made


def _codes(labels: list[str]) -> list[str]:
    """A capital letter for each label: its own first one where it is free."""
    taken = {label.upper() for label in labels} | {NOT_APPLICABLE_CODE}
    codes: list[str] = []
    for label in labels:
        plain = unicodedata.normalize("NFKD", label).upper()
        letters = [c for c in plain if c in string.ascii_uppercase] + list(string.ascii_uppercase)
        own = label.upper() if len(label) == 1 and label.upper() in letters else None
        code = own or next(c for c in letters if c not in codes and c not in taken)
        codes.append(code)
    return codes


def _keys(labels: list[str]) -> list[str]:
    keys: list[str] = []
    for label in labels:
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        key = slug if slug[:1].isalpha() else f"level-{slug}".rstrip("-")
        number = 2
        while key in keys:
            key, number = f"{slug or 'level'}-{number}", number + 1
        keys.append(key)
    return keys


def where(outline: Outline, scale: Found | None) -> str:
    """The place in the document of the scale that was chosen."""
    for scaled in outline.scales:
        if scale and _said(scaled.scale) == _said(scale):
            return scaled.place
    return "the whole document"


def heading_of(outline: Outline, scale: Found | None) -> str:
    """The heading over the ratings in the document, where a column can have it."""
    for scaled in outline.scales:
        if scale and _said(scaled.scale) == _said(scale) and scaled.heading:
            return short(scaled.heading, 1_000)
    return ""
