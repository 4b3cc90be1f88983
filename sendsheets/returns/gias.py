"""What the columns of Get Information about Schools (GIAS) mean. Pure.

The codes are those of GIAS itself. Special schools and alternative provision are known by their
type and never by their phase, as the DfE groups them; their phase is "Not applicable" there.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from sendsheets.model import Setting
from sendsheets.returns.words import fold

Place = tuple[str, Setting | None]
"""A phase in the words of the Cover (``layout.PHASES``) or no text, and what setting it is."""

UNKNOWN: Place = ("", None)

_NURSERY: Place = ("Nursery", Setting.EARLY_YEARS)
_PRIMARY: Place = ("Primary", Setting.PRIMARY)
_SECONDARY: Place = ("Secondary", Setting.SECONDARY)
_THROUGH: Place = ("All-through", Setting.ALL_THROUGH)
_SPECIAL: Place = ("Special", Setting.SPECIAL)
_ALTERNATIVE: Place = ("Alternative provision", Setting.ALTERNATIVE)
_POST_16: Place = ("16 plus", Setting.POST_16)

# --- types -----------------------------------------------------------------------------------

_BY_TYPE = {
    **dict.fromkeys((7, 8, 10, 12, 32, 33, 36, 44), _SPECIAL),
    **dict.fromkeys((14, 38, 42, 43), _ALTERNATIVE),
    15: _NURSERY,
    **dict.fromkeys((18, 31, 39, 45, 46), _POST_16),
}
"""By the code of TypeOfEstablishment."""

_TYPE_WORDS = (
    (re.compile(r"\bspecial\b(?! (?:units?|class|classes|needs|educational)\b)"), _SPECIAL),
    (re.compile(r"\balternative provision\b|\bpupil referral\b|\bprus?\b|\bap\b"), _ALTERNATIVE),
    (re.compile(r"\bnursery schools?$|^nursery$|\bearly years\b"), _NURSERY),
    (re.compile(r"\b16 (?:to )?19\b|\bsixth form\b|\bfurther education\b|\bpost 16\b"), _POST_16),
)
"""By words in the name of a type, where its code is not given."""

_NO_SCHOOLS = frozenset({25, 26, 29, 30, 37, 47, 48})
_NO_SCHOOL_WORDS = re.compile(
    r"\bwelsh establishment\b|\boffshore\b|\boverseas\b|\bservice childrens education\b"
    r"|\bhigher education institutions?\b|\bchildrens centre\b"
)
"""Types that no audit for schools in England is sent to: offshore and overseas schools, service
children's education, higher education, Welsh establishments, children's centres."""


def is_elsewhere(code: str, name: str) -> bool:
    """Whether a type is none of a school in England (Wales, overseas, a university and so on)."""
    known = _number(code)
    return known in _NO_SCHOOLS or bool(_NO_SCHOOL_WORDS.search(_plain(name)))


def place(type_code: str, type_name: str, phase_code: str, phase_name: str) -> Place:
    """The phase and setting of a school: by its type where that settles it, else by its phase.

    Args:
        type_code: the code of its TypeOfEstablishment, or no text.
        type_name: the name of it, in any spelling.
        phase_code: the code of its PhaseOfEducation, or no text.
        phase_name: the name of it, in any spelling; or the phase as any other list has it.
    """
    return (
        _BY_TYPE.get(_number(type_code)) or _by_words(type_name)
        or _BY_PHASE.get(_number(phase_code)) or _by_phase(phase_name)
    )


@lru_cache(maxsize=512)
def _by_words(name: str) -> Place | None:
    plain = _plain(name)
    return next((found for words, found in _TYPE_WORDS if words.search(plain)), None)


# --- phases ----------------------------------------------------------------------------------

_BY_PHASE: dict[int, Place] = {
    1: _NURSERY, 2: _PRIMARY, 3: ("Middle", Setting.PRIMARY), 4: _SECONDARY,
    5: ("Middle", Setting.SECONDARY), 6: _POST_16, 7: _THROUGH,
}  # fmt: skip

_PHASE_WORDS = {
    "nursery": _NURSERY, "nurseries": _NURSERY, "early years": _NURSERY, "eyfs": _NURSERY,
    "eys": _NURSERY, "ey": _NURSERY, "pre school": _NURSERY, "preschool": _NURSERY,
    "primary": _PRIMARY, "infant": _PRIMARY, "infants": _PRIMARY, "junior": _PRIMARY,
    "juniors": _PRIMARY, "first": _PRIMARY, "lower": _PRIMARY, "infant and junior": _PRIMARY,
    "primary academy": _PRIMARY, "middle": ("Middle", None),
    "middle deemed primary": ("Middle", Setting.PRIMARY),
    "middle deemed secondary": ("Middle", Setting.SECONDARY),
    "secondary": _SECONDARY, "upper": _SECONDARY, "high": _SECONDARY,
    "all through": _THROUGH, "allthrough": _THROUGH, "through": _THROUGH,
    "special": _SPECIAL, "special academy": _SPECIAL, "alternative provision": _ALTERNATIVE,
    "ap": _ALTERNATIVE, "pru": _ALTERNATIVE, "pupil referral unit": _ALTERNATIVE,
    "16 plus": _POST_16, "16+": _POST_16, "post 16": _POST_16, "16 to 19": _POST_16,
    "16 19": _POST_16, "sixth form": _POST_16, "sixth form college": _POST_16, "fe": _POST_16,
    "further education": _POST_16, "college": _POST_16,
}  # fmt: skip


@lru_cache(maxsize=512)
def _by_phase(name: str) -> Place:
    plain = re.sub(r" (?:schools?|phase|education)$", "", _plain(name))
    return _PHASE_WORDS.get(plain, UNKNOWN)


def says_phase(name: str) -> bool:
    """Whether the text in a column of phases says anything at all."""
    return _plain(name) not in ("", "not applicable", "na", "n a", "none", "not recorded")


# --- status, dates, numbers --------------------------------------------------------------------

_OPEN = frozenset({"open", "open but proposed to close"})
_SHUT = frozenset({"closed", "proposed to open"})


def is_open(status_code: str, status_name: str, closed_on: str) -> bool:
    """Whether a school is open, by its EstablishmentStatus; by its CloseDate where that is blank.

    One that is open and is to close is open; one that is to open is not yet. Where a list says
    nothing of it, a school is open.
    """
    known, plain = _number(status_code), _plain(status_name)
    if plain in _OPEN or plain in _SHUT:
        return plain in _OPEN
    if known in (1, 2, 3, 4):
        return known in (1, 3)
    return read_day(closed_on) is None


def read_day(text: str) -> date | None:
    """A day as GIAS writes it, dd-mm-yyyy, or as Excel saves it, dd/mm/yyyy; None for others."""
    found = re.fullmatch(r"\s*(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?: 00:00(?::00)?)?\s*", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def dfe_number(la_code: str, number: str) -> str:
    """A DfE number as ``919/5404``, from an LA's code and an establishment's number.

    Args:
        la_code: three digits, or no text.
        number: the four digits of the school in its LA, or all seven in any spelling.

    Returns:
        No text where the digits are not enough.
    """
    digits = re.sub(r"[\s/\-]", "", re.sub(r"\.0+$", "", number.strip()))
    if not digits.isdecimal() or not digits.isascii():
        return ""
    if len(digits) == 7:
        return f"{digits[:3]}/{digits[3:]}"
    la = _number(la_code)
    return f"{la:03}/{int(digits):04}" if 0 < la < 1000 and len(digits) <= 4 else ""


@lru_cache(maxsize=2_048)
def _number(code: str) -> int:
    """A code as a number ("02" and "2.0" are 2); 0 where it is none."""
    text = re.sub(r"\.0+$", "", code.strip())
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


@lru_cache(maxsize=2_048)
def _plain(text: str) -> str:
    """Words as they are compared: GIAS and its services differ in capitals, hyphens, commas."""
    return " ".join(re.sub(r"[^\w+]|_", " ", fold(text).replace("'", "")).split())
