"""What holds for every sheet of the workbooks over many schools (workbook.md 13, 15)."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import xlsxwriter
from libreoffice import converted, needs_libreoffice
from openpyxl.utils import get_column_letter, range_boundaries

from sendsheets.analysis import actions, tables
from sendsheets.drawing import fit
from sendsheets.model import Listed, Register
from sendsheets.reports.action_list import action_list_workbook
from sendsheets.reports.authority import consolidated_workbook, drawn, gathered
from sendsheets.reports.change import compare_workbook
from sendsheets.reports.over_time import actions_workbook
from sendsheets.returns.listed import hold
from sendsheets.returns.season import season
from tests.reports.batches import batch, opened
from tests.reports.invented import AS_AT, framework
from tests.reports.test_reviewed import HEAD, TWO, teachers
from tests.reports.test_reviewed import batch as reviews
from tests.reports.two_years import compared
from tests.reviews import PULSE

FUNCTIONS = {
    "ABS", "COLUMNS", "COUNT", "COUNTA", "COUNTIF", "IF", "IFERROR", "INDEX", "MATCH", "RANK",
    "ROWS", "SUM",
}  # fmt: skip
SPECIMENS = ("send-rag-audit 12", "send-rag-audit 1", "send-self-audit 12", "senco-cpd-audit 12",
             "send-review-framework 3", "send-network-pulse 4", "actions", "season",
             "reviewed", "change", "change of one", "over time", "with change")  # fmt: skip


@cache
def made(specimen: str) -> bytes:
    """The workbook of a framework over so many schools, or an action list of two frameworks."""
    if specimen == "actions":
        known = {f.id: f for f in map(framework, ("send-rag-audit", "senco-cpd-audit"))}
        returns = [r for f in known.values() for r in batch(f).returns]
        frame = actions.actions(tables.responses(returns, known), AS_AT)
        return action_list_workbook(frame, AS_AT, names={f.id: f.title for f in known.values()})
    if specimen == "season":
        return season_workbook()
    if specimen == "reviewed":
        return consolidated_workbook(PULSE, reviews(*TWO, HEAD, *teachers(5)), AS_AT)
    if specimen.startswith("change"):
        one = specimen.endswith("one")
        return compare_workbook(compared("send-self-audit", 1) if one else compared())
    if specimen == "over time":
        return over_time_workbook()
    if specimen == "with change":
        rag = framework("send-rag-audit")
        return drawn(gathered(rag, batch(rag, 3), AS_AT, connect=None), change=compared())
    name, schools = specimen.split()
    return consolidated_workbook(framework(name), batch(framework(name), int(schools)), AS_AT)


def over_time_workbook() -> bytes:
    """The list of actions of one year, and those of two years together."""
    facts = compared()
    returns = [pair.after for pair in facts.pairs]
    frame = actions.actions(
        tables.responses(returns, {facts.framework.id: facts.framework}), AS_AT)
    return actions_workbook(frame, facts.actions, AS_AT)


def season_workbook() -> bytes:
    """Returns against a register: on it, missing from it, refused, and doubtful."""
    asking = framework("send-rag-audit")
    schools = (Listed("Ashgrove Primary School", "123401", "Primary", type="Community school"),
               Listed("Newhaven", email="office@newhaven.example", trust="Dale Trust"),
               Listed("Kingsmaed School", "900001"), Listed("Nobody Yet School", "900002"))
    register = Register("schools.csv", schools)
    given = batch(asking)
    given = replace(given, readings=hold(given.readings, register))
    held = season(register, given, asking.id, AS_AT)
    return consolidated_workbook(asking, given, AS_AT, season=held)


@cache
def formulas(specimen: str) -> Any:
    return opened(made(specimen), values=False)


@cache
def values(specimen: str) -> Any:
    return opened(made(specimen))


@pytest.fixture(params=SPECIMENS)
def book(request):
    return formulas(request.param)


def test_every_sheet_begins_with_its_title_and_what_it_is_for(book):
    for sheet in book:
        assert sheet["A1"].value, sheet.title
        assert sheet["A1"].style == "Heading 1"
        assert sheet["A2"].value, sheet.title
        assert len(sheet.title) <= 21
        if sheet.title != "Cover":
            assert sheet["A3"].hyperlink, sheet.title


def test_tables_start_in_column_a_and_nothing_stands_below_or_beside_them(book):
    names = [name for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(names)
    for sheet in book:
        areas = [range_boundaries(table.ref) for table in sheet.tables.values()]
        assert areas, sheet.title
        assert {left for left, *_ in areas} == {1}
        last = max(bottom for *_, bottom in areas)
        below = [c for row in sheet.iter_rows(min_row=last + 1) for c in row if c.value is not None]
        charts = {"Overview": 1, "Change": 2}.get(sheet.title, 0)
        assert [c.row - last for c in below] in ([1, 3][:charts], [1][:charts])
        for table in sheet.tables.values():
            heads = table.column_names
            assert all(heads)
            assert len({head.casefold() for head in heads}) == len(heads)


def test_nothing_is_merged_hidden_or_guarded_and_every_row_has_a_height(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not sheet.protection.sheet
        for row in sheet.iter_rows():
            if any(cell.value is not None for cell in row):
                assert sheet.row_dimensions[row[0].row].height, (sheet.title, row[0].row)


def test_every_sheet_prints_a_page_wide_with_its_headings_on_every_page(book):
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        wide = sheet.title in ("Heat map", "Section averages", "Section shares",
                                "Actions over time")  # fmt: skip
        assert int(sheet.page_setup.paperSize) == (8 if wide else 9)
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.print_area
        if sheet.max_row > 30 and sheet.title not in (
            "Cover", "Strengths and areas", "The picture", "Moderation", "Voices"):
            assert sheet.print_title_rows, sheet.title


def test_frozen_sheets_say_how_to_free_them_and_filters_how_to_go(book):
    frozen = [sheet for sheet in book if sheet.freeze_panes]
    assert frozen
    for sheet in frozen:
        said = " ".join(str(cell.value) for row in sheet["A2:C3"] for cell in row)
        assert "Freeze Panes" in said, sheet.title
        assert "Data, Filter" in said, sheet.title


def test_what_stands_above_a_table_is_not_cut_off_at_the_edge_of_the_page(book):
    for sheet in book:
        columns = max(range_boundaries(table.ref)[2] for table in sheet.tables.values())
        ends, edge = [], 0.0
        for column in range(1, columns + 1):
            edge += fit.column_pixels(_width(sheet, column))
            ends.append(edge)
        for row in (2, 3):
            texts = [(c.column, c.value) for c in sheet[row] if isinstance(c.value, str)]
            for n, (column, text) in enumerate(texts):
                start = ends[column - 2] if column > 1 else 0
                limit = ends[texts[n + 1][0] - 2] if n + 1 < len(texts) else edge
                assert start + fit.text_pixels(text) <= limit, (sheet.title, row, text)


def _width(sheet: Any, column: int) -> float:
    for dimension in sheet.column_dimensions.values():
        if dimension.min <= column <= dimension.max:
            return float(dimension.width) - 7 / 9
    raise AssertionError(f"{sheet.title}: {get_column_letter(column)} has no width")


def test_formulas_use_only_what_every_program_knows_and_have_their_values(book):
    stored = values(next(name for name in SPECIMENS if formulas(name) is book))
    for sheet in book:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            text = re.sub(r'"[^"]*"', "", cell.value)
            assert set(re.findall(r"([A-Z]+)\(", text)) <= FUNCTIONS, cell.value
            value = stored[sheet.title][cell.coordinate].value
            assert not str(value).startswith("#"), (sheet.title, cell.coordinate)


@needs_libreoffice
def test_libreoffice_calculates_the_values_that_are_stored(tmp_path):
    files = {f"{name}.xlsx": made(name) for name in SPECIMENS} | {"probe.xlsx": _probe()}
    again = converted(files, "xlsx", tmp_path, calculate=True)
    assert _values(opened(again["probe.xlsx"])) == {("Sheet1", "A1"): 2}, "it did calculate"
    for name in SPECIMENS:
        stored, calculated = _values(values(name)), _values(opened(again[f"{name}.xlsx"]))
        cells = [(sheet.title, cell.coordinate) for sheet in formulas(name)
                 for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]  # fmt: skip
        assert len(cells) > (500 if name[-1].isdigit() else -1)
        for cell in cells:
            one, other = stored.get(cell, ""), calculated.get(cell, "")
            assert one == pytest.approx(other, abs=1e-9), (name, cell)


def _probe() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 5)
    return buffer.getvalue()


def _values(book: Any) -> dict[tuple[str, str], Any]:
    return {(sheet.title, cell.coordinate): cell.value for sheet in book
            for row in sheet.iter_rows() for cell in row if cell.value is not None}  # fmt: skip
