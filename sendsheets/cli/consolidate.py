"""``sendsheets consolidate``: many returns become one workbook a framework, and tidy CSV."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sendsheets.cli import options
from sendsheets.cli.known import audits_of, check_audits, frameworks_or_stop
from sendsheets.cli.last_season import (
    as_decided_then,
    decided_then,
    not_both_or_stop,
    previous_option,
    read_past,
    say_undecided,
    say_unread,
)
from sendsheets.cli.reading import (
    Wanted,
    decisions_or_stop,
    is_empty_folder,
    needs_attention,
    read_paths,
    say_batch,
)
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import needs_a_person, number, say, say_problems, stop, write
from sendsheets.cli.tables import Written, parquet_or_stop, write_tables
from sendsheets.model import (
    Batch,
    Completeness,
    Framework,
    Introduction,
    Problem,
    Register,
    Season,
    Severity,
)

if TYPE_CHECKING:
    from sendsheets.analysis.partners import By
    from sendsheets.reports.authority import Connect
    from sendsheets.reports.authority.seen import Seen
    from sendsheets.reports.change import Compared
    from sendsheets.returns.past import Past


@click.command()
@options.return_paths
@options.output
@options.as_at
@options.password_file
@options.decisions
@register_options
@options.deadline
@options.audits
@options.connections
@click.option("--introductions", "introductions", multiple=True, metavar="FILE",
              type=click.Path(dir_okay=False, path_type=Path),
              help="An earlier consolidated workbook: what was chosen on its sheet Connections, "
                   "Both agreed or No, is carried over. May be repeated.")  # fmt: skip
@click.option("--shareable", is_flag=True,
              help="Write what may be shared instead: no names, no free text, no statement that "
                   "fewer than five schools rated, and counts rounded to fives.")  # fmt: skip
@click.option("--parquet", is_flag=True,
              help="Write the tidy tables as Parquet too, for Power BI and the like.")
@previous_option("Last season's returns: adds what changed since. Not with --shareable.")
@decided_then
@options.framework_files
def consolidate(
    paths: tuple[Path, ...], folder: Path, force: bool, as_at: date, own: tuple[str, ...],
    password_file: Path | None, decisions_file: Path | None, schools: Schools,
    deadline: date | None, audits: tuple[str, ...], partners: int, partners_by: str,
    partner_load: int, not_partners: tuple[str, ...], no_connections: bool,
    introductions: tuple[Path, ...], shareable: bool, parquet: bool, previous: tuple[Path, ...],
    previous_decisions: Path | None,
) -> None:
    """Write one workbook over all the schools, and the same as tidy CSV files.

    PATH is a workbook or a folder of them. Each framework found gets a workbook and a folder of
    CSV files of its own. With a list of schools (--schools) it says for every school on it
    whether its return is in, how complete it is and when it came. Unless you say --shareable it
    names schools and quotes them: keep it to those who may see that.
    """
    if deadline and not schools.file:
        raise click.UsageError("--deadline is for the schools on a list: give it with --schools.")
    if audits and not schools.file:
        raise click.UsageError("--audit is for the schools on a list: give it with --schools.")
    if audits and shareable:
        raise click.UsageError("--audit is for the sheet Returns, which --shareable leaves out.")
    if no_connections and not_partners:
        raise click.UsageError("--no-connections and --not-partner cannot be given together.")
    if introductions and (no_connections or shareable):
        raise click.UsageError("--introductions is for the sheet Connections, which "
                               "--no-connections and --shareable leave out.")
    if previous_decisions and not previous:
        raise click.UsageError("--previous-decisions is for the returns of --previous.")
    if previous and shareable:
        raise click.UsageError("--previous names schools, so it cannot be given with --shareable.")
    not_both_or_stop(paths, previous)
    if parquet:
        parquet_or_stop()
    known = frameworks_or_stop(own)
    check_audits(audits, known)
    register = register_or_stop(schools)
    wanted = Wanted(paths, known, folder, password_file, decisions_file,
                    decisions_or_stop(decisions_file), register, (*schools.files, *introductions,
                     *([previous_decisions] if previous_decisions else [])))
    batch = read_paths(wanted)
    if audits:
        # Whoever names the audit knows that nothing may have come back yet.
        batch = replace(batch, readings=tuple(r for r in batch.readings if not is_empty_folder(r)))
    what = Written(folder, force, as_at, parquet, earlier=introductions)
    choices, unclear = _choices_or_stop(introductions)
    if shareable:
        failed = write_shareable(batch, known, what, register)
    else:
        if not no_connections:
            by: By = "theme" if partners_by == "theme" else "ref"
            what = replace(what, connect=_connect(partners, partner_load, not_partners, choices,
                                                  by))  # fmt: skip
        then = as_decided_then(replace(wanted, paths=previous), previous_decisions)
        past = read_past(then) if previous else None
        unread = say_unread(past) if past else []
        if past:
            say_undecided(past, wanted, previous_decisions)
        failed = unread + write_consolidated(batch, known, what, register, deadline, audits, past)
    if shareable and not batch.returns:
        say("Nothing was written, since there is no return that can be read.")
    rest = "sendsheets check tells all" if shareable else "see the sheet To check"
    if batch.readings:
        say_batch(batch, limit=20, rest=rest)
    unsure = register is not None and needs_a_person(register.problems)
    waits = needs_a_person(batch.problems) if audits else needs_attention(batch)
    if failed or unsure or unclear or waits:
        sys.exit(1)


def _connect(
    partners: int, load: int, without: tuple[str, ...],
    choices: tuple[tuple[Introduction, str], ...], by: By,
) -> Connect:
    from sendsheets.reports.authority import Connect

    return Connect(partners, load, without, by, choices)


def _choices_or_stop(
    files: tuple[Path, ...]
) -> tuple[tuple[tuple[Introduction, str], ...], bool]:
    """What was chosen on earlier sheets Connections, and whether anything there is unclear."""
    from sendsheets.returns.agreed import read_choices

    made: list[tuple[Introduction, str]] = []
    told: list[Problem] = []
    for file in files:
        try:
            chosen, problems = read_choices(file.name, file.read_bytes())
        except OSError as error:
            facts = {"found": (error.strerror or "it could not be opened").lower()}
            stop([Problem("introductions-unreadable", Severity.ERROR, file=file.name, facts=facts)])
        if any(problem.severity is Severity.ERROR for problem in problems):
            stop(problems)
        made += chosen
        told += problems
    say_problems(told)
    if files:
        said = [answer for _, answer in made]
        say(f"Carried over from the sheet Connections: {said.count('Both agreed')} Both agreed, "
            f"{said.count('No')} No.")  # fmt: skip
    return tuple(dict.fromkeys(made)), bool(told)


def _put_aside(path: Path, what: Written) -> None:
    """Keep what an officer has changed under another name, where its choices are carried over."""
    if not path.exists() or not any(path.resolve() == file.resolve() for file in what.earlier):
        return
    kept, number_of = path.with_stem(f"{path.stem}-before"), 1
    while kept.exists():
        number_of += 1
        kept = path.with_stem(f"{path.stem}-before-{number_of}")
    try:
        path.rename(kept)
    except OSError:
        return  # the writing that follows will say what stands in its way
    say(f"Kept the earlier one as {kept}")


def write_consolidated(
    batch: Batch, known: dict[str, Framework], what: Written,
    register: Register | None = None, deadline: date | None = None, audits: Sequence[str] = (),
    past: Past | None = None,
) -> list[Problem]:
    """Write the parts of every framework in the batch; return whatever stopped one.

    With a register, ``audits`` that were sent out are written even where nothing came back yet.
    """
    from sendsheets.reports.across import across_workbook
    from sendsheets.reports.authority import drawn, gathered, tables_of
    from sendsheets.returns.batch import seldom_collected

    failed = _not_partners(batch, what.connect)
    seasons: list[Season] = []
    # Without a list of schools there is nothing to say of an audit of which nothing can be read.
    found = audits_of(batch, known) if register or batch.returns else ()
    for name in sorted({*found, *audits}):
        framework = known[name]
        returns = [result for result in batch.returns if result.framework == name]
        blank = sum(result.completeness is Completeness.NOTHING for result in returns)
        tail = f" and {number(blank, 'blank form')}" if blank else ""
        say(f"{framework.title}: {number(len(returns) - blank, 'return')}{tail}.")
        season = _season(register, batch, name, deadline)
        seasons += [season] if season else []
        seen = gathered(framework, batch, what.as_at, season, what.connect)
        carried = any(result.actions_so_far for result in returns)
        change = _change(framework, past, batch, known, seen) if past or carried else None
        failed += [p for p in change.problems if needs_a_person([p])] if change else []
        path = what.folder / f"consolidated-{name}.xlsx"
        _put_aside(path, what)
        with seldom_collected():
            failed += write(path, drawn(seen, change=change), what.force, "consolidated workbook")
        gc.collect()  # the sheets hold each other; a fifth of the memory is theirs
        failed += write_tables(tables_of(seen, change), f"consolidated-{name}", what)
    several = across_workbook(known, batch, what.as_at, seasons=seasons)
    if several:
        failed += write(what.folder / "across-audits.xlsx", several, what.force,
                        "themes that the audits share")  # fmt: skip
    if not found and not audits:
        say("Nothing was written, since there is no return that can be read." + (
            " To see every school on the list as outstanding, say which audit was sent out, such "
            "as --audit send-rag-audit. For a reminder to each: sendsheets chase --schools … "
            "--audit NAME." if register else ""))  # fmt: skip
    return failed


def _change(
    framework: Framework, past: Past | None, batch: Batch, known: dict[str, Framework],
    seen: Seen,
) -> Compared:
    """What changed since last time in one audit, over the returns that are counted.

    Without last time's returns there are still the actions that this time's carry over.
    """
    from sendsheets.cli.compare import compared
    from sendsheets.reports.change.words import alone, summary
    from sendsheets.returns.past import Past

    facts = seen.facts
    strange = frozenset(id(reading.result) for number, reading in enumerate(facts.counted, 1)
                        if number in facts.strangers)  # fmt: skip
    now = Past.read_as_now(batch, known)
    nothing = Past(Batch(()), {}, known)
    change = compared(framework, past or nothing, now, facts.as_at, left_out=strange)
    if past is None:
        return change
    say_problems(change.problems)
    said = f"Since last time: {number(len(change.pairs), 'school')} compared."
    say(" ".join(filter(None, (said, summary(change) if change.pairs else "", alone(change)))))
    return change


def write_shareable(
    batch: Batch, known: dict[str, Framework], what: Written, register: Register | None = None
) -> list[Problem]:
    """Write what may be shared of every framework in the batch; return whatever stopped one."""
    from sendsheets.reports.authority import shareable_tables, shareable_workbook

    failed: list[Problem] = []
    for name in sorted({result.framework for result in batch.returns}):
        framework = known[name]
        season = _season(register, batch, name, None)
        data = shareable_workbook(framework, batch, what.as_at, season=season)
        tables = shareable_tables(framework, batch, what.as_at, season)
        if data is None or tables is None:
            facts = {"found": framework.title}
            say_problems([Problem("shareable-few", Severity.INFORMATION, facts=facts)])
            continue
        path = what.folder / f"shareable-{name}.xlsx"
        earlier = path.exists() and path.read_bytes() != data
        failed += write(path, data, what.force,
                        "to share: no names, no free text, no small groups")  # fmt: skip
        failed += write_tables(tables, f"shareable-{name}", what)
        if earlier:
            say("An earlier edition of it was here. Please share only one of them: whoever "
                "compares two over nearly the same schools could guess what one school said.")
    return failed


def _not_partners(batch: Batch, connect: Connect | None) -> list[Problem]:
    """Schools that must not be suggested and that no return is from."""
    if connect is None or not connect.without:
        return []
    from sendsheets.analysis.partners import not_found
    from sendsheets.reports.authority.places import places

    schools = places(dict(enumerate(batch.counted, 1)))
    gone = [Problem("partner-unknown", Severity.QUERY, facts={"found": name})
            for name in not_found(connect.without, schools)]  # fmt: skip
    say_problems(gone)
    return gone


def _season(
    register: Register | None, batch: Batch, name: str, deadline: date | None
) -> Season | None:
    """The returns of one audit held against the list of schools, and said in a sentence."""
    if register is None:
        return None
    from sendsheets.reports.authority.facts import strangers, strangers_words
    from sendsheets.reports.standings import returned_words
    from sendsheets.returns.season import season

    held = season(register, batch, name, deadline)
    say(f"{returned_words(held)}.")
    left = len(strangers(batch, held))
    if left:
        say(f"Please note: {strangers_words(left)}")
    return held
