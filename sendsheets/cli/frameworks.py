"""``sendsheets frameworks``: what audits there are, and their words."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from sendsheets.cli.audits import check, diff, new, show, words
from sendsheets.cli.drafting import draft, exported
from sendsheets.cli.known import framework_or_stop
from sendsheets.cli.options import as_at
from sendsheets.cli.screen import number, say, write
from sendsheets.model import Framework, Problem


@click.group()
def frameworks() -> None:
    """List the audits there are, show, check and compare them, and write out their words."""


for each in (show, check, new, diff, words):
    frameworks.add_command(each)


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
@click.option("--csv", "csv_path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="A CSV file of every string that a user sees, one row each.")  # fmt: skip
@click.option("--docx", "docx_path", type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="A Word document for colleagues to comment on.")  # fmt: skip
@click.option("--xlsx", "xlsx_path", type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="A workbook to change in Excel and draft again.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace whatever stands there.")
@as_at
def export(
    framework: str, csv_path: Path | None, docx_path: Path | None, xlsx_path: Path | None,
    force: bool, as_at: date,
) -> None:  # fmt: skip
    """Write the words of an audit to a file, for colleagues to read or change.

    FRAMEWORK is an id or the path of a framework file.
    """
    if csv_path is None and docx_path is None and xlsx_path is None:
        raise click.UsageError("Say what to write: --csv FILE, --docx FILE or --xlsx FILE.")
    chosen = framework_or_stop(framework)
    problems: list[Problem] = []
    if csv_path:
        problems += _csv(chosen, csv_path, force)
    if docx_path:
        from sendsheets.frameworks.document import document

        what = number(len(chosen.statements), "statement")
        problems += write(docx_path, document(chosen), force, what)
    if xlsx_path:
        problems += exported(framework, xlsx_path, force, as_at)
    if problems:
        sys.exit(1)


def _csv(framework: Framework, path: Path, force: bool) -> list[Problem]:
    import csv
    import io

    from sendsheets.frameworks.export import Line, lines

    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(Line._fields)
    rows = list(lines(framework))
    writer.writerows(rows)
    data = text.getvalue().encode("utf-8-sig")
    return write(path, data, force, number(len(rows), "line"))


@frameworks.command()
@click.option("--add-on", is_flag=True, help="Of a file that extends another framework.")
def schema(add_on: bool) -> None:
    """Print the JSON Schema of a framework file, for editors that check as you type."""
    import json

    from sendsheets.frameworks.addon import addon_schema
    from sendsheets.frameworks.schema import json_schema

    made = addon_schema() if add_on else json_schema()
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))
