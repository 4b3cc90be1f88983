"""What is not on the Heat map: challenges, questions and goals, and a second rating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sendsheets import theme
from sendsheets.analysis import summary, training
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.drawing.styles import style
from sendsheets.layout import statement_text
from sendsheets.model import Framework, Kind, Scale
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.counts import Counts
from sendsheets.reports.authority.facts import Facts, levels_said
from sendsheets.reports.listing import HOW_TO, Cell, Field, back_to_cover, draw, records

_REF = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)
_FIXED = "Counted from the returns; corrections on the Heat map do not change it."


@dataclass(frozen=True, slots=True)
class Other:
    """A sheet of statements that are no practice: those of one kind, or of kinds alike.

    ``flag`` says which levels its share counts: strengths or areas for development.
    """

    sheet: str
    table: str
    about: str
    flag: str
    scale: Scale
    found: pd.DataFrame


def others(facts: Facts) -> list[Other]:
    """The sheets for challenges, and for questions and goals, that anyone was asked."""
    framework, made = facts.framework, []
    if len(found := summary.challenges(facts.responses, framework)):
        made.append(Other(
            sheets.CHALLENGES, "Challenges", "Challenges, those most often a concern first.",
            "development", framework.scale_of(Kind.CHALLENGE), found,
        ))  # fmt: skip
    for kinds, found in summary.questions_and_goals(facts.responses, framework):
        if len(found):
            words = " and ".join(f"{framework.kind_words(kind).label}s".lower() for kind in kinds)
            name = words.capitalize()
            made.append(Other(
                name, name.title().replace(" ", ""), f"How the {words} were answered.", "strength",
                framework.scale_of(kinds[0]), found,
            ))  # fmt: skip
    return made


def other_answers(book: Book, facts: Facts, other: Other) -> None:
    """Draw how many schools gave each answer, statement by statement."""
    framework = facts.framework
    said = levels_said(other.scale, strength=other.flag == "strength")
    counts = Counts(other.scale, 5, means=False, extra=_gone(other.found),
                    share=f"{said} %", flag=other.flag)  # fmt: skip
    fields = [Field("Ref", 6, _REF), Field("Section", 18), Field("Kind", 12),
              Field("Statement", 60), *counts.fields()]  # fmt: skip
    page = book.page(other.sheet, theme.TAB_SUMMARY, [field.width for field in fields])
    page.top(other.sheet, f"{other.about} {_FIXED} {HOW_TO}")
    back_to_cover(page, sheets.COVER)
    rows: list[list[Cell]] = [
        [str(found["ref"]), _sheet(framework, int(found["section"])),
         framework.kind_words(Kind(found["kind"])).label,
         _statement(framework, str(found["ref"])), *counts.plain(found)]
        for found in records(other.found)
    ]  # fmt: skip
    last = draw(page, other.table, 4, fields, rows, other.sheet,
                "One row for each statement: how many schools gave each answer.",
                filters=True, least=theme.LIST_LEAST)  # fmt: skip
    counts.rules(page, 5, last)
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _sheet(framework: Framework, number: int) -> str:
    return next(s.sheet for s in framework.sections if s.number == number)


def _statement(framework: Framework, ref: str) -> str:
    found = framework.statement(ref)
    return statement_text(found) if found else ""


# --- the second rating -----------------------------------------------------------------------


def second_rating(book: Book, facts: Facts, *, by_statement: bool = False) -> None:
    """Draw the second rating by topic or by statement, with who could help others."""
    framework = facts.framework
    rating = framework.second_rating
    if rating is None:
        return
    scale = rating.scale
    wanted = " or ".join(scale.level(key).label for key in training.wanted_levels(scale))
    by = summary.BY_STATEMENT if by_statement else summary.BY_SECTION
    table = training.training_needs(facts.second, facts.details, framework, by)
    counts = Counts(scale, 4, means=False, extra=_gone(table), share=f"{wanted} %")
    indent, centre = styles.HEADER_INDENT, styles.HEADER_CENTRE
    fields = [
        Field("Ref" if by_statement else "No.", 6, _REF),
        Field("Statement" if by_statement else "Topic", 52),
        Field("Respondents", 13, styles.NUMBER, centre), *counts.fields(),
        Field("Could help", 11, styles.NUMBER, centre),
        Field("Who could help", 46, styles.TEXT_INDENT, indent),
    ]  # fmt: skip
    name = sheets.second_statements_sheet if by_statement else sheets.second_sheet
    page = book.page(name(framework), theme.TAB_SUMMARY, [field.width for field in fields])
    top = framework.statements[0].main.scale.worst_first[-1].label
    page.top(page.name, f"Training is wanted where the answer is {wanted}. Could help: answered "
             f"“{top}” and agreed on the Cover to be named.")  # fmt: skip
    back_to_cover(page, sheets.COVER, f"{_FIXED} {HOW_TO}")
    last = draw(page, "NeedsByStatement" if by_statement else "NeedsByTopic", 4, fields,
                _needs(facts, table, counts, by_statement), page.name,
                "How many want training, how much, and who could help others.", filters=True)
    counts.rules(page, 5, last)
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _gone(table: pd.DataFrame) -> tuple[str, ...]:
    """Rows that are gone are counted apart where there are any."""
    return ("missing",) if bool((table["missing"] > 0).any()) else ()


def _needs(
    facts: Facts, table: pd.DataFrame, counts: Counts, by_statement: bool
) -> list[list[Cell]]:
    framework = facts.framework
    by = summary.BY_STATEMENT if by_statement else summary.BY_SECTION
    key = "ref" if by_statement else "section"
    helpers = training.could_help(facts.second, facts.details, framework, by)
    names: dict[object, list[str]] = {}
    for at, number in zip(helpers[key], helpers["return_no"], strict=True):
        names.setdefault(at, []).append(facts.names[number])
    rows: list[list[Cell]] = []
    for found in records(table):
        who = names.get(found[key], [])
        words = _statement(framework, found["ref"]) if by_statement else found["section_title"]
        rows.append([
            str(found[key]), str(words), int(found["respondents"]),
            *counts.plain(found | {"strength_share": found["wanted_share"]}), len(who),
            _names(who),
        ])  # fmt: skip
    return rows


_MOST_NAMES = 12


def _names(who: Sequence[str]) -> str:
    if len(who) <= _MOST_NAMES:
        return "; ".join(who)
    return "; ".join(who[:_MOST_NAMES]) + f"; and {len(who) - _MOST_NAMES} more"
