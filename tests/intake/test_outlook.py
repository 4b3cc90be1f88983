"""Emails that Outlook saved are read like others, where the addition for it is there."""

from __future__ import annotations

import importlib.util
import random
from datetime import UTC, datetime

import pytest

from sendsheets.intake import outlook as room
from sendsheets.intake.guard import Costly, Guard
from sendsheets.intake.outlook import as_email, is_outlook
from sendsheets.intake.sources import gather
from tests.intake.letters import workbook, zipped
from tests.intake.outlooks import outlook

pytest.importorskip("extract_msg")

NINE = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)


def opened(folder, data, name="late.msg"):
    (folder / name).write_bytes(data)
    sources, skipped = gather([folder])
    cut = len(folder.name) + 1
    return {s.name[cut:]: s.problem and s.problem.code for s in sources}, sources, skipped


@pytest.mark.parametrize("name", ["late.msg", "late", "late.xls"])
def test_each_attachment_is_a_source_with_its_email(tmp_path, name):
    data = outlook(("oak.xlsx", workbook(1)), ("Élm.xlsx", workbook(2) * 50), sent=NINE)

    shown, sources, _ = opened(tmp_path, data, name)

    assert shown == {f"{name} › oak.xlsx": None, f"{name} › Élm.xlsx": None}
    assert [source.load() for source in sources] == [workbook(1), workbook(2) * 50]
    origin = sources[0].origin
    assert origin.sender == "Patel, Anjali <a.patel@oak.example>"
    assert origin.address == "a.patel@oak.example"
    assert (origin.subject, origin.sent) == ("Our audit", NINE)


def test_what_lies_deeper_is_found_too(tmp_path):
    data = outlook(
        ("r.zip", zipped(("oak.xlsx", workbook(1)))), ("", [("elm.xlsx", workbook(2))]), sent=NINE
    )

    shown, sources, _ = opened(tmp_path, zipped(("late.msg", data)), "all.zip")

    assert shown == {"all.zip › late.msg › Inner.eml › elm.xlsx": None,
                     "all.zip › late.msg › r.zip › oak.xlsx": None}  # fmt: skip
    assert [source.load() for source in sources] == [workbook(2), workbook(1)]
    assert sources[0].origin.address == "b@elm.example"


def test_a_picture_in_the_text_is_no_return(tmp_path):
    data = outlook(("image001.png", b"\x89PNG"), cid="image001.png@01D")

    shown, _, skipped = opened(tmp_path, data)

    assert shown == {"late.msg": "email-empty"}
    assert len(skipped) == 1


def test_an_email_without_a_sender_address_names_whom_it_can(tmp_path):
    data = outlook(("oak.xlsx", b"x"), address="/O=EXCHANGE/OU=X", subject="")

    origin = opened(tmp_path, data)[1][0].origin

    assert (origin.sender, origin.subject, origin.sent) == ("Patel, Anjali", "", None)


def test_without_the_addition_it_is_said_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    assert opened(tmp_path, outlook(("oak.xlsx", b"x")))[0] == {"late.msg": "email-outlook"}


@pytest.mark.parametrize(
    ("made", "code"), [(Costly("10 seconds"), "email-too-large"), (None, "file-damaged")]
)
def test_what_cannot_be_opened_is_told(tmp_path, monkeypatch, made, code):
    monkeypatch.setattr(Guard, "run", lambda self, function, *args: made)

    assert opened(tmp_path, outlook(("oak.xlsx", b"x")))[0] == {"late.msg": code}


def test_one_that_is_too_large_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "MESSAGE_LIMIT", 1_000)

    assert opened(tmp_path, outlook(("oak.xlsx", b"x")))[0] == {"late.msg": "email-too-large"}


def test_an_old_workbook_is_no_email():
    data = outlook(("oak.xlsx", b"x"))
    unmarked = data.replace(bytes.fromhex("0b0d020000000000c000000000000046"), bytes(16))

    assert is_outlook(data)
    assert is_outlook(unmarked)
    assert not is_outlook(unmarked + "Workbook".encode("utf-16-le"))
    assert not is_outlook(data[:8] + bytes(2_000))
    assert not is_outlook(b"PK\x03\x04")


def test_names_that_mean_something_in_headers_are_only_names(tmp_path):
    name = 'a"; filename="b.xlsx\r\nX: y'

    shown, sources, _ = opened(tmp_path, outlook((name, workbook()), subject="=?utf-8?q?a?="))

    assert list(shown) == ["late.msg › a'; filename='b.xlsx X: y"]
    assert sources[0].load() == workbook()


def test_damage_is_told_and_never_a_traceback(tmp_path):
    whole = outlook(("oak.xlsx", workbook() * 40), sent=NINE)
    chance = random.Random(3)
    for n in range(25):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 60)):
            data[chance.randrange(600, len(data))] = chance.randrange(256)
        (tmp_path / f"{n}.msg").write_bytes(data[: chance.choice((len(data), 3_000))])

    sources, _ = gather([tmp_path])

    assert len({source.path for source in sources}) == 25
    for source in sources:
        source.load()


def test_the_message_made_of_it_is_as_large_as_what_it_holds():
    data = bytes(range(256)) * 4_000

    assert len(as_email(outlook(("oak.xlsx", data)))) < len(data) + 2_000
