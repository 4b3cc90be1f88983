"""Returns held against the register: which school on the list each of them is. Pure.

Nothing is joined silently: a school is taken by its URN, or by exactly its name, which is told;
whatever is less sure is put before a person, who decides in the decisions file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sendsheets.layout import COVER
from sendsheets.model import (
    Disposition,
    Listed,
    Problem,
    Reading,
    Register,
    Return,
    School,
    Severity,
)
from sendsheets.returns.choices import one_on_list, same
from sendsheets.returns.known_schools import KnownSchools, known_schools
from sendsheets.returns.questions import LISTED, NOT_LISTED, ON_LIST
from sendsheets.returns.schools import (
    differences,
    is_urn,
    other_ages,
    same_phase,
    same_school_name,
    urns_by_name,
)
from sendsheets.returns.words import fold


@dataclass(frozen=True, slots=True)
class _Known:
    """The register, the URNs that names go with, and which schools their own URN speaks for.

    ``there`` holds the framework and the place in the register of each such return; ``named``
    the returns of one framework and name.
    """

    schools: KnownSchools
    urns: Mapping[str, str]
    there: frozenset[tuple[str, int]]
    named: Mapping[tuple[str, str], Sequence[Return]]
    addresses: Mapping[str, Sequence[Listed]]

    def senders(self, reading: Reading) -> Sequence[Listed]:
        """The schools on the register whose address a file came from."""
        address = reading.origin.address.strip().casefold() if reading.origin else ""
        return self.addresses.get(address, ())


def hold(readings: Sequence[Reading], register: Register) -> tuple[Reading, ...]:
    """Hold the returns against a register, before copies are put together.

    Args:
        readings: one for each file, after a person's decisions on what is in it.
        register: the schools that are asked.

    Returns:
        The readings in the same order. A return whose URN is on the register (or was a school's
        there before), or whose name is exactly one school's, has that school's name, URN and
        phase; all that differs is told. A name that clearly is not that of its URN
        (``listed-name-differs``), is nearly one school's or is that of several
        (``listed-doubtful``) is a query, and the return keeps what it says. One that is not on
        the register at all is told (``listed-not``). One that came from the address of another
        school on the register is a query (``sender-other-school``). What says neither name nor
        URN stays as it is.
    """
    schools = known_schools(register)
    results = [reading.result for reading in readings if reading.result]
    there = frozenset(
        (result.framework, place) for result in results
        for place in schools.by_urn(_own_urn(result))
    )
    named: dict[tuple[str, str], list[Return]] = {}
    for result in results:
        named.setdefault((result.framework, fold(result.school.name)), []).append(result)
    known = _Known(schools, urns_by_name(results), there, named, register.by_address())
    return tuple(_sent(_held(reading, reading.result, known), known) if reading.result else reading
                 for reading in readings)  # fmt: skip


def whose(reading: Reading, schools: KnownSchools) -> int | None:
    """The place in the register of the school that a reading is, after ``hold``.

    None where it is not on the register, or where a person has not decided yet which of its
    schools it is. A return whose name differs from its URN's is that URN's until then.
    """
    result = reading.result
    if result is None or is_no_ones(reading):
        return None
    found = schools.by_urn(_own_urn(result)) or schools.by_name(result.school.name)
    return found[0] if len(found) == 1 else None


def is_doubtful(reading: Reading) -> bool:
    """Whether a person has still to decide which school on the register a return is."""
    return bool(open_doubts(reading))


def open_doubts(reading: Reading) -> tuple[Problem, ...]:
    """The queries about which school on the register a return is."""
    return tuple(p for p in reading.problems
                 if p.code in LISTED and p.severity is Severity.QUERY)  # fmt: skip


def is_no_ones(reading: Reading) -> bool:
    """Whether it is open which school on the register a return is, or decided that it is none."""
    return any(problem.code == "listed-doubtful" or (
        problem.code == "decision-applied" and problem.facts.get("code") in LISTED
        and same(problem.facts.get("decision", ""), NOT_LISTED)) for problem in reading.problems
    )  # fmt: skip


# --- one return ------------------------------------------------------------------------------


def _held(reading: Reading, result: Return, known: _Known) -> Reading:
    name, urn = result.school.name, _own_urn(result)
    borrowed = "" if urn else known.urns.get(fold(name), "")
    found, exact = known.schools.by_urn(urn or borrowed), known.schools.by_name(name)
    if len(found) == 1:
        if borrowed:
            # Another return's URN tells nothing where several schools go by that name.
            rivals = dict.fromkeys([*found, *(exact or known.schools.nearly(name))])
            other = _other(result, known)
            if other or len(rivals) > 1:
                return _asked("listed-doubtful", reading, rivals, known, why=other)
        return _by_urn(reading, result, found[0], urn or borrowed, bool(borrowed), known)
    if not found and len(exact) == 1:
        against = _against(result, exact[0], known)
        if against:
            return _asked("listed-doubtful", reading, exact, known, why=against)
        why = f"the Cover’s URN, {urn}, is not on the list" if urn else "the Cover gives no URN"
        shown = known.schools.register.schools[exact[0]].name
        told = _told("listed-by-name", reading, shown=shown, found=why)
        return _taken(reading, result, exact[0], known, [told])
    likely = found or exact or known.schools.nearly(name)
    if likely:
        why = f", whose URN before was {urn}" if found else ""
        return _asked("listed-doubtful", reading, likely, known, why=why)
    if not name and not urn:
        return reading
    said = " ".join([*([f"“{name}”"] if name else []), *([f"with the URN {urn}"] if urn else [])])
    return _with(reading, [_told("listed-not", reading, found=said, sender=_from(reading, known))])


def _sent(reading: Reading, known: _Known) -> Reading:
    """The reading with a query where it came from another school's address on the register."""
    place, senders = whose(reading, known.schools), known.senders(reading)
    school = known.schools.register.schools[place] if place is not None else None
    if not reading.origin or school is None or school in senders or not senders:
        return reading
    if open_doubts(reading):
        return reading  # which of them it is will be asked, and there the sender is named
    facts = {"found": reading.origin.address, "shown": school.name, "which": _names(senders)}
    return _with(reading, [Problem("sender-other-school", Severity.QUERY, file=reading.file,
                                   facts=facts)])  # fmt: skip


