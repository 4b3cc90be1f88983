"""Locked files are opened with the passwords that somebody gives, and read like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sendsheets.intake.guard import Guard
from sendsheets.intake.password import DEFAULT, SECONDS, open_locked
from sendsheets.intake.sources import Source
from sendsheets.model import Framework, Problem, Reading, Severity
from sendsheets.returns.guarded import failed, load, read_safely
from sendsheets.returns.read import refused

Unlock = Callable[[str, int], str | None]
"""Called with a file's name and how many of its passwords were tried; gives the next password
to try, or None where there is none. No password is kept, told or logged here."""


def unlock_all(
    readings: Sequence[Reading], sources: Sequence[Source], frameworks: Mapping[str, Framework],
    guard: Guard, unlock: Unlock | None,
) -> list[Reading]:
    """Open what is locked, each file of the same bytes once.

    Args:
        readings: what was read, one for each source.
        sources: the same files, in the same order.
        frameworks: the frameworks there are, by id.
        guard: opens and reads them.
        unlock: gives the passwords; without it only that is tried which Excel tries itself.

    Returns:
        The readings in the same order. One that was opened keeps the hash of its file as it
        came, and tells that it was opened with a password.
    """
    done: set[str] = set()
    made = list(readings)
    for place, (reading, source) in enumerate(zip(readings, sources, strict=True)):
        if reading.sha256 not in done and _is_locked(reading):
            done.add(reading.sha256)
            made[place] = _opened(reading, source, frameworks, guard, unlock)
    return made


def _is_locked(reading: Reading) -> bool:
    return any(problem.code == "file-password" for problem in reading.problems)


def _opened(
    reading: Reading, source: Source, frameworks: Mapping[str, Framework], guard: Guard,
    unlock: Unlock | None,
) -> Reading:
    data = load(source)
    if isinstance(data, Reading):
        return data
    password: str | None = DEFAULT
    tried = -1  # the first is nobody's
    while password is not None:
        seconds = SECONDS if tried >= 0 else min(SECONDS, 10.0)
        outcome = guard.run(open_locked, data, (password,), seconds=seconds)
        if isinstance(outcome, bytes):
            read = read_safely(source.name, outcome, frameworks, guard)
            return _as_it_came(read, reading.sha256)
        if outcome is not None and tried >= 0:
            return failed(source.name, data, outcome)
        tried += 1
        password = unlock(source.name, tried) if unlock else None
    if not tried:
        return reading
    facts = {"found": str(tried)}
    problem = Problem("file-password-wrong", Severity.ERROR, facts=facts)
    return refused(source.name, reading.sha256, (problem,))


def _as_it_came(reading: Reading, sha256: str) -> Reading:
    """The reading of an opened file under the hash of the locked one."""
    told = Problem("file-unlocked", Severity.INFORMATION, file=reading.file)
    result = replace(reading.result, sha256=sha256) if reading.result else None
    return replace(reading, sha256=sha256, result=result, problems=(told, *reading.problems))
