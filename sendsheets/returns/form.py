"""The Cover's form: each answer beside its label, wherever both stand now. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from sendsheets import layout
from sendsheets.intake.cells import Sheet, Value, shown
from sendsheets.model import Detail, Problem, Severity
from sendsheets.returns.alike import FAR, changed_part, likeness
from sendsheets.returns.find import filled, is_result, keeps_formulas, letters
from sendsheets.returns.headings import LEAST_HEADINGS, Line
from sendsheets.returns.known import Known, is_status
from sendsheets.returns.rows import short
from sendsheets.returns.words import fold, fold_ours, fold_short, is_blank

NEARLY = 90
"""How alike a label must be to ours to be read as it, of 100, whatever the order of its words."""

_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer on the Cover and the cell it stands in."""

    sheet: str
    cell: str
    value: Value | None


@dataclass(slots=True)
class _Form:
    """One Cover while it is read: its rows, where labels stand, and what was used."""

    sheet: Sheet
    lines: Mapping[int, Line]
    details: Mapping[str, Detail]
    older: bool
    problems: list[Problem]
    labels: dict[int, str] = field(default_factory=dict)
    column: int = 0
    answers: int = 0
    used: set[tuple[int, int]] = field(default_factory=set)

    def tell(self, problem: Problem, cell: str, **facts: str) -> None:
        self.problems.append(Problem(problem.code, problem.severity, sheet=self.sheet.name,
                                     cell=cell, facts=facts))  # fmt: skip


def count_labels(sheet: Sheet, details: Sequence[Detail]) -> int:
    """How many of the form's labels stand on a sheet."""
    texts = {fold(v) for v in sheet.cells.values() if isinstance(v, str) and len(v) < 80}
    return len(texts & {fold_ours(detail.label) for detail in details})


def read_form(
    sheets: Sequence[Sheet], details: Sequence[Detail], ours: Known, older: bool,
    problems: list[Problem],
) -> dict[str, Placed]:
    """Find the answer to every question of the Cover's form.

    Args:
        sheets: the sheets that are Covers; nearly always one.
        details: the questions.
        ours: the framework made ready.
        older: whether the workbook was made from another version, whose help may read otherwise.
        problems: what there is to tell is added here.

    Returns:
        The answer of each label that was found, by key, blank ones too. Where one question has
        two different answers none is given.
    """
    every: dict[str, list[Placed]] = {}
    for sheet in sheets:
        form = _Form(sheet, filled(sheet), {d.key: d for d in details}, older, problems)
        _find_labels(form)
        for row, key in form.labels.items():
            every.setdefault(key, []).append(_answer(form, row, key))
        _tell_strays(form, ours)
    return {key: _one(key, placed, details, problems) for key, placed in every.items()}


def _one(
    key: str, placed: Sequence[Placed], details: Sequence[Detail], problems: list[Problem]
) -> Placed:
    """The one answer to a question, or a blank one where several differ."""
    given = [each for each in placed if not is_blank(each.value)]
    if not given:
        return placed[0]
    if len({fold(shown(each.value)) for each in given}) == 1:
        return given[0]
    label = next(detail.label for detail in details if detail.key == key)
    facts = {"found": " / ".join(short(shown(each.value)) for each in given), "label": label,
             "cells": ", ".join(f"{each.sheet} {each.cell}" for each in given)}  # fmt: skip
    problems.append(Problem("cover-differs", Severity.QUERY, sheet=given[0].sheet,
                            cell=given[0].cell, facts=facts))  # fmt: skip
    return Placed(given[0].sheet, given[0].cell, None)


# --- labels -----------------------------------------------------------------------------------


