"""``sendsheets chase``: a reminder for each school whose return is not in or not finished."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sendsheets.cli import options
from sendsheets.cli.known import audits_of, check_audits, frameworks_or_stop
from sendsheets.cli.older import set_older_aside
from sendsheets.cli.own import say_if_only_ours
from sendsheets.cli.reading import Wanted, decisions_or_stop, read_paths
from sendsheets.cli.register import Schools, register_options, register_or_stop
from sendsheets.cli.screen import needs_a_person, number, say, say_problems, stop, write
from sendsheets.model import Batch, Framework, Problem, Register, Severity

if TYPE_CHECKING:
    from sendsheets.reports.chasing import Chase
    from sendsheets.reports.mail import Template

_NAMED = 10
"""As many schools are named on the screen; the others are counted."""


@click.command()
@options.return_paths
@register_options
@options.deadline
@options.audits
@click.option("--template", "template_file", metavar="FILE",
              type=click.Path(dir_okay=False, path_type=Path),
              help="Your own words for the reminder: a text file with “Subject: …” in its first "
                   "line and {school}, {ask}, {missing}, {due} where they belong.")  # fmt: skip
@click.option("--from-name", "officer", default="", metavar="TEXT",
              help="The name at the end of each reminder.")  # fmt: skip
@click.option("--workbooks", "sent_folder", metavar="FOLDER",
              type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The folder that generate wrote: each school from which nothing came that "
                   "could be used gets its blank workbook once more.")  # fmt: skip
@options.output
@options.as_at
@options.password_file
@options.decisions
@options.framework_files
def chase(
    paths: tuple[Path, ...], schools: Schools, deadline: date | None, audits: tuple[str, ...],
    template_file: Path | None, officer: str, sent_folder: Path | None, folder: Path,
    force: bool, as_at: date, password_file: Path | None, decisions_file: Path | None,
    own: tuple[str, ...],
) -> None:
    """Write a reminder for each school that has not sent its return, or not all of it.

    PATH is a workbook that came back, a zip file, a saved email, or a folder of them. Each
    reminder says what is missing: everything, what was wrong with the file, or which statements.
    Nothing is sent: each is written as text and as an .eml draft, with a list for a mail merge.
    """
    if schools.file is None:
        raise click.UsageError("Say who was asked: give the list of schools with --schools FILE.")
    known = frameworks_or_stop(own)
    check_audits(audits, known)
    template = _template(template_file, deadline, officer)
    register = register_or_stop(schools)
    assert register is not None
    beside = (*schools.files, *([template_file] if template_file else []))
    batch = read_paths(Wanted(paths, known, folder, password_file, decisions_file,
                              decisions_or_stop(decisions_file), register, beside))  # fmt: skip
    missing = [problem for problem in batch.problems if problem.code in _NOT_THERE]
    if missing:  # without what came back, schools would be reminded of what they have sent
        stop(missing)
    found = audits or audits_of(batch, known)
    nothing = say_if_only_ours(batch)
    if not found:
        raise click.UsageError(
            "Nothing here says which audit was sent out. Name it with --audit, such as "
            "--audit send-rag-audit.")
    sent = {name: _sent(sent_folder, known[name], register) for name in found}
    if sent_folder and not any(sent.values()):
        raise click.UsageError(
            f"{sent_folder} holds no workbook of a school on the list as sendsheets wrote it. Name "
            "the folder that generate wrote.")
    told = _Told()
    for name in found:
        told.add(known[name], register, batch, deadline, as_at, template, officer, sent[name])
    failed = _write(told.chases, len(found) > 1, folder, force, register)
    lost = told.lost(batch)
    unsure = needs_a_person(register.problems) or told.waits
    if failed or unsure or lost or nothing or not all(each.draft.to for each in told.chases):
        sys.exit(1)


def _sent(
    folder: Path | None, framework: Framework, register: Register
) -> Mapping[str, Path]:
    """The blank workbooks by school, where there is a folder of them."""
    from sendsheets.returns.sent_out import sent_out

    return sent_out(folder, framework, register.schools) if folder else {}


_NOT_THERE = ("file-missing", "folder-unreadable")


def _template(
    file: Path | None, deadline: date | None, officer: str
) -> Template | None:
    """The officer's own words; ends the command with everything that is wrong with them."""
    from sendsheets.reports.chasing import PLACEHOLDERS
    from sendsheets.reports.mail import read_template

    if file is None:
        return None
    try:
        data = file.read_bytes()
    except OSError:
        stop([Problem("template-unreadable", Severity.ERROR, file=file.name)])
    lacking = [*([] if deadline else ["deadline"]), *([] if officer else ["officer"])]
    template, problems = read_template(file.name, data, PLACEHOLDERS, lacking)
    if template is None:
        stop(problems)
    return template


