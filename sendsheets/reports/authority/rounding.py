"""Counts that may be shared: rounded so that no two editions give one school's ratings away.

Who holds two editions, and knows which school came in between, can subtract them. Neither exact
counts nor exact shares may therefore be shared, nor any that are rounded to the nearest: where a
rounded number moves, the new school moved it. So every count of schools is rounded at random to
the multiple of five below or above it, the nearer the likelier (random rounding to base five, the
way of statistical offices), and sections are sums, shares and averages of these rounded counts.
A count of schools moves by one at most when one school comes in, and whatever two rounded counts
show, both are then possible: that it moved, and that it did not (``tests/reports/test_shareable``
walks through all of them). What remains is likelihood, which many editions together would raise:
so the Cover and the screen say that editions of nearly the same schools are not to be shared.

The rounding is settled by a hash of all that the schools wrote, which nobody outside has: equal
returns give equal files, and one more return rounds everything anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

import pandas as pd

from sendsheets.analysis import summary
from sendsheets.model import Batch, Framework, Kind, Scale, Season, State
from sendsheets.reports.authority.facts import FEW, Facts, gather, school_keys

BASE = 5
"""What counts of schools are rounded to."""

ENOUGH = 25
"""From so many schools on, a statement's share says something of what schools said.

Four counts of 25 schools, each rounded at random, give a share within 16 points of the true one
nine times in ten; of 12 schools within 33, of 6 within 50, and a quarter of those on the wrong side
of a half. (Worked out by drawing; offices that round in this way hide shares of fewer than 23.)
"""

_WROTE = ["school", "urn", "respondent", "ref", "state", "level", "evidence", "action", "owner"]


def seed_of(responses: pd.DataFrame) -> str:
    """What settles the rounding: a hash of everything in these returns."""
    wrote = responses[[name for name in _WROTE if name in responses]]
    return hashlib.sha256(wrote.to_csv(index=False).encode("utf-8", "replace")).hexdigest()


def rounded(count: int, seed: str, *place: str) -> int:
    """A count rounded at random to a multiple of five, never by five or more.

    Args:
        count: the number of schools.
        seed: from ``seed_of``.
        place: what is counted, so that each count is rounded for itself.
    """
    drawn = hashlib.sha256("\x1f".join((seed, *place)).encode()).digest()
    return BASE * ((count + int.from_bytes(drawn[:8]) % BASE) // BASE)


def at_least(schools: int) -> str:
    """How many schools there are, in words that a school more does not change: "at least 25"."""
    return f"at least {schools // BASE * BASE}"


def schools_by_statement(
    rows: pd.DataFrame, schools: Mapping[int, str], scale: Scale, seed: str
) -> pd.DataFrame:
    """Count by statement how many schools gave each rating, rounded.

    Args:
        rows: of ``tables.responses`` or ``second_ratings``, all rated on one scale.
        schools: what the school of each return is known by. A school whose returns differ counts
            once at each level that any of them gave.
        scale: the scale.
        seed: from ``seed_of``.

    Returns:
        One row a statement: ``summary.BY_STATEMENT``, then the columns of ``summed``.
    """
    rated = rows[rows["state"] == State.RATED.value]
    once = rated.assign(_school=rated["return_no"].map(schools)).drop_duplicates(
        ["_school", "ref", "level"])  # fmt: skip
    table = summary.count_ratings(once, scale, summary.BY_STATEMENT)
    for level in scale.levels:
        name = summary.level_column(level.key)
        table[name] = [rounded(int(count), seed, scale.id, str(ref), level.key)
                       for ref, count in zip(table["ref"], table[name], strict=True)]  # fmt: skip
    return summed(table, scale, summary.BY_STATEMENT)


def summed(table: pd.DataFrame, scale: Scale, by: Sequence[str]) -> pd.DataFrame:
    """Add rounded counts up.

    Args:
        table: from ``schools_by_statement``.
        scale: the scale of all its statements.
        by: columns of it to group by.

    Returns:
        One row a group, in its order: ``by``; whole numbers ``level_<key>`` for each level,
        ``rated``, ``strengths`` and ``developments``; then, NaN where ``rated`` is 0,
        ``strength_share`` and ``development_share`` (0 to 1), ``mean`` and ``spread`` (of the
        rank, as in ``summary.distribution``), all of rounded counts.
    """
    names = {level: summary.level_column(level.key) for level in scale.levels}
    made = table.groupby(list(by), sort=False, dropna=False)[list(names.values())].sum()
    made = made.reset_index().astype(dict.fromkeys(names.values(), "int64"))

    def of(levels: Sequence[str]) -> pd.Series[int]:
        return made[list(levels)].sum(axis=1).astype("int64")

    made["rated"] = of(list(names.values()))
    made["strengths"] = of([name for level, name in names.items() if level.strength])
    made["developments"] = of([name for level, name in names.items() if level.development])
    made["strength_share"] = summary.share(made["strengths"], made["rated"])
    made["development_share"] = summary.share(made["developments"], made["rated"])
    ranks = {name: scale.rank(level.key) for level, name in names.items()}
    none = pd.Series(0, index=made.index)
    once = sum((made[name] * rank for name, rank in ranks.items()), none)
    twice = sum((made[name] * rank**2 for name, rank in ranks.items()), none)
    made["mean"] = summary.share(once, made["rated"])
    made["spread"] = (summary.share(twice, made["rated"]) - made["mean"] ** 2).clip(lower=0) ** 0.5
    return made


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shared: the rows of statements that at least five schools rated, and a seed."""

    facts: Facts
    schools: Mapping[int, str]
    shown: pd.DataFrame
    seed: str

    @property
    def how_many(self) -> int:
        """How many schools answered, for sure."""
        return len(set(self.schools.values()) - {""})

    @property
    def is_rough(self) -> bool:
        """Whether there are so few schools that rounding drowns what is said of a statement."""
        return self.how_many < ENOUGH

    def any_of(self, kinds: tuple[Kind, ...]) -> bool:
        """Whether any statement of these kinds is shared."""
        return bool(self.shown["kind"].isin(kinds).any())

    def statements(self, kinds: tuple[Kind, ...]) -> pd.DataFrame:
        """How many schools gave each rating, rounded, by statement."""
        rows = self.shown[self.shown["kind"].isin(kinds)]
        scale = self.facts.framework.scale_of(kinds[0])
        return schools_by_statement(rows, self.schools, scale, self.seed)


