"""Completed workbooks for tests: written, changed with openpyxl or part by part, and shown."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

import touched
import xlsxwriter
from openpyxl.styles.numbers import FORMAT_TEXT

from sendsheets import layout
from sendsheets.frameworks.load import load_all
from sendsheets.layout import Plan
from sendsheets.model import Asked, Framework, Reading
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

FRAMEWORKS = load_all()
RAG = FRAMEWORKS["send-rag-audit"]

OAK = {
    "school_name": "Oak Primary School", "urn": "123456", "phase": "Primary",
    "completed_by": "A. Patel", "role": "SENCO", "completed_on": date(2026, 11, 12),
    "comments": "Thank you.",
}  # fmt: skip

TEXTS = ("N/A", "None", "007", "1.10", "=1+1", "nan", "Two\nlines", "Café – “quoted” & <b>")
"""Evidence that careless readers change."""


def rated(framework: Framework) -> dict[str, Answer]:
    """An answer to every statement: each level in turn, awkward texts, a date on every third."""
    answers = {}
    for n, statement in enumerate(framework.statements):
        levels = [level.label for level in statement.main.scale.levels]
        second = statement.ratings[1].scale.levels if len(statement.ratings) > 1 else ()
        answers[statement.ref] = Answer(
            rating=levels[n % len(levels)],
            second=second[n % len(second)].label if second else "",
            evidence=TEXTS[n % len(TEXTS)],
            action="Train staff" if n % 2 else "",
            priority=("High", "Medium", "Low", "")[n % 4],
            owner="SENCO" if n % 2 else "",
            due=date(2027, 2, 12) if n % 3 == 0 else "",
        )
    return answers


@cache
def completed(framework: str = "send-rag-audit", peer_review: bool = False) -> bytes:
    """A whole workbook as sendsheets writes it, every statement answered."""
    plan = Plan(FRAMEWORKS[framework], Asked(), peer_review)
    answers = Answers(OAK, rated(plan.framework))
    return school_workbook(plan, answers, made_on=date(2026, 9, 1))


def plain(
    framework: Framework, answers: Mapping[str, Mapping[str, Any]],
    details: Mapping[str, Any] | None = None, asked: Asked | None = None,
    columns: Sequence[int] | None = None, rows: Sequence[int] | None = None,
) -> bytes:
    """A workbook with just a Cover and the section sheets, quickly written.

    ``answers`` are cells by ref and column key. ``columns`` and ``rows`` are orders in which
    the columns, and the statements of each section, stand.
    """
    plan = Plan(framework, asked or Asked())
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    cover = book.add_worksheet("Cover")
    cover.write_row(3, 0, [layout.DETAIL, layout.ANSWER, layout.HELP])
    said = {**OAK, **(details or {}), "audit": layout.audit_text(framework, plan.asked)}
    for row, detail in enumerate(plan.details, 4):
        cover.write_string(row, 0, detail.label)
        _write(cover, row, 1, said.get(detail.key, ""), dates)
    every = layout.section_columns(framework)
    every = tuple(every[n] for n in columns) if columns else every
    for section in plan.sections:
        sheet = book.add_worksheet(section.sheet)
        sheet.write_string(0, 0, section.title)
        sheet.write_row(3, 0, [column.heading for column in every])
        order = [n for n in rows or () if n < len(section.statements)]
        order = order or list(range(len(section.statements)))
        for row, number in enumerate(order, 4):
            statement = section.statements[number]
            fixed = {"ref": statement.ref, "statement": layout.statement_text(statement)}
            cells = {**fixed, **answers.get(statement.ref, {})}
            for place, column in enumerate(every):
                _write(sheet, row, place, cells.get(column.key, ""), dates)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, dates: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, dates)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after a change made with openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sheet may be read only when it is looked at
        book = touched.opened(data)
        change(book)
        return touched.saved(book)


def put(sheet: str, **cells: Any) -> Callable[[Any], None]:
    """A change that types into cells; words stand there as text, formulas as formulas."""

    def change(book: Any) -> None:
        for name, value in cells.items():
            book[sheet][name] = value
            if isinstance(value, str) and not value.startswith("="):
                book[sheet][name].number_format = FORMAT_TEXT

    return change


def after(change: Callable[[Any], None], peer_review: bool = False) -> Reading:
    """What is read of a whole workbook of the RAG audit after a change."""
    return read_return("oak.xlsx", edited(completed("send-rag-audit", peer_review), change),
                       FRAMEWORKS)  # fmt: skip


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package after a change to its parts."""
    parts = dict(_parts(data))
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


@lru_cache(maxsize=40)
def _parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(reading: Reading) -> dict[str, tuple[Any, ...]]:
    """What a reading says, by ref, without the places it was said in."""
    assert reading.result, [problem.code for problem in reading.problems]
    return {
        r.ref: (
            {name: (str(a.state), a.level) for name, a in r.ratings.items()}, r.answer,
            r.evidence, r.action, r.priority, r.owner, r.due,
        )
        for r in reading.result.responses
    }  # fmt: skip


def words(reading: Reading) -> str:
    """All that the problems of a reading quote."""
    return " ".join(text for p in reading.problems for text in p.facts.values())


def codes(reading: Reading) -> set[str]:
    """The codes of a reading's problems."""
    return {problem.code for problem in reading.problems}
