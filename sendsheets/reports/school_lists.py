"""The lists of a school's summary workbook: a sheet each, one table each, strengths first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendsheets import problems, theme
from sendsheets.analysis.actions import NO_ACTION, OVERDUE
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.drawing.styles import style
from sendsheets.model import Problem, Severity, State
from sendsheets.reports import listing, wording
from sendsheets.reports.listing import Cell, Field, Styled
from sendsheets.reports.portrait import Portrait, Row, flagged, wanted
from sendsheets.reports.questions import governor_questions
from sendsheets.reports.school_cells import (
    ACTION,
    CENTRED,
    EVERY,
    EVIDENCE,
    LATE,
    REF,
    SECTION,
    column,
    head,
    kind_word,
    level_words,
    main_rating,
    rated,
    rating_column,
    statement_column,
    statement_of,
    words_or,
)
from sendsheets.reports.wording import labels, number

NEEDS = "Training wanted"

_HEADER = 4


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet with one table. ``line`` is the count above it; ``none`` stands where it's empty."""

    sheet: str
    table: str
    title: str
    purpose: str
    line: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: str
    tab: str = theme.TAB_SUMMARY
    filters: bool = False


def listings(seen: Portrait, found: Sequence[Problem]) -> list[Listing]:
    """Every list of the workbook, in the order of its sheets."""
    made = [_strengths(seen), _areas(seen), _actions(seen)]
    if seen.challenges:
        made.append(_challenges(seen))
    if seen.questions:
        made.append(_questions(seen))
    if seen.open_questions:
        made.append(_open_questions(seen))
    if seen.needs:
        made.append(_wanted(seen))
    return [*made, _for_governors(seen), _to_check(seen, found), _every_answer(seen)]


def draw(book: Book, made: Listing) -> None:
    """Draw one list on a sheet of its own."""
    page = book.page(made.sheet, made.tab, [field.width for field in made.fields])
    notes = " To free rows 1 to 4: View, Freeze Panes."
    notes += " To remove the arrows: Data, Filter." if made.filters else ""
    page.top(made.title, made.purpose + notes)
    listing.back_to_cover(page, "Cover")
    page.put(3, 3, made.line, style(styles.STATUS, styles.INDENT), overflow=True)
    last = listing.draw(page, made.table, _HEADER, made.fields, made.rows, made.title,
                        f"{made.purpose} One row for each.", filters=made.filters,
                        nothing=made.none, least=theme.LIST_LEAST)  # fmt: skip
    page.freeze(_HEADER)
    page.print(last, repeat=(_HEADER, _HEADER))


# --- the lists -------------------------------------------------------------------------------


def _strengths(seen: Portrait) -> Listing:
    best = level_words(seen, True)
    rows = tuple(
        (*head(seen, row), main_rating(seen, row), words_or(row["evidence"], wording.NO_EVIDENCE))
        for row in seen.strengths
    )
    return Listing(
        "Strengths", "Strengths", "Strengths", f"What is going well: every statement rated {best}, "
        "with what shows it.", f"{number(len(rows), 'strength')}.",
        (REF, SECTION, statement_column(60), rating_column(), column("Evidence", 60)), rows,
        f"No statement is rated {best} yet.",
    )  # fmt: skip


def _areas(seen: Portrait) -> Listing:
    low = level_words(seen, False)
    rows = tuple(
        (*head(seen, row), main_rating(seen, row), words_or(row["evidence"], wording.NO_EVIDENCE),
         words_or(row["action"], NO_ACTION))
        for row in seen.areas
    )  # fmt: skip
    return Listing(
        "Areas for development", "AreasForDevelopment", "Areas for development",
        f"Where to look first: every statement rated {low}, lowest first, and what is planned.",
        f"{number(len(rows), 'area')}.",
        (REF, SECTION, statement_column(), rating_column(), EVIDENCE, ACTION), rows,
        f"No statement is rated {low}.",
    )  # fmt: skip


def actions_line(seen: Portrait) -> str:
    """The actions in a sentence: how many, how many are overdue, how many are wanting."""
    if not seen.actions and not seen.without_action:
        return "No action is written down, and no rating asks for one."
    late = f", {len(seen.overdue)} overdue" if seen.overdue else ""
    count, waiting = len(seen.actions), len(seen.without_action)
    line = f"{number(count, 'action')}{late}." if count else "No action is written down yet."
    if waiting:
        line += f" {number(waiting, 'low rating')} {'has' if waiting == 1 else 'have'} none yet."
    return line


