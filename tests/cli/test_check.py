"""``sendsheets check`` as an officer uses it: explain, ask, decide, passwords."""

from __future__ import annotations

import io
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from workbooks import RAG, completed, plain

from sendsheets.cli import cli

DOUBTFUL = plain(RAG, {"1a": {"rating": "green "}, "1b": {"rating": "Amber/Green"},
                       "2a": {"rating": "Red\u00a0"}})  # fmt: skip


@pytest.fixture
def returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "oak.xlsx").write_bytes(DOUBTFUL)
    return folder


def run(*words: str, typed: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(cli, words, input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.exit_code, done.output


def test_what_needs_a_person_is_always_shown_and_repairs_are_counted(returns):
    status, text = run("check", "returns")

    assert status == 1
    assert "1 Leadership C6: found “Amber/Green”. Choose one rating from the list." in text
    assert "“Red" not in text
    assert "1 repair made in reading: add --explain to see it." in text


def test_explain_shows_every_repair_with_its_code(returns):
    _, text = run("check", "returns", "--explain")

    assert "2 Teaching C5: “Red\u00a0” was read as Red." in text
    assert "[rating-repaired]" in text
    assert "--explain" not in text


def test_ask_writes_an_email_that_names_the_cell_as_text_and_as_a_draft(returns):
    run("check", "returns", "--ask", "letters", "--as-at", "2026-12-01")

    text = Path("letters/oak-primary-school.txt").read_text(encoding="utf-8")
    assert "1 Leadership" in text
    assert "C6" in text
    assert "Amber/Green" in text
    draft = message_from_bytes(Path("letters/oak-primary-school.eml").read_bytes())
    assert draft["X-Unsent"] == "1"


def test_asking_twice_writes_the_same_bytes_and_replaces_its_own(returns):
    words = ("check", "returns", "--ask", "letters", "--as-at", "2026-12-01")
    run(*words)
    first = {path.name: path.read_bytes() for path in Path("letters").iterdir()}
    _, text = run(*words)

    assert "is there already" not in text
    assert {path.name: path.read_bytes() for path in Path("letters").iterdir()} == first


def decide(file: str, decision: str, by: str = "J. Cole", reason: str = "They rang") -> None:
    book = openpyxl.load_workbook(file)
    sheet = book["Decisions"]
    header = next(row for row in sheet.iter_rows() if "Decision" in [c.value for c in row])
    columns = {cell.value: cell.column for cell in header}
    row = header[0].row + 1
    assert sheet.cell(row, columns["What was found"]).value
    for heading, words in (("Decision", decision), ("By", by), ("Reason", reason)):
        sheet.cell(row, columns[heading]).value = words
    book.save(file)


def test_a_decision_is_written_down_applied_and_told(returns):
    status, text = run("check", "returns", "--decisions", "decisions.xlsx")
    assert status == 1
    assert "1 decision waits for a person" in text
    decide("decisions.xlsx", "Amber")

    status, text = run("check", "returns", "--decisions", "decisions.xlsx")
    assert status == 0, text
    assert "0 decisions wait for a person" in text
    book = openpyxl.load_workbook("decisions.xlsx")
    assert "They rang" in {cell.value for row in book["Decisions"].iter_rows() for cell in row}

    status, text = run("consolidate", "returns", "--decisions", "decisions.xlsx")
    assert status == 0, text
    consolidated = openpyxl.load_workbook("output/consolidated-send-rag-audit.xlsx")
    told = [str(c.value) for row in consolidated["Decisions"].iter_rows() for c in row if c.value]
    assert "J. Cole" in told
    assert "Amber" in told


def test_a_decision_lapses_when_the_file_changes(returns):
    run("check", "returns", "--decisions", "decisions.xlsx")
    decide("decisions.xlsx", "Amber")
    changed = plain(RAG, {"1a": {"rating": "Red"}, "1b": {"rating": "Amber/Green"}})
    (returns / "oak.xlsx").write_bytes(changed)

    status, text = run("consolidate", "returns", "--decisions", "decisions.xlsx")
    assert status == 1
    assert "Amber/Green" in text


def test_a_decisions_file_that_is_none_is_never_written_over(returns):
    Path("decisions.xlsx").write_bytes(completed())
    status, text = run("check", "returns", "--decisions", "decisions.xlsx")

    assert status == 1
    assert "Decision" in text
    assert Path("decisions.xlsx").read_bytes() == completed()


def locked(password: str) -> bytes:
    made = io.BytesIO()
    file = OOXMLFile(io.BytesIO(completed()))
    file.encrypt(password, made)
    return made.getvalue()


def test_a_locked_workbook_opens_with_a_password_from_a_file(returns):
    (returns / "oak.xlsx").write_bytes(locked("Welcome1"))
    Path("passwords.txt").write_text("wrong\nWelcome1\n", encoding="utf-8")
    status, text = run("check", "returns", "--password-file", "passwords.txt")

    assert status == 0, text
    assert "Complete: 57 of 57 answered" in text
    assert "Welcome1" not in text


def test_without_a_person_at_the_keyboard_it_says_what_to_do(returns):
    (returns / "oak.xlsx").write_bytes(locked("Welcome1"))
    status, text = run("check", "returns")

    assert status == 1
    assert "password" in text
    assert "--password-file" in text


def test_an_email_is_traced_to_its_sender(returns):
    message = EmailMessage()
    message["From"], message["Subject"] = "A. Patel <a.patel@oak.example>", "Our audit"
    message["Date"] = "Thu, 12 Nov 2026 09:30:00 +0000"
    message.set_content("Here it is. 3c should be Red, sorry.")
    message.add_attachment(completed(), maintype="application", subtype="octet-stream",
                           filename="audit.xlsx")  # fmt: skip
    (returns / "oak.xlsx").unlink()
    (returns / "fwd.eml").write_bytes(message.as_bytes())
    status, text = run("check", "returns")

    assert status == 0, text
    assert "returns/fwd.eml › audit.xlsx" in text
    assert "a.patel@oak.example" in text
