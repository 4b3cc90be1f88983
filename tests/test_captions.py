"""What stands on the sheets that nobody types on is known, to the last word."""

from __future__ import annotations

import io
import warnings
from datetime import date

import openpyxl
import pytest
from workbooks import FRAMEWORKS

from sendsheets import layout
from sendsheets.captions import captions
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.workbook.write import school_workbook


def written(plan):
    """Every text of a blank workbook that no formula makes, by sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(school_workbook(plan, made_on=date(2026, 9, 1))))
    return {
        sheet.title: {cell.value for row in sheet.iter_rows() for cell in row
                      if isinstance(cell.value, str) and cell.data_type != "f"}
        for sheet in book
    }  # fmt: skip


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("sections", [None, (1,), (2, 3)])
def test_every_text_of_a_blank_workbook_is_a_caption(framework, sections):
    plan = Plan(FRAMEWORKS[framework], Asked(sections))
    found, known = written(plan), captions(plan)
    typed_on = {layout.COVER, *(section.sheet for section in plan.sections)}

    assert found.keys() - typed_on <= known.keys()
    for name in found.keys() - typed_on:
        assert found[name]
        assert found[name] <= known[name].texts | known[name].headings, name


def test_the_name_of_a_rating_is_no_more_than_a_heading_where_ratings_are_shown_or_counted():
    plan = Plan(FRAMEWORKS["send-rag-audit"], Asked())

    for name in (layout.SUMMARY, layout.STRENGTHS, layout.ACTION_PLAN, layout.ALL_STATEMENTS):
        assert not {"Red", "Amber", "Green", "Not applicable"} & captions(plan)[name].texts
