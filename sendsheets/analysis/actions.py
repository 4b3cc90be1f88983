"""One list of actions over any number of returns: what to do first stands first."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sendsheets.model import Priority

OVERDUE, PLANNED, NO_DATE, NO_ACTION = "Overdue", "Planned", "No date", "No action yet"

ACTIONS = (
    "school", "urn", "phase", "role", "framework", "ref", "statement", "label", "kind",
    "statutory", "rating", "rank", "levels", "action", "priority", "priority_raw", "owner", "due",
    "due_raw", "overdue", "status", "return_no",
)

_PRIORITIES = {priority.label: n for n, priority in enumerate(Priority)}


def actions(responses: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """List every action, and every rating that asks for one and has none.

    A rating asks for an action when its level is flagged development, whatever the kind; an open
    question never asks, but an action written beside one is listed.

    Args:
        responses: from ``tables.responses``, of any number of returns and frameworks.
        as_at: the date on which "overdue" is judged; an action due on that day is not overdue.

    Returns:
        The columns of ``ACTIONS``, named as in ``responses`` with these besides: ``rating`` (the
        level's label, empty if not rated), ``overdue`` (bool) and ``status``: "Overdue",
        "Planned" (a date from ``as_at`` on), "No date" (none, or none that could be read:
        ``due_raw`` says what was typed) or "No action yet". Rows with an action come first; both
        parts are ordered by overdue, statutory, priority (High, Medium, Low, none), worst level
        first (none last), due date (none last), school (capitals ignored), then framework order.
        A row with no action is never overdue, whatever date stands beside it.

    Source: decisions.md 29.
    """
    written = responses["action"].str.strip() != ""
    rows = responses[written | responses["development"]]
    has_action = written[rows.index]
    overdue = has_action & (rows["due"] < pd.Timestamp(as_at))
    status = (
        pd.Series(PLANNED, index=rows.index, dtype="str")
        .mask(rows["due"].isna(), NO_DATE)
        .mask(overdue, OVERDUE)
        .mask(~has_action, NO_ACTION)
    )
    listed = rows.assign(
        rating=rows["level_label"],
        overdue=overdue,
        status=status,
        _no_action=~has_action,
        _not_overdue=~overdue,
        _not_statutory=~rows["statutory"],
        _priority=rows["priority"].map(_PRIORITIES).fillna(len(_PRIORITIES)),
        _school=rows["school"].str.casefold(),
    )
    ordered = listed.sort_values(
        [
            "_no_action", "_not_overdue", "_not_statutory", "_priority", "rank", "due",
            "_school", "framework", "order", "return_no",
        ],
        na_position="last",
    )
    return ordered[list(ACTIONS)].reset_index(drop=True)
