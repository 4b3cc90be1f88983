"""The answers in one statement's cells, each with what there is to tell about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sendsheets.intake.cells import Value, shown
from sendsheets.intake.rawlook import cell_name
from sendsheets.model import (
    Priority,
    Problem,
    Rating,
    RatingAnswer,
    Response,
    Severity,
    State,
    Statement,
)
from sendsheets.returns.dates import read_date
from sendsheets.returns.find import Row
from sendsheets.returns.known import Known
from sendsheets.returns.rows import said
from sendsheets.returns.words import (
    fold,
    is_blank,
    rating_words,
    read_priority,
    read_rating,
    read_text,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the cells of one key: a value, or several that differ."""

    value: Value | None = None
    place: str | None = None
    sheet: str = ""
    several: tuple[str, ...] = ()
    hidden: str = ""
    merged: bool = False


@dataclass(slots=True)
class Reader:
    """Reads one statement's cells after another, adding to ``problems`` as it goes."""

    problems: list[Problem]
    known: Known
    statement: Statement = field(init=False)
    rows: list[Row] = field(init=False)
    repeated: dict[tuple[str, ...], list[tuple[str, Row]]] = field(default_factory=dict)
    partial: list[tuple[str, str, str, Row, list[Row]]] = field(default_factory=list)
    _differ: bool = False

    def begin(self, statement: Statement, rows: list[Row]) -> None:
        """Turn to a statement and the rows that are its."""
        self.statement, self.rows, self._differ = statement, rows, False

    def rating(self, key: str, rating: Rating) -> RatingAnswer:
        """A rating, on its scale."""
        found = self._find(key)
        if found is None:
            return RatingAnswer(State.MISSING)
        if found.several:
            return RatingAnswer(State.UNRECOGNISED, raw=" / ".join(found.several),
                                cell=found.place)  # fmt: skip
        if found.merged and is_blank(found.value):
            state = State.UNRECOGNISED if found.hidden else State.BLANK
            return RatingAnswer(state, raw=found.hidden, cell=found.place)
        known, live = self.known.spelt[rating.scale.id]
        answer, code = read_rating(found.value, known, live)
        if code == "rating-unrecognised":
            self._tell(Problem("rating-unrecognised", Severity.QUERY), found, answer.raw)
        elif code == "rating-repaired":
            self._tell(Problem("rating-repaired", Severity.INFORMATION), found, answer.raw,
                       understood=rating_words(answer, rating.scale))  # fmt: skip
        return RatingAnswer(answer.state, answer.level, answer.raw, found.place)

    def text(self, key: str) -> str:
        """Words as they were typed."""
        found = self._find(key)
        if found is None:
            return ""
        if found.several:
            return " / ".join(found.several)
        words, code = read_text(found.value)
        if code == "text-lost":
            self._tell(Problem("text-lost", Severity.QUERY), found, shown(found.value))
        elif code:
            self._tell(Problem("text-converted", Severity.INFORMATION), found, words)
        return words

    def priority(self) -> tuple[Priority | None, str]:
        """The priority where it is one of the list, and what was typed."""
        found = self._find("priority")
        if found is None:
            return None, ""
        if found.several:
            return None, " / ".join(found.several)
        priority, raw, code = read_priority(found.value)
        if code == "priority-unrecognised":
            self._tell(Problem("priority-unrecognised", Severity.INFORMATION), found, raw)
        elif code and priority:
            self._tell(Problem("priority-repaired", Severity.INFORMATION), found, raw,
                       understood=priority.label)  # fmt: skip
        return priority, raw

    def due(self) -> tuple[date | None, str]:
        """The due date where it is one, and what was typed."""
        found = self._find("due")
        if found is None:
            return None, ""
        if found.several:
            return None, " / ".join(found.several)
        due, raw, code = read_date(found.value)
        if code == "date-unrecognised":
            self._tell(Problem("date-unrecognised", Severity.QUERY), found, raw)
        elif code == "date-understood" and due:
            self._tell(Problem("date-understood", Severity.INFORMATION), found, raw,
                       understood=due.strftime("%d/%m/%Y"))  # fmt: skip
        elif code:
            self._tell(Problem("date-words", Severity.INFORMATION), found, raw)
        return due, raw

    def not_asked(self, key: str) -> None:
        """Tell of an answer in a cell that asks for none."""
        if any(list(row.values(key)) for row in self.rows):
            found = self._find(key)
            if found:
                self._tell(Problem("answer-not-asked", Severity.INFORMATION), found,
                           shown(found.value))  # fmt: skip

    def shifted(self) -> None:
        """Tell that the answers of the row seem to have moved a column."""
        row = self.rows[0]
        self.problems.append(Problem(
            "row-shifted", Severity.QUERY, sheet=row.table.sheet.name,
            cell=row.place("priority") or "", refs=(self.statement.ref,),
            facts={"found": said(row)},
        ))  # fmt: skip

    def cells(self, is_open: bool) -> Mapping[str, str]:
        """The names of the cells of each answer but the ratings."""
        keys = {"evidence": "answer" if is_open else "evidence", "action": "action",
                "priority": "priority", "owner": "owner", "due": "due"}  # fmt: skip
        places = {name: self.rows[0].place(key) for key, name in keys.items()}
        return {name: place for name, place in places.items() if place}

    def done(self, response: Response) -> None:
        """Tell what the whole row shows: found twice, or not applicable without a reason."""
        refs = (response.ref,)
        if len(self.rows) > 1 and not self._differ:
            sheets = tuple(dict.fromkeys(row.table.sheet.name for row in self.rows))
            self.repeated.setdefault(sheets, []).append((response.ref, self.rows[0]))
        words = response.evidence or response.answer
        if response.main.state is State.NOT_APPLICABLE and not words:
            self.problems.append(Problem(
                "reason-missing", Severity.INFORMATION, sheet=response.sheet,
                cell=response.main.cell or "", refs=refs,
            ))  # fmt: skip

    def close(self, rows: Iterable[Row]) -> None:
        """Tell of the statements that have several rows which do not disagree.

        Args:
            rows: every row of a school's tables and of a reviewer's. Where two tables are both in
                use, what stands in one only may be an older answer, and a person is asked.
        """
        used = ({id(row.table) for row in rows
                 if any(row.values("rating")) or any(row.values("reviewer_rating"))}
                if self.partial else set())  # fmt: skip
        taken: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        for ref, name, words, row, blank in self.partial:
            for other in blank:
                if {id(row.table), id(other.table)} <= used:
                    pair = (row.table.sheet.name, other.table.sheet.name)
                    taken.setdefault(pair, []).append((ref, name, words))
        for (sheet, other_sheet), cells in taken.items():
            refs = tuple(dict.fromkeys(ref for ref, *_ in cells))
            told = [f"{ref} “{' '.join(words.split())[:60]}” ({name})"
                    for ref, name, words in cells[:30]]  # fmt: skip
            facts = {"found": "; ".join((*told, *(["…"] if cells[30:] else []))),
                     "sheet": sheet, "other": other_sheet}  # fmt: skip
            self.problems.append(Problem("answer-one-row", Severity.QUERY, sheet=sheet,
                                         cell=cells[0][1], refs=refs, facts=facts))  # fmt: skip
        for sheets, found in self.repeated.items():
            refs = tuple(ref for ref, _ in found)
            where = found[0][1]
            facts = {"found": ", ".join(refs), "sheets": " and ".join(sheets)}
            self.problems.append(Problem(
                "row-repeated", Severity.INFORMATION, sheet=where.table.sheet.name,
                cell=where.place("ref") or "", refs=refs, facts=facts,
            ))  # fmt: skip

    # --- finding the cells -------------------------------------------------------------------

    def _find(self, key: str) -> Found | None:
        """What stands in the cells of a key; None where it has no column."""
        filled: list[tuple[Row, str, Value]] = []
        place, sheet, hidden, merged = None, "", "", False
        for row in self.rows:
            for column in row.table.columns.get(key, ()):
                name = cell_name(row.number, column)
                if place is None:
                    place, sheet = name, row.table.sheet.name
                value = row.cells.get(column)
                if not is_blank(value) and value is not None:
                    filled.append((row, name, value))
                if row.table.sheet.merges:
                    under, words = self._merged(row, column, name)
                    merged, hidden = merged or under, hidden or words
                if value is not None and (row.number, column) in row.table.sheet.formulas:
                    self._tell(Problem("answer-formula", Severity.INFORMATION),
                               Found(place=name, sheet=row.table.sheet.name), shown(value))
        if place is None:
            return None
        if not filled:
            return Found(None, place, sheet, (), hidden, merged)
        first = filled[0]
        if len(self.rows) > 1:
            full = {id(row) for row, *_ in filled}
            blank = [r for r in self.rows if id(r) not in full and r.table.columns.get(key)]
            if blank:
                self.partial.append(
                    (self.statement.ref, first[1], shown(first[2]), first[0], blank))
        different = (
            {fold(shown(value)): shown(value) for *_, value in filled} if filled[1:] else {}
        )
        if len(different) > 1:
            self._differ = True
            several = tuple(different.values())
            found = Found(first[2], first[1], first[0].table.sheet.name, several)
            self._tell(Problem("answers-differ", Severity.QUERY), found, " / ".join(several),
                       cells=", ".join(f"{r.table.sheet.name} {name}" for r, name, _ in filled))
            return found
        return Found(first[2], first[1], first[0].table.sheet.name, (), hidden, merged)

    def _merged(self, row: Row, column: int, name: str) -> tuple[bool, str]:
        """Whether a cell lies under a merge, and what the merge shows or hides there."""
        sheet = row.table.sheet
        for top, left, bottom, right in sheet.merges:
            if not (top <= row.number <= bottom and left <= column <= right):
                continue
            if (row.number, column) == (top, left):
                return False, ""
            under = sheet.covered.get((row.number, column))
            above = sheet.cells.get((top, left))
            words = shown(under) if not is_blank(under) else shown(above)
            if words:
                found = Found(place=name, sheet=sheet.name)
                merge = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
                self._tell(Problem("answer-merged", Severity.QUERY), found, words, area=merge)
            return True, words
        return False, ""

    def _tell(self, problem: Problem, found: Found, words: str, **facts: str) -> None:
        self.problems.append(Problem(
            problem.code, problem.severity, sheet=found.sheet, cell=found.place or "",
            refs=(self.statement.ref,), facts={"found": words, **facts},
        ))  # fmt: skip
