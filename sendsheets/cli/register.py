"""The list of schools that are asked: its options, and reading it before anything else is done."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from sendsheets.cli.screen import needs_a_person, number, problem_line, say, stop
from sendsheets.model import Problem, Register, Severity

Command = TypeVar("Command", bound=Callable[..., Any])

_EACH = 10
"""Problems of one kind that are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class Schools:
    """What was asked for with ``--schools`` and its filters; ``file`` is None without it."""

    file: Path | None = None
    la: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    trusts: tuple[str, ...] = ()
    with_closed: bool = False
    links: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were named, which are no returns even where they lie among them."""
        return tuple(path for path in (self.file, self.links) if path)


def register_options(command: Command) -> Command:
    """Add ``--schools`` and its filters; the command takes them as one argument, ``schools``.

    ``register_or_stop(schools)`` then reads the list.
    """

    @functools.wraps(command)
    def collected(
        *args: Any, schools_file: Path | None, la: tuple[str, ...], phases: tuple[str, ...],
        types: tuple[str, ...], trusts: tuple[str, ...], with_closed: bool,
        links_file: Path | None, **options: Any,
    ) -> Any:
        schools = Schools(schools_file, la, phases, types, trusts, with_closed, links_file)
        if schools_file is None and schools != Schools():
            words = "--la, --only-phase, --only-type, --trust, --with-closed and --links choose " \
                    "from a list of schools: give it with --schools."
            raise click.UsageError(words)
        return command(*args, schools=schools, **options)

    made: Any = collected
    for option in reversed(_OPTIONS):
        made = option(made)
    return made  # type: ignore[no-any-return]


def _texts(option: str, name: str, words: str) -> Callable[[Any], Any]:
    return click.option(option, name, multiple=True, metavar="TEXT", help=words)


_FILE = click.Path(dir_okay=False, path_type=Path)

_OPTIONS = (
    click.option("--schools", "schools_file", type=_FILE, metavar="FILE", help=(
        "The list of schools that are asked: CSV or Excel with a column of names, and URNs and "
        "email addresses if you have them; or the schools file from Get Information about "
        "Schools as downloaded.")),
    _texts("--la", "la", "Only schools of this local authority on the list, by name or by its "
           "three-digit code. May be repeated, as may the next three."),
    _texts("--only-phase", "phases", "Only schools of this phase, such as primary."),
    _texts("--only-type", "types", "Only schools of this type or group of types, such as special "
           "or academies."),
    _texts("--trust", "trusts", "Only schools of this trust."),
    click.option("--with-closed", is_flag=True, help=(
        "Take schools that are closed or not yet open as well.")),
    click.option("--links", "links_file", type=_FILE, metavar="FILE", help=(
        "The file of links from Get Information about Schools, by which an academy is known by "
        "its earlier URN too.")),
)  # fmt: skip


def register_or_stop(schools: Schools) -> Register | None:
    """Read the list of schools and print whatever there is to tell of it.

    Returns:
        The register, or None where no list was asked for. The command ends where the list cannot
        be relied on. Queries do not end it; they are in the register's problems.
    """
    from sendsheets.returns.register import LISTING_LIMIT, Filters, read_register

    if schools.file is None:
        return None
    data = _bytes("register-unreadable", schools.file, LISTING_LIMIT)
    links = _bytes("links-unreadable", schools.links, LISTING_LIMIT) if schools.links else None
    only = Filters(schools.la, schools.phases, schools.types, schools.trusts, schools.with_closed)
    register = read_register(schools.file.name, data, only, links)
    errors = [p for p in register.problems if p.severity is Severity.ERROR]
    if errors:
        _say_grouped([p for p in register.problems if p not in errors])
        stop(errors)
    _say_grouped(register.problems)
    return register


def _bytes(code: str, path: Path, limit: int) -> bytes:
    """A file's bytes, one more than may be at most; ends the command where there are none."""
    from sendsheets.intake.opening import start_of

    try:
        return start_of(path, limit + 1)
    except FileNotFoundError:
        stop([Problem("file-missing", Severity.ERROR, file=path.name)])
    except OSError as error:
        reason = (error.strerror or "it could not be opened").lower()
        facts = {"found": f"the system says: {reason}"}
        stop([Problem(code, Severity.ERROR, file=path.name, facts=facts)])


def _say_grouped(problems: Sequence[Problem]) -> None:
    """Print problems, at most ten of a kind, and how many more there are of it."""
    told: Counter[str] = Counter()
    kinds = Counter(problem.code for problem in problems)
    for problem in problems:
        told[problem.code] += 1
        if told[problem.code] <= _EACH:
            say(problem_line(problem))
        if told[problem.code] == kinds[problem.code] > _EACH:
            say(f"and {number(kinds[problem.code] - _EACH, 'row')} more like that.", 2)
    if needs_a_person(problems):
        count = sum(problem.severity is not Severity.INFORMATION for problem in problems)
        say(f"{number(count, 'thing')} on the list of schools to look at.")
