"""The rows of a table become sections and statements."""

from __future__ import annotations

import re
from dataclasses import replace

from sendsheets.frameworks.draft.blocks import Block, Cell, Key, marked, plain, words
from sendsheets.frameworks.draft.boxes import Numbered
from sendsheets.frameworks.draft.columns import Columns, columns_of
from sendsheets.frameworks.draft.headings import (
    asks_for_comments,
    group_kind,
    is_title,
    is_total,
    kind_of,
    mark,
    numbered,
    title_and_question,
)
from sendsheets.frameworks.draft.parts import Item, Outline, Part, Scaled, information, query, short
from sendsheets.frameworks.draft.roles import Role, is_printed, is_ref, role_of
from sendsheets.model import Kind

TITLES_MOST = 0.35
"""Where a larger share of rows is worded as titles, wording tells headings from nothing."""

_KINDS = {
    "practice": Kind.PRACTICE, "statement": Kind.PRACTICE, "challenge": Kind.CHALLENGE,
    "question": Kind.QUESTION, "goal": Kind.GOAL, "open": Kind.OPEN, "open question": Kind.OPEN,
}  # fmt: skip


class TableReader:
    """Reads one table into an outline. ``outer`` says that sections are headed outside it."""

    def __init__(self, rows: Numbered, outline: Outline, outer: bool, before: Columns | None):
        self.rows, self.outline, self.outer = rows, outline, outer
        self.columns = columns_of([row for _, row in rows])
        if not self.columns.headers and before and _same_width(rows, before):
            # A second table of a section goes on with the columns of the first.
            self.columns = replace(before, headers=())
        self.statement = next(
            (c for c, role in self.columns.roles.items() if role is Role.STATEMENT), 0)
        self.found = 0
        self._choose()

    def _choose(self) -> None:
        """Whether wording may tell headings from statements here; whether refs do."""
        plain_rows = [cell for n, cell in self._statement_cells()]
        titles = [cell for cell in plain_rows if is_title(cell.text)]
        self.by_wording = len(titles) <= TITLES_MOST * max(1, len(plain_rows))
        questions = sum(cell.text.endswith("?") for cell in plain_rows)
        self.by_question = questions <= 0.15 * max(1, len(plain_rows))
        with_ref = sum(1 for _, row in self._body() if self._cell(row, Role.REF))
        refs = [cell.text for _, row in self._body() if (cell := self._cell(row, Role.REF))]
        deep = sum(1 for ref in refs if re.match(r"\d+\.\d", ref))
        self.by_depth = deep * 2 > len(refs)
        self.by_ref = with_ref * 2 > len(plain_rows) > with_ref

    def _body(self) -> list[tuple[int, Block]]:
        skipped = set(self.columns.headers)
        return [(n, row) for at, (n, row) in enumerate(self.rows)
                if row.filled and not (at in skipped and self._own_headers())]  # fmt: skip

    def _own_headers(self) -> bool:
        return bool(self.columns.headers) and self.columns.headers[-1] < len(self.rows)

    def _statement_cells(self) -> list[tuple[int, Cell]]:
        return [(n, cell) for n, row in self._body() for cell in row.filled
                if cell.column == self.statement]  # fmt: skip

    def _cell(self, row: Block, role: Role) -> Cell | None:
        return next((cell for cell in row.filled
                     if self.columns.roles.get(cell.column) is role), None)  # fmt: skip

    # --- rows --------------------------------------------------------------------------------

    def read(self) -> None:
        """Put every row where it belongs."""
        heads = {self.rows[at][0] for at in self.columns.headers if at < len(self.rows)}
        scaled = None
        if self.columns.scale:
            place = self.rows[0][1].place
            scaled = Scaled(self.columns.scale, place, self.columns.heading)
            self.outline.scales.append(scaled)
        for n, row in self.rows:
            if n in heads:
                self._header(n, row)
            elif row.filled:
                self._row(n, row)
        if scaled:
            scaled.statements = self.found
        if self.columns.ratings:
            self.outline.problems.append(query(
                "draft-second-rating", self.rows[0][1].place, found=str(self.columns.ratings + 1)))

    def _header(self, n: int, row: Block) -> None:
        for c, cell in enumerate(row.cells):
            if not cell.text:
                continue
            role = role_of(cell.text)
            if role is None and cell.text == self.columns.title:
                self._title(n, c, cell, row)
            elif self.columns.roles.get(cell.column) is Role.LEVEL:
                self.outline.fates[n, c] = "a level of the scale"
            else:
                self.outline.fates[n, c] = "the heading of a column"
                if role is Role.ROOM:
                    self.outline.rooms.setdefault(words(cell.text), (cell.text, row.place))
                if role is Role.STATEMENT and cell.text.endswith(("…", "...", ":")):
                    self._stem(cell.text)

    def _stem(self, text: str) -> None:
        """The heading of the statements begins their sentences: it leads the section in."""
        if self.outline.parts and text not in self.outline.parts[-1].intro:
            self.outline.parts[-1].intro.append(text)

    def _title(self, n: int, c: int, cell: Cell, row: Block) -> None:
        """The cell above the statements: a section's title, unless it has one already."""
        part = self.outline.parts[-1] if self.outline.parts else None
        said = mark(cell.text)
        if part and not part.items and part.title and not said:
            if words(part.title) != words(cell.text):
                self.outline.problems.append(information(
                    "draft-column-heading", row.place, found=short(cell.text)))
            self.outline.fates[n, c] = "the heading of a column"
        elif part and not part.items and not part.title:
            part.title, part.keys = cell.text, [*part.keys, (n, c)]
        elif part and words(part.title) == words(cell.text):
            self.outline.fates[n, c] = "the heading of a column"  # it comes again on a new page
        else:
            self._section(cell.text, row.place, [(n, c)])

    def _section(
        self, text: str, place: str, keys: list[Key], worded: bool = False, intro: str = ""
    ) -> Part:
        said = mark(text) or numbered(text)
        title = said[1] if said and said[1] else text
        part = Part(plain(title), place, keys, mark=said[0] if said and said[1] else "",
                    worded=worded, inner=True)  # fmt: skip
        if intro:
            part.intro.append(intro)
        self.outline.parts.append(part)
        return part

    def _row(self, n: int, row: Block) -> None:
        filled = [(c, cell) for c, cell in enumerate(row.cells) if cell.text]
        only = filled[0] if len(filled) == 1 else None
        width = max((cell.column + cell.span for cell in row.cells), default=1)
        if only and asks_for_comments(only[1].text):
            self.outline.closing = self.outline.closing or only[1].text
            again = words(only[1].text) != words(self.outline.closing)
            self.outline.fates[n, only[0]] = (
                "left out: every row has room for comments" if again
                else "the closing box for comments")
            return
        if only and is_total(only[1].text):
            self.outline.fates[n, only[0]] = "left out: the workbook counts by itself"
            return
        section = self._cell(row, Role.SECTION)
        said = self._cell(row, Role.STATEMENT)
        if section and (said or len(filled) > 1):
            self._sectioned(n, row, section)
        ref = self._cell(row, Role.REF)
        if ref and said and self.by_depth and re.fullmatch(r"\d+\.?", ref.text) and (
            is_title(said.text) and len(filled) == 2
        ):
            # "1 Leadership" over rows numbered 1.1, 1.2 and so on.
            part = self._section(said.text, row.place, [(n, c) for c, _ in filled])
            part.mark = ref.text
            return
        if only and only[1] is ref and is_ref(ref.text) and self.columns.scale:
            self.outline.problems.append(query(
                "draft-empty-point", row.place, path=f"sections.{max(1, len(self.outline.parts))}"))
            self.outline.fates[n, only[0]] = "an empty point"
            return
        if only and self._is_heading(only[1], width, row):
            self._heading(n, only[0], only[1], row, width)
            return
        if said is None:
            said = next((cell for _, cell in filled if cell.span > 1
                         and cell.column <= self.statement < cell.column + cell.span), None)
        if said is None:
            for c, cell in filled:
                if cell is not section:
                    self._leftover(n, c, cell, row, None)
            return
        self._statement(n, row, said)

    def _sectioned(self, n: int, row: Block, section: Cell) -> None:
        """A column that names the section: a new name begins or goes on with a section."""
        c = row.cells.index(section)
        title = (numbered(section.text) or ("", section.text))[1]
        same = next((p for p in self.outline.parts
                     if words(p.title) in (words(section.text), words(title))), None)  # fmt: skip
        if same is None:
            part = self._section(section.text, row.place, [(n, c)])
            self.current: Part | None = part
        else:
            same.keys.append((n, c))
            if same is not self.outline.parts[-1]:
                self.outline.parts.remove(same)
                self.outline.parts.append(same)
                self.outline.problems.append(information(
                    "draft-section-apart", row.place, found=short(same.title)))

    # --- headings ----------------------------------------------------------------------------

    def _is_heading(self, cell: Cell, width: int, row: Block) -> bool:
        """Whether a row with words in one cell heads what follows."""
        text = cell.text
        if cell.column > self.statement and cell.span == 1:
            return False
        if mark(text):
            return True
        titled = is_title(text) or (self.by_question and bool(title_and_question(text)))
        across = cell.span > 1 and cell.column + cell.span >= min(width, len(row.cells) + 1)
        if across and (cell.span >= width - 1):
            return titled or cell.bold or bool(numbered(text) and is_title(text))
        if self.by_ref and self.columns.roles.get(cell.column) in (Role.STATEMENT, Role.REF):
            return titled or (cell.bold and len(text) <= 120)
        if cell.bold and titled:
            return True
        if cell.column < self.statement and len(text) > 4:
            return titled
        return titled and self.by_wording and not self.by_ref_always()

    def by_ref_always(self) -> bool:
        """Whether every statement has a ref, so that wording is no sign of a heading."""
        rows = self._body()
        return bool(rows) and all(self._cell(row, Role.REF) for _, row in rows)

    def _heading(self, n: int, c: int, cell: Cell, row: Block, width: int) -> None:
        kind = group_kind(cell.text)
        if kind in (Kind.CHALLENGE, Kind.QUESTION) and self.outline.parts:
            self.outline.fates[n, c] = f"heads statements of the kind {kind}"
            self.kind = kind
            return
        sure = cell.bold or cell.span >= max(2, width - 1) or bool(mark(cell.text)) or self.by_ref
        asked = title_and_question(cell.text) if self.by_question else None
        title, intro = asked or (cell.text, "")
        part = self._section(title, row.place, [(n, c)], worded=not sure, intro=intro)
        if self.outer:
            self.outline.problems.append(information(
                "draft-inner-heading", row.place, found=short(part.title)))

    # --- statements --------------------------------------------------------------------------

    kind: Kind = Kind.PRACTICE

    def _statement(self, n: int, row: Block, said: Cell) -> None:
        if not self.outline.parts:
            self.outline.parts.append(Part("", row.place))
        part = self.outline.parts[-1]
        c = row.cells.index(said)
        text, marker = said.text, ""
        own = marked(said.text)
        if own and own[1] and not self._cell(row, Role.REF):
            marker, text = own
        kind = kind_of(text) if self.kind is Kind.QUESTION else self.kind
        item = Item(text, row.place, [(n, c)], kind, marker,
                    rated=bool(self.columns.scale), gap=said.gap)  # fmt: skip
        if said.points:
            item.remarks.append("points")
            item.text = "\n• ".join([said.parts[0], *said.parts[1:]])
        elif len(said.parts) > 1:
            item.remarks.append("split")
            if any(part[:1].isupper() for part in said.parts[1:]):
                item.remarks.append("several")
        part.items.append(item)
        self.found += 1
        for at, cell in enumerate(row.cells):
            if cell.text and at != c and (n, at) not in self.outline.fates and not any(
                (n, at) in p.keys for p in self.outline.parts
            ):
                self._leftover(n, at, cell, row, item)

    def _leftover(self, n: int, c: int, cell: Cell, row: Block, item: Item | None) -> None:
        """What a row holds beside its statement."""
        role = self.columns.roles.get(cell.column)
        fates, key = self.outline.fates, (n, c)
        if role in (Role.LEVEL, Role.RATING, Role.ROOM, None) and is_printed(cell.text):
            fates[key] = "printed for people to mark"
        elif item is None:
            return
        elif role is Role.REF and not item.marker and is_ref(cell.text):
            item.marker = cell.text
            item.keys.append(key)
        elif role is Role.KIND and words(cell.text) in _KINDS:
            item.kind = _KINDS[words(cell.text)]
            item.keys.append(key)
        elif role is Role.LABEL and not item.label:
            item.label = cell.text
            item.keys.append(key)
        elif role in (Role.NOTE, Role.LABEL, Role.REF):
            item.note = "\n".join(filter(None, (item.note, cell.text)))
            item.keys.append(key)
            if "note" not in item.remarks:
                item.remarks.append("note")
        elif role is Role.LEVEL:
            level = self._level(cell.column)
            item.note = "\n".join(filter(None, (item.note, f"{level}: {cell.text}")))
            item.keys.append(key)
            if "rubric" not in item.remarks:
                item.remarks.append("rubric")

    def _level(self, column: int) -> str:
        for at in self.columns.headers:
            if at < len(self.rows):
                for cell in self.rows[at][1].filled:
                    if cell.column <= column < cell.column + cell.span and (
                        role_of(cell.text) is Role.LEVEL or cell.span == 1
                    ):
                        return cell.text
        return ""


def _same_width(rows: Numbered, before: Columns) -> bool:
    last = max(before.roles, default=0)
    return all(max((c.column + c.span for c in row.cells), default=0) > last for _, row in rows)
