"""The sheet Lines of enquiry of a reviewed workbook: each line, and what came of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from sendsheets import layout, review_layout
from sendsheets.intake.cells import Book, Sheet, shown
from sendsheets.model import SHOWS, Enquiry, Framework, Problem, Return, Severity
from sendsheets.returns.alike import typed_into
from sendsheets.returns.beside import LONGEST, MOST_TOLD, quoted
from sendsheets.returns.find import filled, holds, is_result, letters, same_sheet
from sendsheets.returns.headings import NEARLY, Line, headers
from sendsheets.returns.merged import merged_rows
from sendsheets.returns.words import fold, fold_ours, fold_ref, fold_short, read_text

ENQUIRY = "enquiry"
"""How the field of a line's words begins in problems and decisions: ``enquiry:3:found``."""

_TEXTS = ("question", "reason", "look", "found", "shows", "next_step")
_LEAST = 3
"""Headings that the header row must have."""

_DRAWN = frozenset(column.heading for column in (
    review_layout.QUESTION, review_layout.REASON, review_layout.FOUND, review_layout.NEXT_STEP))
"""Headings that no other sheet has: one of them says what a sheet of another name is."""

_HEADINGS = {fold_ours(c.heading): c.key for c in review_layout.ENQUIRY_COLUMNS}
_OURS = frozenset(map(fold_ours, (
    review_layout.ENQUIRY_TITLE, review_layout.ENQUIRY_PURPOSE, review_layout.FROM_RULES,
    review_layout.NOTHING_YET, layout.BACK_TO_COVER, f"Go to {layout.PEER_REVIEW}",
    f"{review_layout.ENQUIRY_PURPOSE} {layout.FREEZE_NOTE}",
)))  # fmt: skip
_PLACE = re.compile(
    rf"\d+\.? ?(?:{review_layout.FIRST}|{review_layout.LATER_LINES}|{review_layout.OWN})?",
    re.IGNORECASE,
)
_ANY_PLACE = re.compile(r"\d+\..{0,30}")
"""What the first column says by itself, in our words and in those of a framework's own."""


def read_enquiries(
    book: Book, framework: Framework
) -> tuple[tuple[Enquiry, ...], list[Problem], frozenset[str]]:
    """Read the lines of enquiry, wherever their table stands now.

    Args:
        book: the cells of the workbook.
        framework: its framework, whose refs the lines may name.

    Returns:
        The lines that hold any words, in order; what there is to tell; the sheets looked at. A
        line's ``refs`` are those of the framework alone; of what it shows, words that clearly are
        a choice of the list ("strength") are that choice, and all others are kept as typed.
    """
    found: list[Enquiry] = []
    problems: list[Problem] = []
    sheets = [s for s in book.sheets if same_sheet(s.name, layout.ENQUIRIES)
              or holds(s, _DRAWN)]  # fmt: skip
    for sheet in sheets:
        lines = filled(sheet)
        header = next((n for n, line in lines.items() if len(_columns(line)) >= _LEAST), 0)
        if header:
            columns = _columns(lines[header])
            columns |= _near(lines[header], columns, sheet.name, problems)
            found += _read(sheet, header, columns, framework, problems)
            _tell_rest(sheet, header, columns, framework, problems)
            problems += merged_rows(sheet, header, {columns[k] for k in _TEXTS if k in columns})
        elif lines:
            cells = [(f"{letters(c)}{n}", shown(v)) for n, line in lines.items()
                     for c, v in line.items()]  # fmt: skip
            problems.append(Problem("enquiries-unread", Severity.QUERY, sheet=sheet.name,
                                    cell=cells[0][0], facts={"found": quoted(cells)}))  # fmt: skip
    return tuple(found), problems, frozenset(sheet.name for sheet in sheets)


def _columns(line: Line) -> dict[str, int]:
    """The column of each key, by the headings of a row."""
    found: dict[str, int] = {}
    for column, value in line.items():
        key = _HEADINGS.get(fold_short(shown(value)))
        if key:
            found.setdefault(key, column)
    return found


_BETWEEN = re.compile(r"(?:[\s,;&]|\band\b)+")
"""What stands between the refs of a line."""


def _all_refs(words: str, known: Collection[str]) -> bool:
    return all(fold_ref(word) in known for word in _BETWEEN.split(words) if word)


def _near(
    line: Line, columns: Mapping[str, int], sheet: str, problems: list[Problem]
) -> dict[str, int]:
    """The columns of headings that are only like ours; whatever is still not found is told."""
    found: dict[str, int] = {}
    for column in review_layout.ENQUIRY_COLUMNS:
        if column.key in columns:
            continue
        taken = {*columns.values(), *found.values()}
        fits = [n for n, text in headers(line).items() if n not in taken
                and fuzz.ratio(text, fold_ours(column.heading)) >= NEARLY]  # fmt: skip
        if len(fits) == 1:
            found[column.key] = fits[0]
            facts = {"found": shown(line[fits[0]]).strip(), "heading": column.heading}
            problems.append(Problem("heading-like", Severity.QUERY, sheet=sheet, facts=facts))
        elif column.key in (*_TEXTS, "refs"):
            problems.append(Problem("column-missing", Severity.QUERY, sheet=sheet,
                                    facts={"found": column.heading}))  # fmt: skip
    return found


