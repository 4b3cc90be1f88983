"""What already stands in the answer cells of a workbook that is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sendsheets.model import LastTime


@dataclass(frozen=True, slots=True)
class Answer:
    """The cells of one statement, as typed. A due date is a date, or whatever was typed.

    ``last`` is what the column Last time says, which nobody types.
    """

    rating: str = ""
    second: str = ""
    evidence: str = ""
    action: str = ""
    priority: str = ""
    owner: str = ""
    due: date | str = ""
    reviewer_rating: str = ""
    reviewer_comment: str = ""
    line_of_enquiry: str = ""
    evidence_seen: str = ""
    agreed_rating: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """A workbook's answers: the Cover's by the key of the detail, the statements' by ref."""

    details: Mapping[str, str | date] = field(default_factory=dict)
    statements: Mapping[str, Answer] = field(default_factory=dict)

    def detail(self, key: str) -> str | date:
        """One answer of the Cover; empty text where there is none."""
        return self.details.get(key, "")

    def of(self, ref: str) -> Answer:
        """The answers to one statement; empty where there are none."""
        return self.statements.get(ref, Answer())


def last_beside(answers: Answers, last: LastTime) -> Answers:
    """The answers with what the column Last time says beside each statement."""
    refs = dict.fromkeys((*answers.statements, *last.beside))
    statements = {ref: replace(answers.of(ref), last=last.beside.get(ref, "")) for ref in refs}
    return Answers(answers.details, statements)
