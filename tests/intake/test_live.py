"""What a glance shows of the sheets that nobody types on."""

from __future__ import annotations

import re
from datetime import date

import pytest
from workbooks import RAG, completed, repacked

from sendsheets.intake.inspect import inspect
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.returns.find import is_calculated
from sendsheets.workbook.write import school_workbook

OURS = {"Guidance", "Summary", "Strengths and areas", "Action plan", "About this audit",
        "All statements"}  # fmt: skip
GUIDANCE, SUMMARY, ACTION_PLAN, ALL_STATEMENTS = 2, 10, 12, 14


def glanced(data):
    found = inspect(data, is_calculated).facts.glanced
    assert found.keys() == OURS
    return found


def changed(number, change):
    """The glances before and after a change to the part of a sheet."""
    name = f"xl/worksheets/sheet{number}.xml"

    def edit(parts):
        before = parts[name]
        parts[name] = change(before)
        assert parts[name] != before

    return glanced(completed()), glanced(repacked(completed(), edit))


def test_our_own_words_are_seen_and_how_many_cells_hold_them():
    plan = glanced(completed())["Action plan"]

    assert sum(count for _, count in plan.texts) == 12
    assert (b"<t>Action plan</t></si>", 1) in plan.texts
    assert not plan.draws


def test_answers_make_no_difference():
    blank = school_workbook(Plan(RAG, Asked()), made_on=date(2026, 9, 1))

    assert glanced(completed()) == glanced(blank)


def test_a_chart_is_drawn_on_the_summary():
    assert [name for name, seen in glanced(completed()).items() if seen.draws] == ["Summary"]


@pytest.mark.parametrize(("number", "name"), [(SUMMARY, "Summary"), (GUIDANCE, "Guidance"),
                                              (ALL_STATEMENTS, "All statements")])  # fmt: skip
def test_a_text_in_one_more_cell_shows_whether_the_sheet_is_protected_or_not(number, name):
    before, after = changed(number, lambda xml: xml.replace(
        b"</sheetData>", b'<row r="900"><c r="B900" t="s"><v>3</v></c></row></sheetData>'))

    assert after.pop(name) not in (before.pop(name), None)
    assert after == before


@pytest.mark.parametrize("cell", [
    b't="inlineStr"><is><t>Jo</t></is></c>', b"><v>46000</v></c>", b't="b"><v>1</v></c>',
    b't="s"><v> 3</v></c>', b't="s"><v>99999</v></c>', b"><!-- --><v>5</v></c>",
])  # fmt: skip
def test_whatever_else_stands_in_a_cell_makes_a_difference(cell):
    def typed(xml):
        start = xml.index(b'<c r="G5"')
        return xml[:start] + b'<c r="G5" ' + cell + xml[xml.index(b"</c>", start) + 4 :]

    before, after = changed(ACTION_PLAN, typed)

    assert before["Action plan"]
    assert after["Action plan"] != before["Action plan"]


def test_a_formula_that_shares_the_words_of_another_is_a_formula():
    before, after = changed(ACTION_PLAN, lambda xml: re.sub(
        rb"<f>[^<]*</f>", b'<f t="shared" si="0"/>', xml, count=9))

    assert after == before


def test_a_sheet_that_is_no_ordinary_part_is_left_to_who_reads_it():
    _, after = changed(SUMMARY, lambda xml: xml.replace(
        b"</sheetData>", b"</sheetData>" + b" " * 3_000_000))

    assert after["Summary"] is None


@pytest.mark.parametrize("change", [
    lambda xml: xml.replace(b"<sheetData>", b"<x:sheetData>").replace(b"</sheetData>",
                                                                       b"</x:sheetData>"),
    lambda xml: re.sub(rb"(</?[fvc]\b[^<>]*>)", rb"\1\n", xml),
], ids=["by another name", "line by line"])  # fmt: skip
def test_nor_does_a_glance_tell_where_cells_are_written_in_another_way(change):
    _, after = changed(SUMMARY, change)

    assert after["Summary"] is None
