"""Ratings given by a colour alone: told with their cell, and decided by a person."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from libreoffice import converted_to, needs_libreoffice
from openpyxl.styles import PatternFill
from workbooks import FRAMEWORKS, OAK, edited, plain, rated

from sendsheets.layout import Plan
from sendsheets.model import Asked, Decision, Disposition, Severity, State
from sendsheets.problems import ask, found
from sendsheets.returns.decisions import settle
from sendsheets.returns.questions import LEAVE_IT, waiting
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook

RAG = FRAMEWORKS["send-rag-audit"]
CPD = FRAMEWORKS["senco-cpd-audit"]
FIRST = RAG.sections[0].sheet
RED, AMBER, GREEN = "FF0000", "FFC000", "00B050"
SAMPLES = Path(__file__).parents[2] / "samples" / "returns"


@cache
def written(framework, share=0.0, peer=False):
    """A workbook as we write it, the first share of its statements answered."""
    every = rated(FRAMEWORKS[framework])
    some = {ref: every[ref] for ref in list(every)[:round(share * len(every))]}
    plan = Plan(FRAMEWORKS[framework], Asked(), peer)
    return school_workbook(plan, Answers(OAK, some), made_on=date(2026, 9, 1))


def painted(data, shades, sheet=FIRST):
    """The workbook after these cells, or areas, of a sheet have been filled."""
    def change(book):
        for area, shade in shades.items():
            cells = book[sheet][area]
            for row in cells if isinstance(cells, tuple) else ((cells,),):
                for cell in row:
                    cell.fill = PatternFill("solid", fgColor=shade)

    return edited(data, change)


def told(data, name="oak.xlsx"):
    return coloured(read_return(name, data, FRAMEWORKS))


def coloured(reading):
    return [(p.sheet, p.cell, p.refs, p.facts["found"]) for p in reading.problems
            if p.code == "rating-coloured"]  # fmt: skip


TRAFFIC = {"C5": RED, "C6": AMBER, "C7": GREEN}
EXPECTED = [(FIRST, "C5", ("1a",), "red"), (FIRST, "C6", ("1b",), "amber"),
            (FIRST, "C7", ("1c",), "green")]  # fmt: skip


def test_blank_ratings_that_are_coloured_are_told_with_cell_and_colour():
    reading = read_return("oak.xlsx", painted(written(RAG.id), TRAFFIC), FRAMEWORKS)
    (problem, *_) = [p for p in reading.problems if p.code == "rating-coloured"]

    assert told(painted(written(RAG.id), TRAFFIC)) == EXPECTED
    assert (reading.disposition, problem.severity) == (Disposition.QUERY, Severity.QUERY)
    assert found(problem) == "This cell is coloured red but no rating was chosen."
    assert ask(problem).endswith("please choose that rating from the list.")
    assert {r.main.state for r in reading.result.responses} == {State.BLANK}


@needs_libreoffice
def test_the_same_as_libreoffice_saves_it(tmp_path):
    data = painted(written(RAG.id), TRAFFIC)
    for ending, saved in converted_to({"a.xlsx": data}, ("xlsx", "ods"), tmp_path).items():
        assert told(saved["a.xlsx"]) == EXPECTED, ending


def test_a_whole_column_of_one_colour_is_told():
    count = len(RAG.sections[0].statements)
    area = f"C5:C{4 + count}"

    assert len(told(painted(written(RAG.id), {area: RED}))) == count


def test_both_ratings_of_a_statement_and_the_reviewers():
    sheet = CPD.sections[0].sheet
    made = told(painted(written(CPD.id), {"D5": GREEN, "E5": RED}, sheet))
    review = painted(written(RAG.id, 1.0, True), {"G5": AMBER}, "Peer review")

    assert made == [(sheet, "D5", ("1a",), "green"), (sheet, "E5", ("1a",), "red")]
    assert told(review) == [("Peer review", "G5", ("1a",), "amber")]


@pytest.mark.parametrize("shades", [
    {"A5:H9": "FFFFCC"},
    {"A5:H5": RED},
    {"D5:H9": RED},
    {"C5": "FFFFFF"},
    {"A1:H4": RED, "J5:J9": GREEN},
], ids=["rows marked", "a row", "evidence", "white", "round about"])  # fmt: skip
def test_what_is_no_rating(shades):
    assert told(painted(written(RAG.id), shades)) == []


def test_a_colour_beside_a_word_is_of_no_interest():
    assert told(painted(written(RAG.id, 1.0), TRAFFIC)) == []


def test_a_shade_that_different_ratings_have_too_is_no_rating():
    half = painted(written(RAG.id, 0.04), {"C5:C9": "FFF2CC"})

    assert told(half) == []
    assert told(painted(written(RAG.id, 0.04), {"C7:C8": "FFF2CC"})) != []


def test_where_columns_and_rows_stand_otherwise():
    order = [1, 2, 0, *range(3, 8)]
    data = plain(RAG, {"1a": {"rating": "Red"}}, columns=order, rows=[2, 1, 0])

    assert told(painted(data, {"B5": GREEN, "B7": RED})) == [(FIRST, "B5", ("1c",), "green")]


# --- workbooks that nobody has painted ------------------------------------------------------------


@pytest.mark.parametrize("peer", [False, True], ids=["alone", "peer review"])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("framework", sorted(FRAMEWORKS))
def test_none_as_we_write_them(framework, share, peer):
    data = written(framework, share, peer)

    reading = read_return("a.xlsx", data, FRAMEWORKS)
    assert reading.result is not None
    assert coloured(reading) == []


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    files = {f"{name}.xlsx": written(name, 0.5, True)
             for name in (RAG.id, "senco-cpd-audit")}  # fmt: skip
    return converted_to(files, ("xlsx", "ods"), tmp_path_factory.mktemp("saved"))


@needs_libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_none_as_libreoffice_saves_them(ending, saved):
    for name, data in saved[ending].items():
        reading = read_return(name, data, FRAMEWORKS)
        assert reading.result is not None
        assert coloured(reading) == []


def test_none_in_the_samples():
    files = [path for path in SAMPLES.rglob("*") if path.suffix in (".xlsx", ".ods")]

    assert len(files) > 20
    assert [told(path.read_bytes(), path.name) for path in files] == [[]] * len(files)


# --- decided --------------------------------------------------------------------------------------


def test_a_person_can_say_which_rating_a_colour_was():
    blank = edited(written(RAG.id, 1.0), lambda book: [
        setattr(book[FIRST][cell], "value", None) for cell in TRAFFIC])  # fmt: skip
    reading = read_return("oak.xlsx", painted(blank, TRAFFIC), FRAMEWORKS)
    questions = [q for q in waiting([reading], FRAMEWORKS) if q.code == "rating-coloured"]
    decisions = [Decision(q, words, "J. Low")
                 for q, words in zip(questions, ("Red", "Amber", LEAVE_IT), strict=True)]
    (made,), untold = settle([reading], FRAMEWORKS, decisions)

    assert [q.choices for q in questions] == [
        ("Red", "Amber", "Green", "Not applicable", LEAVE_IT)] * 3
    assert untold == ()
    assert [(r.main.state, r.main.level) for r in made.result.responses[:3]] == [
        (State.RATED, "red"), (State.RATED, "amber"), (State.BLANK, None)]
    assert "rating-coloured" not in {p.code for p in made.problems}


def test_a_person_can_say_what_the_reviewers_colour_was():
    data = painted(written(RAG.id, 1.0, True), {"G5": AMBER}, "Peer review")
    reading = read_return("oak.xlsx", data, FRAMEWORKS)
    (question,) = [q for q in waiting([reading], FRAMEWORKS) if q.code == "rating-coloured"]
    (made,), _ = settle([reading], FRAMEWORKS, [Decision(question, "Amber", "J. Low")])

    assert made.result.responses[0].reviewer.rating.level == "amber"
