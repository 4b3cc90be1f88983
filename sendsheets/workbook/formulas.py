"""Each live formula of the school workbook, and the value it has now, side by side.

A formula's value travels in the file, because previews, Protected View and phones show what
is stored (workbook.md 5). Only functions that every spreadsheet program shares are used: CHAR,
COUNT, COUNTIF, COUNTIFS, IF, IFERROR, INDEX, ISNUMBER, LEFT, LEN, MATCH, OR, ROWS, SUBSTITUTE,
SUM, TEXT, TRIM.

Everything is computed from one sheet, All statements, which looks every answer up by its ref.
This module adds the lists that fill themselves, the comparison with a reviewer and the top of
the Summary to what ``statements`` and ``counts`` have.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from sendsheets import layout
from sendsheets.captions import NO_ACTION, NO_EVIDENCE
from sendsheets.drawing.book import Live
from sendsheets.drawing.rules import text
from sendsheets.layout import FIRST_ROW
from sendsheets.workbook.counts import Counts
from sendsheets.workbook.levels import CHECK, level_formula, level_of
from sendsheets.workbook.statements import Row

AGREE, DIFFERENT, TO_CHECK = "Agree", "Different", "To check"
NOT_RATED = "School has not rated"
HIGHER_LOWER = ("Reviewer higher", "Reviewer lower")
LESS_MORE = ("Reviewer less concerned", "Reviewer more concerned")
"""How a reviewer's rating stands to the school's: better first, then worse."""


class Formulas(Counts):
    """The formulas of one workbook."""

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
            said = (self.looked_up(row, key).value or word) if row else ""
            return Live(f'=IFERROR(IF({found}="",{text(word)},{found}),"")', said)
        return Live(f'=IFERROR({found},"")', self._shown(row, key) if row else "")

    def _shown(self, row: Row, key: str) -> str:
        if key == "ref":
            return row.statement.ref
        if key == "label":
            return row.statement.label
        if key == "section":
            return row.section.sheet
        return str(self.looked_up(row, key).value)

    def list_line(self, order: str, rows: int) -> Live:
        """The line above a list: how many there are, and where the rest is."""
        n = f"COUNT({self.at(order)})"
        value = sum(isinstance(getattr(row, order), int) for row in self.rows)
        more = f"The first {rows} of "
        rest = ". To see them all, use the arrow beside Rating on All statements."
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

    def reviewed(self, row: Row, sheet_row: int, key: str) -> Live:
        """The school's rating or evidence beside the reviewer's."""
        found = f"INDEX({self.at(key)},MATCH($A{sheet_row},{self.at('ref')},0))"
        return Live(f'=IFERROR({found},"")', self._shown(row, key))

    def comparison(self, row: Row, sheet_row: int, reviewer: str) -> Live:
        """How the reviewer's rating stands to the school's; ``reviewer`` is its cell."""
        ref = f"MATCH($A{sheet_row},{self.at('ref')},0)"
        ours = f"INDEX({self.at('level')},{ref})"
        theirs = level_formula(f"TRIM({reviewer})", row.statement.main.scale)
        better, worse = _higher_lower(row)
        formula = (
            f'=IFERROR(IF(TRIM({reviewer})="","",IF({ours}="",{text(NOT_RATED)},'
            f'IF(OR({ours}="{CHECK}",{theirs}="{CHECK}"),{text(TO_CHECK)},'
            f'IF({theirs}={ours},{text(AGREE)},IF(OR({theirs}=0,{ours}=0),{text(DIFFERENT)},'
            f'IF({theirs}>{ours},{text(better)},{text(worse)})))))),"")'
        )
        return Live(formula, self.compared(row))

    def compared(self, row: Row) -> str:
        """The comparison's value now."""
        theirs = level_of(row.statement.main.scale, row.answer.reviewer_rating)
        if theirs == "":
            return ""
        if row.level == "":
            return NOT_RATED
        if CHECK in (theirs, row.level):
            return TO_CHECK
        if theirs == row.level:
            return AGREE
        if 0 in (theirs, row.level):
            return DIFFERENT
        better, worse = _higher_lower(row)
        return better if int(theirs) > int(row.level) else worse

    def comparisons_line(self, column: str) -> Live:
        """How many of the reviewer's ratings agree; ``column`` is the Comparison column."""
        words = (*HIGHER_LOWER, *LESS_MORE, DIFFERENT)
        apart = "+".join(f"COUNTIF({column},{text(word)})" for word in words)
        check = f"COUNTIF({column},{text(TO_CHECK)})"
        reviewed = [row for row in self.rows if row.statement.kind.counts_towards_progress]
        said = [self.compared(row) for row in reviewed]
        agreed, different = said.count(AGREE), sum(said.count(word) for word in words)
        odd = said.count(TO_CHECK)
        formula = (
            f'=COUNTIF({column},{text(AGREE)})&" agreed, "&({apart})&" different"'
            f'&IF({check}=0,"",", "&{check}&" to check")'
        )
        tail = f", {odd} to check" if odd else ""
        return Live(formula, f"{agreed} agreed, {different} different{tail}")

    def school_line(self, name_cell: str, date_cell: str) -> Live:
        """The school's name, and the date of completion where it is a date."""
        name = self.answers.detail(layout.SCHOOL_NAME.key)
        done = self.answers.detail(layout.COMPLETED_ON.key)
        unnamed = "School name not given yet"
        formula = (
            f'=IF({name_cell}="",{text(unnamed)},{name_cell})'
            f'&IF({date_cell}="","",", completed "&IF(ISNUMBER({date_cell}),'
            f'TEXT({date_cell},"d mmmm yyyy"),{date_cell}))'
        )
        when = f"{done.day} {done:%B %Y}" if isinstance(done, date) else done
        return Live(formula, f"{name or unnamed}{f', completed {when}' if when else ''}")


def _higher_lower(row: Row) -> tuple[str, str]:
    """What a better and a worse rating by the reviewer are called, by the scale's direction."""
    return HIGHER_LOWER if row.statement.main.scale.direction == "up" else LESS_MORE
