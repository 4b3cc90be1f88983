"""Last time: its option, reading its returns, and what of them goes into this time's workbooks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sendsheets.cli.reading import Wanted, decisions_or_stop, reader, sources_of
from sendsheets.cli.screen import needs_a_person, number, say, say_problems, stop
from sendsheets.model import (
    Disposition,
    Framework,
    LastTime,
    Listed,
    Problem,
    Register,
    Return,
    Role,
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


def decided_then(command: Command) -> Command:
    """Add ``--previous-decisions``: what a person decided on the returns of last time."""
    return click.option(
        "--previous-decisions", "previous_decisions", metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The decisions that were made on last time’s returns. Those of --decisions are about "
             "this time’s, and change nothing of last time.",
    )(command)  # fmt: skip


def as_decided_then(wanted: Wanted, file: Path | None) -> Wanted:
    """What is read of last time: with the decisions that were made on it, or with none.

    The file of this time's decisions stays one that is no return.
    """
    beside = (*wanted.beside, *([wanted.decisions_file] if wanted.decisions_file else []))
    return replace(wanted, decisions_file=file, decisions=decisions_or_stop(file), beside=beside)


def say_undecided(past: Past, wanted: Wanted, file: Path | None) -> None:
    """Say that last time was read without this time's decisions, where that leaves doubts open."""
    if file is not None or wanted.decisions_file is None:
        return
    queries = [p for r in past.batch.readings for p in r.problems
               if p.severity is Severity.QUERY]  # fmt: skip
    if queries:
        say(f"Last time’s returns were read without decisions, with {number(len(queries), 'doubt')}"
            f" left open: those in {wanted.decisions_file.name} are about this time’s. What was "
            "decided then is given with --previous-decisions.")


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


def carried_or_stop(
    wanted: Wanted, framework: Framework, role: Role | None = None
) -> tuple[Carried, bool]:
    """What of the one return of last time goes into this time's workbook.

    With ``role``, only a return of somebody in that role will do.

    Returns:
        It, and whether anything about it needs a person. The command ends where there is no
        such return, or several.
    """
    from sendsheets.returns.chosen import of_audit, of_role, one_of

    past = read_past(wanted)
    unread = say_unread(past)
    mine, others = of_audit(past.batch, framework.id)
    if role:
        mine, elsewhere = of_role(mine, role)
        others += elsewhere
    result, told = one_of(mine)
    if result is None:
        if not (told or others or unread):
            found = ", ".join(str(path) for path in wanted.paths)
            others = [Problem("previous-none", Severity.INFORMATION, facts={"found": found})]
        say_problems([*told, *others])
        whose = f" by a {_in_words(role)}" if role else ""
        say(f"Nothing was written: there is no one return of last time{whose} to carry over.")
        sys.exit(1)
    carried, problems = _carried(past, result)
    doubts = _doubts(past, result)
    say_problems([*told, *others, *doubts, *problems])
    say(_counted(carried))
    return carried, needs_a_person([*told, *others, *doubts, *problems, *unread])


def carried_for_all(
    wanted: Wanted, framework: Framework, register: Register, role: Role | None = None
) -> tuple[dict[Listed, Carried], bool]:
    """What of last season's returns goes into the workbook of each school on a list.

    With ``role``, that of whoever held this role at the school, and of nobody else.

    Returns:
        It, by school, and whether anything needs a person. Every school is told: carried over,
        without a return, or with one that could not be placed.
    """
    from sendsheets.returns.chosen import of_audit, of_register, of_role_on
    from sendsheets.returns.season import season

    past = read_past(wanted)
    unread = say_unread(past)
    _, others = of_audit(past.batch, framework.id)
    if role:
        chosen = of_role_on(register, past.batch, framework.id, role)
    else:
        chosen = of_register(season(register, past.batch, framework.id))
    made: dict[Listed, Carried] = {}
    problems = [*others, *chosen.problems]
    once: dict[tuple[str, str, str], Problem] = {}
    for listed, result in chosen.returned.items():
        made[listed], told = _carried(past, result)
        for problem in [*_doubts(past, result), *told]:
            # What the framework does not explain is the same for every school.
            key = (problem.code, problem.facts.get("ref", ""), problem.facts.get("found", ""))
            every = problem.code in ("previous-changed", "previous-gone", "previous-levels")
            once.setdefault(key if every else (*key[:2], f"{problem.file} {key[2]}"), problem)
    problems += once.values()
    say_problems(problems)
    if role and role.is_group:
        say(f"What {role.many} said last time is not carried over: a workbook for {role.many} goes "
            "to several people, and none is to read what another said.")  # fmt: skip
        return made, needs_a_person([*problems, *unread])
    whose = f" by its {_in_words(role)}" if role else ""
    say(f"Last time: {number(len(made), 'school')} carried over, "
        f"{_some(f'without a return{whose}', chosen.without)}, "
        f"{_some('not sure', chosen.unsure)}.")  # fmt: skip
    if chosen.without or chosen.unsure:
        say("Schools that nothing was carried over for get the workbook without last time.")
    return made, needs_a_person([*problems, *unread])


def _in_words(role: Role) -> str:
    """A role as it stands in a sentence: "SENCO", "headteacher"."""
    return role.label if role.label[:2].isupper() else role.label.lower()


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
