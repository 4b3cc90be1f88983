"""A framework becomes the workbook that a school fills in."""

from __future__ import annotations

from datetime import date

from sendsheets.drawing.book import Book
from sendsheets.drawing.spoken import Say
from sendsheets.layout import Plan
from sendsheets.model import FORMAT_PROPERTY, FRAMEWORK_PROPERTY, LAST_PROPERTY, LastTime
from sendsheets.workbook import (
    about,
    enquiries,
    front,
    last_time,
    lists,
    peer_review,
    sections,
    summaries,
)
from sendsheets.workbook.answers import Answers, last_beside
from sendsheets.workbook.formulas import Formulas
from sendsheets.workbook.worded import in_their_words, kept_last

FORMAT = "1"
"""The version of the workbook's own layout, kept in its properties."""


def school_workbook(
    plan: Plan, answers: Answers | None = None, *, made_on: date, last: LastTime | None = None
) -> bytes:
    """Write the workbook of one school.

    Args:
        plan: the framework, and how much of it is asked.
        answers: what already stands in its answer cells; none if not given.
        last: what was said last time, where the plan shows it (``plan.previous``).
        made_on: the day in the document's properties. Equal arguments give equal bytes.

    Returns:
        The finished .xlsx package.
    """
    shown = kept_last(plan.framework, last or LastTime(""))
    return drawn(*in_their_words(plan, answers or Answers()), made_on, shown)


def drawn(
    plan: Plan, answers: Answers, say: Say | None, made_on: date, last: LastTime | None = None
) -> bytes:
    """Draw a workbook, saying each text in another way if ``say`` is given."""
    framework, last = plan.framework, last or LastTime("")
    formulas = Formulas(plan, last_beside(answers, last) if plan.shows_then else answers)
    shown = {LAST_PROPERTY: last_time.last_digest(plan, last)} if plan.previous else {}
    book = Book(
        f"{framework.title}: school workbook", framework.purpose, made_on,
        keywords=f"SEND, self-audit, {framework.id}",
        custom={FRAMEWORK_PROPERTY: f"{framework.id} {framework.version}",
                FORMAT_PROPERTY: FORMAT, **shown},
        say=say,
    )  # fmt: skip
    front.cover(book, plan, formulas)
    front.guidance(book, plan)
    for section in plan.sections:
        sections.section_sheet(book, plan, section, formulas)
    if plan.previous:
        last_time.actions_so_far(book, plan, last)
    fill_themselves(book, plan, formulas)
    if plan.peer_review:
        peer_review.peer_review(book, plan, formulas)
        enquiries.enquiries(book)
    if plan.previous:
        last_time.last_time(book, plan, last)
    about.about(book, plan)
    lists.all_statements(book, plan, formulas)
    return book.finish()


def fill_themselves(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the sheets that sum the sections up: from the Summary to the Action plan."""
    summaries.summary(book, plan, formulas)
    if plan.other_counts:
        summaries.other_answers(book, plan, formulas)
    if plan.second_sheet:
        summaries.second_rating(book, plan, formulas)
    lists.strengths_and_areas(book, plan, formulas)
    lists.action_plan(book, plan, formulas)
