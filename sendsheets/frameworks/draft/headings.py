"""Which lines head a section, which a group of statements, and what kind the group is of."""

from __future__ import annotations

import re

from sendsheets.frameworks.draft.blocks import words
from sendsheets.model import Kind

_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MARK = re.compile(
    r"^(section|topic|part|area|theme|standard|domain|strand|principle|chapter|aspect|element|"
    r"dimension|pillar|outcome|criterion|module|unit|key area|focus area|priority)\s*"
    rf"(\d{{1,2}}|[A-Z]|[ivxIVX]{{1,5}}|{_NUMBERS})\b\s*[:.)\-–—]*\s*(.*)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d{1,2})\s*[.):]?\s+(\D.*)$")


def mark(text: str) -> tuple[str, str] | None:
    """The mark of a section and its title (maybe no words): ``Topic 3: Assessment``."""
    found = _MARK.match(text)
    if not found or len(text) > 140:
        return None
    if found[2] in ("a", "i", "A", "I") and found[3][:1].islower():
        return None  # a sentence such as "Part a school plays"
    return text[: found.start(3)].strip(), found[3].strip()


def numbered(text: str) -> tuple[str, str] | None:
    """The number before a heading and its words: ``3. Assessment``."""
    found = _NUMBERED.match(text)
    return (found[1], found[2].strip()) if found else None


_VERBS = frozenset({
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "can",
    "could", "may", "might", "must", "shall", "should", "will", "would", "ensures", "ensure",
    "provides", "provide", "makes", "meets", "meet", "knows", "know", "understands", "understand",
    "receives", "receive", "takes", "take", "shows", "gives", "give", "contributes", "contribute",
    "identifies", "identify", "promotes", "promote", "involves", "involve", "enables", "enable",
    "engages", "engage", "keeps", "holds", "reflects", "reflect", "includes", "include", "pays",
    "feel", "feels", "speak", "speaks", "achieve", "achieves", "follow", "follows", "attend",
    "attends", "seeks", "gets", "evaluates", "evaluate", "demonstrates", "demonstrate", "agree",
    "agrees", "monitors",
})  # fmt: skip


def says(text: str) -> bool:
    """Whether a text has a verb that says something of somebody."""
    return bool(_VERBS & set(words(text).split()))


def is_title(text: str) -> bool:
    """Whether a text is worded as a title: few words, no full stop, nothing that it says."""
    said = words(text).split()
    if not said or len(said) > 9 or text.rstrip().endswith((".", ";", ",", "!", "?")):
        return False
    if text[:1].islower():
        return False
    return not _VERBS & set(said) or _capitals(text)


def _capitals(text: str) -> bool:
    """Whether the words of a text begin with capital letters, as in titles."""
    large = [word for word in re.findall(r"[A-Za-z][\w’'-]*", text) if len(word) > 3]
    return len(large) > 1 and all(word[0].isupper() for word in large)


_ASKED = re.compile(
    r"^(.{3,70}?)\s*[-–—:]\s*((?:How|What|Is|Are|Does|Do|To what extent|In what|Where|Who)\b.*\?)$"
)


def title_and_question(text: str) -> tuple[str, str] | None:
    """A title with a question after it, as some documents head their sections."""
    found = _ASKED.match(text)
    return (found[1].strip(), found[2]) if found and is_title(found[1]) else None


def reads_like_statement(text: str) -> bool:
    """Whether a heading is worded as a statement is: a sentence that says something."""
    said = words(text).split()
    return len(said) >= 4 and (
        text.rstrip().endswith(".") or (bool(_VERBS & set(said)) and not _capitals(text)
                                        and len(said) >= 5)
    )  # fmt: skip


_INSTRUCTIONS = re.compile(
    r"^(?:how to\b.*|instructions?|introduction|guidance(?: notes?)?|about (?:this|the)\b.*|"
    r"purpose|rationale|background|key|scoring|rating (?:scale|key)|notes?|contents|overview|"
    r"what (?:is|are) (?:this|the)\b.*|using this\b.*|completing\b.*)$"
)


