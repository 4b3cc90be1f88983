"""Word documents in every usual layout become drafts that hold all their words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest

from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted

from .accounting import known, lost, word_file_words
from .documents import LAYOUTS, saved, table


def draft(layout: str) -> Draft:
    made = drafted(LAYOUTS[layout](), f"{layout}.docx")
    assert isinstance(made, Draft), made
    return made


def data(made: Draft) -> dict[str, Any]:
    assert made.data
    return made.data


def statements(made: Draft) -> dict[str, str]:
    sections = data(made)["sections"]
    return {s["ref"]: s["text"] for section in sections for s in section["statements"]}


def titles(made: Draft) -> list[str]:
    return [section["title"] for section in data(made)["sections"]]


def labels(made: Draft) -> list[str]:
    return [level["label"] for level in data(made)["scales"][0]["levels"]]


def codes(made: Draft) -> set[str]:
    return {problem.code for problem in made.problems}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_word_is_lost(layout):
    made = draft(layout)
    there = word_file_words(LAYOUTS[layout]())
    assert len(there) > 10
    assert there - known(made) <= {"choose", "an", "item"}
    assert lost(made) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_draft_has_no_faults_and_refs_in_order(layout):
    made = draft(layout)
    assert made.faults == ()
    for section in data(made)["sections"]:
        refs = [statement["ref"] for statement in section["statements"]]
        assert refs == [f"{section['number']}{'abcdefgh'[n]}" for n in range(len(refs))]


def test_columns_to_tick_are_levels():
    made = draft("tick columns")
    assert titles(made) == ["Leadership", "Classroom"]
    assert labels(made) == ["No", "Partly", "Yes"]
    assert statements(made)["2a"] == "Lessons are planned for everyone."
    assert data(made)["introduction"] == ["Work through the sections with your team."]
    assert "draft-not-applicable" not in codes(made)
    assert "draft-repeated" in codes(made)


def test_merged_cells_are_one_cell():
    made = draft("merged cells")
    assert titles(made) == ["Leading and planning", "Working with families"]
    assert labels(made) == ["Red", "Amber", "Green"]
    assert list(statements(made)) == ["1a", "1b", "2a", "2b", "2c"]
    assert "draft-possible-heading" not in codes(made)
    assert "draft-refs-made" in codes(made)


def test_a_cell_merged_down_names_the_section_of_its_rows():
    made = draft("section column")
    assert titles(made) == ["Identification", "Support in class"]
    assert [ref[0] for ref in statements(made)] == ["1", "1", "2", "2", "2"]


def test_a_key_says_which_number_is_the_best():
    made = draft("section column")
    assert labels(made) == ["4", "3", "2", "1"]
    levels = data(made)["scales"][0]["levels"]
    assert (levels[0]["meaning"], levels[3]["meaning"]) == ("not in place", "outstanding")
    assert "draft-scale-order" not in codes(made)


def test_nested_points_are_joined_to_what_leads_to_them():
    made = draft("nested lists")
    said = statements(made)
    assert said["1a"] == "In our school: teachers adapt their lessons."
    assert said["1c"] == "Homework is set for everyone.\n• in writing\n• in good time"
    assert {"draft-stem", "draft-points", "draft-empty-point"} <= codes(made)


def test_groups_in_a_list_become_kinds():
    sections = data(draft("nested lists"))["sections"]
    kinds = [[s.get("kind", "practice") for s in section["statements"]] for section in sections]
    assert kinds == [["practice", "practice", "practice", "challenge"],
                     ["practice", "question", "open", "goal"]]  # fmt: skip
    assert data(draft("nested lists"))["comments"] == {"label": "Any other comments?"}


def test_a_second_table_goes_on_with_the_columns_of_the_first():
    made = draft("two tables")
    assert titles(made) == ["Buildings", "Information"]
    assert list(statements(made)) == ["1a", "1b", "1c", "2a", "2b", "2c"]
    assert labels(made) == ["Not met", "Partially met", "Met"]


def test_what_stands_around_the_statements_is_told_and_left_out():
    made = draft("landscape with furniture")
    assert titles(made) == ["Plans", "Reviews"]
    assert [p.facts["found"] for p in made.problems if p.code == "draft-aside"] == [
        "Anyshire Council", "Version 3, draft"]
    assert {"draft-cover-box", "draft-blank-table", "draft-scale-letters"} <= codes(made)
    assert [level["meaning"] for level in data(made)["scales"][0]["levels"]] == [
        "This is not yet in place.", "This is partly in place.", "This is in place."]
    assert "draft-scale-meanings" not in codes(made)


def test_headings_that_say_something_are_statements():
    made = draft("heading statements")
    assert titles(made) == ["Leadership", "Provision"]
    assert len(statements(made)) == 4
    assert labels(made) == ["Red", "Amber", "Green"]
    assert {"draft-statement-heading", "draft-scale-guessed"} <= codes(made)


def test_paragraphs_and_points_of_a_cell_are_one_statement():
    made = draft("split paragraphs")
    said = statements(made)
    assert said["1a"] == "Staff have their training reviewed with support staff as well."
    assert said["1b"] == "Pupils are asked for their views:\n• in lessons\n• in meetings"
    assert labels(made) == ["Red", "Amber", "Green"]
    assert {"draft-split", "draft-points"} <= codes(made)


def test_lists_to_choose_from_give_the_scale_and_inserted_words_are_read():
    made = draft("controls")
    assert labels(made) == ["Emerging", "Developing", "Secure"]
    assert statements(made)["1a"] == "Support is timely. It is kind."
    found = {p.code: p.facts.get("found") for p in made.problems}
    assert found["draft-aside"] == "Gone."
    assert found["draft-not-placed"] == "Words in a control."


def test_what_a_row_says_of_each_level_is_kept():
    made = draft("rubric")
    first = data(made)["sections"][0]["statements"][0]
    assert first["text"] == "Training of staff"
    assert first["note"] == (
        "Emerging: A start is made.\nDeveloping: Most staff are trained.\nSecure: All are.")
    assert "draft-rubric" in codes(made)


def test_numbers_that_word_writes_are_known():
    made = draft("automatic numbers")
    assert len(statements(made)) == 6
    assert labels(made) == ["1", "2", "3", "4"]
    found = [p.facts["found"] for p in made.problems if p.code == "draft-refs-made"]
    assert found == ["1. is now 1a; 2. is now 1b; 3. is now 1c"]


def test_plain_paragraphs_are_statements_where_there_is_nothing_else():
    made = draft("paragraphs only")
    assert titles(made) == ["Before", "After"]
    assert len(statements(made)) == 6
    assert "draft-paragraph-statement" in codes(made)


def test_instructions_are_guidance_and_their_key_the_scale():
    made = draft("instructions")
    assert titles(made) == ["Environment", "Relationships"]
    assert data(made)["guidance"] == [{
        "heading": "How to use this audit",
        "text": "Rate each statement using this scale:\n0 = N/A\n1 = Not in place\n2 = Developing\n"
                "3 = Embedded"}]  # fmt: skip
    levels = data(made)["scales"][0]["levels"]
    assert [(level["label"], level["meaning"]) for level in levels] == [
        ("1", "Not in place"), ("2", "Developing"), ("3", "Embedded")]
    assert data(made)["sections"][0]["introduction"] == "We..."
    assert not {"draft-not-applicable", "draft-scale-order"} & codes(made)


def test_ratings_at_the_ends_of_statements_are_taken_off():
    made = draft("printed endings")
    assert labels(made) == ["No", "Partly", "Yes"]
    assert statements(made) == {
        "1a": "Identification: Needs are met early.",
        "1b": "Identification: Parents are told first.",
        "2a": "Provision: Needs are met early.", "2b": "Provision: Parents are told first.",
    }  # fmt: skip


def test_a_heading_of_a_table_that_is_worded_as_a_statement_is_told():
    document = docx.Document()
    document.add_heading("Audit", 0)
    for title in ("Pupils are known well by all staff", "Plans"):
        document.add_heading(title, 1)
        table(document, [["Statement", "Yes", "No"], [f"{title} a.", "", ""], ["B is so.", "", ""]])
    made = drafted(saved(document), "a.docx")
    assert isinstance(made, Draft)
    assert [p.facts["found"] for p in made.problems if p.code == "draft-heading-statement"] == [
        "Pupils are known well by all staff"]


def test_another_scale_in_a_table_is_told():
    document = docx.Document()
    for title, levels in (("One", ["Yes", "No"]), ("Two", ["Red", "Amber", "Green"])):
        document.add_heading(title, 1)
        rows = [[f"{title} thing {n} is done.", "", "", ""] for n in range(len(levels))]
        table(document, [["Statement", *levels, ""], *rows])
    made = drafted(saved(document), "a.docx")
    assert isinstance(made, Draft)
    assert labels(made) == ["Red", "Amber", "Green"]
    assert [p.sheet for p in made.problems if p.code == "draft-scale-differs"] == ["table 1, row 1"]


def test_strict_open_xml_is_read():
    usual = LAYOUTS["tick columns"]()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for wrong, right in (
                (b"schemas.openxmlformats.org/wordprocessingml/2006/main",
                 b"purl.oclc.org/ooxml/wordprocessingml/main"),
                (b"schemas.openxmlformats.org/officeDocument/2006/relationships",
                 b"purl.oclc.org/ooxml/officeDocument/relationships"),
            ):  # fmt: skip
                part = part.replace(wrong, right)
            new.writestr(name, part)
    made = drafted(buffer.getvalue(), "a.docx")
    assert isinstance(made, Draft), made
    assert statements(made) == statements(draft("tick columns"))
