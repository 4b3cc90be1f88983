"""What the columns of a table are for, by their headings and by what stands under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sendsheets.frameworks.draft import scales
from sendsheets.frameworks.draft.blocks import Block, Cell, plain, words
from sendsheets.frameworks.draft.roles import Role, is_printed, is_ref, role_of
from sendsheets.frameworks.draft.scales import Found, scale_in, scale_of


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: what each is for (by its number), its scale, its header rows.

    ``headers`` are the numbers of header rows in the table; ``title`` is the cell of the first
    header that heads the statements and may be the section's title; ``ratings`` counts the
    columns of ratings beside the first.
    """

    roles: dict[int, Role]
    scale: Found | None
    headers: tuple[int, ...]
    title: str = ""
    ratings: int = 0
    heading: str = ""


def columns_of(rows: Sequence[Block]) -> Columns:
    """Find out what the columns of a table are for.

    Args:
        rows: the rows of one table, in order.

    Returns:
        Their roles. The column of statements is always there: the one with the longest texts,
        where no heading names it.
    """
    headers = _headers(rows, _blank_below(rows))
    body = [row for n, row in enumerate(rows) if n not in headers]
    roles: dict[int, Role] = {}
    heads: dict[int, str] = {}
    title: Cell | None = None
    for n in headers:
        for cell in rows[n].filled:
            role = role_of(cell.text)
            if role is None:
                title = title or cell
                continue
            for column in range(cell.column, cell.column + cell.span):
                # A heading over several columns gives way to those that stand under it.
                roles[column], heads[column] = role, cell.text
    _number_column(roles, heads)
    scale, heading = _scale(rows, headers, roles, heads)
    if not (scale and scale.ticks):
        for column in [c for c, role in roles.items() if role is Role.LEVEL]:
            # "No" over a column of numbers; else a level without others.
            roles[column] = Role.REF if words(heads.get(column, "")) == "no" else Role.RATING
    statement = _statements(body, roles)
    if statement is not None:
        for column in [c for c, role in roles.items() if role is Role.STATEMENT and c != statement]:
            if column < statement:
                del roles[column]  # the heading spans the refs as well
            else:
                roles[column] = Role.NOTE
        roles[statement] = Role.STATEMENT
        _refs(body, roles, statement)
    scale, heading = _by_contents(body, roles, scale, heading)
    if title and title.column > (statement or 0):
        title = None  # it heads another column
    rating = {heads.get(c, str(c)) for c, role in roles.items() if role is Role.RATING}
    times = Counter(words(heads.get(c, str(c))) for c, role in roles.items()
                    if role is Role.LEVEL)  # fmt: skip
    levels = max(times.values(), default=0)  # once for each rater
    more = max(0, len(rating) + levels - 1) if scale else 0
    return Columns(roles, scale, headers, title.text if title else "", more, heading)


def _number_column(roles: dict[int, Role], heads: dict[int, str]) -> None:
    """Take "No" for the heading of numbers, where the other levels make a scale without it."""
    levels = [column for column, role in roles.items() if role is Role.LEVEL]
    if scale_of([heads[column] for column in levels]):
        return
    for column in levels:
        others = [heads[other] for other in levels if other != column]
        if words(heads[column]) == "no" and column == min(levels) and scale_of(others):
            roles[column] = Role.REF
            return


def _blank_below(rows: Sequence[Block]) -> frozenset[int]:
    """The columns that hold nothing but what is printed to be marked, below the first row."""
    filled = {cell.column for row in rows[1:] for cell in row.filled if not is_printed(cell.text)}
    return frozenset(cell.column for row in rows for cell in row.cells) - filled


