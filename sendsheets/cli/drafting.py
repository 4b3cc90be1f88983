"""``sendsheets frameworks draft``: a document becomes a framework file, and a list of doubts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sendsheets import problems as catalogue
from sendsheets.cli.options import as_at
from sendsheets.cli.screen import number, problem_line, say, stop, write
from sendsheets.model import Problem, Severity

if TYPE_CHECKING:
    from sendsheets.frameworks.draft.make import Draft

SHOWN = 12
"""Lines of doubts on the screen; the workbook has all of them."""

WRONG_USAGE = 2


@click.command()
@click.argument("document", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-o", "--output", "path", type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="The framework file to write (.toml); else it is named after "
              "the title, and written where you are.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace whatever stands there.")
@as_at
def draft(document: Path, path: Path | None, force: bool, as_at: date) -> None:
    """Make an audit of your own from a document.

    DOCUMENT is a Word document (.docx), an Excel workbook, a CSV file, or plain or Markdown text.
    Its sections, statements and ratings are found, and its wording is kept. Beside the audit a
    workbook is written that lists every doubt, and what became of every text of the document.

    A workbook that was written with "frameworks export --xlsx" and changed in Excel is taken
    back: statements keep their refs.
    """
    made = _made(document)
    if isinstance(made, Problem):
        stop([made], WRONG_USAGE if made.code == "file-missing" else 1)
    ordered = in_order(made.problems)
    target = path or Path(f"{made.data['id'] if made.data else _stem(document)}.toml")
    beside = target.with_name(f"{target.stem}-doubts.xlsx")
    failed: list[Problem] = []
    if made.data:
        failed = write(target, text_of(made, document.name, ordered).encode(), force, _what(made))
        if failed:
            sys.exit(1)
    failed += write(beside, _workbook(made, document.name, ordered, as_at), force,
                    number(len(ordered), "doubt"))  # fmt: skip
    _tell(made, ordered, target, beside)
    needed = any(problem.severity is not Severity.INFORMATION for problem in ordered)
    sys.exit(1 if failed or needed or made.faults else 0)


def _made(document: Path) -> Draft | Problem:
    """The draft of a document, or the problem for which there is none."""
    from sendsheets.frameworks.draft.read import drafted
    from sendsheets.intake.inspect import FILE_LIMIT

    try:
        if document.exists() and not document.is_file():
            return _unreadable(document, "it is no file")
        if document.stat().st_size > FILE_LIMIT:  # before it fills the memory
            return _unreadable(document, f"it is larger than {FILE_LIMIT // 1_048_576} MB")
        data = document.read_bytes()
    except FileNotFoundError:
        return Problem("file-missing", Severity.ERROR, file=str(document))
    except OSError as error:
        reason = f"of this: {error.strerror or 'it cannot be opened'}"
        return _unreadable(document, reason)
    made = drafted(data, document.name)
    return _unreadable(document, made) if isinstance(made, str) else made


def _unreadable(document: Path, reason: str) -> Problem:
    return Problem(
        "document-unreadable", Severity.ERROR, file=str(document), facts={"found": reason})


def _stem(document: Path) -> str:
    from sendsheets.frameworks.draft.naming import identity

    return identity(document.stem)


def exported(framework: str, path: Path, force: bool, made_on: date) -> list[Problem]:
    """Write a framework as a workbook to be changed in Excel; return whatever stopped it."""
    from sendsheets.cli.known import framework_or_stop
    from sendsheets.frameworks.load import file_data, standing_alone
    from sendsheets.frameworks.sheet import sheets
    from sendsheets.reports.framework_sheets import framework_workbook

    chosen = framework_or_stop(framework)
    data, problems = standing_alone(framework)
    if problems:
        stop(problems)
    book = framework_workbook(chosen.title, sheets(data), made_on)
    failed = write(path, book, force, number(len(chosen.statements), "statement"))
    base = file_data(framework)[0].get("extends")
    if base and not failed:
        say(f"{framework} adds to {base}. The workbook holds the two together: what you draft from "
            f"it stands alone (version {data['version']}), and does not follow {base} when that "
            "changes. To go on following it, change the .toml file in a text editor instead.")
    return failed


# --- what is said ------------------------------------------------------------------------------


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Doubts with the most important first: in the order of the catalogue."""
    order = {entry.code: n for n, entry in enumerate(catalogue.catalogue())}
    weights = list(Severity)[::-1]
    return sorted(problems, key=lambda p: (weights.index(p.severity), order[p.code]))


