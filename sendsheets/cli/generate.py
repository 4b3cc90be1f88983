"""``sendsheets generate``: a framework becomes a workbook for a school."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from sendsheets.cli import options
from sendsheets.cli.emails import email_options, email_or_stop
from sendsheets.cli.known import framework_or_stop
from sendsheets.cli.last_season import (
    Carried,
    carried_for_all,
    carried_or_stop,
    not_among_or_stop,
    previous_option,
)
from sendsheets.cli.reading import Wanted, decisions_or_stop
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import needs_a_person, number, say, slug, write
from sendsheets.cli.sending import Order, carried_workbook, send_out
from sendsheets.layout import HEADER_ROW, PHASES
from sendsheets.model import Asked, Framework, Role, Setting


@click.command()
@click.argument("framework")
@click.option("--school", default="", help="The school's name, filled in on the Cover.")
@click.option("--urn", default="", help="Its URN (six digits), filled in on the Cover.")
@click.option("--phase", type=click.Choice(PHASES, case_sensitive=False), default=None,
              help="Its phase, filled in on the Cover.")  # fmt: skip
@click.option("--sections", default="", metavar="1,3",
              help="Only these sections, by number: 1,3 or 2-4.")  # fmt: skip
@click.option("--setting", type=click.Choice([s.value for s in Setting], case_sensitive=False),
              default=None, help="Ask only what the audit asks of this setting. With --schools: "
                                 "of schools whose setting the list does not say.")  # fmt: skip
@click.option("--for", "role", type=click.Choice([r.value for r in Role], case_sensitive=False),
              default=None, help="Ask only what this role can judge, where the audit marks it: a "
                                 "shorter workbook, and a voice beside the school’s own return.")
@click.option("--peer-review", is_flag=True, help="Add sheets for a peer reviewer.")
@previous_option("The return of last time, to be shown beside this time's cells. With --schools: "
                 "last season's folder.")
@options.password_file
@options.decisions
@register_options
@email_options
@options.output
@options.as_at
def generate(
    framework: str, school: str, urn: str, phase: str | None, sections: str, setting: str | None,
    role: str | None, peer_review: bool, previous: tuple[Path, ...], password_file: Path | None,
    decisions_file: Path | None, schools: Schools, wants_email: bool, template_file: Path | None,
    deadline: date | None, from_name: str, folder: Path, force: bool, as_at: date,
) -> None:
    """Write the workbook that a school fills in, or one for each school on a list.

    FRAMEWORK is an id (see: sendsheets frameworks list) or the path of a framework file.

    With --schools each school gets a workbook with its details filled in, and with --email a
    draft to send it by. Classic Outlook for Windows is said to open such a draft ready to be
    sent; that was not tried. For Gmail, Outlook on the web and new Outlook use the list for a
    mail merge, with something that can attach files: Word's own mail merge cannot.

    A template for the emails may say {school}, {urn}, {contact}, {audit}, {statements},
    {sections}, {minutes}, {workbook}, {deadline} and {officer}.

    With --previous the workbook shows what was said last time, to read, and carries open actions
    over. It counts as no answer. Answers follow their statement by its ref and the table of
    changes in the framework file; what neither explains is told and joined to nothing. With
    --for ROLE it is that role's own return of last time, and nobody else's.
    --password-file and --decisions are for the returns of last time.
    """
    if not previous and (password_file or decisions_file):
        raise click.UsageError("--password-file and --decisions are for the returns of last time: "
                               "give those with --previous.")  # fmt: skip
    if previous:
        not_among_or_stop(folder, previous)
    _fit_together(
        schools, {"--school": school, "--urn": urn, "--phase": phase or ""}, wants_email,
        {"--template": template_file, "--deadline": deadline, "--from-name": from_name},
    )  # fmt: skip
    if deadline and deadline < as_at:
        raise click.BadParameter("This day is past.", param_hint="--deadline")
    chosen = framework_or_stop(framework)
    if role:
        _marked_for(Role(role), chosen)
    asked = Asked(sections=_numbers(sections, chosen), role=role)
    # The SENCO's workbook asks everything, and its last return is the school's own.
    only = Role(role) if role and role != Role.SENCO else None
    wanted = Setting(setting) if setting else None
    order = Order(chosen, asked, peer_review, wanted, folder, force, as_at)
    if wanted and not order.by_setting:
        say(f"{chosen.title} asks the same of every setting, so --setting changes nothing.")
    register = register_or_stop(schools)
    past = Wanted(previous, {chosen.id: chosen}, folder, password_file, decisions_file,
                  decisions_or_stop(decisions_file), register, schools.files)
    if register is None:
        last, unsure = carried_or_stop(past, chosen, only) if previous else (None, False)
        _one(order, school.strip(), urn.strip(), phase or "", last)
        if unsure:
            sys.exit(1)
        return
    email = email_or_stop(template_file, deadline, from_name) if wants_email else None
    unsure = needs_a_person(register.problems)
    if previous:
        carried, doubts = carried_for_all(past, chosen, register, only)
        order, unsure = replace(order, last=carried), unsure or doubts
    if send_out(order, register, email) or unsure:
        sys.exit(1)


def _marked_for(role: Role, framework: Framework) -> None:
    """Stop where an audit does not say what a role can judge; leaders are then asked everything."""
    marked = any(role in statement.roles for statement in framework.statements)
    if not marked and role not in (Role.SENCO, Role.HEADTEACHER):
        raise click.BadParameter(
            f"{framework.title} does not say which statements {role.many} can judge.",
            param_hint="--for")


def _fit_together(
    schools: Schools, alone: Mapping[str, str], wants_email: bool, with_email: Mapping[str, object]
) -> None:
    """Stop where options of one school and of a list, or of emails without emails, are given."""
    if schools.file is None and wants_email:
        raise click.UsageError("--email needs a list of schools: give it with --schools.")
    for name, value in alone.items():
        if schools.file is not None and value:
            raise click.UsageError(f"{name} is for one school: leave it out with --schools.")
    for name, given in with_email.items():
        if given and not wants_email:
            raise click.UsageError(f"{name} is for emails: add --email.")


def _one(
    order: Order, school: str, urn: str, phase: str, last: Carried | None = None
) -> None:
    """Write one workbook, for a school or for any; with ``last``, one that shows last time."""
    from sendsheets import layout
    from sendsheets.workbook.answers import Answers
    from sendsheets.workbook.write import school_workbook

    if urn and not re.fullmatch(r"\d{6}", urn):
        raise click.BadParameter("A URN is six digits, such as 123456.", param_hint="--urn")
    chosen, sections = order.framework, order.asked.sections
    setting = order.setting if order.by_setting else None
    plan = order.plan(setting)
    if not plan.statements:
        whom = "role" if order.asked.role else "setting"
        raise click.BadParameter(f"The audit asks nothing of this {whom} here.",
                                 param_hint="--for" if order.asked.role else "--setting")
    details: dict[str, str | date] = {
        layout.SCHOOL_NAME.key: school, layout.URN.key: urn, layout.PHASE.key: phase,
        layout.ROLE.key: order.role_words}
    if last:
        told = {key: str(text) for key, text in details.items()}
        data = carried_workbook(plan, last, told, order.as_at)
        school = school or last.details.get(layout.SCHOOL_NAME.key, "")
        urn = urn or last.details.get(layout.URN.key, "")
    else:
        data = school_workbook(plan, Answers(details), made_on=order.as_at)
    parts = [chosen.id, slug(school) if school else "", slug(urn) if urn else ""]
    parts += [f"sections-{'-'.join(map(str, sections))}"] if sections else []
    parts += [slug(setting.value) if setting else "", order.role_slug,
              "peer-review" if order.peer_review else ""]  # fmt: skip
    path = order.folder / f"{'-'.join(part for part in parts if part)}.xlsx"
    other = _other_school(path, school)
    if other and not order.force:
        say(f"{path} is there already and is for “{other}”. Give the URN as well, which becomes "
            "part of the name, or add --force to replace it.")  # fmt: skip
        sys.exit(1)
    statements = number(len(plan.statements), "statement")
    what = f"{chosen.title}, {statements} in {number(len(plan.sections), 'section')}"
    if write(path, data, order.force, what):
        sys.exit(1)
    say("Open it in Excel to look, then send it to the school as it is.")


def _other_school(path: Path, school: str) -> str:
    """The school that a workbook of ours in this place was made for, if it is another one."""
    import zipfile

    from sendsheets.intake.cells import read_cells
    from sendsheets.intake.inspect import inspect
    from sendsheets.returns.cover import cover_sheet

    if not path.exists() or not zipfile.is_zipfile(path):
        return ""
    facts = inspect(path.read_bytes()).facts
    sheet = cover_sheet(read_cells(facts)) if facts else None
    named = sheet.cells.get((HEADER_ROW + 1, 2), "") if sheet else ""
    return str(named) if named and str(named) != school else ""


def _numbers(text: str, framework: Framework) -> tuple[int, ...] | None:
    """The section numbers in ``1,3`` or ``2-4``; None for all of them."""
    if not text.strip():
        return None
    chosen: set[int] = set()
    for part in text.replace(" ", "").split(","):
        span = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", part)
        if not span:
            raise click.BadParameter(
                f"{part!r} is not a section number. Write 1,3 or 2-4.", param_hint="--sections")
        chosen |= set(range(int(span[1]), int(span[2] or span[1]) + 1))
    known = {section.number for section in framework.sections}
    if not chosen or chosen - known:
        listed = ", ".join(str(n) for n in sorted(known))
        raise click.BadParameter(
            f"This framework has the sections {listed}.", param_hint="--sections")
    return None if chosen == known else tuple(sorted(chosen))
