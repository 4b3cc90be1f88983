"""Returns become tidy frames. Every frame's columns and types are declared here, once.

Text columns never hold a null: what was not said is empty text. ``return_no`` counts the returns
from 1 in the order given, and joins the frames of one call to each other. Where a return doesn't
say its school's name, ``school`` is the name of its file without the ending, so that every row
can be traced. Several returns from one school (different roles) stay separate everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from sendsheets.analysis.answers import Answer, Voice, answer, asked, given_to, voices
from sendsheets.analysis.columns import (
    DAY,
    FACTS,
    FLAG,
    PLACE,
    SHARE,
    TEXT,
    WHOLE,
    Column,
    frame,
    of,
)
from sendsheets.model import (
    Batch,
    Enquiry,
    Framework,
    Problem,
    Reading,
    Return,
    ReviewerAnswer,
    Severity,
    State,
    Statement,
)


def _voice_of(answer: Answer) -> Voice:
    return answer.voice


def _statement_of(answer: Answer) -> Statement:
    return answer.statement


def _second(pair: tuple[Answer, Answer]) -> Answer:
    return pair[1]


_VOICE: tuple[Column[Voice], ...] = (
    Column("return_no", WHOLE, lambda v: v.number),
    Column("file", TEXT, lambda v: v.result.file),
    Column("school", TEXT, lambda v: v.school),
    Column("urn", TEXT, lambda v: v.result.school.urn),
    Column("phase", TEXT, lambda v: v.result.school.phase),
    Column("role", TEXT, lambda v: v.result.respondent.role),
    Column("respondent", TEXT, lambda v: v.result.respondent.name),
    Column("framework", TEXT, lambda v: v.result.framework),
    Column("version", TEXT, lambda v: v.result.version),
)

_ABOUT: tuple[Column[Answer], ...] = (
    Column("section", WHOLE, lambda a: a.section.number),
    Column("section_title", TEXT, lambda a: a.section.title),
    Column("section_short", TEXT, lambda a: a.section.short),
    Column("ref", TEXT, lambda a: a.statement.ref),
    Column("order", WHOLE, lambda a: a.order),
    Column("kind", TEXT, lambda a: a.statement.kind.value),
    Column("statement", TEXT, lambda a: a.statement.text),
    Column("label", TEXT, lambda a: a.statement.label),
    Column("statutory", FLAG, lambda a: bool(a.statement.statutory)),
    Column("theme", TEXT, lambda a: a.statement.theme or ""),
    Column("effort", TEXT, lambda a: a.statement.effort or ""),
)

_STATEMENT: tuple[Column[Answer], ...] = (
    *(replace(of(column, _voice_of), shared=_voice_of) for column in _VOICE),
    *(replace(column, shared=_statement_of) for column in _ABOUT),
)

_RATING: tuple[Column[Answer], ...] = (
    Column("state", TEXT, lambda a: a.given.state.value),
    Column("level", TEXT, lambda a: a.level.key if a.level else ""),
    Column("level_label", TEXT, lambda a: a.level.label if a.level else ""),
    Column("code", TEXT, lambda a: a.level.code if a.level else ""),
    Column("rank", PLACE, lambda a: a.rank),
    Column("levels", WHOLE, lambda a: len(a.rating.scale.levels)),
    Column("strength", FLAG, lambda a: _flagged(a, "strength")),
    Column("development", FLAG, lambda a: _flagged(a, "development")),
    Column("raw", TEXT, lambda a: a.given.raw),
)

RESPONSES: tuple[Column[Answer], ...] = (
    *_STATEMENT,
    *_RATING,
    Column("evidence", TEXT, lambda a: a.response.evidence),
    Column("answer", TEXT, lambda a: a.response.answer or ""),
    Column("action", TEXT, lambda a: a.response.action),
    Column("priority", TEXT, lambda a: a.response.priority.label if a.response.priority else ""),
    Column("priority_raw", TEXT, lambda a: a.response.priority_raw),
    Column("owner", TEXT, lambda a: a.response.owner),
    Column("due", DAY, lambda a: a.response.due),
    Column("due_raw", TEXT, lambda a: a.response.due_raw),
    Column("reviewer_state", TEXT, lambda a: r.rating.state.value if (r := _review(a)) else ""),
    Column("reviewer_level", TEXT, lambda a: r.rating.level or "" if (r := _review(a)) else ""),
    Column("reviewer_comment", TEXT, lambda a: r.comment if (r := _review(a)) else ""),
    Column("line_of_enquiry", TEXT, lambda a: r.line_of_enquiry if (r := _review(a)) else ""),
    Column("evidence_seen", TEXT, lambda a: r.evidence_seen if (r := _review(a)) else ""),
    Column("agreed_state", TEXT, lambda a: r.agreed.state.value if (r := _review(a)) else ""),
    Column("agreed_level", TEXT, lambda a: r.agreed.level or "" if (r := _review(a)) else ""),
)

SECOND_RATINGS: tuple[Column[tuple[Answer, Answer]], ...] = (
    *(of(column, _second) for column in (*_STATEMENT, *_RATING)),
    Column("heading", TEXT, lambda pair: pair[1].rating.heading),
    *(
        of(replace(column, name=f"main_{column.name}"), lambda pair: pair[0])
        for column in _RATING
        if column.name in ("state", "level", "level_label", "rank", "levels")
    ),
)

Counted = tuple[Voice, Mapping[State, int]]

SCHOOLS: tuple[Column[Counted], ...] = (
    *(of(column, lambda counted: counted[0]) for column in _VOICE),
    Column("completed_on", DAY, lambda x: x[0].result.completed_on),
    Column("completeness", TEXT, lambda x: x[0].result.completeness.value),
    Column("sections_asked", TEXT, lambda x: _sections(x[0].result)),
    Column("asked", WHOLE, lambda x: _asked_count(x[1])),
    Column("rated", WHOLE, lambda x: x[1][State.RATED]),
    Column("not_applicable", WHOLE, lambda x: x[1][State.NOT_APPLICABLE]),
    Column("blank", WHOLE, lambda x: x[1][State.BLANK]),
    Column("unrecognised", WHOLE, lambda x: x[1][State.UNRECOGNISED]),
    Column("missing", WHOLE, lambda x: x[1][State.MISSING]),
    Column("not_asked", WHOLE, lambda x: x[1][State.NOT_ASKED]),
    Column("answered", WHOLE, lambda x: x[1][State.RATED] + x[1][State.NOT_APPLICABLE]),
    Column("answered_share", SHARE, lambda x: _answered_share(x[1])),
)

DETAILS: tuple[Column[tuple[Voice, str, str]], ...] = (
    Column("return_no", WHOLE, lambda x: x[0].number),
    Column("file", TEXT, lambda x: x[0].result.file),
    Column("school", TEXT, lambda x: x[0].school),
    Column("key", TEXT, lambda x: x[1]),
    Column("value", TEXT, lambda x: x[2]),
)

PROBLEMS: tuple[Column[Problem], ...] = (
    Column("file", TEXT, lambda p: p.file),
    Column("severity", TEXT, lambda p: p.severity.value),
    Column("code", TEXT, lambda p: p.code),
    Column("sheet", TEXT, lambda p: p.sheet),
    Column("cell", TEXT, lambda p: p.cell),
    Column("refs", TEXT, lambda p: ", ".join(p.refs)),
    Column("facts", FACTS, lambda p: dict(p.facts)),
)

ENQUIRIES: tuple[Column[tuple[Voice, Enquiry]], ...] = (
    Column("return_no", WHOLE, lambda x: x[0].number),
    Column("school", TEXT, lambda x: x[0].school),
    Column("refs", TEXT, lambda x: ", ".join(x[1].refs)),
    Column("question", TEXT, lambda x: x[1].question),
    Column("reason", TEXT, lambda x: x[1].reason),
    Column("look", TEXT, lambda x: x[1].look),
    Column("found", TEXT, lambda x: x[1].found),
    Column("shows", TEXT, lambda x: x[1].shows),
    Column("next_step", TEXT, lambda x: x[1].next_step),
    Column("rule", TEXT, lambda x: x[1].rule),
)

FILES: tuple[Column[tuple[int | None, Reading]], ...] = (
    Column("file", TEXT, lambda x: x[1].file),
    Column("sha256", TEXT, lambda x: x[1].sha256),
    Column("disposition", TEXT, lambda x: x[1].disposition.value),
    Column("return_no", PLACE, lambda x: x[0]),
    Column("errors", WHOLE, lambda x: _severe(x[1], Severity.ERROR)),
    Column("queries", WHOLE, lambda x: _severe(x[1], Severity.QUERY)),
    Column("information", WHOLE, lambda x: _severe(x[1], Severity.INFORMATION)),
    Column("sender", TEXT, lambda x: x[1].origin.sender if x[1].origin else ""),
    Column("sent", TEXT, lambda x: _sent(x[1])),
)


def responses(returns: Sequence[Return], frameworks: Mapping[str, Framework]) -> pd.DataFrame:
    """Every answer: one row for each return and each statement it was asked.

    Args:
        returns: the returns that count, in the order to number them.
        frameworks: the frameworks they answer, by id.

    Returns:
        The columns of ``RESPONSES``, in order of return, then of the framework. ``order`` is the
        statement's place in its framework, from 1. ``state`` is one of the six words of ``State``
        but never ``not asked``; a statement that was asked and that the return says nothing
        about is ``missing``. ``level`` is a key; ``rank`` is 1 for the level that needs most
        attention and ``<NA>`` unless rated; ``levels`` is how many the scale has. ``strength``
        and ``development`` say whether the level given is flagged so. An open question is never
        scored: its level is told, its rank is ``<NA>`` and both flags are False. ``priority`` is
        High, Medium, Low or empty; ``due`` is NaT where there is no date that could be read.
        ``reviewer_state`` is empty where nobody reviewed.

    Raises:
        KeyError: a return's framework is not among ``frameworks``.
        ValueError: a return answers a ref that its framework doesn't hold.
    """
    rows = [
        answer(voice, section, order, statement, response, statement.main)
        for voice in voices(returns)
        for section, order, statement, response in asked(voice.result, frameworks)
        if response
    ]
    return frame(RESPONSES, rows)


def second_ratings(
    returns: Sequence[Return], frameworks: Mapping[str, Framework]
) -> pd.DataFrame:
    """Every answer to a second named rating (training need), the main rating beside it.

    Args and errors are those of ``responses``.

    Returns:
        One row for each return and each asked statement that has a second rating: the columns of
        ``SECOND_RATINGS``. ``state``, ``level``, ``rank`` and the rest are the second rating's;
        ``main_state``, ``main_level``, ``main_level_label``, ``main_rank`` and ``main_levels``
        are the main rating's; ``heading`` is the second rating's column heading.
    """
    rows = [
        (
            answer(voice, section, order, statement, response, statement.main),
            answer(voice, section, order, statement, response, statement.ratings[1]),
        )
        for voice in voices(returns)
        for section, order, statement, response in asked(voice.result, frameworks)
        if response and len(statement.ratings) > 1
        if given_to(response, statement.ratings[1]).state is not State.NOT_ASKED
    ]
    return frame(SECOND_RATINGS, rows)


def schools(returns: Sequence[Return], frameworks: Mapping[str, Framework]) -> pd.DataFrame:
    """Who answered and how far they got: one row a return.

    Args and errors are those of ``responses``.

    Returns:
        The columns of ``SCHOOLS``. The counts are of main ratings, of every kind but open
        questions. ``asked`` = ``rated`` + ``not_applicable`` + ``blank`` + ``unrecognised`` +
        ``missing``; ``not_asked`` stands outside it. ``answered`` = ``rated`` +
        ``not_applicable``, and ``answered_share`` is its share of ``asked`` (0 to 1, NaN if
        nothing was asked): the progress that the school's own Cover shows. ``sections_asked`` is
        "all" or the numbers of the sections asked. ``completed_on`` may be NaT.
    """
    rows: list[Counted] = []
    for voice in voices(returns):
        counts = dict.fromkeys(State, 0)
        for _, _, statement, response in asked(voice.result, frameworks):
            if statement.kind.counts_towards_progress:
                state = given_to(response, statement.main).state if response else State.NOT_ASKED
                counts[state] += 1
        rows.append((voice, counts))
    return frame(SCHOOLS, rows)


def details(returns: Sequence[Return]) -> pd.DataFrame:
    """The Cover's other answers: one row a return and question, with the columns of ``DETAILS``."""
    rows = [
        (voice, key, value)
        for voice in voices(returns)
        for key, value in voice.result.details.items()
    ]
    return frame(DETAILS, rows)


