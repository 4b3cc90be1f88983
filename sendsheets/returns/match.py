"""Cells become responses: rows by ref, then by words; every asked statement accounted for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sendsheets.intake.cells import Book
from sendsheets.intake.rawlook import cell_name
from sendsheets.layout import Plan, section_columns, statement_text
from sendsheets.model import (
    Completeness,
    Kind,
    Problem,
    RatingAnswer,
    Response,
    ReviewerAnswer,
    Section,
    Severity,
    State,
    Statement,
)
from sendsheets.returns.answers import Reader
from sendsheets.returns.find import (
    CLOSE,
    FAR,
    Row,
    Table,
    closest,
    find_tables,
    fold_ref,
    fold_sheet,
    likeness,
    rows,
    same_sheet,
)
from sendsheets.returns.words import fold, fold_ours, is_blank

ANSWERS = ("rating", "second", "evidence", "action", "priority", "owner", "due")
"""The keys of the columns that a school types in."""

SHOWN = 60
"""Characters of a text that a problem quotes."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What the cells of a workbook say of each asked statement, and what there is to tell.

    ``sheets`` names the sheets that answers were looked for on.
    """

    responses: tuple[Response, ...]
    problems: tuple[Problem, ...]
    sheets: frozenset[str]


@dataclass(slots=True)
class Rows:
    """Rows by the ref they belong to; rows whose words belong elsewhere; rows of nobody."""

    by_ref: dict[str, list[Row]] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)
    extra: list[Row] = field(default_factory=list)


def match(book: Book, plan: Plan) -> Matched:
    """Find the answer to every statement that a workbook asks for.

    Args:
        book: the cells of the workbook.
        plan: the framework, and how much of it was asked.

    Returns:
        One response for each asked statement, in order, and the problems found. A statement
        whose row is gone has the state ``missing``.
    """
    problems: list[Problem] = []
    tables, reviews = find_tables(book, plan.framework)
    for table in tables:
        problems += _table_problems(table, plan, ANSWERS)
    found = _assign(tables, plan, problems)
    reviewed = _assign(reviews, plan, []) if reviews else None
    problems += _missing(book, tables, found, plan)
    problems += _elsewhere(found, plan)
    reader = Reader(problems)
    responses = [
        _with_review(_response(s, found, reader, plan), s, reviewed, reader)
        for s in plan.statements
    ]
    problems += _extra_rows(found)
    sheets = frozenset(table.sheet.name for table in (*tables, *reviews))
    return Matched(tuple(responses), tuple(problems), sheets)


def completeness(plan: Plan, responses: tuple[Response, ...]) -> Completeness:
    """How much of what was asked is answered (open questions do not count)."""
    asked = {s.ref for s in plan.statements if s.kind.counts_towards_progress}
    counted = [r for r in responses if r.ref in asked]
    if all(r.main.state in (State.RATED, State.NOT_APPLICABLE) for r in counted):
        return Completeness.COMPLETE
    return Completeness.PART if any(_says_something(r) for r in responses) else (
        Completeness.NOTHING)


def _says_something(response: Response) -> bool:
    states = {answer.state for answer in response.ratings.values()}
    words = [response.answer, response.evidence, response.action, response.priority_raw,
             response.owner, response.due_raw]  # fmt: skip
    if response.reviewer:
        states.add(response.reviewer.rating.state)
        words += [response.reviewer.comment, response.reviewer.line_of_enquiry]
    return bool(states - {State.BLANK, State.MISSING}) or any(words)


# --- which row is whose ----------------------------------------------------------------------


def _assign(tables: tuple[Table, ...], plan: Plan, problems: list[Problem]) -> Rows:
    """Give every row to its statement, by ref first and then by its words (decisions.md 5)."""
    refs = {fold_ref(s.ref): s.ref for s in plan.statements}
    texts = {s.ref: fold_ours(statement_text(s)) for s in plan.statements}
    plain = {s.ref: fold_ours(s.text) for s in plan.statements}
    found = Rows()
    leftover: list[Row] = []
    for table in tables:
        for row in rows(table):
            ref = refs.get(fold_ref(row.text("ref")))
            if ref is None:
                leftover.append(row)
                continue
            words = fold(row.text("statement"))
            if words and words not in (texts[ref], plain[ref]):
                _check_words(row, ref, words, texts, found, problems)
            found.by_ref.setdefault(ref, []).append(row)
    lacking = {ref: text for ref, text in texts.items() if ref not in found.by_ref}
    for row in leftover:
        words = fold(row.text("statement"))
        ref, near = closest(words, lacking) if words and lacking else ("", 0.0)
        if not ref or near < CLOSE:
            found.extra.append(row)
            continue
        found.by_ref.setdefault(ref, []).append(row)
        problems.append(_row_problem("row-by-words", Severity.INFORMATION, row, ref))
    return found


def _check_words(
    row: Row, ref: str, words: str, texts: Mapping[str, str], found: Rows,
    problems: list[Problem],
) -> None:
    own = likeness(words, texts[ref])
    if own >= CLOSE:
        return
    others = {other: text for other, text in texts.items() if other != ref}
    other, near = closest(words, others) if own < FAR else ("", 0.0)
    if other and near >= CLOSE:
        found.doubtful[ref] = other
        facts = {"found": ref, "other": other}
        problems.append(
            Problem("row-conflict", Severity.QUERY, sheet=row.table.sheet.name,
                    cell=row.place("ref") or "", refs=(ref, other), facts=facts)
        )  # fmt: skip
    else:
        problems.append(_row_problem("statement-changed", Severity.INFORMATION, row, ref))


def _row_problem(code: str, severity: Severity, row: Row, ref: str) -> Problem:
    facts = {"found": short(row.text("statement")), "ref": ref}
    return Problem(code, severity, sheet=row.table.sheet.name, cell=row.place("statement") or "",
                   refs=(ref,), facts=facts)  # fmt: skip


def short(text: str) -> str:
    """A text as a problem quotes it: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


