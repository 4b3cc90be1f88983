"""A table from the bytes of a list that somebody keeps beside the returns: CSV or a workbook.

Lists of schools and of decisions come so. A CSV is read as it streams by and never held whole, for
the list of every school in England has 51,000 rows of 140 columns.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sendsheets.intake.archive import looks_like_zip, open_archive
from sendsheets.intake.cells import read_cells, shown
from sendsheets.intake.container import Container
from sendsheets.intake.guard import Costly, Guard, NoWorker
from sendsheets.intake.inspect import inspect
from sendsheets.intake.package import Abnormal, Damaged, TooLarge
from sendsheets.model import Problem

LISTING_LIMIT = 250 * 1024 * 1024
MOST_ROWS = 300_000
MOST_COLUMNS = 2_000
"""Bounds on a list: bytes, rows, columns. Every establishment there ever was in England and
Wales is some 60 MB, 51,000 rows and 140 columns."""

_SECONDS = 60.0
"""A clock for a workbook that is larger than any ordinary return."""

Row = tuple[int, list[str]]
"""The number of a row as Excel counts it, and the text of each of its cells from the first."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook, or a CSV with one way to tell its columns apart.

    ``hidden`` says that nobody sees the sheet; ``unseen`` are the rows that hold something and
    that nobody sees (hidden or filtered away); ``beyond`` counts the filled cells that lie
    further out than is read.
    """

    sheet: str
    opened: Callable[[], Iterator[Row]]
    hidden: bool = False
    unseen: frozenset[int] = frozenset()
    beyond: int = 0

    def rows(self) -> Iterator[Row]:
        """The rows from the first, each time anew; rows of a workbook with nothing are left out.

        Raises:
            Damaged: where the rows of a CSV cannot be told apart, or are too many. The message
                goes after "because": it has a row's number and none of its words.
        """
        return self.opened()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list holds, or why it could not be read (``reason``, to go after "because").

    A workbook gives a table for each sheet; a CSV one for each mark that may separate its
    columns, the likeliest first. ``encoding`` is that of a CSV: UTF-8, UTF-16 or Windows-1252.
    """

    tables: tuple[Table, ...] = ()
    encoding: str = ""
    reason: str = ""


def read_table(data: bytes) -> Listing:
    """Read a list from its bytes, whatever its name.

    Args:
        data: a workbook (.xlsx, .ods, .xls and their like) or a CSV: UTF-8 (taken strictly) or
            UTF-16, else Windows-1252; comma, semicolon or tab; a first line ``sep=`` is obeyed.
            A zip archive will do that holds one of these and nothing else.

    Returns:
        Its tables. Fields of a CSV come without the ``'`` that was put before them so that they
        are no formulas; ``="123"`` comes as 123.
    """
    if looks_like_zip(data[:4096]):
        archive = open_archive(data)
        if archive:
            return _of_archive(archive)
    return _read(data)


def _of_archive(archive: Container) -> Listing:
    """The list in a zip archive, as GIAS gives it where several files were asked for."""
    members = [member for member in archive.members if not member.problem]
    if len(members) != 1 or len(archive.members) != 1:
        found = f"with {len(archive.members)} files in it" if archive.members else "with no file"
        return Listing(reason=f"it is a zip archive {found}, so take the list out of it")
    try:
        return _read(members[0].read(LISTING_LIMIT + 1))
    except OSError:
        return Listing(reason="it is a damaged zip archive")


def _read(data: bytes) -> Listing:
    """A list that lies in no archive."""
    if len(data) > LISTING_LIMIT:
        return Listing(reason=f"it is larger than {LISTING_LIMIT // 1_048_576} MB")
    if data[:4] in _WORKBOOKS:
        return _of_workbook(data)
    reason = _no_list(data[:4096])
    return Listing(reason=reason) if reason else _of_csv(data)


_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x09\x08\x10\x00",
              b"\x09\x08\x08\x00", b"\x09\x04\x06\x00")  # fmt: skip
_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<table|<meta)", re.IGNORECASE)


def _no_list(head: bytes) -> str:
    """Why what begins so can be no CSV, or no text where it can."""
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        return "it is empty"
    if b"%PDF-" in head:
        return "it is a PDF"
    if _PAGE.match(head.removeprefix(codecs.BOM_UTF8)):
        return "it is a web page"
    if b"\0" in head and head[:2] not in _UTF_16:
        return "it is neither a workbook nor plain text"
    return ""


# --- a workbook ------------------------------------------------------------------------------

_Sheet = tuple[str, bool, list[Row], frozenset[int], int]
"""What a ``Table`` is made of, as it comes from another process."""


def _of_workbook(data: bytes) -> Listing:
    """The sheets of a workbook, read here where it is ordinary, else in a guarded process."""
    try:
        found: object = _sheets(data, careful=True)
    except Abnormal:
        with Guard() as guard:
            found = guard.run(_sheets, data, seconds=_SECONDS)
    if isinstance(found, str):
        return Listing(reason=found)
    if isinstance(found, list):
        return Listing(tuple(_table(sheet) for sheet in found))
    if isinstance(found, Costly):
        return Listing(reason=f"reading it took more than {found.limit}")
    if isinstance(found, NoWorker):
        reason = "it has to be read in a process of its own, and none could be started"
        return Listing(reason=reason)
    return Listing(reason="it is damaged: reading it came to no end")


