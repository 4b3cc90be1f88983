"""Several workbooks from one school and role become one return (decisions.md 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce

from sendsheets import layout
from sendsheets.layout import Plan
from sendsheets.model import (
    Asked,
    Completeness,
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
    Statement,
)
from sendsheets.returns.match import completeness
from sendsheets.returns.read import disposition
from sendsheets.returns.schools import best_name, differences, school_key, urns_by_name
from sendsheets.returns.words import fold

_WIDELY = 0.2
"""Copies that differ in more than this share of the ratings both give are asked about."""


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
        an order they are a conflict, and neither is counted. Files that may be of two schools
        (``schools.differences``) all count, each with a query.
    """
    urns = urns_by_name([r.result for r in readings if r.result])
    schools: dict[tuple[str, str], list[int]] = {}
    for place, reading in enumerate(readings):
        key = school_key(reading.result, urns) if reading.result else ""
        if reading.result and key:
            schools.setdefault((reading.result.framework, key), []).append(place)
    settled = list(readings)
    for (framework, _), places in schools.items():
        group = [readings[place] for place in places]
        whole = _apart(group) or _by_role(group, frameworks[framework])
        for place, reading in zip(places, whole, strict=True):
            settled[place] = reading
    return tuple(settled)


def _by_role(group: list[Reading], framework: Framework) -> list[Reading]:
    """The readings of one school, those of one role merged. Different roles are voices."""
    roles: dict[str, list[int]] = {}
    for place, reading in enumerate(group):
        if reading.result:
            roles.setdefault(fold(reading.result.respondent.role), []).append(place)
    settled = list(group)
    for places in roles.values():
        if len(places) > 1:
            merged = _merged([group[place] for place in places], framework)
            for place, reading in zip(places, merged, strict=True):
                settled[place] = reading
    return settled


def _apart(group: list[Reading]) -> list[Reading]:
    """The readings, each with a query, if any two may be of two schools; else nothing."""
    told = [
        [d for there in group if here.result and there.result
         and (d := differences(here.result, there.result))]
        for here in group
    ]  # fmt: skip
    if not any(told):
        return []
    # A file that agrees with each of two that disagree cannot be put together with both.
    others = [r.file for r, mine in zip(group, told, strict=True) if mine]
    between = f"{_some(others, ', ')}, which differ from each other"
    return [
        _asked_about(reading, _some(mine, "; ") if mine else between)
        for reading, mine in zip(group, told, strict=True)
    ]


def _some(words: Sequence[str], mark: str) -> str:
    more = [f"{len(words) - _MOST_TOLD} more"] if len(words) > _MOST_TOLD else []
    return mark.join([*words[:_MOST_TOLD], *more])


def _asked_about(reading: Reading, found: str) -> Reading:
    problem = Problem("school-conflict", Severity.QUERY, file=reading.file, sheet="Cover",
                      facts={"found": found})  # fmt: skip
    return replace(
        reading, disposition=Disposition.QUERY, problems=(*reading.problems, problem))


_MOST_TOLD = 3
"""As many other files are named in one sentence: a URN may be wrong in very many."""


@dataclass(slots=True)
class _Merge:
    """One merge in the making: whether the order is known, and what there is to tell.

    ``taken`` has the ref (empty for the Cover) and the words of each field; ``both`` and
    ``different`` count the ratings of the two copies at hand, ``widely`` is the worst of those.
    """

    ordered: bool
    file: str = ""
    taken: list[tuple[str, str]] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    both: int = 0
    different: int = 0
    widely: tuple[int, int] | None = None


def _merged(group: list[Reading], framework: Framework) -> list[Reading]:
    dates = [r.result.completed_on for r in group if r.result]
    known = [found for found in dates if found]
    ordered = len(known) == len(group) and len(set(known)) == len(known)
    standing = sorted(group, key=lambda r: _date(r) or date.min) if ordered else group
    last = standing[-1]
    merge = _Merge(ordered, last.file)
    results = [r.result for r in standing if r.result]
    result = reduce(lambda a, b: _two(a, b, framework, merge), results)
    complete = completeness(Plan(framework, result.asked), result.responses)
    name = best_name([r.school.name for r in results])
    whole = replace(result, completeness=complete, school=replace(result.school, name=name))
    others = ", ".join(r.file for r in standing[:-1])
    own = [p for p in last.problems
           if complete is Completeness.NOTHING or p.code != "nothing-answered"]
    said = (*own, *_told(merge, others))
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

    taken = ", ".join(dict.fromkeys(f"{ref} {what}".strip() for ref, what in merge.taken))
    words = f"Taken from there: {taken}." if taken else "Nothing was taken from it."
    problems = [Problem("copies-merged", Severity.INFORMATION, file=merge.file,
                        refs=tuple(dict.fromkeys(ref for ref, _ in merge.taken if ref)),
                        facts={"found": others, "taken": words})]  # fmt: skip
    if merge.later:
        problems.append(Problem("copies-differ", Severity.INFORMATION, file=merge.file,
                                refs=tuple(dict.fromkeys(merge.later)),
                                facts=facts(merge.later)))  # fmt: skip
    if merge.widely:
        count, both = map(str, merge.widely)
        problems.append(Problem("copies-differ-widely", Severity.QUERY, file=merge.file,
                                facts={"found": others, "count": count, "both": both}))  # fmt: skip
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
    merge.both = merge.different = 0
    for statement in framework.statements:
        a, b = before.get(statement.ref), after.get(statement.ref)
        if a and b:
            responses.append(_responses(a, b, statement, merge))
        elif alone := a or b:
            responses.append(alone)
            if a and _says_something(a):
                merge.taken.append((a.ref, ""))
    if merge.ordered and merge.different > _WIDELY * merge.both:
        merge.widely = max(merge.widely or (0, 0), (merge.different, merge.both))
    _cover(earlier, later, framework, merge)
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


