"""The formulas of All statements: every answer looked up by its ref, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sendsheets import layout
from sendsheets.captions import REMOVED
from sendsheets.drawing.book import Live, area, letter, quoted
from sendsheets.drawing.rules import text
from sendsheets.layout import FIRST_ROW, Plan, statement_text
from sendsheets.model import Kind, Priority, Section, Statement
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.levels import (
    Number,
    ascending,
    level_formula,
    level_of,
    orders,
    priority_order,
    serial,
    trimmed,
)

SHOWN = {
    "evidence": 200, "action": 200, "owner": 40, "due": 40, "rating": 40, "second": 40,
    "priority": 20,
}  # fmt: skip
"""Characters of an answer that a calculated sheet shows, by column.

Rows of calculated sheets have room for so much and no more: no program fits a row again when
only the result of a formula in it changes. Longer texts are shown from their start, and where
the rest is (decisions.md 19); the section sheets, where people type, grow and show all.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of All statements: where it stands and the numbers it has now."""

    number: int
    statement: Statement
    section: Section
    answer: Answer
    level: Number
    second_level: Number
    strength_order: Number
    area_order: Number
    priority_order: Number
    action_order: Number


class Statements:
    """The rows of All statements and their formulas; the other sheets compute from these."""

    def __init__(self, plan: Plan, answers: Answers) -> None:
        self.plan = plan
        self.answers = answers
        self.columns = layout.all_statements_columns(plan.framework)
        self.section_columns = layout.section_columns(plan.framework, plan.shows_then)
        self.first = FIRST_ROW
        self.last = FIRST_ROW + len(plan.statements) - 1

    # --- places ---

    def at(self, key: str, row: int | None = None) -> str:
        """A cell or a whole column of All statements, as another sheet refers to it."""
        return f"{quoted(layout.ALL_STATEMENTS)}!{self.here(key, row)}"

    def here(self, key: str, row: int | None = None) -> str:
        """The same, as All statements itself refers to it."""
        column = layout.position(self.columns, key)
        if row is None:
            return area(self.first, column, self.last, column)
        return f"${letter(column)}{row}"

    def _so_far(self, key: str, row: int) -> str:
        """A column of All statements from its first row to this one."""
        name = letter(layout.position(self.columns, key))
        return f"${name}${self.first}:${name}{row}"

    def _on_section(self, row: Row, key: str) -> str:
        """The column of a section sheet that holds a statement's answers."""
        column = layout.position(self.section_columns, key)
        last = FIRST_ROW + len(row.section.statements) - 1
        return f"{quoted(row.section.sheet)}!{area(FIRST_ROW, column, last, column)}"

    # --- All statements ---

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of All statements with the numbers they have now."""
        sections = {section.number: section for section in self.plan.sections}
        statements = self.plan.statements
        answers = [self.answers.of(s.ref) for s in statements]
        pairs = list(zip(statements, answers, strict=True))
        levels = [level_of(s.main.scale, a.rating) for s, a in pairs]
        seconds = [level_of(s.ratings[1].scale, a.second) if len(s.ratings) > 1 else ""
                   for s, a in pairs]  # fmt: skip
        scored: list[Number] = [level if s.kind.is_scored else ""
                                for s, level in zip(statements, levels, strict=True)]  # fmt: skip
        strengths, areas = orders(scored, self.strong), orders(scored, self.weak)
        priorities = [priority_order(a) for a in answers]
        actions = ascending(priorities)
        return tuple(
            Row(self.first + n, s, sections[s.section], answers[n], levels[n], seconds[n],
                strengths[n], areas[n], priorities[n], actions[n])
            for n, s in enumerate(statements)
        )  # fmt: skip

    @cached_property
    def strong(self) -> tuple[int, ...]:
        """The levels that are strengths, best first."""
        scale = self.plan.framework.scale_of(Kind.PRACTICE)
        ranked = enumerate(scale.worst_first, 1)
        return tuple(rank for rank, level in ranked if level.strength)[::-1]

    @cached_property
    def weak(self) -> tuple[int, ...]:
        """The levels that are areas for development, worst first."""
        scale = self.plan.framework.scale_of(Kind.PRACTICE)
        return tuple(rank for rank, level in enumerate(scale.worst_first, 1) if level.development)

    def _match(self, row: Row) -> str:
        return f"MATCH($A{row.number},{self._on_section(row, 'ref')},0)"

    def looked_up(self, row: Row, key: str) -> Live:
        """An answer, found by its ref on its section's sheet: as much as there is room for."""
        found = f"INDEX({self._on_section(row, key)},{self._match(row)})"
        value = getattr(row.answer, key, "")
        if key == "statement":
            return Live(f'=IFERROR({found}&"",{text(REMOVED)})', statement_text(row.statement))
        most = SHOWN[key]
        if key in ("evidence", "action"):
            # A line break would take a line of the row for a word.
            flat = f'SUBSTITUTE({found}&"",CHAR(10)," ")'
            tail = f" … (more on {row.section.sheet})"
            formula = f'LEFT({flat},{most})&IF(LEN({found})>{most},{text(tail)},"")'
            return Live(f'=IFERROR({formula},"")', _start(value.replace("\n", " "), most, tail))
        if key == "due":
            formula = f'IF(LEN({found})>{most},LEFT({found},{most})&"…",{found})'
            due = serial(value) if isinstance(value, date) else _start(value, most, "…")
            return Live(f'=IFERROR(IF({found}="","",{formula}),"")', due)
        if key in ("rating", "second"):
            return Live(f'=IFERROR(LEFT(TRIM({found}&""),{most}),"")', trimmed(value)[:most])
        formula = f'LEFT({found},{most})&IF(LEN({found})>{most},"…","")'
        return Live(f'=IFERROR({formula},"")', _start(value, most, "…"))

    def level(self, row: Row) -> Live:
        """The number of a rating's level: the only place where labels are understood."""
        formula = level_formula(self.here("rating", row.number), row.statement.main.scale)
        return Live("=" + formula, row.level)

    def second_level(self, row: Row) -> Live | None:
        """The number of the second rating's level, where one is asked."""
        if len(row.statement.ratings) < 2:
            return None
        scale = row.statement.ratings[1].scale
        formula = level_formula(self.here("second", row.number), scale)
        return Live("=" + formula, row.second_level)

    def strength_order(self, row: Row) -> Live | None:
        """The place among the strengths; nothing for what is not practice."""
        return self._order(row, self.strong, row.strength_order)

    def area_order(self, row: Row) -> Live | None:
        """The place among the areas for development; nothing for what is not practice."""
        return self._order(row, self.weak, row.area_order)

    def _order(self, row: Row, ranks: Sequence[int], value: Number) -> Live | None:
        if not row.statement.kind.is_scored:
            return None
        cell, formula = self.here("level", row.number), '""'
        for place in range(len(ranks) - 1, -1, -1):
            before = [self._scored(self.here("level"), None, rank) for rank in ranks[:place]]
            here = self._scored(self._so_far("level", row.number), row.number, ranks[place])
            formula = f"IF({cell}={ranks[place]},{'+'.join([*before, here])},{formula})"
        return Live("=" + formula, value)

    def _scored(self, levels: str, row: int | None, rank: int) -> str:
        """Count a level among practice statements, in the whole column or down to a row."""
        if not self.plan.framework.has_kinds:
            return f"COUNTIF({levels},{rank})"
        kinds = self.here("kind") if row is None else self._so_far("kind", row)
        return f"COUNTIFS({kinds},{text(self._kind(Kind.PRACTICE))},{levels},{rank})"

    def priority_order(self, row: Row) -> Live:
        """1 to 4 for an action of high, medium, low or no priority; nothing without an action."""
        priority, formula = self.here("priority", row.number), "4"
        for place in range(3, 0, -1):
            label = text(tuple(Priority)[place - 1].label)
            formula = f"IF(TRIM({priority})={label},{place},{formula})"
        action = self.here("action", row.number)
        return Live(f'=IF(TRIM({action})="","",{formula})', row.priority_order)

    def action_order(self, row: Row) -> Live:
        """The action's place in the Action plan: by priority, then as the sections come."""
        order, column = self.here("priority_order", row.number), self.here("priority_order")
        so_far = self._so_far("priority_order", row.number)
        formula = (
            f'=IF({order}="","",COUNTIF({column},"<"&{order})+COUNTIF({so_far},{order}))'
        )
        return Live(formula, row.action_order)

    def _kind(self, kind: Kind) -> str:
        return self.plan.framework.kind_words(kind).label


def _start(value: str, most: int, tail: str) -> str:
    """A text, or its start and the tail where it is longer than that."""
    return value if len(value) <= most else value[:most] + tail
