"""Returns of one school's name and one person under two URNs: perhaps one is mistyped. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sendsheets.layout import COVER
from sendsheets.model import Disposition, Problem, Reading, Severity
from sendsheets.returns.schools import is_urn
from sendsheets.returns.words import fold


def twins(readings: Sequence[Reading]) -> list[Reading]:
    """Ask about returns that share all but the URN: they would count as two schools.

    Args:
        readings: one for each file, before copies are put together.

    Returns:
        The readings in the same order, each with a query where another of the same framework
        has the same school name, phase, role and person, and another URN.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, reading in enumerate(readings):
        result = reading.result
        if result and is_urn(result.school.urn):
            who = (result.school.name, result.respondent.name, result.respondent.role,
                   result.school.phase)  # fmt: skip
            key = (result.framework, *map(fold, who))
            if key[1] and key[2]:
                groups.setdefault(key, []).append(place)
    made = list(readings)
    for places in groups.values():
        for place in places:
            other = next((n for n in places if _urn(readings[n]) != _urn(readings[place])), None)
            if other is not None:
                made[place] = _asked(readings[place], readings[other])
    return made


def _urn(reading: Reading) -> str:
    return reading.result.school.urn if reading.result else ""


def _asked(reading: Reading, other: Reading) -> Reading:
    problem = Problem("urn-differs", Severity.QUERY, file=reading.file, sheet=COVER, facts={
        "found": _urn(reading), "urn": _urn(other), "other": other.file})  # fmt: skip
    kept = reading.disposition in (Disposition.ACCEPTED, Disposition.QUERY)
    return replace(
        reading, problems=(*reading.problems, problem),
        disposition=Disposition.QUERY if kept else reading.disposition,
    )  # fmt: skip
