"""Typed as a person would, through LibreOffice: every answer reads back identical."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from answers_back import read, typed

from sendsheets.frameworks.load import load_all
from sendsheets.layout import Plan
from sendsheets.model import NOT_APPLICABLE, Asked, State
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))
import jobs

FRAMEWORKS = load_all()

SECTIONS = {
    "senco-cpd-audit": (1, 9, 10), "send-self-audit": (1, 3), "send-rag-audit": (1, 2, 3),
    "send-review-framework": (1, 2), "send-network-pulse": None,
}  # fmt: skip
"""The sections that are typed: statements of every kind, and enough for every text."""

PLANS = {name: Plan(framework, Asked(SECTIONS[name]), peer_review=True)
         for name, framework in FRAMEWORKS.items()}  # fmt: skip

TEXTS = (
    "Minutes of 12/09; seen in 3 lessons.", "=1+1", "-5 pupils fewer", "+44 1234 567890", "N/A",
    "None", "007", "1-2", "3/4", "10%", "@home", "’quoted’ “text” & <b>", "été, naïve, 日本, 😀",
    "line one\nline two", "TRUE", "1.10", "  outer spaces  ", "e" * 800,
)  # fmt: skip
"""What a cell that is not text would change."""


def answers(plan: Plan) -> Answers:
    rnd = random.Random(plan.framework.id)

    def one(n: int) -> str:
        return TEXTS[n % len(TEXTS)]

    statements = {}
    for n, s in enumerate(plan.statements):
        labels = [level.label for level in s.main.scale.levels]
        labels += [NOT_APPLICABLE] if s.main.scale.not_applicable else []
        second = [level.label for level in s.ratings[1].scale.levels] if s.ratings[1:] else [""]
        reviewed = s.kind.counts_towards_progress
        statements[s.ref] = Answer(
            rating=labels[n % len(labels)], second=rnd.choice(second), evidence=one(n),
            action=one(n + 5), priority=("High", "Medium", "Low", "")[n % 4], owner=one(n + 9),
            due=date(2026, 9, 1) + timedelta(days=11 * n) if n % 3 else "end of Autumn 1",
            reviewer_rating=labels[0] if reviewed else "",
            reviewer_comment=one(n + 2) if reviewed else "",
            line_of_enquiry=one(n + 3) if reviewed else "",
        )
    return Answers(
        {"school_name": "=Oak & Ash’s “Academy”", "urn": "123456", "phase": "Special",
         "completed_by": "A. Patel", "role": "Headteacher", "headteacher": "-", "senco": "1/2",
         "governor": "N/A", "completed_on": date(2026, 11, 12), "comments": "a\nb",
         "reviewer": "T. Novak", "reviewer_school": "007"},
        statements,
    )  # fmt: skip


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every audit, blank, opened in one LibreOffice, typed into by cell and saved as xlsx."""
    if jobs.office() is None:
        pytest.skip("LibreOffice with Python's uno is not installed")
    folder = tmp_path_factory.mktemp("typed")
    todo = []
    for name, plan in PLANS.items():
        (folder / f"{name}.xlsx").write_bytes(school_workbook(plan, made_on=date(2026, 9, 1)))
        todo.append(jobs.job(plan, answers(plan), folder / f"{name}.xlsx",
                             folder / f"{name}-back.xlsx"))  # fmt: skip
    jobs.run(todo)
    return {name: (folder / f"{name}-back.xlsx").read_bytes() for name in FRAMEWORKS}


SENTENCE = "Learning walks in the autumn term found adaptive teaching in most of the subjects. "
LONG = {"send-rag-audit": (3, 7), "senco-cpd-audit": (9, 10)}
"""The audits that are also filled in at length, with one rating and with two: some sections."""


@pytest.fixture(scope="module")
def typed_at_length(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """Blank workbooks with 800 characters typed into every cell for words, measured after."""
    if jobs.office() is None:
        pytest.skip("LibreOffice with Python's uno is not installed")
    folder, blanks = (tmp_path_factory.mktemp(name) for name in ("long", "blank"))
    todo = []
    for name in LONG:
        plan = Plan(FRAMEWORKS[name], Asked(LONG[name]), peer_review=True)
        words = (SENTENCE * 10)[:800]
        everything = {
            s.ref: Answer(
                rating=s.main.scale.worst_first[n % 2 - 1].label, evidence=words, action=words,
                priority="High", owner=f"{SENTENCE[:90]}", due="by the end of the spring term",
            )
            for n, s in enumerate(plan.statements)
        }  # fmt: skip
        (blanks / f"{name}.xlsx").write_bytes(school_workbook(plan, made_on=date(2026, 9, 1)))
        todo.append(jobs.job(plan, Answers({}, everything), blanks / f"{name}.xlsx",
                             folder / f"{name}.xlsx"))  # fmt: skip
    jobs.run(todo)
    measure = Path(__file__).with_name("uno_measure.py")
    python = jobs.office()[1]
    subprocess.run([python, str(measure), str(folder), "stored"], check=True, timeout=200)
    return json.loads((folder / "measured.json").read_text())


@pytest.mark.parametrize("name", LONG)
def test_no_row_of_any_sheet_is_too_low_for_what_was_typed(name: str, typed_at_length) -> None:
    """Rows where people type grow; rows that only show have room for what they show."""
    low = [
        (sheet, row, stored, needed)
        for sheet, found in typed_at_length[name]["sheets"].items()
        for row, (stored, needed) in enumerate(
            zip(found["stored"], found["needed"], strict=True), 1)
        if needed > stored + 0.6
    ]
    assert low == []
    assert typed_at_length[name]["errors"] == []


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_answer_is_identical(name: str, returned: dict[str, bytes]) -> None:
    plan = PLANS[name]
    reading = read_return(f"{name}.xlsx", returned[name], FRAMEWORKS)
    assert reading.result is not None
    found, wanted = read(reading.result), typed(plan, answers(plan))
    assert len(plan.statements) >= len(TEXTS)
    different = {place: (wanted.get(place), found.get(place)) for place in {*wanted, *found}
                 if wanted.get(place) != found.get(place)}  # fmt: skip
    assert different == {}
    assert len(found) > 5 * len(plan.statements)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_rating_is_understood(name: str, returned: dict[str, bytes]) -> None:
    result = read_return(f"{name}.xlsx", returned[name], FRAMEWORKS).result
    assert result is not None
    for response in result.responses:
        statement = FRAMEWORKS[name].statement(response.ref)
        assert statement is not None
        for rating in statement.ratings:
            answer = response.ratings[rating.name]
            if answer.raw == NOT_APPLICABLE:
                assert answer.state is State.NOT_APPLICABLE
            else:
                assert answer.state is State.RATED
                assert rating.scale.level(str(answer.level)).label == answer.raw
