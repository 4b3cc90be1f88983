"""What this year's workbook shows of last time: to read, and never an answer. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sendsheets.model.action import ActionSoFar


@dataclass(frozen=True, slots=True)
class LastRow:
    """A row of the sheet Last time.

    ``ref`` is the statement's ref now, empty where it is no longer asked. ``then`` is the
    statement as it was, with its ref of that time where it had another; ``change`` says in words
    what became of it. ``rating`` is the label, ``scale`` and ``level`` the keys behind it.
    """

    ref: str
    change: str
    then: str
    rating: str
    evidence: str = ""
    action: str = ""
    level: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class LastTime:
    """One earlier return as this year's workbook shows it.

    ``source`` says whose return it was, and of when. ``beside`` holds the words of the column
    Last time by ref; ``rows`` those of the sheet; ``actions`` what is carried over.
    """

    source: str
    beside: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[LastRow, ...] = ()
    actions: tuple[ActionSoFar, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What a return that shows last time still says was rated then.

    ``beside`` holds the words of its column Last time by ref. ``levels`` are the keys of levels by
    ref, of ratings that may be held against those of now (the statement is the same, moved or only
    reworded) and that its column and its sheet Last time say alike.
    """

    source: str
    beside: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
