"""An add-on and its base become the plain data of one framework. Pure.

Statements of the base keep their refs and their words: a school’s answers to them mean the same
in every framework that extends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from sendsheets.frameworks.addon import AddOnFile
from sendsheets.frameworks.raw import plain, statements, tables
from sendsheets.frameworks.space import FIRST_SECTION, is_kept_ref, is_kept_section

Cross = tuple[str, str, str]
"""The path in the add-on, what was found there, and what to do about it."""

_NAMING_REFS = ("links", "changes")
"""Tables that name refs: a base's lose the rows of what is left out."""


def taken(base: dict[str, Any]) -> list[str]:
    """What a base uses of the refs that are kept for additions."""
    numbers = [plain(section, "number") for section in tables(base, "sections")]
    used = [f"section {n}" for n in numbers if isinstance(n, int) and is_kept_section(n)]
    return used + [each.ref for each in statements(base) if is_kept_ref(each.ref)]


def addon_faults(addon: AddOnFile, base: dict[str, Any]) -> Iterator[Cross]:
    """What an add-on says that does not fit its base.

    Args:
        addon: the add-on, of the right shape.
        base: the plain data of the base, without faults.
    """
    start = f"{base['id']}-"
    if not addon.id.startswith(start):
        yield "id", addon.id, f"Begin it with the id of what it extends: “{start}…”."
    refs = {each.ref: each.section for each in statements(base)}
    numbers = {int(section["number"]) for section in base["sections"]}
    gone = _gone(addon, base)
    for ref in addon.leave_out:
        if ref not in refs:
            yield f"leave_out.{ref}", ref, "Name a statement of the framework that it extends."
    for number in addon.leave_out_sections:
        if number not in numbers:
            yield "leave_out_sections", str(number), _one_of(numbers)
    for section in tables(base, "sections"):
        left = [s["ref"] for s in section["statements"] if s["ref"] not in gone]
        if not left and section["number"] not in addon.leave_out_sections:
            yield "leave_out", f"all of section {section['number']}", (
                f"Leave out the whole section: leave_out_sections = [{section['number']}].")
    for label in addon.labels:
        if label.ref not in refs or label.ref in gone:
            yield f"labels.{label.ref}", label.ref, (
                "Name a statement of the framework that it extends, not one that is left out.")
    for text in addon.introductions:
        if text.number not in numbers - set(addon.leave_out_sections):
            yield f"introductions.{text.number}", str(text.number), _one_of(numbers)
    yield from _level_faults(addon, base)
    yield from _added_faults(addon, base, refs, gone)


def _gone(addon: AddOnFile, base: dict[str, Any]) -> set[str]:
    """The refs of the base that are left out, on their own or with their section."""
    sections = {str(number) for number in addon.leave_out_sections}
    return {each.ref for each in statements(base)
            if each.ref in addon.leave_out or each.section in sections}  # fmt: skip


def _one_of(numbers: set[int]) -> str:
    return f"Name a section of the framework that it extends: {_listed(sorted(numbers))}."


def _listed(items: Sequence[object]) -> str:
    return ", ".join(map(str, items))


def _level_faults(addon: AddOnFile, base: dict[str, Any]) -> Iterator[Cross]:
    known = {scale["id"]: [level["key"] for level in scale["levels"]] for scale in base["scales"]}
    for level in addon.levels:
        path = f"levels.{level.key}"
        if level.scale not in known:
            yield path, level.scale, f"Name a scale of what it extends: {_listed(list(known))}."
        elif level.key not in known[level.scale]:
            yield path, level.key, f"Name one of its levels: {_listed(known[level.scale])}."
        if level.label is None and level.meaning is None:
            yield path, "neither label nor meaning", "Give a label, a meaning or both."
    for scale in addon.scales:
        if scale.id in known:
            yield f"scales.{scale.id}", scale.id, (
                "What it extends has this scale. To change its words, use [[levels]].")
    for kind in addon.kinds:
        if kind in base["kinds"]:
            yield f"kinds.{kind}", kind, "What it extends has this kind already. Take it out here."


def _added_faults(
    addon: AddOnFile, base: dict[str, Any], refs: dict[str, str], gone: set[str]
) -> Iterator[Cross]:
    sections = {int(s["number"]) for s in base["sections"]} - set(addon.leave_out_sections)
    places = {ref: section for ref, section in refs.items() if ref not in gone}
    for added in addon.statements:
        path = f"statements.{added.ref}"
        if added.section not in sections:
            yield f"{path}.section", str(added.section), _one_of(sections)
        first = f"{added.section}xa"
        if not is_kept_ref(added.ref):
            yield path, added.ref, (
                f"Give it a ref that no later version of the base can take: {first}, and so on.")
        if added.after and places.get(added.after) != str(added.section):
            yield f"{path}.after", added.after, "Name a statement of the same section, above it."
        places[added.ref] = str(added.section)
    for section in addon.sections:
        if not is_kept_section(section.number):
            yield f"sections.{section.number}", str(section.number), (
                f"Number your own sections from {FIRST_SECTION} on, so that no later version of "
                "the base can take the number.")


