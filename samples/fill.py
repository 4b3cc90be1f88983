"""What an invented school answers: its sample and the bank of words become Answers.

The same sample always gives the same answers: chance comes from the school's name and the ref.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from schools import Sample

from sendsheets.layout import Plan
from sendsheets.model import Kind, Scale, Statement
from sendsheets.workbook.answers import Answer, Answers

BANK = Path(__file__).with_name("bank")

Bank = Mapping[str, Mapping[str, Any]]
"""By ref: how easy it is (1 to 5), and lines of evidence and action."""

OWNERS = (
    ("governor", "SEND governor"), ("business manager", "Business manager"),
    ("cost", "Business manager"), ("math", "Maths lead"),
    ("pastoral", "Pastoral lead"), ("behaviour", "Pastoral lead"), ("suspension", "Headteacher"),
    ("website", "Office manager"), ("link", "Office manager"), ("appraisal", "Headteacher"),
    ("recruit", "Headteacher"), ("train", "Deputy headteacher"), ("assess", "Assessment lead"),
)  # fmt: skip
"""Who usually does it, by the first of these that the action speaks of."""

DUE_DATES = tuple(date.fromisoformat(day) for day in (
    "2026-10-16", "2026-10-23", "2026-11-13", "2026-11-20", "2026-11-27", "2026-12-11",
    "2026-12-18", "2027-01-15", "2027-01-29", "2027-02-12", "2027-03-05", "2027-03-19",
    "2027-03-25", "2027-04-23", "2027-05-14", "2027-05-28", "2027-06-18", "2027-07-02",
    "2027-07-16",
))  # fmt: skip

MOST_ALIKE = {"evidence": 2, "action": 3}
"""How many returns to one framework may use the same line."""


def bank(framework: str) -> Bank:
    """The words written for one framework."""
    return tomllib.loads((BANK / f"{framework}.toml").read_text(encoding="utf-8"))


def answers(sample: Sample, plan: Plan, words: Bank, used: Counter[str]) -> Answers:
    """Everything that this return says.

    Args:
        sample: the school and how it answers.
        plan: the workbook it fills in.
        words: the framework's bank.
        used: how often each line stands in earlier returns; this return's are added.

    Returns:
        The Cover's answers and the statements'.
    """
    statements: dict[str, Answer] = {}
    for statement in plan.statements:
        answer = _answer(sample, statement, words[statement.ref], used)
        answer = changed(answer, sample.changes.get(statement.ref, {}))
        if sample.peer_review is not None and statement in plan.reviewed:
            answer = _reviewed(sample, statement, answer, words[statement.ref])
        statements[statement.ref] = answer
        if statement.ref == sample.until:
            break
    return Answers(cover(sample), statements)


def changed(answer: Answer, fields: Mapping[str, str | date]) -> Answer:
    """An answer with some fields said otherwise; other evidence leaves no old action standing."""
    said: dict[str, Any] = dict(fields)
    if "evidence" in said and "action" not in said:
        said |= {"action": "", "priority": "", "owner": "", "due": ""}
    return replace(answer, **said)


def cover(sample: Sample) -> dict[str, str | date]:
    """The Cover's answers by key."""
    school = sample.school
    who = {"SENCO": school.senco, "Headteacher": school.headteacher}
    return {
        "school_name": school.name, "urn": school.urn, "phase": school.phase,
        "completed_by": sample.completed_by or who[sample.role], "role": sample.role,
        "headteacher": school.headteacher, "senco": school.senco, "governor": school.governor,
        "completed_on": sample.completed_on, "comments": sample.comments,
        **sample.details, **(sample.peer_review or {}),
    }  # fmt: skip


# --- one statement -----------------------------------------------------------------------------


