"""Files made to do harm: each is read right or refused, within its time, and harms nothing.

Here the guarded process has one second, so that the tests are quick; ``benchmarks/hostile.py``
gives it all its time and tells what each file costs.
"""

from __future__ import annotations

import time

import pytest
from hostile import ANY, HOSTILE, READ
from workbooks import FRAMEWORKS, codes, completed, said

from sendsheets.intake.guard import Guard
from sendsheets.returns.guarded import read_ordinary, read_safely
from sendsheets.returns.read import read_return

SLOW_TO_MAKE = {name for name in HOSTILE if name.startswith(("300 MB", "45 MB", "100 MB"))} | {
    "a million names", "a size that lies"}  # fmt: skip


@pytest.fixture(scope="module")
def guard():
    """A guard that gives each file a second."""
    class Hurried(Guard):
        def run(self, *args, **settings):
            return super().run(*args, **{**settings, "seconds": 1})

    with Hurried() as guard:
        yield guard


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in SLOW_TO_MAKE])
def test_a_hostile_file_is_read_right_or_refused_in_time(name, guard):
    make, outcome = HOSTILE[name]
    data = make()

    began = time.process_time()
    reading = read_safely("x.xlsx", data, FRAMEWORKS, guard)

    assert time.process_time() - began < 5
    if "file-costly" in codes(reading):
        assert read_ordinary("x.xlsx", data, FRAMEWORKS) is None
    elif outcome == READ:
        assert said(reading) == said(read_return("x.xlsx", completed(), FRAMEWORKS))
    elif outcome != ANY:
        assert reading.result is None
        assert outcome in codes(reading)


def test_an_ordinary_return_is_read_here():
    for framework in FRAMEWORKS:
        reading = read_ordinary("x.xlsx", completed(framework), FRAMEWORKS)
        assert reading
        assert reading.result
