"""The full circle: send, fill, review, moderate, carry into a new version, fill, compare."""

from __future__ import annotations

import csv
import io
import warnings
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from sendsheets.cli import cli
from sendsheets.frameworks.load import read
from sendsheets.layout import FIRST_ROW, HEADER_ROW
from sendsheets.returns.read import read_return
from tests.libreoffice import converted, needs_libreoffice
from tests.reviews import filled as visited
from tests.two_versions import written
from tests.workbooks import edited

FIRST_TIME = {
    "1a": ("Red", "Evidence of 1a", "Action of 1a"), "1b": ("Amber", "Evidence of 1b", ""),
    "1c": ("A lot", "Evidence of 1c", ""), "1d": ("Green", "Evidence of 1d", "Action of 1d"),
    "2a": ("Amber", "=SUM(1,2) as typed", "Action of 2a"),
    "2b": ("Green", "Evidence of 2b", "Action of 2b"), "2c": ("Not applicable", "No visits", ""),
    "2d": ("Red", "Evidence of 2d", "Action of 2d"), "2e": ("Amber", "Evidence of 2e", ""),
    "2f": ("Red", "Evidence of 2f", ""), "2g": ("Green", "Evidence of 2g", "Action of 2g"),
}  # fmt: skip
"""What was typed last time: rating, evidence, action; each names the statement that it is of."""

SECOND_TIME = {
    "1a": "Amber", "1b": "Red", "1c": "A little", "1d": "Red", "1e": "Red", "2a": "Amber",
    "2b": "Red", "2c": "Green", "2h": "Amber", "2i": "Green", "2j": "Amber",
}  # fmt: skip

REVIEWED = {"1a": "Red", "1b": "Red", "2b": "Amber"}
"""What the reviewer rated on each visit: the first time once as the school, once a level lower
than its Amber and once than its Green."""

SHOWN = {
    "1a": "Was Red", "1b": "Was Amber", "1c": "Was A lot",
    "1d": "Changed: see the sheet Last time", "1e": "Was Green (as 2b)",
    "2a": "Reworded: was Amber", "2b": "New this time", "2c": "Was not applicable",
    "2h": "Split from 2d: was Red", "2i": "Split from 2d: was Red",
    "2j": "Joined: 2f was Red; 2g was Green", "2k": "New this time",
}  # fmt: skip


def run(*arguments):
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def cells_by_heading(sheet):
    return {cell.value: cell.column for cell in sheet[HEADER_ROW] if cell.value}


def filled(path: Path, cells: dict[str, dict[str, object]], on: date,
           so_far: dict[str, dict[str, object]] | None = None) -> bytes:  # fmt: skip
    """The workbook with answers typed into it, by ref and by action."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    for row in book["Cover"].iter_rows(min_row=FIRST_ROW, max_row=25):
        said = {"Completed by": "A. Patel", "Role of that person": "SENCO",
                "Date completed": datetime(on.year, on.month, on.day),
                "School name": "Oak Primary School"}.get(row[0].value)  # fmt: skip
        row[1].value = said or row[1].value
    for sheet in book:
        if not sheet.title[0].isdigit():
            continue
        columns = cells_by_heading(sheet)
        for row in range(FIRST_ROW, sheet.max_row + 1):
            for heading, value in cells.get(str(sheet.cell(row, 1).value), {}).items():
                cell = sheet.cell(row, columns[heading])
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    if so_far:
        sheet = book["Actions so far"]
        columns = cells_by_heading(sheet)
        for row in range(FIRST_ROW, sheet.max_row + 1):
            words = str(sheet.cell(row, columns["Action"]).value)
            for heading, value in so_far.get(words, {}).items():
                sheet.cell(row, columns[heading]).value = value
        row = next(r for r in range(FIRST_ROW, sheet.max_row + 1)
                   if not sheet.cell(r, columns["Action"]).value)  # fmt: skip
        sheet.cell(row, columns["Action"]).value = "Typed without an id"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def shown(data: bytes, sheet: str) -> list[dict[str, object]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    columns = cells_by_heading(found)
    return [{name: found.cell(row, column).value for name, column in columns.items()}
            for row in range(FIRST_ROW, found.max_row + 1)]  # fmt: skip


@pytest.fixture(scope="module")
def circle(tmp_path_factory):
    """Two years of one school, each saved by LibreOffice as a school would."""
    desk = tmp_path_factory.mktemp("desk")
    first, second = written(desk)
    run("generate", first, "--school", "Oak Primary School", "--urn", "123456", "-o", desk / "sent",
        "--as-at", "2026-09-01")  # fmt: skip
    (sent,) = (desk / "sent").glob("*.xlsx")
    typed = {ref: {"Rating": rating, "Evidence or comments": evidence, "Action": action}
             for ref, (rating, evidence, action) in FIRST_TIME.items()}  # fmt: skip
    typed["1a"] |= {"Priority": "High", "Owner": "SENCO", "Due date": datetime(2027, 2, 12)}
    before = filled(sent, typed, date(2026, 11, 12))
    before = converted({"oak.xlsx": before}, "xlsx", desk / "office-1")["oak.xlsx"]
    (desk / "before").mkdir()
    (desk / "before" / "oak.xlsx").write_bytes(before)
    reviewed = review(desk, "before", first, "2026-11-28")
    moderated = run("consolidate", desk / "before", "--framework", first, "-o", desk / "moderated",
                    "--as-at", "2026-12-01")  # fmt: skip
    carried = run("generate", second, "--previous", desk / "before", "--peer-review", "-o",
                  desk / "next", "--as-at", "2027-09-01")  # fmt: skip
    (path,) = (desk / "next").glob("*.xlsx")
    blank = path.read_bytes()
    after = filled(
        path, {ref: {"Rating": rating} for ref, rating in SECOND_TIME.items()}, date(2027, 11, 10),
        {"Action of 1a": {"Status": "Done", "Impact": "Seen in minutes."},
         "Action of 2b": {"Status": "In progress", "Due date": datetime(2027, 10, 1)}},
    )  # fmt: skip
    after = converted({"oak.xlsx": after}, "xlsx", desk / "office-2")["oak.xlsx"]
    (desk / "after").mkdir()
    (desk / "after" / "oak.xlsx").write_bytes(after)
    again = review(desk, "after", second, "2027-11-15", "--previous", desk / "before")
    compared = run("compare", desk / "before", desk / "after", "--framework", second, "-o",
                   desk / "out", "--as-at", "2027-11-20")  # fmt: skip
    return {"desk": desk, "first": read(first)[0], "second": read(second)[0], "carried": carried,
            "blank": blank, "after": after, "compared": compared, "reviewed": reviewed,
            "again": again, "moderated": moderated}  # fmt: skip


def review(desk: Path, when: str, framework: Path, day: str, *more: object) -> bytes:
    """The reviewer's workbook of a return, filled in and put beside it."""
    run("review", desk / when, "--framework", framework, "-o", desk / f"visit-{when}", "--as-at",
        day, *more)  # fmt: skip
    (path,) = (desk / f"visit-{when}").glob("review-*.xlsx")
    data = edited(path.read_bytes(),
                  lambda book: visited(book, REVIEWED, {1: "Minutes of every term."}))
    (desk / when / "oak-reviewed.xlsx").write_bytes(data)
    return data