def enquiries(returns: Sequence[Return]) -> pd.DataFrame:
    """The lines of enquiry of reviewed workbooks: a row each, with the columns of ``ENQUIRIES``."""
    return frame(ENQUIRIES, [(voice, line) for voice in voices(returns)
                             for line in voice.result.enquiries])  # fmt: skip


def problems(batch: Batch) -> pd.DataFrame:
    """Every problem of a batch, in order of file, with the columns of ``PROBLEMS``.

    ``refs`` is text ("1a, 1b"); ``facts`` holds a dict a row, for the catalogue's sentences.
    """
    return frame(PROBLEMS, batch.problems)


def files(batch: Batch) -> pd.DataFrame:
    """What became of every file: one row a file, with the columns of ``FILES``.

    ``return_no`` is the number its return has in frames made from ``batch.returns``, ``<NA>``
    for a file that does not count; ``errors``, ``queries`` and ``information`` count problems.
    ``sender`` and ``sent`` (ISO text) are of the email that it came in, empty if it came in none.
    """
    numbers = {id(result): n for n, result in enumerate(batch.returns, 1)}
    return frame(FILES, [(numbers.get(id(r.result)), r) for r in batch.readings])


def _flagged(answer: Answer, flag: str) -> bool:
    return answer.rank is not None and bool(getattr(answer.level, flag))


def _review(answer: Answer) -> ReviewerAnswer | None:
    return answer.response.reviewer


def _sections(result: Return) -> str:
    sections = result.asked.sections
    return "all" if sections is None else ", ".join(str(number) for number in sections)


def _asked_count(counts: Mapping[State, int]) -> int:
    return sum(counts.values()) - counts[State.NOT_ASKED]


def _answered_share(counts: Mapping[State, int]) -> float:
    asked = _asked_count(counts)
    answered = counts[State.RATED] + counts[State.NOT_APPLICABLE]
    return answered / asked if asked else float("nan")


def _severe(reading: Reading, severity: Severity) -> int:
    return sum(problem.severity is severity for problem in reading.problems)


def _sent(reading: Reading) -> str:
    sent = reading.origin.sent if reading.origin else None
    return sent.isoformat() if sent else ""
