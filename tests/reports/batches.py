"""Whole batches of invented returns, and what the reports' workbooks say about themselves."""

from __future__ import annotations

import io
import warnings
from typing import Any

import openpyxl

from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Framework,
    Problem,
    Reading,
    Respondent,
    Return,
    School,
    Severity,
    State,
)
from tests.reports.invented import completed

PDF = Reading(
    "returns/Newhaven.pdf", "1", Disposition.REFUSED, None,
    (Problem("file-pdf", Severity.ERROR, "returns/Newhaven.pdf"),),
)
OWN_OUTPUT = Reading(
    "returns/consolidated.xlsx", "2", Disposition.REFUSED, None,
    (Problem("file-own-output", Severity.INFORMATION, "returns/consolidated.xlsx"),),
)
SAME_TWICE = Reading(
    "returns/oak copy.xlsx", "3", Disposition.DUPLICATE, None,
    (Problem("file-duplicate", Severity.INFORMATION, "x", facts={"found": "oak.xlsx"}),),
)


def reading(result: Return) -> Reading:
    """A return as the reader hands it on: with a query for every rating not recognised."""
    queries = tuple(
        Problem("rating-unrecognised", Severity.QUERY, result.file, r.sheet, "C7", (r.ref,),
                {"found": r.main.raw, "ref": r.ref})
        for r in result.responses if r.main.state is State.UNRECOGNISED
    )  # fmt: skip
    disposition = Disposition.QUERY if queries else Disposition.ACCEPTED
    return Reading(result.file, result.sha256, disposition, result, queries)


def batch(framework: Framework, schools: int = 12) -> Batch:
    """Believable returns: one complete, one blank, two roles of one school; and other files."""
    returns = []
    for n in range(1, schools + 1):
        done = {3: 1.0, 5: 0.6, 8: 0.0}.get(n, 0.97)
        more: dict[str, Any] = {"details": {"consent_to_share": "Yes" if n % 3 else "No"}}
        if n == 8:
            more["completeness"] = Completeness.NOTHING
        if n == 10:
            more |= {"school": School("Ivy Lane Primary School", "123409", "Primary"),
                     "respondent": Respondent("B. Ng", "Headteacher"), "file": "returns/ivy2.xlsx"}
        returns.append(completed(framework, seed=n, done=done, **more))
    return Batch((*(reading(r) for r in returns), PDF, SAME_TWICE, OWN_OUTPUT))


def opened(data: bytes, values: bool = True) -> Any:
    """A workbook as openpyxl reads it: values, or formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def rows(book: Any, sheet: str, table: str | None = None) -> list[dict[str, Any]]:
    """The rows of a table by heading: the sheet's first if it is not named."""
    tables = book[sheet].tables
    where = tables[table].ref if table else next(iter(tables.values())).ref
    head, *body = [[cell.value for cell in row] for row in book[sheet][where]]
    return [dict(zip(head, row, strict=True)) for row in body]
