"""The plain case, quickly: a row in which every cell is just as the workbook offers it. Pure.

What is read here is what ``answers.Reader`` reads and has nothing to tell about; everything
else is left to it. A test holds the two to the same result.
"""

from __future__ import annotations

from datetime import date

from sendsheets.model import Kind, Priority, RatingAnswer, Response, State, Statement
from sendsheets.returns.find import Row, letters
from sendsheets.returns.known import Known

_PRIORITIES = {priority.label: priority for priority in Priority}


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
    row_name = str(number)
    name = letters(only["rating"]) + row_name
    value = cells.get(only["rating"])
    if value is None:
        main = RatingAnswer(State.BLANK, None, "", name)
    else:
        level = known.exact[statement.main.scale.id].get(value) if type(value) is str else None
        if level is None:
            return None
        main = RatingAnswer(level[0], level[1], str(value), name)
    ratings = {statement.main.name: main}
    if "second" in only:
        second = _second(statement, row, only["second"], known)
        if second is None:
            return None
        ratings |= second
    evidence = cells.get(only["evidence"], "")
    action = cells.get(only["action"], "")
    owner = cells.get(only["owner"], "")
    if type(evidence) is not str or type(action) is not str or type(owner) is not str:
        return None
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
        {key: column + row_name for key, column in table.named},
    )  # fmt: skip


def _second(
    statement: Statement, row: Row, column: int, known: Known
) -> dict[str, RatingAnswer] | None:
    """The second rating, if the statement asks for one; None where it needs a closer look."""
    value = row.cells.get(column)
    if len(statement.ratings) == 1:
        return {} if value is None else None
    rating = statement.ratings[1]
    name = letters(column) + str(row.number)
    if value is None:
        return {rating.name: RatingAnswer(State.BLANK, None, "", name)}
    level = known.exact[rating.scale.id].get(value) if type(value) is str else None
    if level is None:
        return None
    return {rating.name: RatingAnswer(level[0], level[1], str(value), name)}
