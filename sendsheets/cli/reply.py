"""``sendsheets reply``: an answer to every school, as a page to print and an email to send."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sendsheets.cli import options
from sendsheets.cli.known import frameworks_or_stop
from sendsheets.cli.older import set_older_aside
from sendsheets.cli.reading import (
    Wanted,
    decisions_or_stop,
    needs_attention,
    not_listed,
    read_paths,
    say_batch,
)
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import Progress, needs_a_person, number, say, say_problems, stop
from sendsheets.model import Batch, Framework, Introduction, Problem, Register, Severity
from sendsheets.save import Record, save

if TYPE_CHECKING:
    from sendsheets.reports.reply import Left, Reply, Words

EMAILS, MERGE = "emails", "mail-merge.csv"
"""The folder of drafts and the list for a mail merge, in the output folder."""

_NAMED = 20
"""As many are named on the screen; the others are counted."""

_PARAGRAPHS, _LONGEST = 3, 450
"""What fits on the page of what happens next: paragraphs, and characters of each."""

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@options.return_paths
@register_options
@click.option("--introductions", "introductions_file", type=_FILE, metavar="FILE",
              help="The consolidated workbook with its sheet Connections filled in. Schools are "
                   "named to each other only where it says Both agreed.")  # fmt: skip
@click.option("--next", "next_texts", multiple=True, metavar="TEXT",
              help="What happens next, to stand on every page. May be given three times, a "
                   "paragraph each.")  # fmt: skip
@click.option("--from-name", default="", metavar="TEXT", help="Who the reply is from.")
@click.option("--contact", default="", metavar="TEXT",
              help="Whom to write to or ring with a question, such as an email address.")
@options.output
@options.as_at
@options.password_file
@options.decisions
@options.framework_files
def reply(
    paths: tuple[Path, ...], schools: Schools, introductions_file: Path | None,
    next_texts: tuple[str, ...], from_name: str, contact: str, folder: Path, force: bool,
    as_at: date, password_file: Path | None, decisions_file: Path | None, own: tuple[str, ...],
) -> None:
    """Answer every school that sent something: a page of two A4 sides and an email.

    PATH is a workbook that came back, a zip file, a saved email, or a folder of them. Each page
    says what came in, what goes well, three places to look first and why, where the school
    stands beside others like it (groups of at least eight only), what its governors could ask, and
    its own actions. Nothing is sent: open each draft in the folder “emails”, look at it, send it.
    """
    from sendsheets.reports.reply import Words

    _check_next(next_texts)
    known = frameworks_or_stop(own)
    register = register_or_stop(schools)
    introductions, doubts = _introductions_or_stop(introductions_file)
    beside = (*schools.files, *([introductions_file] if introductions_file else []))
    batch = read_paths(Wanted(paths, known, folder, password_file, decisions_file,
                              decisions_or_stop(decisions_file), register, beside))  # fmt: skip
    words = Words(tuple(t.strip() for t in next_texts if t.strip()), from_name.strip(),
                  contact.strip())  # fmt: skip
    made, left, unused = _replies(batch, known, as_at, register, introductions, words)
    failed = _write(made, folder, force)
    _say_written(made, len(failed), folder)
    no_address = _say_no_address(made)
    _say_strangers(batch, left)
    _say_left(left)
    say_problems(unused)
    say_batch(batch, limit=10, rest="sendsheets check tells all")
    unsure = register is not None and (no_address or needs_a_person(register.problems))
    if failed or left or unused or doubts or unsure or needs_attention(batch):
        sys.exit(1)


def _check_next(texts: tuple[str, ...]) -> None:
    """End the command where what happens next would not fit on the page."""
    if len(texts) > _PARAGRAPHS or any(len(text) > _LONGEST for text in texts):
        raise click.BadParameter(
            f"At most {_PARAGRAPHS} paragraphs of {_LONGEST} characters each: more would not fit "
            "on two sides.", param_hint="--next")


def _introductions_or_stop(
    file: Path | None,
) -> tuple[tuple[Introduction, ...], tuple[Problem, ...]]:
    """The introductions both schools agreed to; ends the command where the file can't be read."""
    from sendsheets.returns.agreed import read_agreed

    if file is None:
        return (), ()
    try:
        data = file.read_bytes()
    except OSError as error:
        facts = {"found": (error.strerror or "it could not be opened").lower()}
        stop([Problem("introductions-unreadable", Severity.ERROR, file=file.name, facts=facts)])
    introductions, problems = read_agreed(file.name, data)
    if any(problem.severity is Severity.ERROR for problem in problems):
        stop(problems)
    say_problems(problems)
    return introductions, problems


