"""Every fault of a framework file at once, with its path in the file and what to do.

Shape is checked with pydantic, then what one part says of another. Both work from the same
plain data, so a fault of shape does not hide the rest (only a fault of TOML syntax does).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sendsheets.frameworks.changes import change_faults
from sendsheets.frameworks.linked import link_faults
from sendsheets.frameworks.raw import plain as _plain
from sendsheets.frameworks.raw import tables as _tables
from sendsheets.frameworks.schema import REF, FrameworkFile
from sendsheets.frameworks.shape import fault, shape_faults
from sendsheets.model import NOT_APPLICABLE, NOT_APPLICABLE_CODE, Kind, Problem, Severity

SHEET_NAME_LIMIT = 21
"""Room is left in Excel's 31 for ' - Table 1', which Numbers appends (decisions.md 17)."""

LIST_LIMIT = 255
"""Excel's limit for the text of a list typed into a validation."""

HEADINGS_TAKEN = (
    "Ref", "Kind", "Statement", "Evidence or comments", "Action", "Priority", "Owner", "Due date",
    "Section", "Short label", "Level", "Second level", "Strength order", "Area order",
    "Priority order", "Action order", "Last time",
)  # fmt: skip
"""Headings that the workbook's tables have already (tests hold this against layout.py)."""

DETAILS_TAKEN = (
    "school_name", "urn", "phase", "completed_by", "role", "headteacher", "senco", "governor",
    "completed_on", "comments", "reviewer", "reviewer_school", "visited_on", "audit",
)  # fmt: skip
"""Keys of the Cover's own questions (tests hold this against layout.py)."""

_NOT_IN_TABS = set("[]:*?/\\'")
_SPECIAL_IN_COUNTS = set("*?~<>=")


def faults(
    data: dict[str, Any], file: str, version: str = ""
) -> tuple[FrameworkFile | None, tuple[Problem, ...]]:
    """Check the plain data of a framework file.

    Args:
        data: what the TOML file holds.
        file: its name, for the problems.
        version: what its workbooks name, where that is more than the version in the data.

    Returns:
        The checked file (None where its shape is at fault), and every problem found, all of
        severity ``error``: ``framework-empty`` alone where the file holds nothing, else
        ``framework-fault`` with facts ``path``, ``found``, ``said`` (what was found as the end of
        a sentence) and ``advice``.
    """
    if not data:
        return None, (Problem("framework-empty", Severity.ERROR, file=file),)
    checked, problems = shape_faults(FrameworkFile, data, file)
    problems += [fault(file, *cross) for cross in _cross_checks(data, version)]
    return checked, tuple(problems)


# --- what one part says of another -------------------------------------------------------------


Cross = tuple[str, str, str]


def _cross_checks(data: dict[str, Any], version: str) -> Iterator[Cross]:
    yield from _scale_faults(data)
    yield from _kind_faults(data)
    yield from _section_faults(data)
    yield from _detail_faults(data)
    yield from link_faults(data)
    named = {**data, "version": version} if version else data
    yield from change_faults(named, {str(_plain(s, "ref")) for section in _tables(data, "sections")
                                    for s in _tables(section, "statements")})  # fmt: skip


def _list_faults(path: str, choices: list[str]) -> Iterator[Cross]:
    """What Excel can't have in a list that is typed into a validation."""
    for label in choices:
        if "," in label or '"' in label:
            yield path, label, "Take the comma or quotation mark out: Excel splits lists there."
    length = len(",".join(choices))
    if length > LIST_LIMIT:
        advice = f"Shorten the labels: Excel's lists hold {LIST_LIMIT} in all."
        yield path, f"{length} characters", advice


def _detail_faults(data: dict[str, Any]) -> Iterator[Cross]:
    keys: set[object] = set(DETAILS_TAKEN)
    for detail in _tables(data, "details"):
        key, choices = _plain(detail, "key"), detail.get("choices", [])
        if key in keys:
            yield f"details.{key}", str(key), "Give it a key that no other question has."
        keys.add(key)
        if isinstance(choices, list):
            yield from _list_faults(f"details.{key}.choices", [str(c) for c in choices])


