"""Whether the words that a framework changes fit the workbook, and what there is to change.

A heading, a label or a tab may be called anything that no other of its kind is called, by us or by
them: so a workbook made before, in our words, is read as it always was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sendsheets import captions, carried, layout, review_layout
from sendsheets.drawing.spoken import Say
from sendsheets.layout import Column, Plan
from sendsheets.model import (
    GUARD,
    NOT_APPLICABLE,
    RULES,
    SHOWS,
    Asked,
    Framework,
    LastTime,
    Priority,
    Problem,
    Severity,
    Status,
    Words,
    guarded,
)
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.enquiries import Briefing
from sendsheets.workbook.formulas import (
    AGREE,
    DIFFERENT,
    HIGHER_LOWER,
    LESS_MORE,
    NOT_RATED,
    TO_CHECK,
)
from sendsheets.workbook.levels import CHECK
from sendsheets.workbook.review import drawn_review
from sendsheets.workbook.worded import saying
from sendsheets.workbook.write import drawn

TAB_LIMIT = 21
"""Characters of a tab's name (decisions.md 17)."""

LIST_LIMIT = 255
"""Excel's limit for a list that is typed into a validation."""

_SPECIAL_IN_COUNTS = set("*?~<>=")
_NOT_IN_TABS = set("[]:*?/\\'")


def word_faults(framework: Framework, file: str) -> list[Problem]:
    """Find what does not fit among the words that a framework changes.

    Args:
        framework: as it was loaded.
        file: its name, for the problems.

    Returns:
        Problems of the code ``framework-words``, with facts ``path``, ``found`` and ``advice``.
    """
    if not framework.words:
        return []
    words = Words(framework.words)
    plain = guarded(framework, words.guarded)
    say = saying(words)
    found = [
        *_tabs(plain, say), *_headings(plain, say), *_labels(plain, say), *_lists(plain, say),
        *_counted(say), *_unused(framework, words),
    ]  # fmt: skip
    return [Problem("framework-words", Severity.ERROR, file=file,
                    facts={"path": "words", "found": what, "advice": advice})
            for what, advice in dict.fromkeys(found)]  # fmt: skip


Found = tuple[str, str]
"""What was found, and what to do about it."""


def _tabs(framework: Framework, say: Say) -> Iterator[Found]:
    plan = Plan(framework, Asked(), peer_review=True, reviewing=True, previous=True)
    for name in plan.sheets:
        said = say(name)
        if GUARD in name or said == name:
            continue
        if name == layout.PEER_REVIEW:
            yield said, f"Leave “{name}” as it is: the reviewer’s answers are found by it."
        if len(said) > TAB_LIMIT or _NOT_IN_TABS & set(said):
            yield said, (f"It names a tab: at most {TAB_LIMIT} characters, and none of "
                         "[ ] : * ? / \\ '.")  # fmt: skip
        others = [other for other in plan.sheets if other != name]
        yield from _clash(said, [*others, *map(say, others)], "tab")


def _headings(framework: Framework, say: Say) -> Iterator[Found]:
    tables: tuple[Sequence[Column], ...] = (
        layout.section_columns(framework), layout.all_statements_columns(framework),
        review_layout.peer_review_columns(framework), captions.STRENGTH_COLUMNS,
        captions.AREA_COLUMNS, captions.PLAN_COLUMNS, carried.ACTION_COLUMNS,
        carried.LAST_COLUMNS, review_layout.ENQUIRY_COLUMNS,
    )  # fmt: skip
    for table in tables:
        for column in table:
            said = say(column.heading)
            if said == column.heading.replace(GUARD, ""):
                continue
            others = [other for other in table if other.key != column.key]
            names = [text for other in others
                     for text in (other.heading, *other.also, say(other.heading))]  # fmt: skip
            yield from _clash(said, names, "heading of a column")


def _labels(framework: Framework, say: Say) -> Iterator[Found]:
    labels = [d.label for d in layout.cover_details(framework, peer_review=True)]
    for label in labels:
        said = say(label)
        others = [other for other in labels if other != label]
        if said != label.replace(GUARD, ""):
            yield from _clash(said, [*others, *map(say, others)], "question on the Cover")


