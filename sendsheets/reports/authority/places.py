"""Which school each return is from, and what sort of school that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import pandas as pd

from sendsheets.model import Listed, Return, Season
from sendsheets.reports.authority.facts import Facts, school_keys

PLACES = ("return_no", "key", "school", "urn", "phase", "type", "trust")


def places(returns: Mapping[int, Return], *seasons: Season | None) -> pd.DataFrame:
    """Say of each return which school it is from.

    Args:
        returns: the returns by their numbers.
        seasons: the same returns held against a register, a season for each audit, if any.

    Returns:
        One row a return, in order of their numbers: ``return_no`` (whole number) and the texts
        ``key`` (equal for all returns of one school, and for no others), ``school`` (its name
        without a role), ``urn``, ``phase``, ``type`` and ``trust`` (empty where not known). A
        school has one name, phase and so on: the register's where it is on one, else what the
        first of its returns that says anything says. Type and trust come from a register alone.
    """
    listed = _listed(seasons)
    keys = dict(zip(returns, school_keys(list(returns.values())), strict=True))
    rows = [_row(n, r, keys[n], listed.get(r.file)) for n, r in sorted(returns.items())]
    frame = pd.DataFrame(rows, columns=list(PLACES)).astype(
        {"return_no": "int64"} | dict.fromkeys(PLACES[1:], "str"))
    for name in PLACES[2:]:
        said: dict[str, str] = {}
        for key, value in zip(frame["key"], frame[name], strict=True):
            said[key] = said.get(key) or value
        frame[name] = pd.Series([said[key] for key in frame["key"]], dtype="str")
    return frame


def answering(facts: Facts) -> pd.DataFrame:
    """The ``places`` of the returns that hold any answer and are no strangers."""
    numbered = enumerate(facts.counted, 1)
    return places({n: r.result for n, r in numbered if r.result and n not in facts.left},
                  facts.season)  # fmt: skip


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
