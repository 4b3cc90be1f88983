"""What has changed since last time, by what a carried return itself shows of last time.

For a school whose earlier return is not at hand: its workbook of this time says what was rated
then (``Return.before``). With both returns, ``progress`` tells more.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from sendsheets.analysis.progress import FELL, ROSE, STAYED, Pair, changes
from sendsheets.model import (
    Completeness,
    Crosswalk,
    Descent,
    Framework,
    How,
    RatingAnswer,
    Response,
    Return,
    State,
    Status,
)


def as_it_was(result: Return, framework: Framework) -> Return | None:
    """What a return shows of last time as a return: its main ratings, under the refs of now.

    Args:
        result: a return of this time.
        framework: the framework that it answers.

    Returns:
        It, without any words; None where the return shows no rating of last time.
    """
    if result.before is None or not result.before.levels:
        return None
    responses = []
    for response in result.responses:
        statement = framework.statement(response.ref)
        level = result.before.levels.get(response.ref)
        if statement is None or level is None:
            continue
        label = statement.main.scale.level(level).label
        responses.append(Response(
            response.ref, response.section, response.kind, response.sheet,
            {statement.main.name: RatingAnswer(State.RATED, level, label)}))  # fmt: skip
    return replace(result, completeness=Completeness.PART, responses=tuple(responses), details={},
                   enquiries=(), actions_so_far=(), before=None, completed_on=None)  # fmt: skip


def since(result: Return, framework: Framework) -> pd.DataFrame:
    """What rose, stayed and fell since last time.

    Args:
        result: a return of this time.
        framework: the framework that it answers.

    Returns:
        The rows of ``progress.changes`` (its columns and types) of the statements that were rated
        both times: what rose first, the most steps first, then what fell, then what stayed. None
        where the return shows nothing of last time.
    """
    before = as_it_was(result, framework)
    if before is None:
        return _nothing()
    same = tuple(Descent(s.ref, (s.ref,), How.SAME) for s in framework.statements)
    walk = Crosswalk(framework.id, framework.version, framework.version, same)
    rows = changes([Pair(before, result, framework, framework, walk)])
    rows = rows[rows["change"].isin([ROSE, STAYED, FELL])]
    place = rows["change"].map({ROSE: 0, FELL: 1, STAYED: 2})
    far = -rows["steps"].abs()
    return rows.assign(_place=place, _far=far).sort_values(["_place", "_far", "order"]).drop(
        columns=["_place", "_far"]).reset_index(drop=True)  # fmt: skip


@cache
def _nothing() -> pd.DataFrame:
    return changes([])


def done(result: Return) -> tuple[int, int]:
    """How many of a return's actions so far are done, and how many there are."""
    statuses = [action.status for action in result.actions_so_far]
    return statuses.count(Status.DONE), len(statuses)
