"""Looking into the plain data of a framework file, whatever stands where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


def tables(value: object, key: str) -> list[dict[str, Any]]:
    """The list of tables under a key, leaving out whatever is not one (pydantic tells)."""
    found = value.get(key) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def plain(table: dict[str, Any], key: str, default: object = None) -> str | int | None:
    """What stands under a key, as text where it is not of a plain kind (pydantic tells)."""
    value = table.get(key, default)
    return value if value is None or isinstance(value, str | int) else str(value)


class Said(NamedTuple):
    """A text that schools read: its path in the file, what it is, the text."""

    path: str
    what: str
    text: str


def texts(data: dict[str, Any]) -> Iterator[Said]:
    """The texts of a framework file or an add-on that schools read, in order.

    Notes and the source are left out: they say what was, and may use the words of then.
    """
    for key in ("title", "purpose", "audience"):
        yield from _said(data, key, key, key)
    introduction = data.get("introduction")
    for number, text in enumerate(introduction if isinstance(introduction, list) else (), 1):
        if isinstance(text, str):
            yield Said(f"introduction.{number}", "introduction", text)
    for number, guidance in enumerate(tables(data, "guidance"), 1):
        yield from _said(guidance, "heading", f"guidance.{number}.heading", "guidance")
        yield from _said(guidance, "text", f"guidance.{number}.text", "guidance")
    for scale in tables(data, "scales"):
        for level in tables(scale, "levels"):
            path = f"scales.{scale.get('id')}.{level.get('key')}"
            yield from _said(level, "label", f"{path}.label", "level")
            yield from _said(level, "meaning", path, "meaning")
    for detail in tables(data, "details"):
        for key in ("label", "help"):
            yield from _said(detail, key, f"details.{detail.get('key')}.{key}", "detail")
    for section in tables(data, "sections"):
        path = f"sections.{section.get('number')}"
        yield from _said(section, "title", f"{path}.title", "section")
        yield from _said(section, "introduction", f"{path}.introduction", "section")
    yield from _of_addon(data)
    for statement in statements(data):
        yield from _said(statement.table, "text", statement.path, "statement")
        yield from _said(statement.table, "label", f"{statement.path}.label", "label")


def _of_addon(data: dict[str, Any]) -> Iterator[Said]:
    """The texts that an add-on gives to parts of its base."""
    for label in tables(data, "labels"):
        yield from _said(label, "label", f"labels.{label.get('ref')}", "label")
    for level in tables(data, "levels"):
        for key in ("label", "meaning"):
            yield from _said(level, key, f"levels.{level.get('key')}", "level")
    for text in tables(data, "introductions"):
        path = f"introductions.{text.get('number')}"
        yield from _said(text, "introduction", path, "section")


def _said(table: dict[str, Any], key: str, path: str, what: str) -> Iterator[Said]:
    text = table.get(key)
    if isinstance(text, str) and text.strip():
        yield Said(path, what, text)


class Placed(NamedTuple):
    """A statement as it stands in a file: its path, the number of its section, its table."""

    path: str
    section: str
    table: dict[str, Any]

    @property
    def ref(self) -> str:
        """Its ref, or whatever stands there."""
        return str(plain(self.table, "ref", ""))

    @property
    def text(self) -> str:
        """Its words."""
        return str(plain(self.table, "text", ""))


def statements(data: dict[str, Any]) -> Iterator[Placed]:
    """The statements of a framework file, or those that an add-on adds, in order."""
    for section in tables(data, "sections"):
        number = str(section.get("number"))
        for table in tables(section, "statements"):
            yield Placed(f"sections.{number}.{table.get('ref')}", number, table)
    for table in tables(data, "statements"):
        yield Placed(f"statements.{table.get('ref')}", str(table.get("section")), table)
