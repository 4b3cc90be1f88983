"""How lines of enquiry are put: several open ways to ask each thing, and what a school notes.

Which way is taken depends on the ref alone, so that a school is always asked the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sendsheets.model import Kind, Level, Link, LinkKind, Response, Statement

LONGEST_NOTE = 140
"""Characters of a school's evidence or action that a reason repeats."""

NO_EVIDENCE = (
    "What would a visitor see, read or hear that shows {} at its best?",
    "What tells the school that {} is in good shape, and where does it show on an ordinary day?",
    "What has convinced the school of {}, and which example would it most like to show?",
)
FELT = (
    *NO_EVIDENCE,
    "To what extent would pupils and families recognise {}, and what tells you so?",
)
FELT_BY = ("pupil", "famil", "parent", "carer", "club", "trip", "voice", "bully", "move",
           "transition")  # fmt: skip
SHOWN = (
    "It may be a strength that others could learn from.",
    "One good example would help others to see it too.",
    "Whoever makes it work may have something to show.",
)
"""What may follow where the highest rating has no evidence yet."""

NO_ACTION = (
    "What has been tried so far with {}, and what would make the next step possible?",
    "What stands in the way of {}, and who could help with it?",
    "What would be different for pupils once {} is in place, and where could a start be made?",
    "Which pupils or families would gain most from {}, and what would they ask for first?",
)
STATUTORY = (
    "What is in place already towards {}, what is still needed, and by when?",
    "How far is the school with {}, and which next step would count for most?",
    "What would it take for {} to be safely in place, and who could see to it?",
)
ROSE = (
    "What made the difference to {} since last time, and what will make it last?",
    "What do people do differently now about {}, and how have pupils noticed?",
    "What could others learn from how {} came so far since last time?",
)
FELL = (
    "What has changed around {} since last time, and what would help now?",
    "What does the school see about {} now that it did not see last time?",
    "What carried {} last time, and how much of that is still there?",
)
EASED = ("What has eased {} since last time, and what will keep it so?",)
GREW = ("What has made {} weigh more than last time, and what would ease it?",)
VOICES = (
    "What might explain that {} looks different from different places in the school, and what "
    "could each learn from the other’s view?",
    "What does each see of {} that the other does not, and where could both look together?",
    "How does {} reach those who rate it lowest, and what would they say is missing?",
)
OPEN = (
    "What is working so far with {}, and what would the school like to explore further?",
    "What could the school show others about {}, and what would it like to see elsewhere?",
)


def named(statement: Statement) -> str:
    """A statement in a question, by its short label."""
    return f"“{statement.label}”"


def asked(statement: Statement, ways: Sequence[str]) -> str:
    """One of several ways to ask, always the same for a statement."""
    return _way(statement, ways).format(named(statement))


def _way(statement: Statement, ways: Sequence[str]) -> str:
    return ways[sum(ord(letter) for letter in statement.ref) % len(ways)]


def no_evidence(statement: Statement) -> str:
    """What to ask where the highest rating has no evidence yet."""
    felt = any(word in statement.label.casefold() for word in FELT_BY)
    return asked(statement, FELT if felt else NO_EVIDENCE)


def no_action(statement: Statement) -> str:
    """What to ask where the lowest rating has no action yet."""
    if statement.kind is Kind.CHALLENGE:
        return f"What eases {named(statement)} at present, and what would ease it further?"
    if statement.kind is Kind.QUESTION:
        return f"{named(statement)}: what would help the school to be able to say yes?"
    return asked(statement, NO_ACTION)


def may_be_shown(statement: Statement) -> str:
    """What may follow in the reason, so that not every line says the same."""
    return _way(statement, SHOWN)


def moved(statement: Statement, better: bool) -> str:
    """What to ask where a rating has moved far since last time."""
    if statement.kind is Kind.CHALLENGE:
        return asked(statement, EASED if better else GREW)
    return asked(statement, ROSE if better else FELL)


def together(link: Link, one: Statement, a: Level, other: Statement, b: Level) -> str:
    """What to ask where two linked ratings hardly go together.

    Args:
        link: the link.
        one: the statement that it begins with, and ``a`` its level.
        other: the other one, and ``b`` its level.
    """
    if link.kind is LinkKind.PULLS_AGAINST:
        return (f"How does the school keep the balance between {named(one)} and {named(other)}, "
                "and what do pupils notice of it?")  # fmt: skip
    strong, weak = (one, other) if a.strength else (other, one)
    hinders = [s.kind is Kind.CHALLENGE for s in (strong, weak)]
    if hinders == [False, True]:
        return (f"How does the school manage {named(strong)} although {named(weak)} gets in the "
                "way, and for whom is that not enough yet?")  # fmt: skip
    if hinders == [True, False]:
        return (f"Where {named(strong)} is no great obstacle, what else holds {named(weak)} back?")
    if hinders == [True, True]:
        return (f"What makes {named(weak)} weigh more than {named(strong)}, and what would ease "
                "it?")  # fmt: skip
    if link.kind is LinkKind.RESTS_ON:
        return (f"What makes {named(strong)} work at present, while {named(weak)} is still "
                "growing, and where could a visitor see it?")  # fmt: skip
    return _way(one, _APART).format(named(strong), named(weak))


_APART = (
    "What has helped {0} to get further than {1}, and what could the second borrow from the first?",
    "How do {0} and {1} fit together from day to day, and where could a visitor see both?",
    "What would bring {1} to where {0} is now, and who would notice first?",
)


def noted(response: Response | None, quotable: Callable[[str], bool]) -> str:
    """What the school notes as evidence, for a reason to repeat; nothing if it may not be."""
    words = " ".join(response.evidence.split()) if response else ""
    return f" The school notes: “{_short(words)}”" if words and quotable(words) else ""


def planned(response: Response, quotable: Callable[[str], bool]) -> str:
    """The school's action, for a reason to repeat; that there is one where it may not be."""
    words = " ".join(response.action.split())
    if not words:
        return ""
    return f" Its action: “{_short(words)}”" if quotable(words) else " An action is planned."


def _short(words: str) -> str:
    if len(words) <= LONGEST_NOTE:
        return words
    return f"{words[:LONGEST_NOTE].rsplit(' ', 1)[0].rstrip('.,;:')} …"
