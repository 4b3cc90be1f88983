"""Reading what was handed in, with a bar, and saying in plain words what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sendsheets.cli.screen import Progress, needs_a_person, number, problem_line, say
from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Framework,
    Kind,
    Reading,
    Return,
    Severity,
    State,
)

COMPLETENESS = {
    Completeness.COMPLETE: "complete", Completeness.PART: "part complete",
    Completeness.NOTHING: "nothing answered yet",
}  # fmt: skip


def read_paths(
    paths: Sequence[Path], frameworks: Mapping[str, Framework], output: Path | None = None
) -> Batch:
    """Read files and folders of returned workbooks into a batch.

    Args:
        paths: what was handed in.
        frameworks: the frameworks there are, by id.
        output: the folder that will be written to; where it lies inside a folder that was
            handed in, what is in it is left out, and said.
    """
    from sendsheets.intake.sources import gather
    from sendsheets.returns.batch import gather_batch

    sources, skipped = gather(paths)
    inside = output.resolve() if output else None
    if inside and inside not in {path.resolve() for path in paths}:
        kept = tuple(s for s in sources if not s.path.resolve().is_relative_to(inside))
        if len(kept) < len(sources):
            left = number(len(sources) - len(kept), "file")
            say(f"Left out {left} in {output}, where the results go.")
        sources = kept
    if not sources and skipped:
        say(f"Nothing to read: only {number(len(skipped), 'file')} that programs leave behind.")
    with Progress("Reading", len(sources)) as progress:
        return gather_batch(sources, frameworks, lambda done, total: progress.step())


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
    serious = [p for p in batch.problems if p.severity is not Severity.INFORMATION]
    if not serious:
        return
    verb = "needs" if len(serious) == 1 else "need"
    tail = ", told above." if limit == 0 else ":"
    say(f"{number(len(serious), 'thing')} {verb} a person{tail}")
    for problem in serious[:limit]:
        say(problem_line(problem), 2)
    if limit and len(serious) > limit:
        say(f"and {len(serious) - limit} more{f': {rest}' if rest else ''}.", 2)


def needs_attention(batch: Batch) -> bool:
    """Whether anything in the batch needs a person, or there was nothing to read."""
    return not batch.returns or needs_a_person(batch.problems)


def advice_for(reading: Reading) -> list[str]:
    """What is to be mended in one file, then what is told for information."""
    lines: list[str] = []
    for severities, title in (
        ((Severity.ERROR, Severity.QUERY), "Needs a person"),
        ((Severity.INFORMATION,), "For information"),
    ):
        chosen = [p for p in reading.problems if p.severity in severities]
        if chosen:
            lines.append(f"{title}:")
            lines += [f"  {problem_line(problem, with_file=False)}" for problem in chosen]
    return lines


