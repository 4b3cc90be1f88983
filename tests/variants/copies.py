"""Several files of one school."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from answers_back import typed

from sendsheets.layout import Plan
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

from .base import (
    ACCEPTED,
    DUPLICATE,
    OAK,
    PLAN,
    QUERY,
    READ,
    SUPERSEDED,
    Files,
    Truth,
    Variant,
    answers,
    filled,
)
from .containers import eml

LATER = {**OAK, "completed_on": date(2026, 12, 1)}
UNDATED = {key: value for key, value in OAK.items() if key != "completed_on"}


def _with(details: Mapping[str, str | date] = OAK, **changed: Answer) -> Answers:
    return Answers(details, {**answers().statements, **changed})


def _made(given: Answers, plan: Plan = PLAN) -> bytes:
    return school_workbook(plan, given, made_on=date(2026, 9, 2))


def _truth(given: Answers, plan: Plan = PLAN) -> Truth:
    return typed(plan, given)


_OTHER_1A = replace(answers().of("1a"), rating="Red", evidence="thought again about 1a")
_BLANKS = Answers(OAK, {})
_HALF = Answers(OAK, {ref: a for ref, a in answers().statements.items() if ref < "4"})
_REST = Answers(OAK, {ref: a for ref, a in answers().statements.items() if ref >= "4"})
_REVIEWED = Plan(PLAN.framework, PLAN.asked, True)
_REVIEW = Answers(OAK, {
    **answers().statements,
    "1a": replace(answers().of("1a"), reviewer_rating="Amber", reviewer_comment="saw only some",
                  line_of_enquiry="ask the TAs"),
})  # fmt: skip


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, make: Callable[[], Files], becomes: Any, **rest: Any) -> Variant:
        return Variant("copies", name, make, becomes, **rest)

    def two(one: Answers, other: Answers) -> Callable[[], Files]:
        return lambda: {"1.xlsx": _made(one), "2.xlsx": _made(other)}

    yield v("the same bytes twice", lambda: {"a.xlsx": filled(), "b.xlsx": filled()},
            (ACCEPTED, DUPLICATE), returns=1)
    yield v("the same answers, saved twice",
            lambda: {"a.xlsx": filled(), "b.xlsx": _made(answers())}, (SUPERSEDED, ACCEPTED),
            returns=1)
    yield v("filled and blank", two(answers(), _BLANKS), ("superseded or accepted",) * 2,
            returns=1)
    yield v("blank and filled", two(_BLANKS, answers()), ("superseded or accepted",) * 2,
            returns=1)
    yield v("halves that make a whole", two(_HALF, _REST), (SUPERSEDED, ACCEPTED), returns=1,
            tells=("copies-merged",))
    yield v("different, the later by the Cover’s date",
            two(_with(), _with(LATER, **{"1a": _OTHER_1A})), (SUPERSEDED, READ), returns=1,
            truth=_truth(_with(LATER, **{"1a": _OTHER_1A})), tells=("copies-differ",))
    yield v("different, the later by the Cover’s date and first by name",
            two(_with(LATER, **{"1a": _OTHER_1A}), _with()), (READ, SUPERSEDED), returns=1,
            truth=_truth(_with(LATER, **{"1a": _OTHER_1A})), tells=("copies-differ",))
    yield v("different, of one day", two(_with(), _with(OAK, **{"1a": _OTHER_1A})),
            (SUPERSEDED, QUERY), returns=1, tells=("copies-conflict",))
    yield v("different, without dates", two(_with(UNDATED), _with(UNDATED, **{"1a": _OTHER_1A})),
            (SUPERSEDED, QUERY), returns=1, truth=_truth(_with(UNDATED)),
            tells=("copies-conflict",))
    yield v("different, the later by the date of its email", lambda: {
        "1.eml": eml(("oak.xlsx", _made(_with(UNDATED, **{"1a": _OTHER_1A}))),
                     sent="Mon, 7 Dec 2026 09:00:00 +0000"),
        "2.eml": eml(("oak.xlsx", _made(_with(UNDATED))), sent="Thu, 12 Nov 2026 09:00:00 +0000")},
        (READ, SUPERSEDED), returns=1, truth=_truth(_with(UNDATED, **{"1a": _OTHER_1A})),
        tells=("copies-differ",))
    yield v(
        "of another role", lambda: {"1.xlsx": _made(_with({**OAK, "role": "Headteacher"}))},
        (ACCEPTED,), returns=1, truth=_truth(_with({**OAK, "role": "Headteacher"})))
    yield v("three of one school", lambda: {
        "1.xlsx": _made(_HALF), "2.xlsx": _made(_REST), "3.xlsx": filled()},
        (SUPERSEDED, SUPERSEDED, ACCEPTED), returns=1)
    yield v("a reviewer’s copy", lambda: {
        "1.xlsx": filled(), "2.xlsx": _made(_REVIEW, _REVIEWED)},
        ("superseded or accepted",) * 2, returns=1, truth=_truth(_REVIEW, _REVIEWED))
    yield v("a reviewer’s copy alone", lambda: {"1.xlsx": _made(_REVIEW, _REVIEWED)},
            (ACCEPTED,), returns=1, truth=_truth(_REVIEW, _REVIEWED))
    yield _schools("one name, two URNs: two schools", {**OAK, "urn": "654321"}, QUERY,
                   "urn-differs")
    yield _schools("one URN, two names", {**OAK, "school_name": "Elm Academy"}, QUERY,
                   "school-conflict")
    yield _schools("another role of one school", {**OAK, "role": "Headteacher"})
    yield _schools("another school", {**OAK, "school_name": "Elm Academy", "urn": "654321"})
    yield v("a damaged copy beside a good one", lambda: {
        "1.xlsx": filled()[:9000], "2.xlsx": filled()}, ("refused", ACCEPTED), returns=1)


def _schools(
    name: str, details: Mapping[str, str | date], becomes: str = ACCEPTED, *tells: str
) -> Variant:
    """The filled workbook beside another's, none of which may be put together."""
    other = _with(details, **{"1a": _OTHER_1A})
    return Variant(
        "copies", name, lambda: {"1.xlsx": filled(), "2.xlsx": _made(other)}, (becomes, becomes),
        returns=2, truths={"2.xlsx": _truth(other)}, tells=tells)
