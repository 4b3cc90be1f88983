"""Sending out: a workbook for every school on a list, with emails to send them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sendsheets import layout
from sendsheets.cli.emails import Email
from sendsheets.cli.last_season import Carried
from sendsheets.cli.screen import Progress, number, say, say_problems, slug
from sendsheets.layout import Plan
from sendsheets.model import Asked, Framework, Listed, Problem, Register, Role, Setting
from sendsheets.save import Record, Saved, save

if TYPE_CHECKING:
    from sendsheets.reports.addresses import Addresses
    from sendsheets.reports.mail import Mailing
    from sendsheets.workbook.stamp import Stamp

EMAILS, MERGE, TEMPLATE = "emails", "mail-merge.csv", "email-template.txt"
"""The folder of drafts, the list for a mail merge and our own template, in the output folder."""

_SHOWN, _NAMED = 3, 20
"""Files of many that are told one by one; names in a list that a person has to go through."""

_MINUTES = 2
"""A rough guess at the minutes that a statement takes."""


@dataclass(frozen=True)
class Order:
    """What is asked of every school, and where the workbooks go.

    ``setting`` is for schools whose setting the list does not say; ``last`` is what is carried
    over from last time, for the schools that have it.
    """

    framework: Framework
    asked: Asked
    peer_review: bool
    setting: Setting | None
    folder: Path
    force: bool
    as_at: date
    last: Mapping[Listed, Carried] = field(default_factory=dict)
    _stamps: dict[Setting | None, Stamp] = field(default_factory=dict)

    @cached_property
    def by_setting(self) -> bool:
        """Whether the framework asks some statements of some settings only."""
        return any(statement.settings for statement in self.framework.statements)

    @property
    def role_words(self) -> str:
        """What the Cover says of the role that is asked; nothing where all are."""
        return Role(self.asked.role).label if self.asked.role else ""

    @property
    def role_slug(self) -> str:
        """The role as names of files have it."""
        return f"for-{slug(self.asked.role)}" if self.asked.role else ""

    def setting_of(self, listed: Listed) -> Setting | None:
        """The setting that decides what a school is asked, None where it makes no difference."""
        return (listed.setting or self.setting) if self.by_setting else None

    def plan(self, setting: Setting | None) -> Plan:
        """What a school of a setting is asked."""
        chosen = Asked(self.asked.sections, self.asked.role, setting.value if setting else None)
        return Plan(self.framework, chosen, self.peer_review)

    def workbook(self, listed: Listed) -> bytes:
        """The workbook of one school."""
        from sendsheets.workbook.stamp import Stamp

        setting = self.setting_of(listed)
        details = {
            layout.SCHOOL_NAME.key: listed.name, layout.URN.key: listed.urn,
            layout.PHASE.key: listed.phase, layout.HEADTEACHER.key: listed.headteacher,
            layout.SENCO.key: listed.senco, layout.ROLE.key: self.role_words,
        }  # fmt: skip
        if listed in self.last:
            return carried_workbook(self.plan(setting), self.last[listed], details, self.as_at)
        if setting not in self._stamps:
            self._stamps[setting] = Stamp(self.plan(setting), self.as_at)
        return self._stamps[setting].workbook(details)


def carried_workbook(
    plan: Plan, last: Carried, details: Mapping[str, str], as_at: date
) -> bytes:
    """A workbook that shows last time; what is known of the school stands before what was."""
    from sendsheets.workbook.answers import Answers
    from sendsheets.workbook.write import school_workbook

    known = {**last.details, **{key: text for key, text in details.items() if text}}
    return school_workbook(replace(plan, previous=True), Answers(known), made_on=as_at,
                           last=last.shown)  # fmt: skip


@dataclass(slots=True)
class _Done:
    """What became of each workbook and email, for the sentences at the end."""

    new: int = 0
    replaced: int = 0
    kept: list[str] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    no_address: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    mailings: list[Mailing] = field(default_factory=list)

    @property
    def written(self) -> int:
        """How many workbooks were written."""
        return self.new + self.replaced


def send_out(order: Order, register: Register, email: Email | None) -> bool:
    """Write a workbook for each school, and with ``email`` a draft that brings it.

    Args:
        order: what is asked, and where to write.
        register: the schools that are asked.
        email: the words of the emails; None writes workbooks only.

    Returns:
        Whether anything needs a person: a file that was not written, a school without address.
    """
    from sendsheets.reports.addresses import Addresses

    asked, empty = _asked_something(order, register.schools)
    addresses = Addresses(register)
    names = file_names(order.framework.id, asked, order.asked.sections, order.peer_review,
                       order.role_slug)  # fmt: skip
    done = _Done()
    with Record() as record, Progress("Writing workbooks", len(asked)) as progress:
        for listed, name in zip(asked, names, strict=True):
            data = _one(order, listed, name, record, done)
            if email and data:
                _draft(order, listed, name, data, email, addresses, record, done)
            progress.step()
        if email:
            _beside(order, email, record, done)
    _tell(order, asked, names, done)
    if email:
        _tell_emails(order, email, done)
    if empty:
        say(f"No workbook was written for {_list(empty)}: the audit asks nothing of their "
            "setting here.")  # fmt: skip
    return bool(empty or done.kept or done.failed or done.no_address or done.shared)


def _asked_something(
    order: Order, schools: Sequence[Listed]
) -> tuple[list[Listed], list[str]]:
    """The schools that are asked at least one statement, and the names of the others."""
    nothing = {s for s in {order.setting_of(x) for x in schools} if not order.plan(s).statements}
    empty = [_whose(x) for x in schools if order.setting_of(x) in nothing]
    return [x for x in schools if order.setting_of(x) not in nothing], empty


def file_names(
    framework: str, schools: Sequence[Listed], sections: tuple[int, ...] | None = None,
    peer_review: bool = False, role: str = "",
) -> list[str]:
    """The name of each school's workbook, safe and unique on every system.

    The framework's id, the school's name in plain small letters, its URN, then what is special
    about the workbook. Schools that would still share a name are told apart by their row.
    """
    more = [f"sections-{'-'.join(map(str, sections))}"] if sections else []
    more += [role] if role else []
    more += ["peer-review"] if peer_review else []
    stems = ["-".join([framework, slug(x.name), *([slug(x.urn)] if x.urn else [])])
             for x in schools]  # fmt: skip
    shared = Counter(stems)
    taken: set[str] = set()
    names = []
    for listed, stem in zip(schools, stems, strict=True):
        own = [stem, f"row-{listed.row}"] if shared[stem] > 1 else [stem]
        name = "-".join([*own, *more])
        count = 1
        while name in taken:
            count += 1
            name = "-".join([*own, *more, str(count)])
        taken.add(name)
        names.append(f"{name}.xlsx")
    return names


# --- one school --------------------------------------------------------------------------------


def _one(
    order: Order, listed: Listed, name: str, record: Record, done: _Done
) -> bytes | None:
    """Write a school's workbook; its bytes, or None where something else stands in its place."""
    data = order.workbook(listed)
    saved = save(order.folder / name, data, force=order.force, record=record)
    if isinstance(saved, Problem):
        if saved.code in ("output-exists", "output-changed"):
            done.kept.append(name)
        else:
            done.failed.append(saved)
        return None
    done.replaced += saved.replaced
    done.new += not saved.replaced
    return data


