"""Saved emails: whose they are, what is attached to them, and what is told of the others."""

from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from sendsheets.intake import message
from sendsheets.intake.message import MESSAGE_LIMIT, looks_like_email, open_email, origin_problem
from sendsheets.intake.sources import gather
from sendsheets.model import Origin
from sendsheets.problems import found as in_words
from tests.intake.letters import XLSX, letter, workbook, zipped

NINE = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)


def opened(folder, data, name="late.eml"):
    """What comes of a folder with one file: problem codes by name, and the sources."""
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    sources, skipped = gather([folder])
    cut = len(folder.name) + 1
    shown = {s.name[cut:]: s.problem and s.problem.code for s in sources}
    return shown, sources, [name[cut:] for name in skipped]


# --- what is attached ------------------------------------------------------------------------


def test_each_attachment_is_a_source_with_its_email(tmp_path):
    message = letter(("oak.xlsx", workbook(1)), ("elm.xlsx", workbook(2)))

    shown, sources, skipped = opened(tmp_path, message)

    assert shown == {"late.eml › elm.xlsx": None, "late.eml › oak.xlsx": None}
    assert [source.load() for source in sources] == [workbook(2), workbook(1)]
    assert skipped == []
    name = f"{tmp_path.name}/late.eml"
    whose = Origin(name, "A. Patel <a.patel@oak.example>", "a.patel@oak.example", "Our audit", NINE)
    assert {source.origin for source in sources} == {whose}
    assert {source.path for source in sources} == {tmp_path / "late.eml"}


def test_an_email_is_told_by_its_bytes_whatever_its_name(tmp_path):
    data = letter(("oak.xlsx", workbook())).as_bytes()

    assert list(opened(tmp_path, data, "late")[0]) == ["late › oak.xlsx"]
    bare = data.replace(b"\r\n", b"\n")
    assert list(opened(tmp_path, b"\xef\xbb\xbf\n" + bare, "late")[0]) == ["late › oak.xlsx"]


@pytest.mark.parametrize(
    "data",
    [b"Ref,Statement\nFrom: x,y\n", b"From: nobody\nThis is a note of mine.\n\n", b"", b"\n\n",
     b"PK\x03\x04", b"<html>\nFrom: a\nTo: b\n</html>", b"a: b\n\nFrom: a\nTo: b\n",
     b"MIME-Version: 1.0\nX-Document-Type: Workbook\nFrom: a\n\n",
     b"From: <Saved by Blink>\nSubject: a\nDate: b\nMIME-Version: 1.0\n\n"],
)  # fmt: skip
def test_other_text_is_no_email(data):
    assert not looks_like_email(data)


@pytest.mark.parametrize(
    ("disposition", "shown"),
    [
        ('attachment; filename="oak.xlsx"', "oak.xlsx"),
        ("attachment; filename*=utf-8''%C3%89lm%20Road.xlsx", "Élm Road.xlsx"),
        ("attachment; filename*0*=utf-8''%C3%89lm; filename*1=\" Road.xlsx\"", "Élm Road.xlsx"),
        ('attachment; filename="=?utf-8?B?w4lsbS54bHN4?="', "Élm.xlsx"),
        ('attachment;\r\n filename="=?utf-8?Q?=C3=89lm?=\r\n =?utf-8?Q?_Road.xlsx?="',
         "Élm Road.xlsx"),
        ('attachment; filename="Élm.xlsx"', "Élm.xlsx"),
        ('attachment; filename="..\\..\\etc/oak.xlsx"', "etc/oak.xlsx"),
        ('attachment; filename="o\u202eak\x1b.xlsx"', "oak .xlsx"),
        ("attachment", "attachment.xlsx"),
        ("attachment; filename*=nonsense''%ZZ%", "%ZZ%"),
        ("", "attachment.xlsx"),
    ],
)
def test_names_of_attachments_are_decoded_and_harmless(tmp_path, disposition, shown):
    lines = [b"From: a@b.example", b"To: c@d.example", b"Content-Type: " + "/".join(XLSX).encode()]
    lines += [b"Content-Disposition: " + disposition.encode()] if disposition else []

    names, sources, _ = opened(tmp_path, b"\r\n".join((*lines, b"", workbook())))

    assert list(names) == [f"late.eml › {shown}"]
    assert sources[0].load() == workbook()


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit", "binary", "odd", ""])
def test_attachments_are_decoded(encoding):
    body = {"base64": b"UmF0aW5n", "quoted-printable": b"Rat=69n=\r\ng"}.get(encoding, b"Rating")
    head = b"From: a@b\nTo: c@d\nContent-Type: text/csv\nContent-Disposition: attachment\n"

    container = open_email(head + f"Content-Transfer-Encoding: {encoding}\n\n".encode() + body)

    assert container.members[0].read(100) == b"Rating"
    assert container.members[0].read(3) == b"Rat"


