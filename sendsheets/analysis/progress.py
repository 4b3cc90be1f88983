"""This time against last time, statement by statement: for one school and for many.

A rating is compared only where it is about the same statement (``Descent.comparable``) and was
given both times. What was rated once only, what is blank, and what cannot be compared stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sendsheets.analysis.columns import FLAG, PLACE, TEXT, WHOLE, Column, frame
from sendsheets.model import (
    Crosswalk,
    Descent,
    Framework,
    How,
    Kind,
    RatingAnswer,
    Response,
    Return,
    Section,
    State,
    Statement,
)

ROSE, FELL, STAYED = "rose", "fell", "stayed"
ONLY_LAST, ONLY_THIS, NEITHER = "only last time", "only this time", "neither time"
NEW, REMOVED, APART = "new", "removed", "not comparable"
CHANGES = (ROSE, FELL, STAYED, ONLY_LAST, ONLY_THIS, NEITHER, NEW, REMOVED, APART)
"""What can have become of a rating; each row has exactly one of these."""

OTHER_LEVELS = ", other levels"
"""How what became of a statement ends where its rating then was at a level that is no more."""

FEW = 5
"""Shares of fewer schools than this say what single schools answered (workbook.md 15)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One school's return of last time and of this time, with what joins their statements."""

    before: Return
    after: Return
    was: Framework
    now: Framework
    walk: Crosswalk


@dataclass(frozen=True, slots=True)
class _Row:
    """One statement of one pair; ``descent`` is None where it is no longer asked."""

    number: int
    pair: Pair
    section: Section
    order: int
    statement: Statement
    refs: tuple[str, ...]
    descent: Descent | None
    then: tuple[tuple[Statement, Response | None], ...]
    now: Response | None

    @property
    def comparable(self) -> bool:
        return self.descent is not None and self.descent.comparable

    @property
    def last(self) -> RatingAnswer | None:
        """The rating of last time, where there is one that is this statement's."""
        response = self.then[0][1] if len(self.then) == 1 else None
        return response.main if response else None

    @property
    def this(self) -> RatingAnswer | None:
        return self.now.main if self.now else None


def _name(result: Return) -> str:
    return result.school.name or result.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _state(answer: RatingAnswer | None) -> str:
    return answer.state.value if answer else State.NOT_ASKED.value


def _label(statement: Statement, answer: RatingAnswer | None) -> str:
    rated = answer is not None and answer.state is State.RATED and answer.level
    return statement.main.scale.level(answer.level).label if answer and rated else ""  # type: ignore[arg-type]


def _rank(statement: Statement, answer: RatingAnswer | None) -> int | None:
    if answer is None or answer.state is not State.RATED or not answer.level:
        return None
    return statement.main.scale.rank(answer.level)


def _level_now(row: _Row) -> bool:
    """Whether the level of last time, if there is one, is a level of now: it has the same key."""
    level = row.last.level if row.last else None
    return level is None or level in row.statement.main.scale.keys


def _ranks(row: _Row) -> tuple[int | None, int | None]:
    last = _rank(row.statement, row.last) if row.comparable and _level_now(row) else None
    return last, _rank(row.statement, row.this) if row.descent else None


def _change(row: _Row) -> str:
    if row.descent is None:
        return REMOVED
    if row.descent.how is How.NEW:
        return NEW
    if not row.comparable or not _level_now(row):
        return APART
    last, this = _ranks(row)
    if last is None or this is None:
        once = ONLY_LAST if this is None else ONLY_THIS
        return NEITHER if last is None and this is None else once
    return ROSE if this > last else FELL if this < last else STAYED


def _strong(row: _Row, answer: RatingAnswer | None) -> bool:
    if answer is None or answer.state is not State.RATED or not answer.level:
        return False
    return row.statement.main.scale.level(answer.level).strength


def _said_then(row: _Row) -> str:
    """What was rated last time, in words: of several statements each with its ref."""
    said = [(s.ref, _label(s, r.main if r else None) or _state(r.main if r else None))
            for s, r in row.then]  # fmt: skip
    if len(said) == 1:
        return _label(row.then[0][0], row.last)
    return "; ".join(f"{ref} {words}" for ref, words in said)


def _steps(row: _Row) -> int | None:
    last, this = _ranks(row)
    return this - last if last is not None and this is not None else None


ROWS: tuple[Column[_Row], ...] = (
    Column("pair_no", WHOLE, lambda r: r.number),
    Column("school", TEXT, lambda r: _name(r.pair.after)),
    Column("urn", TEXT, lambda r: r.pair.after.school.urn or r.pair.before.school.urn),
    Column("phase", TEXT, lambda r: r.pair.after.school.phase or r.pair.before.school.phase),
    Column("role", TEXT, lambda r: r.pair.after.respondent.role),
    Column("framework", TEXT, lambda r: r.pair.now.id),
    Column("version_before", TEXT, lambda r: r.pair.before.version),
    Column("version", TEXT, lambda r: r.pair.after.version),
    Column("section", WHOLE, lambda r: r.section.number),
    Column("section_title", TEXT, lambda r: r.section.title),
    Column("ref", TEXT, lambda r: r.statement.ref if r.descent else ""),
    Column("ref_before", TEXT, lambda r: ", ".join(r.refs)),
    Column("order", WHOLE, lambda r: r.order),
    Column("kind", TEXT, lambda r: r.statement.kind.value),
    Column("statement", TEXT, lambda r: r.statement.text),
    Column("label", TEXT, lambda r: r.statement.label),
    Column("how", TEXT, lambda r: _how(r)),
    Column("comparable", FLAG, lambda r: r.comparable and _level_now(r)),
    Column("state_before", TEXT, lambda r: _state(r.last) if len(r.then) == 1 else ""),
    Column("level_before", TEXT, _said_then),
    Column("rank_before", PLACE, lambda r: _ranks(r)[0]),
    Column("state", TEXT, lambda r: _state(r.this) if r.descent else ""),
    Column("level_label", TEXT, lambda r: _label(r.statement, r.this) if r.descent else ""),
    Column("rank", PLACE, lambda r: _ranks(r)[1]),
    Column("levels", WHOLE, lambda r: len(r.statement.main.scale.levels)),
    Column("change", TEXT, _change),
    Column("steps", PLACE, _steps),
    Column("strength_before", FLAG, lambda r: r.comparable and _level_now(r)
           and _strong(r, r.last)),
    Column("strength", FLAG, lambda r: bool(r.descent) and _strong(r, r.this)),
)


