"""The sheet Actions so far: actions by their ids, wherever its table stands now. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz

from sendsheets import carried, layout
from sendsheets.intake.cells import Book, Lines, Sheet, Value, shown
from sendsheets.layout import Column
from sendsheets.model import ActionSoFar, Framework, Problem, Severity, Status, action_id
from sendsheets.returns.alike import typed_into
from sendsheets.returns.beside import LONGEST, MOST_TOLD, quoted
from sendsheets.returns.dates import read_date
from sendsheets.returns.find import filled, holds, letters, same_sheet
from sendsheets.returns.headings import LEAST_HEADINGS, NEARLY, Line, are_actions, headers
from sendsheets.returns.merged import merged_rows
from sendsheets.returns.rows import short
from sendsheets.returns.so_far_gone import gone
from sendsheets.returns.words import fold, fold_ours, fold_ref, is_blank, read_text

_ID = fold(carried.ACTION_COLUMNS[0].heading)
_DRAWN = frozenset(column.heading for column in carried.ACTION_COLUMNS if column.key in
                   ("id", "note", "criteria", "review"))  # fmt: skip
"""Headings as we draw them: a sheet with none of them is not looked at further."""

_TEXTS = ("action", "owner", "note", "criteria", "impact")


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a workbook says of its actions so far, and the sheets that it says it on."""

    actions: tuple[ActionSoFar, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheets: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Table:
    """The table of actions on one sheet while it is read."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)

    def cell(self, row: int, key: str) -> str:
        """The name of a key's cell in a row, empty where it has no column."""
        return f"{letters(self.columns[key])}{row}" if key in self.columns else ""

    def tell(self, problem: Problem, row: int, key: str, ref: str = "", **facts: str) -> None:
        self.problems.append(Problem(
            problem.code, problem.severity, sheet=self.sheet.name, cell=self.cell(row, key),
            refs=(ref,) if ref else (), facts=facts,
        ))  # fmt: skip


def read_so_far(book: Book, framework: Framework, expected: bool = False) -> SoFar:
    """Read the actions that a workbook carries over.

    Args:
        book: the cells of the workbook.
        framework: the framework that it was made from.
        expected: whether the workbook shows last time, so that the sheet ought to be there.

    Returns:
        The actions in the order of their rows, each with an id: its own, or one made from its
        ref and words. Nothing that was typed is left out: of two rows with one id both are kept,
        the second under an id of its own.
    """
    actions: list[ActionSoFar] = []
    problems: list[Problem] = []
    sheets: list[str] = []
    for sheet in book.sheets:
        if not same_sheet(sheet.name, layout.ACTIONS_SO_FAR) and not holds(sheet, _DRAWN):
            continue
        lines = filled(sheet)
        header = next((n for n, line in lines.items() if _is_header(line)), None)
        if header is None:
            continue
        table = _Table(sheet, header, {})
        table.columns = _columns(lines[header], table)
        _tell_above(table, lines)
        sheets.append(sheet.name)
        for number, line in lines.items():
            if number > header:
                made = _action(table, number, line, framework)
                actions += [made] if made else []
        table.problems += gone(sheet.name, lines, header, _on(sheet, actions))
        problems += [*table.problems, *merged_rows(sheet, header, table.columns.values())]
    found = frozenset(sheets)
    if expected and not found:
        problems.append(Problem("actions-sheet-missing", Severity.QUERY,
                                sheet=layout.ACTIONS_SO_FAR))  # fmt: skip
    return SoFar(_once(actions, problems), tuple(problems), found)


def _on(sheet: Sheet, actions: Sequence[ActionSoFar]) -> list[ActionSoFar]:
    return [action for action in actions if action.sheet == sheet.name]


# --- the table -------------------------------------------------------------------------------


def _is_header(line: Line) -> bool:
    texts = tuple(headers(line).values())
    ours = {fold_ours(column.heading) for column in carried.ACTION_COLUMNS}
    return (_ID in texts or are_actions(texts)) and len(ours.intersection(texts)) >= LEAST_HEADINGS


def _columns(line: Line, table: _Table) -> dict[str, int]:
    """Columns by key: by our own heading, else by one we accept, else by one like ours."""
    texts = headers(line)
    found: dict[str, int] = {}
    for accept in (_is_ours, _is_other, _is_near):
        for column in carried.ACTION_COLUMNS:
            if column.key in found:
                continue
            fits = [n for n, text in texts.items()
                    if n not in found.values() and accept(text, column)]  # fmt: skip
            if len(fits) != 1 and not (fits and accept is _is_ours):
                continue
            found[column.key] = fits[0]
            if accept is not _is_ours:
                facts = {"found": shown(line[fits[0]]).strip(), "heading": column.heading}
                code = "heading-other" if accept is _is_other else "heading-like"
                _tell_heading(table, code, facts)
    for column in carried.ACTION_COLUMNS:
        if column.key not in found:
            table.problems.append(Problem("column-missing", Severity.QUERY, sheet=table.sheet.name,
                                          facts={"found": column.heading}))  # fmt: skip
    places = [found[c.key] for c in carried.ACTION_COLUMNS if c.key in found]
    what = [f"the headings stand in row {table.header}, not {layout.HEADER_ROW}"] * (
        table.header != layout.HEADER_ROW)
    what += ["the columns are in another order"] * (places != sorted(places))
    if what:
        table.problems.append(Problem("table-moved", Severity.INFORMATION, sheet=table.sheet.name,
                                      cell=f"A{table.header}",
                                      facts={"found": "; ".join(what)}))  # fmt: skip
    return found


def _tell_heading(table: _Table, code: str, facts: dict[str, str]) -> None:
    if code == "heading-like":
        table.problems.append(
            Problem("heading-like", Severity.QUERY, sheet=table.sheet.name, facts=facts))
    else:
        table.problems.append(
            Problem("heading-other", Severity.INFORMATION, sheet=table.sheet.name, facts=facts))


def _is_ours(text: str, column: Column) -> bool:
    return text == fold_ours(column.heading)


def _is_other(text: str, column: Column) -> bool:
    return text in {fold_ours(other) for other in column.also}


def _is_near(text: str, column: Column) -> bool:
    heading = fold_ours(column.heading)
    return len(heading) > 4 and fuzz.ratio(text, heading) >= NEARLY


def _tell_above(table: _Table, lines: Lines) -> None:
    """Tell of what stands above the table, or among its headings, and was not drawn there."""
    ours = table.columns.values()
    cells = [(f"{letters(c)}{row}", words) for row, line in lines.items() if row <= table.header
             for c, value in line.items() if not (row == table.header and c in ours)
             if (words := _above(shown(value)))]  # fmt: skip
    if cells:
        table.problems.append(Problem(
            "rows-extra", Severity.INFORMATION, sheet=table.sheet.name, cell=cells[0][0],
            facts={"found": quoted(cells, MOST_TOLD, LONGEST), "rows": str(len(cells))},
        ))  # fmt: skip


def _above(text: str) -> str:
    return "" if carried.SOURCE.fullmatch(text.strip()) else typed_into(text, _TOP, LONGEST)


_TOP = frozenset(map(fold, (*carried.SO_FAR_TOP, *carried.SO_FAR_TO_READ, layout.BACK_TO_COVER,
                            layout.GO_TO_SUMMARY)))  # fmt: skip


# --- one row ---------------------------------------------------------------------------------


def _action(
    table: _Table, row: int, line: Line, framework: Framework
) -> ActionSoFar | None:
    """The action of a row; None where it has nothing in any of our columns."""
    values: dict[str, Value | None] = {
        key: line.get(column) for key, column in table.columns.items()}
    _tell_extra(table, row, line)
    if all(is_blank(value) for value in values.values()):
        return None
    ref = _ref(table, row, values.get("ref"), framework)
    texts = {key: _text(table, row, key, values.get(key), ref) for key in _TEXTS}
    said = "" if is_blank(values.get("id")) else shown(values["id"]).strip()
    status, status_raw = _status(table, row, values.get("status"), ref)
    due, due_raw = _date(table, row, "due", values.get("due"), ref)
    review, review_raw = _date(table, row, "review", values.get("review"), ref)
    if not texts["action"]:
        words = [shown(v) for key, v in values.items() if key != "id" and not is_blank(v)]
        table.tell(Problem("action-words-missing", Severity.QUERY), row, "action", ref,
                   found=said or "no id", words=short("; ".join(words)) or "nothing")  # fmt: skip
    if not said:
        made = action_id(ref, texts["action"])
        table.tell(Problem("action-id-given", Severity.INFORMATION), row, "id", ref,
                   found=short(texts["action"]), id=made)  # fmt: skip
    return ActionSoFar(
        said or action_id(ref, texts["action"]), ref, texts["action"], texts["owner"], due,
        due_raw, status, status_raw, texts["note"], texts["criteria"], texts["impact"], review,
        review_raw, bool(said), table.sheet.name,
        {key: table.cell(row, key) for key in table.columns},
    )  # fmt: skip


def _tell_extra(table: _Table, row: int, line: Line) -> None:
    """Tell of what stands in a row beside the columns of the table."""
    ours = set(table.columns.values())
    cells = [(column, value) for column, value in line.items() if column not in ours]
    if cells:
        told = "; ".join(f"{letters(c)}{row} “{short(shown(value))}”" for c, value in cells)
        column = cells[0][0]
        heading = shown(table.sheet.cells.get((table.header, column))) or letters(column)
        table.problems.append(Problem(
            "column-extra", Severity.INFORMATION, sheet=table.sheet.name,
            cell=f"{letters(column)}{row}", facts={"found": short(heading), "cells": told},
        ))  # fmt: skip


def _ref(table: _Table, row: int, value: Value | None, framework: Framework) -> str:
    """A ref as the framework writes it; one that it does not have is kept and told."""
    if is_blank(value):
        return ""
    typed = shown(value).strip()
    known = {fold_ref(s.ref): s.ref for s in framework.statements}
    ref = known.get(fold_ref(typed))
    if ref is None:
        table.tell(Problem("action-ref-unknown", Severity.QUERY), row, "ref", found=short(typed))
    return ref or typed


def _text(table: _Table, row: int, key: str, value: Value | None, ref: str) -> str:
    words, code = read_text(value)
    if code == "text-lost":
        table.tell(Problem("text-lost", Severity.QUERY), row, key, ref, found=shown(value))
    elif code:
        table.tell(Problem("text-converted", Severity.INFORMATION), row, key, ref, found=words)
    return words


_STATUSES = {status.value: status for status in Status} | {
    "to do": Status.NOT_STARTED, "not yet started": Status.NOT_STARTED,
    "started": Status.IN_PROGRESS, "ongoing": Status.IN_PROGRESS,
    "on-going": Status.IN_PROGRESS,
    "underway": Status.IN_PROGRESS,
    "complete": Status.DONE, "completed": Status.DONE, "finished": Status.DONE,
    "no longer needed": Status.DROPPED, "cancelled": Status.DROPPED,
}  # fmt: skip
"""What is understood as a status; whatever is not the dropdown's own is told."""


def _status(
    table: _Table, row: int, value: Value | None, ref: str
) -> tuple[Status | None, str]:
    if is_blank(value):
        return None, ""
    raw = shown(value)
    status = _STATUSES.get(fold(raw).removesuffix(".")) if isinstance(value, str) else None
    if status is None:
        table.tell(Problem("action-status-unrecognised", Severity.QUERY), row, "status", ref,
                   found=short(raw))  # fmt: skip
    elif " ".join(raw.split()).casefold() != status.value:
        table.tell(Problem("action-status-repaired", Severity.INFORMATION), row, "status", ref,
                   found=short(raw), understood=status.label)  # fmt: skip
    return status, raw


def _date(
    table: _Table, row: int, key: str, value: Value | None, ref: str
) -> tuple[date | None, str]:
    found, raw, code = read_date(value)
    if code == "date-unrecognised":
        table.tell(Problem("date-unrecognised", Severity.QUERY), row, key, ref, found=raw)
    elif code == "date-understood" and found:
        table.tell(Problem("date-understood", Severity.INFORMATION), row, key, ref, found=raw,
                   understood=found.strftime("%d/%m/%Y"))  # fmt: skip
    elif code:
        table.tell(Problem("date-words", Severity.INFORMATION), row, key, ref, found=raw)
    return found, raw


# --- ids -------------------------------------------------------------------------------------


def _once(actions: Sequence[ActionSoFar], problems: list[Problem]) -> tuple[ActionSoFar, ...]:
    """The actions, each id once: the same row twice is one, another under its id gets its own."""
    made: dict[str, ActionSoFar] = {}
    for action in actions:
        key = fold(action.id)
        if key not in made:
            made[key] = action
            continue
        first = made[key]
        if _same(first, action):
            problems.append(_repeated(first, action))
            continue
        number = 2
        while f"{key}-{number}" in made:
            number += 1
        # Two people may have typed in one row's copy: neither is thrown away.
        problems.append(_told_twice(first, action, f"{action.id}-{number}"))
        made[f"{key}-{number}"] = replace(action, id=f"{action.id}-{number}", typed=False)
    return tuple(made.values())


def _same(one: ActionSoFar, other: ActionSoFar) -> bool:
    return _said(one) == _said(other)


def _said(action: ActionSoFar) -> tuple[str, ...]:
    texts = (action.ref, action.action, action.owner, action.due_raw, action.status_raw,
             action.note, action.criteria, action.impact, action.review_raw)  # fmt: skip
    return tuple(map(fold, texts))


def _told_twice(first: ActionSoFar, action: ActionSoFar, made: str) -> Problem:
    facts = {"found": action.id, "cell": first.cells.get("id", ""),
             "words": short(action.action) or "no words", "id": made}  # fmt: skip
    return Problem("action-id-twice", Severity.QUERY, sheet=action.sheet,
                   cell=action.cells.get("id", ""), refs=(action.ref,) if action.ref else (),
                   facts=facts)  # fmt: skip


def _repeated(first: ActionSoFar, action: ActionSoFar) -> Problem:
    facts = {"found": action.id, "cell": first.cells.get("id", "")}
    return Problem("action-repeated", Severity.INFORMATION, sheet=action.sheet,
                   cell=action.cells.get("id", ""), refs=(action.ref,) if action.ref else (),
                   facts=facts)  # fmt: skip
