"""Groups of schools that may be shown beside each other: none of them of fewer than five."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import pandas as pd

FEWEST = 5
"""The fewest schools that a group may have (domain.md 3.9)."""

_UNKNOWN = {"phase": "Phase not known", "type": "Type not known", "trust": "No trust named"}

_NAMED = 3
"""A group put together from more than so many says how many instead of naming them."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Schools grouped by one thing: their phase, type or trust.

    ``of`` is the group of each school by its key, for the schools in groups that are shown;
    ``sizes`` the number of schools in each group shown, in alphabetical order; ``together`` what
    a group was put together from; ``hidden`` how many schools are in no group that is shown.
    ``known`` is false where it is not known of any school.
    """

    by: str
    of: Mapping[str, str]
    sizes: Mapping[str, int]
    together: Mapping[str, tuple[str, ...]]
    hidden: int
    known: bool = True


def groupings(
    places: pd.DataFrame, by: Sequence[str] = ("phase", "type", "trust")
) -> tuple[Grouping, ...]:
    """Group schools by each of these, so that no group of fewer than five can be seen.

    Groups of fewer than five are put together; where all of them are still fewer than five, so
    that they could be worked out by taking what is shown from the whole, the smallest group that
    could be shown joins them. A grouping that leaves one group is not shown. Nor are groups,
    the smallest first, while several of them, or the whole without them, differ by fewer than
    five schools from several groups of one earlier grouping.

    Sums that mix groups of two earlier groupings, and nested groups of more than twelve in both,
    are not looked at in full: they may give a small group away. That is settled so. These groups
    stand in the restricted workbook alone, whose readers have every school's answers before them;
    what is there to be shared has no groups, and a reply compares in groups of eight or more.

    Args:
        places: one row a return: ``key`` and the columns ``by``, as texts, empty where unknown.
        by: the columns to group by, the most important first.

    Returns:
        One ``Grouping`` for each of ``by``, in that order.
    """
    schools = places.drop_duplicates("key")
    whole, earlier = frozenset(schools["key"]), list[list[frozenset[str]]]()
    made = []
    for name in by:
        members: dict[str, list[str]] = {}
        for key, group in zip(schools["key"], schools[name], strict=True):
            members.setdefault(str(group), []).append(str(key))
        found, together = _put_together(members, name)
        shown = _sound({group: frozenset(keys) for group, keys in found.items()}, earlier, whole)
        if shown:
            earlier.append(_parts(shown, whole))
        seen = sorted(shown, key=lambda group: (group in together, group.casefold(), group))
        made.append(Grouping(
            name, {key: group for group in seen for key in found[group]},
            {group: len(shown[group]) for group in seen},
            {group: together[group] for group in seen if group in together},
            len(schools) - sum(len(keys) for keys in shown.values()), set(members) != {""},
        ))  # fmt: skip
    return tuple(made)


def _put_together(
    members: Mapping[str, list[str]], by: str
) -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
    """The groups large enough, with the small ones as one group; and what that is made of."""
    known = {group or _UNKNOWN.get(by, "Not known"): keys for group, keys in members.items()}
    ordered = sorted(known, key=lambda group: (len(known[group]), group.casefold(), group))
    small = [group for group in ordered if len(known[group]) < FEWEST]
    large = [group for group in ordered if len(known[group]) >= FEWEST]
    found = {group: known[group] for group in large}
    parts = list(small)
    if small and sum(len(known[group]) for group in small) < FEWEST and large:
        parts.append(large[0])
        del found[large[0]]
    together: dict[str, tuple[str, ...]] = {}
    keys = [key for group in parts for key in known[group]]
    if parts and len(keys) >= FEWEST:
        name = _together(parts, by)
        found[name] = keys
        together[name] = tuple(sorted(parts, key=str.casefold))
    return (found, together) if len(found) > 1 else ({}, {})


def _together(parts: Sequence[str], by: str) -> str:
    if len(parts) > _NAMED:
        return f"{len(parts)} smaller {by}s together"
    names = sorted(parts, key=str.casefold)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _sound(
    found: Mapping[str, frozenset[str]], earlier: Sequence[Sequence[frozenset[str]]],
    whole: frozenset[str],
) -> dict[str, frozenset[str]]:
    """The groups that can be shown beside earlier ones, so that nothing is worked out."""
    shown = dict(found)
    while len(shown) > 1:
        parts = _parts(shown, whole)
        telling = next((t for other in earlier if (t := _telling(other, parts))), None)
        if telling is None:
            return shown
        inside = [group for group in shown if shown[group] in telling]
        del shown[min(inside or shown, key=lambda group: (len(shown[group]), group.casefold()))]
    return {}


def _parts(shown: Mapping[str, frozenset[str]], whole: frozenset[str]) -> list[frozenset[str]]:
    """The groups shown, and all others as one: the whole is known, so they are too."""
    rest = whole.difference(*shown.values())
    return [*shown.values(), *([rest] if rest else [])]


_SUBSETS, _AT_ONCE = 12, 3
"""Of so many groups all sums are looked at; of more, sums of up to so many groups."""


def _telling(
    earlier: Sequence[frozenset[str]], parts: Sequence[frozenset[str]]
) -> set[frozenset[str]] | None:
    """The parts that tell of fewer than five schools, taken from or with earlier ones.

    Both hold every school once. If some parts lie within some earlier groups, all others hold
    what lies outside them; so to look at sums of one side is to look at those of the other.
    """
    few, many = (earlier, parts) if len(earlier) < len(parts) else (parts, earlier)
    touched = [{n for n, group in enumerate(few) if group & other} for other in many]
    most = len(few) if len(few) <= _SUBSETS else _AT_ONCE
    sums = chain.from_iterable(combinations(range(len(few)), n) for n in range(1, most + 1))
    for chosen in map(set, sums):
        within = [other for other, at in zip(many, touched, strict=True) if at <= chosen]
        left = sum(len(few[n]) for n in chosen) - sum(map(len, within))
        if within and 0 < left < FEWEST:
            return set(within) if few is earlier else {few[n] for n in chosen}
    return None
