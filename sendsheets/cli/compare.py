"""``sendsheets compare``: this time against last time, for one school or for many."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sendsheets.cli import options
from sendsheets.cli.known import frameworks_or_stop
from sendsheets.cli.last_season import (
    as_decided_then,
    decided_then,
    not_both_or_stop,
    read_past,
    say_undecided,
)
from sendsheets.cli.reading import Wanted, decisions_or_stop, needs_attention, say_batch
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import needs_a_person, number, say, say_problems, write
from sendsheets.cli.tables import Written, write_tables
from sendsheets.cli.terms import terms_option, terms_or_stop
from sendsheets.model import Completeness, Crosswalk, Framework, Problem, Return, Term

if TYPE_CHECKING:
    from sendsheets.reports.change import Compared
    from sendsheets.returns.past import Past

_SHOWN = 10


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@register_options
@terms_option
@options.output
@options.as_at
@options.password_file
@options.decisions
@decided_then
@options.framework_files
def compare(
    before: Path, after: Path, schools: Schools, terms_file: Path | None, folder: Path,
    force: bool, as_at: date, own: tuple[str, ...], password_file: Path | None,
    decisions_file: Path | None, previous_decisions: Path | None,
) -> None:
    """Say what rose, fell and stayed since last time, and what became of the actions.

    BEFORE and AFTER are two completed workbooks of one school, or two folders of them, last
    time's first. Only statements that are the same, or that the framework file says are the same,
    and that were rated both times are compared. Schools are put together by URN or name; what is
    not sure is told and left apart.
    """
    not_both_or_stop([after], [before])
    terms = terms_or_stop(terms_file)
    known = frameworks_or_stop(own)
    register = register_or_stop(schools)
    wanted = Wanted((), known, folder, password_file, decisions_file,
                    decisions_or_stop(decisions_file), register,
                    (*schools.files, *([terms_file] if terms_file else []),
                     *([previous_decisions] if previous_decisions else [])))
    sides = []
    then = as_decided_then(replace(wanted, paths=(before,)), previous_decisions)
    for words, each in (("Last time", then), ("This time", replace(wanted, paths=(after,)))):
        past = read_past(each)
        say(f"{words}:")
        say_batch(past.batch, limit=_SHOWN, rest="run sendsheets check")
        sides.append(past)
    say_undecided(sides[0], wanted, previous_decisions)
    failed = write_compared(sides[0], sides[1], known, Written(folder, force, as_at), terms)
    unsure = register is not None and needs_a_person(register.problems)
    if failed or unsure or any(needs_attention(past.batch) for past in sides):
        sys.exit(1)


def write_compared(
    before: Past, after: Past, known: dict[str, Framework], what: Written, terms: tuple[Term, ...]
) -> list[Problem]:
    """Write the comparison of every audit in both; return whatever stopped one, or is unsure."""
    from sendsheets.reports.change import change_tables, compare_workbook
    from sendsheets.reports.change.words import actions_summary, alone, summary

    failed: list[Problem] = []
    names = {r.framework for past in (before, after) for r in past.batch.returns}
    written = 0
    for name in sorted(names):
        facts = compared(known[name], before, after, what.as_at, terms)
        say_problems(facts.problems)
        failed += [p for p in facts.problems if needs_a_person([p])]
        if not facts.pairs:
            say(f"{known[name].title}: no school with a return of both times.")
            continue
        written += 1
        said = (f"{known[name].title}: {number(len(facts.pairs), 'school')} compared.",
                summary(facts), actions_summary(facts), alone(facts))  # fmt: skip
        say(" ".join(filter(None, said)))
        path = what.folder / f"compare-{name}.xlsx"
        failed += write(path, compare_workbook(facts), what.force, "what has changed")
        failed += write_tables(change_tables(facts), f"compare-{name}", what)
    if not written:
        say("Nothing was written, since there is nothing to compare.")
        sys.exit(1)
    return failed


def compared(
    framework: Framework, before: Past, after: Past, as_at: date, terms: tuple[Term, ...] = (),
    left_out: frozenset[int] = frozenset(),
) -> Compared:
    """One audit's returns of both times, put together.

    Args:
        framework: the audit as it is now.
        before: last time's returns.
        after: this time's.
        as_at: the day on which "overdue" is judged.
        terms: the half-terms.
        left_out: the ``id`` of returns of either time that are in no count.
    """
    from sendsheets.analysis.progress import Pair
    from sendsheets.analysis.so_far import over_time
    from sendsheets.frameworks.diff import crosswalk
    from sendsheets.reports.change import Compared
    from sendsheets.returns.levels_then import levels_told
    from sendsheets.returns.pairs import answered, pair_up, school_keys
    from sendsheets.returns.voices import voice_key

    then, now = ([r for r in answered(past.batch, framework.id) if id(r) not in left_out]
                 for past in (before, after))  # fmt: skip
    found = pair_up(*([r for r in returns if r.completeness is not Completeness.NOTHING]
                      for returns in (then, now)))  # fmt: skip
    walks: dict[tuple[str, str], Crosswalk] = {}

    def pair(earlier: Return, later: Return) -> Pair:
        was, stands = before.framework_of(earlier), after.framework_of(later)
        key = (was.version, stands.version)
        if key not in walks:
            walks[key] = crosswalk(was, stands)
        return Pair(earlier, later, was, stands, walks[key])

    keys = school_keys([*then, *now])
    actions = over_time((then, now), {framework.id: framework}, as_at,
                        lambda result: keys[id(result)], voice_key, terms)
    pairs = tuple(pair(*both) for both in found.both)
    versions = {each.before.version: each for each in pairs}
    told = [problem for each in versions.values()
            for problem in levels_told(each.was, each.now, each.walk)]  # fmt: skip
    return Compared(framework, pairs, found.only_before, found.only_after, actions, as_at,
                    (*found.problems, *told))  # fmt: skip
