"""The nouns of second opinions: roles, links between statements, lines of enquiry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who looks at a school from where. The SENCO is asked everything."""

    SENCO = "senco"
    HEADTEACHER = "headteacher"
    GOVERNOR = "governor"
    TEACHER = "teacher"
    TEACHING_ASSISTANT = "teaching assistant"
    PARENT = "parent"
    PUPIL = "pupil"

    @property
    def label(self) -> str:
        """The role as people read it, and as the Cover of a workbook for it says it."""
        return _LABELS[self]

    @property
    def many(self) -> str:
        """Those of the role together, in words."""
        return _MANY[self]

    @property
    def is_group(self) -> bool:
        """Whether a school has many of them, who are shown together and only from five up."""
        return self not in (Role.SENCO, Role.HEADTEACHER, Role.GOVERNOR)


FEWEST_VOICES = 5
"""The fewest people of one role whose answers are shown, together (decisions.md 27)."""

_LABELS = {
    Role.SENCO: "SENCO", Role.HEADTEACHER: "Headteacher",
    Role.GOVERNOR: "SEND governor or trustee", Role.TEACHER: "Teacher",
    Role.TEACHING_ASSISTANT: "Teaching assistant", Role.PARENT: "Parent or carer",
    Role.PUPIL: "Pupil",
}  # fmt: skip
_MANY = {
    Role.SENCO: "SENCOs", Role.HEADTEACHER: "headteachers", Role.GOVERNOR: "SEND governors",
    Role.TEACHER: "teachers", Role.TEACHING_ASSISTANT: "teaching assistants",
    Role.PARENT: "parents and carers", Role.PUPIL: "pupils",
}  # fmt: skip

_SPELT = (
    (Role.SENCO, r"send?co|special educational needs "
                 r"(and disabilit\w+ )?co-?ordinator"),
    (Role.HEADTEACHER, r"(executive |acting |interim )?head ?(teacher|master|mistress)?"
                       r"|head of school|principal"),
    (Role.GOVERNOR, r"((send?|link|chair of) )?(governors?|trustees?)( or trustee)?"),
    (Role.TEACHING_ASSISTANT, r"(higher level )?teaching assistants?|h?l?tas?|support staff"
                              r"|learning support assistants?|lsas?"),
    (Role.TEACHER, r"((class|subject|form) )?teachers?"),
    (Role.PARENT, r"parents?( (or|and|/) carers?)?|carers?"),
    (Role.PUPIL, r"pupils?|students?|learners?|child(ren)?"),
)  # fmt: skip
_ROLES = tuple((role, re.compile(words)) for role, words in _SPELT)


def role_of(text: str) -> Role | None:
    """The role that words on a Cover stand for; None for any other (a deputy, an inspector)."""
    said = " ".join(text.replace("’", "'").casefold().split()).strip(" .")
    return next((role for role, words in _ROLES if words.fullmatch(said)), None)


class LinkKind(StrEnum):
    """How one statement bears upon another."""

    RESTS_ON = "rests on"
    GOES_WITH = "goes with"
    PULLS_AGAINST = "pulls against"


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements of which the ratings may contradict each other.

    ``rests on``: ``ref`` can hardly be so without ``other``; ``goes with``: each says something
    of the other; ``pulls against``: more of one mostly means less of the other. ``why`` says it
    in a sentence.
    """

    ref: str
    other: str
    kind: LinkKind
    why: str


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A line of enquiry: an open question, why it is asked, where to look, what was found.

    ``rule`` is the name of the rule that proposed it, empty for a reviewer's own. ``shows`` and
    ``next_step`` are a reviewer's words; ``cells`` names the cells of what a reviewer typed.
    """

    question: str
    reason: str = ""
    look: str = ""
    refs: tuple[str, ...] = ()
    rule: str = ""
    found: str = ""
    shows: str = ""
    next_step: str = ""
    cells: tuple[tuple[str, str], ...] = ()


SHOWS = ("A strength", "An area to develop", "Could not tell")
"""What a line of enquiry may turn out to show."""
