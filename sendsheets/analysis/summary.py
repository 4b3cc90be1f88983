"""What the answers add up to: counts, shares, strengths, areas for development.

Denominators are the same everywhere. Only ``rated`` answers count: not applicable, blank,
unrecognised, missing and not asked are never part of a share or a mean, and every share and mean
stands beside its ``rated`` (its n). Each return is one voice; nothing is weighted by school.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sendsheets.model import NOT_APPLICABLE_CODE, Framework, Kind, Scale, State

BY_SECTION = ("section", "section_title", "section_short")
BY_STATEMENT = (
    *BY_SECTION, "order", "ref", "kind", "statement", "label", "statutory", "theme", "effort",
)
BY_RETURN = ("return_no", "school", "urn", "phase", "role")
BY_RETURN_AND_SECTION = (*BY_RETURN, *BY_SECTION)

TO_CHECK_CODE = "?"
NOT_ASKED_CODE = "–"

_STATES = {
    "not_applicable": State.NOT_APPLICABLE,
    "blank": State.BLANK,
    "unrecognised": State.UNRECOGNISED,
    "missing": State.MISSING,
}
_RATED = ("state", "level", "rank", "strength", "development")
_POSITIONS = ("return_no", "section", "order")
_LISTED = (
    "return_no", "school", "section", "section_title", "section_short", "ref", "order",
    "statement", "label", "statutory", "level", "level_label", "code", "rank", "levels",
    "evidence", "action", "priority", "owner", "due",
)


def level_column(key: str) -> str:
    """The name of the column that counts a level."""
    return f"level_{key}"


def of_kinds(responses: pd.DataFrame, *kinds: Kind) -> pd.DataFrame:
    """The rows of these kinds, in the order they stand."""
    return responses[responses["kind"].isin([kind.value for kind in kinds])]


def distribution(
    responses: pd.DataFrame,
    framework: Framework,
    by: Sequence[str] = (),
    kinds: Sequence[Kind] = (Kind.PRACTICE,),
) -> pd.DataFrame:
    """Count how statements were rated, in groups.

    Args:
        responses: from ``tables.responses``; rows of other frameworks are left out.
        framework: the framework whose scale gives the levels.
        by: columns of ``responses`` to group by: ``BY_SECTION``, ``BY_STATEMENT``,
            ``BY_RETURN``, ``BY_RETURN_AND_SECTION`` or any others; none for one row of totals.
        kinds: the kinds to count; they must share one scale.

    Returns:
        One row a group that was asked anything, in order of return, section and statement where
        those are among ``by``, then of the rest of ``by``. Its columns are ``by``, then whole
        numbers: ``level_<key>`` for each level of the scale in its own order,
        ``not_applicable``, ``blank`` (not yet rated), ``unrecognised`` (to check), ``missing``,
        ``total`` (all of these, everything asked), ``rated`` (the sum of the levels),
        ``strengths`` and ``developments`` (rated at levels flagged so); then numbers that are
        NaN where ``rated`` is 0: ``strength_share`` and ``development_share`` (of ``rated``,
        0 to 1), ``mean`` (of ``rank``, 1 = needs most attention) and ``spread`` (population
        standard deviation of ``rank``). Show ``mean`` and ``spread`` only where
        ``framework.means``.

    Raises:
        ValueError: the kinds are rated on different scales, so their counts can't be added up.
    """
    scale = _one_scale(framework, kinds)
    wanted = (responses["framework"] == framework.id) & responses["kind"].isin(
        [kind.value for kind in kinds])
    # Only what is counted: a copy of whole rows, evidence and all, takes longer than counting.
    return count_ratings(responses.loc[wanted, list(dict.fromkeys((*by, *_RATED)))], scale, by)


def strengths(responses: pd.DataFrame, n: int | None = None) -> pd.DataFrame:
    """One school's strengths: practice rated at a level flagged strength, highest level first.

    Args:
        responses: the rows of one return.
        n: how many at most; all of them if not given.

    Returns:
        Ref, statement, level, evidence, action and the rest of what a list shows; statements of
        the same level stand in framework order.
    """
    rows = of_kinds(responses, Kind.PRACTICE)
    rows = rows[rows["strength"]].sort_values(["rank", "order"], ascending=[False, True])
    return _listed(rows, n)


def areas(responses: pd.DataFrame, n: int | None = None) -> pd.DataFrame:
    """One school's areas for development: practice at a level flagged so, worst level first.

    Arguments and columns are those of ``strengths``.
    """
    rows = of_kinds(responses, Kind.PRACTICE)
    return _listed(rows[rows["development"]].sort_values(["rank", "order"]), n)


def top_statements(statements: pd.DataFrame, n: int = 10) -> pd.DataFrame:
    """The statements most often rated a strength, highest share first.

    Args:
        statements: from ``distribution`` by ``BY_STATEMENT``.
        n: how many at most.

    Returns:
        Rows of ``statements``. Equal shares stand in framework order; a statement that nobody
        rated isn't listed.
    """
    return _by_share(statements, "strength_share", ascending=False).head(n)


def low_statements(statements: pd.DataFrame, n: int = 10) -> pd.DataFrame:
    """The statements least often rated a strength, lowest share first; else as the top ones."""
    return _by_share(statements, "strength_share", ascending=True).head(n)


def challenges(responses: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """What gets in the way: challenges, those most often rated a concern first.

    Returns:
        ``distribution`` by ``BY_STATEMENT`` of the challenges, in falling order of
        ``development_share``; those that nobody rated come last. Empty if there are none.
    """
    if not any(words.kind is Kind.CHALLENGE for words in framework.kinds):
        return count_ratings(responses.iloc[:0], None, BY_STATEMENT)
    table = distribution(responses, framework, BY_STATEMENT, (Kind.CHALLENGE,))
    order = table.sort_values(
        ["development_share", "order"], ascending=[False, True], na_position="last"
    )
    return order.reset_index(drop=True)


def questions_and_goals(
    responses: pd.DataFrame, framework: Framework
) -> list[tuple[tuple[Kind, ...], pd.DataFrame]]:
    """Closed questions and goals by statement, in framework order: one table for each scale.

    Returns:
        Pairs of the kinds counted together and their ``distribution`` by ``BY_STATEMENT``: one
        pair if questions and goals share a scale, two if not, none if there are neither.
    """
    groups: dict[str, list[Kind]] = {}
    for words in framework.kinds:
        if words.kind in (Kind.QUESTION, Kind.GOAL):
            groups.setdefault(words.ratings[0].scale.id, []).append(words.kind)
    return [
        (tuple(kinds), distribution(responses, framework, BY_STATEMENT, kinds))
        for kinds in groups.values()
    ]


def heat_map(responses: pd.DataFrame) -> pd.DataFrame:
    """Every practice rating at a glance: a row a return, a column a statement.

    Args:
        responses: from ``tables.responses``, of one framework.

    Returns:
        Columns ``return_no``, ``school``, ``phase``, ``role``, ``rated``, ``strength_share``
        (of ``rated``, NaN if 0) and then the refs that anyone was asked, in framework order.
        Rows are alphabetical by school (capitals ignored), then role. A cell is the level's code
        letter, ``NA`` for not applicable, ``?`` for unrecognised, empty for not yet rated (blank
        or missing), or a dash where that return wasn't asked.

    Raises:
        ValueError: the rows are of more than one framework.
    """
    if responses["framework"].nunique() > 1:
        raise ValueError("a heat map shows one framework at a time")
    rows = of_kinds(responses, Kind.PRACTICE)
    codes = rows["code"].mask(rows["state"] == State.NOT_APPLICABLE.value, NOT_APPLICABLE_CODE)
    codes = codes.mask(rows["state"] == State.UNRECOGNISED.value, TO_CHECK_CODE)
    refs = rows.drop_duplicates("order").sort_values("order")["ref"].tolist()
    cells = (
        rows.assign(cell=codes)
        .pivot(index="return_no", columns="ref", values="cell")
        .reindex(columns=refs)
        .fillna(NOT_ASKED_CODE)
    )
    known = rows.assign(
        rated=rows["state"].eq(State.RATED.value).astype("int64"),
        strong=rows["strength"].astype("int64"),
    ).groupby(["return_no", "school", "phase", "role"], sort=False, as_index=False)
    heads = known[["rated", "strong"]].sum()
    heads["strength_share"] = share(heads["strong"], heads["rated"])
    table = heads.drop(columns="strong").merge(
        cells, left_on="return_no", right_index=True, how="left"
    )
    alphabetical = table.assign(_name=table["school"].str.casefold()).sort_values(
        ["_name", "school", "role", "return_no"]
    )
    return alphabetical.drop(columns="_name").reset_index(drop=True)


def _one_scale(framework: Framework, kinds: Sequence[Kind]) -> Scale:
    scales = [framework.scale_of(kind) for kind in kinds]
    if any(scale.id != scales[0].id for scale in scales):
        raise ValueError(f"{', '.join(kinds)} are rated on different scales")
    return scales[0]


def count_ratings(rows: pd.DataFrame, scale: Scale | None, by: Sequence[str]) -> pd.DataFrame:
    """Count the ratings of any rows in groups.

    Args:
        rows: with the columns ``state``, ``level``, ``rank``, ``strength``, ``development``, and
            those of ``by``.
        scale: whose levels to count; none for no level columns.
        by: columns to group by; none for one row of totals.

    Returns:
        The columns described in ``distribution``.
    """
    # Compared as numbers: a column of text is gone through letter by letter for every level.
    levels, states = rows["level"].astype("category"), rows["state"].astype("category")
    counts: dict[str, pd.Series[Any]] = {
        level_column(level.key): levels == level.key
        for level in (scale.levels if scale else ())
    }
    counts |= {name: states == state.value for name, state in _STATES.items()}
    counts["total"] = states != State.NOT_ASKED.value
    counts["rated"] = states == State.RATED.value
    counts["strengths"] = rows["strength"]
    counts["developments"] = rows["development"]
    work = rows[list(by)].assign(
        **{name: flags.astype("int64") for name, flags in counts.items()},
        _rank=rows["rank"].astype("float64"),
        _all=0,
    )
    groups = work.groupby(list(by) or ["_all"], sort=False, dropna=False)
    table = groups[list(counts)].sum()
    table["strength_share"] = share(table["strengths"], table["rated"])
    table["development_share"] = share(table["developments"], table["rated"])
    table["mean"] = groups["_rank"].mean()
    table["spread"] = groups["_rank"].std(ddof=0)
    if not by:
        return _totals(table, list(counts))
    table = table.reset_index()
    first = [name for name in _POSITIONS if name in by]
    table = table.sort_values(first + [name for name in by if name not in first])
    return table.reset_index(drop=True)


def _totals(table: pd.DataFrame, counts: list[str]) -> pd.DataFrame:
    """Exactly one row, of zeros where nothing was asked."""
    whole = table.reindex([0])
    return whole.assign(**{n: whole[n].fillna(0).astype("int64") for n in counts}).reset_index(
        drop=True
    )


def share(part: pd.Series[Any], whole: pd.Series[Any]) -> pd.Series[Any]:
    """Part of whole, NaN (never 0) where there is nothing to take a share of."""
    return part / whole.where(whole > 0)


def _by_share(statements: pd.DataFrame, column: str, *, ascending: bool) -> pd.DataFrame:
    listed = statements[statements["rated"] > 0]
    ordered = listed.sort_values([column, "order"], ascending=[ascending, True])
    return ordered.reset_index(drop=True)


def _listed(rows: pd.DataFrame, n: int | None) -> pd.DataFrame:
    chosen = rows if n is None else rows.head(n)
    return chosen[list(_LISTED)].reset_index(drop=True)
