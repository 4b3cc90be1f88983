"""Everything that a comparison of two years shows, counted once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from sendsheets.analysis import progress, so_far
from sendsheets.analysis.progress import Pair
from sendsheets.model import Framework, How, Kind, Problem, Return

OTHER_KINDS = (Kind.CHALLENGE, Kind.QUESTION, Kind.GOAL)

LEVELS = "levels"
"""What happened where the levels of a scale are not those of last time."""

BROKEN = (How.SPLIT, How.MERGED, How.CHANGED)
"""How a statement can have changed so that its ratings cannot be compared."""


@dataclass(frozen=True)
class Compared:
    """One audit, last time and this time.

    ``pairs`` are the schools' returns two by two; ``only_before`` and ``only_after`` those that
    stand alone. ``actions`` is from ``so_far.over_time`` of both years. ``left_out`` are words on
    what else is in no count.
    """

    framework: Framework
    pairs: Sequence[Pair]
    only_before: Sequence[Return]
    only_after: Sequence[Return]
    actions: pd.DataFrame
    as_at: date
    problems: Sequence[Problem] = ()
    left_out: str = ""

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Every statement of every pair, from ``progress.changes``."""
        return progress.changes(self.pairs)

    @cached_property
    def practice(self) -> pd.DataFrame:
        """The rows of practice statements, which alone are in shares and charts."""
        return progress.of_kinds(self.rows, Kind.PRACTICE)

    @cached_property
    def sections(self) -> pd.DataFrame:
        """Practice by section, of those that are asked now."""
        asked = self.practice[self.practice["ref"] != ""]
        return progress.counted(asked, ("section", "section_title"))

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Every statement that is asked now, of every kind."""
        asked = self.rows[self.rows["ref"] != ""]
        return progress.counted(asked, ("order", "ref", "kind", "label", "statement"))

    @cached_property
    def schools(self) -> pd.DataFrame:
        """Practice by school, in alphabetical order."""
        made = progress.counted(self.practice, ("pair_no", "school", "urn", "phase"))
        order = made["school"].str.casefold().sort_values(kind="stable").index
        return made.loc[order].reset_index(drop=True)

    @cached_property
    def between(self) -> Mapping[str, int]:
        """What became of actions (``so_far.between``)."""
        return so_far.between(self.actions)

    @property
    def single(self) -> bool:
        """Whether it is about one school, which may see all that is its own."""
        return len(self.pairs) == 1 and not self.only_before and not self.only_after

    def enough(self, schools: int) -> bool:
        """Whether so many schools are enough for a share that gives nobody away."""
        return self.single or schools >= progress.FEW

    @cached_property
    def framework_changes(self) -> pd.DataFrame:
        """What changed in the framework between each version of last time and now.

        Columns: ``version_before``, ``version``, ``ref_before``, ``ref``, ``how`` (text),
        ``comparable`` (bool), ``statement_before``, ``statement`` and ``pairs`` (how many schools
        it touches).
        """
        versions: dict[str, Pair] = {}
        counts: dict[str, int] = {}
        for pair in self.pairs:
            versions.setdefault(pair.before.version, pair)
            counts[pair.before.version] = counts.get(pair.before.version, 0) + 1
        made = [row for version, pair in sorted(versions.items())
                for row in _changed(pair, counts[version])]  # fmt: skip
        columns = {"version_before": "str", "version": "str", "ref_before": "str", "ref": "str",
                   "how": "str", "comparable": "bool", "statement_before": "str",
                   "statement": "str", "pairs": "int64"}  # fmt: skip
        frame = pd.DataFrame(made, columns=list(columns))
        return frame.astype(columns)


def _changed(pair: Pair, count: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    before, now = pair.before.version, pair.now.version
    for descent in pair.walk.descents:
        if descent.how is How.SAME:
            continue
        new = pair.now.statement(descent.ref)
        old = [s for ref in descent.before if (s := pair.was.statement(ref))]
        moved = descent.reworded and descent.how is How.MOVED
        how = f"{descent.how.value}, reworded" if moved else descent.how.value
        rows.append((before, now, ", ".join(descent.before), descent.ref, how, descent.comparable,
                     "\n".join(s.text for s in old), new.text if new else "", count))  # fmt: skip
    for refs, how in ((pair.walk.removed, "removed"), (pair.walk.gone, "gone, not explained")):
        for ref in refs:
            was = pair.was.statement(ref)
            rows.append((before, now, ref, "", how, False, was.text if was else "", "", count))
    return [*rows, *_levels(pair, count)]


def _levels(pair: Pair, count: int) -> Iterator[tuple[object, ...]]:
    """A row for each scale whose levels changed, and whether the framework says what they were."""
    said = set[str]()
    for descent in pair.walk.descents:
        old = pair.was.statement(descent.before[0]) if descent.same_statement else None
        new = pair.now.statement(descent.ref)
        if old is None or new is None or new.main.scale.id in said:
            continue
        then, now = ([level.label for level in s.main.scale.levels] for s in (old, new))
        if then != now or descent.levels:
            said.add(new.main.scale.id)
            yield (pair.before.version, pair.now.version, "", "", LEVELS, not descent.levels,
                   ", ".join(then), ", ".join(now), count)  # fmt: skip
