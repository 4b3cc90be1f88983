"""Many files become one batch: nothing lost, nothing counted twice, one bad file harmless."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sendsheets.intake.sources import Source
from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Framework,
    Problem,
    Reading,
    Severity,
)
from sendsheets.returns.copies import merge_copies
from sendsheets.returns.read import read_return, refused

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all files."""


def gather_batch(
    sources: Sequence[Source], frameworks: Mapping[str, Framework],
    progress: Progress | None = None,
) -> Batch:
    """Read every source, and settle which of several copies counts.

    Args:
        sources: what to read, from ``intake.sources.gather``.
        frameworks: the frameworks there are, by id.
        progress: called after each file.

    Returns:
        One reading for each source, in order of name. Files of exactly the same bytes are
        read once, and the first counts; where nothing in them can count (they are refused, or
        nothing is answered) each keeps its own problem, for nothing says that one school sent
        both. Copies from one school and role are merged (decisions.md 9).
    """
    readings: list[Reading] = []
    first: dict[str, Reading] = {}
    ordered = sorted(sources, key=lambda source: source.name)
    for number, source in enumerate(ordered, 1):
        readings.append(_read_one(source, frameworks, first))
        if progress:
            progress(number, len(ordered))
    return Batch(merge_copies(readings, frameworks))


def _read_one(
    source: Source, frameworks: Mapping[str, Framework], first: dict[str, Reading]
) -> Reading:
    if source.problem:
        return refused(source.name, "", (source.problem,))
    try:
        data = source.load()
    except OSError as error:
        return _unreadable(source.name, "", error.strerror or "it could not be opened")
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 not in first:
        first[sha256] = read_safely(source.name, data, frameworks)
        return first[sha256]
    same = first[sha256]
    if same.result is None or same.result.completeness is Completeness.NOTHING:
        return _again(same, source.name)
    problem = Problem("file-duplicate", Severity.INFORMATION, file=source.name,
                      facts={"found": same.file})  # fmt: skip
    return Reading(source.name, sha256, Disposition.DUPLICATE, None, (problem,))


def _again(same: Reading, name: str) -> Reading:
    """The reading of a file of the same bytes under its own name."""
    result = replace(same.result, file=name) if same.result else None
    problems = tuple(replace(problem, file=name) for problem in same.problems)
    return replace(same, file=name, result=result, problems=problems)


def read_safely(name: str, data: bytes, frameworks: Mapping[str, Framework]) -> Reading:
    """``read_return``, with whatever nobody foresaw told as a problem of this one file."""
    try:
        return read_return(name, data, frameworks)
    except Exception as error:
        sha256 = hashlib.sha256(data).hexdigest()
        return _unreadable(name, sha256, f"something unforeseen ({type(error).__name__})")


def _unreadable(name: str, sha256: str, reason: str) -> Reading:
    problem = Problem("file-unreadable", Severity.ERROR, facts={"found": reason})
    return refused(name, sha256, (replace(problem, file=name),))
