"""Which of the sheets that nobody types on may hold what somebody typed."""

from __future__ import annotations

import pytest
from workbooks import completed, repacked

from sendsheets.intake.live import typed_on
from sendsheets.intake.package import contents, main_part, open_package
from sendsheets.returns.find import is_live

OURS = {"Guidance", "Summary", "Strengths and areas", "Action plan", "About this audit",
        "All statements"}  # fmt: skip
GUARD = b"<sheetProtection "


def suspected(data):
    package = open_package(data)
    sheets = contents(package, main_part(package)).sheets
    found = {s.name: (s.part, how) for s in sheets if (how := is_live(s.name))}
    assert found.keys() == OURS
    return typed_on(package, found)


def changed(number, change):
    name = f"xl/worksheets/sheet{number}.xml"

    def edit(parts):
        before = parts[name]
        parts[name] = change(before)
        assert parts[name] != before

    return suspected(repacked(completed(), edit))


SUMMARY, ACTION_PLAN, ALL_STATEMENTS = 10, 12, 14


def test_none_of_a_workbook_as_we_write_it():
    assert suspected(completed()) == set()


@pytest.mark.parametrize("change", [
    lambda xml: xml.replace(GUARD, b"<x "),
    lambda xml: xml.replace(GUARD + b'sheet="1"', GUARD + b'sheet="0"'),
    lambda xml: xml.replace(GUARD + b'sheet="1"', GUARD),
    lambda xml: xml.replace(b"</sheetData>", b"</sheetData ><sheetData></sheetData>").replace(
        GUARD, b"<x "),
], ids=["gone", "off", "not on", "gone, the cells ended twice"])  # fmt: skip
@pytest.mark.parametrize(("number", "name"), [(SUMMARY, "Summary"),
                                              (ALL_STATEMENTS, "All statements")])  # fmt: skip
def test_one_whose_protection_is_gone_or_off(number, name, change):
    assert changed(number, change) == {name}


@pytest.mark.parametrize("spelling", [b'sheet="1"', b'sheet="true"', b'objects="1" sheet="1"'])
def test_protection_as_programs_spell_it(spelling):
    def change(parts):
        name = f"xl/worksheets/sheet{SUMMARY}.xml"
        parts[name] = parts[name].replace(GUARD + b'sheet="1"', GUARD + spelling)

    assert suspected(repacked(completed(), change)) == set()


@pytest.mark.parametrize("cell", [
    b't="inlineStr"><is><t>Jo</t></is></c>', b't="s"><v>3</v></c>', b"><v>46000</v></c>",
])  # fmt: skip
def test_all_of_them_where_words_stand_among_the_formulas_of_a_guarded_action_plan(cell):
    def typed(xml):
        start = xml.index(b'<c r="G5"')
        return xml[:start] + b'<c r="G5" ' + cell + xml[xml.index(b"</c>", start) + 4 :]

    assert changed(ACTION_PLAN, typed) == OURS


def test_all_of_them_where_the_action_plan_lost_its_protection():
    assert changed(ACTION_PLAN, lambda xml: xml.replace(GUARD, b"<x ")) == OURS


def test_one_that_is_no_ordinary_part_is_left_to_who_reads_it():
    assert changed(SUMMARY, lambda xml: xml.replace(
        b"</sheetData>", b"</sheetData>" + b" " * 3_000_000)) == {"Summary"}
