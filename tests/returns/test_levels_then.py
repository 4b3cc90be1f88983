"""Levels that were others last time: mapped by the framework's own table, else compared with
nothing and told; never by a label that happens to be the same."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from sendsheets import carried
from sendsheets.analysis.progress import Pair, changes
from sendsheets.cli import cli
from sendsheets.frameworks.diff import crosswalk
from sendsheets.frameworks.load import read
from sendsheets.intake.sources import Source
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.returns.as_was import as_it_was
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.carry import carry
from sendsheets.returns.past import gather_past
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook
from tests.two_versions import FIRST

RAG = FIRST[FIRST.index('[[scales]]\nid = "rag"'):FIRST.index('[[scales]]\nid = "hinders"')]

FOUR = '''[[scales]]
id = "rag"
levels = [
  { key = "red", label = "Red", code = "R", meaning = "Not yet." },
  { key = "begun", label = "Begun", code = "B", meaning = "A start is made." },
  { key = "amber", label = "Amber", code = "A", meaning = "Mostly." },
  { key = "gold", label = "Gold", code = "G", meaning = "In place." },
]

'''
"""Amber was the middle of three, and is now the third of four; nothing is called Green."""

TABLE = '''
[[level_changes]]
after = "1.0"
scale = "rag"
label = "Amber"
to = "begun"

[[level_changes]]
after = "1.0"
scale = "rag"
label = "Green"
'''
"""What was Amber is Begun now, and what was Green is nothing that there is now."""

GIVEN = {"1a": Answer("Red", evidence="Minutes"), "1b": Answer("Amber", action="Train"),
         "1d": Answer("Green"), "1c": Answer("A lot")}  # fmt: skip


def audits(tmp_path, levels=FOUR, table=""):
    made = []
    later = FIRST.replace('version = "1.0"', 'version = "2.0"').replace(RAG, levels)
    later = later.replace("\n[[sections]]", f"{table}\n[[sections]]", 1)
    for name, text in (("first", FIRST), ("second", later)):
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        framework, problems = read(path)
        assert framework, problems
        made.append(framework)
    return made


def filled(framework, answers, version="1.0"):
    details = {"school_name": "Oak", "urn": "123456", "completed_by": "A", "role": "SENCO",
               "completed_on": date(2026, 11, 12)}  # fmt: skip
    return school_workbook(Plan(framework, Asked()), Answers(details, answers),
                           made_on=date(2026, 9, 1))  # fmt: skip


def then_and_now(first, second, now=None):
    """The pair of returns, and what is carried over."""
    data = filled(first, GIVEN)
    was = as_it_was([data], second, "1.0")
    before = read_return("oak.xlsx", data, {was.id: was}).result
    later = filled(second, now or {ref: Answer("Amber") for ref in ("1a", "1b", "1d")})
    after = read_return("oak.xlsx", later, {second.id: second}).result
    walk = crosswalk(was, second)
    return Pair(before, after, was, second, walk), *carry(before, was, second, walk)


def became(pair):
    rows = changes([pair])
    return dict(zip(rows["ref"], rows["change"], strict=True))


def test_without_a_table_nothing_is_compared_and_it_is_told_once(tmp_path):
    pair, _, problems = then_and_now(*audits(tmp_path))
    assert [became(pair)[ref] for ref in ("1a", "1b", "1d")] == ["not comparable"] * 3
    (told,) = [p for p in problems if p.code == "previous-levels"]
    assert told.facts["found"] == "Red, Amber, Green"
    assert told.facts["now"] == "Red, Begun, Amber, Gold"


def test_but_everything_that_was_said_is_still_shown_as_it_was_called(tmp_path):
    pair, last, _ = then_and_now(*audits(tmp_path))
    assert {r.ref: r.main.state for r in pair.before.responses if r.ref in GIVEN} == dict.fromkeys(
        GIVEN, "rated"), "each level is read as one of then"  # fmt: skip
    assert last.beside["1b"] == carried.LEVELS
    rows = {row.ref: row for row in last.rows}
    assert (rows["1b"].rating, rows["1b"].level) == ("Amber", "")
    assert rows["1b"].change == "Other levels then: not compared"
    assert rows["1a"].evidence == "Minutes"
    assert [(a.ref, a.action) for a in last.actions] == [("1b", "Train")]


def test_other_scales_are_not_touched(tmp_path):
    pair, last, _ = then_and_now(*audits(tmp_path), now={"1c": Answer("A little")})
    assert became(pair)["1c"] == "rose"
    assert last.beside["1c"] == "Was A lot"


def test_by_the_table_each_level_is_what_it_says(tmp_path):
    pair, last, problems = then_and_now(*audits(tmp_path, table=TABLE))
    assert {ref: became(pair)[ref] for ref in ("1a", "1b", "1d")} == {
        "1a": "rose",            # Red is still Red
        "1b": "rose",            # Amber then is Begun now, and Amber now is above it
        "1d": "not comparable",  # Green is nothing that there is now
    }
    assert not [p for p in problems if p.code == "previous-levels"]
    assert last.beside["1b"] == "Was Begun (then Amber)"
    assert last.beside["1d"] == carried.LEVELS


def test_what_is_written_so_is_read_back_and_is_no_answer(tmp_path):
    second = audits(tmp_path, table=TABLE)[1]
    _, last, _ = then_and_now(*audits(tmp_path, table=TABLE))
    data = school_workbook(Plan(second, Asked(), previous=True), made_on=date(2027, 9, 1),
                           last=last)  # fmt: skip
    reading = read_return("next.xlsx", data, {second.id: second})
    assert {p.code for p in reading.problems} == {"nobody-answered"} or not [
        p for p in reading.problems if p.code.startswith("last-time")]
    assert reading.result.before.levels == {"1a": "red", "1b": "begun", "1c": "lot"}


def test_a_level_that_only_got_another_name_needs_no_table_where_its_spellings_say_so(tmp_path):
    renamed = RAG.replace('label = "Amber"', 'label = "Mostly", spellings = ["Amber"]').replace(
        'code = "A"', 'code = "M"')
    pair, _, problems = then_and_now(*audits(tmp_path, renamed),
                                     now={"1b": Answer("Mostly"), "1a": Answer("Green")})
    assert became(pair)["1b"] == "stayed"
    assert became(pair)["1a"] == "rose"
    assert not [p for p in problems if p.code == "previous-levels"]


def test_a_reviewer_s_big_change_is_never_between_two_scales(tmp_path):
    first, second = audits(tmp_path, table=TABLE)
    path = tmp_path / "oak.xlsx"
    path.write_bytes(filled(first, GIVEN))
    source = Source("oak.xlsx", path, path.read_bytes)
    past = gather_past([source], {second.id: second},
                       lambda sources, known: gather_batch(sources, known, workers=1))
    (result,) = past.batch.returns
    kept = {r.ref: r.main.level for r in past.as_now(result).responses if r.main.level}
    assert kept == {"1a": "red", "1b": "begun", "1c": "lot"}


@pytest.mark.parametrize(("table", "words", "status"), [
    ("", "Then the levels were: Red, Amber, Green. Now they are: Red, Begun, Amber, Gold.", 1),
    (TABLE, "2 practice ratings given both times: 2 rose", 0),
])  # fmt: skip
def test_compare_says_which_comparisons_that_breaks(tmp_path, table, words, status):
    first, second = audits(tmp_path, table=table)
    for folder, data in (("before", filled(first, GIVEN)),
                         ("after", filled(second, {r: Answer("Amber") for r in GIVEN}))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "oak.xlsx").write_bytes(data)
    done = CliRunner().invoke(cli, [
        "compare", str(tmp_path / "before" / "oak.xlsx"), str(tmp_path / "after" / "oak.xlsx"),
        "--framework", str(tmp_path / "second.toml"), "-o", str(tmp_path / "out")])  # fmt: skip
    assert words in done.output
    assert isinstance(done.exception, SystemExit) or done.exception is None, done.output
    assert status or "the levels were" not in done.output
    with (tmp_path / "out" / "compare-small-audit-csv" / "framework_changes.csv").open(
            encoding="utf-8-sig") as file:  # fmt: skip
        rows = {row["how"]: row for row in csv.DictReader(file)}
    assert rows["levels"]["comparable"] == ("Yes" if table else "No")
    assert (tmp_path / "out" / "compare-small-audit.xlsx").exists()


@pytest.mark.parametrize(("table", "path"), [
    (TABLE.replace('scale = "rag"', 'scale = "none"', 1), "level_changes.1.scale"),
    (TABLE.replace('to = "begun"', 'to = "none"'), "level_changes.1.to"),
    (TABLE.replace('after = "1.0"', 'after = "2.0"', 1), "level_changes.1.after"),
    (TABLE.replace('label = "Green"', 'label = "amber"'), "level_changes.2"),
])  # fmt: skip
def test_a_table_that_does_not_fit_is_a_fault(tmp_path, table, path):
    text = FIRST.replace('version = "1.0"', 'version = "2.0"').replace(RAG, FOUR)
    file = tmp_path / "second.toml"
    file.write_text(text.replace("\n[[sections]]", f"{table}\n[[sections]]", 1), encoding="utf-8")
    framework, problems = read(file)
    assert framework is None
    assert path in {p.facts.get("path") for p in problems}


def test_a_framework_of_the_same_levels_is_the_very_same(tmp_path):
    first, second = audits(tmp_path, RAG)
    was = as_it_was([filled(first, GIVEN)], second, "1.0")
    assert [replace(k, ratings=()) for k in was.kinds] == [
        replace(k, ratings=()) for k in second.kinds]
    assert was.kinds == second.kinds
