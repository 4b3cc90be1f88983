"""A framework as it was, from the workbooks that were made from it.

The file of an earlier version is mostly gone when its answers are wanted. But every workbook holds
the ref and the words of each statement that it asked, and most of them as they were sent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sendsheets.frameworks.diff import followed
from sendsheets.intake.cells import Book, read_cells
from sendsheets.intake.inspect import inspect
from sendsheets.intake.package import Abnormal, Damaged, TooLarge
from sendsheets.layout import GUIDANCE, Plan
from sendsheets.model import Asked, Framework, Kind, Section, Statement
from sendsheets.returns.find import find_tables, is_calculated, rows, same_sheet
from sendsheets.returns.known import Known, known, without_mark
from sendsheets.returns.levels_then import Labels, levels_seen, with_levels_then
from sendsheets.returns.theirs import in_our_words
from sendsheets.returns.words import fold, fold_ours, fold_ref

_REF = re.compile(r"(\d{1,2})([a-z]{1,2})$")
_MARK = fold_ours(" (Statutory)")
_LABEL = 60


@dataclass(slots=True)
class _Seen:
    """What workbooks say of one ref: how often it stands beside which words, under which kind."""

    words: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    sheets: Counter[str] = field(default_factory=Counter)


def as_it_was(files: Iterable[bytes], now: Framework, version: str) -> Framework:
    """Put an earlier version together from workbooks that were made from it.

    Args:
        files: the workbooks' bytes, all of that version; what cannot be read is left out.
        now: the framework as it is, with its table of changes.
        version: the version of the workbooks.

    Returns:
        The framework with the refs and words that most of the workbooks have. A school that
        changed a statement in its own copy does not change what the others say. Kinds are those
        of now, and levels those that the Guidance explains. A statement whose section none of
        them has is as it is now.
    """
    seen: dict[str, _Seen] = {}
    levels: dict[str, Counter[Labels]] = {}
    ours = known(now)
    for data in files:
        book = _cells(data, now)
        for scale, labels in levels_seen(book, now).items() if book else ():
            levels.setdefault(scale, Counter())[labels] += 1
        for ref, words, kind, sheet in _rows(book, ours) if book else ():
            found = seen.setdefault(ref, _Seen())
            found.words[words] += 1
            found.kinds[kind] += 1
            found.sheets[sheet] += 1
    if not seen:
        return replace(now, version=version, rebuilt=True)
    now = with_levels_then(now, version, levels)
    sections = _sections(seen, now, version)
    return replace(now, version=version, sections=sections, rebuilt=True)


def _cells(data: bytes, now: Framework) -> Book | None:
    try:
        facts = inspect(data, skip=_is_left, careful=True).facts
        if facts is None:
            return None
        book, _ = in_our_words(read_cells(facts), Plan(now, Asked()))
        # One that has another name in the file is seen for what it is only now.
        return Book(tuple(sheet for sheet in book.sheets if not _is_left(sheet.name)))
    except (Abnormal, Damaged, TooLarge):
        return None


def _is_left(name: str) -> bool:
    """Whether a sheet of this name is left out: what nobody types on, but for the Guidance."""
    return is_calculated(name) and not same_sheet(name, GUIDANCE)


def _rows(book: Book, ours: Known) -> Iterator[tuple[str, str, str, str]]:
    """Ref, words, kind and sheet of every row that has a ref and words."""
    for table in find_tables(book, ours)[0]:
        for row in rows(table):
            ref, words = fold_ref(row.text("ref")), row.text("statement").strip()
            if _REF.match(ref) and words:
                yield ref, words, row.text("kind"), table.sheet.name


def _sections(
    seen: Mapping[str, _Seen], now: Framework, version: str
) -> tuple[Section, ...]:
    numbers = {_number(ref) for ref in seen}
    made: dict[int, list[Statement]] = {}
    for ref, found in seen.items():
        made.setdefault(_number(ref), []).append(_statement(ref, found, now, version))
    for statement in now.statements:
        # Of a section that nobody was asked, and of other settings, nothing else is known.
        if statement.ref not in seen and (statement.section not in numbers or statement.settings):
            own = replace(statement, ratings=now.kind_words(statement.kind).ratings)
            made.setdefault(statement.section, []).append(own)
    return tuple(
        _section(number, sorted(statements, key=lambda s: _order(s.ref)), seen, now)
        for number, statements in sorted(made.items())
    )


def _section(
    number: int, statements: list[Statement], seen: Mapping[str, _Seen], now: Framework
) -> Section:
    own = next((s for s in now.sections if s.number == number), None)
    sheets = Counter[str]()
    for statement in statements:
        sheets += seen[statement.ref].sheets if statement.ref in seen else Counter()
    name = sheets.most_common(1)[0][0] if sheets else own.sheet if own else str(number)
    short = name.removeprefix(f"{number} ")
    if own:
        return replace(own, short=short, statements=tuple(statements))
    return Section(number, short, short, "", tuple(statements))


def _statement(ref: str, found: _Seen, now: Framework, version: str) -> Statement:
    text = _most(found.words)
    statutory = fold(text).endswith(_MARK)
    plain = text[: -len(" (Statutory)")].rstrip() if statutory else text
    targets, _ = followed(ref, version, now)
    target = now.statement(targets[0]) if len(targets) == 1 else None
    kind = _kind(_most(found.kinds), target, now)
    base = target or Statement(ref, 0, plain, "", kind, ())
    same = target is not None and without_mark(fold(text)) == fold_ours(target.text).strip()
    return replace(
        base, ref=ref, section=_number(ref), text=target.text if same and target else plain,
        label=target.label if same and target else _short(plain), kind=kind,
        ratings=now.kind_words(kind).ratings,
        statutory=base.statutory or ("Marked so at the time" if statutory else None),
    )  # fmt: skip


def _kind(word: str, target: Statement | None, now: Framework) -> Kind:
    """The kind of a statement: by the word beside it, else that of what became of it."""
    by_word = {fold(words.label): words.kind for words in now.kinds}
    own = target.kind if target else Kind.PRACTICE
    return by_word.get(fold(word), own) if word else own


def _most(counted: Counter[str]) -> str:
    """What stands there most often; of equals always the same one."""
    return min(counted, key=lambda text: (-counted[text], text)) if counted else ""


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1].rsplit(" ", 1)[0] + "…"


def _number(ref: str) -> int:
    found = _REF.match(ref)
    return int(found[1]) if found else 0


def _order(ref: str) -> tuple[int, str]:
    letters = ref.lstrip("0123456789")
    return len(letters), letters