def table(circle, name, folder="out/compare-small-audit-csv"):
    path = circle["desk"] / folder / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@needs_libreoffice
@pytest.mark.parametrize("visit", ["reviewed", "again"])
def test_a_reviewed_workbook_reads_back_with_nothing_to_ask(circle, visit):
    framework = circle["first" if visit == "reviewed" else "second"]
    reading = read_return("oak-reviewed.xlsx", circle[visit], {"small-audit": framework})
    assert {p.code for p in reading.problems if p.severity != "information"} == set()
    said = {r.ref: r.reviewer.rating.raw for r in reading.result.responses
            if r.reviewer and r.reviewer.rating.raw}  # fmt: skip
    assert said == REVIEWED
    assert reading.result.enquiries[0].found == "Minutes of every term."


@needs_libreoffice
def test_school_and_reviewer_are_compared(circle):
    assert circle["moderated"].exit_code == 0, circle["moderated"].output
    rows = {row["ref"]: row for row in table(
        circle, "moderation", "moderated/consolidated-small-audit-csv")}  # fmt: skip
    assert {ref: row["outcome"] for ref, row in rows.items()} == {
        "1a": "agreed", "1b": "lower", "2b": "lower"}  # fmt: skip


@needs_libreoffice
def test_a_reviewer_reads_the_actions_so_far_as_the_school_left_them(circle):
    second = {"small-audit": circle["second"]}
    own = read_return("oak.xlsx", circle["after"], second).result.actions_so_far
    shown_again = read_return("oak-reviewed.xlsx", circle["again"], second).result.actions_so_far
    assert [replace(action, typed=True, cells={}) for action in own] == [
        replace(action, cells={}) for action in shown_again]  # fmt: skip


@needs_libreoffice
def test_a_reviewer_asks_what_changed_of_a_statement_wherever_it_stood_last_time(circle):
    lines = shown(circle["again"], "Lines of enquiry")
    about = [str(line["Why it is worth asking"]) for line in lines if line["Question to explore"]]
    changed = [text for text in about if "last time it was" in text]
    assert sorted(text.partition(".")[0] for text in changed) == [
        "1c is rated A little; last time it was A lot, in version 1",
        "1e is rated Red; last time it was Green, in version 1",
    ]  # fmt: skip


@needs_libreoffice
def test_last_time_stands_beside_each_statement_and_is_no_answer(circle):
    beside = {row["Ref"]: row["Last time"] for sheet in ("1 Leading", "2 Helping")
              for row in shown(circle["blank"], sheet)}  # fmt: skip
    assert beside == SHOWN
    reading = read_return("blank.xlsx", circle["blank"], {"small-audit": circle["second"]})
    assert reading.result.completeness == "nothing"
    assert {str(r.main.state) for r in reading.result.responses} == {"blank"}
    assert {p.code for p in reading.problems} == {"nothing-answered"}


