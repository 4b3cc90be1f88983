"""A name for each return that no other return has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

import pandas as pd


def voice_names(returns: pd.DataFrame) -> dict[int, str]:
    """Name every return by its school, and say more where that is not enough.

    Only returns of one framework need to be told apart.

    Schools that share a name are told apart by URN; several returns of one school by the role of
    whoever answered, and if that is not enough by file: "Oak Primary School (Headteacher)".

    Args:
        returns: one row a return, or many: the columns ``return_no``, ``school``, ``urn``,
            ``role``, ``framework`` and ``file`` are used.

    Returns:
        The name by ``return_no``; no two of a framework are equal, whatever their capitals.
    """
    rows = returns.drop_duplicates("return_no").to_dict("records")
    said: list[list[str]] = [[] for _ in rows]
    facts: tuple[tuple[str, ...], ...] = (
        tuple(f"URN {row['urn']}" if row["urn"] else "" for row in rows),
        tuple(str(row["role"]) for row in rows),
        tuple(_stem(str(row["file"])) for row in rows),
        tuple(f"return {row['return_no']}" for row in rows),
    )
    for fact in facts:
        names = [
            f"{row['framework']}: {_name(str(row['school']), more)}"
            for row, more in zip(rows, said, strict=True)
        ]
        for n in _alike(names, fact):
            said[n].append(fact[n])
    return {
        int(row["return_no"]): _name(str(row["school"]), more)
        for row, more in zip(rows, said, strict=True)
    }


def _alike(names: Sequence[str], fact: Sequence[str]) -> list[int]:
    """Which have another's name but differ in this fact, and can say it."""
    folded = [name.casefold() for name in names]
    told: dict[str, set[str]] = {}
    for name, said in zip(folded, fact, strict=True):
        told.setdefault(name, set()).update([said] if said else [])
    count = Counter(folded)
    return [
        n for n, name in enumerate(folded)
        if count[name] > 1 and fact[n] and (len(told[name]) > 1 or _some_silent(name, folded, fact))
    ]  # fmt: skip


def _some_silent(name: str, names: Sequence[str], fact: Sequence[str]) -> bool:
    """Whether a return of this name does not say the fact, unless the fact is its URN."""
    return not fact[0].startswith("URN ") and any(
        other == name and not said for other, said in zip(names, fact, strict=True)
    )


def _name(school: str, more: Sequence[str]) -> str:
    return f"{school} ({', '.join(more)})" if more else school


def _stem(file: str) -> str:
    return PurePosixPath(file.replace("\\", "/")).stem
