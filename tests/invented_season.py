"""A whole season of an invented authority: 419 schools, and what came back when.

Spread and timing follow a real authority's year (domain.md 2): four fifths by the first
deadline, nine tenths by the last, nearly all the others over the five weeks after it.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from sendsheets.drawing.book import letter
from sendsheets.frameworks.load import load
from sendsheets.layout import COVER, FIRST_ROW, HEADER_ROW, Plan, position, section_columns
from sendsheets.model import Asked
from sendsheets.workbook.stamp import Stamp
from tests.gias_lists import establishment, extract
from tests.locked import FEW, locked

AUDIT, _ = load("send-network-pulse")
assert AUDIT is not None
PLAN = Plan(AUDIT, Asked())

SENT, DEADLINE, LAST_DAY, END = (
    date(2026, 9, 14), date(2026, 10, 23), date(2026, 11, 6), date(2026, 12, 11))  # fmt: skip
STEPS = (DEADLINE, LAST_DAY, END)

LA, LA_CODE = "Elmshire", 998

_PLACES = (
    "Ash", "Beech", "Birch", "Bramble", "Bridge", "Brook", "Castle", "Chapel", "Church", "Cliff",
    "Copse", "Cross", "Dale", "Down", "Eastern", "Elm", "Fern", "Field", "Ford", "Forest",
    "Garth", "Glebe", "Grange", "Green", "Grove", "Harbour", "Hazel", "Heath", "Hill", "Holly",
    "Hope", "Ivy", "Kings", "Lake", "Lark", "Lea", "Lime", "Long", "Manor", "Maple", "Marsh",
    "Meadow", "Mill", "Moor", "North", "Oak",
)  # fmt: skip
_ENDS = ("bury", "combe", "field", "ford", "hurst", "ley", "mere", "ton", "wick", "worth")

KINDS = (
    (300, "Primary School", 1, 2), (28, "Church of England Primary School", 2, 2),
    (46, "Academy", 34, 4), (11, "High School", 1, 4), (16, "School", 7, 0),
    (5, "Pupil Referral Unit", 14, 0), (7, "Nursery School", 15, 1),
    (2, "All-through Academy", 34, 7), (4, "Sixth Form College", 45, 6),
)  # fmt: skip
"""How many of each kind: name, GIAS type and phase. Together 419."""

PHASES = {2: "Primary", 4: "Secondary", 1: "Nursery", 7: "All-through", 6: "16 plus"}
SPECIAL, ALTERNATIVE = {7: "Special"}, {14: "Alternative provision"}


@dataclass(frozen=True, slots=True)
class School:
    """One of them."""

    name: str
    urn: str
    phase: str
    type: int
    gias_phase: int
    trust: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it came in: when, under what name, whose, and what it is.

    ``what`` is complete, part, blank, twice, corrected, damaged, pdf, password, no urn, or
    stranger; ``answers`` how many statements it answers.
    """

    on: date
    name: str
    data: bytes
    school: str
    what: str
    answers: int = 0


@dataclass(slots=True)
class Truth:
    """What is known of a school at some step, from how the season was made."""

    answered: int = 0
    first: date | None = None
    done: date | None = None
    refused: set[str] = field(default_factory=set)
    blank: bool = False


def schools() -> list[School]:
    """The 419 schools on the list."""
    chance = random.Random(419)
    names = [f"{place}{end}" for place in _PLACES for end in _ENDS]
    chance.shuffle(names)
    trusts = [f"{word} Learning Trust" for word in ("Avon", "Beacon", "Compass", "Delta", "FIERTÉ")]
    made = []
    for many, words, kind, phase in KINDS:
        for _ in range(many):
            number = len(made)
            where = SPECIAL.get(kind) or ALTERNATIVE.get(kind) or PHASES[phase]
            trust = chance.choice(trusts) if kind == 34 else ""
            made.append(School(f"{names[number]} {words}", str(120_000 + number), where, kind,
                               phase, trust))  # fmt: skip
    return made


