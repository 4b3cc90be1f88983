"""Files that could not be used: which school on the register each seems to be from. Pure.

What neither its sender nor its name tells, a person may say in the decisions file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sendsheets.model import Disposition, Framework, Problem, Reading, Register, Severity
from sendsheets.returns.applied import settled
from sendsheets.returns.choices import same
from sendsheets.returns.decided import Decisions
from sendsheets.returns.known_schools import KnownSchools, known_schools
from sendsheets.returns.listed import choices_of, choose
from sendsheets.returns.questions import LEAVE_FILE, PLACED, UNPLACED, points


class Places:
    """The schools of a register by what an unusable file may tell of its sender."""

    def __init__(self, schools: KnownSchools) -> None:
        listed = list(enumerate(schools.register.schools))
        self._schools = schools
        self._keys = {school.key: place for place, school in listed}
        self._senders = _unique((address, place) for place, school in listed
                                for address in _addresses(school.email))
        self._slugs: dict[str, set[int]] = {}
        for place, school in listed:
            if slug := _slug(school.name):
                self._slugs.setdefault(f"-{slug}-", set()).add(place)

    def of(self, reading: Reading) -> int | None:
        """The place of the one school that a file is from, or seems to be; else None.

        What a person decided counts; else the sender's address, the URN or the whole name of a
        school in the file's name, where they do not speak for different schools. A name that
        is that of several says that it is one of those.
        """
        for problem in reading.problems:
            if PLACED in problem.facts:
                return self._keys.get(problem.facts[PLACED])
        sender = None
        if reading.origin:
            sender = self._senders.get(reading.origin.address.strip().casefold())
        named = _named(reading, self._schools, self._slugs)
        if sender is not None and (not named or sender in named):
            return sender
        return min(named) if sender is None and len(named) == 1 else None


def place_files(
    readings: Sequence[Reading], register: Register, frameworks: Mapping[str, Framework],
    decisions: Decisions,
) -> list[Reading]:
    """Put before a person which school the files are from that could not be used.

    Args:
        readings: one for each file, before anything is decided.
        register: the schools that are asked.
        frameworks: the frameworks there are, by id.
        decisions: from ``decided.usable``; what could not be used is told there.

    Returns:
        The readings in the same order. A file that nobody can place has the question with its
        error: the schools that its name resembles are choices, and any other may be typed. One
        that is decided stays refused, and counts as a file of that school (``Places.of``).
    """
    schools = known_schools(register)
    places = Places(schools)
    return [
        _placed(reading, schools, frameworks, decisions)
        if is_file_problem(reading) and places.of(reading) is None else reading
        for reading in readings
    ]  # fmt: skip


def _placed(
    reading: Reading, schools: KnownSchools, frameworks: Mapping[str, Framework],
    decisions: Decisions,
) -> Reading:
    told = [p for p in reading.problems if p.severity is not Severity.INFORMATION]
    if not told:
        return reading
    near = [schools.register.schools[n] for n in _resembles(reading, schools)]
    asked = replace(told[0], facts={**told[0].facts, UNPLACED: "yes", **choices_of(near)})
    open_ = _instead(reading, told[0], asked)
    for point in points(open_, asked, frameworks):
        decision = decisions.get(point)
        if decision is None or same(decision.decision, LEAVE_FILE):
            break  # left out with all others
        chosen = choose(decision.decision, near)
        found = [chosen] if chosen else schools.typed(decision.decision)
        if len(found) != 1:
            decisions.refuse(decision, point)
            break
        known = replace(told[0], facts={**told[0].facts, PLACED: found[0].key})
        note = settled(decision, point, found[0].name)
        made = _instead(reading, told[0], known)
        return replace(made, problems=(*made.problems, note))
    return open_


def _instead(reading: Reading, old: Problem, new: Problem) -> Reading:
    return replace(reading, problems=tuple(new if p is old else p for p in reading.problems))


def _resembles(reading: Reading, schools: KnownSchools) -> tuple[int, ...]:
    """The schools that a file's own name resembles."""
    stem = names_of(reading)[0].rpartition(".")[0] or names_of(reading)[0]
    return schools.nearly(" ".join(re.findall(r"[^\W\d_]+", stem)))


def is_file_problem(reading: Reading) -> bool:
    """Whether a file could not be used and is not known to be something else than a return.

    A folder that is empty or is not there is the officer's own, and no school's.
    """
    if reading.disposition is not Disposition.REFUSED:
        return False
    if any(problem.code in ("folder-empty", "file-missing") for problem in reading.problems):
        return False
    told = [problem.severity for problem in reading.problems]
    return not told or any(severity is not Severity.INFORMATION for severity in told)


def is_unplaced(reading: Reading) -> bool:
    """Whether nobody knows, after ``place_files``, which school an unusable file is from."""
    return is_file_problem(reading) and any(UNPLACED in p.facts for p in reading.problems)


def names_of(reading: Reading) -> list[str]:
    """The names that a file goes by, its own first, then those of what it came in."""
    return re.split(r"[/\\]| › ", reading.file)[::-1]


def _addresses(text: str) -> list[str]:
    return re.findall(r"[^\s,;<>]+@[^\s,;<>]+", text.casefold())


def _unique(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The place of each text; none for a text that is several schools'."""
    made: dict[str, int] = {}
    several: set[str] = set()
    for text, place in pairs:
        if made.setdefault(text, place) != place:
            several.add(text)
    return {text: place for text, place in made.items() if text not in several}


def _named(
    reading: Reading, schools: KnownSchools, slugs: Mapping[str, set[int]]
) -> set[int]:
    """The schools whose URN, or else whose whole name, stands in the name of a file.

    What the file's own name says stands before those of the folders that it came in. A number
    that may as well be a day (141126) only tells schools of one name apart.
    """
    for part in names_of(reading):
        urns = {urn: schools.by_urn(urn)[0] for urn in re.findall(r"(?<!\d)\d{6}(?!\d)", part)
                if len(schools.by_urn(urn)) == 1}  # fmt: skip
        sure = {place for urn, place in urns.items() if not _is_day(urn)}
        words = f"-{_slug(part)}-"
        held = [slug for slug in slugs if slug in words]
        # Great Oak Primary School is not Oak Primary School, though its name holds it.
        whole = [slug for slug in held if not any(slug != more and slug in more for more in held)]
        named = {place for slug in whole for place in slugs[slug]}
        if found := sure or named & set(urns.values()) or named:
            return found
    return set()


def _is_day(number: str) -> bool:
    """Whether six figures may be a day, written 141126 or 261114."""
    for written in ("%d%m%y", "%y%m%d"):
        try:
            datetime.strptime(number, written)
        except ValueError:
            continue
        return True
    return False


def _slug(text: str) -> str:
    """The words of a text in small letters with hyphens, as in the names of our own files."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
