"""An answer to every school: a page of two A4 sides that is its own, and an email to go with it.

The fullest arrangement that fits is the one drawn; what is cut says where the rest is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import fill

from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Framework,
    Introduction,
    Listed,
    Problem,
    Reading,
    Season,
    Severity,
)
from sendsheets.reports.addresses import Addresses
from sendsheets.reports.asking import WIDTH
from sendsheets.reports.authority.facts import school_keys, strangers
from sendsheets.reports.drafts import Draft, address_of, file_stems, one_line
from sendsheets.reports.page import HIGH, Block, page
from sendsheets.reports.reply_beside import (
    DEFAULT_NEXT,
    FINISH_NEXT,
    Words,
    actions,
    ask_us,
    beside,
    footer,
    governors,
    heard,
    next_steps,
    talk,
)
from sendsheets.reports.reply_facts import Seen
from sendsheets.reports.reply_gather import see
from sendsheets.reports.reply_look import MOST_ACTIONS, Fitting, fittings, style
from sendsheets.reports.reply_parts import first, missing, receipt, strengths, top
from sendsheets.reports.reply_since import in_a_sentence, since_then
from sendsheets.reports.standings import stands_alone
from sendsheets.reports.wording import listing, number

__all__ = ["Left", "Reply", "Words", "replies"]

_TWO_SIDES = 2 * HIGH - 90
"""What two sides hold, whatever must not be broken across them."""

_DOUBTFUL = frozenset({"school-conflict", "listed-doubtful", "listed-name-differs",
                       "sender-other-school"})  # fmt: skip
"""Queries that leave open whose a return is. Nobody is sent what may be another school's."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one school gets: the name of its page, the page, and the email with it attached.

    ``whole`` is false for the shorter page of a return that is not nearly complete; ``urn`` and
    ``contact`` are for the list of a mail merge.
    """

    name: str
    html: str
    draft: Draft
    whole: bool
    urn: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A return that gets no reply, and why."""

    file: str
    school: str
    why: str


def replies(
    framework: Framework, batch: Batch, as_at: date, *, season: Season | None = None,
    introductions: Sequence[Introduction] = (), words: Words | None = None,
) -> tuple[tuple[Reply, ...], tuple[Left, ...], tuple[Problem, ...]]:  # fmt: skip
    """Write to every school that answered one audit.

    Args:
        framework: the audit; readings of others are left out.
        batch: everything that went in.
        as_at: the date that pages and emails bear, on which "overdue" is judged.
        season: the returns held against a register, for the addresses there.
        introductions: which schools agreed to be told of each other. Without one, no page says
            anything of another school.
        words: what happens next, who writes, whom to ask.

    Returns:
        A reply for each school, in the order of their first files: all its voices on one page.
        Then what got none and why: files that were not read, blank forms, and returns of which
        it is not sure whose they are. Then the introductions that name a school that got none.
        Equal arguments give equal text.
    """
    words = words or Words()
    chosen, left = _chosen(framework, batch)
    groups = [mine for mine in _by_school(chosen, season) if any(r.counts for r in mine)]
    listed, addresses = _listed(season), Addresses(season.register) if season else None
    apart = strangers(batch, season)
    unlisted = frozenset(r.file for n, r in enumerate(batch.counted, 1) if n in apart)
    seen, unused = _introduced(see(framework, groups, as_at, unlisted), introductions)
    stems = file_stems([_lead(each) for each in seen])
    made = []
    for each, stem in zip(seen, stems, strict=True):
        name = f"reply-{stem}-{framework.id}"
        html = _html(each, words)
        to = _to(each, listed, addresses)
        draft = Draft(name, one_line(each.school.name), to, _subject(each), _body(each, words),
                      as_at, (f"{name}.html", html.encode("utf-8", "replace")))
        made.append(Reply(f"{name}.html", html, draft, each.whole, each.school.urn,
                          one_line(each.voices[0].result.respondent.name)))
    return tuple(made), tuple(left), unused


# --- whom to write to --------------------------------------------------------------------------


def _chosen(framework: Framework, batch: Batch) -> tuple[list[Reading], list[Left]]:
    chosen, left = [], []
    for reading in batch.readings:
        result = reading.result
        if not reading.stands or result is None:
            if reading.disposition is Disposition.REFUSED and _is_news(reading):
                left.append(Left(reading.file, "", "it could not be read; sendsheets check --ask "
                                 "writes to ask for it again"))
            continue
        if result.framework != framework.id:
            continue
        if result.completeness is Completeness.NOTHING:
            left.append(Left(reading.file, result.school.name,
                             "nothing is filled in; sendsheets chase writes a reminder"))
        elif any(p.code in _DOUBTFUL and p.severity is Severity.QUERY for p in reading.problems):
            left.append(Left(reading.file, result.school.name, "it is not sure whose it is; "
                             "decide that first (sendsheets check --decisions FILE)"))
        else:
            chosen.append(reading)
    return chosen, left


