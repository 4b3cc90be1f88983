"""sendsheets generate --schools: a workbook for every school, and an email to send it by."""

from __future__ import annotations

import csv
import email
import io
import re
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from sendsheets.cli.generate import generate
from sendsheets.cli.sending import file_names
from sendsheets.model import Listed
from sendsheets.reports.mail import PLACEHOLDERS
from tests.workbook.test_setting import MARKED

AUDIT = "send-network-pulse"
LIST = """School name,URN,Phase,Email,Headteacher,SENCO
Oak Primary School,123456,Primary,office@oak.example.org,Mrs A Patel,
St Mary’s & Sons <b>,123457,Secondary,head@st-marys.example.org,,J. Low
Elm School,123458,Special,,,
"""


def run(*arguments: str | Path) -> Result:
    told = CliRunner().invoke(generate, [str(argument) for argument in arguments])
    assert told.exception is None or isinstance(told.exception, SystemExit), told.output
    return told


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def send(place: Path, *arguments: str | Path, audit: str | Path = AUDIT) -> Result:
    return run(audit, "--schools", place / "list.csv", "-o", place / "out",
               "--as-at", "2026-11-22", "--sections", "1", *arguments)  # fmt: skip


def cover(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path)["Cover"]
    return {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5, max_row=20)}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# --- workbooks -------------------------------------------------------------------------------


def test_every_school_gets_a_workbook_with_its_details(place):
    done = send(place)
    assert done.exit_code == 0, done.output
    assert names(place / "out") == [
        f"{AUDIT}-elm-school-123458-sections-1.xlsx",
        f"{AUDIT}-oak-primary-school-123456-sections-1.xlsx",
        f"{AUDIT}-st-marys-sons-b-123457-sections-1.xlsx",
    ]
    assert "3 workbooks for 3 schools" in done.output
    oak = cover(place / "out" / f"{AUDIT}-oak-primary-school-123456-sections-1.xlsx")
    mary = cover(place / "out" / f"{AUDIT}-st-marys-sons-b-123457-sections-1.xlsx")
    assert oak["School name"] == "Oak Primary School"
    assert (oak["URN (unique reference number)"], oak["Phase"]) == (123456, "Primary")
    assert (oak["Headteacher"], oak["SENCO"]) == ("Mrs A Patel", None)
    assert mary["School name"] == "St Mary’s & Sons <b>"
    assert (mary["Headteacher"], mary["SENCO"]) == (None, "J. Low")


def test_the_same_run_twice_gives_the_same_bytes_and_says_so(place):
    send(place, "--email", "--deadline", "2026-12-18")
    first = everything(place / "out")
    done = send(place, "--email", "--deadline", "2026-12-18")
    assert everything(place / "out") == first
    assert "3 workbooks for 3 schools" in done.output
    assert "3 of them again" in done.output


def test_a_workbook_that_somebody_filled_in_is_kept_and_named(place):
    send(place)
    path = place / "out" / f"{AUDIT}-elm-school-123458-sections-1.xlsx"
    book = openpyxl.load_workbook(path)
    book["Cover"]["B8"] = "A. Patel"
    book.save(path)
    before = path.read_bytes()
    done = send(place, "--email")
    assert done.exit_code == 1
    assert path.read_bytes() == before
    assert path.name in done.output
    assert "2 workbooks for 3 schools" in done.output
    assert names(place / "out" / "emails") == [
        f"{AUDIT}-oak-primary-school-123456-sections-1.eml",
        f"{AUDIT}-st-marys-sons-b-123457-sections-1.eml"]  # fmt: skip


def test_a_file_open_elsewhere_is_told_and_the_others_are_written(place):
    (place / "out").mkdir()
    open_one = f"~${AUDIT}-oak-primary-school-123456-sections-1.xlsx"
    (place / "out" / open_one).write_bytes(b"")
    done = send(place)
    assert done.exit_code == 1
    assert "open in another program" in done.output
    assert "2 workbooks for 3 schools" in done.output


def test_of_many_schools_only_the_first_files_are_listed(place):
    rows = "".join(f"School {n},1{n:05},{'a@x.example' if n == 39 else ''}\n" for n in range(40))
    (place / "list.csv").write_text("School,URN,Email\n" + rows, encoding="utf-8")
    done = send(place, "--email")
    assert "40 workbooks for 40 schools" in done.output
    assert "and 37 more" in done.output
    assert "39 schools without an email address on the list: School 0 (URN 100000)" in done.output
    assert "and 19 more." in done.output
    assert len(done.output.splitlines()) < 20
    assert len(names(place / "out" / "emails")) == 40


def test_where_the_list_has_no_addresses_no_school_is_named_for_it(place):
    (place / "list.csv").write_text("School,URN\nOak,100001\nElm,100002\n", encoding="utf-8")
    done = send(place, "--email")
    assert "2 schools without an email address: the list has none." in done.output
    assert "Oak (URN" not in done.output


