"""What lies on a sheet beside its cells: comments, pictures, files, tick boxes, text boxes.

None of it is read as an answer. It is found so that a person can be told of it: a school may
have typed its evidence into a text box, or put a photograph of it on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from posixpath import dirname, join, normpath

from sendsheets.intake.package import (
    Damaged,
    Package,
    TooLarge,
    Unsafe,
    relations,
    relations_of,
)
from sendsheets.intake.rawlook import Place, SheetFacts, place
from sendsheets.intake.shapes import (
    CONTROL,
    FILE,
    Box,
    Found,
    control,
    counted,
    drawing,
    parse,
    vml,
)

LONGEST = 2_000
"""Characters that are kept of one comment or text box."""

LONGEST_SHEET = 5_000
"""Characters that are kept of all comments, and of all text boxes, of a sheet."""

BYTES_LIMIT = 6 * 1024 * 1024
"""Bytes of all such parts of a file that are looked at."""

def bounded(texts: Iterable[tuple[Place, str]]) -> list[tuple[Place, str]]:
    """The texts that say something, cut to what is kept: an ellipsis stands for the rest."""
    kept: list[tuple[Place, str]] = []
    left = LONGEST_SHEET
    for here, text in texts:
        words = text.strip()
        if words:
            most = min(LONGEST, left)
            left = max(left - len(words), 0)
            kept.append((here, words if len(words) <= most else words[:most].rstrip() + "…"))
    return kept


def with_remarks(
    package: Package, parts: Mapping[str, str], looked: Mapping[str, SheetFacts],
    drawn: Callable[[str], bool] | None = None,
) -> tuple[dict[str, SheetFacts], bool]:
    """Add what lies on each sheet to its facts.

    Args:
        package: the workbook, from which the sheets' parts have been read.
        parts: the part of each sheet, by the sheet's name.
        looked: the facts of sheets, by name.
        drawn: says of a sheet, by name, whether anything may be drawn on it; where it is not
            given, the sheets' own parts are asked.

    Returns:
        The facts by name, and whether all of these parts could be looked at: one that is damaged
        or too large is passed over, and the workbook is read all the same.
    """
    facts, sound = dict(looked), True
    hinted = _HINT.search(package.listing) is not None
    budget = _Budget(package)
    for name in looked:
        part = parts[name]
        rels = relations_of(part)
        if not package.has(rels):
            continue
        if hinted or (drawn(name) if drawn else draws(package.read(part))):
            found = Found()
            sound = _follow(budget, part, rels, found) and sound
            facts[name] = remarked(facts[name], found.comments, found.objects, found.boxes)
        if drawn is None and _leads_out(package.read(part)):
            facts[name] = replace(
                facts[name], links=_links(package.read(part), package.read(rels)))
    return facts, sound


def draws(xml: bytes, start: int | None = None) -> bool:
    """Whether a sheet may name a drawing: after its cells, which end at ``start`` if given."""
    if start is None:
        start = max(xml.rfind(b"sheetData"), 0)
    return xml.find(b"rawing", start) >= 0


def remarked(
    facts: SheetFacts, comments: Mapping[Place, str], objects: Iterable[str],
    boxes: Iterable[Box],
) -> SheetFacts:
    """The facts of a sheet with what was found beside its cells, cut to what is kept."""
    kept = bounded(boxes)
    return replace(
        facts, comments=dict(bounded(comments.items())), objects=counted(objects),
        boxes=tuple(words for _, words in kept), anchors=tuple(here for here, _ in kept),
    )  # fmt: skip


def _leads_out(xml: bytes) -> bool:
    """Whether a link on a sheet is one that its relationships know; ours lead to sheets."""
    return _LEADS_OUT.search(xml, max(xml.rfind(b"sheetData"), 0)) is not None


def _links(xml: bytes, rels: bytes) -> dict[Place, str]:
    """Where cells lead to outside the workbook, cut to what is kept."""
    targets = {each.id: each.target for each in relations(rels) if each.kind == "hyperlink"}
    found = [(place(ref.decode().partition(":")[0]), targets.get(id_.decode(), ""))
             for tag in _LINK.findall(xml)
             for ref in _LINK_REF.findall(tag) for id_ in _LINK_ID.findall(tag)]  # fmt: skip
    return dict(bounded(found))


_LEADS_OUT = re.compile(rb"hyperlink\s[^<>]*:id=")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s[^<>]*>")
_LINK_REF = re.compile(rb'\sref="([A-Za-z0-9:$]{1,24})"')
_LINK_ID = re.compile(rb'\s\w+:id="([^"]{1,200})"')

_HINT = re.compile(r"comment|/(?:embeddings|ctrlprops|activex)/")
"""Names of parts because of which every sheet is asked what it is related to. A picture or text
box needs no such hint: the sheet itself names its drawing."""


@dataclass(slots=True)
class _Budget:
    """Parts are read within a bound of their own, which damaged ones count towards too."""

    package: Package
    left: int = BYTES_LIMIT

    def read(self, name: str) -> bytes:
        info = self.package.names.get(name.casefold())
        self.left -= info.file_size if info else 0
        if self.left < 0:
            raise TooLarge("it holds too many comments and drawings")
        return self.package.read(name)


def _follow(budget: _Budget, part: str, rels: str, found: Found) -> bool:
    """Look at all that a sheet's relationships lead to; whether it could be done."""
    folder = dirname(part)
    try:
        related = [(each.kind, normpath(join("/", folder, each.target)).lstrip("/"))
                   for each in relations(budget.read(rels))]  # fmt: skip
        sound = True
    except (Damaged, TooLarge, Unsafe):
        related, sound = [], False
    kinds = {kind for kind, _ in related}
    found.doubled = not kinds.isdisjoint({"ctrlProp", *_NAMED})
    # The words of a thread stand in the place of the comment that older programs see for it.
    for kind, target in sorted(related, key=lambda one: one[0] == "threadedComment"):
        if kind in _NAMED:
            found.objects.append(_NAMED[kind])
        elif kind in _READERS and not (kind == "vmlDrawing" and "ctrlProp" in kinds):
            sound = _tried(partial(_read, budget, kind, target, found)) and sound
    return sound