def _cover(earlier: Return, later: Return, framework: Framework, merge: _Merge) -> None:
    """Tell what the Cover of the earlier copy gives alone."""
    def given(result: Return) -> dict[str, object]:
        return {
            layout.SCHOOL_NAME.key: result.school.name, layout.URN.key: result.school.urn,
            layout.PHASE.key: result.school.phase,
            layout.COMPLETED_BY.key: result.respondent.name,
            layout.COMPLETED_ON.key: result.completed_on, **result.details,
        }  # fmt: skip

    labels = {d.key: d.label for d in layout.cover_details(framework, peer_review=True)}
    held = given(later)
    merge.taken += [
        ("", f"{labels.get(key, key)} (Cover)")
        for key, value in given(earlier).items() if value and not held.get(key)
    ]  # fmt: skip


def _says_something(response: Response) -> bool:
    ratings = response.ratings.values()
    words = [response.answer, response.evidence, response.action, response.priority_raw,
             response.owner, response.due_raw]  # fmt: skip
    given = any(words) or any(rating.state not in _NOTHING for rating in ratings)
    return given or _is_reviewed(response.reviewer)


def _is_reviewed(reviewer: ReviewerAnswer | None) -> bool:
    return reviewer is not None and (
        reviewer.rating.state not in _NOTHING
        or bool(reviewer.comment or reviewer.line_of_enquiry)
    )


def _responses(a: Response, b: Response, statement: Statement, merge: _Merge) -> Response:
    """The later response, with what only the earlier one says."""
    def text(one: str, other: str, what: str) -> str:
        return _text(one, other, (b.ref, what), merge)

    # In the order of the columns, since what was taken is told in this order.
    headings = {rating.name: rating.heading for rating in statement.ratings}
    ratings = {
        name: _rating(
            a.ratings.get(name, _GONE), found, (b.ref, headings.get(name, name).lower()), merge)
        for name, found in b.ratings.items()
    }
    answer = None if b.answer is None else text(a.answer or "", b.answer, "answer")
    evidence = text(a.evidence, b.evidence, "evidence")
    action = text(a.action, b.action, "action")
    priority_raw = text(a.priority_raw, b.priority_raw, "priority")
    owner = text(a.owner, b.owner, "owner")
    due_raw = text(a.due_raw, b.due_raw, "due date")
    from_either = (b, a)
    return replace(
        b, ratings=ratings, answer=answer, evidence=evidence, action=action, owner=owner,
        priority=next((r.priority for r in from_either if r.priority_raw == priority_raw), None),
        priority_raw=priority_raw,
        due=next((r.due for r in from_either if r.due_raw == due_raw), None), due_raw=due_raw,
        reviewer=_reviewer(a.reviewer, b.reviewer, b.ref, merge),
    )  # fmt: skip


_GONE = RatingAnswer(State.MISSING)
_NOTHING = (State.BLANK, State.MISSING)

Place = tuple[str, str]
"""A statement's ref, and the words for the field."""


def _rating(a: RatingAnswer, b: RatingAnswer, place: Place, merge: _Merge) -> RatingAnswer:
    if a.state in _NOTHING:
        return a if a.state is State.BLANK and b.state is State.MISSING else b
    if b.state in _NOTHING:
        merge.taken.append(place)
        return replace(a, cell=None)
    merge.both += 1
    same = a.raw.casefold() == b.raw.casefold() if a.state is State.UNRECOGNISED else True
    if (a.state, a.level) == (b.state, b.level) and same:
        return b
    merge.different += 1
    if merge.ordered:
        merge.later.append(place[0])
        return b
    merge.conflicts.append(place[0])
    return RatingAnswer(State.UNRECOGNISED, raw=f"{a.raw} / {b.raw}", cell=b.cell)


def _text(a: str, b: str, place: Place, merge: _Merge) -> str:
    if not a or a == b:
        return b
    if not b:
        merge.taken.append(place)
        return a
    if merge.ordered:
        merge.later.append(place[0])
        return b
    merge.conflicts.append(place[0])
    return f"{a} / {b}"


def _reviewer(
    a: ReviewerAnswer | None, b: ReviewerAnswer | None, ref: str, merge: _Merge
) -> ReviewerAnswer | None:
    if a is None or b is None:
        if _is_reviewed(a):
            merge.taken.append((ref, "reviewer’s columns"))
        return b or a
    return ReviewerAnswer(
        _rating(a.rating, b.rating, (ref, "reviewer’s rating"), merge),
        _text(a.comment, b.comment, (ref, "reviewer’s comment"), merge),
        _text(a.line_of_enquiry, b.line_of_enquiry, (ref, "line of enquiry"), merge),
    )