def _actions(seen: Portrait) -> Listing:
    rows = tuple(
        (
            str(place), *head(seen, row)[::2], main_rating(seen, row),
            words_or(row["action"], NO_ACTION), row["priority"] or row["priority_raw"],
            words_or(row["owner"]), wording.due_words(row), _status(seen, row),
        )
        for place, row in enumerate((*seen.actions, *seen.without_action), 1)
    )  # fmt: skip
    return Listing(
        "Actions", "Actions", "Actions", "What is planned: overdue first, then statutory, then by "
        "priority. Low ratings with no action stand last.", actions_line(seen),
        (column("No.", 6, styles.TEXT), REF, statement_column(46), rating_column(),
         column("Action", 48), column("Priority", 10), column("Owner", 18), column("Due date", 15),
         column("Status", 16, CENTRED)),
        rows, "No action is written down yet.",
    )  # fmt: skip


def _status(seen: Portrait, row: Row) -> Cell:
    if row["status"] != OVERDUE:
        return str(row["status"])
    return Styled(f"Overdue by {number((seen.as_at - row['due']).days, 'day')}", LATE)


def _challenges(seen: Portrait) -> Listing:
    tally = seen.challenge_tally
    low = labels(flagged(tally.scale, False)) if tally else ""
    count = tally.flagged(False) if tally else 0
    rows = tuple(
        (*head(seen, row), main_rating(seen, row), words_or(row["evidence"]),
         words_or(row["action"], NO_ACTION if row["development"] else ""))
        for row in seen.challenges
    )  # fmt: skip
    return Listing(
        "What gets in the way", "Challenges", "What gets in the way",
        "How far each challenge affects the school, the one that needs most attention first.",
        f"{count} of {number(len(rows), 'challenge')} rated {low}.",
        (REF, SECTION, statement_column(heading="Challenge"), rating_column(), EVIDENCE, ACTION),
        rows, "",
    )  # fmt: skip


def _questions(seen: Portrait) -> Listing:
    line = " ".join(
        f"{wording.listing([f'{kind.value}s' for kind in kinds]).capitalize()}: "
        f"{wording.counts(tally) or 'none answered yet'}. {wording.remainder(tally)}".strip()
        for kinds, tally in seen.question_tallies
    )
    rows = tuple(
        (*head(seen, row)[:2], kind_word(seen, row), head(seen, row)[2], main_rating(seen, row),
         words_or(row["evidence"]),
         words_or(row["action"], NO_ACTION if row["development"] else ""))
        for row in seen.questions
    )  # fmt: skip
    return Listing(
        "Questions and goals", "QuestionsAndGoals", "Questions and goals",
        "What the school says of each question and goal.", line,
        (REF, SECTION, column("Kind", 11, styles.TEXT), statement_column(44),
         rating_column("Answer"), EVIDENCE, column("Action planned", 36)), rows, "",
    )  # fmt: skip


def _open_questions(seen: Portrait) -> Listing:
    given = sum(bool(row["answer"].strip()) for row in seen.open_questions)
    rows = tuple(
        (*head(seen, row), words_or(row["answer"], "Not answered yet"), main_rating(seen, row))
        for row in seen.open_questions
    )
    return Listing(
        "Open questions", "OpenQuestions", "Open questions",
        "What the school wrote, in its own words. These are never scored.",
        f"{given} of {number(len(rows), 'open question')} answered in words.",
        (REF, SECTION, statement_column(heading="Question"), column("Answer in words", 76),
         rating_column("Status")), rows, "",
    )  # fmt: skip


def _wanted(seen: Portrait) -> Listing:
    rating = seen.framework.second_rating
    assert rating
    levels, main = wording.wanted_labels(seen), {row["ref"]: row for row in seen.responses}
    rows = tuple(
        (*head(seen, row), rated(row, rating.scale), main_rating(seen, main[row["ref"]]),
         words_or(main[row["ref"]]["evidence"]))
        for row in wanted(seen)
    )  # fmt: skip
    first = statement_of(seen.framework, seen.needs[0]["ref"]).main.heading
    return Listing(
        NEEDS, "SecondWanted", f"{rating.heading}: {levels}",
        f"Every statement whose {rating.heading.lower()} is {levels}, the highest first.",
        f"{len(rows)} of {number(len(seen.needs), 'statement')}.",
        (REF, SECTION, statement_column(60), rating_column(rating.heading), rating_column(first),
         column("Evidence or comments", 50)), rows, f"No statement is {levels}.",
    )  # fmt: skip


