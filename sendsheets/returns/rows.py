"""Which row is whose: by its ref, then by its words; in doubt nobody's (decisions.md 5). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sendsheets.intake.cells import shown
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Plan
from sendsheets.model import Problem, Severity
from sendsheets.returns.alike import APART, CLOSE, FAR, changed_part, closest, likeness
from sendsheets.returns.find import Row, Table, rows
from sendsheets.returns.known import Known, without_mark
from sendsheets.returns.words import fold, fold_ref, fold_short

SHOWN = 60
"""Characters of a text that a problem quotes."""

_CHANGED = 200
"""Characters of a changed statement that a problem quotes."""


@dataclass(slots=True)
class Rows:
    """Rows by the ref they belong to; refs of which nothing is taken; rows of nobody.

    ``differing`` are the rows whose words are not at all those of their ref's statement.
    ``judged`` counts the rows whose words could be held against their ref's statement,
    ``strange`` those of them whose words look like nothing of this framework.
    """

    by_ref: dict[str, list[Row]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    differing: list[tuple[str, Row]] = field(default_factory=list)
    extra: list[Row] = field(default_factory=list)
    judged: int = 0
    strange: int = 0


def short(text: str, most: int = SHOWN) -> str:
    """A text as a problem quotes it: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def assign(
    tables: Iterable[Table], plan: Plan, known: Known, older: bool, problems: list[Problem]
) -> Rows:
    """Give every row to its statement.

    Args:
        tables: where the rows stand.
        plan: the framework, and how much of it was asked.
        known: the framework made ready.
        older: whether the workbook was made from another version of the framework, whose
            statements may read otherwise.
        problems: what there is to tell is added here.

    Returns:
        The rows of each ref, and those of nobody.
    """
    asked = {s.ref for s in plan.statements}
    found = Rows()
    leftover: list[Row] = []
    for table in tables:
        respelt: list[str] = []
        wordless: list[tuple[str, Row]] = []
        order: list[int] = []
        only = table.only
        for row in rows(table):
            if only is not None:
                # The plain case first: the ref and the statement are just as they were drawn.
                plain = row.cells.get(only["ref"])
                if type(plain) is str and plain in asked and (
                    row.cells.get(only["statement"]) == known.shown[plain]
                ):
                    found.judged += 1
                    if plain not in found.by_ref:
                        order.append(known.order[plain])
                    found.by_ref.setdefault(plain, []).append(row)
                    continue
            typed = row.text("ref")
            statement = known.refs.get(fold_ref(typed)) if typed else None
            if statement is None or statement.ref not in asked:
                leftover.append(row)
                continue
            ref = statement.ref
            if typed != ref:
                respelt.append(typed)
            if ref not in found.by_ref:
                order.append(known.order[ref])
            words = row.text("statement")
            if not words and "statement" in table.columns:
                wordless.append((ref, row))
            elif words != known.shown[ref]:
                _check_words(row, ref, known, older, found, problems)
            else:
                found.judged += 1
            found.by_ref.setdefault(ref, []).append(row)
        _tell_table(table, known, order, respelt, problems)
        if wordless:
            problems.append(_cleared(wordless))
    _without_notes(found, known)
    for row in leftover:
        ref = _by_words(row, known)
        if ref not in asked:
            found.extra.append(row)
            continue
        found.by_ref.setdefault(ref, []).append(row)
        problems.append(_problem("row-by-words", Severity.INFORMATION, row, ref,
                                 short(row.text("statement")),
                                 typed=short(row.text("ref"), _CHANGED) or "nothing"))  # fmt: skip
    return found


def _without_notes(found: Rows, known: Known) -> None:
    """Take nothing from rows of other words, nor from their statements that have no row beside.

    Somebody may list notes by ref below the table, where the statement has a row of its own:
    that row stands, unless the note names a rating.
    """
    notes = {id(row) for _, row in found.differing}
    for ref, row in found.differing:
        words = (fold_short(shown(value)).removesuffix(".") for value in row.cells.values())
        if all(id(other) in notes for other in found.by_ref[ref]) or (
            not known.levels.isdisjoint(words)
        ):
            found.doubtful.add(ref)
        else:
            found.by_ref[ref] = [other for other in found.by_ref[ref] if other is not row]


def _by_words(row: Row, known: Known) -> str:
    """The ref that a row's words belong to without doubt; empty where its own ref says other."""
    words = without_mark(fold(row.text("statement")))
    own = known.refs.get(fold_ref(row.text("ref")))
    if not words or own:
        return ""
    ref, near = closest(words, known.texts)
    return ref if near >= CLOSE else ""