def _read(
    sheet: Sheet, header: int, columns: dict[str, int], framework: Framework,
    problems: list[Problem],
) -> list[Enquiry]:
    known = {fold_ref(s.ref): s.ref for s in framework.statements}
    made = []
    for number, line in filled(sheet).items():
        if number <= header:
            continue
        texts: dict[str, str] = {}
        for key, column in columns.items():
            texts[key], code = read_text(line.get(column))
            if code == "text-lost":
                facts = {"found": shown(line.get(column))}
                problems.append(Problem("text-lost", Severity.QUERY, sheet=sheet.name, facts=facts,
                                        cell=f"{letters(column)}{number}"))  # fmt: skip
        if not any(texts.get(key) for key in _TEXTS):
            continue
        refs = tuple(dict.fromkeys(
            known[word] for word in map(fold_ref, _BETWEEN.split(texts.get("refs", "")))
            if word in known))  # fmt: skip
        cells = tuple((key, f"{letters(columns[key])}{number}") for key in _TEXTS if key in columns)
        made.append(Enquiry(
            texts.get("question", ""), texts.get("reason", ""), texts.get("look", ""), refs,
            texts.get("rule", ""), texts.get("found", ""), _choice(texts.get("shows", "")),
            texts.get("next_step", ""), cells,
        ))  # fmt: skip
    return made


_CHOICES = {
    word: choice for choice, words in zip(SHOWS, (
        ("strength", "strengths", "strong"),
        ("area to develop", "area for development", "areas to develop", "to develop", "development",
         "develop", "develops"),
        ("could not tell", "cannot tell", "can't tell", "unsure", "not sure", "unclear"),
    ), strict=True) for word in words
}  # fmt: skip


def _choice(words: str) -> str:
    """The choice that somebody typed in words of their own, or the words as they stand."""
    plain = fold_short(words).removeprefix("a ").removeprefix("an ")
    return _CHOICES.get(plain, words)


def _tell_rest(
    sheet: Sheet, header: int, columns: dict[str, int], framework: Framework,
    problems: list[Problem]
) -> None:
    """Tell of what stands above the table, under a heading that is not ours, or on its own."""
    place = _ANY_PLACE if framework.words else _PLACE
    known = {fold_ref(s.ref) for s in framework.statements}
    keys = {column: key for key, column in columns.items()}
    cells = []
    for number, line in filled(sheet).items():
        is_line = any(keys.get(column) in _TEXTS for column in line)
        for column, value in line.items():
            key = keys.get(column, "")
            if (number >= header and key in _TEXTS) or (number == header and key):
                continue
            result = is_result(sheet, (number, column), value)
            words = "" if result else typed_into(shown(value), _OURS, LONGEST)
            if number > header and (
                (is_line and (key == "rule" or (key == "refs" and _all_refs(words, known))))
                or (key == "place" and place.fullmatch(words.strip()))
            ):
                continue
            if words:
                cells.append((f"{letters(column)}{number}", words))
    if cells:
        problems.append(Problem("rows-extra", Severity.INFORMATION, sheet=sheet.name,
                                cell=cells[0][0],
                                facts={"found": quoted(cells, MOST_TOLD, LONGEST),
                                       "rows": str(len(cells))}))  # fmt: skip


# --- several copies, and words that are held back ----------------------------------------------


def joined(before: tuple[Enquiry, ...], after: tuple[Enquiry, ...]) -> tuple[Enquiry, ...]:
    """The lines of two copies: each once, and both where they say different things."""
    made = list(after)
    for old in before:
        place = next((n for n, new in enumerate(made) if _one(old, new)), None)
        if place is None:
            made.append(old)
            continue
        new = made[place]
        for key in _TEXTS:
            new = new if getattr(new, key) else _with(new, key, getattr(old, key))
        made[place] = new
    return tuple(made)


def _one(one: Enquiry, other: Enquiry) -> bool:
    """Whether two lines are the same and say nothing that differs."""
    return fold(one.question) == fold(other.question) and all(
        not getattr(one, key) or not getattr(other, key)
        or getattr(one, key).split() == getattr(other, key).split() for key in _TEXTS
    )


def texts_of(result: Return) -> list[tuple[str, str, str]]:
    """The field, the cell and the words of everything written in the lines of enquiry."""
    return [
        (f"{ENQUIRY}:{place}:{key}", dict(line.cells).get(key, ""), getattr(line, key))
        for place, line in enumerate(result.enquiries)
        for key in _TEXTS if getattr(line, key)
    ]  # fmt: skip


def put(result: Return, name: str, words: str) -> Return:
    """The return with other words in one field of its lines of enquiry."""
    _, place, key = name.split(":")
    lines = list(result.enquiries)
    lines[int(place)] = _with(lines[int(place)], key, words)
    return replace(result, enquiries=tuple(lines))


def _with(line: Enquiry, key: str, words: str) -> Enquiry:
    changed: dict[str, Any] = {key: words}
    return replace(line, **changed)


def words_in(result: Return, name: str) -> str:
    """The words of one field of the lines of enquiry."""
    _, place, key = name.split(":")
    return str(getattr(result.enquiries[int(place)], key))
