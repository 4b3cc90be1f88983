"""What a decision that was applied came to, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sendsheets.model import Decision, Framework, Problem, Return, Severity
from sendsheets.returns.choices import one_on_list, same, stopped
from sendsheets.returns.questions import Point
from sendsheets.returns.words import rating_words


def said(decision: Decision | None, choices: Sequence[str]) -> str:
    """Which of these choices a decision is, or empty text."""
    return next((c for c in choices if decision and same(decision.decision, c)), "")


def became(
    result: Return | None, point: Point, decision: Decision, frameworks: Mapping[str, Framework]
) -> str:
    """What a decision came to, where that is not what was typed: “A” on a rating is Amber."""
    chosen = said(decision, point.question.choices)
    if point.into == "listed":
        return chosen or one_on_list(decision.decision, point.texts)
    statement = frameworks[result.framework].statement(point.ref) if result else None
    response = next((r for r in result.responses if r.ref == point.ref), None) if result else None
    if chosen or statement is None or response is None:
        return chosen
    answers = {f"rating:{rating.name}": (response.ratings.get(rating.name), rating.scale)
               for rating in statement.ratings}  # fmt: skip
    if response.reviewer:
        answers["reviewer"] = response.reviewer.rating, statement.main.scale
        answers["agreed"] = response.reviewer.agreed, statement.main.scale
    answer, scale = answers.get(point.into, (None, statement.main.scale))
    return rating_words(answer, scale) if answer else ""


def settled(decision: Decision, point: Point, outcome: str = "") -> Problem:
    """The information that takes the place of a decided doubt."""
    problem, question = point.problem, point.question
    typed = decision.decision.strip()
    raw = question.found == problem.facts.get("found", "")
    more = f" It was “{question.found}”." if raw else f" What was found: {stopped(question.found)}"
    facts = {
        "by": decision.by, "decision": decision.decision, "reason": decision.reason,
        "became": f"{outcome} (“{typed}”)" if outcome and not same(outcome, typed) else (
            outcome or typed),
        "more": more + (f" Reason: {stopped(decision.reason)}" if decision.reason else ""),
        "found": question.found, "code": problem.code,
    }  # fmt: skip
    return Problem("decision-applied", Severity.INFORMATION, file=problem.file or question.file,
                   sheet=problem.sheet, cell=problem.cell, refs=problem.refs, facts=facts)
