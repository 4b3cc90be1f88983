"""``consolidate``: what is restricted, what may be shared, what other programs read."""

from __future__ import annotations

import csv
import shutil
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from sendsheets.cli import cli
from sendsheets.reports import tidy

SAMPLES = Path(__file__).parents[2] / "samples"
RAG, CPD = "send-rag-audit", "senco-cpd-audit"


def run(*arguments):
    result = CliRunner().invoke(
        cli, ["consolidate", *map(str, arguments), "--as-at", "2026-12-01"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Runs over the samples of the RAG audit, each made once; a test copies what it changes."""

    @cache
    def made(*arguments):
        out = tmp_path_factory.mktemp("once")
        return out, run(SAMPLES / "returns" / RAG, "-o", out, *arguments)

    return made


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Everything over the samples of two audits, with Parquet."""
    out = tmp_path_factory.mktemp("out")
    done = run(SAMPLES / "returns" / RAG, SAMPLES / "returns" / CPD, "-o", out, "--parquet",
               "--schools", SAMPLES / "schools.csv", "--deadline", "2026-11-20")  # fmt: skip
    return out, done.output


def test_it_is_marked_as_restricted(whole):
    out, _ = whole
    book = openpyxl.load_workbook(out / f"consolidated-{RAG}.xlsx")
    assert book["Cover"]["A3"].value.startswith("Restricted: ")


def test_it_holds_the_register_the_picture_and_connections(whole):
    out, said = whole
    book = openpyxl.load_workbook(out / f"consolidated-{RAG}.xlsx", read_only=True)
    for sheet in ("The picture", "Connections", "Returns", "Return rates"):
        assert sheet in book.sheetnames
    assert "Returned 12 of 15 (80%)" in said
    assert (out / "across-audits.xlsx").exists()


def test_parquet_holds_the_same_as_csv(whole):
    out, _ = whole
    folder = out / f"consolidated-{RAG}-csv"
    names = sorted(path.stem for path in folder.glob("*.csv"))
    assert {"responses", "register", "connections", "columns"} <= set(names)
    assert names == sorted(
        path.stem for path in (out / f"consolidated-{RAG}-parquet").glob("*.parquet"))
    frame = pd.read_parquet(out / f"consolidated-{RAG}-parquet" / "responses.parquet")
    with (folder / "responses.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(frame) == list(rows[0])
    assert frame["level"].tolist() == [row["level"] for row in rows]


def test_every_column_is_explained_beside_the_tables(whole):
    out, _ = whole
    folder = out / f"consolidated-{CPD}-csv"
    with (folder / "columns.csv").open(encoding="utf-8-sig", newline="") as file:
        explained = {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(file)}
    for path in folder.glob("*.csv"):
        if path.stem != "columns":
            heads = path.read_text(encoding="utf-8-sig").splitlines()[0]
            for name in next(csv.reader([heads])):
                assert explained[path.stem, name], (path.stem, name)


def test_what_is_shared_is_nothing_else(once):
    out, done = once("--shareable")
    assert sorted(path.name for path in out.iterdir() if path.name[0] != ".") == [
        f"shareable-{RAG}-csv", f"shareable-{RAG}.xlsx"]
    assert "no names" in done.output
    everything = b"".join(p.read_bytes() for p in out.rglob("*.csv"))
    assert b"Quillbrook" not in everything
    assert b"999001" not in everything


def test_too_few_schools_are_not_shared(tmp_path):
    done = run(SAMPLES / "returns" / CPD, "-o", tmp_path, "--shareable")
    assert "Fewer than five schools answered SENCO CPD audit" in done.output
    assert not list(tmp_path.glob("*.xlsx"))


SCHOOLS = ("--schools", SAMPLES / "schools.csv")


def statuses(folder):
    book = openpyxl.load_workbook(folder / f"consolidated-{RAG}.xlsx")
    head, *body = [[c.value for c in row] for row in book["Returns"][book["Returns"].tables[
        "Returns"].ref]]  # fmt: skip
    return book, {row[head.index("School")]: row[head.index("Status")] for row in body}


def test_before_anything_came_back_every_school_on_the_list_is_outstanding(tmp_path):
    (tmp_path / "in").mkdir()
    done = run(tmp_path / "in", *SCHOOLS, "-o", tmp_path / "out", "--audit", RAG)
    book, found = statuses(tmp_path / "out")
    assert "Returned 0 of 15 (0%)" in done.output
    assert "needs a person" not in done.output
    assert done.exit_code == 0
    assert book.sheetnames == ["Cover", "Returns", "Return rates", "To check"]
    assert len(found) == 15
    assert set(found.values()) == {"Not returned"}
    with (tmp_path / "out" / f"consolidated-{RAG}-csv" / "register.csv").open(
            encoding="utf-8-sig", newline="") as file:  # fmt: skip
        assert {row["status"] for row in csv.DictReader(file)} == {"Not returned"}


def test_where_all_are_refused_their_names_may_tell_which_audit_it_is(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"{RAG}-quillbrook-primary-school.pdf").write_bytes(b"%PDF-1.7" + b"x" * 99)
    run(tmp_path / "in", *SCHOOLS, "-o", tmp_path / "out")
    _, found = statuses(tmp_path / "out")
    assert sorted(set(found.values())) == ["File problem", "Not returned"]


@pytest.mark.parametrize(("arguments", "words"), [
    (("--audit", RAG), "give it with --schools"),
    ((*SCHOOLS, "--audit", "no-such"), "'no-such' is none of"),
    ((*SCHOOLS, "--audit", RAG, "--shareable"), "which --shareable leaves out"),
])  # fmt: skip
def test_an_audit_is_named_for_the_list_of_schools_alone(tmp_path, arguments, words):
    done = run(tmp_path, *arguments)
    assert done.exit_code == 2
    assert words in done.output


def test_parquet_without_its_library_is_said_before_anything_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tidy, "parquet_is_there", lambda: False)
    done = run(SAMPLES / "returns" / RAG, "-o", tmp_path, "--parquet")
    assert done.exit_code == 1
    assert "sendsheets[parquet]" in done.output
    assert not list(tmp_path.iterdir())


def connections(folder):
    path = folder / f"consolidated-{RAG}-csv" / "connections.csv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_partners_can_be_looked_for_theme_by_theme(tmp_path):
    run(SAMPLES / "returns" / RAG, "-o", tmp_path, "--partners-by", "theme", "--partners", "1")
    found = connections(tmp_path)
    assert found
    assert {row["about"] for row in found} <= {
        "whole-school-life", "senior-leadership", "identification", "provision-mapping",
        "use-of-data", "leading-tas"}  # fmt: skip


def test_a_school_that_is_not_to_be_asked_is_suggested_to_nobody(tmp_path, once):
    source = SAMPLES / "returns" / RAG
    partner = connections(once()[0])[0]["partner"]
    run(source, "-o", tmp_path / "less", "--not-partner", partner, "--partners", "1",
        "--partner-load", "2")  # fmt: skip
    rows = connections(tmp_path / "less")

    assert rows
    assert partner not in {row["partner"] for row in rows}
    assert max(pd.Series([row["school"] for row in rows]).value_counts()) == 1
    assert max(pd.Series([row["partner"] for row in rows]).value_counts()) <= 2


def test_a_name_that_no_return_has_is_told(tmp_path):
    done = run(SAMPLES / "returns" / CPD, "-o", tmp_path, "--not-partner", "Nowhere School")
    assert done.exit_code == 1
    assert "No return is from “Nowhere School”" in done.output


def test_no_connections_where_none_are_wanted(tmp_path):
    run(SAMPLES / "returns" / RAG, "-o", tmp_path, "--no-connections")
    assert not connections(tmp_path)
    book = openpyxl.load_workbook(tmp_path / f"consolidated-{RAG}.xlsx", read_only=True)
    assert "Connections" not in book.sheetnames


@pytest.mark.parametrize(
    "wrong", [["--deadline", "2026-12-01"], ["--no-connections", "--not-partner", "x"]]
)
def test_options_that_do_not_go_together_are_refused(wrong, tmp_path):
    assert run(SAMPLES / "returns" / CPD, "-o", tmp_path, *wrong).exit_code == 2


# --- what was chosen before -------------------------------------------------------------------


def choose(path, *answers):
    """Answer the first suggestions on the sheet Connections, as an officer does, and save."""
    book = openpyxl.load_workbook(path)
    sheet = book["Connections"]
    for n, answer in enumerate(answers):
        sheet.cell(5 + n, 8, answer)
    rows = [[str(cell.value or "") for cell in row[:8]] for row in sheet.iter_rows(min_row=5)]
    book.save(path)
    return rows[: len(answers)]


def test_choices_in_place_are_neither_lost_nor_overwritten(tmp_path, once):
    source, path = SAMPLES / "returns" / RAG, tmp_path / f"consolidated-{RAG}.xlsx"
    shutil.copytree(once()[0], tmp_path, dirs_exist_ok=True)
    agreed, refused = choose(path, "Both agreed", "No")
    saved = path.read_bytes()

    done = run(source, "-o", tmp_path)
    assert done.exit_code == 1
    assert "has been changed since sendsheets wrote it" in done.output
    assert "--introductions" in done.output
    assert path.read_bytes() == saved

    done = run(source, "-o", tmp_path, "--introductions", path)
    assert "1 Both agreed, 1 No" in done.output
    assert (tmp_path / f"consolidated-{RAG}-before.xlsx").read_bytes() == saved
    sheet = openpyxl.load_workbook(path)["Connections"]
    rows = [[str(cell.value or "") for cell in row[:8]] for row in sheet.iter_rows(min_row=5)]
    assert agreed in rows
    # What was refused is remembered, and that school is not suggested to the other again.
    again = [row for row in rows if (row[0], row[4]) == (refused[0], refused[4])
             and row != agreed]  # fmt: skip
    assert [row[7] for row in again] == ["No"]
    assert {row["chosen"] for row in connections(tmp_path)} == {"To ask", "Both agreed", "No"}


def test_tables_of_an_earlier_run_are_named(tmp_path):
    source = SAMPLES / "returns" / CPD
    run(source, "-o", tmp_path, "--parquet", "--schools", SAMPLES / "schools.csv")
    done = run(source, "-o", tmp_path)
    folder = tmp_path / f"consolidated-{CPD}-parquet"
    assert f"the Parquet files in {folder} are of an earlier run" in done.output
    assert "not written this time" in done.output
    assert "register.csv" in done.output


def test_a_school_that_is_not_on_the_list_is_in_no_count(tmp_path):
    schools = (SAMPLES / "schools.csv").read_text(encoding="utf-8-sig").splitlines()
    short = tmp_path / "short.csv"
    short.write_text("\n".join(line for line in schools if "Quillbrook" not in line))
    done = run(SAMPLES / "returns" / RAG, "-o", tmp_path / "out", "--schools", short)
    assert "not on the list" in done.output
    book = openpyxl.load_workbook(tmp_path / "out" / f"consolidated-{RAG}.xlsx")
    said = {name: " ".join(str(cell.value) for row in book[name] for cell in row if cell.value)
            for name in book.sheetnames}  # fmt: skip
    for name in ("Cover", "The picture"):
        assert "not on the list" in said[name]
    assert "Quillbrook" in said["Other files"]
    for name in ("Heat map", "All answers", "Connections", "Actions"):
        assert "Quillbrook" not in said[name]
    answers = (tmp_path / "out" / f"consolidated-{RAG}-csv" / "responses.csv").read_text("utf-8")
    assert "Quillbrook" not in answers


def test_an_earlier_edition_to_share_is_told_of(tmp_path, once):
    source = SAMPLES / "returns" / RAG
    shutil.copytree(once("--shareable")[0], tmp_path, dirs_exist_ok=True)
    assert "Please share only one" not in run(source, "-o", tmp_path, "--shareable").output
    (tmp_path / "again").mkdir()
    some = sorted(path for path in source.iterdir() if path.suffix == ".xlsx")[1:]
    assert "Please share only one" in run(*some, "-o", tmp_path, "--shareable").output


def test_with_nothing_to_read_it_says_that_nothing_was_written(tmp_path):
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "letter.txt").write_text("Dear all")
    done = run(tmp_path / "returns", "-o", tmp_path / "out", "--schools", SAMPLES / "schools.csv")
    assert "Nothing was written" in done.output
    assert "say which audit was sent out, such as --audit send-rag-audit" in done.output
    assert "chase --schools" in done.output
