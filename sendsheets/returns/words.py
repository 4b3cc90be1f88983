"""What one cell means: a rating, a priority, words. Folding of spellings. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from sendsheets.intake.cells import ErrorCell, NoValue, Value, shown
from sendsheets.model import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_LIVE,
    Priority,
    RatingAnswer,
    Scale,
    State,
)

_UNSEEN = [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, *range(0x200B, 0x2010),
           *range(0x202A, 0x202F), *range(0x2060, 0x206A), *range(0xFE00, 0xFE10),
           0xFEFF]  # fmt: skip
_FOLDED = {
    **dict.fromkeys([*range(0x20), 0x7F, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000], " "),
    **dict.fromkeys(_UNSEEN, ""),
    0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2010: "-", 0x2011: "-", 0x2013: "-",
}  # fmt: skip


def fold(text: str) -> str:
    """A text as it is compared: small letters, one kind of space, quote and dash.

    Letters in another form (full-width, accents apart) are the same letters; letters of
    another alphabet that only look alike are not.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    return " ".join(plain.casefold().split())


fold_short = lru_cache(maxsize=8_192)(fold)
"""``fold`` for short texts that come again and again in one workbook."""


@cache
def fold_ours(text: str) -> str:
    """``fold`` for our own words (headings, labels, statements), which come again and again."""
    return fold(text)


def fold_ref(text: str) -> str:
    """A ref as it is compared: ``1 A.`` is ``1a``."""
    return re.sub(r"[^0-9a-z]", "", fold_short(text)) if len(text) < 20 else ""


def is_blank(value: Value | None) -> bool:
    """Whether nobody could see anything in the cell: white space of every kind counts as none."""
    if not isinstance(value, str):
        return value is None
    # Most filled cells begin with a letter, which settles it without folding.
    return not value[:1].isalnum() and not fold(value)


# --- ratings ---------------------------------------------------------------------------------

_NOT_APPLICABLE = frozenset({
    "not applicable", "n/a", "na", "n.a", "n. a", "n / a", "n\\a", "not app", "not applic",
    "non applicable", "non-applicable", "not-applicable",
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
    if not isinstance(value, (str, int)) or isinstance(value, bool):
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


def read_priority(value: Value | None) -> tuple[Priority | None, str, str]:
    """A priority where the text is one of the list, what was typed, and the problem to tell.

    The problem is ``priority-repaired`` where more was understood than the list offers,
    ``priority-unrecognised``, or no text.
    """
    if is_blank(value):
        return None, "", ""
    raw = shown(value)
    found = _PRIORITIES.get(fold(raw).removesuffix(".")) if isinstance(value, str) else None
    if found is None:
        return None, raw, "priority-unrecognised"
    plain = " ".join(raw.split(" ")).strip(" ").casefold() == found.value
    return found, raw, "" if plain else "priority-repaired"


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
