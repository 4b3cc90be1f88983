"""What waits for a person: a question for each doubt, and where its answer goes. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sendsheets import layout, problems
from sendsheets.model import (
    NOT_APPLICABLE,
    Framework,
    Priority,
    Problem,
    Question,
    Rating,
    Reading,
    Response,
    Return,
    Severity,
    State,
    Statement,
)
from sendsheets.returns.privacy import HIDDEN, PUPILS

ACCEPT, LEAVE_FILE = "Accept as it is", "Leave this file out"
LEAVE_IT, LEAVE_URN = "Leave it out", "Leave the URN out"
KEEP_BOTH, TAKE = "Keep both", "Take these words"
ONE_SCHOOL, TWO_SCHOOLS = "One school", "Two schools"
LEAVE_WORDS, KEEP_WORDS = "Leave these words out", "Keep these words"
UNREAD, WITHOUT = "Leave it unread", "Go on without it"
NOT_LISTED = "Not on the list"

CHOICES = frozenset({
    ACCEPT, LEAVE_FILE, LEAVE_IT, LEAVE_URN, KEEP_BOTH, TAKE, ONE_SCHOOL, TWO_SCHOOLS,
    LEAVE_WORDS, KEEP_WORDS, UNREAD, WITHOUT, NOT_LISTED,
})  # fmt: skip
"""Every choice that is not an answer: where words may be typed, none of these is taken for one."""

A_DATE, A_URN, A_SCHOOL = (
    "a date, such as 12/02/2027", "six digits", "the school’s name or its URN",
)  # fmt: skip
WORDS = "the right words"

_IN_A_ROW = frozenset({
    "rating-unrecognised", "answers-differ", "answer-merged", "date-unrecognised",
    "copies-conflict", "rating-coloured", "rating-struck", "date-month-first", "date-no-year",
    "date-unlikely",
})  # fmt: skip
"""Doubts about one cell, or one field of copies."""

_WHOLE_ROW = frozenset({"row-conflict", "statement-differs"})
"""Doubts about whose a row is: each of its ratings is asked."""

_GONE = frozenset({
    "rows-missing", "rows-other-version", "sheet-missing", "headings-missing", "cover-missing",
    "details-missing", "actions-sheet-missing", "actions-gone",
})  # fmt: skip
"""Doubts about what is not there, so it can only be done without."""

_UNREAD = frozenset({
    "answer-outside", "row-unknown", "column-missing", "calculated-typed", "guidance-typed",
    "review-typed", "cover-words", "sheet-box", "boxes-more", "sheet-unread", "rating-coloured",
    "rating-struck", "ref-not-asked", "ref-retired", "cover-differs", "answer-merged",
    "row-conflict", "statement-differs", "last-time-typed", "last-time-changed",
    "last-time-differs",
})  # fmt: skip
"""Doubts about something that was not taken: to accept it would sound as if it were."""

IN_COPY = "of"
"""A fact that names another copy, of whose sheets and cells a problem tells."""

LISTED = frozenset({"listed-doubtful", "listed-name-differs"})
"""Doubts about which school on the register a return is."""

SENDER = "sender-other-school"
"""The doubt about a return that came from another school's address on the register."""

UNPLACED, PLACED = "unplaced", "placed"
"""Facts of a file that could not be used: that nobody knows whose it is, and (the key of a school
on the register) whose it is by a decision."""

ON_LIST = "on the list: "
"""Facts of these that begin so hold a school's URN, name and phase, by the words to choose it."""

FROM_COPY = "copy: "
"""Facts of ``copies-conflict`` that begin so hold what a copy says, by its file."""


@dataclass(frozen=True, slots=True)
class Point:
    """A question, the problem it comes from, and the field that the answer goes into.

    ``into`` is "rating:NAME", "reviewer", "agreed", "comment" and the like, a text field of
    ``Response``, "priority", "due", "cover:KEY", "school", "urn", "listed", or empty where the
    answer goes nowhere; ``texts`` holds the text that a choice stands for.
    """

    question: Question
    problem: Problem
    into: str = ""
    ref: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def waiting(
    readings: Sequence[Reading], frameworks: Mapping[str, Framework]
) -> tuple[Question, ...]:
    """Everything that waits for a person.

    Args:
        readings: one for each file, with copies put together (``Batch.readings``).
        frameworks: the frameworks there are, by id.

    Returns:
        A question for each query (for each statement, where copies differ), and for each file
        that could not be read, which may be left out for good. In order of file, each once.
    """
    by_file = {reading.file: reading for reading in readings}
    found = [
        point.question for reading in readings for problem in reading.problems
        for point in _points_of(reading, problem, by_file, frameworks)
    ]  # fmt: skip
    return tuple({question.key: question for question in found}.values())


