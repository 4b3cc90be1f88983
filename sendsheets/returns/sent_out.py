"""The workbooks that were sent out, each by the school it was made for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from sendsheets.intake.sources import recorded
from sendsheets.model import Completeness, Framework, Listed, Return
from sendsheets.returns.guarded import read_ordinary
from sendsheets.returns.schools import is_urn
from sendsheets.returns.words import fold


def sent_out(
    folder: Path, framework: Framework, schools: Iterable[Listed]
) -> Mapping[str, Path]:
    """Find the workbook that was written for each school, blank and as it was written.

    Args:
        folder: where ``sendsheets generate`` wrote them, with the record that it keeps there.
        framework: the audit.
        schools: those on the register.

    Returns:
        The file by the school's ``key``. A school is left out where there is no such workbook
        or several (one for each role), or where it has been changed since: what somebody has
        typed in may be another's.
    """
    found: dict[str, list[Path]] = {}
    for name, written in sorted(recorded(folder).items()):
        path = folder / name
        if path.name != name or path.suffix != ".xlsx":
            continue
        made = _as_written(path, written, framework)
        if made:
            found.setdefault(_whose(made.school.urn, made.school.name), []).append(path)
    keys = [(school.key, _whose(school.urn, school.name)) for school in schools]
    times = Counter(whose for _, whose in keys)
    return {key: found[whose][0] for key, whose in keys
            if times[whose] == 1 and len(found.get(whose, ())) == 1}  # fmt: skip


def _as_written(path: Path, written: str, framework: Framework) -> Return | None:
    """What a blank workbook that nobody has saved since says of its school."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != written:
        return None
    reading = read_ordinary(path.name, data, {framework.id: framework}, sha256)
    result = reading.result if reading else None
    blank = result is not None and result.completeness is Completeness.NOTHING
    return result if blank else None


def _whose(urn: str, name: str) -> str:
    return urn if is_urn(urn) else fold(name)
