"""Where a school stands beside schools like it, so that no school can be made out.

Every school of a group is told the same of it: its figures hold the school's own answers, so that
two schools that put their pages side by side learn of nobody else. A group needs eight schools:
with fewer, its quartiles are as good as the answers of single schools.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import Any

import pandas as pd

from sendsheets.analysis.summary import of_kinds
from sendsheets.model import Kind, State

EVERYBODY = ""
"""The name of the group of all schools, whatever their phase."""

_ENOUGH = 0.5
"""A section counts for a school once this share of what it was asked there is answered."""

_LEAST = 8
"""The fewest schools of a group, the one that reads of it among them."""

_WORDED, _EACH_SIDE = 10, 2
"""How common a rating is can be told in words where so many schools gave one, and so many of the
others are on each side: else "few" and "most" may say what a single school said."""

_STEPS = 10
"""The middle half is told in tenths."""


def comparison_groups(phases: Mapping[int, str]) -> dict[int, str]:
    """Say which group each school is compared with: those of its phase, else all schools.

    A phase is a group where it has eight schools. The schools of all other phases are compared
    with all schools, if they are eight too: with fewer, what is told of all schools, less what is
    told of each phase, would be told of these few. They then have no group.

    Args:
        phases: the phase of each school by the number of its return, empty where not known.

    Returns:
        The phase, or ``EVERYBODY``, by the number of the return; nothing for schools without a
        group.
    """
    sizes: dict[str, int] = {}
    for phase in phases.values():
        sizes[phase] = sizes.get(phase, 0) + 1
    shown = {phase for phase, size in sizes.items() if phase and size >= _LEAST}
    rest = [number for number, phase in phases.items() if phase not in shown]
    found = {number: phase for number, phase in phases.items() if phase in shown}
    if len(rest) >= _LEAST:
        found |= dict.fromkeys(rest, EVERYBODY)
    return found


def sections_beside(responses: pd.DataFrame, phases: Mapping[int, str]) -> pd.DataFrame:
    """Each school's share of strengths in each section, beside the middle half of its group.

    Args:
        responses: from ``tables.responses``: one framework, one return a school.
        phases: the phase of each school by the number of its return.

    Returns:
        One row for each school and section that can be compared, in their order: ``return_no``,
        ``section``, ``section_title``, ``group`` (see ``comparison_groups``), ``schools`` (how
        many of the group are counted here, this one among them), ``rated``, ``share`` (the
        school's strengths of its rated practice statements, 0 to 1), ``low`` and ``high`` (the
        quartiles of the group's shares, by linear interpolation, rounded outwards to tenths) and
        ``place``: "below", "within" or "above" them. Where the rounded quartiles are one and the
        same, most of the group are alike, and to say at what would tell what each of them said:
        ``place`` is then "alike", ``low`` and ``high`` are NaN. A section counts for a school
        once half of what it was asked there is answered.
    """
    rows = of_kinds(responses, Kind.PRACTICE)
    state = rows["state"]
    counted = rows[["return_no", "section", "section_title"]].assign(
        asked=1,
        answered=state.isin([State.RATED.value, State.NOT_APPLICABLE.value]).astype("int64"),
        rated=state.eq(State.RATED.value).astype("int64"),
        strong=rows["strength"].astype("int64"),
    )
    keys = ["return_no", "section", "section_title"]
    table = counted.groupby(keys, as_index=False, sort=True).sum()
    enough = table["answered"] >= _ENOUGH * table["asked"]
    table = table[enough & (table["rated"] > 0)]
    table = table.assign(share=table["strong"] / table["rated"])
    beside = _beside(table, "section", phases)
    shares = beside.groupby(["group", "section"])["share"]
    edges = pd.DataFrame({
        "schools": shares.size(), "low": shares.quantile(0.25), "high": shares.quantile(0.75),
    }).reset_index()  # fmt: skip
    edges["low"] = [_tenth(share, up=False) for share in edges["low"]]
    edges["high"] = [_tenth(share, up=True) for share in edges["high"]]
    made = _readers(beside).merge(edges, on=["group", "section"])
    made["place"] = "within"
    made.loc[made["share"] < made["low"], "place"] = "below"
    made.loc[made["share"] > made["high"], "place"] = "above"
    alike = made["low"] == made["high"]
    made.loc[alike, "place"] = "alike"
    made[["low", "high"]] = made[["low", "high"]].mask(alike)
    columns = [*keys, "group", "schools", "rated", "share", "low", "high", "place"]
    return made.sort_values(["return_no", "section"])[columns].reset_index(drop=True)


def statements_beside(responses: pd.DataFrame, phases: Mapping[int, str]) -> pd.DataFrame:
    """Each school's rating of each practice statement beside those of its group.

    Arguments are those of ``sections_beside``.

    Returns:
        One row for each school and statement that can be compared, in their order:
        ``return_no``, ``ref``, ``order``, ``label``, ``level_label``, ``strength``, ``group``,
        ``schools`` (how many of the group rated it, this one among them), ``strength_share``
        (how many of those as a strength, 0 to 1), ``ahead``: the share of the other schools
        that rated it lower, less the share that rated it higher (-1 to 1, 0 in the middle), and
        ``told``: whether a page may say anything of it, for ten schools rated it, and at least
        two of the others as a strength and two not.
    """
    rows = of_kinds(responses, Kind.PRACTICE)
    rows = rows[rows["state"] == State.RATED.value]
    table = rows[["return_no", "ref", "order", "label", "level_label", "strength"]].assign(
        rank=rows["rank"].astype("int64"))  # fmt: skip
    beside = _beside(table, "ref", phases)
    of_ref = beside.groupby(["group", "ref"])
    totals = pd.DataFrame({
        "schools": of_ref.size(), "strength_share": of_ref["strength"].mean(),
    }).reset_index()  # fmt: skip
    ranks = beside.groupby(["group", "ref", "rank"]).size().rename("same").reset_index()
    ranks["lower"] = ranks.groupby(["group", "ref"])["same"].cumsum() - ranks["same"]
    made = _readers(beside).merge(totals, on=["group", "ref"])
    made = made.merge(ranks, on=["group", "ref", "rank"])
    higher = made["schools"] - made["lower"] - made["same"]
    made["ahead"] = (made["lower"] - higher) / (made["schools"] - 1)
    strengths = (made["strength_share"] * made["schools"]).round() - made["strength"]
    rest = made["schools"] - 1 - strengths
    made["told"] = (
        (made["schools"] >= _WORDED) & (strengths >= _EACH_SIDE) & (rest >= _EACH_SIDE)
    ).astype("bool")  # fmt: skip
    columns = ["return_no", "ref", "order", "label", "level_label", "strength", "group", "schools",
               "strength_share", "ahead", "told"]  # fmt: skip
    return made.sort_values(["return_no", "order"])[columns].reset_index(drop=True)


def _beside(table: pd.DataFrame, about: str, phases: Mapping[int, str]) -> pd.DataFrame:
    """The rows once for each group that they count in, where it is large enough at this.

    ``group`` is the group, ``reads`` says whether the school is compared with it. A school of a
    phase that is shown counts among all schools too, and does not read of them.
    """
    groups = comparison_groups(phases)
    own = table["return_no"].map(groups).astype("object")
    mine = table[own.notna()].assign(group=own.dropna().astype("str"), reads=True)
    rest = mine[mine["group"] == EVERYBODY]
    # What is told of all schools must not leave a few when that of the phases is taken away.
    few = rest.groupby(about).size()
    rest = rest[rest[about].map(few >= _LEAST).astype("bool")]
    others = mine[(mine["group"] != EVERYBODY) & mine[about].isin(rest[about])]
    phased = mine[mine["group"] != EVERYBODY]
    made = pd.concat([phased, rest, others.assign(group=EVERYBODY, reads=False)])
    sizes: pd.Series[Any] = made.groupby(["group", about])["return_no"].transform("size")
    return made[sizes >= _LEAST]


def _tenth(share: float, up: bool) -> float:
    # What is a tenth but for the last binary digits is one.
    steps = round(share * _STEPS, 6)
    return (ceil(steps) if up else floor(steps)) / _STEPS


def _readers(beside: pd.DataFrame) -> pd.DataFrame:
    return beside[beside["reads"]]