def _sheets(data: bytes, careful: bool = False) -> list[_Sheet] | str:
    """The sheets of a workbook, or the reason why there are none."""
    inspected = inspect(data, careful=careful)
    if inspected.facts is None:
        return _words(inspected.problems[0])
    try:
        book = read_cells(inspected.facts)
    except (Damaged, TooLarge) as error:
        return str(error)
    made: list[_Sheet] = []
    for sheet in book.sheets:
        rows: dict[int, dict[int, str]] = {}
        for (row, column), value in sheet.cells.items():
            rows.setdefault(row, {})[column] = shown(value)
        made.append((sheet.name, sheet.state != "visible", [
            (number, [cells.get(n, "") for n in range(1, max(cells) + 1)])
            for number, cells in sorted(rows.items())
        ], sheet.hidden_rows, sheet.far))  # fmt: skip
    return made


def _table(sheet: _Sheet) -> Table:
    name, hidden, rows, unseen, far = sheet
    return Table(name, lambda: iter(rows), hidden, unseen, far)


_REASONS = {
    "file-password": "it is locked with a password, so save a copy without one",
    "file-password-ods": "it is locked with a password, so save a copy without one",
    "file-archive": "it is a zip archive, so take the list out of it",
    "file-too-large": "it is larger than what is read from a workbook, so save it as CSV",
    "file-word": "it is a text document",
    "file-numbers": "it is an Apple Numbers document, so export it to Excel",
}


def _words(problem: Problem) -> str:
    found = problem.facts.get("found", "")
    if problem.code in ("file-damaged", "file-unsafe") and found:
        return found
    return _REASONS.get(problem.code, "it is no workbook")


# --- CSV -------------------------------------------------------------------------------------

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMES = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_MARKS = (",", ";", "\t")
_SEPARATOR = re.compile(r'"?sep=([^"\r\n])"?[ ,;]*', re.IGNORECASE)
_HEAD = 64 * 1024
_CHUNK = 1024 * 1024
_END = "\x1e\x1eend of list\x1e\x1e"
"""A line of our own after the last: where it is not a row by itself, a quotation is still open."""


def _of_csv(data: bytes) -> Listing:
    encoding = _encoding(data)
    head = data[:_HEAD].decode(encoding, errors="replace")
    lines = head.splitlines()
    separator = _SEPARATOR.fullmatch(lines[0].strip(" ")) if lines else None
    if separator:
        marks = [separator[1]]
    else:
        # Titles may stand above the headings, so more than one line is looked at.
        top = "\n".join(lines[:30])
        marks = sorted((m for m in _MARKS if m in top), key=top.count, reverse=True) or [","]
    tables = (Table("", _reader(data, encoding, mark, bool(separator))) for mark in marks)
    return Listing(tuple(tables), _NAMES[encoding])


def _encoding(data: bytes) -> str:
    """UTF-8 where every byte of it is (nothing else is so by chance), else Windows-1252."""
    if data[:2] in _UTF_16:
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start:start + _CHUNK])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _reader(data: bytes, encoding: str, mark: str, skip: bool) -> Callable[[], Iterator[Row]]:
    return lambda: _records(data, encoding, mark, skip)


def _records(data: bytes, encoding: str, mark: str, skip: bool) -> Iterator[Row]:
    guarded = False

    def lines() -> Iterator[str]:
        nonlocal guarded
        stream = io.TextIOWrapper(io.BytesIO(data), encoding, "replace", newline="")
        if skip:
            next(stream, "")
        for line in stream:
            # Few lines hold what may have to be taken off, and looking at each field costs time.
            guarded = guarded or "'" in line or '="' in line
            yield line
        yield _END

    number = 0
    try:
        for number, row in enumerate(csv.reader(lines(), delimiter=mark), 1):
            if row and row[-1].endswith(_END):
                if row == [_END]:
                    return
                raise Damaged(f"a quotation mark in row {number} opens a text that never closes")
            if number > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise Damaged(f"it has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns")
            yield number, [_unguarded(text) for text in row] if guarded else row
            guarded = False
    except csv.Error as error:
        raise Damaged(f"row {number + 1} cannot be told from the next ({error})") from None


def _unguarded(text: str) -> str:
    """A field without what was put round it so that it is no formula, or stays text."""
    if text[:2] == '="' and text[-1:] == '"' and len(text) > 2:
        return text[2:-1].replace('""', '"')
    rest = text[1:]
    guarded = rest.lstrip()[:1] in _DANGEROUS or rest[:1] in ("\t", "\r", "\n")
    return rest if text[:1] == "'" and guarded else text


_DANGEROUS = tuple("=+-@＝＋－＠")
