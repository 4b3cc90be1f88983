"""``sendsheets check`` as an officer uses it: explain, ask, decide, passwords."""

from __future__ import annotations

import io
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from workbooks import RAG, completed, plain

from sendsheets import layout
from sendsheets.cli import cli
from sendsheets.cli.options import Day

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


# --- many files ------------------------------------------------------------------------------


def many(folder: Path, count: int = 13) -> None:
    """So many complete returns beside the doubtful one, and one in which a reason is missing."""
    for n in range(count):
        values = {s.ref: {"rating": "Green"} for s in RAG.statements}
        if n == 0:
            values["1a"] = {"rating": "Not applicable"}
        (folder / f"school-{n:02}.xlsx").write_bytes(plain(RAG, values, school(n)))


def school(n: int) -> dict[str, str]:
    """The Cover of one of many schools."""
    return {layout.SCHOOL_NAME.key: f"School {n:02}", layout.URN.key: str(200000 + n)}


def test_with_many_files_those_in_order_get_a_line_and_questions_stand_last(returns):
    many(returns)
    status, text = run("check", "returns")

    assert status == 1
    lines = text.splitlines()
    assert "Read without a question (12):" in lines
    quiet = [line for line in lines if line.startswith("  School 05 ")]
    assert len(quiet) == 1
    assert "(URN 200005): complete" in quiet[0]
    assert quiet[0].endswith("Comments: “Thank you.”")
    assert "Read without a question, with a note (1):" in lines
    assert text.index("School 00") < text.index("Needs a person (1):") < text.index("Amber/Green")
    assert "14 files: 13 read without a question (13 complete), 1 with something to check." in lines
    assert "  Only a note to the school (1): School 00." in lines
    assert "School 05 (URN" not in run("check", "returns/school-05.xlsx")[1].splitlines()[0]
    assert "57 of 57 answered" in run("check", "returns/school-05.xlsx")[1]
    assert run("check", "returns", "--explain")[1].count("of 57 answered") == 14


def test_who_gets_a_letter_is_named_on_the_screen_with_the_reason(returns):
    many(returns, 1)
    _, text = run("check", "returns", "--ask", "letters")

    assert "Not applicable, with nothing in the evidence column." in text
    assert "(2 emails" in text
    assert {path.stem for path in Path("letters").glob("*.eml")} == {
        "oak-primary-school", "school-00"}


def test_a_list_of_schools_gives_addresses_for_letters_and_says_who_is_in(returns):
    Path("schools.csv").write_text(
        "Name,URN,Email\nOak Primary School,123456,office@oak.example\nElm School,123457,\n",
        encoding="utf-8")
    _, text = run("check", "returns", "--schools", "schools.csv", "--ask", "letters")

    assert "SEND RAG audit: Returned 1 of 2 (50%)" in text
    letter = Path("letters/oak-primary-school.txt").read_text(encoding="utf-8")
    assert letter.startswith("To: office@oak.example\n")


def test_a_return_that_is_not_on_the_list_or_blank_is_not_just_in_order(returns):
    (returns / "oak.xlsx").write_bytes(completed())
    Path("schools.csv").write_text("Name,URN\nElm School,123457\n", encoding="utf-8")
    many(returns, 2)
    (returns / "school-01.xlsx").write_bytes(plain(RAG, {}, school(1)))
    _, text = run("check", "returns", "--schools", "schools.csv")

    assert "3 files: 3 read without a question (2 complete, 1 blank; 3 of them not on the" in text
    assert "Not on the list (3): Oak Primary School, School 00, School 01." in text


def test_letters_of_an_earlier_run_are_set_aside_but_never_what_a_person_changed(returns):
    run("check", "returns", "--ask", "letters")
    (returns / "oak.xlsx").write_bytes(completed())
    _, text = run("check", "returns", "--ask", "letters")

    assert "1 draft of an earlier run was moved to" in text
    assert {path.name for path in Path("letters/old").glob("[!.]*")} == {
        "oak-primary-school.eml", "oak-primary-school.txt"}
    assert not list(Path("letters").glob("*.eml"))

    (returns / "oak.xlsx").write_bytes(DOUBTFUL)
    run("check", "returns", "--ask", "letters")
    draft = Path("letters/oak-primary-school.eml")
    draft.write_bytes(draft.read_bytes() + b"my words\n")
    (returns / "oak.xlsx").write_bytes(completed())
    _, text = run("check", "returns", "--ask", "letters")
    assert "oak-primary-school.eml" in text
    assert draft.exists()


def test_only_what_was_repaired_is_called_a_repair(returns):
    book = {"1a": {"rating": "green ", "action": "Train staff", "due": "Spring term"}}
    (returns / "oak.xlsx").write_bytes(plain(RAG, book))
    _, text = run("check", "returns")

    assert "1 note: add --explain to see it." in text
    assert "repair" not in text


def test_sections_are_told_in_the_order_of_the_audit(returns):
    book = {ref: {"rating": "Amberish"} for ref in ("3a", "1a", "2a")}
    (returns / "oak.xlsx").write_bytes(plain(RAG, book))
    _, text = run("check", "returns", "--ask", "letters")
    letter = Path("letters/oak-primary-school.txt").read_text(encoding="utf-8")

    for words in (text, letter):
        assert words.index("1 Leadership") < words.index("2 Teaching") < words.index("3 Expertise")


@pytest.mark.parametrize(("typed", "day"), [
    ("23.10.26", date(2026, 10, 23)), ("1/12/2026", date(2026, 12, 1)),
    ("2026-12-01", date(2026, 12, 1)), (" 1-2-27 ", date(2027, 2, 1)),
])
def test_a_day_may_be_typed_with_two_digits_for_its_year(typed, day):
    assert Day().convert(typed, None, None) == day


@pytest.mark.parametrize("typed", ["31.2.26", "26-12-2026-1", "1.12.126", "soon"])
def test_what_is_no_day_is_told(typed):
    with pytest.raises(click.BadParameter, match="is not a date"):
        Day().convert(typed, None, None)
