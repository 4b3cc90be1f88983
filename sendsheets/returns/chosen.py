"""Which return of last time is carried over for a school: one, or none, and always told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sendsheets.model import (
    Batch,
    Completeness,
    Listed,
    Problem,
    Reading,
    Register,
    Return,
    Role,
    Season,
    Severity,
)
from sendsheets.returns.known_schools import known_schools
from sendsheets.returns.listed import is_doubtful, whose
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


def of_role(
    readings: Sequence[Reading], role: Role
) -> tuple[list[Reading], list[Problem]]:
    """The readings that speak in a role, and what is told of those that do not.

    What one person said is shown to nobody in another role.
    """
    mine = [reading for reading in readings
            if reading.result and speaks_as(reading.result) is role]
    problems = [
        Problem("previous-other-role", Severity.INFORMATION, file=reading.file,
                facts={"found": _role_words(reading.result), "wanted": role.label})
        for reading in readings if reading.result and reading not in mine
    ]  # fmt: skip
    return mine, problems


def _role_words(result: Return) -> str:
    role = speaks_as(result)
    return role.label if role else result.respondent.role or "no role that it names"


def of_role_on(register: Register, batch: Batch, framework: str, role: Role) -> Chosen:
    """The return of last time of the one person in a role at each school on a register.

    Args:
        register: the schools that are asked.
        batch: last time's files, read with this register.
        framework: the id of the audit.
        role: a role that one person holds. Of a group nothing is carried over: what one teacher
            said is not for another to read.

    Returns:
        Each school in one of three places; a return of this role that is of no school is told.
    """
    schools = known_schools(register)
    held: dict[int | None, list[Reading]] = {}
    every = [] if role.is_group else of_role(of_audit(batch, framework)[0], role)[0]
    for reading in every:
        held.setdefault(whose(reading, schools), []).append(reading)
    made = [(listed, held.get(place, []), False) for place, listed in enumerate(register.schools)]
    return _chosen(made, held.get(None, []))


def of_register(season: Season) -> Chosen:
    """The return of last time of each school on a register.

    Args:
        season: last time's returns of one audit, held against the register.

    Returns:
        Each school in one of three places, and a problem for everything that belongs to none.
    """
    made = [(standing.listed, standing.readings, bool(standing.refused))
            for standing in season.standings]
    return _chosen(made, season.strangers)


def _chosen(
    schools: Iterable[tuple[Listed, Sequence[Reading], bool]], strangers: Sequence[Reading]
) -> Chosen:
    """Each school with what it sent, and whether more came that could not be used."""
    returned: dict[Listed, Return] = {}
    without, unsure = [], []
    problems: list[Problem] = []
    for listed, sent, refused in schools:
        held = [r for r in sent if r.result and has_answers(r.result)]
        open_ones = [reading for reading in held if is_doubtful(reading)]
        result, told = one_of(held) if not open_ones else (None, list(map(_unplaced, open_ones)))
        problems += told
        if result:
            returned[listed] = result
        elif held or refused:
            unsure.append(listed)
        else:
            without.append(listed)
    problems += [_unplaced(r) for r in strangers if r.result and has_answers(r.result)]
    return Chosen(returned, tuple(without), tuple(unsure), tuple(problems))


def _unplaced(reading: Reading) -> Problem:
    result = reading.result
    school = result.school if result else None
    said = " ".join(part for part in (school.name, school.urn) if part) if school else ""
    return Problem("previous-unplaced", Severity.QUERY, file=reading.file,
                   facts={"found": said or "no school that it names"})  # fmt: skip
