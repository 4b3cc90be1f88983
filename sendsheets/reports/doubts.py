"""The workbook of doubts beside a draft of a framework, and of where all its texts went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import Style, style
from sendsheets.model import REPORT_PROPERTY

DOUBTS, KINDS, TEXTS = "Doubts", "Kinds", "Every text"
HEADER = 5


class Doubt(NamedTuple):
    """One doubt: whether to decide or to know, where in the document and in the draft, words."""

    weight: str
    place: str
    draft: str
    found: str
    advice: str


class Sort(NamedTuple):
    """One kind of doubt: whether to decide or to know, what it is, how often, in which places."""

    weight: str
    kind: str
    times: int
    draft: str


class Text(NamedTuple):
    """One text of the document: where it stands, its words, what became of it."""

    place: str
    text: str
    became: str


NOT_PLACED = "Not in the draft"

_DOUBTS = {"No.": 6, "What for": 16, "Place in the document": 22, "In the draft": 12,
           "What was found": 62, "What to do": 52}  # fmt: skip
_KINDS = {"What for": 16, "Kind of doubt": 62, "How many": 11, "In the draft": 60}
_TEXTS = {"Place in the document": 22, "Text": 90, "What became of it": 34}
_STRONG = style(styles.TEXT, styles.BOLD)


def doubts_workbook(
    title: str, document: str, doubts: Sequence[Doubt], sorts: Sequence[Sort],
    texts: Sequence[Text], made_on: date,
) -> bytes:
    """Write the doubts of a draft as a workbook of three sheets.

    Args:
        title: the title of the framework.
        document: the name of the document's file.
        doubts: the doubts, most important first.
        sorts: their kinds, in the same order.
        texts: every text of the document, in order.
        made_on: the date of the document's properties.

    Returns:
        The finished .xlsx package. Equal arguments give equal bytes.
    """
    book = Book(f"Doubts about {title}", f"A draft made from {document}", made_on,
                keywords="SEND, draft", custom={REPORT_PROPERTY: "doubts"})  # fmt: skip
    page = book.page(DOUBTS, theme.TAB_START, [*_DOUBTS.values()])
    decide = sum(1 for doubt in doubts if doubt.weight == doubts[0].weight) if doubts else 0
    page.top(f"Doubts about the draft of “{title}”",
             f"Made from {document}: {len(doubts)} doubts, the most important first.")  # fmt: skip
    page.put(3, 1, "Look at those to decide first. What you change, change in the draft itself: "
             "nothing typed here is read.", styles.SUBTITLE, overflow=True)  # fmt: skip
    page.row(3, theme.TEXT_ROW)
    rows = [(str(n), *doubt) for n, doubt in enumerate(doubts, 1)]
    looks = [[styles.TEXT, _STRONG if n <= decide else styles.TEXT, *[styles.TEXT] * 4]
             for n in range(1, len(rows) + 1)]  # fmt: skip
    _table(page, "Doubts", [*_DOUBTS], rows, looks, "Doubts",
           "One row for each doubt about the draft: where it stands in the document and in the "
           "draft, what was found, and what to do.")  # fmt: skip
    _sorts(book, sorts)
    page = book.page(TEXTS, theme.TAB_START, [*_TEXTS.values()])
    lost = sum(1 for text in texts if not text.became)
    page.top("Every text of the document", f"{len(texts)} texts in order, and what became of each; "
             f"{lost} are not in the draft.")  # fmt: skip
    told = [(text.place, text.text, text.became or NOT_PLACED) for text in texts]
    looks = [[styles.TEXT, styles.TEXT, styles.TEXT if text.became else _STRONG] for text in texts]
    _table(page, "Texts", [*_TEXTS], told, looks, "Every text",
           "One row for each text of the document: where it stands, its words, and what became "
           "of it.")  # fmt: skip
    return book.finish()


def _sorts(book: Book, sorts: Sequence[Sort]) -> None:
    page = book.page(KINDS, theme.TAB_START, [*_KINDS.values()])
    page.top("Kinds of doubt", f"{len(sorts)} kinds, the most important first. Filter the sheet "
             "Doubts by its columns to see those of one kind together.")  # fmt: skip
    rows = [(sort.weight, sort.kind, str(sort.times), sort.draft) for sort in sorts]
    looks = [[styles.TEXT] * 4 for _ in rows]
    _table(page, "Kinds", [*_KINDS], rows, looks, "Kinds of doubt",
           "One row for each kind of doubt: how many there are, and where in the draft.")


def _table(
    page: Page, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]],
    looks: Sequence[Sequence[Style]], title: str, about: str,
) -> None:
    last = HEADER
    for last, (cells, own) in enumerate(zip(rows, looks, strict=True), HEADER + 1):
        for column, (text, look) in enumerate(zip(cells, own, strict=True), 1):
            page.put(last, column, text, look)
        page.row(last, theme.LIST_LEAST)
    if last == HEADER:
        last += 1
        for column in range(1, len(headings) + 1):
            page.put(last, column, "None." if column == 2 else None, styles.TEXT)
    page.table(name, HEADER, headings, last - HEADER, title, about, filters=True)
    page.sheet.ignore_errors({"number_stored_as_text": f"A{HEADER}:F{last}"})
    page.freeze(HEADER)
    page.print(last, repeat=(HEADER, HEADER))
