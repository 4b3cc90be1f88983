"""Reading what was handed in, with a bar, and saying in plain words what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sendsheets.cli.passwords import unlocker
from sendsheets.cli.screen import (
    Progress,
    needs_a_person,
    number,
    problem_line,
    say,
    say_problems,
    stop,
)
from sendsheets.model import (
    Batch,
    Completeness,
    Decision,
    Disposition,
    Framework,
    Kind,
    Problem,
    Reading,
    Return,
    Severity,
    State,
)

COMPLETENESS = {
    Completeness.COMPLETE: "complete", Completeness.PART: "part complete",
    Completeness.NOTHING: "nothing answered yet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read and how: all that the commands that read have in common.

    ``output`` is the folder that will be written to; where it lies inside a folder that was
    handed in, what is in it is left out, and said.
    """

    paths: Sequence[Path]
    frameworks: Mapping[str, Framework]
    output: Path | None = None
    password_file: Path | None = None
    decisions_file: Path | None = None
    decisions: Sequence[Decision] = ()


def read_paths(wanted: Wanted) -> Batch:
    """Read files, folders, archives and emails of returned workbooks into a batch."""
    from sendsheets.intake.sources import gather
    from sendsheets.returns.batch import gather_batch

    unlock = unlocker(wanted.password_file)
    sources, skipped = gather(wanted.paths)
    beside = {path.resolve() for path in (wanted.password_file, wanted.decisions_file) if path}
    sources = tuple(s for s in sources if s.path.resolve() not in beside)
    inside = wanted.output.resolve() if wanted.output else None
    if inside and inside not in {path.resolve() for path in wanted.paths}:
        kept = tuple(s for s in sources if not s.path.resolve().is_relative_to(inside))
        if len(kept) < len(sources):
            left = number(len(sources) - len(kept), "file")
            say(f"Left out {left} in {wanted.output}, where the results go.")
        sources = kept
    if not sources and skipped:
        say(f"Nothing to read: only {number(len(skipped), 'file')} that programs leave behind.")
    with Progress("Reading", len(sources)) as progress:
        return gather_batch(
            sources, wanted.frameworks, lambda done, total: progress.step(),
            unlock=unlock, decisions=wanted.decisions)


def decisions_or_stop(file: Path | None) -> tuple[Decision, ...]:
    """What a person has decided so far; ends the command where the file can't be read."""
    from sendsheets.returns.decisions_file import read_decisions

    if file is None:
        return ()
    try:
        data = file.read_bytes()
    except OSError as error:
        facts = {"found": error.strerror or "it could not be opened"}
        stop([Problem("decisions-unreadable", Severity.ERROR, file=file.name, facts=facts)])
    decisions, problems = read_decisions(data)
    named = [replace(problem, file=file.name) for problem in problems]
    if any(problem.severity is Severity.ERROR for problem in named):
        stop(named)
    say_problems(named)
    return decisions


def counts(result: Return, framework: Framework) -> dict[str, int]:
    """How the main ratings that count towards progress stand, by state."""
    said = [r.main.state for r in result.responses if r.kind.counts_towards_progress]
    return {state.value: said.count(state) for state in State} | {"asked": len(said)}


