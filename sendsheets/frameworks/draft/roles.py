"""What a column is for by its heading, and what a cell holds that nobody has to write."""

from __future__ import annotations

import re
from enum import StrEnum

from sendsheets.frameworks.draft import scales
from sendsheets.frameworks.draft.blocks import marked, words
from sendsheets.frameworks.draft.scales import is_level, scale_in


class Role(StrEnum):
    """What a column is for. ``ROOM`` is room to write in: evidence, actions, names, dates."""

    REF = "ref"
    STATEMENT = "statement"
    SECTION = "section"
    KIND = "kind"
    LABEL = "label"
    NOTE = "note"
    LEVEL = "level"
    RATING = "rating"
    ROOM = "room"


_HEADINGS = (
    (Role.REF, r"ref|refs|reference|no|nos|num|number|item|item no|id|"),
    (Role.SECTION, r"(?:sub ?)?section|topic|theme|domain|strand|area|aspect|category|heading"),
    (Role.KIND, r"kind|type"),
    (Role.LABEL, r"short label|label|short name"),
    (Role.NOTE, r"guidance|prompts?|notes?|what this (?:looks like|means)|what to look for|"
                r"examples?|look fors?|exemplification|descriptors?|possible evidence|"
                r"sources? of evidence|suggested evidence|further information|explanation"),
    (Role.STATEMENT, r"statements?|standards?|criteri(?:a|on)|indicators?|questions?|"
                     r"expectations?|requirements?|practices?|descriptions?|"
                     r"self (?:audit|evaluation) statements?|key questions?|"
                     r"audit (?:questions?|statements?|items?)|what we do|"
                     r"best practice|good practice|we|our school|the school|items?"),
)  # fmt: skip
_ROLE = tuple((role, re.compile(pattern)) for role, pattern in _HEADINGS)
_RATING = re.compile(
    r"\b(?:rag|rating|ratings|rate|score|scores|grade|judge?ment|level|levels|self (?:assessment|"
    r"evaluation|rating|review)|tick|response|answer|where are we(?: now)?|current position|"
    r"school view|met|in place|how well|to what extent|confidence|training need)\b"
)
_ROOM = re.compile(
    r"\b(?:evidence|comments?|notes?|examples?|actions?|next steps?|targets?|lead|owners?|who|"
    r"whom|responsib\w+|person|people|staff|when|dates?|deadline|timescales?|time|due|priority|"
    r"impact|review|reviewed|monitoring|progress|resources?|costs?|success criteria|outcome|"
    r"sign(?:ed|ature)?|initials)\b"
)


def role_of(text: str) -> Role | None:
    """What a column with this heading is for; None where the heading says nothing known."""
    said = words(text)
    if len(said.split()) > 12 or (text.rstrip().endswith(".") and len(said.split()) > 2):
        return None
    if not said:
        return Role.REF if text.strip() in ("#", "№") else None
    if is_level(text):
        return Role.LEVEL
    role = next((role for role, pattern in _ROLE if pattern.fullmatch(said)), None)
    if role:
        return role
    if scale_in(text) or _RATING.search(said):
        return Role.RATING
    return Role.ROOM if _ROOM.search(said) else None


def is_ref(text: str) -> bool:
    """Whether a cell holds a letter or number and nothing else."""
    found = marked(text)
    return bool(found and not found[1]) or bool(_CODE.fullmatch(text))


_CODE = re.compile(r"[A-Za-z]{0,3}[. ]?\d{1,3}(?:[.\-]\d{1,3}){0,3}[a-z]{0,2}\.?|[A-Za-z]{1,2}")


def is_printed(text: str) -> bool:
    """Whether a cell holds only what is printed for people to mark: boxes, dots, choices."""
    rest = scales.unticked(text)
    return not rest or bool(scale_in(text)) or is_level(rest)
