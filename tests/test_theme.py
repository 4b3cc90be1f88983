"""Every text can be read on its ground, and every level told from every other."""

from __future__ import annotations

from itertools import combinations

import pytest
from colours import SIGHT, ciede2000, contrast, lab

from sendsheets import theme

TEXT_ON_GROUND = [
    (theme.INK, theme.WHITE), (theme.INK, theme.PALE),
    (theme.GREY_TEXT, theme.WHITE), (theme.GREY_TEXT, theme.PALE),
    (theme.NAVY, theme.WHITE), (theme.NAVY, theme.PALE), (theme.NAVY, theme.BAND),
    (theme.WHITE, theme.NAVY), (theme.LINK, theme.WHITE), (theme.LINK, theme.PALE),
    (theme.ZERO_GREY, theme.WHITE), (theme.CHECK, theme.WHITE),
    (theme.INK, theme.BAR_STRONG), (theme.INK, theme.BAR_SOFT),
    (theme.INK, theme.NOT_APPLICABLE_FILL),
]  # fmt: skip
PALETTES = [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_measure_of_difference_gives_the_published_values_of_sharma(one, other, published):
    assert ciede2000(one, other) == pytest.approx(published, abs=5e-5)


def test_contrast_runs_from_one_to_twenty_one():
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_has_a_contrast_of_four_and_a_half_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("levels", PALETTES)
def test_a_levels_word_can_be_read_on_its_fill(levels):
    shades = theme.palette(levels)
    assert len(shades) == levels
    assert min(contrast(shade.text, shade.fill) for shade in shades) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("levels", PALETTES)
def test_no_two_levels_look_alike_whatever_ones_sight(levels, sight):
    seen = [lab(shade.fill, sight) for shade in theme.palette(levels)]
    assert min(ciede2000(*pair) for pair in combinations(seen, 2)) >= 20


def test_the_box_round_an_answer_and_the_chart_segments_borders_can_be_seen():
    assert contrast(theme.INPUT_BORDER, theme.WHITE) >= 3
    for levels in PALETTES:
        light = [s.fill for s in theme.palette(levels) if s.text == theme.INK]
        bright = [fill for fill in light if contrast(fill, theme.SEGMENT_BORDER) >= 3]
        # The orange of five levels is the one that its border stands out from less.
        assert set(light) - set(bright) <= {"#D4692A"}


def test_the_worst_level_is_the_darkest_so_that_a_grey_print_still_points_to_it():
    for levels in PALETTES:
        lightness = [lab(shade.fill)[0] for shade in theme.palette(levels)]
        assert lightness[0] == min(lightness)
