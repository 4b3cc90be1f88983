"""Everything the consolidated workbook shows, counted once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sendsheets.analysis import actions, summary, tables
from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Framework,
    Kind,
    Reading,
    Return,
    Scale,
    Season,
    Section,
    State,
)
from sendsheets.reports.names import voice_names
from sendsheets.reports.standings import doubted

MISSING_CODE = "×"
"""Stands on the Heat map where a statement's row is gone from the return."""

FEW = 5
"""With fewer returns than this, averages identify schools (workbook.md 15)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in one consolidated workbook.

    ``batch`` is the framework's part of what went in.
    ``blank`` are the numbers of the returns in which nothing was answered: they stand in
    ``schools`` alone, so that no count, share or list holds them.
    ``names`` is the name of each return by its number, in every frame's ``school`` column too;
    ``said`` is what the return itself calls its school, as others of the school may too.
    ``refs`` are the practice statements that anyone was asked, in the framework's order,
    ``sections`` the sections that have any; ``extra`` says whether any cell of the Heat map is
    ``missing`` (its row is gone) or ``not_asked`` (while others were). ``season`` holds the
    returns against a register, where there is one; ``strangers`` are the numbers of the returns
    from schools that are not on it, which are in no count either (see ``strangers``).
    """

    framework: Framework
    batch: Batch
    as_at: date
    blank: frozenset[int]
    names: Mapping[int, str]
    said: Mapping[int, str]
    responses: pd.DataFrame
    schools: pd.DataFrame
    second: pd.DataFrame
    details: pd.DataFrame
    heat_map: pd.DataFrame
    actions: pd.DataFrame
    refs: tuple[str, ...]
    sections: tuple[Section, ...]
    extra: tuple[str, ...]
    season: Season | None = None
    strangers: frozenset[int] = frozenset()

    @property
    def left(self) -> frozenset[int]:
        """The numbers of the returns that are in no count: blank forms and strangers."""
        return self.blank | self.strangers

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every file, in order."""
        return self.batch.readings

    @property
    def counted(self) -> tuple[Reading, ...]:
        """The readings whose returns stand, blank forms among them; the first is return 1."""
        return tuple(r for r in self.readings if r.counted)

    @property
    def answered(self) -> tuple[Return, ...]:
        """The returns that hold any answer and are no strangers, which alone are counted."""
        return tuple(r.result for n, r in enumerate(self.counted, 1)
                     if r.result and n not in self.left)  # fmt: skip

    @property
    def scale(self) -> Scale:
        """The scale of practice, which alone is on the Heat map."""
        return self.framework.scale_of(Kind.PRACTICE)


def of_framework(batch: Batch, framework: Framework) -> Batch:
    """One framework's part of a batch, with the files that belong to no known audit.

    A file that came twice belongs to the audit of the first.
    """
    first = {r.sha256: r for r in batch.readings if r.disposition is not Disposition.DUPLICATE}

    def audit(reading: Reading) -> str:
        twice = reading.disposition is Disposition.DUPLICATE
        whose = first.get(reading.sha256, reading) if twice else reading
        if whose.result:
            return whose.result.framework
        # A file that a person left out is still of the audit that it was read as.
        told = (p.facts.get("framework") for p in whose.problems)
        return next((name for name in told if name), framework.id)

    mine = tuple(r for r in batch.readings if audit(r) == framework.id)
    return Batch(mine, batch.unused)


def blank_forms(returns: Sequence[Return]) -> frozenset[int]:
    """The numbers of the returns in which nothing was answered."""
    return frozenset(
        n for n, r in enumerate(returns, 1) if r.completeness is Completeness.NOTHING)


def strangers(batch: Batch, *seasons: Season | None) -> frozenset[int]:
    """The numbers of the returns from schools that are not on the list of those who were asked.

    A picture of an area's schools is of the schools on its list. A return that may be of one of
    them, or says no name or URN at all, stays in until a person has decided.

    Args:
        batch: everything that went in, or one framework's part of it.
        seasons: its returns held against a register, a season for each audit, if any.
    """
    out = {id(reading) for season in seasons if season for reading in season.strangers
           if not doubted(reading) and reading.result
           and (reading.result.school.name or reading.result.school.urn)}  # fmt: skip
    counted = (r for r in batch.readings if r.counted)
    return frozenset(n for n, reading in enumerate(counted, 1) if id(reading) in out)


def strangers_words(count: int) -> str:
    """That returns of schools that are not on the list are left out, and how to count them."""
    said = "1 return of a school that is" if count == 1 else f"{count} returns of schools that are"
    them = "the school" if count == 1 else "the schools"
    return (f"{said} not on the list {'is' if count == 1 else 'are'} left out of every count: add "
            f"{them} to the list to count {'it' if count == 1 else 'them'}.")  # fmt: skip


def without(frame: pd.DataFrame, numbers: frozenset[int]) -> pd.DataFrame:
    """A frame without the rows of these returns; the others keep their numbers."""
    if not numbers:
        return frame
    return frame[~frame["return_no"].isin(numbers)].reset_index(drop=True)


def distinct_schools(returns: Sequence[Return]) -> int:
    """How many schools these are from (see ``school_keys``)."""
    return len(set(school_keys(returns)))


def school_keys(returns: Sequence[Return]) -> list[str]:
    """What the school of each return is known by: its URN, or its name (or file) without one.

    A return without a URN is from the school of the same name, if only one URN goes with it.
    """
    urns: dict[str, set[str]] = {}
    for school in (r.school for r in returns):
        if _URN.fullmatch(school.urn) and school.name:
            urns.setdefault(_folded(school.name), set()).add(school.urn)

    def key(result: Return) -> str:
        name = _folded(result.school.name)
        known = urns.get(name, set())
        if _URN.fullmatch(result.school.urn):
            return result.school.urn
        return min(known) if len(known) == 1 else name or result.file

    return [key(result) for result in returns]


_URN = re.compile(r"\d{6}")


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def gather(
    framework: Framework, batch: Batch, as_at: date, season: Season | None = None
) -> Facts:
    """Take one framework's part of a batch and count it.

    Args:
        framework: the framework; readings of others are left out, files without a return stay.
        batch: everything that went in.
        as_at: the date on which "overdue" is judged.
        season: the returns held against a register, where there is one.
    """
    mine = of_framework(batch, framework)
    returns = mine.returns
    known = {framework.id: framework}
    schools = tables.schools(returns, known)
    blank, others = blank_forms(returns), strangers(mine, season)
    left = blank | others
    # A blank form beside a school's answers does not change what the school is called.
    said = dict(zip(schools["return_no"].tolist(), schools["school"].tolist(), strict=True))
    names = said | voice_names(without(schools, left))
    responses = _named(without(tables.responses(returns, known), left), names)
    heat_map = _with_missing(summary.heat_map(responses), responses)
    codes = {"missing": MISSING_CODE, "not_asked": summary.NOT_ASKED_CODE}
    refs = tuple(s.ref for s in framework.of_kind(Kind.PRACTICE) if s.ref in heat_map)
    asked_twice = returns if framework.second_rating else ()
    return Facts(
        framework, mine, as_at, blank, names, said, responses, _named(schools, names),
        _named(without(tables.second_ratings(asked_twice, known), left), names),
        without(tables.details(returns), left), heat_map, actions.actions(responses, as_at), refs,
        tuple(s for s in framework.sections if any(x.ref in refs for x in s.statements)),
        tuple(key for key, code in codes.items() if (heat_map[list(refs)] == code).any(axis=None)),
        season, others,
    )  # fmt: skip


def _with_missing(heat_map: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    """The heat map with a mark where a row is gone, which is not the same as blank."""
    practice = responses["kind"] == Kind.PRACTICE.value
    gone = responses[practice & (responses["state"] == State.MISSING.value)]
    places = {number: place for place, number in enumerate(heat_map["return_no"])}
    marked, columns = heat_map.copy(), list(heat_map.columns)
    for number, ref in zip(gone["return_no"], gone["ref"], strict=True):
        marked.iat[places[number], columns.index(ref)] = MISSING_CODE
    return marked


def as_said(facts: Facts, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of the facts with each school called what its return calls it."""
    return _named(frame, facts.said)


