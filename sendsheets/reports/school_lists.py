"""The lists of a school's summary workbook: a sheet each, one table each, strengths first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendsheets import layout, problems, theme
from sendsheets.analysis.actions import NO_ACTION, OVERDUE
from sendsheets.drawing import fit, styles
from sendsheets.drawing.book import LONGEST_TEXT, Book
from sendsheets.drawing.styles import Style, style
from sendsheets.model import Framework, Kind, Problem, Scale, Severity, State, Statement
from sendsheets.reports import listing, wording
from sendsheets.reports.listing import LONGEST_SHOWN, Cell, Field, Styled
from sendsheets.reports.portrait import Portrait, Row, flagged, wanted
from sendsheets.reports.questions import governor_questions
from sendsheets.reports.wording import labels, number

EVERY, NEEDS = "Every answer", "Training wanted"

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


# --- columns and cells -----------------------------------------------------------------------

_CENTRED = style(styles.TEXT, styles.CENTRE)
_QUIET = style(styles.TEXT_INDENT, font_color=theme.GREY_TEXT)
_QUIET_RATING = style(_CENTRED, font_color=theme.GREY_TEXT)
_CHECK = style(_CENTRED, styles.BOLD, font_color=theme.CHECK)
_LATE = style(styles.TEXT, styles.CENTRE, styles.BOLD, font_color=theme.palette(3)[0].text,
              bg_color=theme.palette(3)[0].fill)  # fmt: skip


def _field(heading: str, width: float, look: Style = styles.TEXT_INDENT) -> Field:
    """A column whose heading stands as its cells do."""
    if look.get("align") == "center":
        return Field(heading, width, look, styles.HEADER_CENTRE)
    header = styles.HEADER_INDENT if look.get("indent") else styles.HEADER
    return Field(heading, width, look, header)


_REF = _field("Ref", 6, styles.REF)
_SECTION = _field("Section", 18, styles.TEXT)
_EVIDENCE = _field("Evidence or comments", 44)
_ACTION = _field("Action planned", 40)


def _statement(width: float = 48, heading: str = "Statement") -> Field:
    return _field(heading, width, styles.TEXT)


def _rating(heading: str = "Rating") -> Field:
    return _field(heading, 16.5, _CENTRED)


def _head(seen: Portrait, row: Row) -> tuple[str, str, str]:
    """Ref, section and statement, as the school's own workbook shows them."""
    statement = _of(seen.framework, row["ref"])
    section = f"{row['section']} {row['section_short']}"
    return row["ref"], section, layout.statement_text(statement)


def _of(framework: Framework, ref: str) -> Statement:
    statement = framework.statement(ref)
    assert statement, ref
    return statement


def _rated(row: Row, scale: Scale) -> Styled:
    words = wording.rating_words(row)
    if row["level"]:
        return Styled(words, styles.level_cell(scale, row["level"]))
    return Styled(words, _CHECK if row["state"] == State.UNRECOGNISED.value else _QUIET_RATING)


def _main(seen: Portrait, row: Row) -> Styled:
    if row["kind"] == Kind.OPEN.value and row["level"]:  # never scored, so never coloured
        return Styled(row["level_label"], _CENTRED)
    return _rated(row, _of(seen.framework, row["ref"]).main.scale)


def _text(words: str, none: str = "") -> Cell:
    """A free text as a list shows it, or in grey what to say where there is none."""
    if not words.strip():
        return Styled(none, _QUIET)
    if len(words) <= LONGEST_SHOWN:
        return words
    return f"{fit.cut(words, LONGEST_SHOWN)} (The rest is on the sheet {EVERY}.)"


def _kind(seen: Portrait, row: Row) -> str:
    return next(w.label for w in seen.framework.kinds if w.kind.value == row["kind"])


def _best(seen: Portrait, strength: bool) -> str:
    return labels(flagged(seen.practice.scale, strength))


# --- the lists -------------------------------------------------------------------------------


def _strengths(seen: Portrait) -> Listing:
    best = _best(seen, True)
    rows = tuple(
        (*_head(seen, row), _main(seen, row), _text(row["evidence"], wording.NO_EVIDENCE))
        for row in seen.strengths
    )
    return Listing(
        "Strengths", "Strengths", "Strengths", f"What is going well: every statement rated {best}, "
        "with what shows it.", f"{number(len(rows), 'strength')}.",
        (_REF, _SECTION, _statement(60), _rating(), _field("Evidence", 60)), rows,
        f"No statement is rated {best} yet.",
    )  # fmt: skip


