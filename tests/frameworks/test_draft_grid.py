"""Workbooks and CSV files become drafts: columns are known by their headings."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pytest

from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted

from .accounting import lost


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def draft(data: bytes, name: str) -> Draft:
    made = drafted(data, name)
    assert isinstance(made, Draft), made
    assert made.faults == ()
    assert lost(made) == []
    return made


def shape(made: Draft) -> dict[str, list[str]]:
    assert made.data
    return {section["title"]: [s["ref"] + " " + s["text"] for s in section["statements"]]
            for section in made.data["sections"]}  # fmt: skip


def labels(made: Draft) -> list[str]:
    assert made.data
    return [level["label"] for level in made.data["scales"][0]["levels"]]


def codes(made: Draft) -> set[str]:
    return {problem.code for problem in made.problems}


def test_columns_of_a_csv_are_known_by_their_headings():
    text = ("Section,Ref,Statement,Rating (Yes/No/Partly),Guidance,Kind,Short label\r\n"
            "Leading,1a,\"Leaders plan, and check.\",,Look at it.,,Plans\r\n"
            "Leading,1b,It is hard to plan.,,,Challenge,\r\n"
            "Teaching,2a,Lessons suit everybody.,,,,\r\n")  # fmt: skip
    made = draft(text.encode(), "our-audit.csv")
    assert shape(made) == {"Leading": ["1a Leaders plan, and check.", "1b It is hard to plan."],
                           "Teaching": ["2a Lessons suit everybody."]}  # fmt: skip
    assert labels(made) == ["No", "Partly", "Yes"]
    assert made.data
    assert made.data["title"] == "our audit"
    first, second = made.data["sections"][0]["statements"]
    assert (first["label"], first["note"]) == ("Plans", "Look at it.")
    assert second["kind"] == "challenge"
    assert {"draft-title", "draft-note", "draft-scale-kinds"} <= codes(made)


def test_a_csv_with_semicolons_in_utf16_is_read():
    text = "Topic;Question;Score 1-4\nA;Is it so?;\nA;Do you know?;\nB;Can you say?;\n"
    made = draft(text.encode("utf-16"), "audit.csv")
    assert shape(made) == {"A": ["1a Is it so?", "1b Do you know?"], "B": ["2a Can you say?"]}
    assert "draft-scale-order" in codes(made)


def test_each_sheet_of_a_workbook_is_a_section():
    head = ["Statement", "R", "A", "G", "Evidence"]
    made = draft(workbook({
        "Start": [["Our audit"], ["Fill in every sheet."]],
        "Leading": [head, ["Leaders plan."], ["Leaders check."]],
        "Teaching": [head, ["Lessons are kind."]],
        "Old": [head, ["Nobody sees this."]],
    }, hidden="Old"), "x.xlsx")  # fmt: skip
    assert made.data
    assert made.data["title"] == "Our audit"
    assert shape(made) == {"Leading": ["1a Leaders plan.", "1b Leaders check."],
                           "Teaching": ["2a Lessons are kind."]}  # fmt: skip
    assert "Nobody sees this." in [p.facts["found"] for p in made.problems
                                   if p.code == "draft-aside"]  # fmt: skip


def test_a_title_above_and_sections_in_a_column_filled_once():
    made = draft(workbook({"Sheet1": [
        ["SEND audit"], [], ["Area", "Criteria", "RAG", "Comments"],
        ["Leading", "Leaders plan."], [None, "Leaders check."], ["Teaching", "Lessons are kind."],
    ]}), "x.xlsx")  # fmt: skip
    assert shape(made) == {"Leading": ["1a Leaders plan.", "1b Leaders check."],
                           "Teaching": ["2a Lessons are kind."]}  # fmt: skip
    assert labels(made) == ["Red", "Amber", "Green"]
    assert made.data
    assert made.data["title"] == "SEND audit"


def test_whole_numbers_head_what_is_numbered_below_them():
    made = draft(workbook({"Sheet1": [
        ["No", "Statement", "Met", "Not met"], ["1", "Leading"], ["1.1", "Leaders plan."],
        ["1.2", "Leaders check."], ["2", "Teaching"], ["2.1", "Lessons are kind."],
    ]}), "x.xlsx")  # fmt: skip
    assert shape(made) == {"Leading": ["1a Leaders plan.", "1b Leaders check."],
                           "Teaching": ["2a Lessons are kind."]}  # fmt: skip
    assert labels(made) == ["Not met", "Met"]


def test_labels_that_do_not_fit_a_list_are_shortened_and_still_read():
    text = ('Statement,"Yes, always",Sometimes but not in every single lesson,Never,N/A\n'
            "A thing is done.,,,,\nAnother is done.,,,,\n")  # fmt: skip
    made = draft(text.encode(), "x.csv")
    assert labels(made) == ["Never", "Sometimes but not in every", "Yes always"]
    assert made.data
    assert [level.get("spellings") for level in made.data["scales"][0]["levels"]] == [
        None, ["Sometimes but not in every single lesson"], ["Yes, always"]]
    assert [p.facts["found"] for p in made.problems if p.code == "draft-label"] == [
        "Sometimes but not in every single lesson", "Yes, always"]


def test_ten_levels_are_too_many_and_told():
    made = draft(b'Statement,"Score (1 - 10)"\nA thing is done.,\nAnother is done.,\n', "x.csv")
    assert "draft-scale-long" in codes(made)
    assert len(labels(made)) == 3


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Yes / To some extent / No", ["No", "To some extent", "Yes"]),
        ("R/A/G", ["Red", "Amber", "Green"]),
        ("Rating (1 = poor, 5 = excellent)", ["1", "2", "3", "4", "5"]),
        ("Grade (1 = outstanding, 2 = good, 3 = requires improvement, 4 = inadequate)",
         ["4", "3", "2", "1"]),
        ("☐ Met ☐ Partially met ☐ Not met", ["Not met", "Partially met", "Met"]),
        ("Not evident / Developing / Secure", ["Not evident", "Developing", "Secure"]),
        ("Emerging, Developing, Established or Enhanced",
         ["Emerging", "Developing", "Established", "Enhanced"]),
        ("Never | Sometimes | Always | N/A", ["Never", "Sometimes", "Always"]),
        ("Y/N", ["No", "Yes"]),
    ],
)  # fmt: skip
def test_scales_are_known_whatever_their_order(heading, expected):
    made = draft(workbook({"S": [["Statement", heading], ["A thing is done."],
                                 ["Another is done."]]}), "x.xlsx")  # fmt: skip
    assert labels(made) == expected


def offering(offered: str, heading: str = "RAG") -> bytes:
    """A workbook whose cells for ratings offer a list; one of them is filled in already."""
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Paint"
    for row in (["Statement", heading, "Evidence"], ["Paint is shared.", None, None],
                ["Paint is kept low.", None, None], ["Paint dries.", "Amber", None]):
        sheet.append(row)
    listed = DataValidation(type="list", formula1=f'"{offered}"')
    sheet.add_data_validation(listed)
    listed.add("B2:B4")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("offered", "heading", "levels"), [
    ("Red,Amber,Green,Blue", "RAG", ["Red", "Amber", "Green", "Blue"]),
    ("Red,Amber,Green", "RAG", ["Red", "Amber", "Green"]),
    ("Not met,Partly met,Met", "Where are we?", ["Not met", "Partly met", "Met"]),
    ("Ann,Ben,Cay", "RAG", ["Red", "Amber", "Green"]),
])  # fmt: skip
def test_the_list_of_a_cell_says_with_what_it_is_rated(offered, heading, levels):
    made = drafted(offering(offered, heading), "paint.xlsx")
    assert isinstance(made, Draft)
    assert made.data
    assert [level["label"] for level in made.data["scales"][0]["levels"]] == levels
    assert [s["text"] for s in made.data["sections"][0]["statements"]] == [
        "Paint is shared.", "Paint is kept low.", "Paint dries."]
