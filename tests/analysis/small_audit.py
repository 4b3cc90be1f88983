"""A tiny framework with every kind, and returns of it written in a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from sendsheets.model import (
    Asked,
    Completeness,
    Framework,
    Kind,
    KindWords,
    Level,
    Rating,
    RatingAnswer,
    Respondent,
    Response,
    Return,
    Scale,
    School,
    Section,
    Source,
    State,
    Statement,
)

RAG = Scale("rag", (
    Level("red", "Red", "R", "Not yet.", development=True),
    Level("amber", "Amber", "A", "Partly.", development=True),
    Level("green", "Green", "G", "In place.", strength=True),
))
HINDERS = Scale("hinders", (
    Level("no", "Not at all", "N", "It doesn't.", strength=True),
    Level("little", "A little", "L", "Sometimes.", development=True),
    Level("lot", "A lot", "M", "Often.", development=True),
), direction="down")
YES_NO = Scale("yes-no", (
    Level("no", "No", "N", "No.", development=True),
    Level("yes", "Yes", "Y", "Yes.", strength=True),
))
STATUS = Scale("status", (
    Level("not-yet", "Not yet", "N", "No words yet.", development=True),
    Level("answered", "Answered", "A", "Words given.", strength=True),
), not_applicable=False)
NEED = Scale("need", (
    Level("none", "None", "N", "None wanted."),
    Level("low", "Low", "L", "A little."),
    Level("medium", "Medium", "M", "Some."),
    Level("high", "High", "H", "Much."),
), direction="down")

KINDS = {
    Kind.PRACTICE: (Rating("rating", "Rating", RAG), Rating("need", "Training need", NEED)),
    Kind.CHALLENGE: (Rating("rating", "Rating", HINDERS),),
    Kind.QUESTION: (Rating("rating", "Rating", YES_NO),),
    Kind.GOAL: (Rating("rating", "Rating", YES_NO),),
    Kind.OPEN: (Rating("rating", "Rating", STATUS),),
}


def _statement(ref: str, kind: Kind, **more: Any) -> Statement:
    return Statement(
        ref, int(ref[0]), f"Text of {ref}.", f"Label {ref}", kind, KINDS[kind], **more
    )


FRAMEWORK = Framework(
    id="small", version="1.0", title="Small audit", purpose="To test.", audience="Tests",
    means=True, source=Source("None", "Made up."),
    kinds=tuple(KindWords(kind, kind.value.capitalize(), r) for kind, r in KINDS.items()),
    sections=(
        Section(1, "Leading well", "Leading", "", (
            _statement("1a", Kind.PRACTICE, statutory="A duty."),
            _statement("1b", Kind.PRACTICE),
            _statement("1c", Kind.CHALLENGE),
            _statement("1d", Kind.QUESTION),
        )),
        Section(2, "Teaching well", "Teaching", "", (
            _statement("2a", Kind.PRACTICE, theme="use-of-data", effort="now"),
            _statement("2b", Kind.PRACTICE, settings=("early years",)),
            _statement("2c", Kind.GOAL),
            _statement("2d", Kind.OPEN),
        )),
    ),
)
FRAMEWORKS = {"small": FRAMEWORK}


def given(words: str) -> RatingAnswer:
    """An answer in short: a level's key, "" for blank, "NA", "?what was typed", or a state."""
    if words in ("missing", "not asked"):
        return RatingAnswer(State(words))
    if words == "":
        return RatingAnswer(State.BLANK)
    if words == "NA":
        return RatingAnswer(State.NOT_APPLICABLE, raw="Not applicable")
    if words.startswith("?"):
        return RatingAnswer(State.UNRECOGNISED, raw=words[1:])
    return RatingAnswer(State.RATED, words, words)


def completed(
    school: str,
    ratings: dict[str, str],
    needs: dict[str, str] | None = None,
    more: dict[str, dict[str, Any]] | None = None,
    role: str = "SENCO",
    asked: Asked | None = None,
    details: dict[str, str] | None = None,
    file: str = "",
) -> Return:
    """A return: ratings and needs by ref in short, other columns by ref in ``more``.

    It holds the refs of ``ratings`` and no others.
    """
    responses = []
    for ref, words in ratings.items():
        statement = FRAMEWORK.statement(ref)
        assert statement, ref
        answers = {"rating": given(words)}
        if len(statement.ratings) > 1:
            answers["need"] = given((needs or {}).get(ref, ""))
        responses.append(
            Response(
                ref, statement.section, statement.kind, "", answers, **(more or {}).get(ref, {})
            )
        )
    return Return(
        file=file or f"returns/{school.lower()}.xlsx", sha256="0", framework="small",
        version="1.0", asked=asked or Asked(), school=School(school, "123456", "Primary"),
        respondent=Respondent("A. Patel", role), completed_on=date(2026, 11, 12),
        completeness=Completeness.PART, responses=tuple(responses), details=details or {},
    )
