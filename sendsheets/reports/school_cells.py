"""The columns and cells that the lists of a school's summary workbook are made of."""

from __future__ import annotations

from sendsheets import layout, theme
from sendsheets.drawing import fit, styles
from sendsheets.drawing.styles import Style, style
from sendsheets.model import Framework, Kind, Scale, State, Statement
from sendsheets.reports import wording
from sendsheets.reports.listing import LONGEST_SHOWN, Cell, Field, Styled
from sendsheets.reports.portrait import Portrait, Row, flagged
from sendsheets.reports.wording import labels

EVERY = "Every answer"

CENTRED = style(styles.TEXT, styles.CENTRE)
QUIET = style(styles.TEXT_INDENT, font_color=theme.GREY_TEXT)
QUIET_RATING = style(CENTRED, font_color=theme.GREY_TEXT)
CHECK = style(CENTRED, styles.BOLD, font_color=theme.CHECK)
LATE = style(styles.TEXT, styles.CENTRE, styles.BOLD, font_color=theme.palette(3)[0].text,
              bg_color=theme.palette(3)[0].fill)  # fmt: skip


def column(heading: str, width: float, look: Style = styles.TEXT_INDENT) -> Field:
    """A column whose heading stands as its cells do."""
    if look.get("align") == "center":
        return Field(heading, width, look, styles.HEADER_CENTRE)
    header = styles.HEADER_INDENT if look.get("indent") else styles.HEADER
    return Field(heading, width, look, header)


REF = column("Ref", 6, styles.REF)
SECTION = column("Section", 18, styles.TEXT)
EVIDENCE = column("Evidence or comments", 44)
ACTION = column("Action planned", 40)


def statement_column(width: float = 48, heading: str = "Statement") -> Field:
    """The column of statements."""
    return column(heading, width, styles.TEXT)


def rating_column(heading: str = "Rating") -> Field:
    """A column of ratings."""
    return column(heading, 16.5, CENTRED)


def head(seen: Portrait, row: Row) -> tuple[str, str, str]:
    """Ref, section and statement, as the school's own workbook shows them."""
    statement = statement_of(seen.framework, row["ref"])
    section = f"{row['section']} {row['section_short']}"
    return row["ref"], section, layout.statement_text(statement)


def statement_of(framework: Framework, ref: str) -> Statement:
    """The statement with a ref that the framework is known to have."""
    statement = framework.statement(ref)
    assert statement, ref
    return statement


def rated(row: Row, scale: Scale) -> Styled:
    """A rating in its level's colours, or in words why there is none."""
    words = wording.rating_words(row)
    if row["level"]:
        return Styled(words, styles.level_cell(scale, row["level"]))
    return Styled(words, CHECK if row["state"] == State.UNRECOGNISED.value else QUIET_RATING)


def main_rating(seen: Portrait, row: Row) -> Styled:
    """The main rating of a row."""
    if row["kind"] == Kind.OPEN.value and row["level"]:  # never scored, so never coloured
        return Styled(row["level_label"], CENTRED)
    return rated(row, statement_of(seen.framework, row["ref"]).main.scale)


def words_or(words: str, none: str = "") -> Cell:
    """A free text as a list shows it, or in grey what to say where there is none."""
    if not words.strip():
        return Styled(none, QUIET)
    if len(words) <= LONGEST_SHOWN:
        return words
    return f"{fit.cut(words, LONGEST_SHOWN)} (The rest is on the sheet {EVERY}.)"


def kind_word(seen: Portrait, row: Row) -> str:
    """The framework's word for a row's kind."""
    return next(w.label for w in seen.framework.kinds if w.kind.value == row["kind"])


def level_words(seen: Portrait, strength: bool) -> str:
    """The levels that are strengths, or areas for development, in words."""
    return labels(flagged(seen.practice.scale, strength))
