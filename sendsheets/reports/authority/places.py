"""Which school each return is from, and what sort of school that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import pandas as pd

from sendsheets.model import Listed, Reading, Return, Season
from sendsheets.reports.authority.facts import Facts, school_keys
from sendsheets.reports.standings import is_undecided, stands_alone

PLACES = ("return_no", "key", "school", "urn", "phase", "type", "trust")


def places(readings: Mapping[int, Reading], *seasons: Season | None) -> pd.DataFrame:
    """Say of each return which school it is from.

    Args:
        readings: the readings of the returns by their numbers.
        seasons: the same returns held against a register, a season for each audit, if any.

    Returns:
        One row a return, in order of their numbers: ``return_no`` (whole number) and the texts
        ``key`` (equal for all returns of one school, and for no others), ``school`` (its name
        without a role), ``urn``, ``phase``, ``type`` and ``trust`` (empty where not known); then
        ``undecided`` (bool): a person has still to say whose it is. A school has one name, phase
        and so on: the register's where it is on one, else what the first of its returns that says
        anything says. Type and trust come from a register alone.
    """
    listed = _listed(seasons)
    returns = {n: r.result for n, r in readings.items() if r.result}
    alone = frozenset(r.file for r in readings.values() if stands_alone(r))
    keys = dict(zip(returns, school_keys(list(returns.values()), alone, *seasons), strict=True))
    rows = [_row(n, r, keys[n], listed.get(r.file)) for n, r in sorted(returns.items())]
    frame = pd.DataFrame(rows, columns=list(PLACES)).astype(
        {"return_no": "int64"} | dict.fromkeys(PLACES[1:], "str"))
    open_ones = {n for n, reading in readings.items() if is_undecided(reading)}
    frame["undecided"] = frame["return_no"].isin(open_ones)
    for name in PLACES[2:]:
        said: dict[str, str] = {}
        for key, value in zip(frame["key"], frame[name], strict=True):
            said[key] = said.get(key) or value
        frame[name] = pd.Series([said[key] for key in frame["key"]], dtype="str")
    return frame


def answering(facts: Facts) -> pd.DataFrame:
    """The ``places`` of the returns that hold any answer and are no strangers."""
    numbered = enumerate(facts.counted, 1)
    return places({n: r for n, r in numbered if n not in facts.left}, facts.season)


def _listed(seasons: Iterable[Season | None]) -> dict[str, Listed]:
    """The school on the register by the file that came from it."""
    return {
        reading.file: standing.listed
        for season in seasons if season
        for standing in season.standings
        for reading in standing.readings
    }  # fmt: skip


def _row(number: int, result: Return, key: str, listed: Listed | None) -> tuple[object, ...]:
    school = result.school
    name = school.name or PurePosixPath(result.file.replace("\\", "/")).stem
    if not listed:
        return number, key, name, school.urn, school.phase, "", ""
    return (number, listed.key, listed.name, listed.urn or school.urn,
            listed.phase or school.phase, listed.type, listed.trust)  # fmt: skip