# --- what is gone, what is too much ------------------------------------------------------------


def _missing(book: Book, tables: tuple[Table, ...], found: Rows, plan: Plan) -> list[Problem]:
    """One problem for each section that has lost rows: its sheet, its headings or some rows."""
    problems = []
    with_table = {fold_sheet(table.sheet.name) for table in tables}
    for section in plan.sections:
        gone = tuple(s.ref for s in section.statements if s.ref not in found.by_ref)
        if not gone:
            continue
        sheet = next((s.name for s in book.sheets if same_sheet(s.name, section.sheet)), None)
        facts = {"found": ", ".join(gone), "section": section.title}
        if len(gone) < len(section.statements) or (
            sheet and fold_sheet(sheet) in with_table
        ):
            problems.append(Problem(
                "rows-missing", Severity.QUERY, sheet=_sheet_of(section, found), refs=gone,
                facts=facts,
            ))  # fmt: skip
        elif sheet:
            problems.append(Problem(
                "headings-missing", Severity.QUERY, sheet=sheet, refs=gone, facts=facts))
        else:
            problems.append(Problem(
                "sheet-missing", Severity.QUERY, sheet=section.sheet, refs=gone, facts=facts))
    return problems


def _sheet_of(section: Section, found: Rows) -> str:
    """The sheet on which a section's rows stand."""
    rows_found = (row for s in section.statements for row in found.by_ref.get(s.ref, ()))
    return next((row.table.sheet.name for row in rows_found), section.sheet)


def _elsewhere(found: Rows, plan: Plan) -> list[Problem]:
    """Sections found on a sheet of another name."""
    problems = []
    for section in plan.sections:
        refs = [s.ref for s in section.statements if s.ref in found.by_ref]
        sheets = {row.table.sheet.name for ref in refs for row in found.by_ref[ref]}
        if sheets and not any(same_sheet(name, section.sheet) for name in sheets):
            facts = {"found": ", ".join(sorted(sheets)), "section": section.sheet}
            problems.append(Problem("sheet-renamed", Severity.INFORMATION,
                                    sheet=min(sheets), facts=facts))
    return problems


def _table_problems(table: Table, plan: Plan, keys: tuple[str, ...]) -> list[Problem]:
    """Columns that are gone, worded otherwise, or too many."""
    headings = {c.key: c.heading for c in section_columns(plan.framework)}
    sheet = table.sheet.name
    problems = []
    for key in keys:
        if key in headings and key not in table.columns:
            facts = {"found": headings[key]}
            problems.append(Problem("column-missing", Severity.QUERY, sheet=sheet, facts=facts))
    for key, text in table.near.items():
        facts = {"found": text, "heading": headings[key]}
        problems.append(Problem("heading-like", Severity.QUERY, sheet=sheet, facts=facts))
    for key, text in table.other.items():
        facts = {"found": text, "heading": headings[key]}
        problems.append(
            Problem("heading-other", Severity.INFORMATION, sheet=sheet, facts=facts))
    for text in (*table.extra.values(), *_unheaded(table)):
        facts = {"found": short(text)}
        problems.append(Problem("column-extra", Severity.INFORMATION, sheet=sheet, facts=facts))
    if table.sheet.far:
        facts = {"found": str(table.sheet.far)}
        problems.append(Problem("cells-far", Severity.INFORMATION, sheet=sheet, facts=facts))
    return problems


