"""Returns of last time and of this time, school by school; nothing is paired on a guess. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendsheets.model import Batch, Problem, Return, Severity
from sendsheets.returns.chosen import has_answers
from sendsheets.returns.schools import (
    is_urn,
    same_phase,
    same_school_name,
    school_key,
    urns_by_name,
)
from sendsheets.returns.voices import voice_key


@dataclass(frozen=True, slots=True)
class Pairs:
    """The returns of one audit, last time's and this time's, and those that stand alone."""

    both: tuple[tuple[Return, Return], ...]
    only_before: tuple[Return, ...]
    only_after: tuple[Return, ...]
    problems: tuple[Problem, ...] = ()


def answered(batch: Batch, framework: str) -> list[Return]:
    """The returns of one audit that count and say anything, if only about actions so far."""
    return [result for result in batch.returns
            if result.framework == framework and has_answers(result)]  # fmt: skip


def school_keys(returns: Sequence[Return]) -> Mapping[int, str]:
    """What the school of each return is known by, by the return's ``id``; its file, if by nothing.

    The same school has the same key in returns of several years.
    """
    urns = urns_by_name(returns)
    return {id(r): school_key(r, urns) or f"file {r.file}" for r in returns}


def pair_up(before: Sequence[Return], after: Sequence[Return]) -> Pairs:
    """Find each school's return of last time.

    Args:
        before: last time's returns of one audit.
        after: this time's.

    Returns:
        Two by two those of one school and role (of any role, where a school has only one return
        each time). Returns with the same URN and clearly different names, or with the same name
        and different phases, stand alone and are told.
    """
    keys = school_keys([*before, *after])
    then, now = _grouped(before, keys), _grouped(after, keys)
    both: list[tuple[Return, Return]] = []
    alone_before: list[Return] = []
    alone_after: list[Return] = []
    problems: list[Problem] = []
    for key, mine in now.items():
        others = then.pop(key, [])
        doubt = next((why for a in mine for b in others if (why := _against(b, a))), "")
        if doubt:
            problems.append(Problem("compare-unpaired", Severity.QUERY, file=mine[0].file,
                                    facts={"found": mine[0].school.name or mine[0].file,
                                           "why": doubt}))  # fmt: skip
            alone_before += others
            alone_after += mine
            continue
        made, left_before, left_after = _by_role(others, mine)
        both += made
        alone_before += left_before
        alone_after += left_after
        problems += [_other_role(b, a) for b, a in made if voice_key(a) != voice_key(b)]
    alone_before += [result for results in then.values() for result in results]
    return Pairs(tuple(both), tuple(alone_before), tuple(alone_after), tuple(problems))


def _grouped(
    returns: Sequence[Return], keys: Mapping[int, str]
) -> dict[str, list[Return]]:
    made: dict[str, list[Return]] = {}
    for result in returns:
        made.setdefault(keys[id(result)], []).append(result)
    return made


def _against(before: Return, after: Return) -> str:
    """What says that two returns with one key are of two schools, or empty text.

    People change from one year to the next, so only name and phase speak against it.
    """
    a, b = after.school, before.school
    if is_urn(a.urn) and is_urn(b.urn):
        if a.name and b.name and not same_school_name(a.name, b.name):
            return f"last time the URN {a.urn} was that of “{b.name}”, in {before.file}"
        return ""
    if not same_phase(a.phase, b.phase):
        return f"last time a school of this name had the phase {b.phase}, in {before.file}"
    return ""


def _by_role(
    before: Sequence[Return], after: Sequence[Return]
) -> tuple[list[tuple[Return, Return]], list[Return], list[Return]]:
    if len(before) == len(after) == 1:
        return [(before[0], after[0])], [], []
    then: dict[str, list[Return]] = {}
    for result in before:
        then.setdefault(voice_key(result), []).append(result)
    made, left = [], []
    for result in after:
        mine = then.get(voice_key(result), [])
        if len(mine) == 1 and sum(voice_key(r) == voice_key(result) for r in after) == 1:
            made.append((mine.pop(), result))
        else:
            left.append(result)
    return made, [r for results in then.values() for r in results], left


def _other_role(before: Return, after: Return) -> Problem:
    facts = {"found": after.respondent.role or "no role", "before": before.respondent.role
             or "no role", "other": before.file}  # fmt: skip
    return Problem("compare-roles", Severity.INFORMATION, file=after.file, facts=facts)
