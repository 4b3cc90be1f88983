"""Every fault of a framework file at once, with its path in the file and what to do.

Shape is checked with pydantic, then what one part says of another. Both work from the same
plain data, so a fault of shape does not hide the rest (only a fault of TOML syntax does).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from sendsheets.frameworks.schema import REF, FrameworkFile
from sendsheets.model import NOT_APPLICABLE, NOT_APPLICABLE_CODE, Problem, Severity

SHEET_NAME_LIMIT = 21
"""Room is left in Excel's 31 for ' - Table 1', which Numbers appends (decisions.md 17)."""

LIST_LIMIT = 255
"""Excel's limit for the text of a list typed into a validation."""


def faults(data: dict[str, Any], file: str) -> tuple[FrameworkFile | None, tuple[Problem, ...]]:
    """Check the plain data of a framework file.

    Args:
        data: what the TOML file holds.
        file: its name, for the problems.

    Returns:
        The checked file (None where its shape is at fault), and every problem found, all of
        severity ``error``, with facts ``path``, ``found`` and ``advice``.
    """
    checked: FrameworkFile | None = None
    problems: list[Problem] = []
    try:
        checked = FrameworkFile.model_validate(data)
    except ValidationError as error:
        for fault in error.errors():
            path = ".".join(_step(step) for step in fault["loc"])
            found = "" if fault["type"] == "missing" else _short(fault["input"])
            problems.append(_problem(file, path, found, fault["msg"]))
    problems += [_problem(file, *cross) for cross in _cross_checks(data)]
    return checked, tuple(problems)


def _problem(file: str, path: str, found: str, advice: str) -> Problem:
    facts = {"path": path or "the file", "found": found or "nothing", "advice": advice}
    return Problem("framework-fault", Severity.ERROR, file=file, facts=facts)


def _step(step: int | str) -> str:
    return str(step + 1) if isinstance(step, int) else step


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _tables(value: object, key: str) -> list[dict[str, Any]]:
    """The list of tables under a key, leaving out whatever is not one (pydantic tells)."""
    found = value.get(key) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


Cross = tuple[str, str, str]


def _cross_checks(data: dict[str, Any]) -> Iterator[Cross]:
    yield from _scale_faults(data)
    yield from _kind_faults(data)
    yield from _section_faults(data)


def _scale_faults(data: dict[str, Any]) -> Iterator[Cross]:
    ids: set[object] = set()
    for scale in _tables(data, "scales"):
        path = f"scales.{scale.get('id')}"
        if scale.get("id") in ids:
            yield path, str(scale.get("id")), "Give every scale an id of its own."
        ids.add(scale.get("id"))
        levels = _tables(scale, "levels")
        choices = [str(level.get("label", "")) for level in levels]
        if scale.get("not_applicable", True):
            choices.append(NOT_APPLICABLE)
        for label in choices:
            if "," in label or '"' in label:
                yield path, label, "Take the comma or quotation mark out: Excel splits lists there."
        if len(",".join(choices)) > LIST_LIMIT:
            found = f"{len(','.join(choices))} characters"
            yield path, found, f"Shorten the labels: Excel's lists hold {LIST_LIMIT} in all."
        keys = [level.get("key") for level in levels]
        if len(set(keys)) < len(keys):
            yield path, ", ".join(map(str, keys)), "Give every level a key of its own."
        taken = {NOT_APPLICABLE.casefold(): NOT_APPLICABLE, "n/a": NOT_APPLICABLE}
        taken[NOT_APPLICABLE_CODE.casefold()] = NOT_APPLICABLE
        for level in levels:
            spellings = level.get("spellings", [])
            texts = [level.get("label"), level.get("code")]
            texts += spellings if isinstance(spellings, list) else []
            for text in dict.fromkeys(str(t).strip().casefold() for t in texts if t):
                if text in taken:
                    advice = f"It already means {taken[text]}: a text may mean one level only."
                    yield f"{path}.{level.get('key')}", text, advice
                taken[text] = str(level.get("label"))


def _kind_faults(data: dict[str, Any]) -> Iterator[Cross]:
    kinds = data.get("kinds")
    kinds = kinds if isinstance(kinds, dict) else {}
    scales = {scale.get("id") for scale in _tables(data, "scales")}
    seconds = set()
    for name, kind in kinds.items():
        ratings = _tables(kind, "ratings")
        for rating in ratings:
            if rating.get("scale") not in scales:
                path = f"kinds.{name}.ratings.{rating.get('name')}"
                yield path, str(rating.get("scale")), "Name one of the scales in the file."
        seconds |= {(r.get("name"), r.get("heading"), r.get("scale")) for r in ratings[1:]}
        if len(ratings) == 2 and ratings[0].get("name") == ratings[1].get("name"):
            yield f"kinds.{name}.ratings", str(ratings[0].get("name")), "Name the two apart."
    if len(seconds) > 1:
        found = ", ".join(sorted(str(name) for name, *_ in seconds))
        yield "kinds", found, "Use one second rating throughout: it has one column."
    used = {s.get("kind", "practice") for sec in _tables(data, "sections")
            for s in _tables(sec, "statements")}
    for kind in sorted(map(str, used - set(kinds))):
        yield "kinds", kind, f"Say how a {kind} is rated, under [kinds.{kind}]."
    if used and "practice" not in used:
        yield "sections", ", ".join(sorted(map(str, used))), (
            "Have at least one practice statement: the summaries are made from them.")


def _section_faults(data: dict[str, Any]) -> Iterator[Cross]:
    numbers: set[object] = set()
    sheets: set[str] = set()
    refs: set[object] = set()
    for section in _tables(data, "sections"):
        number, path = section.get("number"), f"sections.{section.get('number')}"
        if number in numbers:
            yield path, str(number), "Give every section a number of its own."
        numbers.add(number)
        sheet = f"{number} {section.get('short', '')}"
        if len(sheet) > SHEET_NAME_LIMIT:
            advice = f"Shorten it: a tab's name holds {SHEET_NAME_LIMIT} characters here."
            yield f"{path}.short", sheet, advice
        if sheet.casefold() in sheets:
            yield f"{path}.short", sheet, "Give every section a short name of its own."
        sheets.add(sheet.casefold())
        for statement in _tables(section, "statements"):
            ref = statement.get("ref")
            match = REF.match(ref) if isinstance(ref, str) else None
            if ref in refs:
                yield f"{path}.{ref}", str(ref), "Give every statement a ref of its own."
            refs.add(ref)
            if match and int(match[1]) != number:
                advice = f"Begin the ref with the section's number, {number}."
                yield f"{path}.{ref}", str(ref), advice
