"""sendsheets review and review-report, and workbooks for a role: from files to files."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from sendsheets.cli import cli
from sendsheets.model import RULES
from tests.reviews import filled
from tests.workbooks import edited

SAMPLES = Path(__file__).parents[2] / "samples" / "returns" / "send-network-pulse"
OAK = SAMPLES / "aldersyke-community-primary-school.xlsx"
NAME = "review-aldersyke-community-primary-school-999009-send-network-pulse.xlsx"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    done = run("review", OAK, "-o", tmp_path, "--as-at", "2026-11-28")
    assert done.exit_code == 0, done.output
    return tmp_path / NAME


def test_one_return_becomes_the_reviewers_workbook(made: Path) -> None:
    book = openpyxl.load_workbook(made)
    assert book.sheetnames[:3] == ["Cover", "Lines of enquiry", "Peer review"]
    assert "workbook for a reviewer" in book["Cover"]["A1"].value


def test_a_folder_becomes_one_for_each_school(tmp_path: Path) -> None:
    done = run("review", SAMPLES, "-o", tmp_path)
    assert len(list(tmp_path.glob("review-*.xlsx"))) == 3
    assert "lines of enquiry proposed" in done.output


def test_rules_are_listed_and_switched_off(tmp_path: Path) -> None:
    listed = run("review", "--rules").output
    assert all(rule.key in listed and rule.name in listed for rule in RULES)

    run("review", OAK, "-o", tmp_path, "--without", "no-evidence")
    sheet = openpyxl.load_workbook(tmp_path / NAME)["Rules"]
    state = {row[0].value: row[4].value for row in sheet.iter_rows(min_row=5)}
    assert state["Top rating, no evidence"] == "Switched off"
    assert state["A big change"] == "Not used: no earlier return was given"
    assert run("review", OAK, "--without", "everything").exit_code == 2


def test_an_earlier_return_is_found_by_its_school(tmp_path: Path) -> None:
    before = tmp_path / "last year"
    before.mkdir()

    def change(book):
        sheet = next(sheet for sheet in book if sheet.title.startswith("2 "))
        sheet["C5"] = "Not yet"

    for path in SAMPLES.glob("*.xlsx"):
        (before / path.name).write_bytes(edited(path.read_bytes(), change))
    done = run("review", OAK, "--previous", before, "-o", tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / NAME)["Lines of enquiry"]
    reasons = [str(row[3].value) for row in sheet.iter_rows(min_row=5)]

    assert done.exit_code in (0, 1)
    assert any("2a is rated Strong; last time it was Not yet" in text for text in reasons)


def test_a_return_that_shows_last_time_needs_no_earlier_return(tmp_path: Path) -> None:
    run("generate", "send-network-pulse", "--previous", OAK, "-o", tmp_path / "next")
    (sent,) = (tmp_path / "next").glob("*.xlsx")

    def answered(book):
        sheet = book["2 Leadership"]
        assert sheet["D5"].value == "Was Strong"
        sheet["C5"] = "Not yet"
        book["Cover"]["B8"], book["Cover"]["B9"] = "A. Patel", "SENCO"

    (tmp_path / "oak.xlsx").write_bytes(edited(sent.read_bytes(), answered))
    done = run("review", tmp_path / "oak.xlsx", "-o", tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / NAME)["Lines of enquiry"]
    reasons = [str(row[3].value) for row in sheet.iter_rows(min_row=5)]

    assert any("2a is rated Not yet; last time it was Strong" in text for text in reasons)
    assert "no earlier return" not in done.output


def test_a_reviewed_workbook_becomes_a_report(made: Path, tmp_path: Path) -> None:
    empty = run("review-report", made, "-o", tmp_path / "none")
    assert "no reviewer has written anything" in empty.output

    made.write_bytes(edited(made.read_bytes(), lambda book: filled(
        book, {"1a": "Beginning", "1b": "Strong"}, {1: "Leaders meet weekly."})))
    done = run("review-report", made, "-o", tmp_path / "out", "--as-at", "2026-11-28")
    (path,) = (tmp_path / "out").glob("*.docx")

    assert done.exit_code == 0, done.output
    assert "words)" in done.output
    assert any("Leaders meet weekly." in p.text for p in docx.Document(str(path)).paragraphs)
    again = run("review-report", made, "-o", tmp_path / "out", "--as-at", "2026-11-28")
    assert "Replaced" in again.output


def test_a_report_that_somebody_has_edited_is_not_replaced(made: Path, tmp_path: Path) -> None:
    made.write_bytes(edited(made.read_bytes(), lambda book: filled(book, {"1a": "Beginning"})))
    run("review-report", made, "-o", tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*.docx")
    document = docx.Document(str(path))
    document.add_paragraph("By hand.")
    document.save(str(path))
    kept = path.read_bytes()

    assert run("review-report", made, "-o", tmp_path / "out").exit_code == 1
    assert path.read_bytes() == kept


def test_the_summary_and_check_know_a_reviewed_workbook(made: Path, tmp_path: Path) -> None:
    both = tmp_path / "both"
    both.mkdir()
    shutil.copy(OAK, both)
    data = edited(made.read_bytes(), lambda book: filled(book, {"1a": "Beginning"}, {1: "Seen."}))
    (both / "reviewed.xlsx").write_bytes(data)
    done = run("summarise", both, "-o", tmp_path / "out", "--as-at", "2026-11-28")
    (path,) = (tmp_path / "out").glob("summary-*.xlsx")

    assert done.exit_code in (0, 1)
    assert "Side by side" in openpyxl.load_workbook(path).sheetnames
    said = run("check", both).output
    assert "Peer review: 1 statement rated" in said
    assert "1 looked into" in said


# --- for a role ----------------------------------------------------------------------------------


def test_a_workbook_for_a_role_is_shorter_and_says_so(tmp_path: Path) -> None:
    done = run("generate", "send-network-pulse", "--for", "governor", "-o", tmp_path)
    path = tmp_path / "send-network-pulse-for-governor.xlsx"
    cover = {row[0].value: row[1].value
             for row in openpyxl.load_workbook(path)["Cover"].iter_rows(min_row=5, max_row=20)}

    assert "9 statements" in done.output
    assert cover["Role of that person"] == "SEND governor or trustee"
    assert str(cover["Audit"]).endswith("all sections, role governor")


def test_an_audit_that_marks_nothing_for_a_role_says_so(tmp_path: Path) -> None:
    done = run("generate", "senco-cpd-audit", "--for", "parent", "-o", tmp_path)
    assert done.exit_code == 2
    assert "does not say which statements parents and carers can judge" in done.output


def test_one_for_each_school_on_a_list(tmp_path: Path) -> None:
    listed = tmp_path / "schools.csv"
    listed.write_text("School,URN\nOak,123456\nElm,654321\n", encoding="utf-8")
    run("generate", "send-network-pulse", "--for", "teacher", "--schools", listed, "-o", tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == [
        "send-network-pulse-elm-654321-for-teacher.xlsx",
        "send-network-pulse-oak-123456-for-teacher.xlsx"]  # fmt: skip
