"""Invented schools and what they might answer, the same every time."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from sendsheets.frameworks.load import load
from sendsheets.model import (
    ActionSoFar,
    Asked,
    Before,
    Completeness,
    Framework,
    Kind,
    Priority,
    RatingAnswer,
    Respondent,
    Response,
    Return,
    Scale,
    School,
    State,
    Statement,
)

AS_AT = date(2026, 11, 21)

SCHOOLS = (
    ("Ashgrove Primary School", "Primary"), ("Beacon Hill School", "Special"),
    ("Castle Street Infants", "Primary"), ("Dunmere Academy", "Secondary"),
    ("Elmwood Primary School", "Primary"), ("Fairlight Nursery", "Nursery"),
    ("Greenway High School", "Secondary"), ("Harbour View Primary", "Primary"),
    ("Ivy Lane Primary School", "Primary"), ("Kingsmead School", "All-through"),
    ("Larkfield Church of England Primary", "Primary"), ("Millbrook Academy", "Secondary"),
)  # fmt: skip

EVIDENCE = (
    "Governors’ minutes, 12 October.",
    "Seen in 7 of 9 lessons on the learning walk in November. Notes are in the SEND folder.",
    "Pupil profiles are up to date and teachers use them; the SENCO sampled ten in October.",
    "Parents’ survey, summer term: 41 of 48 agreed.",
    "Provision map, kept on the shared drive and looked at every half term.",
)
ACTIONS = (
    "Hold one twilight session on adaptive teaching and follow it up with paired lesson visits.",
    "Agree a one-page entry and exit record for every intervention.",
    "Put SEND on the agenda of the first governors’ meeting of each term.",
    "Ask three families what they would change about review meetings.",
)
OWNERS = ("SENCO", "Deputy head", "Headteacher", "Phase leaders")


def framework(name: str) -> Framework:
    """One of ours."""
    found, problems = load(name)
    assert found, problems
    return found


def completed(
    asking: Framework, seed: int = 1, done: float = 0.9, asked: Asked | None = None, **more: Any
) -> Return:
    """A believable return: mostly good, some weak spots, some left out.

    ``done`` is how likely each statement is to be answered; ``more`` replaces fields.
    """
    dice = random.Random(seed)
    name, phase = SCHOOLS[(seed - 1) % len(SCHOOLS)]
    asked = asked or Asked()
    responses = tuple(
        _response(statement, section.sheet, dice, done)
        for section in asking.sections
        if asked.sections is None or section.number in asked.sections
        for statement in section.statements
    )
    fields: dict[str, Any] = {
        "file": f"returns/{name.split()[0].lower()}.xlsx", "sha256": "0" * 64,
        "framework": asking.id, "version": asking.version, "asked": asked,
        "school": School(name, str(123400 + seed), phase),
        "respondent": Respondent("A. Patel", "SENCO"), "completed_on": date(2026, 11, 12),
        "completeness": Completeness.COMPLETE if done >= 1 else Completeness.PART,
        "responses": responses,
        "details": {"headteacher": "J. Moss", "senco": "M. Okafor", "governor": "R. Shah"},
    }  # fmt: skip
    return Return(**fields | more)


def blank(asking: Framework) -> Return:
    """A return in which nothing was answered."""
    return completed(asking, done=0.0, details={}, completed_on=None,
                     completeness=Completeness.NOTHING, respondent=Respondent())  # fmt: skip


def overlong(asking: Framework) -> Return:
    """A return in which every free text is as long as people can make it."""
    made = completed(asking, seed=7, done=1.0)
    long = "Every teacher looks at the pupil profile <before> planning & after each review. " * 30
    responses = tuple(
        Response(
            r.ref, r.section, r.kind, r.sheet, r.ratings,
            answer=long if r.kind is Kind.OPEN else None, evidence=long, action=long,
            priority=Priority.HIGH, priority_raw="High", owner=f"{long}\n{'W' * 300}",
            due=None, due_raw="when the new building is finished and everyone has moved in",
        )
        for r in made.responses
    )  # fmt: skip
    # Last time every rating was at the other end of its scale, so that all of them rose or fell.
    ends = {r.ref: [level.key for level in s.main.scale.worst_first] for r in made.responses
            if (s := asking.statement(r.ref))}  # fmt: skip
    then = {r.ref: ends[r.ref][-1 if r.main.level == ends[r.ref][0] else 0] for r in responses}
    name = "The Blessed and Worshipful Company of Somewhere Rather Far Away Memorial Academy " * 3
    return completed(
        asking, seed=7, responses=responses, school=School(name, "123456", "All-through"),
        respondent=Respondent("W" * 400, "W" * 200),
        details=dict.fromkeys(
            ("headteacher", "senco", "governor", "comments"), "A very long name indeed " * 20
        ),
        before=Before("Last time: version 1.0.", {}, then),
        actions_so_far=(ActionSoFar("1a-bcdfg", "1a", long, long, note=long, impact=long),) * 9,
    )  # fmt: skip


def _response(statement: Statement, sheet: str, dice: random.Random, done: float) -> Response:
    ratings = {
        rating.name: _answer(rating.scale, dice, done) for rating in statement.ratings
    }
    main = ratings[statement.main.name]
    low = False
    if main.level:
        low = statement.main.scale.level(main.level).development
    words = statement.kind is Kind.OPEN and main.state is State.RATED
    evidence = dice.choice(EVIDENCE) if main.level and dice.random() < 0.7 else ""
    acts = low and dice.random() < 0.7 and statement.kind is not Kind.OPEN
    dated = acts and dice.random() < 0.8
    due = AS_AT + timedelta(days=dice.randrange(-40, 200)) if dated else None
    priority = dice.choice(list(Priority)) if acts else None
    return Response(
        statement.ref, statement.section, statement.kind, sheet, ratings,
        answer=dice.choice(EVIDENCE) if words else None,
        evidence="" if words else evidence,
        action=dice.choice(ACTIONS) if acts else "",
        priority=priority, priority_raw=priority.label if priority else "",
        owner=dice.choice(OWNERS) if acts else "",
        due=due, due_raw=due.isoformat() if due else "end of Autumn 1" if acts else "",
    )  # fmt: skip


def _answer(scale: Scale, dice: random.Random, done: float) -> RatingAnswer:
    if dice.random() >= done:
        return RatingAnswer(State.BLANK)
    chance = dice.random()
    if scale.not_applicable and chance < 0.04:
        return RatingAnswer(State.NOT_APPLICABLE, raw="Not applicable")
    if chance < 0.06:
        return RatingAnswer(State.UNRECOGNISED, raw="Amber/Green")
    weights = range(1, len(scale.levels) + 1)
    level = dice.choices(scale.worst_first, weights)[0]
    return RatingAnswer(State.RATED, level.key, level.label)
