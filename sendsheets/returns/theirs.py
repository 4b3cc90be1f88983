"""A workbook in a local authority's own words, as it would stand in ours. Pure.

Only what we wrote is put back: headings in a header row, questions and help on the Cover, sentences
above a table, captions of sheets that fill themselves in, and choices of our lists in their own
columns. What a school typed is never touched, even if it is a word that we or they use. What
stands in our own words already stays, so both are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sendsheets import captions, carried, layout, review_layout
from sendsheets.intake.cells import Book, Sheet, Value
from sendsheets.layout import Column, Plan
from sendsheets.model import GUARD, NOT_APPLICABLE, RULES, SHOWS, Priority, Status, Words, guarded
from sendsheets.returns.calculated import COMPARISONS
from sendsheets.returns.cover import cover_sheets
from sendsheets.returns.find import filled, fold_sheet, is_calculated, same_sheet
from sendsheets.returns.headings import LEAST_HEADINGS
from sendsheets.returns.known import is_status, known, texts_above, texts_of_cover
from sendsheets.returns.words import fold, fold_ours, fold_short

Cells = dict[tuple[int, int], Value]
Ours = Mapping[str, str]
"""Texts of ours by what they say in their words, folded."""


@dataclass(frozen=True, slots=True)
class _Theirs:
    """What a plan's workbook says in their words, by where it stands."""

    words: Words
    tabs: Ours
    headings: Ours
    labels: Ours
    helps: Ours
    cover: Ours
    above: Ours
    captions: Mapping[str, Ours]
    choices: Mapping[str, Ours]
    mark: str


@lru_cache(maxsize=32)
def _theirs(plan: Plan) -> _Theirs:
    words = Words(plan.framework.words)
    # The framework's texts are not said in other words, as when they were drawn.
    framework = guarded(plan.framework, words.guarded)
    plain = replace(plan, framework=framework, peer_review=True, reviewing=True, previous=True)

    def ours(texts: Iterable[str]) -> dict[str, str]:
        made = {fold(words.said(text)): text.replace(GUARD, "") for text in texts}
        return {said: text for said, text in made.items() if said != fold(text)}

    details = layout.cover_details(framework, peer_review=True)
    sections = {section.sheet for section in plain.sections}
    return _Theirs(
        words, ours(name for name in plain.sheets if name not in sections), ours(_headings()),
        ours(detail.label for detail in details), ours(detail.help for detail in details),
        ours(texts_of_cover(framework)), ours((*texts_above(framework), *_ABOVE)),
        {fold_sheet(name.replace(GUARD, "")): ours((*each.texts, *each.headings))
         for name, each in captions.captions(plain).items()},
        {layout.PHASE.key: ours(layout.PHASES), layout.ROLE.key: ours(layout.ROLES),
         "priority": ours(priority.label for priority in Priority),
         "rating": ours((NOT_APPLICABLE,)), "comparison": ours(COMPARISONS),
         "worth_asking": ours(review_layout.ASKED), "status": ours(s.label for s in Status),
         "last": ours((carried.NEW, carried.CHANGED, carried.LEVELS)), "shows": ours(SHOWS),
         "change": ours((carried.NOT_NOW,)),
         "rule": ours(rule.name for rule in RULES)},
        words.said(layout.STATUTORY_MARK),
    )  # fmt: skip


def in_our_words(book: Book, plan: Plan) -> tuple[Book, Mapping[str, str]]:
    """Put a workbook's own words back into ours, where its framework changes any.

    Args:
        book: the cells of the workbook.
        plan: its framework, and how much of it was asked.

    Returns:
        The workbook, and the names that its sheets have in the file by those they have here.
    """
    if not plan.framework.words:
        return book, {}
    theirs = _theirs(plan)
    taken = {fold_sheet(sheet.name) for sheet in book.sheets}
    sheets = []
    for sheet in book.sheets:
        name = theirs.tabs.get(fold_sheet(sheet.name), sheet.name)
        sheets.append(sheet if fold_sheet(name) in taken else replace(sheet, name=name))
    names = {new.name: old.name for old, new in zip(book.sheets, sheets, strict=True)
             if new.name != old.name}  # fmt: skip
    covers = {sheet.name for sheet in cover_sheets(Book(tuple(sheets)))}
    second = plan.second_sheet
    made = []
    for sheet in sheets:
        if sheet.name in covers:
            cells = _cover(sheet, theirs, plan)
        elif same_sheet(sheet.name, layout.LAST_TIME):
            cells = _last_time(sheet, theirs)
        elif is_calculated(sheet.name) or (second and same_sheet(sheet.name, second)):
            cells = _captioned(sheet, theirs)
        else:
            cells = _table(sheet, theirs, plan)
        made.append(replace(sheet, cells={**sheet.cells, **cells}) if cells else sheet)
    return Book(tuple(made)), names


def _back(value: Value, ours: Ours, theirs: _Theirs | None = None) -> Value:
    """A cell's text in our words, where it is one of ours; else the very value.

    With ``theirs``, lines that say how much is rated are put back as well.
    """
    if not isinstance(value, str):
        return value
    found = ours.get(fold_short(value))
    if found is None and theirs:
        line = theirs.words.back(value)
        ours_too = is_status(fold(line)) or carried.SOURCE.fullmatch(line.strip())
        found = line if line != value and ours_too else None
    return value if found is None else found