@pytest.mark.parametrize("body", [b"UmF0aW5", b"UmF0aW5n=", b"Um F0\x00aW5n", b"U", b"", b"===="])
def test_damaged_base64_never_raises(body):
    head = b"From: a@b\nTo: c@d\nContent-Transfer-Encoding: base64\n"

    member = open_email(head + b"Content-Disposition: attachment\n\n" + body).members[0]

    assert b"Rating".startswith(member.read(100))


def test_a_large_attachment_is_read_to_its_end(tmp_path):
    data = bytes(range(256)) * 8_000
    message = letter(("oak.xlsx", data))

    assert opened(tmp_path, message)[1][0].load() == data


# --- whose it is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "sender", "address"),
    [
        ("From: A. Patel <a@oak.example>", "A. Patel <a@oak.example>", "a@oak.example"),
        ('From: "Patel, Anjali" <a@oak.example>', "Patel, Anjali <a@oak.example>",
         "a@oak.example"),
        ("From: a@oak.example", "a@oak.example", "a@oak.example"),
        ("From: =?utf-8?Q?Zo=C3=AB?= <z@oak.example>", "Zoë <z@oak.example>", "z@oak.example"),
        ("From: Zoë <z@oak.example>", "Zoë <z@oak.example>", "z@oak.example"),
        ("Sender: b@oak.example", "b@oak.example", "b@oak.example"),
        ("Reply-To: c@oak.example", "c@oak.example", "c@oak.example"),
        ("From: \nSender: b@oak.example", "b@oak.example", "b@oak.example"),
        ("From: a@oak.example\nFrom: x@evil.example", "a@oak.example", "a@oak.example"),
        ("X-Nobody: 1", "", ""),
    ],
)  # fmt: skip
def test_the_sender_is_the_one_the_email_names(lines, sender, address):
    origin = open_email(f"{lines}\nTo: x@y.example\n\n".encode()).origin

    assert origin
    assert (origin.sender, origin.address) == (sender, address)


@pytest.mark.parametrize("value", ["((((((" * 400, "=?utf-8?B?" * 300, "<" * 3_000, "a@" * 2_000,
                                   "\x00", "Group: a, b;", ",,,,", '"' * 999])  # fmt: skip