def gias() -> bytes:
    """The list as the officer downloads it: closed schools and other authorities' in it too."""
    rows = [establishment(int(s.urn), s.name, type=s.type, phase=s.gias_phase, la=LA_CODE,
                          la_name=LA, number=f"{2000 + n}", trust=s.trust)
            for n, s in enumerate(schools())]  # fmt: skip
    rows += [establishment(140_000 + n, f"Closed {n} School", la=LA_CODE, la_name=LA, status=2,
                           closed="31-08-2024") for n in range(120)]  # fmt: skip
    rows += [establishment(150_000 + n, f"Away {n} School", la=999, la_name="Farshire")
             for n in range(300)]  # fmt: skip
    random.Random(1).shuffle(rows)
    return extract(rows)


STAMP = Stamp(PLAN, SENT)

_COLUMNS = section_columns(AUDIT)
_DETAILS = [detail.key for detail in PLAN.details]


def workbook(school: School, answered: int, on: date | None, urn: str | None = None) -> bytes:
    """A school's workbook, as it was sent to it, with its first so many statements answered.

    A school that goes on with its workbook says the same as before of what it had answered.
    """
    chance = random.Random(school.urn)
    sent = STAMP.workbook({"school_name": school.name, "phase": school.phase,
                           "urn": school.urn if urn is None else urn})  # fmt: skip
    cells: dict[str, dict[str, str]] = {}
    for section in AUDIT.sections:
        for row, statement in enumerate(section.statements, FIRST_ROW):
            if AUDIT.statements.index(statement) >= answered:
                break
            level = chance.choice(statement.main.scale.levels)
            given = {"rating": level.label, "evidence": chance.choice(
                ("", "Learning walk, October.", "Parents’ survey, July."))}  # fmt: skip
            if level.development:
                given |= {"action": "Agree one next step with staff.", "owner": "SENCO"}
            cells.setdefault(section.sheet, {}).update({
                f"{letter(position(_COLUMNS, key))}{row}": _text(text)
                for key, text in given.items() if text
            })  # fmt: skip
    if answered:
        form = {"completed_by": _text("A. Patel"), "role": _text("SENCO")}
        form |= {"completed_on": f"><v>{(on - date(1899, 12, 30)).days}</v></c>"} if on else {}
        cells[COVER] = {f"B{HEADER_ROW + 1 + _DETAILS.index(key)}": cell
                        for key, cell in form.items()}  # fmt: skip
    return _typed(sent, cells)


def _text(words: str) -> str:
    return f' t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def _typed(package: bytes, cells: dict[str, dict[str, str]]) -> bytes:
    """A workbook with some of its blank cells filled: drawing each afresh takes far longer."""
    parts = {f"xl/worksheets/sheet{PLAN.sheets.index(sheet) + 1}.xml": filled
             for sheet, filled in cells.items()}  # fmt: skip
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as other,
    ):
        for info in given.infolist():
            xml = given.read(info)
            for cell, text in parts.get(info.filename, {}).items():
                blank = re.compile(rb'(<c r="%s"(?: s="\d+")?)/>' % cell.encode())
                xml, done = blank.subn(lambda found, text=text: found[1] + text.encode(), xml)
                assert done == 1, (info.filename, cell)
            other.writestr(info, xml)
    return made.getvalue()


