"""Emails as Outlook saves them (.msg), made for tests.

The properties and streams are those of [MS-OXMSG]; the compound file is written by
extract-msg's own writer, so only its reading of the messages is put to the test.
"""

from __future__ import annotations

import io
import struct
from datetime import datetime

_UNICODE, _BINARY, _LONG, _TIME, _OBJECT = 0x001F, 0x0102, 0x0003, 0x0040, 0x000D


def outlook(
    *attached: tuple[str, bytes | list], sender: str = "Patel, Anjali",
    address: str = "a.patel@oak.example", subject: str = "Our audit",
    sent: datetime | None = None, cid: str = "",
) -> bytes:  # fmt: skip
    """A message with attachments; one given as a list is an email: the same again."""
    from extract_msg.ole_writer import OleWriter

    kind = bytes.fromhex("0b0d020000000000c000000000000046")
    writer = OleWriter(kind)
    for stream in ("00020102", "00030102", "00040102"):
        writer.addEntry(["__nameid_version1.0", f"__substg1.0_{stream}"], b"")
    _message(writer, [], attached, sender, address, subject, sent, cid, top=True)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _message(writer, folder, attached, sender, address, subject, sent, cid, top) -> None:
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender, 0x5D01: address}
    head = 8 + (24 if top else 16)
    properties = bytearray(head)
    struct.pack_into("<4L", properties, 8, 0, len(attached), 0, len(attached))
    properties += _long(0x340D, 0x00040000)
    if sent:
        ticks = int((sent.timestamp() + 11_644_473_600) * 10_000_000)
        properties += struct.pack("<HHLQ", _TIME, 0x0039, 6, ticks)
    _texts(writer, folder, texts, properties)
    writer.addEntry([*folder, "__properties_version1.0"], bytes(properties))
    for number, (name, content) in enumerate(attached):
        inside = [*folder, f"__attach_version1.0_#{number:08X}"]
        own = bytearray(8)
        nested = isinstance(content, list)
        own += _long(0x3705, 5 if nested else 1) + _long(0x0E21, number)
        _texts(writer, inside, {0x3707: name, 0x3712: cid}, own)
        if nested:
            stream = [*inside, "__substg1.0_3701000D"]
            own += struct.pack("<HHLLL", _OBJECT, 0x3701, 6, 0xFFFFFFFF, 1)
            _message(writer, stream, content, "B. Jones", "b@elm.example", "Inner", sent, "", False)
        else:
            own += struct.pack("<HHLLL", _BINARY, 0x3701, 6, len(content), 0)
            writer.addEntry([*inside, "__substg1.0_37010102"], content)
        writer.addEntry([*inside, "__properties_version1.0"], bytes(own))


def _texts(writer, folder, texts, properties) -> None:
    for number, text in texts.items():
        if text:
            data = text.encode("utf-16-le")
            writer.addEntry([*folder, f"__substg1.0_{number:04X}001F"], data)
            properties += struct.pack("<HHLLL", _UNICODE, number, 6, len(data) + 2, 0)


def _long(number: int, value: int) -> bytes:
    return struct.pack("<HHLLL", _LONG, number, 6, value, 0)
