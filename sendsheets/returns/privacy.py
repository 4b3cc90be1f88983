"""Does a return's free text say which pupil it is about? A help to look, and not a promise.

Evidence, actions, answers to open questions and a reviewer's words are looked at; owners and
the Cover are not, since staff are named there rightly (decisions.md 16). What is found is told
by its cell alone: numbers, dates and names themselves never leave the return.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sendsheets import layout
from sendsheets.model import Problem, Response, Return, Severity
from sendsheets.returns.enquiries import texts_of
from sendsheets.returns.people import may_name, names_pupil, staff_words
from sendsheets.returns.so_far_words import free_texts

PUPILS = frozenset({"upn-found", "birth-date-found"})
"""Codes of what is held back until a person decides (``returns/withheld.py``)."""

HIDDEN = "(withheld)"
"""Stands for words that a problem does not quote."""

MOST_TOLD = 12
"""Cells that the one line about names tells of."""


def scan(result: Return) -> list[Problem]:
    """Look for pupils' numbers, dates of birth and names in a return's free text.

    Args:
        result: the return. The staff named on its Cover and as owners are not taken for pupils.

    Returns:
        A query ``upn-found`` or ``birth-date-found`` for each cell, and at most one
        ``names-possible`` (information) with the cells in which a pupil may be named. No fact
        holds any of the words; ``field`` is the field they stand in.
    """
    texts: list[tuple[tuple[str, ...], str, str, str, str]] = [
        ((response.ref,), *each) for response in result.responses
        for each in _texts(response)
    ]
    texts += [((), name, layout.ENQUIRIES, cell, text) for name, cell, text in texts_of(result)]
    texts += [((a.ref,) if a.ref else (), name, a.sheet, cell, text)
              for a, name, cell, text in free_texts(result)]  # fmt: skip
    whole = _plain("\n".join(text for *_, text in texts))
    # Most returns hold none of it, and are done here.
    small = whole.lower()
    numbers = _has_digits(whole) and bool(_MANY_DIGITS.search(whole))
    births = any(word in small for word in _BIRTH_HINTS)
    named = may_name(whole)
    if not (numbers or births or named):
        return []
    staff = staff_words(_staff(result)) if named else frozenset()
    problems, places, refs = [], [], list[str]()
    for whose, name, sheet, cell, raw in texts:
        text = _plain(raw)
        facts = {"field": name}
        if numbers and holds_upn(text):
            problems.append(Problem("upn-found", Severity.QUERY, sheet=sheet, cell=cell,
                                    refs=whose, facts=facts))  # fmt: skip
        if births and holds_birth_date(text):
            problems.append(Problem("birth-date-found", Severity.QUERY, sheet=sheet, cell=cell,
                                    refs=whose, facts=facts))  # fmt: skip
        if named and names_pupil(text, staff):
            places.append(f"{sheet} {cell or ', '.join(whose)}")
            refs += whose
    if places:
        more = [f"{len(places) - MOST_TOLD} more"] if len(places) > MOST_TOLD else []
        facts = {"found": ", ".join([*places[:MOST_TOLD], *more])}
        problems.append(Problem("names-possible", Severity.INFORMATION,
                                refs=tuple(dict.fromkeys(refs)), facts=facts))  # fmt: skip
    return problems


def unquoted(problems: Sequence[Problem]) -> list[Problem]:
    """The problems of a return without quotations that may identify a pupil.

    Args:
        problems: all of them, with those of ``scan``.

    Returns:
        The same problems; ``HIDDEN`` stands for each fact that holds a pupil's number or date
        of birth (a comment or text box may, too), and for the words of a cell that ``scan``
        asks about.
    """
    private = {(p.sheet, p.cell) for p in problems if p.code in PUPILS and p.cell}
    return [p if p.code in PUPILS else _unquoted(p, (p.sheet, p.cell) in private)
            for p in problems]  # fmt: skip


def _unquoted(problem: Problem, private: bool) -> Problem:
    hidden = {key: HIDDEN for key, text in problem.facts.items()
              if (private and key == "found") or holds_details(text)}  # fmt: skip
    return replace(problem, facts={**problem.facts, **hidden}) if hidden else problem


def holds_details(text: str) -> bool:
    """Whether a text holds a pupil's number or a date of birth."""
    plain = _plain(text)
    return holds_upn(plain) or holds_birth_date(plain)


def may_identify(text: str, result: Return) -> bool:
    """Whether words of a return may say which pupil they are about, so are better not repeated."""
    plain = _plain(text)
    if holds_details(text):
        return True
    return may_name(plain) and names_pupil(plain, staff_words(_staff(result)))


