"""A framework goes out as a workbook, is changed in Excel, and comes back with its refs."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted
from sendsheets.frameworks.load import file_data, framework_ids
from sendsheets.frameworks.sheet import HELD, sheets
from sendsheets.reports.framework_sheets import framework_workbook

from .small import SMALL


def exported(data: dict[str, Any]) -> bytes:
    return framework_workbook(data["title"], sheets(data), date(2026, 9, 1))


def changed(data: bytes, change: Callable[[Any], None]) -> Draft:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    made = drafted(buffer.getvalue(), "changed.xlsx")
    assert isinstance(made, Draft)
    return made


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("small") / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    data, problems = file_data(str(path))
    assert problems == ()
    return data


FIRST = 6
"""The row of the first statement."""

COLUMNS = {"Framework": 1, "Section": 2, "Ref": 3, "Kind": 4, "Text": 5, "Short label": 6}


def put(book: Any, row: int, **values: Any) -> None:
    sheet = book["Statements"]
    ids = next(cell.column for cell in sheet[FIRST - 1] if cell.value == "Id")
    for name, value in values.items():
        column = ids if name == "id" else COLUMNS[name.capitalize()]
        sheet.cell(FIRST + row, column).value = value


def said(made: Draft) -> dict[str, str]:
    assert made.data
    return {s["ref"]: s["text"] for section in made.data["sections"] for s in section["statements"]}


def codes(made: Draft) -> list[str]:
    return [problem.code for problem in made.problems]


@pytest.mark.parametrize("name", framework_ids())
def test_what_nobody_changes_comes_back_as_it_was(name):
    data, _ = file_data(name)
    made = drafted(exported(data), "same.xlsx")
    assert isinstance(made, Draft)
    assert made.problems == ()
    assert made.faults == ()
    # A text that holds nothing is left out, which means the same.
    source = {key: text for key, text in data["source"].items() if text}
    assert made.data == data | {"source": source}


def test_keys_that_are_not_known_here_are_carried(small):
    statements = small["sections"][0]["statements"]
    first = statements[0] | {"links": [{"to": "2a", "why": "the same"}], "roles": ["SENCO"]}
    section = small["sections"][0] | {"colour": "blue", "statements": [first, *statements[1:]]}
    more = small | {"extra": {"deep": [{"a": True}, {"a": False}]},
                    "sections": [section, *small["sections"][1:]]}  # fmt: skip
    made = drafted(exported(more), "more.xlsx")
    assert isinstance(made, Draft)
    assert made.data == more


def test_a_reworded_statement_keeps_its_ref(small):
    made = changed(exported(small), lambda book: put(book, 0, text="The very first statement."))
    assert said(made) == {"1a": "The very first statement.", "1b": "The second statement.",
                          "2a": "The third statement."}  # fmt: skip
    assert codes(made) == ["draft-ref-edited", "draft-version"]
    assert made.data
    assert made.data["version"] == "1.1"


def test_refs_typed_over_stay_as_they_were(small):
    def renumber(book: Any) -> None:
        put(book, 0, ref="1b")
        put(book, 1, ref="1c")

    made = changed(exported(small), renumber)
    assert list(said(made)) == ["1a", "1b", "2a"]
    assert codes(made).count("draft-ref-typed") == 2


def test_a_new_row_gets_a_new_ref_wherever_it_stands(small):
    def insert(book: Any) -> None:
        sheet = book["Statements"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST, FIRST + 2)]
        rows.insert(1, [None, 1, None, "practice", "Something wholly different is asked."])
        for n, row in enumerate(rows):
            for column, value in enumerate(row, 1):
                sheet.cell(FIRST + n, column).value = value
            for column in range(len(row) + 1, 13):
                sheet.cell(FIRST + n, column).value = None

    made = changed(exported(small), insert)
    assert list(said(made)) == ["1a", "1c", "1b", "2a"]
    assert "draft-ref-new" in codes(made)
    assert made.faults == ()
    assert made.data
    assert made.data["sections"][0]["statements"][1]["label"] == (
        "Something wholly different is asked")


def test_rows_may_be_sorted(small):
    def swap(book: Any) -> None:
        sheet = book["Statements"]
        one = [cell.value for cell in sheet[FIRST]]
        two = [cell.value for cell in sheet[FIRST + 1]]
        for column, (first, second) in enumerate(zip(one, two, strict=True), 1):
            sheet.cell(FIRST, column).value = second
            sheet.cell(FIRST + 1, column).value = first

    made = changed(exported(small), swap)
    assert said(made) == {"1b": "The second statement.", "1a": "The first statement.",
                          "2a": "The third statement."}  # fmt: skip
    assert codes(made) == []


def test_a_removed_statement_is_listed_and_its_ref_not_used_again(small):
    def swap_for_another(book: Any) -> None:
        book["Statements"].delete_rows(FIRST + 1)
        book["Statements"].append(["", "1", "", "goal", "Reach for something altogether new."])

    made = changed(exported(small), swap_for_another)
    assert list(said(made)) == ["1a", "1c", "2a"]
    gone = next(p for p in made.problems if p.code == "draft-ref-gone")
    assert (gone.refs, gone.facts["found"]) == (("1b",), "The second statement")


def test_a_row_that_says_something_else_is_a_new_statement(small):
    made = changed(exported(small), lambda book: put(
        book, 0, text="Governors visit every year to look at how money is spent."))
    assert list(said(made)) == ["1c", "1b", "2a"]
    assert {"draft-ref-other", "draft-ref-gone"} <= set(codes(made))


def test_a_statement_moved_to_another_section_gets_a_ref_there(small):
    made = changed(exported(small), lambda book: put(book, 1, section=2))
    assert said(made)["2b"] == "The second statement."
    moved = next(p for p in made.problems if p.code == "draft-ref-section")
    assert (moved.facts["found"], moved.facts["ref"]) == ("1b", "2b")
    assert made.faults == ()


def test_without_ids_statements_are_known_by_their_words(small):
    def clear(book: Any) -> None:
        for row in range(3):
            put(book, row, id=None, ref=None)

    made = changed(exported(small), clear)
    assert list(said(made)) == ["1a", "1b", "2a"]
    assert made.problems == ()


def test_a_copied_row_is_new_and_the_better_keeps_the_ref(small):
    def copy(book: Any) -> None:
        book["Statements"].append(["", "1", "1a", "practice", "The first statement on Mondays.",
                                   "", "", "", "", "", "", "1a"])  # fmt: skip

    made = changed(exported(small), copy)
    assert said(made)["1a"] == "The first statement."
    assert said(made)["1c"] == "The first statement on Mondays."


def test_words_and_sections_can_be_changed_and_added(small):
    def change(book: Any) -> None:
        book["Sections"].cell(FIRST, 2).value = "Beginning"
        book["Sections"].append([3, "A third part", "Third", ""])
        book["Statements"].append(["", "A third part", "", "", "Something new is asked here."])
        for row in book["Other words"].iter_rows(FIRST):
            if row[0].value == "title":
                row[1].value = "Our own audit"

    made = changed(exported(small), change)
    assert made.data
    assert made.data["title"] == "Our own audit"
    assert [s["title"] for s in made.data["sections"]] == [
        "Beginning", "Second part", "A third part"]
    assert said(made)["3a"] == "Something new is asked here."
    assert made.faults == ()


def test_a_section_that_is_not_there_is_made_and_told(small):
    made = changed(exported(small), lambda book: book["Statements"].append(
        ["", "7", "", "", "Something new is asked here."]))
    assert said(made)["7a"] == "Something new is asked here."
    assert "draft-section-unknown" in codes(made)


def test_a_row_without_words_is_listed(small):
    made = changed(exported(small), lambda book: book["Statements"].append(
        ["", "1", "", "", "", "Only a label"]))
    assert "Only a label" in [p.facts.get("found") for p in made.problems]


def test_the_sheets_say_what_their_columns_are(small):
    statements, *others = sheets(small)
    assert statements.headings[:6] == tuple(COLUMNS)
    assert statements.headings[-1] == "Id"
    assert [sheet.name for sheet in others] == ["Sections", "Other words", "As exported"]
    assert HELD == ("Framework", "Id", "Path")


def test_words_of_the_workbook_s_own_come_back_whatever_marks_they_hold(small):
    words = {"SENCO": "SENDCO", "an owner": "a lead", "Evidence. Or comments?": "Proof (1.2)"}
    made = changed(exported({**small, "words": words}), lambda book: None)
    assert made.data
    assert made.data["words"] == words
    assert made.problems == ()
