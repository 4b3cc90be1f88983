"""A framework as lines of plain text, to be read on a screen of any width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sendsheets.model import NOT_APPLICABLE, NOT_APPLICABLE_CODE, Framework, Scale, Statement

LEAST_WIDTH = 40


def shown(framework: Framework, width: int = 80) -> Iterator[str]:
    """Write out a framework, line by line.

    Args:
        framework: what to show.
        width: characters on a line; at least 40 are used.

    Returns:
        Lines without line ends: title, what it is for, ratings, sections and statements.
    """
    width = max(width, LEAST_WIDTH)
    yield from _wrapped(framework.title, width)
    yield from _wrapped(f"Version {framework.version} [{framework.id}]", width)
    yield from _wrapped(framework.purpose, width)
    yield ""
    yield from _hung("For: ", framework.audience, width)
    yield from _hung("Source: ", framework.source.credit, width)
    for text in framework.introduction:
        yield ""
        yield from _wrapped(text, width)
    yield from _ratings(framework, width)
    for section in framework.sections:
        yield from _heading(f"{section.number}. {section.title}", width)
        if section.introduction:
            yield from _wrapped(section.introduction, width)
            yield ""
        for statement in section.statements:
            yield from _hung(f"{statement.ref}  ", _words(statement, framework), width)
    if framework.notes:
        yield from _heading("Notes", width)
        for note in framework.notes:
            yield from _hung("- ", note, width)
    if framework.words:
        yield from _heading("Words of the workbook that are changed", width)
        for ours, said in framework.words:
            yield from _hung("- ", f"{ours}: {said}", width)


def _words(statement: Statement, framework: Framework) -> str:
    marks = [framework.kind_words(statement.kind).label] if framework.has_kinds else []
    marks += ["Statutory"] if statement.statutory else []
    marks += [f"only: {', '.join(statement.settings)}"] if statement.settings else []
    return statement.text + (f" ({'; '.join(marks)})" if marks else "")


def _ratings(framework: Framework, width: int) -> Iterator[str]:
    used: dict[str, tuple[Scale, list[str]]] = {}
    for words in framework.kinds:
        for rating in words.ratings:
            name = f"{words.label}, {rating.heading}" if len(words.ratings) > 1 else words.label
            used.setdefault(rating.scale.id, (rating.scale, []))[1].append(name)
    yield from _heading("Ratings", width)
    for scale, names in used.values():
        if len(used) > 1:
            yield from _wrapped(f"{'; '.join(names)}:", width)
        for level in scale.levels:
            yield from _hung(f"  {level.code:<2}  ", f"{level.label}: {level.meaning}", width)
        if scale.not_applicable:
            yield from _hung(f"  {NOT_APPLICABLE_CODE}  ", NOT_APPLICABLE, width)


def _heading(text: str, width: int) -> Iterator[str]:
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    yield ""
    yield from lines
    yield "-" * max(map(len, lines))


def _wrapped(text: str, width: int) -> Iterator[str]:
    for part in text.splitlines():
        yield from textwrap.wrap(part, width, break_on_hyphens=False)


def _hung(first: str, text: str, width: int) -> Iterator[str]:
    yield from textwrap.wrap(text, width, initial_indent=first, break_on_hyphens=False,
                             subsequent_indent=" " * len(first))  # fmt: skip
