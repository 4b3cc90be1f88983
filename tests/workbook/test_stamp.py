"""A stamped workbook is the drawn one: the same parts with the same bytes, only sooner."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendsheets.frameworks.load import load
from sendsheets.layout import Plan
from sendsheets.model import Asked, Framework
from sendsheets.returns.read import read_return
from sendsheets.workbook import stamp
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.stamp import Stamp
from sendsheets.workbook.write import school_workbook
from tests.libreoffice import converted, needs_libreoffice

DAY = date(2026, 9, 1)
NAMES = (
    "Oak Primary School", "&<>\"'", "=1+1", "<r>x</r>", "<si><t>x</t></si>", "😀 School",
    "Long " * 24, "x" * 120, "  leading", "trailing ", " ", "_x0041_", "_x005F_x0041_",
    "two\nlines", "tab\there", "\x07 bell", "\r\n", "half \ud800 pair", "\ufffe", "1", "#N/A",
    "SENCO", "Primary", "Rating", "sendsheets stamp 0.", "é" * 40, "z" * 3_000,
)  # fmt: skip


def framework(name: str = "send-network-pulse") -> Framework:
    found, problems = load(name)
    assert found
    assert not problems
    return found


PULSE = Plan(framework(), Asked(sections=(1,)))
STAMP = Stamp(PULSE, DAY)


def parts(package: bytes) -> dict[str, bytes]:
    """Every part by name; the checksum of each is verified by reading it."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {info.filename: opened.read(info) for info in opened.infolist()}


def same(details: dict[str, str | date], plan: Plan = PULSE, by: Stamp = STAMP) -> bool:
    drawn = school_workbook(plan, Answers(details), made_on=DAY)
    return parts(by.workbook(details)) == parts(drawn)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:24])
def test_any_name_gives_the_parts_of_a_drawn_workbook(name):
    assert same({"school_name": name, "urn": "123456", "phase": "Primary"})


@pytest.mark.parametrize("details", [
    {},
    {"school_name": "Oak"},
    {"school_name": "Oak", "urn": "EY123456"},
    {"school_name": "Oak", "urn": "000123"},
    {"school_name": "Oak", "urn": "²"},
    {"school_name": "Oak", "urn": "1" * 40},
    {"phase": "Special"},
    {"school_name": "A Name", "headteacher": "A Name", "senco": "Another"},
    {"school_name": "Oak", "comments": "Line one\n" * 9},
    {"school_name": "Oak", "completed_on": date(2026, 11, 12)},
    {"school_name": "Oak", "completed_on": "in November", "audit": "not used"},
    {"school_name": "Oak", "no such detail": "not used"}, {"school_name": "\x1f", "senco": "\x00"},
], ids=str)  # fmt: skip
def test_any_choice_of_details_gives_the_parts_of_a_drawn_workbook(details):
    assert same(details)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=150), st.text(max_size=30), st.text(max_size=9))
def test_any_texts_at_all_give_the_parts_of_a_drawn_workbook(name, senco, urn):
    assert same({"school_name": name, "senco": senco, "urn": urn})


@pytest.mark.parametrize("name", ["send-rag-audit", "senco-cpd-audit"])
def test_every_sort_of_workbook_can_be_stamped(name):
    plan = Plan(framework(name), Asked(), peer_review=True)
    assert same({"school_name": "Oak & Elm", "urn": "123456"}, plan, Stamp(plan, DAY))


def test_schools_of_one_shape_are_drawn_once(monkeypatch):
    drawn = []

    def noted(*args, **options):
        drawn.append(args)
        return school_workbook(*args, **options)

    monkeypatch.setattr(stamp, "school_workbook", noted)
    by = Stamp(PULSE, DAY)
    made = {by.workbook({"school_name": f"School {n}", "urn": f"1{n:05}"}) for n in range(50)}
    assert len(made) == 50
    assert len(drawn) == 2  # one to see which texts are ours, one with marks


def test_equal_details_give_equal_bytes_in_any_order():
    schools = [{"school_name": name, "urn": "123456"} for name in NAMES[:6]]
    one, other = Stamp(PULSE, DAY), Stamp(PULSE, DAY)
    there = [one.workbook(details) for details in schools]
    back = [other.workbook(details) for details in reversed(schools)]
    assert there == back[::-1]


def test_the_marks_are_gone_and_the_school_is_there():
    data = STAMP.workbook({"school_name": "Oak & Elm", "urn": "123456", "phase": "Primary"})
    assert not any(b"sendsheets stamp" in part or b"987654321012" in part
                   for part in parts(data).values())  # fmt: skip
    cover = openpyxl.load_workbook(io.BytesIO(data))["Cover"]
    assert [cover.cell(row, 2).value for row in (5, 6, 7)] == ["Oak & Elm", 123456, "Primary"]


def test_a_stamped_workbook_is_read_as_a_return():
    data = STAMP.workbook({"school_name": "=1+1 School", "urn": "123456", "phase": "Primary"})
    reading = read_return("oak.xlsx", data, {PULSE.framework.id: PULSE.framework})
    assert reading.result
    assert reading.result.school.name == "=1+1 School"
    assert [p.code for p in reading.problems] == ["nothing-answered"]


@needs_libreoffice
def test_libreoffice_opens_a_stamped_workbook(tmp_path):
    details = {"school_name": "Oak & Elm <b>", "urn": "123456", "phase": "Primary"}
    again = converted({"oak.xlsx": STAMP.workbook(details)}, "xlsx", tmp_path / "lo")["oak.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(again), data_only=True)
    assert book["Cover"]["B5"].value == "Oak & Elm <b>"
    assert str(book["Summary"]["A2"].value).startswith("Oak & Elm <b>")
