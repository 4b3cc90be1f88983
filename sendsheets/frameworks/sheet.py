"""A framework as a workbook that people change in Excel, and back: columns declared once.

Statements stand on one sheet, a row each; sections on another; every other string of the framework
file on a third, by its path; and the statements as they were on a last one, so that what comes back
can be compared. Whatever keys a framework file may have are carried, known here or not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STATEMENTS, SECTIONS, WORDS, BEFORE = "Statements", "Sections", "Other words", "As exported"

FRAMEWORK, SECTION, REF, KIND, TEXT, LABEL, ID = (
    "Framework", "Section", "Ref", "Kind", "Text", "Short label", "Id",
)  # fmt: skip
"""Columns of the statements: those of ``export --csv`` (decisions.md 23), and the ``Id`` by which
a statement is known again whatever is done to its row."""

FURTHER = {
    "statutory": "Legal duty", "theme": "Theme", "effort": "Can start", "settings": "Only for",
    "note": "Note",
}  # fmt: skip
"""Columns that a statement may have besides, by its key in the file."""

NUMBER, TITLE, TAB, INTRODUCTION = "Number", "Title", "Tab", "Introduction"
PATH, WORDING = "Path", "Text"

HELD = (FRAMEWORK, ID, "Path")
"""Columns that are to be left as they are."""

LIST_MARK = "; "
"""Between the entries of a list in one cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as values: its name, its headings, its rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as its row says: ``id`` is what it was, ``ref`` what stands there now.

    ``place`` is its row, for people to find it; ``more`` holds the further columns by key.
    """

    place: str
    section: str
    ref: str
    id: str
    kind: str
    text: str
    label: str
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edited:
    """What a workbook says when it comes back.

    ``before`` are the texts of the statements as they were, by ref.

    ``data`` is the plain data of the framework but for its statements; ``sections`` are its
    sections in order, without statements; ``lines`` the statements in order; ``unread`` are rows
    that say nothing that is known: their places and words.
    """

    data: dict[str, Any]
    sections: tuple[dict[str, Any], ...]
    lines: tuple[Line, ...]
    before: Mapping[str, str]
    unread: tuple[tuple[str, str], ...] = ()


# --- out ---------------------------------------------------------------------------------------


def sheets(data: Mapping[str, Any]) -> tuple[Sheet, ...]:
    """The sheets of a framework.

    Args:
        data: the plain data of its file.
    """
    before = tuple((s["ref"], s["text"]) for each in data["sections"] for s in each["statements"])
    return (_statements(data), _sections(data), _words(data), Sheet(BEFORE, (ID, TEXT), before))


def _statements(data: Mapping[str, Any]) -> Sheet:
    statements = [(section, s) for section in data["sections"] for s in section["statements"]]
    known = {"ref", "kind", "text", "label", *FURTHER}
    others = [key for key in dict.fromkeys(k for _, s in statements for k in s) if key not in known]
    rows = [
        (str(data["id"]), str(section["number"]), s["ref"], s.get("kind", "practice"), s["text"],
         s.get("label", ""), *(_cell(s.get(key), key) for key in (*FURTHER, *others)), s["ref"])
        for section, s in statements
    ]  # fmt: skip
    headings = (FRAMEWORK, SECTION, REF, KIND, TEXT, LABEL, *FURTHER.values(), *others, ID)
    return Sheet(STATEMENTS, headings, tuple(rows))


def _sections(data: Mapping[str, Any]) -> Sheet:
    keys = {"number", "title", "short", "introduction", "statements"}
    others = [k for k in dict.fromkeys(k for s in data["sections"] for k in s) if k not in keys]
    rows = [
        (str(s["number"]), s["title"], s["short"], s.get("introduction", ""),
         *(_cell(s.get(key)) for key in others))
        for s in data["sections"]
    ]  # fmt: skip
    return Sheet(SECTIONS, (NUMBER, TITLE, TAB, INTRODUCTION, *others), tuple(rows))


def _words(data: Mapping[str, Any]) -> Sheet:
    rest = {key: value for key, value in data.items() if key != "sections"}
    return Sheet(WORDS, (PATH, WORDING), tuple(_leaves(rest, "")))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every value of the plain data that is not a table or a list, with its path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        if not value:
            yield path, "[]"
        for n, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{path}.{n}")
    else:
        yield path, value if isinstance(value, str) else json.dumps(value)


def _cell(value: Any, key: str = "") -> str:
    if value is None:
        return ""
    if key == "settings":
        return LIST_MARK.join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# --- back --------------------------------------------------------------------------------------

Rows = Sequence[tuple[str, Sequence[str]]]
"""The place of each row and the texts of its cells."""


def is_ours(names: Mapping[str, Rows]) -> bool:
    """Whether sheets, by name, are those of a framework that was exported."""
    rows = names.get(STATEMENTS, ())
    headed = any({REF, TEXT, ID} <= set(cells) for _, cells in rows)
    return headed and {WORDS, BEFORE} <= names.keys()


def edited(names: Mapping[str, Rows]) -> Edited:
    """Read the sheets of a framework when they come back.

    Args:
        names: the rows of each sheet, by its name.
    """
    unread: list[tuple[str, str]] = []
    data = _data(names.get(WORDS, ()), unread)
    sections = []
    for place, row in _records(names.get(SECTIONS, ()), (NUMBER, TITLE)):
        section = {"number": _number(row.pop(NUMBER, "")), "title": row.pop(TITLE, ""),
                   "short": row.pop(TAB, "")}  # fmt: skip
        if row.get(INTRODUCTION):
            section["introduction"] = row.pop(INTRODUCTION)
        row.pop(INTRODUCTION, None)
        section |= {key: _plain(key, text) for key, text in row.items() if text}
        if section["number"] or section["title"]:
            sections.append(section | {"place": place})
    lines = tuple(_line(place, row) for place, row in
                  _records(names.get(STATEMENTS, ()), (REF, TEXT)))  # fmt: skip
    before = {row[ID]: row[TEXT] for _, row in _records(names.get(BEFORE, ()), (ID, TEXT))
              if row.get(ID) and row.get(TEXT)}  # fmt: skip
    unread += [(line.place, line.label) for line in lines if not line.text]
    kept = tuple(line for line in lines if line.text)
    return Edited(data, tuple(sections), kept, before, tuple(unread))


def _line(place: str, row: dict[str, str]) -> Line:
    keys = {heading: key for key, heading in FURTHER.items()}
    fixed = (FRAMEWORK, SECTION, REF, KIND, TEXT, LABEL, ID)
    more = {keys.get(heading, heading): text for heading, text in row.items()
            if heading not in fixed and heading and text}  # fmt: skip
    return Line(
        place, row.get(SECTION, ""), row.get(REF, ""), row.get(ID, ""),
        row.get(KIND, "").casefold() or "practice", row.get(TEXT, ""), row.get(LABEL, ""),
        {key: _plain(key, text) for key, text in more.items()},
    )  # fmt: skip


def _records(rows: Rows, needed: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows below the headings, by heading; blank rows are passed over."""
    headings: list[str] | None = None
    for place, cells in rows:
        texts = [cell.strip() for cell in cells]
        if headings is None:
            if set(needed) <= set(texts):
                headings = texts
        elif any(texts):
            yield place, {heading: text for heading, text in zip(headings, texts, strict=False)
                          if heading}  # fmt: skip


