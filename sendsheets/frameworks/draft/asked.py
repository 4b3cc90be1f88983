"""What is doubtful in what a statement asks: of whom, how it can be rated, whether it is the law.

Signs only (``signs``): they are told, and nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sendsheets.frameworks import signs
from sendsheets.frameworks.draft.headings import says
from sendsheets.frameworks.draft.parts import Item, Outline, Part, information, query, short
from sendsheets.model import Kind, Problem

SUBJECT_MOST = 5
"""Where more statements than these share a subject, it is what the document is about."""

NAMES_MOST = 6
"""Words up to which a text without a verb only names something."""

_INTENT = re.compile(
    r"\b(?:seeks?|aims?|tr(?:y|ies)|strives?|endeavours?|intends?|hopes?|(?:is|are) committed)"
    r"\s+to\b",
    re.I,
)
_THINGS = r"(?:procedures?|systems?|polic(?:y|ies)|arrangements?|programmes?|process(?:es)?)"
_IN_PLACE = re.compile(
    rf"\b(?:is|are)(?:,[^,]*,)? in place\b|\bthere (?:is|are)\b[^.]{{0,40}}\b{_THINGS}\b"
    rf"|\bhas (?:an? |the )?(?:[\w-]+ ){{0,4}}{_THINGS}\b",
    re.I,
)
_GOOD = re.compile(
    r"\b(?:meaningful|effective(?:ly)?|robust|strong|good|clear(?:ly)?|secure|consistent(?:ly)?|"
    r"high[- ]quality|accurate|timely|regular(?:ly)?|well[- ]\w+|appropriate(?:ly)?|positive|"
    r"successful(?:ly)?|excellent|confident(?:ly)?|skilled|supportive|ambitious)\b",
    re.I,
)
_BAD = re.compile(
    r"\b(?:not|no|nobody|never|lack\w*|without|struggl\w*|difficult\w*|confus\w*|weak\w*|too|rarely|"
    r"seldom|insufficient\w*|limit\w*|misus\w*|cumbersome|reactive|only|conflict\w*|out of date|"
    r"problem\w*|challeng\w*|poor\w*|few|little|in(?:consistent|accurate|adequate|effective)\w*|"
    r"un(?:clear|able|even|aware|trained|met)\w*|barriers?|shortages?|delays?|late|slow\w*|hard|"
    r"gaps?|lost|fail\w*|miss\w*|pressures?|costs?|expensive|burden\w*|overload\w*|turnover|"
    r"high staff|vulnerab\w*|risk\w*|reluctan\w*|isolat\w*|time|complex\w*|chang\w*|"
    r"waiting|dis\w+|resist\w*|wrong\w*|awry)\b",
    re.I,
)
_PEOPLE = re.compile(
    r"^(?:the |all |our |most |many |some |every |each )?(?:schools?|sencos?|staff|teachers|"
    r"leaders|governors|pupils|learners|students|children|parents|carers|families|we|they|it|there|"
    r"teaching assistants|support staff|senior leaders)\b",
    re.I,
)
_DESCRIBED = re.compile(r"^(?!\S*-)\w+(?:ed|ing|able|ible|ful|ly)\b", re.I)
_OF = re.compile(
    r"^(?:an? |the )?\w+(?:ness|tion|sion|ment|ance|ence|ity|ship|ing)\s+(?:of|for|in)\b", re.I)
_PERSONAL_TITLE = re.compile(
    r"\bCPD\b|\bprofessional development\b|\btraining needs?\b|\bskills?\b|\bcompetenc\w+|"
    r"\bconfidence\b|\bknowledge audit\b",
    re.I,
)
_PERSONAL = re.compile(r"^(?:I|My)\b|^\w+ing\b")


def asked(outline: Outline) -> Iterator[Problem]:
    """Everything doubtful in what the statements ask, whose refs are settled by now."""
    for item in outline.items:
        yield from _one(item)
    for part in outline.parts:
        yield from _after_stem(part)
    yield from _in_place(outline.items)
    yield from _subjects(outline)
    yield from _title(outline)


def _one(item: Item) -> Iterator[Problem]:
    ref, text, place, said = (item.ref,), item.text, item.place, short(item.text)
    if names_only(item):
        yield query("draft-few-words", place, ref, found=said)
    if item.kind is Kind.CHALLENGE and not _BAD.search(text) and (
        _GOOD.search(text) or len(text.split()) <= NAMES_MOST
    ) and not text.rstrip().endswith("?"):
        yield query("draft-challenge-positive", place, ref, found=said)
    if item.kind is not Kind.PRACTICE:
        return
    if _INTENT.search(text):
        yield query("draft-intent", place, ref, found=said)
    duty = signs.first(signs.duties(), text)
    if duty:
        yield query("draft-legal", place, ref, found=duty[0], what=duty[1].name, law=duty[1].law)
    some = signs.first(signs.settings(), text)
    if some:
        yield information("draft-some-settings", place, ref, found=some[0], what=some[1].name)


def names_only(item: Item) -> bool:
    """Whether a statement names something and says nothing of it, so that nothing is to rate."""
    count = len(item.text.split())
    if item.kind is Kind.OPEN or says(item.text):
        return False
    if count <= 3:
        return True
    named = item.kind is not Kind.CHALLENGE and not item.text.rstrip().endswith("?")
    return named and count <= NAMES_MOST and not (
        _PEOPLE.match(item.text) or _DESCRIBED.match(item.text))


def _after_stem(part: Part) -> Iterator[Problem]:
    """Points that do not go on with the words that lead to them: "means that", and no clause."""
    if not any(re.search(r"\bthat\s*:?$", text) for text in part.intro):
        return
    for item in part.items:
        if item.kind is Kind.PRACTICE and _OF.match(item.text) and not says(item.text):
            yield query("draft-after-stem", item.place, (item.ref,), found=short(item.text),
                        other=next(t for t in part.intro if re.search(r"\bthat\s*:?$", t)))


def _in_place(items: Sequence[Item]) -> Iterator[Problem]:
    """Statements that only say that something is there: one doubt for them all."""
    there = [item for item in items
             if item.kind is Kind.PRACTICE and _IN_PLACE.search(item.text)]  # fmt: skip
    if there:
        refs = tuple(item.ref for item in there)
        yield information("draft-in-place", there[0].place, refs, found=short(there[0].text),
                          listed=", ".join(refs))  # fmt: skip


def _subjects(outline: Outline) -> Iterator[Problem]:
    """Statements of several sections that are about the same thing: one doubt a subject."""
    for subject in signs.subjects():
        found = [item for part in outline.parts for item in part.items
                 if subject.pattern.search(item.text)]  # fmt: skip
        sections = {re.match(r"\d*", item.ref)[0] for item in found}  # type: ignore[index]
        if 1 < len(found) <= SUBJECT_MOST and len(sections) > 1:
            refs = tuple(item.ref for item in found)
            yield information("draft-same-subject", found[0].place, refs, found=subject.name,
                              listed=", ".join(refs))  # fmt: skip


def _title(outline: Outline) -> Iterator[Problem]:
    """A title that speaks of a person's own development, over sections that describe a school."""
    said = _PERSONAL_TITLE.search(outline.title)
    if not said:
        return
    own = [part for part in outline.parts if _is_personal(part)]
    others = [part for part in outline.parts if part not in own]
    if len(others) * 2 > len(outline.parts):
        listed = ", ".join(str(part.number) for part in own) or "no section"
        yield query("draft-title-content", "the whole document", found=said[0], listed=listed,
                    other=", ".join(str(part.number) for part in others), path="title")


def _is_personal(part: Part) -> bool:
    practice = [item for item in part.items if item.kind is Kind.PRACTICE]
    return sum(bool(_PERSONAL.match(item.text)) for item in practice) * 2 > len(practice)
