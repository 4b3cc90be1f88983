"""The decisions file: everything that waits for a person, with room for what was decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Page
from sendsheets.drawing.styles import Style, style
from sendsheets.model import CHECK, DECISION_COLUMNS, REPORT_PROPERTY, Decision, Question
from sendsheets.reports.listing import LONGEST_SHOWN
from sendsheets.reports.tidy import csv_bytes

SHEET = "Decisions"
HEADER = 5

WAITING, DECIDED, GONE = "To decide", "Decided", "File changed or not here"
NOT_USED = "Look again"

_WIDTHS = {
    "school": 22, "file": 22, "sheet": 15, "cell": 7, "ref": 7, "label": 24, "found": 36,
    "choices": 28, "decision": 22, "by": 13, "reason": 24, "status": 13, "code": 21, "key": 23,
    "hashes": 18,
}  # fmt: skip

PRINTED = 12
"""The columns that are printed: those before the ones only sendsheets needs."""

_TYPED = style(styles.BOX, styles.WRAP, styles.OPEN, styles.AS_TEXT, styles.INDENT)
_SMALL = style(styles.RULE, font_color=theme.GREY_TEXT)
_LONGEST_LIST = 255
"""Characters that Excel allows in a list of choices."""


def rows(
    questions: Sequence[Question], earlier: Sequence[Decision] = (), here: Collection[str] = ()
) -> list[tuple[str, Decision]]:
    """What stands in a decisions file: each row's status, and what is decided there so far.

    Args:
        questions: what waits for a person now, from ``returns.questions.waiting``.
        earlier: what was read from the file before; nothing written in it is dropped.
        here: the hashes of the files that were read, to tell which are no longer there.

    Returns:
        What waits first, then what is decided, then decisions on files that have changed or
        are not here; each in order of school and file, as asked.
    """
    written: dict[str, list[Decision]] = {}
    for decision in earlier:
        if decision.decision or decision.by or decision.reason:
            written.setdefault(decision.question.key, []).append(replace(decision, row=0))
    made = []
    for question in questions:
        mine = dict.fromkeys(written.pop(question.key, []))
        # What was decided in a row that is another's is kept, and belongs to no question.
        made += [(NOT_USED, replace(astray, question=replace(astray.question, key="")))
                 for astray in mine if astray.is_astray(question)]
        for kept in [d for d in mine if not d.is_astray(question)] or [Decision(question)]:
            status = NOT_USED if kept.decision else WAITING
            made.append((status, replace(kept, question=question, sure=True)))
    known = set(here)
    for decision in (d for several in written.values() for d in dict.fromkeys(several)):
        there = DECIDED if known.issuperset(decision.question.hashes) else GONE
        made.append((there if decision.question.key else NOT_USED, decision))
    order = (NOT_USED, WAITING, DECIDED, GONE)
    return sorted(made, key=lambda row: (
        order.index(row[0]), row[1].question.school.casefold(), row[1].question.file))  # fmt: skip


def _texts(status: str, decision: Decision) -> dict[str, str]:
    q = decision.question
    return {
        "school": q.school, "file": q.file, "sheet": q.sheet, "cell": q.cell, "ref": q.ref,
        "label": q.label, "found": q.found, "choices": q.choices_text,
        "decision": decision.decision, "by": decision.by, "reason": decision.reason,
        "status": status, "code": q.code, "hashes": " ".join(q.hashes),
        # A row that did not fit its key is not made to look as if it did.
        "key": f"{q.key}{CHECK}{q.check}" if q.key and decision.sure else q.key,
    }  # fmt: skip


def decisions_csv(
    questions: Sequence[Question], earlier: Sequence[Decision] = (), here: Collection[str] = ()
) -> bytes:
    """The decisions file as CSV; the arguments are those of ``rows``."""
    made = [_texts(status, decision) for status, decision in rows(questions, earlier, here)]
    frame = pd.DataFrame({
        heading: pd.Series([row[key] for row in made], dtype="str")
        for key, heading in DECISION_COLUMNS.items()
    })  # fmt: skip
    return csv_bytes(frame)


def decisions_workbook(
    questions: Sequence[Question], earlier: Sequence[Decision], as_at: date,
    here: Collection[str] = (),
) -> bytes:
    """The decisions file as a workbook with one sheet.

    Args:
        questions, earlier, here: as for ``rows``.
        as_at: the date of the document.

    Returns:
        The finished .xlsx package. Equal arguments give equal bytes.
    """
    made = rows(questions, earlier, here)
    book = Book("Decisions", f"What waits for a person, as at {as_at.isoformat()}", as_at,
                keywords="SEND, decisions", custom={REPORT_PROPERTY: "decisions"})  # fmt: skip
    page = book.page(SHEET, theme.TAB_START, [*_WIDTHS.values()])
    page.top("Decisions", _counted(made))
    page.put(3, 1, "In each row choose or type a Decision, and put your name in By. A Reason helps "
             "whoever asks later. Then save the file and run the same command again.",
             styles.SUBTITLE, overflow=True)  # fmt: skip
    page.put(4, 1, "Rows may be sorted, filtered or left for later. Please leave the columns Code, "
             "Key and File hash as they are. The returned workbooks themselves are never changed.",
             styles.SUBTITLE, overflow=True)  # fmt: skip
    for number in (3, 4):
        page.row(number, theme.TEXT_ROW)
    last = _table(page, made)
    page.freeze(HEADER)
    page.print(last, columns=PRINTED, repeat=(HEADER, HEADER))
    return book.finish()


def _counted(made: Sequence[tuple[str, Decision]]) -> str:
    states = [status for status, _ in made]
    open_ = states.count(WAITING) + states.count(NOT_USED)
    said = [f"{open_} {'thing waits' if open_ == 1 else 'things wait'} for a person"]
    if states.count(DECIDED):
        said.append(f"{states.count(DECIDED)} decided")
    if states.count(GONE):
        said.append(f"{states.count(GONE)} about files that have changed or are not here")
    return ", ".join(said) + "."


def _table(page: Page, made: Sequence[tuple[str, Decision]]) -> int:
    last = HEADER
    for last, (status, decision) in enumerate(made, HEADER + 1):
        texts = _texts(status, decision)
        for column, key in enumerate(DECISION_COLUMNS, 1):
            text = texts[key]
            typed = key in ("decision", "by", "reason")
            page.put(last, column, _shown(text) if key in ("found", "label", "ref") else text,
                     _look(key, status), typed=typed, overflow=key in _NARROW)  # fmt: skip
        page.row(last, theme.LIST_LEAST)
        _choices(page, last, decision.question)
    if last == HEADER:
        last += 1
        for column, key in enumerate(DECISION_COLUMNS, 1):
            page.put(last, column, "Nothing to decide." if key == "found" else None, styles.TEXT)
        page.row(last, theme.LIST_LEAST)
    page.table("Decisions", HEADER, [*DECISION_COLUMNS.values()], last - HEADER, "Decisions",
               "One row for each thing that waits for a person: where it stands, what was found, "
               "the choices, and room for the decision, who made it, and the reason.",
               [styles.HEADER_INDENT if key in _INDENTED else styles.HEADER
                for key in DECISION_COLUMNS], filters=True)  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"A{HEADER}:O{last}"})
    return last


_NARROW = ("code", "key", "hashes")
_INDENTED = ("found", "choices", "status", "decision", "by", "reason")


def _look(key: str, status: str) -> Style:
    if key in ("decision", "by", "reason"):
        return _TYPED
    if key in _NARROW or (key == "status" and status == GONE):
        return style(_SMALL, styles.WRAP, styles.INDENT) if key == "status" else _SMALL
    if key == "status" and status != DECIDED:
        return style(styles.TEXT_INDENT, styles.BOLD)
    return styles.TEXT_INDENT if key in _INDENTED else styles.TEXT


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _plain(word: str) -> bool:
    """Whether a list of choices can hold a word: a school's file can have any name."""
    return word.isprintable() and not set(word) & set(',"')


def _choices(page: Page, row: int, question: Question) -> None:
    """A dropdown where the choices fit one; other words are let in only where it says so."""
    words = list(question.choices)
    fits = words and len(",".join(words)) <= _LONGEST_LIST and all(map(_plain, words))
    prompt = f"Choose one, or type {question.typed}." if question.typed else "Choose one."
    if fits:
        column = [*DECISION_COLUMNS].index("decision")
        page.sheet.data_validation(row - 1, column, row - 1, column, {
            "validate": "list", "source": words, "show_error": not question.typed,
            "input_title": "Decision", "input_message": prompt,
            "error_title": "Not one of the choices", "error_message": "Please choose one.",
        })  # fmt: skip
