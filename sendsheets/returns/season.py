"""One audit's returns held against the register: who has answered, when, and who has not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sendsheets.model import (
    Batch,
    Completeness,
    Reading,
    Register,
    Return,
    Season,
    Standing,
    State,
    Timeliness,
)
from sendsheets.returns.known_schools import known_schools
from sendsheets.returns.listed import whose
from sendsheets.returns.placed import Places, is_file_problem, names_of

__all__ = ["is_file_problem", "season"]



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
        nothing that it sent holds an answer. One that is complete is judged by the day on which
        its copies first held every answer: a later correction changes nothing, and where only a
        part came by the deadline it was completed late. One that is part complete is judged by
        its first answers: late only where every copy is known to have come after the deadline.
        A copy's day is that of the email it came in, else the Cover's; ``UNDATED`` where the
        days do not tell. Without a deadline what has a date is on time.
    """
    schools = known_schools(register)
    mine: dict[int | None, list[Reading]] = {}
    for reading in batch.readings:
        if _counts(reading, framework):
            mine.setdefault(whose(reading, schools), []).append(reading)
    refused = _refused(batch, framework, Places(schools))
    days = _Days(batch)
    standings = tuple(
        _standing(register, place, mine.get(place, []), refused.get(place, []), days, deadline)
        for place in range(len(register.schools))
    )
    return Season(register, framework, standings, tuple(mine.get(None, [])), deadline)


def _counts(reading: Reading, framework: str) -> bool:
    result = reading.result
    return bool(result and result.framework == framework and reading.counted)


def _standing(
    register: Register, place: int, readings: Sequence[Reading], refused: Sequence[Reading],
    days: _Days, deadline: date | None,
) -> Standing:
    answered = [reading for reading in readings
                if reading.result and reading.result.completeness is not Completeness.NOTHING]
    known = [day for reading in answered for day in days.of(reading)]
    came = min((day for day in known if day), default=None)
    whole = [reading for reading in answered
             if reading.result and reading.result.completeness is Completeness.COMPLETE]
    done = min((day for reading in whole if (day := days.completed(reading))), default=None)
    timely = Timeliness.OUTSTANDING
    if answered:
        timely = _timeliness(came, None in known, deadline)
    if whole and timely is Timeliness.ON_TIME and deadline and (done is None or done > deadline):
        timely = Timeliness.COMPLETED_LATE if done else Timeliness.UNDATED
    return Standing(register.schools[place], timely, tuple(readings), tuple(refused), came, done)


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
        return (day for day, _ in self._each(reading))

    def completed(self, reading: Reading) -> date | None:
        """The day on which the copies of a complete return first held every answer.

        None where the copies with a day do not hold them all.
        """
        wanted = _answered(reading.result) if reading.result else set[str]()
        held: set[str] = set()
        dated = [(day, result) for day, result in self._each(reading) if day]
        for day, result in sorted(dated, key=lambda pair: pair[0]):
            held |= _answered(result)
            if wanted <= held:
                return day
        return None

    def _each(self, reading: Reading) -> Iterator[tuple[date | None, Return]]:
        for copy in (reading, *self._copies.get(reading.file, ())):
            if copy.result and copy.result.completeness is not Completeness.NOTHING:
                sent = self._sent.get(copy.sha256)
                yield sent.date() if sent else copy.result.completed_on, copy.result


def _answered(result: Return) -> set[str]:
    """The statements whose main rating is given; open questions count towards nothing."""
    return {r.ref for r in result.responses if r.kind.counts_towards_progress
            and r.main.state in (State.RATED, State.NOT_APPLICABLE)}  # fmt: skip


# --- files that could not be used ------------------------------------------------------------


def _refused(
    batch: Batch, framework: str, places: Places
) -> dict[int, list[Reading]]:
    """The files that could not be used, by the place of the school that they seem to be from."""
    others = {result.framework for result in batch.returns} - {framework}
    found: dict[int, list[Reading]] = {}
    for reading in batch.readings:
        if not is_file_problem(reading) or _is_of(reading, others, framework):
            continue
        place = places.of(reading)
        if place is not None:
            found.setdefault(place, []).append(reading)
    return found


def _is_of(reading: Reading, others: set[str], framework: str) -> bool:
    """Whether a file's name says that it is of another audit."""
    name = names_of(reading)[0].casefold()
    begins = [audit for audit in (*others, framework) if name.startswith(f"{audit}-")]
    return bool(begins) and max(begins, key=len) != framework