def _unheaded(table: Table) -> list[str]:
    """The letters of columns beside the table that hold something under no heading."""
    ours = {column for places in table.columns.values() for column in places}
    filled = {
        column for (row, column), value in table.sheet.cells.items()
        if row > table.header and column not in ours and column not in table.extra
        and not is_blank(value)
    }  # fmt: skip
    return [cell_name(0, column).rstrip("0") for column in sorted(filled)]


def _extra_rows(found: Rows) -> list[Problem]:
    """One problem for each sheet with rows that belong to no statement asked."""
    by_sheet: dict[str, list[Row]] = {}
    for row in found.extra:
        by_sheet.setdefault(row.table.sheet.name, []).append(row)
    problems = []
    for sheet, extra in by_sheet.items():
        words = [" ".join(w for w in (row.text("ref"), row.text("statement")) if w)
                 or " ".join(str(v) for v in row.cells.values()) for row in extra]  # fmt: skip
        facts = {"found": "; ".join(short(text) for text in words[:5]), "rows": str(len(extra))}
        problems.append(Problem("rows-extra", Severity.INFORMATION, sheet=sheet,
                                cell=f"A{extra[0].number}", facts=facts))
    return problems


# --- one statement ----------------------------------------------------------------------------


def _response(statement: Statement, found: Rows, reader: Reader, plan: Plan) -> Response:
    section = next(s for s in plan.sections if s.number == statement.section)
    its_rows = found.by_ref.get(statement.ref, [])
    if not its_rows:
        gone = {rating.name: RatingAnswer(State.MISSING) for rating in statement.ratings}
        return Response(
            statement.ref, statement.section, statement.kind, section.sheet, gone,
            answer="" if statement.kind is Kind.OPEN else None,
        )
    reader.begin(statement, its_rows)
    sheet = its_rows[0].table.sheet.name
    keys = ("rating", "second")
    ratings = {
        rating.name: reader.rating(key, rating)
        for key, rating in zip(keys, statement.ratings, strict=False)
    }
    if len(statement.ratings) == 1:
        reader.not_asked("second")
    if statement.ref in found.doubtful:
        return _unchosen(statement, sheet, ratings)
    evidence, action = reader.text("evidence"), reader.text("action")
    priority, priority_raw = reader.priority()
    due, due_raw = reader.due()
    is_open = statement.kind is Kind.OPEN
    response = Response(
        statement.ref, statement.section, statement.kind, sheet, ratings,
        answer=evidence if is_open else None, evidence="" if is_open else evidence,
        action=action, priority=priority, priority_raw=priority_raw,
        owner=reader.text("owner"), due=due, due_raw=due_raw, cells=reader.cells(is_open),
    )
    reader.done(response)
    return response


def _unchosen(
    statement: Statement, sheet: str, ratings: Mapping[str, RatingAnswer]
) -> Response:
    """Nothing is taken from a row whose words belong to another statement."""
    doubted = {
        name: RatingAnswer(State.UNRECOGNISED, raw=answer.raw, cell=answer.cell)
        for name, answer in ratings.items()
    }
    return Response(
        statement.ref, statement.section, statement.kind, sheet, doubted,
        answer="" if statement.kind is Kind.OPEN else None,
    )


def _with_review(
    response: Response, statement: Statement, reviewed: Rows | None, reader: Reader
) -> Response:
    """The response with what a peer reviewer put beside it, where there is such a sheet."""
    if reviewed is None or not statement.kind.counts_towards_progress:
        return response
    its_rows = reviewed.by_ref.get(statement.ref, [])
    if not its_rows:
        answer = ReviewerAnswer(RatingAnswer(State.MISSING))
    else:
        reader.begin(statement, its_rows)
        answer = ReviewerAnswer(
            reader.rating("reviewer_rating", statement.main),
            reader.text("reviewer_comment"), reader.text("line_of_enquiry"),
        )
    return replace(response, reviewer=answer)
