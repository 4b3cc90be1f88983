"""Reminders: to each school whose return is outstanding or unfinished, what exactly is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from sendsheets.model import (
    Completeness,
    Framework,
    Listed,
    Season,
    Standing,
    Timeliness,
)
from sendsheets.reports.addresses import Addresses
from sendsheets.reports.drafts import Draft, name_slug, one_line, told_apart
from sendsheets.reports.mail import Template
from sendsheets.reports.reminder import nothing_yet, unfinished, unusable, wrap
from sendsheets.reports.standings import (
    PART_COMPLETE,
    best,
    completeness,
    doubted,
    may_be,
    status,
    unanswered,
)
from sendsheets.reports.wording import deadline_words, weekday

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
    """A reminder to one school about one audit, and what it is about in a few words.

    ``workbook`` is the blank workbook that goes with it, where the school may need it again.
    """

    draft: Draft
    listed: Listed
    audit: str
    status: str
    missing: str
    workbook: Path | None = None


@dataclass(frozen=True, slots=True)
class Chased:
    """The reminders of one audit, and the schools that get none yet.

    ``waiting`` are those of which a person has first to decide whether a return is theirs.
    """

    chases: tuple[Chase, ...]
    waiting: tuple[Listed, ...]


def chase_season(
    season: Season, framework: Framework, as_at: date, template: Template | None = None,
    officer: str = "", unplaced: int = 0, workbooks: Mapping[str, Path] | None = None,
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
        workbooks: the blank workbook of each school by its ``key``. It goes with a reminder once
            more where nothing came that could be used; one who has begun goes on in the same.

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
                   officer, Addresses(season.register), bool(unplaced), workbooks or {})
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
        none is known), ``subject``, ``body_file``, ``status``, ``missing`` and ``attachment``
        (the name of the workbook that goes with it, empty where none does).
    """
    rows = [
        (c.listed.name, c.listed.urn, c.audit, c.draft.to, c.draft.subject,
         f"{c.draft.stem}.txt", c.status, c.missing, c.workbook.name if c.workbook else "")
        for c in chases
    ]  # fmt: skip
    names = ("school", "urn", "audit", "address", "subject", "body_file", "status", "missing",
             "attachment")  # fmt: skip
    return pd.DataFrame(rows, columns=list(names)).astype(dict.fromkeys(names, "str"))


def with_audit(chase: Chase) -> Chase:
    """The reminder with its audit in its file's name, where there are several audits."""
    return replace(chase, draft=replace(chase.draft, stem=f"{chase.audit}-{chase.draft.stem}"))


# --- one reminder ----------------------------------------------------------------------------


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
    workbooks: Mapping[str, Path]


def _stem(listed: Listed) -> str:
    name = name_slug(listed.name) or "school"
    return f"{name}-{listed.urn}" if listed.urn.isalnum() else name


def _chase(standing: Standing, stem: str, known: _Known) -> Chase:
    framework = known.framework
    listed, found = standing.listed, best(standing)
    result = found.result if found else None
    part = completeness(standing) is Completeness.PART
    workbook = None if part else known.workbooks.get(listed.key)
    if result and part:
        said = unfinished(result, standing.refused, framework)
    elif standing.refused or result:
        said = unusable(standing.refused, framework, workbook is not None)
    else:
        said = nothing_yet(framework, known.unsure, workbook is not None)
    school = one_line(listed.name)
    facts = {
        "school": school, "urn": listed.urn, "audit": framework.title,
        "contact": one_line(listed.contact) or "colleague", "what": said.what,
        "ask": wrap(said.ask), "missing": "\n".join(said.missing),
        "due": wrap(deadline_words(known.deadline, known.as_at)),
        "deadline": weekday(known.deadline), "officer": one_line(known.officer),
    }  # fmt: skip
    subject, body = _filled(known.template, facts)
    to = known.addresses.to(listed, (*standing.readings, *standing.refused))
    return Chase(Draft(stem, school, to, subject, body, known.as_at), listed, framework.id,
                 PART_COMPLETE if part else status(standing), said.short, workbook)  # fmt: skip


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
