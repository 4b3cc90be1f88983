"""``sendsheets consolidate``: many returns become one workbook a framework, and tidy CSV."""

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
from sendsheets.cli.screen import number, say, write
from sendsheets.model import Batch, Completeness, Framework, Problem


@click.command()
@options.return_paths
@options.output
@options.as_at
@options.password_file
@options.decisions
@options.framework_files
def consolidate(
    paths: tuple[Path, ...], folder: Path, force: bool, as_at: date, own: tuple[str, ...],
    password_file: Path | None, decisions_file: Path | None,
) -> None:
    """Write one workbook over all the schools, and the same as tidy CSV files.

    PATH is a workbook or a folder of them. Each framework found gets a workbook and a folder of
    CSV files of its own.
    """
    known = frameworks_or_stop(own)
    wanted = Wanted(paths, known, folder, password_file, decisions_file,
                    decisions_or_stop(decisions_file))
    batch = read_paths(wanted)
    failed = write_consolidated(batch, known, folder, force, as_at)
    say_batch(batch, limit=20, rest="see the sheet To check")
    if failed or needs_attention(batch):
        sys.exit(1)


def write_consolidated(
    batch: Batch, known: dict[str, Framework], folder: Path, force: bool, as_at: date
) -> list[Problem]:
    """Write the parts of every framework in the batch; return whatever stopped one."""
    from sendsheets.reports.authority import consolidated_workbook, tidy_tables
    from sendsheets.reports.tidy import csv_bytes

    failed: list[Problem] = []
    for name in sorted({result.framework for result in batch.returns}):
        framework = known[name]
        returns = [result for result in batch.returns if result.framework == name]
        blank = sum(result.completeness is Completeness.NOTHING for result in returns)
        tail = f" and {number(blank, 'blank form')}" if blank else ""
        say(f"{framework.title}: {number(len(returns) - blank, 'return')}{tail}.")
        data = consolidated_workbook(framework, batch, as_at)
        failed += write(folder / f"consolidated-{name}.xlsx", data, force, "consolidated workbook")
        tables = tidy_tables(framework, batch, as_at)
        place = folder / f"consolidated-{name}-csv"
        stopped = [problem for table, frame in tables.items()
                   for problem in write(place / f"{table}.csv", csv_bytes(frame), force, "")]
        if not stopped:
            say(f"Wrote {place}  (the same as {number(len(tables), 'CSV file')})")
        failed += stopped
    return failed
