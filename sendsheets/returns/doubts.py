"""The doubts of copies that were put together: those that still matter, and those that do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sendsheets.layout import COVER
from sendsheets.model import (
    Disposition,
    Framework,
    Problem,
    RatingAnswer,
    Reading,
    Response,
    Return,
    Severity,
    State,
)
from sendsheets.returns.questions import IN_COPY, LISTED, points


def superseded(reading: Reading, by: str) -> Reading:
    """The reading of a copy that another stands for: nothing in it waits for a person.

    Its doubts become information; those that still matter are told with the copy that stands
    (``still_open``).
    """
    note = Problem("copy-superseded", Severity.INFORMATION, file=reading.file,
                   facts={"found": by})  # fmt: skip
    told = tuple(_told(problem) for problem in reading.problems)
    return replace(reading, disposition=Disposition.SUPERSEDED, problems=(*told, note))


def _told(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.INFORMATION)


def lapsed(
    last: Reading, merged: Return, frameworks: Mapping[str, Framework]
) -> tuple[Problem, ...]:
    """The problems of the copy that stands, those that another copy settled as information."""
    if last.result is None:
        return last.problems
    ratings = {(r.ref, name): answer for r in merged.responses for name, answer in _ratings(r)}
    return tuple(
        _told(problem) if problem.code in _OF_A_RATING and _is_settled(
            ratings, [(p.ref, p.into) for p in points(last, problem, frameworks)]) else problem
        for problem in last.problems
    )  # fmt: skip


_OF_A_RATING = ("rating-unrecognised", "rating-struck")


def _is_settled(
    ratings: Mapping[tuple[str, str], RatingAnswer], places: list[tuple[str, str]]
) -> bool:
    known = [ratings[place] for place in places if place in ratings]
    return bool(known) and all(answer.state is not State.UNRECOGNISED for answer in known)


def still_open(
    reading: Reading, last: Reading, merged: Return, frameworks: Mapping[str, Framework]
) -> list[Problem]:
    """The queries of a copy that are about something in the merged return.

    Args:
        reading: a copy that does not stand.
        last: the copy that stands, which tells of its own doubts itself.
        merged: what all of them say.
        frameworks: the frameworks there are, by id.

    Returns:
        The queries, as told with ``last``; the fact ``IN_COPY`` names the file they are about,
        in which their sheets and cells are. A doubt of which nothing was taken from this copy
        is not among them.
    """
    if reading.result is None or last.result is None:
        return []
    queries = [p for p in reading.problems if p.severity is Severity.QUERY]
    if not queries:
        return []
    own, here, whole = _said(reading.result), _said(last.result), _said(merged)
    used = {place for place, text in whole.items()
            if text and text == own.get(place) and text != here.get(place, "")}  # fmt: skip
    blank = {place for place in own if place[0] and not whole.get(place)}
    sheets = {r.ref: r.sheet for r in reading.result.responses}
    return [
        replace(p, file=last.file, facts={**p.facts, IN_COPY: reading.file})
        for p in queries if _matters(reading, p, used, blank, sheets, frameworks)
    ]  # fmt: skip


def _matters(
    reading: Reading, problem: Problem, used: set[tuple[str, str]], blank: set[tuple[str, str]],
    sheets: Mapping[str, str], frameworks: Mapping[str, Framework],
) -> bool:
    """Whether something that a doubt is about was taken from this copy."""
    if problem.code in LISTED:
        return True  # each copy has to find its school before they are one school's
    places = [(point.ref, point.into) for point in points(reading, problem, frameworks)]
    if any(into for _, into in places):
        # Nothing is taken of what is hidden or held back; the first of these may be missed.
        missed = problem.code == "answer-merged" and not blank.isdisjoint(places)
        return missed or not used.isdisjoint(places)
    if problem.refs:
        return any(ref in problem.refs for ref, _ in used)
    if problem.sheet == COVER:
        return any(not ref for ref, _ in used)
    if problem.sheet in sheets.values():
        return any(sheets.get(ref) == problem.sheet for ref, _ in used)
    return bool(used)


def _ratings(response: Response) -> Iterator[tuple[str, RatingAnswer]]:
    for name, answer in response.ratings.items():
        yield f"rating:{name}", answer
    if response.reviewer:
        yield "reviewer", response.reviewer.rating
        yield "agreed", response.reviewer.agreed


def _said(result: Return) -> dict[tuple[str, str], str]:
    said = {
        ("", "school"): result.school.name, ("", "urn"): result.school.urn,
        **{("", f"cover:{key}"): text for key, text in result.details.items()},
    }  # fmt: skip
    for r in result.responses:
        texts = {
            "answer": r.answer or "", "evidence": r.evidence, "action": r.action,
            "priority": r.priority_raw, "owner": r.owner, "due": r.due_raw,
        }  # fmt: skip
        if r.reviewer:
            texts |= {"comment": r.reviewer.comment, "line_of_enquiry": r.reviewer.line_of_enquiry,
                      "evidence_seen": r.reviewer.evidence_seen}  # fmt: skip
        nothing = (State.BLANK, State.MISSING, State.NOT_ASKED)
        texts |= {name: "" if answer.state in nothing else f"{answer.state} {answer.raw}"
                  for name, answer in _ratings(r)}  # fmt: skip
        said |= {(r.ref, name): text for name, text in texts.items()}
    return said