def _draft(
    order: Order, listed: Listed, name: str, data: bytes, email: Email, addresses: Addresses,
    record: Record, done: _Done,
) -> None:
    from sendsheets.reports.drafts import Draft, draft_eml
    from sendsheets.reports.mail import Mailing, fill

    subject, body = fill(email.template, _values(order, listed, name, email))
    stem = name.removesuffix(".xlsx")
    to = addresses.to(listed, ())
    draft = Draft(stem, listed.name, to, subject, body, order.as_at, (name, data))
    path = order.folder / EMAILS / f"{stem}.eml"
    saved = save(path, draft_eml(draft), force=order.force, record=record)
    if isinstance(saved, Problem):
        done.failed.append(saved)
    if not to:
        shared = addresses.is_shared(listed)
        (done.shared if shared else done.no_address).append(_whose(listed))
    done.drafts.append(path.name)
    done.mailings.append(Mailing(
        to, listed.name, listed.urn, listed.contact, subject, name, body))


def _values(order: Order, listed: Listed, name: str, email: Email) -> dict[str, str]:
    """What stands for each placeholder of a template."""
    plan = order.plan(order.setting_of(listed))
    statements = len(plan.statements)
    day = email.deadline
    return {
        "school": listed.name, "urn": listed.urn, "contact": listed.contact or "colleague",
        "audit": order.framework.title, "statements": str(statements),
        "sections": str(len(plan.sections)), "workbook": name,
        "minutes": str(-(-statements * _MINUTES // 10) * 10),
        "deadline": f"{day:%A} {day.day} {day:%B %Y}" if day else "", "officer": email.officer,
    }


def _beside(order: Order, email: Email, record: Record, done: _Done) -> None:
    """Write the list for a mail merge and, if our own words were used, the template."""
    from sendsheets.reports.mail import mail_merge, template_text

    merge = save(order.folder / MERGE, mail_merge(done.mailings), force=order.force, record=record)
    done.failed += [merge] if isinstance(merge, Problem) else []
    if email.ours:
        path = order.folder / TEMPLATE
        kept = save(path, template_text(email.template), record=record)
        if isinstance(kept, Saved):
            say(f"Our words are in {path}. Edit them and give them with --template next time.")
        elif kept.code in ("output-exists", "output-changed"):
            say(f"{path} has been edited and was left as it is. It was not used: to use it, add "
                f"--template {path}")  # fmt: skip
        else:
            done.failed.append(kept)


# --- what is told ------------------------------------------------------------------------------


def _tell(order: Order, schools: Sequence[Listed], names: Sequence[str], done: _Done) -> None:
    blocked = {*done.kept, *(Path(problem.file).name for problem in done.failed)}
    written = [name for name in names if name not in blocked]
    for name in written[:_SHOWN]:
        say(f"Wrote {order.folder / name}")
    if len(written) > _SHOWN:
        say(f"and {len(written) - _SHOWN} more")
    again = f", {done.replaced} of them again" if done.replaced else ""
    say(f"{number(done.written, 'workbook')} for {number(len(schools), 'school')} in "
        f"{order.folder}{again}: {order.framework.title}.")  # fmt: skip
    if order.by_setting:
        _tell_settings(order, schools)
    if done.kept:
        say(f"{number(len(done.kept), 'file')} there already, changed since or not ours, left as "
            f"{'it is' if len(done.kept) == 1 else 'they are'} (--force replaces): "
            f"{_list(done.kept)}.")  # fmt: skip
    say_problems(done.failed[:_SHOWN])
    if len(done.failed) > _SHOWN:
        say(f"and {len(done.failed) - _SHOWN} more that could not be written.")


def _tell_settings(order: Order, schools: Sequence[Listed]) -> None:
    """How many schools of each setting there are, and how many statements they are asked."""
    counts = Counter(order.setting_of(listed) for listed in schools)
    for setting in (*Setting, None):
        if counts[setting]:
            what = number(len(order.plan(setting).statements), "statement")
            words = setting.value if setting else "setting not known, so asked everything"
            say(f"{number(counts[setting], 'school')}, {words}: {what} each", 2)


def _tell_emails(order: Order, email: Email, done: _Done) -> None:
    folder = order.folder / EMAILS
    say(f"{number(len(done.drafts), 'email')} in {folder}, marked unsent, each with its workbook. "
        f"For a mail merge: {order.folder / MERGE}")  # fmt: skip
    if done.kept or done.failed:
        say("No email was written for a school whose workbook was not.")
    if done.no_address:
        tail = f" on the list: {_list(done.no_address)}"
        if len(done.no_address) == len(done.drafts):
            tail = ": the list has none"
        say(f"{number(len(done.no_address), 'school')} without an email address{tail}.")
    if done.shared:
        say(f"{number(len(done.shared), 'email')} left without an address, since the list gives "
            f"the same one to several schools: {_list(done.shared)}.")  # fmt: skip
    older = len({path.name for path in folder.glob("*.eml")} - set(done.drafts))
    if older:
        say(f"{number(older, 'email')} in {folder} of an earlier run: not written or renewed "
            "this time.")  # fmt: skip


def _whose(listed: Listed) -> str:
    """A school by its name and what tells it from others of that name."""
    return f"{listed.name} ({f'URN {listed.urn}' if listed.urn else f'row {listed.row}'})"


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
