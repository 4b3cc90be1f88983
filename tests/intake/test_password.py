"""Locked workbooks open with the right password and with no other."""

from __future__ import annotations

import io
import unicodedata

import olefile
import pytest
from libreoffice import needs_libreoffice
from locked import FEW, PASSWORD, locked, locked_by_libreoffice
from workbooks import FRAMEWORKS, completed, said

from sendsheets.intake.guard import Costly, Guard
from sendsheets.intake.inspect import inspect
from sendsheets.intake.password import DEFAULT, is_locked, open_locked
from sendsheets.returns.read import read_return


def test_the_right_password_gives_the_file_back():
    whole = completed()

    assert open_locked(locked(whole), ["no", PASSWORD, "nor this"]) == whole


@pytest.mark.parametrize("passwords", [[], [""], ["no"], [PASSWORD.lower(), PASSWORD + " "]])
def test_no_other_password_does(passwords):
    assert open_locked(locked(completed(), stirred=FEW), passwords) is None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_with_accents_fits_in_whichever_form_either_was_typed(form):
    there, typed = unicodedata.normalize(form, PASSWORD), unicodedata.normalize(
        "NFD" if form == "NFC" else "NFC", PASSWORD)
    assert there != typed

    assert open_locked(locked(completed(), there), [typed]) == completed()


def test_a_password_is_tried_as_it_was_typed_before_anything_else():
    typed = "e\u0301 and é"  # neither form: both kinds of é in one

    assert open_locked(locked(completed(), typed), [typed]) == completed()


def test_the_password_of_excel_itself_is_known():
    assert open_locked(locked(completed(), DEFAULT), [DEFAULT]) == completed()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 200,
                                  completed()])  # fmt: skip
def test_what_is_not_locked_or_is_broken_gives_nothing(data):
    assert open_locked(data, [PASSWORD]) is None
    assert not is_locked(data)


@pytest.mark.parametrize("at", range(600, 6000, 450))
def test_damaged_bytes_give_nothing_or_a_file_that_is_refused(at):
    data = bytearray(locked(completed(), stirred=FEW))
    data[at : at + 8] = b"\xff" * 8

    opened = open_locked(bytes(data), [PASSWORD])
    if opened is not None:
        assert read_return("x.xlsx", opened, FRAMEWORKS).problems or opened == completed()


def spun(data, times):
    """The locked file, said to be stirred so often."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        info = ole.openstream("EncryptionInfo").read()
    start = info.index(b'spinCount="') + len('spinCount="')
    end = info.index(b'"', start)
    written = str(times).encode()
    made = info[:start] + written + info[end:]
    made = made.replace(b'standalone="yes"', b"", 1)
    assert len(made) <= len(info)
    return data.replace(info, made + b" " * (len(info) - len(made)))


def test_a_file_that_asks_for_endless_stirring_costs_only_its_time():
    data = spun(locked(completed()), 9_999_999)

    with Guard() as guard:
        outcome = guard.run(open_locked, data, [PASSWORD], seconds=1)

    assert outcome == Costly("1 seconds")


@needs_libreoffice
def test_what_libreoffice_locks(tmp_path):
    xls, ods = locked_by_libreoffice(completed(), tmp_path, ".xls", ".ods")

    assert is_locked(xls)
    assert [p.code for p in inspect(xls).problems] == ["file-password"]
    assert [p.code for p in inspect(ods).problems] == ["file-password-ods"]
    assert open_locked(xls, ["no"]) is None
    opened = open_locked(xls, [PASSWORD])
    assert not is_locked(opened)
    assert said(read_return("x", opened, FRAMEWORKS)) == said(
        read_return("x", completed(), FRAMEWORKS))  # fmt: skip
