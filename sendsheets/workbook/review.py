"""A return becomes the workbook that a reviewer takes on a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sendsheets import layout
from sendsheets.drawing.book import Book
from sendsheets.drawing.spoken import Say
from sendsheets.layout import Plan
from sendsheets.model import (
    FORMAT_PROPERTY,
    FRAMEWORK_PROPERTY,
    NOT_APPLICABLE,
    Before,
    Framework,
    LastTime,
    RatingAnswer,
    Response,
    Return,
    Scale,
    State,
)
from sendsheets.workbook import (
    about,
    enquiries,
    front,
    last_time,
    lists,
    peer_review,
    sections,
)
from sendsheets.workbook.answers import Answer, Answers, last_beside
from sendsheets.workbook.enquiries import Briefing
from sendsheets.workbook.formulas import Formulas
from sendsheets.workbook.worded import in_their_words, kept_last, kept_lines
from sendsheets.workbook.write import FORMAT, fill_themselves


def review_workbook(
    framework: Framework, result: Return, briefing: Briefing, *, made_on: date
) -> bytes:
    """Write the reviewer's workbook of one school.

    It holds the school's whole return, to read, so that it reads back as a copy of it with the
    reviewer's columns filled in (decisions.md 9). Where the return shows what was rated last time,
    so does this, beside each rating.

    Args:
        framework: the framework that the return answers.
        result: the return.
        briefing: the lines of enquiry that are proposed, and by which rules.
        made_on: the day in the document's properties. Equal arguments give equal bytes.

    Returns:
        The finished .xlsx package.
    """
    asked = replace(result.asked, review=True)
    then = result.before or Before("")
    so_far = bool(then.beside or result.actions_so_far)
    plan = Plan(framework, asked, peer_review=True, reviewing=True, so_far=so_far)
    last = LastTime(then.source, then.beside, actions=result.actions_so_far)
    kept = replace(briefing, lines=kept_lines(framework, briefing.lines))
    return drawn_review(*in_their_words(plan, answers_of(framework, result)), made_on, kept,
                        kept_last(framework, last))  # fmt: skip


def drawn_review(
    plan: Plan, answers: Answers, say: Say | None, made_on: date, briefing: Briefing,
    last: LastTime,
) -> bytes:
    """Draw a reviewer's workbook, saying each text in another way if ``say`` is given."""
    framework = plan.framework
    shown = last_beside(answers, last) if plan.shows_then else answers
    formulas = Formulas(plan, shown)
    book = Book(
        f"{framework.title}: workbook for a reviewer", framework.purpose, made_on,
        keywords=f"SEND, self-audit, peer review, {framework.id}",
        custom={FRAMEWORK_PROPERTY: f"{framework.id} {framework.version}",
                FORMAT_PROPERTY: FORMAT},
        say=say,
    )  # fmt: skip
    front.cover(book, plan, formulas)
    enquiries.enquiries(book, briefing)
    peer_review.peer_review(book, plan, formulas)
    enquiries.rules(book, briefing)
    front.guidance(book, plan)
    for section in plan.sections:
        sections.section_sheet(book, plan, section, formulas)
    if plan.so_far:
        last_time.actions_so_far(book, plan, last)
    fill_themselves(book, plan, formulas)
    about.about(book, plan)
    lists.all_statements(book, plan, formulas)
    return book.finish()


def answers_of(framework: Framework, result: Return) -> Answers:
    """What a return says, as the cells of a workbook that is being written.

    Ratings that were not understood stay as they were typed, and so do dates and priorities.
    """
    school, who = result.school, result.respondent
    details: dict[str, str | date] = {
        **result.details, layout.SCHOOL_NAME.key: school.name, layout.URN.key: school.urn,
        layout.PHASE.key: school.phase, layout.COMPLETED_BY.key: who.name,
        layout.ROLE.key: who.role,
    }  # fmt: skip
    if result.completed_on:
        details[layout.COMPLETED_ON.key] = result.completed_on
    visited = result.details.get(layout.VISITED_ON.key, "")
    if visited:
        details[layout.VISITED_ON.key] = _day(visited)
    scales = {s.ref: s.ratings for s in framework.statements}
    return Answers(details, {
        response.ref: _answer(response, [rating.scale for rating in scales[response.ref]])
        for response in result.responses
    })  # fmt: skip


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _answer(response: Response, scales: list[Scale]) -> Answer:
    given = [_rating(answer, scale) for answer, scale in zip(
        response.ratings.values(), scales, strict=False)]  # fmt: skip
    made = Answer(
        rating=given[0], second=given[1] if len(given) > 1 else "",
        evidence=response.answer if response.answer is not None else response.evidence,
        action=response.action,
        priority=response.priority.label if response.priority else response.priority_raw,
        owner=response.owner, due=response.due or response.due_raw,
    )  # fmt: skip
    review = response.reviewer
    if review is None:
        return made
    return replace(
        made, reviewer_rating=_rating(review.rating, scales[0]),
        reviewer_comment=review.comment, line_of_enquiry=review.line_of_enquiry,
        evidence_seen=review.evidence_seen, agreed_rating=_rating(review.agreed, scales[0]),
    )  # fmt: skip


def _rating(answer: RatingAnswer, scale: Scale) -> str:
    if answer.state is State.RATED and answer.level is not None:
        return scale.level(answer.level).label
    return NOT_APPLICABLE if answer.state is State.NOT_APPLICABLE else answer.raw
