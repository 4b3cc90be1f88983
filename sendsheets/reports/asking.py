"""What to ask a school to mend in its return: a short email, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from textwrap import fill

from sendsheets.layout import COVER
from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Framework,
    Problem,
    Reading,
    Return,
    Severity,
    State,
    Words,
)
from sendsheets.problems import ask, ask_apart, entry, sheet_order
from sendsheets.reports.drafts import Draft, address_of, file_stems, one_line, own_name
from sendsheets.reports.wording import listing

WIDTH = 72
"""Characters in a line of the email, so that every mail program shows it as it was meant."""

_GLUE = "\N{NO-BREAK SPACE}"
"""Stands for a space at which a line must not break, until it is broken."""

_QUOTED = 120
"""Characters of a school's own words that are quoted back to it."""

_PUPILS = frozenset({"upn-found", "birth-date-found", "names-possible"})
"""Problems of privacy: the cell is named and its words are never repeated."""

_NO_ANSWER = _PUPILS | {"copies-differ-widely", "heading-like", "ref-not-asked", "sheet-box"}
"""Queries that do not keep an answer from counting; nor does any on the Cover."""

_BLANK = frozenset({"nothing-answered", "nobody-answered"})
"""Nothing was filled in, so there is nothing to mend in the workbook that came."""


def asks(
    batch: Batch, frameworks: Mapping[str, Framework], as_at: date,
    addresses: Mapping[str, str] | None = None,
) -> tuple[Draft, ...]:
    """Write to each school whose return it should mend.

    Args:
        batch: everything that was read.
        frameworks: the frameworks there are, by id.
        as_at: the date that the emails bear.
        addresses: whom to write to about each file that seems to be from a school on the list;
            about any other file a draft goes to the address that it came from.

    Returns:
        One draft for each reading with something to ask, in the order of the readings; none for
        duplicates and superseded copies. Nothing in a draft is about another school, and what
        was found about pupils is named by its cell only.
    """
    past = (Disposition.DUPLICATE, Disposition.SUPERSEDED)
    wanted = [r for r in batch.readings if r.disposition not in past and _to_ask(r)]
    stems = file_stems(wanted)
    return tuple(
        _draft(reading, stem, frameworks, as_at, (addresses or {}).get(reading.file))
        for reading, stem in zip(wanted, stems, strict=True)
    )


# --- one draft -------------------------------------------------------------------------------


def _to_ask(reading: Reading) -> list[Problem]:
    """What a school can mend; of what another copy of its own settled, nothing."""
    return [
        # A cell of another copy would mislead.
        replace(p, cell="") if "of" in p.facts else p
        for p in reading.problems if ask(p) and p.severity is entry(p.code).severity
    ]  # fmt: skip


def _draft(
    reading: Reading, stem: str, frameworks: Mapping[str, Framework], as_at: date,
    listed: str | None,
) -> Draft:
    result = reading.result
    framework = frameworks[result.framework] if result else None
    title = framework.title if framework else "SEND audit"
    school = one_line(result.school.name) if result else ""
    problems = _to_ask(reading)
    blank = [problem for problem in problems if problem.code in _BLANK]
    few = "something to check" if len(problems) == 1 else "a few things to check"
    what = few if result and not blank else "please send it again"
    subject = f"{title}: {what}{f' ({school})' if school else ''}"
    name = _short(result.respondent.name) if result else ""
    thanks = f"Thank you for sending us your {title} (“{own_name(reading.file)}”)."
    parts = [f"Hello {name}," if name else "Hello,"]
    if result and framework and not blank:
        parts.append(_wrap(f"{thanks} Please could you look at the following?"))
        parts += _by_sheet(problems, framework)
        say = Words(framework.words).said  # it names what stands on their Cover
        parts += [_wrap(say(text)) for text in _closing(problems, result)]
    else:
        parts.append(_wrap(thanks))
        parts += [_wrap(ask(_clean(problem))) for problem in blank or problems]
        parts.append(_wrap("To send it, please reply to this email with the workbook attached. "
                           "Until then, we count your audit as not yet returned."))  # fmt: skip
    body = "\n\n".join([*parts, "With thanks"]) + "\n"
    to = address_of(reading) if listed is None else listed
    return Draft(stem, school, to, subject, body, as_at)


def _closing(problems: Sequence[Problem], result: Return) -> list[str]:
    kept = any(
        p.severity is Severity.QUERY and p.code not in _NO_ANSWER
        and p.sheet != COVER and (p.refs or p.sheet)
        for p in problems
    )  # fmt: skip
    texts = ["Until we hear from you, answers that we could not read count as not answered. "
             "We have read everything else."] if kept else []  # fmt: skip
    texts.append("To send it back, please make the changes in the same workbook, save it as an "
                 "Excel workbook (.xlsx), and reply to this email with it attached. Please also "
                 "put today’s date into Date completed on the Cover, so that we know which is the "
                 "latest.")
    counted = [r for r in result.responses if r.kind.counts_towards_progress]
    blank = sum(r.main.state is State.BLANK for r in counted)
    if blank and result.completeness is Completeness.PART:
        are = "is" if blank == 1 else "are"
        texts.append(f"While you are there: {blank} of the {len(counted)} statements {are} not "
                     "answered yet.")  # fmt: skip
    return texts


# --- what to mend ----------------------------------------------------------------------------


