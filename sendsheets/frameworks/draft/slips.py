"""Slips of grammar that can be seen without understanding a text. General rules, and few.

Each rule looks for a shape that is wrong whatever the words mean: a word twice, a verb that does
not agree with its subject, "it" where "its" is meant. None of them knows what was meant.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_PLURALS = r"pupils|learners|students|children|parents|carers|families|teachers|governors|leaders"
_OWNED = (
    r"duty|duties|responsibilit(?:y|ies)|polic(?:y|ies)|provision|website|pupils|learners|"
    r"students|staff|plans?|needs|aims|procedures|practice|budget|funding|curriculum|report|"
    r"register|offer|resources|systems|data|work|own"
)
_CLAUSE = r"(?:that|if|where|when|so|and|because|as|which|whether|how|than|what)"
_DONE_TO = (
    r"(?:publish|review|complet|updat|produc|writ|develop|maintain|follow|shar|submitt)(?:es|e|s|ing)"
)
_OF_DOCUMENTS = r"information|annual|accessibility|improvement|development|action|school|send"
_DOCUMENTS = r"report|policy|plan|register|handbook"
_SINGULAR_VERB = r"is|was|has|does"

_RULES: tuple[tuple[str, str], ...] = (
    # The same word twice; "that that" and "had had" can be right.
    (r"\b(?!that\b|had\b|\d)([a-z]+)\s+\1\b", "the same word stands twice"),
    # "meets it duties": something owned follows, and "it" does not begin a clause.
    (rf"\b(?!{_CLAUSE}\b)[a-z]+\s+it\s+(?:[a-z]+(?:ory|al|ive|ed|ic|ble|ing)\s+)?(?:{_OWNED})\b",
     "“its” may be meant"),
    (rf"\bit[’']s\s+(?:[a-z]+(?:ory|al|ive|ed|ic|ble)\s+)?(?:{_OWNED})\b", "“its” may be meant"),
    (r"\b(?i:their)\s+(?:is|are|was|were)\b", "“there” may be meant"),
    (rf"\b(?i:there)\s+(?:{_OWNED})\b", "“their” may be meant"),
    (r"\b(?:should|could|would|must)\s+of\b", "“have” may be meant"),
    # Several things joined by "and", with a verb for one.
    (rf"(?:^|(?<=[.!?]\s))(?:[A-Za-z’'-]+\s){{0,3}}[A-Za-z’'-]+,\s[^.,;]{{3,40}}\sand\s[a-z’'-]+s"
     rf"(?:\s(?:of|for|in|by|among)\s(?:the\s|all\s|our\s)?[a-z]+)?\s(?:{_SINGULAR_VERB})\b",
     "several things, and a verb for one"),
    (rf"(?:^|(?<=[.!?]\s))(?i:(?:the|all|most|many|some|our|these|those)\s)?"
     rf"(?i:{_PLURALS})(?:\swith\s\w+)?\s(?:{_SINGULAR_VERB})\b",
     "several people, and a verb for one"),
    (r"\b(?i:they|we)\s(?:is|was|has|does)\b", "the verb does not go with it"),
    (r"(?:^|\b(?:and|but|that|which|when|where|because|as)\s)(?i:he|she|it)\s(?:are|have|do)\b",
     "the verb does not go with it"),
    (r"\b(?i:there)\sis\s(?:many|several|some|various|two|three|four|five)\s[a-z-]+s\b",
     "several things, and a verb for one"),
    (r"\b(?i:each|every)\s(?:pupil|learner|student|child|parent|teacher|member of staff)\s"
     r"(?:are|have|were|do)\b", "one person, and a verb for several"),
    # Words that need an article before them.
    (r"\b(?:of|in|for|with|to|from|by|at|on|has|have|uses?)\s"
     r"(?:number|range|variety|lack|series|majority|minority)\sof\b",
     "“a” or “the” may be missing"),
    # "publishing SEN Information report": one document, and nothing before it says which.
    (rf"\b(?i:{_DONE_TO})\s(?:(?:[A-Z]{{2,5}}|(?i:{_OF_DOCUMENTS}))\s){{0,3}}"
     rf"(?i:{_DOCUMENTS})\b(?!\s(?:writ|mak))", "“a”, “the” or “its” may be missing"),
    (r"\b(?i:a)\s(?!uni|use|usu|eu|one\b|once\b|ubi|u-)[aeiou][a-z]+", "“an” may be meant"),
    (r"\b(?i:an)\s(?!hour|honest|honour|heir)[bcdfghjklmnpqrstvwxyz][a-z]+", "“a” may be meant"),
    (r"\b[a-z]+[’']s\s(?:are|were|have)\s", "an apostrophe stands where a plural is meant"),
    # Marks.
    (r"[a-z)],\s(?:The|This|These|There|They|It|We|All|Each|Every|Staff|Pupils|Parents|"
     r"Teachers|Leaders|Governors)\s[a-z]", "a full stop may be meant where a comma stands"),
    (r"[A-Za-z)]\s+[.;,](?=\s|$)", "a blank stands before a mark"),
)
"""Patterns, and what each may mean. Case counts where a pattern says so by its letters."""

_COMPILED = tuple((re.compile(pattern), what) for pattern, what in _RULES)
_CASELESS = re.compile(r"\b(?!that\b|had\b|\d)([a-z]+)\s+\1\b", re.IGNORECASE)


def slips(text: str) -> Iterator[tuple[str, str]]:
    """What looks like a slip of grammar in a text: the words, and what may be meant."""
    for n, (pattern, what) in enumerate(_COMPILED):
        found = (_CASELESS if n == 0 else pattern).search(text)
        if found:
            yield _around(text, found.start(), found.end()), what
    yield from _prepositions(text)
    if text.count("(") != text.count(")"):
        at = max(text.find("("), text.find(")"))
        yield _around(text, at, at + 1), "a bracket has no other"


def _prepositions(text: str) -> Iterator[tuple[str, str]]:
    """Words that go with some prepositions, with another: "involved on"."""
    for word, fits in _fitting().items():
        found = re.search(rf"\b{word}\s({'|'.join(_TRIED - fits)})\b", text, re.IGNORECASE)
        if found:
            most = next(iter(_listed(word)))
            yield _around(text, found.start(), found.end()), f"“{word} {most}” may be meant"


_TRIED = frozenset({"on", "of", "to", "for", "at", "with", "about", "from", "into", "in"})


@cache
def _rows() -> dict[str, list[str]]:
    text = (files("sendsheets.frameworks") / "prepositions.csv").read_text(encoding="utf-8")
    return {row["word"]: row["fits"].split() for row in csv.DictReader(text.splitlines())}


def _listed(word: str) -> list[str]:
    return _rows()[word]


def _fitting() -> dict[str, frozenset[str]]:
    return {word: frozenset(fits) for word, fits in _rows().items()}


def _around(text: str, start: int, end: int, room: int = 20) -> str:
    """The words of a text around a place, whole words only."""
    begin = max(0, start - room)
    stop = min(len(text), end + room)
    said = text[begin:stop]
    if begin:
        said = said.partition(" ")[2] if " " in text[begin:start] else said
    if stop < len(text) and " " in text[end:stop]:
        said = said.rpartition(" ")[0]
    return " ".join(said.split())