def _is_news(reading: Reading) -> bool:
    return any(p.severity is not Severity.INFORMATION for p in reading.problems)


def _by_school(readings: Sequence[Reading], season: Season | None) -> list[list[Reading]]:
    """The readings of each school: as the register has it, else by URN and name."""
    listed = {id(reading): f"\x00{n}" for n, standing in enumerate(
        season.standings if season else ()) for reading in standing.readings}
    results = [r.result for r in readings if r.result]
    groups: dict[str, list[Reading]] = {}
    alone = frozenset(reading.file for reading in readings if stands_alone(reading))
    for reading, key in zip(readings, school_keys(results, alone), strict=True):
        groups.setdefault(listed.get(id(reading), key), []).append(reading)
    return list(groups.values())


def _to(each: Seen, listed: Mapping[int, Listed], addresses: Addresses | None) -> str:
    """The address of a school: the register's, else a sender's; none that is another school's."""
    mine = [voice.reading for voice in each.voices]
    if addresses is None:
        return next((a for reading in mine if (a := address_of(reading))), "")
    school = next((listed[id(reading)] for reading in mine if id(reading) in listed), Listed(""))
    return addresses.to(school, mine)


def _listed(season: Season | None) -> dict[int, Listed]:
    """The school on the register of each reading."""
    return {id(reading): standing.listed
            for standing in (season.standings if season else ())
            for reading in standing.readings}  # fmt: skip


def _lead(seen: Seen) -> Reading:
    """The first voice's reading without its role, which the names of files do not need."""
    reading, result = seen.voices[0].reading, seen.voices[0].result
    person = replace(result.respondent, role="")
    return replace(reading, result=replace(result, school=seen.school, respondent=person))


def _introduced(
    seen: Sequence[Seen], introductions: Sequence[Introduction]
) -> tuple[tuple[Seen, ...], tuple[Problem, ...]]:
    """Each school with the introductions that name it, on either side; and whom none is told to.

    A side is a school by its URN where both have one, else by its name if only one has that name:
    nobody is told what was meant for another. Where a URN and a name are two schools', neither
    side is told anything.
    """
    urns = {school.school.urn: n for n, school in enumerate(seen) if school.school.urn}
    names: dict[str, list[int]] = {}
    for n, school in enumerate(seen):
        names.setdefault(_fold(school.school.name), []).append(n)
    mine: dict[int, list[Introduction]] = {}
    missing: dict[str, None] = {}
    conflicts: dict[str, None] = {}
    for each in introductions:
        sides = ((each.school_urn, each.school), (each.partner_urn, each.partner))
        wrong = [name for urn, name in sides
                 if urn in urns and _is_another(name, seen[urns[urn]].school.name, names)]
        if wrong:
            conflicts |= dict.fromkeys(wrong)
            continue
        for urn, name in sides:
            alike = names.get(_fold(name), [])
            place = urns.get(urn) if urn else None
            if place is None and len(alike) == 1:
                own = seen[alike[0]].school.urn
                place = alike[0] if not (urn and own) else None
            if place is None:
                missing[name] = None
            else:
                mine.setdefault(place, []).append(each)
    told = tuple(replace(school, introductions=tuple(dict.fromkeys(mine.get(n, ()))))
                 for n, school in enumerate(seen))  # fmt: skip
    problems = [Problem("introduction-conflict", Severity.QUERY, facts={"found": name})
                for name in conflicts]  # fmt: skip
    problems += [Problem("introduction-unused", Severity.QUERY, facts={"found": name})
                 for name in missing]  # fmt: skip
    return told, tuple(problems)


_COMMON = (
    "the of and at in st saint saints school schools primary secondary special nursery infant "
    "infants junior high academy college community church england ce cofe rc catholic"
)
"""Words of a school's name that tell it from few others."""


def _is_another(name: str, own: str, names: Mapping[str, object]) -> bool:
    """Whether a name is clearly not that of the school whose own name is given.

    It is if another school here has it, or if they have no word in common that tells schools
    apart.
    """
    if not name.strip() or not own.strip() or _fold(name) == _fold(own):
        return False
    words, others = (set(re.findall(r"\w+", _fold(n))) - set(_COMMON.split()) for n in (name, own))
    return _fold(name) in names or bool(words and others and words.isdisjoint(others))


