"""Where people of one school see its work differently, over all schools with several voices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sendsheets import theme
from sendsheets.analysis.voices import Views, apart, heard, views
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.drawing.styles import style
from sendsheets.model import Completeness, Framework, Return
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.facts import Facts, school_keys
from sendsheets.reports.listing import Cell, Field, back_to_cover, draw
from sendsheets.reports.voicing import heard_words
from sendsheets.reports.wording import listing, number

MOST = 15
"""Statements listed: those most often seen differently."""

_NAME = style(styles.BOLD, styles.FIXED, styles.RULE, styles.WRAP)
_REF = style(styles.BOLD, styles.RULE, font_color=theme.NAVY)


@dataclass(frozen=True, slots=True)
class SchoolVoices:
    """One school's several voices."""

    school: str
    returns: tuple[Return, ...]
    seen: tuple[Views, ...]


def several(facts: Facts) -> list[SchoolVoices]:
    """The schools from which two or more people answered, by name."""
    every = [r for r in (*facts.batch.returns, *facts.batch.voices)
             if r.framework == facts.framework.id
             and r.completeness is not Completeness.NOTHING]  # fmt: skip
    groups: dict[str, list[Return]] = {}
    for result, key in zip(every, school_keys(every), strict=True):
        groups.setdefault(key, []).append(result)
    made = [
        SchoolVoices(group[0].school.name or group[0].file, tuple(group),
                     views(facts.framework, group))
        for group in groups.values() if len(group) > 1
    ]  # fmt: skip
    return sorted(made, key=lambda each: each.school.casefold())


def voices(book: Book, framework: Framework, found: Sequence[SchoolVoices]) -> None:
    """Draw who was heard in each school, and which statements people see differently."""
    page = book.page(sheets.VOICES, theme.TAB_REVIEW, (34, 8, 52, 15, 15, 15, 46))
    page.top("Voices", "Where people in different roles see a school’s work differently. Groups "
             "are shown from five people up, always together.")  # fmt: skip
    back_to_cover(page, sheets.COVER)
    page.heading(4, "Who was heard")
    centre = styles.HEADER_CENTRE
    fields = [
        Field("School", 0, _NAME), Field("n", 0, styles.NUMBER, centre), Field("Heard", 0),
        Field("Compared", 0, styles.NUMBER, centre), Field("Seen alike", 0, styles.NUMBER, centre),
        Field("Seen apart", 0, styles.NUMBER, centre),
        Field("Furthest apart", 0, styles.TEXT_INDENT, styles.HEADER_INDENT),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for each in found:
        away = apart(each.seen)
        rows.append([
            each.school, len(each.returns), heard_words(heard(each.returns)), len(each.seen),
            len(each.seen) - len(away), len(away),
            ", ".join(v.statement.ref for v in away[:8]) or "None",
        ])  # fmt: skip
    last = draw(page, "Heard", 5, fields, rows, "Who was heard", "One row for each school: who "
                "answered, and how many statements they see alike.",
                least=theme.LIST_LEAST)  # fmt: skip
    page.heading(last + 1, "Statements that people see differently")
    fields = [
        Field("Section", 0), Field("Ref", 0, _REF), Field("Statement", 0),
        Field("Schools (n)", 0, styles.NUMBER, centre),
        Field("Seen apart", 0, styles.NUMBER, centre),
        Field("Largest gap", 0, styles.NUMBER, centre),
        Field("Who sees it lowest", 0, styles.TEXT_INDENT, styles.HEADER_INDENT),
    ]  # fmt: skip
    last = draw(page, "SeenDifferently", last + 2, fields, _statements(framework, found),
                "Statements that people see differently", "One row for each statement: in how "
                "many schools it is seen differently, and by whom lowest.",
                nothing="Nobody sees anything differently.", least=theme.LIST_LEAST)  # fmt: skip
    page.print(last)


def _statements(framework: Framework, found: Sequence[SchoolVoices]) -> list[list[Cell]]:
    sections = {section.number: section.sheet for section in framework.sections}
    by_ref: dict[str, list[Views]] = {}
    for each in found:
        for seen in each.seen:
            by_ref.setdefault(seen.statement.ref, []).append(seen)
    counted = []
    for ref, several_seen in by_ref.items():
        away = [seen for seen in several_seen if seen.gap]
        if away:
            counted.append((ref, several_seen, away))
    counted.sort(key=lambda row: (-len(row[2]), -max(seen.gap for seen in row[2])))
    rows: list[list[Cell]] = []
    for ref, every, away in counted[:MOST]:
        statement = every[0].statement
        low = Counter(view.role.many if view.role else view.who
                      for seen in away for view in seen.lowest)  # fmt: skip
        rows.append([
            sections[statement.section], ref, statement.label, len(every), len(away),
            max(seen.gap for seen in away),
            _capital(listing([f"{who} ({number(n, 'school')})"
                              for who, n in low.most_common(3)])),
        ])  # fmt: skip
    return rows


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
