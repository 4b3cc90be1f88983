"""Several workbooks from one school and role become one return (decisions.md 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from sendsheets.layout import COMMENTS, COVER, Plan
from sendsheets.model import (
    Completeness,
    Decision,
    Disposition,
    Framework,
    Problem,
    Reading,
    Return,
    Severity,
    State,
)
from sendsheets.returns.applied import said, settled
from sendsheets.returns.decided import Decisions, apply, left_out
from sendsheets.returns.doubts import lapsed, still_open, superseded
from sendsheets.returns.joined import join
from sendsheets.returns.listed import is_no_ones
from sendsheets.returns.match import completeness
from sendsheets.returns.merging import Merge
from sendsheets.returns.questions import (
    LEAVE_FILE,
    ONE_SCHOOL,
    TWO_SCHOOLS,
    Point,
    points,
)
from sendsheets.returns.read import disposition
from sendsheets.returns.schools import best_name, differences, school_key, urns_by_name
from sendsheets.returns.told import BY_ANSWERS, BY_BOTH, BY_COVER, BY_EMAIL, BY_OWN, told
from sendsheets.returns.voices import beside as voices_beside
from sendsheets.returns.voices import voice_key


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known beside the files: when each came in an email, and what was decided."""

    frameworks: Mapping[str, Framework]
    sent: Mapping[str, datetime]
    decisions: Decisions


def merge_copies(
    readings: Sequence[Reading], frameworks: Mapping[str, Framework],
    decisions: Decisions | None = None,
) -> tuple[Reading, ...]:
    """Merge the returns of one school, role and framework, statement by statement.

    Args:
        readings: one for each file, in order of name.
        frameworks: the frameworks there are, by id.
        decisions: what a person decided, from ``decided.usable``; applied to what is in doubt
            between copies.

    Returns:
        The readings in the same order. Of several copies the one that stands last holds the
        merged return; the others are ``superseded``. The order is that of the emails where all
        came in one, else of the Covers' dates where all have one, else of the names. Answers
        that differ are settled by those dates and told; without an order they are a conflict,
        and neither is counted. Files that may be of two schools (``schools.differences``) all
        count, each with a query.
    """
    known = _Known(frameworks, _sent(readings), decisions or Decisions())
    urns = urns_by_name([r.result for r in readings if r.result])
    schools: dict[tuple[str, str], list[int]] = {}
    for place, reading in enumerate(readings):
        # One that is perhaps another school of that name has no URN but its own.
        known_by = {} if is_no_ones(reading) else urns
        key = school_key(reading.result, known_by) if reading.result else ""
        if reading.result and key:
            schools.setdefault((reading.result.framework, key), []).append(place)
    named = {place for places in schools.values() for place in places}
    groups = [*schools.values(), *([n] for n in range(len(readings)) if n not in named)]
    return _replaced(readings, groups, lambda group: (
        _school(group, known) if group[0].result else group))  # fmt: skip


def _replaced(
    readings: Sequence[Reading], groups: Iterable[list[int]],
    change: Callable[[list[Reading]], list[Reading]],
) -> tuple[Reading, ...]:
    """The readings, each group of places changed as a whole."""
    made = list(readings)
    for places in groups:
        for place, reading in zip(places, change([made[n] for n in places]), strict=True):
            made[place] = reading
    return tuple(made)


def _sent(readings: Sequence[Reading]) -> dict[str, datetime]:
    """When the bytes of a file last came in an email, by their hash."""
    found: dict[str, datetime] = {}
    for reading in readings:
        when = reading.origin.sent if reading.origin else None
        if when:
            last = found.get(reading.sha256, when)
            found[reading.sha256] = max(when, last, key=datetime.timestamp)
    return found


def _by_role(group: list[Reading], known: _Known) -> list[Reading]:
    """The readings of one school, those of one role merged. Different roles are voices."""
    roles: dict[str, list[int]] = {}
    for place, reading in enumerate(group):
        if reading.result:
            roles.setdefault(voice_key(reading.result), []).append(place)
    own = [role for role in roles if role and "\x1f" not in role and "\x1e" not in role]
    if len(own) == 1 and "" in roles:
        # A copy that does not say whose it is belongs to the only one who does.
        roles[own[0]] = sorted([*roles[own[0]], *roles.pop("")])
    merged = _replaced(group, roles.values(), lambda copies: _merged(copies, known))
    whole = voices_beside(merged)
    if len(roles) == 1:
        return whole
    counted = [reading for reading in whole if reading.counts]
    several = len(counted) > 1
    return [_with_voices(r, counted) if r.counts and several else r for r in whole]


