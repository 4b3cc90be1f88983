"""check, summarise, consolidate and actions on folders as officers have them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result

from sendsheets.cli import cli
from sendsheets.returns.data import json_schema

SAMPLES = Path(__file__).parents[2] / "samples" / "returns"


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two clean returns in it, which is the folder the officer stands in."""
    folder = tmp_path / "desk"
    folder.mkdir()
    for name in ("quillbrook-primary-school.xlsx", "stellbridge-academy.xlsx"):
        shutil.copy(SAMPLES / "send-rag-audit" / name, folder)
    monkeypatch.chdir(folder)
    return folder


def total(path: Path) -> int:
    """Every rating on the consolidated workbook's Overview."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Overview"]
    headings = [cell.value for cell in sheet[4]]
    last = next(row for row in sheet.iter_rows(min_row=5) if row[1].value == "All sections")
    return int(last[headings.index("Ratings")].value)


def test_the_results_of_the_last_run_are_never_read_as_returns(desk: Path) -> None:
    assert run("consolidate", ".").exit_code == 0
    first = total(desk / "output" / "consolidated-send-rag-audit.xlsx")
    for command in (("summarise", "."), ("actions", "."), ("consolidate", ".")):
        done = run(*command)
        assert done.exit_code == 0, done.output
    assert "Left out" in done.output
    assert "2 files: 2 read without a question (2 complete)." in done.output
    assert total(desk / "output" / "consolidated-send-rag-audit.xlsx") == first


def test_our_own_reports_among_the_returns_are_left_out_and_named(desk: Path) -> None:
    run("consolidate", ".", "-o", "there")
    run("summarise", "quillbrook-primary-school.xlsx", "-o", "there")
    run("actions", ".", "-o", "there")
    for path in (desk / "there").glob("*.[xh][lt]*"):
        shutil.copy(path, desk)
    shutil.rmtree(desk / "there")
    done = run("check", ".")
    assert "6 files: 2 read without a question (2 complete), 4 of sendsheets’ own, left out." in (
        done.output)
    assert done.exit_code == 0


def test_summarise_gives_a_school_the_copy_that_counts(tmp_path: Path) -> None:
    for path in (SAMPLES / "send-rag-audit").glob("kestrelwick*.xlsx"):
        shutil.copy(path, tmp_path)
    run("summarise", tmp_path, "-o", tmp_path / "out", "--as-at", "2026-12-01")
    (page,) = (tmp_path / "out").glob("*.html")
    assert "13 November 2026" in page.read_text("utf-8")


def test_json_is_what_its_schema_says(desk: Path) -> None:
    assert run("check", ".", "--json", "check.json").exit_code == 0
    data = json.loads((desk / "check.json").read_text("utf-8"))
    jsonschema.validate(data, json_schema())
    assert [item["school"]["name"] for item in data] == [
        "Quillbrook Primary School", "Stellbridge Academy"]  # fmt: skip


def test_mixed_audits_give_a_part_each(tmp_path: Path) -> None:
    for name in ("send-rag-audit/quillbrook-primary-school.xlsx",
                 "send-network-pulse/corvendale-academy.xlsx"):  # fmt: skip
        shutil.copy(SAMPLES / name, tmp_path)
    done = run("consolidate", tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    made = sorted(path.name for path in (tmp_path / "out").glob("consolidated*"))
    assert made == [
        "consolidated-send-network-pulse-csv", "consolidated-send-network-pulse.xlsx",
        "consolidated-send-rag-audit-csv", "consolidated-send-rag-audit.xlsx",
    ]  # fmt: skip


def test_equal_inputs_as_at_the_same_day_give_equal_bytes(desk: Path) -> None:
    for name in ("a", "b"):
        for command in ("consolidate", "actions", "summarise"):
            run(command, "quillbrook-primary-school.xlsx", "-o", name, "--as-at", "2026-12-01")
    first, second = ({path.relative_to(desk / name): path.read_bytes()
                      for path in (desk / name).rglob("*") if path.is_file()}
                     for name in ("a", "b"))  # fmt: skip
    assert first == second
    assert len(first) >= 10


@pytest.mark.parametrize("command", ["check", "summarise", "consolidate", "actions"])
def test_what_cannot_be_read_needs_a_person(command: str, tmp_path: Path) -> None:
    (tmp_path / "oak.xlsx").write_bytes(b"%PDF-1.7")
    done = run(command, tmp_path)
    assert done.exit_code == 1
    assert "PDF" in done.output
    assert "Traceback" not in done.output


def test_demo_ends_with_0_and_says_what_to_open(tmp_path: Path) -> None:
    done = run("demo", "-o", tmp_path)
    assert done.exit_code == 0, done.output
    opened = tmp_path / "consolidated-send-rag-audit.xlsx"
    assert f"Open {opened} first." in done.output
    assert opened.exists()
    assert run("demo", "-o", tmp_path).exit_code == 0
