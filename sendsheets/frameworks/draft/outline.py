"""The blocks of a document become its sections and statements, each text put somewhere."""

from __future__ import annotations

from sendsheets.frameworks.draft.blocks import Block, Document, Form, Key, is_bullet, words
from sendsheets.frameworks.draft.boxes import is_aside
from sendsheets.frameworks.draft.columns import Columns
from sendsheets.frameworks.draft.headings import (
    asks_for_comments,
    group_kind,
    is_furniture,
    is_title,
    kind_of,
    mark,
    numbered,
    reads_like_statement,
)
from sendsheets.frameworks.draft.parts import Item, Outline, Part, information, query, short
from sendsheets.frameworks.draft.plan import key_lines, section_heads
from sendsheets.frameworks.draft.rows import TableReader
from sendsheets.frameworks.draft.scales import before_boxes, key_line
from sendsheets.model import Kind

TITLE_LONGEST = 80


def outline_of(document: Document) -> Outline:
    """Find the sections, statements and scales of a document.

    Args:
        document: its blocks.

    Returns:
        What was found. Every text that has no place in it has no fate either.
    """
    return _Walk(document).outline


class _Walk:
    """Goes through the blocks in order; knows the section and the group it is in."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.heads = section_heads(document.blocks)
        self.keys = key_lines(document.blocks)
        self.outline = Outline()
        self.kind = Kind.PRACTICE
        self.grouped = False
        self.in_part = False
        self.columns: Columns | None = None
        self.headings: dict[str, list[str]] = {}
        self.last: Item | None = None
        self.stem = ""
        self.leading: list[Key] = []
        self.paragraphs = self._has_only_paragraphs()
        at = 0
        while at < len(self.blocks):
            at = self._block(at)
        self._without_statements()

    def _has_only_paragraphs(self) -> bool:
        """Whether each statement is a paragraph: there are no points and tables, and few others."""
        if any(block.form in (Form.ITEM, Form.ROW) for block in self.blocks):
            return False
        said = [n for n, block in enumerate(self.blocks)
                if block.form is Form.TEXT and n and n not in self.heads]  # fmt: skip
        countable = sum(map(self._countable, said))
        boxed = sum(before_boxes(self.blocks[n].text) != self.blocks[n].text for n in said)
        return (countable > 2 or boxed > 1) and countable >= 0.75 * len(said)

    def _without_statements(self) -> None:
        """Sections that turned out to have no statements: the first may be the title."""
        out = self.outline
        for n, part in enumerate(list(out.parts)):
            if part.items:
                continue
            out.parts.remove(part)
            # What led to it stays in the draft; its title has no place, unless it is the title.
            out.intro += part.intro
            if n == 0 and not out.title and 0 < len(part.title) <= TITLE_LONGEST:
                out.title = part.title
                out.fates |= dict.fromkeys(part.keys, "title")
            elif part.title:
                out.problems.append(
                    query("draft-empty-section", part.place, found=part.title))

    @property
    def part(self) -> Part:
        """The section it is in; one without a title where none was headed."""
        if not self.outline.parts:
            self.outline.parts.append(Part("", "the whole document"))
        return self.outline.parts[-1]

    def _block(self, at: int) -> int:
        block = self.blocks[at]
        if block.form is Form.ROW:
            return self._table(at)
        if block.form is Form.ASIDE:
            self.outline.problems.append(information(
                "draft-aside", block.place, what=block.aside, found=block.text))
        elif at in self.heads:
            self._head(at, block)
        elif at in self.keys and self.in_part:
            self._key(at, block)
        elif block.form is Form.ITEM:
            self._item(at, block)
        elif is_furniture(block.text):
            self.outline.problems.append(
                information("draft-furniture", block.place, found=block.text))
        elif not self.in_part and not self._implicit(at):
            self._preamble(at, block)
        elif self._untitled():
            self.part.title = block.text
            self.part.keys.append((at, -1))
        else:
            self._text(at, block)
        return at + 1

    def _untitled(self) -> bool:
        """Whether a section was marked ("Section 2:") and its title must follow."""
        return bool(self.outline.parts) and not self.part.title and bool(self.part.mark)

    def _implicit(self, at: int) -> bool:
        """Whether a document without headed sections has come to its statements."""
        return not self.heads and self.paragraphs and at > 0 and self._countable(at)

    def _countable(self, at: int) -> bool:
        """Whether a paragraph could be a statement where a document has nothing but paragraphs."""
        block = self.blocks[at]
        text = before_boxes(block.text)
        alone = block.form is Form.TEXT and len(text.split()) <= 45
        boxed = text != block.text and len(text.split()) > 2
        return alone and (boxed or reads_like_statement(text)) and text.count(". ") == 0

    # --- headings ----------------------------------------------------------------------------

    def _head(self, at: int, block: Block) -> None:
        said = mark(block.text)
        title = said[1] if said else block.text
        sign = said[0] if said else ""
        number = numbered(block.text) if not said else None
        if number:
            sign, title = number
        part = Part(title.rstrip(":").strip(), block.place, [(at, -1)], sign)
        part.worded = not self.heads[at]
        self.outline.parts.append(part)
        self.in_part, self.grouped = True, False
        self.kind, self.last, self.stem, self.leading = Kind.PRACTICE, None, "", []
        self.columns = None
        if reads_like_statement(title):
            self.outline.problems.append(
                query("draft-heading-statement", block.place, found=short(title)))

    def _group(self, at: int, block: Block) -> bool:
        """Take a block for the heading of a group, if it is worded so."""
        kind = group_kind(block.text)
        last_of_part = not any(b.form is not Form.ASIDE for b in self.blocks[at + 1 : at + 2])
        if kind is None or last_of_part or at + 1 in self.heads:
            return False
        if block.form is Form.TEXT and kind is Kind.PRACTICE and not self._before_points(at):
            return False
        self.kind, self.grouped, self.last, self.stem, self.leading = kind, True, None, "", []
        self._spelling(block)
        if kind is Kind.PRACTICE:
            self.part.intro.append(block.text)
            self.outline.fates[at, -1] = "introduction of the section"
        else:
            what = "questions and goals" if kind is Kind.QUESTION else "challenges"
            self.outline.fates[at, -1] = f"heads the {what}"
        return True

    def _before_points(self, at: int) -> bool:
        follows = next((b for b in self.blocks[at + 1 :] if b.form is not Form.ASIDE), None)
        return bool(follows and follows.form is Form.ITEM)

    def _spelling(self, block: Block) -> None:
        """Headings of groups that differ only in blanks and marks."""
        same = self.headings.setdefault(words(block.text), [])
        before = same[0] if same else block.text
        if block.text not in same:
            same.append(block.text)
        else:
            return
        if before != block.text:
            self.outline.problems.append(information(
                "draft-heading-varies", block.place, found=block.text, other=before))

    # --- before the first section --------------------------------------------------------------

    def _preamble(self, at: int, block: Block) -> None:
        out = self.outline
        text = block.text
        if block.form is Form.HEADING and block.place.startswith("sheet "):
            out.fates[at, -1] = "the name of a sheet"
            return
        step = key_line(text)
        if step:
            out.steps.append((step, ()))
        first = not out.title and not out.intro and not out.guidance
        if first and len(text) <= TITLE_LONGEST and not text.endswith((".", "!", ";", ",")):
            out.title = text
            out.fates[at, -1] = "title"
            return
        follows = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        titled = block.form is Form.TEXT and is_title(text) and not text.endswith(":")
        heading = block.form is Form.HEADING or (titled and not step)
        leads = follows is not None and follows.form in (Form.TEXT, Form.ITEM) and (
            at + 1 not in self.heads)
        if heading and leads and len(text) <= 60:
            out.guidance.append((text, []))
            out.fates[at, -1] = "heading on the Guidance sheet"
        elif out.guidance:
            out.guidance[-1][1].append(text)
            out.fates[at, -1] = "text on the Guidance sheet"
        else:
            out.intro.append(text)
            out.fates[at, -1] = "introduction"

    # --- in a section ----------------------------------------------------------------------------

    def _text(self, at: int, block: Block) -> None:
        part = self.part
        if asks_for_comments(block.text) and not self.outline.closing:
            self.outline.closing = block.text
            self.outline.fates[at, -1] = "the closing box for comments"
        elif self._group(at, block):
            return
        elif block.form is Form.HEADING:
            self._inner_heading(at, block)
        elif self.grouped and self.kind is not Kind.PRACTICE:
            self._add(at, block, block.text)
        elif self.paragraphs and self._countable(at):
            self._add(at, block, block.text)
            self._remark("draft-paragraph-statement", block)
        elif self._more(at):
            part.intro.append(block.text)
            self.outline.fates[at, -1] = "introduction of the section"
        # What is left has no fate, and is listed.

    def _key(self, at: int, block: Block) -> None:
        """A line of a key inside a section: it becomes the meaning of a level."""
        step = key_line(block.text)
        if step:
            self.outline.steps.append((step, ((at, -1),)))
            self.outline.fates[at, -1] = "what a rating means"

    def _more(self, at: int) -> bool:
        """Whether statements of this section are still to come."""
        for n in range(at + 1, len(self.blocks)):
            if n in self.heads:
                return False
            if self.blocks[n].form in (Form.ITEM, Form.ROW) or self.paragraphs:
                return True
        return False

    def _inner_heading(self, at: int, block: Block) -> None:
        if reads_like_statement(block.text):
            self._add(at, block, block.text)
            self._remark("draft-statement-heading", block)
        else:
            self.outline.problems.append(
                query("draft-subheading", block.place, found=block.text))

    def _remark(self, code: str, block: Block) -> None:
        if self.last:
            self.last.remarks.append(code)

    def _item(self, at: int, block: Block) -> None:
        if not block.text:
            path = f"sections.{max(1, len(self.outline.parts))}"
            self.outline.problems.append(query("draft-empty-point", block.place, path=path))
            self.outline.fates[at, -1] = "an empty point"
            return
        if not self.in_part and (self.heads or at in self.keys):
            self._preamble(at, block)
            return
        self.in_part = True
        if asks_for_comments(block.text) and at + 4 > len(self.blocks):
            self._text(at, block)
            return
        nested = block.level > 0
        if not nested:
            self.stem, self.leading = "", []
        follows = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        deeper = follows is not None and follows.form is Form.ITEM and follows.level > block.level
        if deeper and block.text.endswith((":", "…", "...")):
            self.stem = f"{self.stem} {block.text}".strip()
            self.leading.append((at, -1))
        elif nested and not self.stem and self.last:
            self.last.text += f"\n• {block.text}"
            self.last.keys.append((at, -1))
            if "points" not in self.last.remarks:
                self.last.remarks.append("points")
        else:
            text = f"{self.stem} {block.text}" if nested and self.stem else block.text
            self._add(at, block, text)
            if nested and self.stem and self.last:
                self._remark("stem", block)
                self.last.keys += self.leading

    def _add(self, at: int, block: Block, text: str) -> None:
        kind = kind_of(text) if self.kind is Kind.QUESTION else self.kind
        marker = "" if is_bullet(block.marker) else block.marker
        item = Item(text, block.place, [(at, -1)], kind, marker, gap=block.gap)
        if block.split:
            item.remarks.append("split")
        self.part.items.append(item)
        self.last = item
        self.in_part = True

    # --- tables --------------------------------------------------------------------------------

    def _table(self, at: int) -> int:
        number, end = self.blocks[at].table, at
        while end < len(self.blocks) and self.blocks[end].form is Form.ROW and (
            self.blocks[end].table == number
        ):
            end += 1
        rows = [(n, self.blocks[n]) for n in range(at, end)]
        self.last, self.stem, self.leading = None, "", []
        if is_aside(rows, self.outline):
            return end
        outer = len(self.heads) > 1
        if outer and not self.in_part and self._is_box(rows):
            for n, row in rows:
                for c, cell in enumerate(row.cells):
                    if cell.text:
                        self.outline.intro.append(cell.text)
                        self.outline.fates[n, c] = "introduction"
            return end
        if self.outline.parts and self.part.mark and not self.part.title:
            self.part.title = self.part.mark
        self.in_part = True
        reader = TableReader(rows, self.outline, outer, self.columns)
        reader.kind = self.kind
        reader.read()
        self.columns = reader.columns if reader.columns.scale else self.columns
        return end

    @staticmethod
    def _is_box(rows: list[tuple[int, Block]]) -> bool:
        """Whether a table is a box of text: one column, or a row or two of long texts."""
        return all(len(row.filled) <= 1 for _, row in rows) and len(rows) <= 8