def _answer(
    sample: Sample, statement: Statement, words: Mapping[str, Any], used: Counter[str]
) -> Answer:
    chance = random.Random(f"{sample.framework}:{sample.school.name}:{statement.ref}").random
    if statement.kind is Kind.OPEN:
        return Answer("Answered", evidence=words["words"][sample.voice])
    scale = statement.main.scale
    score = sample.strength + 0.3 * (words["ease"] - 3) + 1.7 * (chance() - 0.5)
    rank = _rank(0.5 + score / 3, len(scale.levels))
    place = _place(rank, len(scale.levels))
    evidence = ""
    if chance() < sample.words:
        evidence = _line(words.get(place, ()), "evidence", sample, chance(), used)
    answer = Answer(_label(scale, rank), evidence=evidence)
    if len(statement.ratings) > 1:
        answer = replace(answer, second=_need(statement.ratings[1].scale, rank, chance()))
    likely = {"weak": 1.0, "part": 0.5, "strong": 0.0}[place] * sample.planned
    planned = chance() < likely
    action = _line(words.get("action", ()), "action", sample, chance(), used) if planned else ""
    if not action:
        return answer
    priority = _priority(place, chance())
    return replace(
        answer, action=action, priority=priority, owner=_owner(action, sample, chance()),
        due=_due(sample.completed_on, priority, chance()),
    )  # fmt: skip


def _rank(share: float, levels: int) -> int:
    return max(1, min(levels, int(share * levels) + 1))


def _place(rank: int, levels: int) -> str:
    return "weak" if rank == 1 else "strong" if rank == levels else "part"


def _label(scale: Scale, rank: int) -> str:
    return scale.worst_first[rank - 1].label


def _need(scale: Scale, confidence: int, chance: float) -> str:
    """The training need that goes with a confidence: the less of one, the more of the other."""
    step = -1 if chance < 0.2 else 1 if chance > 0.75 else 0
    return _label(scale, max(1, min(len(scale.levels), confidence + step)))


def _line(
    lines: Sequence[str], sort: str, sample: Sample, chance: float, used: Counter[str]
) -> str:
    """One of the lines that too many returns do not yet share, in the school's own word."""
    free = [line for line in lines if used[line] < MOST_ALIKE[sort]]
    if not free:
        return ""
    fresh = [line for line in free if not used[line]] or free
    line = fresh[int(chance * len(fresh))]
    used[line] += 1
    return in_word(line, sample.school.word)


def in_word(line: str, word: str) -> str:
    """A line that says ``word`` where it said pupil."""
    many = {"child": "children"}.get(word, f"{word}s")

    def said(found: re.Match[str]) -> str:
        new = many if found[0].lower().endswith("s") else word
        return new.capitalize() if found[0][0] == "P" else new

    return line if word == "pupil" else re.sub(r"\b[Pp]upils?\b", said, line)


def _priority(place: str, chance: float) -> str:
    order = ("High", "High", "Medium") if place == "weak" else ("High", "Medium", "Low", "Medium")
    return order[int(chance * len(order))]


def _owner(action: str, sample: Sample, chance: float) -> str:
    if sample.framework == "senco-cpd-audit":
        return "Headteacher" if "headteacher" in action.lower() else "Me"
    spoken = action.lower()
    for word, owner in OWNERS:
        if word in spoken and chance < 0.8:
            return owner
    return ("SENCO", "SENCO", "Assistant SENCO", "Headteacher")[int(chance * 4)]


def _due(completed: date, priority: str, chance: float) -> date | str:
    """A date after the form was filled in: sooner for what matters most; now and then none."""
    later = [day for day in DUE_DATES if day > completed + timedelta(days=9)]
    start, end = {"High": (0.0, 0.45), "Medium": (0.2, 0.8), "Low": (0.5, 1.0)}[priority]
    if chance > 0.93:
        return ""
    return later[int((start + (end - start) * chance) * len(later))]


# --- a reviewer --------------------------------------------------------------------------------


def _reviewed(
    sample: Sample, statement: Statement, answer: Answer, words: Mapping[str, Any]
) -> Answer:
    """What the visiting reviewer put beside it: mostly agreeing, some lower, some not reached."""
    chance = random.Random(f"review:{sample.school.name}:{statement.ref}").random
    labels = [level.label for level in statement.main.scale.worst_first]
    seen = chance()
    if answer.rating not in labels or (seen > 0.75 and "comment" not in words):
        return answer
    apart = words.get("seen", -1 if seen < 0.12 else 1 if seen < 0.18 else 0)
    moved = labels.index(answer.rating) + apart
    return replace(
        answer, reviewer_rating=labels[max(0, min(len(labels) - 1, moved))],
        reviewer_comment=words.get("comment", ""), line_of_enquiry=words.get("enquiry", ""),
    )  # fmt: skip