def _clash(said: str, others: Iterable[str], what: str) -> Iterator[Found]:
    taken = {other.replace(GUARD, "").casefold() for other in others}
    if said.casefold() in taken:
        yield said, f"Choose another: there is a {what} of this name already."


def _lists(framework: Framework, say: Say) -> Iterator[Found]:
    lists: list[list[str]] = [list(layout.PHASES), list(layout.ROLES),
                              [priority.label for priority in Priority], list(SHOWS),
                              [status.label for status in Status]]  # fmt: skip
    scales = {r.scale.id: r.scale for words in framework.kinds for r in words.ratings}
    lists += [[*(level.label for level in scale.levels), NOT_APPLICABLE]
              for scale in scales.values() if scale.not_applicable]  # fmt: skip
    for choices in lists:
        said = [say(choice) for choice in choices]
        if said == [choice.replace(GUARD, "") for choice in choices]:
            continue
        for text in said:
            if "," in text:
                yield text, "Take the comma out: it stands in a list, and Excel splits lists there."
        if len({text.casefold() for text in said}) < len(said):
            yield ", ".join(said), "Give every choice of the list a word of its own."
        if len(",".join(said)) > LIST_LIMIT:
            yield ", ".join(said), f"Shorten them: Excel's lists hold {LIST_LIMIT} in all."
    rules = [say(rule.name) for rule in RULES]
    if len({name.casefold() for name in rules}) < len(rules):
        yield ", ".join(rules), "Give every rule a name of its own."
    for scale in scales.values():
        taken = {text.replace(GUARD, "").casefold() for level in scale.levels
                 for text in (level.label, level.code, *level.spellings)}  # fmt: skip
        if say(NOT_APPLICABLE).casefold() in taken:
            yield say(NOT_APPLICABLE), "Choose another: a rating is called so already."


def _counted(say: Say) -> Iterator[Found]:
    """Texts that the workbook's formulas count, where some characters mean something else."""
    every = (captions.REMOVED, CHECK, AGREE, DIFFERENT, TO_CHECK, NOT_RATED, *HIGHER_LOWER,
             *LESS_MORE)  # fmt: skip
    for text in every:
        if _SPECIAL_IN_COUNTS & set(say(text)):
            yield say(text), "Use none of * ? ~ < > = here: the workbook counts these words."


# --- what there is to change -----------------------------------------------------------------


def own_texts(framework: Framework) -> tuple[str, ...]:
    """Every text of our own in the workbook of a framework, as it is drawn.

    Args:
        framework: whose workbook; with a reviewer's sheet, last time's, and a reviewer's own.

    Returns:
        The texts in the order in which they are first drawn. An ellipsis stands where the
        framework's own words do.
    """
    texts: dict[str, None] = {}

    def heard(text: str) -> str:
        ours = _THEIRS.sub("…", text)
        if re.search(r"[^\W\d_]{2}", ours.replace("…", "")):
            texts.setdefault(" ".join(ours.split()))
        return text.replace(GUARD, "")

    theirs, day = guarded(framework, _all_guarded), date(2000, 1, 1)
    plan = Plan(theirs, Asked(), peer_review=True, previous=True)
    drawn(plan, Answers(), heard, day)
    plan = Plan(theirs, Asked(), peer_review=True, reviewing=True, so_far=True)
    drawn_review(plan, Answers(), heard, day, Briefing(), LastTime(""))
    return tuple(texts)


_THEIRS = re.compile(rf"\S*{GUARD}\S*(?:\s+\S*{GUARD}\S*)*")


def _all_guarded(text: str) -> str:
    return re.sub(r"\S+", lambda m: m[0][0] + GUARD + m[0][1:], text)


def _unused(framework: Framework, words: Words) -> Iterator[Found]:
    """Words that stand nowhere, which are mostly misspelt."""
    used = {own for text in own_texts(framework) for own in words.uses(text)}
    for own, _ in framework.words:
        if own not in used:
            yield own, ("The workbook says this nowhere. See what it does say: "
                        "sendsheets frameworks words.")  # fmt: skip
