"""The part of a reply that looks back: what has risen since last time, and what has not."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets.analysis.progress import FELL, ROSE
from sendsheets.model import Kind
from sendsheets.reports.page import Block
from sendsheets.reports.reply_facts import Row, Seen
from sendsheets.reports.reply_look import Fitting
from sendsheets.reports.reply_parts import heading, paragraph
from sendsheets.reports.since import READ_WITH_CARE, actions_done, sentence
from sendsheets.reports.wording import listing, number

_STEADY = "Nothing is rated otherwise than last time: what you had built has held."


def since_then(seen: Seen, fitting: Fitting) -> list[Block]:
    """What rose, stayed and fell since last time; nothing where that is not known."""
    result = seen.speaks.result
    last = actions_done(result)
    if fitting.since < 0 or not (seen.since or last):
        return []
    said = sentence(seen.since, seen.framework) if seen.since else ""
    whose = f"By the return of the {seen.speaks.role}: " if seen.several and said else ""
    made = [heading("Since last time", fitting),
            paragraph(" ".join(filter(None, (f"{whose}{said}", last))), fitting, 2)]  # fmt: skip
    mine = [row for row in seen.since if row["kind"] == Kind.PRACTICE.value]
    rose, fell = ([row for row in mine if row["change"] == word] for word in (ROSE, FELL))
    if rose and fitting.since:
        made.append(paragraph(f"What rose: {_named(rose, fitting.since)}. Those who brought that "
                              "about deserve to hear it.", fitting, 4))  # fmt: skip
    if fell and fitting.since:
        made.append(paragraph(f"Lower than last time: {_named(fell, fitting.since)}. "
                              f"{READ_WITH_CARE}", fitting, 4))  # fmt: skip
    if mine and not rose and not fell:
        made.append(paragraph(_STEADY, fitting, 2))
    return made


def _named(rows: Sequence[Row], most: int) -> str:
    said = [f"“{row['label']}” ({row['ref']}), from {row['level_before']} to "
            f"{row['level_label']}" for row in rows[:most]]  # fmt: skip
    left = len(rows) - most
    said += [f"{left} more"] if left > 0 else []
    return said[0] if len(said) == 1 else f"{'; '.join(said[:-1])}; and {said[-1]}"


def in_a_sentence(seen: Seen) -> str:
    """What rose since last time, for the email; empty text where nothing did."""
    rows = [row for row in seen.since
            if row["kind"] == Kind.PRACTICE.value and row["change"] == ROSE]  # fmt: skip
    if not rows:
        return ""
    what = listing([f"“{row['label']}” ({row['ref']})" for row in rows[:2]])
    more = f", among them {what}" if len(rows) > 2 else f": {what}"
    return f"Since last time {number(len(rows), 'rating')} rose{more}."
