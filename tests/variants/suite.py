"""The one test that every variant runs through; the test modules name families."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from .base import Variant
from .judge import SLOW, run


def each_of(*families: ModuleType) -> Callable[[Variant, Path], None]:
    """A test with one id for each variant of some families (``-k rows``)."""
    variants = [variant for family in families for variant in family.variants()]

    @pytest.mark.parametrize("variant", variants, ids=lambda variant: variant.id)
    def test(variant: Variant, tmp_path: Path) -> None:
        verdict = run(variant, tmp_path)

        assert verdict.sound, f"\n{verdict}"
        # The bound itself is the guard's; this only sees that nothing runs away.
        assert verdict.seconds < 3 * SLOW

    return test
