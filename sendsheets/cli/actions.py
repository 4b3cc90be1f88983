"""``sendsheets actions``: one list of actions over any number of returns."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from sendsheets.cli import options
from sendsheets.cli.known import frameworks_or_stop
from sendsheets.cli.reading import (
    Wanted,
    decisions_or_stop,
    needs_attention,
    read_paths,
    say_batch,
)
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import needs_a_person, number, say, write
from sendsheets.model import Batch, Framework, Problem


@click.command()
@options.return_paths
@register_options
@options.output
@options.as_at
@options.password_file
@options.decisions
@options.framework_files
def actions(
    paths: tuple[Path, ...], schools: Schools, folder: Path, force: bool, as_at: date,
    own: tuple[str, ...], password_file: Path | None, decisions_file: Path | None,
) -> None:
    """Write one list of actions over completed workbooks, as a workbook and as CSV.

    PATH is a workbook or a folder of them. Overdue actions come first, then legal duties, then
    by priority. Low ratings that have no action yet are listed as well. With a list of schools
    (--schools) they bear the names and URNs of the list.
    """
    known = frameworks_or_stop(own)
    register = register_or_stop(schools)
    wanted = Wanted(paths, known, folder, password_file, decisions_file,
                    decisions_or_stop(decisions_file), register, schools.files)
    batch = read_paths(wanted)
    failed = write_actions(batch, known, folder, force, as_at) if batch.returns else []
    say_batch(batch, limit=20, rest="run sendsheets check")
    unsure = register is not None and needs_a_person(register.problems)
    if failed or unsure or needs_attention(batch):
        sys.exit(1)


def write_actions(
    batch: Batch, known: dict[str, Framework], folder: Path, force: bool, as_at: date
) -> list[Problem]:
    """Write the list as .xlsx and .csv, and say how many there are."""
    from sendsheets.analysis.actions import actions as listed
    from sendsheets.analysis.tables import responses
    from sendsheets.reports.action_list import action_list_workbook
    from sendsheets.reports.tidy import csv_bytes

    frame = listed(responses(batch.returns, known), as_at)
    without = int((frame["action"] == "").sum())
    overdue = int(frame["overdue"].sum())
    say(f"{number(len(frame) - without, 'action')}, {overdue} overdue; "
        f"{number(without, 'low rating')} with no action yet.")  # fmt: skip
    names = {audit.id: audit.title for audit in known.values()}
    workbook = action_list_workbook(frame, as_at, names=names)
    return [
        *write(folder / "actions.xlsx", workbook, force, "action list"),
        *write(folder / "actions.csv", csv_bytes(frame), force, "the same as CSV"),
    ]
