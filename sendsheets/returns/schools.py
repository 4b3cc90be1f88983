"""Which files seem to be of one school, and which of those may be of two. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

from sendsheets import layout
from sendsheets.model import Return, role_of
from sendsheets.returns.words import fold

_TURNED = 0.84
"""How alike (0 to 1) two words of the same letters must be to be one word, two letters turned."""
_NEARLY = 0.9
"""Words and whole names more alike than this are one and a slip of the hand."""
_MOSTLY = 2 / 3
"""Names are alike where this share of the shorter one's words stand in the longer one."""


def urns_by_name(results: Sequence[Return]) -> dict[str, str]:
    """The URN of each school's folded name, where all files that give one agree on it."""
    found: dict[str, set[str]] = {}
    for result in results:
        if result.school.name and is_urn(result.school.urn):
            found.setdefault(fold(result.school.name), set()).add(result.school.urn)
    return {name: min(urns) for name, urns in found.items() if len(urns) == 1}


def is_urn(text: str) -> bool:
    """Whether a text can be a URN at all: six digits."""
    return bool(re.fullmatch(r"\d{6}", text))


def school_key(result: Return, urns: Mapping[str, str]) -> str:
    """What a return's school is known by: its URN, else its folded name, else empty text."""
    name = fold(result.school.name)
    return result.school.urn if is_urn(result.school.urn) else urns.get(name, name)


def keys_of(results: Sequence[Return]) -> list[str]:
    """What the school of each return is known by; its file where nothing says whose it is."""
    urns = urns_by_name(results)
    return [school_key(result, urns) or result.file for result in results]


def differences(here: Return, there: Return) -> str:
    """What says that two returns with one ``school_key`` are of two schools.

    Args:
        here: the return that the words are for.
        there: the other one.

    Returns:
        Words that follow "Perhaps not the same school as", or empty text where nothing clearly
        differs. Names are compared always; phase, headteacher, SENCO and (of one role)
        respondent only where not both give a URN, which is better evidence than they are.
    """
    urns = is_urn(here.school.urn) and is_urn(there.school.urn)
    name = there.school.name
    if here.school.name and name and not same_school_name(here.school.name, name):
        words = "has the same URN but the name" if urns else "has the name"
        return f"{there.file}, which {words} “{name.strip()}”"
    if urns:
        return ""
    told = [f"{label} “{b}” (here “{a}”)" for label, a, b in _details(here, there)]
    return f"{there.file}, which has the same name but {', '.join(told)}" if told else ""


def _details(here: Return, there: Return) -> list[tuple[str, str, str]]:
    """The label and both answers of every detail that clearly differs."""
    a, b = here.school.phase, there.school.phase
    found = [] if same_phase(a, b) else [(layout.PHASE.label.lower(), a, b)]
    people = [
        (detail.label.lower() if detail is layout.HEADTEACHER else detail.label,
         here.details.get(detail.key, ""), there.details.get(detail.key, ""))
        for detail in (layout.HEADTEACHER, layout.SENCO)
    ]  # fmt: skip
    # Two teachers of one school have two names.
    role = role_of(here.respondent.role)
    one = fold(here.respondent.role) == fold(there.respondent.role)
    if one and not (role and role.is_group):
        people.append(("completed by", here.respondent.name, there.respondent.name))
    return found + [each for each in people if not same_person(*each[1:])]


# --- names -----------------------------------------------------------------------------------

_FAITH = re.compile(r"\b(?:c(?:hurch)? of e(?:ngland)?|c e|ce|r c|rc|roman catholic|v ?[ac])\b")
_PLAIN = frozenset({
    "school", "schools", "academy", "college", "community", "trust", "st", "saint", "saints",
    "the", "of", "and", "at", "for",
})  # fmt: skip
_AGES = {
    "nursery": {0}, "infant": {1}, "infants": {1}, "junior": {2}, "juniors": {2},
    "primary": {1, 2}, "secondary": {3},
}  # fmt: skip
_AGES_BEFORE_SCHOOL = {"first": {1, 2}, "middle": {2, 3}, "high": {3}, "upper": {3}}
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "sir", "dame", "prof", "professor",
    "acting",
})  # fmt: skip
_NOBODY = frozenset({"tbc", "tba", "vacant", "vacancy", "none", "unknown", "n", "a", "na"})


def same_school_name(a: str, b: str) -> bool:
    """Whether two names may well be one school's, spelt in two ways.

    A name without a word that tells it from others ("The Academy") is only itself.
    """
    words, others = _words(a), _words(b)
    ages, other_ages = _ages(words), _ages(others)
    if ages and other_ages and ages.isdisjoint(other_ages):
        return False
    telling, other = _telling(words), _telling(others)
    # "The Primary School" has no word of its own: any name would be like it.
    alike = bool(telling and other) and _alike(telling, other)
    return _plainly(a) == _plainly(b) or _initials(words, others) or alike