def _tried(look: Callable[[], None]) -> bool:
    try:
        look()
    except (Damaged, TooLarge, Unsafe):
        return False
    return True


def _read(budget: _Budget, kind: str, target: str, found: Found) -> None:
    _READERS[kind](budget.read(target), found)


# --- comments --------------------------------------------------------------------------------


def _comments(xml: bytes, found: Found) -> None:
    reader = _Comments(found)
    parse(xml, reader.begin, reader.text, reader.end)


def _threads(xml: bytes, found: Found) -> None:
    threads = Found()
    reader = _Comments(threads)
    parse(xml, reader.begin, reader.text, reader.end)
    found.comments.update(threads.comments)


@dataclass(slots=True)
class _Comments:
    """The words of comments, or of a thread and its replies, by place; no author's name."""

    found: Found
    authors: list[str] = field(default_factory=list)
    here: Place = (0, 0)
    author: int = -1
    into: list[str] | None = None
    words: list[str] = field(default_factory=list)
    phonetic: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "author":
            self.into = []
        elif name in ("comment", "threadedComment"):
            self.here, self.words = place(attributes.get("ref", "")), []
            number = attributes.get("authorId", "")
            self.author = int(number) if re.fullmatch(r"[0-9]{1,6}", number) else -1
        elif name == "rPh":
            self.phonetic = True
        elif name == "t" or (name == "text" and self.author < 0):
            self.into = self.words

    def text(self, data: str) -> None:
        if self.into is not None and not self.phonetic:
            self.into.append(data)

    def end(self, name: str) -> None:
        if name == "author":
            self.authors.append("".join(self.into or ()).strip())
        elif name == "rPh":
            self.phonetic = False
        elif name in ("comment", "threadedComment"):
            known = 0 <= self.author < len(self.authors)
            words = said("".join(self.words), self.authors[self.author] if known else "")
            before = self.found.comments.get(self.here, "")
            if words and len(before) <= LONGEST:
                self.found.comments[self.here] = f"{before}\n{words}" if before else words
        if name in ("author", "t", "text"):
            self.into = None


_STAND_IN = re.compile(r"\s*\[Threaded comment\].*?\bComment:\s*", re.DOTALL)
"""What Excel writes before the words of a thread, for programs that know no threads."""

_SIGNATURE = re.compile(r"^\t-[^\n]*$", re.MULTILINE)
"""The line with which Google Sheets signs a comment."""


def said(text: str, author: str) -> str:
    """The words of a comment without what a program put round them: its author's name."""
    words = _STAND_IN.sub("", text, count=1).strip()
    if author:
        words = words.removeprefix(f"{author}:")
    return _SIGNATURE.sub("", words).strip()


_READERS = {
    "comments": _comments, "threadedComment": _threads, "drawing": drawing,
    "ctrlProp": control, "vmlDrawing": vml,
}  # fmt: skip
_NAMED = {"oleObject": FILE, "package": FILE, "control": CONTROL}
"""What a relationship leads to, by its kind: a part to look at, or a thing to name."""
