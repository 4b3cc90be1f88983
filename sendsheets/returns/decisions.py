"""A person's decisions and the copies of a school: readings become a settled batch. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sendsheets.model import Decision, Framework, Problem, Reading, Register, Severity
from sendsheets.returns.copies import merge_copies
from sendsheets.returns.decided import Decisions, apply, usable
from sendsheets.returns.listed import hold
from sendsheets.returns.placed import place_files
from sendsheets.returns.questions import LISTED, SENDER
from sendsheets.returns.twins import twins
from sendsheets.returns.withheld import withhold


def settle(
    readings: Sequence[Reading], frameworks: Mapping[str, Framework],
    decisions: Iterable[Decision] = (), register: Register | None = None,
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Apply what a person decided, and put copies of one school and role together.

    Args:
        readings: one for each file, in order of name.
        frameworks: the frameworks there are, by id.
        decisions: what was read from the decisions file; none if there is none.
        register: the schools that are asked; returns are held against it (``listed.hold``)
            after what was decided on their Covers, and before copies are put together.

    Returns:
        The readings in the same order, as ``copies.merge_copies`` gives them and without words
        that are held back (``withheld.withhold``), and what there is
        to tell of decisions that could not be used: unsigned, not one of the choices, at odds
        with each other, or about a file that has changed or is not here (``decision-stale``).
        A decision lasts as long as the bytes of the files it is about stay the same.
    """
    known = usable(decisions)
    found = readings if register is None else place_files(readings, register, frameworks, known)
    decided = [apply(reading, frameworks, known) for reading in twins(found)]
    if register is not None:
        decided = [apply(reading, frameworks, known, {*LISTED, SENDER})
                   for reading in hold(decided, register)]  # fmt: skip
    merged = merge_copies([withhold(reading) for reading in decided], frameworks, known)
    return merged, (*known.problems, *_stale(readings, known))


def _stale(readings: Sequence[Reading], known: Decisions) -> list[Problem]:
    """The decisions on questions that nobody asks any more."""
    hashes = {reading.sha256 for reading in readings}
    names = {reading.file for reading in readings}
    problems = []
    for key, decision in known.by_key.items():
        if key in known.met:
            continue
        question = decision.question
        if len(question.hashes) > 1:
            reason = "its copies have changed, or there are more or fewer of them"
        elif hashes.issuperset(question.hashes):
            reason = "the question does not come up any more"
        elif question.file in names:
            reason = "the file has changed since"
        else:
            reason = "the file is not among these"
        facts = {"decision": decision.decision, "found": question.file, "reason": reason}
        problems.append(Problem("decision-stale", Severity.INFORMATION, file=question.file,
                                refs=tuple(question.ref.split(", ")) if question.ref else (),
                                facts=facts))  # fmt: skip
    return problems
