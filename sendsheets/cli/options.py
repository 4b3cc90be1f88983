"""Options that several commands share, each declared once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A day as people type it: 2026-12-01, 1/12/2026 or 1.12.26 (day first, year 20xx)."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read the day, or say what one looks like."""
        if isinstance(value, date):
            return value
        iso = re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", value)
        british = re.fullmatch(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\s*", value)
        parts = iso.groups() if iso else british.groups()[::-1] if british else None
        try:
            year, month, day = map(int, parts or ())
            return date(year + (2000 if parts and len(parts[0]) == 2 else 0), month, day)
        except ValueError:
            words = f"{value!r} is not a date. Write it like 2026-12-01 or 1/12/2026."
            raise click.BadParameter(words, ctx, param) from None


def as_at(command: Command) -> Command:
    """Add ``--as-at``: the day that decides what is overdue and what documents are dated."""
    return click.option(
        "--as-at", type=Day(), default=lambda: date.today(), show_default="today",
        help="The date to report as at, such as 2026-12-01.",
    )(command)  # fmt: skip


def deadline(command: Command) -> Command:
    """Add ``--deadline``: the last day on which a return is on time."""
    return click.option(
        "--deadline", type=Day(), metavar="DATE",
        help="The day by which the returns are asked for, such as 2026-12-12.",
    )(command)  # fmt: skip


def audits(command: Command) -> Command:
    """Add ``--audit``: the audits that were sent out, while no return says so."""
    return click.option(
        "--audit", "audits", multiple=True, metavar="NAME",
        help="The audit that was sent out, such as send-rag-audit; needed only while nothing has "
             "come back. May be repeated.",
    )(command)  # fmt: skip


def output(command: Command) -> Command:
    """Add ``--output`` and ``--force``: where to write, and whether over what is there."""
    command = click.option(
        "--force", is_flag=True,
        help="Replace a file even if sendsheets did not make it or somebody has changed it.",
    )(command)  # fmt: skip
    return click.option(
        "-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path),
        default=Path("output"), show_default=True, help="The folder to write to.",
    )(command)  # fmt: skip


def framework_files(command: Command) -> Command:
    """Add ``--framework``: framework files of the user's own, known beside those that come."""
    return click.option(
        "--framework", "own", multiple=True, metavar="FILE",
        help="A framework file of your own that the workbooks were made from. May be repeated.",
    )(command)  # fmt: skip


def return_paths(command: Command) -> Command:
    """Add the argument for files and folders of returned workbooks."""
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...",
                          type=click.Path(path_type=Path))(command)  # fmt: skip


def password_file(command: Command) -> Command:
    """Add ``--password-file``: passwords to try on locked workbooks before asking for one."""
    return click.option(
        "--password-file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help="A text file of passwords for locked workbooks, one on each line.",
    )(command)  # fmt: skip


def decisions(command: Command) -> Command:
    """Add ``--decisions``: what a person has decided about doubtful answers, to be applied."""
    return click.option(
        "--decisions", "decisions_file", metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Apply the decisions in this file, made with: sendsheets check --decisions FILE.",
    )(command)  # fmt: skip


def connections(command: Command) -> Command:
    """Add what settles whom schools are suggested to talk to: how many, how often, not whom."""
    for option in (
        click.option("--no-connections", is_flag=True,
                     help="Suggest no school to another."),
        click.option("--not-partner", "not_partners", multiple=True, metavar="NAME_OR_URN",
                     help="A school that is never suggested to another. May be repeated."),
        click.option("--partner-load", type=click.IntRange(1, 1_000), default=6,
                     show_default=True, metavar="N",
                     help="Suggest one school to at most so many others."),
        click.option("--partners-by", type=click.Choice(["statement", "theme"]),
                     default="statement", show_default=True,
                     help="Look for partners statement by statement, or theme by theme."),
        click.option("--partners", type=click.IntRange(1, 20), default=3, show_default=True,
                     metavar="N", help="Suggest at most so many partners for each school."),
    ):  # fmt: skip
        command = option(command)
    return command