def _with_voices(reading: Reading, voices: Sequence[Reading]) -> Reading:
    others = _some([
        f"{other.file} ({other.result.respondent.role or 'no role given'})"
        for other in voices if other is not reading and other.result
    ], "; ")  # fmt: skip
    told = Problem("school-voices", Severity.INFORMATION, file=reading.file,
                   facts={"found": others})  # fmt: skip
    return replace(reading, problems=(*reading.problems, told))


# --- one school or two -------------------------------------------------------------------------


def _school(group: list[Reading], known: _Known) -> list[Reading]:
    """The readings of one school put together; or kept apart, where they may be of two."""
    apart = _apart(group)
    if not apart:
        return _by_role(group, known)
    asked = [_school_point(reading, known) for reading in apart]
    made = [known.decisions.get(point) for point in asked]
    choices = [said(decision, point.question.choices)
               for decision, point in zip(made, asked, strict=True)]  # fmt: skip
    for decision, point, choice in zip(made, asked, choices, strict=True):
        if decision and not choice:
            known.decisions.refuse(decision, point)
    for n, decision in enumerate(made):
        if decision and choices[n] == LEAVE_FILE:
            rest = _school([*group[:n], *group[n + 1:]], known)
            return [*rest[:n], left_out(group[n], decision, asked[n]), *rest[n:]]
    if {ONE_SCHOOL, TWO_SCHOOLS} == set(choices) and len(group) == 2:
        known.decisions.disagree([d for d in made if d])
        return apart
    if len(group) == 2:
        # What is said of one of two is said of both.
        both = next((n for n, choice in enumerate(choices) if choice), 0)
        made, choices = [made[both]] * 2, [choices[both]] * 2
    return _as_decided(group, apart, asked, made, choices, known)


def _as_decided(
    group: list[Reading], apart: list[Reading], asked: list[Point],
    made: Sequence[Decision | None], choices: Sequence[str], known: _Known,
) -> list[Reading]:
    """Those that a person called one school put together, the others apart."""
    together = [n for n, choice in enumerate(choices) if choice == ONE_SCHOOL]
    if len(together) == 1 and "" in choices:
        together = []  # with whom is not decided yet
    whole = list(apart)
    for n, decision in enumerate(made):
        if decision and (n in together or choices[n] == TWO_SCHOOLS):
            problems = (*group[n].problems, settled(decision, asked[n]))
            whole[n] = replace(group[n], problems=problems)
    merged = _by_role([whole[n] for n in together], known)
    for n, reading in zip(together, merged, strict=True):
        whole[n] = reading
    return whole


def _school_point(reading: Reading, known: _Known) -> Point:
    return points(reading, reading.problems[-1], known.frameworks)[0]


def _apart(group: list[Reading]) -> list[Reading]:
    """The readings, each with a query, if any two may be of two schools; else nothing."""
    found = [
        [d for there in group if here.result and there.result
         and (d := differences(here.result, there.result))]
        for here in group
    ]  # fmt: skip
    if not any(found):
        return []
    # A file that agrees with each of two that disagree cannot be put together with both.
    others = [r.file for r, mine in zip(group, found, strict=True) if mine]
    between = f"{_some(others, ', ')}, which differ from each other"
    hashes = _hashes(group)
    return [
        _asked_about(reading, _some(mine, "; ") if mine else between, hashes)
        for reading, mine in zip(group, found, strict=True)
    ]


def _some(words: Sequence[str], mark: str) -> str:
    more = [f"{len(words) - _MOST_TOLD} more"] if len(words) > _MOST_TOLD else []
    return mark.join([*words[:_MOST_TOLD], *more])


_MOST_TOLD = 3
"""As many other files are named in one sentence: a URN may be wrong in very many."""


def _hashes(group: Sequence[Reading]) -> str:
    return " ".join(sorted(reading.sha256 for reading in group))


def _asked_about(reading: Reading, found: str, hashes: str) -> Reading:
    problem = Problem("school-conflict", Severity.QUERY, file=reading.file, sheet=COVER,
                      facts={"found": found, "copies": hashes, "own": reading.sha256})  # fmt: skip
    return replace(
        reading, disposition=Disposition.QUERY, problems=(*reading.problems, problem))


# --- copies ------------------------------------------------------------------------------------


