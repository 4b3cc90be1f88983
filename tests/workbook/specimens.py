"""The workbooks the tests look at: all five frameworks and four small ones, blank and filled."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sendsheets.carried import CHANGED, was
from sendsheets.frameworks.load import framework_ids, load
from sendsheets.layout import Plan
from sendsheets.model import (
    NOT_APPLICABLE,
    ActionSoFar,
    Asked,
    Framework,
    Kind,
    KindWords,
    LastRow,
    LastTime,
    Level,
    Rating,
    Scale,
    Section,
    Source,
    Statement,
    Status,
    action_id,
)
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

MADE_ON = date(2026, 11, 14)
FRAMEWORKS = framework_ids()
LEVEL_COUNTS = (2, 3, 4, 5)

_WORDS = re.findall(r"\S+", """
the governors saw minutes from autumn and spring visits where pupils with an EHC plan reached
outcomes that their families had helped to write together during annual reviews while lesson
notes show adaptive teaching in most subjects but not yet in every class
""")

ODD_RATINGS = ("red/amber", "Amber?", " {first} ", "{FIRST}", "{code}", "n/a", "NA", "tbc")
"""What people type instead of choosing; some of it the live formulas take, some they don't."""


def sentence(rnd: random.Random, length: int) -> str:
    """Invented evidence of about so many characters, and never more."""
    words: list[str] = []
    letters = 0
    while letters + len(words) < length - 12:
        words.append(rnd.choice(_WORDS))
        letters += len(words[-1])
    return " ".join(words).capitalize() + "."


def filled(plan: Plan, seed: int = 1) -> Answers:
    """Answers as a busy school types them: most rows rated, some oddly, some at great length."""
    rnd = random.Random(f"{plan.framework.id} {seed}")
    statements = {s.ref: _answer(rnd, n, s) for n, s in enumerate(plan.statements) if n % 9 != 8}
    return Answers(
        {
            "school_name": "Oakfield & St Mary’s C of E (VA) Primary School", "urn": "123456",
            "phase": "Primary", "completed_by": "M. Okafor", "role": "SENCO",
            "headteacher": "J. Ellis", "senco": "M. Okafor", "governor": "R. Shah",
            "completed_on": MADE_ON, "reviewer": "T. Novak",
            "comments": sentence(rnd, 300), "visited_on": "spring term",
        },
        statements,
    )  # fmt: skip


def _answer(rnd: random.Random, n: int, statement: Statement) -> Answer:
    levels = statement.main.scale.levels
    choices = [level.label for level in levels]
    choices += [NOT_APPLICABLE] if statement.main.scale.not_applicable else []
    odd = rnd.choice(ODD_RATINGS).format(
        first=levels[0].label, FIRST=levels[0].label.upper(), code=levels[-1].code.lower())
    rating = odd if n % 6 == 5 else choices[n % len(choices)]
    evidence = ("", sentence(rnd, 90), sentence(rnd, 260), "- one\n- two\n= three")[n % 4]
    evidence = sentence(rnd, 800) if n % 17 == 3 else evidence
    action = "" if n % 3 == 0 else sentence(rnd, 60 if n % 5 else 300)
    second = statement.ratings[1].scale if len(statement.ratings) > 1 else None
    return Answer(
        rating=rating,
        second=rnd.choice([*(level.label for level in second.levels), "lots"]) if second else "",
        evidence="" if rating == NOT_APPLICABLE and n % 2 else evidence,
        action=action,
        priority=rnd.choice(("High", "Medium", "Low", "", "urgent", "high ")) if action else "",
        owner=rnd.choice(("SENCO", "Deputy headteacher", "Chair of governors")) if action else "",
        due=rnd.choice((date(2027, 2, 12), date(2026, 12, 18), "end of Autumn 2", ""))
        if action else "",
        reviewer_rating=(choices[(n * 3) % len(choices)], odd, "")[n % 3],
        reviewer_comment="Clear in conversation with senior leaders." if n % 4 == 0 else "",
        line_of_enquiry=sentence(rnd, 120) if n % 10 == 0 else "",
    )  # fmt: skip


