"""``sendsheets frameworks``: what audits there are, and their words."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sendsheets.cli.drafting import draft
from sendsheets.cli.known import framework_or_stop
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
@click.option("--csv", "path", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="The CSV file to write.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace whatever stands there.")
def export(framework: str, path: Path, force: bool) -> None:
    """Write every string of an audit that a user sees to a CSV file, one row each.

    FRAMEWORK is an id or the path of a framework file.
    """
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