def shared(
    framework: Framework, batch: Batch, as_at: date, season: Season | None = None
) -> Shared | None:
    """What may be shared of one framework's returns; None where fewer than five schools answered.

    Args:
        framework: the framework; returns of others in the batch are left out.
        batch: everything that went in.
        as_at: the date of the document.
        season: the returns held against a register, where there is one.
    """
    facts = gather(framework, batch, as_at, season)
    schools = surely_apart(facts, season)
    if len(set(schools.values()) - {""}) < FEW:
        return None
    return Shared(facts, schools, known_widely(facts.responses, schools),
                  seed_of(facts.responses))  # fmt: skip


def surely_apart(facts: Facts, season: Season | None = None) -> dict[int, str]:
    """What the school of each return is known by, so that no two are taken for more than they are.

    On a register it is the school of the register. Elsewhere returns are of one school where
    their URNs are equal, or the telling words of one's name are all among the other's: there may
    be more schools than that, and never fewer. A return that does not say whose it is has "".
    """
    standings = season.standings if season else ()
    listed = {id(r.result): f"listed {n}" for n, standing in enumerate(standings)
              for r in standing.readings}  # fmt: skip
    numbers = [n for n in range(1, len(facts.counted) + 1) if n not in facts.left]
    pairs = list(zip(numbers, facts.answered, school_keys(facts.answered), strict=True))
    one = {n: n for n, _, _ in pairs}

    def first(n: int) -> int:
        while one[n] != n:
            n = one[n]
        return n

    words = [_telling(result.school.name) for _, result, _ in pairs]
    for place, (n, result, key) in enumerate(pairs):
        here = listed.get(id(result))
        for earlier, (other, before, known) in enumerate(pairs[:place]):
            there = listed.get(id(before))
            if here and there:
                same = here == there
            else:
                same = key == known or (len(pairs) <= _COMPARED and bool(
                    result.school.name and before.school.name
                ) and _may_be_one(words[place], words[earlier]))  # fmt: skip
            if same:
                one[first(n)] = first(other)
    return {n: str(first(n)) if result.school.name or result.school.urn else ""
            for n, result, _ in pairs}  # fmt: skip


_PLAIN = frozenset({
    "school", "schools", "academy", "college", "the", "of", "and", "at", "for", "st", "saint", "s",
    "primary", "secondary", "infant", "infants", "junior", "nursery", "high", "community", "ce",
    "church", "england", "rc", "catholic", "roman", "voluntary", "aided", "controlled", "trust",
})  # fmt: skip


_COMPARED = 2_000
"""The most returns whose names are compared one with another: among more, five are soon found."""


def _may_be_one(mine: set[str], theirs: set[str]) -> bool:
    """Whether names with these telling words may be of one school."""
    if mine <= theirs or theirs <= mine:
        return bool(mine and theirs) or mine == theirs
    # A slip of the hand in one word: as many words, and all but one the same.
    odd, even = mine - theirs, theirs - mine
    return len(odd) == len(even) == 1 and _close(*odd, *even)


def _close(word: str, other: str) -> bool:
    """Whether two words are alike for most of their letters."""
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ALIKE


_ALIKE = 0.7
"""From here on (0 to 1) two words may be one: too many such pairs only hide more."""


def _telling(name: str) -> set[str]:
    words = "".join(c if c.isalnum() else " " for c in name.casefold().replace("’", "'")
                    .replace("'", "")).split()  # fmt: skip
    return {word for word in words if word not in _PLAIN}


def known_widely(rows: pd.DataFrame, schools: Mapping[int, str]) -> pd.DataFrame:
    """The rows of the statements that at least five schools rated.

    Args:
        rows: with ``return_no``, ``ref`` and ``state``.
        schools: what the school of each return is known by.
    """
    rated = rows[rows["state"] == State.RATED.value]
    whose = rated["return_no"].map(schools)
    many = whose[whose != ""].groupby(rated["ref"]).nunique()
    return rows[rows["ref"].isin(many.index[many >= FEW])].reset_index(drop=True)
