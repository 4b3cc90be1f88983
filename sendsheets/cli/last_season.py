"""Last time: its option, reading its returns, and what of them goes into this time's workbooks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sendsheets.cli.reading import Wanted, reader, sources_of
from sendsheets.cli.screen import needs_a_person, number, say, say_problems, stop
from sendsheets.model import (
    Disposition,
    Framework,
    LastTime,
    Listed,
    Problem,
    Register,
    Return,
    Severity,
)

if TYPE_CHECKING:
    from sendsheets.returns.past import Past

Command = TypeVar("Command", bound=Callable[..., Any])

_NAMED = 12


def previous_option(words: str) -> Callable[[Command], Command]:
    """Add ``--previous``: the returns of last time, a file or a folder; may be repeated."""
    return click.option("--previous", "previous", multiple=True, metavar="PATH",
                        type=click.Path(path_type=Path), help=words)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """What of last time goes into one workbook: what is shown, and the people on the Cover."""

    shown: LastTime
    details: Mapping[str, str] = field(default_factory=dict)


def read_past(wanted: Wanted) -> Past:
    """Read returns of last time, each with the statements that its own version had."""
    from sendsheets.returns.past import gather_past

    return gather_past(sources_of(wanted), wanted.frameworks, reader(wanted))


def not_both_or_stop(now: Sequence[Path], before: Sequence[Path]) -> None:
    """End the command where a path is given as this time and as last time, or lies within it."""
    for path in now:
        for other in before:
            here, there = path.resolve(), other.resolve()
            if here == there or there in here.parents or here in there.parents:
                stop([Problem("previous-both", Severity.ERROR, facts={"found": str(path)})])


def not_among_or_stop(folder: Path, before: Sequence[Path]) -> None:
    """End the command where a return of last time lies where this time's are to be written."""
    here = folder.resolve()
    for path in before:
        if here == path.resolve() or here in path.resolve().parents:
            stop([Problem("previous-in-output", Severity.ERROR, facts={"found": str(path)})])


def say_unread(past: Past) -> list[Problem]:
    """Tell of files of last time that could not be read; return what needs a person."""
    refused = [p for r in past.batch.readings if r.disposition is Disposition.REFUSED
               for p in r.problems]  # fmt: skip
    say_problems(p for p in refused if p.severity is not Severity.INFORMATION)
    return [p for p in refused if p.severity is not Severity.INFORMATION]


def carried_or_stop(wanted: Wanted, framework: Framework) -> tuple[Carried, bool]:
    """What of the one return of last time goes into this time's workbook.

    Returns:
        It, and whether anything about it needs a person. The command ends where there is no
        such return, or several.
    """
    from sendsheets.returns.chosen import of_audit, one_of

    past = read_past(wanted)
    unread = say_unread(past)
    mine, others = of_audit(past.batch, framework.id)
    result, told = one_of(mine)
    if result is None:
        if not (told or others or unread):
            found = ", ".join(str(path) for path in wanted.paths)
            others = [Problem("previous-none", Severity.INFORMATION, facts={"found": found})]
        say_problems([*told, *others])
        say("Nothing was written: there is no one return of last time to carry over.")
        sys.exit(1)
    carried, problems = _carried(past, result)
    doubts = _doubts(past, result)
    say_problems([*told, *others, *doubts, *problems])
    say(_counted(carried))
    return carried, needs_a_person([*told, *others, *doubts, *problems, *unread])


def carried_for_all(
    wanted: Wanted, framework: Framework, register: Register
) -> tuple[dict[Listed, Carried], bool]:
    """What of last season's returns goes into the workbook of each school on a list.

    Returns:
        It, by school, and whether anything needs a person. Every school is told: carried over,
        without a return, or with one that could not be placed.
    """
    from sendsheets.returns.chosen import of_audit, of_register
    from sendsheets.returns.season import season

    past = read_past(wanted)
    unread = say_unread(past)
    _, others = of_audit(past.batch, framework.id)
    chosen = of_register(season(register, past.batch, framework.id))
    made: dict[Listed, Carried] = {}
    problems = [*others, *chosen.problems]
    once: dict[tuple[str, str, str], Problem] = {}
    for listed, result in chosen.returned.items():
        made[listed], told = _carried(past, result)
        for problem in [*_doubts(past, result), *told]:
            # What the framework does not explain is the same for every school.
            key = (problem.code, problem.facts.get("ref", ""), problem.facts.get("found", ""))
            every = problem.code in ("previous-changed", "previous-gone")
            once.setdefault(key if every else (*key[:2], f"{problem.file} {key[2]}"), problem)
    problems += once.values()
    say_problems(problems)
    say(f"Last time: {number(len(made), 'school')} carried over, "
        f"{_some('without a return', chosen.without)}, "
        f"{_some('not sure', chosen.unsure)}.")  # fmt: skip
    if chosen.without or chosen.unsure:
        say("Schools that nothing was carried over for get the workbook without last time.")
    return made, needs_a_person([*problems, *unread])


def _carried(past: Past, result: Return) -> tuple[Carried, tuple[Problem, ...]]:
    from sendsheets.returns.carry import carry, people

    now = past.now[result.framework]
    shown, problems = carry(result, past.framework_of(result), now, past.crosswalk(result))
    return Carried(shown, people(result)), problems


def _doubts(past: Past, result: Return) -> list[Problem]:
    """What a person should look at in a return before it is carried over."""
    reading = next(r for r in past.batch.readings if r.result is result)
    return [p if p.file else replace(p, file=reading.file) for p in reading.problems
            if p.severity is not Severity.INFORMATION]  # fmt: skip


def _counted(carried: Carried) -> str:
    rows = sum(bool(row.ref) for row in carried.shown.rows)
    actions = number(len(carried.shown.actions), "open action")
    return f"{carried.shown.source} {number(rows, 'answer')} shown beside, {actions} carried over."


def _some(words: str, schools: Sequence[Listed]) -> str:
    if not schools:
        return f"0 {words}"
    names = [school.name for school in schools[:_NAMED]]
    more = f" and {len(schools) - _NAMED} more" if len(schools) > _NAMED else ""
    return f"{len(schools)} {words} ({', '.join(names)}{more})"