def describe(reading: Reading, frameworks: Mapping[str, Framework]) -> list[str]:
    """Whose a return is, how complete, and what was understood: lines for people."""
    result = reading.result
    if result is None:
        return []
    framework = frameworks[result.framework]
    school = result.school.name or "School not named"
    urn = f" (URN {result.school.urn})" if result.school.urn else ""
    by = ", ".join(part for part in (result.respondent.name, result.respondent.role) if part)
    when = f"{result.completed_on.day} {result.completed_on:%B %Y}" if result.completed_on else ""
    who = ", ".join(part for part in (f"completed by {by}" if by else "", when) if part)
    asked = ""
    if result.asked.sections:
        asked = f", sections {', '.join(map(str, result.asked.sections))} only"
    n = counts(result, framework)
    parts = [f"{n['rated']} rated"]
    for state, words in (("not applicable", "not applicable"), ("blank", "not yet rated"),
                         ("unrecognised", "to check"), ("missing", "missing")):  # fmt: skip
        parts += [f"{n[state]} {words}"] if n[state] else []
    answered = n["rated"] + n["not applicable"]
    lines = [f"{school}{urn}", f"{framework.title}, version {result.version}{asked}"]
    lines += [who] if who else []
    state = COMPLETENESS[result.completeness].capitalize()
    lines.append(f"{state}: {answered} of {n['asked']} answered ({', '.join(parts)}).")
    opens = [r for r in result.responses if r.kind is Kind.OPEN]
    if opens:
        said = sum(bool(r.answer and r.answer.strip()) for r in opens)
        lines.append(f"{said} of {number(len(opens), 'open question')} answered in words.")
    reviewed = sum(bool(r.reviewer and r.reviewer.rating.state is State.RATED)
                   for r in result.responses)  # fmt: skip
    if reviewed:
        who = result.details.get("reviewer", "")
        lines.append(f"Peer review: {number(reviewed, 'statement')} rated"
                     f"{f' by {who}' if who else ''}.")  # fmt: skip
    acts = sum(bool(r.action) for r in result.responses)
    evidence = sum(bool(r.evidence) for r in result.responses)
    lines.append(f"{number(evidence, 'statement')} with evidence, {number(acts, 'action')}.")
    return lines


def say_batch(batch: Batch, limit: int | None = None, rest: str = "") -> None:
    """Print what became of the files, then what needs a person.

    Args:
        batch: what was read.
        limit: print so many at most; 0 where they have been told already.
        rest: where the others are to be found.
    """
    kinds = [reading.disposition for reading in batch.readings]
    words = (
        (Disposition.ACCEPTED, "read without a query"), (Disposition.QUERY, "read, with queries"),
        (Disposition.DUPLICATE, "the same file twice"),
        (Disposition.SUPERSEDED, "put together with another copy"),
        (Disposition.REFUSED, "not read"),
    )  # fmt: skip
    told = [f"{kinds.count(kind)} {word}" for kind, word in words if kind in kinds]
    say(f"{number(len(kinds), 'file')}: {', '.join(told)}." if kinds else "No files.")
    say_problems(p for p in batch.unused if p.severity is Severity.INFORMATION)
    serious = [p for p in batch.problems if p.severity is not Severity.INFORMATION]
    if not serious:
        return
    verb = "needs" if len(serious) == 1 else "need"
    tail = ", told above." if limit == 0 else ":"
    say(f"{number(len(serious), 'thing')} {verb} a person{tail}")
    for problem in batch.unused if limit == 0 else ():
        if problem.severity is not Severity.INFORMATION:
            say(problem_line(problem), 2)
    for problem in serious[:limit]:
        say(problem_line(problem), 2)
    if limit and len(serious) > limit:
        say(f"and {len(serious) - limit} more{f': {rest}' if rest else ''}.", 2)


def needs_attention(batch: Batch) -> bool:
    """Whether anything in the batch needs a person, or there was nothing to read."""
    return not batch.returns or needs_a_person(batch.problems)


def advice_for(reading: Reading, explain: bool) -> list[str]:
    """What is to be mended in one file, then what is told for information.

    Repairs and notes with a place in the workbook are only counted unless ``explain``.
    """
    serious = [p for p in reading.problems if p.severity is not Severity.INFORMATION]
    notes = [p for p in reading.problems if p.severity is Severity.INFORMATION]
    told = [p for p in notes
            if explain or not (p.sheet or p.cell) or p.code.startswith("decision-")]
    lines: list[str] = []
    for title, chosen in (("Needs a person", serious), ("For information", told)):
        if chosen:
            lines.append(f"{title}:")
            lines += [f"  {problem_line(problem, with_file=False)}"
                      f"{f' [{problem.code}]' if explain else ''}" for problem in chosen]
    if left := len(notes) - len(told):
        lines.append(f"{number(left, 'repair or note', 'repairs and notes')} not shown: "
                     "add --explain to see them.")
    return lines
