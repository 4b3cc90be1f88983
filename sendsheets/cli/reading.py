"""Reading what was handed in, with a bar, and saying in plain words what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sendsheets.cli.own import is_ours, say_if_only_ours
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
from sendsheets.layout import COMMENTS
from sendsheets.model import (
    Batch,
    Completeness,
    Decision,
    Disposition,
    Framework,
    Kind,
    Problem,
    Reading,
    Register,
    Return,
    Severity,
    State,
    Status,
)
from sendsheets.problems import ask, sheet_order

if TYPE_CHECKING:
    from sendsheets.intake.sources import Source

COMPLETENESS = {
    Completeness.COMPLETE: "complete", Completeness.PART: "part complete",
    Completeness.NOTHING: "nothing answered yet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read and how: all that the commands that read have in common.

    ``output`` is the folder that will be written to; where it lies inside a folder that was
    handed in, what is in it is left out, and said. ``register`` are the schools that are asked,
    ``beside`` further files that were named and are no returns.
    """

    paths: Sequence[Path]
    frameworks: Mapping[str, Framework]
    output: Path | None = None
    password_file: Path | None = None
    decisions_file: Path | None = None
    decisions: Sequence[Decision] = ()
    register: Register | None = None
    beside: Sequence[Path] = ()


def read_paths(wanted: Wanted) -> Batch:
    """Read files, folders, archives and emails of returned workbooks into a batch."""
    return reader(wanted)(sources_of(wanted), wanted.frameworks)


def sources_of(wanted: Wanted) -> tuple[Source, ...]:
    """Every file that was handed in, less what is no return and what we write ourselves."""
    from sendsheets.intake.sources import gather

    sources, skipped = gather(wanted.paths)
    named = (wanted.password_file, wanted.decisions_file, *wanted.beside)
    beside = {path.resolve() for path in named if path}
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
    return sources


def reader(wanted: Wanted) -> Callable[[Sequence[Source], Mapping[str, Framework]], Batch]:
    """What reads sources into a batch as wanted, with a bar; passwords are asked for once."""
    from sendsheets.returns.batch import gather_batch

    unlock = unlocker(wanted.password_file)

    def read(sources: Sequence[Source], frameworks: Mapping[str, Framework]) -> Batch:
        with Progress("Reading", len(sources)) as progress:
            return gather_batch(
                sources, frameworks, lambda done, total: progress.step(),
                unlock=unlock, decisions=wanted.decisions, register=wanted.register)

    return read


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
    origin = reading.origin
    if result is None and origin:
        sent = f", {origin.sent.day} {origin.sent:%B %Y}" if origin.sent else ""
        subject = f", “{origin.subject}”" if origin.subject else ""
        return [f"From {origin.sender or 'somebody'}{sent}{subject}"]
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
    if result.asked.setting:
        asked += f", setting {result.asked.setting}"
    if result.asked.role:
        asked += f", for the role {result.asked.role}"
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
    if result.enquiries:
        looked = sum(bool(line.found or line.shows) for line in result.enquiries)
        lines.append(f"{number(len(result.enquiries), 'line')} of enquiry, {looked} looked into.")
    acts = sum(bool(r.action) for r in result.responses)
    evidence = sum(bool(r.evidence) for r in result.responses)
    lines.append(f"{number(evidence, 'statement')} with evidence, {number(acts, 'action')}.")
    if so_far := result.actions_so_far:
        done = sum(action.status is Status.DONE for action in so_far)
        lines.append(f"Actions so far: {len(so_far)}, {done} done.")
    if comments := result.details.get(COMMENTS.key):
        lines.append(f"Comments: “{comments}”")
    return lines


def say_batch(batch: Batch, limit: int | None = None, rest: str = "") -> None:
    """Print what became of the files, then what needs a person.

    Args:
        batch: what was read.
        limit: print so many at most; 0 where those of the files have been told already.
        rest: where the others are to be found.
    """
    kinds = [None if is_ours(reading) else reading.disposition for reading in batch.readings]
    told = [f"{kinds.count(kind)} {words}{_how(batch) if kind is Disposition.ACCEPTED else ''}"
            for kind, words in _BECAME if kind in kinds]  # fmt: skip
    say(f"{number(len(kinds), 'file')}: {', '.join(told)}." if kinds else "No files.")
    say_if_only_ours(batch)
    if limit == 0:
        _say_overview(batch)
    _say_unused(batch)
    serious = [p for p in batch.problems if p.severity is not Severity.INFORMATION]
    if not serious:
        return
    # What could not be read at all comes first.
    place = {reading.file: n for n, reading in enumerate(batch.readings)}
    serious.sort(key=lambda p: (p.severity is not Severity.ERROR, place.get(p.file, -1),
                                sheet_order(p.sheet)))  # fmt: skip
    verb = "needs" if len(serious) == 1 else "need"
    tail = ", told above." if limit == 0 else ":"
    say(f"{number(len(serious), 'thing')} {verb} a person{tail}")
    for problem in serious[:limit]:
        say(problem_line(problem), 2)
    if limit and len(serious) > limit:
        say(f"and {len(serious) - limit} more{f': {rest}' if rest else ''}.", 2)


_BECAME = (
    (Disposition.ACCEPTED, "read without a question"),
    (Disposition.QUERY, "with something to check"),
    (Disposition.DUPLICATE, "the same file twice"),
    (Disposition.SUPERSEDED, "put together with another copy"),
    (Disposition.REFUSED, "not read"), (None, "of sendsheets’ own, left out"),
)  # fmt: skip


