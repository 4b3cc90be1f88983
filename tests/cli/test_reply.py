"""reply: every school is answered, and whoever is not is named with the reason."""

from __future__ import annotations

import csv
import io
import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sendsheets.cli.reply import reply

SAMPLES = Path(__file__).parents[2] / "samples" / "returns" / "send-rag-audit"
CLEAN = ("quillbrook-primary-school.xlsx", "stellbridge-academy.xlsx")


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(reply, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two clean returns in it, which is the folder the officer stands in."""
    folder = tmp_path / "desk"
    folder.mkdir()
    for name in CLEAN:
        shutil.copy(SAMPLES / name, folder)
    monkeypatch.chdir(folder)
    return folder


def test_each_school_gets_a_page_and_an_unsent_email_with_it(desk: Path) -> None:
    done = run(".", "--as-at", "2026-12-01", "--next", "We meet in January.",
               "--from-name", "Hilltop Council", "--contact", "send@hilltop.example")
    assert done.exit_code == 0, done.output
    assert "2 replies in output: a page for each school (.html)." in done.output
    pages = sorted((desk / "output").glob("*.html"))
    assert [page.name for page in pages] == [
        "reply-quillbrook-primary-school-send-rag-audit.html",
        "reply-stellbridge-academy-send-rag-audit.html"]  # fmt: skip
    for page in pages:
        assert "We meet in January." in page.read_text(encoding="utf-8")
        draft = desk / "output" / "emails" / f"{page.stem}.eml"
        message = message_from_bytes(draft.read_bytes(), policy=default)
        assert [part.get_filename() for part in message.iter_attachments()] == [page.name]
    rows = list(csv.DictReader(io.StringIO(
        (desk / "output" / "mail-merge.csv").read_text(encoding="utf-8-sig"))))  # fmt: skip
    assert [row["Attachment"] for row in rows] == [page.name for page in pages]
    assert all("We meet in January." in row["Body"] for row in rows)


def test_equal_inputs_give_equal_files_and_a_second_run_replaces_them(desk: Path) -> None:
    for name in ("a", "b", "b"):
        assert run(*CLEAN, "-o", name, "--as-at", "2026-12-01").exit_code == 0
    first, second = ({path.relative_to(desk / name): path.read_bytes()
                      for path in (desk / name).rglob("*") if path.is_file()}
                     for name in ("a", "b"))  # fmt: skip
    assert first == second
    assert len(first) >= 5


def test_what_somebody_has_changed_is_not_replaced(desk: Path) -> None:
    run(".", "--as-at", "2026-12-01")
    page = desk / "output" / "reply-stellbridge-academy-send-rag-audit.html"
    page.write_text("<p>Our own words.</p>", encoding="utf-8")
    done = run(".", "--as-at", "2026-12-01")
    assert done.exit_code == 1
    assert "1 file could not be written." in done.output
    assert page.read_text(encoding="utf-8") == "<p>Our own words.</p>"
    assert run(".", "--as-at", "2026-12-01", "--force").exit_code == 0


def test_whoever_is_left_out_is_named_with_the_reason(desk: Path) -> None:
    (desk / "beech.xlsx").write_bytes(b"%PDF-1.7")
    done = run(".")
    assert done.exit_code == 1
    assert "2 replies" in done.output
    assert "1 file got no reply:" in done.output
    assert "beech.xlsx: it could not be read;" in done.output


def test_nothing_to_reply_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "oak.xlsx").write_bytes(b"%PDF-1.7")
    done = run(tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "There is no return to reply to." in done.output
    assert not (tmp_path / "out").exists()


def test_the_address_on_the_list_of_schools_is_used(desk: Path) -> None:
    (desk / "list.csv").write_text(
        "Name,Email\nQuillbrook Primary School,office@quillbrook.example\n"
        "Stellbridge Academy,send@stellbridge.example\nElm School,e@elm.example\n",
        encoding="utf-8")
    run(".", "--schools", "list.csv")
    drafts = {path.name: message_from_bytes(path.read_bytes(), policy=default)["To"]
              for path in (desk / "output" / "emails").glob("*.eml")}
    assert drafts == {
        "reply-quillbrook-primary-school-send-rag-audit.eml": "office@quillbrook.example",
        "reply-stellbridge-academy-send-rag-audit.eml": "send@stellbridge.example"}  # fmt: skip


def test_a_reply_to_a_school_that_is_not_on_the_list_is_pointed_out(desk: Path) -> None:
    (desk / "list.csv").write_text(
        "Name,URN\nQuillbrook Primary School,999001\nElm School,999777\n", encoding="utf-8")
    done = run(".", "--schools", "list.csv")
    assert "2 replies in output" in done.output
    assert "Among them 1 school that the list does not have: Stellbridge Academy." in done.output


def test_schools_are_named_to_each_other_only_where_both_agreed(desk: Path) -> None:
    head = "School,URN,About,Area for development,Could talk to,Its URN,Why,Ask both schools\n"
    row = "Quillbrook Primary School,,2c,Adaptive teaching,Stellbridge Academy,,Rated Green.,"
    page = desk / "output" / "reply-quillbrook-primary-school-send-rag-audit.html"
    for answer, named, status in (("To ask", False, 0), ("Both agreed", True, 0),
                                  ("Perhaps", False, 1)):  # fmt: skip
        (desk / "connections.csv").write_text(f"{head}{row}{answer}\n", encoding="utf-8")
        done = run(*CLEAN, "--introductions", "connections.csv")
        assert done.exit_code == status, done.output
        assert ("Stellbridge" in page.read_text(encoding="utf-8")) is named
    assert "says “Perhaps” under Ask both schools" in done.output


def test_an_introduction_of_a_school_that_is_not_here_is_asked_about(desk: Path) -> None:
    (desk / "c.csv").write_text(
        "School,Could talk to,Ask both schools\nElm School,Stellbridge Academy,Both agreed\n",
        encoding="utf-8")
    done = run(*CLEAN, "--introductions", "c.csv")
    assert done.exit_code == 1
    assert "The introductions name Elm School, which gets no reply here." in done.output


def test_wrong_usage_is_said_in_words(desk: Path) -> None:
    long = run(".", "--next", "x" * 451)
    assert long.exit_code == 2
    assert "At most 3 paragraphs of 450 characters each" in long.output
    gone = run(".", "--introductions", "not-there.xlsx")
    assert gone.exit_code == 1
    assert "The file of introductions could not be read" in gone.output


def test_the_list_is_in_order_of_schools_and_an_older_draft_is_set_aside(desk: Path) -> None:
    shutil.copy(SAMPLES / CLEAN[0], desk / "zz.xlsx")
    (desk / CLEAN[0]).unlink()
    assert run(CLEAN[1], "zz.xlsx", "--as-at", "2026-12-01").exit_code == 0
    rows = csv.DictReader(io.StringIO(
        (desk / "output" / "mail-merge.csv").read_text(encoding="utf-8-sig")))  # fmt: skip
    schools = [row["School"] for row in rows]
    assert schools == sorted(schools)
    assert len(schools) == 2

    emails = desk / "output" / "emails"
    (emails / "sent-by-somebody-else.eml").write_bytes(b"Subject: x")
    done = run(CLEAN[1], "--as-at", "2026-12-01")
    assert "1 draft of an earlier run was moved to" in done.output
    assert [path.name for path in (emails / "old").glob("*.eml")] == [
        "reply-quillbrook-primary-school-send-rag-audit.eml"]  # fmt: skip
    assert {path.name for path in emails.glob("*.eml")} == {
        "reply-stellbridge-academy-send-rag-audit.eml", "sent-by-somebody-else.eml"}
