"""Fixtures that several tests share."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tomllib
from collections.abc import Generator
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

import pytest
from xlsxwriter.worksheet import Worksheet

from sendsheets.frameworks.load import load_all
from sendsheets.model import Framework

# The tests start many a process, and each would compile all of sendsheets anew for itself.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session")
def frameworks() -> dict[str, Framework]:
    """The five frameworks that come with sendsheets, by id."""
    return load_all()


LONG = (
    "tests/variants/test_office.py", "tests/test_text_out.py", "tests/workbook/test_office.py",
    "tests/test_season.py", "tests/reports/test_authority.py", "tests/cli/test_consolidate.py",
    "tests/returns/test_typed_elsewhere.py", "tests/reports/test_picture.py",
    "tests/test_typed.py", "tests/intake/test_hostile.py", "tests/cli/test_drafting.py",
    "tests/returns/test_batch.py", "tests/reports/test_house_rules.py",
)  # fmt: skip
"""Files that take longest, however few their tests: none is left to one worker at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest (each worker is given whole files, in order)."""
    place = {name: n for n, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(LONG)))


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One worker more than there are cores: each waits now and then, as for LibreOffice."""
    cores = yield
    return cores if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else cores + 1


def pytest_collection_finish() -> None:
    """Leave what was collected to itself: the tests make much, and Python would look through it.

    Nor need it look again after every seven hundred things made: a workbook is of ten thousands.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _prepared_once() -> None:
    """Have xlsxwriter prepare each formula once in a run: half the time of a drawing goes there.

    It looks for some thirty functions in every formula it is given, one after the other, and the
    tests draw the same formulas again and again. What it makes of them is its own, kept by text.
    """
    prepare = getattr(Worksheet, "_prepare_formula", None)
    if prepare is None:  # another xlsxwriter: slower, and as right
        return

    @cache
    def made(formula: str, expand: bool, future: bool) -> str:
        return prepare(SimpleNamespace(use_future_functions=future), formula, expand)

    def prepared(self: Any, formula: str, expand_future_functions: bool = False) -> str:
        return made(formula, expand_future_functions, self.use_future_functions)

    Worksheet._prepare_formula = prepared


_prepared_once()


def _parsed_once() -> None:
    """Have each text of TOML parsed once: every command begins with reading all frameworks."""
    loads = tomllib.loads

    @lru_cache(maxsize=64)
    def packed(text: str) -> bytes:
        return pickle.dumps(loads(text))

    def loaded(text: str, /, *, parse_float: Any = float) -> Any:
        """What a text holds; each time a copy of its own, which whoever asked may change."""
        same = parse_float is float and isinstance(text, str)
        return pickle.loads(packed(text)) if same else loads(text, parse_float=parse_float)

    tomllib.loads = loaded


_parsed_once()
