"""Training needs: what a second rating says about who wants training and who could help.

Confidence and training need are asked apart and are not opposites: a confident SENCO may still
want an update. So need is counted from the need rating alone, and help from confidence alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sendsheets.analysis.summary import BY_SECTION, count_ratings, level_column, share
from sendsheets.model import Framework, Scale, State

CONSENT = "consent_to_share"
"""The key of the Cover's question whether a respondent's name may be shared."""


def wanted_levels(scale: Scale) -> tuple[str, ...]:
    """The keys of the levels that mean training is wanted: the upper half as people see them.

    Medium and High of None, Low, Medium, High. It goes by the order shown, low to high, since a
    need is neither good nor bad.
    """
    return tuple(level.key for level in scale.levels[-(len(scale.levels) // 2) :])


def training_needs(
    second: pd.DataFrame,
    details: pd.DataFrame,
    framework: Framework,
    by: Sequence[str] = BY_SECTION,
) -> pd.DataFrame:
    """How many want training, how much, and who could help others, by topic.

    Args:
        second: from ``tables.second_ratings``; rows of other frameworks are left out.
        details: from ``tables.details`` of the same returns, for consent.
        framework: the framework that has the second rating.
        by: columns to group by: ``BY_SECTION`` or ``BY_STATEMENT``.

    Returns:
        One row a group, in framework order: ``by``; counts of answers ``level_<key>``,
        ``not_applicable``, ``blank``, ``unrecognised``, ``missing``, ``total``, ``rated``;
        ``wanted`` (answers at ``wanted_levels``) and ``wanted_share`` (of ``rated``); counts of
        returns ``respondents`` (rated at least one need here), ``wanting`` (at least one of them
        wanted) and ``wanting_share`` (of ``respondents``); ``could_help`` (rows of
        ``could_help`` here) and ``helpers`` (their schools, "; " between). Shares are 0 to 1,
        NaN where there is nothing to take a share of. No rows where the framework has no second
        rating.

    Source: training demand by topic is High and Medium over respondents (domain.md 3.8, 4.4).
    """
    keys = list(by)
    rows = second[second["framework"] == framework.id]
    rating = framework.second_rating
    table = count_ratings(rows, rating.scale if rating else None, by)
    levels = wanted_levels(rating.scale) if rating else ()
    table = table[[*keys, *_counts(rating.scale if rating else None)]]
    table["wanted"] = table[[level_column(key) for key in levels]].sum(axis=1).astype("int64")
    table["wanted_share"] = share(table["wanted"], table["rated"])

    flagged = rows[[*keys, "return_no"]].assign(
        respondents=rows["state"].eq(State.RATED.value),
        wanting=rows["level"].isin(levels),
    )
    voices = flagged.groupby([*keys, "return_no"], sort=False, as_index=False).any()
    people = voices.groupby(keys, sort=False)[["respondents", "wanting"]].sum().astype("int64")
    table = table.merge(people, left_on=keys, right_index=True, how="left")
    table["wanting_share"] = share(table["wanting"], table["respondents"])

    helping = could_help(second, details, framework, by).groupby(keys, sort=False)["school"]
    helpers = pd.DataFrame({"could_help": helping.size(), "helpers": helping.agg("; ".join)})
    table = table.merge(helpers, left_on=keys, right_index=True, how="left")
    return table.assign(
        could_help=table["could_help"].fillna(0).astype("int64"),
        helpers=table["helpers"].astype("object").fillna("").astype("str"),
    )


def could_help(
    second: pd.DataFrame,
    details: pd.DataFrame,
    framework: Framework,
    by: Sequence[str] = BY_SECTION,
) -> pd.DataFrame:
    """Who could help others: at the top level of the main rating, and willing to be named.

    Only returns whose ``consent_to_share`` detail is "Yes" (in any case) are listed; no answer
    is no consent. Arguments are those of ``training_needs``.

    Returns:
        One row for each group and return with at least one statement at the top level: ``by``,
        ``return_no``, ``school``, ``phase``, ``role``, ``respondent``, ``statements`` (how many)
        and ``refs`` ("1a, 1c"), in framework order, then alphabetical by school.
    """
    keys = [*by, "return_no", "school", "phase", "role", "respondent"]
    consent = details[(details["key"] == CONSENT)]
    willing = consent.loc[consent["value"].str.strip().str.casefold() == "yes", "return_no"]
    top = (second["main_rank"] == second["main_levels"]).fillna(False).astype("bool")
    rows = second[
        (second["framework"] == framework.id) & second["return_no"].isin(willing) & top
    ]
    refs = rows.groupby(keys, sort=False)["ref"]
    table = pd.DataFrame({"statements": refs.size(), "refs": refs.agg(", ".join)}).reset_index()
    place = [name for name in ("section", "order") if name in by]
    return (
        table.assign(_name=table["school"].str.casefold())
        .sort_values([*place, "_name", "return_no"])
        .drop(columns="_name")
        .reset_index(drop=True)
    )


def _counts(scale: Scale | None) -> list[str]:
    levels = [level_column(level.key) for level in scale.levels] if scale else []
    return [*levels, "not_applicable", "blank", "unrecognised", "missing", "total", "rated"]
