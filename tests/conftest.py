"""Fixtures that several tests share."""

from __future__ import annotations

import pytest

from sendsheets.frameworks.load import load_all
from sendsheets.model import Framework


@pytest.fixture(scope="session")
def frameworks() -> dict[str, Framework]:
    """The five frameworks that come with sendsheets, by id."""
    return load_all()
