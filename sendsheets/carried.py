"""Where last time stands in a school workbook: its two sheets, and the words of its column.

The writer draws from this page and the reader looks with it, as with ``layout``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence

from sendsheets.layout import ACTION, DUE, OWNER, REF, VERSION, Column
from sendsheets.model import State

LAST_COLUMNS = (
    Column("ref", "Ref", 6), Column("change", "What changed", 20),
    Column("then", "Statement last time", 46), Column("rating", "Rating", 14.5),
    Column("evidence", "Evidence", 44), Column("action", "Action", 44),
)  # fmt: skip
"""The columns of the sheet Last time, which is only there to be read."""

ACTION_COLUMNS = (
    Column("id", "Action id", 12, ("Id", "Action no", "Action number")), REF, ACTION,
    Column("owner", "Owner", 13, OWNER.also), Column("due", "Due date", 13, DUE.also),
    Column("status", "Status", 13, ("State", "How far")),
    Column("note", "Progress note", 34, ("Progress", "Progress notes", "Notes")),
    Column("criteria", "Success criteria", 24, ("Success", "Success measure")),
    Column("impact", "Impact", 24, ("Impact so far", "Evidence of impact")),
    Column("review", "Review date", 13, ("Review", "Next review", "Reviewed on")),
)  # fmt: skip
"""The columns of the sheet Actions so far, which is typed in and read by Action id."""

SPARE_ACTIONS = 10
"""Blank rows of Actions so far for what a school adds."""

TELLING = ("Action id", "Statement last time")
"""Headings that no section's table has: one of them says that a table is none."""

# --- the words of the column Last time -------------------------------------------------------

NEW, CHANGED = "New this time", "Changed: see the sheet Last time"
LEVELS = "Other levels then: see the sheet Last time"
NOT_NOW = "Not asked this time"

NO_LEVEL = {State.NOT_APPLICABLE: "not applicable", State.BLANK: "not rated",
            State.UNRECOGNISED: "not clear", State.MISSING: "not given",
            State.NOT_ASKED: "not asked"}  # fmt: skip
"""What stands there for a rating that has no level."""

_REF = r"\d{1,2}[a-z]{1,2}"
_ONE = re.compile(
    rf"(?:reworded: was |split from {_REF}: was |was )(?P<said>\S.*?)(?: \(as {_REF}\))?",
    re.IGNORECASE | re.DOTALL,
)
_JOINED = re.compile(rf"joined: (?P<said>{_REF} was \S.*)", re.IGNORECASE | re.DOTALL)
_BEFORE = re.compile(rf"(?:{_REF} was )?(?:[^:]{{1,60}}: )?", re.IGNORECASE)


_THEN = re.compile(r" \(then [^()]{1,40}\)")


def is_now(label: str, then: str) -> str:
    """A level of last time by its label of now, with what it was called then."""
    return label if label == then else f"{label} (then {then})"


def was(label: str) -> str:
    """A rating of last time, so that nobody and no program takes it for one of now."""
    return f"Was {label}"


def is_ours(words: str, labels: Collection[str] | None = None) -> bool:
    """Whether what stands in the column Last time is what we may have written there.

    Args:
        words: what stands there.
        labels: the labels of levels, in small letters; where None, any words may be one.
    """
    text = words.strip()
    if text.casefold() in (NEW.casefold(), CHANGED.casefold(), LEVELS.casefold()):
        return True
    found = _ONE.fullmatch(text) or _JOINED.fullmatch(text)
    if not found or labels is None:
        return bool(found)
    every = {*labels, *NO_LEVEL.values()}
    said = _THEN.sub("", found["said"].casefold())
    return said in every or all(
        part in every or _BEFORE.sub("", part, count=1) in every for part in said.split("; "))


def level_then(words: str, labels: Collection[str]) -> str:
    """The level of last time that may be held against one of now, from the words beside it.

    Args:
        words: what stands in the column Last time.
        labels: the labels of the statement's levels.

    Returns:
        The label; empty text where no level was rated, or where the statement is new, split from
        another, joined from several, or of other words.
    """
    found = _ONE.fullmatch(words.strip())
    if not found or words.strip().casefold().startswith("split"):
        return ""
    return level_of(found["said"], labels)


def level_of(words: str, labels: Collection[str]) -> str:
    """The first rating in words such as "Amber; Training need: Yes", if it is a level's label."""
    text = _THEN.sub("", words.strip().casefold())
    said = {text, text.partition("; ")[0].strip()}
    return next((label for label in labels if label.casefold() in said), "")


# --- whether the sheet Last time is still as it was written -----------------------------------

_LONGEST = 30_000

SOURCE = re.compile(
    r"(?:\d+ actions? carried over\. ?)?"
    rf"(?:last time: version {VERSION}(?:, completed \d+ \w+ \d{{4}})?(?: by .{{1,200}})?\.)?"
    r"(?: ?\[[0-9a-f]{16}\])?",
    re.IGNORECASE,
)
"""The line above either table that says whose return it was, and of when.

On the sheet Last time the digest of the sheet follows, since some programs leave out a document's
properties, where it stands as well.
"""

_CARRIED = re.compile(r"(\d+) actions? carried over\.", re.IGNORECASE)


def how_many(line: str) -> int:
    """How many actions were carried over, by the line above their table; 0 by any other line."""
    found = _CARRIED.match(line.strip())
    return int(found[1]) if found else 0


_MARK = re.compile(r" ?\[([0-9a-f]{16})\]$")


def marked(source: str, mark: str) -> str:
    """The line above the table of the sheet Last time, with the sheet's digest."""
    return f"{source} [{mark}]".strip()


def unmarked(line: str) -> tuple[str, str]:
    """That line without the digest, and the digest; empty text where there is none."""
    found = _MARK.search(line.strip())
    return (_MARK.sub("", line.strip()), found[1]) if found else (line, "")


def digest(source: str, rows: Iterable[Sequence[str]]) -> str:
    """What the sheet Last time says, in a few letters, by which a change to it is seen.

    Args:
        source: the line above its table.
        rows: the texts of each row, in the order of ``LAST_COLUMNS``.

    Returns:
        The same for the same letters and digits in each cell, whatever order the rows are in.
    """
    lines = sorted("\x1f".join(map(_letters, row)) for row in rows)
    whole = "\x1e".join((_letters(source), *lines))
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))[:_LONGEST]


# --- above the tables ------------------------------------------------------------------------

SO_FAR_TOP = (
    "Actions so far",
    "Actions from earlier audits. Choose a status, add to the note, keep the Action id as it is. "
    "New: use the blank rows, without an id. View, Freeze Panes frees rows 1 to 4.",
)
SO_FAR_TO_READ = (
    SO_FAR_TOP[0],
    "The school’s own actions from earlier audits, to read: this sheet is locked. View, Freeze "
    "Panes frees rows 1 to 4.",
)
"""The same in a workbook made for a reviewer."""
LAST_TOP = (
    "Last time",
    "What was rated, noted and planned last time: to read, and not an answer now. There is "
    "nothing to type. View, Freeze Panes frees rows 1 to 4.",
)
RATE_AFRESH = " What was rated last time is shown to read and is no answer: please rate afresh."
UPDATE = " Update earlier ones on Actions so far."
"""What the Guidance says besides, under Rate and Actions, in a workbook that shows last time."""
