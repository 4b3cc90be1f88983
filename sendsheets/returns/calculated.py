"""Words typed where the workbook fills itself in: never read as answers, always told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sendsheets import layout
from sendsheets.intake.cells import Sheet, Value, shown
from sendsheets.layout import HEADER_ROW
from sendsheets.model import Problem, Response, Severity
from sendsheets.returns.beside import Cells, quoted
from sendsheets.returns.find import filled, is_result, letters
from sendsheets.returns.headings import Line
from sendsheets.returns.known import Known
from sendsheets.returns.rows import Rows, short
from sendsheets.returns.words import fold, fold_ref

MOST = 20
"""Typed cells of one sheet that are told one by one."""

QUOTED = 400
"""Characters of a typed cell that a problem quotes."""

_SAME = 40
"""Letters by which a shown answer is known again: a calculated sheet shows only a long one's
beginning."""

_NUMBERS = frozenset(fold(heading) for heading in (
    "No.", layout.LEVEL.heading, layout.SECOND_LEVEL.heading, layout.STRENGTH_ORDER.heading,
    layout.AREA_ORDER.heading, layout.PRIORITY_ORDER.heading, layout.ACTION_ORDER.heading,
))  # fmt: skip
"""Headings of columns in which a plain number says nothing that anybody typed."""

_COMPARISONS = frozenset({
    "agree", "different", "to check", "school has not rated", "reviewer higher", "reviewer lower",
    "reviewer less concerned", "reviewer more concerned",
})  # fmt: skip

SHOWN = ("school_rating", "school_evidence", "comparison")
"""The columns of the Peer review sheet that fill themselves in."""


def typed_on(
    sheets: Sequence[Sheet], responses: Iterable[Response], known: Known
) -> list[Problem]:
    """Tell of what was typed on sheets that fill themselves in.

    In our own workbook every cell below the headings is a formula, or one of our own words. A
    program that keeps values instead of formulas leaves the words of the answers there, which
    are known again by their row's ref.

    Args:
        sheets: sheets such as the Action plan.
        responses: what was read from the sections.
        known: the framework made ready.

    Returns:
        A query for each typed cell, and one for those beyond ``MOST`` of a sheet.
    """
    if not sheets:
        return []
    answers = {response.ref: response for response in responses}
    drawn = _drawn(known)
    problems = []
    for sheet in sheets:
        told = list(_typed(sheet, answers, drawn, known))
        for cell, words, ref in told[:MOST]:
            problems.append(_problem(sheet.name, cell, short(words, QUOTED), ref))
        rest: Cells = [(cell, words) for cell, words, _ in told[MOST:]]
        if rest:
            problems.append(_problem(sheet.name, rest[0][0], quoted(rest), ""))
    return problems


def _problem(sheet: str, cell: str, words: str, ref: str) -> Problem:
    return Problem("calculated-typed", Severity.QUERY, sheet=sheet, cell=cell,
                   refs=(ref,) if ref else (), facts={"found": words, "where": sheet})  # fmt: skip


def _typed(
    sheet: Sheet, answers: Mapping[str, Response], drawn: frozenset[str], known: Known
) -> Iterator[tuple[str, str, str]]:
    """Cell, words and ref (if there is one) of what was typed below the headings."""
    lines = filled(sheet)
    ref_heading = fold(layout.REF.heading)
    header = next((number for number, line in lines.items()
                   if ref_heading in _folded(line).values()), 0)  # fmt: skip
    headings = _folded(lines.get(header, {}))
    refs = next((column for column, text in headings.items() if text == ref_heading), 0)
    for number, line in lines.items():
        if number <= (header or HEADER_ROW):
            continue
        statement = known.refs.get(fold_ref(shown(line.get(refs))))
        response = answers.get(statement.ref) if statement else None
        for column, value in line.items():
            if is_result(sheet, (number, column), value):
                continue
            if isinstance(value, (int, float)) and headings.get(column) in _NUMBERS:
                continue
            if fold(shown(value)) not in drawn and not (response and _says(response, value)):
                yield (f"{letters(column)}{number}", shown(value),
                       statement.ref if statement else "")  # fmt: skip


def _folded(line: Line) -> dict[int, str]:
    return {column: fold(shown(value)) for column, value in line.items()}


def _drawn(known: Known) -> frozenset[str]:
    """Our own words on such sheets: refs, sections, statements and their short labels."""
    framework = known.framework
    texts = [text for s in framework.statements for text in (s.ref, s.label, known.shown[s.ref])]
    texts += [section.sheet for section in framework.sections]
    texts += [kind.label for kind in framework.kinds]
    return frozenset(map(fold, texts))


def _says(response: Response, value: Value) -> bool:
    """Whether a cell says what the statement's own answers say."""
    if isinstance(value, date):
        return response.due is not None and shown(value)[:10] == response.due.strftime("%d/%m/%Y")
    words = fold(shown(value))
    texts = [response.answer or "", response.evidence, response.action, response.priority_raw,
             response.owner, response.due_raw,
             *(rating.raw for rating in response.ratings.values())]  # fmt: skip
    return any(_same(words, fold(text)) for text in texts if text)


def _same(words: str, text: str) -> bool:
    return words == text or (len(words) > _SAME and words[:_SAME] == text[:_SAME])


# --- the Peer review sheet --------------------------------------------------------------------


def typed_over(found: Rows, responses: Iterable[Response], known: Known) -> list[Problem]:
    """Tell of what was typed over the school's answers and the comparison beside a reviewer's.

    Args:
        found: whose each row of the reviewer's tables is.
        responses: what was read of each statement.
        known: the framework made ready.

    Returns:
        A query for each sheet with such cells.
    """
    answers = {response.ref: response for response in responses}
    cells: dict[str, list[tuple[str, str, str]]] = {}
    for ref, its_rows in found.by_ref.items():
        for row in its_rows:
            sheet = row.table.sheet
            for key in SHOWN:
                for column, value in row.values(key):
                    words = fold(shown(value))
                    if is_result(sheet, (row.number, column), value) or (
                        words in _COMPARISONS if key == "comparison"
                        else _says(answers[ref], value)
                    ):
                        continue
                    cells.setdefault(sheet.name, []).append(
                        (f"{letters(column)}{row.number}", shown(value), ref))
    return [
        Problem("review-typed", Severity.QUERY, sheet=sheet, cell=told[0][0],
                refs=tuple(dict.fromkeys(ref for *_, ref in told)),
                facts={"found": quoted([(cell, words) for cell, words, _ in told])})
        for sheet, told in cells.items()
    ]  # fmt: skip
