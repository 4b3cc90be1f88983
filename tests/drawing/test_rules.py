"""Dropdowns and colours say what their scales say."""

from __future__ import annotations

import io

import openpyxl
import pytest
from workbook.specimens import LEVEL_COUNTS, MADE_ON, framework

from sendsheets import theme
from sendsheets.drawing import rules
from sendsheets.drawing.book import Book
from sendsheets.model import Kind

CPD = framework("senco-cpd-audit")
RAG = framework("send-rag-audit").scale_of(Kind.PRACTICE)
NEED = CPD.kind_words(Kind.PRACTICE).ratings[1].scale
CHALLENGE = CPD.scale_of(Kind.CHALLENGE)


def colour_rules(draw):
    """Formula, fill and text colour of each rule, in order."""
    book = Book("T", "S", MADE_ON)
    draw(book.page("One", theme.TAB_DATA, (10, 10)))
    sheet = openpyxl.load_workbook(io.BytesIO(book.finish())).worksheets[0]
    found = []
    for ranges in sheet.conditional_formatting:
        for rule in ranges.rules:
            fill = rule.dxf.fill.bgColor.rgb[-6:] if rule.dxf.fill else ""
            found.append((str(ranges.sqref), rule.formula[0], fill, rule.dxf.font.color.rgb[-6:]))
    return found


def test_a_dropdown_is_the_scale_in_order_then_not_applicable():
    assert rules.choices(RAG) == ["Red", "Amber", "Green", "Not applicable"]
    assert rules.choices(NEED) == ["None", "Low", "Medium", "High"]


def test_a_rating_is_coloured_by_its_label_or_its_code():
    found = colour_rules(lambda page: rules.colour_ratings(page, 2, 5, 9, RAG))
    assert found[0] == ("B5:B9", 'OR(TRIM($B5)="Red",TRIM($B5)="R")', "A3262A", "FFFFFF")
    assert [f[2] for f in found] == ["A3262A", "EFA52A", "B7E0CF", ""]
    assert all(f'"{code}"' in f[1] for f, code in zip(found, ("R", "A", "G", "NA"), strict=True))


def test_what_is_not_on_the_list_is_marked_to_check():
    *_, (_, formula, fill, text) = colour_rules(
        lambda page: rules.colour_ratings(page, 2, 5, 9, RAG, check=True))
    assert formula.startswith("AND(LEN(TRIM($B5))>0,")
    for spelling in ("Red", "R", "Amber", "A", "Green", "G", "Not applicable", "N/A", "NA"):
        assert f'TRIM($B5)<>"{spelling}"' in formula
    assert (fill, text) == ("", theme.CHECK[1:])


@pytest.mark.parametrize("scale", [CHALLENGE, NEED], ids=["challenge", "need"])
def test_a_scale_that_runs_down_has_its_darkest_colour_last(scale):
    found = colour_rules(lambda page: rules.colour_ratings(page, 1, 5, 9, scale))
    fills = [f[2] for f in found][: len(scale.levels)]
    assert fills == [s.fill[1:] for s in theme.palette(len(scale.levels))][::-1]


@pytest.mark.parametrize("levels", LEVEL_COUNTS)
def test_every_number_of_levels_has_its_palette(levels):
    scale = framework(f"levels-{levels}").scale_of(Kind.PRACTICE)
    found = colour_rules(lambda page: rules.colour_ratings(page, 1, 5, 9, scale))
    assert [(f[2], f[3]) for f in found][:levels] == [
        (s.fill[1:], s.text[1:]) for s in theme.palette(levels)]  # fmt: skip


def test_mixed_scales_leave_a_text_plain_that_means_two_things():
    scales = [words.ratings[0].scale for words in CPD.kinds]
    formulas = [f[1] for f in colour_rules(
        lambda page: rules.colour_mixed_ratings(page, 1, 5, 9, scales))]  # fmt: skip
    whole = " ".join(formulas)
    assert '="confident"' in whole
    assert '="partly"' in whole
    # N is the lowest of four scales but the best of the challenges.
    assert '="n"' not in whole
    assert any('"Not applicable"' in f for f in formulas)


def test_a_text_in_a_formula_has_its_quotation_marks_doubled():
    assert rules.text('So "so"') == '"So ""so"""'
    assert rules.is_one_of("A1", ["x"]) == 'A1="x"'
    assert rules.is_one_of("A1", ["x", "y"]) == 'OR(A1="x",A1="y")'
