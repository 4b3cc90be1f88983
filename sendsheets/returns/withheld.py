"""Words that may identify a pupil are held back from everything made of a return. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sendsheets.layout import PEER_REVIEW
from sendsheets.model import Problem, Reading, Response
from sendsheets.returns import enquiries
from sendsheets.returns.privacy import PUPILS
from sendsheets.returns.so_far_words import MARK, read_words
from sendsheets.returns.so_far_words import put_words as put_so_far

_BEGINS = "(Withheld: this may identify a pupil."
_FIELDS = ("answer", "evidence", "action", "comment", "line_of_enquiry",
           "evidence_seen")  # fmt: skip


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
        if problem.code in PUPILS:
            private.setdefault(problem.refs[0] if problem.refs else "", []).append(problem)
    if reading.result is None or not private:
        return reading
    responses = tuple(_held(r, private.get(r.ref, [])) for r in reading.result.responses)
    result = replace(reading.result, responses=responses)
    for problem in (p for problems in private.values() for p in problems):
        name = problem.facts.get("field", "")
        if name.startswith(enquiries.ENQUIRY) and enquiries.words_in(result, name):
            result = enquiries.put(result, name, _instead(problem, ""))
        elif name.startswith(MARK) and read_words(result, name):
            result = put_so_far(result, name, _instead(problem, ""))
    return replace(reading, result=result)


def _held(response: Response, problems: list[Problem]) -> Response:
    for problem in problems:
        if not words_of(response, problem.facts.get("field", "")):
            continue  # a person left them out
        words = _instead(problem, response.ref)
        response = put_words(response, problem.facts.get("field", ""), words)
    return response


def _instead(problem: Problem, ref: str) -> str:
    where = f"{problem.sheet} {problem.cell or ref}".strip()
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
        "evidence_seen": reviewer.evidence_seen if reviewer else "",
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
    if name == "evidence_seen":
        return replace(response, reviewer=replace(reviewer, evidence_seen=words))
    return response
