"""Lines of enquiry for a visit, proposed from a return by rules that can be switched off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sendsheets.analysis import voices as several
from sendsheets.analysis.enquiry_rules import FINDS, Case, Found
from sendsheets.model import RULES, Enquiry, Framework, Return

FIRST_LEAST, FIRST_MOST = 3, 5
"""How many lines are put first: three to five a visit (Essex's reviews and WSS's guide)."""

_OF_ONE_RULE = 2
"""Lines of one rule among the first, so that a visit is not all of one sort."""

_OF_ONE_SECTION = 2
"""Lines of one section among the first."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The lines that are proposed; the first ``first`` of them are put first.

    ``proposed`` and ``put_first`` count the lines by the key of a rule: a line that two rules
    propose counts for both. ``lacking`` are the rules that had nothing to look at.
    """

    lines: tuple[Enquiry, ...]
    first: int
    proposed: Mapping[str, int]
    put_first: Mapping[str, int]
    off: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def propose(
    framework: Framework, result: Return, *, without: Collection[str] = (),
    previous: Return | None = None, others: Sequence[Return] = (), comments: str = "",
    quotable: Callable[[str], bool] = lambda text: True,
) -> Proposals:
    """Propose lines of enquiry for one school.

    Args:
        framework: the framework that the return answers.
        result: the school's return.
        without: the keys of rules that are switched off.
        previous: the school's last return of the same framework, its answers under the refs
            of now (``Past.as_now``).
        others: the returns of other people of the same school.
        comments: what the school wrote on the Cover for a reviewer.
        quotable: whether a text may be repeated in a reason (it cannot name a pupil).

    Returns:
        The lines, those to start with first: the weightiest of each rule in the order of
        ``RULES``, at most two of a rule and two of a section. A statement that several rules
        point to has one line, with all their reasons.
    """
    seen = several.views(framework, (result, *others)) if others else ()
    case = Case(
        framework, result, {response.ref: response for response in result.responses}, quotable,
        comments, {r.ref: r for r in previous.responses} if previous else None,
        previous.version if previous and previous.version != framework.version else "", seen,
    )  # fmt: skip
    found = [each for rule in RULES if rule.key not in without for each in FINDS[rule.key](case)]
    gathered = _gathered(found)
    ordered = _ordered(gathered)
    first = _first(ordered)
    rest = _together([each for each in ordered if each not in first])
    lacking = [
        key for key, nothing in (
            ("change", previous is None), ("voices", not others),
            ("contradiction", not framework.links))
        if nothing and key not in without
    ]  # fmt: skip
    return Proposals(
        tuple(_line(each) for each in (*first, *rest)), len(first),
        Counter(part.rule for each in ordered for part in each),
        Counter(part.rule for each in first for part in each),
        tuple(rule.key for rule in RULES if rule.key in without), tuple(lacking),
    )  # fmt: skip


_ORDER = {rule.key: place for place, rule in enumerate(RULES)}
_NAMES = {rule.key: rule.name for rule in RULES}

Group = tuple[Found, ...]
"""What several rules found about one statement, the rule that matters most first."""


def _gathered(found: Sequence[Found]) -> list[Group]:
    """What was found, with one group for each statement that several rules point to.

    What is about two statements stays apart: it is another question.
    """
    groups: dict[tuple[str, ...], list[Found]] = {}
    for place, each in enumerate(found):
        key = each.refs if len(each.refs) == 1 else (*each.refs, str(place))
        groups.setdefault(key, []).append(each)
    return [tuple(sorted(group, key=lambda f: _ORDER[f.rule])) for group in groups.values()]


def _ordered(groups: Sequence[Group]) -> list[Group]:
    """The groups: rule by rule, the weightiest first; what several rules found before others."""
    return sorted(groups, key=lambda g: (_ORDER[g[0].rule], -len(g), -g[0].weight))


def _first(groups: Sequence[Group]) -> list[Group]:
    """The lines to start with: something of every rule before a second of any."""
    chosen: list[Group] = []
    for most in range(1, _OF_ONE_RULE + 1):
        for group in groups:
            if len(chosen) == FIRST_MOST or group in chosen:
                continue
            of_rule = sum(other[0].rule == group[0].rule for other in chosen)
            refs = {ref for other in chosen for part in other for ref in part.refs}
            mine = group[0].refs
            near = sum(_section(other) == _section(group) for other in chosen if _section(other))
            if of_rule < most and refs.isdisjoint(mine) and near < _OF_ONE_SECTION:
                chosen.append(group)
    for group in groups:
        if len(chosen) < FIRST_LEAST and group not in chosen:
            chosen.append(group)
    return sorted(chosen, key=lambda g: _ORDER[g[0].rule])


_SINGLY = 6
"""Lines of one rule that are listed one by one besides the first; the others become one line."""

_AT_ONCE = {
    "no-evidence": (
        "Which two or three of these strengths would the school most like to show, and what would "
        "a visitor see?",
        "{n} more statements have the highest rating, and no evidence is noted yet.",
        "Whatever the school chooses to show."),
    "voices": (
        "Which of these differences would be most useful to talk over, and with whom?",
        "{n} more statements look different to people in different roles.",
        "A talk with the headteacher and the SENCO; then with the people concerned."),
    "change": (
        "Which of these changes would the school most like to talk about, and what lies behind "
        "them?",
        "{n} more ratings have moved a long way since last time.",
        "The school development plan, then and now."),
    "no-action": (
        "Which one of these would make the most difference to pupils, and what would help it "
        "along?",
        "{n} more statements have the lowest rating, and no action is planned yet.",
        "The school development plan, and a talk with the SENCO."),
    "no-reason": (
        "What is it about the school that means these do not apply at present?",
        "{n} more statements are marked Not applicable, and no reason is noted yet.",
        "A talk with the SENCO."),
}
"""What is asked about many statements at once, and why, and where to look."""


def _together(groups: Sequence[Group]) -> list[Group]:
    """The groups, those beyond the first few of a simple rule put together in one."""
    made: list[Group] = []
    for key in dict.fromkeys(group[0].rule for group in groups):
        mine = [group for group in groups if group[0].rule == key]
        made += mine[:_SINGLY] if key in _AT_ONCE else mine
        more = mine[_SINGLY:] if key in _AT_ONCE else []
        if len(more) == 1:
            made += more
        elif more:
            question, reason, look = _AT_ONCE[key]
            refs = tuple(ref for group in more for ref in group[0].refs)
            made.append((Found(key, refs, question, reason.format(n=len(more)), look),))
    return made


def _section(group: Group) -> str:
    refs = group[0].refs
    return refs[0].rstrip("abcdefghijklmnopqrstuvwxyz") if refs else ""


def _line(group: Group) -> Enquiry:
    lead = group[0]
    reasons = list(dict.fromkeys(part.reason for part in group))
    return Enquiry(
        lead.question, " ".join([reasons[0], *map(_tail, reasons[1:])]), lead.look, lead.refs,
        "; ".join(dict.fromkeys(_NAMES[part.rule] for part in group)),
    )  # fmt: skip


def _tail(reason: str) -> str:
    """A further reason, without saying the rating once more."""
    found = _RATED_AND.match(reason)
    return f"{found[1].upper()}{reason[found.end():]}" if found else reason


_RATED_AND = re.compile(r"\S+ is (?:rated|marked) [^“.;(]*?, and (\w)")
"""How a reason begins that says a rating and then what is missing beside it."""


def enquiries_again(
    found: Proposals, kept: Sequence[Enquiry]
) -> tuple[tuple[Enquiry, ...], int]:
    """Put what is proposed together with the lines that a reviewed workbook holds already.

    Args:
        found: what is proposed now.
        kept: the lines of the workbook, in their order.

    Returns:
        Every line of the workbook, and what is proposed and not asked there yet (in the same words,
        or of the same statements by the same rule); and how many are to start with: five at most
        of those that nobody has looked into. What has been looked into follows them.
    """
    if not kept:
        return found.lines, found.first
    words = {" ".join(line.question.split()).casefold() for line in kept}
    rules = {(line.refs, rule) for line in kept for rule in line.rule.split("; ") if line.refs}

    def is_new(line: Enquiry) -> bool:
        asked = any((line.refs, rule) in rules for rule in line.rule.split("; "))
        return not asked and " ".join(line.question.split()).casefold() not in words

    old = [replace(line, cells=()) for line in kept]
    done = [line for line in old if line.found or line.shows or line.next_step]
    waiting = [line for line in old if line not in done]
    waiting += [line for line in found.lines if is_new(line)]
    first = waiting[:FIRST_MOST]
    return (*first, *done, *waiting[FIRST_MOST:]), len(first)
