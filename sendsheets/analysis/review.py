"""School and reviewer side by side: agreed, higher or lower, by section, and over a whole set.

Plain agreement leads (decisions.md 28): a share, its direction and its n. Weighted kappa stands
beside it for an authority's whole set alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sendsheets.model import Framework, Kind, State

AGREED, HIGHER, LOWER, DIFFERENT = "agreed", "higher", "lower", "different"
OUTCOMES = (AGREED, HIGHER, LOWER, DIFFERENT)
"""How a reviewer's rating stands to the school's; different where one is not applicable."""

KAPPA_LEAST = 30
"""Pairs of ratings that a weighted kappa is worked out from at least (decisions.md 28)."""

BY_SECTION = ("section", "section_title")
BY_STATEMENT = ("ref", "order", "section", "section_short", "label")
BY_SCHOOL = ("return_no", "school")

_GIVEN = (State.RATED.value, State.NOT_APPLICABLE.value)


def compared(responses: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Every rating that both school and reviewer gave.

    Args:
        responses: from ``tables.responses``, of one framework.
        framework: the framework.

    Returns:
        The rows of ``responses`` in which both are rated or not applicable (open questions left
        out), with ``reviewer_rank`` and ``agreed_rank`` (1 for the level that needs most
        attention, null where not rated), ``outcome`` (one of ``OUTCOMES``) and ``gap``: how many
        levels the reviewer's is above (+) or below (-) the school's, null where one of them is
        not applicable.
    """
    both = responses["state"].isin(_GIVEN) & responses["reviewer_state"].isin(_GIVEN)
    rows = responses[both & (responses["kind"] != Kind.OPEN.value)].copy()
    for name in ("reviewer", "agreed"):
        ranks = [_rank(framework, kind, level)
                 for kind, level in zip(rows["kind"], rows[f"{name}_level"], strict=True)]
        rows[f"{name}_rank"] = pd.array(ranks, dtype="Int64")
    rows["gap"] = rows["reviewer_rank"] - rows["rank"]
    rows["outcome"] = [
        _outcome(gap, mine == theirs) for gap, mine, theirs in zip(
            rows["gap"], rows["state"], rows["reviewer_state"], strict=True)
    ]  # fmt: skip
    rows["outcome"] = rows["outcome"].astype("str")
    return rows.reset_index(drop=True)


def _rank(framework: Framework, kind: str, level: str) -> int | None:
    return framework.scale_of(Kind(kind)).rank(level) if level else None


def _outcome(gap: int | None, same_state: bool) -> str:
    if gap is None or pd.isna(gap):
        return AGREED if same_state else DIFFERENT
    return AGREED if gap == 0 else HIGHER if gap > 0 else LOWER


def tally(rows: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Count how ratings compare.

    Args:
        rows: from ``compared``.
        by: the columns to count by; over all where there are none.

    Returns:
        The columns of ``by``; ``n``; one whole number for each of ``OUTCOMES``; and
        ``agreed_share`` of n (0 to 1). In the order of ``by``; no row where there is nothing.
    """
    keys = list(by)
    marked = rows[keys].assign(n=1, **{
        name: rows["outcome"].eq(name).astype("int64") for name in OUTCOMES})
    if not len(rows):
        return marked.assign(agreed_share=pd.Series(dtype="float64"))
    if keys:
        table = marked.groupby(keys, as_index=False, sort=True).sum()
    else:
        table = marked.sum().to_frame().T
    return table.assign(agreed_share=table[AGREED] / table["n"])


def least_alike(rows: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """The statements that schools and reviewers rate least alike.

    Args:
        rows: from ``compared``.
        least: how many pairs of ratings a statement needs to be told.

    Returns:
        The columns of ``tally`` by ``BY_STATEMENT`` and ``apart`` (how many levels lie between
        the two on average), the least agreed first; those with no disagreement left out.
    """
    table = tally(rows, BY_STATEMENT)
    if not len(table):
        return table.assign(apart=pd.Series(dtype="float64"))
    apart = rows.assign(apart=rows["gap"].abs().astype("Float64")).groupby("ref")["apart"].mean()
    table["apart"] = table["ref"].map(apart).astype("Float64")
    table = table[(table["n"] >= least) & (table["agreed_share"] < 1)]
    return table.sort_values(
        ["agreed_share", "apart", "n", "order"], ascending=[True, False, False, True]
    ).reset_index(drop=True)


def second_look(rows: pd.DataFrame) -> pd.DataFrame:
    """Where a second look would help most: ratings that are furthest apart and not yet agreed on.

    Args:
        rows: from ``compared``.

    Returns:
        The rows in which the two differ and no agreed rating stands, those furthest apart first
        (one side not applicable counts as furthest), then statutory ones, then in their order.
    """
    open_ones = rows[(rows["outcome"] != AGREED) & ~rows["agreed_state"].isin(_GIVEN)]
    far = open_ones["gap"].abs().astype("Float64").fillna(99)
    return open_ones.assign(_far=far).sort_values(
        ["_far", "statutory", "return_no", "order"], ascending=[False, False, True, True]
    ).drop(columns="_far").reset_index(drop=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kappa:
    """Weighted kappa over a whole set: linear weights, so many pairs, from so many schools."""

    value: float
    n: int
    schools: int


def kappa_of(rows: pd.DataFrame, framework: Framework) -> Kappa | None:
    """Weighted kappa of an authority's whole set of practice ratings.

    Returns:
        None with fewer than ``KAPPA_LEAST`` pairs, with one school only, or where all ratings
        are the same (agreement by chance is then complete, and kappa says nothing).
    """
    rated = rows[(rows["kind"] == Kind.PRACTICE.value) & rows["gap"].notna()]
    schools = int(rated["return_no"].nunique())
    if len(rated) < KAPPA_LEAST or schools < 2:
        return None
    pairs = list(zip(rated["rank"].astype(int), rated["reviewer_rank"].astype(int), strict=True))
    value = weighted_kappa(pairs, len(framework.scale_of(Kind.PRACTICE).levels))
    return None if value is None else Kappa(value, len(pairs), schools)


def weighted_kappa(pairs: Sequence[tuple[int, int]], levels: int) -> float | None:
    """Cohen's kappa with linear weights: a step apart counts half as much as two steps.

    Args:
        pairs: the ranks that two raters gave, 1 to ``levels``.
        levels: how many levels the scale has.

    Returns:
        1 for full agreement, 0 for what chance would give; None where both always give the one
        level. Source: J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968), 213 to 220.
    """
    n = len(pairs)
    one = [sum(a == level for a, _ in pairs) / n for level in range(1, levels + 1)]
    other = [sum(b == level for _, b in pairs) / n for level in range(1, levels + 1)]
    apart = sum(abs(a - b) for a, b in pairs) / n
    by_chance = sum(abs(i - j) * one[i] * other[j] for i in range(levels) for j in range(levels))
    return 1 - apart / by_chance if by_chance else None
