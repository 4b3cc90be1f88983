"""How much room a text needs: widths, lines, heights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendsheets import theme
from sendsheets.drawing import fit

TEXTS = st.text("abcdef Wi.,’-\n", max_size=300)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 40, 1),
        ("Short", 40, 1),
        ("One\ntwo\n\nfour", 40, 4),
        ("Senior leaders understand what the SEND Code of Practice requires of them.", 40, 2),
        ("The SENCO works closely with the headteacher and the other senior leaders to develop "
         "how the whole school responds to SEND.", 40, 3),
        ("i" * 100, 40, 2),
        ("W" * 100, 40, 5),
        ("Not applicable", 14.5, 1),
        ("Could support others", 14.5, 2),
    ],
)  # fmt: skip
def test_lines_of_known_texts(text, width, lines):
    assert fit.lines(text, width, 12) == lines


def test_a_column_of_arial_twelve_has_nine_pixels_a_unit_and_seven_of_padding():
    assert [fit.column_pixels(width) for width in (0, 1, 14.5, 40)] == [7, 16, 138, 367]


def test_text_is_measured_with_arials_widths():
    assert fit.text_pixels("i" * 1000, 12) == pytest.approx(222 * 16)
    assert fit.text_pixels("W", 12, bold=True) == pytest.approx(0.944 * 16 * 1.1)
    assert fit.text_pixels("ab", 24) == pytest.approx(2 * fit.text_pixels("ab", 12))


@given(TEXTS, st.floats(10, 80))
def test_a_narrower_column_never_needs_fewer_lines(text, width):
    assert fit.lines(text, width - 4, 12) >= fit.lines(text, width, 12)


@given(TEXTS, st.text("abc ", min_size=1, max_size=40))
def test_more_text_never_needs_less_height(text, more):
    assert fit.height(text + more, 30) >= fit.height(text, 30)


@given(TEXTS)
def test_bold_indent_and_size_never_need_less(text):
    plain = fit.height(text, 30)
    assert fit.height(text, 30, bold=True) >= plain
    assert fit.height(text, 30, indent=1) >= plain
    assert fit.height(text, 30, size=14) > plain


@given(st.floats(0, 1000), st.floats(0, 100))
def test_a_rows_height_covers_its_text_up_to_what_excel_shows(needed, least):
    height = fit.row_height(needed, least)
    assert height == theme.ROW_MOST or height >= max(needed, least)
    assert height <= theme.ROW_MOST <= 409
    assert height % 0.75 == 0 or height == theme.ROW_MOST


def test_eight_hundred_characters_of_evidence_are_shown_whole():
    words = "The school draws on outside agencies to help it identify what pupils need in class. "
    text = (words * 10)[:800]
    assert fit.height(text, 30, indent=1) <= theme.ROW_MOST


def test_a_text_is_cut_at_a_word():
    assert fit.cut("Short enough", 20) == "Short enough"
    assert fit.cut("Staff know how a move affects pupils", 20) == "Staff know how a…"
    assert fit.cut("Leaders, governors and others", 12) == "Leaders…"


@pytest.mark.parametrize("character", ["a", "é", "😀"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(character):
    long = character * 40_000
    kept = fit.one_cell(long)

    assert len(kept.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert kept.endswith(fit.CUT_HERE)
    assert fit.one_cell(kept) == kept


def test_a_text_that_just_fits_a_cell_is_whole():
    assert fit.one_cell("a" * 32_767) == "a" * 32_767
