"""Whether a framework's table of changes fits its statements and itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Cross = tuple[str, str, str]
"""The path in the file, what was found there, and what to do about it."""

TARGETS: Mapping[str, tuple[int, int]] = {
    "moved": (1, 1), "split": (2, 26), "merged": (1, 1), "reworded": (0, 0), "removed": (0, 0),
    "new": (0, 0),
}  # fmt: skip
"""How many refs a change of each sort leads to: at least and at most."""

_LEAVES = ("moved", "split", "merged", "removed")
"""Changes after which a ref means nothing any more, unless a new statement has it."""


def version_key(version: str) -> tuple[int, ...]:
    """A version such as 1.10 as it is ordered, after 1.9."""
    return tuple(int(part) for part in version.split("."))


def stood_so(version: str, after: str) -> bool:
    """Whether a version is one up to that after which something changed.

    The version of an add-on begins with its base's, which the changes of the base name alone.
    """
    last = version_key(after)
    return version_key(version)[: len(last)] <= last


def in_order(after: str) -> tuple[float, ...]:
    """The order of changes: those of a base come after all of the add-on to that version of it."""
    key = version_key(after)
    return (*key, *[float("inf")] * (4 - len(key)))


def change_faults(data: Mapping[str, Any], refs: set[str]) -> Iterator[Cross]:
    """What is at fault in the table of changes, beyond its shape.

    Args:
        data: what the framework file holds.
        refs: the refs of its statements.
    """
    rows = [row for row in _tables(data, "changes") if _is_whole(row)]
    for number, row in enumerate(rows, 1):
        path = f"changes.{number}"
        yield from _one(path, row, data, refs, rows)
    yield from _twice(rows)
    yield from _level_faults(data)


def _tables(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables under a key; whatever is of another shape is told elsewhere."""
    table = data.get(key)
    return [row for row in table if isinstance(row, dict)] if isinstance(table, list) else []


def _level_faults(data: Mapping[str, Any]) -> Iterator[Cross]:
    """What is at fault in the table of levels that changed, beyond its shape."""
    rows = _tables(data, "level_changes")
    keys = {str(scale.get("id")): [str(level.get("key")) for level in _tables(scale, "levels")]
            for scale in _tables(data, "scales")}  # fmt: skip
    version, said = str(data.get("version", "")), set[tuple[str, ...]]()
    for number, row in enumerate(rows, 1):
        path, after = f"level_changes.{number}", str(row.get("after", ""))
        scale, to, label = (str(row.get(key, "")) for key in ("scale", "to", "label"))
        if scale not in keys:
            yield f"{path}.scale", scale, "Name the id of a scale in the file."
        elif to and to not in keys[scale]:
            yield f"{path}.to", to, "Name the key of a level of this scale, or leave it out."
        if _is_version(version) and _is_version(after) and not (
            len(version_key(after)) <= len(version.split(".")) and not stood_so(version, after)
        ):
            yield f"{path}.after", after, (
                f"Name the last version before the change: an earlier one than {version}.")
        if (after, scale, label.casefold()) in said:
            yield path, label, "Say of a level only once what it is now."
        said.add((after, scale, label.casefold()))


def _is_whole(row: Mapping[str, Any]) -> bool:
    """Whether its keys can be looked at; where not, the shape is at fault and told."""
    to = row.get("to", [])
    texts = [row.get("after"), row.get("ref"), row.get("what")]
    return (all(isinstance(text, str) for text in texts) and isinstance(to, list)
            and all(isinstance(ref, str) for ref in to) and _is_version(str(row["after"]))
            and row["what"] in TARGETS)  # fmt: skip


def _is_version(text: str) -> bool:
    return all(part.isdecimal() for part in text.split("."))


def _one(
    path: str, row: Mapping[str, Any], data: Mapping[str, Any], refs: set[str],
    rows: Sequence[Mapping[str, Any]],
) -> Iterator[Cross]:
    what, ref, to, after = row["what"], row["ref"], row.get("to", []), row["after"]
    version = str(data.get("version", ""))
    whole = len(version_key(after)) <= len(version.split("."))
    if _is_version(version) and not (whole and not stood_so(version, after)):
        yield f"{path}.after", after, (
            f"Name the last version before the change: an earlier one than {version}.")
    least, most = TARGETS[what]
    if not least <= len(to) <= most:
        need = "no refs" if most == 0 else "one ref" if most == 1 else "two refs or more"
        yield f"{path}.to", ", ".join(to), f"Give {need} here: the statement was {what}."
    later = {r["ref"] for r in rows if in_order(r["after"]) > in_order(after)}
    stands = [ref] if what in ("reworded", "new") and not _moves(rows, row) else list(to)
    for target in stands:
        if target not in refs and target not in later:
            yield path, target, (
                "There is no statement with this ref, and no later change tells what became of it.")
    reused = any((r["what"] == "new" and r["ref"] == ref)
                 or (r["after"] == after and ref in r.get("to", [])) for r in rows)  # fmt: skip
    if what in _LEAVES and ref in refs and ref not in to and not reused and ref not in later:
        yield path, ref, (
            "A statement still has this ref. If it is a new one, say so with what = \"new\".")


def _moves(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> bool:
    """Whether a reworded statement was moved as well, so that its ref is the one before."""
    return any(r["what"] == "moved" and (r["after"], r["ref"]) == (row["after"], row["ref"])
               for r in rows)  # fmt: skip


def _twice(rows: Sequence[Mapping[str, Any]]) -> Iterator[Cross]:
    """Refs of which two things are said; a statement may be moved and reworded, and its ref new."""
    said: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["what"] != "new":
            said.setdefault((row["after"], row["ref"]), []).append(row["what"])
    for (after, ref), whats in said.items():
        if len(whats) > 1 and sorted(whats) != ["moved", "reworded"]:
            yield "changes", f"{ref} after {after}", (
                f"Say one thing of it: here it was {' and '.join(whats)}.")
