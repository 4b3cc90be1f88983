"""Whose a workbook is and what it asked for: the Cover, wherever its form stands now. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sendsheets import layout
from sendsheets.intake.cells import Book, Sheet, by_row, shown
from sendsheets.layout import Plan
from sendsheets.model import (
    FRAMEWORK_PROPERTY,
    Asked,
    Framework,
    Problem,
    Respondent,
    School,
    Severity,
)
from sendsheets.returns.alike import changed_part
from sendsheets.returns.dates import read_date
from sendsheets.returns.find import same_sheet
from sendsheets.returns.form import Placed, count_labels, read_form
from sendsheets.returns.known import known
from sendsheets.returns.rows import short
from sendsheets.returns.words import fold, fold_ours, is_blank, read_text


@dataclass(frozen=True, slots=True)
class Identity:
    """Which framework a workbook was made from, its version, and what it asked for."""

    framework: str
    version: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Cover:
    """What the Cover says. ``details`` holds its other answers by key, where there are any."""

    school: School
    respondent: Respondent
    completed_on: date | None
    details: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def cover_sheet(book: Book) -> Sheet | None:
    """The sheet called Cover, else the first with an Audit row, else one with the form."""
    sheets = cover_sheets(book)
    return sheets[0] if sheets else None


def cover_sheets(book: Book) -> tuple[Sheet, ...]:
    """Every sheet that is a Cover: the one called so first, then its copies."""
    called = [sheet for sheet in book.sheets if same_sheet(sheet.name, layout.COVER)]
    if called:
        named = fold_ours(layout.COVER)
        return tuple(sorted(called, key=lambda sheet: fold(sheet.name) != named))
    for sheet in book.sheets:
        if _audits(sheet) or count_labels(sheet, _FORM) >= LEAST_LABELS:
            return (sheet,)
    return ()


LEAST_LABELS = 4
"""Labels of the form that a sheet of another name must have to be the Cover."""

_FORM = (layout.SCHOOL_NAME, layout.URN, layout.PHASE, layout.COMPLETED_BY, layout.ROLE,
         layout.COMPLETED_ON)  # fmt: skip


def identity(
    book: Book, custom: Mapping[str, str], frameworks: Mapping[str, Framework]
) -> tuple[Identity | None, tuple[Problem, ...]]:
    """Find which framework a workbook belongs to.

    Args:
        book: its cells.
        custom: the file's custom properties.
        frameworks: the frameworks there are, by id.

    Returns:
        The identity, and a query where it was not read from the Cover's Audit row or where
        there are several that differ. None where nothing says whose form it is.
    """
    found = [each for sheet in cover_sheets(book) for each in _audits(sheet)]
    if found:
        chosen = Identity(*found[0])
        others = [audit for audit in found[1:] if Identity(*audit) != chosen]
        if others:
            name, version = chosen.framework, chosen.version
            return chosen, (_conflict(f"{name} {version}", f"{others[0][0]} {others[0][1]}",
                                      f"{name} {version}"),)  # fmt: skip
        return chosen, ()
    name, _, version = custom.get(FRAMEWORK_PROPERTY, "").strip().partition(" ")
    if name in frameworks:
        guess, code = frameworks[name], "property"
    else:
        by_words = by_statements(book, frameworks)
        if by_words is None:
            return None, ()
        guess, code = by_words, "statements"
    facts = {"found": guess.title, "id": guess.id}
    problem = (
        Problem("audit-from-property", Severity.QUERY, sheet=layout.COVER, facts=facts)
        if code == "property"
        else Problem("audit-from-statements", Severity.QUERY, sheet=layout.COVER, facts=facts)
    )
    made = version.strip() if re.fullmatch(layout.VERSION, version.strip()) else guess.version
    return Identity(guess.id, made, Asked()), (problem,)


def _conflict(one: str, other: str, taken: str) -> Problem:
    facts = {"found": one, "other": other, "taken": taken}
    return Problem("audit-conflict", Severity.QUERY, sheet=layout.COVER, facts=facts)


def by_its_statements(
    book: Book, who: Identity, frameworks: Mapping[str, Framework]
) -> tuple[Identity, Problem] | None:
    """The identity that a workbook's statements give, where the Audit row names another.

    Args:
        book: its cells.
        who: what the Audit row says.
        frameworks: the frameworks there are, by id.

    Returns:
        The other identity and a query, or None where the statements name no other framework.
    """
    other = by_statements(book, frameworks)
    if other is None or other.id == who.framework:
        return None
    told = _conflict(who.framework, f"the statements of {other.id}", other.id)
    return Identity(other.id, other.version, Asked()), told


def _audits(sheet: Sheet) -> list[tuple[str, str, Asked]]:
    """What each Audit row on a sheet says, in order."""
    found = []
    marked = [(row, column, value) for row, line in by_row(sheet.cells).items()
              for column, value in line.items()
              if isinstance(value, str) and "[" in value]  # fmt: skip
    for *_, value in sorted(marked):
        audit = layout.read_audit_text(" ".join(value.split()))
        if audit:
            found.append(audit)
    return found


def by_statements(book: Book, frameworks: Mapping[str, Framework]) -> Framework | None:
    """The framework with most of its statements among the cells, if that is at least a third."""
    words = {fold(v) for s in book.sheets for v in s.cells.values() if isinstance(v, str)}
    best: list[tuple[float, int, str]] = []
    for framework in frameworks.values():
        texts = [
            (fold_ours(s.text), fold_ours(layout.statement_text(s))) for s in framework.statements
        ]
        held = sum(1 for pair in texts if not words.isdisjoint(pair))
        best.append((held / len(texts), held, framework.id))
    best.sort(reverse=True)
    # Of a framework and one that leaves some of it out, the one that explains more cells is meant.
    if not best or best[0][0] < 1 / 3 or (len(best) > 1 and best[0][:2] == best[1][:2]):
        return None
    return frameworks[best[0][2]]


# --- the form --------------------------------------------------------------------------------


def read_cover(book: Book, plan: Plan, older: bool = False) -> Cover:
    """Read the Cover's form: each answer stands beside its label.

    Args:
        book: the cells of the workbook.
        plan: the framework, and how much of it was asked.
        older: whether the workbook was made from another version of the framework.

    Returns:
        School, respondent, date and further details, with the problems found.
    """
    sheets = cover_sheets(book)
    if not sheets:
        gone = Problem("cover-missing", Severity.QUERY, sheet=layout.COVER)
        return Cover(School(), Respondent(), None, {}, (gone,))
    details = layout.cover_details(plan.framework, peer_review=True)
    problems = [
        Problem("cover-repeated", Severity.INFORMATION, sheet=sheet.name,
                facts={"found": sheets[0].name}) for sheet in sheets[1:]
    ]  # fmt: skip
    if not same_sheet(sheets[0].name, layout.COVER):
        facts = {"found": sheets[0].name, "section": layout.COVER}
        problems.append(Problem("sheet-renamed", Severity.INFORMATION, sheet=sheets[0].name,
                                facts=facts))  # fmt: skip
    found = read_form(sheets, details, known(plan.framework), older, problems)
    texts = {key: _words(key, placed, problems)
             for key, placed in found.items()}  # fmt: skip
    dates: dict[str, date | None] = {}
    for key in layout.DATES:
        if key in found:
            dates[key], texts[key] = _date(found[key], problems)
    told = (layout.REVIEWER.key, layout.REVIEWER_SCHOOL.key, layout.VISITED_ON.key)
    lacking = [d.label for d in details if d.key not in found and d.key not in told]
    if lacking:
        facts = {"found": ", ".join(lacking)}
        problems.append(
            Problem("details-missing", Severity.QUERY, sheet=sheets[0].name, facts=facts))
    urn = texts.pop(layout.URN.key, "")
    if urn and not re.fullmatch(r"\d{6}", urn):
        placed = found[layout.URN.key]
        problems.append(Problem("urn-unrecognised", Severity.QUERY, sheet=placed.sheet,
                                cell=placed.cell, facts={"found": urn}))  # fmt: skip
    school = School(texts.pop(layout.SCHOOL_NAME.key, ""), urn, texts.pop(layout.PHASE.key, ""))
    respondent = Respondent(
        texts.pop(layout.COMPLETED_BY.key, ""), texts.pop(layout.ROLE.key, ""))
    audit = texts.pop(layout.AUDIT.key, "")
    more = _typed_into_audit(audit, plan, older)
    if more:
        problems.append(Problem(
            "cover-words", Severity.QUERY, sheet=found[layout.AUDIT.key].sheet,
            cell=found[layout.AUDIT.key].cell,
            facts={"found": f"{found[layout.AUDIT.key].cell} “{more}”"}))  # fmt: skip
    completed_on = dates.get(layout.COMPLETED_ON.key)
    if completed_on:
        texts.pop(layout.COMPLETED_ON.key)
    visited_on = dates.get(layout.VISITED_ON.key)
    if visited_on:
        texts[layout.VISITED_ON.key] = visited_on.isoformat()
    answered = {key: text for key, text in texts.items() if text}
    return Cover(school, respondent, completed_on, answered, tuple(problems))


def _typed_into_audit(text: str, plan: Plan, older: bool) -> str:
    """What somebody typed into the Audit row, if anything: all of it where it is none any more."""
    ours = layout.audit_text(plan.framework, plan.asked)
    if not text or fold(text) == fold(ours):
        return ""
    if layout.read_audit_text(text) is None:
        return short(text, _LONGEST)
    if older:  # the title and the number of the version are another's
        text, ours = text.partition("]")[2], ours.partition("]")[2]
    return "" if fold(text) == fold(ours) else changed_part(text, ours, _LONGEST)


_LONGEST = 400
"""Characters that are quoted of what was typed into the Audit row."""


def unnamed(cover: Cover) -> tuple[Problem, ...]:
    """A query where neither the school's name nor its URN was given."""
    if cover.school.name or cover.school.urn:
        return ()
    return (Problem("school-unnamed", Severity.QUERY, sheet=layout.COVER),)