def _find_labels(form: _Form) -> None:
    by_label = {fold_ours(d.label): key for key, d in form.details.items()}
    heading = fold_ours(layout.ANSWER)
    places: dict[tuple[int, int], str] = {}
    for row, line in form.lines.items():
        for column, value in line.items():
            if isinstance(value, str) and len(value) <= _LONGEST_LABEL:
                folded = fold_short(value)
                if folded == heading and not form.answers:
                    form.answers = column
                key = by_label.get(folded.rstrip(":?* "), by_label.get(folded))
                if key:
                    places[row, column] = key
    columns = Counter(column for _, column in places if column != form.answers)
    if not columns:
        return
    form.column = min(columns, key=lambda column: (-columns[column], column))
    form.labels = {row: key for (row, column), key in places.items() if column == form.column}
    form.answers = form.answers or form.column + 1
    form.used |= {(row, form.column) for row in form.labels}
    _find_other_labels(form)


def _find_other_labels(form: _Form) -> None:
    """Labels in other words, or with the answer typed after them, for those still lacking."""
    lacking = {k: d for k, d in form.details.items() if k not in form.labels.values()}
    if not lacking:
        return
    first, last = min(form.labels) - len(lacking), max(form.labels) + len(lacking)
    fits: dict[str, list[int]] = {}
    for row, line in form.lines.items():
        text = line.get(form.column)
        if not first <= row <= last or row in form.labels or not isinstance(text, str):
            continue
        label = text.partition(":")[0]
        if len(label) > _LONGEST_LABEL or fold(text) == fold_ours(layout.DETAIL):
            continue
        near = [key for key, d in lacking.items()
                if fuzz.token_set_ratio(fold(label), fold_ours(d.label)) >= NEARLY]  # fmt: skip
        if len(near) == 1:
            fits.setdefault(near[0], []).append(row)
    for key, found in fits.items():
        if len(found) > 1:
            continue
        row = found[0]
        text = shown(form.lines[row][form.column])
        form.labels[row] = key
        form.used.add((row, form.column))
        label = text.partition(":")[0]
        if fold(label) != fold_ours(form.details[key].label):
            form.tell(Problem("label-like", Severity.QUERY), f"{letters(form.column)}{row}",
                      found=short(label, QUOTED), label=form.details[key].label)  # fmt: skip
    form.labels = dict(sorted(form.labels.items()))


# --- answers ----------------------------------------------------------------------------------


def _answer(form: _Form, row: int, key: str) -> Placed:
    here = (row, form.answers)
    cell = f"{letters(form.answers)}{row}"
    form.used.add(here)
    value = form.lines[row].get(form.answers)
    under = form.sheet.covered.get(here)
    if not is_blank(under):
        form.tell(Problem("answer-merged", Severity.QUERY), cell, found=shown(under),
                  area=_merge(form.sheet, here))  # fmt: skip
    if value is not None:
        if here in form.sheet.formulas:
            form.tell(Problem("answer-formula", Severity.INFORMATION), cell, found=shown(value))
        return Placed(form.sheet.name, cell, value)
    elsewhere = list(_elsewhere(form, row, key))
    if len(elsewhere) != 1:
        return Placed(form.sheet.name, cell, None)
    place, words = elsewhere[0]
    form.used.add(place)
    at = f"{letters(place[1])}{place[0]}"
    form.tell(Problem("cover-elsewhere", Severity.QUERY), at, found=short(shown(words)),
              label=form.details[key].label)  # fmt: skip
    return Placed(form.sheet.name, at, words)


def _elsewhere(form: _Form, row: int, key: str) -> list[tuple[tuple[int, int], Value]]:
    """Where an answer may have been typed that does not stand in its own cell."""
    found: list[tuple[tuple[int, int], Value]] = []
    label = form.lines[row][form.column]
    _, colon, rest = shown(label).partition(":")
    if colon and rest.strip():
        found.append(((row, form.column), rest.strip()))
    found += [((row, column), value) for column, value in form.lines[row].items()
              if (row, column) not in form.used and not _is_ours(form, key, value)
              and not (form.older and column == form.answers + 1)]  # fmt: skip
    below = form.lines.get(row + 1, {})
    if row + 1 not in form.labels and row != max(form.labels):
        found += [((row + 1, c), v) for c, v in below.items()
                  if c in (form.column, form.answers) and not _is_ours(form, key, v)]  # fmt: skip
    return found


