"""Several workbooks from one school and role become one return (decisions.md 9)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce

from sendsheets.layout import Plan
from sendsheets.model import (
    Asked,
    Disposition,
    Framework,
    Problem,
    RatingAnswer,
    Reading,
    Response,
    Return,
    ReviewerAnswer,
    School,
    Severity,
    State,
)
from sendsheets.returns.match import completeness
from sendsheets.returns.read import disposition
from sendsheets.returns.words import fold

Key = tuple[str, str, str]
"""Framework, school and role."""


def merge_copies(
    readings: Sequence[Reading], frameworks: Mapping[str, Framework]
) -> tuple[Reading, ...]:
    """Merge the returns of one school, role and framework, statement by statement.

    Args:
        readings: one for each file, in order of name.
        frameworks: the frameworks there are, by id.

    Returns:
        The readings in the same order. Of several copies the one that stands last (by the
        Cover's date where all have one, else by name) holds the merged return; the others are
        ``superseded``. Answers that differ are settled by the Cover's date and told; without
        an order they are a conflict, and neither is counted.
    """
    urns = _urns_by_name(readings)
    groups: dict[Key, list[int]] = {}
    for place, reading in enumerate(readings):
        key = _key(reading.result, urns) if reading.result else None
        if key:
            groups.setdefault(key, []).append(place)
    settled = list(readings)
    for key, places in groups.items():
        if len(places) > 1:
            group = [readings[place] for place in places]
            for place, reading in zip(places, _merged(group, frameworks[key[0]]), strict=True):
                settled[place] = reading
    return tuple(settled)


def _urns_by_name(readings: Sequence[Reading]) -> dict[str, str]:
    """The URN of each school's name, where all files that give one agree on it."""
    found: dict[str, set[str]] = {}
    for reading in readings:
        school = reading.result.school if reading.result else None
        if school and school.name and _is_urn(school.urn):
            found.setdefault(fold(school.name), set()).add(school.urn)
    return {name: min(urns) for name, urns in found.items() if len(urns) == 1}


def _is_urn(text: str) -> bool:
    return bool(re.fullmatch(r"\d{6}", text))


def _key(result: Return, urns: Mapping[str, str]) -> Key | None:
    name = fold(result.school.name)
    school = result.school.urn if _is_urn(result.school.urn) else urns.get(name, name)
    return (result.framework, school, fold(result.respondent.role)) if school else None


@dataclass(slots=True)
class _Merge:
    """One merge in the making: whether the order is known, and what there is to tell."""

    ordered: bool
    file: str = ""
    taken: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def _merged(group: list[Reading], framework: Framework) -> list[Reading]:
    dates = [r.result.completed_on for r in group if r.result]
    known = [found for found in dates if found]
    ordered = len(known) == len(group) and len(set(known)) == len(known)
    standing = sorted(group, key=lambda r: _date(r) or date.min) if ordered else group
    last = standing[-1]
    merge = _Merge(ordered, last.file)
    results = [r.result for r in standing if r.result]
    result = reduce(lambda a, b: _two(a, b, framework, merge), results)
    others = ", ".join(r.file for r in standing[:-1])
    problems = [*last.problems, *_told(merge, others)]
    whole = replace(
        result, completeness=completeness(Plan(framework, result.asked), result.responses)
    )
    said = tuple(problems)
    doubtful = any(r.main.state is State.UNRECOGNISED for r in whole.responses)
    became = Disposition.QUERY if doubtful else disposition(said)
    stands = Reading(last.file, last.sha256, became, whole, said)
    return [stands if r is last else _superseded(r, last.file) for r in group]


def _date(reading: Reading) -> date | None:
    return reading.result.completed_on if reading.result else None


def _superseded(reading: Reading, by: str) -> Reading:
    note = Problem("copy-superseded", Severity.INFORMATION, file=reading.file,
                   facts={"found": by})  # fmt: skip
    return replace(
        reading, disposition=Disposition.SUPERSEDED, problems=(*reading.problems, note))


def _told(merge: _Merge, others: str) -> list[Problem]:
    def facts(refs: Sequence[str]) -> dict[str, str]:
        return {"found": others, "refs": ", ".join(dict.fromkeys(refs))}

    problems = [Problem("copies-merged", Severity.INFORMATION, file=merge.file,
                        refs=tuple(dict.fromkeys(merge.taken)), facts=facts(merge.taken))]
    if merge.later:
        problems.append(Problem("copies-differ", Severity.INFORMATION, file=merge.file,
                                refs=tuple(dict.fromkeys(merge.later)),
                                facts=facts(merge.later)))  # fmt: skip
    if merge.conflicts:
        problems.append(Problem("copies-conflict", Severity.QUERY, file=merge.file,
                                refs=tuple(dict.fromkeys(merge.conflicts)),
                                facts=facts(merge.conflicts)))  # fmt: skip
    return problems


# --- two returns -------------------------------------------------------------------------------


def _two(earlier: Return, later: Return, framework: Framework, merge: _Merge) -> Return:
    before = {r.ref: r for r in earlier.responses}
    after = {r.ref: r for r in later.responses}
    responses = []
    for statement in framework.statements:
        a, b = before.get(statement.ref), after.get(statement.ref)
        if a and b:
            responses.append(_responses(a, b, merge))
        elif alone := a or b:
            responses.append(alone)
    return replace(
        later, asked=_asked(earlier.asked, later.asked),
        school=School(
            later.school.name or earlier.school.name, later.school.urn or earlier.school.urn,
            later.school.phase or earlier.school.phase,
        ),
        respondent=replace(
            later.respondent, name=later.respondent.name or earlier.respondent.name),
        completed_on=later.completed_on or earlier.completed_on,
        details={**earlier.details, **later.details},
        responses=tuple(responses),
    )


def _asked(one: Asked, other: Asked) -> Asked:
    if one.sections is None or other.sections is None:
        return replace(other, sections=None)
    return replace(other, sections=tuple(sorted({*one.sections, *other.sections})))


def _responses(a: Response, b: Response, merge: _Merge) -> Response:
    """The later response, with what only the earlier one says."""
    answer = None if b.answer is None else _text(a.answer or "", b.answer, b.ref, merge)
    priority_raw = _text(a.priority_raw, b.priority_raw, b.ref, merge)
    due_raw = _text(a.due_raw, b.due_raw, b.ref, merge)
    from_either = (b, a)
    return replace(
        b, answer=answer,
        evidence=_text(a.evidence, b.evidence, b.ref, merge),
        action=_text(a.action, b.action, b.ref, merge),
        owner=_text(a.owner, b.owner, b.ref, merge),
        ratings={
            name: _rating(a.ratings.get(name, _GONE), found, b.ref, merge)
            for name, found in b.ratings.items()
        },
        priority=next((r.priority for r in from_either if r.priority_raw == priority_raw), None),
        priority_raw=priority_raw,
        due=next((r.due for r in from_either if r.due_raw == due_raw), None), due_raw=due_raw,
        reviewer=_reviewer(a.reviewer, b.reviewer, b.ref, merge),
    )  # fmt: skip


_GONE = RatingAnswer(State.MISSING)
_NOTHING = (State.BLANK, State.MISSING)


def _rating(a: RatingAnswer, b: RatingAnswer, ref: str, merge: _Merge) -> RatingAnswer:
    if a.state in _NOTHING:
        return a if a.state is State.BLANK and b.state is State.MISSING else b
    if b.state in _NOTHING:
        merge.taken.append(ref)
        return replace(a, cell=None)
    same = a.raw.casefold() == b.raw.casefold() if a.state is State.UNRECOGNISED else True
    if (a.state, a.level) == (b.state, b.level) and same:
        return b
    if merge.ordered:
        merge.later.append(ref)
        return b
    merge.conflicts.append(ref)
    return RatingAnswer(State.UNRECOGNISED, raw=f"{a.raw} / {b.raw}", cell=b.cell)


def _text(a: str, b: str, ref: str, merge: _Merge) -> str:
    if not a or a == b:
        return b
    if not b:
        merge.taken.append(ref)
        return a
    if merge.ordered:
        merge.later.append(ref)
        return b
    merge.conflicts.append(ref)
    return f"{a} / {b}"


def _reviewer(
    a: ReviewerAnswer | None, b: ReviewerAnswer | None, ref: str, merge: _Merge
) -> ReviewerAnswer | None:
    if a is None or b is None:
        return b or a
    return ReviewerAnswer(
        _rating(a.rating, b.rating, ref, merge), _text(a.comment, b.comment, ref, merge),
        _text(a.line_of_enquiry, b.line_of_enquiry, ref, merge),
    )


