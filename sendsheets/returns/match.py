"""Cells become responses: rows by ref, then by words; every asked statement accounted for. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sendsheets import layout, review_layout
from sendsheets.intake.cells import Book, shown
from sendsheets.intake.rawlook import cell_name
from sendsheets.layout import Plan
from sendsheets.model import (
    Completeness,
    Kind,
    Priority,
    Problem,
    RatingAnswer,
    Response,
    ReviewerAnswer,
    Section,
    Severity,
    State,
    Statement,
)
from sendsheets.returns.above import above
from sendsheets.returns.answers import Reader
from sendsheets.returns.beside import MOST_TOLD, beside, nobodys, quoted
from sendsheets.returns.calculated import typed_over
from sendsheets.returns.dates import read_date
from sendsheets.returns.doubled import doubled
from sendsheets.returns.find import Table, find_tables, fold_sheet, same_sheet
from sendsheets.returns.known import Known, known
from sendsheets.returns.last import shown_beside, typed_beside
from sendsheets.returns.plain import plain_response
from sendsheets.returns.rows import Rows, assign
from sendsheets.returns.unread import without_ours
from sendsheets.returns.words import fold_short

ANSWERS = ("rating", "second", "evidence", "action", "priority", "owner", "due")
"""The keys of the columns that a school types in."""

REVIEWS = review_layout.TYPED
"""The keys of the columns that a reviewer types in."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What the cells of a workbook say of each asked statement, and what there is to tell.

    ``sheets`` names the sheets that answers were looked for on. ``strange`` is true where most
    rows hold words that are like nothing in this framework: it may be another's. ``last`` says
    that it shows what was rated last time, ``beside`` what by ref, with its sheet and cell.
    """

    responses: tuple[Response, ...]
    problems: tuple[Problem, ...]
    sheets: frozenset[str]
    strange: bool = False
    last: bool = False
    beside: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


def match(book: Book, plan: Plan, version: str = "") -> Matched:
    """Find the answer to every statement that a workbook asks for.

    Args:
        book: the cells of the workbook.
        plan: the framework, and how much of it was asked.
        version: the framework's version that the workbook was made from, if another.

    Returns:
        One response for each asked statement, in order, and the problems found. A statement
        whose row is gone has the state ``missing``.
    """
    problems: list[Problem] = []
    ours = known(plan.framework)
    older = bool(version)
    tables, reviews = find_tables(book, ours)
    found = assign(tables, plan, ours, older, problems)
    reviewed = assign(reviews, plan, ours, older, problems) if reviews else None
    problems += _table_problems((*tables, *reviews), (found, reviewed), ours)
    problems += _missing(book, tables, found, plan, version)
    problems += _elsewhere(found, plan)
    reader = Reader(problems, ours)
    responses = tuple(
        _with_review(_response(s, found, reader), s, reviewed, reader) for s in plan.statements
    )
    reader.close(row for rows in (found, reviewed) if rows
                 for its_rows in rows.by_ref.values() for row in its_rows)  # fmt: skip
    given = {r.ref: [answer.state for answer in r.ratings.values()] for r in responses}
    problems += beside(tables, found, given, ours)
    problems += above((*tables, *reviews), ours)
    problems += nobodys(found, ours, older)
    if reviewed:
        states = {r.ref: [r.reviewer.rating.state] for r in responses if r.reviewer}
        problems += beside(reviews, reviewed, states, ours)
        problems += nobodys(reviewed, ours, older)
        problems += typed_over(reviewed, responses, ours)
        problems += _review_missing(reviewed, plan)
    problems += typed_beside(tables, found, plan.framework, older)
    problems += doubled(tables, found, {c.key: c.heading for c in ours.columns})
    if reviewed:
        problems += typed_beside(reviews, reviewed, plan.framework, older)
        problems += doubled(reviews, reviewed, {c.key: c.heading for c in ours.review})
    last = any(layout.LAST.key in table.columns for table in tables)
    sheets = frozenset(table.sheet.name for table in (*tables, *reviews))
    strange = found.judged > 0 and 2 * found.strange > found.judged
    return Matched(responses, tuple(problems), sheets, strange, last,
                   shown_beside(found) if last else {})  # fmt: skip


def completeness(plan: Plan, responses: tuple[Response, ...]) -> Completeness:
    """How much of what was asked is answered (open questions do not count)."""
    asked = {s.ref for s in plan.statements if s.kind.counts_towards_progress}
    counted = [r for r in responses if r.ref in asked]
    if counted and all(r.main.state in _ANSWERED for r in counted):
        return Completeness.COMPLETE
    return Completeness.PART if any(_says_something(r) for r in responses) else (
        Completeness.NOTHING)


_ANSWERED = (State.RATED, State.NOT_APPLICABLE)


def _says_something(response: Response) -> bool:
    states = {answer.state for answer in response.ratings.values()}
    words = [response.answer, response.evidence, response.action, response.priority_raw,
             response.owner, response.due_raw]  # fmt: skip
    if response.reviewer:
        review = response.reviewer
        states |= {review.rating.state, review.agreed.state}
        words += [review.comment, review.line_of_enquiry, review.evidence_seen]
    return bool(states - {State.BLANK, State.MISSING, State.NOT_ASKED}) or any(words)


# --- what is gone, what is too much ------------------------------------------------------------


def _missing(
    book: Book, tables: Sequence[Table], found: Rows, plan: Plan, version: str
) -> list[Problem]:
    """One problem for each section that has lost rows: its sheet, its headings or some rows."""
    problems = []
    with_table = {fold_sheet(table.sheet.name) for table in tables}
    for section in plan.sections:
        gone = tuple(s.ref for s in section.statements if s.ref not in found.by_ref)
        if not gone:
            continue
        sheet = next((s.name for s in book.sheets if same_sheet(s.name, section.sheet)), None)
        facts = {"found": ", ".join(gone), "section": section.title, "version": version,
                 "said": ""}  # fmt: skip
        some = len(gone) < len(section.statements) or (
            sheet is not None and fold_sheet(sheet) in with_table)
        if version and (some or not sheet):
            problems.append(Problem(
                "rows-other-version", Severity.QUERY, sheet=_sheet_of(section, found), refs=gone,
                facts=facts,
            ))  # fmt: skip
        elif some:
            problems.append(Problem(
                "rows-missing", Severity.QUERY, sheet=_sheet_of(section, found), refs=gone,
                facts=facts,
            ))  # fmt: skip
        elif sheet:
            facts["said"] = _held(book, sheet, plan)
            problems.append(Problem(
                "headings-missing", Severity.QUERY, sheet=sheet, refs=gone, facts=facts))
        else:
            problems.append(Problem(
                "sheet-missing", Severity.QUERY, sheet=section.sheet, refs=gone, facts=facts))
    return problems


def _held(book: Book, name: str, plan: Plan) -> str:
    """What stands on a sheet that cannot be read for want of headings, but our own words."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == name)
    cells = [(cell_name(row, column), shown(value))
             for (row, column), value in sorted(sheet.cells.items(), key=lambda cell: cell[0])
             if (row, column) not in sheet.formulas]  # fmt: skip
    return quoted(without_ours(cells, known(plan.framework)), MOST_TOLD) or "nothing"