def _grouped(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """The problems of each kind together, in order."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.code, []).append(problem)
    return groups


def _words(problem: Problem) -> str:
    return f"{catalogue.found(problem)} {catalogue.advice(problem)}".strip()


def _what(made: Draft) -> str:
    data = made.data or {}
    statements = sum(len(section["statements"]) for section in data["sections"])
    labels = ", ".join(level["label"] for level in data["scales"][0]["levels"])
    return (f"{number(len(data['sections']), 'section')}, {number(statements, 'statement')}, "
            f"rated {labels}")  # fmt: skip


def _tell(made: Draft, problems: Sequence[Problem], target: Path, beside: Path) -> None:
    """Say the most important doubts, those of one kind together, and what comes next."""
    groups = _grouped([p for p in problems if p.severity is not Severity.INFORMATION])
    if groups:
        say()
        say("Please look at this first:" if made.data else "What was found:")
    for code, several in list(groups.items())[:SHOWN]:
        say(problem_line(several[0]), indent=2)
        if len(several) > 1:
            refs = [ref for problem in several[1:] for ref in problem.refs[:1]]
            where = f": {', '.join(refs)}" if refs and code != "draft-alike" else ""
            say(f"and {len(several) - 1} more like it{where}", indent=6)
    if len(groups) > SHOWN:
        say(f"and {number(len(groups) - SHOWN, 'more kind')} of doubt: see its sheet Kinds",
            indent=2)
    for fault in made.faults[:SHOWN]:
        say(problem_line(fault), indent=2)
    if len(made.faults) > SHOWN:
        say(f"and {number(len(made.faults) - SHOWN, 'more fault')} of the draft", indent=6)
    say()
    if not made.data:
        say(f"Every doubt, and what became of every text, is in {beside}.")
        return
    say("What comes next:")
    say(f"1. Open {beside}: it lists every doubt, and what became of every text.", indent=2)
    marks = ": lines that begin with “# Doubt” mark the places" if groups else ""
    say(f"2. Change {target} in a text editor{marks}.", indent=2)
    say(f"3. See that it is in order: sendsheets frameworks check {_quoted(target)}", indent=2)
    if not made.faults:
        say(f"4. Make the workbook: sendsheets generate {_quoted(target)}", indent=2)


def _quoted(path: Path) -> str:
    """A path as it is typed in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


def text_of(made: Draft, document: str, problems: Sequence[Problem]) -> str:
    """The framework file of a draft, with its doubts as comments where they belong."""
    from sendsheets.frameworks.draft.write import toml

    comments: dict[str, list[str]] = {}
    for problem in problems:
        path = problem.facts.get("path")
        if path:
            comments.setdefault(path, []).append(f"Doubt ({problem.sheet}): {_words(problem)}")
    for path, texts in made.left_out.items():
        comments.setdefault(path, []).extend(f"Left out, since it repeats {text}" for text in texts)
    opening = [
        f"A draft, made by sendsheets from {document}. The wording is the document’s own.",
        "Lines that begin with “# Doubt” mark what to look at. Take them out when it is settled.",
    ]
    return toml(made.data or {}, comments, opening)


def _workbook(
    made: Draft, document: str, problems: Sequence[Problem], made_on: date
) -> bytes:
    from sendsheets.reports.doubts import Doubt, Sort, Text, doubts_workbook

    weights = {Severity.ERROR: "Error", Severity.QUERY: "Please decide",
               Severity.INFORMATION: "For information"}  # fmt: skip
    doubts = [
        Doubt(weights[problem.severity], problem.sheet,
              problem.refs[0] if problem.refs else problem.facts.get("path", ""),
              catalogue.found(problem), catalogue.advice(problem))
        for problem in problems
    ]  # fmt: skip
    sorts = [
        Sort(weights[several[0].severity], catalogue.entry(code).meaning, len(several),
             ", ".join(dict.fromkeys(ref for problem in several for ref in problem.refs)))
        for code, several in _grouped(problems).items()
    ]  # fmt: skip
    texts = [Text(account.place, account.text, account.became) for account in made.accounts]
    title = made.data["title"] if made.data else document
    return doubts_workbook(title, document, doubts, sorts, texts, made_on)
