"""A framework that was changed in Excel is taken back: what still means the same keeps its ref."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sendsheets.frameworks.check import faults
from sendsheets.frameworks.draft.blocks import words
from sendsheets.frameworks.draft.make import Account, Draft
from sendsheets.frameworks.draft.naming import identity, label_of, tab_name
from sendsheets.frameworks.draft.parts import information, query, short
from sendsheets.frameworks.draft.refs import letters
from sendsheets.frameworks.sheet import Edited, Line, edited, is_ours
from sendsheets.intake.listing import Listing
from sendsheets.intake.package import Damaged
from sendsheets.model import Kind, Problem

CLOSE = 0.9
"""Likeness (0 to 1) at which a row without an id is taken for the statement that it is like."""

FAR = 0.6
"""Likeness below which a row with an id no longer says what its statement said."""


def taken_back(listing: Listing, name: str) -> Draft | None:
    """Make a draft of a workbook that was exported and changed.

    Args:
        listing: the sheets of the workbook.
        name: the name of its file, for the problems.

    Returns:
        The draft; None where the workbook is none of ours.
    """
    try:
        names = {
            table.sheet: [(f"{table.sheet} row {n}", cells) for n, cells in table.rows()]
            for table in listing.tables
        }
    except Damaged:
        return None
    return _draft(edited(names), name) if is_ours(names) else None


@dataclass(slots=True)
class _Settled:
    """Which statement each row is, by its place among the rows; what was doubtful."""

    refs: dict[int, str]
    problems: list[Problem]


def _draft(sheet: Edited, name: str) -> Draft:
    problems: list[Problem] = [
        query("draft-not-placed", place, found=text) for place, text in sheet.unread if text
    ]
    sections = _sections(sheet, problems)
    numbers = [_section_of(line, sections, problems) for line in sheet.lines]
    settled = _settle(sheet)
    problems += settled.problems
    refs = _new_refs(sheet, numbers, settled, problems)
    for section in sections:
        section["statements"] = [
            _statement(line, ref)
            for line, ref, number in zip(sheet.lines, refs, numbers, strict=True)
            if number == section["number"]
        ]  # fmt: skip
    for section in [s for s in sections if not s["statements"]]:
        problems.append(query("draft-empty-section", "Sections", found=section["title"]))
    data = {**sheet.data, "sections": [s for s in sections if s["statements"]]}
    data.setdefault("id", identity(name))
    changed = any(p.code.startswith("draft-ref") for p in problems) or any(
        sheet.before.get(ref) != line.text for line, ref in zip(sheet.lines, refs, strict=True))
    if changed:
        _raise_version(data, problems)
    accounts = [Account(line.place, line.text, f"statement {ref}")
                for line, ref in zip(sheet.lines, refs, strict=True)]  # fmt: skip
    accounts += [Account(place, text, "") for place, text in sheet.unread]
    return Draft(data, tuple(problems), tuple(accounts), {}, faults(data, f"{data['id']}.toml")[1])


# --- sections ------------------------------------------------------------------------------------


def _sections(sheet: Edited, problems: list[Problem]) -> list[dict[str, Any]]:
    """The sections of the sheet, in order of their numbers; new ones get what they lack."""
    made: list[dict[str, Any]] = []
    used = {section["number"] for section in sheet.sections}
    for section in sheet.sections:
        place = str(section["place"])
        whole = {key: value for key, value in section.items() if key != "place"}
        if not whole["number"]:
            whole["number"] = next(n for n in range(1, 1_000) if n not in used)
            used.add(whole["number"])
            problems.append(information("draft-section-new", place, found=whole["title"],
                                        number=str(whole["number"])))  # fmt: skip
        _fill(whole)
        made.append(whole)
    return sorted(made, key=lambda section: int(section["number"]))


def _fill(section: dict[str, Any]) -> None:
    section["title"] = section["title"] or f"Section {section['number']}"
    section["short"] = section["short"] or tab_name(section["title"], section["number"], set())


def _section_of(
    line: Line, sections: list[dict[str, Any]], problems: list[Problem]
) -> int:
    """The number of the section that a row names, by number or title; it may be a new one."""
    said = line.section.strip()
    for section in sections:
        if said == str(section["number"]) or (said and words(said) in (
            words(section["title"]), words(section["short"])
        )):
            return int(section["number"])
    if not said and line.id:
        found = re.match(r"\d+", line.id)
        if found:
            return int(found[0])
    number = int(said) if said.isdigit() and 0 < int(said) < 100 else (
        max((int(s["number"]) for s in sections), default=0) + 1)
    title = "" if said.isdigit() or not said else said
    section = {"number": number, "title": title, "short": ""}
    _fill(section)
    sections.append(section)
    sections.sort(key=lambda each: int(each["number"]))
    problems.append(query("draft-section-unknown", line.place, found=said or "nothing",
                          number=str(number)))  # fmt: skip
    return number


# --- refs ----------------------------------------------------------------------------------


def _settle(sheet: Edited) -> _Settled:
    """Say for each row which statement it is: by its id, else by its words."""
    problems: list[Problem] = []
    refs: dict[int, str] = {}
    before = {ref: words(text) for ref, text in sheet.before.items()}
    said = [words(line.text) for line in sheet.lines]
    claims: dict[str, list[int]] = {}
    for n, line in enumerate(sheet.lines):
        if line.id in before:
            claims.setdefault(line.id, []).append(n)
    for ref, rows in claims.items():
        best = max(rows, key=lambda n: _likeness(said[n], before[ref]))
        if _likeness(said[best], before[ref]) >= FAR:
            refs[best] = ref
    _by_words(said, before, refs)
    for n, line in enumerate(sheet.lines):
        mine = refs.get(n)
        if mine and line.id and line.id != mine:
            problems.append(query("draft-ref-moved", line.place, (mine,), found=short(line.text),
                                  other=line.id))  # fmt: skip
        elif mine and line.ref not in ("", mine):
            problems.append(information("draft-ref-typed", line.place, (mine,), found=line.ref))
        if mine and said[n] != before[mine]:
            problems.append(information("draft-ref-edited", line.place, (mine,),
                                        found=short(line.text)))  # fmt: skip
        if not mine and line.id in before and len(claims[line.id]) == 1:
            problems.append(query("draft-ref-other", line.place, (line.id,),
                                  found=short(line.text), other=short(sheet.before[line.id])))
    gone = [ref for ref in before if ref not in refs.values()]
    problems += [query("draft-ref-gone", "As exported", (ref,), found=short(sheet.before[ref]))
                 for ref in gone]  # fmt: skip
    return _Settled(refs, problems)


def _by_words(said: Sequence[str], before: Mapping[str, str], refs: dict[int, str]) -> None:
    """Rows without a statement take one that is free and says the same, or very nearly."""
    for exact in (True, False):
        for n, text in enumerate(said):
            if n in refs:
                continue
            free = [ref for ref in before if ref not in refs.values()]
            found = [ref for ref in free if before[ref] == text] if exact else _near(
                text, {ref: before[ref] for ref in free})
            if len(found) == 1:
                refs[n] = found[0]


def _near(text: str, texts: Mapping[str, str]) -> list[str]:
    return [ref for ref, other in texts.items() if _likeness(text, other) >= CLOSE]


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, other))


def _new_refs(
    sheet: Edited, numbers: Sequence[int], settled: _Settled, problems: list[Problem]
) -> list[str]:
    """A ref for every row: its own, or the next of its section that was never used."""
    last = {number: _last(number, sheet.before) for number in set(numbers)}
    made: list[str] = []
    for n, (line, number) in enumerate(zip(sheet.lines, numbers, strict=True)):
        ref = settled.refs.get(n, "")
        if ref and re.match(rf"{number}[a-z]", ref):
            made.append(ref)
            continue
        last[number] += 1
        new = f"{number}{letters(last[number])}"
        made.append(new)
        if ref:
            problems.append(query("draft-ref-section", line.place, (new,), found=ref,
                                  number=str(number)))  # fmt: skip
        else:
            problems.append(information("draft-ref-new", line.place, (new,),
                                        found=short(line.text)))  # fmt: skip
    return made


def _last(number: int, refs: Iterable[str]) -> int:
    """The place of the last letter that a section has used, counted from 1."""
    own = {ref for ref in refs if re.fullmatch(rf"{number}[a-z]{{1,2}}", ref)}
    return max((n for n in range(1, 703) if f"{number}{letters(n)}" in own), default=0)


# --- statements ----------------------------------------------------------------------------


_KINDS = {"open question": "open"} | {str(kind): str(kind) for kind in Kind}


def _statement(line: Line, ref: str) -> dict[str, Any]:
    label = line.label or label_of(line.text)
    made: dict[str, Any] = {"ref": ref, "text": line.text, "label": label}
    kind = _KINDS.get(line.kind, line.kind)
    if kind != Kind.PRACTICE:
        made["kind"] = kind
    return made | dict(line.more)


def _raise_version(data: dict[str, Any], problems: list[Problem]) -> None:
    found = re.fullmatch(r"(\d+)\.(\d+)", str(data.get("version", "")))
    if found:
        before, data["version"] = found[0], f"{found[1]}.{int(found[2]) + 1}"
        problems.append(information("draft-version", "Other words", found=before,
                                    version=data["version"], path="version"))  # fmt: skip