def combined(addon: AddOnFile, data: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """The plain data of the framework that an add-on makes of its base.

    Args:
        addon: the add-on.
        data: its plain data.
        base: the plain data of its base.

    Returns:
        New data, of the shape of a framework file; its version is the base’s.
    """
    made = deepcopy(base)
    made |= {key: deepcopy(data[key]) for key in
             ("id", "title", "purpose", "audience", "introduction", "comments") if key in data}
    gone = _gone(addon, base)
    if addon.source:
        made["source"]["credit"] = f"{base['source']['credit']} {addon.source.credit}"
    made["notes"] = [*made.get("notes", []), _built_on(addon, base), *addon.notes]
    _guidance(made, data)
    for key in ("scales", "details"):
        made[key] = [*made.get(key, []), *deepcopy(data.get(key, []))]
    for key in ("kinds", "words"):
        made[key] = {**made.get(key, {}), **deepcopy(data.get(key, {}))}
    _levels(made, addon)
    for key in _NAMING_REFS:
        if key in made or key in data:
            kept = [row for row in tables(made, key) if gone.isdisjoint(_names(row))]
            made[key] = [*kept, *deepcopy(tables(data, key))]
    made["sections"] = [*_sections(made, addon, data, gone), *deepcopy(data.get("sections", []))]
    return made


def _names(row: dict[str, Any]) -> set[str]:
    to = row.get("to", [])
    return {str(row.get("ref")), str(row.get("other")), *(to if isinstance(to, list) else ())}


def _built_on(addon: AddOnFile, base: dict[str, Any]) -> str:
    """The note that says what was made of what; schools see it on About this audit."""
    own = [s.ref for s in addon.statements]
    own += [s.ref for section in addon.sections for s in section.statements]
    out = [*addon.leave_out, *(f"section {number}" for number in addon.leave_out_sections)]
    text = f"This audit builds on {base['title']}, version {base['version']} [{base['id']}]."
    text += f" Added here: {_listed(own)}." if own else ""
    return text + (f" Left out here: {_listed(out)}." if out else "")


def _guidance(made: dict[str, Any], data: dict[str, Any]) -> None:
    texts = made.setdefault("guidance", [])
    for own in deepcopy(data.get("guidance", [])):
        same = [n for n, text in enumerate(texts) if text["heading"] == own["heading"]]
        if same:
            texts[same[0]] = own
        else:
            texts.append(own)


def _levels(made: dict[str, Any], addon: AddOnFile) -> None:
    """Give levels their other words; the label of the base is read as the same level still."""
    wanted = {(level.scale, level.key): level for level in addon.levels}
    for scale in made["scales"]:
        for level in scale["levels"]:
            own = wanted.get((scale["id"], level["key"]))
            if own and own.label and own.label != level["label"]:
                level["spellings"] = [*level.get("spellings", []), level["label"]]
                level["label"] = own.label
            if own and own.meaning:
                level["meaning"] = own.meaning


def _sections(
    made: dict[str, Any], addon: AddOnFile, data: dict[str, Any], gone: set[str]
) -> Iterator[dict[str, Any]]:
    labels = {label.ref: label.label for label in addon.labels}
    introductions = {text.number: text.introduction for text in addon.introductions}
    for section in made["sections"]:
        number = section["number"]
        if number in addon.leave_out_sections:
            continue
        section["introduction"] = introductions.get(number, section.get("introduction", ""))
        kept = [s for s in section["statements"] if s["ref"] not in gone]
        for statement in kept:
            statement["label"] = labels.get(statement["ref"], statement["label"])
        last: dict[str, str] = {}
        for own in deepcopy(data.get("statements", [])):
            after = own.pop("after", None)
            if own.pop("section") == number:
                _insert(kept, own, after, last)
        if kept:  # where nothing is left, that is told
            yield {**section, "statements": kept}


def _insert(
    kept: list[dict[str, Any]], own: dict[str, Any], after: str | None, last: dict[str, str]
) -> None:
    """Put an added statement after the one it names; two after the same one keep their order."""
    follows = last.get(after, after) if after else None
    place = next((n for n, s in enumerate(kept, 1) if s["ref"] == follows), len(kept))
    kept.insert(place, own)
    if after:
        last[after] = own["ref"]


def own_path(path: str, addon: AddOnFile, made: dict[str, Any]) -> str:
    """A path in the whole framework, as it is in the add-on."""
    steps = path.split(".")
    own = {"links": len(addon.links), "changes": len(addon.changes)}.get(steps[0], 0)
    if own and len(steps) > 1 and steps[1].isdecimal():
        # Its own rows stand after those of the base.
        place = int(steps[1]) - (len(made[steps[0]]) - own)
        return ".".join([steps[0], str(place), *steps[2:]]) if place > 0 else path
    added = {s.ref for s in addon.statements}
    if steps[0] == "sections" and len(steps) > 2 and steps[2] in added:
        return ".".join(["statements", *steps[2:]])
    changed = {level.scale for level in addon.levels}
    if steps[0] == "scales" and len(steps) > 1 and steps[1] in changed:
        return ".".join(["levels", *steps[2:]]) if len(steps) > 2 else "levels"
    return path
