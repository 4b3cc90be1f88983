"""The plain case, quickly: a row in which every cell is just as the workbook offers it. Pure.

What is read here is what ``answers.Reader`` reads and has nothing to tell about; everything
else is left to it. A test holds the two to the same result.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from sendsheets.intake.cells import Value
from sendsheets.model import (
    Kind,
    Priority,
    Rating,
    RatingAnswer,
    Response,
    State,
    Statement,
)
from sendsheets.returns.find import Row, letters
from sendsheets.returns.known import Known

_PRIORITIES = {priority.label: priority for priority in Priority}
_LONGEST = 12
"""Letters, and blanks around them, of what may be a priority."""


def plain_response(statement: Statement, row: Row, known: Known) -> Response | None:
    """What a statement's only row says, or None where its cells need a closer look.

    Args:
        statement: the statement.
        row: the row that was found for it.
        known: the framework made ready.

    Returns:
        The response where each key has one column, nothing is merged or calculated, the rating
        is a level's label or blank, the words are text, the priority
        one of the list and the due date a date; else None.
    """
    table, number, cells = row.table, row.number, row.cells
    only = table.only
    if only is None or number in table.calculated or statement.kind is Kind.OPEN:
        return None
    ratings = _answer(
        statement.ratings[0], cells.get(only["rating"]), only["rating"], number, known)
    if ratings is None:
        return None
    if "second" in only:
        value = cells.get(only["second"])
        if len(statement.ratings) > 1:
            second = _answer(statement.ratings[1], value, only["second"], number, known)
            if second is None:
                return None
            ratings = {**ratings, **second}
        elif value is not None:
            return None
    evidence = cells.get(only["evidence"], "")
    action = cells.get(only["action"], "")
    owner = cells.get(only["owner"], "")
    if type(evidence) is not str or type(action) is not str or type(owner) is not str:
        return None
    if (
        owner[:1].isdigit() or owner[-1:].isdigit()
        or action[:1].isdigit() or action[-1:].isdigit()
    ):
        return None  # perhaps a date
    if action and len(action) <= _LONGEST and action.strip().title() in _PRIORITIES:
        return None  # a priority in another's column
    typed = cells.get(only["priority"])
    priority = _PRIORITIES.get(typed) if type(typed) is str else None
    due = cells.get(only["due"])
    if (typed is not None and priority is None) or not (
        due is None or (type(due) is date and 2000 <= due.year <= 2100)
    ):
        return None
    return Response(
        statement.ref, statement.section, statement.kind, table.sheet.name, ratings, None,
        evidence, action, priority, priority.label if priority else "", owner,
        due, f"{due.day:02}/{due.month:02}/{due.year}" if due else "",
        _cells(table.named, number),
    )  # fmt: skip


def _answer(
    rating: Rating, value: Value | None, column: int, row: int, known: Known
) -> Mapping[str, RatingAnswer] | None:
    """What a cell of ratings says, by the rating's name; None where it needs a closer look."""
    if value is None:
        return _made(rating.name, State.BLANK, None, "", column, row)
    if type(value) is not str:
        return None
    level = known.exact[rating.scale.id].get(value)
    return _made(rating.name, *level, value, column, row) if level else None


@lru_cache(maxsize=16_384)
def _made(
    name: str, state: State, level: str | None, raw: str, column: int, row: int
) -> Mapping[str, RatingAnswer]:
    """An answer by name, the same object where return after return says it in the same cell."""
    return {name: RatingAnswer(state, level, raw, letters(column) + str(row))}


@lru_cache(maxsize=4_096)
def _cells(named: tuple[tuple[str, str], ...], row: int) -> Mapping[str, str]:
    """The cells of a row by key, the same object for return after return: nobody changes it."""
    return {key: column + str(row) for key, column in named}
