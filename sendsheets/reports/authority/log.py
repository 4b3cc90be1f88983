"""The returns log and what waits for a person: whatever needs attention stands first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sendsheets import problems, theme
from sendsheets.analysis.answers import asked, given_to
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book, Value
from sendsheets.drawing.styles import Style, style
from sendsheets.model import (
    Completeness,
    Disposition,
    Problem,
    Reading,
    Return,
    Severity,
    State,
)
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.decided import came_in, left_out
from sendsheets.reports.authority.facts import Facts
from sendsheets.reports.listing import (
    HOW_TO,
    LISTED_ROWS,
    Cell,
    Field,
    Styled,
    back_to_cover,
    draw,
    first_of,
)
from sendsheets.reports.standings import (
    COMPLETE,
    FILE_PROBLEM,
    NEEDS_A_LOOK,
    NOT_RETURNED,
    NOTHING_ANSWERED,
    PART_COMPLETE,
)

TOGETHER, SAME_FILE = "Put together with another copy", "Same file twice"
LEFT_OUT, NOT_A_RETURN = "Left out", "Not a return"
VOICE = "One of several voices"

STATUSES = (
    FILE_PROBLEM, NEEDS_A_LOOK, NOTHING_ANSWERED, PART_COMPLETE, COMPLETE, VOICE, TOGETHER,
    SAME_FILE,    LEFT_OUT, NOT_A_RETURN,
)  # fmt: skip
"""The status words, in the order in which the log has them."""

_COMPLETENESS = {
    Completeness.NOTHING: NOTHING_ANSWERED, Completeness.PART: PART_COMPLETE,
    Completeness.COMPLETE: COMPLETE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the log. ``strange`` is one that belongs to no known audit."""

    reading: Reading
    number: int | None
    school: str
    status: str
    strange: bool


def entries(facts: Facts) -> list[Entry]:
    """Every file with its status: what needs attention first, then alphabetical by school.

    ``number`` is the return's, None for a file that does not count.
    """
    numbers = {id(reading): n for n, reading in enumerate(facts.counted, 1)}
    known = {reading.sha256 for reading in facts.readings if reading.result}
    made = []
    for reading in facts.readings:
        number = numbers.get(id(reading))
        school = facts.names[number] if number else _school(reading)
        twice = reading.disposition is Disposition.DUPLICATE and reading.sha256 in known
        strange = reading.result is None and not twice and left_out(reading) is None
        made.append(Entry(reading, number, school, status(reading), strange))
    return sorted(
        made, key=lambda e: (STATUSES.index(e.status), e.school.casefold(), e.reading.file)
    )


def status(reading: Reading) -> str:
    """What became of a file, in the words of the log."""
    if reading.disposition is Disposition.DUPLICATE:
        return SAME_FILE
    if reading.disposition is Disposition.SUPERSEDED:
        return TOGETHER
    if left_out(reading):
        return LEFT_OUT
    if reading.disposition is Disposition.REFUSED or reading.result is None:
        serious = any(p.severity is not Severity.INFORMATION for p in reading.problems)
        return FILE_PROBLEM if serious or not reading.problems else NOT_A_RETURN
    if reading.result.voice:
        return VOICE
    blank = reading.result.completeness is Completeness.NOTHING
    if reading.disposition is Disposition.QUERY and not blank:
        return NEEDS_A_LOOK
    return _COMPLETENESS[reading.result.completeness]


def _school(reading: Reading) -> str:
    note = left_out(reading)
    named = reading.result.school.name if reading.result else ""
    named = named or (note.facts.get("school", "") if note else "")
    return named or PurePosixPath(reading.file.replace("\\", "/")).stem


def file_name(reading: Reading) -> str:
    """A file's own name, without the folder it lies in."""
    return PurePosixPath(reading.file.replace("\\", "/")).name


# --- Returns ---------------------------------------------------------------------------------