def _words(key: str, placed: Placed, problems: list[Problem]) -> str:
    words, code = read_text(placed.value)
    if code == "text-lost":
        facts = {"found": shown(placed.value)}
        problems.append(Problem("text-lost", Severity.QUERY, sheet=placed.sheet, cell=placed.cell,
                                facts=facts))  # fmt: skip
    return " ".join(words.split(" ")).strip() if key != layout.COMMENTS.key else words


def _date(placed: Placed, problems: list[Problem]) -> tuple[date | None, str]:
    if is_blank(placed.value):
        return None, ""
    found, raw, code = read_date(placed.value)
    facts = {"found": raw}
    sheet, cell = placed.sheet, placed.cell
    if code == "date-unrecognised":
        problems.append(Problem("date-unrecognised", Severity.QUERY, sheet=sheet, cell=cell,
                                facts=facts))  # fmt: skip
    elif code == "date-understood" and found:
        facts["understood"] = found.strftime("%d/%m/%Y")
        problems.append(Problem("date-understood", Severity.INFORMATION, sheet=sheet, cell=cell,
                                facts=facts))  # fmt: skip
    elif code:
        problems.append(Problem("cover-date-words", Severity.INFORMATION, sheet=sheet, cell=cell,
                                facts=facts))  # fmt: skip
    return found, raw
