"""A framework that asks some statements of some settings only: drawn, read and counted so."""

from __future__ import annotations

import io
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sendsheets.analysis.answers import asked
from sendsheets.frameworks.check import faults
from sendsheets.frameworks.load import build
from sendsheets.intake.sources import Source
from sendsheets.layout import Plan, audit_text, read_audit_text
from sendsheets.model import Asked, Completeness, Setting, State
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook
from tests.frameworks.small import spoilt
from tests.workbooks import edited

DAY = date(2026, 9, 1)

# 1a is for all, 1b for primary and early years, 1c for secondary; section 2 for special alone.
MARKED = spoilt(
    ('label = "Second"\nkind = "goal"',
     'label = "Second"\nsettings = ["primary", "early years"]\n\n[[sections.statements]]\n'
     'ref = "1c"\ntext = "A statement for secondary schools."\nlabel = "Later"\n'
     'settings = ["secondary"]'),
    ('label = "Third"', 'label = "Third"\nsettings = ["special"]'),
)  # fmt: skip


def framework(text: str = MARKED):
    checked, problems = faults(tomllib.loads(text), "small.toml")
    assert problems == ()
    return build(checked)


SMALL = framework()


def plan(setting: str | None, sections: tuple[int, ...] | None = None) -> Plan:
    return Plan(SMALL, Asked(sections, None, setting))


def refs(setting: str | None) -> str:
    return " ".join(s.ref for s in plan(setting).statements)


def workbook(setting: str | None, *rated: str) -> bytes:
    answers = {ref: Answer(rating="Yes", second="Light") for ref in rated}
    details = {"school_name": "Oak School", "urn": "123456", "completed_by": "A"}
    return school_workbook(plan(setting), Answers(details, answers), made_on=DAY)


def read(data: bytes):
    return read_return("oak.xlsx", data, {SMALL.id: SMALL})


@pytest.mark.parametrize(("setting", "asked"), [
    (None, "1a 1b 1c 2a"), ("primary", "1a 1b"), ("early years", "1a 1b"),
    ("secondary", "1a 1c"), ("all-through", "1a 1b 1c"), ("special", "1a 2a"),
    ("alternative provision", "1a"), ("post-16", "1a"), ("a word of their own", "1a 1b 1c 2a"),
])  # fmt: skip
def test_each_setting_is_asked_what_is_for_all_and_what_is_for_it(setting, asked):
    assert refs(setting) == asked


def test_a_section_with_nothing_for_a_setting_is_not_asked():
    assert [s.number for s in plan("primary").sections] == [1]
    assert "2 Second" not in plan("primary").sheets
    assert plan("primary", (2,)).statements == ()


def test_the_workbook_holds_what_its_setting_is_asked_and_says_so():
    book = openpyxl.load_workbook(io.BytesIO(workbook("special")))
    assert [n for n in book.sheetnames if n[0].isdigit()] == ["1 First", "2 Second"]
    assert [row[0].value for row in book["1 First"].iter_rows(min_row=5)] == ["1a"]
    told = [row[1].value for row in book["Cover"].iter_rows(min_row=5, max_row=22)
            if row[0].value == "Audit"]  # fmt: skip
    assert told == ["Small audit, version 1.0 [small-audit], all sections, setting special"]
    listed = [row[0].value for row in book["All statements"].iter_rows(min_row=5)]
    assert [ref for ref in listed if ref] == ["1a", "2a"]


@pytest.mark.parametrize("setting", [s.value for s in Setting])
def test_the_audit_row_reads_back(setting):
    asked = Asked((1,), None, setting)
    assert read_audit_text(audit_text(SMALL, asked)) == (SMALL.id, "1.0", asked)
    assert read_audit_text(audit_text(SMALL, asked).upper()) == (SMALL.id, "1.0", asked)


@pytest.mark.parametrize("setting", [s.value for s in Setting])
def test_a_return_is_complete_when_what_its_setting_is_asked_is_answered(setting):
    reading = read(workbook(setting, *refs(setting).split()))
    assert reading.result.asked.setting == setting
    assert reading.result.completeness is Completeness.COMPLETE
    assert [r.ref for r in reading.result.responses] == refs(setting).split()
    assert {r.main.state for r in reading.result.responses} == {State.RATED}
    assert not [p for p in reading.problems if p.code in ("rows-missing", "sheet-missing")]


def test_what_is_missing_is_missing_only_of_what_was_asked():
    def without(book):
        book["1 First"].delete_rows(5)  # 1a

    reading = read(edited(workbook("primary", "1a", "1b"), without))
    states = {r.ref: r.main.state for r in reading.result.responses}
    assert states == {"1a": State.MISSING, "1b": State.RATED}


def test_what_was_not_asked_of_a_setting_is_nobody_s_gap():
    result = read(workbook("primary", "1a", "1b")).result
    given = {s.ref: r for _, _, s, r in asked(result, {SMALL.id: SMALL})}
    assert {ref for ref, response in given.items() if response is None} == {"1c", "2a"}


def test_a_setting_that_is_none_of_ours_is_told_and_everything_counts_as_asked():
    def retyped(book):
        for row in book["Cover"].iter_rows(min_row=5):
            if row[0].value == "Audit":
                row[1].value = row[1].value.replace("primary", "junior")

    reading = read(edited(workbook("primary", "1a", "1b"), retyped))
    assert [(p.code, p.facts["found"]) for p in reading.problems if "setting" in p.code] == [
        ("audit-setting", "junior")]
    assert [r.ref for r in reading.result.responses] == ["1a", "1b", "1c", "2a"]


def test_calculated_sheets_of_two_settings_are_each_known_by_their_own_words():
    for setting in ("secondary", "special", None):
        told = {p.code for p in read(workbook(setting, *refs(setting).split())).problems}
        assert not told & {"calculated-typed", "captions-differ"}


@pytest.mark.parametrize(("one", "other", "asked"), [
    ("primary", "primary", "primary"), (None, "primary", None), ("primary", None, None),
])  # fmt: skip
def test_copies_put_together_are_asked_what_either_was(one, other, asked):
    first, second = workbook(one, "1a"), workbook(other, "1a", "1b")
    copies = (Source("a.xlsx", Path("a.xlsx"), lambda: first),
              Source("b.xlsx", Path("b.xlsx"), lambda: second))  # fmt: skip
    (result,) = gather_batch(copies, {SMALL.id: SMALL}).returns
    assert result.asked.setting == asked
    assert {r.ref for r in result.responses if r.main.state is State.RATED} == {"1a", "1b"}
