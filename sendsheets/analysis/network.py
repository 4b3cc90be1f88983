"""What schools do well together and find hard: the picture over a network (seed 004).

Every number stands with its n (``rated``), every share with the counts that it is made of.
``mean`` and ``spread`` are there to be shown only where ``framework.means``. Self-evaluation is
subjective: nothing here is a verdict, and schools are never ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from sendsheets.analysis import summary
from sendsheets.analysis.groups import FEWEST, Grouping, groupings
from sendsheets.analysis.partners import standpoints
from sendsheets.analysis.themes import theme_name
from sendsheets.model import Framework, Kind, State

MANY_LOW, SOME_LOW = 0.5, 0.25
"""The shares of ratings from which an idea's impact is high, and worth a thought at all."""

_EFFORTS = {"now": 0, "term": 1}


def picture(
    responses: pd.DataFrame, framework: Framework, schools: pd.DataFrame,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """How each practice statement was rated over all schools, and what follows from it.

    Args:
        responses: from ``tables.responses``; rows of other frameworks are left out.
        framework: the framework.
        schools: one row a return: ``return_no`` and ``key`` (equal for returns of one school).
        without: the keys of schools that are not offered to others: they could help nobody.

    Returns:
        ``summary.distribution`` by ``BY_STATEMENT``, in framework order, with these besides:
        ``schools`` (how many rated it), ``could_help`` (how many rated it a strength with
        evidence noted, and by no voice an area for development; none of ``without``),
        ``contrast`` (the smaller of the share of strengths and the share of areas, 0 to 0.5: the
        larger, the further schools are apart; NaN where nothing is rated), ``mentioned`` (bool:
        rated often enough to stand in a list, that is by five, or by as many as the most rated one
        where that is fewer),
        ``idea`` (its place among ``ideas``, from 1, else ``<NA>``) and ``reason`` (why it is
        one, else empty text).
    """
    rows = responses[responses["framework"] == framework.id]
    table = summary.distribution(rows, framework, summary.BY_STATEMENT)
    stands = standpoints(rows, schools)
    counted = pd.DataFrame({
        "schools": stands.groupby("about").size(),
        "could_help": stands[
            stands["strong"] & stands["evidence"] & ~stands["key"].isin(list(without))
        ].groupby("about").size(),
    }).fillna(0).astype("int64")  # fmt: skip
    for name in ("schools", "could_help"):
        table[name] = table["ref"].map(counted[name]).fillna(0).astype("int64")
    table["contrast"] = table[["strength_share", "development_share"]].min(axis=1)
    enough = min(FEWEST, int(table["rated"].max())) if len(table) else 0
    table["mentioned"] = (table["rated"] >= max(enough, 1)).astype("bool")
    ordered = _ideas(table)
    table["idea"] = pd.Series(range(1, len(ordered) + 1), index=ordered.index, dtype="Int64")
    words = {index: _idea_words(row, framework) for index, row in ordered.iterrows()}
    table["reason"] = pd.Series([words.get(n, "") for n in table.index], dtype="str")
    return table


def proud(table: pd.DataFrame, n: int = 10) -> pd.DataFrame:
    """What to be proud of: the statements most often a strength, highest share first.

    Args:
        table: from ``picture``.
        n: how many at most.

    Returns:
        Rows of the picture that at least half of the ratings call a strength; where there are
        none, the best three (of at most half the statements). Equal shares stand in framework
        order.
    """
    listed = summary.top_statements(table[table["mentioned"]], len(table))
    best = min(3, max(1, len(listed) // 2))
    listed = listed[listed["strength_share"] > 0]
    half = listed[listed["strength_share"] >= 0.5]
    return (half if len(half) else listed.head(best)).head(n).reset_index(drop=True)


def hardest(table: pd.DataFrame, n: int = 10) -> pd.DataFrame:
    """Areas for development: the statements most often rated so, highest share first.

    Arguments are those of ``proud``; a statement that is listed there is not listed here, nor one
    that nobody rated so. Equal shares stand in framework order.
    """
    listed = table[table["mentioned"] & (table["developments"] > 0)]
    listed = listed[~listed["ref"].isin(proud(table, n)["ref"])]
    ordered = listed.sort_values(["development_share", "order"], ascending=[False, True])
    return ordered.head(n).reset_index(drop=True)


def differing(table: pd.DataFrame, n: int = 10) -> pd.DataFrame:
    """Where schools differ most, that is where connecting them pays: largest ``contrast`` first.

    Arguments are those of ``proud``. A statement is listed where both strengths and areas were
    given; equal ones stand by ``spread``, widest first, then in framework order.
    """
    listed = table[table["mentioned"] & (table["contrast"] > 0)]
    ordered = listed.sort_values(["contrast", "spread", "order"], ascending=[False, False, True])
    return ordered.head(n).reset_index(drop=True)


def unmet(table: pd.DataFrame) -> pd.DataFrame:
    """Statutory practice statements that any school rated an area, most often so first.

    Every one is listed, however few rated it. Equal counts stand in framework order.
    """
    listed = table[table["statutory"] & (table["developments"] > 0)]
    ordered = listed.sort_values(["developments", "order"], ascending=[False, True])
    return ordered.reset_index(drop=True)


def ideas(table: pd.DataFrame, n: int = 8) -> pd.DataFrame:
    """What is high in impact, possible, and can start now (decisions.md 29).

    High in impact: at least a quarter of the ratings are areas for development. Possible: at
    least one school could help, having rated it a strength with evidence. Can start now: the
    framework's effort mark is ``now`` or ``term``; ``year`` and unmarked ones are left out. First
    stand those that half of the ratings or more call an area; within these, ``now`` before
    ``term``, then the highest share, then most schools that could help, then framework order.

    Args:
        table: from ``picture``.
        n: how many at most.

    Returns:
        Rows of the picture, with ``reason`` in words.
    """
    return table[table["idea"].notna()].sort_values("idea").head(n).reset_index(drop=True)


def _ideas(table: pd.DataFrame) -> pd.DataFrame:
    listed = table[
        table["mentioned"] & (table["development_share"] >= SOME_LOW)
        & (table["could_help"] > 0) & table["effort"].isin(list(_EFFORTS))
    ]  # fmt: skip
    return listed.assign(
        _few=listed["development_share"] < MANY_LOW, _effort=listed["effort"].map(_EFFORTS)
    ).sort_values(
        ["_few", "_effort", "development_share", "could_help", "order"],
        ascending=[True, True, False, False, True],
    )


def _idea_words(row: pd.Series[Any], framework: Framework) -> str:
    scale = framework.scale_of(Kind.PRACTICE)
    low = " or ".join(level.label for level in scale.worst_first if level.development)
    helping = row["could_help"]
    when = "It can start now" if row["effort"] == "now" else "It takes about a term"
    return (
        f"{row['developments']} of {row['rated']} ratings are {low}. "
        f"{helping} school{'' if helping == 1 else 's'} could help. {when}."
    )


def statutory_basis(framework: Framework, ref: str) -> str:
    """The law that a statement is marked with, empty where it is not."""
    found = framework.statement(ref)
    return (found.statutory or "") if found else ""


# --- themes and groups -----------------------------------------------------------------------


def themes(
    responses: pd.DataFrame, framework: Framework, schools: pd.DataFrame
) -> pd.DataFrame:
    """How the practice statements of each theme were rated, over all schools.

    Args and the meaning of ``schools`` are those of ``picture``.

    Returns:
        One row a theme, alphabetical by name, statements of no theme last: ``theme`` (its key),
        ``label`` (its name), ``statements`` (how many were rated), ``schools`` (how many rated
        any), ``mostly_strength`` and ``mostly_area`` (schools more than half of whose ratings
        are so), then the counts and shares of ``summary.distribution``; ``best`` and ``lowest``,
        the refs most and least often a strength (empty where no statement of it is mentioned, or
        only one).
    """
    rows = summary.of_kinds(responses[responses["framework"] == framework.id], Kind.PRACTICE)
    table = summary.distribution(rows, framework, ("theme",))
    table.insert(1, "label", table["theme"].map(theme_name).astype("str"))
    statements = rows[rows["state"] == State.RATED.value].groupby("theme")["ref"].nunique()
    # Each school's ratings of no theme are a theme here too.
    stands = standpoints(rows.assign(theme=rows["theme"].where(rows["theme"] != "", _NO)),
                         schools, "theme")  # fmt: skip
    stands = stands.assign(about=stands["about"].where(stands["about"] != _NO, ""))
    parts = {
        "statements": statements, "schools": stands.groupby("about").size(),
        "mostly_strength": stands[stands["strong"]].groupby("about").size(),
        "mostly_area": stands[stands["low"]].groupby("about").size(),
    }
    for place, (name, counted) in enumerate(parts.items(), 2):
        table.insert(place, name, table["theme"].map(counted).fillna(0).astype("int64"))
    ends = _ends(rows, framework, "theme")
    for name, at in (("best", 0), ("lowest", 1)):
        told = [ends.get(theme, ("", ""))[at] for theme in table["theme"]]
        table[name] = pd.Series(told, dtype="str")
    ordered = table.assign(_none=table["theme"] == "", _name=table["label"].str.casefold())
    return (ordered[ordered["rated"] > 0].sort_values(["_none", "_name", "theme"])
            .drop(columns=["_none", "_name"]).reset_index(drop=True))  # fmt: skip


_NO = "\0no theme"


def by_group(
    responses: pd.DataFrame, framework: Framework, schools: pd.DataFrame,
    by: Sequence[str] = ("phase", "type", "trust"),
) -> tuple[pd.DataFrame, tuple[Grouping, ...]]:
    """How groups of five schools or more rated, over all practice and theme by theme.

    Args:
        responses: from ``tables.responses``; rows of other frameworks are left out.
        framework: the framework.
        schools: one row a return: ``return_no``, ``key`` and the columns ``by``.
        by: what to group by; see ``groups.groupings``.

    Returns:
        The frame, and the groupings of the schools that rated anything. The frame's rows are in
        the order of the groupings and their groups; in each group ``theme`` "" (everything)
        first, then its themes by key. Columns: ``by``, ``group``, ``together`` (what it was put
        together from, "; " between), ``schools`` (in the group), ``theme``, ``theme_name``
        ("All practice" for everything), ``answered`` (schools that rated any of it), the counts
        and shares of ``summary.distribution``, and ``best`` and ``lowest`` (the refs most and
        least often a strength, only of statements that five schools of the group rated). Where
        fewer than five schools of any group rated a theme, that grouping is not shown by theme,
        so that nothing can be worked out by taking away.
    """
    rows = summary.of_kinds(responses[responses["framework"] == framework.id], Kind.PRACTICE)
    keys = rows["return_no"].map(dict(zip(schools["return_no"], schools["key"], strict=True)))
    rating = set(keys[rows["state"] == State.RATED.value])
    grouped = groupings(schools[schools["key"].isin(rating)], by)
    parts = []
    for grouping in grouped:
        mine = rows.assign(key=keys, group=keys.map(grouping.of).astype("object"))
        mine = mine[mine["group"].notna()]
        whole = _group_rows(mine, framework, ("group",)).assign(theme="")
        each = _group_rows(mine[mine["theme"] != ""], framework, ("group", "theme"))
        order = {group: n for n, group in enumerate(grouping.sizes)}
        few = each["answered"].between(1, FEWEST - 1).any()
        found = whole if few or not len(each) else pd.concat([whole, each])
        found = found.assign(_place=found["group"].map(order)).sort_values(["_place", "theme"])
        ends = _ends(mine, framework, "group")
        told = [ends.get(group, ("", "")) if theme == "" else ("", "")
                for group, theme in zip(found["group"], found["theme"], strict=True)]  # fmt: skip
        parts.append(found.drop(columns="_place").assign(
            by=grouping.by, schools=found["group"].map(grouping.sizes).astype("int64"),
            together=[("; ".join(grouping.together.get(group, ()))) for group in found["group"]],
            theme_name=[theme_name(t) if t else "All practice" for t in found["theme"]],
            best=[best for best, _ in told], lowest=[lowest for _, lowest in told],
        ))  # fmt: skip
    table = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    texts = ("by", "group", "together", "theme", "theme_name", "best", "lowest")
    first = ["by", "group", "together", "schools", "theme", "theme_name", "answered"]
    rest = [name for name in table if name not in first]
    shown = table[table["answered"] > 0][[*first, *rest]].astype(dict.fromkeys(texts, "str"))
    return shown.reset_index(drop=True), grouped


def _group_rows(
    rows: pd.DataFrame, framework: Framework, by: tuple[str, ...]
) -> pd.DataFrame:
    table = summary.distribution(rows, framework, by)
    rated = rows[rows["state"] == State.RATED.value]
    answered = rated.groupby(list(by))["key"].nunique().rename("answered").reset_index()
    table = table.merge(answered, on=list(by), how="left")
    return table.assign(answered=table["answered"].fillna(0).astype("int64"))


def _ends(rows: pd.DataFrame, framework: Framework, by: str) -> dict[str, tuple[str, str]]:
    """In each group the statement most often a strength and the one least often so.

    Only of statements that were rated five times; in a group by schools, that five schools rated.
    """
    table = summary.distribution(rows, framework, (by, "order", "ref"))
    table = table[table["rated"] >= FEWEST]
    if by == "group":
        rated = rows[rows["state"] == State.RATED.value]
        many = rated.groupby(["group", "ref"])["key"].nunique().rename("many").reset_index()
        table = table.merge(many, on=["group", "ref"])
        table = table[table["many"] >= FEWEST]
    ordered = table.sort_values([by, "strength_share", "order"], ascending=[True, False, True])
    found: dict[str, tuple[str, str]] = {}
    for name, part in ordered.groupby(by, sort=False):
        lowest = part[part["strength_share"] == part["strength_share"].min()]["ref"].iloc[0]
        best = part["ref"].iloc[0]
        if best != lowest:
            found[str(name)] = (str(best), str(lowest))
    return found
