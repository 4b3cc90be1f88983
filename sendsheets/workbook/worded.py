"""A workbook whose own words a local authority has changed: ``[words]`` of a framework.

Every text meets the workbook in ``drawing``, where it is said in their words. What is not ours
(the framework's texts, what a school has typed) is guarded first, so that it stays as it is. So
there is no list of our texts that could miss one: whatever is not guarded is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sendsheets import carried, layout
from sendsheets.drawing.spoken import Say
from sendsheets.layout import Plan
from sendsheets.model import (
    GUARD,
    NOT_APPLICABLE_LIVE,
    Enquiry,
    Framework,
    LastRow,
    LastTime,
    Words,
    guarded,
    guarded_action,
    guarded_line,
)
from sendsheets.workbook.answers import Answer, Answers

Guarded = Callable[[str], str]


def in_their_words(plan: Plan, answers: Answers) -> tuple[Plan, Answers, Say | None]:
    """What is drawn, and how it is said: as it stands where a framework changes no words.

    Args:
        plan: the framework, and how much of it is asked.
        answers: what stands in the answer cells.

    Returns:
        The plan and the answers, guarded where words are changed, and what says our texts.
    """
    if not plan.framework.words:
        return plan, answers, None
    words = Words(plan.framework.words)
    return (replace(plan, framework=guarded(plan.framework, words.guarded)),
            _answers(answers, words.guarded), saying(words))  # fmt: skip


def saying(words: Words) -> Say:
    """What says our texts: all but the Cover's Audit row, which is read again as it is."""

    def say(text: str) -> str:
        audit = "[" in text and layout.read_audit_text(text)
        return text.replace(GUARD, "") if audit else words.said(text)

    return say


def _answers(answers: Answers, guard: Guarded) -> Answers:
    """Answers as they are, save those that were chosen from a list of ours."""
    ours = {layout.PHASE.key: layout.PHASES, layout.ROLE.key: layout.ROLES}
    details: dict[str, str | date] = {
        key: guard(value) if isinstance(value, str) and value not in ours.get(key, ()) else value
        for key, value in answers.details.items()
    }
    statements = {ref: _answer(answer, guard) for ref, answer in answers.statements.items()}
    return replace(answers, details=details, statements=statements)


def _answer(answer: Answer, guard: Guarded) -> Answer:
    """An answer's texts guarded: all but what is chosen from a list of ours."""
    made: dict[str, Any] = {}
    for part in fields(answer):
        value = getattr(answer, part.name)
        rating = part.name in ("rating", "second") or part.name.endswith("_rating")
        ours = part.name == "priority" or (rating and value.strip().casefold() in _NOT_APPLICABLE)
        made[part.name] = value if ours or not isinstance(value, str) else guard(value)
    return replace(answer, **made)


# --- what earlier returns said, and what is proposed from them --------------------------------


def kept_last(framework: Framework, last: LastTime) -> LastTime:
    """Last time, guarded where a framework changes words: all but what is ours in its column."""
    return guarded_last(last, Words(framework.words).guarded) if framework.words else last


def guarded_last(last: LastTime, guard: Guarded) -> LastTime:
    """Last time with its texts guarded; the status of an action is chosen from a list of ours."""
    beside = {ref: text if text in (carried.NEW, carried.CHANGED, carried.LEVELS) else guard(text)
              for ref, text in last.beside.items()}  # fmt: skip
    return LastTime(guard(last.source), beside, tuple(_row(row, guard) for row in last.rows),
                    tuple(guarded_action(action, guard) for action in last.actions))  # fmt: skip


def _row(row: LastRow, guard: Guarded) -> LastRow:
    return replace(row, change=guard(row.change), then=guard(row.then), rating=guard(row.rating),
                   evidence=guard(row.evidence), action=guard(row.action))  # fmt: skip


def kept_lines(framework: Framework, lines: Sequence[Enquiry]) -> tuple[Enquiry, ...]:
    """Lines of enquiry, guarded where a framework changes words."""
    if not framework.words:
        return tuple(lines)
    guard = Words(framework.words).guarded
    return tuple(guarded_line(line, guard) for line in lines)


_NOT_APPLICABLE = frozenset(text.casefold() for text in NOT_APPLICABLE_LIVE)
