"""An outline becomes the plain data of a framework file, with every doubt and every text's fate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sendsheets.frameworks.check import HEADINGS_TAKEN, faults
from sendsheets.frameworks.draft import levels
from sendsheets.frameworks.draft.asked import asked
from sendsheets.frameworks.draft.blocks import Document, Key, pieces
from sendsheets.frameworks.draft.endings import take_off
from sendsheets.frameworks.draft.known import known
from sendsheets.frameworks.draft.naming import LABEL, identity, label_of, tab_name
from sendsheets.frameworks.draft.outline import outline_of
from sendsheets.frameworks.draft.parts import Item, Outline, information, query, short
from sendsheets.frameworks.draft.refs import give_refs
from sendsheets.frameworks.draft.repeats import take_out_blocks
from sendsheets.frameworks.draft.scales import Found
from sendsheets.frameworks.draft.shapes import usual
from sendsheets.frameworks.draft.terms import terms
from sendsheets.frameworks.draft.wording import remarks
from sendsheets.model import Kind, Problem, Severity

TITLE, TEXT, SECTION, BOX = 80, 600, 120, 60
"""What these can hold in a framework file, in characters."""


@dataclass(frozen=True, slots=True)
class Account:
    """A text of the document, its place, and what became of it (no words: it has no place)."""

    place: str
    text: str
    became: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a framework file.

    ``data`` is its plain data (None where the document has no statements), ``problems`` are all
    doubts, most of them with the path in the draft that they are about, ``accounts`` say what
    became of every text of the document; ``left_out`` are statements that repeat earlier ones, by
    the path of the section they stood in. ``faults`` are what keeps the file from being loaded.
    """

    data: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()
    accounts: tuple[Account, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faults: tuple[Problem, ...] = ()


def draft_of(document: Document, name: str) -> Draft:
    """Make a draft of a framework from a document.

    Args:
        document: its blocks.
        name: the name of its file, without the ending: the title where the document has none.
    """
    document = usual(document)
    outline = outline_of(document)
    problems: list[Problem] = []
    if not outline.items:
        outline.fates.clear()
        told = [*outline.problems, *_unplaced(document, outline)]
        none = Problem("draft-no-statements", Severity.ERROR)
        return Draft(None, (none, *told), _accounts(document, outline))
    if not outline.title:
        outline.title = re.sub(r"[-_]+", " ", name).strip() or "Our audit"
        problems.append(query("draft-title", "the whole document", found=outline.title))
    if not any(part.title for part in outline.parts):
        problems.append(query("draft-no-sections", "the whole document"))
    take_off(outline)
    repeated = take_out_blocks(outline)
    _practice_at_least(outline, problems)
    problems += give_refs(outline.parts)
    left_out = _left_out(outline, repeated, problems)
    scale, told = levels.chosen(outline, f"{outline.title} {name}")
    problems += [*told, *levels.doubts(scale, levels.where(outline, scale))]
    problems += [*remarks(outline), *asked(outline), *known(outline.items)]
    data = _data(outline, scale, name, problems)
    _fates(outline)
    problems += terms(document, outline)
    problems += [*outline.problems, *_unplaced(document, outline)]
    return Draft(data, tuple(_with_paths(problems)), _accounts(document, outline), left_out,
                 faults(data, f"{data['id']}.toml")[1])  # fmt: skip


# --- what was left out, what became of what ----------------------------------------------------


def _practice_at_least(outline: Outline, problems: list[Problem]) -> None:
    """A framework needs practice statements: where there are none, all are taken for such."""
    if any(item.kind is Kind.PRACTICE for item in outline.items):
        return
    kinds = sorted({str(item.kind) for item in outline.items})
    for item in outline.items:
        item.kind = Kind.PRACTICE
    problems.append(query("draft-no-practice", "the whole document", found=", ".join(kinds)))


def _left_out(
    outline: Outline, repeated: Sequence[tuple[Item, Item]], problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """Tell of repeated blocks, one doubt each; what stood there, by the section's path."""
    by_part: dict[str, list[str]] = {}
    runs: list[list[tuple[Item, Item]]] = []
    for item, before in repeated:
        number = _section_at(outline, item)
        by_part.setdefault(f"sections.{number}", []).append(f"{before.ref}: {item.text}")
        outline.fates |= dict.fromkeys(item.keys, f"left out: it repeats {before.ref}")
        if runs and runs[-1][-1][1] in outline.items and _follows(outline, runs[-1][-1], before):
            runs[-1].append((item, before))
        else:
            runs.append([(item, before)])
    for run in runs:
        first, last = run[0], run[-1]
        problems.append(query(
            "draft-repeated-block", f"{first[0].place} to {last[0].place}",
            count=str(len(run)), other=f"{first[1].ref} to {last[1].ref}",
            found=short(first[0].text), path=f"sections.{_section_at(outline, first[0])}"))
    return {path: tuple(texts) for path, texts in by_part.items()}


def _follows(outline: Outline, last: tuple[Item, Item], before: Item) -> bool:
    items = outline.items
    return items.index(before) == items.index(last[1]) + 1


def _section_at(outline: Outline, item: Item) -> int:
    """The number of the section in which a statement stood that was taken out."""
    number = 1
    for part in outline.parts:
        keys = [key for each in part.items for key in each.keys] + part.keys
        if keys and min(keys) <= min(item.keys):
            number = part.number
    return number


def _fates(outline: Outline) -> None:
    for part in outline.parts:
        outline.fates |= dict.fromkeys(part.keys, f"section {part.number}")
        for item in part.items:
            outline.fates |= dict.fromkeys(item.keys, f"statement {item.ref}")


def _accounts(document: Document, outline: Outline) -> tuple[Account, ...]:
    return tuple(Account(place, text, outline.fates.get(key, ""))
                 for key, (place, text) in _texts(document).items())  # fmt: skip


def _texts(document: Document) -> dict[Key, tuple[str, str]]:
    return {key: (place, text) for key, (text, place) in pieces(document).items()}


_TOLD = ("draft-aside", "draft-furniture", "draft-subheading", "draft-empty-section")


def _unplaced(document: Document, outline: Outline) -> list[Problem]:
    """The texts that have no place in the draft, but for those that are told as something else."""
    told = {(p.sheet, p.facts.get("found")) for p in outline.problems if p.code in _TOLD}
    return [query("draft-not-placed", place, found=text)
            for key, (place, text) in _texts(document).items()
            if key not in outline.fates and (place, text) not in told]  # fmt: skip


_LISTED = ("draft-full-stops", "draft-in-place", "draft-same-subject", "draft-supplied")
"""Doubts that list several statements, so that they stand above none of them."""


def _with_paths(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of one statement get its path in the draft."""
    made = []
    for problem in problems:
        found = re.match(r"\d+", problem.refs[0]) if problem.refs else None
        if found and "path" not in problem.facts and problem.code not in _LISTED:
            path = f"sections.{found[0]}.{problem.refs[0]}"
            problem = replace(problem, facts={**problem.facts, "path": path})
        made.append(problem)
    return made


# --- the data ------------------------------------------------------------------------------------


def _data(
    outline: Outline, scale: Found | None, name: str, problems: list[Problem]
) -> dict[str, Any]:
    usable = scale if scale and len(scale.steps) <= levels.LEVELS_MOST else None
    kinds = [kind for kind in Kind if any(item.kind is kind for item in outline.items)]
    heading = _heading(levels.heading_of(outline, usable))
    title = _cut(outline.title, TITLE)
    if title != outline.title:
        problems.append(query("draft-title-long", "the whole document", found=outline.title))
        outline.intro.insert(0, outline.title)
    data: dict[str, Any] = {
        "id": identity(title), "version": "1.0", "title": title,
        "purpose": "Helps a school to see what it does well and where to look next.",
        "audience": "Schools.",
        "means": bool(usable and all(step.label.isdigit() for step in usable.steps)),
    }
    problems.append(information("draft-ours", "the whole document", path="purpose"))
    intro = [text for text in outline.intro if text.strip()]
    guidance = []
    for head, texts in outline.guidance:
        if texts:
            guidance.append({"heading": head, "text": "\n".join(texts)})
        else:
            intro.append(head)
    if intro:
        data["introduction"] = intro
    data["source"] = {"title": outline.title, "credit": f"The wording is that of “{title}”."}
    if guidance:
        data["guidance"] = guidance
    data["scales"] = _scales(usable, kinds)
    data["kinds"] = {
        str(kind): {"label": levels.KIND_WORDS[kind], "ratings": [{
            "name": "rating", "heading": heading,
            "scale": data_scale(kind)}]} for kind in kinds
    }  # fmt: skip
    ours = [levels.KIND_WORDS[kind].lower() for kind in kinds if kind is not Kind.PRACTICE]
    if ours and usable:
        problems.append(query("draft-scale-kinds", "the whole document", found=", ".join(ours),
                              path="scales.rating"))  # fmt: skip
    if outline.closing:
        data["comments"] = _comments(outline.closing)
    data["sections"] = _sections(outline, problems)
    return data


def data_scale(kind: Kind) -> str:
    """The id of the scale by which a kind is rated in a draft."""
    return str(levels.OURS[levels.SCALE_OF.get(kind, kind)]["id"])


def _scales(scale: Found | None, kinds: Sequence[Kind]) -> list[dict[str, Any]]:
    needed = dict.fromkeys(levels.SCALE_OF.get(kind, kind) for kind in kinds)
    made = []
    for kind in needed:
        if kind is Kind.PRACTICE and scale:
            made.append(levels.scale_table(scale))
        else:
            made.append(levels.own_table(kind))
    return made


def _heading(text: str) -> str:
    taken = {heading.casefold() for heading in HEADINGS_TAKEN}
    fits = 0 < len(text) <= 24 and text.casefold() not in taken
    return text if fits else "Rating"


def _comments(text: str) -> dict[str, str]:
    if len(text) <= BOX:
        return {"label": text}
    return {"label": "Any other comments", "help": text}


def _sections(outline: Outline, problems: list[Problem]) -> list[dict[str, Any]]:
    made = []
    tabs: set[str] = set()
    shortened: list[str] = []
    for part in outline.parts:
        full = part.title or outline.title
        title = _cut(full, SECTION)
        intro = list(part.intro)
        if title != full:
            intro.insert(0, full)
        tab = tab_name(title, part.number, tabs)
        tabs.add(tab.casefold())
        path = f"sections.{part.number}"
        if tab != title:
            shortened.append(f"{part.number} {tab} (for “{short(title, 60)}”)")
        if part.worded:
            problems.append(query("draft-possible-heading", part.place, found=short(title),
                                  path=path))  # fmt: skip
        section: dict[str, Any] = {"number": part.number, "title": title, "short": tab}
        if intro:
            section["introduction"] = "\n".join(intro)
        section["statements"] = [_statement(item, problems) for item in part.items]
        made.append(section)
    if shortened:
        problems.append(information("draft-tabs", "the whole document",
                                    found="; ".join(shortened)))  # fmt: skip
    return made


def _statement(item: Item, problems: list[Problem]) -> dict[str, Any]:
    text, note = item.text, item.note
    if len(text) > TEXT:
        text = _cut(text, TEXT)
        rest = item.text[len(text):].strip()
        note = "\n".join(filter(None, (rest, note)))
        problems.append(query("draft-too-long", item.place, (item.ref,),
                              found=str(len(item.text))))  # fmt: skip
    made: dict[str, Any] = {"ref": item.ref, "text": text,
                            "label": _cut(item.label, LABEL) or label_of(text)}  # fmt: skip
    if item.label and len(item.label) > LABEL:
        note = "\n".join(filter(None, (item.label, note)))
    if item.kind is not Kind.PRACTICE:
        made["kind"] = str(item.kind)
    if note:
        made["note"] = note
    return made


def _cut(text: str, longest: int) -> str:
    """The words of a text that fit, without an ellipsis: the rest stands elsewhere."""
    if len(text) <= longest:
        return text
    kept = text[: longest + 1].rsplit(None, 1)[0][:longest]
    return kept.rstrip()