def _from(reading: Reading, known: _Known) -> str:
    """A sentence on the sender, where the address is one on the register."""
    senders = known.senders(reading)
    if not reading.origin or not senders:
        return ""
    return f" It came from {reading.origin.address}, which is the address of " \
           f"{_names(senders)} on the list."  # fmt: skip


_NAMED = 3


def _names(schools: Sequence[Listed]) -> str:
    names = [school.name for school in schools]
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    *most, last = [*names[:_NAMED], *more]
    return f"{', '.join(most)} and {last}" if most else last


def _own_urn(result: Return) -> str:
    """The URN that the Cover gives, empty where it gives none that can be one."""
    return result.school.urn if is_urn(result.school.urn) else ""


def _by_urn(
    reading: Reading, result: Return, place: int, urn: str, borrowed: bool, known: _Known
) -> Reading:
    """A return whose URN is, or was before, one school's on the register."""
    name, school = result.school.name, known.schools.register.schools[place]
    exact = known.schools.by_name(name)
    if name and place not in exact and (exact or not same_school_name(name, school.name)):
        likely = dict.fromkeys([place, *exact, *known.schools.nearly(name)])
        return _asked("listed-name-differs", reading, likely, known, urn=urn, shown=school.name)
    told = []
    if borrowed:
        told.append(_told("listed-by-name", reading, shown=school.name,
                          found="another return of this name gives its URN"))  # fmt: skip
    if school.urn and urn != school.urn:
        told.append(_told("listed-before", reading, found=urn, shown=school.name, urn=school.urn))
    return _taken(reading, result, place, known, told)


