"""What others saw, in a school's summary workbook: a reviewer, and several voices."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets import theme
from sendsheets.analysis import review, tables
from sendsheets.analysis.voices import heard, views
from sendsheets.drawing import styles
from sendsheets.drawing.styles import style
from sendsheets.model import FEWEST_VOICES, NOT_APPLICABLE, Enquiry, Return, State
from sendsheets.reports.listing import Cell, Styled, records
from sendsheets.reports.moderation import OUTCOME_WORDS, agreement, counted_words
from sendsheets.reports.portrait import Portrait, Row
from sendsheets.reports.school_cells import (
    CENTRED,
    QUIET_RATING,
    REF,
    SECTION,
    column,
    head,
    main_rating,
    rating_column,
    statement_column,
    statement_of,
)
from sendsheets.reports.school_lists import Listing
from sendsheets.reports.voicing import heard_words, view_words
from sendsheets.reports.wording import number


def review_listings(seen: Portrait) -> list[Listing]:
    """The sheets on a peer review; none where nobody reviewed."""
    frame = tables.responses([seen.result], {seen.framework.id: seen.framework})
    rows = review.compared(frame, seen.framework)
    made = []
    if len(rows):
        sections: list[tuple[Cell, ...]] = [
            (f"{row['section']}. {row['section_title']}", int(row["n"]), counted_words(row),
             *(int(row[key]) for key in review.OUTCOMES))
            for row in records(review.tally(rows, review.BY_SECTION))
        ]  # fmt: skip
        heads = ("Compared (n)", *(OUTCOME_WORDS[key] for key in review.OUTCOMES))
        made.append(Listing(
            "Moderation", "Moderation", "Moderation: school and reviewer side by side",
            "How often school and reviewer agree, section by section.", agreement(rows),
            (column("Section", 40, styles.TEXT), column(heads[0], 14, CENTRED),
             column("In words", 70), *(column(words, 17, CENTRED) for words in heads[1:])),
            tuple(sections), "", tab=theme.TAB_REVIEW,
        ))  # fmt: skip
        made.append(_side_by_side(seen, {row["ref"]: row["outcome"] for row in records(rows)}))
    lines = [line for line in seen.result.enquiries if line.found or line.shows or line.next_step]
    if lines:
        made.append(_enquiries(seen.result.enquiries, len(lines)))
    return made


def _side_by_side(seen: Portrait, outcomes: dict[str, str]) -> Listing:
    rows = tuple(
        (*head(seen, row), main_rating(seen, row), _level(seen, row, "reviewer"),
         OUTCOME_WORDS[outcomes[row["ref"]]], _level(seen, row, "agreed"), row["evidence_seen"],
         row["reviewer_comment"])
        for row in seen.responses if row["ref"] in outcomes
    )  # fmt: skip
    return Listing(
        "Side by side", "SideBySide", "Ratings side by side",
        "Every statement that both the school and its reviewer rated.",
        f"{number(len(rows), 'statement')}.",
        (REF, SECTION, statement_column(50), rating_column("School rating"),
         rating_column("Reviewer rating"), column("Comparison", 17, CENTRED),
         rating_column("Agreed rating"), column("Evidence seen", 40),
         column("Reviewer comment", 40)),
        rows, "", tab=theme.TAB_REVIEW,
    )  # fmt: skip


def _level(seen: Portrait, row: Row, whose: str) -> Cell:
    if row[f"{whose}_level"]:
        scale = statement_of(seen.framework, row["ref"]).main.scale
        level = scale.level(row[f"{whose}_level"])
        return Styled(level.label, styles.level_cell(scale, level.key))
    na = row[f"{whose}_state"] == State.NOT_APPLICABLE.value
    return Styled(NOT_APPLICABLE if na else "", QUIET_RATING)


def _enquiries(lines: Sequence[Enquiry], answered: int) -> Listing:
    rows = tuple(
        (str(n), ", ".join(line.refs), line.question, line.reason, line.found, line.shows,
         line.next_step)
        for n, line in enumerate(lines, 1) if line.found or line.shows or line.next_step
    )  # fmt: skip
    return Listing(
        "Lines of enquiry", "LinesOfEnquiry", "Lines of enquiry",
        "What a reviewer looked into, and what was found.",
        f"{answered} of {number(len(lines), 'line')} looked into.",
        (column("No.", 6, styles.TEXT), column("Statements", 12, styles.REF),
         column("Question", 46, styles.TEXT), column("Why it was asked", 40),
         column("What was found", 50), column("It shows", 17, CENTRED),
         column("Suggested next step", 40)),
        rows, "", tab=theme.TAB_REVIEW,
    )  # fmt: skip


def voice_listings(seen: Portrait, others: Sequence[Return]) -> list[Listing]:
    """The sheet on several voices; none where nobody else answered."""
    if not others:
        return []
    every = (seen.result, *others)
    found = views(seen.framework, every)
    people = [each for each in heard(every) if each.shown]
    keys = [(each.role, each.who if each.role is None else "") for each in people]
    names = [each.role.many.capitalize() if each.role and each.role.is_group else
             each.role.label if each.role else each.who for each in people]  # fmt: skip
    every_row = {row["ref"]: row for row in seen.responses}
    rows: list[tuple[Cell, ...]] = []
    for views_of in sorted(found, key=lambda v: -v.gap):
        row = every_row.get(views_of.statement.ref)
        section = f"{row['section']} {row['section_short']}" if row else ""
        scale = views_of.statement.main.scale
        said = {(v.role, v.who if v.role is None else ""): v for v in views_of.views}
        cells: list[Cell] = []
        for key in keys:
            view = said.get(key)
            cells.append("" if view is None else Styled(
                view_words(view, scale), style(styles.level_cell(scale, view.typical.key))))
        rows.append((views_of.statement.ref, section, views_of.statement.label, *cells,
                     views_of.gap))  # fmt: skip
    away = sum(each.gap > 0 for each in found)
    line = f"{heard_words(heard(every))} {away} of {number(len(found), 'statement')} seen apart."
    return [Listing(
        "Voices", "Voices", "Several voices: who sees what how",
        "Statements that two or more voices rated, those furthest apart first. A group’s middle "
        f"rating and its spread are shown from {FEWEST_VOICES} people up.", line,
        (REF, SECTION, statement_column(46), *(column(name, 24, CENTRED) for name in names),
         column("Levels apart", 12, CENTRED)),
        tuple(rows), "No statement was rated by two voices that may be shown.",
        tab=theme.TAB_REVIEW,
    )]  # fmt: skip