def _check_words(
    row: Row, ref: str, known: Known, older: bool, found: Rows, problems: list[Problem]
) -> None:
    """Hold a row's words against its ref's statement, where they are not the very same."""
    typed = row.text("statement")
    words = without_mark(fold(typed))
    if not words:
        return
    found.judged += 1
    own = known.texts[ref]
    if words in (own, known.labels_of[ref]):
        return
    near = likeness(words, own)
    others = {other: text for other, text in known.texts.items() if other != ref}
    other, nearest = max(
        ((each, likeness(words, text)) for each, text in others.items()),
        key=lambda pair: pair[1], default=("", 0.0))  # fmt: skip
    if nearest >= CLOSE and nearest > near:
        _conflict(row, ref, other, found, problems)
    elif (near >= FAR and near >= nearest + APART) or own in words:
        change = changed_part(typed, known.shown[ref], _CHANGED)
        problems.append(
            _problem("version-wording", Severity.INFORMATION, row, ref, change) if older
            else _problem("statement-changed", Severity.INFORMATION, row, ref, change))
    elif older:
        # A ref is permanent, so it still tells; a person should see how far the words are.
        found.strange += 1
        problems.append(_problem("version-far", Severity.QUERY, row, ref, short(typed, _CHANGED)))
    else:
        found.strange += 1
        found.differing.append((ref, row))
        problems.append(_problem("statement-differs", Severity.QUERY, row, ref,
                                 short(typed, _CHANGED), said=said(row, _CHANGED)))  # fmt: skip


def _conflict(
    row: Row, ref: str, other: str, found: Rows, problems: list[Problem]
) -> None:
    found.doubtful.add(ref)
    facts = {"found": ref, "other": other, "said": said(row)}
    problems.append(
        Problem("row-conflict", Severity.QUERY, sheet=row.table.sheet.name,
                cell=row.place("ref") or "", refs=(ref, other), facts=facts)
    )  # fmt: skip


def _problem(
    code: str, severity: Severity, row: Row, ref: str, words: str, **more: str
) -> Problem:
    return Problem(code, severity, sheet=row.table.sheet.name, cell=row.place("statement") or "",
                   refs=(ref,), facts={"found": words, "ref": ref, **more})  # fmt: skip


_FIXED = ("ref", "kind", "statement")


def said(row: Row, most: int = SHOWN) -> str:
    """What a row says beside its ref and statement: each cell quoted, cut to ``most``."""
    columns = row.table.columns
    fixed = {column for key in _FIXED for column in columns.get(key, ())}
    texts = [short(row_text(row, column), most) for column in row.cells if column not in fixed]
    return "; ".join(f"“{text}”" for text in texts) or "nothing"


def row_text(row: Row, column: int) -> str:
    """The words of one cell of a row, as shown."""
    return shown(row.cells.get(column))


def _cleared(rows: list[tuple[str, Row]]) -> Problem:
    """A query for rows whose statement's words are gone: their refs alone told whose they are."""
    refs, first = tuple(dict.fromkeys(ref for ref, _ in rows)), rows[0][1]
    return Problem("words-cleared", Severity.QUERY, sheet=first.table.sheet.name,
                   cell=first.place("statement") or "", refs=refs,
                   facts={"found": ", ".join(refs)})  # fmt: skip


# --- what was moved --------------------------------------------------------------------------


def _tell_table(
    table: Table, known: Known, order: list[int], respelt: list[str], problems: list[Problem]
) -> None:
    """Tell once a table that its rows, columns or headings are not where they were."""
    if not order:
        return
    sheet, what = table.sheet.name, []
    if table.header != HEADER_ROW:
        what.append(f"the headings stand in row {table.header}, not {FIRST_ROW - 1}")
    places = _places(table.columns, known)
    if places != sorted(places):
        what.append("the columns are in another order")
    elif places and places[0] != 1:
        what.append("the columns were moved to the right")
    if order != sorted(order):
        what.append("the rows are in another order")
    if what:
        facts = {"found": "; ".join(what)}
        problems.append(Problem("table-moved", Severity.INFORMATION, sheet=sheet,
                                cell=f"A{table.header}", facts=facts))  # fmt: skip
    if respelt:
        facts = {"found": ", ".join(f"“{short(ref)}”" for ref in respelt[:5])}
        problems.append(Problem("refs-repaired", Severity.INFORMATION, sheet=sheet, facts=facts))


def _places(columns: Mapping[str, tuple[int, ...]], known: Known) -> list[int]:
    """The first place of each key's column, in the order in which we draw them."""
    school = "reviewer_rating" not in columns
    ours = known.columns if school else known.review
    return [columns[column.key][0] for column in ours if column.key in columns]
