"""What is made of a document on the way: its sections and statements, and where each text went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sendsheets.frameworks.draft.blocks import Key
from sendsheets.frameworks.draft.scales import Found, Step
from sendsheets.model import Kind, Problem, Severity


@dataclass(slots=True)
class Item:
    """A statement in the making: its exact words, its kind, the letter or number it had.

    ``keys`` are the texts of the document that it is made of. ``note`` and ``label`` are words of
    further columns. ``rated`` says that it stands in a table with ratings.
    """

    text: str
    place: str
    keys: list[Key]
    kind: Kind = Kind.PRACTICE
    marker: str = ""
    note: str = ""
    label: str = ""
    rated: bool = False
    ref: str = ""
    gap: str = ""
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A section in the making. ``worded`` says that only its wording shows that it is one."""

    title: str
    place: str
    keys: list[Key] = field(default_factory=list)
    mark: str = ""
    intro: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    worded: bool = False
    inner: bool = False
    number: int = 0


@dataclass(slots=True)
class Scaled:
    """A scale that was found, where, and for how many statements."""

    scale: Found
    place: str
    heading: str = ""
    statements: int = 0


@dataclass(slots=True)
class Outline:
    """A document's title, words for the Guidance sheet, sections, scales; what is in doubt.

    ``fates`` says of each text of the document what became of it; a text without one has no
    place in the draft, and is listed. ``steps`` are what a key says of levels, each with the texts
    that have no other place. ``rooms`` are the headings of columns to write in, with places.
    """

    title: str = ""
    intro: list[str] = field(default_factory=list)
    guidance: list[tuple[str, list[str]]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    closing: str = ""
    scales: list[Scaled] = field(default_factory=list)
    steps: list[tuple[Step, tuple[Key, ...]]] = field(default_factory=list)
    rooms: dict[str, tuple[str, str]] = field(default_factory=dict)
    fates: dict[Key, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        """Every statement, in order."""
        return [item for part in self.parts for item in part.items]


def query(code: str, place: str, refs: tuple[str, ...] = (), **facts: str) -> Problem:
    """A doubt that a person should settle."""
    return Problem(code, Severity.QUERY, sheet=place, refs=refs, facts=_with_ref(facts, refs))


def information(code: str, place: str, refs: tuple[str, ...] = (), **facts: str) -> Problem:
    """Something that a person may want to know of the draft."""
    return Problem(code, Severity.INFORMATION, sheet=place, refs=refs, facts=_with_ref(facts, refs))


def _with_ref(facts: dict[str, str], refs: tuple[str, ...]) -> dict[str, str]:
    return {"ref": refs[0], **facts} if refs else facts


def short(text: str, longest: int = 90) -> str:
    """The beginning of a text, to be quoted."""
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"


Fates = Mapping[Key, str]
