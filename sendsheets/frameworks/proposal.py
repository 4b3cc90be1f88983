"""The table of changes that carrying forward needs, as text to paste. Nothing in it is a guess.

What rests on identical words, or on a ref that has nothing alike on the other side, stands ready.
Whatever is only alike is written with a # before each line, its likeness above it: it counts for
nothing until a person takes the # away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sendsheets.frameworks.differences import Comparison, Difference, What

Parts = Mapping[str, Sequence[str]]
"""Statements of one side alone, each with what may be parts of it on the other."""

_HOW = (
    "# Lines without # are certain: the words are the same, or there is nothing alike.",
    "# Of the others read both texts. Where it is so, take the # away; delete those that are not.",
)


def proposal(comparison: Comparison) -> str:
    """Write the table of changes from one version to the next.

    Args:
        comparison: the two versions, of one framework.

    Returns:
        TOML for the new file, to stand above its sections; empty where nothing changed.
    """
    after = comparison.old.version
    gone = {d.before.ref: d.parts for d in comparison.statements if d.before and not d.after}
    fresh = {d.after.ref: d.parts for d in comparison.statements if d.after and not d.before}
    rows = [line for each in comparison.statements for line in _rows(each, after, gone, fresh)]
    if not rows:
        return ""
    head = [f"# Changes from version {after} to {comparison.new.version} of {comparison.new.id},",
            "# proposed by: sendsheets frameworks diff", *_HOW]  # fmt: skip
    return "\n".join([*head, *rows]) + "\n"


def _rows(each: Difference, after: str, gone: Parts, fresh: Parts) -> Iterator[str]:
    old = each.before.ref if each.before else ""
    new = each.after.ref if each.after else ""
    if each.what is What.MOVED:
        yield from _row(after, old, "moved", (new,))
    elif each.what is What.ADDED and not each.parts:
        yield from _row(after, new, "new")
    elif each.what is What.REMOVED and not each.parts:
        yield from _row(after, old, "removed")
    elif each.what is What.REWORDED:
        yield from _asked(each, f"{old} reworded, if it means the same")
        yield from _doubtful(_row(after, old, "reworded"))
    elif each.what is What.MOVED_REWORDED:
        yield from _asked(each, f"{old} moved to {new} and reworded, if it means the same")
        yield from _doubtful(_row(after, old, "moved", (new,)))
        yield from _doubtful(_row(after, old, "reworded"))
        yield from _asked(None, f"or {old} removed and {new} new, if it does not")
        yield from _replaced(after, old, new)
    elif each.what is What.MEANING:
        yield from _asked(each, f"{old} removed and its ref given to a new statement")
        yield from _replaced(after, old, new)
        yield from _asked(None, f"or {old} reworded, if it means the same after all")
        yield from _doubtful(_row(after, old, "reworded"))
    elif each.what is What.ADDED and not _told(new, each.parts, gone):
        yield from _merged(each, after, new, gone)
    elif each.what is What.REMOVED and not (len(each.parts) == 1 and old in fresh.get(
            each.parts[0], ())):
        yield from _split(each, after, old, fresh)


def _told(ref: str, parts: Sequence[str], gone: Parts) -> bool:
    """Whether an added statement is told where the one it is part of is said to be split."""
    return len(parts) == 1 and len(gone.get(parts[0], ())) > 1 and ref in gone[parts[0]]


def _replaced(after: str, old: str, new: str) -> Iterator[str]:
    yield from _doubtful(_row(after, old, "removed"))
    yield from _doubtful(_row(after, new, "new"))


def _merged(each: Difference, after: str, new: str, gone: Collection[str]) -> Iterator[str]:
    refs = ", ".join(each.parts)
    yield from _asked(each, f"{new} new, or made from {refs}: much of its words stands there")
    yield from _doubtful(_row(after, new, "new"))
    for ref in each.parts:
        if ref in gone:
            yield from _doubtful(_row(after, ref, "removed"))
    if len(each.parts) > 1:
        yield from _asked(None, f"or {refs} merged into {new}")
        for ref in each.parts:
            yield from _doubtful(_row(after, ref, "merged", (new,)))
    else:
        yield from _asked(None, f"or {refs} split, into {new} and others: complete the list")
        yield from _doubtful(_row(after, each.parts[0], "split", (new,)))


def _split(each: Difference, after: str, old: str, fresh: Collection[str]) -> Iterator[str]:
    refs = ", ".join(each.parts)
    yield from _asked(each, f"{old} removed, or part of {refs}: much of its words stands there")
    yield from _doubtful(_row(after, old, "removed"))
    for ref in each.parts:
        if ref in fresh:
            yield from _doubtful(_row(after, ref, "new"))
    if len(each.parts) > 1:
        yield from _asked(None, f"or {old} split into {refs}")
        yield from _doubtful(_row(after, old, "split", each.parts))
    else:
        yield from _asked(None, f"or {old} merged into {refs}")
        yield from _doubtful(_row(after, old, "merged", each.parts))


def _asked(each: Difference | None, words: str) -> Iterator[str]:
    yield ""
    like = f" (likeness {each.likeness} of 100)" if each and each.likeness is not None else ""
    yield f"# ? {words}{like}"


def _row(after: str, ref: str, what: str, to: Sequence[str] = ()) -> list[str]:
    made = ["", "[[changes]]", f'after = "{after}"', f'ref = "{ref}"', f'what = "{what}"']
    return made + (["to = [" + ", ".join(f'"{r}"' for r in to) + "]"] if to else [])


def _doubtful(row: Sequence[str]) -> Iterator[str]:
    return (f"# {line}" for line in row if line)
