"""Two returns of one school become one, statement by statement (decisions.md 9). Pure."""

from __future__ import annotations

from dataclasses import replace

from sendsheets import layout
from sendsheets.model import (
    Asked,
    Before,
    Framework,
    RatingAnswer,
    Response,
    Return,
    ReviewerAnswer,
    Scale,
    School,
    State,
    Statement,
)
from sendsheets.returns import enquiries
from sendsheets.returns.merging import Merge, Place
from sendsheets.returns.schools import is_urn
from sendsheets.returns.so_far_words import join_actions
from sendsheets.returns.withheld import cleared, is_withheld
from sendsheets.returns.words import fold, rating_words

_WIDELY = 0.2
"""Copies that differ in more than this share of the ratings both give are asked about."""


def join(earlier: Return, later: Return, framework: Framework, merge: Merge) -> Return:
    """Put two returns together.

    Args:
        earlier: what was put together so far.
        later: the next copy, ``merge.now``; known to be later where ``merge.ordered``.
        framework: the framework of both.
        merge: is added to: what was taken, settled, and left open.

    Returns:
        The later return, with what only the earlier one says.
    """
    before = {r.ref: r for r in earlier.responses}
    after = {r.ref: r for r in later.responses}
    responses = []
    merge.both = merge.different = 0
    for statement in framework.statements:
        a, b = before.get(statement.ref), after.get(statement.ref)
        if a and b:
            responses.append(_responses(a, b, statement, merge))
        elif a:
            bare = _bare(a, merge)
            responses.append(bare)
            if _says_something(bare):
                merge.taken.append(Place(a.ref, "", ""))
        elif b:
            responses.append(b)
            _all_stand(b, merge)
    if merge.ordered and merge.different > _WIDELY * merge.both:
        merge.widely = max(merge.widely or (0, 0), (merge.different, merge.both))
    return replace(
        later, asked=_asked(earlier.asked, later.asked), school=_school(earlier, later),
        respondent=replace(
            later.respondent, name=later.respondent.name or earlier.respondent.name),
        completed_on=later.completed_on or earlier.completed_on,
        details=_details(earlier, later, framework, merge), responses=tuple(responses),
        enquiries=enquiries.joined(earlier.enquiries, later.enquiries),
        actions_so_far=join_actions(earlier.actions_so_far, later.actions_so_far, merge, _text),
        before=_before(earlier.before, later.before),
    )  # fmt: skip


def _before(earlier: Before | None, later: Before | None) -> Before | None:
    """What copies show of last time: levels that none of them contradicts."""
    if earlier is None or later is None:
        return later or earlier
    levels = {**earlier.levels, **later.levels}
    sure = {ref: level for ref, level in levels.items()
            if earlier.levels.get(ref, level) == later.levels.get(ref, level)}  # fmt: skip
    return Before(later.source or earlier.source, {**earlier.beside, **later.beside}, sure)


def _bare(response: Response, merge: Merge) -> Response:
    """An earlier copy's response without words that are held back there."""
    return cleared(response, lambda sheet, name: merge.hold(
        Place(response.ref, name, _WORDS[name], sheet)))  # fmt: skip


def _all_stand(response: Response, merge: Merge) -> None:
    names = [f"rating:{name}" for name in response.ratings]
    for name in (*names, *_FIELDS, *_REVIEWS):
        merge.came[response.ref, name] = merge.now


_REVIEWS = ("reviewer", "comment", "line_of_enquiry", "evidence_seen", "agreed")
_FIELDS = ("answer", "evidence", "action", "priority", "owner", "due")
_WORDS = {"answer": "answer", "evidence": "evidence", "action": "action",
          "comment": "reviewer’s comment", "line_of_enquiry": "line of enquiry",
          "evidence_seen": "evidence seen"}  # fmt: skip

def _asked(one: Asked, other: Asked) -> Asked:
    if not one.setting:
        other = replace(other, setting=None)  # the earlier was asked everything
    if not one.role:
        other = replace(other, role=None)
    if one.sections is None or other.sections is None:
        return replace(other, sections=None)
    return replace(other, sections=tuple(sorted({*one.sections, *other.sections})))


