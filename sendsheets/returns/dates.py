"""What a cell means as a date: day first, never month first. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from sendsheets.intake.cells import Value, shown
from sendsheets.returns.words import fold, is_blank

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES = {name: n for n, month in enumerate(_MONTHS, 1) for name in (month, month[:3])}
_NAMES["sept"] = 9
_WEEKDAYS = {name: n for n, day in enumerate(_DAYS) for name in (day, day[:3])}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

_PLAIN = re.compile(r" *\d{1,2}/\d{1,2}/\d{4} *$", re.ASCII)
_CLOCK = r"(?:(?:t| |, )\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?z?)?$"
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})" + _CLOCK
)
_NUMBERS = re.compile(
    r"(?P<day>\d{1,2})\s?[/.\-]\s?(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>\d{4}|\d{2})" + _CLOCK
)
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\.?,?\s+)?"
_MONTH = rf"(?P<month>{'|'.join(sorted(_NAMES, key=len, reverse=True))})"
_DAY = r"(?:the )?(?P<day>\d{1,2})(?: ?(?:st|nd|rd|th))?"
_DAY_WORDS = re.compile(
    rf"(?:by )?{_WEEKDAY}{_DAY}[\s\-/.]*(?:of\s+)?{_MONTH}"
    r"\.?,?[\s\-/.]*(?P<year>\d{4}|\d{2})$"
)
_MONTH_WORDS = re.compile(rf"(?:by )?{_WEEKDAY}{_MONTH}\.?\s+{_DAY},?\s+(?P<year>\d{{4}})$")
_FORMS = (_YEAR_FIRST, _NUMBERS, _DAY_WORDS, _MONTH_WORDS)
_LIKE_A_DATE = re.compile(r"(?=.*\d)[\d\s/.\-:,]*$")

_LAST_SHORT_YEAR = 69
"""A year of two figures after this is not taken for one of this century."""


def read_date(value: Value | None) -> tuple[date | None, str, str]:
    """A date: day first, never month first.

    Args:
        value: the cell's value: a date, or text such as 12/02/2027 or 12 Feb 2027.

    Returns:
        The date or None; what was typed; and the code of the problem to tell:
        ``date-understood`` where it is neither a date nor d/m/yyyy, ``date-words`` for words
        such as "end of Autumn 1", ``date-unrecognised`` for a bare number, a date without a
        year or one that does not exist, or no text.
    """
    if is_blank(value):
        return None, "", ""
    raw = shown(value)
    if isinstance(value, datetime):
        return _likely(value.date(), raw, "date-understood" if value.time() != time() else "")
    if isinstance(value, date):
        return _likely(value, raw, "")
    if not isinstance(value, str):
        return None, raw, "date-unrecognised"
    folded = fold(raw).removesuffix(".")
    for form in _FORMS:
        found = form.match(folded)
        if found:
            return _made(found, raw, "" if _PLAIN.match(raw) else "date-understood")
    return None, raw, "date-unrecognised" if _LIKE_A_DATE.match(folded) else "date-words"


def _made(found: re.Match[str], raw: str, code: str) -> tuple[date | None, str, str]:
    parts = found.groupdict()
    month, year = parts["month"], int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year <= _LAST_SHORT_YEAR else 1900
    try:
        made = date(year, _NAMES.get(month) or int(month), int(parts["day"]))
    except ValueError:
        return None, raw, "date-unrecognised"
    if parts.get("weekday") and _WEEKDAYS[parts["weekday"]] != made.weekday():
        return None, raw, "date-unrecognised"
    return _likely(made, raw, code)


def _likely(found: date, raw: str, code: str) -> tuple[date | None, str, str]:
    if 2000 <= found.year <= 2100:
        return found, raw, code
    return None, raw, "date-unrecognised"
