"""A Word document becomes blocks. python-docx opens it; what it passes over is looked for here.

Content controls, text boxes, inserted text, footnotes and comments hold words too, and none of
them may be lost.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sendsheets.frameworks.draft.blocks import Block, Cell, Document, Form, gap, marked, plain
from sendsheets.frameworks.draft.package import WordParts, word_parts
from sendsheets.frameworks.draft.wordxml import (
    DRAWN,
    W,
    children,
    choices_around,
    is_frame,
    is_on,
    lines_of,
    run_bold,
    value,
    words_of,
)

_FRAMES = 4
"""Tables around tables that are taken for frames; what lies deeper is read as words of a cell."""

_WIDEST = 63
"""Columns of a table in Word."""


def read_word(data: bytes, careful: bool = False) -> Document | str:
    """Read a Word document (.docx, .docm or a template) from its bytes.

    Args:
        data: the file's bytes; the file itself is never handed to a library.
        careful: read only what is ordinary.

    Returns:
        Its blocks, or why it is not read (to go after "because").

    Raises:
        Abnormal: if ``careful``, and the file is to be read in a guarded process.
    """
    parts = word_parts(data, careful)
    return parts if isinstance(parts, str) else _read(parts)


def _read(parts: WordParts) -> Document | str:
    import docx
    from docx.oxml.parser import parse_xml
    from lxml.etree import LxmlError

    try:
        book = docx.Document(io.BytesIO(parts.small))
        reader = _Reader(book)
        blocks = list(reader.body())
        for what, xml in parts.asides:
            if not xml:
                blocks.append(Block(Form.ASIDE, "the whole document", "[not opened]", aside=what))
                continue
            for paragraph in parse_xml(xml).iter(f"{W}p", f"{DRAWN}p"):
                text = plain(reader.text(paragraph))
                if text:
                    blocks.append(Block(Form.ASIDE, what, text, aside=what))
    except (LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        # python-docx raises whatever a missing or misplaced part makes it raise.
        return f"it is damaged: its text cannot be read ({type(error).__name__})"
    return Document("word", tuple(_once(blocks)))


def _once(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, but headers and footers once only: they come for every part of a document."""
    seen: set[tuple[str, str]] = set()
    for block in blocks:
        if block.aside in ("a header", "a footer"):
            if (block.aside, block.text) in seen:
                continue
            seen.add((block.aside, block.text))
        yield block


@dataclass(frozen=True, slots=True)
class _Style:
    heading: int | None
    number: str
    level: int
    bold: bool
    listed: bool