def _points_of(
    reading: Reading, problem: Problem, by_file: Mapping[str, Reading],
    frameworks: Mapping[str, Framework],
) -> tuple[Point, ...]:
    """``points``; a doubt of another copy is asked as that copy asks it by itself."""
    other = problem.facts.get(IN_COPY, "")
    if other not in by_file:
        return points(reading, problem, frameworks)
    facts = {key: fact for key, fact in problem.facts.items() if key != IN_COPY}
    return points(by_file[other], replace(problem, file=other, facts=facts), frameworks)


def points(
    reading: Reading, problem: Problem, frameworks: Mapping[str, Framework]
) -> tuple[Point, ...]:
    """The questions that a problem of a reading asks; none where nobody need decide.

    A file whose bytes were never read has no hash, so no decision on it could last.
    """
    if problem.severity is Severity.INFORMATION or not reading.sha256:
        return ()
    if IN_COPY in problem.facts:
        return ()  # decided for that copy, before copies are put together
    result = reading.result
    framework = frameworks.get(result.framework) if result else None
    if PLACED in problem.facts:
        return ()
    if UNPLACED in problem.facts:
        return (_point(reading, problem, (*_on_list(problem), LEAVE_FILE), A_SCHOOL),)
    if result is None or framework is None or problem.severity is Severity.ERROR:
        return (_point(reading, problem, (LEAVE_FILE,)),)
    made: tuple[Point, ...] = ()
    if problem.code in _IN_A_ROW | _WHOLE_ROW:
        made = _of_answers(reading, result, problem, framework)
    elif problem.code == "school-unnamed":
        made = (_point(reading, problem, (LEAVE_FILE,), A_SCHOOL, "school"),)
    elif problem.code == "urn-unrecognised":
        made = (_point(reading, problem, (LEAVE_URN,), A_URN, "urn"),)
    elif problem.code in PUPILS:
        ref = problem.refs[0] if problem.refs else ""
        made = (_point(reading, problem, (LEAVE_WORDS, KEEP_WORDS, LEAVE_FILE), "",
                       problem.facts.get("field", ""), None, framework.statement(ref)),)
    elif problem.code in LISTED:
        texts = _on_list(problem)
        made = (_point(reading, problem, (*texts, NOT_LISTED, LEAVE_FILE), "", "listed", texts),)
    elif problem.code == "school-conflict":
        made = (_point(reading, problem, (ONE_SCHOOL, TWO_SCHOOLS, LEAVE_FILE)),)
    as_it_is = WITHOUT if problem.code in _GONE else UNREAD if problem.code in _UNREAD else ACCEPT
    return made or (_point(reading, problem, (as_it_is, LEAVE_FILE)),)


def _on_list(problem: Problem) -> dict[str, str]:
    """The schools on the register that may be meant, by the words to choose each."""
    return {key.removeprefix(ON_LIST): fact for key, fact in problem.facts.items()
            if key.startswith(ON_LIST)}  # fmt: skip


def _point(
    reading: Reading, problem: Problem, choices: tuple[str, ...], typed: str = "",
    where: str = "", texts: Mapping[str, str] | None = None, statement: Statement | None = None,
    about: str = "",
) -> Point:
    facts = problem.facts
    hashes = tuple(facts["copies"].split()) if "copies" in facts else (reading.sha256,)
    # What copies say may be told in other words, since files can be renamed: the files' hashes
    # and the place are enough.
    told = "" if "copies" in facts else facts.get("found", "")
    own = facts.get("own", "")
    parts = (*hashes, own, problem.code, problem.sheet, problem.cell, *problem.refs, about, told)
    key = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
    found = problems.found(problem)
    if problem.code in _WHOLE_ROW and about:
        found = f"{found} ({about})"
    school = reading.result.school.name if reading.result else ""
    question = Question(
        key, problem.code, school, reading.file, hashes, problem.sheet, problem.cell,
        statement.ref if statement else ", ".join(problem.refs),
        statement.label if statement else "", found, choices, typed,
    )  # fmt: skip
    return Point(question, problem, where, statement.ref if statement else "", texts or {})


