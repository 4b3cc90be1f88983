"""What is known of a framework before any workbook is opened, made ready once. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sendsheets import layout, review_layout
from sendsheets.layout import Column
from sendsheets.model import Asked, Framework, Scale, State, Statement
from sendsheets.returns.words import Meanings, fold_ours, fold_ref, live_spellings, meanings


@dataclass(frozen=True, slots=True)
class Known:
    """A framework's refs, texts, headings and spellings, folded as they are compared.

    ``shown`` holds each statement as the workbook shows it, ``texts`` its folded text without the
    statutory mark, ``labels_of`` the short label that our lists show; ``headings`` the folded
    headings of section sheets and of the Peer review sheet, ``drawn`` those of both as we draw
    them. ``exact`` gives, by scale, the state and level of what the dropdown offers; ``levels``
    every spelling of more than one letter; ``top`` are the sentences that stand above the tables
    and ``cover`` those of the Cover around its form; ``labels`` finds the levels' own names;
    ``second`` is the name of the sheet that sums up the second rating, or no text.
    ``headers`` is for ``find`` to remember what it made of a header row, ``captions`` for
    ``calculated`` our words by what is asked, ``glances`` for ``glanced`` what a glance shows of
    sheets that hold these alone.
    """

    framework: Framework
    refs: Mapping[str, Statement]
    shown: Mapping[str, str]
    texts: Mapping[str, str]
    labels_of: Mapping[str, str]
    order: Mapping[str, int]
    sheets: Mapping[int, str]
    columns: tuple[Column, ...]
    review: tuple[Column, ...]
    drawn: frozenset[str]
    headings: frozenset[str]
    review_headings: frozenset[str]
    spelt: Mapping[str, tuple[Meanings, frozenset[str]]]
    exact: Mapping[str, Mapping[str, tuple[State, str | None]]]
    levels: frozenset[str]
    top: frozenset[str]
    cover: frozenset[str]
    labels: re.Pattern[str]
    second: str
    headers: dict[tuple[object, ...], tuple[Any]] = field(default_factory=dict)
    captions: dict[tuple[object, ...], Any] = field(default_factory=dict)
    glances: set[tuple[object, ...]] = field(default_factory=set)


_MADE: dict[int, Known] = {}
_MOST = 64


def known(framework: Framework) -> Known:
    """What is known of a framework; the same object for the same framework."""
    found = _MADE.get(id(framework))
    if found is None or found.framework is not framework:
        if len(_MADE) >= _MOST:
            _MADE.clear()
        found = _MADE[id(framework)] = _made(framework)
    return found


def _made(framework: Framework) -> Known:
    every = framework.statements
    scales = {r.scale.id: r.scale for s in every for r in s.ratings}
    columns = layout.section_columns(framework)
    review = review_layout.peer_review_columns(framework)
    return Known(
        framework,
        {fold_ref(s.ref): s for s in every},
        {s.ref: layout.statement_text(s) for s in every},
        {s.ref: without_mark(fold_ours(s.text)) for s in every},
        {s.ref: fold_ours(s.label) for s in every},
        {s.ref: n for n, s in enumerate(every)},
        {section.number: section.sheet for section in framework.sections},
        columns, review,
        frozenset(column.heading for column in (*columns, *review, layout.LAST)),
        _headings(columns), _headings(review),
        {key: (meanings(scale), live_spellings(scale)) for key, scale in scales.items()},
        {key: _exact(scale) for key, scale in scales.items()},
        frozenset(text for scale in scales.values() for text in meanings(scale) if len(text) > 1),
        frozenset(map(fold_ours, texts_above(framework))),
        frozenset(map(fold_ours, texts_of_cover(framework))), _labels(scales.values()),
        fold_ours(layout.Plan(framework, Asked()).second_sheet or ""),
    )  # fmt: skip


def texts_above(framework: Framework) -> tuple[str, ...]:
    """The sentences and links above the tables of sections and of the Peer review sheet."""
    sections = framework.sections
    texts = [text for section in sections for text in layout.section_top(section)]
    texts += [text for section in sections for text in (section.title, section.introduction or "")]
    texts += [layout.NEXT + section.sheet for section in sections]
    return (
        *texts, layout.BACK_TO_COVER, layout.GO_TO_SUMMARY, layout.PEER_REVIEW,
        *review_layout.REVIEW_PURPOSES, review_layout.SCHOOLS_OWN,
        f"Go to {layout.ENQUIRIES}", layout.NEXT + layout.ACTIONS_SO_FAR,
    )


def texts_of_cover(framework: Framework) -> tuple[str, ...]:
    """What stands on the Cover beside questions, help and answers."""
    return (
        layout.cover_title(framework), review_layout.review_title(framework),
        review_layout.REVIEWER_PURPOSE, review_layout.START_HERE, framework.purpose,
        layout.ABOUT_YOU, layout.READ_GUIDANCE,
        layout.DETAIL, layout.ANSWER, layout.HELP, layout.PROGRESS, *layout.PROGRESS_COLUMNS,
        layout.ALL_SECTIONS, *(layout.numbered(section) for section in framework.sections),
    )  # fmt: skip


LEAST_LABEL = 3


def _labels(scales: Iterable[Scale]) -> re.Pattern[str]:
    """A level's name among other words; names as short as "No" say too little there."""
    labels = {fold_ours(level.label) for scale in scales for level in scale.levels}
    long = sorted((label for label in labels if len(label) >= LEAST_LABEL), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, long)) or '(?!)'})\b")


_STATUS = re.compile(
    r"(?:(?:not started|in progress|complete): )?\d+ of \d+ rated"
    r"(?:\. \d+ (?:to check|missing from this sheet|not applicable: say why|[\w -]{1,26}s left)"
    r"(?:: choose from the list)?)*"
    r"|\d+ agreed, \d+ different(?:, \d+ to check)?|table \d+(?:-\d+)?"
)


def is_status(words: str) -> bool:
    """Whether folded words are a line of the workbook's own that says how much is rated.

    Numbers writes its names of tables ("Table 1") above them.
    """
    return bool(_STATUS.fullmatch(words))


def _headings(columns: tuple[Column, ...]) -> frozenset[str]:
    return frozenset(fold_ours(h) for column in columns for h in (column.heading, *column.also))


def _exact(scale: Scale) -> dict[str, tuple[State, str | None]]:
    """The levels as the dropdown offers them; Not applicable needs a reason and is no part."""
    return {level.label: (State.RATED, level.key) for level in scale.levels}


def without_mark(words: str) -> str:
    """Folded words of a statement without the mark of a legal duty."""
    return words.removesuffix(fold_ours(layout.STATUTORY_MARK)).rstrip()
