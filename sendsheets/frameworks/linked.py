"""What a framework file says of statements that bear upon each other, held against the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def link_faults(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The faults of the links: path, what was found, what to do.

    Args:
        data: what the TOML file holds; whatever is of another shape is told elsewhere.
    """
    refs, opens = set[str](), set[str]()
    for section in _tables(data, "sections"):
        for statement in _tables(section, "statements"):
            ref = str(statement.get("ref"))
            refs.add(ref)
            if statement.get("kind") == "open":
                opens.add(ref)
    seen: set[frozenset[str]] = set()
    for place, link in enumerate(_tables(data, "links"), 1):
        ends = [link.get(key) for key in ("ref", "other")]
        for key, end in zip(("ref", "other"), ends, strict=True):
            if not isinstance(end, str):
                continue
            if end not in refs:
                yield f"links.{place}.{key}", end, "Name the ref of a statement in the file."
            elif end in opens:
                yield f"links.{place}.{key}", end, (
                    "Link statements that are rated: an open question is answered in words.")
        pair = frozenset(map(str, ends))
        if len(pair) == 1 and None not in ends:
            yield f"links.{place}", str(ends[0]), "Link two statements that are not the same."
        elif pair in seen:
            yield f"links.{place}", " and ".join(map(str, ends)), "Link two statements only once."
        seen.add(pair)


def _tables(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = value.get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