# --- answers ---------------------------------------------------------------------------------


def _of_answers(
    reading: Reading, result: Return, problem: Problem, framework: Framework
) -> tuple[Point, ...]:
    """The points of a doubt about answers; none where the cell is not one of an answer."""
    ref = problem.refs[0] if problem.refs else ""
    response = next((r for r in result.responses if r.ref == ref), None)
    statement = framework.statement(ref)
    if problem.code in _WHOLE_ROW:
        if response is None or statement is None or (
            problem.code == "statement-differs" and response.main.state is not State.UNRECOGNISED
        ):
            return ()  # or the statement has a row of its own, which stands
        return tuple(
            _point(reading, problem, _levels(rating), "", f"rating:{rating.name}", None,
                   statement, rating.heading if len(statement.ratings) > 1 else "")
            for rating in statement.ratings
        )  # fmt: skip
    name = problem.facts.get("field", "") or _field(result, response, problem)
    rating = _rating_of(name, statement)
    if rating:
        return (_point(reading, problem, _levels(rating), "", name, None, statement,
                       _about(problem)),)  # fmt: skip
    return _of_words(reading, problem, statement, name) if name else ()


def _of_words(
    reading: Reading, problem: Problem, statement: Statement | None, name: str
) -> tuple[Point, ...]:
    typed, texts = WORDS, _texts(problem)
    choices = tuple(texts)
    if name == "due" or name in _COVER_DATES:
        typed = A_DATE
        choices = (ACCEPT,) if problem.code in _SHOWN_OTHERWISE else choices
    elif name == "priority":
        typed, choices = "", tuple(priority.label for priority in Priority)
        texts = {}
    elif problem.code != "answer-merged":
        choices = (*choices, KEEP_BOTH)
    return (_point(reading, problem, (*choices, LEAVE_IT), typed, name, texts, statement,
                   _about(problem)),)  # fmt: skip


_SHOWN_OTHERWISE = ("date-month-first", "date-no-year", "date-unlikely")
"""Dates that were read, though a person may have meant another."""

_COVER_DATES = frozenset(f"cover:{key}" for key in layout.DATES)


def _about(problem: Problem) -> str:
    return problem.facts.get("field", "")


def _texts(problem: Problem) -> dict[str, str]:
    """What a choice stands for: what each copy says, or what a merge hides."""
    if problem.code == "copies-conflict":
        return {f"From {key.removeprefix(FROM_COPY)}": text
                for key, text in problem.facts.items() if key.startswith(FROM_COPY)}  # fmt: skip
    words = problem.facts.get("found", "")
    return {TAKE: words} if problem.code == "answer-merged" and words != HIDDEN else {}


def _levels(rating: Rating) -> tuple[str, ...]:
    labels = [level.label for level in rating.scale.levels]
    return (*labels, *([NOT_APPLICABLE] if rating.scale.not_applicable else []), LEAVE_IT)


def _field(result: Return, response: Response | None, problem: Problem) -> str:
    """The field of the cell that a problem is about, empty where it is none."""
    if response is None:
        said = problem.facts.get("found", "")
        told = (key for key in layout.DATES if said and result.details.get(key) == said)
        key = next(told, "") if problem.code == "date-unrecognised" else ""
        return f"cover:{key}" if key else ""
    if response.sheet == problem.sheet:
        for name, answer in response.ratings.items():
            if answer.cell == problem.cell:
                return f"rating:{name}"
        names = (name for name, cell in response.cells.items() if cell == problem.cell)
        found = next(names, "")
        return "answer" if found == "evidence" and response.answer is not None else found
    reviewer = response.reviewer
    if reviewer is None or not problem.cell:
        return ""
    given = {reviewer.agreed.cell: "agreed", reviewer.rating.cell: "reviewer"}
    return given.get(problem.cell, "")


def _rating_of(name: str, statement: Statement | None) -> Rating | None:
    if statement is None:
        return None
    if name in ("reviewer", "agreed"):
        return statement.main
    return next((r for r in statement.ratings if name == f"rating:{r.name}"), None)
