"""Everything there is to say about a framework file: its faults and its weaknesses, with lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sendsheets.frameworks.ease import reading_ease, words
from sendsheets.frameworks.lines import Lines, lines_of
from sendsheets.frameworks.load import framework_ids, frameworks_folder, load, plain_data
from sendsheets.frameworks.raw import statements
from sendsheets.frameworks.weaknesses import FEWEST_WORDS, weaknesses
from sendsheets.model import Framework, Problem


@dataclass(frozen=True, slots=True)
class Overlook:
    """What was found: the framework where there is no fault, faults and weaknesses.

    ``ease`` is the reading ease of its statements, None of fewer than a hundred words.
    """

    framework: Framework | None
    faults: tuple[Problem, ...]
    weaknesses: tuple[Problem, ...]
    ease: float | None


def look_over(name: str) -> Overlook:
    """Find every fault and every weakness of a framework file.

    Args:
        name: an id, or the path of a ``.toml`` file.

    Returns:
        What was found; each path followed by its line, where that is known.
    """
    framework, faults = load(name)
    path = frameworks_folder() / f"{name}.toml" if name in framework_ids() else Path(name)
    data, unread = plain_data(path)
    if unread or not data:
        return Overlook(framework, faults, (), None)
    lines = lines_of(path.read_text(encoding="utf-8-sig"))
    said = [each.text for each in statements(data)]
    enough = sum(len(words(text)) for text in said) >= FEWEST_WORDS
    ease = reading_ease(said) if enough else None
    return Overlook(framework, _placed(faults, lines), _placed(weaknesses(data, path.name), lines),
                    ease)  # fmt: skip


def _placed(problems: Iterable[Problem], lines: Lines) -> tuple[Problem, ...]:
    return tuple(_with_line(problem, lines) for problem in problems)


def _with_line(problem: Problem, lines: Lines) -> Problem:
    path = problem.facts.get("path")
    line = lines.of(path) if path else None
    if line is None:
        return problem
    return replace(problem, facts={**problem.facts, "path": f"{path}, line {line}"})
