"""Several audits of the same schools, theme by theme. Their scales differ; nothing is averaged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sendsheets.analysis.groups import FEWEST
from sendsheets.analysis.partners import standpoints
from sendsheets.analysis.themes import theme_name
from sendsheets.model import Framework, Kind, State


def themes_across(
    responses: pd.DataFrame, frameworks: Mapping[str, Framework], schools: pd.DataFrame
) -> pd.DataFrame:
    """How each audit's practice statements of a theme stand, one audit beside another.

    Args:
        responses: from ``tables.responses``, of all the audits.
        frameworks: the audits by id.
        schools: one row a return: ``return_no`` and ``key`` (equal for returns of one school).

    Returns:
        One row a theme and audit that five schools or more rated, by the theme's name, then by
        the audit's title: ``theme``, ``theme_name``, ``framework``, ``title``; the whole numbers
        ``statements``, ``schools``, ``rated`` (the n), ``strengths``, ``neither`` and
        ``developments`` (ratings); and ``strength_share`` and ``development_share`` of ``rated``.
    """
    rows = _rated(responses, schools)
    rows = rows[rows["theme"] != ""]
    groups = rows.groupby(["theme", "framework"], sort=True)
    table = pd.DataFrame({
        "statements": groups["ref"].nunique(), "schools": groups["key"].nunique(),
        "rated": groups.size(), "strengths": groups["strength"].sum(),
        "developments": groups["development"].sum(),
    }).astype("int64").reset_index()  # fmt: skip
    table = table[table["schools"] >= FEWEST]
    table.insert(1, "theme_name", table["theme"].map(theme_name).astype("str"))
    table.insert(3, "title", [frameworks[name].title for name in table["framework"]])
    neither = table["rated"] - table["strengths"] - table["developments"]
    table.insert(list(table).index("developments"), "neither", neither)
    return table.assign(
        strength_share=table["strengths"] / table["rated"],
        development_share=table["developments"] / table["rated"],
        _name=_folded(table["theme_name"]), _title=_folded(table["title"]),
    ).sort_values(["_name", "theme", "_title", "framework"]).drop(
        columns=["_name", "_title"]).reset_index(drop=True)  # fmt: skip


def schools_across(
    responses: pd.DataFrame, frameworks: Mapping[str, Framework], schools: pd.DataFrame
) -> pd.DataFrame:
    """The schools that answered more than one audit, and where their answers part.

    Args:
        responses: from ``tables.responses``, of all the audits.
        frameworks: the audits by id.
        schools: one row a return: ``return_no``, ``key``, ``school``, ``urn`` and ``phase``.

    Returns:
        One row a school and audit, by school's name, then by the audit's title: ``key``,
        ``school``, ``urn``, ``phase``, ``framework``, ``title``, ``rated`` and ``strengths``
        (ratings of practice), ``strength_share`` and ``apart``: the themes that it mostly rates
        a strength in this audit and an area for development in another, or the reverse, in words;
        empty where there are none.
    """
    rows = _rated(responses, schools)
    groups = rows.groupby(["key", "framework"], sort=True)
    table = pd.DataFrame({"rated": groups.size(), "strengths": groups["strength"].sum()})
    table = table.astype("int64").reset_index()
    several = table["key"].value_counts()
    table = table[table["key"].isin(several.index[several > 1])]
    known = schools.drop_duplicates("key").set_index("key")
    for place, name in enumerate(("school", "urn", "phase"), 1):
        said = [str(known.at[key, name]) for key in table["key"]]
        table.insert(place, name, pd.Series(said, table.index, dtype="str"))
    table.insert(5, "title", [frameworks[name].title for name in table["framework"]])
    words = _apart(responses, frameworks, schools)
    return table.assign(
        strength_share=table["strengths"] / table["rated"],
        apart=pd.Series(
            [words.get(place, "") for place in zip(table["key"], table["framework"], strict=True)],
            table.index, dtype="str"),
        _name=_folded(table["school"]), _title=_folded(table["title"]),
    ).sort_values(["_name", "key", "_title", "framework"]).drop(
        columns=["_name", "_title"]).reset_index(drop=True)  # fmt: skip


def _folded(names: pd.Series[Any]) -> list[str]:
    return [str(name).casefold() for name in names]


def _rated(responses: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    rows = responses[(responses["kind"] == Kind.PRACTICE.value)
                     & (responses["state"] == State.RATED.value)]  # fmt: skip
    keys = dict(zip(schools["return_no"], schools["key"], strict=True))
    return rows.assign(key=[keys[number] for number in rows["return_no"]])


def _apart(
    responses: pd.DataFrame, frameworks: Mapping[str, Framework], schools: pd.DataFrame
) -> dict[tuple[str, str], str]:
    """By school and audit, the themes that it sees differently in another audit, in words."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for name in frameworks:
        stands = standpoints(responses[responses["framework"] == name], schools, "theme")
        for flag in ("strong", "low"):
            mine = stands[stands[flag]]
            for key, theme in zip(mine["key"], mine["about"], strict=True):
                sides = found.setdefault((str(key), str(theme)), {"strong": set(), "low": set()})
                sides[flag].add(name)
    words: dict[tuple[str, str], dict[str, list[str]]] = {}
    for (key, theme), sides in found.items():
        if sides["strong"] and sides["low"]:
            for flag, names in sides.items():
                for name in names:
                    said = words.setdefault((key, name), {"strong": [], "low": []})
                    said[flag].append(theme_name(theme))
    return {place: _sides(said) for place, said in words.items()}


def _sides(said: Mapping[str, list[str]]) -> str:
    strong, low = (", ".join(sorted(said[flag])) for flag in ("strong", "low"))
    parts = [f"Mostly a strength here, an area elsewhere: {strong}." if strong else "",
             f"Mostly an area here, a strength elsewhere: {low}." if low else ""]  # fmt: skip
    return " ".join(part for part in parts if part)
