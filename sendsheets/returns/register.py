"""The list of schools that are asked: a GIAS extract as downloaded, or any list with a name. Pure.

Columns are known by their headings. Whatever is doubtful is told all at once, and no row is left
out without being counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sendsheets.intake.listing import LISTING_LIMIT, Listing, Table, read_table
from sendsheets.intake.package import Damaged
from sendsheets.intake.rawlook import LAST_COLUMN, LAST_ROW
from sendsheets.model import Listed, Problem, Register, Severity
from sendsheets.returns.gias import says_phase
from sendsheets.returns.links import follow_links
from sendsheets.returns.list_filters import CLOSED, Filters, Sieves
from sendsheets.returns.list_head import HEADINGS, Head, find_head, headings_of
from sendsheets.returns.list_row import Cell, read_row, read_urn, tidy
from sendsheets.returns.list_twice import once_each, same_address
from sendsheets.returns.words import fold

__all__ = ["LISTING_LIMIT", "Filters", "read_register"]

_WORDS = {
    "name": "name", "urn": "URN", "email": "email address", "senco": "SENCO",
    "contact": "contact", "headteacher": "headteacher",
    "phase": "phase", "type": "type", "trust": "trust", "la": "local authority",
    "number": "DfE number",
}  # fmt: skip
_SAYS_SO = frozenset({
    "school", "school name", "name", "urn", "email", "email address", "senco", "contact",
    "headteacher", "phase", "type", "trust", "la", "local authority", "dfe number",
})  # fmt: skip
"""Headings that say by themselves what stands below them; what others are taken for is told."""
_MOST_TOLD = 12


def read_register(
    file: str, data: bytes, only: Filters, links: bytes | None = None
) -> Register:
    """Read the list of schools that are asked.

    Args:
        file: the list's name, which stands in every problem.
        data: its bytes: CSV (any usual encoding and mark) or a workbook. A GIAS extract is taken
            as downloaded: closed schools, and establishments that are no schools in England, are
            left out unless they are asked for.
        only: which of its schools are wanted.
        links: GIAS's file of links, by which schools are known by earlier URNs too.

    Returns:
        The schools in the order of the list, each once, and all problems. Those of severity
        ``error`` mean that the list cannot be relied on: it could not be read, has no names, or
        a filter fits nothing in it.
    """
    register = _read(data, only)
    schools, problems = list(register.schools), list(register.problems)
    if links is not None and schools:
        schools, more = follow_links(links, schools)
        problems += more
    named = tuple(replace(problem, file=file) for problem in problems)
    return Register(file, tuple(schools), named, register.others)


def _read(data: bytes, only: Filters) -> Register:
    listing = read_table(data)
    if listing.reason:
        return _stopped("register-unreadable", listing.reason)
    try:
        table, head, others = find_head(listing, HEADINGS, ("name",))
        if table is None or head is None:
            return _stopped("register-names-missing", _headings(listing))
        taking = _taken(table, head, only)
    except Damaged as error:
        return _stopped("register-unreadable", str(error))
    schools, twice = once_each(taking.schools)
    # What has no rows left has no values that a filter could be compared with.
    errors = taking.sieves.missing(head) or taking.sieves.unmatched()
    if not schools and not errors:
        facts = {"found": _left(taking) or "no row has a name"}
        errors = [Problem("register-empty", Severity.ERROR, facts=facts)]
    if table.beyond and taking.last >= LAST_ROW:
        facts = {"found": f"{LAST_ROW:,}"}
        errors.append(Problem("register-rows-beyond", Severity.ERROR, facts=facts))
    problems = [*errors, *_of_sheets(table, others, taking), *taking.problems, *twice,
                *same_address(schools)]
    problems += _told(listing, table, head, taking, len(schools)) + _lacking(schools)
    return Register("", tuple(schools), tuple(problems), _namesakes(taking, schools))


def _namesakes(taking: _Taking, schools: Sequence[Listed]) -> frozenset[str]:
    """The URNs of schools that are not asked and have the name of one that is."""
    names = {fold(school.name) for school in schools}
    return frozenset(urn for urn, name in taking.others if fold(name) in names)


def _stopped(code: str, found: str) -> Register:
    return Register("", (), (Problem(code, Severity.ERROR, facts={"found": found}),))


def _headings(listing: Listing) -> str:
    shown = [f"“{text[:40]}”" for text in headings_of(listing)]
    if not shown:
        return "There are no headings at all"
    more = f" and {len(shown) - _MOST_TOLD} more" if len(shown) > _MOST_TOLD else ""
    return f"The first row has {', '.join(shown[:_MOST_TOLD])}{more}"


# --- rows ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Taking:
    """What came of the rows: schools and what to tell of them, and how many rows there were."""

    sieves: Sieves
    schools: list[Listed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    phases: Counter[str] = field(default_factory=Counter)
    others: list[tuple[str, str]] = field(default_factory=list)
    unseen: int = 0
    rows: int = 0
    nameless: int = 0
    last: int = 0


def _taken(table: Table, head: Head, only: Filters) -> _Taking:
    """Read the rows below the headings, each when it comes by."""
    taking = _Taking(Sieves(only))
    if taking.sieves.missing(head):
        return taking
    for number, texts in _below(table, head):
        taking.rows += 1
        taking.last = number
        cell = _cell(texts, head)
        if why := taking.sieves.against(cell):
            # A closed one may be what a school that is asked was before.
            if why != CLOSED and (urn := read_urn(cell("urn").strip())):
                taking.others.append((urn, cell("name")))
            continue
        listed, problems = read_row(number, cell)
        taking.problems += problems
        if extra := [text[:40] for text in texts[head.width:] if text.strip()]:
            facts = {"row": str(number), "found": ", ".join(extra)}
            taking.problems.append(Problem("register-row-wide", Severity.QUERY, facts=facts))
        if listed is None:
            taking.nameless += 1
            continue
        taking.unseen += number in table.unseen
        taking.schools.append(listed)
        if not listed.phase and says_phase(cell("phase")):
            taking.phases[tidy(cell("phase"))[:40]] += 1
    return taking


def _below(table: Table, head: Head) -> Iterator[tuple[int, list[str]]]:
    """The rows below the headings that hold anything, less the headings once more."""
    name, heading = head.columns["name"], head.heading("name")
    for number, texts in table.rows():
        if number > head.row and any(text.strip() for text in texts):
            again = texts[name:name + 1] == [heading] and tuple(
                " ".join(text.split()) for text in texts[:head.width]) == head.headings
            if not again:
                yield number, texts


def _cell(texts: Sequence[str], head: Head) -> Cell:
    columns, width = head.columns, len(texts)

    def cell(kind: str) -> str:
        place = columns.get(kind)
        return texts[place] if place is not None and place < width else ""

    return cell


# --- what to tell ----------------------------------------------------------------------------


def _of_sheets(table: Table, others: Sequence[Table], taking: _Taking) -> list[Problem]:
    problems = []
    if others:
        facts = {"found": table.sheet, "others": ", ".join(f"“{t.sheet}”" for t in others)}
        problems.append(Problem("register-sheets", Severity.QUERY, facts=facts))
    if table.beyond and taking.last < LAST_ROW:
        facts = {"found": f"{table.beyond:,}", "rows": f"{LAST_ROW:,}",
                 "columns": str(LAST_COLUMN)}  # fmt: skip
        problems.append(Problem("register-cells-beyond", Severity.QUERY, facts=facts))
    if taking.unseen:
        facts = {"found": str(taking.unseen)}
        problems.append(Problem("register-rows-hidden", Severity.QUERY, facts=facts))
    return problems


def _told(
    listing: Listing, table: Table, head: Head, taking: _Taking, schools: int
) -> list[Problem]:
    """What was read, from where, and what was left out: told once."""
    if taking.sieves.missing(head):
        return []
    named = [f"{words} from “{head.heading(kind)}”" for kind, words in _WORDS.items()
             if head.heading(kind) and fold(head.heading(kind)) not in _SAYS_SO]  # fmt: skip
    place = f"The sheet “{table.sheet}”" if table.sheet else f"The list ({listing.encoding})"
    left = _left(taking)
    rows = _count(taking.rows, "row")
    facts = {"found": place, "schools": _count(schools, "school"),
             "rows": f" in {rows}" if taking.rows != schools else "",
             "columns": f" ({', '.join(named)})" if named else "",
             "left": f" Left out: {left}." if left else ""}  # fmt: skip
    problems = [Problem("register-read", Severity.INFORMATION, facts=facts)]
    if head.passed_over:
        facts = {"found": ", ".join(f"“{heading}”" for heading in head.passed_over)}
        problems.append(Problem("register-columns-more", Severity.INFORMATION, facts=facts))
    if taking.phases:
        words = [f"“{phase}” ({_count(n, 'school')})" for phase, n in sorted(taking.phases.items())]
        facts = {"found": ", ".join(words[:_MOST_TOLD])}
        problems.append(Problem("register-phases-unknown", Severity.INFORMATION, facts=facts))
    return problems


def _lacking(schools: Sequence[Listed]) -> list[Problem]:
    """What the list says of no school, or not of all: URNs and addresses, each told once."""
    problems = []
    without = [school.name for school in schools if not school.urn]
    if without:
        all_ = len(without) == len(schools)
        some = ", ".join(without[:_NAMED]) + (
            f" and {len(without) - _NAMED:,} more" if len(without) > _NAMED else "")
        facts = {"found": "The list has no URNs" if all_ else
                 f"{_count(len(without), 'school')} without a URN: {some}"}
        problems.append(Problem("register-urns-missing", Severity.INFORMATION, facts=facts))
    if schools and not any(school.email for school in schools):
        problems.append(Problem("register-emails-missing", Severity.INFORMATION))
    return problems


_NAMED = 5


def _left(taking: _Taking) -> str:
    """How many rows were left out, by reason."""
    reasons = [f"{count:,} {why}" for count, why in taking.sieves.left_out]
    reasons += [f"{taking.nameless:,} without a usable name"] if taking.nameless else []
    return "; ".join(reasons)


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
