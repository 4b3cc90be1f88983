"""What stands beside the answers, told and never taken for one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from sendsheets.intake.cells import Book, Sheet
from sendsheets.intake.rawlook import Place, cell_name, place
from sendsheets.model import Problem, Response, Severity

MOST = 20
"""Comments, and text boxes, of one sheet that are told one by one."""

MOST_RUNS = 10
"""Runs of hidden rows that are named."""

QUOTED = 400
"""Characters of a comment or text box that a problem quotes."""

Rows = Mapping[tuple[str, int], str]
"""The ref of a statement by the sheet and the row that it was read from."""


def remarks(
    book: Book, responses: Iterable[Response], read: frozenset[str]
) -> list[Problem]:
    """Tell of comments, links, pictures, text boxes, far cells, hidden rows and hidden sheets.

    Args:
        book: the cells of the workbook, with what lies on each sheet.
        responses: what was read of each statement, and where.
        read: the names of the sheets that were read, the Cover among them.

    Returns:
        The problems sheet by sheet, with the statement's ref where something stands on its row.
        Only text boxes ask for a person, for their words may be an answer.
    """
    told = any(s.comments or s.boxes or s.hidden_rows or s.links for s in book.sheets)
    rows = _rows(responses) if told else {}
    problems: list[Problem] = []
    for sheet in book.sheets:
        if sheet.name in read:
            problems += _hidden(sheet, rows)
        problems += _comments(sheet, rows)
        problems += _links(sheet, rows)
        if sheet.far:
            cells = ", ".join(sheet.far_at) + (" …" if sheet.far > len(sheet.far_at) else "")
            facts = {"found": f"{sheet.far} ({cells})" if sheet.far_at else str(sheet.far)}
            problems.append(Problem("cells-far", Severity.INFORMATION, sheet=sheet.name,
                                    cell=sheet.far_at[0] if sheet.far_at else "",
                                    facts=facts))  # fmt: skip
        problems += _boxes(sheet, rows)
        if sheet.objects:
            facts = {"found": _listed(sheet.objects)}
            problems.append(
                Problem("sheet-object", Severity.INFORMATION, sheet=sheet.name, facts=facts))
    return problems


def _rows(responses: Iterable[Response]) -> Rows:
    return {
        (response.sheet, place(cell)[0]): response.ref
        for response in responses
        for cell in (*response.cells.values(), *(r.cell for r in response.ratings.values()))
        if cell
    }


def _refs(rows: Rows, sheet: Sheet, row: int) -> tuple[str, ...]:
    ref = rows.get((sheet.name, row))
    return (ref,) if ref else ()


def _cell(here: Place) -> str:
    return cell_name(*here) if all(here) else ""


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"


def _comments(sheet: Sheet, rows: Rows) -> list[Problem]:
    told = sorted(sheet.comments.items())
    problems = [
        Problem("answer-comment", Severity.INFORMATION, sheet=sheet.name, cell=_cell(here),
                refs=_refs(rows, sheet, here[0]), facts={"found": _quoted(text)})
        for here, text in told[:MOST]
    ]  # fmt: skip
    if len(told) > MOST:
        facts = {"found": str(len(told) - MOST)}
        problems.append(
            Problem("comments-more", Severity.INFORMATION, sheet=sheet.name, facts=facts))
    return problems


def _links(sheet: Sheet, rows: Rows) -> list[Problem]:
    """One piece of information a sheet: a file's address may be all the evidence there is."""
    told = sorted(sheet.links.items())
    if not told:
        return []
    cells = [f"{_cell(here)} to “{_quoted(target)}”" for here, target in told[:MOST]]
    more = [f"and {len(told) - MOST} more"] if told[MOST:] else []
    refs = tuple(dict.fromkeys(ref for here, _ in told for ref in _refs(rows, sheet, here[0])))
    return [Problem("answer-link", Severity.INFORMATION, sheet=sheet.name,
                    cell=_cell(told[0][0]), refs=refs,
                    facts={"found": "; ".join((*cells, *more))})]  # fmt: skip


def _boxes(sheet: Sheet, rows: Rows) -> list[Problem]:
    anchors = sheet.anchors or ((0, 0),) * len(sheet.boxes)
    told = list(zip(anchors, sheet.boxes, strict=True))
    problems = [
        Problem("sheet-box", Severity.QUERY, sheet=sheet.name, cell=_cell(here),
                refs=_refs(rows, sheet, here[0]), facts={"found": _quoted(text)})
        for here, text in told[:MOST]
    ]  # fmt: skip
    if len(told) > MOST:
        facts = {"found": str(len(told) - MOST)}
        problems.append(Problem("boxes-more", Severity.QUERY, sheet=sheet.name, facts=facts))
    return problems


def _hidden(sheet: Sheet, rows: Rows) -> list[Problem]:
    problems: list[Problem] = []
    if sheet.state != "visible":
        problems.append(Problem("sheet-hidden", Severity.INFORMATION, sheet=sheet.name))
    if sheet.hidden_rows:
        hidden = sorted(sheet.hidden_rows)
        refs = tuple(dict.fromkeys(ref for row in hidden for ref in _refs(rows, sheet, row)))
        facts = {"found": runs(hidden)}
        problems.append(Problem("rows-hidden", Severity.INFORMATION, sheet=sheet.name,
                                refs=refs, facts=facts))  # fmt: skip
    return problems


def runs(numbers: list[int]) -> str:
    """Ascending numbers as people list them: ``5, 7 to 9`` (the first few runs)."""
    starts = [numbers[0], *(b for a, b in pairwise(numbers) if b > a + 1)]
    ends = [*(a for a, b in pairwise(numbers) if b > a + 1), numbers[-1]]
    words = [str(a) if a == b else f"{a} to {b}" for a, b in zip(starts, ends, strict=True)]
    more = len(words) - MOST_RUNS
    return ", ".join(words[:MOST_RUNS]) + (f" and {more} more" if more > 0 else "")


def _listed(things: tuple[str, ...]) -> str:
    return " and ".join((", ".join(things[:-1]), things[-1]) if things[:-1] else things)
