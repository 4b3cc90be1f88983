"""Many returns on one screen: a line for each in order, the rest in full, questions at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sendsheets import problems as catalogue
from sendsheets.cli.reading import (
    COMPLETENESS,
    advice_for,
    describe,
    is_shown,
    left_words,
)
from sendsheets.cli.screen import needs_a_person, number, problem_line, say
from sendsheets.layout import COMMENTS
from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Framework,
    Problem,
    Reading,
    Severity,
    State,
)

MANY = 12
"""With more files than this, returns in order get one line each."""

_ROUTINE = frozenset({
    "email-origin", "listed-by-name", "listed-shown", "listed-before", "school-voices",
})  # fmt: skip
"""Notes that ask for nothing and come with many files: told once."""

_NAMED = 10
"""As many schools are named after a note that is told once; the others are counted."""


def say_in_full(
    readings: Iterable[Reading], known: Mapping[str, Framework], explain: bool = False,
    without: frozenset[str] = frozenset(),
) -> None:
    """Print all there is to say of each file.

    Args:
        readings: the files.
        known: the frameworks there are, by id.
        explain: print repairs and notes that are only counted otherwise, and each code.
        without: codes of notes that are told elsewhere.
    """
    words = {Disposition.REFUSED: ": not read", Disposition.DUPLICATE: ": the same file twice",
             Disposition.SUPERSEDED: ": put together with another copy"}  # fmt: skip
    for reading in readings:
        say(f"{reading.file}{words.get(reading.disposition, '')}")
        for line in [*describe(reading, known), *advice_for(reading, explain, without)]:
            say(line, 2)
        say()


def say_many(batch: Batch, known: Mapping[str, Framework]) -> None:
    """Print many files so that what matters is found: what needs a person stands last."""
    often = _ROUTINE | _often(batch.readings)
    asked = [r for r in batch.readings if needs_a_person(r.problems)]
    others = [r for r in batch.readings if not needs_a_person(r.problems)]
    counted = [r for r in others if r.disposition is Disposition.ACCEPTED and r.result]
    noted = [r for r in counted if _says_more(r, often)]
    quiet = [r for r in counted if not _says_more(r, often)]
    _block("Read without a question", sorted(map(_line, quiet), key=str.casefold))
    _block("Not counted, with nothing to do", [
        ": ".join([r.file, *(problem_line(p, with_file=False) for p in _first(r, often))])
        for r in others if r not in counted])  # fmt: skip
    _block("Told once", [*_told_once(batch.readings, often), *_not_shown(quiet)])
    for title, readings in (
        ("Read without a question, with a note", noted), ("Needs a person", asked)
    ):  # fmt: skip
        if readings:
            say(f"{title} ({len(readings)}):")
            say()
            say_in_full(readings, known, without=often)


def _block(title: str, lines: Sequence[str]) -> None:
    if lines:
        say(f"{title} ({len(lines)}):" if title != "Told once" else "About several files:")
        for line in lines:
            say(line, 2)
        say()


def _shown(reading: Reading) -> list[Problem]:
    return [problem for problem in reading.problems if is_shown(problem)]


def _first(reading: Reading, often: frozenset[str]) -> list[Problem]:
    """The note that says why a file does not count, if there is one."""
    shown = _shown(reading)
    return [problem for problem in shown if problem.code not in often][:1] or shown[:1]


def _often(readings: Sequence[Reading]) -> frozenset[str]:
    """The notes that more than half of the files have; what a school is asked is never one."""
    counts = Counter(code for r in readings
                     for code in {p.code for p in _shown(r) if not catalogue.ask(p)})  # fmt: skip
    return frozenset(code for code, count in counts.items() if 2 * count > len(readings)
                     and catalogue.entry(code).severity is Severity.INFORMATION)  # fmt: skip


def _says_more(reading: Reading, often: frozenset[str]) -> bool:
    """Whether there is more to say of a return than whose it is and how complete."""
    return any(problem.code not in often for problem in _shown(reading))


def _line(reading: Reading) -> str:
    """A return in order, in a line: the school, how complete, by whom and when."""
    result = reading.result
    assert result is not None
    urn = f" (URN {result.school.urn})" if result.school.urn else ""
    on = result.completed_on
    by = (result.respondent.name, result.respondent.role, f"{on.day} {on:%B %Y}" if on else "")
    how = COMPLETENESS[result.completeness]
    if result.completeness is Completeness.PART:
        counted = [r for r in result.responses if r.kind.counts_towards_progress]
        answered = sum(r.main.state in (State.RATED, State.NOT_APPLICABLE) for r in counted)
        how += f" ({answered} of {len(counted)} answered)"
    facts = ", ".join([how, *(part for part in by if part)])
    comments = result.details.get(COMMENTS.key)
    tail = f". Comments: “{comments}”" if comments else ""
    return f"{result.school.name or reading.file}{urn}: {facts}{tail}"


def _told_once(readings: Sequence[Reading], codes: frozenset[str]) -> list[str]:
    """The notes that come with many files: each in a sentence, with whom it is about."""
    lines = []
    for code in sorted(codes):
        about = [r for r in readings if any(p.code == code for p in r.problems)]
        if not about:
            continue
        entry = catalogue.entry(code)
        names = list(dict.fromkeys(
            r.result.school.name if r.result and r.result.school.name else r.file
            for r in about))  # fmt: skip
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        whose = "" if code == "email-origin" else f" ({', '.join(names[:_NAMED])}{more})"
        lines.append(f"{number(len(about), 'file')}{whose}: {entry.meaning} {entry.advice}".strip())
    return lines


def _not_shown(readings: Sequence[Reading]) -> list[str]:
    """How many repairs and notes are not shown, of all these together."""
    left = [p for r in readings for p in r.problems
            if p.severity is Severity.INFORMATION and not is_shown(p)]  # fmt: skip
    return [left_words(left)] if left else []