def _for_governors(seen: Portrait) -> Listing:
    rows = tuple(
        (str(place), question.text, question.because)
        for place, question in enumerate(governor_questions(seen), 1)
    )
    return Listing(
        "For governors", "ForGovernors", "Questions governors could ask",
        "Questions to open a conversation, and what in this return each one comes from.", "",
        (column("No.", 16, styles.TEXT), column("Question", 66, styles.TEXT),
         column("Where it comes from", 80)), rows, "",
    )  # fmt: skip


_SEVERITIES = {
    Severity.ERROR: "Could not be read", Severity.QUERY: "Please look",
    Severity.INFORMATION: "For information",
}  # fmt: skip


def _to_check(seen: Portrait, listed: Sequence[Problem]) -> Listing:
    order = list(_SEVERITIES)
    rows = tuple(
        (_SEVERITIES[problem.severity], problem.sheet, problem.cell, ", ".join(problem.refs),
         words_or(problems.found(problem)), words_or(problems.advice(problem)))
        for problem in sorted(listed, key=lambda problem: order.index(problem.severity))
    )  # fmt: skip
    asking = sum(problem.severity is not Severity.INFORMATION for problem in listed)
    line = f"{asking} to look at, {len(rows) - asking} for information." if rows else ""
    return Listing(
        "To check", "ToCheck", "To check",
        "What could not be read as it stands in the workbook that came back, and what to do.", line,
        (column("What it is", 18, styles.TEXT), column("Sheet", 24), column("Cell", 9),
         column("Ref", 12), column("Found", 56), column("What to do", 60)),
        rows, "Nothing to check.", tab=theme.TAB_REVIEW,
    )  # fmt: skip


def _every_answer(seen: Portrait) -> Listing:
    framework, second = seen.framework, {row["ref"]: row for row in seen.needs}
    rating = framework.second_rating
    reviewed = any(row["reviewer_state"] for row in seen.responses)
    fields = [REF, SECTION]
    fields += [column("Kind", 12, styles.TEXT)] if framework.has_kinds else []
    fields += [statement_column(60), rating_column()]
    fields += [rating_column(rating.heading)] if rating else []
    fields += [column("Evidence or comments", 50), column("Action", 40), column("Priority", 11),
               column("Owner", 16), column("Due date", 15)]  # fmt: skip
    fields += [rating_column("Reviewer rating"), column("Reviewer comment", 34),
               column("Line of enquiry", 34)] if reviewed else []  # fmt: skip
    rows = []
    for row in seen.responses:
        ref, section, statement = head(seen, row)
        cells: list[Cell] = [ref, section]
        cells += [kind_word(seen, row)] if framework.has_kinds else []
        cells += [statement, main_rating(seen, row)]
        if rating:
            need = second.get(row["ref"])
            cells.append(rated(need, rating.scale) if need else "")
        words = "\n".join(part for part in (row["answer"], row["evidence"]) if part)
        cells += [words, row["action"], row["priority"] or row["priority_raw"],
                  row["owner"], wording.due_words(row)]  # fmt: skip
        cells += _review(seen, row) if reviewed else []
        rows.append(tuple(cells))
    return Listing(
        EVERY, "EveryAnswer", EVERY, "Every statement with its rating and every word written.",
        f"{number(len(rows), 'statement')}.", tuple(fields), tuple(rows),
        "No statement was asked.", tab=theme.TAB_DATA, filters=True,
    )  # fmt: skip


def _review(seen: Portrait, row: Row) -> list[Cell]:
    given: Cell = row["reviewer_state"]
    if row["reviewer_level"]:
        scale = statement_of(seen.framework, row["ref"]).main.scale
        label = scale.level(row["reviewer_level"]).label
        given = Styled(label, styles.level_cell(scale, row["reviewer_level"]))
    elif given == State.BLANK.value:
        given = ""
    return [given, row["reviewer_comment"], row["line_of_enquiry"]]
