"""The decisions file read back, as a person filled it in: workbook or CSV. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sendsheets.intake.listing import Row, read_table
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
    listing = read_table(data)
    reason = listing.reason
    made: list[Decision] = []
    problems: list[Problem] = []
    found = False
    for each in listing.tables:
        try:
            table = list(each.rows())
        except Damaged as error:
            reason = reason or str(error)
            continue
        number, several = _header(table)
        for again, columns in enumerate(several):
            decisions, untold = _decisions(table[number + 1:], columns)
            if found:
                where = _SECOND if again else f"the sheet “{each.sheet}”"
                decisions, untold = _otherwise(made, decisions, where)
            made += decisions
            problems += untold
            found = True
    if found:
        return tuple(made), tuple(problems)
    reason = reason or "it has no columns headed Decision, By and Key"
    return (), (Problem("decisions-unreadable", Severity.ERROR, facts={"found": reason}),)


_SECOND = f"another column headed {DECISION_COLUMNS['decision']}"


def _header(table: Sequence[Row]) -> tuple[int, list[dict[str, int]]]:
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
    rows: Sequence[Row], columns: Mapping[str, int]
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
