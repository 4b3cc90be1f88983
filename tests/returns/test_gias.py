"""What the columns of Get Information about Schools mean."""

from __future__ import annotations

from datetime import date

import pytest

from sendsheets.layout import PHASES
from sendsheets.model import Setting
from sendsheets.returns import gias
from sendsheets.returns.gias import dfe_number, is_elsewhere, is_open, place, read_day

SPECIAL = ("Special", Setting.SPECIAL)
ALTERNATIVE = ("Alternative provision", Setting.ALTERNATIVE)
NURSERY = ("Nursery", Setting.EARLY_YEARS)
POST_16 = ("16 plus", Setting.POST_16)

BY_TYPE = [
    (7, "Community special school", SPECIAL), (8, "Non-maintained special school", SPECIAL),
    (10, "Other independent special school", SPECIAL), (12, "Foundation special school", SPECIAL),
    (32, "Special post 16 institution", SPECIAL), (33, "Academy special sponsor led", SPECIAL),
    (36, "Free schools special", SPECIAL), (44, "Academy special converter", SPECIAL),
    (14, "Pupil referral unit", ALTERNATIVE),
    (38, "Free schools alternative provision", ALTERNATIVE),
    (42, "Academy alternative provision converter", ALTERNATIVE),
    (43, "Academy alternative provision sponsor led", ALTERNATIVE),
    (15, "Local authority nursery school", NURSERY),
    (18, "Further education", POST_16), (31, "Sixth form centres", POST_16),
    (39, "Free schools 16 to 19", POST_16), (45, "Academy 16-19 converter", POST_16),
    (46, "Academy 16 to 19 sponsor led", POST_16),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "expected"), BY_TYPE)
def test_special_schools_and_others_are_known_by_type_whatever_their_phase(code, name, expected):
    assert place(str(code), "", "0", "Not applicable") == expected
    assert place(f"{code:02}", name, "4", "Secondary") == expected
    assert place("", name.upper(), "", "Not applicable") == expected, "the name alone will do"


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        (1, "Nursery", NURSERY), (2, "Primary", ("Primary", Setting.PRIMARY)),
        (3, "Middle deemed primary", ("Middle", Setting.PRIMARY)),
        (4, "Secondary", ("Secondary", Setting.SECONDARY)),
        (5, "Middle Deemed Secondary", ("Middle", Setting.SECONDARY)), (6, "16 plus", POST_16),
        (7, "All through", ("All-through", Setting.ALL_THROUGH)), (0, "Not applicable", ("", None)),
    ],
)  # fmt: skip
def test_other_schools_are_known_by_phase_in_any_spelling(code, name, expected):
    assert place("34", "Academy converter", str(code), "") == expected
    assert place("", "Academy converter", "", name.upper()) == expected
    assert place("", "", "", name.replace(" ", "-")) == expected


@pytest.mark.parametrize(
    ("words", "phase"),
    [("Infant", "Primary"), ("Junior school", "Primary"), ("first", "Primary"),
     ("Middle", "Middle"), ("HIGH", "Secondary"), ("PRU", "Alternative provision"),
     ("Post-16", "16 plus"), ("Sixth form college", "16 plus"), ("EYFS", "Nursery"),
     ("Special school", "Special"), ("Hospital", "")],
)  # fmt: skip
def test_phases_as_officers_write_them(words, phase):
    assert place("", "", "", words)[0] == phase


def test_a_unit_or_class_makes_no_special_school_or_nursery():
    for kind in ("Primary with special unit", "Primary with nursery class"):
        assert place("", kind, "", "Primary") == ("Primary", Setting.PRIMARY)


def test_every_phase_is_one_of_the_covers():
    known = {*gias._BY_TYPE.values(), *gias._BY_PHASE.values(), *gias._PHASE_WORDS.values()}

    assert {phase for phase, _ in known} == set(PHASES)
    assert {setting for _, setting in known} - {None} == set(Setting)


@pytest.mark.parametrize(
    ("code", "name"),
    [("30", "Welsh establishment"), ("25", "Offshore schools"), ("37", "British schools overseas"),
     ("29", "Higher education institutions"), ("26", "Service children's education"),
     ("47", "Children's centre"), ("48", "Children’s Centre Linked Site")],
)  # fmt: skip
def test_what_is_no_school_in_england_is_known_by_code_or_name(code, name):
    assert is_elsewhere(code, "")
    assert is_elsewhere("", name)
    assert not is_elsewhere("34", "Academy converter")
    assert not is_elsewhere("", "")


@pytest.mark.parametrize(
    ("code", "name", "closed", "expected"),
    [("1", "Open", "", True), ("3", "Open, but proposed to close", "31-08-2030", True),
     ("2", "Closed", "", False), ("4", "Proposed to open", "", False), ("", "OPEN ", "", True),
     ("2", "", "", False), ("3", "", "", True), ("", "", "31-08-2015", False),
     ("", "", "", True)],
)  # fmt: skip
def test_a_school_is_open_by_its_status_else_by_its_closing_day(code, name, closed, expected):
    assert is_open(code, name, closed) is expected


def test_days_are_day_first():
    assert read_day("01-09-2025") == read_day(" 1/9/2025 ") == date(2025, 9, 1)
    assert read_day("01/09/2025 00:00") == date(2025, 9, 1)
    assert [read_day(text) for text in ("", "31-02-2025", "2025-09-01", "soon")] == [None] * 4


@pytest.mark.parametrize(
    ("la", "number", "expected"),
    [("919", "5404", "919/5404"), ("919.0", "5404.0", "919/5404"), ("919", "12", "919/0012"),
     ("", "9195404", "919/5404"), ("", "919/5404", "919/5404"), ("800", "919 5404", "919/5404"),
     ("", "5404", ""), ("919", "", ""), ("919", "ABC", ""), ("919", "54041", ""),
     ("919", "５４０４", "")],
)  # fmt: skip
def test_a_dfe_number_is_the_las_code_and_the_schools_number(la, number, expected):
    assert dfe_number(la, number) == expected
