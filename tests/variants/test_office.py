"""What LibreOffice saved and what was edited in it, one test each, from one run of it."""

from __future__ import annotations

import pytest
from workbooks import FRAMEWORKS, completed, said

from sendsheets.returns.read import read_return

from . import office
from .base import Variant, filled
from .judge import run

WHY_NOT = office.lacking()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "it is there")

VARIANTS = list(office.variants())


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.id)
def test_no_answer_is_lost_or_misread(variant: Variant, tmp_path):
    verdict = run(variant, tmp_path)

    assert verdict.sound, f"\n{verdict}"


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize("name", ["filled", *office.OTHERS])
def test_what_was_only_saved_again_reads_without_a_word(name: str, ending: str):
    data = filled() if name == "filled" else completed(name)
    ours = read_return("oak.xlsx", data, FRAMEWORKS)
    theirs = read_return(f"oak.{ending}", office.saved()[f"saved {name}.{ending}"], FRAMEWORKS)

    assert said(theirs) == said(ours)
    assert theirs.problems == ()
    assert theirs.result.school == ours.result.school


def test_each_has_a_name_of_its_own():
    names = [variant.id for variant in VARIANTS]

    assert len(set(names)) == len(names)