def _named(frame: pd.DataFrame, names: Mapping[int, str]) -> pd.DataFrame:
    return frame.assign(school=frame["return_no"].map(names).astype("str"))


def strengths_heading(scale: Scale) -> str:
    """The heading of the share at the levels that are strengths: "Green %"."""
    labels = [level.label for level in scale.levels if level.strength]
    return f"{labels[0]} %" if len(labels) == 1 and len(labels[0]) <= 12 else "Strengths %"


def levels_said(scale: Scale, *, strength: bool) -> str:
    """The levels that are strengths, or areas for development, in words: "Amber or Red"."""
    flag = "strength" if strength else "development"
    return " or ".join(level.label for level in scale.levels if getattr(level, flag))


def share_words(facts: Facts) -> str:
    """What shares and averages are made of, where the headings do not say it."""
    scale, said = facts.scale, []
    if strengths_heading(scale) == "Strengths %":
        said.append(f"Strengths %: rated {levels_said(scale, strength=True)}.")
    if facts.framework.means:
        said.append(average_words(scale))
    return " ".join(said)


def average_words(scale: Scale) -> str:
    """What averages and their spread are made of."""
    worst, best = scale.worst_first[0].label, scale.worst_first[-1].label
    return f"Average: {worst} is 1, {best} is {len(scale.levels)}. Spread: standard deviation."


def day(value: date) -> str:
    """A date in words: 21 November 2026."""
    return f"{value.day} {value:%B %Y}"
