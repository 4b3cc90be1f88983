"""One return, counted: what a school's workbook and its governors' page both draw from.

"Rated" is said here as on the school's own Cover: it includes Not applicable, and it never
includes what is blank, not recognised or missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from sendsheets.analysis import actions as action_list
from sendsheets.analysis import summary, tables, training
from sendsheets.model import Framework, Kind, Level, Return, Scale

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a set of statements was rated. ``levels`` holds a count for each level's key."""

    scale: Scale
    levels: Mapping[str, int]
    not_applicable: int
    blank: int
    unrecognised: int
    missing: int

    @property
    def total(self) -> int:
        """Every statement asked."""
        return self.rated + self.blank + self.unrecognised + self.missing

    @property
    def rated(self) -> int:
        """Rated, Not applicable included."""
        return sum(self.levels.values()) + self.not_applicable

    def flagged(self, strength: bool) -> int:
        """How many are at levels flagged strength, or at levels flagged development."""
        return sum(self.levels[level.key] for level in flagged(self.scale, strength))


@dataclass(frozen=True, slots=True)
class Portrait:
    """What one return says. Lists are in the order in which ``analysis`` puts them.

    The rows of every list have the columns of ``tables.RESPONSES`` as plain values; actions have
    those of ``actions.ACTIONS`` besides, and needs those of ``tables.SECOND_RATINGS``.

    ``sections`` pairs each section asked (number, title) with the tally of its practice
    statements; ``other`` holds the tallies of challenges and of questions and goals;
    ``asked`` and ``answered`` count every kind but open questions.
    """

    framework: Framework
    result: Return
    as_at: date
    school: str
    asked: int
    answered: int
    practice: Tally
    sections: tuple[tuple[int, str, Tally], ...]
    strengths: tuple[Row, ...]
    areas: tuple[Row, ...]
    actions: tuple[Row, ...]
    without_action: tuple[Row, ...]
    challenges: tuple[Row, ...]
    challenge_tally: Tally | None
    questions: tuple[Row, ...]
    question_tallies: tuple[tuple[tuple[Kind, ...], Tally], ...]
    open_questions: tuple[Row, ...]
    responses: tuple[Row, ...]
    needs: tuple[Row, ...]
    needs_by_section: tuple[tuple[int, str, Tally], ...]

    @property
    def overdue(self) -> tuple[Row, ...]:
        """The actions that are past their date."""
        return tuple(row for row in self.actions if row["overdue"])


def portrait(framework: Framework, result: Return, as_at: date) -> Portrait:
    """Count one return.

    Args:
        framework: the framework that the return answers.
        result: the return.
        as_at: the day on which "overdue" is judged.

    Raises:
        KeyError: the return answers another framework.
        ValueError: the return answers a ref that the framework doesn't hold.
    """
    known = {framework.id: framework}
    frame = tables.responses([result], known)
    second = tables.second_ratings([result], known)
    school = tables.schools([result], known).iloc[0]
    every = {row["ref"]: row for row in _rows(frame)}
    planned = [
        {**every[row["ref"]], **row} for row in _rows(action_list.actions(frame, as_at))
    ]
    scale = framework.scale_of(Kind.PRACTICE)
    hinders = summary.of_kinds(frame, Kind.CHALLENGE)
    need = framework.second_rating
    return Portrait(
        framework, result, as_at, school["school"], int(school["asked"]), int(school["answered"]),
        practice=_tallies(summary.distribution(frame, framework), scale)[0],
        sections=_by_section(summary.distribution(frame, framework, summary.BY_SECTION), scale),
        strengths=tuple(every[ref] for ref in summary.strengths(frame)["ref"]),
        areas=tuple(every[ref] for ref in summary.areas(frame)["ref"]),
        actions=tuple(r for r in planned if r["status"] != action_list.NO_ACTION),
        without_action=tuple(r for r in planned if r["status"] == action_list.NO_ACTION),
        challenges=_rows(hinders.sort_values(["rank", "order"], na_position="last")),
        challenge_tally=(
            _tallies(summary.distribution(frame, framework, kinds=(Kind.CHALLENGE,)),
                     framework.scale_of(Kind.CHALLENGE))[0]
            if len(hinders) else None
        ),
        questions=_rows(summary.of_kinds(frame, Kind.QUESTION, Kind.GOAL)),
        question_tallies=tuple(
            (kinds, tally) for kinds, _ in summary.questions_and_goals(frame, framework)
            for tally in _tallies(summary.distribution(frame, framework, kinds=kinds),
                                  framework.scale_of(kinds[0]))
            if tally.total
        ),
        open_questions=_rows(summary.of_kinds(frame, Kind.OPEN)),
        responses=tuple(every.values()),
        needs=_rows(second),
        needs_by_section=(
            _by_section(summary.count_ratings(second, need.scale, summary.BY_SECTION), need.scale)
            if need else ()
        ),
    )  # fmt: skip


def _tallies(counted: pd.DataFrame, scale: Scale) -> list[Tally]:
    return [
        Tally(
            scale, {level.key: int(row[summary.level_column(level.key)]) for level in scale.levels},
            int(row["not_applicable"]), int(row["blank"]), int(row["unrecognised"]),
            int(row["missing"]),
        )
        for row in counted.to_dict("records")
    ]  # fmt: skip


def _by_section(counted: pd.DataFrame, scale: Scale) -> tuple[tuple[int, str, Tally], ...]:
    heads = zip(counted["section"], counted["section_title"], strict=True)
    return tuple(
        (int(number), str(title), tally)
        for (number, title), tally in zip(heads, _tallies(counted, scale), strict=True)
    )


def _rows(frame: pd.DataFrame) -> tuple[Row, ...]:
    """Rows as plain values: dates as dates, and None where a frame has no value."""
    rows = []
    for record in frame.to_dict("records"):
        rows.append({str(name): _plain(value) for name, value in record.items()})
    return tuple(rows)


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def flagged(scale: Scale, strength: bool) -> list[Level]:
    """The levels flagged strength, best first; or those flagged development, worst first."""
    worst_first = scale.worst_first
    if strength:
        return [level for level in reversed(worst_first) if level.strength]
    return [level for level in worst_first if level.development]


def wanted(seen: Portrait) -> tuple[Row, ...]:
    """The statements whose second rating is at a wanted level, highest need first."""
    rating = seen.framework.second_rating
    if not rating:
        return ()
    keys = training.wanted_levels(rating.scale)
    rows = [row for row in seen.needs if row["level"] in keys]
    return tuple(sorted(rows, key=lambda row: -keys.index(row["level"])))
