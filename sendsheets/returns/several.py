"""Many files are read: one after the other, or by several processes at once."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from functools import lru_cache, partial

from sendsheets.intake.guard import Guard
from sendsheets.intake.sources import Source
from sendsheets.model import Disposition, Framework, Reading
from sendsheets.returns.guarded import load, read_guarded, read_ordinary, read_safely

POOL_FROM = 400
"""From so many files on, starting processes costs less than they save.

Measured with two processors, CPU time: a return takes 5 ms to read and 0.6 ms to hand over, a
process 0.35 s to start, which is paid back at some 180 files; at 400 a fifth of the time is saved.
"""

CHUNK = 32
CHUNK_BYTES = 4 * 1024 * 1024
"""What one process is given at a time: files, and bytes where it can't fetch them itself."""

MOST_WORKERS = 32

Frameworks = Mapping[str, Framework]
Job = tuple[str, Callable[[], bytes]]
"""A file's name, and how a process gets its bytes."""


def read_all(
    sources: Sequence[Source], frameworks: Frameworks, guard: Guard,
    workers: int | None = None, executor: Executor | None = None,
) -> Iterator[Reading]:
    """Read every source, in their order.

    Args:
        sources: what to read.
        frameworks: the frameworks there are, by id.
        guard: reads what is not ordinary.
        workers: how many processes; as many as the machine has processors where None. Fewer
            files than ``POOL_FROM`` are read in this process, and so is everything where 1.
        executor: any executor to read with, however many the files; it is left open.

    Returns:
        A reading a source. Of files with the same bytes the first is read; for the others it
        may only say that they are ``duplicate``.
    """
    count = min(workers or os.cpu_count() or 1, MOST_WORKERS)
    if executor is not None:
        return _with(executor, sources, frameworks, guard, count)
    if count > 1 and len(sources) >= POOL_FROM:
        return _in_processes(sources, frameworks, guard, count)
    return _one_by_one(sources, frameworks, guard)


def _one_by_one(
    sources: Sequence[Source], frameworks: Frameworks, guard: Guard
) -> Iterator[Reading]:
    seen: set[str] = set()
    for source in sources:
        data = load(source)
        if isinstance(data, Reading):
            yield data
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in seen:
            yield Reading(source.name, sha256, Disposition.DUPLICATE, None)
            continue
        seen.add(sha256)
        yield read_safely(source.name, data, frameworks, guard, sha256)


def _in_processes(
    sources: Sequence[Source], frameworks: Frameworks, guard: Guard, workers: int
) -> Iterator[Reading]:
    """Read with processes of our own, which are gone at the end, also after Ctrl-C."""
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), signal.signal,
        (signal.SIGINT, signal.SIG_IGN),
    )  # fmt: skip
    try:
        yield from _with(pool, sources, frameworks, guard, workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _with(
    executor: Executor, sources: Sequence[Source], frameworks: Frameworks, guard: Guard,
    workers: int,
) -> Iterator[Reading]:
    """Hand out chunks, never many at a time, and take their readings in order."""
    waiting: deque[tuple[list[Source], Future[list[Reading | None]] | None]] = deque()
    broken = False
    packed = pickle.dumps(frameworks)
    for chunk, jobs in _chunks(sources):
        if len(waiting) > workers + 1:
            yield from _taken(*waiting.popleft(), frameworks, guard)
        future = None
        if not broken:
            try:
                future = executor.submit(read_chunk, jobs, packed)
            except (BrokenExecutor, OSError, RuntimeError):
                broken = True
        waiting.append((chunk, future))
    while waiting:
        yield from _taken(*waiting.popleft(), frameworks, guard)


def _chunks(sources: Sequence[Source]) -> Iterator[tuple[list[Source], list[Job]]]:
    chunk: list[Source] = []
    jobs: list[Job] = []
    size = 0
    for source in sources:
        job, carried = _job(source)
        if chunk and (len(chunk) == CHUNK or size + carried > CHUNK_BYTES):
            yield chunk, jobs
            chunk, jobs, size = [], [], 0
        chunk.append(source)
        jobs.append(job)
        size += carried
    if chunk:
        yield chunk, jobs


def _job(source: Source) -> tuple[Job, int]:
    """What a process needs to read a source, and the bytes that have to be carried to it.

    What it can't fetch by itself is fetched here. What is far too large for an ordinary return
    is left for the caller, as is a source with a problem.
    """
    if source.problem is None:
        try:
            pickle.dumps(source.load)
            return (source.name, source.load), 0
        except (pickle.PicklingError, AttributeError, TypeError):
            data = load(source)
        if isinstance(data, bytes) and len(data) <= CHUNK_BYTES:
            return (source.name, partial(bytes, data)), len(data)
    return (source.name, _leave), 0


def _leave() -> bytes:
    """Nothing to fetch here: the caller reads it."""
    raise OSError("left for the caller")


@lru_cache(maxsize=1)
def _unpacked(frameworks: bytes) -> Frameworks:
    """The frameworks, the same objects for every chunk: what is made ready of them is kept."""
    made: Frameworks = pickle.loads(frameworks)
    return made


def read_chunk(jobs: Sequence[Job], packed: bytes) -> list[Reading | None]:
    """Read the ordinary ones of some files. Runs in another process.

    Args:
        jobs: the files.
        packed: the frameworks there are, by id, pickled by the caller.

    Returns:
        A reading a file; None where it has to be read by the caller.
    """
    readings: list[Reading | None] = []
    frameworks = _unpacked(packed)
    for name, fetch in jobs:
        try:
            data = fetch()
        except OSError:
            readings.append(None)  # the caller tries again, and tells
        else:
            readings.append(read_ordinary(name, data, frameworks))
    return readings


def _taken(
    chunk: list[Source], future: Future[list[Reading | None]] | None, frameworks: Frameworks,
    guard: Guard,
) -> Iterator[Reading]:
    """The readings of a chunk. Where its process is gone, each of its files may be the reason."""
    alone = future is None
    readings: list[Reading | None] = [None] * len(chunk)
    if future is not None:
        try:
            readings = future.result()
        except Exception:  # whatever an executor raises: nothing may be lost by it
            alone = True
    for source, reading in zip(chunk, readings, strict=True):
        yield reading or _read_here(source, frameworks, guard, alone)


def _read_here(source: Source, frameworks: Frameworks, guard: Guard, alone: bool) -> Reading:
    data = load(source)
    if isinstance(data, Reading):
        return data
    if alone and guard.works():
        return read_guarded(source.name, data, frameworks, guard)
    return read_safely(source.name, data, frameworks, guard)
