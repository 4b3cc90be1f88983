"""Reminders: to each school whose return is outstanding or unfinished, what exactly is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import fill

import pandas as pd

from sendsheets import problems
from sendsheets.model import (
    Completeness,
    Framework,
    Listed,
    Reading,
    Return,
    Season,
    Standing,
    Statement,
    Timeliness,
)
from sendsheets.reports.addresses import Addresses
from sendsheets.reports.drafts import Draft, name_slug, one_line, own_name, told_apart
from sendsheets.reports.mail import Template
from sendsheets.reports.standings import (
    NOTHING_ANSWERED,
    PART_COMPLETE,
    Left,
    asked_of,
    best,
    completeness,
    doubted,
    left_words,
    may_be,
    status,
    unanswered,
    why_refused,
)
from sendsheets.reports.wording import deadline_words, listing, number, weekday

WIDTH = 72
"""Characters in a line of the email, so that every mail program shows it as it was meant."""

LISTED = 6
"""As many statements of a section are named; the others are counted."""

_FILES = 3
"""As many files that could not be used are told of one by one."""

PLACEHOLDERS: Mapping[str, str] = {
    "school": "the name of the school",
    "urn": "its URN, where the list has one",
    "contact": "the person named on the list, or “colleague”",
    "audit": "the title of the audit",
    "what": "a few words for the subject: “a reminder”, “12 statements to go”",
    "ask": "what the school is asked for, in two or three sentences",
    "missing": "what exactly is missing, as a list; nothing where nothing has come yet",
    "due": "a sentence on the deadline, and whether it has passed",
    "deadline": "the date given with --deadline",
    "officer": "the name given with --from-name",
}
"""What may stand in a template for reminders, and what takes its place. A paragraph that holds
nothing but one of them is left out where there is nothing to say."""


def chasing_template(officer: bool) -> Template:
    """Our own words for a reminder; ``officer`` says whether there is a name for the end."""
    end = "\n\n{officer}\n" if officer else "\n"
    return Template("{audit}: {what} ({school})",
                    "Dear {contact},\n\n{ask}\n\n{missing}\n\n{due}\n\nWith thanks" + end)


@dataclass(frozen=True, slots=True)
class Chase:
    """A reminder to one school about one audit, and what it is about in a few words."""

    draft: Draft
    listed: Listed
    audit: str
    status: str
    missing: str


@dataclass(frozen=True, slots=True)
class Chased:
    """The reminders of one audit, and the schools that get none yet.

    ``waiting`` are those of which a person has first to decide whether a return is theirs.
    """

    chases: tuple[Chase, ...]
    waiting: tuple[Listed, ...]


def chase_season(
    season: Season, framework: Framework, as_at: date, template: Template | None = None,
    officer: str = "", unplaced: int = 0,
) -> Chased:
    """Write to each school whose return is not in, could not be used or is part complete.

    Args:
        season: the returns held against a register.
        framework: the audit.
        as_at: the date that the emails bear, and by which the deadline has passed or not.
        template: the words, with ``PLACEHOLDERS``; ours if not given.
        officer: whose name stands at the end, if anybody's.
        unplaced: how many files came that could not be used and that may be any school's. While
            there are some, no school is told that nothing has come from it.

    Returns:
        A reminder for each of those schools, in the register's order; none for a school that is
        complete in any role. Whom it goes to: ``Addresses.to``. Nothing in one is about another
        school: a school gets none while it is not decided whether a return is its own.
    """
    doubts = may_be(season)
    chased, waiting = [], []
    for standing in season.standings:
        if completeness(standing) is Completeness.COMPLETE or not _lacks(standing, framework):
            continue
        # A school that answered in part is in doubt only where the doubt is about that very return.
        own = any(doubted(reading) for reading in standing.readings)
        outstanding = standing.timeliness is Timeliness.OUTSTANDING
        if own or (outstanding and standing.listed.key in doubts):
            waiting.append(standing.listed)
        else:
            chased.append(standing)
    known = _Known(framework, season.deadline, as_at, template or chasing_template(bool(officer)),
                   officer, Addresses(season.register), bool(unplaced))  # fmt: skip
    stems = told_apart([_stem(standing.listed) for standing in chased], ())
    made = [_chase(s, stem, known) for s, stem in zip(chased, stems, strict=True)]
    return Chased(tuple(made), tuple(waiting))


def _lacks(standing: Standing, framework: Framework) -> bool:
    """Whether anything is missing: a workbook may ask for nothing but answers in words."""
    found = best(standing)
    part = completeness(standing) is Completeness.PART
    return not (part and found and found.result and not unanswered(found.result, framework))


def merge_list(chases: Iterable[Chase]) -> pd.DataFrame:
    """The reminders as a list for a mail merge.

    Returns:
        One row a reminder, all text: ``school``, ``urn``, ``audit``, ``address`` (empty where
        none is known), ``subject``, ``body_file``, ``status`` and ``missing``.
    """
    rows = [
        (c.listed.name, c.listed.urn, c.audit, c.draft.to, c.draft.subject,
         f"{c.draft.stem}.txt", c.status, c.missing)
        for c in chases
    ]  # fmt: skip
    names = ("school", "urn", "audit", "address", "subject", "body_file", "status", "missing")
    return pd.DataFrame(rows, columns=list(names)).astype(dict.fromkeys(names, "str"))


def with_audit(chase: Chase) -> Chase:
    """The reminder with its audit in its file's name, where there are several audits."""
    return replace(chase, draft=replace(chase.draft, stem=f"{chase.audit}-{chase.draft.stem}"))


