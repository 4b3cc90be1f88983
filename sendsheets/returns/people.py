"""Whether a text may name a pupil, by rules of our own. They miss names and find false ones."""

from __future__ import annotations

import re
from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIRST_NAMES = _words("""
Aaliyah Aaron Abdul Abdullah Abigail Adam Aisha Aiden Ahmed Aidan Alan Alex Alexander Alfie Alice
Alisha Aliyah Amelia Amelie Amina Amir Amy Ana Andrew Anna Annabelle Anthony Archie Aria
Arthur Ashton Ava Ayaan Ayesha Bailey Beatrice Ben Benjamin Beth Bethany Billy Bobby Bradley
Brandon Callum Cameron Charlie Charlotte Chloe Christopher Connor Corey Daisy Daniel David Declan
Demi Dominic Dylan Eden Edward Eleanor Elijah Eliza Elizabeth Ella Ellie Elliot Emily Emma Erin
Esme Ethan Eva Evan Evie Ezra Fatima Felix Finlay Finley Florence Frankie Fraser Freddie Freya
Gabriel George Georgia Georgina Gracie Hamza Hannah Harley Harriet Harrison Harry Harvey Hasan
Hassan Heidi Henry Hollie Holly Hugo Ibrahim Imogen Isaac Isabella Isabelle Isaiah Isla Isobel
Jack Jackson Jacob Jaden Jake James Jamie Jasmine Jason Jayden Jenson Jessica Joe Joel John Jonah
Jordan Joseph Josh Joshua Jude Julia Kai Kaiden Kate Katie Kayden Kayla Keira Khadija Kian Kieran
Kyle Lacey Lara Lauren Layla Leah Leo Leon Lewis Lexi Liam Libby Lily Logan Louie Louis Luca Lucas
Lucy Luke Lydia Maddison Maisie Maryam Martha Mason Matilda Matthew Maya Megan Mia Michael Mila
Millie Mohammad Mohammed Molly Muhammad Nancy Natasha Nathan Niamh Nicole Noah Oliver Olivia Ollie
Omar Oscar Owen Paige Patrick Phoebe Rachel Rebecca Reece Reuben Rhys Riley Robert Rory Rosie Ruby
Ryan Samuel Sara Sarah Sebastian Shannon Sienna Sofia Sonny Sophia Sophie Stanley Tahlia Tegan
Teddy Theo Thomas Tilly Tobias Toby Tommy Tyler Victoria William Yasmin Yusuf Zac Zachary Zahra
Zainab Zara Zoe
""")  # fmt: skip
"""Common first names of children in England. Names that are words too (Amber, May, Grace, Will,
Max, Hope, Summer, Ivy, Poppy, Willow) are left out: they would be found everywhere."""

_NOT_PEOPLE = (
    "Alex Timpson", "Anna Freud", "Barry Carpenter", "Ben Furman", "Bell Foundation",
    "Carol Gray", "Charlie Waller", "Daniel Sobel", "Drawing and Talking", "Duke of Edinburgh",
    "Edward Timpson", "Elizabeth Garrett Anderson", "George Mitchell", "Harry Potter",
    "Helen Arkell", "Jack Petchey", "James Rennie", "Jane Considine", "Jean Gross", "Joe Wicks",
    "Joseph Rowntree", "Lego Therapy", "Mary Hare", "Michael Rosen", "Nathan Early",
    "Noah's Ark", "Pie Corbett", "Read Write Inc", "Robert Bosch", "Ruth Miskin",
    "Social Stories", "Stephen Lawrence", "Thomas Pocklington", "Tom Sherrington",
    "William Shakespeare", "Zones of Regulation",
)  # fmt: skip
"""Programmes, charities and authors that read like a person's name."""

_OTHER_CAPITALS = _words("""
A Academy After All Also An And Assess Award Building Centre Charity Class College Each Every
Foundation Full Group Hall Half High Hospital House In Key Lead Method No One Our Park Plan Prep
Primary Programme Project Pupil Road Room School Secondary She Some Special Stage Street Suite
Team Term The Their These They This Those Trust Ward We Wing Year
""")  # fmt: skip
"""Words that are no surname where they follow, and no first name where they begin."""

_ACRONYMS = _words("""
AA AAC ADD ADHD AH AI AP AR ASC ASD BR CAF CAHMS CD CIC CLA CP CPD CT DA DH DHT DP DSL DT EAL EBD
EH EHCP EHE ELSA EP ESOL EY FFT FS FSM FT GB GCSE GD GP HI HLTA HT ICT ID IEP IQ IT KS LA LAC LD
LO LS LSA MD MFL MH ML MLD MS NC NHS NQT OT PA PD PE PM PMLD PP PSHE QA QFT QT RE RP RWI SA SALT
SD SEMH SF SL SLCN SLT SM SP TA TL TV UK VI
""")  # fmt: skip

_CHILD = r"(?i:pupil|child|student|boy|girl|learner|son|daughter|brother|sister|sibling)"
# Bounded and possessive: text from outside may run together a thousand names without a space.
_NAME = r"[A-Z][a-z]{1,20}+(?:['-][A-Z]?[a-z]{1,20}+){0,2}+"
_FIRST = r"\b(?P<first>[A-Z][a-z]{1,20}+)"
_INITIALS = r"\b(?P<initials>[A-Z]\.?[A-Z])\b\.?"
_YEAR_GROUP = r"\b(?:Y|Yr|Year)\s?(?:1[0-4]|[1-9R])\b"
_NEEDS = ("EHC", "autis", "ADHD", "ASD", "dyslex", "diagnos", "one-to-one", "1:1", "a place",
          "seizure", "epilep", "anxiety")  # fmt: skip
