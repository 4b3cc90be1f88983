"""Whose a workbook is and what it asked for: the Cover, wherever its form stands now. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sendsheets import layout
from sendsheets.intake.cells import Book, Sheet, Value, shown
from sendsheets.intake.rawlook import cell_name
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
from sendsheets.returns.find import fold_sheet, same_sheet
from sendsheets.returns.words import fold, fold_ours, is_blank, read_date, read_text


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
    """The sheet called Cover, else the first with an Audit row."""
    for sheet in book.sheets:
        if same_sheet(sheet.name, layout.COVER):
            return sheet
    return next((sheet for sheet in book.sheets if _audit(sheet)), None)


def identity(
    book: Book, custom: Mapping[str, str], frameworks: Mapping[str, Framework]
) -> tuple[Identity | None, tuple[Problem, ...]]:
    """Find which framework a workbook belongs to.

    Args:
        book: its cells.
        custom: the file's custom properties.
        frameworks: the frameworks there are, by id.

    Returns:
        The identity, and a query where it was not read from the Cover's Audit row. None where
        nothing says whose form it is.
    """
    sheet = cover_sheet(book)
    found = _audit(sheet) if sheet else None
    if found:
        return Identity(*found), ()
    name, _, version = custom.get(FRAMEWORK_PROPERTY, "").strip().partition(" ")
    if name in frameworks:
        guess, code = frameworks[name], "property"
    else:
        by_words = _by_statements(book, frameworks)
        if by_words is None:
            return None, ()
        guess, code = by_words, "statements"
    facts = {"found": guess.title, "id": guess.id}
    problem = (
        Problem("audit-from-property", Severity.QUERY, sheet=layout.COVER, facts=facts)
        if code == "property"
        else Problem("audit-from-statements", Severity.QUERY, sheet=layout.COVER, facts=facts)
    )
    known = version.strip() if re.fullmatch(r"\d+\.\d+", version.strip()) else guess.version
    return Identity(guess.id, known, Asked()), (problem,)


def _audit(sheet: Sheet) -> tuple[str, str, Asked] | None:
    for value in sheet.cells.values():
        if isinstance(value, str) and "[" in value:
            found = layout.read_audit_text(" ".join(value.split()))
            if found:
                return found
    return None


def _by_statements(book: Book, frameworks: Mapping[str, Framework]) -> Framework | None:
    """The framework with most of its statements among the cells, if that is at least a third."""
    words = {fold(v) for s in book.sheets for v in s.cells.values() if isinstance(v, str)}
    best: list[tuple[float, str]] = []
    for framework in frameworks.values():
        texts = [
            (fold_ours(s.text), fold_ours(layout.statement_text(s))) for s in framework.statements
        ]
        held = sum(1 for pair in texts if not words.isdisjoint(pair))
        best.append((held / len(texts), framework.id))
    best.sort(reverse=True)
    if not best or best[0][0] < 1 / 3 or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return frameworks[best[0][1]]


# --- the form --------------------------------------------------------------------------------


def read_cover(book: Book, plan: Plan) -> Cover:
    """Read the Cover's form: each answer stands beside its label.

    Args:
        book: the cells of the workbook.
        plan: the framework, and how much of it was asked.

    Returns:
        School, respondent, date and further details, with the problems found.
    """
    sheet = cover_sheet(book)
    if sheet is None:
        gone = Problem("cover-missing", Severity.QUERY, sheet=layout.COVER)
        return Cover(School(), Respondent(), None, {}, (gone,))
    details = layout.cover_details(plan.framework, peer_review=True)
    labels = {fold_ours(detail.label): detail.key for detail in details}
    found = dict(_answers(sheet, labels))
    problems: list[Problem] = []
    texts = {key: _words(key, place, value, sheet, problems)
             for key, (place, value) in found.items()}  # fmt: skip
    dates: dict[str, date | None] = {}
    for key in layout.DATES:
        if key in found:
            dates[key], texts[key] = _date(*found[key], sheet, problems)
    told = (layout.REVIEWER.key, layout.REVIEWER_SCHOOL.key, layout.VISITED_ON.key)
    lacking = [d.label for d in details if d.key not in found and d.key not in told]
    if lacking:
        facts = {"found": ", ".join(lacking)}
        problems.append(Problem("details-missing", Severity.QUERY, sheet=sheet.name, facts=facts))
    urn = texts.pop(layout.URN.key, "")
    if urn and not re.fullmatch(r"\d{6}", urn):
        place = found[layout.URN.key][0]
        problems.append(Problem("urn-unrecognised", Severity.QUERY, sheet=sheet.name, cell=place,
                                facts={"found": urn}))  # fmt: skip
    school = School(texts.pop(layout.SCHOOL_NAME.key, ""), urn, texts.pop(layout.PHASE.key, ""))
    respondent = Respondent(
        texts.pop(layout.COMPLETED_BY.key, ""), texts.pop(layout.ROLE.key, ""))
    texts.pop(layout.AUDIT.key, None)
    completed_on = dates.get(layout.COMPLETED_ON.key)
    if completed_on:
        texts.pop(layout.COMPLETED_ON.key)
    visited_on = dates.get(layout.VISITED_ON.key)
    if visited_on:
        texts[layout.VISITED_ON.key] = visited_on.isoformat()
    answered = {key: text for key, text in texts.items() if text}
    return Cover(school, respondent, completed_on, answered, tuple(problems))


def unnamed(cover: Cover) -> tuple[Problem, ...]:
    """A query where neither the school's name nor its URN was given."""
    if cover.school.name or cover.school.urn:
        return ()
    return (Problem("school-unnamed", Severity.QUERY, sheet=layout.COVER),)


Placed = tuple[str, Value | None]


def _answers(sheet: Sheet, labels: Mapping[str, str]) -> Iterator[tuple[str, Placed]]:
    """The answer of each label: under the form's own heading, else right beside the label."""
    heads = {fold(shown(v)): (r, c) for (r, c), v in sorted(sheet.cells.items(), reverse=True)
             if isinstance(v, str)}  # fmt: skip
    _, column = heads.get(fold_ours(layout.ANSWER), (0, 0))
    seen: set[str] = set()
    for (row, label_column), value in sorted(sheet.cells.items()):
        key = labels.get(fold(value)) if isinstance(value, str) else None
        if key is None or key in seen or label_column == column:
            continue
        seen.add(key)
        answer = column or label_column + 1
        yield key, (cell_name(row, answer), sheet.cells.get((row, answer)))


def _words(
    key: str, place: str, value: Value | None, sheet: Sheet, problems: list[Problem]
) -> str:
    words, code = read_text(value)
    if code == "text-lost":
        facts = {"found": shown(value)}
        problems.append(
            Problem("text-lost", Severity.QUERY, sheet=sheet.name, cell=place, facts=facts))
    return " ".join(words.split(" ")).strip() if key != layout.COMMENTS.key else words


def _date(
    place: str, value: Value | None, sheet: Sheet, problems: list[Problem]
) -> tuple[date | None, str]:
    if is_blank(value):
        return None, ""
    found, raw, code = read_date(value)
    facts = {"found": raw}
    if code == "date-unrecognised":
        problems.append(Problem("date-unrecognised", Severity.QUERY, sheet=sheet.name,
                                cell=place, facts=facts))  # fmt: skip
    elif code:
        problems.append(Problem("cover-date-words", Severity.INFORMATION, sheet=sheet.name,
                                cell=place, facts=facts))  # fmt: skip
    return found, raw


def is_cover(name: str) -> bool:
    """Whether a sheet's name is the Cover's."""
    return fold_sheet(name) == fold_sheet(layout.COVER)
