"""A plain package is taken apart as zipfile would; what is not plain or not right is left to it."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import completed

from sendsheets.intake.entries import inflated, pack, plain_list
from sendsheets.intake.package import Damaged, TooLarge, Unsafe, open_package

PARTS = {"a.xml": b"<a/>", "b/c.xml": b"x" * 40_000, "empty": b""}


def zipped(parts=PARTS, compression=zipfile.ZIP_DEFLATED):
    """A package as zipfile writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return buffer.getvalue()


def taken(data):
    """Every part that is taken out quickly, by name; None where it is left to zipfile."""
    entries = plain_list(data)
    return None if entries is None else {e.name: inflated(data, e) for e in entries}


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_plain_package_is_taken_apart(kind):
    assert taken(zipped(compression=kind)) == PARTS


def test_every_part_of_our_own_workbook_is_taken_out_quickly():
    data = completed()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        expected = {name: archive.read(name) for name in archive.namelist()}

    assert len(expected) > 20
    assert taken(data) == expected


def test_what_is_packed_reads_the_same_for_zipfile():
    with zipfile.ZipFile(io.BytesIO(pack(PARTS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS
    assert taken(pack(PARTS)) == PARTS


@pytest.mark.parametrize("change", [
    lambda data: data + b"\0", lambda data: b"x" + data, lambda data: data[:-1], lambda _: b"",
    lambda _: zipped({"é.xml": b""}), lambda _: zipped({"a\nb.xml": b""}),
    lambda data: data.replace(b"b/c.xml", b"b\\c.xml"),
], ids=["after", "before", "cut", "empty", "other letters", "line break",
        "backslash"])  # fmt: skip
def test_a_list_that_is_not_plain_is_left_to_zipfile(change):
    assert plain_list(zipped()) is not None
    assert plain_list(change(zipped())) is None



@pytest.mark.parametrize("other", [
    {"file_size": 39_999}, {"file_size": 40_001}, {"file_size": 0}, {"crc": 1}, {"packed": 5},
    {"packed": 10_000_000}, {"start": 0}, {"start": -40}, {"start": 10_000_000},
    {"method": 0}, {"method": 12}, {"flag_bits": 1}, {"flag_bits": 0x40}, {"name": "other"},
], ids=str)  # fmt: skip
def test_a_part_that_is_not_what_its_entry_says_is_not_taken(other):
    data = zipped()
    entry = plain_list(data)[1]

    assert inflated(data, entry) == PARTS["b/c.xml"]
    assert inflated(data, entry._replace(**other)) is None


def test_a_long_part_is_taken_out_as_exactly():
    long = random.Random(1).randbytes(100_000)
    data = zipped({"long.bin": long})
    entry = plain_list(data)[0]

    assert entry.packed > 32 * 1024
    assert inflated(data, entry) == long
    for other in ({"file_size": 99_999}, {"file_size": 100_001}, {"packed": 50_000}):
        assert inflated(data, entry._replace(**other)) is None


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_changed_byte_is_never_read_as_other_words(at, byte):
    whole = zipped()
    data = whole[: at % len(whole)] + bytes([byte]) + whole[at % len(whole) + 1 :]
    try:
        opened = open_package(data)
        found = {name: opened.read(name) for name in PARTS if opened.has(name)}
    except (Damaged, TooLarge, Unsafe):
        return

    assert all(PARTS[name] == part for name, part in found.items())
