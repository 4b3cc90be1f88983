"""Each row offers its own scale, and colours what that scale can say."""

from __future__ import annotations

import re

import pytest

from sendsheets import layout, review_layout, theme
from sendsheets.model import NOT_APPLICABLE, Kind, Priority, Scale
from sendsheets.workbook.levels import serial

from .parts import Sheet, Workbook, read, within
from .specimens import FRAMEWORKS, SPECIMENS, Specimen, framework

every = pytest.mark.parametrize("specimen", SPECIMENS, ids=str)


def offered(scale: Scale) -> list[str]:
    labels = [level.label for level in scale.levels]
    return [*labels, NOT_APPLICABLE] if scale.not_applicable else labels


def looks(book: Workbook, sheet: Sheet, cell: tuple[int, int], text: str) -> tuple[str, str]:
    """Fill and text colour that the rules give a text typed into a cell (empty: none)."""
    for rule in sheet.rules(cell):
        if rule.get("type") != "expression":
            continue
        formula = rule.findtext("formula")
        same = {t.casefold() for t in re.findall(r'="([^"]*)"', formula)}
        apart = {t.casefold() for t in re.findall(r'<>"([^"]*)"', formula)}
        said = " ".join(text.split(" ")).strip().casefold()
        if (apart and said and said not in apart) or said in same:
            dxf = book.styles.find("dxfs")[int(rule.get("dxfId"))]
            fill = dxf.find("fill/patternFill/bgColor")
            colour = dxf.find("font/color").get("rgb")[-6:]
            return (fill.get("rgb")[-6:] if fill is not None else "", colour)
    return "", ""


def rows_and_scales(specimen: Specimen, key: str):
    """Sheet, cell and scale of every rating cell of a column of the section sheets."""
    columns = layout.section_columns(specimen.plan.framework, specimen.plan.previous)
    if key not in {column.key for column in columns}:
        return
    slot, column = ("rating", "second").index(key), layout.position(columns, key)
    for section in specimen.plan.sections:
        for row, statement in enumerate(section.statements, layout.FIRST_ROW):
            scale = statement.ratings[slot].scale if len(statement.ratings) > slot else None
            yield section.sheet, (row, column), scale


@every
@pytest.mark.parametrize("key", ["rating", "second"])
def test_every_dropdown_is_the_scale_of_its_own_row(specimen, key):
    book = read(specimen)
    for sheet, cell, scale in rows_and_scales(specimen, key):
        found = book.sheets[sheet].choices(cell)
        assert found == (offered(scale) if scale else None), f"{sheet} {cell}"


@every
@pytest.mark.parametrize("key", ["rating", "second"])
def test_every_rating_is_coloured_by_its_label_and_by_its_code(specimen, key):
    book = read(specimen)
    for name, cell, scale in rows_and_scales(specimen, key):
        sheet = book.sheets[name]
        if scale is None:
            assert sheet.rules(cell) == []
            continue
        shades = theme.palette(len(scale.levels))
        for level in scale.levels:
            shade = shades[scale.rank(level.key) - 1]
            wanted = (shade.fill[1:], shade.text[1:]) if scale.coloured else ("", "")
            for text in (level.label, level.code, level.label.upper(), f" {level.label} "):
                assert looks(book, sheet, cell, text) == wanted, f"{name} {cell} {text}"
        assert looks(book, sheet, cell, "tbc") == ("", theme.CHECK[1:])
        if scale.not_applicable:
            for text in (NOT_APPLICABLE, "n/a", "NA"):
                assert looks(book, sheet, cell, text) == ("", theme.GREY_TEXT[1:])
        else:
            assert looks(book, sheet, cell, "n/a") == ("", theme.CHECK[1:])


@every
def test_all_statements_and_the_peer_review_colour_each_row_by_its_own_scale(specimen):
    book = read(specimen)
    every_sheet = book.sheets[layout.ALL_STATEMENTS]
    column = layout.position(
        layout.all_statements_columns(specimen.plan.framework), "rating")
    places = [(every_sheet, (row, column), s.main.scale)
              for row, s in enumerate(specimen.plan.statements, layout.FIRST_ROW)]  # fmt: skip
    if specimen.plan.peer_review:
        review = review_layout.peer_review_columns(specimen.plan.framework,
                                                   specimen.plan.previous)
        for row, s in enumerate(specimen.plan.reviewed, layout.FIRST_ROW):
            for key in ("school_rating", "reviewer_rating"):
                cell = row, layout.position(review, key)
                places.append((book.sheets[layout.PEER_REVIEW], cell, s.main.scale))
    for sheet, cell, scale in places:
        shades = theme.palette(len(scale.levels))
        for level in scale.levels:
            shade = shades[scale.rank(level.key) - 1]
            wanted = (shade.fill[1:], shade.text[1:]) if scale.coloured else ("", "")
            assert looks(book, sheet, cell, level.label) == wanted


def test_only_open_questions_have_no_colours():
    plain = {words.kind for name in FRAMEWORKS for words in framework(name).kinds
             for rating in words.ratings if not rating.scale.coloured}  # fmt: skip
    assert plain == {Kind.OPEN}