def _is_ours(form: _Form, key: str, value: Value) -> bool:
    """Whether a cell holds the help of a question, or a heading of the form."""
    if value == form.details[key].help:
        return True
    help_text = fold_ours(form.details[key].help)
    words = fold(shown(value))
    return words in _HEADINGS or bool(help_text and likeness(words, help_text) >= FAR)


_HEADINGS = frozenset(map(fold_ours, (layout.DETAIL, layout.ANSWER, layout.HELP)))


def _merge(sheet: Sheet, here: tuple[int, int]) -> str:
    row, column = here
    return next((f"{letters(left)}{top}:{letters(right)}{bottom}"
                 for top, left, bottom, right in sheet.merges
                 if top <= row <= bottom and left <= column <= right), "")  # fmt: skip


def _tell_strays(form: _Form, ours: Known) -> None:
    """Tell of what else stands on the Cover, and is neither ours nor an answer."""
    if not form.labels:
        return
    cells: list[tuple[str, str]] = []
    helps: list[tuple[str, str]] = []
    first, last = min(form.labels), max(form.labels)
    for row, line in form.lines.items():
        if row > last and len(ours.drawn.intersection(line.values())) >= LEAST_HEADINGS:
            break  # a table of answers, which was put here, is read as one
        key = form.labels.get(row)
        for column, value in line.items():
            here = (row, column)
            if here in form.used or is_result(form.sheet, here, value):
                continue
            within = first <= row <= last
            typed = shown(value)
            if key and _is_ours(form, key, value):
                typed = _typed_into(form, key, value)
            elif within and form.older and column <= form.column:
                continue  # the label of a question that we do not have
            elif not within and _is_drawn(form, ours, here, value):
                continue
            if typed:
                # Another version may explain its questions otherwise. Where the answer is blank
                # it may stand here instead.
                other = key and form.older and column == form.answers + 1
                told = helps if other and form.lines[row].get(form.answers) else cells
                told.append((f"{letters(column)}{row}", typed))
    if cells:
        form.tell(Problem("cover-words", Severity.QUERY), cells[0][0], found=_quoted(cells))
    if helps:
        form.tell(Problem("captions-differ", Severity.INFORMATION), helps[0][0],
                  found=_quoted(helps))  # fmt: skip


def _typed_into(form: _Form, key: str, value: Value) -> str:
    """What somebody typed into the help of a question or a heading of the form, if anything."""
    ours = form.details[key].help
    words = fold(shown(value))
    if value == ours or words in _HEADINGS or words == fold_ours(ours):
        return ""
    return "" if form.older else changed_part(shown(value), ours, QUOTED)


def _quoted(cells: Sequence[tuple[str, str]]) -> str:
    told = [f"{name} “{short(words, QUOTED)}”" for name, words in cells[:MOST_STRAYS]]
    more = [f"and {len(cells) - MOST_STRAYS} more"] if cells[MOST_STRAYS:] else []
    return "; ".join((*told, *more))


MOST_STRAYS = 20
QUOTED = 400
"""Cells beside the form that are told, and the characters of each."""


def _is_drawn(form: _Form, ours: Known, here: tuple[int, int], value: Value) -> bool:
    """Whether a cell above or below the form holds what we drew there, or what it had shown."""
    row, column = here
    words = fold_short(shown(value))
    if words in ours.cover or is_status(words):
        return True
    label = fold_short(shown(form.lines[row].get(form.column)))
    if form.older and column == form.column:
        # Another version may call the audit and its sections otherwise.
        return row < min(form.labels) or bool(re.match(r"\d+\. ", label))
    return (isinstance(value, (int, float)) and column > form.column and label in ours.cover
            and not keeps_formulas(form.sheet))  # fmt: skip
