"""Answers that somebody struck through by hand: told, and such a rating is not counted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sendsheets import layout
from sendsheets.intake.cells import Book
from sendsheets.intake.inspect import Facts
from sendsheets.intake.rawlook import Place, cell_name, place
from sendsheets.intake.struck import may_be_struck, struck
from sendsheets.model import ActionSoFar, Problem, RatingAnswer, Response, Severity, State
from sendsheets.returns.find import same_sheet

Struck = frozenset[tuple[str, Place]]

_GIVEN = (State.RATED, State.NOT_APPLICABLE)


def struck_out(
    data: bytes, facts: Facts, book: Book, responses: Sequence[Response],
    actions: Sequence[ActionSoFar] = (),
) -> tuple[tuple[Response, ...], list[Problem]]:
    """Take no rating for given that is struck through, and tell of all that is.

    A line through a rating most likely takes it back, and may only mark it as dealt with. So it
    is treated as any other rating in doubt (decisions.md 8): its words are kept, a person is
    asked, and it is not counted meanwhile; so it is where its statement is struck through. Other
    words that are struck through are kept and counted as they stand. Old and binary workbooks
    (.xls and .xlsb) are not looked at, which is told.

    Args:
        data: the bytes of the workbook.
        facts: what ``inspect`` found of the workbook.
        book: its cells.
        responses: what was read of each statement, and where.
        actions: what was read of Actions so far. They are read as they stand: whether one is
            done, only its status says.

    Returns:
        The responses, and a query for each struck rating with one piece of information for each
        sheet with other struck cells.
    """
    if not may_be_struck(facts):
        return tuple(responses), []
    review = next((s.name for s in book.sheets if same_sheet(s.name, layout.PEER_REVIEW)), "")
    found = struck(data, facts, {
        sheet.name: frozenset(here for here, _ in sheet.cells.items())
        for sheet in book.sheets if sheet.name in facts.looked or facts.form == "ods"
    })  # fmt: skip
    if not found:
        return tuple(responses), []
    crossed = found | _beside_crossed(responses, found)
    problems: list[Problem] = []
    made = tuple(_without(response, review, crossed, problems) for response in responses)
    asked = {(problem.sheet, place(problem.cell)) for problem in problems}
    return made, [*problems, *_others([*responses, *actions], found - asked)]


def _beside_crossed(responses: Iterable[Response], found: Struck) -> set[tuple[str, Place]]:
    """The ratings whose own statement or ref is struck through: what stands left of them."""
    lines = {(sheet, row) for sheet, (row, _) in found}
    made: set[tuple[str, Place]] = set()
    for response in responses:
        for cell in (answer.cell for answer in response.ratings.values()):
            row, last = place(cell or "")
            if (response.sheet, row) in lines and any(
                (response.sheet, (row, column)) in found for column in range(1, last)
            ):
                made.add((response.sheet, (row, last)))
    return made


def _without(
    response: Response, review: str, found: Struck, problems: list[Problem]
) -> Response:
    def doubted(answer: RatingAnswer, sheet: str) -> RatingAnswer:
        here = (sheet, place(answer.cell or ""))
        if here not in found or answer.state not in _GIVEN:
            return answer
        problems.append(Problem("rating-struck", Severity.QUERY, sheet=sheet,
                                cell=answer.cell or "", refs=(response.ref,),
                                facts={"found": answer.raw}))  # fmt: skip
        return RatingAnswer(State.UNRECOGNISED, raw=answer.raw, cell=answer.cell)

    ratings = {name: doubted(answer, response.sheet)
               for name, answer in response.ratings.items()}  # fmt: skip
    reviewer = response.reviewer
    if reviewer:
        reviewer = replace(reviewer, rating=doubted(reviewer.rating, review),
                           agreed=doubted(reviewer.agreed, review))  # fmt: skip
    return replace(response, ratings=ratings, reviewer=reviewer)


def _others(rows: Iterable[Response | ActionSoFar], found: Struck) -> Iterator[Problem]:
    """What is told of struck cells that are no ratings, sheet by sheet."""
    refs = {(row.sheet, place(cell)[0]): row.ref for row in rows for cell in _cells(row)}
    cells: dict[str, list[Place]] = {}
    for sheet, here in sorted(found):
        cells.setdefault(sheet, []).append(here)
    for sheet, told in cells.items():
        names = ", ".join(cell_name(*here) for here in told)
        whose = dict.fromkeys(refs.get((sheet, row), "") for row, _ in told)
        yield Problem("text-struck", Severity.INFORMATION, sheet=sheet, cell=cell_name(*told[0]),
                      refs=tuple(ref for ref in whose if ref), facts={"found": names})  # fmt: skip


def _cells(row: Response | ActionSoFar) -> Iterator[str]:
    """The names of the cells of a row."""
    yield from row.cells.values()
    if isinstance(row, Response):
        yield from (answer.cell for answer in row.ratings.values() if answer.cell)
