"""Sentences of a comparison, which several sheets say."""

from __future__ import annotations

from sendsheets.analysis.progress import FELL, ROSE, STAYED
from sendsheets.analysis.so_far import STANDINGS
from sendsheets.model import Kind
from sendsheets.reports.change.facts import Compared

NOT_RANKED = "For professional discussion, not for ranking schools."

COMPARED = (
    "Compared: rated both times, and about the same thing. What was rated once only is counted "
    "apart."
)

_OTHER_WAY = {ROSE: "eased", FELL: "grew", STAYED: "stayed"}


def change_word(change: str, kind: str) -> str:
    """What became of a rating, as people read it: of a challenge, that it eased or grew."""
    word = _OTHER_WAY.get(change, change) if kind == Kind.CHALLENGE.value else change
    return word[:1].upper() + word[1:]


def many(number: int, noun: str, plural: str = "") -> str:
    """A count with its noun."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def summary(facts: Compared) -> str:
    """What rose, stayed and fell in one sentence, with n."""
    rows = facts.practice["change"].value_counts()
    rose, stayed, fell = (int(rows.get(word, 0)) for word in (ROSE, STAYED, FELL))
    total = rose + stayed + fell
    whose = "" if facts.single else f" of {many(len(facts.pairs), 'school')}"
    noun = "practice rating" if facts.framework.has_kinds else "rating"
    return (f"{many(total, noun)}{whose} given both times: {rose} rose, {stayed} stayed, "
            f"{fell} fell.")  # fmt: skip


def actions_summary(facts: Compared) -> str:
    """What became of last time's actions in one sentence."""
    n = facts.between
    if not facts.pairs:
        standings = facts.actions["standing"].value_counts()
        said = [f"{int(standings[word])} {word.lower()}" for word in STANDINGS
                if standings.get(word, 0)]  # fmt: skip
        return f"{many(len(facts.actions), 'action')}: {', '.join(said) or 'none'}."
    total = sum(n.values()) - n["new"]
    return (f"Of {many(total, 'action')} of last time: {n['done']} done, {n['dropped']} dropped, "
            f"{n['overdue']} overdue, {n['open']} open, {n['silent']} not mentioned since. "
            f"{n['new']} new.")  # fmt: skip


def alone(facts: Compared) -> str:
    """Which schools are in no comparison, in a sentence; empty where there are none."""
    said = []
    for returns, words in ((facts.only_before, "only last time"),
                           (facts.only_after, "only this time")):  # fmt: skip
        if returns:
            said.append(f"{many(len(returns), 'return')} {words}")
    tail = f" {facts.left_out}" if facts.left_out else ""
    return f"Not compared: {', '.join(said)}.{tail}" if said else tail.strip()
