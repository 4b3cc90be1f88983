"""``sendsheets frameworks``: what audits there are, and their words."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from sendsheets.cli.drafting import draft, exported
from sendsheets.cli.known import framework_or_stop
from sendsheets.cli.options import as_at
from sendsheets.cli.screen import number, say, write


@click.group()
def frameworks() -> None:
    """List the audits that come with sendsheets, and write out their words."""


frameworks.add_command(draft)


@frameworks.command("list")
def list_() -> None:
    """List the audits that come with sendsheets."""
    from sendsheets.frameworks.load import load_all

    for framework in load_all().values():
        counts = (f"{number(len(framework.statements), 'statement')} in "
                  f"{number(len(framework.sections), 'section')}")  # fmt: skip
        say(f"{framework.id}  {framework.title}, version {framework.version}: {counts}")
        say(framework.purpose, indent=4)


@frameworks.command()
@click.argument("framework")
@click.option("--csv", "path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="A CSV file of every string that a user sees, one row each.")  # fmt: skip
@click.option("--xlsx", "xlsx_path", type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="A workbook to change in Excel and draft again.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace whatever stands there.")
@as_at
def export(
    framework: str, path: Path | None, xlsx_path: Path | None, force: bool, as_at: date
) -> None:
    """Write the words of an audit to a file, for colleagues to read or change.

    FRAMEWORK is an id or the path of a framework file.
    """
    if path is None and xlsx_path is None:
        raise click.UsageError("Say what to write: --csv FILE or --xlsx FILE.")
    if xlsx_path and exported(framework, xlsx_path, force, as_at):
        sys.exit(1)
    if path is None:
        return
    import csv
    import io

    from sendsheets.frameworks.export import Line, lines

    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(Line._fields)
    rows = list(lines(framework_or_stop(framework)))
    writer.writerows(rows)
    data = text.getvalue().encode("utf-8-sig")
    if write(path, data, force, number(len(rows), "line")):
        sys.exit(1)


@frameworks.command()
def schema() -> None:
    """Print the JSON Schema of a framework file, for editors that check as you type."""
    import json

    from sendsheets.frameworks.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