# --- one reminder ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """What there is to say to one school: for the subject, the ask, the list, in one line."""

    what: str
    ask: str
    missing: Sequence[str]
    short: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What is the same for every reminder."""

    framework: Framework
    deadline: date | None
    as_at: date
    template: Template
    officer: str
    addresses: Addresses
    unsure: bool


def _stem(listed: Listed) -> str:
    name = name_slug(listed.name) or "school"
    return f"{name}-{listed.urn}" if listed.urn.isalnum() else name


def _chase(standing: Standing, stem: str, known: _Known) -> Chase:
    framework = known.framework
    listed, found = standing.listed, best(standing)
    result = found.result if found else None
    if result and completeness(standing) is Completeness.PART:
        said = _unfinished(result, standing.refused, framework)
    elif standing.refused or result:
        said = _unusable(standing.refused, framework)
    else:
        said = _nothing_yet(framework, known.unsure)
    school = one_line(listed.name)
    facts = {
        "school": school, "urn": listed.urn, "audit": framework.title,
        "contact": one_line(listed.contact) or "colleague", "what": said.what,
        "ask": _wrap(said.ask), "missing": "\n".join(said.missing),
        "due": _wrap(deadline_words(known.deadline, known.as_at)),
        "deadline": weekday(known.deadline), "officer": one_line(known.officer),
    }  # fmt: skip
    subject, body = _filled(known.template, facts)
    to = known.addresses.to(listed, (*standing.readings, *standing.refused))
    part = completeness(standing) is Completeness.PART
    return Chase(Draft(stem, school, to, subject, body, known.as_at), listed, framework.id,
                 PART_COMPLETE if part else status(standing), said.short)  # fmt: skip


_PLACE = re.compile(r"\{([^{}\n]*)\}")


def _filled(template: Template, facts: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the words; what is put in is never read as a placeholder."""

    def put(found: re.Match[str]) -> str:
        return facts[found[1].strip().casefold()]

    kept = []
    for part in re.split(r"\n[ ]*\n\s*", template.body.strip("\n")):
        made = _PLACE.sub(put, part).rstrip()
        if made.strip() or not _PLACE.search(part):
            kept.append(made)
    return one_line(_PLACE.sub(put, template.subject)), "\n\n".join(kept) + "\n"


