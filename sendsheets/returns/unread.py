"""Sheets that are not read: told with what they hold, and asked about where it may be answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sendsheets.intake.cells import Book, shown
from sendsheets.layout import Plan
from sendsheets.model import Problem, Severity
from sendsheets.returns.beside import LONGEST, MOST_TOLD, Cells, quoted
from sendsheets.returns.find import filled, is_calculated, letters
from sendsheets.returns.headings import Line
from sendsheets.returns.known import Known, is_status, known, without_mark
from sendsheets.returns.rows import SHOWN
from sendsheets.returns.words import fold, fold_ref, fold_short


def other_sheets(book: Book, plan: Plan, read: frozenset[str]) -> list[Problem]:
    """Sheets with content that were not read: told with their first words."""
    unread = [sheet for sheet in book.sheets
              if sheet.name not in read and not is_calculated(sheet.name)]  # fmt: skip
    problems = []
    for sheet in unread:
        lines = filled(sheet)
        cells = [(f"{letters(c)}{r}", shown(v)) for r, line in lines.items()
                 for c, v in sorted(line.items()) if (r, c) not in sheet.formulas]  # fmt: skip
        refs = _refs_on(lines, known(plan.framework)) or _refs_rated(lines, known(plan.framework))
        if len(refs) >= LEAST_REFS:
            own = without_ours(cells, known(plan.framework))
            told = quoted(own, MOST_TOLD) or "nothing but our own words"
            facts = {"found": told, "refs": ", ".join(refs)}
            problems.append(Problem("sheet-unread", Severity.QUERY, sheet=sheet.name,
                                    cell=cells[0][0], refs=refs, facts=facts))  # fmt: skip
        else:
            facts = {"found": quoted(cells, MOST_TOLD, LONGEST) or "nothing but its name"}
            problems.append(Problem("sheet-extra", Severity.INFORMATION, sheet=sheet.name,
                                    cell=cells[0][0] if cells else "", facts=facts))  # fmt: skip
    return problems


def without_ours(cells: Sequence[tuple[str, str]], ours: Known) -> Cells:
    """The cells that hold none of the words that we draw on a section's sheet."""
    drawn = {*ours.texts.values(), *ours.headings, *ours.review_headings, *ours.top}
    return [(name, text) for name, text in cells
            if not ((words := without_mark(fold(text))) in drawn or fold_ref(words) in ours.refs
                    or is_status(words))]  # fmt: skip


LEAST_REFS = 3
"""Statements of ours that a sheet without headings must hold to be more than a note."""


def _refs_on(lines: Mapping[int, Line], ours: Known) -> tuple[str, ...]:
    """The refs whose statements' words stand on a sheet, in order."""
    words = {without_mark(fold(v)) for line in lines.values() for v in line.values()
             if isinstance(v, str)}  # fmt: skip
    return tuple(ref for ref, text in ours.texts.items() if text in words)


def _refs_rated(lines: Mapping[int, Line], ours: Known) -> tuple[str, ...]:
    """The refs that stand on a sheet each beside a level, in order of the framework."""
    found = set()
    for line in lines.values():
        words = [fold_short(v).removesuffix(".") for v in line.values()
                 if isinstance(v, str) and len(v) <= SHOWN]  # fmt: skip
        refs = [ours.refs[key].ref for word in words if (key := fold_ref(word)) in ours.refs]
        if len(refs) == 1 and any(
            word in ours.spelt[ours.refs[fold_ref(refs[0])].main.scale.id][0] for word in words
        ):
            found.add(refs[0])
    return tuple(sorted(found, key=ours.order.__getitem__))
