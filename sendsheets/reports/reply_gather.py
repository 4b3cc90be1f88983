"""Gathering what there is to tell each school, for all of them at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from sendsheets.analysis import actions as action_list
from sendsheets.analysis import compare, tables
from sendsheets.analysis.answers import asked, given_to
from sendsheets.analysis.training import wanted_levels
from sendsheets.layout import PHASES
from sendsheets.model import (
    Framework,
    Level,
    Reading,
    Response,
    School,
    Section,
    State,
    Statement,
)
from sendsheets.reports.reply_facts import NEARLY, Item, Row, Said, Seen, Voice
from sendsheets.reports.since import changed

_ROLES = ("senco", "headteacher")
"""The roles that speak for a school before others."""

_NAMED = re.compile(r"\bsend?co|head|princip|governor|trustee|special educational needs")
"""Roles that one person holds and answers for. Staff are shown one by one nowhere (decisions.md
27), so where such a role has answered too, theirs are told only as received."""


def see(
    framework: Framework, schools: Sequence[Sequence[Reading]], as_at: date,
    strangers: frozenset[str] = frozenset(),
) -> tuple[Seen, ...]:
    """Gather what there is to tell each school.

    Args:
        framework: the framework that all the returns answer.
        schools: the readings of each school that count and hold answers, at least one a school.
        as_at: the day on which "overdue" is judged.
        strangers: the files of schools that are not on the list of those who were asked.

    Returns:
        One ``Seen`` a school, in the same order. The SENCO's return is compared with other
        schools', else the headteacher's, else the first; only returns answered well enough for a
        whole reply, and of schools that were asked, are compared.
    """
    told = [_shown(readings) for readings in schools]
    ordered = [sorted(readings, key=_rank) for readings, _ in told]
    results = [r.result for readings in ordered for r in readings if r.result]
    known = {framework.id: framework}
    frame = tables.responses(results, known)
    listed = _by_return(action_list.actions(frame, as_at))
    made, number = [], 0
    for readings in ordered:
        made.append(_school(framework, readings, number, listed, as_at))
        number += len(readings)
    made = [
        replace(seen, quiet=quiet,
                stranger=any(voice.reading.file in strangers for voice in seen.voices))
        for seen, (_, quiet) in zip(made, told, strict=True)
    ]  # fmt: skip
    return _compared(made, frame)


def _shown(readings: Sequence[Reading]) -> tuple[list[Reading], tuple[str, ...]]:
    """The readings that are shown one by one, and the roles of the others."""
    own = [r for r in readings if r.counts]
    named = [r for r in own if _is_named(_role(r))] or own
    return named, tuple(sorted(_role(r) for r in readings if r not in named))


def _is_named(role: str) -> bool:
    return not role or bool(_NAMED.search(role.casefold()))


def _role(reading: Reading) -> str:
    return " ".join(reading.result.respondent.role.split()) if reading.result else ""


def _rank(reading: Reading) -> tuple[int, str, str]:
    role = _role(reading).casefold()
    place = next((n for n, known in enumerate(_ROLES) if role.startswith(known)), len(_ROLES))
    return place, role, reading.file


def _school(
    framework: Framework, readings: Sequence[Reading], before: int,
    listed: Mapping[int, list[Row]], as_at: date,
) -> Seen:  # fmt: skip
    voices, said = [], dict[str, list[Said]]()
    places: dict[str, tuple[Section, int, Statement]] = {}
    roles = _roles(readings)
    for n, (reading, role) in enumerate(zip(readings, roles, strict=True), before + 1):
        voice, answers = _voice(n, role, reading, framework, places)
        voices.append(voice)
        for each in answers:
            said.setdefault(each.response.ref, []).append(each)
    items = tuple(
        Item(statement, section, order, tuple(said[ref]))
        for ref, (section, order, statement) in sorted(places.items(), key=lambda p: p[1][1])
    )
    practice = [item for item in items if item.statement.kind.is_scored and item.rated]
    rows = [row for voice in voices for row in listed.get(voice.number, [])]
    rows.sort(key=lambda row: row["_place"])
    return Seen(
        framework, as_at, _of(voices), tuple(voices), items,
        tuple(sorted((i for i in practice if i.strong), key=_proudest)),
        tuple(sorted((i for i in practice if i.low), key=_first)),
        tuple(row for row in rows if row["status"] != action_list.NO_ACTION),
        len({row["ref"] for row in rows if row["status"] == action_list.NO_ACTION}
            - {row["ref"] for row in rows if row["status"] != action_list.NO_ACTION}),
        _speaker(voices), wanted=tuple(i.statement for i in items if _is_wanted(i)),
        since=changed(_speaker(voices).result, framework),
    )  # fmt: skip


def _speaker(voices: Sequence[Voice]) -> Voice:
    return next((voice for voice in voices if voice.share >= NEARLY), voices[0])


def _of(voices: Sequence[Voice]) -> School:
    """The school as its first voice has it, what is blank there from the others."""
    schools = [voice.result.school for voice in voices]
    return School(*(next((getattr(s, name) for s in schools if getattr(s, name)), "")
                    for name in ("name", "urn", "phase")))  # fmt: skip


def _roles(readings: Sequence[Reading]) -> list[str]:
    """The role of each, told apart by number where two are the same."""
    known = [_role(reading) or "Role not given" for reading in readings]
    return [role if known.count(role) == 1 else f"{role} {known[:n + 1].count(role)}"
            for n, role in enumerate(known)]  # fmt: skip


def _voice(
    number: int, role: str, reading: Reading, framework: Framework,
    places: dict[str, tuple[Section, int, Statement]],
) -> tuple[Voice, list[Said]]:  # fmt: skip
    result = reading.result
    assert result is not None
    answers: list[tuple[Response, Level | None]] = []
    states: list[State] = []
    blank: dict[int, tuple[Section, list[str]]] = {}
    unread, gone = [], []
    for section, order, statement, response in asked(result, {framework.id: framework}):
        if response is None:
            continue
        given = given_to(response, statement.main)
        level = None
        if given.state is State.RATED and given.level is not None:
            level = statement.main.scale.level(given.level)
        places.setdefault(statement.ref, (section, order, statement))
        answers.append((response, level))
        if not statement.kind.counts_towards_progress:
            continue
        states.append(given.state)
        if given.state is State.BLANK:
            blank.setdefault(section.number, (section, []))[1].append(statement.ref)
        elif given.state is State.UNRECOGNISED:
            unread.append(response)
        elif given.state is State.MISSING:
            gone.append(statement.ref)
    done = sum(state in (State.RATED, State.NOT_APPLICABLE) for state in states)
    voice = Voice(
        number, role, reading, result, len(states), done,
        sum(bool(response.evidence.strip()) for response, _ in answers),
        tuple(unread), tuple(gone),
        tuple((section, tuple(refs)) for section, refs in blank.values()),
    )  # fmt: skip
    return voice, [Said(voice, response, level) for response, level in answers]


# --- what comes first --------------------------------------------------------------------------


def _proudest(item: Item) -> tuple[int, bool, bool, int]:
    """The highest rated first, then those with words of evidence, then legal duties."""
    return -item.lowest, item.evidence is None, not item.statement.statutory, item.order


def _first(item: Item) -> tuple[bool, int, bool, int]:
    """Legal duties first, then the lowest, then those without an action."""
    return not item.statement.statutory, item.lowest, item.action is not None, item.order


def _is_wanted(item: Item) -> bool:
    """Whether any voice wants training in this."""
    if len(item.statement.ratings) < 2:
        return False
    rating = item.statement.ratings[1]
    levels = wanted_levels(rating.scale)
    return any(given_to(each.response, rating).level in levels for each in item.said)


def _by_return(frame: pd.DataFrame) -> dict[int, list[Row]]:
    """The rows of each return, each with its place in the whole list."""
    wanted = ["return_no", "ref", "kind", "action", "owner", "due", "due_raw", "overdue", "status",
              "role"]  # fmt: skip
    found: dict[int, list[Row]] = {}
    for place, values in enumerate(frame[wanted].itertuples(index=False, name=None)):
        row: dict[str, Any] = dict(zip(wanted, values, strict=True))
        row["due"] = None if pd.isna(row["due"]) else row["due"].date()
        found.setdefault(int(row["return_no"]), []).append({**row, "_place": place})
    return found


# --- beside other schools ----------------------------------------------------------------------

_FAR = 0.25
"""How far from the middle of the group a rating must be to be told of."""

_COMMON, _HALF = 0.75, 0.45
"""Others can learn from what is not common anyway, and lend ideas where about half do well."""

_MOST = 3


def _compared(schools: Sequence[Seen], frame: pd.DataFrame) -> tuple[Seen, ...]:
    """The schools, each with where it stands beside others."""
    phases = {seen.speaks.number: _phase(seen.school.phase) for seen in schools
              if seen.whole and not seen.stranger}  # fmt: skip
    rows = frame[frame["return_no"].isin(phases)]
    sections = _grouped(compare.sections_beside(rows, phases))
    statements = _grouped(compare.statements_beside(rows, phases))
    made = []
    for seen in schools:
        mine = [r for r in statements.get(seen.speaks.number, []) if r["told"]]
        ahead = sorted((r for r in mine if r["strength"] and r["ahead"] >= _FAR
                        and r["strength_share"] < _COMMON),
                       key=lambda row: (-row["ahead"], row["order"]))  # fmt: skip
        behind = sorted((r for r in mine if not r["strength"] and r["ahead"] <= -_FAR
                         and r["strength_share"] >= _HALF),
                        key=lambda row: (row["ahead"], row["order"]))  # fmt: skip
        made.append(replace(
            seen, sections=tuple(sections.get(seen.speaks.number, [])),
            ahead=tuple(ahead[:_MOST]), behind=tuple(behind[:_MOST]),
        ))  # fmt: skip
    return tuple(made)


def _phase(text: str) -> str:
    """A phase as the Cover's list has it; empty where it is none of them."""
    return next((phase for phase in PHASES if phase.casefold() == text.strip().casefold()), "")


def _grouped(frame: pd.DataFrame) -> dict[int, list[Row]]:
    names = [str(name) for name in frame.columns]
    found: dict[int, list[Row]] = {}
    for values in frame.itertuples(index=False, name=None):
        row = dict(zip(names, values, strict=True))
        found.setdefault(int(row["return_no"]), []).append(row)
    return found

