"""The nouns of actions that live on from one return to the next. No I/O and no library."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far an action is."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The words in the dropdown."""
        return self.value.capitalize()

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self in (Status.NOT_STARTED, Status.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class ActionSoFar:
    """A row of Actions so far: an action that keeps its ``id`` from one return to the next.

    ``ref`` may be empty: an action need not belong to a statement that is still asked.
    ``status`` is None where none of the list was chosen; ``status_raw``, ``due_raw`` and
    ``review_raw`` keep what was typed. ``typed`` says whether the id stood in its cell; where it
    did not, it was made from the ref and the words (``action_id``).
    """

    id: str
    ref: str
    action: str
    owner: str = ""
    due: date | None = None
    due_raw: str = ""
    status: Status | None = None
    status_raw: str = ""
    note: str = ""
    criteria: str = ""
    impact: str = ""
    review: date | None = None
    review_raw: str = ""
    typed: bool = True
    sheet: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do, which is so until somebody says otherwise."""
        return self.status is None or self.status.is_open


_LETTERS = "bcdfghjkmnpqrstvwxz"
"""No vowels, so that no word can come of it, and nothing that looks like a digit."""


def action_id(ref: str, action: str) -> str:
    """The id of an action that was written without one: "2c-kqtz".

    The same ref and words, whatever their capitals and spaces, always give the same.
    """
    words = " ".join(action.casefold().split())
    number = int.from_bytes(hashlib.sha256(f"{ref}\x1f{words}".encode("utf-8", "replace")).digest())
    made = ""
    for _ in range(5):
        number, place = divmod(number, len(_LETTERS))
        made += _LETTERS[place]
    return f"{ref or 'all'}-{made}"