class _Reader:
    """Reads the body of one document in order."""

    def __init__(self, book: Any) -> None:
        from sendsheets.frameworks.draft.numbering import Numbering

        self._body = book.element.body
        numbered = any(rel.reltype.endswith("/numbering") for rel in book.part.rels.values())
        self._numbering = Numbering(book.part.numbering_part.element if numbered else None)
        self._styles = {style.style_id: style for style in book.styles}
        self._known: dict[str, _Style] = {}
        self._paragraphs = self._tables = 0

    def body(self) -> Iterator[Block]:
        """The blocks of the body; those of text boxes after the paragraph they hang on."""
        yield from self._inside(self._body)

    def _inside(self, parent: Any, depth: int = 0) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif isinstance(child.tag, str) and child.tag not in (f"{W}del", f"{W}moveFrom"):
                yield from self._inside(child, depth)

    # --- paragraphs ------------------------------------------------------------------------

    def _paragraph(self, element: Any) -> Iterator[Block]:
        raw = self.text(element)
        text = plain(raw)
        number, level, style = self._list(element)
        if text or number:
            self._paragraphs += 1
        place = f"paragraph {self._paragraphs}"
        yield from self._beside(element, place)
        if style.heading is not None and text:
            yield Block(Form.HEADING, place, text, style.heading, bold=True)
            return
        label = self._numbering.label(number, level) if number else ""
        if number or style.listed:
            if text or number:
                yield Block(Form.ITEM, place, text, level, label, gap=gap(raw))
            return
        lines = [line for line in raw.split("\n") if line.strip()]
        points = sum(1 for line in lines if marked(line))
        for line in lines if points > 1 else [raw]:
            yield from self._line(line, place, self._is_bold(element, style))

    def _line(self, raw: str, place: str, bold: bool) -> Iterator[Block]:
        text = plain(raw)
        if not text:
            return
        point = marked(text) if not bold else None
        if point:
            yield Block(Form.ITEM, place, point[1], 0, point[0], gap=gap(raw))
        else:
            yield Block(Form.TEXT, place, text, bold=bold, gap=gap(raw))

    def _beside(self, element: Any, place: str) -> Iterator[Block]:
        """Pictures, text boxes and deleted words of a paragraph."""
        for box in element.iter(f"{W}txbxContent"):
            if any("Fallback" in str(up.tag) for up in box.iterancestors()):
                continue
            for paragraph in box.iter(f"{W}p"):
                text = plain(self.text(paragraph))
                if text:
                    yield Block(Form.ASIDE, place, text, aside="a text box")
        drawn = [e for e in element.iter(f"{W}drawing", f"{W}pict", f"{W}object")
                 if not any("Fallback" in str(up.tag) for up in e.iterancestors())]  # fmt: skip
        for drawing in drawn:
            if not any(True for _ in drawing.iter(f"{W}txbxContent")):
                yield Block(Form.ASIDE, place, "[picture]", aside="a picture")
        gone = plain("".join(each.text or "" for each in element.iter(f"{W}delText")))
        if gone:
            yield Block(Form.ASIDE, place, gone, aside="a deletion that was tracked")

    def text(self, element: Any) -> str:
        """The words of a paragraph, with line breaks where it has them."""
        choices = choices_around(element)
        return " / ".join(choices) if choices else "".join(words_of(element))

    def _list(self, element: Any) -> tuple[str, int, _Style]:
        """The number of the list a paragraph is in (none: no text), its level, its style."""
        properties = element.find(f"{W}pPr")
        name = value(properties, "pStyle")
        style = self._style(name)
        number, level = style.number, style.level
        own = properties.find(f"{W}numPr") if properties is not None else None
        if own is not None:
            number = value(own, "numId") or number
            said = value(own, "ilvl")
            level = int(said) if said.isdigit() else level
        outline = value(properties, "outlineLvl")
        if style.heading is None and outline.isdigit() and int(outline) < 9:
            style = _Style(int(outline) + 1, "", 0, True, False)
        return (number if self._numbering.is_list(number) else ""), min(level, 8), style

    def _style(self, name: str) -> _Style:
        """What a style says, with what it is based on."""
        if name in self._known:
            return self._known[name]
        heading, number, level, bold, listed = None, "", 0, False, False
        style, steps = self._styles.get(name), 0
        while style is not None and steps < 12:
            said = str(style.name or "")
            found = re.fullmatch(r"heading (\d)", said, re.IGNORECASE)
            if heading is None:
                heading = int(found[1]) if found else 0 if said.casefold() == "title" else None
            listed = listed or said.casefold().startswith("list bullet")
            properties = style.element.find(f"{W}pPr")
            own = properties.find(f"{W}numPr") if properties is not None else None
            if own is not None and not number:
                number = value(own, "numId")
                said = value(own, "ilvl")
                level = int(said) if said.isdigit() else 0
            outline = value(properties, "outlineLvl")
            if heading is None and outline.isdigit() and int(outline) < 9:
                heading = int(outline) + 1
            runs = style.element.find(f"{W}rPr")
            bold = bold or (runs is not None and is_on(runs.find(f"{W}b")))
            nested = re.fullmatch(r"list (?:bullet|number) (\d)", str(style.name), re.IGNORECASE)
            if nested and not level:
                level = int(nested[1]) - 1
            style, steps = style.base_style if hasattr(style, "base_style") else None, steps + 1
        self._known[name] = _Style(heading, number, level, bold, listed)
        return self._known[name]

    def _is_bold(self, element: Any, style: _Style) -> bool:
        runs = [run for run in element.iter(f"{W}r") if "".join(words_of(run)).strip()]
        if not runs:
            return False
        return all(run_bold(run, style.bold) for run in runs)

    # --- tables ------------------------------------------------------------------------------

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        if depth < _FRAMES and is_frame(table):
            for row in children(table, f"{W}tr"):
                for cell in children(row, f"{W}tc"):
                    yield from self._inside(cell, depth + 1)
            return
        self._tables += 1
        own = self._tables
        beside: list[Block] = []
        for n, row in enumerate(children(table, f"{W}tr"), 1):
            place = f"table {own}, row {n}"
            cells = []
            before = value(row.find(f"{W}trPr"), "gridBefore")
            column = min(int(before), _WIDEST) if before.isdigit() else 0
            for element in children(row, f"{W}tc"):
                cell = self._cell(element, column)
                cells.append(cell)
                column = min(column + cell.span, _WIDEST * 2)
                for paragraph in element.iter(f"{W}p"):
                    beside += self._beside(paragraph, place)
            yield Block(Form.ROW, place, table=own, cells=tuple(cells))
        yield from beside

    def _cell(self, element: Any, column: int) -> Cell:
        properties = element.find(f"{W}tcPr")
        said = value(properties, "gridSpan")
        span = max(1, min(int(said), _WIDEST)) if said.isdigit() else 1
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        tall = merge is not None and merge.get(f"{W}val") == "restart"
        parts: list[str] = []
        points, bold, gaps = 0, True, ""
        for line in lines_of(element):
            raw = " / ".join(filter(str.strip, map(self.text, line)))
            paragraph = line[0]
            number, level, style = self._list(paragraph)
            label = self._numbering.label(number, level) if number else ""
            text = plain(raw) or label
            if not text:
                continue
            parts.append(text)
            points += bool(number or style.listed)
            gaps = gaps or gap(raw)
            bold = bold and (style.heading is not None or self._is_bold(paragraph, style))
        shading = value(properties, "shd", "fill").upper()
        shaded = shading not in ("", "AUTO", "FFFFFF")
        return Cell(" ".join(parts), column, span, tuple(parts), points > 1, tall,
                    bool(parts) and (bold or shaded), gaps)  # fmt: skip