def _against(result: Return, place: int, known: _Known) -> str:
    """What speaks against a return of exactly this name being that school, or empty text."""
    school, urn = known.schools.register.schools[place], _own_urn(result)
    phase = result.school.phase
    if urn in known.schools.register.others:
        return (f", but the Cover’s URN, {urn}, is that of another school of this name, which is "
                "not asked")  # fmt: skip
    if urn and school.urn and (result.framework, place) in known.there:
        return f", but the Cover’s URN is {urn}, and another return gives that school’s own"
    named = {_own_urn(other) for other in known.named[result.framework, fold(result.school.name)]}
    if urn and (rivals := named - {"", urn}):
        return (f", but the Cover’s URN is {urn}, and another return of this name gives "
                f"{min(rivals)}")  # fmt: skip
    if other_ages(phase, school.phase):
        return f", but the Cover gives the phase {phase} and the list {school.phase}"
    return _other(result, known)


def _other(result: Return, known: _Known) -> str:
    """What says that another return of the same name is from another school, or empty text."""
    others = known.named[result.framework, fold(result.school.name)]
    said = next((d for other in others if (d := differences(result, other))), "")
    return f", but is perhaps not the same school as {said}" if said else ""


# --- what comes of it ------------------------------------------------------------------------


def _taken(
    reading: Reading, result: Return, place: int, known: _Known, told: list[Problem]
) -> Reading:
    """The return as that of a school on the register, under the register's name."""
    school, own = known.schools.register.schools[place], result.school
    differs = [f"“{own.name}”"] if own.name and fold(own.name) != fold(school.name) else []
    if not same_phase(own.phase, school.phase):
        differs.append(f"the phase {own.phase}, where the list has {school.phase}")
    if differs:
        told.append(_told("listed-shown", reading, found=" and ".join(differs), shown=school.name))
    shown = School(school.name, school.urn or own.urn, school.phase or own.phase)
    return _with(replace(reading, result=replace(result, school=shown)), told)


def _asked(
    code: str, reading: Reading, places: Iterable[int], known: _Known, **facts: str
) -> Reading:
    """The return as it is, with the query which of these schools it is."""
    schools = [known.schools.register.schools[place] for place in places]
    choices = choices_of(schools)
    said = reading.result.school.name if reading.result else ""
    which = " or ".join(key.removeprefix(ON_LIST) for key in choices)
    problem = Problem(code, Severity.QUERY, file=reading.file, sheet=COVER,
                      facts={"found": said, "which": which, "sender": _from(reading, known),
                             **facts, **choices})  # fmt: skip
    return _with(reading, [problem])


def choices_of(schools: Iterable[Listed]) -> dict[str, str]:
    """Facts that put schools before a person: URN, name and phase by the words to choose it."""
    return {f"{ON_LIST}{_choice(s)}": f"{s.urn}\t{s.name}\t{s.phase}" for s in schools}


def choose(words: str, schools: Iterable[Listed]) -> Listed | None:
    """The one of these schools that a person chose, by the words for it or a part of them."""
    by_choice = {_choice(school): school for school in schools}
    return by_choice.get(one_on_list(words, by_choice))


def _choice(s: Listed) -> str:
    """A school as one chooses it: its name and its URN, or what else tells it from others."""
    return f"{s.name} ({s.urn or s.number or s.la or f'row {s.row}'})"


def _told(code: str, reading: Reading, **facts: str) -> Problem:
    return Problem(code, Severity.INFORMATION, file=reading.file, facts=facts)


def _with(reading: Reading, problems: Sequence[Problem]) -> Reading:
    """The reading with more problems, and with the disposition that follows from them."""
    queries = any(problem.severity is Severity.QUERY for problem in problems)
    accepted = reading.disposition is Disposition.ACCEPTED
    disposition = Disposition.QUERY if queries and accepted else reading.disposition
    return replace(reading, disposition=disposition, problems=(*reading.problems, *problems))
