"""What waits for a person, and what the person decided. No I/O and no library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DECISION_COLUMNS: Mapping[str, str] = {
    "school": "School", "file": "File", "sheet": "Sheet", "cell": "Cell", "ref": "Ref",
    "label": "Statement", "found": "What was found", "choices": "Choices",
    "decision": "Decision", "by": "By", "reason": "Reason", "status": "Status",
    "code": "Code", "key": "Key", "hashes": "File hash",
}  # fmt: skip
"""The columns of a decisions file and their headings: the writer draws them, the reader looks."""

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


def read_choices(text: str) -> tuple[tuple[str, ...], str]:
    """The choices, and what may be typed instead, from ``Question.choices_text``."""
    parts = [part for part in text.split(_MARK) if part]
    typed = next((part for part in parts if part.startswith(_OR_TYPE)), "")
    return tuple(part for part in parts if part != typed), typed.removeprefix(_OR_TYPE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wrote beside a question. ``row`` is where it stands in the decisions file."""

    question: Question
    decision: str = ""
    by: str = ""
    reason: str = ""
    row: int = 0
