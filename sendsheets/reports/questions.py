"""Questions that governors could ask of one return, each with what it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sendsheets.reports.portrait import Portrait, flagged
from sendsheets.reports.wording import labels, listing, long_day, number


@dataclass(frozen=True, slots=True)
class Question:
    """A question that governors could ask, and what in the return it comes from."""

    text: str
    because: str


def governor_questions(seen: Portrait) -> list[Question]:
    """Questions that governors could ask, the most useful first (workbook.md 18).

    There are always at least two: one on what shows it, one on what will be different.
    """
    made = [rule(seen) for rule in _RULES]
    return [question for question in made if question]


def _on_evidence(seen: Portrait) -> Question | None:
    best = labels(flagged(seen.practice.scale, True))
    if not seen.strengths:
        return Question("What is going well for pupils with SEND, and what shows it?",
                        f"No statement is rated {best} yet.")  # fmt: skip
    bare = [row["ref"] for row in seen.strengths if not row["evidence"].strip()]
    because = f"{number(len(seen.strengths), 'statement')} rated {best}. " + (
        f"{len(bare)} have no evidence noted: {_refs(bare)}." if len(bare) > 1 else
        f"One has no evidence noted: {bare[0]}." if bare else "Each has evidence noted."
    )  # fmt: skip
    return Question(f"What evidence sits behind the {best} ratings?", because)


def _on_actions(seen: Portrait) -> Question | None:
    if not seen.areas:
        return None
    low = labels(flagged(seen.practice.scale, False))
    bare = [row["ref"] for row in seen.areas if not row["action"].strip()]
    if not bare:
        return Question(f"Which of the actions on the {low} ratings matters most to pupils?",
                        f"All {len(seen.areas)} have an action." if len(seen.areas) > 1 else
                        "The one statement rated so has an action.")  # fmt: skip
    return Question(f"Which {low} ratings have no action yet, and why?",
                    f"{len(bare)} of {len(seen.areas)}: {_refs(bare)}.")  # fmt: skip


def _on_pupils(seen: Portrait) -> Question | None:
    return Question("What will be different for pupils by the next review?",
                    "The point of every action.")  # fmt: skip


def _on_overdue(seen: Portrait) -> Question | None:
    late = seen.overdue
    if not late:
        return None
    noun = "the overdue action" if len(late) == 1 else f"the {len(late)} overdue actions"
    return Question(f"What has held up {noun}, and what would help?",
                    f"Past the date as at {long_day(seen.as_at)}: "
                    f"{_refs([row['ref'] for row in late])}.")  # fmt: skip


def _on_challenges(seen: Portrait) -> Question | None:
    tally = seen.challenge_tally
    if not tally or not tally.flagged(False):
        return None
    low = [row["ref"] for row in seen.challenges if row["development"]]
    return Question("What would ease the challenges that get in the way most?",
                    f"{len(low)} of {tally.total} {'is' if len(low) == 1 else 'are'} rated "
                    f"{labels(flagged(tally.scale, False))}: {_refs(low)}.")  # fmt: skip


def _on_the_rest(seen: Portrait) -> Question | None:
    left = seen.practice.blank
    if not left:
        return None
    noun = "the statement" if left == 1 else f"the {left} statements"
    return Question(f"What would help the school to look at {noun} not yet rated?",
                    f"{seen.practice.rated} of {seen.practice.total} rated so far.")  # fmt: skip


_RULES: tuple[Callable[[Portrait], Question | None], ...] = (
    _on_evidence, _on_actions, _on_pupils, _on_overdue, _on_challenges, _on_the_rest,
)  # fmt: skip


def _refs(refs: Sequence[str], most: int = 12) -> str:
    if len(refs) <= most:
        return listing(refs)
    return f"{', '.join(refs[:most])} and {len(refs) - most} more"