def returns(book: Book, facts: Facts, things: Sequence[Check]) -> None:
    """Draw the log of every file that went in; ``things`` are from ``to_check_rows``."""
    centre = style(styles.TEXT, styles.CENTRE)
    fields = [
        Field("School", 34), Field("Phase", 13),
        Field("URN", 9), Field("Role", 16), Field("Completed by", 18),
        Field("Date completed", 14, styles.DATE), Field("Status", 18, centre, styles.HEADER_CENTRE),
        Field("Rated %", 9, styles.SHARE, styles.HEADER_CENTRE),
        Field("Note", 54, styles.TEXT_INDENT, styles.HEADER_INDENT),
        Field("File", 26, styles.TEXT_INDENT, styles.HEADER_INDENT),
    ]  # fmt: skip
    mailed = any(reading.origin for reading in facts.readings)
    if mailed:
        fields.append(Field("Came in", 34, styles.TEXT_INDENT, styles.HEADER_INDENT))
    page = book.page(sheets.RETURNS, theme.TAB_START, [field.width for field in fields])
    page.top("Returns", "Every file that went in, what became of it, and what to do. What needs "
             f"attention comes first. Rated % includes Not applicable. {HOW_TO}")  # fmt: skip
    back_to_cover(page, sheets.COVER)
    share = dict(zip(facts.schools["return_no"], facts.schools["answered_share"], strict=True))
    checks: dict[str, int] = {}
    for row in things:
        checks[row.file] = checks.get(row.file, 0) + 1
    rows = [
        [*_row(facts, entry, share, checks), *([came_in(entry.reading.origin)] * mailed)]
        for entry in entries(facts)
    ]
    last = draw(page, "Returns", 4, fields, rows, "Returns",
                "One row for each file: the school, who completed it, its status in words, and "
                "what to do.", filters=True, nothing="No files.")  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"C5:C{last}"})
    page.freeze(4)
    page.print(last, repeat=(4, 4))


def _row(
    facts: Facts, entry: Entry, share: dict[int, float], checks: dict[str, int]
) -> list[Cell]:
    result = entry.reading.result
    done: Value = None
    if entry.number is not None:
        known = share[entry.number]
        done = known if known == known else None
    who: list[Value] = [None, None, None, None, None]
    if result:
        who = [result.school.phase, result.school.urn, result.respondent.role,
               "" if result.voice else result.respondent.name, result.completed_on]  # fmt: skip
    return [
        entry.school, *who, Styled(entry.status, status_look(entry.status)), done,
        note(facts, entry, checks.get(entry.reading.file, 0)), file_name(entry.reading),
    ]  # fmt: skip


def status_look(words: str) -> Style:
    """Red, amber and green say what the words say; the rest stays plain."""
    red, amber, green = theme.palette(3)
    shades = {
        NOT_RETURNED: red, FILE_PROBLEM: red, NEEDS_A_LOOK: amber, NOTHING_ANSWERED: amber,
        PART_COMPLETE: amber, COMPLETE: green,
    }  # fmt: skip
    plain = style(styles.TEXT, styles.CENTRE, font_color=theme.GREY_TEXT)
    if words not in shades:
        return plain
    shade = shades[words]
    return style(styles.TEXT, styles.CENTRE, styles.BOLD, bg_color=shade.fill,
                 font_color=shade.text)  # fmt: skip


def note(facts: Facts, entry: Entry, to_check: int) -> str:
    """What a person should know of a file, or do about it."""
    reading = entry.reading
    things = "1 thing" if to_check == 1 else f"{to_check} things"
    look = f"{things} to check: see the sheet {sheets.TO_CHECK}."
    if entry.number is None:
        about = _about(reading)
        if to_check and reading.result:
            return " ".join([*(problems.found(p) for p in about), look])
        told = [f"{problems.found(p)} {problems.advice(p)}" for p in about]
        return " ".join(told) or "Nothing to do."
    said = []
    if entry.number in facts.strangers:
        said.append("Not on the list of schools, so in no count.")
    if to_check:
        said.append(look)
    if reading.result and reading.result.completeness is Completeness.NOTHING:
        said.append("The blank form came back. Ask whether the school sent the right file.")
    elif reading.result:
        said.append(_progress(facts, reading.result))
    return " ".join(part for part in said if part)


def _about(reading: Reading) -> list[Problem]:
    """The problems that say why a file does not count."""
    wanted = {Disposition.DUPLICATE: "file-duplicate", Disposition.SUPERSEDED: "copy-superseded"}
    note = left_out(reading)
    code = note.code if note else wanted.get(reading.disposition)
    if code:
        return [p for p in reading.problems if p.code == code][:1]
    if reading.result and reading.result.voice:
        return [p for p in reading.problems if p.code == "voice-beside"][:1]
    worst = [p for p in reading.problems if p.severity is Severity.ERROR]
    return worst or list(reading.problems)[:2]