def _headers(rows: Sequence[Block], blank: frozenset[int]) -> tuple[int, ...]:
    """The numbers of the rows that are headings of columns, repeated ones among them."""
    found: list[int] = []
    texts: set[tuple[str, ...]] = set()
    for n, row in enumerate(rows):
        filled = row.filled
        said = tuple(words(cell.text) for cell in filled)
        if said in texts:
            found.append(n)
            continue
        if _is_header(row, n, n - 1 in found, blank):
            found.append(n)
            texts.add(said)
    return tuple(found)


def _is_header(row: Block, n: int, under: bool, blank: frozenset[int]) -> bool:
    """Whether a row holds headings of columns.

    Args:
        row: the row.
        n: its number in the table.
        under: whether the row above it holds headings.
        blank: the columns that are blank below the first row: over them stand headings.
    """
    roles = {cell.column: role_of(cell.text) for cell in row.filled}
    known = [role for role in roles.values() if role]
    unknown = [cell for cell in row.filled if not roles[cell.column]]
    if not n and known and len(unknown) > 1 and len(row.cells) > len(blank) > 1:
        unknown = [cell for cell in unknown if cell.column not in blank]
    if not n and known and all(cell.span > 1 for cell in unknown):
        unknown = []  # "School" and "Reviewer" over the columns of each
    if not known or len(unknown) > 1 or any(len(c.text.split()) > 18 for c in row.filled):
        return False
    levels = _once([c.text for c in row.filled if roles[c.column] is Role.LEVEL])
    scaled = bool(scale_of(levels) or (words(levels[0]) == "no" and scale_of(levels[1:]))
                  if levels else None)  # fmt: skip
    if n and not under:
        return scaled  # a section begins with headings of its own
    if under and (unknown or set(known) <= {Role.REF}):
        return bool(unknown and scaled)
    if unknown and _sentence(unknown[0].text):
        return len(known) > 1 and bool({Role.LEVEL, Role.RATING} & set(known)) and (
            min(roles) == unknown[0].column)
    if unknown and len(known) == 1 and min(roles) != unknown[0].column and (
        known[0] in (Role.REF, Role.LEVEL)
    ):
        return False  # a number and a statement
    return len(known) > 1 or bool(unknown) or (len(row.cells) > 1 and known != [Role.REF])


def _once(texts: Sequence[str]) -> list[str]:
    """The texts before any of them comes again: of several raters' levels those of the first."""
    said = [words(text) for text in texts]
    return [text for n, text in enumerate(texts) if said[n] not in said[:n]]


def _sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?")) or len(text.split()) > 12


def _scale(
    rows: Sequence[Block], headers: Sequence[int], roles: dict[int, Role], heads: dict[int, str]
) -> tuple[Found | None, str]:
    """The scale that the headings name: a column for each level, or one heading for all."""
    for n in headers:
        levels = [cell for cell in rows[n].filled if roles.get(cell.column) is Role.LEVEL
                  and role_of(cell.text) is Role.LEVEL]  # fmt: skip
        found = scale_of(_once([cell.text for cell in levels]), "the headings of its columns")
        if found:
            return replace(found, ticks=True), _above(rows, headers, levels)
    for column in sorted(heads):
        if roles[column] is Role.RATING:
            found = scale_in(heads[column], f"the heading “{plain(heads[column])}”")
            if found:
                return found, heads[column]
    for column in sorted(heads):
        if roles[column] is Role.RATING:
            found = scales.rag(heads[column])
            how = f"the heading “{plain(heads[column])}”"
            if found:
                return replace(found, how=how), heads[column]
    return _custom(rows, headers, roles)


def _above(rows: Sequence[Block], headers: Sequence[int], levels: Sequence[Cell]) -> str:
    """The heading that stands over the columns of levels, if there is one."""
    for n in headers:
        for cell in rows[n].filled:
            if role_of(cell.text) is Role.RATING and cell.column <= levels[0].column < (
                cell.column + cell.span
            ):
                return cell.text
    return ""