@needs_libreoffice
def test_no_answer_of_last_time_is_lost_and_each_stands_beside_its_own_words(circle):
    rows = shown(circle["blank"], "Last time")
    for ref, (rating, evidence, action) in FIRST_TIME.items():
        mine = [row for row in rows if row["Evidence"] == evidence]
        assert mine, ref
        for row in mine:
            assert row["Rating"] == rating
            assert (row["Action"] or "") == action
    assert {row["Evidence"]: row["Ref"] for row in rows if row["Evidence"] == "Evidence of 2b"} == {
        "Evidence of 2b": "1e"}  # fmt: skip
    gone = next(row for row in rows if row["Evidence"] == "Evidence of 2e")
    assert (gone["Ref"], gone["What changed"]) == (None, "No longer asked")
    other = next(row for row in rows if row["Evidence"] == "Evidence of 1d")
    assert "standing item" in other["Statement last time"]
    assert "not explained" in other["What changed"]


@needs_libreoffice
def test_what_nothing_explains_is_told(circle):
    said = circle["carried"].output
    assert circle["carried"].exit_code == 1
    assert "1d had other words last time: “Staff meetings" in said
    assert said.count("had other words last time") == 1


@needs_libreoffice
def test_actions_go_with_their_statement_or_with_none(circle):
    rows = {row["Action"]: row for row in shown(circle["blank"], "Actions so far") if row["Action"]}
    refs = {words.removeprefix("Action of "): row["Ref"] for words, row in rows.items()}
    assert refs == {"1a": "1a", "1d": None, "2a": "2a", "2b": "1e", "2d": None, "2g": "2j"}
    note = "12 Nov 2026: New, priority High, due 12 Feb 2027."
    assert rows["Action of 1a"]["Progress note"] == note
    assert "Was for 1d: “Staff meetings" in rows["Action of 1d"]["Progress note"]
    assert all(row["Action id"] for row in rows.values())


@needs_libreoffice
def test_the_workbook_that_came_back_needs_nobody(circle):
    reading = read_return("oak.xlsx", circle["after"], {"small-audit": circle["second"]})
    assert {p.code for p in reading.problems if p.severity != "information"} == set()
    assert {r.ref: r.main.raw for r in reading.result.responses if r.main.raw} == SECOND_TIME
    assert [a.action for a in reading.result.actions_so_far if not a.typed] == [
        "Typed without an id"]  # fmt: skip


@needs_libreoffice
def test_ratings_are_compared_only_where_they_are_of_one_statement(circle):
    rows = {row["ref"] or row["ref_before"]: row for row in table(circle, "changes")}
    assert {ref: row["change"] for ref, row in rows.items()} == {
        "1a": "rose", "1b": "fell", "1c": "rose", "1d": "not comparable", "1e": "fell",
        "2a": "stayed", "2b": "new", "2c": "only this time", "2h": "not comparable",
        "2i": "not comparable", "2j": "not comparable", "2k": "new", "2e": "removed",
    }  # fmt: skip
    assert rows["1e"]["level_before"] == "Green"
    assert rows["2b"]["level_before"] == ""
    assert rows["2c"]["state_before"] == "not applicable"
    said = circle["compared"].output
    assert "4 practice ratings given both times: 1 rose, 1 stayed, 2 fell" in said


@needs_libreoffice
def test_actions_keep_who_they_are(circle):
    rows = {row["action"]: row for row in table(circle, "actions_over_time")}
    assert rows["Action of 1a"]["standing"] == "Done"
    assert rows["Action of 1a"]["history"] == "12 Nov 2026: New, due 12 Feb 2027"
    assert rows["Action of 2b"]["standing"] == "Overdue"
    assert rows["Action of 2b"]["action_id"].startswith("2b-")
    assert rows["Action of 2b"]["ref"] == "1e"
    assert rows["Action of 2d"]["standing"] == "No date"
    assert rows["Typed without an id"]["from_before"] == "No"
    assert len(rows) == 7


@needs_libreoffice
def test_the_framework_s_changes_are_listed_with_what_they_break(circle):
    rows = {(row["ref_before"], row["ref"]): (row["how"], row["comparable"])
            for row in table(circle, "framework_changes")}  # fmt: skip
    assert rows == {
        ("1d", "1d"): ("changed, not explained", "No"), ("2b", "1e"): ("moved", "Yes"),
        ("2a", "2a"): ("reworded", "Yes"), ("", "2b"): ("new", "No"),
        ("2d", "2h"): ("split", "No"), ("2d", "2i"): ("split", "No"),
        ("2f, 2g", "2j"): ("merged", "No"), ("", "2k"): ("new", "No"),
        ("2e", ""): ("removed", "No"),
    }  # fmt: skip
