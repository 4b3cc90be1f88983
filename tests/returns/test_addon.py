"""Workbooks made from an add-on come back as its returns, beside those of its base."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sendsheets import layout
from sendsheets.frameworks.load import load, load_all
from sendsheets.layout import Plan
from sendsheets.model import Asked, Framework, State
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook
from tests.frameworks.addons import laid
from tests.workbooks import OAK, edited, plain, rated, said

DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Framework]:
    folder: Path = tmp_path_factory.mktemp("addon")
    made, problems = load(str(laid(folder)))
    base, _ = load(str(folder / "small.toml"))
    assert problems == ()
    assert made
    assert base
    return {**load_all(), made.id: made, base.id: base}


@pytest.fixture(scope="module")
def filled(known: dict[str, Framework]) -> bytes:
    framework = known["small-audit-wessex"]
    return school_workbook(Plan(framework, Asked()), Answers(OAK, rated(framework)), made_on=DAY)


def test_every_answer_comes_back_with_both_versions(known, filled):
    reading = read_return("oak.xlsx", filled, known)
    assert reading.result
    assert (reading.result.framework, reading.result.version) == ("small-audit-wessex", "1.0.2.1")
    assert [r.ref for r in reading.result.responses] == ["1a", "1xa", "1xb", "2a", "60a"]
    assert {p.code for p in reading.problems} <= {"reason-missing"}
    wanted = rated(known["small-audit-wessex"])
    for response in reading.result.responses:
        level = known["small-audit-wessex"].statement(response.ref).main.scale.level(
            response.ratings["rating"].level)  # fmt: skip
        assert level.label == wanted[response.ref].rating


def test_what_the_base_calls_a_level_is_still_read(known):
    framework = known["small-audit-wessex"]
    data = plain(framework, {"1a": {"rating": "Yes"}, "1xa": {"rating": "Secure"}})
    answers = said(read_return("oak.xlsx", data, known))
    assert answers["1a"][0]["rating"] == answers["1xa"][0]["rating"] == (State.RATED, "yes")


def test_without_its_audit_row_it_is_known_by_its_statements(known, filled):
    def without(book) -> None:
        cover = book[layout.COVER]
        for row in cover.iter_rows():
            for cell in row:
                if cell.value and "[small-audit" in str(cell.value):
                    cell.value = None
        while book.custom_doc_props.names:
            del book.custom_doc_props[book.custom_doc_props.names[0]]

    reading = read_return("oak.xlsx", edited(filled, without), known)
    assert reading.result
    assert reading.result.framework == "small-audit-wessex"
    assert "audit-from-statements" in {p.code for p in reading.problems}
    base = known["small-audit"]
    made = school_workbook(Plan(base, Asked()), Answers(OAK, rated(base)), made_on=DAY)
    reading = read_return("oak.xlsx", edited(made, without), known)
    assert reading.result
    assert reading.result.framework == "small-audit"


def test_a_workbook_from_another_version_of_the_base_is_told(known, filled):
    def older(book) -> None:
        for row in book[layout.COVER].iter_rows():
            for cell in row:
                if "[small-audit" in str(cell.value):
                    cell.value = str(cell.value).replace("1.0.2.1", "0.9.2.1")

    reading = read_return("oak.xlsx", edited(filled, older), known)
    assert reading.result
    assert reading.result.version == "0.9.2.1"
    assert any(p.facts.get("version") == "1.0.2.1" for p in reading.problems)


def test_an_audit_row_says_both_versions_and_is_read_again(known):
    framework = known["small-audit-wessex"]
    text = layout.audit_text(framework, Asked((1, 60)))
    assert "version 1.0.2.1 [small-audit-wessex]" in text
    assert layout.read_audit_text(text) == ("small-audit-wessex", "1.0.2.1", Asked((1, 60)))
