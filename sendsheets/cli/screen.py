"""What a command prints: plain sentences, safe on any console."""

from __future__ import annotations

import hashlib
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

import click

from sendsheets import problems as catalogue
from sendsheets.model import Problem, Severity
from sendsheets.save import Saved, save

NEEDS_A_PERSON = 1


def clean(text: str) -> str:
    """A text from outside as it may be shown: no control, bidi or other unseen characters."""
    shown = (" " if c in _BREAKS else c for c in text if c in _BREAKS or _seen(c))
    return "".join(shown)


_BREAKS = "\n\r\t\x0b\x0c\x85\u2028\u2029"
_NO_WIDTH = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Characters that start a line; letters and marks that show nothing."""


def _seen(character: str) -> bool:
    unseen = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")
    return not unseen and character not in _NO_WIDTH


_LONGEST_FACT, _LONGEST_LINE = 500, 2_000
"""Characters of a school's own words, and of a line, that are shown; the data has them whole."""


def say(text: str = "", indent: int = 0) -> None:
    """Print one line, cleaned, and cut where it would fill screens."""
    click.echo(" " * indent + _cut(clean(text), _LONGEST_LINE))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def problem_line(problem: Problem, with_file: bool = True) -> str:
    """One problem as a sentence: where, what was found, what to do."""
    place = [problem.file] if with_file and problem.file else []
    place += [f"{problem.sheet} {problem.cell}".strip()] if problem.sheet or problem.cell else []
    facts = {key: _cut(text, _LONGEST_FACT) for key, text in problem.facts.items()}
    problem = replace(problem, facts=facts)
    found = catalogue.found(problem)
    if catalogue.entry(problem.code).found == "{found}":
        found = f"found “{found}”."
    words = f"{found} {catalogue.advice(problem)}".strip()
    return f"{', '.join(place)}: {words}" if place else words


def say_problems(problems: Iterable[Problem], with_file: bool = True, indent: int = 0) -> None:
    """Print problems, one line each."""
    for problem in problems:
        say(problem_line(problem, with_file), indent)


def needs_a_person(problems: Iterable[Problem]) -> bool:
    """Whether any of these is more than information."""
    return any(problem.severity is not Severity.INFORMATION for problem in problems)


def stop(problems: Sequence[Problem], status: int = NEEDS_A_PERSON) -> NoReturn:
    """Print problems and end the command."""
    say_problems(problems)
    sys.exit(status)


def write(path: Path, data: bytes, force: bool, what: str) -> list[Problem]:
    """Save one file and say so (unless ``what`` is empty); return whatever stopped it."""
    done = save(path, data, force=force)
    if isinstance(done, Saved):
        if what:
            say(f"{'Replaced' if done.replaced else 'Wrote'} {done.path}  ({what})")
        return []
    say_problems([done])
    return [done]


def number(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun: ``1 return``, ``3 returns``."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def slug(text: str) -> str:
    """A name that is safe as a file's on every system: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain.replace("'", "")).split()
    name = "-".join(words)[:60].strip("-")
    if name or not text.strip():
        return name or "school"
    # Nothing of it can be written so; two such names must still not be one.
    return f"school-{hashlib.sha256(text.strip().encode()).hexdigest()[:6]}"


class Progress:
    """A bar for anything that takes longer than a second, on a terminal only."""

    def __init__(self, label: str, total: int) -> None:
        self._label, self._total = label, total
        self._began = time.monotonic()
        self._done = 0
        self._bar: click._termui_impl.ProgressBar[int] | None = None

    def __enter__(self) -> Self:
        return self

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update(1)
        elif sys.stderr.isatty() and time.monotonic() - self._began > 1:
            self._bar = click.progressbar(
                length=self._total, label=self._label, file=sys.stderr)
            self._bar.__enter__()
            self._bar.update(self._done)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)
