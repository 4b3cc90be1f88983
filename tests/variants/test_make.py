"""The suite as a whole."""

from __future__ import annotations

from pathlib import Path

from .make import FAMILIES, every


def test_there_are_enough_and_each_has_a_name_of_its_own():
    names = [variant.id for variant in every()]

    assert len(set(names)) == len(names)
    assert len(names) >= 180


def test_every_family_is_in_some_test():
    here = Path(__file__).parent
    tests = "".join(path.read_text(encoding="utf-8") for path in here.glob("test_*.py"))

    assert all(family.__name__.rpartition(".")[2] in tests for family in FAMILIES)
