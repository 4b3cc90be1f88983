"""``sendsheets actions``: one list of actions over any number of returns."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from sendsheets.cli import options
from sendsheets.cli.known import frameworks_or_stop
from sendsheets.cli.last_season import (
    as_decided_then,
    decided_then,
    not_both_or_stop,
    previous_option,
    read_past,
    say_undecided,
    say_unread,
)
from sendsheets.cli.reading import (
    Wanted,
    decisions_or_stop,
    needs_attention,
    read_paths,
    say_batch,
)
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import needs_a_person, number, say, slug, write
from sendsheets.cli.terms import terms_option, terms_or_stop
from sendsheets.model import Batch, Framework, Problem, Term


@click.command()
@options.return_paths
@previous_option("Returns of an earlier year, whose actions are put together with these. May be "
                 "repeated, the earliest first.")
@decided_then
@terms_option
@click.option("--calendar", type=click.Choice(["owners", "one"]), default=None,
              help="Write due and review dates as calendar files: one for each owner, or one.")
@register_options
@options.output
@options.as_at
@options.password_file
@options.decisions
@options.framework_files
def actions(
    paths: tuple[Path, ...], previous: tuple[Path, ...], previous_decisions: Path | None,
    terms_file: Path | None, calendar: str | None, schools: Schools, folder: Path, force: bool,
    as_at: date, own: tuple[str, ...], password_file: Path | None, decisions_file: Path | None,
) -> None:
    """Write one list of actions over completed workbooks, as a workbook and as CSV.

    PATH is a workbook or a folder of them. Overdue actions come first, then legal duties, then
    by priority. Low ratings that have no action yet are listed as well. With a list of schools
    (--schools) they bear the names and URNs of the list.

    Where workbooks carry actions over from last time, or with --previous, a sheet shows each
    action once: how it stands, its notes, and what was said of it before. With --terms it says in
    which half-term something is due.
    """
    if previous_decisions and not previous:
        raise click.UsageError("--previous-decisions is for the returns of --previous.")
    not_both_or_stop(paths, previous)
    terms = terms_or_stop(terms_file)
    known = frameworks_or_stop(own)
    register = register_or_stop(schools)
    wanted = Wanted(paths, known, folder, password_file, decisions_file,
                    decisions_or_stop(decisions_file), register,
                    (*schools.files, *([terms_file] if terms_file else []),
                     *([previous_decisions] if previous_decisions else [])))
    batch = read_paths(wanted)
    then = as_decided_then(wanted, previous_decisions)
    past = [read_past(replace(then, paths=(path,))) for path in previous]
    unread = [problem for each in past for problem in say_unread(each)]
    for each in past:
        say_undecided(each, wanted, previous_decisions)
    failed = []
    if batch.returns:
        living = over_time([*(each.batch for each in past), batch], known, as_at, terms)
        shown = bool(previous or terms or calendar) or has_so_far(batch)
        failed = write_actions(batch, known, folder, force, as_at, living if shown else None)
        if calendar:
            failed += write_calendars(living, folder, force, as_at, calendar == "one")
    say_batch(batch, limit=20, rest="run sendsheets check")
    unsure = register is not None and needs_a_person(register.problems)
    if failed or unread or unsure or needs_attention(batch):
        sys.exit(1)


def has_so_far(batch: Batch) -> bool:
    """Whether any return carries actions over from last time."""
    return any(result.actions_so_far for result in batch.returns)


def over_time(
    batches: Sequence[Batch], known: dict[str, Framework], as_at: date, terms: Sequence[Term] = ()
) -> Any:
    """The actions of several years, each once (a frame); the earliest year stands first."""
    from sendsheets.analysis.so_far import over_time as put_together
    from sendsheets.returns.pairs import school_keys
    from sendsheets.returns.voices import voice_key

    keys = school_keys([result for batch in batches for result in batch.returns])
    return put_together([batch.returns for batch in batches], known, as_at,
                        lambda result: keys[id(result)], voice_key, terms)  # fmt: skip


def write_actions(
    batch: Batch, known: dict[str, Framework], folder: Path, force: bool, as_at: date,
    living: Any = None,
) -> list[Problem]:
    """Write the list as .xlsx and .csv, and say how many there are; ``living`` is over time."""
    from sendsheets.analysis.actions import actions as listed
    from sendsheets.analysis.tables import responses
    from sendsheets.reports.action_list import action_list_workbook
    from sendsheets.reports.over_time import actions_workbook
    from sendsheets.reports.tidy import csv_bytes

    frame = listed(responses(batch.returns, known), as_at)
    without = int((frame["action"] == "").sum())
    overdue = int(frame["overdue"].sum())
    words = "" if living is None else "Written beside statements this time: "
    say(f"{words}{number(len(frame) - without, 'action')}, {overdue} overdue; "
        f"{number(without, 'low rating')} with no action yet.")  # fmt: skip
    names = {audit.id: audit.title for audit in known.values()}
    if living is None:
        workbook = action_list_workbook(frame, as_at, names=names)
    else:
        workbook = actions_workbook(frame, living, as_at, names)
        late = int(living["overdue"].sum())
        say(f"Over time: {number(len(living), 'action')}, {late} overdue, "
            f"{int((living['standing'] == 'Done').sum())} done.")  # fmt: skip
    failed = [
        *write(folder / "actions.xlsx", workbook, force, "action list"),
        *write(folder / "actions.csv", csv_bytes(frame), force, "the same as CSV"),
    ]
    if living is not None:
        failed += write(folder / "actions-over-time.csv", csv_bytes(living), force,
                        "each action once, with its history")  # fmt: skip
    return failed


def write_calendars(
    living: Any, folder: Path, force: bool, as_at: date, one: bool
) -> list[Problem]:
    """Write due and review dates as calendar files, and say how many."""
    from sendsheets.reports.calendar import calendars, one_calendar

    if one:
        whole = one_calendar(living, as_at)
        made = {"actions.ics": whole} if whole else {}
    else:
        made = {}
        for (school, owner), data in calendars(living, as_at).items():
            stem = f"{slug(school)}-{slug(owner) if owner else 'no-owner'}"
            count = sum(name.startswith(stem) for name in made)
            made[f"{stem}{f'-{count + 1}' if f'{stem}.ics' in made else ''}.ics"] = data
    if not made:
        say("No open action has a date, so there is nothing for a calendar.")
    failed = [problem for name, data in made.items()
              for problem in write(folder / "calendar" / name, data, force, "")]  # fmt: skip
    if made and not failed:
        say(f"Wrote {number(len(made), 'calendar file')} to {folder / 'calendar'}")
    return failed