class _Told:
    """The reminders of every audit; what there is to say of each is printed as it is added."""

    def __init__(self) -> None:
        self.chases: list[Chase] = []
        self.waits = False
        self._placed: set[str] = set()

    def add(
        self, framework: Framework, register: Register, batch: Batch, deadline: date | None,
        as_at: date, template: Template | None, officer: str, sent: Mapping[str, Path],
    ) -> None:
        """Write the reminders of one audit, and say how it stands."""
        from sendsheets.reports.chasing import chase_season
        from sendsheets.reports.standings import returned_words
        from sendsheets.returns.placed import is_unplaced
        from sendsheets.returns.season import season

        held = season(register, batch, framework.id, deadline)
        unplaced = sum(map(is_unplaced, batch.readings))
        done = chase_season(held, framework, as_at, template, officer, unplaced, sent)
        self.chases += done.chases
        self._placed |= {r.file for standing in held.standings for r in standing.refused}
        say(f"{framework.title}: {returned_words(held)}.")
        if done.waiting:
            self.waits = True
            names = _names([listed.name for listed in done.waiting])
            say(f"{number(len(done.waiting), 'school')} without a reminder yet, since a return "
                f"may be theirs: {names}. Decide that first: sendsheets check --schools … "
                "--decisions FILE.", 2)  # fmt: skip
        astray = [r.result.school.name for standing in held.standings for r in standing.readings
                  if r.result and any(p.code == "sender-other-school" and
                                      p.severity is Severity.QUERY for p in r.problems)]
        if astray:
            said = "came" if len(astray) == 1 else "came each"
            say(f"{number(len(astray), 'return')} {said} from the address of another school on the "
                f"list: {_names(astray)}. See: sendsheets check --schools …", 2)  # fmt: skip
            self.waits = True
        if held.strangers:
            said = "is" if len(held.strangers) == 1 else "are"
            say(f"{number(len(held.strangers), 'return')} {said} from no school on the list, or "
                "nobody knows yet from which.", 2)  # fmt: skip

    def lost(self, batch: Batch) -> bool:
        """Whether files could not be used and seem to be no school's; names them."""
        from sendsheets.returns.season import is_file_problem

        lost = [reading.file for reading in batch.readings
                if is_file_problem(reading) and reading.file not in self._placed]  # fmt: skip
        if lost:
            said, its = ("and nobody knows whose it is", "its") if len(lost) == 1 else (
                "and nobody knows whose they are", "their")
            say(f"{number(len(lost), 'file')} could not be used, {said}: {_names(lost)}. Give "
                f"{its} school in the decisions file: sendsheets check --schools … --decisions "
                "FILE.")  # fmt: skip
        return bool(lost)


def _write(
    chases: Sequence[Chase], several: bool, folder: Path, force: bool, register: Register
) -> list[Problem]:
    from sendsheets.reports.chasing import merge_list, with_audit
    from sendsheets.reports.drafts import draft_eml, draft_text
    from sendsheets.reports.tidy import csv_bytes

    chases = [with_audit(each) for each in chases] if several else chases
    failed: list[Problem] = []
    for each in chases:
        draft = each.draft
        if each.workbook:  # one at a time: all of them may be many
            try:
                attached = (each.workbook.name, each.workbook.read_bytes())
            except OSError as error:
                facts = {"found": error.strerror or "it could not be opened"}
                failed.append(Problem("file-unreadable", Severity.ERROR,
                                      file=each.workbook.name, facts=facts))  # fmt: skip
                say_problems(failed[-1:])
                continue
            draft = replace(draft, attachment=attached)
        text = draft_text(draft).encode("utf-8", "replace")
        failed += write(folder / f"{draft.stem}.txt", text, force, "")
        failed += write(folder / f"{draft.stem}.eml", draft_eml(draft), force, "")
    if not chases:
        say("No school needs a reminder.")
    else:
        failed += write(folder / "mail-merge.csv", csv_bytes(merge_list(chases)), force, "")
    if chases and not failed:
        kinds = Counter(each.status for each in chases)
        said = ", ".join(f"{count} {kind.lower()}" for kind, count in kinds.items())
        say(f"Wrote {folder}  ({number(len(chases), 'reminder')}: {said}; each as .txt and as an "
            ".eml draft, and all of them in mail-merge.csv)")  # fmt: skip
        _say_attached(chases)
    lost = [each.listed.name for each in chases if not each.draft.to]
    if lost:
        listed = any(school.email for school in register.schools)
        say(f"{number(len(lost), 'reminder')} without an address: "
            f"{_names(lost) if listed else 'the list has none'}.")  # fmt: skip
    _say_shared(register, chases)
    set_older_aside(folder, {each.draft.stem for each in chases})
    return failed


def _say_attached(chases: Sequence[Chase]) -> None:
    """How many bring a workbook; who lacks one where others have theirs."""
    from sendsheets.reports.standings import PART_COMPLETE

    bring = sum(each.workbook is not None for each in chases)
    if not bring:
        return
    lack = [each.listed.name for each in chases
            if not each.workbook and each.status != PART_COMPLETE]  # fmt: skip
    tail = f" There is none, or more than one, for {_names(lack)}." if lack else ""
    said = "brings" if bring == 1 else "bring"
    say(f"{number(bring, 'reminder')} {said} the blank workbook once more.{tail}", 2)


def _say_shared(register: Register, chases: Sequence[Chase]) -> None:
    """Name the schools whose address on the list is another school's too: none is written to."""
    from sendsheets.reports.addresses import Addresses

    addresses = Addresses(register)
    names = [each.listed.name for each in chases if addresses.is_shared(each.listed)]
    if names:
        say("Left without an address, since the list gives the same one to several schools: "
            f"{_names(names)}.", 2)  # fmt: skip


def _names(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
