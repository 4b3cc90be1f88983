"""``sendsheets check``: what came back, how complete it is, and what needs a person."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sendsheets.cli import options
from sendsheets.cli.known import frameworks_or_stop
from sendsheets.cli.reading import (
    advice_for,
    describe,
    needs_attention,
    read_paths,
    say_batch,
)
from sendsheets.cli.screen import number, say, write
from sendsheets.model import Disposition


def _print_schema(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        import json

        from sendsheets.returns.data import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        ctx.exit()


@click.command()
@options.return_paths
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path),
              help="Also write everything that was read to this file, as data.")  # fmt: skip
@click.option("--json-schema", is_flag=True, is_eager=True, expose_value=False,
              callback=_print_schema,
              help="Print the JSON Schema of that data, and stop.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the --json file whatever it is.")
@options.framework_files
def check(paths: tuple[Path, ...], json_file: Path | None, force: bool,
          own: tuple[str, ...]) -> None:  # fmt: skip
    """Read completed workbooks and say what is in them.

    PATH is a workbook or a folder of them. For each file: whose it is, how complete, and every
    problem with its sheet and cell, what was found and what to do. Nothing is changed.
    """
    known = frameworks_or_stop(own)
    batch = read_paths(paths, known)
    for reading in batch.readings:
        words = {Disposition.REFUSED: ": not read", Disposition.DUPLICATE: ": the same file twice",
                 Disposition.SUPERSEDED: ": put together with another copy"}  # fmt: skip
        say(f"{reading.file}{words.get(reading.disposition, '')}")
        for line in [*describe(reading, known), *advice_for(reading)]:
            say(line, 2)
        say()
    if len(batch.readings) > 1:
        say_batch(batch, limit=0)
    failed = False
    if json_file:
        import json

        from sendsheets.returns.data import as_json

        data = [as_json(reading) for reading in batch.readings]
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
        what = number(len(data), "file")
        failed = bool(write(json_file, text.encode("utf-8", "replace"), force, what))
    if failed or needs_attention(batch):
        sys.exit(1)
