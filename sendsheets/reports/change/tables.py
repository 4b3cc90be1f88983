"""The comparison of two years as tidy tables."""

from __future__ import annotations

import pandas as pd

from sendsheets.reports.change.facts import Compared


def change_tables(facts: Compared) -> dict[str, pd.DataFrame]:
    """Every table of a comparison, by the name of its file.

    Returns:
        ``changes`` (``progress.changes``), ``change_sections``, ``change_statements`` and
        ``change_schools`` (``progress.counted``), ``actions_over_time`` (``so_far.over_time``)
        and ``framework_changes`` (``Compared.framework_changes``). Where no two returns can be
        compared, ``actions_over_time`` alone.
    """
    if not facts.pairs:
        return {"actions_over_time": facts.actions}
    return {
        "changes": facts.rows,
        "change_sections": facts.sections,
        "change_statements": facts.statements,
        "change_schools": facts.schools,
        "actions_over_time": facts.actions,
        "framework_changes": facts.framework_changes,
    }
