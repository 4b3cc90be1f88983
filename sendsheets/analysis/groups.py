"""Groups of schools that may be shown beside each other: none of them of fewer than five."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    could be shown joins them. A grouping that leaves one group is not shown. A group that differs
    from one of an earlier grouping, or from the whole, by fewer than five schools is not shown.
    (Sums of several groups of different groupings are not looked at.)

    Args:
        places: one row a return: ``key`` and the columns ``by``, as texts, empty where unknown.
        by: the columns to group by, the most important first.

    Returns:
        One ``Grouping`` for each of ``by``, in that order.
    """
    schools = places.drop_duplicates("key")
    earlier: list[frozenset[str]] = [frozenset(schools["key"])]
    made = []
    for name in by:
        members: dict[str, list[str]] = {}
        for key, group in zip(schools["key"], schools[name], strict=True):
            members.setdefault(str(group), []).append(str(key))
        found, together = _put_together(members, name)
        shown = {group: keys for group, keys in found.items()
                 if not any(_tells(frozenset(keys), other) for other in earlier)}  # fmt: skip
        shown = shown if len(shown) > 1 else {}
        earlier += [frozenset(keys) for keys in shown.values()]
        seen = sorted(shown, key=lambda group: (group in together, group.casefold(), group))
        made.append(Grouping(
            name, {key: group for group in seen for key in shown[group]},
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


def _tells(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one within the other leaves so few schools that they are told apart."""
    return 0 < abs(len(one) - len(other)) < FEWEST and (one < other or other < one)
