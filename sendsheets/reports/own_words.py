"""A school's summary in the words of a framework that changes ours (``[words]``).

As in a school's workbook, whatever is ours is said in their words where it meets the sheet
(``drawing``), and what is not ours (the framework's texts, what people typed) is guarded first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sendsheets.drawing.spoken import Say
from sendsheets.model import (
    Framework,
    Problem,
    Response,
    Return,
    Words,
    guarded,
    guarded_action,
    guarded_line,
)

_Guard = Callable[[str], str]


class Told(NamedTuple):
    """What a summary is drawn from, and how its texts are said (None: as they stand)."""

    framework: Framework
    result: Return
    problems: Sequence[Problem]
    others: Sequence[Return]
    say: Say | None


def in_their_words(
    framework: Framework, result: Return, problems: Sequence[Problem], others: Sequence[Return]
) -> Told:
    """Guard what is not ours, where a framework changes words; the arguments as they are, else."""
    if not framework.words:
        return Told(framework, result, problems, others, None)
    words = Words(framework.words)
    guard = words.guarded
    return Told(guarded(framework, guard), _return(result, guard),
                [_problem(problem, guard) for problem in problems],
                [_return(each, guard) for each in others], words.said)  # fmt: skip


def _return(result: Return, guard: _Guard) -> Return:
    return replace(
        result, file=guard(result.file), school=replace(result.school,
                                                        name=guard(result.school.name)),
        respondent=replace(result.respondent, name=guard(result.respondent.name)),
        responses=tuple(_response(response, guard) for response in result.responses),
        details={key: guard(text) for key, text in result.details.items()},
        enquiries=tuple(guarded_line(each, guard) for each in result.enquiries),
        actions_so_far=tuple(guarded_action(each, guard) for each in result.actions_so_far),
    )  # fmt: skip


def _response(response: Response, guard: _Guard) -> Response:
    reviewer = response.reviewer
    if reviewer:
        reviewer = replace(reviewer, comment=guard(reviewer.comment),
                           line_of_enquiry=guard(reviewer.line_of_enquiry),
                           evidence_seen=guard(reviewer.evidence_seen))  # fmt: skip
    return replace(
        response, sheet=guard(response.sheet),
        answer=guard(response.answer) if response.answer else response.answer,
        evidence=guard(response.evidence), action=guard(response.action),
        priority_raw=guard(response.priority_raw), owner=guard(response.owner),
        due_raw=guard(response.due_raw), reviewer=reviewer,
    )  # fmt: skip


def _problem(problem: Problem, guard: _Guard) -> Problem:
    facts: Mapping[str, str] = {key: guard(text) for key, text in problem.facts.items()}
    return replace(problem, file=guard(problem.file), sheet=guard(problem.sheet), facts=dict(facts))
