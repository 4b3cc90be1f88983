"""Many files become one batch: nothing lost, nothing counted twice, one bad file harmless."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace

from sendsheets.intake.guard import Guard
from sendsheets.intake.message import origin_problem
from sendsheets.intake.sources import Source
from sendsheets.model import (
    Batch,
    Completeness,
    Decision,
    Disposition,
    Framework,
    Problem,
    Reading,
    Register,
    Severity,
)
from sendsheets.returns.as_sent import left_out_as_sent
from sendsheets.returns.attached import set_aside
from sendsheets.returns.decisions import settle
from sendsheets.returns.locked import Unlock, unlock_all
from sendsheets.returns.several import read_all

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all files."""


def gather_batch(
    sources: Sequence[Source], frameworks: Mapping[str, Framework],
    progress: Progress | None = None, unlock: Unlock | None = None, workers: int | None = None,
    decisions: Iterable[Decision] = (), executor: Executor | None = None,
    register: Register | None = None,
) -> Batch:
    """Read every source, and settle which of several copies counts.

    Args:
        sources: what to read, from ``intake.sources.gather``.
        frameworks: the frameworks there are, by id.
        progress: called after each file.
        unlock: gives passwords for locked files (see ``locked.Unlock``); asked only when every
            other file has been read.
        workers: how many processes read where the files are many (``several.read_all``). A
            script that calls this for so many must be one that can be imported (``if __name__
            == "__main__"``), or say 1.
        decisions: what a person decided, from the decisions file.
        executor: any ``concurrent.futures`` executor to read with instead.
        register: the schools that are asked, against which the returns are held
            (``listed.hold``).

    Returns:
        One reading for each source, in order of name. Files of exactly the same bytes are
        read once, and the first counts; where nothing in them can count (they are refused, or
        nothing is answered) each keeps its own problem, for nothing says that one school sent
        both. Blank workbooks as we wrote them are no returns (``as_sent``). What came in one
        email with a return and can be none itself needs nobody (``attached.set_aside``). Copies
        from one school and role are merged (decisions.md 9).
    """
    ordered = sorted(sources, key=lambda source: source.name)
    readings: list[Reading] = []
    with Guard() as guard, seldom_collected():
        for reading in read_all(ordered, frameworks, guard, workers, executor):
            readings.append(reading)
            if progress:
                progress(len(readings), len(ordered))
        readings = unlock_all(readings, ordered, frameworks, guard, unlock)
    readings = left_out_as_sent(_once(readings), ordered)
    readings = [_with_origin(reading, source)
                for reading, source in zip(readings, ordered, strict=True)]  # fmt: skip
    settled, problems = settle(set_aside(readings), frameworks, decisions, register)
    return Batch(settled, problems)


_OFTEN = (20_000, 20, 20)
"""Python looks for circles of garbage after so many new objects, and so on. Readings and cells hold
none and are all kept: looking through them again and again costs a twentieth of the time."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for circles of garbage less often than Python does unasked."""
    before = gc.get_threshold()
    gc.set_threshold(*(max(pair) if before[0] else 0 for pair in zip(before, _OFTEN, strict=True)))
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _once(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with each file of the same bytes counted once."""
    first: dict[str, Reading] = {}
    counted: list[Reading] = []
    for reading in readings:
        same = first.setdefault(reading.sha256, reading) if reading.sha256 else reading
        counted.append(reading if same is reading else _again(same, reading.file))
    return counted


def _again(same: Reading, name: str) -> Reading:
    """The reading of a file of the same bytes under its own name."""
    if same.result is None or same.result.completeness is Completeness.NOTHING:
        result = replace(same.result, file=name) if same.result else None
        problems = tuple(replace(problem, file=name) for problem in same.problems)
        return replace(same, file=name, result=result, problems=problems)
    problem = Problem("file-duplicate", Severity.INFORMATION, file=name,
                      facts={"found": same.file})  # fmt: skip
    return Reading(name, same.sha256, Disposition.DUPLICATE, None, (problem,))


def _with_origin(reading: Reading, source: Source) -> Reading:
    """The reading with the email that its file came in."""
    if source.origin is None:
        return reading
    if source.origin.message == source.name:  # it is the email itself that cannot be used
        return replace(reading, origin=source.origin)
    told = replace(origin_problem(source.origin), file=reading.file)
    return replace(reading, origin=source.origin, problems=(*reading.problems, told))
