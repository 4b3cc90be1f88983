"""``sendsheets summarise``: one school's summary workbook and its page for governors."""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
from sendsheets.cli.screen import needs_a_person, number, say, slug, write
from sendsheets.model import Batch, Completeness, Framework, Problem, Reading, Return


@click.command()
@click.argument("path", metavar="RETURN", type=click.Path(path_type=Path))
@register_options
@options.output
@options.as_at
@options.password_file
@options.decisions
@options.framework_files
def summarise(
    path: Path, schools: Schools, folder: Path, force: bool, as_at: date,
    own: tuple[str, ...], password_file: Path | None, decisions_file: Path | None,
) -> None:
    """Write one school's summary workbook and its one-page report to governors.

    RETURN is the workbook that the school sent back, or a folder of them: then every school
    gets both. With a list of schools (--schools) they bear the names of the list.
    """
    known = frameworks_or_stop(own)
    register = register_or_stop(schools)
    wanted = Wanted([path], known, folder, password_file, decisions_file,
                    decisions_or_stop(decisions_file), register, schools.files)
    batch = read_paths(wanted)
    failed: list[Problem] = []
    for reading in batch.readings:
        if not reading.result or not reading.counts:
            continue
        others = _others(batch, reading)
        if reading.result.completeness is Completeness.NOTHING:
            say(f"{reading.file}: nothing has been answered, so there is nothing to summarise.")
        else:
            framework = known[reading.result.framework]
            failed += write_summary(reading, framework, folder, force, as_at, others)
            if others:
                say(f"Its sheet Voices holds {number(len(others), 'more voice')} of the school.", 2)
    say_batch(batch)
    if batch.returns and not failed:
        say("Open the .html page in any browser and print it: it fits one sheet of A4.")
    unsure = register is not None and needs_a_person(register.problems)
    if failed or unsure or needs_attention(batch):
        sys.exit(1)


def _others(batch: Batch, reading: Reading) -> tuple[Return, ...]:
    """The returns of other people of a school, in the same audit."""
    from sendsheets.returns.schools import keys_of

    every = [r for r in (*batch.returns, *batch.voices)
             if r.completeness is not Completeness.NOTHING]  # fmt: skip
    keys = dict(zip(map(id, every), keys_of(every), strict=True))
    mine = reading.result
    return tuple(r for r in every if mine is not None and r is not mine
                 and r.framework == mine.framework and keys[id(r)] == keys[id(mine)])  # fmt: skip


def write_summary(
    reading: Reading, framework: Framework, folder: Path, force: bool, as_at: date,
    others: Sequence[Return] = (),
) -> list[Problem]:
    """Write both documents of one return; return whatever stopped one."""
    from sendsheets.reports.governors import governors_report
    from sendsheets.reports.school import school_summary

    result = reading.result
    assert result is not None
    name = f"{slug(result.school.name or Path(reading.file).stem)}-{framework.id}"
    if result.respondent.role and result.respondent.role.casefold() != "senco":
        name += f"-{slug(result.respondent.role)}"
    workbook = school_summary(framework, result, reading.problems, as_at, others)
    page = governors_report(framework, result, as_at)
    return [
        *write(folder / f"summary-{name}.xlsx", workbook, force, "summary workbook"),
        *write(folder / f"governors-{name}.html", page.encode("utf-8", "replace"), force,
               "one-page report to governors"),
    ]  # fmt: skip
