"""Every variant there is."""

from __future__ import annotations

from collections.abc import Iterator

from . import (
    columns,
    containers,
    copies,
    cover,
    dates,
    files,
    hostile,
    opendocument,
    ratings,
    rows,
    sheets,
    texts,
)
from .base import Variant

FAMILIES = (
    files, rows, columns, sheets, ratings, dates, texts, cover, hostile, containers, copies,
    opendocument,
)


def every() -> Iterator[Variant]:
    """The variants of all families, in order."""
    for family in FAMILIES:
        yield from family.variants()
