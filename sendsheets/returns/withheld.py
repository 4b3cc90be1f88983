"""Words that may identify a pupil are held back from everything made of a return. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sendsheets.layout import PEER_REVIEW
from sendsheets.model import Problem, Reading, Response
from sendsheets.returns.privacy import PUPILS
from sendsheets.returns.so_far_words import MARK, read_words
from sendsheets.returns.so_far_words import put_words as put_so_far

_BEGINS = "(Withheld: this may identify a pupil."
_FIELDS = ("answer", "evidence", "action", "comment", "line_of_enquiry")


def withhold(reading: Reading) -> Reading:
    """The reading without words about which nobody has decided yet.

    Args:
        reading: after a person's decisions (``decided.apply``), before copies are put together.

    Returns:
        The reading in which a sentence of ours stands for the words of each cell that
        ``upn-found`` or ``birth-date-found`` asks about, wherever they would be shown. It names
        the sheet and the cell, where the words still stand in the workbook.
    """
    private: dict[str, list[Problem]] = {}
    for problem in reading.problems:
        if problem.code in PUPILS and problem.refs:
            private.setdefault(problem.refs[0], []).append(problem)
    result = reading.result
    if result is None:
        return reading
    for problem in reading.problems:
        field = problem.facts.get("field", "")
        if problem.code in PUPILS and field.startswith(MARK) and read_words(result, field):
            where = f"{problem.sheet} {problem.cell}".strip()
            result = put_so_far(result, field, _sentence(where))
    responses = tuple(_held(r, private.get(r.ref, [])) for r in result.responses)
    return replace(reading, result=replace(result, responses=responses)) if private or (
        result is not reading.result) else reading


def _held(response: Response, problems: list[Problem]) -> Response:
    for problem in problems:
        where = f"{problem.sheet} {problem.cell or response.ref}"
        if not words_of(response, problem.facts.get("field", "")):
            continue  # a person left them out
        response = put_words(response, problem.facts.get("field", ""), _sentence(where))
    return response


def _sentence(where: str) -> str:
    return f"{_BEGINS} It stands in the workbook itself, {where}.)"


def is_withheld(text: str) -> bool:
    """Whether our sentence stands for the words."""
    return text.startswith(_BEGINS)


def cleared(response: Response, told: Callable[[str, str], None]) -> Response:
    """A response of another copy, without the words that are held back there.

    ``told`` is called with the sheet and the name of each field that is cleared.
    """
    for name in _FIELDS:
        if is_withheld(words_of(response, name)):
            told(response.sheet if name in _FIELDS[:3] else PEER_REVIEW, name)
            response = put_words(response, name, "")
    return response


def words_of(response: Response, name: str) -> str:
    """One of the free texts of a response, named as in ``Point.into``."""
    reviewer = response.reviewer
    texts = {
        "answer": response.answer or "", "evidence": response.evidence, "action": response.action,
        "comment": reviewer.comment if reviewer else "",
        "line_of_enquiry": reviewer.line_of_enquiry if reviewer else "",
    }  # fmt: skip
    return texts.get(name, "")


def put_words(response: Response, name: str, words: str) -> Response:
    """The response with other words in one of its free texts, named as in ``Point.into``."""
    if name == "answer":
        return replace(response, answer=words)
    if name == "evidence":
        return replace(response, evidence=words)
    if name == "action":
        return replace(response, action=words)
    reviewer = response.reviewer
    if reviewer is None:
        return response
    if name == "comment":
        return replace(response, reviewer=replace(reviewer, comment=words))
    if name == "line_of_enquiry":
        return replace(response, reviewer=replace(reviewer, line_of_enquiry=words))
    return response
