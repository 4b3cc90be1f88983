"""The filled workbook that every variant begins with, and what a variant is.

No two answers in it are alike by accident: an answer that moves to another statement shows.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from answers_back import Place, typed
from workbooks import OAK as _OAK
from workbooks import RAG, edited, repacked

from sendsheets import layout
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

OAK: Mapping[str, str | date] = _OAK  # type: ignore[assignment]

PLAN = Plan(RAG, Asked())
FIRST, SECOND, THIRD = (section.sheet for section in PLAN.sections[:3])
REFS = tuple(statement.ref for statement in PLAN.statements)
PARTS = {name: f"xl/worksheets/sheet{n}.xml" for n, name in enumerate(PLAN.sheets, 1)}

AWKWARD = (
    "N/A", "None", "007", "1.10", "=1+1", "nan", "Two\nlines", "Café – “quoted” & <b>", "TRUE",
    "@home", "-", "0", "+44 20", "👩🏽‍🏫 good", "שלום", " spaces ",
)  # fmt: skip
"""Evidence that careless readers change, each once."""


def answers(seed: int = 1) -> Answers:
    """Answers to the RAG audit: neighbours' ratings differ, and every text names its ref."""
    random = Random(seed)
    found: dict[str, Answer] = {}
    last = ""
    for n, ref in enumerate(REFS):
        options = ["Red", "Amber", "Green", "Red", "Amber", "Green", "Not applicable", ""]
        rating = random.choice([text for text in options if text != last])
        last = rating
        words = AWKWARD[n // 3] if n % 3 == 2 and n // 3 < len(AWKWARD) else f"seen for {ref}"
        found[ref] = Answer(
            rating=rating, evidence=words, action=f"do {ref} next" if n % 2 == 0 else "",
            priority=("High", "Medium", "Low", "")[n % 4], owner=f"lead of {ref}",
            due=date(2027, 1, 1) + timedelta(days=3 * n) if n % 3 != 1 else "",
        )
    # The first rows are edited by most variants; they say something in every cell.
    for ref, rating in zip(("1a", "1b", "1c", "1d"), ("Green", "Red", "Amber", "Green"),
                           strict=True):  # fmt: skip
        found[ref] = Answer(
            rating=rating, evidence=f"seen for {ref}", action=f"do {ref} next", priority="High",
            owner=f"lead of {ref}", due=date(2027, 2, 1) + timedelta(days=2 * REFS.index(ref)))
    return Answers(OAK, found)


@cache
def filled(seed: int = 1) -> bytes:
    """The filled workbook, as sendsheets writes it."""
    return school_workbook(PLAN, answers(seed), made_on=date(2026, 9, 1))


Truth = Mapping[Place, "str | date"]


@cache
def truth(seed: int = 1) -> Truth:
    """Every answer that was typed into it."""
    return typed(PLAN, answers(seed))


# --- a variant --------------------------------------------------------------------------------

ACCEPTED, QUERY, REFUSED, DUPLICATE, SUPERSEDED = (
    "accepted", "query", "refused", "duplicate", "superseded")  # fmt: skip
READ = "accepted or query"
"""Read, whether or not a person is asked: where either is right."""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Variant:
    """One altered workbook (or several files) and what must come out.

    Attributes:
        family: the family it belongs to.
        name: its own name, unique in the family.
        make: gives the files by name; one called ``oak.xlsx`` nearly always.
        becomes: the disposition of each file, in order of name; or one for the only file.
            Several that are right are parted by " or ".
        says: answers that differ from the truth of the filled workbook, by place; empty text
            for none. A date is a date that must be understood, a text must be kept as text.
        means: level key of ratings that are not one of the labels, "n/a" for not applicable;
            None where nobody can say, so it must be put before a person, and "any" where
            understanding it (and saying so) and asking are both right.
        gone: places whose text is no longer in the file: to be told, and need not be quoted.
        unread: places whose text is in the file, and which are told by sheet and column, or by
            sheet, instead of one by one.
        tells: codes of problems that must be there; with a cell as ``code@cell``.
        strays: texts that belong to no place any more and must be quoted by some problem.
        truth: the truth of the whole, where it is not that of the filled workbook.
        truths: the truth of each file by its name, where there are several returns.
        returns: how many returns must count at the end; the truth is that of each.
        password: what somebody types when asked for the password of a locked file.
    """

    family: str
    name: str
    make: Callable[[], Files]
    becomes: str | tuple[str, ...] = ACCEPTED
    says: Mapping[Place, str | date] = field(default_factory=dict)
    means: Mapping[Place, str | None] = field(default_factory=dict)
    gone: frozenset[Place] = frozenset()
    unread: frozenset[Place] = frozenset()
    tells: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    truth: Truth | None = None
    truths: Mapping[str, Truth] = field(default_factory=dict)
    returns: int | None = None
    password: str = ""

    @property
    def id(self) -> str:
        """The name of its test."""
        return f"{self.family}: {self.name}"

    @property
    def dispositions(self) -> tuple[str, ...]:
        """What becomes of each file."""
        return (self.becomes,) if isinstance(self.becomes, str) else self.becomes

    def expected(self, file: str) -> dict[Place, str | date]:
        """Every answer that stands in a file, empty ones left out."""
        known = self.truths.get(file.rpartition("/")[2], self.truth)
        whole = {**(truth() if known is None else known), **self.says}
        return {place: value for place, value in whole.items() if value != ""}


def refused(
    family: str, name: str, make: Callable[[], Files], *tells: str
) -> Variant:
    """A variant whose only file must be refused, with this problem."""
    return Variant(family, name, make, REFUSED, tells=tells, truth={}, returns=0)


def one(make: Callable[[], bytes], name: str = "oak.xlsx") -> Callable[[], Files]:
    """A single file."""
    return lambda: {name: make()}


def everything(*refs: str, ratings: bool = True) -> frozenset[Place]:
    """Every place of these statements that was answered."""
    return frozenset(place for place in truth() if place[0] in refs)


def column(*fields: str, sheet: str = FIRST) -> frozenset[Place]:
    """The answered places of some columns of a sheet."""
    section = next(s for s in PLAN.sections if s.sheet == sheet)
    refs = {s.ref for s in section.statements}
    return frozenset(p for p in truth() if p[0] in refs and p[1] in fields)


# --- ways to change a workbook -------------------------------------------------------------------


def typed_on(plan: Plan, data: bytes) -> bytes:
    """A workbook with the sheets that people type on alone, which opens quickly."""
    kept = {layout.COVER, *(section.sheet for section in plan.sections)}

    def change(opened: Any) -> None:
        for name in set(opened.sheetnames) - kept:
            opened.remove(opened[name])

    return edited(data, change)


@cache
def light() -> bytes:
    """The filled workbook with the sheets that people type on alone."""
    return typed_on(PLAN, filled())


def book(change: Callable[[Any], None], whole: bool = False) -> Callable[[], Files]:
    """The workbook after an edit with openpyxl; the light one, or the whole."""
    return lambda: {"oak.xlsx": edited(filled() if whole else light(), change)}


def parts(change: Callable[[dict[str, bytes]], None]) -> Callable[[], Files]:
    """The workbook after a change to the parts of its package."""
    return lambda: {"oak.xlsx": repacked(filled(), change)}


def put(cell: Any, value: Any) -> None:
    """Write a value as typed: openpyxl makes a formula of text that begins with =."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def text(words: str) -> str:
    """The inside of a cell that holds text."""
    return f't="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is>'


def number(value: float | str) -> str:
    """The inside of a cell that holds a number."""
    return f"><v>{value}</v>"


def with_cells(cells: Mapping[str, str], sheet: str = FIRST, after: bytes = b"") -> bytes:
    """The workbook with some cells replaced in the sheet's XML.

    ``cells`` give the rest of the element after ``<c r="…" s="…" ``; a cell that was not there
    is added at the end of its row. ``after`` stands behind the sheet's data.
    """

    def change(found: dict[str, bytes]) -> None:
        xml = found[PARTS[sheet]].decode()
        for ref, inside in cells.items():
            xml = _replaced(xml, ref, inside)
        found[PARTS[sheet]] = xml.encode("utf-8", "surrogatepass").replace(
            b"</sheetData>", b"</sheetData>" + after, 1)

    return repacked(filled(), change)


def _replaced(xml: str, ref: str, inside: str) -> str:
    start = xml.find(f'<c r="{ref}"')
    row = "".join(filter(str.isdigit, ref))
    made = f'<c r="{ref}" {inside}</c>'
    if start < 0:
        begin = xml.index(f'<row r="{row}"')
        close = xml.index("</row>", begin)
        return xml[:close] + made + xml[close:]
    end = xml.index(">", start)
    if xml[end - 1] != "/":
        end = xml.index("</c>", start) + 3
    return xml[:start] + made + xml[end + 1 :]


@dataclass(frozen=True)
class Grid:
    """The typed sheets of the filled workbook as plain values by row and column."""

    sheets: Mapping[str, Mapping[tuple[int, int], Any]]


@cache
def grid(seed: int = 1) -> Grid:
    """Cover and section sheets; the check lines' formulas are left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = openpyxl.load_workbook(io.BytesIO(filled(seed)))
    names = ("Cover", *(section.sheet for section in PLAN.sections))
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for name in names:
        cells = {}
        for row in opened[name].iter_rows():
            for cell in row:
                if cell.value is not None and cell.data_type != "f":
                    value = cell.value
                    cells[cell.row, cell.column] = (
                        value.date() if isinstance(value, datetime) else value)
        found[name] = cells
    return Grid(found)


def zipped(members: Mapping[str, bytes], **options: Any) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()
