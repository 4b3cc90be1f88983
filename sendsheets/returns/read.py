"""A file's bytes become a reading. A pure function, so it runs on any executor."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from sendsheets.intake.cells import Book, read_cells
from sendsheets.intake.inspect import Facts, inspect
from sendsheets.intake.package import Damaged
from sendsheets.layout import PEER_REVIEW, Plan
from sendsheets.model import (
    REPORT_PROPERTY,
    Completeness,
    Disposition,
    Framework,
    Problem,
    Reading,
    Return,
    Severity,
)
from sendsheets.returns.cover import Identity, identity, is_cover, read_cover, unnamed
from sendsheets.returns.find import fold_sheet, is_calculated
from sendsheets.returns.match import completeness, match


def read_return(name: str, data: bytes, frameworks: Mapping[str, Framework]) -> Reading:
    """Read one completed workbook.

    Args:
        name: what the file is called in what comes back and in every problem.
        data: the file's bytes; they are never changed.
        frameworks: the frameworks there are, by id.

    Returns:
        The reading: ``accepted`` with nothing to ask, ``query`` where a person should look at
        something, ``refused`` (and no result) where the file cannot be used at all.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    inspected = inspect(data, skip=is_calculated)
    if inspected.facts is None:
        return refused(name, sha256, inspected.problems)
    if REPORT_PROPERTY in inspected.facts.custom:
        return refused(name, sha256, (_not_ours(inspected.facts),))
    try:
        book = read_cells(inspected.facts)
    except Damaged as error:
        problem = Problem("file-damaged", Severity.ERROR, facts={"found": str(error)})
        return refused(name, sha256, (problem,))
    who, problems = identity(book, inspected.facts.custom, frameworks)
    if who is None:
        return refused(name, sha256, (_not_ours(inspected.facts),))
    framework = frameworks.get(who.framework)
    if framework is None:
        facts = {"found": who.framework, "version": who.version,
                 "known": ", ".join(sorted(frameworks))}  # fmt: skip
        problem = Problem("audit-unknown", Severity.ERROR, sheet="Cover", facts=facts)
        return refused(name, sha256, (problem,))
    problems = (*inspected.problems, *problems, *_version(who, framework))
    return _read(name, sha256, book, who, framework, problems)


def _read(
    name: str, sha256: str, book: Book, who: Identity, framework: Framework,
    before: tuple[Problem, ...],
) -> Reading:
    plan = Plan(framework, who.asked)
    cover = read_cover(book, plan)
    matched = match(book, plan)
    complete = completeness(plan, matched.responses)
    problems = [*before, *cover.problems]
    nobody = unnamed(cover)
    if complete is not Completeness.NOTHING:
        problems += nobody
    elif nobody:
        problems.append(Problem("nobody-answered", Severity.QUERY, sheet="Cover"))
    else:
        problems.append(Problem("nothing-answered", Severity.INFORMATION))
    problems += [*matched.problems, *_other_sheets(book, plan, matched.sheets)]
    result = Return(
        name, sha256, framework.id, who.version, who.asked, cover.school, cover.respondent,
        cover.completed_on, complete, matched.responses, cover.details,
    )
    named = tuple(replace(problem, file=name) for problem in problems)
    return Reading(name, sha256, disposition(named), result, named)


def disposition(problems: tuple[Problem, ...]) -> Disposition:
    """Accepted, or query where a person should look at something."""
    ask = any(problem.severity is Severity.QUERY for problem in problems)
    return Disposition.QUERY if ask else Disposition.ACCEPTED


def refused(name: str, sha256: str, problems: tuple[Problem, ...]) -> Reading:
    """The reading of a file that cannot be used, with the reason."""
    named = tuple(replace(problem, file=name) for problem in problems)
    return Reading(name, sha256, Disposition.REFUSED, None, named)


def _not_ours(facts: Facts) -> Problem:
    if facts.made_by_us or REPORT_PROPERTY in facts.custom:
        return Problem("file-own-output", Severity.INFORMATION)
    return Problem("file-not-a-return", Severity.ERROR)


def _version(who: Identity, framework: Framework) -> tuple[Problem, ...]:
    if who.version == framework.version:
        return ()
    facts = {"found": who.version, "version": framework.version}
    return (Problem("version-differs", Severity.INFORMATION, sheet="Cover", facts=facts),)


def _other_sheets(book: Book, plan: Plan, read: frozenset[str]) -> list[Problem]:
    """Sheets with content that are none of the workbook's own: told, and not read."""
    expected = {fold_sheet(name) for name in (*plan.sheets, PEER_REVIEW)}
    return [
        Problem("sheet-extra", Severity.INFORMATION, sheet=sheet.name)
        for sheet in book.sheets
        if sheet.cells and sheet.name not in read and not is_cover(sheet.name)
        and fold_sheet(sheet.name) not in expected
    ]
