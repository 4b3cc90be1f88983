"""What LibreOffice saved and what was edited in it, one test each, from one run of it."""

from __future__ import annotations

import pytest

from . import office
from .base import Variant
from .judge import run

WHY_NOT = office.lacking()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "it is there")

VARIANTS = list(office.variants())


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.id)
def test_no_answer_is_lost_or_misread(variant: Variant, tmp_path):
    verdict = run(variant, tmp_path)

    assert verdict.sound, f"\n{verdict}"


def test_each_has_a_name_of_its_own():
    names = [variant.id for variant in VARIANTS]

    assert len(set(names)) == len(names)
