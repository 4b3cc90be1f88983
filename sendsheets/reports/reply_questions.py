"""Questions that a school's governors could ask, each from what this very school said."""

from __future__ import annotations

from sendsheets.model import Kind, State
from sendsheets.reports.reply_facts import Item, Seen
from sendsheets.reports.wording import listing


def reply_questions(seen: Seen) -> list[str]:
    """Questions for governors, the most useful first; at least two.

    They come from ratings that rest on a legal duty, that differ between voices, that are high
    without evidence or low without an action; from overdue actions, from what gets in the way,
    and from open questions; and the last asks what will be different for pupils.
    """
    made = [_duty(seen), _differ(seen), _bare_strength(seen), _without_action(seen),
            _overdue(seen), _in_the_way(seen), _open(seen)]  # fmt: skip
    best = [question for question in made if question]
    pupils = "What will be different for pupils by this time next year, and how will we know?"
    if not best:
        best = ["Which of our strengths would a visitor see in a day, and what would show it?"]
    return [*best[:1], pupils, *best[1:]]


def _named(item: Item) -> str:
    return f"“{item.statement.label}” ({item.statement.ref})"


def _duty(seen: Seen) -> str:
    item = next((item for item in seen.first if item.statement.statutory), None)
    if item is None:
        return ""
    rated = min((s for s in item.rated if s.level),
                key=lambda s: item.statement.main.scale.rank(s.level.key if s.level else ""))
    assert rated.level
    return (f"{_named(item)} rests on a legal duty and is rated {rated.level.label}. "
            "By when will it be met, and who sees to it?")  # fmt: skip


def _differ(seen: Seen) -> str:
    item = next((item for item in seen.first if item.differs), None)
    if item is None:
        return ""
    said = listing([f"{s.voice.role}: {s.level.label}" for s in item.rated if s.level])
    return f"We see {_named(item)} differently ({said}). What does each of us see?"


def _bare_strength(seen: Seen) -> str:
    bare = [item for item in seen.strengths
            if not any(s.response.evidence.strip() for s in item.said)]  # fmt: skip
    if not bare:
        if not seen.strengths:
            return "What is going well for pupils with SEND, and what shows it?"
        item = seen.strengths[0]
        return f"How would parents and pupils say that {_named(item)} is going?"
    bare.sort(key=lambda item: (not item.statement.statutory, -item.lowest, item.order))
    label = bare[0].rated[0].level
    assert label
    return (f"{_named(bare[0])} is rated {label.label} with no evidence noted. What would we show "
            "somebody who asked?")  # fmt: skip


def _without_action(seen: Seen) -> str:
    bare = [item for item in seen.first if item.action is None and not item.statement.statutory]
    if not bare:
        return ""
    return f"What is the first step on {_named(bare[0])}, for which no action is written down yet?"


def _overdue(seen: Seen) -> str:
    late = list(dict.fromkeys(str(row["ref"]) for row in seen.actions if row["overdue"]))
    if not late:
        return ""
    refs = listing(late) if len(late) <= 6 else f"{', '.join(late[:6])} and {len(late) - 6} more"
    return f"What has held up the overdue action{'s' if len(late) > 1 else ''} on {refs}, and " \
        "what would help?"  # fmt: skip


def _in_the_way(seen: Seen) -> str:
    low = [item for item in seen.of(Kind.CHALLENGE) if item.low]
    if not low:
        return ""
    worst = min(low, key=lambda item: (item.lowest, item.order))
    return f"{_named(worst)} gets in the way. What could we as governors change?"


def _open(seen: Seen) -> str:
    asked = list(seen.of(Kind.OPEN))
    blank = [item for item in asked
             if all(not (s.response.answer or "").strip() for s in item.said)]  # fmt: skip
    if blank:
        return f"The question {_named(blank[0])} has no answer yet. What would we say?"
    said = [item for item in asked
            if any(s.response.main.state is State.RATED for s in item.said)]  # fmt: skip
    if said:
        return f"The school has answered {_named(said[0])}. Is that what we see as governors?"
    return ""