_NEED = (
    r"\b(?:has|have|had|gets|receives|needs|is waiting for)\s+(?:(?:an?|his|her|their|got)\s+)?"
    rf"(?:{'|'.join(_NEEDS)})"
)
_NEEDED = re.compile(_NEED)
# Looking ahead, so that "While Jack Smith" is seen as Jack Smith too.
_RULES = tuple(
    re.compile(rule)
    for rule in (
        # Jack Smith; Jack S.
        rf"{_FIRST}(?=\s(?P<last>{_NAME}\b|[A-Z]\b))",
        # a pupil called Jack
        rf"\b{_CHILD}s?,?\s(?:\(|:\s?|called\s|named\s|such as\s|like\s|e\.g\.\s)?{_FIRST}\b",
        # Jack has an EHC plan; Jack's diagnosis; Jack (Y4)
        rf"{_FIRST}(?=\s{_NEED}|\sin\s{_YEAR_GROUP}|\s?\(\s?{_YEAR_GROUP}"
        r"|'s\s(?:EHC|plan\b|diagnos|autis|mum|mother|dad|father|parent|behaviour))",
        # a name that is not on the list, but with a need or with an initial and a year group
        rf"\b(?P<one>{_NAME})(?=\s(?P<two>{_NAME}|[A-Z]\.?)\s{_NEED})",
        rf"\b(?P<one>{_NAME})(?=\s(?P<two>[A-Z])\b\.?(?:\s?\(\s?|,\s?|\sin\s){_YEAR_GROUP})",
        # JS (Y4); J.S. in Year 4; JS has an EHC plan; pupil JS
        rf"{_INITIALS}(?=\s?\(\s?{_YEAR_GROUP}|\sin\s{_YEAR_GROUP}|\s{_NEED})",
        rf"\b{_CHILD}\s{_INITIALS}(?!\s(?!(?:is|was|has|needs|attends)\b)[a-z]+s\b)",
    )
)
_CAPITALS = re.compile(r"[A-Z][A-Za-z.]*")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Sir|Dame|Prof|Professor|St|Saint)\.?\s+$")
_ROLE = re.compile(
    r"\b(?:SEND?C[Oo]|SENDCO|TAs?|HLTA|LSA|ELSA|EP|OT|SALT|SLT|DSL|DHT|AHT|teachers?|headteacher|"
    r"head|deputy|assistant|governors?|trustee|lead|leader|coordinator|co-ordinator|mentor|manager|"
    r"trainer|consultant|officer|adviser|advisor|therapist|psychologist|nurse|psychiatrist|"
    r"author|professor|counsellor|specialist|director|chair|clerk|training|delivers|delivered|leads|"
    r"led|trained|runs|run by|teaches|qualified)\b"
)
_TITLE_WITHIN = 16
_ROLE_WITHIN = 28


def may_name(text: str) -> bool:
    """Whether it is worth looking for pupils' names: quickly said, and no for most returns."""
    words = {word.rstrip(".") for word in _CAPITALS.findall(text)}
    if not words.isdisjoint(_FIRST_NAMES):
        return True
    if any(need in text for need in _NEEDS) and _NEEDED.search(text):
        return True
    initials = {word.replace(".", "") for word in words if len(word) < 4}
    return any(len(word) < 3 and word.isupper() for word in initials - _ACRONYMS - {"A", "I"})


def names_pupil(text: str, staff: frozenset[str] = frozenset()) -> bool:
    """Whether a text may name a pupil, by name or by initials.

    Args:
        text: the words, with plain quotes and digits.
        staff: words that are no pupil's name, from ``staff_words``.

    Returns:
        Whether any rule holds. Names with a title (Mrs Khan) or beside a role (Ana Cole, SENCO)
        are taken for staff; well-known programmes and charities are passed over.
    """
    if not may_name(text):
        return False
    for name in _NOT_PEOPLE:
        text = text.replace(name, "")
    return any(
        _is_pupil(found, text, staff) for rule in _RULES for found in rule.finditer(text)
    )


def _is_pupil(found: re.Match[str], text: str, known: frozenset[str]) -> bool:
    parts = found.groupdict()
    names = [parts[key] for key in ("first", "last", "one", "two") if parts.get(key)]
    initials = (parts.get("initials") or "").replace(".", "")
    if initials:
        return initials not in _ACRONYMS and initials.casefold() not in known
    if parts.get("first") and parts["first"] not in _FIRST_NAMES:
        return False
    if any(name in _OTHER_CAPITALS for name in names):
        return False
    if any(name.casefold() in known for name in names if len(name) > 2):
        return False
    if _TITLE.search(text[max(0, found.start() - _TITLE_WITHIN):found.start()]):
        return False
    around = text[max(0, found.start() - _ROLE_WITHIN):found.end() + _ROLE_WITHIN]
    return not _ROLE.search(around)


def staff_words(staff: Iterable[str]) -> frozenset[str]:
    """The words and the initials of names, folded: of staff, owners of actions, the school."""
    known = set()
    for name in staff:
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
        known |= {word.casefold() for word in words if len(word) > 1}
        known.add("".join(word[0] for word in words).casefold())
    return frozenset(known)
