"""``sendsheets check``: what came back, how complete it is, and what needs a person."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from sendsheets.cli import options
from sendsheets.cli.known import frameworks_or_stop
from sendsheets.cli.older import set_older_aside
from sendsheets.cli.overview import MANY, say_in_full, say_many
from sendsheets.cli.reading import (
    Wanted,
    decisions_or_stop,
    needs_attention,
    read_paths,
    say_batch,
)
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import needs_a_person, number, say, write
from sendsheets.model import Batch, Decision, Framework, Problem, Register


def _print_schema(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        import json

        from sendsheets.returns.data import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        ctx.exit()


_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@options.return_paths
@click.option("--explain", is_flag=True,
              help="Also print every repair and note, each with its code.")  # fmt: skip
@click.option("--ask", "ask_folder", type=click.Path(file_okay=False, path_type=Path),
              metavar="FOLDER",
              help="Write to this folder an email for each school that has something to mend, "
                   "as text and as a draft.")  # fmt: skip
@click.option("--decisions", "decisions_file", type=_FILE, metavar="FILE",
              help="List in this workbook (.xlsx) or table (.csv) all that waits for a person, "
                   "and apply what is decided there already.")  # fmt: skip
@options.password_file
@register_options
@click.option("--json", "json_file", type=_FILE,
              help="Also write everything that was read to this file, as data.")  # fmt: skip
@click.option("--json-schema", is_flag=True, is_eager=True, expose_value=False,
              callback=_print_schema,
              help="Print the JSON Schema of that data, and stop.")  # fmt: skip
@click.option("--force", is_flag=True,
              help="Replace the files named above whatever they are.")  # fmt: skip
@options.as_at
@options.framework_files
def check(
    paths: tuple[Path, ...], explain: bool, ask_folder: Path | None, decisions_file: Path | None,
    password_file: Path | None, json_file: Path | None, force: bool, as_at: date,
    own: tuple[str, ...], schools: Schools,
) -> None:
    """Read completed workbooks and say what is in them.

    PATH is a workbook, a zip file, a saved email, or a folder of them. For each file: whose it
    is, how complete, and every problem with its sheet and cell, what was found and what to do.
    Nothing in them is changed. With a list of schools (--schools) it also says which school on it
    each return is.
    """
    if decisions_file and decisions_file.suffix.lower() not in (".xlsx", ".csv"):
        raise click.BadParameter("Give it a name that ends in .xlsx or .csv.",
                                 param_hint="--decisions")  # fmt: skip
    known = frameworks_or_stop(own)
    exists = decisions_file is not None and decisions_file.exists()
    earlier = decisions_or_stop(decisions_file) if exists else ()
    register = register_or_stop(schools)
    batch = read_paths(Wanted(paths, known, ask_folder, password_file, decisions_file, earlier,
                              register, schools.files))  # fmt: skip
    if len(batch.readings) > MANY and not explain:
        say_many(batch, known)
    else:
        say_in_full(batch.readings, known, explain)
    if len(batch.readings) > 1 or batch.unused:
        say_batch(batch, limit=0)
    if register:
        _say_returned(batch, known, register)
    failed: list[Problem] = []
    if decisions_file:
        failed += _write_decisions(batch, known, decisions_file, earlier, force or exists, as_at)
    if ask_folder:
        failed += _write_asks(batch, known, ask_folder, force, as_at, register)
    if json_file:
        failed += _write_json(batch, json_file, force)
    unsure = register is not None and needs_a_person(register.problems)
    if failed or unsure or needs_attention(batch):
        sys.exit(1)


def _say_returned(batch: Batch, known: dict[str, Framework], register: Register) -> None:
    """Say of each audit how many of the schools on the list are in."""
    from sendsheets.reports.standings import returned_words
    from sendsheets.returns.season import season

    for name in sorted({result.framework for result in batch.returns}):
        say(f"{known[name].title}: {returned_words(season(register, batch, name))}.")


def _write_decisions(
    batch: Batch, known: dict[str, Framework], file: Path, earlier: tuple[Decision, ...],
    force: bool, as_at: date,
) -> list[Problem]:
    """Write the decisions file again: what was decided there, and all that waits now."""
    from sendsheets.reports.decisions import decisions_csv, decisions_workbook
    from sendsheets.returns.questions import waiting

    questions = waiting(batch.readings, known)
    here = {reading.sha256 for reading in batch.readings}
    data = (
        decisions_csv(questions, earlier, here) if file.suffix.lower() == ".csv"
        else decisions_workbook(questions, earlier, as_at, here)
    )  # fmt: skip
    wait = "waits" if len(questions) == 1 else "wait"
    return write(file, data, force, f"{number(len(questions), 'decision')} {wait} for a person")


def _write_asks(
    batch: Batch, known: dict[str, Framework], folder: Path, force: bool, as_at: date,
    register: Register | None,
) -> list[Problem]:
    """Write an email for each school that has something to mend, as text and as a draft."""
    from sendsheets.reports.asking import asks
    from sendsheets.reports.drafts import draft_eml, draft_text

    drafts = asks(batch, known, as_at, _addresses(batch, register) if register else None)
    failed: list[Problem] = []
    for draft in drafts:
        text = draft_text(draft).encode("utf-8", "replace")
        failed += write(folder / f"{draft.stem}.txt", text, force, "")
        failed += write(folder / f"{draft.stem}.eml", draft_eml(draft), force, "")
    if not drafts:
        say("No school has anything to mend.")
    elif not failed:
        say(f"Wrote {folder}  ({number(len(drafts), 'email')}, each as .txt and as an .eml draft)")
    set_older_aside(folder, {draft.stem for draft in drafts})
    return failed


def _addresses(batch: Batch, register: Register) -> dict[str, str]:
    """Whom to write to about each file that is, or seems to be, from a school on the list."""
    from sendsheets.reports.addresses import Addresses
    from sendsheets.returns.season import season

    addresses = Addresses(register)
    made: dict[str, str] = {}
    # Where nothing could be read, files are still held against the list by their names.
    for name in sorted({result.framework for result in batch.returns}) or [""]:
        for standing in season(register, batch, name).standings:
            mine = (*standing.readings, *standing.refused)
            made |= {reading.file: addresses.to(standing.listed, mine) for reading in mine}
    return made


def _write_json(batch: Batch, file: Path, force: bool) -> list[Problem]:
    import json

    from sendsheets.returns.data import as_json

    data = [as_json(reading) for reading in batch.readings]
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    return write(file, text.encode("utf-8", "replace"), force, number(len(data), "file"))
