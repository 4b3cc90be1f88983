"""Answers that were struck through by hand: a rating is asked about, words are told."""

from __future__ import annotations

import copy
import re

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from workbooks import FRAMEWORKS, RAG, completed, edited, repacked

from sendsheets.model import Decision, Disposition, Severity, State
from sendsheets.problems import ask, found
from sendsheets.returns.decisions import settle
from sendsheets.returns.questions import LEAVE_IT, waiting
from sendsheets.returns.read import read_return
from tests.libreoffice import converted_to, needs_libreoffice

FIRST = RAG.sections[0].sheet
STRUCK = {"rating-struck", "text-struck"}


def read(data):
    return read_return("oak.xlsx", data, FRAMEWORKS)


def lined(*cells, sheet=FIRST, framework="send-rag-audit", peer_review=False):
    """The workbook after a line was drawn through these cells."""
    def change(book):
        for name in cells:
            cell = book[sheet][name]
            font = copy.copy(cell.font)
            font.strike = True
            cell.font = font

    return edited(completed(framework, peer_review), change)


def told(data):
    return [(p.code, p.severity, p.sheet, p.cell, p.refs, p.facts["found"])
            for p in read(data).problems if p.code in STRUCK]  # fmt: skip


def test_a_struck_rating_is_asked_about_with_its_cell_and_is_not_counted():
    reading = read(lined("C5"))
    (problem,) = [p for p in reading.problems if p.code in STRUCK]
    rating = reading.result.responses[0].main

    assert told(lined("C5")) == [
        ("rating-struck", Severity.QUERY, FIRST, "C5", ("1a",), "Red")]
    assert reading.disposition is Disposition.QUERY
    assert (rating.state, rating.level, rating.raw, rating.cell) == (
        State.UNRECOGNISED, None, "Red", "C5")
    assert found(problem) == "“Red”, or its statement, is struck through: is it meant?"
    assert "please take the line away" in ask(problem)


def test_the_ratings_beside_it_count_as_before():
    before, after = read(completed()).result, read(lined("C5")).result

    assert [r.main for r in after.responses[1:]] == [r.main for r in before.responses[1:]]


def test_struck_words_are_told_once_a_sheet_and_read_like_any_others():
    data = lined("D5", "E6", "H5", "D12")

    assert told(data) == [("text-struck", Severity.INFORMATION, FIRST, "D5",
                           ("1a", "1b", "1h"), "D5, H5, E6, D12")]  # fmt: skip
    assert [r.evidence for r in read(data).result.responses] == [
        r.evidence for r in read(completed()).result.responses]


def test_a_struck_cell_without_an_answer_is_nothing():
    assert read(completed()).result.responses[0].action == ""
    assert told(lined("E5")) == []


@pytest.mark.parametrize("cell", ["A5", "B5"])
def test_a_rating_whose_statement_is_struck_is_asked_about_as_well(cell):
    assert [each[:5] for each in told(lined(cell))] == [
        ("rating-struck", Severity.QUERY, FIRST, "C5", ("1a",)),
        ("text-struck", Severity.INFORMATION, FIRST, cell, ("1a",))]


def test_whatever_else_is_struck_is_told_on_the_cover_and_by_a_reviewer():
    def comment(book):
        book["Peer review"]["G6"] = "Seen in Year 4"
        book["Peer review"]["G6"].font = Font(strike=True)

    cover = told(lined("B8", sheet="Cover"))
    review = told(edited(completed("send-rag-audit", True), comment))

    assert cover == [("text-struck", Severity.INFORMATION, "Cover", "B8", (), "B8")]
    assert review == [("text-struck", Severity.INFORMATION, "Peer review", "G6", (), "G6")]


def test_a_second_rating_and_a_reviewers_are_asked_about_as_well():
    sheet = FRAMEWORKS["senco-cpd-audit"].sections[0].sheet
    assert [each[2:4] for each in told(lined("E5", sheet=sheet, framework="senco-cpd-audit"))] == [
        (sheet, "E5")]

    def change(book):
        cell = book["Peer review"]["G5"]
        cell.value = "Green"
        font = copy.copy(cell.font)
        font.strike = True
        cell.font = font

    data = edited(completed(peer_review=True), change)
    assert [each[2:] for each in told(data)] == [("Peer review", "G5", ("1a",), "Green")]
    assert read(data).result.responses[0].reviewer.rating.state is State.UNRECOGNISED


def test_a_rating_of_which_some_letters_are_struck_is_asked_about():
    assert [each[:4] for each in told(partly_struck("true"))] == [
        ("rating-struck", Severity.QUERY, FIRST, "C5")]
    assert told(partly_struck("false")) == []


def partly_struck(on):
    """The rating of 1a as a text of two runs, the first of them struck through."""
    runs = (b'<si><r><rPr><strike val="%s"/></rPr><t>Gre</t></r><r><t>en</t></r></si></sst>'
            % on.encode())  # fmt: skip

    def change(parts):
        texts, sheet = "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml"
        number = parts[texts].count(b"<si>")
        parts[texts] = parts[texts].replace(b"</sst>", runs)
        parts[sheet], changed = re.subn(
            rb'(<c r="C5" [^>]*t="s"><v>)\d+', rb"\g<1>%d" % number, parts[sheet])
        assert changed == 1

    return repacked(completed(), change)


def test_a_font_that_says_it_is_not_struck_is_nothing():
    def change(parts):
        assert b"<strike" in parts["xl/styles.xml"]
        parts["xl/styles.xml"] = re.sub(rb"<strike[^>]*/>", b'<strike val="0"/>',
                                        parts["xl/styles.xml"])  # fmt: skip

    assert told(repacked(lined("C5", "D5"), change)) == []


def test_styles_that_are_damaged_strike_nothing():
    def change(parts):
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</fonts>", b"</font>")

    assert told(repacked(lined("C5"), change)) == []


@needs_libreoffice
def test_the_same_as_libreoffice_saves_it(tmp_path):
    given = {"a.xlsx": lined("C5", "D6"), "b.xlsx": partly(lined("C5")), "c.xlsx": completed()}
    expected = {name: told(data) for name, data in given.items()}
    assert [len(found) for found in expected.values()] == [2, 2, 0]

    for ending, saved in converted_to(given, ("xlsx", "ods"), tmp_path).items():
        assert {name: told(data) for name, data in saved.items()} == expected, ending


def partly(data):
    """The workbook with a line through the first word of the evidence for 1c as well."""
    words = CellRichText(TextBlock(InlineFont(strike=True), "Old"), " plan, and a new one")

    return edited(data, lambda book: book[FIRST].__setitem__("D7", words))


@pytest.mark.parametrize(("choice", "state", "level"), [
    ("Red", State.RATED, "red"), ("Green", State.RATED, "green"), (LEAVE_IT, State.BLANK, None),
])  # fmt: skip
def test_a_person_decides_which_rating_it_is(choice, state, level):
    reading = read(lined("C5"))
    (question,) = waiting([reading], FRAMEWORKS)
    assert question.code == "rating-struck"
    assert question.choices == ("Red", "Amber", "Green", "Not applicable", LEAVE_IT)

    (made,), untold = settle([reading], FRAMEWORKS, [Decision(question, choice, "J. Low")])

    rating = made.result.responses[0].main
    assert (rating.state, rating.level, untold) == (state, level, ())
    assert made.disposition is Disposition.ACCEPTED
