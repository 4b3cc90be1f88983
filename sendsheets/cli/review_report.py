"""``sendsheets review-report``: a peer review's report in Word, ready to be edited."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from sendsheets.cli import options
from sendsheets.cli.known import frameworks_or_stop
from sendsheets.cli.naming import file_name
from sendsheets.cli.reading import (
    Wanted,
    decisions_or_stop,
    needs_attention,
    read_paths,
    say_batch,
)
from sendsheets.cli.screen import say, write
from sendsheets.model import Problem


@click.command("review-report")
@click.argument("path", metavar="REVIEWED", type=click.Path(path_type=Path))
@options.output
@options.as_at
@options.password_file
@options.decisions
@options.framework_files
def review_report(
    path: Path, folder: Path, force: bool, as_at: date, own: tuple[str, ...],
    password_file: Path | None, decisions_file: Path | None,
) -> None:
    """Write the report of a peer review as a Word document to edit.

    REVIEWED is the workbook that a reviewer filled in, or a folder of them: each gets a report
    of 500 to 1,000 words with what was done, what was found and what is recommended. What
    stands in square brackets is for the reviewer to write.
    """
    known = frameworks_or_stop(own)
    batch = read_paths(Wanted([path], known, folder, password_file, decisions_file,
                              decisions_or_stop(decisions_file)))  # fmt: skip
    from sendsheets.reports.review_report import is_reviewed, report
    from sendsheets.reports.word import review_report as written

    failed: list[Problem] = []
    taken: set[str] = set()
    for result in batch.returns:
        school = result.school.name or Path(result.file).stem
        if not is_reviewed(result):
            say(f"{school}: no reviewer has written anything in it, so there is no report.")
            continue
        framework = known[result.framework]
        words = report(framework, result).words
        name = file_name("review-report", result, taken)
        failed += write(folder / f"{name}.docx", written(framework, result, as_at), force,
                        f"report of the review, {words} words")  # fmt: skip
    say_batch(batch)
    if failed or needs_attention(batch):
        sys.exit(1)