def _review_missing(reviewed: Rows, plan: Plan) -> list[Problem]:
    """The statements whose rows a reviewer's sheet has lost, while it has others."""
    gone = tuple(s.ref for s in plan.reviewed if s.ref not in reviewed.by_ref)
    sheets = [row.table.sheet.name for its_rows in reviewed.by_ref.values() for row in its_rows]
    if not gone or not sheets:
        return []
    return [Problem("review-rows-missing", Severity.QUERY, sheet=sheets[0], refs=gone,
                    facts={"found": ", ".join(gone)})]  # fmt: skip


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


def _table_problems(
    tables: Sequence[Table], found: Sequence[Rows | None], ours: Known
) -> list[Problem]:
    """Columns that are gone or worded otherwise, of every table that has rows of ours."""
    used = {id(row.table) for each in found if each
            for its_rows in each.by_ref.values() for row in its_rows}  # fmt: skip
    problems = []
    for table in tables:
        if id(table) not in used:
            continue
        review = "reviewer_rating" in table.columns
        headings = {c.key: c.heading for c in (ours.review if review else ours.columns)}
        sheet = table.sheet.name
        # A workbook of before lacks all of the later columns, and nothing is lost.
        earlier = review and table.columns.keys().isdisjoint(review_layout.LATER)
        for key in REVIEWS if review else ANSWERS:
            if key in headings and key not in table.columns and not (
                earlier and key in review_layout.LATER
            ):
                facts = {"found": headings[key]}
                problems.append(Problem("column-missing", Severity.QUERY, sheet=sheet, facts=facts))
        if "statement" not in table.columns:
            problems.append(Problem("words-missing", Severity.QUERY, sheet=sheet))
        for key, text in table.near.items():
            facts = {"found": text, "heading": headings[key]}
            problems.append(Problem("heading-like", Severity.QUERY, sheet=sheet, facts=facts))
        for key, text in table.other.items():
            facts = {"found": text, "heading": headings[key]}
            problems.append(
                Problem("heading-other", Severity.INFORMATION, sheet=sheet, facts=facts))
    return problems


