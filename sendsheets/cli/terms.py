"""Term dates: the option, and reading the file before anything else is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sendsheets.cli.screen import stop
from sendsheets.model import Problem, Severity, Term

Command = TypeVar("Command", bound=Callable[..., Any])


def terms_option(command: Command) -> Command:
    """Add ``--terms``: the half-terms that the local authority sets."""
    return click.option(
        "--terms", "terms_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help="Your term dates, to say in which half-term something is due: CSV or TOML with "
             "name, first day and last day.",
    )(command)  # fmt: skip


def terms_or_stop(file: Path | None) -> tuple[Term, ...]:
    """The half-terms in a file, none where there is no file; ends the command with its fault."""
    from sendsheets.returns.terms import read_terms

    if file is None:
        return ()
    try:
        data = file.read_bytes()
    except OSError as error:
        facts = {"found": f"The system says: {(error.strerror or 'it cannot be opened').lower()}"}
        stop([Problem("terms-unreadable", Severity.ERROR, file=file.name, facts=facts)])
    terms, problems = read_terms(file.name, data)
    if problems:
        stop(problems)
    return terms