def _by_sheet(problems: Sequence[Problem], framework: Framework) -> list[str]:
    """The numbered list, under a heading for each sheet: the whole workbook and Cover first."""
    # Answers that differ stand in several workbooks, so no one sheet is to blame.
    problems = [replace(p, sheet="", cell="") if p.code == _CONFLICT else p for p in problems]
    sheets = list(dict.fromkeys(problem.sheet for problem in problems))
    sheets.sort(key=sheet_order)
    # The same things on several sheets, such as a column that is gone from each, are told once.
    alike: dict[tuple[object, ...], list[str]] = {}
    for sheet in sheets:
        told = [(p.code, p.cell, p.refs, ask(p)) for p in problems if p.sheet == sheet]
        alike.setdefault((bool(sheet), *told), []).append(sheet)
    private = {(p.sheet, p.cell) for p in problems if p.code in _PUPILS}
    parts, number = [], 0
    for same in alike.values():
        if same[0] or len(alike) > 1:
            parts.append(_wrap(_heading(same)))
        groups: dict[str, list[Problem]] = {}
        for problem in (p for p in problems if p.sheet == same[0]):
            groups.setdefault(problem.code, []).append(problem)
        for group in groups.values():
            number += 1
            hidden = [_without_words(p) if (p.sheet, p.cell) in private else p for p in group]
            parts.append(_item(number, hidden, framework))
    return parts


def _heading(sheets: Sequence[str]) -> str:
    names = listing([f"“{one_line(sheet)}”".replace(" ", _GLUE) for sheet in sheets])
    if not sheets[0]:
        return "In the whole workbook:"
    return f"On the sheet{'s' if len(sheets) > 1 else ''} {names}:"


def _item(number: int, group: Sequence[Problem], framework: Framework) -> str:
    """One number of the list: one problem, or many of one kind with what to do said once."""
    told = [_with_labels(_clean(problem), framework) for problem in group]
    lead = f"{number}. "
    if told[0].code == _CONFLICT:
        answers = [_both(problem, framework) for problem in told]
        return "\n".join([_wrap(ask(told[0]), lead), *_bullets(answers)])
    places = [_place(problem, framework) for problem in group]
    if len(told) == 1:
        text = _after(places[0], ask(told[0]))
        return _wrap(text, lead)
    shared = ask_apart(told[0])[1]
    own = [_after(place, ask_apart(p)[0]) for place, p in zip(places, told, strict=True)]
    heading = shared[:-1] + ":" if shared else "Please look at these:"
    return "\n".join([_wrap(heading, lead), *_bullets(dict.fromkeys(own))])


def _bullets(texts: Iterable[str]) -> list[str]:
    return [_wrap(text, "   - ") for text in texts if text]


def _place(problem: Problem, framework: Framework) -> str:
    """The cell and the statement: "C7 (2c, Adaptive teaching)"."""
    one = len(problem.refs) == 1 and not _lists_refs(problem)
    statement = framework.statement(problem.refs[0]) if one else None
    name = f"{statement.ref}, {statement.label}" if statement else ""
    if problem.cell and name:
        return f"{problem.cell} ({name})"
    return f"Cell {problem.cell}" if problem.cell else name


def _after(place: str, text: str) -> str:
    """A sentence after the place that it is about."""
    if not place or not text:
        return place or text
    plain = text[1:2].islower() or text[1:2] == " "
    return f"{place}: {text[0].lower() if plain else text[0]}{text[1:]}"


def _with_labels(problem: Problem, framework: Framework) -> Problem:
    """The problem with its list of refs told with their short labels."""
    if not _lists_refs(problem):
        return problem
    named = []
    for ref in problem.refs:
        statement = framework.statement(ref)
        named.append(f"{ref} ({statement.label})" if statement else ref)
    return replace(problem, facts={**problem.facts, "found": listing(named)})


def _lists_refs(problem: Problem) -> bool:
    return bool(problem.refs) and problem.facts.get("found") == ", ".join(problem.refs)


def _without_words(problem: Problem) -> Problem:
    return replace(problem, facts=dict.fromkeys(problem.facts, "…"))


# --- answers that differ between copies --------------------------------------------------------

_CONFLICT = "copies-conflict"
_COPY = "copy: "
"""Facts that begin so hold what one copy says, by its file (returns/questions.py)."""

_FREE_TEXT = frozenset({"answer", "comment", "evidence", "action", "line_of_enquiry"})
"""Fields whose words are not repeated, since they might name a pupil."""


def _both(problem: Problem, framework: Framework) -> str:
    """What each copy says: "1a rating (Leaders know): “Red” in “one.xlsx”, “Green” in …"."""
    statement = framework.statement(problem.refs[0]) if problem.refs else None
    label = f" ({statement.label})" if statement else ""
    said = [(own_name(key.removeprefix(_COPY)), text)
            for key, text in problem.facts.items() if key.startswith(_COPY)]  # fmt: skip
    what = f"{one_line(problem.facts.get('what', ''))}{label}"
    if problem.facts.get("field", "") in _FREE_TEXT:
        return f"{what}: not the same in {listing([f'“{name}”' for name, _ in said])}"
    return f"{what}: {', '.join(f'“{_short(text)}” in “{name}”' for name, text in said)}"


# --- words -----------------------------------------------------------------------------------


def _wrap(text: str, lead: str = "") -> str:
    # Cells, refs and sheets never break: neither inside a word nor at a hyphen.
    lines = fill(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead),
                 break_long_words=False, break_on_hyphens=False)  # fmt: skip
    return lines.replace(_GLUE, " ")


def _clean(problem: Problem) -> Problem:
    """The problem with a school's own words on one line, and not too many of them."""
    if _lists_refs(problem):
        return problem
    facts = {key: _short(text) for key, text in problem.facts.items()}
    return replace(problem, facts=facts)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"
