"""A reading as plain data, for ``check --json`` (decisions.md), and the schema of that data."""

from __future__ import annotations

from typing import Any

from sendsheets.model import (
    ActionSoFar,
    Asked,
    Before,
    Completeness,
    Disposition,
    Enquiry,
    Kind,
    Origin,
    Priority,
    Problem,
    RatingAnswer,
    Reading,
    Response,
    Severity,
    State,
    Status,
)
from sendsheets.problems import advice, found

SCHEMA = 1
"""Grows when a key changes its meaning or goes; new keys may come without it."""


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain data with stable keys.

    Args:
        reading: what came of one file.

    Returns:
        Text, numbers, lists and dictionaries only. Dates are ISO text; a file without a
        result (refused or a duplicate) has no ``responses`` and null for what is not known.
    """
    result = reading.result
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "file": reading.file,
        "sha256": reading.sha256,
        "origin": _origin(reading.origin) if reading.origin else None,
        "disposition": str(reading.disposition),
        "completeness": str(result.completeness) if result else None,
        "framework": result.framework if result else None,
        "version": result.version if result else None,
        "asked": _asked(result.asked) if result else None,
        "school": None,
        "respondent": None,
        "completed_on": None,
        "details": {},
    }
    if result:
        school, respondent = result.school, result.respondent
        data |= {
            "school": {"name": school.name, "urn": school.urn, "phase": school.phase},
            "respondent": {"name": respondent.name, "role": respondent.role},
            "completed_on": result.completed_on.isoformat() if result.completed_on else None,
            "details": dict(result.details),
            "responses": [_response(response) for response in result.responses],
            "lines_of_enquiry": [_enquiry(line) for line in result.enquiries],
            "actions_so_far": [_action(action) for action in result.actions_so_far],
            "last_time": _before(result.before) if result.before else None,
        }
    data["problems"] = [_problem(problem) for problem in reading.problems]
    return data


def _origin(origin: Origin) -> dict[str, Any]:
    sent = origin.sent.isoformat() if origin.sent else None
    return {"message": origin.message, "sender": origin.sender, "subject": origin.subject,
            "sent": sent}  # fmt: skip


def _asked(asked: Asked) -> dict[str, Any]:
    sections: Any = "all" if asked.sections is None else list(asked.sections)
    return {"sections": sections, "role": asked.role, "setting": asked.setting}


def _rating(answer: RatingAnswer) -> dict[str, Any]:
    return {"state": str(answer.state), "level": answer.level, "raw": answer.raw,
            "cell": answer.cell}  # fmt: skip


def _response(response: Response) -> dict[str, Any]:
    reviewer = response.reviewer
    return {
        "ref": response.ref,
        "section": response.section,
        "kind": str(response.kind),
        "sheet": response.sheet,
        "ratings": {name: _rating(answer) for name, answer in response.ratings.items()},
        "answer": response.answer,
        "evidence": response.evidence,
        "action": response.action,
        "priority": str(response.priority) if response.priority else None,
        "priority_raw": response.priority_raw,
        "owner": response.owner,
        "due": response.due.isoformat() if response.due else None,
        "due_raw": response.due_raw,
        "cells": dict(response.cells),
        "reviewer": {
            "rating": _rating(reviewer.rating),
            "comment": reviewer.comment,
            "line_of_enquiry": reviewer.line_of_enquiry,
            "evidence_seen": reviewer.evidence_seen,
            "agreed": _rating(reviewer.agreed),
        } if reviewer else None,
    }  # fmt: skip


def _enquiry(line: Enquiry) -> dict[str, Any]:
    return {"refs": list(line.refs), "question": line.question, "reason": line.reason,
            "look": line.look, "found": line.found, "shows": line.shows,
            "next_step": line.next_step, "rule": line.rule}  # fmt: skip


def _before(before: Before) -> dict[str, Any]:
    return {"source": before.source, "beside": dict(before.beside),
            "levels": dict(before.levels)}  # fmt: skip


def _action(action: ActionSoFar) -> dict[str, Any]:
    return {
        "id": action.id,
        "id_typed": action.typed,
        "ref": action.ref,
        "action": action.action,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "due_raw": action.due_raw,
        "status": str(action.status) if action.status else None,
        "status_raw": action.status_raw,
        "progress_note": action.note,
        "success_criteria": action.criteria,
        "impact": action.impact,
        "review": action.review.isoformat() if action.review else None,
        "review_raw": action.review_raw,
        "sheet": action.sheet,
        "cells": dict(action.cells),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "sheet": problem.sheet,
        "cell": problem.cell,
        "refs": list(problem.refs),
        "found": found(problem),
        "advice": advice(problem),
    }


# --- the schema ------------------------------------------------------------------------------

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_DATE = {"type": ["string", "null"], "format": "date"}
_TIME = {"type": ["string", "null"], "format": "date-time"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the list that ``check --json`` writes, one object for each file."""
    rating = _object(
        state=_one_of(State), level=_MAYBE, raw=_TEXT, cell=_MAYBE)
    response = _object(
        ref=_TEXT, section={"type": "integer"}, kind=_one_of(Kind), sheet=_TEXT,
        ratings={"type": "object", "minProperties": 1, "additionalProperties": rating},
        answer=_MAYBE, evidence=_TEXT, action=_TEXT,
        priority={"enum": [*map(str, Priority), None]}, priority_raw=_TEXT, owner=_TEXT,
        due=_DATE, due_raw=_TEXT,
        cells={"type": "object", "additionalProperties": _TEXT},
        reviewer=_maybe(_object(
            rating=rating, comment=_TEXT, line_of_enquiry=_TEXT, evidence_seen=_TEXT,
            agreed=rating)),
    )  # fmt: skip
    line = _object(
        refs={"type": "array", "items": _TEXT}, question=_TEXT, reason=_TEXT, look=_TEXT,
        found=_TEXT, shows=_TEXT, next_step=_TEXT, rule=_TEXT)
    sections = {"oneOf": [
        {"const": "all"}, {"type": "array", "items": {"type": "integer"}, "minItems": 1},
    ]}  # fmt: skip
    action = _object(
        id=_TEXT, id_typed={"type": "boolean"}, ref=_TEXT, action=_TEXT, owner=_TEXT, due=_DATE,
        due_raw=_TEXT, status={"enum": [*map(str, Status), None]}, status_raw=_TEXT,
        progress_note=_TEXT, success_criteria=_TEXT, impact=_TEXT, review=_DATE, review_raw=_TEXT,
        sheet=_TEXT, cells={"type": "object", "additionalProperties": _TEXT},
    )  # fmt: skip
    texts = {"type": "object", "additionalProperties": _TEXT}
    problem = _object(
        code=_TEXT, severity=_one_of(Severity), sheet=_TEXT, cell=_TEXT,
        refs={"type": "array", "items": _TEXT}, found=_TEXT, advice=_TEXT,
    )  # fmt: skip
    one = _object(
        schema={"const": SCHEMA}, file=_TEXT, sha256=_TEXT,
        origin=_maybe(_object(message=_TEXT, sender=_TEXT, subject=_TEXT, sent=_TIME)),
        disposition=_one_of(Disposition),
        completeness={"enum": [*map(str, Completeness), None]}, framework=_MAYBE,
        version=_MAYBE, asked=_maybe(_object(sections=sections, role=_MAYBE, setting=_MAYBE)),
        school=_maybe(_object(name=_TEXT, urn=_TEXT, phase=_TEXT)),
        respondent=_maybe(_object(name=_TEXT, role=_TEXT)), completed_on=_DATE,
        details={"type": "object", "additionalProperties": _TEXT},
        responses={"type": "array", "items": response},
        lines_of_enquiry={"type": "array", "items": line},
        actions_so_far={"type": "array", "items": action},
        last_time=_maybe(_object(source=_TEXT, beside=texts, levels=texts)),
        problems={"type": "array", "items": problem},
    )  # fmt: skip
    for key in ("responses", "lines_of_enquiry", "actions_so_far", "last_time"):
        one["required"].remove(key)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sendsheets check",
        "description": "What sendsheets check understood, one object for each file.",
        "type": "array",
        "items": one,
    }


def _object(**properties: Any) -> dict[str, Any]:
    """An object with these keys, which may gain others (new keys may be added)."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [{"type": "null"}, schema]}


def _one_of(words: Any) -> dict[str, Any]:
    return {"enum": [str(word) for word in words]}