def _plainly(name: str) -> list[str]:
    """All words of a name but an article, by which two names are the same."""
    plain = re.sub(r"\W+|_+", " ", fold(name).replace("'", ""))
    return [word for word in plain.split() if word != "the"]


def telling_words(name: str) -> str:
    """The words that tell a school from others, sorted: "grange hertford".

    Empty text where a name has none ("The Primary School").
    """
    return " ".join(sorted(_telling(_words(name))))


def same_person(a: str, b: str) -> bool:
    """Whether two names may well be one person's; a name that is not given is anybody's."""
    named = [[w for w in _words(name) if w not in _TITLES] for name in (a, b)]
    if any(not words or _NOBODY.issuperset(words) for words in named) or _initials(*named):
        return True
    # "A. Patel" and "Asha Patel" are alike: a single letter tells too little.
    first, second = ([w for w in words if len(w) > 1] or words for words in named)
    return _alike(first, second, shortened=True)


def same_phase(a: str, b: str) -> bool:
    """Whether two phases may well be one school's; one that is not given is any."""
    words, others = _words(a), _words(b)
    ages, other_ages = _ages([*words, "school"]), _ages([*others, "school"])
    if ages and other_ages:
        return not ages.isdisjoint(other_ages)
    return not words or not others or not set(words).isdisjoint(others)


def other_ages(a: str, b: str) -> bool:
    """Whether two phases are of children of different ages: Primary and Secondary."""
    ages, others = _ages([*_words(a), "school"]), _ages([*_words(b), "school"])
    return bool(ages and others and ages.isdisjoint(others))


def _words(name: str) -> list[str]:
    plain = re.sub(r"\W+|_+", " ", fold(name).replace("'", ""))
    return _FAITH.sub(" ", plain).split()


def _ages(words: Sequence[str]) -> set[int]:
    """The ages that the words of a name speak of: nothing where they speak of none."""
    found = {age for word in words for age in _AGES.get(word, ())}
    for word, following in pairwise(words):
        if following in ("school", "academy", "college"):
            found |= _AGES_BEFORE_SCHOOL.get(word, set())
    return found


def _telling(words: Sequence[str]) -> list[str]:
    """The words that tell one school from another."""
    return [word for word in words if word not in _PLAIN and word not in _AGES]


def _initials(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one name is the initials of the other: QPS, or S K."""
    return any(
        len(long) > 1 and "".join(short) == "".join(word[0] for word in long)
        for short, long in ((words, others), (others, words))
    )


def _alike(a: Sequence[str], b: Sequence[str], shortened: bool = False) -> bool:
    if not a or not b:
        return True
    numbers, others = ({w for w in words if w.isdigit()} for words in (a, b))
    if numbers and others and numbers.isdisjoint(others):
        return False
    few, many = sorted((a, b), key=len)
    held = sum(any(_one_word(word, other, shortened) for other in many) for word in few)
    return held >= _MOSTLY * len(few) or _slip("".join(a), "".join(b))


def _one_word(a: str, b: str, shortened: bool) -> bool:
    if shortened and min(len(a), len(b)) > 1 and (a.startswith(b) or b.startswith(a)):
        return True
    return a == b or (not (a + b).isdigit() and _slip(a, b))


def _slip(a: str, b: str) -> bool:
    """Whether two words are one and a slip of the hand: a letter more or less, or two turned.

    A first letter is seldom wrong, and another one makes another name: Eastfield, Westfield. So
    does one letter for another: Brookfield, Broomfield.
    """
    if a[:1] != b[:1]:
        return False
    alike = Indel.normalized_similarity(a, b)
    one_letter = min(len(a), len(b)) > 3 and Indel.distance(a, b) == 1
    return one_letter or alike > _NEARLY or (sorted(a) == sorted(b) and alike >= _TURNED)


def best_name(names: Sequence[str]) -> str:
    """The most complete spelling of a school's name.

    Args:
        names: the spellings, the earliest first.

    Returns:
        One of them without outer or doubled spaces: not one all in capitals if there is another,
        then the one with most words, then the longest, then the best capitals, then the last.
    """
    tidy = [" ".join(name.split()) for name in names]
    return max(reversed(tidy), key=_completeness, default="")


def _completeness(name: str) -> tuple[bool, bool, int, int, int]:
    words = name.split()
    capitals = sum(word[:1].isupper() and not word[1:].isupper() for word in words)
    return bool(name), not name.isupper(), len(words), len(name), capitals