def _custom(
    rows: Sequence[Block], headers: Sequence[int], roles: dict[int, Role]
) -> tuple[Found | None, str]:
    """Levels in words that are in no list of ours: short headings side by side, blank below."""
    if not headers:
        return None, ""
    body = [row for n, row in enumerate(rows) if n not in headers]
    filled = Counter(cell.column for row in body for cell in row.filled
                     if not is_printed(cell.text))  # fmt: skip
    for n in headers:
        run: list[Cell] = []
        for cell in rows[n].filled:
            own = role_of(cell.text) in (None, Role.LEVEL) and len(cell.text) <= 80
            if own and not filled[cell.column] and len(body) > 1:
                run.append(cell)
            elif len(run) < 2:
                run = []
        if 2 <= len(run) <= 6 and len({words(cell.text) for cell in run}) == len(run):
            found = scales.in_their_order([plain(cell.text) for cell in run])
            if len(found.steps) < 2:
                continue
            for cell in run:
                roles[cell.column] = Role.LEVEL
            return replace(found, how="the headings of its columns", ticks=True), ""
    return None, ""


def _statements(body: Sequence[Block], roles: dict[int, Role]) -> int | None:
    """The column of statements: of those named so, or not named, the one with most words."""
    lengths: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for row in body:
        for cell in row.filled:
            role = roles.get(cell.column)
            if role is Role.STATEMENT:
                named[cell.column] += len(cell.text)
            if role in (None, Role.STATEMENT, Role.NOTE) and cell.span < max(2, len(row.cells)):
                lengths[cell.column] += len(cell.text)
    if named:
        return named.most_common(1)[0][0]
    unnamed = Counter({c: n for c, n in lengths.items() if roles.get(c) is None})
    best = (unnamed or lengths).most_common(1)
    if best:
        return best[0][0]
    # Nothing but headings of columns that are known: what is called so holds the statements.
    rest: Counter[int] = Counter()
    for row in body:
        for cell in row.filled:
            if roles.get(cell.column) in (Role.SECTION, Role.REF, None):
                rest[cell.column] += len(cell.text)
    return rest.most_common(1)[0][0] if rest else None


def _refs(body: Sequence[Block], roles: dict[int, Role], statement: int) -> None:
    """Name the columns before the statements, which are refs, or sections where they are words."""
    for column in range(statement):
        role = roles.get(column)
        if role not in (None, Role.SECTION):
            continue
        cells = [cell for row in body for cell in row.filled
                 if cell.column == column and cell.span == 1]  # fmt: skip
        if not cells:
            continue
        texts = [cell.text for cell in cells]
        numbered = all(is_ref(text) or text.isdigit() for text in texts)
        if (numbered and len(set(texts)) == len(texts)) or (
            role is None and all(map(is_ref, texts))
        ):
            roles[column] = Role.REF
        elif role is None and len(cells) < len(body):
            roles[column] = Role.SECTION
        elif role is None:
            several = len({words(cell.text) for cell in cells}) < len(cells)
            roles[column] = Role.SECTION if several else Role.LABEL


def _by_contents(
    body: Sequence[Block], roles: dict[int, Role], scale: Found | None, heading: str
) -> tuple[Found | None, str]:
    """A scale that stands in every row, to be circled or ticked: ``R A G``, ``☐ Yes ☐ No``."""
    texts: dict[int, Counter[str]] = {}
    for row in body:
        for cell in row.filled:
            if roles.get(cell.column) in (None, Role.RATING, Role.ROOM):
                texts.setdefault(cell.column, Counter())[cell.text] += 1
    for column, counted in sorted(texts.items()):
        text, times = counted.most_common(1)[0]
        asked = roles.get(column) is Role.RATING
        if (times >= 2 or asked) and times * 2 >= len(body):
            found = scale_in(text, "what stands in its rows")
            if found:
                roles[column] = Role.RATING
                more = scale and not scale.ticks and set(scale.labels) < set(found.labels)
                return (found if more or not scale else scale), heading
    return scale, heading