def test_names_of_files_are_safe_and_unique_on_every_system():
    schools = [Listed(name, urn, row=row) for row, (name, urn) in enumerate([
        ("Elm School", ""), ("ELM  school", ""), ("Elm School", "123456"), ("Elm School row 2", ""),
        ("学校", ""), ("学园", ""), ("CON", ""), ("../../etc/passwd", ""), ("a" * 300, "EY123456"),
        ("Ysgol Tŷ Gwyn: “un”?*|", ""), ("...", ""), ("Elm School", "123456"),
    ], 2)]  # fmt: skip
    made = file_names("audit", schools)
    assert len({name.casefold() for name in made}) == len(schools)
    assert all(re.fullmatch(r"audit-[a-z0-9-]{1,90}\.xlsx", name) for name in made)
    assert made[0] == "audit-elm-school-row-2.xlsx"
    assert made[8].endswith("-ey123456.xlsx")
    assert made[9] == "audit-ysgol-ty-gwyn-un.xlsx"


# --- settings ----------------------------------------------------------------------------------


def test_each_school_is_asked_what_is_for_its_setting(place):
    audit = place / "small.toml"
    audit.write_text(MARKED, encoding="utf-8")
    done = send(place, "--email", audit=audit)
    out = place / "out"
    secondary = openpyxl.load_workbook(
        out / "small-audit-st-marys-sons-b-123457-sections-1.xlsx")["1 First"]  # fmt: skip
    assert [row[0].value for row in secondary.iter_rows(min_row=5)] == ["1a", "1c"]
    told = cover(out / "small-audit-oak-primary-school-123456-sections-1.xlsx")["Audit"]
    assert str(told).endswith("section 1, setting primary")
    assert "1 school, primary: 2 statements each" in done.output
    assert "1 school, special: 1 statement each" in done.output
    letter = out / "emails" / "small-audit-elm-school-123458-sections-1.eml"
    body = email.message_from_bytes(letter.read_bytes(), policy=default).get_body(("plain",))
    assert body is not None
    assert "1 statements" in " ".join(body.get_content().split())


def test_a_school_whose_setting_is_asked_nothing_is_named(place):
    audit = place / "small.toml"
    audit.write_text(MARKED, encoding="utf-8")
    done = run(audit, "--schools", place / "list.csv", "-o", place / "out", "--sections", "2")
    assert done.exit_code == 1
    assert "No workbook was written for Oak Primary School (URN 123456), St Mary’s" in done.output
    assert names(place / "out") == ["small-audit-elm-school-123458-sections-2.xlsx"]


def test_the_option_is_for_schools_whose_setting_the_list_does_not_say(place):
    audit = place / "small.toml"
    audit.write_text(MARKED, encoding="utf-8")
    (place / "list.csv").write_text("School,Phase\nOak,Primary\nElm,\n", encoding="utf-8")
    assert "2 schools, primary" in send(place, "--setting", "primary", audit=audit).output
    done = send(place, "--force", audit=audit)
    assert "1 school, setting not known, so asked everything: 3 statements each" in done.output


def test_one_workbook_for_a_setting(place):
    audit = place / "small.toml"
    audit.write_text(MARKED, encoding="utf-8")
    done = run(audit, "--setting", "Special", "-o", place / "out")
    assert done.exit_code == 0
    assert names(place / "out") == ["small-audit-special.xlsx"]
    nothing = run(audit, "--setting", "primary", "--sections", "2", "-o", place / "none")
    assert nothing.exit_code == 2
    assert "asks nothing of this setting" in nothing.output
    same = run(AUDIT, "--setting", "primary", "-o", place / "same")
    assert "asks the same of every setting" in same.output
    assert names(place / "same") == [f"{AUDIT}.xlsx"]


# --- emails ------------------------------------------------------------------------------------


def test_each_draft_is_unsent_and_brings_the_workbook_of_its_school(place):
    done = send(place, "--email", "--deadline", "18/12/2026", "--from-name", "Jo Bright")
    out = place / "out"
    drafts = {p.stem: email.message_from_bytes(p.read_bytes(), policy=default)
              for p in (out / "emails").glob("*.eml")}  # fmt: skip
    assert len(drafts) == 3
    for stem, message in drafts.items():
        (attached,) = message.iter_attachments()
        assert attached.get_filename() == f"{stem}.xlsx"
        assert attached.get_content() == (out / f"{stem}.xlsx").read_bytes()
        assert message["X-Unsent"] == "1"
    oak = drafts[f"{AUDIT}-oak-primary-school-123456-sections-1"]
    words = oak.get_body(("plain",)).get_content()
    assert oak["To"] == "office@oak.example.org"
    assert words.startswith("Dear Mrs A Patel,")
    assert "by Friday 18 December 2026," in words
    assert words.rstrip().endswith("Jo Bright")
    elm = drafts[f"{AUDIT}-elm-school-123458-sections-1"]
    assert elm["To"] is None
    assert "Dear colleague," in elm.get_body(("plain",)).get_content()
    assert done.exit_code == 1
    assert "1 school without an email address on the list: Elm School" in done.output


