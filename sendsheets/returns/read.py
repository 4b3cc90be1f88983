"""A file's bytes become a reading. A pure function, so it runs on any executor."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sendsheets.intake.cells import Book, Sheet, read_cells
from sendsheets.intake.inspect import Facts, inspect
from sendsheets.intake.package import Damaged, TooLarge
from sendsheets.intake.rawlook import SheetFacts
from sendsheets.layout import LAST_TIME, Plan
from sendsheets.model import (
    LAST_PROPERTY,
    REPORT_PROPERTY,
    Completeness,
    Disposition,
    Framework,
    Problem,
    Reading,
    Return,
    Role,
    Setting,
    Severity,
)
from sendsheets.returns.calculated import called, typed_on
from sendsheets.returns.coloured import coloured
from sendsheets.returns.cover import (
    Identity,
    by_its_statements,
    cover_sheets,
    identity,
    read_cover,
    unnamed,
)
from sendsheets.returns.dates_shown import DATES_ASKED, dates_shown
from sendsheets.returns.enquiries import read_enquiries
from sendsheets.returns.find import find_tables, is_calculated, same_sheet
from sendsheets.returns.glanced import remember, unsure
from sendsheets.returns.known import known
from sendsheets.returns.last import before as shown_before
from sendsheets.returns.last import on_sheet
from sendsheets.returns.match import completeness, match
from sendsheets.returns.meant import meant
from sendsheets.returns.privacy import scan, unquoted
from sendsheets.returns.remarks import remarks
from sendsheets.returns.so_far import read_so_far
from sendsheets.returns.struck import struck_out
from sendsheets.returns.theirs import in_our_words
from sendsheets.returns.unread import other_sheets


def read_return(
    name: str, data: bytes, frameworks: Mapping[str, Framework], careful: bool = False,
    sha256: str = "",
) -> Reading:
    """Read one completed workbook.

    Args:
        name: what the file is called in what comes back and in every problem.
        data: the file's bytes; they are never changed.
        frameworks: the frameworks there are, by id.
        careful: read only an ordinary file (see ``intake.inspect``).
        sha256: the hash of the bytes, where it is known already.

    Returns:
        The reading: ``accepted`` with nothing to ask, ``query`` where a person should look at
        something, ``refused`` (and no result) where the file cannot be used at all.

    Raises:
        Abnormal: if ``careful``, and the file is to be read in a guarded process.
    """
    sha256 = sha256 or hashlib.sha256(data).hexdigest()
    inspected = inspect(data, skip=is_calculated, careful=careful)
    if inspected.facts is None:
        return refused(name, sha256, inspected.problems)
    if REPORT_PROPERTY in inspected.facts.custom:
        return refused(name, sha256, (_not_ours(inspected.facts),))
    try:
        book = read_cells(inspected.facts)
        who, problems = identity(book, inspected.facts.custom, frameworks)
        if who is None:
            return refused(name, sha256, (_not_ours(inspected.facts),))
        if who.framework not in frameworks:
            return refused(name, sha256, (_unknown(who, frameworks),))
        told = (*inspected.problems, *problems)
        return _read(name, sha256, data, inspected.facts, book, who, frameworks, told)
    except Damaged as error:
        problem = Problem("file-damaged", Severity.ERROR, facts={"found": str(error)})
    except TooLarge as error:
        problem = Problem("file-too-large", Severity.ERROR, facts={"found": str(error)})
    return refused(name, sha256, (problem,))


def _unknown(who: Identity, frameworks: Mapping[str, Framework]) -> Problem:
    facts = {"found": who.framework, "version": who.version,
             "known": ", ".join(sorted(frameworks))}  # fmt: skip
    return Problem("audit-unknown", Severity.ERROR, sheet="Cover", facts=facts)


def _opened(data: bytes, facts: Facts, book: Book, plan: Plan) -> tuple[Facts, Book]:
    """The workbook with those of its other sheets that may hold what somebody typed.

    Raises:
        Damaged, TooLarge: if such a sheet cannot be read.
        Abnormal: if the file is to be read in a guarded process.
    """
    more = unsure(facts.glanced, plan)
    if not more:
        return facts, book
    again = inspect(data, lambda name: name in facts.glanced and name not in more, facts.careful)
    if again.facts is None:
        raise Damaged(f"the sheet {min(more)} cannot be read")
    book = read_cells(again.facts)
    said, _ = in_our_words(book, plan)
    remember(facts.glanced, (sheet for sheet in said.sheets if sheet.name in more), plan)
    return again.facts, book


def _read(
    name: str, sha256: str, data: bytes, facts: Facts, book: Book, who: Identity,
    frameworks: Mapping[str, Framework], before: tuple[Problem, ...],
) -> Reading:
    framework = frameworks[who.framework]
    plan, problems = _plan(who, framework)
    facts, book = _opened(data, facts, book, plan)
    book, names = in_our_words(book, plan)
    book, live = _apart(book, plan)
    matched = match(book, plan, _other(who, framework))
    if matched.strange:
        named = by_its_statements(book, who, frameworks)
        if named:
            who, conflict = named
            framework = frameworks[who.framework]
            plan, problems = Plan(framework, who.asked), [conflict]
            facts, book = _opened(data, facts, Book((*book.sheets, *live)), plan)
            book, more = in_our_words(book, plan)
            names = {**names, **more}
            book, live = _apart(book, plan)
            matched = match(book, plan)
    problems = [*before, *problems, *_version(who, framework)]
    so_far = read_so_far(book, framework, matched.last)
    responses, struck = struck_out(data, facts, book, matched.responses, so_far.actions)
    cover = read_cover(book, plan, bool(_other(who, framework)))
    complete = completeness(plan, responses)
    problems += cover.problems
    nobody = unnamed(cover)
    if complete is not Completeness.NOTHING:
        problems += nobody
    elif nobody:
        problems.append(Problem("nobody-answered", Severity.QUERY, sheet="Cover"))
    enquiries, told, looked = read_enquiries(book, framework)
    problems += told
    told_of = {p.sheet for p in matched.problems if p.code == "headings-missing"}
    problems += so_far.problems
    read = matched.sheets | told_of | looked | so_far.sheets
    read |= {sheet.name for sheet in cover_sheets(book)}
    problems += [*matched.problems, *other_sheets(book, plan, read)]
    shown_only = [sheet for sheet in live if same_sheet(sheet.name, LAST_TIME)]
    live = tuple(sheet for sheet in live if sheet not in shown_only)
    last = on_sheet(shown_only, facts.custom.get(LAST_PROPERTY, ""))
    then, differing = shown_before(matched.beside, last, framework)
    problems += [*last.problems, *differing]
    older = framework.rebuilt or bool(_other(who, framework))
    problems += typed_on(
        live, responses, plan, cover.school.name, older, cover.completed_on is not None)
    aside = (_with_its_remarks(name, seen) for name, seen in facts.beside.items())
    problems += remarks(Book((*book.sheets, *live, *aside)), responses, read)
    problems += [*struck, *coloured(data, facts, book, responses)]
    problems += dates_shown(data, facts, book, (*responses, *so_far.actions), read)
    asked = {(p.sheet, p.cell) for p in problems if p.code in DATES_ASKED}
    problems += meant(responses, cover.completed_on, asked)
    if complete is Completeness.NOTHING and not nobody:
        problems.append(_nothing(problems))
    result = Return(
        name, sha256, framework.id, who.version, who.asked, cover.school, cover.respondent,
        cover.completed_on, complete, responses, cover.details, enquiries,
        actions_so_far=so_far.actions, before=then,
    )
    problems += scan(result)
    every = tuple(_named(name, replace(problem, sheet=names.get(problem.sheet, problem.sheet)))
                  for problem in unquoted(problems))  # fmt: skip
    return Reading(name, sha256, disposition(every), result, every)


_MAY_ANSWER = frozenset({
    "sheet-extra", "sheet-object", "column-extra", "rows-extra", "answer-comment", "cells-far",
    "answer-link", "answer-not-asked", "statement-changed", "file-remarks-damaged",
})  # fmt: skip
"""What is otherwise only information: where nothing else is filled in, it may be the answers."""

_MOST_NAMED = 8


def _nothing(problems: Sequence[Problem]) -> Problem:
    """No answer stands in its own cell: a query where something stands elsewhere."""
    found = [p for p in problems if p.code in _MAY_ANSWER]
    if not found:
        return Problem("nothing-answered", Severity.INFORMATION)
    places = list(dict.fromkeys(f"{p.sheet} {p.cell}".strip() or "comments" for p in found))
    more = [f"{len(places) - _MOST_NAMED} more"] if places[_MOST_NAMED:] else []
    facts = {"found": ", ".join((*places[:_MOST_NAMED], *more))}
    return Problem("answers-elsewhere", Severity.QUERY, sheet=found[0].sheet,
                   cell=found[0].cell, facts=facts)  # fmt: skip


def _with_its_remarks(name: str, seen: SheetFacts) -> Sheet:
    """A sheet that was glanced at, with what lies on it beside its cells."""
    return Sheet(name, "visible", {}, comments=seen.comments, objects=seen.objects,
                 boxes=seen.boxes, anchors=seen.anchors)  # fmt: skip


def _apart(book: Book, plan: Plan) -> tuple[Book, tuple[Sheet, ...]]:
    """The workbook without the sheets that nobody types on, and those that were looked at.

    One that holds a section's table is a section's sheet under another's name. Lists of ours
    have a column whose heading is only like that of the statements, and are known by their
    formulas under another name as well.
    """
    ours, second = known(plan.framework), plan.second_sheet
    live = tuple(
        s for s in book.sheets
        if (is_calculated(s.name) or (second and same_sheet(s.name, second))
            or called(s, plan)) and not any(
            {"statement", "evidence"} <= table.columns.keys() - table.near.keys()
            for table in find_tables(Book((s,)), ours)[0])
    )
    if not live:
        return book, ()
    return Book(tuple(sheet for sheet in book.sheets if sheet not in live)), live


def _plan(who: Identity, framework: Framework) -> tuple[Plan, list[Problem]]:
    """What was asked, less sections and a setting that there are not."""
    asked, setting, problems = who.asked.sections, who.asked.setting, list[Problem]()
    if setting and setting not in frozenset(Setting):
        problems.append(Problem("audit-setting", Severity.QUERY, sheet="Cover",
                                facts={"found": setting}))  # fmt: skip
    if who.asked.role and who.asked.role not in frozenset(Role):
        problems.append(Problem("audit-role", Severity.QUERY, sheet="Cover",
                                facts={"found": who.asked.role}))  # fmt: skip
    if asked is None:
        return Plan(framework, who.asked), problems
    numbers = [section.number for section in framework.sections]
    strange = [number for number in asked if number not in numbers]
    if not strange:
        return Plan(framework, who.asked), problems
    kept = tuple(number for number in asked if number in numbers)
    problems.append(Problem("audit-sections", Severity.QUERY, sheet="Cover",
                            facts={"found": ", ".join(map(str, strange))}))  # fmt: skip
    return Plan(framework, replace(who.asked, sections=kept or None)), problems


def _other(who: Identity, framework: Framework) -> str:
    """The version that a workbook was made from, where it is another than ours."""
    return who.version if who.version != framework.version else ""


def _named(file: str, problem: Problem) -> Problem:
    return Problem(problem.code, problem.severity, file, problem.sheet, problem.cell,
                   problem.refs, problem.facts)  # fmt: skip


def disposition(problems: tuple[Problem, ...]) -> Disposition:
    """Accepted, or query where a person should look at something."""
    ask = any(problem.severity is Severity.QUERY for problem in problems)
    return Disposition.QUERY if ask else Disposition.ACCEPTED


def refused(name: str, sha256: str, problems: tuple[Problem, ...]) -> Reading:
    """The reading of a file that cannot be used, with the reason."""
    named = tuple(_named(name, problem) for problem in problems)
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
