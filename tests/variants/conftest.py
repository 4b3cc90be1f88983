"""One guarded process reads what is not ordinary, for all variants of a module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from sendsheets.intake.guard import Guard
from sendsheets.returns import batch


@pytest.fixture(scope="module", autouse=True)
def _one_guard() -> Iterator[None]:
    """Each variant is a batch of its own, and each batch would start a process anew.

    Within one batch it goes from file to file like this.
    """
    with Guard() as guard, pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "Guard", lambda: nullcontext(guard))
        yield
