"""One audit's returns held against the register: who has answered, when, and who has not. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Reading,
    Register,
    Season,
    Severity,
    Standing,
    Timeliness,
)
from sendsheets.returns.known_schools import KnownSchools, known_schools
from sendsheets.returns.listed import whose

_COUNTED = (Disposition.ACCEPTED, Disposition.QUERY)


def season(
    register: Register, batch: Batch, framework: str, deadline: date | None = None
) -> Season:
    """Hold one audit's part of a batch against a register.

    Args:
        register: the schools that are asked.
        batch: everything that went in, read with this register (``batch.gather_batch``).
        framework: the id of the audit. A file that could not be read counts for every audit,
            unless its name begins with the id of another one in the batch.
        deadline: the last day on which a return is on time, if there is one.

    Returns:
        A standing for each school, in the order of the register. A school is outstanding while
        nothing that it sent holds an answer; late only where every copy of its return is known
        to have come after the deadline (the date of the email it came in, else the Cover's);
        ``UNDATED`` where that is not known. Without a deadline what has a date is on time.
    """
    schools = known_schools(register)
    mine: dict[int | None, list[Reading]] = {}
    for reading in batch.readings:
        if _counts(reading, framework):
            mine.setdefault(whose(reading, schools), []).append(reading)
    refused = _refused(batch, framework, schools)
    days = _Days(batch)
    standings = tuple(
        _standing(register, place, mine.get(place, []), refused.get(place, []), days, deadline)
        for place in range(len(register.schools))
    )
    return Season(register, framework, standings, tuple(mine.get(None, [])), deadline)


def _counts(reading: Reading, framework: str) -> bool:
    result = reading.result
    return bool(result and result.framework == framework and reading.disposition in _COUNTED)


def _standing(
    register: Register, place: int, readings: Sequence[Reading], refused: Sequence[Reading],
    days: _Days, deadline: date | None,
) -> Standing:
    answered = [reading for reading in readings
                if reading.result and reading.result.completeness is not Completeness.NOTHING]
    known = [day for reading in answered for day in days.of(reading)]
    came = min((day for day in known if day), default=None)
    timely = Timeliness.OUTSTANDING
    if answered:
        timely = _timeliness(came, None in known, deadline)
    return Standing(register.schools[place], timely, tuple(readings), tuple(refused), came)


def _timeliness(came: date | None, unsure: bool, deadline: date | None) -> Timeliness:
    """Whether what came first on this day was on time; ``unsure`` if a copy has no date."""
    if came is None:
        return Timeliness.UNDATED
    if deadline is None or came <= deadline:
        return Timeliness.ON_TIME
    return Timeliness.UNDATED if unsure else Timeliness.LATE


# --- when a return came ----------------------------------------------------------------------


class _Days:
    """When each return came, by all of its copies."""

    def __init__(self, batch: Batch) -> None:
        self._sent: dict[str, datetime] = {}
        self._copies: dict[str, list[Reading]] = {}
        for reading in batch.readings:
            sent = reading.origin.sent if reading.origin else None
            if sent and reading.sha256:
                first = self._sent.get(reading.sha256, sent)
                self._sent[reading.sha256] = min(first, sent, key=datetime.timestamp)
            for problem in reading.problems:
                if problem.code == "copy-superseded":
                    into = problem.facts.get("found", "")
                    self._copies.setdefault(into, []).append(reading)

    def of(self, reading: Reading) -> Iterator[date | None]:
        """The day of each copy with an answer: that of its email, else the Cover's, else None."""
        for copy in (reading, *self._copies.get(reading.file, ())):
            if copy.result and copy.result.completeness is not Completeness.NOTHING:
                sent = self._sent.get(copy.sha256)
                yield sent.date() if sent else copy.result.completed_on


# --- files that could not be used ------------------------------------------------------------


def _refused(
    batch: Batch, framework: str, schools: KnownSchools
) -> dict[int, list[Reading]]:
    """The files that could not be used, by the place of the school that they seem to be from."""
    register = schools.register
    others = {result.framework for result in batch.returns} - {framework}
    senders = _unique((address, place) for place, school in enumerate(register.schools)
                      for address in _addresses(school.email))
    slugs = _unique((f"-{_slug(school.name)}-", place)
                    for place, school in enumerate(register.schools) if _slug(school.name))
    found: dict[int, list[Reading]] = {}
    for reading in batch.readings:
        if not is_file_problem(reading) or _is_of(reading, others, framework):
            continue
        sender = senders.get(reading.origin.address.strip().casefold()) if reading.origin else None
        seems = {place for place in (sender, _named(reading, schools, slugs)) if place is not None}
        if len(seems) == 1:
            found.setdefault(seems.pop(), []).append(reading)
    return found


def is_file_problem(reading: Reading) -> bool:
    """Whether a file could not be used and is not known to be something else than a return."""
    if reading.disposition is not Disposition.REFUSED:
        return False
    told = [problem.severity for problem in reading.problems]
    return not told or any(severity is not Severity.INFORMATION for severity in told)


def _parts(reading: Reading) -> list[str]:
    """The names that a file goes by, its own first, then those of what it came in."""
    return re.split(r"[/\\]| › ", reading.file)[::-1]


def _is_of(reading: Reading, others: set[str], framework: str) -> bool:
    """Whether a file's name says that it is of another audit."""
    name = _parts(reading)[0].casefold()
    begins = [audit for audit in (*others, framework) if name.startswith(f"{audit}-")]
    return bool(begins) and max(begins, key=len) != framework


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
    reading: Reading, schools: KnownSchools, slugs: Mapping[str, int]
) -> int | None:
    """The one school whose URN, or else whose whole name, stands in the name of a file."""
    for part in _parts(reading):
        urns = {place for urn in re.findall(r"(?<!\d)\d{6}(?!\d)", part)
                if len(schools.by_urn(urn)) == 1 for place in schools.by_urn(urn)}  # fmt: skip
        if len(urns) == 1:
            return urns.pop()
        words = f"-{_slug(part)}-"
        held = [slug for slug in slugs if slug in words]
        # Great Oak Primary School is not Oak Primary School, though its name holds it.
        whole = [slug for slug in held if not any(slug != more and slug in more for more in held)]
        if len(whole) == 1 and not urns:
            return slugs[whole[0]]
    return None


def _slug(text: str) -> str:
    """The words of a text in small letters with hyphens, as in the names of our own files."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
