"""sendsheets frameworks draft: a document in, a finished audit out."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from frameworks.addons import laid
from frameworks.documents import LAYOUTS
from frameworks.lookalikes import article, bullets_with_slips, opinion
from frameworks.odd_documents import ODD
from workbooks import OAK, rated, said

from sendsheets.cli import cli
from sendsheets.frameworks.load import load
from sendsheets.intake.inspect import FILE_LIMIT
from sendsheets.layout import Plan
from sendsheets.model import Asked, Framework
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def drafted(document: str | bytes, folder: Path, name: str = "our audit.txt") -> Framework:
    """The framework that the command makes of a document."""
    source = folder / name
    source.write_bytes(document.encode() if isinstance(document, str) else document)
    target = folder / f"{source.stem}.toml"
    done = run("frameworks", "draft", source, "-o", target, "--as-at", "2026-09-01")
    assert target.exists(), done.output
    framework, problems = load(str(target))
    assert problems == ()
    assert framework
    return framework


def filled(framework: Framework) -> bytes:
    plan = Plan(framework, Asked())
    return school_workbook(plan, Answers(OAK, rated(framework)), made_on=date(2026, 9, 1))


# --- the whole road ------------------------------------------------------------------------------


WHOLE = (
    "tick columns", "merged cells", "section column", "nested lists", "two tables",
    "landscape with furniture", "split paragraphs", "rubric", "headings again", "numbers typed",
    "cards",
)  # fmt: skip
"""Layouts that go the whole road; of the others the draft is looked at (test_draft_word.py)."""


def test_every_layout_becomes_a_workbook_that_is_filled_in_and_consolidated(tmp_path: Path) -> None:
    returns, own = tmp_path / "returns", list[str | Path]()
    returns.mkdir()
    counts: dict[str, int] = {}
    for layout in WHOLE:
        make = LAYOUTS.get(layout) or ODD[layout].make
        framework = drafted(make(), tmp_path, f"{layout}.docx")
        (returns / f"{layout}.xlsx").write_bytes(filled(framework))
        own += ["--framework", tmp_path / f"{layout}.toml"]
        counts[framework.id] = len(framework.statements)
    assert len(counts) == len(WHOLE)
    done = run("consolidate", returns, *own, "-o", tmp_path / "out", "--as-at", "2026-12-01")
    assert done.exit_code in (0, 1), done.output
    for name, count in counts.items():
        path = tmp_path / "out" / f"consolidated-{name}.xlsx"
        book = openpyxl.load_workbook(path, read_only=True)
        rows = [row for row in book["All answers"].iter_rows(values_only=True) if row[0]]
        assert sum(1 for row in rows if "Oak Primary School" in row) == count


LEVELS = {
    2: "Yes / No", 3: "Red / Amber / Green", 4: "Never / Sometimes / Often / Always",
    5: "Rating (1 = poor, 5 = excellent)",
}  # fmt: skip


@pytest.mark.parametrize(("statements", "levels"), [(3, 2), (3, 4), (3, 5), (300, 3)])
def test_drafted_generated_filled_and_imported(tmp_path: Path, statements, levels) -> None:
    rows = [f"Part {n // 60 + 1},Thing number {n} is done in our school.,"
            for n in range(statements)]  # fmt: skip
    text = "\n".join([f'Section,Statement,"{LEVELS[levels]}"', *rows])
    framework = drafted(text, tmp_path, "audit.csv")
    assert len(framework.statements) == statements
    assert [len(s.main.scale.levels) for s in framework.statements] == [levels] * statements
    reading = read_return("oak.xlsx", filled(framework), {framework.id: framework})
    answers = said(reading)
    assert list(answers) == [statement.ref for statement in framework.statements]
    for n, statement in enumerate(framework.statements):
        level = statement.main.scale.levels[n % levels]
        assert answers[statement.ref][0]["rating"] == ("rated", level.key)
    if statements == 3:
        done = run("generate", tmp_path / "audit.toml", "-o", tmp_path / "blank")
        assert done.exit_code == 0, done.output
        assert (tmp_path / "blank" / f"{framework.id}.xlsx").exists()


def test_numbers_chosen_in_excel_are_read_as_levels(tmp_path: Path) -> None:
    framework = drafted("Statement,Score 1-4\nA thing is done.,\nAnother is.,\n", tmp_path, "a.csv")
    book = openpyxl.load_workbook(io.BytesIO(filled(framework)))
    sheet = book[framework.sections[0].sheet]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value in ("1", 1) and c.column > 2)
    cell.value = 3  # Excel makes a number of what is chosen from a list of numbers
    buffer = io.BytesIO()
    book.save(buffer)
    reading = read_return("oak.xlsx", buffer.getvalue(), {framework.id: framework})
    assert ("rated", "level-3") in [answer[0]["rating"] for answer in said(reading).values()]


# --- what is written and said --------------------------------------------------------------


def test_the_draft_marks_its_doubts_where_they_are(tmp_path: Path) -> None:
    drafted(bullets_with_slips(), tmp_path)
    text = (tmp_path / "our audit.toml").read_text(encoding="utf-8")
    assert text.startswith("# A draft, made by sendsheets from our audit.txt.")
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if "Two blanks stand side by side" in line)
    assert lines[at].startswith("# Doubt (line ")
    assert 'ref = "1b"' in lines[at : at + 6]
    assert any("Left out, since it repeats 4a: Keeping the gate shut." in line for line in lines)


def test_the_screen_is_short_and_begins_with_what_matters_most(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(), encoding="utf-8")
    done = run("frameworks", "draft", tmp_path / "a.txt", "-o", tmp_path / "a.toml")
    assert done.exit_code == 1
    assert "4 sections, 36 statements, rated Not yet, Partly, In place" in done.output
    assert len(done.output.splitlines()) < 30
    first = done.output.partition("Please look at this first:")[2].strip().splitlines()[0]
    assert "no columns for ratings" in first
    assert "and 3 more like it: 2f, 3f, 4f" in done.output
    assert f"sendsheets generate {tmp_path / 'a.toml'}" in done.output


def test_the_workbook_beside_it_lists_every_doubt_and_every_text(tmp_path: Path) -> None:
    drafted(article(), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "our audit-doubts.xlsx")
    doubts, texts = book["Doubts"], book["Every text"]
    rows = [row for row in doubts.iter_rows(6, values_only=True) if row[0]]
    weights = [row[1] for row in rows]
    assert weights == sorted(weights, key=["Please decide", "For information"].index)
    assert all(row[2] and row[4] and row[5] for row in rows)
    told = {(row[0], row[1]): row[2] for row in texts.iter_rows(6, values_only=True) if row[0]}
    assert told["line 1", "A day at school, audited"] == "title"
    line = article().split("\n").index("  • Reading is done every day.") + 1
    assert told[f"line {line}", "• Reading is done every day."] == "statement 1a"
    assert [text for (_, text), became in told.items() if became == "Not in the draft"] == [
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *"]


def test_an_article_gives_no_draft_but_a_list_of_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(opinion(), encoding="utf-8")
    done = run("frameworks", "draft", tmp_path / "a.txt", "-o", tmp_path / "a.toml")
    assert done.exit_code == 1
    assert "no statements in it that a school could rate" in done.output
    assert not (tmp_path / "a.toml").exists()
    assert (tmp_path / "a-doubts.xlsx").exists()


def test_equal_documents_give_equal_files(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        drafted(bullets_with_slips(), tmp_path / name)
        made.append([path.read_bytes() for path in sorted((tmp_path / name).glob("our*"))])
    assert len(made[0]) == 3
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("name", "data", "words", "status"),
    [
        ("missing.docx", None, "There is no such file", 2),
        ("empty.docx", b"", "because it is empty", 1),
        ("page.docx", b"<html><body>x</body></html>", "because it is a web page", 1),
        ("cut.docx", LAYOUTS["boxes"]()[:2000], "because it is damaged", 1),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name, data, words, status) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run("frameworks", "draft", tmp_path / name, "-o", tmp_path / "x.toml")
    assert done.exit_code == status
    assert words in done.output
    assert done.output.count("\n") < 4
    assert not (tmp_path / "x.toml").exists()


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    done = run("frameworks", "draft", tmp_path / "huge.txt")
    assert done.exit_code == 1
    assert "because it is larger than 100 MB" in done.output


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    done = run("frameworks", "draft", tmp_path)
    assert done.exit_code == 2


def test_what_comes_next_is_said_step_by_step(tmp_path: Path) -> None:
    (tmp_path / "our audit.txt").write_text(article(), encoding="utf-8")
    done = run("frameworks", "draft", tmp_path / "our audit.txt", "-o", tmp_path / "our audit.toml")
    steps = done.output.split("What comes next:")[1]
    assert "our audit-doubts.xlsx" in steps
    assert f'frameworks check "{tmp_path / "our audit.toml"}"' in steps
    assert steps.index("frameworks check") < steps.index("sendsheets generate")


def test_nothing_is_written_over_what_somebody_has_changed(tmp_path: Path) -> None:
    drafted(article(), tmp_path)
    target = tmp_path / "our audit.toml"
    target.write_text(target.read_text(encoding="utf-8") + "# Mine.\n", encoding="utf-8")
    done = run("frameworks", "draft", tmp_path / "our audit.txt", "-o", target)
    assert done.exit_code == 1
    assert target.read_text(encoding="utf-8").endswith("# Mine.\n")
    assert run("frameworks", "draft", tmp_path / "our audit.txt", "-o", target, "--force")
    assert not target.read_text(encoding="utf-8").endswith("# Mine.\n")


# --- by way of Excel -----------------------------------------------------------------------


def test_a_framework_goes_to_excel_and_back(tmp_path: Path) -> None:
    drafted(article(), tmp_path)
    sheet = tmp_path / "sheet.xlsx"
    done = run("frameworks", "export", tmp_path / "our audit.toml", "--xlsx", sheet)
    assert done.exit_code == 0, done.output
    assert "36 statements" in done.output
    book = openpyxl.load_workbook(sheet)
    rows = book["Statements"]
    text = next(cell.column for cell in rows[5] if cell.value == "Text")
    rows.cell(6, text).value = "Reading is done every single day."
    rows.delete_rows(8)
    book.save(tmp_path / "changed.xlsx")
    done = run("frameworks", "draft", tmp_path / "changed.xlsx", "-o", tmp_path / "new.toml")
    assert done.exit_code == 1
    assert "1c is no longer there" in done.output
    framework, problems = load(str(tmp_path / "new.toml"))
    assert problems == ()
    assert framework
    assert framework.version == "1.1"
    refs = [statement.ref for statement in framework.statements]
    assert refs[:3] == ["1a", "1b", "1d"]
    assert framework.statements[0].text == "Reading is done every single day."


def test_an_addition_goes_to_excel_together_with_what_it_adds_to(tmp_path: Path) -> None:
    addition = laid(tmp_path)
    done = run("frameworks", "export", addition, "--xlsx", tmp_path / "sheet.xlsx")
    assert done.exit_code == 0, done.output
    assert "The workbook holds the two together" in done.output
    whole, _ = load(str(addition))
    done = run("frameworks", "draft", tmp_path / "sheet.xlsx", "-o", tmp_path / "new.toml")
    alone, problems = load(str(tmp_path / "new.toml"))
    assert problems == ()
    assert whole
    assert alone
    assert [(s.ref, s.text) for s in alone.statements] == [
        (s.ref, s.text) for s in whole.statements]
    assert alone.id == whole.id
    assert [*map(int, alone.version.split("."))] > [*map(int, whole.version.split("."))]


def test_an_exported_framework_is_no_return(tmp_path: Path) -> None:
    run("frameworks", "export", "send-network-pulse", "--xlsx", tmp_path / "pulse.xlsx")
    done = run("check", tmp_path)
    assert "sendsheets’ own reports" in done.output


def test_export_wants_to_know_what_to_write() -> None:
    done = run("frameworks", "export", "send-network-pulse")
    assert done.exit_code == 2
    assert "--xlsx FILE" in done.output


def test_faults_that_are_left_are_said_and_no_more_of_them_than_fit_a_screen(
    tmp_path: Path,
) -> None:
    titles = "".join(f"\nTopic {n}: Part {n}\n• Thing {n} is done well.\n" for n in range(1, 45))
    (tmp_path / "a.txt").write_text(f"Audit\n{titles}", encoding="utf-8")
    done = run("frameworks", "draft", tmp_path / "a.txt", "-o", tmp_path / "a.toml")
    assert done.exit_code == 1
    assert "it may hold at most 30, and has 44" in done.output
    assert "sendsheets generate" not in done.output
