"""Due dates and review dates as calendar files: for each owner, or all in one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pandas as pd

from sendsheets.analysis.so_far import DONE, DROPPED
from sendsheets.reports.listing import records

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 200

Whose = tuple[str, str]
"""A school and an owner in it: the same name in two schools is not the same person."""


def calendars(actions: pd.DataFrame, as_at: date) -> dict[Whose, bytes]:
    """Make a calendar for each owner of an action that is still open and has a date.

    Args:
        actions: from ``analysis.so_far.over_time``.
        as_at: stamped on every entry, so that the same actions give the same bytes.

    Returns:
        The iCalendar file (RFC 5545) of each school and owner. An entry lasts all day and leaves
        the day free; it keeps its UID from one run to the next, so that a program that is given
        the file again can renew it.
    """
    owned: dict[Whose, list[icalendar.Event]] = {}
    names: dict[Whose, Whose] = {}
    for row in records(actions):
        key = (str(row["school"]).casefold(), _line(str(row["owner"])).casefold())
        for event in _events(row, as_at):
            names.setdefault(key, (str(row["school"]), _line(str(row["owner"]))))
            owned.setdefault(key, []).append(event)
    return {names[key]: _calendar(events, " – ".join(filter(None, names[key])))
            for key, events in owned.items()}  # fmt: skip


def one_calendar(actions: pd.DataFrame, as_at: date) -> bytes | None:
    """Every due and review date in one calendar; None where there is none."""
    events = [event for row in records(actions) for event in _events(row, as_at)]
    return _calendar(events, "SEND actions") if events else None


def _calendar(events: list[icalendar.Event], name: str) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//sendsheets//actions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _clean(name))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(row: Mapping[str, Any], as_at: date) -> Iterator[icalendar.Event]:
    if row["standing"] in (DONE, DROPPED):
        return
    for key, word in (("due", "Due"), ("review", "Review")):
        if isinstance(row[key], pd.Timestamp):
            yield _event(row, key, word, row[key].date(), as_at)


def _event(
    row: Mapping[str, Any], key: str, word: str, day: date, as_at: date
) -> icalendar.Event:
    event = icalendar.Event()
    school = str(row["school"])
    event.add("uid", _uid(row, key))
    event.add("dtstamp", datetime(as_at.year, as_at.month, as_at.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _clean(f"{word}: {_cut(_line(str(row['action'])))} ({school})"))
    event.add("description", _clean("\n".join(_said(row))))
    event.add("transp", "TRANSPARENT")
    return event


def _uid(row: Mapping[str, Any], key: str) -> str:
    """What an entry is known by, made of nothing that changes from one return to the next."""
    school = str(row["urn"]) or str(row["school"]).casefold()
    parts = (school, str(row["framework"]), str(row["role"]).casefold(), str(row["action_id"]), key)
    return f"{hashlib.sha256(chr(31).join(parts).encode('utf-8', 'replace')).hexdigest()[:32]}" \
           "@sendsheets"  # fmt: skip


def _said(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"Action {row['action_id']}" + (f", statement {row['ref']}" if row["ref"] else "")
    yield str(row["action"])
    for label, key in (("Owner", "owner"), ("Status", "status"),
                       ("Success criteria", "success_criteria"),
                       ("Progress", "progress_note")):  # fmt: skip
        if row[key]:
            yield f"{label}: {row[key]}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _clean(text: str) -> str:
    """A text without characters that no calendar may hold; the library escapes the rest."""
    return _UNSEEN.sub("", text)
