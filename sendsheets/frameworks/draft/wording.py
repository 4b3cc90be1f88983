"""What is doubtful in how a document is worded: it is told, and nothing is changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sendsheets.frameworks.draft.parts import Item, Outline, information, query, short
from sendsheets.frameworks.draft.repeats import alike, same
from sendsheets.frameworks.draft.slips import slips
from sendsheets.model import Kind, Problem

LONG = 350
"""Characters from which a statement makes a very high row."""

_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|eg|ie|vs|inc|incl|approx|Dr|Mr|Mrs|Ms|St)\.", re.I)
_NEXT = re.compile(r"[.!?][\"”’')\]]*\s+(?=[A-Z“\"‘])")
_APOSTROPHE = re.compile(
    r"\b(?:pupils|parents|carers|teachers|learners|students|schools|childrens|governors)\s+"
    r"(?:needs|education|progress|views|voices?|outcomes|achievements?|behaviour|meetings?)\b",
    re.I,
)
_RULE = re.compile(r"\b(?:should|must|shall|ought)\b", re.I)
_ADVICE = re.compile(r"\b(?:should|must|needs? to|need allocated)\b", re.I)
_PEOPLE = (
    ("pupils?", "learners?", "students?", "children"),
    ("parents?/ ?carers?|parents? and carers?", "parents?/guardians?", "parents?"),
    ("schools?", "organisations?", "settings", "colleges?"),
)  # fmt: skip


def sentences(text: str) -> int:
    """How many sentences a text has; abbreviations end none."""
    bare = _ABBREVIATED.sub(lambda found: found[0].replace(".", ""), text)
    return 1 + len(_NEXT.findall(bare.strip()))


def remarks(outline: Outline) -> Iterator[Problem]:
    """Everything doubtful in the wording of the statements, whose refs are settled by now."""
    items = outline.items
    for item in items:
        yield from _one(item)
    for item, before in same(items):
        yield query("draft-repeated", item.place, (item.ref,), found=short(item.text),
                    other=before.ref)  # fmt: skip
    for item, before in alike(items):
        yield query("draft-alike", item.place, (item.ref, before.ref), found=short(item.text),
                    other=f"{before.ref}: {short(before.text)}")  # fmt: skip
    yield from _full_stops(items)
    yield from _mixed(items)
    yield from _sizes(outline)
    if outline.rooms:
        told = "; ".join(f"“{text}” ({place})" for text, place in outline.rooms.values())
        yield information("draft-rooms", "the whole document", found=told)


def _one(item: Item) -> Iterator[Problem]:
    ref, text, place = (item.ref,), item.text, item.place
    said = short(text)
    count = sentences(text)
    broken = "split" in item.remarks
    if "several" in item.remarks:
        count = max(2, count)  # a paragraph that begins a new sentence
    if count > 1 and item.kind in (Kind.PRACTICE, Kind.GOAL):
        yield query("draft-two-claims", place, ref, found=said, count=str(count))
    if broken:
        yield query("draft-split", place, ref, found=said)
    if "points" in item.remarks:
        yield query("draft-points", place, ref, found=said)
    if "stem" in item.remarks:
        yield query("draft-stem", place, ref, found=said)
    if "rubric" in item.remarks:
        yield query("draft-rubric", place, ref, found=short(item.note))
    if "note" in item.remarks:
        yield information("draft-note", place, ref, found=short(item.note))
    if "draft-statement-heading" in item.remarks:
        yield query("draft-statement-heading", place, ref, found=said)
    if "draft-paragraph-statement" in item.remarks:
        yield query("draft-paragraph-statement", place, ref, found=said)
    if "title" in item.remarks:
        yield query("draft-title-statement", place, ref, found=said)
    for found, what in slips(text):
        yield query("draft-slip", place, ref, found=found, what=what)
    if item.gap:
        yield query("draft-missing-word", place, ref, found=item.gap)
    apostrophe = _APOSTROPHE.search(text)
    if apostrophe:
        yield query("draft-apostrophe", place, ref, found=apostrophe[0])
    if item.kind is Kind.PRACTICE and item.rated and _RULE.search(text):
        yield query("draft-rule", place, ref, found=said)
    if item.kind is Kind.CHALLENGE and _ADVICE.search(text):
        yield query("draft-advice", place, ref, found=said)
    asks = "?" in text
    if item.kind is Kind.CHALLENGE and text.rstrip().endswith("?"):
        yield query("draft-challenge-question", place, ref, found=said)
    if item.kind is Kind.OPEN and not asks:
        yield query("draft-question-mark", place, ref, found=said)
    if len(text) > LONG:
        yield information("draft-long", place, ref, found=str(len(text)))


def _full_stops(items: Sequence[Item]) -> Iterator[Problem]:
    """Statements without a full stop, where most have one."""
    without = [item for item in items if not item.text.rstrip().endswith((".", "?", "!", ":", "”"))]
    if without and len(without) * 2 < len(items):
        refs = tuple(item.ref for item in without)
        yield information("draft-full-stops", without[0].place, refs, found=str(len(without)),
                          listed=", ".join(refs))  # fmt: skip


def _mixed(items: Sequence[Item]) -> Iterator[Problem]:
    """Several words for the same people, or for a school."""
    text = " ".join(item.text for item in items)
    for group in _PEOPLE:
        counted: Counter[str] = Counter()
        rest = text
        for word in group:
            found = re.findall(rf"\b(?:{word})\b", rest, re.I)
            rest = re.sub(rf"\b(?:{word})\b", " ", rest, flags=re.I)
            if found:
                counted[Counter(map(str.lower, found)).most_common(1)[0][0]] += len(found)
        if len(counted) > 1 and sum(counted.values()) > 5:
            said = ", ".join(f"{word} ({times})" for word, times in counted.most_common())
            yield information("draft-mixed-words", "the whole document", found=said)


def _sizes(outline: Outline) -> Iterator[Problem]:
    sizes = [len(part.items) for part in outline.parts]
    if len(sizes) > 1 and max(sizes) >= 3 * min(sizes) and max(sizes) - min(sizes) > 3:
        yield information("draft-sizes", "the whole document",
                          found=f"{min(sizes)} to {max(sizes)}")  # fmt: skip

