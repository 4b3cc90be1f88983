"""A school's return, its reviewer's workbook, and that workbook filled in, for tests."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from sendsheets.analysis.enquiry import propose
from sendsheets.layout import ENQUIRIES, HEADER_ROW, PEER_REVIEW
from sendsheets.model import (
    Asked,
    Completeness,
    Framework,
    Priority,
    RatingAnswer,
    Respondent,
    Response,
    Return,
    School,
    State,
)
from sendsheets.workbook.enquiries import Briefing
from sendsheets.workbook.review import review_workbook
from tests.workbooks import FRAMEWORKS

PULSE = FRAMEWORKS["send-network-pulse"]
MADE_ON = date(2026, 11, 28)


def given(
    framework: Framework = PULSE, levels: dict[str, str | None] | None = None, *,
    role: str = "SENCO", name: str = "A. Patel", file: str = "oak.xlsx", school: str = "Oak",
    urn: str = "123456", asked: Asked | None = None, evidence: dict[str, str] | None = None,
    actions: dict[str, str] | None = None, otherwise: str | None = None, **more: Any,
) -> Return:
    """A return in which these statements have these levels, by key; "na" is not applicable.

    ``otherwise`` is the level of all the others, which then have evidence and an action.
    """
    levels, evidence, actions = levels or {}, evidence or {}, actions or {}
    responses = []
    for section in framework.sections:
        for s in section.statements:
            level = levels.get(s.ref, otherwise)
            answer = RatingAnswer(State.BLANK)
            if level == "na":
                answer = RatingAnswer(State.NOT_APPLICABLE, raw="Not applicable")
            elif level:
                answer = RatingAnswer(State.RATED, level, s.main.scale.level(level).label)
            plain = s.ref not in levels and otherwise is not None
            responses.append(Response(
                s.ref, section.number, s.kind, section.sheet, {s.main.name: answer},
                evidence=evidence.get(s.ref, "Minutes" if plain else ""),
                action=actions.get(s.ref, "Train staff" if plain else ""),
                priority=Priority.HIGH if s.ref in actions else None,
            ))  # fmt: skip
    made = Return(
        file, file, framework.id, framework.version, asked or Asked(), School(school, urn, ""),
        Respondent(name, role), date(2026, 11, 12), Completeness.COMPLETE, tuple(responses),
    )  # fmt: skip
    return dataclasses.replace(made, **more)


def for_reviewer(framework: Framework, result: Return) -> bytes:
    """The reviewer's workbook, as the command makes it."""
    found = propose(framework, result)
    return review_workbook(
        framework, result, Briefing(found.lines, found.first, found.proposed, found.put_first),
        made_on=MADE_ON,
    )  # fmt: skip


def column(sheet: Any, heading: str) -> int:
    """The number of a column by its heading."""
    return next(cell.column for cell in sheet[HEADER_ROW] if cell.value == heading)


def filled(book: Any, ratings: dict[str, str], found: dict[int, str] | None = None) -> None:
    """Fill a reviewer's workbook in: ratings by ref, and what was found by line, from 1."""
    sheet = book[PEER_REVIEW]
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        ref = sheet.cell(row, 1).value
        if ref in ratings:
            sheet.cell(row, column(sheet, "Reviewer rating")).value = ratings[ref]
            sheet.cell(row, column(sheet, "Evidence seen")).value = f"Seen for {ref}"
            sheet.cell(row, column(sheet, "Agreed rating")).value = ratings[ref]
    lines = book[ENQUIRIES]
    for number, words in (found or {}).items():
        lines.cell(HEADER_ROW + number, column(lines, "What was found")).value = words
        lines.cell(HEADER_ROW + number, column(lines, "It shows")).value = "A strength"
