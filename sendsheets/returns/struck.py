"""Answers that somebody struck through by hand: told, and such a rating is not counted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sendsheets import layout
from sendsheets.intake.cells import Book
from sendsheets.intake.inspect import Facts
from sendsheets.intake.rawlook import Place, place
from sendsheets.intake.struck import may_be_struck, struck
from sendsheets.model import ActionSoFar, Problem, RatingAnswer, Response, Severity, State
from sendsheets.returns.find import same_sheet
from sendsheets.returns.so_far_words import raw

Struck = frozenset[tuple[str, Place]]

_GIVEN = (State.RATED, State.NOT_APPLICABLE)


def struck_out(
    facts: Facts, book: Book, responses: Sequence[Response]
) -> tuple[tuple[Response, ...], list[Problem]]:
    """Take no rating for given that is struck through, and tell of all that is.

    A line through a rating most likely takes it back, and may only mark it as dealt with. So it
    is treated as any other rating in doubt (decisions.md 8): its words are kept, a person is
    asked, and it is not counted meanwhile. Words that are struck through are kept and counted as
    they stand. Excel's own workbooks alone are looked at (.xlsx and .xlsm).

    Args:
        facts: what ``inspect`` found of the workbook.
        book: its cells.
        responses: what was read of each statement, and where.

    Returns:
        The responses, and a query for each struck rating with one piece of information for each
        sheet with other struck answers.
    """
    if not may_be_struck(facts):
        return tuple(responses), []
    review = next((s.name for s in book.sheets if same_sheet(s.name, layout.PEER_REVIEW)), "")
    wanted: dict[str, set[Place]] = {}
    for sheet, cell in _places(responses, review):
        if sheet in facts.looked:
            wanted.setdefault(sheet, set()).add(place(cell))
    found = struck(facts, {sheet: frozenset(places) for sheet, places in wanted.items()})
    problems: list[Problem] = []
    made = tuple(_without(response, review, found, problems) for response in responses)
    return made, [*problems, *_texts(responses, found)]


def _places(responses: Iterable[Response], review: str) -> Iterator[tuple[str, str]]:
    """The sheet and the name of every cell that holds an answer."""
    for response in responses:
        cells = [*response.cells.values(), *(a.cell for a in response.ratings.values())]
        yield from ((response.sheet, cell) for cell in cells if cell)
        if response.reviewer and response.reviewer.rating.cell:
            yield review, response.reviewer.rating.cell


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
        reviewer = replace(reviewer, rating=doubted(reviewer.rating, review))
    return replace(response, ratings=ratings, reviewer=reviewer)


def _texts(responses: Iterable[Response], found: Struck) -> Iterator[Problem]:
    """What is told of struck answers that are no ratings, sheet by sheet."""
    cells: dict[str, list[tuple[str, str]]] = {}
    for response in responses:
        words = {"evidence": response.evidence, "answer": response.answer, "due": response.due_raw,
                 "action": response.action, "owner": response.owner,
                 "priority": response.priority_raw}  # fmt: skip
        for name, cell in response.cells.items():
            if words.get(name) and (response.sheet, place(cell)) in found:
                cells.setdefault(response.sheet, []).append((cell, response.ref))
    for sheet, told in cells.items():
        names = ", ".join(cell for cell, _ in told)
        yield Problem("text-struck", Severity.INFORMATION, sheet=sheet, cell=told[0][0],
                      refs=tuple(dict.fromkeys(ref for _, ref in told)),
                      facts={"found": names})  # fmt: skip


def struck_actions(facts: Facts, actions: Iterable[ActionSoFar]) -> list[Problem]:
    """Tell of actions so far that are struck through, as people do with what is done.

    They are read as they stand: what an action's status is, only its status says.
    """
    every = [action for action in actions if action.sheet in facts.looked]
    if not every or not may_be_struck(facts):
        return []
    cells = {(a.sheet, cell): a for a in every for key, cell in a.cells.items() if raw(a, key)}
    wanted: dict[str, set[Place]] = {}
    for sheet, cell in cells:
        wanted.setdefault(sheet, set()).add(place(cell))
    found = struck(facts, {sheet: frozenset(places) for sheet, places in wanted.items()})
    told: dict[str, list[tuple[str, ActionSoFar]]] = {}
    for (sheet, cell), action in cells.items():
        if (sheet, place(cell)) in found:
            told.setdefault(sheet, []).append((cell, action))
    return [
        Problem("text-struck", Severity.INFORMATION, sheet=sheet, cell=pairs[0][0],
                refs=tuple(dict.fromkeys(a.ref for _, a in pairs if a.ref)),
                facts={"found": ", ".join(cell for cell, _ in pairs)})
        for sheet, pairs in told.items()
    ]  # fmt: skip