# --- one statement ----------------------------------------------------------------------------


def _response(statement: Statement, found: Rows, reader: Reader) -> Response:
    its_rows = found.by_ref.get(statement.ref, [])
    if len(its_rows) == 1 and statement.ref not in found.doubtful:
        plain = plain_response(statement, its_rows[0], reader.known)
        if plain:
            return plain
    if not its_rows:
        gone = {rating.name: RatingAnswer(State.MISSING) for rating in statement.ratings}
        return Response(
            statement.ref, statement.section, statement.kind,
            reader.known.sheets[statement.section], gone,
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
    if _shifted(response):
        reader.shifted()
    reader.done(response)
    return response


def _shifted(response: Response) -> bool:
    """Whether the answers of a row seem to have moved a column, or one stands in another's.

    To the left, a priority or a date stands under Action, or a date under Owner; to the right,
    an action under Priority, or a priority under Owner, and an owner under Due date.
    """
    priorities = {priority.value for priority in Priority}
    if fold_short(response.action) in priorities or any(
        any(map(str.isdigit, words)) and len(words) <= LONGEST_DATE and read_date(words)[0]
        for words in (response.owner, response.action)
    ):
        return True
    if response.due is not None or not any(letter.isalpha() for letter in response.due_raw):
        return False
    long = response.priority is None and len(response.priority_raw) > LONGEST_PRIORITY
    return long or fold_short(response.owner) in priorities


LONGEST_DATE = 40
"""Letters of what may be a date in words, with its day of the week."""

LONGEST_PRIORITY = 20
"""Letters of what may be meant for a priority, such as "Medium to high"."""


def _unchosen(
    statement: Statement, sheet: str, ratings: Mapping[str, RatingAnswer]
) -> Response:
    """Nothing is taken from a row whose words are not its statement's."""
    doubted = {name: _doubted(answer) for name, answer in ratings.items()}
    return Response(
        statement.ref, statement.section, statement.kind, sheet, doubted,
        answer="" if statement.kind is Kind.OPEN else None,
    )


def _doubted(answer: RatingAnswer) -> RatingAnswer:
    return RatingAnswer(State.UNRECOGNISED, raw=answer.raw, cell=answer.cell)


def _with_review(
    response: Response, statement: Statement, reviewed: Rows | None, reader: Reader
) -> Response:
    """The response with what a peer reviewer put beside it, where there is such a sheet."""
    if reviewed is None or not statement.kind.counts_towards_progress:
        return response
    its_rows = reviewed.by_ref.get(statement.ref, [])
    if not its_rows:
        gone = RatingAnswer(State.MISSING)
        return replace(response, reviewer=ReviewerAnswer(gone, agreed=gone))
    reader.begin(statement, its_rows)
    rating = reader.rating("reviewer_rating", statement.main)
    columns = its_rows[0].table.columns
    agreed = RatingAnswer(State.NOT_ASKED)
    if not columns.keys().isdisjoint(review_layout.LATER):
        agreed = reader.rating("agreed_rating", statement.main)
    if statement.ref in reviewed.doubtful:
        doubted = agreed if agreed.state is State.NOT_ASKED else _doubted(agreed)
        return replace(response, reviewer=ReviewerAnswer(_doubted(rating), agreed=doubted))
    answer = ReviewerAnswer(
        rating, reader.text("reviewer_comment"), reader.text("line_of_enquiry"),
        reader.text("evidence_seen"), agreed)
    return replace(response, reviewer=answer)