def _replies(
    batch: Batch, known: dict[str, Framework], as_at: date, register: Register | None,
    introductions: tuple[Introduction, ...], words: Words,
) -> tuple[list[Reply], list[Left], list[Problem]]:
    """The replies of every audit in the batch; what got none; the introductions of nobody here."""
    from sendsheets.reports.reply import replies
    from sendsheets.returns.season import season

    made: list[Reply] = []
    left: dict[tuple[str, str], Left] = {}
    astray: list[set[str]] = []
    problems: dict[str, Problem] = {}
    for name in sorted({result.framework for result in batch.returns}):
        held = season(register, batch, name) if register else None
        some, without, unused = replies(known[name], batch, as_at, season=held,
                                        introductions=introductions, words=words)  # fmt: skip
        made += some
        left |= {(each.file, each.why): each for each in without}
        # What one audit has no place for may have one in another.
        astray.append({problem.facts["found"] for problem in unused})
        problems |= {problem.facts["found"]: problem for problem in unused}
    nowhere = set.intersection(*astray) if astray else set()
    return made, list(left.values()), [p for found, p in problems.items() if found in nowhere]


def _write(made: Sequence[Reply], folder: Path, force: bool) -> list[Problem]:
    """Write pages, drafts and the list for a mail merge; return what stopped any."""
    from sendsheets.reports.drafts import draft_eml
    from sendsheets.reports.mail import Mailing, mail_merge

    if not made:
        return []
    failed: list[Problem] = []
    with Record() as record, Progress("Writing replies", len(made)) as progress:
        files = [(folder / each.name, each.html.encode("utf-8", "replace"), each) for each in made]
        for path, data, each in files:
            email = folder / EMAILS / f"{each.draft.stem}.eml"
            for target, content in ((path, data), (email, draft_eml(each.draft))):
                saved = save(target, content, force=force, record=record)
                failed += [saved] if isinstance(saved, Problem) else []
            progress.step()
        merge = mail_merge(
            Mailing(each.draft.to, each.draft.school, each.urn, each.contact, each.draft.subject,
                    each.name, each.draft.body)
            for each in sorted(made, key=_by_school))  # fmt: skip
        saved = save(folder / MERGE, merge, force=force, record=record)
        failed += [saved] if isinstance(saved, Problem) else []
    say_problems(failed[:_NAMED])
    if len(failed) > _NAMED:
        say(f"and {len(failed) - _NAMED} more that could not be written.")
    return failed


def _by_school(reply: Reply) -> tuple[str, str]:
    return reply.draft.school.casefold(), reply.name


def _say_written(made: Sequence[Reply], failed: int, folder: Path) -> None:
    if not made:
        say("There is no return to reply to.")
        return
    short = sum(not each.whole for each in made)
    tail = f"; {short} of them short, since much is not answered yet" if short else ""
    say(f"{number(len(made), 'reply', 'replies')} in {folder}: a page for each school (.html)"
        f"{tail}.")  # fmt: skip
    say(f"An email for each, not sent, with its page attached, is in {folder / EMAILS}. For a "
        f"mail merge: {folder / MERGE}")  # fmt: skip
    if failed:
        say(f"{number(failed, 'file')} could not be written.")
    set_older_aside(folder / EMAILS, {each.draft.stem for each in made}, "reply-")


def _say_no_address(made: Sequence[Reply]) -> bool:
    """Say which drafts have no address; whether there are any."""
    bare = [each.draft.school or each.name for each in made if not each.draft.to]
    if bare:
        say(f"{number(len(bare), 'email')} without an address: {_list(bare)}.")
    return bool(bare)


def _say_strangers(batch: Batch, left: Sequence[Left]) -> None:
    """Name the schools that are not on the list and get a reply as well."""
    without = {each.file for each in left}
    names = list(dict.fromkeys(
        reading.result.school.name or reading.file for reading in batch.readings
        if reading.stands and reading.result and not_listed(reading)
        and reading.file not in without))  # fmt: skip
    if names:
        say(f"Among them {number(len(names), 'school')} that the list does not have: "
            f"{_list(names)}.")  # fmt: skip


def _say_left(left: Sequence[Left]) -> None:
    if not left:
        return
    say(f"{number(len(left), 'file')} got no reply:")
    for each in left[:_NAMED]:
        whose = f"{each.school} ({each.file})" if each.school else each.file
        say(f"{whose}: {each.why}.", 2)
    if len(left) > _NAMED:
        say(f"and {len(left) - _NAMED} more.", 2)


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