@cache
def arrivals() -> list[Arrival]:
    """Everything that came in, in order of day."""
    chance = random.Random(2026)
    listed = schools()
    order = listed[:]
    chance.shuffle(order)
    whole = len(AUDIT.statements)
    made: list[Arrival] = []
    for place, school in enumerate(order[:-4]):  # four never answer
        day = _day(place, len(order), chance)
        what = _WHAT.get(place % 40, "complete")
        many = {"complete": whole, "part": whole * 3 // 5, "blank": 0}.get(what, whole)
        own: dict[str, str] = {"urn": ""} if what == "no urn" else {}
        dated = day if what == "complete" or place % 3 else None
        data = workbook(school, many, dated, **own)
        name = _NAMES[place % len(_NAMES)].format(school=school.name.split()[0], n=place)
        first = Arrival(day, name, data, school.urn, what, many)
        if what == "damaged":
            first = Arrival(day, name, data[: len(data) // 2], school.urn, what)
        elif what == "pdf":
            first = Arrival(day, name.replace(".xlsx", ".pdf"), b"%PDF-1.7\n" + b"x" * 900,
                            school.urn, what)  # fmt: skip
        elif what == "password":
            first = Arrival(day, name, locked(data, stirred=FEW), school.urn, what)
        made.append(first)
        later = min(day + timedelta(days=9), END)
        if what in ("damaged", "pdf", "password", "blank") and place % 2:
            made.append(Arrival(later, f"again {name}".replace(".pdf", ".xlsx"),
                                workbook(school, whole, later), school.urn, "complete",
                                whole))  # fmt: skip
        elif what == "part" and place % 2:
            made.append(Arrival(later, f"finished {name}", workbook(school, whole, later),
                                school.urn, "corrected", whole))  # fmt: skip
        elif what == "twice":
            made.append(Arrival(later, f"copy of {name}", data, school.urn, "twice", many))
    stranger = School("Faraway Primary School", "199999", "Primary", 1, 2, "")
    made.append(Arrival(LAST_DAY, "far away.xlsx", workbook(stranger, whole, LAST_DAY),
                        "", "stranger", whole))  # fmt: skip
    return sorted(made, key=lambda arrival: (arrival.on, arrival.name))


_WHAT = {3: "part", 7: "twice", 11: "part", 13: "damaged", 17: "pdf", 19: "blank", 23: "no urn",
         29: "password", 30: "part", 34: "blank"}  # fmt: skip

_NAMES = (
    "{school} SEND audit {n}.xlsx", "SEND audit FINAL ({n}).xlsx", "audit_{n} v2.xlsx",
    "Copy of {school} {n}.xlsx", "{n}.xlsx",
)  # fmt: skip


def _day(place: int, many: int, chance: random.Random) -> date:
    """When a school answers: four fifths by the deadline, nine tenths by the last day."""
    if place < many * 0.8:
        return SENT + timedelta(days=chance.randint(5, (DEADLINE - SENT).days))
    if place < many * 0.9:
        return DEADLINE + timedelta(days=chance.randint(1, (LAST_DAY - DEADLINE).days))
    return LAST_DAY + timedelta(days=chance.randint(1, (END - LAST_DAY).days - 10))


def write(folder: Path, since: date, until: date, came: list[Arrival]) -> Counter[str]:
    """Put what came in between two days into the officer's folder: loose, or in saved emails.

    Returns:
        How many files of each sort (``what``).
    """
    place = folder / f"by {until.isoformat()}"
    place.mkdir(parents=True)
    wrote: Counter[str] = Counter()
    for number, arrival in enumerate(came):
        if not since < arrival.on <= until:
            continue
        wrote[arrival.what] += 1
        if number % 5 < 3:
            (place / f"{number:03} {arrival.name}.eml").write_bytes(_email(arrival))
        else:
            (place / f"{number:03} {arrival.name}").write_bytes(arrival.data)
    return wrote


def _email(arrival: Arrival) -> bytes:
    message = EmailMessage(policy=SMTP)
    sent = datetime.combine(arrival.on, time(10, 30), ZoneInfo("Europe/London"))
    message["From"] = f"School office <office@{arrival.school or 'away'}.sch.example>"
    message["To"] = "send@elmshire.example"
    message["Subject"] = "Our SEND audit"
    message["Date"] = format_datetime(sent)
    message.set_content("Please find our audit attached.")
    message.add_attachment(arrival.data, maintype="application", subtype="octet-stream",
                           filename=arrival.name)  # fmt: skip
    return message.as_bytes()


def known(until: date, came: list[Arrival]) -> dict[str, Truth]:
    """What is true of each school's return on a day, by URN: from the making, not from reading."""
    found = {school.urn: Truth() for school in schools()}
    for arrival in _until(until, came):
        truth = found.get(arrival.school)
        if truth is None:
            continue
        if arrival.what in ("damaged", "pdf", "password"):
            truth.refused.add(arrival.what)
        elif not arrival.answers:
            truth.blank = True
        else:
            truth.answered = max(truth.answered, arrival.answers)
            truth.first = truth.first or arrival.on
            if arrival.answers == len(AUDIT.statements):
                truth.done = truth.done or arrival.on
    return found


def _until(until: date, came: list[Arrival]) -> Iterator[Arrival]:
    return (arrival for arrival in came if arrival.on <= until)
