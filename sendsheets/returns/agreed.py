"""The sheet Connections read back, as an officer filled it in: who may be told of whom. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from sendsheets.intake.listing import Table, read_table
from sendsheets.intake.package import Damaged
from sendsheets.model import Introduction, Problem, Severity
from sendsheets.returns.words import fold

COLUMNS: Mapping[str, str] = {
    "school": "School", "school_urn": "URN", "about": "About", "label": "Area for development",
    "partner": "Could talk to", "partner_urn": "Its URN", "reason": "Why",
    "agreed": "Ask both schools",
}  # fmt: skip
"""The columns of the sheet and their headings, in any order."""

AGREED, REFUSED, NOT_YET = "Both agreed", "No", ("", "To ask")

_NEEDED = ("school", "partner", "agreed")
_LOOKED_AT = 50
"""Rows in which the headings may stand: titles and notes may be above them."""


def read_agreed(
    file: str, data: bytes
) -> tuple[tuple[Introduction, ...], tuple[Problem, ...]]:
    """Read which suggestions both schools agreed to.

    Args:
        file: the name of the file, for problems.
        data: the consolidated workbook with the sheet Connections filled in, or that sheet alone
            as a workbook or CSV; columns are known by their headings, in any order.

    Returns:
        An introduction for each row that says "Both agreed" and names both schools, each once, in
        their order; and what there is to tell: a file without such columns, a row that says
        anything else than the list does, or names only one school. Neither is used. Rows that say
        "To ask", "No" or nothing are not told of.
    """
    chosen, problems = read_choices(file, data)
    return tuple(dict.fromkeys(row for row, answer in chosen if answer == AGREED)), problems


def read_choices(
    file: str, data: bytes
) -> tuple[tuple[tuple[Introduction, str], ...], tuple[Problem, ...]]:
    """Read what was chosen for each suggestion that was answered: "Both agreed" or "No".

    Arguments and problems are those of ``read_agreed``.

    Returns:
        Each row that names both schools and says either, with what it says, once and in order.
    """
    listing = read_table(data)
    reason = listing.reason
    for table in listing.tables:
        if table.hidden:
            continue
        try:
            columns = _header(table)
            if columns:
                made, problems = _rows(table, columns, file)
                return tuple(dict.fromkeys(made)), tuple(problems)
        except Damaged as error:
            reason = reason or str(error)
    needed = ", ".join(COLUMNS[key] for key in _NEEDED)
    facts = {"found": reason or f"no sheet has the columns {needed}"}
    return (), (Problem("introductions-unreadable", Severity.ERROR, file=file, facts=facts),)


def _header(table: Table) -> dict[str, int]:
    """The place of each column, where the sheet has those that are needed."""
    known = {fold(words): key for key, words in COLUMNS.items()}
    for _, texts in islice(table.rows(), _LOOKED_AT):
        named = [(known[fold(text)], n) for n, text in enumerate(texts) if fold(text) in known]
        columns = dict(reversed(named))
        if all(key in columns for key in _NEEDED):
            return columns
    return {}


def _rows(
    table: Table, columns: Mapping[str, int], file: str
) -> tuple[list[tuple[Introduction, str]], list[Problem]]:
    made: list[tuple[Introduction, str]] = []
    problems: list[Problem] = []
    quiet = {fold(words) for words in (*NOT_YET, COLUMNS["agreed"])}
    for number, texts in table.rows():
        said = {key: texts[n].strip() if n < len(texts) else "" for key, n in columns.items()}
        agreed = fold(said.pop("agreed"))
        if agreed in quiet:
            continue
        facts = {"row": str(number), "found": texts[columns["agreed"]].strip()}
        both = bool(said["school"] and said["partner"])
        answer = REFUSED if agreed == fold(REFUSED) else AGREED
        if answer == REFUSED and not both:
            continue
        if agreed != fold(answer):
            if said["school"] or said["partner"]:
                problems.append(Problem("introduction-unclear", Severity.QUERY, file=file,
                                        facts=facts))  # fmt: skip
        elif not both:
            problems.append(Problem("introduction-incomplete", Severity.QUERY, file=file,
                                    facts=facts))  # fmt: skip
        else:
            given = {key: said.get(key, "") for key in COLUMNS if key != "agreed"}
            made.append((Introduction(**given), answer))
    return made, problems
