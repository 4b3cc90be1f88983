"""What each rule of ``model.rules`` finds in a return: a question, and why it is worth asking.

Every question is open and about one statement's own words. Nothing here says that a rating is
wrong: a reviewer asks, and the school shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sendsheets.analysis import enquiry_words as words
from sendsheets.analysis.places import places, sentence
from sendsheets.analysis.voices import View, Views
from sendsheets.model import (
    Framework,
    Kind,
    Level,
    Link,
    LinkKind,
    Response,
    Return,
    State,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: one return, and what else is known of its school.

    ``earlier`` holds what the last return said by ref; ``quotable`` says of a text whether it may
    stand in a reason (it holds nothing that may identify a pupil).
    """

    framework: Framework
    result: Return
    given: Mapping[str, Response]
    quotable: Callable[[str], bool]
    comments: str = ""
    earlier: Mapping[str, Response] | None = None
    version: str = ""
    voices: tuple[Views, ...] = ()

    def level(self, ref: str) -> Level | None:
        """The level that a statement was rated at, if it was."""
        return _level(self.framework.statement(ref), self.given.get(ref))

    def rank(self, ref: str) -> int | None:
        """The rank of that level, 1 for the one that needs most attention."""
        statement, level = self.framework.statement(ref), self.level(ref)
        return statement.main.scale.rank(level.key) if statement and level else None


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule found: the statements it is about, and how much it matters among its own."""

    rule: str
    refs: tuple[str, ...]
    question: str
    reason: str
    look: str
    weight: int = 0


def _level(statement: Statement | None, response: Response | None) -> Level | None:
    if statement is None or response is None or response.main.level is None:
        return None
    return statement.main.scale.level(response.main.level)


def _rated(case: Case) -> Iterator[tuple[Statement, Response, Level, int]]:
    """Each statement that was rated, but for open questions: they are answered in words."""
    for statement in case.framework.statements:
        response = case.given.get(statement.ref)
        level = _level(statement, response)
        if response and level and statement.kind is not Kind.OPEN:
            yield statement, response, level, statement.main.scale.rank(level.key)


def _heavy(statement: Statement) -> int:
    return 1 if statement.statutory else 0


# --- one row ---------------------------------------------------------------------------------

def no_evidence(case: Case) -> Iterator[Found]:
    """The highest rating and nothing under Evidence or comments."""
    for statement, response, level, rank in _rated(case):
        best = len(statement.main.scale.levels)
        if rank != best or response.evidence.strip() or statement.kind is Kind.CHALLENGE:
            continue
        yield Found(
            "no-evidence", (statement.ref,), words.no_evidence(statement),
            f"{statement.ref} is rated {level.label}, and no evidence is noted yet. "
            f"{words.may_be_shown(statement)}",
            places(statement), 2 * _heavy(statement),
        )  # fmt: skip


def no_action(case: Case) -> Iterator[Found]:
    """The lowest rating and no action."""
    for statement, response, level, rank in _rated(case):
        if rank != 1 or response.action.strip():
            continue
        yield Found(
            "no-action", (statement.ref,), words.no_action(statement),
            f"{statement.ref} is rated {level.label}, and no action is planned yet."
            f"{words.noted(response, case.quotable)}",
            places(statement), 2 if statement.effort == "now" else 1,
        )  # fmt: skip


def statutory(case: Case) -> Iterator[Found]:
    """A legal duty that is rated as an area for development."""
    for statement, response, level, rank in _rated(case):
        if not statement.statutory or not level.development:
            continue
        yield Found(
            "statutory", (statement.ref,),
            words.asked(statement, words.STATUTORY),
            f"{statement.ref} is rated {level.label} and rests, in whole or in part, on a legal "
            f"duty ({_law(statement.statutory)}).{words.planned(response, case.quotable)}",
            places(statement), 5 - rank,
        )  # fmt: skip


_ASIDE = re.compile(r"\s*\([^()]*\)")


def _law(statutory: str) -> str:
    """The first law behind a statement, without what is said of it in brackets."""
    return _ASIDE.sub("", statutory).split(";")[0].strip().rstrip(".")


def no_reason(case: Case) -> Iterator[Found]:
    """Not applicable and nothing that says why."""
    for statement in case.framework.statements:
        response = case.given.get(statement.ref)
        if response is None or response.main.state is not State.NOT_APPLICABLE:
            continue
        if (response.evidence or response.answer or "").strip():
            continue
        yield Found(
            "no-reason", (statement.ref,),
            f"What is it about the school that means {words.named(statement)} does not apply at "
            "present, and when might it?",
            f"{statement.ref} is marked Not applicable, and no reason is noted yet.",
            places(statement), _heavy(statement),
        )  # fmt: skip


# --- two answers -----------------------------------------------------------------------------


def contradiction(case: Case) -> Iterator[Found]:
    """Two linked statements with ratings that hardly go together."""
    for link in case.framework.links:
        one, other = case.framework.statement(link.ref), case.framework.statement(link.other)
        a, b = case.level(link.ref), case.level(link.other)
        if one is None or other is None or a is None or b is None or not _clash(link, a, b):
            continue
        if link.kind is not LinkKind.PULLS_AGAINST and _distance(case, one, other) < _FAR:
            continue
        yield Found(
            "contradiction", (link.ref, link.other), words.together(link, one, a, other, b),
            f"{link.ref} is rated {a.label} and {link.other} {b.label}. {sentence(link.why)}",
            places(one, other), _distance(case, one, other),
        )  # fmt: skip


_FAR = 30
"""Ratings nearer than this, in percent of their scales, go together well enough: one level apart
of four is 33, and Confident on a scale of four is 17 from a challenge that is felt a little."""


def _clash(link: Link, a: Level, b: Level) -> bool:
    if link.kind is LinkKind.PULLS_AGAINST:
        return a.strength and b.strength
    if link.kind is LinkKind.RESTS_ON:
        return a.strength and b.development
    return (a.strength and b.development) or (a.development and b.strength)


def _distance(case: Case, one: Statement, other: Statement) -> int:
    """How far apart two ratings stand, in percent of their scales."""
    shares = []
    for statement in (one, other):
        rank = case.rank(statement.ref) or 1
        shares.append((rank - 1) / max(len(statement.main.scale.levels) - 1, 1))
    return round(100 * abs(shares[0] - shares[1]))


# --- last time, other voices, what the school raises -------------------------------------------


def change(case: Case) -> Iterator[Found]:
    """A rating that moved by two levels or more, or from one end of its scale to the other."""
    for statement, response, level, rank in _rated(case):
        then = _level(statement, (case.earlier or {}).get(statement.ref))
        if then is None:
            continue
        before, best = statement.main.scale.rank(then.key), len(statement.main.scale.levels)
        if abs(rank - before) < min(2, best - 1):
            continue
        other = f", in version {case.version} of the audit" if case.version else ""
        yield Found(
            "change", (statement.ref,), words.moved(statement, rank > before),
            f"{statement.ref} is rated {level.label}; last time it was {then.label}{other}."
            f"{words.noted(response, case.quotable)}",
            places(statement), abs(rank - before) + (1 if rank < before else 0),
        )  # fmt: skip


def voices(case: Case) -> Iterator[Found]:
    """A statement that people in different roles rate at both ends, or two levels apart."""
    for seen in case.voices:
        best, worst = seen.highest[0], seen.lowest[0]
        if seen.gap < 2 and not (best.typical.strength and worst.typical.development):
            continue
        yield Found(
            "voices", (seen.statement.ref,),
            words.asked(seen.statement, words.VOICES),
            f"{seen.statement.ref}: {_said(seen.highest)}; {_said(seen.lowest)}.",
            places(seen.statement), seen.gap,
        )  # fmt: skip


def _said(views: tuple[View, ...]) -> str:
    who = [f"{view.who} (typically)" if view.is_group else view.who for view in views]
    names = who[0] if len(who) == 1 else f"{', '.join(who[:-1])} and {who[-1]}"
    return f"{names} said {views[0].typical.label}"


_NOTHING = frozenset({"none", "no", "n/a", "na", "nil", "-", "nothing", "no comments", "none."})
_LONGEST_QUOTE = 240


def asked(case: Case) -> Iterator[Found]:
    """What the school itself raises: the Cover's comments, and answers to open questions."""
    talk = "a talk with the headteacher and the SENCO at the start of the visit"
    comments = " ".join(case.comments.split())
    if comments and comments.casefold() not in _NOTHING:
        yield Found(
            "asked", (), "What would the school most like a visitor to look at, and what would be "
            "most useful to come away with?",
            f"The school wrote on the Cover{_quoted(case, comments)}", sentence(talk), 3,
        )  # fmt: skip
    for statement in case.framework.of_kind(Kind.OPEN):
        response = case.given.get(statement.ref)
        said = " ".join((response.answer or "").split()) if response else ""
        if not said or said.casefold() in _NOTHING:
            continue
        yield Found(
            "asked", (statement.ref,),
            words.asked(statement, words.OPEN),
            f"{statement.ref} is an open question, and the school answered{_quoted(case, said)}",
            places(statement), 1,
        )  # fmt: skip


def _quoted(case: Case, text: str) -> str:
    if not case.quotable(text):
        return "; its words are not repeated here, since they may name a pupil."
    short = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()} …"
    return f": “{short}”"


FINDS: Mapping[str, Callable[[Case], Iterator[Found]]] = {
    "asked": asked, "statutory": statutory, "contradiction": contradiction, "voices": voices,
    "change": change, "no-evidence": no_evidence, "no-action": no_action,
    "no-reason": no_reason,
}  # fmt: skip
"""What each rule finds, by its key."""
