"""The emails that go with workbooks: their options, and the words that an officer may edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sendsheets.cli.options import Day
from sendsheets.cli.screen import stop
from sendsheets.model import Problem, Severity

if TYPE_CHECKING:
    from sendsheets.reports.mail import Template

Command = TypeVar("Command", bound=Callable[..., Any])


def email_options(command: Command) -> Command:
    """Add ``--email`` and what belongs to it; the command takes them as ``email``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--email", "wants_email", is_flag=True, help=(
        "With --schools: also write to the folder “emails” a draft for each school with its "
        "workbook attached (.eml), and a list for a mail merge (mail-merge.csv).")),
    click.option("--template", "template_file", metavar="FILE",
                 type=click.Path(dir_okay=False, path_type=Path), help=(
        "With --email: your own words. A text file whose first line is “Subject: …”; {school}, "
        "{audit}, {deadline} and the like are filled in. Without it ours are used, and put "
        "beside the workbooks as email-template.txt for you to edit.")),
    click.option("--deadline", type=Day(), default=None, help=(
        "With --email: the day by which workbooks are to come back, such as 2026-12-18.")),
    click.option("--from-name", default="", metavar="TEXT", help=(
        "With --email: your name, to stand at the end.")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Email:
    """The words of the emails, and what stands in them for every school alike."""

    template: Template
    ours: bool
    deadline: date | None
    officer: str


def email_or_stop(
    template_file: Path | None, deadline: date | None, officer: str
) -> Email:
    """Read the template, or take ours; ends the command where a template has any fault."""
    from sendsheets.reports.mail import read_template, sending_template

    officer = officer.strip()
    if template_file is None:
        ours = sending_template(deadline is not None, bool(officer))
        return Email(ours, True, deadline, officer)
    try:
        data = template_file.read_bytes()
    except OSError as error:
        facts = {"found": (error.strerror or "it could not be opened").lower()}
        stop([Problem("template-unreadable", Severity.ERROR, file=template_file.name, facts=facts)])
    given = {"deadline": deadline is not None, "officer": bool(officer)}
    lacking = [name for name, there in given.items() if not there]
    template, problems = read_template(template_file.name, data, lacking=lacking)
    if template is None:
        stop(problems)
    return Email(template, False, deadline, officer)