@every
def test_priorities_and_cover_lists_offer_what_the_layout_says(specimen):
    book = read(specimen)
    columns = layout.section_columns(specimen.plan.framework, specimen.plan.previous)
    for section in specimen.plan.sections:
        for row in range(layout.FIRST_ROW, layout.FIRST_ROW + len(section.statements)):
            cell = row, layout.position(columns, "priority")
            assert book.sheets[section.sheet].choices(cell) == [p.label for p in Priority]
    for row, detail in enumerate(specimen.plan.details, layout.FIRST_ROW):
        found = book.sheets["Cover"].choices((row, 2))
        assert found == (list(detail.choices) or None)


def test_a_challenge_is_darkest_where_it_is_greatest():
    specimen = Specimen("send-self-audit")
    book = read(specimen)
    columns = layout.section_columns(specimen.plan.framework, specimen.plan.previous)
    section = specimen.plan.sections[0]
    row = next(n for n, s in enumerate(section.statements, layout.FIRST_ROW)
               if s.kind is Kind.CHALLENGE)  # fmt: skip
    cell = row, layout.position(columns, "rating")
    assert looks(book, book.sheets[section.sheet], cell, "Severe")[0] == "A3262A"
    assert looks(book, book.sheets[section.sheet], cell, "Not a challenge")[0] == "2B7A86"


def test_what_is_not_asked_a_second_time_has_no_cell_to_fill_in():
    specimen = Specimen("senco-cpd-audit")
    book = read(specimen)
    for sheet, cell, scale in rows_and_scales(specimen, "second"):
        assert book.locked(book.sheets[sheet].cells[cell]) == (scale is None)


@every
def test_every_cell_for_an_answer_is_unlocked_and_every_other_is_locked(specimen):
    book = read(specimen)
    columns = layout.section_columns(specimen.plan.framework, specimen.plan.previous)
    typed = {layout.position(columns, key) for key in
             ("rating", "evidence", "action", "priority", "owner", "due")}  # fmt: skip
    for section in specimen.plan.sections:
        sheet = book.sheets[section.sheet]
        for (row, column), cell in sheet.cells.items():
            if row >= layout.FIRST_ROW and column <= len(columns) and column in typed:
                assert not book.locked(cell)
            elif row < layout.FIRST_ROW or column in (1, 2):
                assert book.locked(cell)


@every
def test_what_is_typed_stands_where_the_layout_says(specimen):
    book = read(specimen)
    columns = layout.section_columns(specimen.plan.framework, specimen.plan.previous)
    for section in specimen.plan.sections:
        for row, statement in enumerate(section.statements, layout.FIRST_ROW):
            answer = specimen.answers.of(statement.ref)
            cells = book.sheets[section.sheet].cells
            for key in ("rating", "evidence", "action", "priority", "owner"):
                found = cells[row, layout.position(columns, key)].value or ""
                assert found == getattr(answer, key)
            assert cells[row, 1].value == statement.ref
            text = cells[row, layout.position(columns, "statement")].value
            assert text == layout.statement_text(statement)


@every
def test_every_due_date_is_asked_for_as_a_date_and_shown_as_one_or_as_it_was_typed(specimen):
    book = read(specimen)
    columns = layout.section_columns(specimen.plan.framework, specimen.plan.previous)
    column = layout.position(columns, "due")
    for section in specimen.plan.sections:
        sheet = book.sheets[section.sheet]
        for row, statement in enumerate(section.statements, layout.FIRST_ROW):
            rules = [rule.get("type") for rule in sheet.validations
                     if within((row, column), rule.get("sqref"))]  # fmt: skip
            assert rules == ["date"]
            due, cell = specimen.answers.of(statement.ref).due, sheet.cells[row, column]
            typed = isinstance(due, str) and due
            assert book.shows(cell) == ("@" if typed else "d mmm yyyy")
            assert cell.value == (due if typed else serial(due) if due else None)


@every
def test_cells_for_words_are_text_so_that_nothing_typed_becomes_a_formula(specimen):
    book = read(specimen)
    columns = layout.section_columns(specimen.plan.framework, specimen.plan.previous)
    for section in specimen.plan.sections:
        cells = book.sheets[section.sheet].cells
        for row in range(layout.FIRST_ROW, layout.FIRST_ROW + len(section.statements)):
            for key in ("rating", "evidence", "action", "priority", "owner"):
                assert book.shows(cells[row, layout.position(columns, key)]) == "@"


def test_the_filled_specimens_hold_what_makes_them_worth_looking_at():
    answers = Specimen("send-rag-audit", "filled").answers.statements.values()
    assert max(len(a.evidence) for a in answers) in range(700, 801)
    assert {"red/amber", "n/a", " Red "} & {a.rating for a in answers}
    assert any(a.rating == NOT_APPLICABLE and not a.evidence for a in answers)
    assert any(isinstance(a.due, str) and a.due for a in answers)
    assert any(not isinstance(a.due, str) for a in answers)
    assert any(a.evidence.startswith("-") for a in answers)
    assert framework("levels-5").scale_of(Kind.PRACTICE).levels[-1].label == "Exceptional"