def _texts(response: Response) -> Iterator[tuple[str, str, str, str]]:
    """The field, the sheet, the cell and the words of everything that was written freely."""
    if not (response.evidence or response.action or response.answer or response.reviewer):
        return
    written = (("evidence", response.evidence), ("action", response.action),
               ("answer", response.answer or ""))  # fmt: skip
    for key, text in written:
        if text:
            yield key, response.sheet, response.cells.get(key, ""), text
    if response.reviewer:
        said = (("comment", "reviewer_comment", response.reviewer.comment),
                ("line_of_enquiry", "line_of_enquiry", response.reviewer.line_of_enquiry),
                ("evidence_seen", "evidence_seen", response.reviewer.evidence_seen))
        for name, key, text in said:
            if text:
                yield name, layout.PEER_REVIEW, response.cells.get(key, ""), text


def _staff(result: Return) -> tuple[str, ...]:
    people = (layout.HEADTEACHER, layout.SENCO, layout.GOVERNOR, layout.REVIEWER)
    named = [result.details.get(detail.key, "") for detail in people]
    owners = [response.owner for response in result.responses]
    owners += [action.owner for action in result.actions_so_far]
    every = (result.school.name, result.respondent.name, *named, *owners)
    return tuple(dict.fromkeys(name for name in every if name))


def _plain(text: str) -> str:
    """A text with one kind of digit, letter, quote and space."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).replace("’", "'").replace("–", "-")


# --- unique pupil numbers ----------------------------------------------------------------------

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Letters of a UPN by their value from 0 to 22: I, O and S are left out."""

_UPN = re.compile(
    r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Z](?:[ -]?[0-9]){11}[ -]?[0-9A-HJ-NP-RT-Z](?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ALL_BUT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))


def _has_digits(text: str) -> bool:
    """Whether there are as many digits as a UPN has, anywhere: quicker told than in a row."""
    return len(text.encode(errors="replace").translate(None, _ALL_BUT_DIGITS)) >= 11


_MANY_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9]){10}")
_SAYS_UPN = re.compile(r"\b(?:UPN|unique pupil n\w+)\W{0,3}(?:\w+\W{1,3}){0,2}$", re.IGNORECASE)


def holds_upn(text: str) -> bool:
    """Whether a text holds a unique pupil number: its check letter is right, or "UPN" says so."""
    return any(
        is_upn(re.sub("[ -]", "", found[0]))
        or _SAYS_UPN.search(text[max(0, found.start() - 40) : found.start()])
        for found in _UPN.finditer(text)
    )


def is_upn(number: str) -> bool:
    """Whether thirteen characters are a unique pupil number with the right check letter.

    A letter, then twelve digits (permanent) or eleven digits and a letter (temporary). The
    twelve are multiplied by 2 to 13 and added; the remainder by 23 gives the check letter, with
    A for 0 and without I, O and S; the last letter of a temporary number counts alike.

    Source: Government Data Standards Catalogue, Unique Pupil Number 2.0 (Department for
    Education and Skills, 18 November 2004); the number B801200005001 is a known example.
    """
    number = number.upper()
    if not re.fullmatch(f"[{_LETTERS}][0-9]{{11}}[0-9{_LETTERS}]", number):
        return False
    values = (int(c) if c.isdigit() else _LETTERS.index(c) for c in number[1:])
    total = sum(weight * value for weight, value in enumerate(values, 2))
    return _LETTERS[total % 23] == number[0]


# --- dates of birth ----------------------------------------------------------------------------

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = (
    r"(?:[0-3]?[0-9]\s?[/.-]\s?[01]?[0-9]\s?[/.-]\s?(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"
    rf"|[0-3]?[0-9](?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})[a-z]*\.?,?\s+(?:19|20)?[0-9]{{2}})"
    r"(?![0-9])"
)
_WORD = (
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|(?:date|day)s?\s+of\s+birth\b|birth\s?da(?:y|te)s?\b|born\b)"
)
_BIRTH_HINTS = ("born", "birth", "dob", "d.o", "d. o", "d o b", "d ob", "do b")
_BIRTH = re.compile(
    rf"{_WORD}[^0-9\n]{{0,25}}+{_DATE}|(?<![0-9]){_DATE}\s?[(\[,;:-]?\s?{_WORD}",
    re.IGNORECASE,
)


def holds_birth_date(text: str) -> bool:
    """Whether a text holds a full date beside words such as DOB, born or date of birth.

    A date alone is never taken for one: evidence is full of dates of meetings and policies.
    """
    return bool(_BIRTH.search(text))
