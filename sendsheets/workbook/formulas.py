"""Each live formula of the school workbook, and the value it has now, side by side.

A formula's value travels in the file, because previews, Protected View and phones show what
is stored (workbook.md 5). Only functions that every spreadsheet program shares are used:
COUNT, COUNTIF, COUNTIFS, IF, IFERROR, INDEX, ISNUMBER, MATCH, OR, ROWS, SUM, TEXT, TRIM.

Everything is computed from one sheet, All statements, which looks every answer up by its ref.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sendsheets import layout
from sendsheets.drawing.book import Live, area, letter, quoted
from sendsheets.drawing.rules import text
from sendsheets.layout import FIRST_ROW, Count, Plan, statement_text
from sendsheets.model import Kind, Priority, Section, Statement
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.levels import (
    CHECK,
    Number,
    ascending,
    fits,
    level_formula,
    level_of,
    orders,
    priority_order,
    serial,
    trimmed,
)

NO_EVIDENCE = "No evidence noted"
NO_ACTION = "No action yet"
REMOVED = "Statement removed"


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


class Formulas:
    """The formulas of one workbook."""

    def __init__(self, plan: Plan, answers: Answers) -> None:
        self.plan = plan
        self.answers = answers
        self.columns = layout.all_statements_columns(plan.framework)
        self.section_columns = layout.section_columns(plan.framework)
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
        """An answer, found by its ref on its section's sheet."""
        found = f"INDEX({self._on_section(row, key)},{self._match(row)})"
        answer = row.answer
        if key == "due":
            due = answer.due
            value = serial(due) if isinstance(due, date) else due
            return Live(f'=IFERROR(IF({found}="","",{found}),"")', value)
        if key == "statement":
            return Live(f'=IFERROR({found}&"",{text(REMOVED)})', statement_text(row.statement))
        if key in ("rating", "second"):
            value = trimmed(answer.rating if key == "rating" else answer.second)
            return Live(f'=IFERROR(TRIM({found}&""),"")', value)
        return Live(f'=IFERROR({found}&"","")', getattr(answer, key))

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

    # --- counts ---

    def _kind(self, kind: Kind) -> str:
        return self.plan.framework.kind_words(kind).label

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
        """The share of a section (or all) that is rated, and the same in words."""
        rated = self.count(section, self.progress_kinds, ">=0")
        total = self._total(section)
        value = int(rated.value)
        share = Live(f"=({rated.formula})/{total}", value / total)
        words = "Not started" if not value else "Complete" if value == total else "In progress"
        n = rated.formula
        said = f'IF({n}=0,"Not started",IF({n}={total},"Complete","In progress"))'
        formula = f'={said}&": "&{n}&" of {total} rated"'
        if section is not None:
            return share, Live(formula, f"{words}: {value} of {total} rated")
        tail = self._to_check(None, ". {} to check")
        return share, Live(f'={n}&" of {total} rated"&{tail.formula}',
                           f"{value} of {total} rated{tail.value}")  # fmt: skip

    def _total(self, section: Section | None) -> int:
        asked = section.statements if section else self.plan.statements
        return max(1, sum(s.kind.counts_towards_progress for s in asked))

    def _to_check(self, section: Section | None, words: str) -> Live:
        """How many ratings are not on the list, in words; nothing where there are none."""
        count = self.count(section, None, CHECK)
        n, value = count.formula, int(count.value)
        if self.plan.second_sheet:
            more = self.count(section, None, CHECK, second=True)
            n, value = f"{n}+{more.formula}", value + int(more.value)
        before, after = words.split("{}")
        formula = f'IF({n}=0,"",{text(before)}&({n})&{text(after)})'
        return Live(formula, words.format(value) if value else "")

    def section_status(self, section: Section) -> Live:
        """The line above a section's table: how far it is, and what needs another look."""
        rated = self.count(section, self.progress_kinds, ">=0")
        total = self._total(section)
        check = self._to_check(section, ". {} to check")
        reason = self._reasons_missing(section)
        # Both notes in full would run under the links beside them.
        advice = ": choose a rating from the list"
        advise = f'IF(OR({check.formula}="",{reason.formula}<>""),"",{text(advice)})'
        said = advice if check.value and not reason.value else ""
        formula = f'={rated.formula}&" of {total} rated"&{check.formula}&{advise}&{reason.formula}'
        return Live(formula, f"{rated.value} of {total} rated{check.value}{said}{reason.value}")

    def _reasons_missing(self, section: Section) -> Live:
        """Not applicable without a reason, which belongs in Evidence (decisions.md 3)."""
        n = (
            f"COUNTIFS({self.at('section')},{text(section.sheet)},{self.at('level')},0,"
            f'{self.at("evidence")},"")'
        )
        value = sum(row.section == section and row.level == 0 and not row.answer.evidence
                    for row in self.rows)  # fmt: skip
        before, after = ". ", " not applicable: say why under Evidence"
        said = f"{before}{value}{after}" if value else ""
        return Live(f'IF({n}=0,"",{text(before)}&{n}&{text(after)})', said)

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

    # --- lists that fill themselves ---

    def listed(self, order: str, place: int, sheet_row: int, key: str, table_row: int) -> Live:
        """A cell of a list that fills itself: the answer at a place in an order.

        Args:
            order: the key of the order column on All statements.
            place: the place, counted from 1.
            sheet_row: the row the cell stands in.
            key: which answer to show.
            table_row: the first row of the list.
        """
        rows = f"ROWS($A${table_row}:$A{sheet_row})"
        found = f"INDEX({self.at(key)},MATCH({rows},{self.at(order)},0))"
        row = next((r for r in self.rows if getattr(r, order) == place), None)
        if key == "due":
            value = self.looked_up(row, key).value if row else ""
            return Live(f'=IFERROR(IF({found}="","",{found}),"")', value)
        if key in ("evidence", "action") and order != "action_order":
            word = NO_EVIDENCE if key == "evidence" else NO_ACTION
            said = (getattr(row.answer, key) or word) if row else ""
            return Live(f'=IFERROR(IF({found}="",{text(word)},{found}),"")', said)
        return Live(f'=IFERROR({found},"")', self._shown(row, key) if row else "")

    def _shown(self, row: Row, key: str) -> str:
        if key == "ref":
            return row.statement.ref
        if key == "section":
            return row.section.sheet
        return str(self.looked_up(row, key).value)

    def list_line(self, order: str, rows: int) -> Live:
        """The line above a list: how many there are, and where the rest is."""
        n = f"COUNT({self.at(order)})"
        value = sum(isinstance(getattr(row, order), int) for row in self.rows)
        more = f"The first {rows} of "
        rest = ". For the full list, filter the All statements sheet."
        formula = (
            f'=IF({n}=0,"None yet.",IF({n}<={rows},{n}&" in all.",'
            f"{text(more)}&{n}&{text(rest)}))"
        )
        said = f"{value} in all." if value <= rows else f"{more}{value}{rest}"
        return Live(formula, said if value else "None yet.")

    def action_number(self, place: int, sheet_row: int) -> Live:
        """The number of an action in the Action plan; nothing below the last."""
        rows, column = f"ROWS($A${FIRST_ROW}:$A{sheet_row})", self.at("action_order")
        value = place if place <= self.actions else ""
        return Live(f'=IF({rows}<=COUNT({column}),{rows},"")', value)

    @cached_property
    def actions(self) -> int:
        """How many actions there are."""
        return sum(isinstance(row.action_order, int) for row in self.rows)

    def actions_line(self, rows: int) -> Live:
        """How many actions there are, how many of them of high priority."""
        n, high = f"COUNT({self.at('action_order')})", f"COUNTIF({self.at('priority_order')},1)"
        urgent = sum(row.priority_order == 1 for row in self.rows)
        rest = f" The first {rows} are listed here; the rest are in All statements."
        formula = (
            f'={n}&IF({n}=1," action, "," actions, ")&{high}&" high priority."'
            f'&IF({n}>{rows},{text(rest)},"")'
        )
        noun = "action" if self.actions == 1 else "actions"
        said = f"{self.actions} {noun}, {urgent} high priority."
        return Live(formula, said + (rest if self.actions > rows else ""))

    # --- peer review ---

    def reviewed(self, row: Row, sheet_row: int, key: str) -> Live:
        """The school's rating or evidence beside the reviewer's."""
        found = f"INDEX({self.at(key)},MATCH($A{sheet_row},{self.at('ref')},0))"
        return Live(f'=IFERROR({found},"")', self._shown(row, key))

    def comparison(self, row: Row, sheet_row: int, reviewer: str) -> Live:
        """How the reviewer's rating stands to the school's; ``reviewer`` is its cell."""
        ref = f"MATCH($A{sheet_row},{self.at('ref')},0)"
        ours = f"INDEX({self.at('level')},{ref})"
        theirs = level_formula(f"TRIM({reviewer})", row.statement.main.scale)
        formula = (
            f'=IFERROR(IF(OR({ours}="",TRIM({reviewer})=""),"",IF({ours}="{CHECK}","Different",'
            f'IF({theirs}={ours},"Agree",IF(OR({theirs}="{CHECK}",{theirs}=0,{ours}=0),"Different",'
            f'IF({theirs}>{ours},"Reviewer higher","Reviewer lower"))))),"")'
        )
        return Live(formula, self.compared(row))

    def compared(self, row: Row) -> str:
        """The comparison's value now."""
        theirs = level_of(row.statement.main.scale, row.answer.reviewer_rating)
        if theirs == "" or row.level == "":
            return ""
        if row.level != CHECK and theirs == row.level:
            return "Agree"
        if CHECK in (theirs, row.level) or 0 in (theirs, row.level):
            return "Different"
        return "Reviewer higher" if int(theirs) > int(row.level) else "Reviewer lower"

    def comparisons_line(self, column: str) -> Live:
        """How many of the reviewer's ratings agree; ``column`` is the Comparison column."""
        words = ("Reviewer higher", "Reviewer lower", "Different")
        apart = "+".join(f"COUNTIF({column},{text(word)})" for word in words)
        reviewed = [row for row in self.rows if row.statement.kind.counts_towards_progress]
        said = [self.compared(row) for row in reviewed]
        agreed, different = said.count("Agree"), sum(said.count(word) for word in words)
        formula = f'=COUNTIF({column},"Agree")&" agreed, "&({apart})&" different"'
        return Live(formula, f"{agreed} agreed, {different} different")

    # --- the top of the Summary ---

    def school_line(self, name_cell: str, date_cell: str) -> Live:
        """The school's name, and the date of completion where it is a date."""
        name = self.answers.detail(layout.SCHOOL_NAME.key)
        done = self.answers.detail(layout.COMPLETED_ON.key)
        unnamed = "School name not given yet"
        formula = (
            f'=IF({name_cell}="",{text(unnamed)},{name_cell})'
            f'&IF(ISNUMBER({date_cell}),", completed "&TEXT({date_cell},"d mmmm yyyy"),"")'
        )
        when = f", completed {done.day} {done:%B %Y}" if isinstance(done, date) else ""
        return Live(formula, f"{name or unnamed}{when}")
