"""The decisions file read back, as a person filled it in: workbook or CSV. Pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence

from sendsheets.intake.cells import read_cells, shown
from sendsheets.intake.inspect import inspect
from sendsheets.intake.package import Damaged
from sendsheets.model import (
    CHECK,
    DECISION_COLUMNS,
    Decision,
    Problem,
    Question,
    Severity,
    read_choices,
)
from sendsheets.returns.words import fold

_NEEDED = ("decision", "by", "key")


def read_decisions(data: bytes) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Read a decisions file.

    Args:
        data: the bytes of the workbook (.xlsx, .ods) or CSV (UTF-8 or Windows; comma, semicolon
            or tab), rows and columns in any order; columns are known by their headings.

    Returns:
        A decision for each row that has a key, whether anything is decided there or not, and
        for each with a decision and no key (its ``key`` is empty: it is kept and never used);
        and the problems: those without a key, or a file that cannot be read at all.
    """
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        tables, reason = _of_workbook(data)
    else:
        tables, reason = _of_csv(data)
    for table in tables:
        for number, cells in enumerate(table):
            columns = _columns(cells)
            if all(key in columns for key in _NEEDED):
                return _decisions(table[number + 1:], columns)
    reason = reason or "it has no columns headed Decision, By and Key"
    return (), (Problem("decisions-unreadable", Severity.ERROR, facts={"found": reason}),)


_Row = tuple[int, list[str]]


def _columns(row: _Row) -> dict[str, int]:
    known = {fold(words): key for key, words in DECISION_COLUMNS.items()}
    return {known[fold(text)]: n for n, text in reversed([*enumerate(row[1])])
            if fold(text) in known}  # fmt: skip


def _decisions(
    rows: Sequence[_Row], columns: Mapping[str, int]
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    made: list[Decision] = []
    problems: list[Problem] = []
    for number, texts in rows:
        said = {key: texts[n].strip() if n < len(texts) else "" for key, n in columns.items()}
        key, _, check = fold(said["key"]).partition(CHECK)
        if key == fold(DECISION_COLUMNS["key"]):
            continue  # the headings once more
        if not key and not said["decision"]:
            continue
        if not key:
            facts = {"row": str(number), "decision": said["decision"]}
            problems.append(Problem("decision-unplaced", Severity.QUERY, facts=facts))
        given = {name: said.get(name, "") for name in DECISION_COLUMNS}
        choices, typed = read_choices(given["choices"])
        question = Question(
            key, given["code"], given["school"], given["file"], tuple(given["hashes"].split()),
            given["sheet"], given["cell"], given["ref"], given["label"], given["found"], choices,
            typed,
        )  # fmt: skip
        made.append(Decision(question, given["decision"], given["by"], given["reason"], number,
                             sure=bool(check) and check == question.check))
    return tuple(made), tuple(problems)


# --- a workbook ------------------------------------------------------------------------------


def _of_workbook(data: bytes) -> tuple[list[list[_Row]], str]:
    """The rows of each sheet with their numbers, or the reason why there are none."""
    inspected = inspect(data)
    if inspected.facts is None:
        return [], "it is damaged, locked with a password, or no Excel workbook"
    try:
        book = read_cells(inspected.facts)
    except Damaged as error:
        return [], str(error)
    tables = []
    for sheet in book.sheets:
        rows: dict[int, dict[int, str]] = {}
        for (row, column), value in sheet.cells.items():
            rows.setdefault(row, {})[column] = shown(value)
        tables.append([
            (number, [cells.get(n, "") for n in range(1, max(cells) + 1)])
            for number, cells in sorted(rows.items())
        ])  # fmt: skip
    return tables, ""


# --- CSV -------------------------------------------------------------------------------------


def _of_csv(data: bytes) -> tuple[list[list[_Row]], str]:
    text = _decoded(data)
    head = text.lstrip().split("\n", 1)[0]
    mark = max((",", ";", "\t"), key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark)
    try:
        return [[(number, [_plain(text) for text in row]) for number, row in enumerate(reader, 1)]
                ], ""  # fmt: skip
    except csv.Error as error:
        return [], f"its rows cannot be told apart ({error})"


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _plain(text: str) -> str:
    """A field without the ``'`` that was put before it so that it is no formula."""
    rest = text[1:]
    guarded = rest.lstrip()[:1] in _DANGEROUS or rest[:1] in ("\t", "\r", "\n")
    return rest if text[:1] == "'" and guarded else text


_DANGEROUS = tuple("=+-@＝＋－＠")
