"""``sendsheets frameworks`` ``show``, ``check``, ``new`` and ``diff``: care of framework files."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sendsheets import problems as catalogue
from sendsheets.cli.known import WRONG_USAGE, framework_or_stop, words_that_do_not_fit
from sendsheets.cli.screen import NEEDS_A_PERSON, number, say, say_problems, write
from sendsheets.model import Problem

if TYPE_CHECKING:
    from sendsheets.frameworks.differences import Comparison, Difference

_MISSING = ("framework-unknown", "framework-unreadable")


@click.command()
@click.argument("framework")
def show(framework: str) -> None:
    """Print an audit so that it can be read here: ratings, sections and statements.

    FRAMEWORK is an id or the path of a framework file.
    """
    from sendsheets.frameworks.show import shown

    width = min(shutil.get_terminal_size().columns - 1, 100)
    for line in shown(framework_or_stop(framework), width):
        say(line)


@click.command()
@click.argument("framework", metavar="FILE")
def check(framework: str) -> None:
    """Say every fault and every weakness of a framework file, with what to do.

    FILE is the path of a framework file, or an id. A file with faults cannot be used. Weaknesses
    are signs for you to judge: dated terms, statements with two claims, hard reading and the like.
    """
    from sendsheets.frameworks.overlook import look_over

    seen = look_over(framework)
    if seen.framework:
        unfit = words_that_do_not_fit(seen.framework, framework)
        seen = replace(seen, faults=(*seen.faults, *unfit))
    if any(problem.code in _MISSING for problem in seen.faults):
        say_problems(seen.faults)
        sys.exit(WRONG_USAGE)
    if seen.framework:
        words = f"{seen.framework.title}, version {seen.framework.version}"
        counts = (f"{number(len(seen.framework.statements), 'statement')} in "
                  f"{number(len(seen.framework.sections), 'section')}")  # fmt: skip
        say(f"{words}: {counts}")
    if seen.ease is not None:
        say(f"Reading ease of its statements: {max(seen.ease, 0):.0f} "
            "(Flesch; 60 and more is plain English, under 30 very difficult)")  # fmt: skip
    if seen.faults:
        say(f"{number(len(seen.faults), 'fault')}: it cannot be used until this is mended.")
        say_problems(seen.faults, with_file=False, indent=2)
    else:
        say("No faults: it can be used.")
    if seen.weaknesses:
        say(number(len(seen.weaknesses), "weakness", "weaknesses")
            + (", for you to judge:" if not seen.faults else " besides:"))  # fmt: skip
        _say_together(seen.weaknesses)
    if seen.faults:
        sys.exit(NEEDS_A_PERSON)


def _say_together(weaknesses: Iterable[Problem]) -> None:
    """Print weaknesses of a sort together, and what to do once where it is the same."""
    sorts: dict[str, list[Problem]] = {}
    for problem in weaknesses:
        sorts.setdefault(problem.code, []).append(problem)
    for code, problems in sorts.items():
        advice = {catalogue.advice(problem) for problem in problems}
        say(f"{catalogue.entry(code).meaning} ({len(problems)})", indent=2)
        for problem in problems:
            own = f" {catalogue.advice(problem)}" if len(advice) > 1 else ""
            say(f"{_short(catalogue.found(problem), 160)}{own}", indent=4)
        if len(advice) == 1:
            say(f"What to do: {advice.pop()}", indent=4)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 2].rstrip() + "…”"


@click.command()
@click.argument("framework", default="senco-cpd-audit")
def words(framework: str) -> None:
    """Print the workbook's own words, all of which a framework file can change.

    FRAMEWORK is an id or the path of a framework file; what it changes stands beside.
    An ellipsis stands for the audit's own words. Change them with [words] in the framework file.
    """
    from sendsheets.model import Words
    from sendsheets.workbook.clashes import own_texts

    chosen = framework_or_stop(framework)
    changed = Words(chosen.words)
    for text in own_texts(chosen):
        said = changed.said(text)
        say(text if said == text else f"{text}  ->  {said}")


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", default="", help="The audit's title.")
@click.option("--force", is_flag=True, help="Replace whatever stands there.")
def new(path: Path, title: str, force: bool) -> None:
    """Write a small framework file with notes, to be changed into an audit of your own."""
    from sendsheets.frameworks.new import id_from, template

    if path.suffix.lower() != ".toml":
        path = path.with_name(f"{path.name}.toml")
    if len(title) > 80:
        raise click.BadParameter("At most 80 characters fit.", param_hint="--title")
    identity = id_from(path.stem)
    if write(path, template(identity, title.strip()).encode(), force, f"id {identity}"):
        sys.exit(1)
    say(f"Open it in a text editor, such as Notepad. Then run: sendsheets frameworks check {path}")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--changes", "path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the proposed table of changes to this file too.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace whatever stands there.")
def diff(old: str, new: str, path: Path | None, force: bool) -> None:
    """Say what changed between two versions of an audit, statement by statement.

    OLD and NEW are paths of framework files, or ids. Below stands a table of changes to paste into
    the new file, by which last year's answers find their place. Only what is certain stands
    ready: where words are merely alike, you decide.
    """
    from sendsheets.frameworks.differences import compare
    from sendsheets.frameworks.proposal import proposal

    comparison = compare(framework_or_stop(old), framework_or_stop(new))
    _say_versions(comparison)
    _say_statements(comparison.statements)
    for heading, lines in (("Scales", comparison.scales), ("Other texts", comparison.others)):
        if lines:
            say(f"{heading}:")
            for line in lines:
                say(line, indent=2)
    if comparison.old.id != comparison.new.id:
        return
    table = proposal(comparison)
    if table:
        say()
        for line in table.splitlines():
            say(line)
    if path and write(path, table.encode(), force, "proposed changes"):
        sys.exit(1)
    if comparison.undecided:
        sys.exit(NEEDS_A_PERSON)


def _say_versions(comparison: Comparison) -> None:
    old, new = comparison.old, comparison.new
    say(f"From {old.title}, version {old.version} [{old.id}]")
    say(f"to {new.title}, version {new.version} [{new.id}]")
    if old.id != new.id:
        say("These are two audits, not two versions of one. Answers are carried forward within "
            "one audit only, so no table of changes is proposed.")  # fmt: skip
    elif [*map(int, new.version.split("."))] <= [*map(int, old.version.split("."))]:
        say(f"Raise the version of the new file: {new.version} does not come after {old.version}, "
            "and answers can be carried forward between two versions only.")  # fmt: skip


def _say_statements(differences: Sequence[Difference]) -> None:
    from sendsheets.frameworks.differences import What

    same = [d for d in differences if d.what is What.SAME and not d.besides]
    say(f"{number(len(same), 'statement')} as before.")
    for each in differences:
        if each.what is What.SAME and not each.besides:
            continue
        old, new = each.before, each.after
        refs = [s.ref for s in (old, new) if s]
        name = " to ".join(dict.fromkeys(refs))
        what = str(each.what) if each.what is not What.SAME else "same words"
        like = f", likeness {each.likeness} of 100" if each.likeness is not None else ""
        say(f"{name}: {what}{like}")
        if old and new and each.likeness is not None:
            say(f"was: {old.text}", indent=4)
            say(f"is:  {new.text}", indent=4)
        elif each.what in (What.ADDED, What.REMOVED):
            say((new or old).text if (new or old) else "", indent=4)  # type: ignore[union-attr]
        for line in each.besides:
            say(line, indent=4)
        if each.parts:
            say(f"much of its words stands in {', '.join(each.parts)}", indent=4)
