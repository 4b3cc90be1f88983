"""Which words are ratings, which of them belong together, and in what order.

The families are those in use in England: domain.md 3.4 lists them with their sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sendsheets.frameworks.draft.blocks import plain, words

_FAMILIES = (
    ("red", "amber|yellow|orange", "green", "blue|purple"),
    ("r", "a|y", "g"),
    ("no", "to some extent|partly|partially|in part|sometimes|somewhat|limited|working towards|"
     "developing", "yes|yes fully|fully"),
    ("n", "p", "y"),
    ("not met|unmet", "partially met|partly met|partial|working towards", "met|fully met",
     "exceeded"),
    ("not in place|not yet in place|not yet|not started", "planned|started|begun",
     "partially in place|partly in place|partly|in progress|in development|developing",
     "in place|mostly in place|achieved|complete", "fully in place|embedded"),
    ("not evident|not yet evident|no evidence", "some evidence|emerging", "developing|improving",
     "secure|established|good evidence|evident|mature", "embedded|enhanced|enhancing|exceeding|"
     "strong evidence|exemplary"),
    ("entry|focusing|beginning", "emerging", "developing", "establishing|established|securing",
     "enhancing|enhanced|mastering"),
    ("not secure|insecure", "emerging", "developing", "secure", "embedded"),
    ("never", "rarely|seldom", "sometimes|occasionally", "often|usually|mostly", "always"),
    ("strongly disagree", "disagree", "neither agree nor disagree|neutral|unsure", "agree",
     "strongly agree"),
    ("inadequate", "requires improvement|requires improvement ri|ri", "good", "outstanding"),
    ("urgent improvement|causing concern", "needs attention", "expected standard|secure",
     "strong standard|strong", "exceptional"),
    ("none|not at all|no confidence", "low|a little|slightly|slight|limited", "medium|moderate|"
     "some|moderately|quite", "high|a lot|very|considerable"),
    ("not confident|not yet confident", "some confidence|fairly confident|quite confident|"
     "partly confident", "confident", "very confident|could support others"),
    ("weakness|weak|poor", "satisfactory|adequate|fair", "good|strength", "very good|excellent|"
     "strong"),
)  # fmt: skip
_RANKS = tuple(
    {word: rank for rank, alternatives in enumerate(family) for word in alternatives.split("|")}
    for family in _FAMILIES
)
_LETTERS = {"r": "Red", "a": "Amber", "g": "Green", "y": "Yes", "n": "No", "p": "Partly"}
_NOT_APPLICABLE = frozenset({"na", "n a", "not applicable", "not relevant", "n a not applicable"})
_UNKNOWN = frozenset({"don t know", "dont know", "not known", "unsure", "not sure", "dk", "d k"})
_BOXES = re.compile(r"[☐□▢○◯❏❑⬜☑☒✓✔]|_{2,}|\.{3,}|…{1,}(?=…|$)")
"""What is printed for people to tick, and lines of dots to write on."""


@dataclass(frozen=True, slots=True)
class Step:
    """A level as the document has it: its words, and what it says they mean."""

    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A scale that was found: its levels from low to high, and what is doubtful about it.

    ``how`` says where it was found; ``turned`` that the document has them from high to low;
    ``unsure`` that nothing says which end is the best; ``ticks`` that each level has a column;
    ``others`` are choices that are no level, such as "Don’t know".
    """

    steps: tuple[Step, ...]
    how: str = ""
    not_applicable: bool = False
    turned: bool = False
    unsure: bool = False
    ticks: bool = False
    spelt_out: bool = False
    others: tuple[str, ...] = field(default=())

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of its levels, from low to high."""
        return tuple(step.label for step in self.steps)


def unticked(text: str) -> str:
    """A text without boxes to tick and lines to write on."""
    return plain(_BOXES.sub(" ", text))


def before_boxes(text: str) -> str:
    """The words of a text before the first box to tick: ``It is so. ☐ Yes ☐ No``."""
    found = _BOXES.search(text)
    return plain(text[: found.start()]) if found and found.start() else text


def is_not_applicable(text: str) -> bool:
    """Whether a heading or choice says that a statement does not apply."""
    return words(text) in _NOT_APPLICABLE


def is_level(text: str) -> bool:
    """Whether a short text is a rating by itself: a word of a known scale, or a small number."""
    bare = unticked(text)
    said = words(bare)
    if len(said) == 1 and said.isalpha() and bare != said.upper():
        return False  # the letter of a point, such as "g."
    return bool(said) and (
        any(said in ranks for ranks in _RANKS) or said in _NOT_APPLICABLE or said in _UNKNOWN
        or bool(re.fullmatch(r"(?:(?:level|score|grade)\s)?(?:10|\d)", said))
    )  # fmt: skip


def scale_of(labels: Sequence[str], how: str = "") -> Found | None:
    """The scale that these choices make, in whatever order they stand; None where they are none.

    A choice may say what it means: ``1 (not in place)``, ``Red - not in place``.
    """
    steps: list[Step] = []
    others: list[str] = []
    not_applicable = False
    for label in (unticked(label) for label in labels):
        if is_not_applicable(label):
            not_applicable = True
        elif words(label) in _UNKNOWN:
            others.append(label)
        elif label:
            steps.append(_step(label))
    if not len(steps) >= 2 or len({words(step.label) for step in steps}) < len(steps):
        return None
    found = _in_order(steps)
    if found is None:
        return None
    return replace(found, how=how, not_applicable=not_applicable, others=tuple(others))


def _in_order(steps: list[Step]) -> Found | None:
    """The levels from low to high, by the words of one family or by their numbers."""
    said = [words(step.label) for step in steps]
    for ranks in _RANKS:
        if all(word in ranks for word in said):
            order = [ranks[word] for word in said]
            if len(set(order)) < len(order):
                continue
            made = [step for _, step in sorted(zip(order, steps, strict=True), key=lambda p: p[0])]
            spelt = all(len(word) == 1 for word in said)
            if spelt:
                made = [replace(step, label=_LETTERS[words(step.label)]) for step in made]
            return Found(tuple(made), turned=order[0] > order[-1], spelt_out=spelt)
    numbers = [re.fullmatch(r"(?:(?:level|score|grade)\s)?(\d{1,2})", word) for word in said]
    if not all(numbers):
        return None
    values = [int(number[1]) for number in numbers if number]
    if sorted(values) != list(range(min(values), max(values) + 1)) or min(values) > 1:
        return None
    made = [step for _, step in sorted(zip(values, steps, strict=True), key=lambda p: p[0])]
    return _directed(Found(tuple(made), unsure=True))


def _directed(found: Found) -> Found:
    """Numbers turned round where their meanings say that the first is the best."""
    first, last = found.steps[0].meaning, found.steps[-1].meaning
    if not first or not last:
        return found
    low, high = _goodness(first), _goodness(last)
    if low is None or high is None or low == high:
        return found
    if low < high:
        return replace(found, unsure=False)
    return replace(found, steps=found.steps[::-1], unsure=False, turned=True)


def _goodness(meaning: str) -> float | None:
    """How good a meaning sounds, 0 to 1, by the first words of a known scale in it."""
    said = f" {words(meaning)} "
    best: tuple[int, float] | None = None
    for ranks in _RANKS:
        top = max(ranks.values())
        for word, rank in ranks.items():
            if len(word) > 2 and f" {word} " in said and (not best or len(word) > best[0]):
                best = len(word), rank / top
    return best[1] if best else None


_MEANING = re.compile(r"^(.{1,30}?)\s*(?:[:=]|\s[-–—]\s?|[–—]\s)\s*(?=\S)(.+)$")
_IN_BRACKETS = re.compile(r"^(.{1,30}?)\s*\((.+)\)$")


def _step(label: str) -> Step:
    """A level and what it is said to mean, where its words say both."""
    for pattern in (_IN_BRACKETS, _MEANING):
        found = pattern.match(label)
        if found and is_level(found[1]):
            return Step(plain(found[1]), plain(found[2]))
    number = re.match(r"^(\d)\s+([A-Za-z].*)$", label)
    return Step(number[1], plain(number[2])) if number else Step(label)


_BETWEEN = re.compile(r"\s*(?:/|\||,|;|\bor\b|\s-\s|\t|☐|□|▢|❏|○)\s*")
_RANGE = re.compile(r"\b(\d)\s*(?:-|–|—|to)\s*(\d{1,2})\b")


def scale_in(text: str, how: str = "") -> Found | None:
    """The scale that one cell or line names: ``Yes / No``, ``R/A/G``, ``1-4``, ``☐ Yes ☐ No``."""
    text = re.sub(r"\bN\s?/\s?A\b", "Not applicable", plain(text))
    if len(text) > 120:
        return None
    inside = re.search(r"[(\[]([^()\[\]]+)[)\]]\s*$", text)
    for part in ([inside[1]] if inside else []) + [text]:
        found = scale_of([piece for piece in _BETWEEN.split(part) if piece], how)
        if found and len(found.steps) > 1:
            return found
        if re.search(r"[=:]", part):
            said = [piece for piece in re.split(r"\s*[,;]\s*", part) if piece]
            keyed = scale_of(said, how) or _ends([_step(piece) for piece in said], how)
            if keyed:
                return keyed
        if re.fullmatch(r"\d(?:\s+\d){1,9}", part.strip()):
            return scale_of(part.split(), how)
        if re.fullmatch(r"[RAG](?:\s+[RAG]){2}", part.strip()):
            return scale_of(part.split(), how)
    numbers = _RANGE.search(text)
    if numbers and int(numbers[1]) in (0, 1) and int(numbers[2]) > int(numbers[1]) + 1 and (
        len(words(text).split()) <= 8
    ):  # fmt: skip
        return scale_of([str(n) for n in range(int(numbers[1]), int(numbers[2]) + 1)], how)
    return None


def _ends(steps: list[Step], how: str) -> Found | None:
    """A scale of numbers of which only the two ends are named: ``1 = poor, 5 = good``."""
    if len(steps) != 2 or not all(step.label.isdigit() for step in steps):
        return None
    low, high = sorted(steps, key=lambda step: int(step.label))
    between = [Step(str(n)) for n in range(int(low.label) + 1, int(high.label))]
    if not between or len(between) > 9:
        return None
    return replace(_directed(Found((low, *between, high), unsure=True)), how=how)


_LISTED = re.compile(r"\s*(?:/|,|\bor\b|\band\b)\s*")


def in_their_order(labels: Sequence[str]) -> Found:
    """A scale of words in no family of ours, in the order in which they stand.

    They are turned round where the first sounds better than the last.
    """
    kept = [label for label in labels if not is_not_applicable(label)]
    steps = tuple(Step(label) for label in kept)
    applies = len(kept) < len(labels)
    low, high = (_goodness(kept[0]), _goodness(kept[-1])) if kept else (None, None)
    if low is None or high is None or low == high:
        return Found(steps, not_applicable=applies, unsure=True)
    turned = low > high
    return Found(steps[::-1] if turned else steps, not_applicable=applies, turned=turned)


def scale_named(text: str) -> Found | None:
    """The scale that a line of instructions names: ``Rate each of these R/A/G.``"""
    if len(text) > 200:
        return None
    parts = [part for part in _LISTED.split(text.partition(":")[2] or text) if part]
    for start in range(len(parts)):
        for end in range(min(len(parts), start + 6), start + 2, -1):
            scale = _run(parts[start:end])
            if scale:
                return scale
    if re.search(r"\b(?:rate|rating|score|scale|grade)\b", text, re.IGNORECASE):
        numbers = _RANGE.search(text)
        if numbers and int(numbers[1]) in (0, 1) and int(numbers[2]) > int(numbers[1]) + 1:
            several = range(int(numbers[1]), int(numbers[2]) + 1)
            return scale_of([str(n) for n in several], "the words of the document")
    return rag(text) or scale_in(text)


def _run(parts: Sequence[str]) -> Found | None:
    """The scale of a list in a sentence: words before the first and after the last are none."""
    first, last = parts[0].split(), re.sub(r"[^\w’' ].*", "", parts[-1]).split()
    for before in range(min(3, len(first)), 0, -1):
        for after in range(min(3, len(last)), 0, -1):
            labels = [" ".join(first[-before:]), *parts[1:-1], " ".join(last[:after])]
            found = scale_of(labels, "the words of the document")
            if found:
                return found
    return None


def rag(text: str) -> Found | None:
    """Red, Amber and Green, where a text speaks of a RAG rating and names no levels."""
    if re.search(r"\bRAG\b|\bR\.A\.G\b|\btraffic.?light", text):
        return scale_of(("Red", "Amber", "Green"))
    return None


def key_line(text: str) -> Step | None:
    """A level and its meaning, where a line says just that: ``Red: not in place``."""
    found = _MEANING.match(plain(text))
    if not found or len(found[2]) > 300:
        return None
    label = re.sub(r"\s*\((?:[RAGYNP]|\d)\)$", "", found[1])
    return Step(label, found[2]) if is_level(label) and not is_not_applicable(label) else None


def with_meanings(scale: Found, steps: Iterable[Step]) -> Found:
    """A scale with what a key says of its levels; numbers may turn out to run the other way."""
    said = {words(_LETTERS.get(words(step.label), step.label)): step.meaning for step in steps}
    said |= {words(step.label): step.meaning for step in steps}
    made = tuple(
        replace(step, meaning=step.meaning or said.get(words(step.label), ""))
        for step in scale.steps
    )
    kept = tuple(step for step in made if not is_not_applicable(step.meaning))
    applies = scale.not_applicable or len(kept) < len(made)  # "0 = N/A"
    made_up = replace(scale, steps=kept, not_applicable=applies)
    return _directed(made_up) if scale.unsure else made_up
