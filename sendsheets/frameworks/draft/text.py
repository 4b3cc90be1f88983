"""Plain and Markdown text, as it is taken out of documents, becomes blocks.

Programs that take the text out of a Word table write each cell after a line break and a tab, and
leave a blank line between rows; a paragraph in a cell stands on a line of its own.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from sendsheets.frameworks.draft.blocks import Block, Cell, Document, Form, gap, marked, plain

_ARTEFACT = re.compile(r"\[(?:bookmark|image|picture|graphic|video)\b[^\]\n]{0,120}\]")
_RULER = re.compile(r"\s*(?:[-=_*]\s?){4,}\s*")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)#*\s*$")
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_DASHES = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)*\s*:?-{2,}:?\s*\|?\s*$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ENDS = (".", "!", "?", ":", ";", "…", ".”", ".’", '."', ".)")


def decoded(data: bytes) -> str:
    """The text of a file: UTF-16 where it says so, UTF-8 where every byte is, else cp1252."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_text(text: str) -> Document:
    """Take a text apart into blocks; places are lines, counted from 1."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    blocks: list[Block] = []
    width = _wrapped_at(lines)
    at, table = 0, 0
    while at < len(lines):
        line = lines[at]
        if _PIPES.match(line) and at + 1 < len(lines) and _DASHES.match(lines[at + 1]):
            table += 1
            while at < len(lines) and _PIPES.match(lines[at]):
                if not _DASHES.match(lines[at]):
                    blocks.append(_piped(lines[at], at + 1, table))
                at += 1
        elif line.startswith("\t") and (not marked(line) or _opens(lines, at)):
            table += 1
            rows, at = _table(lines, at, table)
            blocks += rows
        else:
            blocks += _line(line, at + 1)
            at += 1
            if width and blocks and blocks[-1].form in (Form.TEXT, Form.ITEM):
                at = _unwrap(lines, at, blocks, width)
    return Document("text", tuple(_joined(blocks)))


def _line(line: str, number: int) -> Iterator[Block]:
    """The block of one line, after whatever stands in it that is none of its words."""
    place = f"line {number}"
    for artefact in _ARTEFACT.findall(line):
        what = "a picture" if artefact[1:6] in ("image", "pictu", "graph") else "a mark"
        yield Block(Form.ASIDE, place, artefact, aside=what)
    line = _ARTEFACT.sub("", line)
    if not line.strip() or _RULER.fullmatch(line):
        return
    hashes = _HASHES.match(line)
    if hashes and not hashes[2]:
        return
    if hashes:
        yield Block(Form.HEADING, place, plain(_unstyled(hashes[2])), level=len(hashes[1]))
        return
    bold = bool(re.fullmatch(r"\s*(\*\*|__)[^*_]+\1:?\s*", line))
    point = None if bold else marked(line)
    if point:
        indent = len(line) - len(line.lstrip())
        yield Block(Form.ITEM, place, plain(_unstyled(point[1])), indent, point[0],
                    gap=gap(point[1]))  # fmt: skip
    else:
        yield Block(Form.TEXT, place, plain(_unstyled(line)), bold=bold, gap=gap(line))


def _unstyled(text: str) -> str:
    return _STRONG.sub(r"\2", text)


def _wrapped_at(lines: list[str]) -> int:
    """The width at which a text was broken into lines, or 0 where a line is a paragraph."""
    long = [len(line) for line in lines if len(line) >= 55 and not line.startswith(("\t", "|"))]
    if len(long) < 5 or max(long) > 100:
        return 0
    follows = sum(1 for one, two in pairwise(lines)
                  if len(one) >= 55 and two.strip()[:1].islower())  # fmt: skip
    return round(median(long)) if follows * 4 >= len(long) else 0


def _unwrap(lines: list[str], at: int, blocks: list[Block], width: int) -> int:
    """Join the lines that only go on because the last was full."""
    while at < len(lines):
        line, last = lines[at], lines[at - 1]
        ordinary = line.strip() and not line.startswith("\t") and not _HASHES.match(line)
        if not ordinary or marked(line) or len(last) < width * 0.7:
            return at
        before = blocks[-1]
        blocks[-1] = Block(before.form, before.place, f"{before.text} {plain(_unstyled(line))}",
                           before.level, before.marker, before.bold)  # fmt: skip
        at += 1
    return at


def _joined(blocks: list[Block]) -> Iterator[Block]:
    """Put together what was broken in the middle of a sentence; levels of points count from 0."""
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else None
        if (
            before and before.form in (Form.TEXT, Form.ITEM) and block.form is Form.TEXT
            and before.text and not before.text.endswith(_ENDS) and block.text[:1].islower()
        ):  # fmt: skip
            text = f"{before.text} {block.text}"
            made[-1] = Block(before.form, before.place, text, before.level, before.marker,
                             split=True)  # fmt: skip
        else:
            made.append(block)
    indents: list[int] = []
    for block in made:
        if block.form is not Form.ITEM:
            if block.form is not Form.ASIDE:
                indents = []
            yield block
            continue
        while indents and indents[-1] > block.level:
            indents.pop()
        if not indents or indents[-1] < block.level:
            indents.append(block.level)
        yield Block(Form.ITEM, block.place, block.text, len(indents) - 1, block.marker,
                    split=block.split, gap=block.gap)  # fmt: skip


# --- tables ----------------------------------------------------------------------------------


def _piped(line: str, number: int, table: int) -> Block:
    """A row of a table in Markdown."""
    inside = line.strip()[1:-1].replace("\\|", "\0")
    texts = [plain(_unstyled(cell.replace("\0", "|"))) for cell in inside.split("|")]
    cells = tuple(Cell(text, n) for n, text in enumerate(texts))
    return Block(Form.ROW, f"line {number}", cells=cells, table=table)


def _opens(lines: list[str], at: int) -> bool:
    """Whether a line that begins with a tab is a table's: the next ones begin with one too."""
    return at + 1 < len(lines) and lines[at + 1].startswith("\t")


def _table(lines: list[str], at: int, table: int) -> tuple[list[Block], int]:
    """The rows of a table whose cells stand on lines that begin with a tab; where it ends."""
    rows: list[tuple[int, list[list[str]]]] = []
    blank = True
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            words = line.strip()
            if not rows or (blank and words):
                rows.append((at + 1, []))
            rows[-1][1].append([words] if words else [])
            blank = False
        elif not line.strip():
            blank = True
        elif rows[-1][1][-1] and _goes_on(lines, at):
            rows[-1][1][-1].append(line.strip())
            blank = False
        else:
            break
        at += 1
    width = max(len(cells) for _, cells in rows)
    return [_row(number, cells, width, table) for number, cells in rows], at


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether a line without a tab belongs to the cell above: blank cells of its row follow."""
    for line in lines[at + 1 : at + 12]:
        if line.startswith("\t"):
            return not line.strip()
    return False


def _row(number: int, cells: list[list[str]], width: int, table: int) -> Block:
    """A row; where cells are missing, they are at the side on which the row is blank."""
    missing = width - len(cells)
    shift = missing if not cells[0] else 0
    made = tuple(
        Cell(plain(" ".join(parts)), n + shift, parts=tuple(parts), gap=gap(" ".join(parts)))
        for n, parts in enumerate(cells)
    )
    place = f"line {number}" if len(cells) == 1 else f"table {table}, line {number}"
    return Block(Form.ROW, place, table=table, cells=made,
                 split=any(len(parts) > 1 for parts in cells))  # fmt: skip