# --- the Cover -------------------------------------------------------------------------------


def _school(earlier: Return, later: Return) -> School:
    a, b = earlier.school, later.school
    urn = next((urn for urn in (b.urn, a.urn) if is_urn(urn)), b.urn or a.urn)
    return School(b.name or a.name, urn, b.phase or a.phase)


def _details(
    earlier: Return, later: Return, framework: Framework, merge: Merge
) -> dict[str, str]:
    """The Cover's other answers, and what there is to tell of all of them.

    What a framework asks and the comments are answers as any other; where people, phase or a
    date of copies without an order differ, those of the copy that stands are kept, and told.
    """
    details = layout.cover_details(framework, peer_review=True)
    labels = {d.key: f"{d.label} (Cover)" for d in details}
    labels["on"] = labels[layout.COMPLETED_ON.key]
    answers = {d.key for d in (*framework.details, framework.comments or layout.COMMENTS)}
    before, after = _cover(earlier), _cover(later)
    made = dict(after)
    for key, value in before.items():
        place = Place("", f"cover:{key}", labels.get(key, key), layout.COVER)
        held = after.get(key, "")
        if key in answers:
            made[key] = _text(value, held, place, merge)
        elif value and not held:
            made[key] = value
            merge.take(place)
        elif key not in _OF_EACH and value and fold(value) != fold(held):
            if merge.ordered:
                merge.settle(place)
            else:
                merge.kept.append(labels.get(key, key))
    return {key: value for key, value in made.items() if value and key not in _APART}


_APART = (layout.SCHOOL_NAME.key, layout.URN.key, layout.PHASE.key, layout.COMPLETED_BY.key, "on")
_OF_EACH = (layout.SCHOOL_NAME.key, layout.URN.key, layout.COMPLETED_ON.key, "on")
"""Each copy has its own date; of names the best spelling is kept, and a URN that is one."""


def _cover(result: Return) -> dict[str, str]:
    on = result.completed_on.isoformat() if result.completed_on else ""
    return {
        layout.SCHOOL_NAME.key: result.school.name, layout.URN.key: result.school.urn,
        layout.PHASE.key: result.school.phase, layout.COMPLETED_BY.key: result.respondent.name,
        "on": on, **result.details,
    }  # fmt: skip


# --- one statement ---------------------------------------------------------------------------


def _says_something(response: Response) -> bool:
    ratings = response.ratings.values()
    words = [response.answer, response.evidence, response.action, response.priority_raw,
             response.owner, response.due_raw]  # fmt: skip
    given = any(words) or any(rating.state not in _NOTHING for rating in ratings)
    return given or _is_reviewed(response.reviewer)


def _is_reviewed(reviewer: ReviewerAnswer | None) -> bool:
    return reviewer is not None and (
        reviewer.rating.state not in _NOTHING or reviewer.agreed.state not in _NOTHING
        or bool(reviewer.comment or reviewer.line_of_enquiry or reviewer.evidence_seen)
    )


def _responses(a: Response, b: Response, statement: Statement, merge: Merge) -> Response:
    """The later response, with what only the earlier one says."""
    def place(name: str, what: str) -> Place:
        return Place(b.ref, name, what, b.sheet)

    def text(one: str, other: str, name: str, what: str = "", same: bool = False) -> str:
        cell = b.cells.get(name, "")
        return _text(one, other, place(name, what or name), merge, cell, same)

    # In the order of the columns, since what was taken is told in this order.
    ratings = {
        rating.name: _rating(
            a.ratings.get(rating.name, _GONE), b.ratings[rating.name], rating.scale,
            place(f"rating:{rating.name}", rating.heading.lower()), merge)
        for rating in statement.ratings if rating.name in b.ratings
    }  # fmt: skip
    answer = None if b.answer is None else text(a.answer or "", b.answer, "answer")
    evidence = text(a.evidence, b.evidence, "evidence")
    action = text(a.action, b.action, "action")
    alike = a.priority is not None and a.priority is b.priority
    priority_raw = text(a.priority_raw, b.priority_raw, "priority", same=alike)
    owner = text(a.owner, b.owner, "owner")
    one_day = a.due is not None and a.due == b.due
    due_raw = text(a.due_raw, b.due_raw, "due", "due date", one_day)
    from_either = (b, a)
    before = a.reviewer
    if before and b.reviewer is None:
        before = _bare(replace(a, answer=None, evidence="", action=""), merge).reviewer
    return replace(
        b, ratings=ratings, answer=answer, evidence=evidence, action=action, owner=owner,
        priority=next((r.priority for r in from_either if r.priority_raw == priority_raw), None),
        priority_raw=priority_raw,
        due=next((r.due for r in from_either if r.due_raw == due_raw), None), due_raw=due_raw,
        reviewer=_reviewer(before, b.reviewer, statement, merge),
    )  # fmt: skip