def _cover(sheet: Sheet, theirs: _Theirs, plan: Plan) -> Cells:
    """The Cover's cells that change: questions, help, headings, links, choices of our lists."""
    details = layout.cover_details(plan.framework, peer_review=True)
    labels = {fold_ours(detail.label): detail.key for detail in details}
    made: Cells = {}
    for row, line in filled(sheet).items():
        first = min(line)
        label = _back(line[first], theirs.labels)
        key = labels.get(fold_short(label)) if isinstance(label, str) else None
        for column, value in line.items():
            if key is None:
                said = _back(value, theirs.cover, theirs)
            elif column == first:
                said = label
            elif column == first + 1:
                said = _back(value, theirs.choices.get(key, {}))
            else:
                said = _back(value, theirs.helps)
            if said is not value:
                made[row, column] = said
    return made


def _captioned(sheet: Sheet, theirs: _Theirs) -> Cells:
    """The cells of a sheet that nobody types on which hold words of ours."""
    ours = theirs.captions.get(fold_sheet(sheet.name), {})
    made = {here: _back(value, ours, theirs) for here, value in sheet.cells.items()}
    return {here: said for here, said in made.items() if said is not sheet.cells[here]}


def _table(sheet: Sheet, theirs: _Theirs, plan: Plan) -> Cells:
    """What stands above tables, their headings, and choices of our lists below."""
    headings = frozenset(fold_ours(text) for text in _headings())
    ratings = {fold_ours(c.heading) for c in known(plan.framework).columns
               if c.key in ("rating", "second")} | {fold_ours(c.heading) for c in _RATINGS}
    keys = dict.fromkeys(ratings, "rating") | _CHOSEN
    columns: dict[int, str] = {}
    made: Cells = {}
    for row, line in filled(sheet).items():
        said = {column: _back(value, theirs.headings) for column, value in line.items()}
        texts = {column: fold_short(v) for column, v in said.items() if isinstance(v, str)}
        known_here = [n for n, text in texts.items() if text in headings or text in ratings]
        # Below a table's headings, three answers that are words of headings are no headings.
        if len(known_here) >= LEAST_HEADINGS and (not columns or min(columns) in known_here):
            columns = texts
        elif not columns:
            said = {column: _back(value, theirs.above, theirs) for column, value in line.items()}
        else:
            said = {column: _answer(value, keys.get(columns.get(column, ""), ""), theirs)
                    for column, value in line.items()}  # fmt: skip
        made |= {(row, column): v for column, v in said.items() if v is not line[column]}
    return made


def _answer(value: Value, key: str, theirs: _Theirs) -> Value:
    """A cell below a heading: a choice of our lists, or a statement with the mark of a duty."""
    if key == review_layout.RULE.key and isinstance(value, str):  # several rules may propose it
        parts = [str(_back(part, theirs.choices[key])) for part in value.split("; ")]
        return value if parts == value.split("; ") else "; ".join(parts)
    if key:
        return _back(value, theirs.choices[key])
    if theirs.mark != layout.STATUTORY_MARK and isinstance(value, str) and value.endswith(
        theirs.mark
    ):
        return value.removesuffix(theirs.mark) + layout.STATUTORY_MARK
    return value


def _last_time(sheet: Sheet, theirs: _Theirs) -> Cells:
    """The sheet Last time: what stands above its table, its headings, and what we say of a row.

    All else there are words of an earlier return, by which a change to the sheet is seen.
    """
    ours = {fold(theirs.words.said(text)): text for text in (*carried.LAST_TOP, *_LINKS)}
    headings = frozenset(fold_ours(column.heading) for column in carried.LAST_COLUMNS)
    columns: dict[int, str] = {}
    made: Cells = {}
    for row, line in filled(sheet).items():
        said = {column: _back(value, theirs.headings) for column, value in line.items()}
        texts = {column: fold_short(v) for column, v in said.items() if isinstance(v, str)}
        if not columns and len(headings.intersection(texts.values())) >= LEAST_HEADINGS:
            columns = texts
        elif not columns:
            said = {column: _back(value, ours) for column, value in line.items()}
        else:
            said = {column: _back(value, theirs.choices["change"])
                    if columns.get(column) == _WHAT_CHANGED else value
                    for column, value in line.items()}  # fmt: skip
        made |= {(row, column): v for column, v in said.items() if v is not line[column]}
    return made


_WHAT_CHANGED = fold_ours(carried.LAST_COLUMNS[1].heading)
_LINKS = (layout.BACK_TO_COVER, layout.GO_TO_SUMMARY)
_ABOVE = (
    *carried.SO_FAR_TOP, *carried.SO_FAR_TO_READ, review_layout.ENQUIRY_TITLE,
    review_layout.ENQUIRY_PURPOSE, f"{review_layout.ENQUIRY_PURPOSE} {layout.FREEZE_NOTE}",
    review_layout.FROM_RULES, review_layout.NOTHING_YET, f"Go to {layout.PEER_REVIEW}",
)  # fmt: skip
"""What stands above the tables of Actions so far and Lines of enquiry."""

_RATINGS = (review_layout.SCHOOL_RATING, review_layout.REVIEWER_RATING,
            review_layout.AGREED_RATING)  # fmt: skip
_CHOSEN = {
    fold_ours(column.heading): column.key
    for column in (layout.PRIORITY, layout.LAST, review_layout.COMPARISON,
                   review_layout.WORTH_ASKING, review_layout.SHOWN, review_layout.RULE,
                   *(c for c in carried.ACTION_COLUMNS if c.key == "status"))
}  # fmt: skip
"""Headings of columns in which our own words stand or are chosen, and which those are."""


@cache
def _headings() -> tuple[str, ...]:
    """The headings of every column that the layout has, but those that a framework names."""
    every = [value for module in (layout, captions, carried, review_layout)
             for value in vars(module).values()]  # fmt: skip
    return tuple(c.heading for value in every
                 for c in (value if isinstance(value, tuple) else (value,))
                 if isinstance(c, Column))  # fmt: skip
