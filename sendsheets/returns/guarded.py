"""One file is read, whatever it is: here where it is ordinary, in a guarded process where not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from sendsheets.intake.guard import Costly, Died, Failure, Guard, NoWorker, Raised
from sendsheets.intake.package import Abnormal
from sendsheets.intake.sources import Source
from sendsheets.model import Framework, Problem, Reading, Severity
from sendsheets.returns.read import read_return, refused


def load(source: Source) -> bytes | Reading:
    """A source's bytes, or the reading that says why there are none."""
    if source.problem:
        return refused(source.name, "", (source.problem,))
    try:
        return source.load()
    except OSError as error:
        return unreadable(source.name, "", error.strerror or "it could not be opened")


def read_ordinary(
    name: str, data: bytes, frameworks: Mapping[str, Framework], sha256: str = ""
) -> Reading | None:  # fmt: skip
    """Read a file in this process, where nothing in it can cost much.

    Args:
        name: what it is called.
        data: its bytes.
        frameworks: the frameworks there are, by id.
        sha256: the hash of the bytes, where it is known already.

    Returns:
        The reading; None where the file is to be read in a guarded process. Whatever nobody
        foresaw is told as a problem of this one file.
    """
    try:
        return read_return(name, data, frameworks, careful=True, sha256=sha256)
    except Abnormal:
        return None
    except Exception as error:
        return unreadable(name, _hash(data), _unforeseen(type(error).__name__))


def read_guarded(
    name: str, data: bytes, frameworks: Mapping[str, Framework], guard: Guard
) -> Reading:
    """Read any file in a guarded process; one that costs too much is refused."""
    outcome = guard.run(read_return, name, data, frameworks)
    return outcome if isinstance(outcome, Reading) else failed(name, data, outcome)


def read_safely(
    name: str, data: bytes, frameworks: Mapping[str, Framework], guard: Guard,
    sha256: str = "",
) -> Reading:
    """Read any file: here where it is ordinary, in a guarded process where it is not."""
    return (read_ordinary(name, data, frameworks, sha256)
            or read_guarded(name, data, frameworks, guard))  # fmt: skip


def failed(name: str, data: bytes, outcome: Failure) -> Reading:
    """The reading of a file of which the guarded process gave none."""
    if isinstance(outcome, Costly):
        problem = Problem("file-costly", Severity.ERROR, facts={"found": outcome.limit})
        return refused(name, _hash(data), (problem,))
    if isinstance(outcome, Died):
        facts = {"found": f"reading it came to no end ({outcome.reason})"}
        return refused(name, _hash(data), (Problem("file-damaged", Severity.ERROR, facts=facts),))
    if isinstance(outcome, Raised):
        return unreadable(name, _hash(data), _unforeseen(outcome.kind))
    assert isinstance(outcome, NoWorker)
    reason = "it has to be read in a process of its own, and none could be started"
    return unreadable(name, _hash(data), reason)


def unreadable(name: str, sha256: str, reason: str) -> Reading:
    """The reading of a file that could not be opened or read."""
    problem = Problem("file-unreadable", Severity.ERROR, facts={"found": reason})
    return refused(name, sha256, (replace(problem, file=name),))


def _unforeseen(kind: str) -> str:
    # The words of an exception may hold a school's, so only its kind is told.
    return f"something unforeseen ({kind})"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