def _data(rows: Rows, unread: list[tuple[str, str]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    said: dict[str, str] = {}
    for place, row in _records(rows, (PATH, WORDING)):
        path, text = row.get(PATH, ""), row.get(WORDING, "")
        own = path.removeprefix(_OWN_WORDS)
        if own and own != path:  # words of the workbook’s own, which may hold blanks and marks
            if text:
                said[own] = text
            continue
        if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", path):
            unread.append((place, f"{path} {text}".strip()))
            continue
        if text:
            _put(data, path.split("."), text)
    whole = _lists(data)
    whole = whole if isinstance(whole, dict) else {}
    return {**whole, "words": said} if said else whole


_OWN_WORDS = "words."


def _put(data: dict[str, Any], steps: list[str], text: str) -> None:
    at = data
    for step in steps[:-1]:
        inner = at.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        at = inner
    at[steps[-1]] = _plain(steps[-1], text)


def _plain(key: str, text: str) -> Any:
    """A value as the file has it: text, but for flags, lists of words and whole tables."""
    if text.casefold() in ("true", "false"):
        return text.casefold() == "true"
    if key == "settings":
        return [part.strip() for part in text.split(LIST_MARK.strip()) if part.strip()]
    if text == "[]" or (text[:1] in "[{" and text[-1:] in "]}" and key not in ("text", "note")):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _lists(value: Any) -> Any:
    """Tables whose keys are 1, 2, 3 … become lists, in order."""
    if not isinstance(value, dict):
        return value
    made = {key: _lists(inner) for key, inner in value.items()}
    if made and all(key.isdigit() for key in made):
        return [made[key] for key in sorted(made, key=int)]
    return made


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 4 else 0
