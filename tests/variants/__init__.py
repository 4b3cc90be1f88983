"""Workbooks damaged, altered and hostile, each with what must come out of it."""

from __future__ import annotations

import sys
from pathlib import Path

# ``python -m tests.variants.report`` finds the tests' shared modules as pytest does.
_TESTS = str(Path(__file__).parents[1])
if _TESTS not in sys.path:
    sys.path.insert(0, _TESTS)
