"""What the headings of a table say: which column is which. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from sendsheets import carried, layout, review_layout
from sendsheets.intake.cells import Value, shown
from sendsheets.layout import Column
from sendsheets.returns.known import Known
from sendsheets.returns.words import fold, fold_ours, fold_short

LEAST_HEADINGS = 3
"""Headings of ours that a row must have to be a header row."""

LONGEST_HEADING = 60

NEARLY = 85
"""How alike a heading must be to ours to be read as it, of 100."""

Line = Mapping[int, Value]
"""The filled cells of a row, by column."""


_CALCULATED_HEADINGS = frozenset(
    fold(column.heading) for column in (layout.STRENGTH_ORDER, layout.AREA_ORDER)
)
"""A table with one of these is not a section's, whatever its sheet is called now."""

_LAST = fold(layout.LAST.heading)
_NO_SECTION = frozenset(map(fold, carried.TELLING))
"""Nor is one with one of these headings, which are those of the sheets about last time."""


MOST_HEADERS = 256
"""Header rows that are remembered of a framework."""

Heading = tuple[
    Mapping[str, tuple[int, ...]], Mapping[str, str], Mapping[str, str], Mapping[int, str]
]
"""``columns``, ``other``, ``near`` and ``extra`` of a ``Table``."""


def remembered(line: Line, left: int, right: int, known: Known) -> Heading | None:
    """``_heading``, once for headings that come again on sheet after sheet of every return."""
    if not all(type(value) is str for value in line.values()):
        return _heading(line, left, right, known)  # 1, 1.0 and TRUE would be one key
    key = (*line.items(), left, right)
    made: tuple[Heading | None] | None = known.headers.get(key)
    if made is None:
        made = (_heading(line, left, right, known),)
        if len(known.headers) < MOST_HEADERS:
            known.headers[key] = made
    return made[0]


def _heading(line: Line, left: int, right: int, known: Known) -> Heading | None:
    """What the headings of a table say, if they are those of one that is read."""
    texts = {c: text for c, text in headers(line).items() if left <= c <= right}
    if not _NO_SECTION.isdisjoint(texts.values()) or are_actions(texts.values()):
        return None
    columns, headings = known.columns, known.headings
    needed = {"rating", "second", "ref"}
    if _for_review(texts, known):
        columns, headings = known.review, known.review_headings
        needed = {review_layout.REVIEWER_RATING.key}
    found, other, near = _headings(texts, columns)
    ours = len(headings.intersection(texts.values())) >= LEAST_HEADINGS
    if not ours or needed.isdisjoint(found):
        return None
    last = tuple(column for column, text in texts.items() if text == _LAST)
    if last:
        found[layout.LAST.key] = last
    taken = {column for places in found.values() for column in places}
    words = {c: shown(value).strip() for c, value in line.items() if left <= c <= right}
    extra = {column: text for column, text in words.items() if column not in taken}
    if not _CALCULATED_HEADINGS.isdisjoint(fold(text) for text in extra.values()):
        return None
    return (
        found, {key: words[column] for key, column in other.items()},
        {key: words[column] for key, column in near.items()}, extra,
    )  # fmt: skip


def are_actions(texts: Iterable[str]) -> bool:
    """Whether folded headings are those of Actions so far, though its first was lost."""
    return len(_OF_ACTIONS.intersection(texts)) >= LEAST_HEADINGS


_OF_ACTIONS = frozenset(fold(column.heading) for column in carried.ACTION_COLUMNS[5:])


def headers(line: Line) -> dict[int, str]:
    """The folded texts of a row that are short enough for headings, by column."""
    return {column: fold_short(value) for column, value in sorted(line.items())
            if type(value) is str and len(value) <= LONGEST_HEADING}  # fmt: skip


def _for_review(texts: Mapping[int, str], known: Known) -> bool:
    """Whether a header row is a reviewer's: it has their rating's column and not the school's."""
    rating = next(fold_ours(c.heading) for c in known.columns if c.key == "rating")
    if rating in texts.values():
        return False
    return review_layout.REVIEWER_RATING.key in _headings(texts, known.review)[0]


def _headings(
    header: Mapping[int, str], columns: Sequence[Column]
) -> tuple[dict[str, tuple[int, ...]], dict[str, int], dict[str, int]]:
    """Columns by key: by our own heading, else by one we accept, else by one like ours."""
    found: dict[str, tuple[int, ...]] = {}
    for wanted in columns:
        heading = fold_ours(wanted.heading)
        exact = tuple(c for c, text in header.items() if text == heading)
        if exact:
            found[wanted.key] = exact
    told: tuple[dict[str, int], dict[str, int]] = ({}, {})
    if len(found) == len(columns):
        return found, *told
    taken = {column for places in found.values() for column in places}
    for accept, say in zip((_is_other_heading, _is_near_heading), told, strict=True):
        for wanted in columns:
            if wanted.key in found:
                continue
            fit = [c for c, text in header.items() if c not in taken and accept(text, wanted)]
            if len(fit) == 1:
                found[wanted.key] = (fit[0],)
                say[wanted.key] = fit[0]
                taken.add(fit[0])
    return found, *told


def _is_other_heading(text: str, wanted: Column) -> bool:
    return text in {fold_ours(other) for other in wanted.also}


def _is_near_heading(text: str, wanted: Column) -> bool:
    """Whether a heading is ours with words added, or nearly spelt as ours."""
    heading = fold_ours(wanted.heading)
    if re.search(rf"\b{re.escape(heading)}\b", text):
        return True
    return len(heading) > 4 and fuzz.ratio(text, heading) >= NEARLY
