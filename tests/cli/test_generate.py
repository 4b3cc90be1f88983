"""sendsheets generate: the right workbook, in the right place, over nothing that matters."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from sendsheets.cli import cli


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def cover(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path)["Cover"]
    return {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5, max_row=20)}


def test_the_blank_workbook_is_named_by_its_audit(tmp_path: Path) -> None:
    done = run("generate", "send-network-pulse", "-o", tmp_path)
    assert done.exit_code == 0
    assert "25 statements in 6 sections" in done.output
    assert (tmp_path / "send-network-pulse.xlsx").exists()


def test_the_school_is_filled_in(tmp_path: Path) -> None:
    run("generate", "send-network-pulse", "--school", "St Oak’s C/E Primary", "--urn", "123456",
        "--phase", "primary", "-o", tmp_path)  # fmt: skip
    filled = cover(tmp_path / "send-network-pulse-st-oaks-c-e-primary-123456.xlsx")
    assert filled["School name"] == "St Oak’s C/E Primary"
    assert filled["URN (unique reference number)"] == 123456
    assert filled["Phase"] == "Primary"


def test_only_some_sections_are_asked_and_the_cover_says_so(tmp_path: Path) -> None:
    run("generate", "send-network-pulse", "--sections", "1,3", "-o", tmp_path)
    path = tmp_path / "send-network-pulse-sections-1-3.xlsx"
    names = openpyxl.load_workbook(path).sheetnames
    assert [name for name in names if name[0].isdigit()] == ["1 School life", "3 Identification"]
    assert str(cover(path)["Audit"]).endswith("[send-network-pulse], sections 1 and 3")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["send-rag-audit", "--sections", "9"], "sections 1, 2, 3, 4, 5, 6, 7"),
        (["send-rag-audit", "--sections", "one"], "not a section number"),
        (["send-rag-audit", "--urn", "12345"], "six digits"),
        (["send-rag-audit", "--as-at", "31/02/2026"], "not a date"),
        (["send-rag-audit", "--phase", "Junior"], "Junior"),
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(arguments, words, tmp_path: Path) -> None:
    done = run("generate", *arguments, "-o", tmp_path)
    assert done.exit_code == 2
    assert words in done.output
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_audit_is_named_with_those_there_are(tmp_path: Path) -> None:
    done = run("generate", "send-rag", "-o", tmp_path)
    assert done.exit_code == 2
    assert "send-rag-audit" in done.output
    assert "Traceback" not in done.output


def test_our_own_workbook_is_replaced_and_that_is_said(tmp_path: Path) -> None:
    run("generate", "send-network-pulse", "-o", tmp_path)
    done = run("generate", "send-network-pulse", "-o", tmp_path)
    assert done.exit_code == 0
    assert done.output.startswith("Replaced ")


def test_a_workbook_that_somebody_has_filled_in_is_left_alone(tmp_path: Path) -> None:
    run("generate", "send-network-pulse", "-o", tmp_path)
    path = tmp_path / "send-network-pulse.xlsx"
    book = openpyxl.load_workbook(path)
    book["1 School life"]["C5"] = "Strong"
    book.save(path)
    before = path.read_bytes()
    done = run("generate", "send-network-pulse", "-o", tmp_path)
    assert done.exit_code == 1
    assert "--force" in done.output
    assert path.read_bytes() == before
    assert run("generate", "send-network-pulse", "-o", tmp_path, "--force").exit_code == 0
    assert path.read_bytes() != before


def test_two_schools_of_like_names_get_a_workbook_each(tmp_path: Path) -> None:
    def made(*arguments: str) -> Result:
        return run("generate", "send-network-pulse", *arguments, "-o", tmp_path)

    assert made("--school", "St Mary’s Primary School").exit_code == 0
    done = made("--school", "St Marys Primary School")
    assert done.exit_code == 1
    assert "is for “St Mary’s Primary School”" in done.output
    assert made("--school", "St Marys Primary School", "--urn", "222222").exit_code == 0
    assert made("--school", "St Mary’s Primary School").output.startswith("Replaced ")
    assert made("--school", "学校").exit_code == made("--school", "学院").exit_code == 0
    assert made("--school", "St Mary’s Primary School", "--peer-review").exit_code == 0
    assert len(list(tmp_path.glob("*.xlsx"))) == 5


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("generate", "send-rag-audit", "--as-at", "2026-12-01", "-o", tmp_path / name)
    first, second = (tmp_path / name / "send-rag-audit.xlsx" for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_a_framework_file_of_ones_own(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "frameworks" / "send-network-pulse.toml"
    own = tmp_path / "ours.toml"
    text = source.read_text(encoding="utf-8")
    own.write_text(text.replace('id = "send-network-pulse"', 'id = "our-audit"', 1), "utf-8")
    assert run("generate", own, "--school", "Oak", "-o", tmp_path).exit_code == 0
    (back,) = tmp_path.glob("*.xlsx")
    assert run("check", back).exit_code == 1
    assert run("check", back, "--framework", own).exit_code == 0


def test_every_fault_of_a_framework_file_is_told_at_once(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('id = "X"\nversion = 1\n', "utf-8")
    done = run("generate", own, "-o", tmp_path)
    assert done.exit_code == 1
    for path in ("id", "version", "title", "scales", "sections"):
        assert path in done.output
