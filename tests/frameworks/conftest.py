"""What every draft is held against is prepared once: the supplied frameworks and their words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from sendsheets.frameworks.draft import known


@pytest.fixture(scope="session", autouse=True)
def _known_once() -> Iterator[None]:
    """Nine tenths of the time of a small draft go there, and it is the same for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "load_all", cache(known.load_all))
        patch.setattr(known, "content", cache(known.content))
        yield
