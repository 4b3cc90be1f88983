"""What was typed into a workbook, held against what was read back, cell by cell."""

from __future__ import annotations

from datetime import date

from sendsheets.layout import Plan
from sendsheets.model import Kind, Return
from sendsheets.workbook.answers import Answers

Place = tuple[str, str]
"""A ref (or Cover) and what of it."""


def typed(plan: Plan, answers: Answers) -> dict[Place, str | date]:
    """Every answer that was typed, empty ones left out."""
    found: dict[Place, str | date] = {("Cover", k): v for k, v in answers.details.items()}
    for s in plan.statements:
        a = answers.of(s.ref)
        names = [rating.name for rating in s.ratings]
        found |= {(s.ref, name): text for name, text in zip(names, (a.rating, a.second),
                                                            strict=False)}  # fmt: skip
        words = "answer" if s.kind is Kind.OPEN else "evidence"
        found |= {(s.ref, words): a.evidence, (s.ref, "action"): a.action, (s.ref, "due"): a.due,
                  (s.ref, "priority"): a.priority, (s.ref, "owner"): a.owner}  # fmt: skip
        if plan.peer_review and s.kind is not Kind.OPEN:
            found |= {(s.ref, "reviewer rating"): a.reviewer_rating,
                      (s.ref, "reviewer comment"): a.reviewer_comment,
                      (s.ref, "line of enquiry"): a.line_of_enquiry}  # fmt: skip
    return {place: value for place, value in found.items() if value != ""}


def read(result: Return) -> dict[Place, str | date]:
    """Every answer that was read, empty ones left out."""
    who = result.respondent
    cover = {
        "school_name": result.school.name, "urn": result.school.urn, "phase": result.school.phase,
        "completed_by": who.name, "role": who.role, "completed_on": result.completed_on or "",
        **result.details,
    }  # fmt: skip
    found: dict[Place, str | date] = {("Cover", key): value for key, value in cover.items()}
    for r in result.responses:
        found |= {(r.ref, name): answer.raw for name, answer in r.ratings.items()}
        found |= {(r.ref, "answer"): r.answer or "", (r.ref, "evidence"): r.evidence,
                  (r.ref, "action"): r.action, (r.ref, "due"): r.due or r.due_raw,
                  (r.ref, "priority"): r.priority_raw, (r.ref, "owner"): r.owner}  # fmt: skip
        if r.reviewer:
            found |= {(r.ref, "reviewer rating"): r.reviewer.rating.raw,
                      (r.ref, "reviewer comment"): r.reviewer.comment,
                      (r.ref, "line of enquiry"): r.reviewer.line_of_enquiry}  # fmt: skip
    return {place: value for place, value in found.items() if value != ""}