@pytest.mark.parametrize("name", ["From", "Date", "Subject", "Content-Type", "Content-Disposition"])
def test_a_broken_header_costs_only_itself(name, value):
    started = time.perf_counter()

    origin = open_email(f"{name}: {value}\nMessage-ID: 1\n\n".encode()).origin

    assert origin
    assert len(origin.sender) + len(origin.subject) < 500
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("Thu, 12 Nov 2026 09:30:00 +0000", NINE),
        ("12 Nov 2026 09:30 +0100", datetime(2026, 11, 12, 9, 30,
                                             tzinfo=timezone(timedelta(hours=1)))),
        ("Thu, 12 Nov 2026 09:30:00", NINE),
        ("Thu, 12 Nov 2026 09:30:00 -0000", NINE),
        ("yesterday", None),
        ("Thu, 99 Nov 2026 09:30:00 +0000", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_date_is_when_it_was_sent(date, sent):
    origin = open_email(f"From: a@b.example\nDate: {date}\n\n".encode()).origin

    assert origin
    assert origin.sent == sent
    assert sent is None or origin.sent.tzinfo


def test_in_which_email_a_file_came_is_told_in_words():
    whole = Origin("late.eml", "A. Patel <a@oak.example>", "a@oak.example", "Our audit", NINE)

    assert in_words(origin_problem(whole)) == (
        "Came in an email from A. Patel <a@oak.example>, 12 November 2026, “Our audit”. "
        "Words in the email itself were not read."
    )
    assert in_words(origin_problem(Origin("late.eml"))) == (
        "Came in an email that names no sender. Words in the email itself were not read."
    )


# --- one in the other ------------------------------------------------------------------------


def test_an_email_in_an_email_counts_by_its_own_sender(tmp_path):
    inner = letter(("oak.xlsx", workbook()), sender="B. Jones <b@elm.example>", subject="Audit/2",
                   date="Mon, 9 Nov 2026 08:00:00 +0000")  # fmt: skip

    shown, sources, _ = opened(tmp_path, letter(("", inner), ("ash.xlsx", workbook(1))))

    assert shown == {"late.eml › Audit-2.eml › oak.xlsx": None, "late.eml › ash.xlsx": None}
    assert [source.origin.address for source in sources] == ["b@elm.example", "a.patel@oak.example"]
    assert sources[0].origin.message == f"{tmp_path.name}/late.eml › Audit-2.eml"
    assert sources[0].load() == workbook()


def test_a_zip_in_an_email_and_an_email_in_a_zip(tmp_path):
    late = letter(("r.zip", zipped(("oak.xlsx", workbook()))))

    shown, sources, _ = opened(tmp_path, zipped(("late.eml", late.as_bytes())), "all.zip")

    assert shown == {"all.zip › late.eml › r.zip › oak.xlsx": None}
    assert sources[0].load() == workbook()
    assert sources[0].origin.address == "a.patel@oak.example"


def test_850_forwarded_emails_in_one_take_no_long(tmp_path):
    each = letter(("oak.xlsx", workbook())).as_bytes()
    head = b'From: a@b\nTo: c@d\nContent-Type: multipart/mixed; boundary="all"\n\n'
    data = head + (b"--all\nContent-Type: message/rfc822\n\n" + each + b"\n") * 850 + b"--all--\n"
    started = time.perf_counter()

    shown, sources, _ = opened(tmp_path, data)
    loaded = {source.load() for source in sources}

    assert len(shown) == 850
    assert loaded == {workbook()}
    assert time.perf_counter() - started < 20


# --- what is no attachment -------------------------------------------------------------------


def with_picture(message, **disposition):
    message.add_attachment(b"GIF89a", "image", "gif", filename="logo.gif", **disposition)
    return message


def test_pictures_invitations_cards_and_signatures_are_skipped(tmp_path):
    message = with_picture(letter(("oak.xlsx", workbook())), cid="<1@oak>")
    message.add_attachment(b"GIF89a", "image", "gif", filename="b.gif", disposition="inline")
    for kind, name in (("text/calendar", "invite.ics"), ("text/vcard", "a.vcf"),
                       ("application/pkcs7-signature", "smime.p7s"), ("text/plain", "ATT00001.txt")
                       ):  # fmt: skip
        message.add_attachment(b"x", *kind.split("/"), filename=name)

    shown, _, skipped = opened(tmp_path, message)

    assert shown == {"late.eml › oak.xlsx": None}
    assert {name.removeprefix("late.eml › ") for name in skipped} == {
        "logo.gif", "b.gif", "invite.ics", "a.vcf", "smime.p7s", "ATT00001.txt",
    }  # fmt: skip


def test_a_photograph_or_a_document_that_is_attached_is_a_source(tmp_path):
    message = with_picture(letter(("audit.pdf", b"%PDF-1.7")))
    message.add_attachment("Dear all", filename="notes.txt")

    assert opened(tmp_path, message)[0] == {
        "late.eml › audit.pdf": None, "late.eml › logo.gif": None, "late.eml › notes.txt": None,
    }  # fmt: skip


def multipart(*kinds):
    lines = b"From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    return lines + b"".join(b"--b\n" + kind.encode() + b"\n\nx\n" for kind in kinds) + b"--b--\n"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (letter(), {"late.eml": "email-empty"}),
        (with_picture(letter(), cid="<1@oak>"), {"late.eml": "email-empty"}),
        (multipart("Content-Type: application/ms-tnef; name=winmail.dat"),
         {"late.eml › winmail.dat": "email-winmail"}),
        (multipart("Content-Type: application/pkcs7-mime; name=smime.p7m"),
         {"late.eml › smime.p7m": "email-locked"}),
        (multipart("Content-Type: application/octet-stream; name=message_v2.rpmsg"),
         {"late.eml › message_v2.rpmsg": "email-locked"}),
        (b"From: a@b\nTo: c@d\nContent-Type: multipart/mixed\n\nhello",
         {"late.eml": "file-damaged"}),
        (b"From: a@b\nTo: c@d\nContent-Type: multipart/mixed; boundary=x\n\nhello",
         {"late.eml": "file-damaged"}),
        (b"From a@b Thu Nov 12 09:30:00 2026\n" + letter().as_bytes(),
         {"late.eml": "email-several"}),
    ],
    ids=["nothing", "only a picture", "winmail", "smime", "rpmsg", "no boundary", "no parts",
         "mailbox"],
)  # fmt: skip
def test_an_email_without_a_workbook_is_one_source_with_a_problem(tmp_path, data, shown):
    assert opened(tmp_path, data)[0] == shown