def _progress(facts: Facts, result: Return) -> str:
    """What is still to be rated, and the sections not started."""
    given: dict[int, list[State]] = {}
    for section, _, statement, response in asked(result, {facts.framework.id: facts.framework}):
        if response and statement.kind.counts_towards_progress:
            state = given_to(response, statement.main).state
            given.setdefault(section.number, []).append(state)
    every = [state for states in given.values() for state in states]
    left = sum(state in _NOT_RATED for state in every)
    if not left:
        return ""
    untouched = [
        section.sheet for section in facts.framework.sections
        if section.number in given and all(x in _NOT_RATED for x in given[section.number])
    ]  # fmt: skip
    said = f"{left} of {len(every)} not yet rated."
    return f"{said} Not started: {', '.join(untouched)}." if untouched else said


_NOT_RATED = (State.BLANK, State.MISSING)


# --- To check --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that waits for a person."""

    school: str
    file: str
    sheet: str
    cell: str
    found: str
    advice: str


def to_check_rows(facts: Facts) -> list[Check]:
    """Everything that waits for a person.

    Every file that could not be used, first; then every query or error of this audit's returns
    (blank forms and copies that were put together among them), in order of school and as found.
    A rating that was not recognised is listed by itself only where no query tells of its
    statement.
    """
    refused, made = [], []
    told = _told(facts)
    for entry in entries(facts):
        reading = entry.reading
        if entry.status == FILE_PROBLEM:
            refused.append(_refused(entry))
            continue
        for problem in _serious(reading):
            made.append(Check(entry.school, reading.file, problem.sheet, problem.cell,
                              problems.found(problem), problems.advice(problem)))  # fmt: skip
        if entry.number is not None and reading.result:
            made += _unrecognised(facts, reading.result, entry.school, told[reading.file])
    return [*refused, *sorted(made, key=lambda check: (check.school.casefold(), check.file))]


def _serious(reading: Reading) -> list[Problem]:
    return [p for p in reading.problems if p.severity is not Severity.INFORMATION]


def _refused(entry: Entry) -> Check:
    about = _about(entry.reading)
    found = " ".join(problems.found(p) for p in about) or "The file could not be read."
    advice = " ".join(dict.fromkeys(problems.advice(p) for p in about)) or "Ask for it again."
    return Check(entry.school, entry.reading.file, "", "", found, advice)


def _told(facts: Facts) -> dict[str, set[str]]:
    """The refs that queries tell of, by the file that stands: its own, and its copies'."""
    told: dict[str, set[str]] = {}
    for reading in facts.readings:
        stands = next((p.facts.get("found", "") for p in reading.problems
                       if p.code == "copy-superseded"), reading.file)  # fmt: skip
        told.setdefault(reading.file, set())
        refs = {ref for problem in _serious(reading) for ref in problem.refs}
        told.setdefault(stands, set()).update(refs)
    return told


def _unrecognised(
    facts: Facts, result: Return, school: str, told: set[str]
) -> Iterator[Check]:
    for response in result.responses:
        statement = facts.framework.statement(response.ref)
        if statement is None or response.ref in told:
            continue
        for rating in statement.ratings:
            given = given_to(response, rating)
            if given.state is State.UNRECOGNISED:
                yield Check(school, result.file, response.sheet, given.cell or "",
                            f"{response.ref}, {rating.heading}: “{given.raw}”",
                            "Choose one rating from the list.")  # fmt: skip


def to_check(book: Book, facts: Facts, rows: list[Check]) -> None:
    """Draw the list of everything that waits for a person."""
    fields = [
        Field("School or file", 30), Field("File", 26), Field("Sheet", 20), Field("Cell", 9),
        Field("Found", 52, styles.TEXT_INDENT, styles.HEADER_INDENT),
        Field("What to do", 52, styles.TEXT_INDENT, styles.HEADER_INDENT),
    ]  # fmt: skip
    page = book.page(sheets.TO_CHECK, theme.TAB_START, [field.width for field in fields])
    page.top("To check", "What a person should look at. None of it was guessed: a rating listed "
             f"here is not counted.{first_of(len(rows))} {HOW_TO}")  # fmt: skip
    back_to_cover(page, sheets.COVER)
    cells: list[list[Cell]] = [
        [row.school, PurePosixPath(row.file).name, row.sheet, row.cell, row.found, row.advice]
        for row in rows[:LISTED_ROWS]
    ]
    last = draw(page, "ToCheck", 4, fields, cells, "To check",
                "One row for each thing to check: where it stands, what was found, what to do.",
                filters=True, nothing="Nothing to check.")  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))
