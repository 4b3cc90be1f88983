"""``sendsheets review``: the workbook that a peer reviewer takes on a visit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from sendsheets.cli.naming import file_name
from sendsheets.cli.reading import (
    Wanted,
    decisions_or_stop,
    needs_attention,
    read_paths,
    say_batch,
)
from sendsheets.cli.screen import number, say, write
from sendsheets.model import RULES, Batch, Completeness, Framework, Problem, Return

if TYPE_CHECKING:
    from sendsheets.returns.past import Past

_PATH = click.Path(path_type=Path)


def _print_rules(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        for rule in RULES:
            say(f"{rule.key:<14}{rule.name}. {rule.looks_for}")
        ctx.exit()


@click.command()
@click.argument("path", metavar="RETURN", type=_PATH)
@click.option("--previous", metavar="PATH", type=_PATH, default=None,
              help="The school’s last return, or a folder of last season’s: what has changed "
                   "much becomes a question. Where the return shows last time, it is not needed.")
@click.option("--voices", metavar="PATH", multiple=True, type=_PATH,
              help="Returns of other people of the school, a file or a folder. May be repeated. "
                   "Groups are shown from five people up.")  # fmt: skip
@click.option("--without", "without", metavar="RULE", multiple=True,
              type=click.Choice([rule.key for rule in RULES]),
              help="Switch off a rule that proposes lines of enquiry: "
                   f"{', '.join(rule.key for rule in RULES)}. May be repeated.")  # fmt: skip
@click.option("--rules", is_flag=True, is_eager=True, expose_value=False, callback=_print_rules,
              help="Say what each rule looks for, and stop.")  # fmt: skip
@options.output
@options.as_at
@options.password_file
@options.decisions
@decided_then
@options.framework_files
def review(
    path: Path, previous: Path | None, voices: tuple[Path, ...], without: tuple[str, ...],
    folder: Path, force: bool, as_at: date, own: tuple[str, ...], password_file: Path | None,
    decisions_file: Path | None, previous_decisions: Path | None,
) -> None:
    """Write the workbook that a peer reviewer fills in on a visit to a school.

    RETURN is the workbook that the school sent back, or a folder of them: then each school gets
    one. It holds the school's ratings and evidence to read, columns for the reviewer's own, and
    proposed lines of enquiry: three to five to start with, then the rest. Which rules proposed
    them stands on its sheet Rules. Read it back with check, consolidate or summarise, beside the
    school's own return or alone.
    """
    if previous_decisions and not previous:
        raise click.UsageError("--previous-decisions is for the returns of --previous.")
    not_both_or_stop([path, *voices], [previous] if previous else [])
    known = frameworks_or_stop(own)
    decisions = decisions_or_stop(decisions_file)
    wanted = Wanted([path], known, folder, password_file, decisions_file, decisions,
                    beside=tuple(filter(None, [previous_decisions])))
    batch = read_paths(replace(wanted, paths=[path, *voices]))
    then = as_decided_then(wanted, previous_decisions)
    before = read_past(replace(then, paths=[previous])) if previous else None
    failed: list[Problem] = []
    what = _What(before, without, folder, force, as_at, set())
    for result, others in _schools(batch):
        failed += _write(result, others, known[result.framework], what)
    say_batch(batch)
    if before is not None:
        say("Of the earlier returns:")
        say_undecided(before, wanted, previous_decisions)
        say_batch(before.batch, limit=5, rest="sendsheets check tells all")
    if failed or needs_attention(batch):
        sys.exit(1)


def _schools(batch: Batch) -> list[tuple[Return, tuple[Return, ...]]]:
    """Each school's own return of each audit, and the other voices that go with it.

    The SENCO's speaks for the school, else the first; a blank form speaks for nobody.
    """
    from sendsheets.analysis.voices import speaker
    from sendsheets.model import Role
    from sendsheets.returns.schools import keys_of

    every = [r for r in (*batch.returns, *batch.voices)
             if r.completeness is not Completeness.NOTHING]  # fmt: skip
    groups: dict[tuple[str, str], list[Return]] = {}
    for result, key in zip(every, keys_of(every), strict=True):
        groups.setdefault((result.framework, key), []).append(result)
    made = []
    for group in groups.values():
        whole = [r for r in group if not r.voice]
        if not whole:
            say(f"{group[0].school.name or group[0].file}: only the voices of "
                f"{number(len(group), 'person', 'people')}, so there is no return to review.")
            continue
        lead = next((r for r in whole if speaker(r)[0] is Role.SENCO), whole[0])
        made.append((lead, tuple(r for r in group if r is not lead)))
    return made


@dataclass(frozen=True, slots=True)
class _What:
    """What is written, and where; ``taken`` are the names of files used so far."""

    before: Past | None
    without: tuple[str, ...]
    folder: Path
    force: bool
    as_at: date
    taken: set[str]


def _write(
    result: Return, others: Sequence[Return], framework: Framework, what: _What
) -> list[Problem]:
    """Write one reviewer's workbook; return whatever stopped it."""
    from sendsheets.analysis.enquiry import enquiries_again, propose
    from sendsheets.analysis.since import as_it_was
    from sendsheets.captions import NO_LINKS, NO_PREVIOUS, NO_VOICES
    from sendsheets.layout import COMMENTS
    from sendsheets.returns.privacy import may_identify
    from sendsheets.returns.withheld import is_withheld
    from sendsheets.workbook.enquiries import Briefing
    from sendsheets.workbook.review import review_workbook

    earlier = _earlier(result, what.before) or as_it_was(result, framework)
    found = propose(
        framework, result, without=what.without, previous=earlier, others=others,
        comments=result.details.get(COMMENTS.key, ""),
        quotable=lambda text: not is_withheld(text) and not may_identify(text, result),
    )  # fmt: skip
    words = {"change": NO_PREVIOUS, "voices": NO_VOICES, "contradiction": NO_LINKS}
    lines, first = enquiries_again(found, result.enquiries)
    briefing = Briefing(
        lines, first, found.proposed, found.put_first, found.off,
        {key: words[key] for key in found.lacking})  # fmt: skip
    data = review_workbook(framework, result, briefing, made_on=what.as_at)
    school = result.school.name or Path(result.file).stem
    name = file_name("review", result, what.taken)
    failed = write(what.folder / f"{name}.xlsx", data, what.force, "reviewer’s workbook")
    if not failed:
        say(f"{school}: {number(len(found.lines), 'line')} of enquiry proposed, "
            f"{first} to start with.", 2)  # fmt: skip
    if what.before is not None and earlier is None:
        say(f"{school}: no earlier return of this audit was found, so nothing is said of change.",
            2)  # fmt: skip
    return failed


def _earlier(result: Return, before: Past | None) -> Return | None:
    """The school's earlier return of the same audit: the SENCO's, else the first.

    Its answers stand under the refs of now; those about no statement of now are left out.
    """
    from sendsheets.analysis.voices import speaker
    from sendsheets.returns.schools import keys_of

    if before is None:
        return None
    mine = [r for r in before.batch.returns if r.framework == result.framework]
    keys = keys_of([result, *mine])
    same = [r for r, key in zip(mine, keys[1:], strict=True) if key == keys[0]]
    role = speaker(result)
    found = next((r for r in same if speaker(r) == role), same[0] if same else None)
    return before.as_now(found) if found else None