def _how(row: _Row) -> str:
    if row.descent is None:
        return "removed" if set(row.refs) <= set(row.pair.walk.removed) else "gone, not explained"
    how, reworded = row.descent.how, row.descent.reworded
    said = f"{how.value}, reworded" if reworded and how is How.MOVED else how.value
    return f"{said}{OTHER_LEVELS}" if row.descent.levels or not _level_now(row) else said


def changes(pairs: Sequence[Pair]) -> pd.DataFrame:
    """Hold this time against last time.

    Args:
        pairs: the schools' returns, two by two.

    Returns:
        One row for each pair and each statement that was asked either time, of every kind but
        open questions, which are never scored: the columns of ``ROWS``. ``ref`` is the ref now
        (empty where it is no longer asked), ``ref_before`` that or those of last time. ``rank``
        is 1 for the level that needs most attention, whichever way the scale runs, so that
        ``steps`` above 0 is always the better way: of a challenge, that it is less of one.
        ``change`` is one of ``CHANGES``.
    """
    rows = [row for number, pair in enumerate(pairs, 1) for row in _rows(number, pair)]
    return frame(ROWS, rows)


def _rows(number: int, pair: Pair) -> Iterator[_Row]:
    then = {r.ref: r for r in pair.before.responses}
    now = {r.ref: r for r in pair.after.responses}
    order = 0
    for section in pair.now.sections:
        for statement in section.statements:
            order += 1
            descent = pair.walk.of(statement.ref)
            said = tuple((was, then.get(ref)) for ref in descent.before
                         if (was := pair.was.statement(ref)))  # fmt: skip
            response = now.get(statement.ref)
            if statement.kind is not Kind.OPEN and (
                response or any(answer for _, answer in said)
            ):
                yield _Row(number, pair, section, order, statement, descent.before, descent, said,
                           response)  # fmt: skip
    for ref in (*pair.walk.removed, *pair.walk.gone):
        was = pair.was.statement(ref)
        if was and was.kind is not Kind.OPEN and ref in then:
            order += 1
            section = next(s for s in pair.was.sections if s.number == was.section)
            yield _Row(number, pair, section, order, was, (ref,), None, ((was, then[ref]),), None)


# --- sums ------------------------------------------------------------------------------------

COUNTS: Mapping[str, str] = {
    "rose": ROSE, "stayed": STAYED, "fell": FELL, "only_last": ONLY_LAST, "only_this": ONLY_THIS,
    "neither": NEITHER, "new": NEW, "removed": REMOVED, "apart": APART,
}  # fmt: skip
"""The columns of counts, and the word in ``change`` that each counts."""


def counted(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count what rose, fell and stayed.

    Args:
        rows: from ``changes``; of which kinds is the caller's choice.
        by: the columns to group by, such as ``("section", "section_title")``.

    Returns:
        One row a group, in their order: the columns of ``by``; ``schools`` (how many were rated
        both times in any of it), ``both`` (ratings given both times: ``rose`` + ``stayed`` +
        ``fell``), the columns of ``COUNTS``, and ``strength_share_before`` and
        ``strength_share``: the share of strengths among those ratings then and now (0 to 1, NaN
        where there are none).
    """
    both = rows["change"].isin([ROSE, STAYED, FELL])
    made: dict[str, Any] = {name: (rows["change"] == word).astype("int64")
                            for name, word in COUNTS.items()}  # fmt: skip
    table = rows[list(by)].assign(
        **made, both=both.astype("int64"),
        strong_before=(both & rows["strength_before"]).astype("int64"),
        strong=(both & rows["strength"]).astype("int64"),
    )  # fmt: skip
    summed = table.groupby(list(by), as_index=False, sort=True).sum()
    schools = (rows[both].groupby(list(by))["pair_no"].nunique().rename("schools").reset_index()
               if both.any() else summed[list(by)].assign(schools=0)[:0])  # fmt: skip
    summed = summed.merge(schools, on=list(by), how="left")
    summed["schools"] = summed["schools"].fillna(0).astype("int64")
    n = summed["both"].where(summed["both"] > 0)
    summed["strength_share_before"] = (summed["strong_before"] / n).astype("float64")
    summed["strength_share"] = (summed["strong"] / n).astype("float64")
    columns = [*by, "schools", "both", *COUNTS, "strength_share_before", "strength_share"]
    return summed[columns]


def of_kinds(rows: pd.DataFrame, *kinds: Kind) -> pd.DataFrame:
    """The rows of statements of these kinds."""
    return rows[rows["kind"].isin([kind.value for kind in kinds])]