def _nothing_yet(framework: Framework, unsure: bool) -> _Said:
    if unsure:
        return _Said(
            "a reminder",
            f"We cannot find your {framework.title} among what has come in. If you have sent it, "
            "please tell us, and send it again. If not, we would be glad to have it: please reply "
            "to this email with the workbook attached. If you need it again, please tell us.", (),
            "Not found among what has come in",
        )  # fmt: skip
    return _Said(
        "a reminder",
        f"We have not had your {framework.title} yet, and would be glad to have it. To send it, "
        "please reply to this email with the workbook attached. If you have "
        "sent it already, or need the workbook again, please tell us.", (), "Nothing has come yet",
    )  # fmt: skip


def _unusable(refused: Sequence[Reading], framework: Framework) -> _Said:
    """What came could not be read, or was the blank form."""
    ask = f"Thank you for your {framework.title}. We are sorry: we could not use what came. To " \
          "send it again, please reply to this email with the workbook attached."  # fmt: skip
    if not refused:
        ask = f"Thank you for your {framework.title}. The workbook arrived with nothing filled " \
              "in. If you meant to send another one, please reply to this email with that one " \
              "attached."  # fmt: skip
    short = "; ".join(f"{own_name(r.file)} could not be used" for r in refused[:_FILES])
    return _Said("please send it again", ask, _files(refused), short or NOTHING_ANSWERED)


def _unfinished(
    result: Return, refused: Sequence[Reading], framework: Framework
) -> _Said:
    left, asked = unanswered(result, framework), asked_of(result, framework)
    count = sum(each.count for each in left)
    are = "is" if count == 1 else "are"
    ask = f"Thank you for your {framework.title}. {count} of its {asked} statements {are} not " \
          "answered yet. Please fill in what is missing in the same workbook, and reply to this " \
          "email with it attached."  # fmt: skip
    return _Said(
        f"{number(count, 'statement')} to go", ask, (*_sections(left), *_files(refused)),
        left_words(result, framework),
    )  # fmt: skip


def _sections(left: Sequence[Left]) -> list[str]:
    """What is not answered, a line for each section: those not started, then the others."""
    new = [each for each in left if len(each.blank) == each.asked]
    begun = [each for each in left if each.blank and each not in new]
    groups = (
        ("Not started yet:", [f"{_section(each)}: {_all(each.asked)}" for each in new]),
        ("Still to be answered:", [f"{_section(each)}: {_statements(each.blank)}"
                                   for each in begun]),
        ("Answered, but in a way that we could not read. Please choose from the list:",
         [_statements(each.unread) for each in left if each.unread]),
        ("Your workbook has no row for these. Please give us your ratings in your reply:",
         [_statements(each.gone) for each in left if each.gone]),
    )  # fmt: skip
    return [line for heading, items in groups if items
            for line in (_wrap(heading), *map(_bullet, items))]  # fmt: skip


def _section(left: Left) -> str:
    return f"Section {left.section.number}, {left.section.title}"


def _all(count: int) -> str:
    return "its one statement" if count == 1 else f"all {count} statements"


def _statements(statements: Sequence[Statement]) -> str:
    """Statements by ref and short label, up to so many; the others are counted."""
    named = [f"{s.ref} ({s.label})" for s in statements[:LISTED]]
    more = len(statements) - LISTED
    return listing([*named, f"{more} more"] if more > 0 else named)


def _files(refused: Sequence[Reading]) -> list[str]:
    """The files that could not be used, and what is asked for each."""
    if not refused:
        return []
    lines = ["What we could not use:"]
    for reading in refused[:_FILES]:
        problem = why_refused(reading)
        ask = problems.ask(problem) if problem else ""
        lines.append(_bullet(
            f"“{own_name(reading.file)}”: {one_line(ask) or _AGAIN}"))
    more = len(refused) - _FILES
    return [*lines, _bullet(f"and {number(more, 'more file')}")] if more > 0 else lines


_AGAIN = "we could not open it. Please save it as an Excel workbook (.xlsx) and send us that."


def _bullet(text: str) -> str:
    return _wrap(text, " - ", "   ")


def _wrap(text: str, first: str = "", rest: str = "") -> str:
    # Refs and cells never break: neither inside a word nor at a hyphen.
    return fill(text, WIDTH, initial_indent=first, subsequent_indent=rest,
                break_long_words=False, break_on_hyphens=False)  # fmt: skip
