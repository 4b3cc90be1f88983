"""The nouns of a season: the schools that are asked, and how each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sendsheets.model.answer import Reading
from sendsheets.model.framework import Section, Statement
from sendsheets.model.problem import Problem


class Setting(StrEnum):
    """What sort of place a school is, which decides what statements apply to it."""

    EARLY_YEARS = "early years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all-through"
    SPECIAL = "special"
    ALTERNATIVE = "alternative provision"
    POST_16 = "post-16"


def applies(statement: Statement, setting: str | None) -> bool:
    """Whether a statement is for a setting: one without marks is for all.

    An all-through school has the statements for primary and for secondary schools. Every
    statement applies where the setting is not said, or is no word of ``Setting``.
    """
    if not statement.settings or setting not in _SETTINGS:
        return True
    own = {setting}
    if setting == Setting.ALL_THROUGH:
        own |= {Setting.PRIMARY, Setting.SECONDARY}
    return not own.isdisjoint(statement.settings)


_SETTINGS = frozenset(Setting)


def for_setting(sections: tuple[Section, ...], setting: str | None) -> tuple[Section, ...]:
    """Sections with only the statements that are for a setting; those left with none are out."""
    if setting is None or all(applies(s, setting) for each in sections for s in each.statements):
        return sections
    kept = (replace(each, statements=tuple(s for s in each.statements if applies(s, setting)))
            for each in sections)  # fmt: skip
    return tuple(section for section in kept if section.statements)


def for_role(sections: tuple[Section, ...], role: str | None) -> tuple[Section, ...]:
    """Sections with only the statements that a role can judge; those left with none are out.

    Whoever no statement is marked for is asked everything, as the SENCO is.
    """
    if role is None or not any(role in s.roles for each in sections for s in each.statements):
        return sections
    kept = (replace(each, statements=tuple(s for s in each.statements if role in s.roles))
            for each in sections)  # fmt: skip
    return tuple(section for section in kept if section.statements)


class Timeliness(StrEnum):
    """Whether a school's return came in by the deadline (decisions.md 8)."""

    ON_TIME = "on time"
    COMPLETED_LATE = "part on time, completed late"
    LATE = "late"
    OUTSTANDING = "outstanding"
    UNDATED = "returned, date not known"


@dataclass(frozen=True, slots=True)
class Listed:
    """A school on a register. Empty text where the list does not say.

    ``phase`` is one of the words in the Cover's dropdown (``layout.PHASES``) or empty; ``type``,
    ``trust`` and ``la`` are as the list has them; ``number`` is the DfE number ("919/5404").
    ``before`` are the URNs that it had before (an academy is a new school with a new URN).
    ``contact`` is the person to write to: the SENCO, else whoever the list names, else the
    headteacher. ``row`` is where it stands in its list, counted from 1 with the headings.
    """

    name: str
    urn: str = ""
    phase: str = ""
    setting: Setting | None = None
    type: str = ""
    trust: str = ""
    la: str = ""
    la_code: str = ""
    number: str = ""
    email: str = ""
    contact: str = ""
    before: tuple[str, ...] = ()
    row: int = 0
    headteacher: str = ""
    senco: str = ""

    @property
    def key(self) -> str:
        """What it is known by in outputs: its URN, else its name."""
        return self.urn or self.name


@dataclass(frozen=True, slots=True)
class Register:
    """The schools that are asked, in the order of their list, and what there is to tell of it.

    ``others`` are the URNs of open schools in the same file that are not asked and have the name
    of one that is.
    """

    file: str
    schools: tuple[Listed, ...]
    problems: tuple[Problem, ...] = ()
    others: frozenset[str] = frozenset()

    def by_address(self) -> dict[str, tuple[Listed, ...]]:
        """The schools that have each email address, by the address in small letters.

        An address of several schools may be a trust's office, or a slip: then what is written
        for one of them must not go there without a person.
        """
        found: dict[str, tuple[Listed, ...]] = {}
        for school in self.schools:
            if address := school.email.strip().casefold():
                found[address] = (*found.get(address, ()), school)
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How one school on the register stands in one audit.

    ``readings`` are those of its returns that count (several where several roles answered);
    ``refused`` the files that seem to be its own and could not be used; ``came_on`` the day its
    first return with any answer came in (the email's date, else the Cover's), None where unknown;
    ``completed_on`` the day by which all was answered, None where it is not, or where unknown.
    """

    listed: Listed
    timeliness: Timeliness
    readings: tuple[Reading, ...] = ()
    refused: tuple[Reading, ...] = ()
    came_on: date | None = None
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """One audit's returns held against a register.

    ``strangers`` are the readings that count and belong to no school on it; the outstanding
    schools are those ``standings`` whose timeliness says so.
    """

    register: Register
    framework: str
    standings: tuple[Standing, ...]
    strangers: tuple[Reading, ...] = ()
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """A suggestion that one school talk to another about something, to which both agreed.

    ``about`` is the ref of a statement or the name of a theme, ``label`` its words.
    """

    school: str
    school_urn: str
    partner: str
    partner_urn: str
    about: str
    label: str
    reason: str = ""