def _areas(seen: Portrait) -> Listing:
    low = _best(seen, False)
    rows = tuple(
        (*_head(seen, row), _main(seen, row), _text(row["evidence"], wording.NO_EVIDENCE),
         _text(row["action"], NO_ACTION))
        for row in seen.areas
    )  # fmt: skip
    return Listing(
        "Areas for development", "AreasForDevelopment", "Areas for development",
        f"Where to look first: every statement rated {low}, lowest first, and what is planned.",
        f"{number(len(rows), 'area')}.",
        (_REF, _SECTION, _statement(), _rating(), _EVIDENCE, _ACTION), rows,
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
            str(place), *_head(seen, row)[::2], _main(seen, row),
            _text(row["action"], NO_ACTION), row["priority"] or row["priority_raw"],
            _text(row["owner"]), wording.due_words(row), _status(seen, row),
        )
        for place, row in enumerate((*seen.actions, *seen.without_action), 1)
    )  # fmt: skip
    return Listing(
        "Actions", "Actions", "Actions", "What is planned: overdue first, then statutory, then by "
        "priority. Low ratings with no action stand last.", actions_line(seen),
        (_field("No.", 6, styles.TEXT), _REF, _statement(46), _rating(),
         _field("Action", 48), _field("Priority", 10), _field("Owner", 18), _field("Due date", 15),
         _field("Status", 16, _CENTRED)),
        rows, "No action is written down yet.",
    )  # fmt: skip


def _status(seen: Portrait, row: Row) -> Cell:
    if row["status"] != OVERDUE:
        return str(row["status"])
    return Styled(f"Overdue by {number((seen.as_at - row['due']).days, 'day')}", _LATE)


def _challenges(seen: Portrait) -> Listing:
    tally = seen.challenge_tally
    low = labels(flagged(tally.scale, False)) if tally else ""
    count = tally.flagged(False) if tally else 0
    rows = tuple(
        (*_head(seen, row), _main(seen, row), _text(row["evidence"]),
         _text(row["action"], NO_ACTION if row["development"] else ""))
        for row in seen.challenges
    )  # fmt: skip
    return Listing(
        "What gets in the way", "Challenges", "What gets in the way",
        "How far each challenge affects the school, the one that needs most attention first.",
        f"{count} of {number(len(rows), 'challenge')} rated {low}.",
        (_REF, _SECTION, _statement(heading="Challenge"), _rating(), _EVIDENCE, _ACTION), rows, "",
    )  # fmt: skip


def _questions(seen: Portrait) -> Listing:
    line = " ".join(
        f"{wording.listing([f'{kind.value}s' for kind in kinds]).capitalize()}: "
        f"{wording.counts(tally) or 'none answered yet'}. {wording.remainder(tally)}".strip()
        for kinds, tally in seen.question_tallies
    )
    rows = tuple(
        (*_head(seen, row)[:2], _kind(seen, row), _head(seen, row)[2], _main(seen, row),
         _text(row["evidence"]), _text(row["action"], NO_ACTION if row["development"] else ""))
        for row in seen.questions
    )  # fmt: skip
    return Listing(
        "Questions and goals", "QuestionsAndGoals", "Questions and goals",
        "What the school says of each question and goal.", line,
        (_REF, _SECTION, _field("Kind", 11, styles.TEXT), _statement(44),
         _rating("Answer"), _EVIDENCE, _field("Action planned", 36)), rows, "",
    )  # fmt: skip


def _open_questions(seen: Portrait) -> Listing:
    given = sum(bool(row["answer"].strip()) for row in seen.open_questions)
    rows = tuple(
        (*_head(seen, row), _text(row["answer"], "Not answered yet"), _main(seen, row))
        for row in seen.open_questions
    )
    return Listing(
        "Open questions", "OpenQuestions", "Open questions",
        "What the school wrote, in its own words. These are never scored.",
        f"{given} of {number(len(rows), 'open question')} answered in words.",
        (_REF, _SECTION, _statement(heading="Question"), _field("Answer in words", 76),
         _rating("Status")), rows, "",
    )  # fmt: skip


