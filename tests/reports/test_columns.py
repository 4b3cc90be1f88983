"""Every column of the tidy files is explained."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from sendsheets.frameworks.load import load_all
from sendsheets.intake.sources import gather
from sendsheets.model import Enquiry, Listed, Register
from sendsheets.reports.authority import tidy_tables
from sendsheets.reports.columns import MEANINGS, SPECIAL, columns, meaning
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.season import season
from tests.reports.test_reviewed import TWO
from tests.reports.test_reviewed import batch as reviews
from tests.reviews import PULSE

SAMPLES = Path(__file__).parents[2] / "samples" / "returns"
FRAMEWORKS = load_all()
AUDITS = ("send-rag-audit", "senco-cpd-audit")


@cache
def tables_of(audit):
    batch = gather_batch(gather([SAMPLES / audit])[0], FRAMEWORKS)
    schools = {r.school.name: Listed(r.school.name, r.school.urn) for r in batch.returns}
    held = season(Register("", tuple(schools.values())), batch, audit)
    return tidy_tables(FRAMEWORKS[audit], batch, date(2026, 12, 1), held)


@pytest.mark.parametrize("audit", AUDITS)
def test_no_column_is_without_its_meaning(audit):
    unexplained = [(table, name) for table, frame in tables_of(audit).items() for name in frame
                   if not meaning(table, name)]  # fmt: skip
    assert unexplained == []


def test_no_meaning_is_left_over():
    every = [(table, frame) for audit in AUDITS for table, frame in tables_of(audit).items()]
    line = dataclasses.replace(TWO[0], enquiries=(Enquiry("What helps?"),))
    every += tidy_tables(PULSE, reviews(line, TWO[1]), date(2026, 12, 1)).items()
    used = {name for _, frame in every for name in frame}
    assert MEANINGS.keys() - used == set()
    pairs = {(table, name) for table, frame in every for name in frame}
    assert SPECIAL.keys() - pairs == set()


def test_the_table_names_each_column_with_its_type():
    frame = pd.DataFrame({"ref": pd.Series(["1a"], dtype="str"), "rated": [3], "statutory": [True],
                          "level_red": pd.array([1], dtype="Int64")})  # fmt: skip
    made = columns({"statements": frame})
    assert made.values.tolist() == [
        ["statements", "ref", "text", MEANINGS["ref"]],
        ["statements", "rated", "whole number", "How many returns rated it."],
        ["statements", "statutory", "Yes or No", MEANINGS["statutory"]],
        ["statements", "level_red", "whole number",
         "How many gave the level “red”; empty on another scale."],
    ]  # fmt: skip
