"""The words of a school's workbook and its governors' page: as people say them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from sendsheets.analysis import training
from sendsheets.model import NOT_APPLICABLE, Level, State
from sendsheets.reports.portrait import Portrait, Row, Tally

NO_EVIDENCE = "No evidence noted"
NOT_YET_RATED = "Not yet rated"


def labels(levels: Iterable[Level], word: str = "or") -> str:
    """Labels as a sentence has them: "Red or Amber"."""
    return listing([level.label for level in levels], word)


def listing(words: Sequence[str], word: str = "and") -> str:
    """Words as a sentence has them: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {word} {words[-1]}"


def number(count: int, one: str, more: str = "") -> str:
    """A count and its noun: "1 action", "2 actions"."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def long_day(day: date | None) -> str:
    """A date as people read it, or nothing: "14 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def per_cent(share: float) -> str:
    """A share (0 to 1) in whole per cent; halves go up, as in Excel's cells: 0.725 is 73%."""
    return f"{math.floor(round(share * 100, 9) + 0.5)}%"


def short_day(day: date | None) -> str:
    """A date as a list shows it, or nothing: "14 Nov 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}" if day else ""


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def due_words(row: Row) -> str:
    """When an action is due: its date, what was typed instead, or nothing."""
    return short_day(row["due"]) or row["due_raw"]


def counts(tally: Tally) -> str:
    """The levels that were given, best first: "21 Green, 13 Amber and 5 Red"."""
    ordered = reversed(tally.scale.worst_first)
    given = [f"{n} {level.label}" for level in ordered if (n := tally.levels[level.key])]
    return listing(given)


def remainder(tally: Tally) -> str:
    """What else there is, as sentences: "4 not applicable. 14 not yet rated." or nothing."""
    parts = (
        (tally.not_applicable, "not applicable"), (tally.blank, "not yet rated"),
        (tally.unrecognised, "to check"), (tally.missing, "missing from the workbook"),
    )  # fmt: skip
    return " ".join(f"{count} {words}." for count, words in parts if count)


def headline(seen: Portrait) -> tuple[str, str, str]:
    """The whole return in a sentence, in three parts: how much, the counts, what else there is.

    The first is "43 of 57 statements answered"; with kinds it also says how many practice
    statements. The counts are empty where nothing is rated.
    """
    tally = seen.practice
    if not seen.answered and not tally.unrecognised:
        return f"Nothing has been rated yet: {number(seen.asked, 'statement')} to come.", "", ""
    done = f"{tally.rated} of {tally.total} statements answered"
    if seen.framework.has_kinds:
        done = (f"{seen.answered} of {seen.asked} statements answered. "
                f"{tally.rated} of {tally.total} practice statements answered")  # fmt: skip
    return done, counts(tally), remainder(tally)


def sections_asked(seen: Portrait) -> str:
    """Which sections were asked, where not all were: "Sections 1 and 3 only"; else nothing."""
    numbers = seen.result.asked.sections
    if numbers is None or len(numbers) == len(seen.framework.sections):
        return ""
    return f"Section{'s' if len(numbers) > 1 else ''} {listing([str(n) for n in numbers])} only"


def rating_words(row: Row) -> str:
    """A rating as people read it, whatever its state."""
    words = {
        State.RATED: row["level_label"], State.NOT_APPLICABLE: NOT_APPLICABLE,
        State.UNRECOGNISED: f"To check: {row['raw']}", State.MISSING: "Row missing",
    }  # fmt: skip
    return str(words.get(State(row["state"]), NOT_YET_RATED))


def wanted_labels(seen: Portrait) -> str:
    """The second rating's wanted levels as a sentence has them: "Medium or High"."""
    rating = seen.framework.second_rating
    keys = training.wanted_levels(rating.scale) if rating else ()
    return listing([rating.scale.level(key).label for key in keys] if rating else [], "or")


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(deadline: date | None) -> str:
    """A day in words, with the day of the week; empty text where there is none."""
    return f"{_DAYS[deadline.weekday()]} {long_day(deadline)}" if deadline else ""


def deadline_words(deadline: date | None, as_at: date) -> str:
    """The deadline as a sentence, and whether it has passed; empty text where there is none."""
    if deadline is None:
        return ""
    day = weekday(deadline)
    if deadline == as_at:
        return f"The deadline is today, {day}."
    if deadline > as_at:
        return f"The deadline is {day}."
    return f"The deadline was {day}. It has passed, but it is not too late: please still send it."