def is_instructions(text: str) -> bool:
    """Whether a heading stands over words for whoever fills the document in."""
    return bool(_INSTRUCTIONS.match(words(text)))


_CHALLENGE = re.compile(r"\b(?:challenges?|barriers?|obstacles?|difficult\w*|pitfalls?|risks|"
                        r"gets in the way|common (?:issues|problems|mistakes|weaknesses))\b")
_QUESTION = re.compile(r"\b(?:questions?|goals?|points? to (?:consider|think about|discuss)|"
                       r"to consider|prompts?|aims?|things to ask|aspirations?)\b")
_PRACTICE = re.compile(
    r"\b(?:practice|looks? like|means|includes?|focus(?:es)? on|expectations?|we|standards?|"
    r"statements?|criteria|indicators?|provision|strengths?|the school|evidence|should|will)\b"
)


def group_kind(text: str) -> Kind | None:
    """The kind of the statements under a short heading inside a section; None where it is none.

    ``QUESTION`` stands for a group of questions and goals, which are told apart one by one.
    """
    said = words(text)
    if not said or len(said.split()) > 14 or text.rstrip().endswith((".", "?", "!")):
        return None
    short = len(said.split()) <= 8
    if short and _CHALLENGE.search(said):
        return Kind.CHALLENGE
    if short and _QUESTION.search(said):
        return Kind.QUESTION
    if text.rstrip().endswith(":") or (_PRACTICE.search(said) and short):
        return Kind.PRACTICE
    return None


_OPEN = re.compile(r"^(?:how|what|in what|in which|which|why|who|whom|whose|when|where|"
                   r"to what extent|describe|list|give)\b", re.IGNORECASE)
_CLOSED = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|"
                     r"may|might|must)\b.*\?", re.IGNORECASE | re.DOTALL)


def kind_of(text: str) -> Kind:
    """The kind of a line in a group of questions and goals.

    One that can only be answered in words is open; one that can be answered Yes or No is a
    question; what asks nothing is a goal.
    """
    if _OPEN.match(text):
        return Kind.OPEN
    if _CLOSED.match(text):
        return Kind.QUESTION
    asks = text.rstrip(" \"”’')").endswith("?")
    return Kind.OPEN if asks and re.search(r"\b(?:how|what|which|why)\b", text, re.I) else (
        Kind.QUESTION if asks else Kind.GOAL)


_COMMENTS = re.compile(r"^(?:any|further|other|additional|general|overall)\b.{0,30}\b(?:comments?|"
                       r"suggestions?|observations?|thoughts)\b|^comments?\s*(?:and|/|&)?\s*"
                       r"(?:suggestions?)?\s*:?$|^anything else\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:leave a (?:reply|comment)|your thoughts|your email address will not be published.*|"
    r"required fields are marked.*|share this.*|related (?:posts?|articles?)|read more|"
    r"post comment|cookies?.{0,40}|back to top|page \d+(?: of \d+)?|\d{1,3}|sign up.{0,40}|"
    r"previous|next|print this page|tweet)$", re.IGNORECASE)


def asks_for_comments(text: str) -> bool:
    """Whether a line is a closing box for whatever people want to add."""
    return len(text) <= 80 and bool(_COMMENTS.search(text))


_TOTAL = re.compile(
    r"^(?:(?:grand |sub ?|section |overall )?totals?"
    r"(?: (?:score|marks|points|for|out of)\b.{0,40})?|"
    r"(?:overall|average|mean|final) (?:score|mark|rating|judge?ment)|score)$")


def is_total(text: str) -> bool:
    """Whether a row of a table is for a sum or an average."""
    return bool(_TOTAL.match(words(text)))


def is_furniture(text: str) -> bool:
    """Whether a line belongs to a web page or to a printed page, and not to the document."""
    return bool(_FURNITURE.match(text.strip(" *")))
