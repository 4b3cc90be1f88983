"""What has changed since last time, in a school's own summary, governors' page and reply."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets import theme
from sendsheets.analysis.progress import FELL, ROSE, STAYED
from sendsheets.analysis.since import done, since
from sendsheets.drawing import styles
from sendsheets.drawing.styles import style
from sendsheets.model import ActionSoFar, Framework, Kind, Return, Status
from sendsheets.reports.change.words import change_word
from sendsheets.reports.listing import Cell, Styled, records
from sendsheets.reports.portrait import Portrait, Row
from sendsheets.reports.school_cells import (
    CENTRED,
    REF,
    SECTION,
    column,
    head,
    rating_column,
    statement_column,
    statement_of,
    words_or,
)
from sendsheets.reports.school_lists import Listing
from sendsheets.reports.wording import number, short_day

SINCE, SO_FAR = "Since last time", "Actions so far"

READ_WITH_CARE = (
    "A rating that is lower now may be a change in the school or a closer look: either is worth "
    "a talk."
)

_UP = style(CENTRED, styles.BOLD, font_color=theme.NAVY)


def changed(result: Return, framework: Framework) -> tuple[Row, ...]:
    """The rows of ``analysis.since.since``, as plain values."""
    return tuple(records(since(result, framework)))


def sentence(rows: Sequence[Row], framework: Framework) -> str:
    """What rose, stayed and fell, with how many were rated both times; of practice alone."""
    mine = [row["change"] for row in rows if row["kind"] == Kind.PRACTICE.value]
    rose, stayed, fell = (mine.count(word) for word in (ROSE, STAYED, FELL))
    noun = "practice statement" if framework.has_kinds else "statement"
    return (f"Of {number(rose + stayed + fell, noun)} rated both times, {rose} rose, {stayed} "
            f"stayed and {fell} fell.")  # fmt: skip


def actions_done(result: Return) -> str:
    """How many of the actions so far are done; empty text where there are none."""
    finished, count = done(result)
    if not count:
        return ""
    if count == 1:
        return "The one action so far is done." if finished else ""
    are = "is" if finished == 1 else "are"
    return f"{finished} of {number(count, 'action')} so far {are} done."


def glance(result: Return, framework: Framework) -> str:
    """Both in one line for a Cover or a page; empty text where nothing is known of last time."""
    rows = changed(result, framework)
    parts = [sentence(rows, framework)] if rows else []
    return " ".join(filter(None, (*parts, actions_done(result))))


def since_listings(seen: Portrait) -> list[Listing]:
    """The sheets on last time; none where the return shows nothing of it."""
    rows = changed(seen.result, seen.framework)
    made = [_since(seen, rows)] if rows else []
    return [*made, *([_so_far(seen)] if seen.result.actions_so_far else [])]


def _since(seen: Portrait, rows: Sequence[Row]) -> Listing:
    moved = [row for row in rows if row["change"] != STAYED]
    return Listing(
        SINCE, "SinceLastTime", "Since last time",
        "What rose, then what fell. A lower rating may be a change or a closer look.",
        sentence(rows, seen.framework),
        (REF, SECTION, statement_column(60),
         rating_column("Last time"), rating_column("This time"),
         column("What changed", 15, CENTRED)),
        tuple(_row(seen, row) for row in moved), "Everything is rated as it was last time.",
    )  # fmt: skip


def _row(seen: Portrait, row: Row) -> tuple[Cell, ...]:
    statement = statement_of(seen.framework, row["ref"])
    scale = statement.main.scale
    levels = {level.label: level.key for level in scale.levels}
    ratings = [Styled(row[name], styles.level_cell(scale, levels[row[name]]))
               for name in ("level_before", "level_label")]  # fmt: skip
    word = change_word(row["change"], row["kind"])
    own = next(each for each in seen.responses if each["ref"] == row["ref"])
    return (*head(seen, own), *ratings,
            Styled(word, _UP if row["change"] == ROSE else CENTRED))  # fmt: skip


def _so_far(seen: Portrait) -> Listing:
    """The actions of earlier audits, those past their date first, then other open ones."""

    def late(action: ActionSoFar) -> bool:
        return bool(action.is_open and action.due and action.due < seen.as_at)

    ordered = sorted(seen.result.actions_so_far, key=lambda a: (not late(a), not a.is_open))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (a.id, a.ref, words_or(a.action), words_or(a.owner), short_day(a.due) or a.due_raw,
         "Overdue" if late(a) else a.status.label if a.status else a.status_raw,
         words_or(a.note), words_or(a.impact), short_day(a.review) or a.review_raw)
        for a in ordered
    )  # fmt: skip
    overdue = sum(map(late, ordered))
    dropped = sum(a.status is Status.DROPPED for a in ordered)
    line = f"{number(len(ordered), 'action')}: {done(seen.result)[0]} done, {dropped} dropped, " \
           f"{overdue} overdue."  # fmt: skip
    return Listing(
        SO_FAR, "ActionsSoFar", "Actions so far",
        "What became of the actions of earlier audits: overdue first, then what is still open.",
        line,
        (column("Action id", 12, styles.REF), REF, column("Action", 44), column("Owner", 18),
         column("Due date", 15), column("Status", 14, CENTRED), column("Progress note", 44),
         column("Impact", 36), column("Review date", 15)),
        rows, "",
    )  # fmt: skip
