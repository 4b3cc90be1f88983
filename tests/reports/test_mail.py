"""Emails to many schools: templates that officers edit, drafts that bring a workbook, the list."""

from __future__ import annotations

import csv
import email
import io
from datetime import date
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendsheets.model import Severity
from sendsheets.problems import advice, found
from sendsheets.reports.drafts import Draft, draft_eml, draft_text
from sendsheets.reports.mail import (
    LONGEST,
    MERGE_COLUMNS,
    OPTIONS,
    PLACEHOLDERS,
    Mailing,
    Template,
    fill,
    mail_merge,
    read_template,
    sending_template,
    template_text,
)

VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}
WORDS = "Subject: {audit} for {school}\n\nDear {contact},\n\nCafé – “quoted”.\n"
READ = Template("{audit} for {school}", "Dear {contact},\n\nCafé – “quoted”.\n")


def codes(data: bytes | str, **options) -> list[str]:
    text = data.encode() if isinstance(data, str) else data
    template, problems = read_template("words.txt", text, **options)
    assert (template is None) == bool(problems)
    assert all(p.severity is Severity.ERROR and p.file == "words.txt" for p in problems)
    return [problem.code for problem in problems]


# --- templates -------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le",
                                      "utf-16-be"])  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_template_is_read_as_any_editor_saves_it(encoding, ends):
    data = WORDS.replace("\n", ends).encode(encoding)
    assert read_template("words.txt", data) == (READ, ())


@pytest.mark.parametrize("deadline", [True, False])
@pytest.mark.parametrize("officer", [True, False])
def test_our_own_words_read_back_and_need_nothing_that_is_not_given(deadline, officer):
    ours = sending_template(deadline, officer)
    given = {"deadline": deadline, "officer": officer}
    lacking = [name for name, there in given.items() if not there]
    assert read_template("ours.txt", template_text(ours), lacking=lacking) == (ours, ())
    subject, body = fill(ours, VALUES)
    assert subject == "<audit>: <school>"
    assert ("by <deadline>," in body) == deadline
    assert ("<officer>" in body) == officer
    assert "{" not in body


@pytest.mark.parametrize(("data", "code"), [
    (b"", "template-empty"), (b" \r\n\t\n", "template-empty"), (b"\xef\xbb\xbf", "template-empty"),
    (b"PK\x03\x04 a document", "template-unreadable"),
    (b"{\\rtf1 Subject: x", "template-unreadable"),
    (b"\xd0\xcf\x11\xe0", "template-unreadable"), (b"%PDF-1.7", "template-unreadable"),
    (b"Subject: a\0b\nwords", "template-unreadable"),
    (b"Subject: \x81\nwords", "template-unreadable"),
    (b"Subject: x\n" + b"w" * LONGEST, "template-unreadable"),
    ("Dear {school},\nwords", "template-subject"), ("Subject:\n\nwords", "template-subject"),
    ("Subject: x\n\n  \n", "template-body"), ("Subject: x", "template-body"),
    ("Subject: x\n{scholl}", "template-placeholder"), ("Subject: x\n{}", "template-placeholder"),
    ("Subject: x\nHello {school", "template-brace"), ("Subject: x\n}", "template-brace"),
    ("Subject: x\n{school.upper}", "template-placeholder"),
], ids=repr)  # fmt: skip
def test_what_is_wrong_with_a_template_is_told_and_it_is_not_used(data, code):
    assert codes(data) == [code]


def test_everything_wrong_is_told_at_once_each_thing_once_and_in_words():
    text = "Dear all\n{scholl} {scholl} {deadline}\n{officer} {\n"
    _, problems = read_template("words.txt", text.encode(), lacking=tuple(OPTIONS))
    told = [f"{found(p)} {advice(p)}" for p in problems]
    assert [p.code for p in problems] == [
        "template-subject", "template-placeholder", "template-option", "template-option",
        "template-brace"]  # fmt: skip
    assert "Did you mean {school}?" in told[1]
    assert "{statements}" in told[1]
    assert "Give --deadline, or take {deadline} out" in told[2]
    assert "Line 3" in told[4]


def test_placeholders_may_be_written_with_capitals_and_blanks_and_are_filled_once():
    template, _ = read_template("words.txt", b"subject : {SCHOOL}\n{ School }, {audit}")
    values = {**VALUES, "school": "{audit}\nBcc: x@example.org", "audit": "A"}
    assert template
    assert fill(template, values) == (
        "{audit} Bcc: x@example.org", "{audit} Bcc: x@example.org, A\n")  # fmt: skip


@given(st.binary(max_size=200))
def test_no_bytes_at_all_raise(data):
    template, problems = read_template("words.txt", data)
    assert (template is None) == bool(problems)


# --- drafts with a workbook --------------------------------------------------------------------

DRAFT = Draft("oak", "Oak", "office@oak.example", "An audit: Oak", "Dear you,\n\ncafé\n",
              date(2026, 11, 22), ("oak-123456.xlsx", bytes(range(256)) * 40))  # fmt: skip


def test_a_draft_brings_its_workbook():
    message = email.message_from_bytes(draft_eml(DRAFT), policy=default)
    attached = list(message.iter_attachments())
    assert (message["X-Unsent"], message["To"], message["Subject"]) == (
        "1", "office@oak.example", "An audit: Oak")  # fmt: skip
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == DRAFT.body
    assert [a.get_filename() for a in attached] == ["oak-123456.xlsx"]
    assert attached[0].get_content() == DRAFT.attachment[1]
    assert attached[0].get_content_type().endswith("spreadsheetml.sheet")
    assert "Attach: oak-123456.xlsx" in draft_text(DRAFT)


def test_equal_drafts_give_equal_bytes_and_the_border_stands_in_no_line_of_them():
    made = draft_eml(DRAFT)
    assert made == draft_eml(DRAFT)
    border = email.message_from_bytes(made).get_boundary().encode()
    lines = [line for line in made.split(b"\r\n") if border in line]
    assert lines == [b' boundary="' + border + b'"', b"--" + border, b"--" + border,
                     b"--" + border + b"--"]  # fmt: skip


def test_a_draft_without_an_address_has_no_to():
    draft = Draft("oak", "Oak", "", "s", "b\n", date(2026, 11, 22), ("oak.xlsx", b"x"))
    assert email.message_from_bytes(draft_eml(draft))["To"] is None


# --- the list for a mail merge -----------------------------------------------------------------


def test_the_list_has_a_row_for_each_email_and_no_formulas():
    data = mail_merge([
        Mailing("a@b.example", "Oak, “the” school", "123456", "", "s", "oak.xlsx", "Dear\n\nyou\n"),
        Mailing("", "=1+1", "", "@x", "+s", "-x.xlsx", "\t=x"),
    ])  # fmt: skip
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [
        list(MERGE_COLUMNS),
        ["a@b.example", "Oak, “the” school", "123456", "", "s", "oak.xlsx", "Dear\n\nyou\n"],
        ["", "'=1+1", "", "'@x", "'+s", "'-x.xlsx", "'\t=x"],
    ]