def _wanted(seen: Portrait) -> Listing:
    rating = seen.framework.second_rating
    assert rating
    levels, main = wording.wanted_labels(seen), {row["ref"]: row for row in seen.responses}
    rows = tuple(
        (*_head(seen, row), _rated(row, rating.scale), _main(seen, main[row["ref"]]),
         _text(main[row["ref"]]["evidence"]))
        for row in wanted(seen)
    )  # fmt: skip
    first = _of(seen.framework, seen.needs[0]["ref"]).main.heading
    return Listing(
        NEEDS, "SecondWanted", f"{rating.heading}: {levels}",
        f"Every statement whose {rating.heading.lower()} is {levels}, the highest first.",
        f"{len(rows)} of {number(len(seen.needs), 'statement')}.",
        (_REF, _SECTION, _statement(60), _rating(rating.heading), _rating(first),
         _field("Evidence or comments", 50)), rows, f"No statement is {levels}.",
    )  # fmt: skip


def _for_governors(seen: Portrait) -> Listing:
    rows = tuple(
        (str(place), question.text, question.because)
        for place, question in enumerate(governor_questions(seen), 1)
    )
    return Listing(
        "For governors", "ForGovernors", "Questions governors could ask",
        "Questions to open a conversation, and what in this return each one comes from.", "",
        (_field("No.", 16, styles.TEXT), _field("Question", 66, styles.TEXT),
         _field("Where it comes from", 80)), rows, "",
    )  # fmt: skip


_SEVERITIES = {
    Severity.ERROR: "Could not be read", Severity.QUERY: "Please look",
    Severity.INFORMATION: "For information",
}  # fmt: skip


def _to_check(seen: Portrait, listed: Sequence[Problem]) -> Listing:
    order = list(_SEVERITIES)
    rows = tuple(
        (_SEVERITIES[problem.severity], problem.sheet, problem.cell, ", ".join(problem.refs),
         _text(problems.found(problem)), _text(problems.advice(problem)))
        for problem in sorted(listed, key=lambda problem: order.index(problem.severity))
    )  # fmt: skip
    asking = sum(problem.severity is not Severity.INFORMATION for problem in listed)
    line = f"{asking} to look at, {len(rows) - asking} for information." if rows else ""
    return Listing(
        "To check", "ToCheck", "To check",
        "What could not be read as it stands in the workbook that came back, and what to do.", line,
        (_field("What it is", 18, styles.TEXT), _field("Sheet", 24), _field("Cell", 9),
         _field("Ref", 12), _field("Found", 56), _field("What to do", 60)),
        rows, "Nothing to check.", tab=theme.TAB_REVIEW,
    )  # fmt: skip


def _every_answer(seen: Portrait) -> Listing:
    framework, second = seen.framework, {row["ref"]: row for row in seen.needs}
    rating = framework.second_rating
    reviewed = any(row["reviewer_state"] for row in seen.responses)
    fields = [_REF, _SECTION]
    fields += [_field("Kind", 12, styles.TEXT)] if framework.has_kinds else []
    fields += [_statement(60), _rating()]
    fields += [_rating(rating.heading)] if rating else []
    fields += [_field("Evidence or comments", 50), _field("Action", 40), _field("Priority", 11),
               _field("Owner", 16), _field("Due date", 15)]  # fmt: skip
    fields += [_rating("Reviewer rating"), _field("Reviewer comment", 34),
               _field("Line of enquiry", 34)] if reviewed else []  # fmt: skip
    rows = []
    for row in seen.responses:
        ref, section, statement = _head(seen, row)
        cells: list[Cell] = [ref, section]
        cells += [_kind(seen, row)] if framework.has_kinds else []
        cells += [statement, _main(seen, row)]
        if rating:
            need = second.get(row["ref"])
            cells.append(_rated(need, rating.scale) if need else "")
        words = "\n".join(part for part in (row["answer"], row["evidence"]) if part)
        cells += [words[:LONGEST_TEXT], row["action"], row["priority"] or row["priority_raw"],
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
        scale = _of(seen.framework, row["ref"]).main.scale
        label = scale.level(row["reviewer_level"]).label
        given = Styled(label, styles.level_cell(scale, row["reviewer_level"]))
    elif given == State.BLANK.value:
        given = ""
    return [given, row["reviewer_comment"], row["line_of_enquiry"]]