def small_framework(levels: int) -> Framework:
    """A framework of two sections and five statements on a scale of two to five levels."""
    names = ("Absent", "Begun", "Sound", "Good", "Exceptional")[:levels]
    steps = tuple(
        Level(name.lower(), name, name[0], f"When to choose {name}.",
              strength=n == levels, development=n == 1)
        for n, name in enumerate(names, 1)
    )  # fmt: skip
    rating = Rating("rating", "Rating", Scale("steps", steps))
    text = "Every pupil with an EHC plan has a named adult who meets the family each term. "
    sections = tuple(
        Section(number, f"Part {number} of the audit", f"Part {number}", "", tuple(
            Statement(f"{number}{letter}", number, text * (place + 1), f"Label {letter}",
                      Kind.PRACTICE, (rating,), statutory="A duty." if place else None)
            for place, letter in enumerate(letters)
        ))
        for number, letters in ((1, "ab"), (2, "abc"))
    )  # fmt: skip
    return Framework(
        f"levels-{levels}", "1.0", f"Audit of {levels} levels", "A small audit made for tests.",
        "Schools.", False, Source("Tests", "Made for tests."),
        (KindWords(Kind.PRACTICE, "Practice", (rating,)),), sections,
    )  # fmt: skip


@cache
def framework(name: str) -> Framework:
    """A framework by its id; ``levels-4`` is the small one with four levels."""
    if name.startswith("levels-"):
        return small_framework(int(name.removeprefix("levels-")))
    loaded, problems = load(name)
    assert loaded is not None, problems
    return loaded


def last_time(plan: Plan) -> LastTime:
    """What a school said of each statement last time, some of it at length."""
    rnd = random.Random(f"{plan.framework.id} last")
    beside, rows, actions = {}, [], []
    for n, statement in enumerate(plan.statements):
        scale = statement.main.scale
        level = scale.levels[n % len(scale.levels)]
        beside[statement.ref] = was(level.label) if n % 7 else CHANGED
        evidence = sentence(rnd, 700) if n % 9 == 4 else sentence(rnd, 90)
        rows.append(LastRow(statement.ref, "Reworded" if n % 5 == 0 else "", statement.text,
                            level.label, evidence, sentence(rnd, 200) if n % 3 else "", level.key,
                            scale.id))  # fmt: skip
        if n % 6 == 0:
            actions.append(ActionSoFar(
                action_id(statement.ref, str(n)), statement.ref, sentence(rnd, 120), "SENCO",
                date(2027, 2, 12), "12/02/2027", Status.IN_PROGRESS, "In progress",
                "12 Nov 2026: New, priority High.\n" + sentence(rnd, 300)))  # fmt: skip
    return LastTime("Last time: version 1.0.", beside, tuple(rows), tuple(actions))


@dataclass(frozen=True)
class Specimen:
    """One workbook to look at: its framework, what was asked, whether it is filled."""

    name: str
    state: str = "blank"
    sections: tuple[int, ...] | None = None

    def __str__(self) -> str:
        parts = "-".join(map(str, self.sections or ()))
        return f"{self.name}-{self.state}" + (f"-sections-{parts}" if parts else "")

    @property
    def plan(self) -> Plan:
        """Filled ones have the Peer review sheet as well, carried ones show last time."""
        return Plan(framework(self.name), Asked(self.sections), self.state.endswith("filled"),
                    previous=self.state.startswith("carried"))  # fmt: skip

    @property
    def answers(self) -> Answers:
        """What stands in its answer cells."""
        return _answers(self)

    @property
    def last(self) -> LastTime | None:
        """What it shows of last time."""
        return last_time(self.plan) if self.plan.previous else None

    def package(self) -> bytes:
        """The workbook, written once."""
        return _package(self)


@cache
def _answers(specimen: Specimen) -> Answers:
    return filled(specimen.plan) if specimen.state.endswith("filled") else Answers()


@cache
def _package(specimen: Specimen) -> bytes:
    return school_workbook(specimen.plan, specimen.answers, made_on=MADE_ON, last=specimen.last)


SPECIMENS = (
    *(Specimen(name, state) for name in FRAMEWORKS for state in ("blank", "filled")),
    *(Specimen(f"levels-{n}", state) for n in LEVEL_COUNTS for state in ("blank", "filled")),
    Specimen("send-rag-audit", "filled", (1, 3)),
    Specimen("senco-cpd-audit", "filled", (9, 10)),
    Specimen("senco-cpd-audit", "blank", (10,)),
    Specimen("send-self-audit", "filled", (2,)),
    Specimen("send-rag-audit", "carried-filled"),
    Specimen("senco-cpd-audit", "carried-blank", (9, 10)),
)


def scales_of(of: Framework) -> list[Scale]:
    """Every scale that a framework asks for, once."""
    return list({r.scale.id: r.scale for words in of.kinds for r in words.ratings}.values())
