"""What one cell means: a rating, a priority, a date. Folding of spellings. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from sendsheets.intake.cells import ErrorCell, NoValue, Value, shown
from sendsheets.model import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_LIVE,
    Priority,
    RatingAnswer,
    Scale,
    State,
)

_UNSEEN = [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
_FOLDED = {
    **dict.fromkeys([*range(0x20), 0x7F, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000], " "),
    **dict.fromkeys(_UNSEEN, ""),
    0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2010: "-", 0x2011: "-", 0x2013: "-",
}  # fmt: skip


def fold(text: str) -> str:
    """A text as it is compared: small letters, one kind of space, quote and dash."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    return " ".join(text.translate(_FOLDED).casefold().split())


@cache
def fold_ours(text: str) -> str:
    """``fold`` for our own words (headings, labels, statements), which come again and again."""
    return fold(text)


def is_blank(value: Value | None) -> bool:
    """Whether nobody could see anything in the cell: white space of every kind counts as none."""
    if not isinstance(value, str):
        return value is None
    # Most filled cells begin with a letter, which settles it without folding.
    return not value[:1].isalnum() and not fold(value)


# --- ratings ---------------------------------------------------------------------------------

_NOT_APPLICABLE = frozenset({
    "not applicable", "n/a", "na", "n.a", "n. a", "n / a", "n\\a", "not app", "not applic",
    "non applicable",
})  # fmt: skip

Meanings = Mapping[str, str | None]
"""Level key by folded spelling; None means not applicable."""


def meanings(scale: Scale) -> Meanings:
    """Every spelling that is understood on a scale, folded (decisions.md 4)."""
    found: dict[str, str | None] = {}
    if scale.not_applicable:
        found.update(dict.fromkeys(_NOT_APPLICABLE))
    for level in scale.levels:
        for text in (level.label, level.code, *level.spellings):
            found[fold(text).removesuffix(".")] = level.key
    return found


def live_spellings(scale: Scale) -> frozenset[str]:
    """The spellings that the workbook's own formulas understand: label, code, N/A and NA."""
    texts = [text for level in scale.levels for text in level.live_spellings]
    texts += NOT_APPLICABLE_LIVE if scale.not_applicable else ()
    return frozenset(text.casefold() for text in texts)


def read_rating(value: Value | None, known: Meanings, live: frozenset[str]) -> tuple[
    RatingAnswer, str
]:
    """What a rating cell says.

    Args:
        value: the cell's value.
        known: the spellings understood (``meanings``).
        live: those that the workbook's formulas understand (``live_spellings``).

    Returns:
        The answer without its cell, and the code of the problem to tell: ``rating-repaired``
        where we understood more than the workbook did, ``rating-unrecognised``, or no text.
    """
    if is_blank(value):
        return RatingAnswer(State.BLANK), ""
    raw = shown(value)
    if not isinstance(value, str):
        return RatingAnswer(State.UNRECOGNISED, raw=raw), "rating-unrecognised"
    folded = fold(raw).removesuffix(".").rstrip()
    if folded not in known:
        return RatingAnswer(State.UNRECOGNISED, raw=raw), "rating-unrecognised"
    # Excel's TRIM, which the formulas use, takes ordinary spaces only.
    trimmed = " ".join(part for part in raw.split(" ") if part).casefold()
    code = "" if trimmed in live else "rating-repaired"
    level = known[folded]
    state = State.NOT_APPLICABLE if level is None else State.RATED
    return RatingAnswer(state, level, raw), code


def rating_words(answer: RatingAnswer, scale: Scale) -> str:
    """An understood rating as people read it."""
    return scale.level(answer.level).label if answer.level else NOT_APPLICABLE


# --- priority --------------------------------------------------------------------------------

_PRIORITIES = {
    **{p.value: p for p in Priority},
    "h": Priority.HIGH, "m": Priority.MEDIUM, "med": Priority.MEDIUM, "l": Priority.LOW,
}  # fmt: skip


def read_priority(value: Value | None) -> tuple[Priority | None, str]:
    """A priority where the text is one of the list, and what was typed."""
    if is_blank(value):
        return None, ""
    raw = shown(value)
    known = isinstance(value, str)
    return _PRIORITIES.get(fold(raw).removesuffix(".")) if known else None, raw


# --- dates -----------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{2}:\d{2}.*)?$")
_NUMBERS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})$")
_WORDS = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]+(?:of\s+)?([a-z]{3,9})\.?,?"
    r"[\s\-/.]+(\d{4}|\d{2})$"
)
_LIKE_A_DATE = re.compile(r"[\d\s/.\-:]*$")
_FULL_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
                "september", "october", "november", "december", "sept")  # fmt: skip


def read_date(value: Value | None) -> tuple[date | None, str, str]:
    """A date: day first, never month first.

    Args:
        value: the cell's value: a date, or text such as 12/02/2027 or 12 Feb 2027.

    Returns:
        The date or None; what was typed; and the code of the problem to tell:
        ``date-words`` for words such as "end of Autumn 1", ``date-unrecognised`` for a bare
        number or a date that does not exist, or no text.
    """
    if is_blank(value):
        return None, "", ""
    raw = shown(value)
    if isinstance(value, datetime):
        return _likely(value.date(), raw)
    if isinstance(value, date):
        return _likely(value, raw)
    if not isinstance(value, str):
        return None, raw, "date-unrecognised"
    folded = fold(raw).removesuffix(".")
    for pattern, order in ((_ISO, (3, 2, 1)), (_NUMBERS, (1, 2, 3)), (_WORDS, (1, 2, 3))):
        found = pattern.match(folded)
        if found:
            day, month, year = (found[n] for n in order)
            return _made(day, month, year, raw)
    return None, raw, "date-unrecognised" if _LIKE_A_DATE.match(folded) else "date-words"


def _made(day: str, month: str, year: str, raw: str) -> tuple[date | None, str, str]:
    number = int(month) if month.isdigit() else _month(month)
    if not number:
        return None, raw, "date-words"
    try:
        made = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None, raw, "date-unrecognised"
    return _likely(made, raw)


def _month(word: str) -> int:
    known = word in _FULL_MONTHS or word in _MONTHS
    return _MONTHS.index(word[:3]) + 1 if known else 0


def _likely(found: date, raw: str) -> tuple[date | None, str, str]:
    if 2000 <= found.year <= 2100:
        return found, raw, ""
    return None, raw, "date-unrecognised"


# --- text ------------------------------------------------------------------------------------


def read_text(value: Value | None) -> tuple[str, str]:
    """The words of a cell, and the code of the problem to tell.

    ``text-lost`` where the cell shows an error or an uncalculated formula instead of words,
    ``text-converted`` where it holds a number or a date, or no text.
    """
    if is_blank(value):
        return "", ""
    if isinstance(value, (ErrorCell, NoValue)):
        return "", "text-lost"
    return shown(value), "" if isinstance(value, str) else "text-converted"