def _how(batch: Batch) -> str:
    """How complete what was read without a question is: " (22 complete, 1 blank; …)"."""
    counted = [r for r in batch.readings if r.disposition is Disposition.ACCEPTED and r.result]
    states = ((Completeness.COMPLETE, "complete"), (Completeness.PART, "part complete"),
              (Completeness.NOTHING, "blank"))  # fmt: skip
    parts = [f"{n} {words}" for state, words in states if (n := len(_of(counted, state)))]
    strange = sum(not_listed(reading) for reading in counted)
    tail = f"; {strange} of them not on the list" if strange else ""
    return f" ({', '.join(parts)}{tail})" if parts else ""


def not_listed(reading: Reading) -> bool:
    """Whether a return is of a school that is not on the list."""
    return any(problem.code == "listed-not" for problem in reading.problems)


def _say_overview(batch: Batch) -> None:
    """Print the names behind the counts, so that nobody need search the screen for them."""
    counted = [r for r in batch.readings
               if r.result and r.disposition in (Disposition.ACCEPTED, Disposition.QUERY)]
    groups = (
        ("Not read", [r for r in batch.readings if needs_a_person(r.problems)
                      and r.disposition is Disposition.REFUSED]),
        ("Something to check", [r for r in counted if r.disposition is Disposition.QUERY]),
        ("Part complete", _of(counted, Completeness.PART)),
        ("Nothing answered", _of(counted, Completeness.NOTHING)),
        ("Not on the list", [r for r in counted if not_listed(r)]),
        ("Only a note to the school", [
            r for r in counted if r.disposition is Disposition.ACCEPTED
            and any(ask(p) and p.code != "nothing-answered" for p in r.problems)]),
    )
    for title, readings in groups:
        names = [r.result.school.name if r.result and r.result.school.name else r.file
                 for r in readings]  # fmt: skip
        if names:
            say(f"{title} ({len(names)}): {', '.join(dict.fromkeys(names))}.", 2)


def _of(readings: Sequence[Reading], state: Completeness) -> list[Reading]:
    return [r for r in readings if r.result and r.result.completeness is state]


def _say_unused(batch: Batch) -> None:
    """Print what became of decisions that could not be used; those of other files are counted."""
    stale = [p for p in batch.unused if p.code == "decision-stale"]
    if stale:
        verb = "was" if len(stale) == 1 else "were"
        say(f"{number(len(stale), 'decision')} {verb} not needed: about files that are not here "
            "or have changed, or about what is settled. Nothing in the file of decisions is lost.")
    say_problems(p for p in batch.unused if p not in stale)


def is_empty_folder(reading: Reading) -> bool:
    """Whether what was handed in is a folder that holds nothing to read."""
    return any(problem.code == "folder-empty" for problem in reading.problems)


def needs_attention(batch: Batch) -> bool:
    """Whether anything in the batch needs a person, or there was nothing to read."""
    return not batch.returns or needs_a_person(batch.problems)


_WORTH_A_LOOK = frozenset({
    "answer-comment", "comments-more", "sheet-object", "column-extra", "rows-extra",
    "sheet-extra", "names-possible", "version-differs", "ref-retired", "rows-other-version",
    "copies-differ", "decision-applied", "last-time-unmarked",
})  # fmt: skip
"""Notes with a place in the workbook that are shown whether anybody asks or not."""


_REPAIRS = frozenset({
    "heading-other", "sheet-renamed", "row-by-words", "table-moved", "refs-repaired",
    "rating-repaired", "priority-repaired", "date-understood", "text-converted",
})  # fmt: skip
"""Notes on what was understood though it stood otherwise; all others change nothing."""


def is_shown(problem: Problem) -> bool:
    """Whether a problem is shown though nobody asks: all but repairs and what is only noted.

    What a school is asked by letter is always shown, so that letters and screen agree.
    """
    if problem.severity is not Severity.INFORMATION or not (problem.sheet or problem.cell):
        return True
    return problem.code in _WORTH_A_LOOK or bool(ask(problem))


def left_words(left: Sequence[Problem]) -> str:
    """How many repairs and notes are not shown: "2 repairs made in reading and 1 note: …"."""
    repairs = sum(problem.code in _REPAIRS for problem in left)
    notes = len(left) - repairs
    parts = [f"{number(repairs, 'repair')} made in reading"] if repairs else []
    parts += [number(notes, "note")] if notes else []
    them = "it" if len(left) == 1 else "them"
    return f"{' and '.join(parts)}: add --explain to see {them}."


def advice_for(
    reading: Reading, explain: bool, without: frozenset[str] = frozenset()
) -> list[str]:
    """What is to be mended in one file, then what is told for information.

    Repairs, and notes that ask for nothing, are only counted unless ``explain``; notes whose
    code is in ``without`` are told elsewhere.
    """
    ordered = sorted(reading.problems, key=lambda problem: sheet_order(problem.sheet))
    serious = [p for p in ordered if p.severity is not Severity.INFORMATION]
    notes = [p for p in ordered if p.severity is Severity.INFORMATION]
    told = [p for p in notes if (explain or is_shown(p)) and p.code not in without]
    lines: list[str] = []
    for title, chosen in (("Needs a person", serious), ("For information", told)):
        if chosen:
            lines.append(f"{title}:")
            lines += [f"  {problem_line(problem, with_file=False)}"
                      f"{f' [{problem.code}]' if explain else ''}" for problem in chosen]
    if left := [p for p in notes if not (explain or is_shown(p))]:
        lines.append(left_words(left))
    return lines
