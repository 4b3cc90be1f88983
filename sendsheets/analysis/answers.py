"""What a return was asked, and what it answered: one ``Answer`` for each rating."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sendsheets.model import (
    Framework,
    Kind,
    Level,
    Rating,
    RatingAnswer,
    Response,
    Return,
    Section,
    State,
    Statement,
    applies,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A return with its number and the name its school is shown by."""

    number: int
    result: Return
    school: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One return's answer to one rating of one statement; ``rank`` and ``level`` if rated."""

    voice: Voice
    section: Section
    order: int
    statement: Statement
    response: Response
    rating: Rating
    given: RatingAnswer
    level: Level | None
    rank: int | None


def voices(returns: Iterable[Return]) -> list[Voice]:
    """Number the returns from 1 and give each the name its school is shown by."""
    return [Voice(n, r, r.school.name or _stem(r.file)) for n, r in enumerate(returns, 1)]


def asked(
    result: Return, frameworks: Mapping[str, Framework]
) -> Iterator[tuple[Section, int, Statement, Response | None]]:
    """Each statement of a return's framework, with the response to it.

    Yields:
        Section, place in the framework from 1, statement, response. The response is ``None`` if
        the statement was not asked; it is one without ratings (so: missing) if the statement was
        asked and the return holds nothing about it.

    Raises:
        KeyError: the return's framework is not among ``frameworks``.
        ValueError: the return answers a ref that its framework doesn't hold.
    """
    framework = frameworks[result.framework]
    given = {response.ref: response for response in result.responses}
    order = 0
    by_role = any(result.asked.role in statement.roles for statement in framework.statements)
    for section in framework.sections:
        for statement in section.statements:
            order += 1
            response = given.pop(statement.ref, None)
            if response is None and _was_asked(result, statement, by_role):
                response = Response(
                    statement.ref, section.number, statement.kind, section.sheet, ratings={}
                )
            elif response and given_to(response, statement.main).state is State.NOT_ASKED:
                response = None
            yield section, order, statement, response
    if given:
        unknown = ", ".join(given)
        raise ValueError(f"{result.file}: {unknown} not in {framework.id} {framework.version}")


def _was_asked(result: Return, statement: Statement, by_role: bool) -> bool:
    sections = result.asked.sections
    if sections is not None and statement.section not in sections:
        return False
    return applies(statement, result.asked.setting) and (
        not by_role or result.asked.role in statement.roles)


def given_to(response: Response, rating: Rating) -> RatingAnswer:
    """The answer to a rating; a rating the response doesn't hold is missing, not blank."""
    return response.ratings.get(rating.name) or RatingAnswer(State.MISSING)


def answer(
    voice: Voice, section: Section, order: int, statement: Statement, response: Response,
    rating: Rating,
) -> Answer:
    """Put an answer together: an open question's level is told but has no rank."""
    given = given_to(response, rating)
    level = None
    if given.state is State.RATED and given.level is not None:
        level = rating.scale.level(given.level)
    rank = rating.scale.rank(level.key) if level and statement.kind is not Kind.OPEN else None
    return Answer(voice, section, order, statement, response, rating, given, level, rank)


def _stem(file: str) -> str:
    return PurePosixPath(file.replace("\\", "/")).stem
