"""The Returns sheet against a register: every school that was asked; whatever else came, apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sendsheets import theme
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.drawing.styles import style
from sendsheets.model import Completeness, Reading, Season, Standing, Timeliness
from sendsheets.reports import standings
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.decided import came_in
from sendsheets.reports.authority.facts import Facts
from sendsheets.reports.authority.log import (
    Entry,
    entries,
    file_name,
    note,
    status_look,
    to_check_rows,
)
from sendsheets.reports.listing import (
    HOW_TO_WIDE,
    LISTED_ROWS,
    Cell,
    Field,
    Styled,
    back_to_cover,
    draw,
    first_of,
)
from sendsheets.reports.wording import long_day

_INDENT = styles.HEADER_INDENT
_CENTRE = style(styles.TEXT, styles.CENTRE)

ASKED = (
    Field("School", 34), Field("Phase", 13), Field("Type", 24), Field("URN", 9),
    Field("Status", 18, _CENTRE, styles.HEADER_CENTRE),
    Field("Timeliness", 16, styles.TEXT_INDENT, _INDENT), Field("Date", 14, styles.DATE),
    Field("Rated %", 9, styles.SHARE, styles.HEADER_CENTRE),
    Field("Note", 54, styles.TEXT_INDENT, _INDENT), Field("File", 30, styles.TEXT_INDENT, _INDENT),
    Field("Contact", 34, styles.TEXT_INDENT, _INDENT),
)  # fmt: skip
"""The columns of the schools on the register."""

CAME = (
    *ASKED[:2], Field("Role", 20), *ASKED[3:5],
    Field("Completed by", 18, styles.TEXT_INDENT, _INDENT),
    Field("Date completed", 14, styles.DATE), *ASKED[7:10],
    Field("Came in", 34, styles.TEXT_INDENT, _INDENT),
)  # fmt: skip
"""The columns of files that belong to no school on it."""


def roll(book: Book, log: Log, season: Season) -> None:
    """Draw the schools on the register, what needs attention first."""
    page = book.page(sheets.RETURNS, theme.TAB_START, [field.width for field in ASKED])
    more = first_of(len(season.standings))
    more += " All are in register.csv." if more else ""
    rest = f" Whatever else came in is on the sheet {sheets.OTHER_FILES}." if log.others else ""
    page.top("Returns", f"{standings.returned_words(season)}. Every school that was asked, what "
             f"came from it and what to ask for; what needs attention comes first.{rest}{more}")
    back_to_cover(page, sheets.COVER, f"Rated % includes Not applicable. {HOW_TO_WIDE}")
    last = draw(page, "Returns", 4, ASKED, school_rows(season, log), "Schools asked",
                "One row for each school on the list: how it stands, when its return came, and "
                "what to ask for.", filters=True, nothing="No schools.")  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"D5:D{last}"})
    page.freeze(4, 1)
    page.print(last, repeat=(4, 4))


def other_files(book: Book, log: Log) -> None:
    """Draw the files that belong to no school on the register; ``log.others`` has any."""
    page = book.page(sheets.OTHER_FILES, theme.TAB_START, [field.width for field in CAME])
    page.top("Other files", "Returns of schools that are not on the list, then every other file "
             f"that came in: what became of it, and what to do.{first_of(len(log.others))}")
    back_to_cover(page, sheets.COVER, HOW_TO_WIDE)
    last = draw(page, "OtherFiles", 4, CAME, [log.row(e) for e in log.others[:LISTED_ROWS]],
                "Other files", "One row for each file that belongs to no school on the list: what "
                "became of it, and what to do.", filters=True)  # fmt: skip
    page.sheet.ignore_errors({"number_stored_as_text": f"D5:D{last}"})
    page.freeze(4, 1)
    page.print(last, repeat=(4, 4))


class Log:
    """The log of files, by reading.

    ``others`` are the files of no school on the register, returns before all else.
    """

    def __init__(self, facts: Facts, season: Season) -> None:
        self.facts = facts
        every = entries(facts)
        held = {id(r) for s in season.standings for r in (*s.readings, *s.refused)}
        strangers = {id(reading) for reading in season.strangers}
        self.others = sorted((entry for entry in every if id(entry.reading) not in held),
                             key=lambda entry: id(entry.reading) not in strangers)  # fmt: skip
        self._by_reading = {id(entry.reading): entry for entry in every}
        shares = zip(facts.schools["return_no"], facts.schools["answered_share"], strict=True)
        self._shares: Mapping[int, float] = dict(shares)
        self._checks: dict[str, int] = {}
        for row in to_check_rows(facts):
            self._checks[row.file] = self._checks.get(row.file, 0) + 1

    def note(self, reading: Reading) -> str:
        """What a person should know of a file."""
        return note(self.facts, self._by_reading[id(reading)], self.checks(reading))

    def checks(self, reading: Reading) -> int:
        """How many things of a file wait for a person."""
        return self._checks.get(reading.file, 0)

    def share(self, reading: Reading) -> float | None:
        """The share of what was asked that is answered; None where nothing was asked."""
        number = self._by_reading[id(reading)].number
        known = self._shares[number] if number else None
        return known if known == known else None

    def row(self, entry: Entry) -> list[Cell]:
        """A file that belongs to no school on the register."""
        reading, result = entry.reading, entry.reading.result
        phase, role, urn, by, on = "", "", "", "", None
        if result:
            phase, urn, on = result.school.phase, result.school.urn, result.completed_on
            role = result.respondent.role
            by = "" if result.voice else result.respondent.name
        return [
            entry.school, phase, role, urn, Styled(entry.status, status_look(entry.status)), by,
            on, self.share(reading), self.note(reading), file_name(reading),
            came_in(reading.origin),
        ]  # fmt: skip


# --- one school ------------------------------------------------------------------------------


def school_rows(season: Season, log: Log) -> list[list[Cell]]:
    """A row for each school on the register: by status, then by name."""
    doubts = standings.may_be(season)
    ordered = sorted(season.standings, key=lambda s: (
        standings.STATUSES.index(standings.status(s)), s.listed.name.casefold()))  # fmt: skip
    return [_row(standing, season.deadline, doubts, log)
            for standing in ordered[:LISTED_ROWS]]  # fmt: skip


def _row(
    standing: Standing, deadline: date | None, doubts: Mapping[str, Sequence[Reading]], log: Log,
) -> list[Cell]:
    listed, found = standing.listed, standings.best(standing)
    result = found.result if found else None
    words = standings.status(standing)
    phase = listed.phase or (result.school.phase if result else "")
    urn = listed.urn or (result.school.urn if result else "")
    files = [file_name(reading) for reading in (*standing.readings, *standing.refused)]
    return [
        listed.name, phase, listed.type, urn, Styled(words, status_look(words)),
        standings.timely(standing, deadline), standing.came_on,
        log.share(found) if found else None, _note(standing, doubts, log),
        "; ".join(dict.fromkeys(files)), _contact(standing),
    ]  # fmt: skip


def _note(
    standing: Standing, doubts: Mapping[str, Sequence[Reading]], log: Log
) -> str:
    found = standings.best(standing)
    said = []
    waiting = [r for r in doubts.get(standing.listed.key, ()) if r not in standing.readings]
    if waiting:
        said.append(f"{_files(waiting)} may be from this school: decide that first.")
    if standing.timeliness is Timeliness.COMPLETED_LATE:
        said.append(f"The first part came on {long_day(standing.came_on)}; all was answered on "
                    f"{long_day(standing.completed_on)}.")  # fmt: skip
    checks = sum(log.checks(reading) for reading in standing.readings)
    if checks:
        said.append(f"{_things(checks)} to check: see the sheet {sheets.TO_CHECK}.")
    if found and found.result:
        left = standings.left_words(found.result, log.facts.framework)
        blank = standings.status(standing) == standings.NOTHING_ANSWERED
        said.append("The blank form came back. Ask whether the school sent the right file."
                    if blank else left)  # fmt: skip
        others = [reading for reading in standing.readings if reading is not found]
        if others:
            roles = [r.result.respondent.role or "no role given" for r in others if r.result]
            said.append(f"Also returned: {', '.join(roles)}.")
    for reading in standing.refused:
        which = f"{file_name(reading)}: " if len(standing.refused) > 1 or found else ""
        said.append(which + standings.refused_words(
            reading, standings.completeness(standing) is Completeness.COMPLETE))  # fmt: skip
    return " ".join(part for part in said if part)


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"


def _files(readings: Sequence[Reading]) -> str:
    return ", ".join(dict.fromkeys(file_name(reading) for reading in readings))


def _contact(standing: Standing) -> str:
    """Whom to ask: as the register has it, else whoever sent a file."""
    said = ", ".join(part for part in (standing.listed.contact, standing.listed.email) if part)
    origins = [r.origin for r in (*standing.readings, *standing.refused) if r.origin]
    return said or next((o.sender or o.address for o in origins), "")
