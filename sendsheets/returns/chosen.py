"""Which return of last time is carried over for a school: one, or none, and always told. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendsheets.model import (
    Batch,
    Completeness,
    Listed,
    Problem,
    Reading,
    Return,
    Role,
    Season,
    Severity,
)
from sendsheets.returns.listed import is_doubtful
from sendsheets.returns.voices import speaks_as


@dataclass(frozen=True, slots=True)
class Chosen:
    """Every school on a register and its return of last time.

    ``returned`` are those with one that is carried over, ``without`` those from which nothing is
    known to have come, ``unsure`` those of which something came that cannot be carried over.
    """

    returned: Mapping[Listed, Return]
    without: tuple[Listed, ...]
    unsure: tuple[Listed, ...]
    problems: tuple[Problem, ...]


def has_answers(result: Return) -> bool:
    """Whether there is anything in a return that can be carried over."""
    return result.completeness is not Completeness.NOTHING or bool(result.actions_so_far)


def of_audit(batch: Batch, framework: str) -> tuple[list[Reading], list[Problem]]:
    """The readings of one audit that count and hold answers, and what is told of the others."""
    mine, problems = [], []
    for reading in batch.readings:
        result = reading.result
        if result is None or not reading.stands:
            continue
        if result.framework != framework:
            problems.append(Problem("previous-other-audit", Severity.QUERY, file=reading.file,
                                    facts={"found": result.framework, "wanted": framework}))
        elif not has_answers(result):
            problems.append(Problem("previous-none", Severity.INFORMATION, file=reading.file,
                                    facts={"found": reading.file}))  # fmt: skip
        else:
            mine.append(reading)
    return mine, problems


def one_of(readings: Sequence[Reading]) -> tuple[Return | None, list[Problem]]:
    """The return that is carried over where a school has some: the only one, or the SENCO's.

    A voice beside the school's own return is carried over only where there is none of its own.

    Args:
        readings: those of one school that hold answers.

    Returns:
        The return, or None where there is none or where it would be a guess; what there is to
        tell.
    """
    own = [reading for reading in readings if reading.counts]
    results = [reading.result for reading in own or readings if reading.result]
    if len(results) <= 1:
        return (results[0] if results else None), []
    schools = {(r.school.urn or r.school.name).casefold() for r in results}
    sencos = [r for r in results if speaks_as(r) is Role.SENCO]
    school = results[0].school.name or results[0].file
    name = school if len(schools) == 1 else f"What was given as last time ({len(schools)} schools)"
    files = ", ".join(r.file for r in results)
    if len(schools) == 1 and len(sencos) == 1:
        others = ", ".join(r.file for r in results if r is not sencos[0])
        facts = {"found": name, "taken": sencos[0].file, "files": others}
        return sencos[0], [Problem("previous-role", Severity.INFORMATION, file=sencos[0].file,
                                   facts=facts)]  # fmt: skip
    facts = {"found": name, "count": str(len(results)), "files": files}
    return None, [Problem("previous-several", Severity.QUERY, file=results[0].file, facts=facts)]


def of_register(season: Season) -> Chosen:
    """The return of last time of each school on a register.

    Args:
        season: last time's returns of one audit, held against the register.

    Returns:
        Each school in one of three places, and a problem for everything that belongs to none.
    """
    returned: dict[Listed, Return] = {}
    without, unsure = [], []
    problems: list[Problem] = []
    for standing in season.standings:
        held = [r for r in standing.readings if r.result and has_answers(r.result)]
        open_ones = [reading for reading in held if is_doubtful(reading)]
        result, told = one_of(held) if not open_ones else (None, list(map(_unplaced, open_ones)))
        problems += told
        if result:
            returned[standing.listed] = result
        elif held or standing.refused:
            unsure.append(standing.listed)
        else:
            without.append(standing.listed)
    problems += [_unplaced(r) for r in season.strangers if r.result and has_answers(r.result)]
    return Chosen(returned, tuple(without), tuple(unsure), tuple(problems))


def _unplaced(reading: Reading) -> Problem:
    result = reading.result
    school = result.school if result else None
    said = " ".join(part for part in (school.name, school.urn) if part) if school else ""
    return Problem("previous-unplaced", Severity.QUERY, file=reading.file,
                   facts={"found": said or "no school that it names"})  # fmt: skip