def _scale_faults(data: dict[str, Any]) -> Iterator[Cross]:
    ids: set[object] = set()
    for scale in _tables(data, "scales"):
        path = f"scales.{scale.get('id')}"
        identity = _plain(scale, "id")
        if identity in ids:
            yield path, str(identity), "Give every scale an id of its own."
        ids.add(identity)
        levels = _tables(scale, "levels")
        choices = [str(level.get("label", "")) for level in levels]
        if scale.get("not_applicable", True):
            choices.append(NOT_APPLICABLE)
        yield from _list_faults(path, choices)
        keys = [_plain(level, "key") for level in levels]
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
    scales = {_plain(scale, "id") for scale in _tables(data, "scales")}
    seconds = set()
    labels: set[str] = set()
    for name, kind in kinds.items():
        ratings = _tables(kind, "ratings")
        label = str(kind.get("label", "") if isinstance(kind, dict) else "")
        if label and label.casefold() in labels:
            yield f"kinds.{name}.label", label, "Give every kind a word of its own."
        labels.add(label.casefold())
        if _SPECIAL_IN_COUNTS & set(label):
            advice = "Use letters only: * ? ~ < > = mean something else where Excel counts."
            yield f"kinds.{name}.label", label, advice
        yield from _heading_faults(name, ratings)
        for rating in ratings:
            if _plain(rating, "scale") not in scales:
                path = f"kinds.{name}.ratings.{rating.get('name')}"
                yield path, str(rating.get("scale")), "Name one of the scales in the file."
        seconds |= {tuple(str(r.get(key)) for key in ("name", "heading", "scale"))
                    for r in ratings[1:]}  # fmt: skip
        if len(ratings) == 2 and ratings[0].get("name") == ratings[1].get("name"):
            yield f"kinds.{name}.ratings", str(ratings[0].get("name")), "Name the two apart."
    if len(seconds) > 1:
        found = ", ".join(sorted(name for name, *_ in seconds))
        yield "kinds", found, "Use one second rating throughout: it has one column."
    used = {str(_plain(s, "kind", "practice")) for sec in _tables(data, "sections")
            for s in _tables(sec, "statements")}
    known = {str(kind) for kind in Kind}  # of others the shape tells
    for kind in sorted(known & (used - set(kinds))):
        yield "kinds", kind, f"Say how a {kind} is rated, under [kinds.{kind}]."
    if used and "practice" not in used:
        yield "sections", ", ".join(sorted(map(str, used))), (
            "Have at least one practice statement: the summaries are made from them.")


def _heading_faults(name: object, ratings: list[dict[str, Any]]) -> Iterator[Cross]:
    headings = [str(rating.get("heading", "")) for rating in ratings]
    taken = {heading.casefold() for heading in HEADINGS_TAKEN}
    for rating, heading in zip(ratings, headings, strict=True):
        path = f"kinds.{name}.ratings.{rating.get('name')}.heading"
        if heading.casefold() in taken:
            yield path, heading, "Choose another: a column has this heading already."
        taken.add(heading.casefold())
    for heading in headings[1:2]:
        path = f"kinds.{name}.ratings.{ratings[1].get('name')}.heading"
        if len(heading) >= SHEET_NAME_LIMIT or _NOT_IN_TABS & set(heading):
            advice = (f"It names a tab: at most {SHEET_NAME_LIMIT - 1} characters, and none of "
                      "[ ] : * ? / \\ '.")  # fmt: skip
            yield path, heading, advice


def _section_faults(data: dict[str, Any]) -> Iterator[Cross]:
    numbers: set[object] = set()
    sheets: set[str] = set()
    refs: set[object] = set()
    for section in _tables(data, "sections"):
        number, path = _plain(section, "number"), f"sections.{section.get('number')}"
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
            ref = _plain(statement, "ref")
            match = REF.match(ref) if isinstance(ref, str) else None
            if ref in refs:
                yield f"{path}.{ref}", str(ref), "Give every statement a ref of its own."
            refs.add(ref)
            if match and isinstance(number, int) and int(match[1]) != number:
                advice = f"Begin the ref with the section’s number, {number}."
                yield f"{path}.{ref}", str(ref), advice
