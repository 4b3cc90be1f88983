"""The decisions file read back, as a person filled it in: workbook or CSV. Pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace

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
        and the problems: those without a key, or a file that cannot be read at all. What a
        second column headed Decision or a second such sheet says otherwise is told: where the
        first says something too, both come back, else the other has no key either.
    """
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        tables, reason = _of_workbook(data)
    else:
        tables, reason = _of_csv(data)
    made: list[Decision] = []
    problems: list[Problem] = []
    found = False
    for sheet, table in tables:
        number, several = _header(table)
        for again, columns in enumerate(several):
            decisions, untold = _decisions(table[number + 1:], columns)
            if found:
                where = _SECOND if again else f"the sheet “{sheet}”"
                decisions, untold = _otherwise(made, decisions, where)
            made += decisions
            problems += untold
            found = True
    if found:
        return tuple(made), tuple(problems)
    reason = reason or "it has no columns headed Decision, By and Key"
    return (), (Problem("decisions-unreadable", Severity.ERROR, facts={"found": reason}),)


_Row = tuple[int, list[str]]


_Table = tuple[str, list[_Row]]
"""The name of a sheet, and its rows."""

_SECOND = f"another column headed {DECISION_COLUMNS['decision']}"


def _header(table: Sequence[_Row]) -> tuple[int, list[dict[str, int]]]:
    """Which row has the headings, and its columns, once for each column of decisions."""
    known = {fold(words): key for key, words in DECISION_COLUMNS.items()}
    for number, (_, texts) in enumerate(table):
        named = [(known[fold(text)], n) for n, text in enumerate(texts) if fold(text) in known]
        columns = dict(reversed(named))
        if all(key in columns for key in _NEEDED):
            return number, [{**columns, "decision": n} for key, n in named if key == "decision"]
    return 0, []


def _otherwise(
    first: Sequence[Decision], others: Sequence[Decision], where: str
) -> tuple[list[Decision], list[Problem]]:
    """What a second column or sheet says that the first does not, and what to tell of it."""
    said: dict[str, set[str]] = {}
    for decision in first:
        said.setdefault(decision.question.key, set()).add(fold(decision.decision))
    made: list[Decision] = []
    problems: list[Problem] = []
    for other in others:
        before = said.get(other.question.key, set()) - {""}
        if not fold(other.decision) or fold(other.decision) in before:
            continue
        if before and other.question.key:
            made.append(other)  # they disagree, which is told where decisions are used
            continue
        made.append(replace(other, question=replace(other.question, key="")))
        facts = {"row": str(other.row), "decision": other.decision, "place": where}
        problems.append(Problem("decision-elsewhere", Severity.QUERY, facts=facts))
    return made, problems


def _decisions(
    rows: Sequence[_Row], columns: Mapping[str, int]
) -> tuple[list[Decision], list[Problem]]:
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
            key, given["code"], given["school"], given["file"],
            tuple(given["hashes"].casefold().split()),
            given["sheet"], given["cell"], given["ref"], given["label"], given["found"], choices,
            typed,
        )  # fmt: skip
        made.append(Decision(question, given["decision"], given["by"], given["reason"], number,
                             sure=bool(check) and check == question.check))
    return made, problems


# --- a workbook ------------------------------------------------------------------------------


def _of_workbook(data: bytes) -> tuple[list[_Table], str]:
    """The rows of each sheet with their numbers, or the reason why there are none."""
    inspected = inspect(data)
    if inspected.facts is None:
        return [], "it is damaged, locked with a password, or no Excel workbook"
    try:
        book = read_cells(inspected.facts)
    except Damaged as error:
        return [], str(error)
    tables: list[_Table] = []
    for sheet in book.sheets:
        rows: dict[int, dict[int, str]] = {}
        for (row, column), value in sheet.cells.items():
            rows.setdefault(row, {})[column] = shown(value)
        tables.append((sheet.name, [
            (number, [cells.get(n, "") for n in range(1, max(cells) + 1)])
            for number, cells in sorted(rows.items())
        ]))  # fmt: skip
    return tables, ""


# --- CSV -------------------------------------------------------------------------------------


def _of_csv(data: bytes) -> tuple[list[_Table], str]:
    text = _decoded(data)
    head = text.lstrip().split("\n", 1)[0]
    mark = max((",", ";", "\t"), key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark)
    try:
        rows = [(number, [_plain(text) for text in row]) for number, row in enumerate(reader, 1)]
        return [("", rows)], ""
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
