"""What a document is made of, whatever program wrote it: blocks in order, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """What sort of block it is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its words, the column it begins at, how many columns it takes.

    ``parts`` are its paragraphs, ``points`` says that several of them are list points, and
    ``tall`` that it goes on over further rows (it then stands in the first of them only). ``gap``
    quotes two blanks in the middle of a sentence, where a word may be missing.
    """

    text: str
    column: int
    span: int = 1
    parts: tuple[str, ...] = ()
    points: bool = False
    tall: bool = False
    bold: bool = False
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list point, table row, or something beside the text.

    ``place`` says where it stands, as a person would look for it. ``level`` is that of a heading
    (1 is the highest) or of a nested point (0 is the outermost). ``marker`` is the letter, number
    or bullet of a point as it is written; empty where the program writes it itself. ``split``
    says that it was put together from several lines. ``aside`` says what an aside is.
    """

    form: Form
    place: str
    text: str = ""
    level: int = 0
    marker: str = ""
    bold: bool = False
    split: bool = False
    aside: str = ""
    table: int = 0
    sheet: str = ""
    gap: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold words."""
        return tuple(cell for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as blocks. ``title`` is what its program has noted as such, if anything."""

    form: str
    blocks: tuple[Block, ...]
    title: str = ""
    asides: tuple[Block, ...] = field(default=())


Key = tuple[int, int]
"""One text of a document: the number of its block, and of its cell (-1: the block's own text)."""


def pieces(document: Document) -> dict[Key, tuple[str, str]]:
    """Every text of a document, with its place, so that it can be accounted for."""
    found: dict[Key, tuple[str, str]] = {}
    for n, block in enumerate(document.blocks):
        if block.form is Form.ROW:
            found |= {(n, c): (cell.text, block.place)
                      for c, cell in enumerate(block.cells) if cell.text}  # fmt: skip
        elif block.text or block.form is Form.ITEM:
            found[n, -1] = f"{block.marker} {block.text}".strip(), block.place
    return found


_BLANKS = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")


def plain(text: str) -> str:
    """A text on one line with single blanks; nothing else of it is changed."""
    return _BLANKS.sub(" ", text).strip()


_GAP = re.compile(r"[^\s.!?:;]( {2,}|\u00a0 | \u00a0)\S")


def gap(text: str) -> str:
    """The words around two blanks in the middle of a sentence; no text where there are none."""
    found = _GAP.search(text.strip())
    if not found:
        return ""
    bare = text.strip()
    return bare[max(0, found.start() - 25) : found.end() + 25].strip()


def words(text: str) -> str:
    """A text as it is compared: small letters and digits, single blanks."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


_MARKERS = (
    r"[•·▪▫◦‣●○■□–—*\-]|o(?=\s)",
    r"\(?(?:\d{1,2}(?:\.\d{1,3}){1,3})[.)]?",
    r"\(?\d{1,3}[.)]",
    r"\(?[a-zA-Z][.)]",
    r"\((?:[ivx]{1,5})\)|[ivx]{1,5}[.)]",
    r"\d{1,2}[a-z]{1,2}[.)]?",
)
_MARKED = re.compile(rf"\s*({'|'.join(_MARKERS)})(?:\s+(?=\S)|\s*$)")
_BULLET = re.compile(r"[•·▪▫◦‣●○■□–—*\-o]")


def marked(line: str) -> tuple[str, str] | None:
    """The marker of a list point and its words; None where the line begins with no marker."""
    found = _MARKED.match(line)
    if not found or (found[1] in "–—-" and not line[found.end():].strip()):
        return None
    return found[1], line[found.end():].strip()


def is_bullet(marker: str) -> bool:
    """Whether a marker only points, and neither numbers nor letters."""
    return not marker or bool(_BULLET.fullmatch(marker))
