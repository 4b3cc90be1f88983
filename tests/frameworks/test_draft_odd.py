"""Rarer layouts of Word documents: every statement in its place, every other word told."""

from __future__ import annotations

import pytest

from sendsheets import problems as catalogue
from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted

from .accounting import known, lost, word_file_words
from .odd_documents import ODD


def draft(name: str) -> Draft:
    made = drafted(ODD[name].make(), f"{name}.docx")
    assert isinstance(made, Draft), made
    assert made.data
    return made


@pytest.mark.parametrize("name", ODD)
def test_its_statements_and_levels_are_found_in_order(name):
    made, odd = draft(name), ODD[name]
    assert made.data
    sections = made.data["sections"]
    assert [s["text"] for each in sections for s in each["statements"]] == odd.statements
    assert [level["label"] for level in made.data["scales"][0]["levels"]] == odd.levels
    assert made.faults == ()


@pytest.mark.parametrize("name", ODD)
def test_no_word_is_lost_and_what_stands_beside_is_told(name):
    made = draft(name)
    assert word_file_words(ODD[name].make()) - known(made) <= {"choose", "an", "item"}
    assert lost(made) == []
    told = " ".join(catalogue.found(problem) for problem in made.problems)
    assert [text for text in ODD[name].told if text not in told] == []


@pytest.mark.parametrize(("name", "titles"), [
    ("framed", ["Light", "Water"]), ("headings again", ["Play", "Rest"]),
    ("numbers by Word", ["Bikes", "Buses"]), ("cards", ["Cards"]), ("side by side", ["Trees"]),
])  # fmt: skip
def test_its_sections_are_found(name, titles):
    made = draft(name)
    assert made.data
    assert [section["title"] for section in made.data["sections"]] == titles


def test_sums_and_further_comments_are_accounted_for():
    became = {account.text: account.became for account in draft("sums").accounts}
    assert "counts by itself" in became["Total score"]
    assert became["Comments:"] == "the closing box for comments"
