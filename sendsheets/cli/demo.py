"""``sendsheets demo``: the whole road on invented schools, in one command."""

from __future__ import annotations

import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from sendsheets.cli import options
from sendsheets.cli.screen import say, write
from sendsheets.model import Problem

FRAMEWORK = "send-rag-audit"
SCHOOL = "quillbrook-primary-school.xlsx"
AS_AT, DEADLINE = date(2026, 12, 1), date(2026, 11, 20)
"""The day the samples were made for, so that some of their actions are overdue and some late."""


@click.command()
@options.output
def demo(folder: Path, force: bool) -> None:
    """Try everything on a dozen invented schools, and say what to open first.

    Writes a blank workbook, then reads the sample returns and writes the consolidated workbook,
    the action list, and one school's summary with its report to governors.
    """
    from sendsheets.cli.actions import write_actions
    from sendsheets.cli.consolidate import write_consolidated
    from sendsheets.cli.reading import Wanted, read_paths, say_batch
    from sendsheets.cli.summarise import write_summary
    from sendsheets.cli.tables import Written
    from sendsheets.frameworks.load import load_all
    from sendsheets.layout import Plan
    from sendsheets.model import Asked
    from sendsheets.reports.authority import Connect
    from sendsheets.reports.reply import Words, replies
    from sendsheets.returns.register import Filters, read_register
    from sendsheets.workbook.write import school_workbook

    known = load_all()
    framework = known[FRAMEWORK]
    failed: list[Problem] = []
    say("1. A blank workbook, as a school receives it")
    blank = school_workbook(Plan(framework, Asked()), made_on=AS_AT)
    failed += write(folder / f"{FRAMEWORK}.xlsx", blank, force, "blank workbook")
    say()
    say("2. A dozen sample returns, read as they came back")
    listed = samples_folder().parent / "schools.csv"
    register = read_register(listed.name, listed.read_bytes(), Filters())
    batch = read_paths(Wanted([samples_folder() / FRAMEWORK], known, register=register))
    say_batch(batch, limit=5)
    say()
    say(f"3. What the local authority makes of them, as at {AS_AT.day} {AS_AT:%B %Y}")
    what = Written(folder, force, AS_AT, connect=Connect())
    failed += write_consolidated(batch, known, what, register, DEADLINE)
    failed += write_actions(batch, known, folder, force, AS_AT)
    say()
    say("4. What one school gets back")
    chosen = next(r for r in batch.readings if r.file.endswith(SCHOOL))
    failed += write_summary(chosen, framework, folder, force, AS_AT)
    answers, _, _ = replies(framework, batch, AS_AT, words=Words())
    mine = chosen.result.school.urn if chosen.result else ""
    for reply in answers:
        if reply.urn == mine:
            failed += write(folder / reply.name, reply.html.encode(), force,
                            "the authority’s reply, to print on two sides")  # fmt: skip
    say()
    if failed:
        sys.exit(1)
    say(f"Open {folder / f'consolidated-{FRAMEWORK}.xlsx'} first.")
    say("Every school here is invented. The things that need a person are there on purpose.")


def samples_folder() -> Path:
    """The folder of the sample returns: in an installed package, or in a checkout."""
    packaged = Path(str(files("sendsheets"))) / "data" / "samples"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "samples" / "returns"
