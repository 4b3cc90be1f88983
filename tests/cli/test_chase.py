"""chase, and consolidate and check against a list of schools, as officers use them."""

from __future__ import annotations

import csv
import email
import email.policy
import shutil
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from sendsheets.cli.actions import actions
from sendsheets.cli.chase import chase
from sendsheets.cli.check import check
from sendsheets.cli.consolidate import consolidate
from sendsheets.cli.generate import generate
from sendsheets.reports.decisions import decisions_csv
from sendsheets.returns.decisions_file import read_decisions

SAMPLES = Path(__file__).parents[2] / "samples" / "returns" / "send-rag-audit"
LIST = """School name,URN,Phase,Email
Quillbrook Primary School,999001,Primary,office@quillbrook.example
Stellbridge Academie,,All-through,office@stellbridge.example
Nobody Yet School,990050,Primary,office@nobody.example
Wickenfold Primary School,990051,Primary,
"""


def run(command: click.Command, *arguments: str | Path) -> Result:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with returns in it, one of them a PDF, and the list of schools beside them."""
    (tmp_path / "in").mkdir()
    for name in ("quillbrook-primary-school.xlsx", "stellbridge-academy.xlsx",
                 "wickenfold-primary-school.pdf"):  # fmt: skip
        shutil.copy(SAMPLES / name, tmp_path / "in")
    (tmp_path / "schools.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


CHASE = ("in", "--schools", "schools.csv", "--deadline", "12/12/2026", "--as-at", "2026-12-01",
         "-o", "out")  # fmt: skip


def test_chase_writes_a_reminder_for_each_school_that_needs_one(desk: Path) -> None:
    done = run(chase, *CHASE)

    assert done.exit_code == 1, "a decision waits, and one school has no address"
    assert ("SEND RAG audit: Returned 1 of 4 (25%): 1 complete, 0 part; 3 outstanding; deadline 12 "
            "December 2026.") in done.output
    assert "1 school without a reminder yet" in done.output
    assert "Stellbridge Academie" in done.output
    assert "1 reminder without an address: Wickenfold Primary School." in done.output
    assert {path.name for path in (desk / "out").glob("[!.]*")} == {
        "nobody-yet-school-990050.txt", "nobody-yet-school-990050.eml",
        "wickenfold-primary-school-990051.txt", "wickenfold-primary-school-990051.eml",
        "mail-merge.csv",
    }  # fmt: skip
    rows = list(csv.DictReader((desk / "out" / "mail-merge.csv").open(encoding="utf-8-sig")))
    assert [(row["school"], row["status"]) for row in rows] == [
        ("Nobody Yet School", "Not returned"), ("Wickenfold Primary School", "File problem")]


def test_chase_twice_gives_the_same_and_sets_aside_what_is_out_of_date(desk: Path) -> None:
    run(chase, *CHASE)
    first = {p.name: p.read_bytes() for p in (desk / "out").iterdir()}
    run(chase, *CHASE)
    assert first == {p.name: p.read_bytes() for p in (desk / "out").iterdir()}

    (desk / "schools.csv").write_text(LIST.replace("Nobody", "Somebody"), encoding="utf-8")
    done = run(chase, *CHASE)
    assert "1 draft of an earlier run was moved to" in done.output
    assert {path.name for path in (desk / "out" / "old").glob("[!.]*")} == {
        "nobody-yet-school-990050.txt", "nobody-yet-school-990050.eml"}
    assert not (desk / "out" / "nobody-yet-school-990050.eml").exists()


def test_all_is_well_where_nobody_needs_chasing(desk: Path) -> None:
    (desk / "schools.csv").write_text("Name,URN\nQuillbrook Primary School,999001\n")
    done = run(chase, "in/quillbrook-primary-school.xlsx", "--schools", "schools.csv")

    assert done.exit_code == 0, done.output
    assert "No school needs a reminder." in done.output


def test_before_anything_has_come_the_audit_is_named(desk: Path) -> None:
    (desk / "none").mkdir()
    asked = run(chase, "none", *CHASE[1:])
    done = run(chase, "none", *CHASE[1:], "--audit", "send-rag-audit")

    assert asked.exit_code == 2
    assert "Name it with --audit" in asked.output
    assert "Returned 0 of 4 (0%)" in done.output
    drafts = list((desk / "out").glob("*.txt"))
    assert len(drafts) == 4
    # That the folder is empty is no file of a school's.
    assert all("We have not had your" in path.read_text(encoding="utf-8") for path in drafts)
    assert "could not be used" not in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("in",), "give the list of schools with --schools"),
     (("in", "--schools", "schools.csv", "--audit", "no-such"), "'no-such' is none of"),
     (("in", "--schools", "schools.csv", "--deadline", "soon"), "is not a date")],
)  # fmt: skip
def test_wrong_usage_of_chase_is_told(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(chase, *arguments)

    assert done.exit_code == 2
    assert said in " ".join(done.output.split())


def test_an_officers_own_words_are_used_and_their_faults_told(desk: Path) -> None:
    (desk / "words.txt").write_text("Subject: {audit}\n\nDear {contact},\n\n{ask}\n\n{officer}\n")
    done = run(chase, *CHASE, "--template", "words.txt", "--from-name", "J. Moss")
    assert "Wrote out" in done.output
    text = (desk / "out" / "nobody-yet-school-990050.txt").read_text(encoding="utf-8")
    assert text.endswith("\n\nJ. Moss\n")

    done = run(chase, *CHASE, "--template", "words.txt")
    assert done.exit_code == 1
    assert "--from-name" in done.output
    done = run(chase, *CHASE, "--template", "no.txt")
    assert done.exit_code == 1


def test_several_audits_have_reminders_of_their_own(desk: Path) -> None:
    cpd = SAMPLES.parent / "senco-cpd-audit" / "stellbridge-academy.xlsx"
    shutil.copy(cpd, desk / "in" / "cpd.xlsx")
    run(chase, *CHASE)
    names = {path.name for path in (desk / "out").glob("*.txt")}

    assert "send-rag-audit-nobody-yet-school-990050.txt" in names
    assert "senco-cpd-audit-nobody-yet-school-990050.txt" in names
    assert "senco-cpd-audit-quillbrook-primary-school-999001.txt" in names


# --- a decision on whose a return is, from the question to its end --------------------------------


def test_a_school_is_decided_in_the_decisions_file_and_counts_from_then_on(desk: Path) -> None:
    done = run(check, "in", "--schools", "schools.csv", "--decisions", "decide.csv")
    assert "“Stellbridge Academy” may be Stellbridge Academie (" in done.output

    decisions, _ = read_decisions((desk / "decide.csv").read_bytes())
    (waits,) = [d for d in decisions if d.question.code == "listed-doubtful"]
    question = waits.question
    assert question.choices[-2:] == ("Not on the list", "Leave this file out")
    signed = type(waits)(question, question.choices[0], "J. Low")
    (desk / "decide.csv").write_bytes(decisions_csv([], [signed], set(question.hashes)))

    done = run(chase, *CHASE, "--decisions", "decide.csv")
    assert "Returned 2 of 4 (50%)" in done.output
    assert "may be theirs" not in done.output


# --- consolidate -----------------------------------------------------------------------------


def test_consolidate_counts_every_school_on_the_list(desk: Path) -> None:
    done = run(consolidate, *CHASE)
    book = openpyxl.load_workbook(desk / "out" / "consolidated-send-rag-audit.xlsx")
    first = [book["Returns"].cell(row, 1).value for row in range(5, 9)]
    table = (desk / "out" / "consolidated-send-rag-audit-csv" / "register.csv").read_text("utf-8")

    assert "Returned 1 of 4 (25%)" in done.output
    assert first == ["Nobody Yet School", "Stellbridge Academie", "Wickenfold Primary School",
                     "Quillbrook Primary School"]  # fmt: skip
    assert table.count("\n") == 5


def test_a_deadline_without_a_list_is_wrong_usage(desk: Path) -> None:
    done = run(consolidate, "in", "--deadline", "2026-12-12")

    assert done.exit_code == 2
    assert "give it with --schools" in done.output


def test_the_list_of_schools_among_the_returns_is_not_read_as_one(desk: Path) -> None:
    shutil.move(desk / "schools.csv", desk / "in" / "schools.csv")
    done = run(consolidate, "in", "--schools", "in/schools.csv")

    assert "3 files:" in done.output


def test_actions_bear_the_names_of_the_list(desk: Path) -> None:
    text = LIST.replace("Quillbrook Primary School", "Quillbrook Primary")
    (desk / "schools.csv").write_text(text, encoding="utf-8")
    run(actions, "in", "-o", "plain")
    run(actions, "in", "--schools", "schools.csv", "-o", "listed")

    assert "Quillbrook Primary School" in (desk / "plain" / "actions.csv").read_text("utf-8-sig")
    listed = (desk / "listed" / "actions.csv").read_text("utf-8-sig")
    assert "Quillbrook Primary School" not in listed
    assert "Quillbrook Primary" in listed


def test_while_nobody_can_place_a_file_no_school_is_told_that_nothing_came(desk: Path) -> None:
    (desk / "in" / "scan0001.pdf").write_bytes(b"%PDF-1.7\n")
    before = run(chase, "in", "--schools", "schools.csv", "--audit", "send-rag-audit", "-o",
                 "reminders")  # fmt: skip

    assert "1 file could not be used, and nobody knows whose it is: " in before.output
    texts = [path.read_text(encoding="utf-8") for path in (desk / "reminders").glob("*.txt")]
    assert any("We cannot find your" in " ".join(text.split()) for text in texts)
    assert not any("We have not had your" in " ".join(text.split()) for text in texts)


def test_where_a_folder_is_not_there_nobody_is_reminded(desk: Path) -> None:
    done = run(chase, "in", "inn", *CHASE[1:], "--audit", "send-rag-audit")
    assert done.exit_code == 1
    assert "inn: There is no such file or folder." in done.output
    assert not (desk / "out").exists()


# --- the folder of what was sent out, handed in as what came back -------------------------------


@pytest.fixture
def sent(desk: Path) -> Path:
    """The folder with a blank workbook for each school, as ``generate`` wrote it."""
    run(generate, "send-network-pulse", "--schools", "schools.csv", "--email", "-o", "sent")
    return desk / "sent"


def test_workbooks_as_they_were_sent_out_are_nobodys_returns(sent: Path) -> None:
    done = run(chase, "sent", "--schools", "schools.csv", "-o", "out")
    assert done.exit_code == 1
    assert "Is this the right folder? It holds only what sendsheets wrote" in done.output
    assert "(4 reminders: 4 not returned;" in done.output, "nobody is told that it sent a blank"

    done = run(check, "sent", "--schools", "schools.csv")
    assert "4 files: 4 of sendsheets’ own, left out." in done.output
    assert "as sendsheets wrote it to be sent out" in done.output


def test_a_blank_form_that_came_back_is_one_wherever_it_lies(sent: Path) -> None:
    first = sorted(sent.glob("*.xlsx"))[0]
    (sent.parent / "back").mkdir()
    shutil.copy(first, sent.parent / "back")
    assert "Nothing has been answered" in run(check, "back").output

    book = openpyxl.load_workbook(first)
    book.save(first)  # as a spreadsheet program does where somebody opens it and sends it back
    assert "4 files: 1 read without a question (1 blank), 3 of sendsheets’ own, left out." in (
        run(check, "sent").output)

    named = sorted(sent.glob("*.xlsx"))[1]
    assert "Nothing has been answered" in run(check, named).output


# --- the workbook once more --------------------------------------------------------------------


@pytest.fixture
def sent_audit(desk: Path) -> Path:
    """The same, with the workbooks as they were sent out."""
    run(generate, "send-rag-audit", "--schools", "schools.csv", "--as-at", "2026-09-01",
        "-o", "To send")  # fmt: skip
    return desk


def test_who_sent_nothing_that_could_be_used_gets_the_workbook_once_more(sent_audit: Path) -> None:
    done = run(chase, *CHASE, "--workbooks", "To send")

    assert "2 reminders bring the blank workbook once more." in done.output
    name = "send-rag-audit-nobody-yet-school-990050.xlsx"
    text = (sent_audit / "out" / "nobody-yet-school-990050.txt").read_text(encoding="utf-8")
    assert f"Attach: {name}" in text
    assert "The blank workbook is attached once more" in " ".join(text.split())
    with (sent_audit / "out" / "nobody-yet-school-990050.eml").open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=email.policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == name
    assert attached.get_content() == (sent_audit / "To send" / name).read_bytes()
    rows = list(csv.DictReader((sent_audit / "out" / "mail-merge.csv").open(encoding="utf-8-sig")))
    assert rows[0]["attachment"] == name


def test_a_workbook_that_was_changed_since_goes_to_nobody(sent_audit: Path) -> None:
    path = sent_audit / "To send" / "send-rag-audit-nobody-yet-school-990050.xlsx"
    shutil.copy(SAMPLES / "quillbrook-primary-school.xlsx", path)
    done = run(chase, *CHASE, "--workbooks", "To send")

    assert ("1 reminder brings the blank workbook once more. There is none, or more than one, for "
            "Nobody Yet School.") in " ".join(done.output.split())
    text = (sent_audit / "out" / "nobody-yet-school-990050.txt").read_text(encoding="utf-8")
    assert "Attach" not in text
    assert "need the workbook again, please tell us" in " ".join(text.split())


def test_a_folder_without_such_workbooks_is_told_before_anything_is_written(desk: Path) -> None:
    done = run(chase, *CHASE, "--workbooks", "in")

    assert done.exit_code == 2
    assert "Name the folder that generate wrote." in " ".join(done.output.split())
    assert not (desk / "out").exists()
