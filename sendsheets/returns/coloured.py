"""Ratings that were given by a colour alone: told, and never taken for one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sendsheets import layout
from sendsheets.intake.cells import Book
from sendsheets.intake.colours import name_of
from sendsheets.intake.fills import Fills, fills
from sendsheets.intake.inspect import Facts
from sendsheets.intake.rawlook import Place, cell_name, place
from sendsheets.model import Problem, RatingAnswer, Response, Severity, State
from sendsheets.returns.find import same_sheet


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a rating, with the cells on either side of the ratings in its row."""

    sheet: str
    here: Place
    sides: tuple[Place, ...]
    ref: str
    answer: RatingAnswer


def coloured(
    data: bytes, facts: Facts, book: Book, responses: Sequence[Response]
) -> list[Problem]:
    """Tell of each rating that was not chosen while its cell is filled with a colour.

    Ours are not filled. A row that is shaded as a whole is no rating, and neither is a shade
    that several different ratings of the column have as well.

    Args:
        data: the bytes of the workbook.
        facts: what ``inspect`` found of it.
        book: its cells.
        responses: what was read of each statement, and where.

    Returns:
        A query for each such cell, in order of statement.
    """
    unrated = [r for r in responses if r.reviewer
               or any(a.state is State.BLANK for a in r.ratings.values())]  # fmt: skip
    blank = [cell for cell in _cells(book, unrated)
             if cell.answer.state is State.BLANK and cell.sheet in facts.looked]  # fmt: skip
    own = {name: frozenset(cell.here for cell in blank if cell.sheet == name)
           for name in {cell.sheet for cell in blank}}  # fmt: skip
    if not fills(data, facts, own):
        return []  # nearly always: and then the rows that are rated need no look
    cells = [cell for cell in _cells(book, responses) if cell.sheet in facts.looked]
    found = fills(data, facts, _places(cells, own.keys()))
    usual = _usual(cells, found)
    problems = []
    for cell in blank:
        shade = found.get((cell.sheet, cell.here), "")
        whole = all(found.get((cell.sheet, side)) == shade for side in cell.sides)
        if shade and not whole and (cell.sheet, cell.here[1], shade) not in usual:
            problems.append(Problem(
                "rating-coloured", Severity.QUERY, sheet=cell.sheet, cell=cell_name(*cell.here),
                refs=(cell.ref,), facts={"found": name_of(shade)},
            ))  # fmt: skip
    return problems


def _places(cells: Sequence[_Cell], sheets: Iterable[str]) -> dict[str, frozenset[Place]]:
    """The cells of some sheets and those beside them, by sheet."""
    found: dict[str, set[Place]] = {name: set() for name in sheets}
    for cell in cells:
        if cell.sheet in found:
            found[cell.sheet] |= {cell.here, *cell.sides}
    return {name: frozenset(places) for name, places in found.items()}


def _answers(responses: Sequence[Response]) -> Iterator[RatingAnswer]:
    for response in responses:
        yield from response.ratings.values()
        if response.reviewer:
            yield response.reviewer.rating
            yield response.reviewer.agreed


def _cells(book: Book, responses: Sequence[Response]) -> Iterator[_Cell]:
    review = next((s.name for s in book.sheets if same_sheet(s.name, layout.PEER_REVIEW)), "")
    for response in responses:
        yield from _of_row(response.sheet, response.ref, [*response.ratings.values()])
        if response.reviewer and review:
            for answer in (response.reviewer.rating, response.reviewer.agreed):
                yield from _of_row(review, response.ref, [answer])


def _of_row(sheet: str, ref: str, answers: Sequence[RatingAnswer]) -> Iterator[_Cell]:
    placed = [(place(answer.cell), answer) for answer in answers if answer.cell]
    for (row, column), answer in placed:
        columns = {n for (other, n), _ in placed if other == row}
        sides = tuple((row, n) for n in (min(columns) - 1, max(columns) + 1) if n > 0)
        yield _Cell(sheet, (row, column), sides, ref, answer)


def _usual(cells: Sequence[_Cell], found: Fills) -> set[tuple[str, int, str]]:
    """The shades, by sheet and column, that cells of two or more different ratings have."""
    levels: dict[tuple[str, int, str], set[str]] = {}
    for cell in cells:
        shade = found.get((cell.sheet, cell.here))
        if shade and cell.answer.level:
            levels.setdefault((cell.sheet, cell.here[1], shade), set()).add(cell.answer.level)
    return {key for key, several in levels.items() if len(several) > 1}