def test_an_address_of_two_schools_is_left_out_of_their_emails_and_they_are_named(place):
    with (place / "list.csv").open("a", encoding="utf-8") as more:
        more.write("Ash School,123459,Primary,OFFICE@oak.example.org,,\n")
    done = send(place, "--email")
    drafts = {p.stem: email.message_from_bytes(p.read_bytes(), policy=default)
              for p in (place / "out" / "emails").glob("*.eml")}  # fmt: skip
    text = (place / "out" / "mail-merge.csv").read_bytes().decode("utf-8-sig")

    assert [drafts[f"{AUDIT}-{school}-sections-1"]["To"] for school in (
        "oak-primary-school-123456", "ash-school-123459", "st-marys-sons-b-123457")] == [
        None, None, "head@st-marys.example.org"]  # fmt: skip
    assert [row["Email"] for row in csv.DictReader(io.StringIO(text, newline=""))] == [
        "", "head@st-marys.example.org", "", ""]  # fmt: skip
    assert ("2 emails left without an address, since the list gives the same one to several "
            "schools: Oak Primary School (URN 123456), Ash School (URN 123459).") in done.output
    assert "1 school without an email address on the list: Elm School" in done.output


def test_the_list_for_a_mail_merge_has_every_school(place):
    send(place, "--email")
    text = (place / "out" / "mail-merge.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(r["Email"], r["School"], r["URN"]) for r in rows] == [
        ("office@oak.example.org", "Oak Primary School", "123456"),
        ("head@st-marys.example.org", "St Mary’s & Sons <b>", "123457"),
        ("", "Elm School", "123458")]  # fmt: skip
    assert all((place / "out" / r["Attachment"]).exists() for r in rows)
    assert rows[1]["Body"].startswith("Dear J. Low,")


def test_an_officer_edits_our_words_and_gives_them_next_time(place):
    send(place, "--email")
    template = place / "out" / "email-template.txt"
    template.write_text("Subject: Hello {school}\n\nOnly {statements}, {workbook}.\n")
    left = send(place, "--email")
    assert template.read_text().startswith("Subject: Hello")
    assert f"--template {template}" in left.output.replace("\n", " ")
    send(place, "--email", "--template", template)
    made = (place / "out" / "emails").glob("*oak*.eml")
    oak = email.message_from_bytes(next(made).read_bytes(), policy=default)
    assert oak["Subject"] == "Hello Oak Primary School"
    words = oak.get_body(("plain",)).get_content()
    assert re.fullmatch(r"Only \d+, send-network-pulse-oak-primary-school-123456-sections-1.xlsx.",
                        words.strip())  # fmt: skip


def test_a_template_with_faults_writes_nothing(place):
    template = place / "words.txt"
    template.write_text("Dear {scholl}\n{deadline}\n")
    done = send(place, "--email", "--template", template)
    assert done.exit_code == 1
    assert "Did you mean {school}?" in done.output
    assert "Give --deadline" in done.output
    assert "Subject: " in done.output
    assert not (place / "out").exists()


def test_emails_of_an_earlier_run_are_counted(place):
    send(place, "--email")
    (place / "list.csv").write_text("\n".join(LIST.splitlines()[:2]) + "\n", encoding="utf-8")
    assert "2 emails in" in send(place, "--email").output


@pytest.mark.parametrize(("arguments", "words"), [
    (["--school", "Oak"], "--school is for one school"),
    (["--urn", "123456"], "--urn is for one school"),
    (["--template", "x.txt"], "--template is for emails: add --email"),
    (["--deadline", "2026-12-18"], "--deadline is for emails"),
    (["--from-name", "Jo"], "--from-name is for emails"),
    (["--email", "--deadline", "2026-11-01"], "This day is past"),
])  # fmt: skip
def test_options_that_do_not_fit_together_are_wrong_usage(place, arguments, words):
    done = send(place, *arguments)
    assert done.exit_code == 2
    assert words in done.output
    assert not (place / "out").exists()


def test_emails_need_a_list(tmp_path):
    done = run(AUDIT, "--email", "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert "--email needs a list of schools" in done.output


def test_a_list_that_is_not_there_is_told(tmp_path):
    done = run(AUDIT, "--schools", tmp_path / "none.csv", "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "none.csv" in done.output
    assert not (tmp_path / "out").exists()


def test_the_help_names_every_placeholder():
    told = run("--help").output
    assert [name for name in PLACEHOLDERS if f"{{{name}}}" not in told] == []