def _order(group: list[Reading], known: _Known) -> tuple[list[Reading], list[bool], str]:
    """Copies from the earliest: whether each is known to be later than the one before it, by what.

    Source of the order: decisions.md 9. A file's own time says nothing. What was made for a
    reviewer holds a copy of the school's answers, so the school's own stand after it. A blank
    form has nothing that could be later, so it stands before whatever has answers; without that,
    a form that came back blank would put the order of the others in doubt.
    """
    blank = [r for r in group if _is_blank_form(r)]
    if blank and len(blank) < len(group):
        filled, later, by = _order([r for r in group if r not in blank], known)
        first = [False] * len(blank)
        return [*blank, *filled], [*first, True, *later[1:]], by or BY_ANSWERS
    review = [r for r in group if r.result and r.result.asked.review]
    if review and len(review) < len(group):
        before, of_reviews, _ = _order(review, known)
        own, later, by = _order([r for r in group if r not in review], known)
        return [*before, *own], [*of_reviews, True, *later[1:]], by or BY_OWN
    emails = [known.sent[r.sha256].timestamp() if r.sha256 in known.sent else None for r in group]
    covers = [r.result.completed_on if r.result else None for r in group]
    mailed = None not in emails
    if not mailed and None in covers:
        return group, [False] * len(group), ""
    whens = [when or 0.0 if mailed else 0.0 for when in emails]
    # Where one of those that came in one email has no date, the dates of the others say nothing.
    undated = {when for when, cover in zip(whens, covers, strict=True) if cover is None}
    keys = [(when, date.min if when in undated else cover or date.min)
            for when, cover in zip(whens, covers, strict=True)]  # fmt: skip
    places = sorted(range(len(group)), key=lambda n: keys[n])
    later = [False, *(keys[before] < keys[now] for before, now in pairwise(places))]
    by_cover = any(keys[a][0] == keys[b][0] and keys[a] < keys[b] for a, b in pairwise(places))
    by = BY_COVER if not mailed else BY_BOTH if by_cover else BY_EMAIL
    return [group[n] for n in places], later, by


def _is_blank_form(reading: Reading) -> bool:
    """Whether nothing at all is said in a return, but what was filled in for the school."""
    result = reading.result
    if result is None or result.completeness is not Completeness.NOTHING or result.completed_on:
        return False
    if result.actions_so_far or result.enquiries or COMMENTS.key in result.details:
        return False
    return not any(r.evidence or r.answer or r.action or r.owner or r.due_raw or r.reviewer
                   for r in result.responses)  # fmt: skip


def _merged(group: list[Reading], known: _Known) -> list[Reading]:
    """Copies of one school and role: one of them holds what all of them say."""
    if len(group) < 2:
        return group
    standing, later, by = _order(group, known)
    last = standing[-1]
    results = [r.result for r in standing if r.result]
    framework = known.frameworks[results[0].framework]
    merge = Merge(standing[0].file)
    result = results[0]
    for reading, following, ordered in zip(standing[1:], results[1:], later[1:], strict=True):
        merge.now, merge.ordered = reading.file, ordered
        result = join(result, following, framework, merge)
    name = best_name([r.school.name for r in results])
    result = replace(result, school=replace(result.school, name=name))
    complete = completeness(Plan(framework, result.asked), result.responses)
    result = replace(result, completeness=complete)
    own = [p for p in lapsed(last, result, known.frameworks)
           if complete is Completeness.NOTHING or p.code != "nothing-answered"]
    doubts = [p for r in standing[:-1] for p in still_open(r, last, result, known.frameworks)]
    problems = (*own, *doubts, *told(merge, standing, by, _hashes(group), known.sent))
    whole = replace(last, disposition=disposition(problems), result=result, problems=problems)
    stands = apply(whole, known.frameworks, known.decisions)
    if stands.result is None:
        # The copy that would stand was left out: the others are put together without it.
        kept = [p for p in last.problems if p.severity is Severity.INFORMATION]
        out = replace(stands, problems=(*kept, stands.problems[-1]))
        n = group.index(last)
        rest = _merged([*group[:n], *group[n + 1:]], known)
        return [*rest[:n], out, *rest[n:]]
    if _is_doubtful(stands.result):
        stands = replace(stands, disposition=Disposition.QUERY)
    return [stands if r is last else superseded(r, last.file) for r in group]


def _is_doubtful(result: Return) -> bool:
    return any(r.main.state is State.UNRECOGNISED for r in result.responses)
