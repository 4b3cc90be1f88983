"""Which blocks of a document head its sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sendsheets.frameworks.draft.blocks import Block, Form, words
from sendsheets.frameworks.draft.headings import (
    group_kind,
    is_furniture,
    is_instructions,
    is_title,
    mark,
    reads_like_statement,
)
from sendsheets.frameworks.draft.scales import key_line
from sendsheets.model import Kind

_CONTENT = (Form.ITEM, Form.ROW)


def key_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The numbers of the blocks that say what a level means: two or more lines side by side."""
    said = {n for n, block in enumerate(blocks)
            if block.form in (Form.ITEM, Form.TEXT) and key_line(block.text)}  # fmt: skip
    return frozenset(n for n in said if n - 1 in said or n + 1 in said)


def _without_keys(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with lines that say what a level means taken for text: they are no points."""
    keys = key_lines(blocks)
    return [replace(block, form=Form.ASIDE) if n in keys else block
            for n, block in enumerate(blocks)]  # fmt: skip


def section_heads(blocks: Sequence[Block]) -> dict[int, bool]:
    """The numbers of the blocks that head a section, and whether anything but wording shows it.

    Marks such as "Topic 3:" come first; then the highest level of headings that has statements
    under it more than once; then short lines, bold or worded as titles, before statements.
    """
    blocks = _without_keys(blocks)
    marked = [n for n, block in enumerate(blocks)
              if block.form in (Form.HEADING, Form.TEXT) and mark(block.text)
              and _has_content(blocks, n)]  # fmt: skip
    if len(marked) > 1 or (marked and blocks[marked[0]].form is Form.HEADING):
        return dict.fromkeys(marked, True)
    styled = _styled(blocks)
    if len(styled) > 1:
        return dict.fromkeys(styled, True)
    lines = _lines(blocks) if _content_of(blocks) is _CONTENT else {}
    if len(lines) > 1:
        return lines
    return dict.fromkeys([*styled, *marked], True) or lines


def _content_of(blocks: Sequence[Block]) -> tuple[Form, ...]:
    """What may be a statement: points and rows; paragraphs where there is nothing else."""
    return _CONTENT if any(block.form in _CONTENT for block in blocks) else (Form.TEXT,)


def _has_content(blocks: Sequence[Block], at: int) -> bool:
    """Whether anything follows that could be a statement, before the text is at its end."""
    return any(block.form in _CONTENT or block.form is Form.TEXT for block in blocks[at + 1 :])


def _styled(blocks: Sequence[Block]) -> list[int]:
    """The headings of the level on which sections stand."""
    headings = [n for n, block in enumerate(blocks) if block.form is Form.HEADING and block.level]
    for level in sorted({blocks[n].level for n in headings}):
        own = [n for n in headings if blocks[n].level == level]
        full = [n for n in own if _holds(blocks, n, level)]
        if len(full) > 1:
            return full
    for level in sorted({blocks[n].level for n in headings}, reverse=True):
        full = [n for n in headings if blocks[n].level == level and _holds(blocks, n, level)]
        if full:
            return full
    return []


def _holds(blocks: Sequence[Block], at: int, level: int) -> bool:
    """Whether statements stand under a heading, before the next of its level or a higher one."""
    if is_instructions(blocks[at].text):
        return False
    if reads_like_statement(blocks[at].text) and not _next_is_content(blocks, at):
        return False
    content = _content_of(blocks)
    for block in blocks[at + 1 :]:
        if block.form is Form.HEADING and block.level <= level:
            return False
        if block.form in content:
            return True
        if block.form is Form.HEADING and reads_like_statement(block.text):
            return True
    return False


def _next_is_content(blocks: Sequence[Block], at: int) -> bool:
    for block in blocks[at + 1 :]:
        if block.form is not Form.ASIDE:
            return block.form in _CONTENT
    return False


def _lines(blocks: Sequence[Block]) -> dict[int, bool]:
    """Short lines before statements; lines that come again and again head groups instead."""
    times = Counter(words(block.text) for block in blocks if block.form is Form.TEXT)
    found: dict[int, bool] = {}
    for n, block in enumerate(blocks):
        if block.form is not Form.TEXT or times[words(block.text)] > 1:
            continue
        title = block.text.rstrip(":").rstrip()
        if is_instructions(title):
            continue
        if not (is_title(title) or (block.bold and len(title) <= 120)) or is_furniture(title):
            continue
        if group_kind(block.text) in (Kind.CHALLENGE, Kind.QUESTION):
            continue
        if _leads(blocks, n):
            found[n] = block.bold
    return found


def _leads(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line leads to statements: nothing else of its kind stands between."""
    passed = 0
    for block in blocks[at + 1 :]:
        if block.form is Form.ASIDE:
            continue
        if block.form in _CONTENT:
            return True
        passed += 1
        if passed > 3 or (block.form is Form.TEXT and is_title(block.text)
                          and group_kind(block.text) is None):  # fmt: skip
            return False
    return False