def _fold(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


# --- the page ----------------------------------------------------------------------------------


def _html(seen: Seen, words: Words) -> str:
    most = _TWO_SIDES if seen.whole else HIGH
    arranged = _whole if seen.whole else _short
    for fitting in fittings():
        blocks = arranged(seen, words, fitting)
        if _high(blocks) <= most:
            break
    if seen.whole:
        fuller = _filled(seen, fitting, most - _high(blocks))
        blocks = arranged(seen, words, fuller) if fuller != fitting else blocks
    title = f"{seen.framework.title}: a reply to {seen.school.name or 'your school'}"
    return page(title, style(fitting), blocks)


def _filled(seen: Seen, fitting: Fitting, room: float) -> Fitting:
    """The same with as many more actions as there is room for."""
    before = _high(actions(seen, fitting))
    while len(seen.actions) > fitting.actions and fitting.actions < MOST_ACTIONS:
        more = replace(fitting, actions=fitting.actions + 1)
        if _high(actions(seen, more)) - before > room:
            break
        fitting = more
    return fitting


def _high(blocks: Sequence[Block]) -> float:
    return sum(block.high for block in blocks)


def _whole(seen: Seen, words: Words, fitting: Fitting) -> list[Block]:
    return [
        *top(seen, fitting, words.sender), *receipt(seen, fitting), *strengths(seen, fitting),
        *since_then(seen, fitting), *first(seen, fitting), *beside(seen, fitting),
        *heard(seen, fitting), *governors(seen, fitting), *talk(seen, fitting),
        *actions(seen, fitting), *next_steps(words, DEFAULT_NEXT, fitting), footer(seen),
    ]  # fmt: skip


def _short(seen: Seen, words: Words, fitting: Fitting) -> list[Block]:
    """A page for a return that is not nearly complete: what is there, and what is missing."""
    few = replace(fitting, strengths=min(3, fitting.strengths))
    own = actions(seen, fitting, min(3, fitting.actions)) if seen.actions else []
    good = strengths(seen, few, "Going well so far") if seen.strengths else []
    finish = Words(FINISH_NEXT + words.next, words.sender, words.contact)
    return [*top(seen, fitting, words.sender), *receipt(seen, fitting), *missing(seen, fitting),
            *good, *own, *next_steps(finish, (), fitting), footer(seen)]  # fmt: skip


# --- the email ---------------------------------------------------------------------------------


def _subject(seen: Seen) -> str:
    name = one_line(seen.school.name)
    what = "our reply" if seen.whole else "thank you, and what is still to come"
    return f"{seen.framework.title}: {what}{f' ({name})' if name else ''}"


def _body(seen: Seen, words: Words) -> str:
    names = [one_line(v.result.respondent.name) for v in seen.voices if v.result.respondent.name]
    hello = f"Hello {listing(names[:2])}," if 0 < len(names) <= 2 else "Hello,"
    parts = [hello, f"Thank you for your {seen.framework.title}. Somebody put time and thought "
             "into it, and it deserves an answer. You will find it in the page attached, which "
             "prints on two sides of A4." if seen.whole else
             f"Thank you for what you have sent us of your {seen.framework.title}. The page "
             "attached says what came in and what is still to come."]  # fmt: skip
    if seen.strengths:
        best = seen.strengths[:2]
        what = listing([f"“{item.statement.label}” ({item.statement.ref})" for item in best])
        parts.append(f"What stood out first is what goes well: {what}.")
    if seen.whole and (last := in_a_sentence(seen)):
        parts.append(last)
    if seen.whole and seen.first:
        item = seen.first[0]
        parts.append(f"If you look at one thing first, we suggest “{item.statement.label}” "
                     f"({item.statement.ref}). The page says why, and names "
                     + (f"{number(min(len(seen.first), 3) - 1, 'more place', 'more places')}."
                        if len(seen.first) > 1 else "questions your governors could ask."))
    parts += [one_line(text) for text in words.next]
    parts.append(f"The page opens in any web browser. {ask_us(words)}")
    parts.append(f"With thanks\n{one_line(words.sender)}" if words.sender else "With thanks")
    shown = [part if "\n" in part else fill(one_line(part), WIDTH) for part in parts]
    return "\n\n".join(shown) + "\n"
