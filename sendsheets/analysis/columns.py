"""Frames made of declared columns: what each is called, its type, where its values come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd

Row = TypeVar("Row")
Part = TypeVar("Part")

TEXT, WHOLE, PLACE, SHARE, FLAG = "str", "int64", "Int64", "float64", "bool"
DAY, FACTS = "datetime64[s]", "object"

Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a frame: its name, its type, and where a row's value comes from.

    ``shared`` gives the part of a row that alone decides the value, where many rows hold the
    very same one: the value is then worked out once for each part.
    """

    name: str
    dtype: str
    value: Callable[[Row], object]
    shared: Callable[[Row], object] | None = None


def of(column: Column[Part], part: Callable[[Row], Part]) -> Column[Row]:
    """The same column where a row holds what the column is about as a part."""
    return Column(column.name, column.dtype, lambda row: column.value(part(row)))


def frame(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> pd.DataFrame:
    """Make one frame from whole columns: a frame a return would be many times slower."""
    made: dict[str, pd.Series[Any]] = {}
    known: dict[object, tuple[list[Row], Places]] = {}
    for column in columns:
        if column.shared is None:
            made[column.name] = _series([column.value(row) for row in rows], column.dtype)
            continue
        if column.shared not in known:
            known[column.shared] = _numbered(rows, column.shared)
        firsts, numbers = known[column.shared]
        values = _series([column.value(row) for row in firsts], column.dtype)
        made[column.name] = pd.Series(values.array.take(numbers))
    return pd.DataFrame(made)


def _numbered(
    rows: Sequence[Row], part: Callable[[Row], object]
) -> tuple[list[Row], Places]:
    """The first row that holds each part, and for every row which of those has its part."""
    firsts: dict[int, Row] = {}
    place: dict[int, int] = {}
    numbers: list[int] = []
    for row in rows:
        which = id(part(row))
        if which not in place:
            place[which] = len(place)
            firsts[which] = row
        numbers.append(place[which])
    return list(firsts.values()), np.array(numbers, dtype=np.int64)


def _series(values: list[Any], dtype: str) -> pd.Series[Any]:
    if dtype == DAY:
        # Seconds, not nanoseconds: a due date typed as 2999 must not overflow.
        days: list[date | None] = values
        return pd.Series(np.array(days, dtype=DAY))
    return pd.Series(values, dtype=dtype)