_GONE = RatingAnswer(State.MISSING)
_NOTHING = (State.BLANK, State.MISSING, State.NOT_ASKED)


def _rating(
    a: RatingAnswer, b: RatingAnswer, scale: Scale, place: Place, merge: Merge
) -> RatingAnswer:
    if a.state in _NOTHING:
        if b.state not in _NOTHING:
            merge.stands(place)
            return b
        return a if a.state is State.BLANK else b
    if b.state in _NOTHING:
        merge.take(place)
        return replace(a, cell=None)
    read = [answer.state is not State.UNRECOGNISED for answer in (a, b)]
    if read[0] != read[1] and (place.ref, place.field) not in merge.conflicts:
        if read[1]:
            merge.stands(place)
        if read[1] or not merge.ordered:
            merge.understand(place, merge.from_(place))
            return b if read[1] else replace(a, cell=None)
        merge.settle(place, _shown(a, scale), _shown(b, scale))
        return b
    merge.both += 1
    same = a.raw.casefold() == b.raw.casefold() if a.state is State.UNRECOGNISED else True
    if (a.state, a.level) == (b.state, b.level) and same:
        return b
    merge.different += 1
    if merge.ordered:
        merge.settle(place, _shown(a, scale), _shown(b, scale))
        return b
    raw = merge.clash(place, _shown(a, scale), _shown(b, scale), b.cell or "")
    return RatingAnswer(State.UNRECOGNISED, raw=raw, cell=b.cell)


def _shown(answer: RatingAnswer, scale: Scale) -> str:
    """A rating as people read it: what was typed where it was not understood."""
    return answer.raw if answer.state is State.UNRECOGNISED else rating_words(answer, scale)


def _text(
    a: str, b: str, place: Place, merge: Merge, cell: str = "", same: bool = False
) -> str:
    if is_withheld(a):
        # Words that may identify a pupil fill no blank, and never come back.
        if not is_withheld(b):
            merge.hold(place)
            merge.stands(place)
        return b
    if is_withheld(b) and a and not merge.ordered:
        merge.take(place)
        return a
    if not a or same or a.split() == b.split():
        if b and not a:
            merge.stands(place)
        return b
    if not b:
        merge.take(place)
        return a
    if merge.ordered:
        merge.settle(place)
        return b
    return merge.clash(place, a, b, cell)


def _reviewer(
    a: ReviewerAnswer | None, b: ReviewerAnswer | None, statement: Statement, merge: Merge
) -> ReviewerAnswer | None:
    def place(name: str, what: str) -> Place:
        return Place(statement.ref, name, what, layout.PEER_REVIEW)

    if a is None or b is None:
        if _is_reviewed(a):
            merge.take(place("", "reviewer’s columns"))
        return b or a
    return ReviewerAnswer(
        _rating(a.rating, b.rating, statement.main.scale,
                place("reviewer", "reviewer’s rating"), merge),
        _text(a.comment, b.comment, place("comment", "reviewer’s comment"), merge),
        _text(a.line_of_enquiry, b.line_of_enquiry,
              place("line_of_enquiry", "line of enquiry"), merge),
        _text(a.evidence_seen, b.evidence_seen, place("evidence_seen", "evidence seen"), merge),
        _rating(a.agreed, b.agreed, statement.main.scale, place("agreed", "agreed rating"), merge),
    )  # fmt: skip
