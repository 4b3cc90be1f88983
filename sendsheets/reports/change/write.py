"""The comparison of two years becomes a workbook."""

from __future__ import annotations

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.model import REPORT_PROPERTY
from sendsheets.reports.change import lists
from sendsheets.reports.change.facts import OTHER_KINDS, Compared
from sendsheets.reports.change.sections import draw_sections, fields
from sendsheets.reports.change.words import COMPARED, NOT_RANKED, actions_summary, alone, summary


def compare_workbook(facts: Compared) -> bytes:
    """Write what changed between last time and this time.

    Args:
        facts: what was compared: one school, or many.

    Returns:
        The finished .xlsx package. Equal arguments give equal bytes.
    """
    title = f"{facts.framework.title}: what has changed"
    book = Book(title, f"Compared on {facts.as_at.isoformat()}", facts.as_at,
                keywords=f"SEND, self-audit, {facts.framework.id}, comparison",
                custom={REPORT_PROPERTY: "comparison"})  # fmt: skip
    change_sheet(book, facts, lists.CHANGE, title)
    if not facts.single:
        lists.statements(book, facts)
    if any(facts.statements["kind"].isin([kind.value for kind in OTHER_KINDS])):
        lists.other_kinds(book, facts)
    if not facts.single:
        lists.schools(book, facts)
    lists.every_rating(book, facts)
    lists.actions(book, facts)
    lists.framework(book, facts)
    if not facts.single:
        lists.apart(book, facts)
    return book.finish()


def change_sheet(
    book: Book, facts: Compared, name: str, title: str, cover: str = ""
) -> None:
    """Draw the sheet Change: what rose, stayed and fell by section, with charts.

    Args:
        book: the workbook.
        facts: what was compared.
        name: the sheet's name.
        title: what stands in its first cell.
        cover: the sheet to link back to, if there is one.
    """
    page = book.page(name, theme.TAB_SUMMARY, [field.width for field in fields(facts)])
    whose = "" if facts.single else f" {NOT_RANKED}"
    page.top(title, f"{summary(facts)} {COMPARED}{whose}")
    words = "Back to Cover" if cover else f"Go to {lists.EVERY}"
    page.link(3, 1, cover or lists.EVERY, words, styles.LINK)
    page.put(3, 3, f"{actions_summary(facts)} {alone(facts)}".strip(), styles.STATUS,
             overflow=True)  # fmt: skip
    page.row(3, theme.TEXT_ROW)
    last = draw_sections(book, page, facts, 4, "ChangeSections")
    page.print(last, one_page=True)
