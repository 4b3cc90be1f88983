"""What came in one email with a return, and can be none itself, needs nobody. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sendsheets.intake.container import MARK
from sendsheets.model import Disposition, Problem, Reading, Severity
from sendsheets.returns.words import fold

_NO_RETURN = frozenset({
    "file-pdf", "file-word", "file-html", "file-csv", "file-other", "file-archive",
    "archive-empty", "archive-other", "email-empty", "email-winmail",
})  # fmt: skip
"""Problems of what cannot be a return: documents, pictures, the parts of other emails."""

_DOCUMENTS = frozenset({"file-pdf", "file-word", "file-archive", "archive-other"})
"""Among several schools' returns one of these may be all that another school gave."""


def set_aside(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with what only came along with a return told as that.

    Args:
        readings: one for each file, with its ``origin``, before copies are put together.

    Returns:
        The readings in the same order. Of an email (and of zip archives in it) that held a
        return that could be read, its other attachments that cannot be returns stay
        ``refused``, with the one information ``file-beside``. Where no return came with them
        such files keep their problems, for they may be all that a school sent; so do documents
        among the returns of several schools.
    """
    returns: dict[str, str] = {}
    schools: dict[str, set[str]] = {}
    for reading in readings:
        if reading.origin and _is_return(reading):
            returns.setdefault(reading.origin.message, reading.file)
            name = fold(reading.result.school.name) if reading.result else ""
            schools.setdefault(reading.origin.message, set()).update({name} - {""})
    several = {message for message, names in schools.items() if len(names) > 1}
    return [_aside(reading, returns, several) for reading in readings]


def _is_return(reading: Reading) -> bool:
    """Whether a file was read, now or where the same bytes came first."""
    return bool(reading.result) or reading.disposition is Disposition.DUPLICATE


def _aside(reading: Reading, returns: Mapping[str, str], several: Collection[str]) -> Reading:
    serious = [p for p in reading.problems if p.severity is not Severity.INFORMATION]
    email = _email(reading)
    beside = returns.get(email, "")
    codes = _NO_RETURN - _DOCUMENTS if email in several else _NO_RETURN
    if not beside or reading.result or not serious:
        return reading
    if not all(problem.code in codes for problem in serious):
        return reading
    told = Problem("file-beside", Severity.INFORMATION, file=reading.file,
                   facts={"found": beside.rpartition(MARK)[2]})  # fmt: skip
    kept = [p for p in reading.problems if p.severity is Severity.INFORMATION]
    return replace(reading, problems=(told, *kept))


def _email(reading: Reading) -> str:
    """The email that a file came in; of an email in an email, the outer one."""
    if reading.origin is None:
        return ""
    if reading.origin.message == reading.file:
        return reading.file.rpartition(MARK)[0]
    return reading.origin.message
