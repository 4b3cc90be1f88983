"""The formulas that count ratings, and the lines of words made from the counts."""

from __future__ import annotations

from collections.abc import Iterable

from sendsheets.captions import REMOVED
from sendsheets.drawing.book import Live
from sendsheets.drawing.rules import text
from sendsheets.layout import Count
from sendsheets.model import Kind, Section
from sendsheets.workbook.levels import CHECK, fits
from sendsheets.workbook.statements import Statements


class Counts(Statements):
    """Counts over the rows of All statements."""

    def count(
        self, section: Section | None, kinds: Iterable[Kind] | None, level: str | None,
        second: bool = False,
    ) -> Live:
        """Count the statements of a section (or all), of some kinds, at a level.

        Args:
            section: None for every section.
            kinds: None for every kind.
            level: a number as text, ``check``, ``>=0`` for any rating on the list, or None for
                every statement.
            second: look at the second rating.
        """
        chosen = tuple(kinds) if kinds is not None else None
        key = "second_level" if second else "level"
        parts = [f"{self.at('section')},{text(section.sheet)}"] if section else []
        parts += [f"{self.at(key)},{level if level.isdigit() else text(level)}"] if level else []
        if chosen is not None and self.plan.framework.has_kinds:
            kinds_at = self.at("kind")
            counted = [f"COUNTIFS({','.join([*parts, f'{kinds_at},{text(self._kind(k))}'])})"
                       for k in chosen]  # fmt: skip
        elif parts:
            counted = [f"COUNTIFS({','.join(parts)})"]
        else:
            counted = [f"ROWS({self.at('ref')})"]
        value = sum(
            (section is None or row.section == section)
            and (chosen is None or row.statement.kind in chosen)
            and fits(row.second_level if second else row.level, level)
            for row in self.rows
        )
        return Live("+".join(counted), value)

    @property
    def progress_kinds(self) -> tuple[Kind, ...]:
        """The kinds that are asked and count towards progress."""
        return tuple(kind for kind in self.plan.kinds if kind.counts_towards_progress)

    def progress(self, section: Section | None) -> tuple[Live, Live]:
        """The share of a section (or all) that is rated, and the same in words.

        The main rating alone makes the share (decisions.md 1); "Complete" is said once nothing
        is left to choose in the second rating either.
        """
        rated = self.count(section, self.progress_kinds, ">=0")
        total = self._total(section)
        n, value = rated.formula, int(rated.value)
        share = Live(f"=({n})/{total}", value / total)
        check, left = self._to_check(section), self._second_left(section)
        tail = f"{check.formula}&{left.formula}" if left.formula else check.formula
        said = f"{value} of {total} rated{check.value}{left.value}"
        if section is None:
            return share, Live(f'={n}&" of {total} rated"&{tail}', said)
        words = "Not started" if not value else (
            "Complete" if value == total and not left.value else "In progress")
        done = f'IF({left.formula}="","Complete","In progress")' if left.formula else '"Complete"'
        state = f'IF({n}=0,"Not started",IF({n}={total},{done},"In progress"))'
        return share, Live(f'={state}&": "&{n}&" of {total} rated"&{tail}', f"{words}: {said}")

    def _total(self, section: Section | None) -> int:
        asked = section.statements if section else self.plan.statements
        return max(1, sum(s.kind.counts_towards_progress for s in asked))

    def _to_check(self, section: Section | None) -> Live:
        """How many ratings are not on the list, in words; nothing where there are none.

        Open questions are left out, as they are from the number rated beside it.
        """
        count = self.count(section, self.progress_kinds, CHECK)
        n, value = count.formula, int(count.value)
        if self.plan.second_sheet:
            more = self.count(section, None, CHECK, second=True)
            n, value = f"{n}+{more.formula}", value + int(more.value)
        return _tail(n, value, " to check")

    def _second_left(self, section: Section | None) -> Live:
        """How many second ratings are still to be chosen; no formula where none is asked."""
        asked = section.statements if section else self.plan.statements
        total = sum(len(s.ratings) > 1 for s in asked)
        rating = self.plan.framework.second_rating
        if not total or rating is None:
            return Live("", "")
        chosen = self.count(section, None, ">=0", second=True)
        check = self.count(section, None, CHECK, second=True)
        value = total - int(chosen.value) - int(check.value)
        n = f"{total}-({chosen.formula})-({check.formula})"
        return _tail(n, value, f" {rating.heading.lower()}s left")

    def section_status(self, section: Section) -> Live:
        """The line above a section's table: how far it is, and what needs another look."""
        rated = self.count(section, self.progress_kinds, ">=0")
        total = self._total(section)
        check = self._to_check(section)
        others = [self._removed(section), self._reasons_missing(section),
                  self._second_left(section)]  # fmt: skip
        others = [other for other in others if other.formula]
        # All the notes in full would run under the links beside them.
        advice = ": choose from the list"
        none = "&".join(other.formula for other in others)
        advise = f'IF(OR({check.formula}="",{none}<>""),"",{text(advice)})'
        told = "".join(str(other.value) for other in others)
        said = advice if check.value and not told else ""
        formula = f'={rated.formula}&" of {total} rated"&{check.formula}&{advise}&{none}'
        return Live(formula, f"{rated.value} of {total} rated{check.value}{said}{told}")

    def _removed(self, section: Section) -> Live:
        """Statements whose row is gone or whose ref was typed over."""
        where = f"{self.at('section')},{text(section.sheet)}"
        return _tail(f"COUNTIFS({where},{self.at('statement')},{text(REMOVED)})", 0,
                     " missing from this sheet")  # fmt: skip

    def _reasons_missing(self, section: Section) -> Live:
        """Not applicable without a reason, which belongs in Evidence (decisions.md 3)."""
        n = (
            f"COUNTIFS({self.at('section')},{text(section.sheet)},{self.at('level')},0,"
            f'{self.at("evidence")},"")'
        )
        value = sum(row.section == section and row.level == 0 and not row.answer.evidence
                    for row in self.rows)  # fmt: skip
        return _tail(n, value, " not applicable: say why")

    def counted(self, count: Count, section: Section | None) -> dict[str, Live]:
        """One row of a table of counts, by the key of the column.

        The keys are ``statements``, ``0`` to ``5`` for the levels (0 is not applicable) and
        ``check``; the caller adds up what is rated from the row itself.
        """
        keys = [str(n) for n in range(len(count.scale.levels) + 1)]
        made = {"statements": self.count(section, count.kinds, None)}
        made |= {key: self.count(section, count.kinds, key, count.second)
                 for key in [*keys, CHECK]}  # fmt: skip
        return {key: Live("=" + live.formula, live.value) for key, live in made.items()}


def _tail(n: str, value: int, words: str) -> Live:
    """A number in words after a full stop; nothing where it is 0."""
    formula = f'IF({n}=0,"",". "&({n})&{text(words)})'
    return Live(formula, f". {value}{words}" if value else "")
