"""What waits for a person, and what the person decided. No I/O and no library."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

DECISION_COLUMNS: Mapping[str, str] = {
    "school": "School", "file": "File", "sheet": "Sheet", "cell": "Cell", "ref": "Ref",
    "label": "Statement", "found": "What was found", "choices": "Choices",
    "decision": "Decision", "by": "By", "reason": "Reason", "status": "Status",
    "code": "Code", "key": "Key", "hashes": "File hash",
}  # fmt: skip
"""The columns of a decisions file and their headings: the writer draws them, the reader looks."""

CHECK = "-"
"""What stands between a key and its check."""

_MARK, _OR_TYPE = "; ", "or type "


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a person is asked to decide about a file, or about several copies.

    ``key`` is what it is known by: the same files (``hashes``), code and place always give the
    same. ``found`` says what was found, in words; ``choices`` are the answers to choose from,
    ``typed`` what may be typed instead ("a date, such as 12/02/2027"), empty if nothing.
    """

    key: str
    code: str
    school: str
    file: str
    hashes: tuple[str, ...]
    sheet: str = ""
    cell: str = ""
    ref: str = ""
    label: str = ""
    found: str = ""
    choices: tuple[str, ...] = ()
    typed: str = ""

    @property
    def choices_text(self) -> str:
        """The choices in one text, as the decisions file shows them."""
        typed = [f"{_OR_TYPE}{self.typed}"] if self.typed else []
        return _MARK.join([*self.choices, *typed])

    @property
    def check(self) -> str:
        """Six letters and digits over where it stands and what was found.

        They are written with the key, and are the same after a program has retyped numbers,
        spaces and accents: a row that they fit is the row that the key was written in.
        """
        places = (self.code, self.file, self.sheet, self.cell, self.ref, self.found)
        parts = "\x1f".join((self.key, *map(_plain, places), *self.hashes))
        return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:6]

    def is_elsewhere(self, other: Question) -> bool:
        """Whether a place that both name is not the same; what is blank here says nothing."""
        if self.hashes and set(self.hashes) != set(other.hashes):
            return True
        mine = (self.code, self.sheet, self.cell, self.ref)
        theirs = (other.code, other.sheet, other.cell, other.ref)
        return any(_plain(a) not in ("", _plain(b)) for a, b in zip(mine, theirs, strict=True))

    def is_another(self, other: Question) -> bool:
        """Whether it is about another place, file or finding than ``other``."""
        if self.is_elsewhere(other) or _plain(self.file) not in ("", _plain(other.file)):
            return True
        # Copies are told by their files' names, which may change; numbers may be retyped.
        worded = len(other.hashes) < 2 and any(map(str.isalpha, self.found))
        return worded and _plain(self.found) != _plain(other.found)


_COMPARED = 200
"""Letters and digits of a text that are compared: a long one is cut where it is shown."""


def _plain(text: str) -> str:
    """A text as it is compared: letters and digits, and a number as its value."""
    try:
        return str(float(text))
    except ValueError:
        folded = unicodedata.normalize("NFKC", text).casefold()
        return "".join(c for c in folded if c.isascii() and c.isalnum())[:_COMPARED]


def read_choices(text: str) -> tuple[tuple[str, ...], str]:
    """The choices, and what may be typed instead, from ``Question.choices_text``."""
    parts = [part for part in text.split(_MARK) if part]
    typed = next((part for part in parts if part.startswith(_OR_TYPE)), "")
    return tuple(part for part in parts if part != typed), typed.removeprefix(_OR_TYPE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wrote beside a question. ``row`` is where it stands in the decisions file.

    ``sure`` says that the check written with the key fits the rest of the row.
    """

    question: Question
    decision: str = ""
    by: str = ""
    reason: str = ""
    row: int = 0
    sure: bool = field(default=False, compare=False)

    def is_astray(self, asked: Question) -> bool:
        """Whether it stands in the row of another question than the one its key is for."""
        return not self.sure and self.question.is_another(asked)