def test_an_email_without_a_workbook_says_whose_it_is(tmp_path):
    _, sources, _ = opened(tmp_path, letter())

    assert sources[0].origin.address == "a.patel@oak.example"


def test_an_email_that_was_cut_short_gives_what_is_left_of_it(tmp_path):
    data = letter(("oak.xlsx", bytes(3_000))).as_bytes()

    shown, sources, _ = opened(tmp_path, data[:-1_500])

    assert shown == {"late.eml › oak.xlsx": None}
    assert set(sources[0].load()) == {0}


# --- hostile emails --------------------------------------------------------------------------


def nested(depth):
    lines = [b"From: a@b.example\nTo: c@d.example\n"]
    for n in range(depth):
        lines.append(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n))
    return b"".join(lines) + b"\nhello\n"


@pytest.mark.parametrize(
    "data",
    [
        nested(10_000),
        b"From: a@b\nTo: c@d\nX: " + b"a" * 2_000_000 + b"\n\nhello",
        b"From: a@b\nTo: c@d\n" + b"X: a\n" * 500_000 + b"\nhello",
        multipart(*["Content-Disposition: attachment"] * 6_000),
        b"From: a@b\nTo: c@d\n\n" + bytes(MESSAGE_LIMIT),
    ],
    ids=["depth", "long header", "many headers", "many parts", "size"],
)
def test_a_hostile_email_is_told_quickly(tmp_path, data):
    tracemalloc.start()
    started = time.perf_counter()

    shown, _, _ = opened(tmp_path, data)

    taken, peak = time.perf_counter() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert shown == {"late.eml": "email-too-large"}
    assert taken < 8
    assert peak < 200 * 1024 * 1024


@pytest.mark.parametrize(
    "data",
    [
        multipart().replace(b"--b--", b"--b-\n" * 1_000_000),
        multipart(*["Content-Disposition: attachment; filename=\"" + "=?utf-8?q?a?= " * 250 + '"']
                  * 2_000),
        multipart(*["date:\n" * 20_000] * 60),
    ],
    ids=["almost boundaries", "names", "headers"],
)  # fmt: skip
def test_an_email_that_takes_too_long_is_told_by_the_clock(tmp_path, monkeypatch, data):
    monkeypatch.setattr(message, "SECONDS", 0.1)
    started = time.perf_counter()

    assert opened(tmp_path, data)[0] == {"late.eml": "email-too-large"}
    assert time.perf_counter() - started < 3


def test_emails_in_emails_are_opened_to_a_small_depth(tmp_path):
    message = letter(("oak.xlsx", workbook()))
    for _ in range(3):
        message = letter(("", message), subject="Fwd")

    assert opened(tmp_path, message)[0] == {
        "late.eml › Fwd.eml › Fwd.eml › Our audit.eml": "archive-deep"
    }


def test_any_damage_to_an_email_is_survived():
    whole = letter(("oak.xlsx", workbook()), ("", letter(("elm.xlsx", workbook())))).as_bytes()
    for at in range(0, len(whole), 7):
        for data in (whole[:at], whole[:at] + b"\x00\xff\n" + whole[at + 3 :]):
            for member in open_email(data).members:
                member.read(1_000_000)


def test_a_message_made_by_hand_and_by_the_library_are_read_the_same():
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "a@b.example", "c@d.example"
    message.set_content(workbook(), *XLSX, filename="oak.xlsx")

    (member,) = open_email(message.as_bytes()).members

    assert (member.name, member.read(10_000)) == ("oak.xlsx", workbook())
