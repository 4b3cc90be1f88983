"""What nearly went unseen: answers beside their cells, and dates that a cell shows otherwise."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from openpyxl.comments import Comment
from workbooks import FRAMEWORKS, OAK, RAG, after, completed, edited, put, repacked, said, words

from sendsheets.intake.dateforms import Form, _form_of
from sendsheets.layout import Plan
from sendsheets.model import Asked, Decision, Disposition, Severity, State
from sendsheets.returns.decisions import settle
from sendsheets.returns.questions import LEAVE_FILE, UNREAD, waiting
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook
from tests.libreoffice import converted_to, needs_libreoffice

FIRST = RAG.sections[0].sheet
LINES = "Lines of enquiry"


def read(data):
    return read_return("oak.xlsx", data, FRAMEWORKS)


def told(reading):
    return [(p.code, p.sheet, p.cell) for p in reading.problems]


# --- a rating among the words ------------------------------------------------------------------


@pytest.mark.parametrize("evidence", [
    "Green - seen in minutes", "amber: see the SEF", "Red, but better", "Green – all of it",
    "N/A - we have no sixth form", "Green\nSeen in minutes", "G", "g.", "Not applicable (infants)",
])  # fmt: skip
def test_evidence_that_begins_with_a_rating_is_asked_about_where_none_was_chosen(evidence):
    reading = after(put(FIRST, C5=None, D5=evidence))

    assert told(reading) == [("answer-outside", FIRST, "D5")]
    assert reading.result.responses[0].main.state is State.BLANK
    assert reading.result.responses[0].evidence == evidence


@pytest.mark.parametrize(("evidence", "asked"), [
    ("High", True), ("Medium: attachment first", True), ("None", False), ("Course in May", False),
])  # fmt: skip
def test_so_is_a_level_of_the_second_rating_where_that_one_is_blank(evidence, asked):
    cpd = completed("senco-cpd-audit")
    sheet = FRAMEWORKS["senco-cpd-audit"].sections[0].sheet
    reading = read(edited(cpd, put(sheet, E5=None, F5=evidence)))

    assert reading.result.responses[0].ratings["need"].state is State.BLANK
    assert reading.result.responses[0].evidence == evidence
    assert (("answer-outside", sheet, "F5") in told(reading)) is asked
    rated = read(edited(cpd, put(sheet, F5=evidence)))
    assert ("answer-outside", sheet, "F5") not in told(rated)


@pytest.mark.parametrize("evidence", [
    "Green team meets weekly", "Red-line policy agreed", "Amber alerts go home", "Go", "5",
    "Governors: all trained",
])  # fmt: skip
def test_evidence_that_only_begins_with_the_same_word_is_evidence(evidence):
    assert told(after(put(FIRST, C5=None, D5=evidence))) == []


def test_evidence_that_begins_with_a_rating_is_evidence_where_one_was_chosen():
    assert told(after(put(FIRST, D5="Green - seen in minutes"))) == []


@pytest.mark.parametrize("typed", ["12/02/2028", "Fri 11 Feb 2028", "2028-02-12"])
def test_a_date_alone_under_action_is_asked_about(typed):
    assert told(after(put(FIRST, E5=typed, H5=None))) == [("row-shifted", FIRST, "F5")]


def test_an_action_with_a_number_in_it_is_an_action():
    assert told(after(put(FIRST, E5="2 more TAs by May", E6="3 visits"))) == []


# --- answers that stand anywhere but in their cells --------------------------------------------


def blank(change):
    plan = Plan(RAG, Asked())
    return read(edited(school_workbook(plan, Answers(OAK, {}), made_on=date(2026, 9, 1)), change))


def test_refs_with_ratings_on_a_sheet_of_the_schools_own_are_asked_about():
    def change(book):
        sheet = book.create_sheet("Our answers")
        for ref in ("1a", "1b", "2c"):
            sheet.append([ref, "Green", "Seen"])

    (problem,) = after(change).problems

    assert (problem.code, problem.severity) == ("sheet-unread", Severity.QUERY)
    assert (problem.sheet, problem.refs) == ("Our answers", ("1a", "1b", "2c"))
    assert "B1 “Green”" in problem.facts["found"]


def test_refs_without_ratings_on_such_a_sheet_are_notes():
    def change(book):
        for ref in ("1a", "1b", "2c"):
            (book["Notes"] if "Notes" in book else book.create_sheet("Notes")).append([ref, "Seen"])

    assert told(after(change)) == [("sheet-extra", "Notes", "A1")]


@pytest.mark.parametrize(("change", "place"), [
    (lambda book: book.create_sheet("Our SEF").append(["All green"]), "Our SEF A1"),
    (lambda book: setattr(book[FIRST]["C5"], "comment", Comment("Green", "A")), f"{FIRST} C5"),
    (put(FIRST, M5="We are green here"), f"{FIRST} M5"),
])  # fmt: skip
def test_a_blank_form_with_something_added_is_asked_about(change, place):
    reading = blank(change)
    (problem,) = [p for p in reading.problems if p.code == "answers-elsewhere"]

    assert reading.disposition is Disposition.QUERY
    assert place in problem.facts["found"]


def test_a_blank_form_as_it_came_is_no_more_than_that():
    assert [code for code, *_ in told(blank(lambda book: None))] == ["nothing-answered"]


def test_notes_by_ref_below_the_table_leave_the_answers_beside_their_statements():
    def change(book):
        book[FIRST]["A25"], book[FIRST]["B25"] = "1a", "Seen in minutes of ZEBRA"
        book[FIRST]["C25"] = "and in lessons"

    reading = after(change)

    assert said(reading) == said(read(completed()))
    assert told(reading) == [("statement-differs", FIRST, "B25")]
    assert "ZEBRA" in words(reading)
    assert "and in lessons" in words(reading)
    (question,) = waiting([reading], FRAMEWORKS)
    assert question.choices == (UNREAD, LEAVE_FILE)  # the rating beside the statement stands


def test_a_note_that_names_a_rating_leaves_its_statement_open():
    def change(book):
        book[FIRST]["A25"], book[FIRST]["B25"] = "1a", "Green"

    assert after(change).result.responses[0].main.state is State.UNRECOGNISED


# --- sheets that fill themselves in ------------------------------------------------------------


def test_a_note_that_excel_took_for_a_formula_is_told():
    """Typed as "- done", it is the formula =- done, which shows an error."""
    part = "xl/worksheets/sheet12.xml"

    def change(parts):
        parts[part], changed = re.subn(
            rb'(<c r="E6" s="\d+") t="str"><f>.*?</c>',
            rb'\g<1> t="e"><f>- done</f><v>#NAME?</v></c>', parts[part])
        assert changed == 1

    for _ in range(2):  # what a glance showed of one return must not stand for the next
        assert told(read(completed())) == []
        assert told(read(repacked(completed(), change))) == [
            ("calculated-typed", "Action plan", "E6")]


@pytest.mark.parametrize(("sheet", "cell"), [
    ("Summary", "A2"), ("Strengths and areas", "A5"), ("Action plan", "A3"),
])  # fmt: skip
def test_what_was_added_to_a_line_that_a_formula_made_is_told(sheet, cell):
    from io import BytesIO

    import openpyxl

    was = openpyxl.load_workbook(BytesIO(completed()), data_only=True)[sheet][cell].value

    assert told(after(put(sheet, **{cell: f"{was} - see ZEBRA"}))) == [
        ("calculated-typed", sheet, cell)]
    assert told(after(put(sheet, **{cell: was}))) == []


def renamed(data, was, now):
    """The workbook with another name on a tab, as Excel gives it: formulas keep what they show."""
    def change(parts):
        book, name = parts["xl/workbook.xml"], b'name="%s"' % was.encode()
        assert name in book
        parts["xl/workbook.xml"] = book.replace(name, b'name="%s"' % now.encode())

    return repacked(data, change)


@pytest.mark.parametrize("sheet", [
    "Action plan", "Summary", "Strengths and areas", "All statements",
])  # fmt: skip
def test_a_list_of_ours_under_another_name_is_still_no_answer(sheet):
    reading = read(renamed(completed(), sheet, "SEND 2026 to 2027"))

    assert said(reading) == said(read(completed()))
    assert told(reading) == []


def test_what_was_typed_on_it_is_told():
    data = repacked(completed(), lambda parts: typed_over(parts, "E6", "Train all of ZEBRA"))

    assert told(read(renamed(data, "Action plan", "SEND 2026 to 2027"))) == [
        ("calculated-typed", "SEND 2026 to 2027", "E6")]


def typed_over(parts, cell, words):
    part = "xl/worksheets/sheet12.xml"
    parts[part], changed = re.subn(
        rb'(<c r="%s" s="\d+") t="str"><f>.*?</c>' % cell.encode(),
        rb'\g<1> t="inlineStr"><is><t>%s</t></is></c>' % words.encode(), parts[part])
    assert changed == 1


def test_a_list_of_ours_as_values_agrees_with_the_answers_or_is_asked_about():
    def change(book):
        sheet = book.create_sheet("Our plan")
        sheet.append(["No.", "Ref", "Statement in short", "Rating", "Action", "Priority", "Owner"])
        statement = RAG.statements[1]
        sheet.append([1, "1b", statement.label, "Amber", "Train staff", "Medium", "SENCO"])

    reading = after(change)
    assert said(reading) == said(read(completed()))
    assert "statement-differs" not in [code for code, *_ in told(reading)]


# --- dates that are shown otherwise ------------------------------------------------------------


def shown_as(form, value=datetime(2027, 12, 2)):
    def change(book):
        book[FIRST]["H5"] = value
        book[FIRST]["H5"].number_format = form

    return change


@pytest.mark.parametrize(("form", "code", "seen"), [
    ("m/d/yyyy", "date-month-first", "12/2/2027"), ("mm/dd/yy", "date-month-first", "12/2/2027"),
    ('[$-409]m"/"d\\/yyyy h:mm;@', "date-month-first", "12/2/2027"),
    ("d-mmm", "date-no-year", "2 Dec"), ("dd/mm", "date-no-year", "2 Dec"),
    ("mmm yyyy", "date-no-day", "Dec 2027"), ("mmm-yy", "date-no-day", "Dec 2027"),
])  # fmt: skip
def test_a_date_that_is_not_shown_as_day_month_and_year_is_told(form, code, seen):
    reading = after(shown_as(form))
    (problem,) = reading.problems

    assert (problem.code, problem.sheet, problem.cell, problem.refs) == (code, FIRST, "H5", ("1a",))
    assert (problem.facts["found"], problem.facts["understood"]) == (seen, "02/12/2027")
    assert reading.result.responses[0].due == date(2027, 12, 2)


@pytest.mark.parametrize("form", [
    "dd/mm/yyyy", "d mmm yyyy", "yyyy-mm-dd", "dddd, mmmm dd, yyyy", "mmmm d, yyyy", "d.m.yy hh:mm",
])  # fmt: skip
def test_a_date_that_can_be_only_one_is_not(form):
    assert told(after(shown_as(form))) == []


@pytest.mark.parametrize("value", [datetime(2027, 12, 13), datetime(2027, 12, 12)])
def test_a_month_first_that_cannot_be_a_day_is_not(value):
    assert told(after(shown_as("m/d/yyyy", value))) == []


@pytest.mark.parametrize(("code", "form"), [
    ("h:mm", None), ("mm:ss", None), ("0.00", None), ('0 "days"', None), ("yyyy", Form.NO_DAY),
    ("dddd", None), ("ddd mmm yy", Form.NO_DAY), ("m/d/yy h:mm", Form.MONTH_FIRST),
])  # fmt: skip
def test_formats_are_told_apart(code, form):
    assert _form_of(code) is form


@pytest.mark.parametrize(("choice", "due"), [
    ("Accept as it is", date(2027, 12, 2)), ("12/02/2027", date(2027, 2, 12)),
    ("Leave it out", None),
])  # fmt: skip
def test_a_person_decides_which_date_it_is(choice, due):
    reading = after(shown_as("m/d/yyyy"))
    (question,) = waiting([reading], FRAMEWORKS)

    (made,), untold = settle([reading], FRAMEWORKS, [Decision(question, choice, "J. Low")])

    assert (made.result.responses[0].due, untold) == (due, ())
    assert made.disposition is Disposition.ACCEPTED


@needs_libreoffice
def test_such_dates_are_told_of_what_libreoffice_saves(tmp_path):
    def change(book):
        shown_as("m/d/yyyy")(book)
        book[FIRST]["H6"] = datetime(2027, 2, 1)
        book[FIRST]["H6"].number_format = "mmm yyyy"

    given = {"a.xlsx": edited(completed(), change), "b.xlsx": completed()}
    for ending, saved in converted_to(given, ("xlsx", "ods"), tmp_path).items():
        assert sorted(told(read(saved["a.xlsx"]))) == [
            ("date-month-first", FIRST, "H5"), ("date-no-day", FIRST, "H6")], ending
        assert told(read(saved["b.xlsx"])) == [], ending


def test_a_date_on_the_cover_with_the_month_first_is_asked_about():
    def change(book):
        book["Cover"]["B13"].number_format = "m/d/yyyy"

    assert told(after(change)) == [("date-month-first", "Cover", "B13")]


# --- a reviewer's lines of enquiry -------------------------------------------------------------


def test_the_reviewers_sheet_as_it_came_asks_nothing():
    assert told(after(lambda book: None, True)) == []
    assert told(after(put(LINES, B5="1a, 2b and 3c", C5="How?", A5="1."), True)) == []


@pytest.mark.parametrize("cells", [
    {"B5": "1a, 2b"}, {"I5": "ZEBRA"}, {"A5": "1. Mrs Zebra"}, {"A30": "See also our report"},
    {"C5": "How?", "B5": "all of section 4"}, {"C5": "How?", "A5": "First of all"},
    {"K4": "Our notes"},
])  # fmt: skip
def test_words_that_belong_to_no_line_are_told(cells):
    reading = after(put(LINES, **cells), True)
    (problem,) = reading.problems

    assert (problem.code, problem.sheet) == ("rows-extra", LINES)
    assert next(reversed(cells.values())) in problem.facts["found"]


def test_a_heading_like_ours_is_the_column_and_one_that_is_gone_is_asked_about():
    reading = after(put(LINES, F4="What was founded", C5="How?", F5="Nothing"), True)
    assert told(reading) == [("heading-like", LINES, "")]
    assert reading.result.enquiries[0].found == "Nothing"

    reading = after(put(LINES, F4="Our view", C5="How?", F5="Nothing at all " * 6), True)
    assert told(reading) == [("column-missing", LINES, ""), ("rows-extra", LINES, "F4")]
    assert ("Nothing at all " * 6).strip() in words(reading)


def test_lines_on_a_sheet_of_another_name_are_read():
    def change(book):
        put(LINES, C5="Who speaks for families?", B5="1a")(book)
        book[LINES].title = "Questions for the visit"

    reading = after(change, True)

    assert [line.question for line in reading.result.enquiries] == ["Who speaks for families?"]
    assert told(reading) == []


@pytest.mark.parametrize("comment", ["Green", "Amber - not in Year 4", "R"])
def test_a_reviewers_rating_among_their_words_is_asked_about(comment):
    assert told(after(put("Peer review", I5=comment), True)) == [
        ("answer-outside", "Peer review", "I5")]
    assert told(after(put("Peer review", I5=comment, G5="Green"), True)) == []


def test_what_was_added_to_the_sentence_above_the_lines_is_told():
    def change(book):
        book[LINES]["A2"].value += " - we did not use ZEBRA"

    assert "ZEBRA" in words(after(change, True))


def test_cells_merged_over_two_lines_are_asked_about():
    def change(book):
        put(LINES, C5="How?", C6="And who?", F5="The same for both")(book)
        book[LINES].merge_cells("F5:F6")

    (problem,) = after(change, True).problems

    assert (problem.code, problem.severity, problem.cell) == (
        "answer-merged", Severity.QUERY, "F6")
    assert problem.facts == {"found": "The same for both", "area": "F5:F6"}


# --- what is drawn ------------------------------------------------------------------------------

OVAL = (
    '<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4'
    '</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>9000'
    '</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>9000</xdr:rowOff></xdr:to><xdr:sp macro="" '
    'textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Oval 1"/><xdr:cNvSpPr/></xdr:nvSpPr>'
    '<xdr:spPr><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
    '<xdr:clientData/></xdr:twoCellAnchor>'
)
SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_lights(data):
    """The workbook with two circles drawn on the rating of 1a, as traffic lights."""
    def change(parts):
        sheet, rels = "xl/worksheets/sheet3.xml", "xl/worksheets/_rels/sheet3.xml.rels"
        parts["xl/drawings/drawing99.xml"] = f"<xdr:wsDr {SPACES}>{OVAL}{OVAL}</xdr:wsDr>".encode()
        parts[sheet] = parts[sheet].replace(b"<tableParts", b'<drawing r:id="rId99"/><tableParts')
        parts[rels] = parts[rels].replace(b"</Relationships>", (
            f'<Relationship Id="rId99" Type="{RELATED}/drawing" '
            'Target="../drawings/drawing99.xml"/></Relationships>').encode())  # fmt: skip

    return repacked(data, change)


def test_shapes_without_words_are_told():
    (problem,) = read(with_lights(completed())).problems

    assert (problem.code, problem.sheet) == ("sheet-object", FIRST)
    assert problem.facts["found"] == "2 shapes without words"


def test_a_blank_form_with_traffic_lights_drawn_on_it_is_asked_about():
    plan = Plan(RAG, Asked())
    data = school_workbook(plan, Answers(OAK, {}), made_on=date(2026, 9, 1))

    assert "answers-elsewhere" in [code for code, *_ in told(read(with_lights(data)))]


# --- cells of another make ---------------------------------------------------------------------


def test_a_text_in_the_wrong_element_is_never_taken_for_blank():
    part = "xl/worksheets/sheet3.xml"

    def change(parts):
        parts[part], changed = re.subn(
            rb'<c r="D5" [^>]*>.*?</c>', b'<c r="D5" t="inlineStr"><v>ZEBRA</v></c>', parts[part])
        assert changed == 1

    reading = read(repacked(completed(), change))

    assert reading.disposition is Disposition.REFUSED
    assert "the cell D5" in words(reading)


# --- one cell over two columns, and statements that were cleared --------------------------------


@pytest.mark.parametrize(("area", "words"), [
    ("G6:H6", "Head 12/02/2028"), ("D6:E6", "We train staff"), ("C6:D6", "Amber"),
])  # fmt: skip
def test_cells_merged_across_a_row_are_asked_about(area, words):
    first, last = area.split(":")

    def change(book):
        book[FIRST][first], book[FIRST][last] = words, None
        book[FIRST].merge_cells(area)

    reading = after(change)
    (problem,) = reading.problems

    assert (problem.code, problem.cell, problem.refs) == ("answer-merged", last, ("1b",))
    assert problem.facts == {"found": words, "area": area}


def test_statements_that_were_cleared_are_asked_about_and_read_by_their_refs():
    reading = after(put(FIRST, B6=None, B8=None))
    (problem,) = reading.problems

    assert (problem.code, problem.severity, problem.refs) == (
        "words-cleared", Severity.QUERY, ("1b", "1d"))
    assert said(reading) == said(read(completed()))


def test_a_comment_on_a_copy_of_the_reviewers_sheet_alone_is_asked_about():
    def change(book):
        book["Peer review"]["G5"] = "Green"
        book.copy_worksheet(book["Peer review"]).title = "Peer review (2)"
        book["Peer review (2)"]["I5"] = "ZEBRA"

    reading = after(change, True)

    assert "answer-one-row" in [code for code, *_ in told(reading)]
    assert "ZEBRA" in words(reading)


@pytest.mark.parametrize("typed", ["1a (Green)", "1a N/A", "1a - G", "1a: amber", "1A Red."])
def test_a_rating_beside_the_ref_is_asked_about_where_none_was_chosen(typed):
    reading = after(put(FIRST, A5=typed, C5=None, D5="Seen"))

    assert ("answer-outside", FIRST, "A5") in told(reading)
    assert reading.disposition is Disposition.QUERY
    assert "answer-outside" not in [code for code, *_ in told(after(put(FIRST, A5=typed)))]


def test_a_rating_at_the_end_of_a_statement_is_asked_about_where_none_was_chosen():
    typed = f"{RAG.statements[0].text} - GREEN"

    assert ("answer-outside", FIRST, "B5") in told(after(put(FIRST, B5=typed, C5=None, D5="Seen")))
    assert "answer-outside" not in [code for code, *_ in told(after(put(FIRST, B5=typed)))]


@pytest.mark.parametrize("typed", ["1a done", "1a*", "1A", "1a."])
def test_other_words_beside_a_ref_are_no_rating(typed):
    assert "answer-outside" not in [
        code for code, *_ in told(after(put(FIRST, A5=typed, C5=None, D5="Seen")))]
