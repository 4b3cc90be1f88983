"""The headers of an email or of one of its parts: whose it is, and what it says it holds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any

from sendsheets.intake.container import clean
from sendsheets.model import Origin

FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
"""One header with the lines that go on with it: its name, its value."""

_VALUE_LIMIT = 4_000
_PARAMETERS_LIMIT = 40
_WANTED = re.compile(
    rb"^(from|sender|reply-to|subject|date|content-(?:type|disposition|transfer-encoding|id))"
    rb"[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE | re.IGNORECASE,
)  # fmt: skip


def read_headers(block: bytes) -> Message:
    """The headers that are wanted here, the first of each, none longer than is sensible."""
    headers = Message(policy=policy.compat32)
    seen: set[bytes] = set()
    for match in _WANTED.finditer(block):
        name = match[1].lower()
        if name not in seen:
            seen.add(name)
            value = b"".join(match[2][:_VALUE_LIMIT].splitlines()).strip()
            if name.startswith(b"content-"):
                value = b";".join(value.split(b";")[:_PARAMETERS_LIMIT])
            try:
                headers[name.decode()] = value.decode("utf-8")
            except UnicodeDecodeError:
                headers[name.decode()] = value.decode("cp1252", "replace")
    return headers


def header_value(headers: Message, name: str, *attributes: str) -> Any:
    """What the standard library understands by a header, or None where it stumbles over it."""
    written = headers[name]
    if not written:
        return None
    try:
        value = policy.default.header_factory(name, written)
        for attribute in attributes:
            value = getattr(value, attribute)
    except Exception:  # A header can be broken in any way; what it says is then not known.
        return None
    return value


def parameter(headers: Message, name: str, wanted: str) -> str:
    """A parameter of a header, decoded in whichever of the ways it was written."""
    try:
        value = collapse_rfc2231_value(headers.get_param(wanted, "", name))
        return str(make_header(decode_header(value))) if "=?" in value else value
    except Exception:  # As above.
        return ""


def text(value: object, longest: int = 200) -> str:
    """A value on one line and visible; empty where there is none."""
    return clean(str(value), longest) if value else ""


def read_origin(headers: Message) -> Origin:
    """Whose email it is, by its headers; the message's own name is filled in by the caller."""
    sender = address = ""
    for name in ("from", "sender", "reply-to"):
        addresses = header_value(headers, name, "addresses")
        if addresses and "@" in str(headers[name]):
            sender, address = text(addresses[0]), text(addresses[0].addr_spec)
            shown = text(addresses[0].display_name)
            if shown and address:
                sender = f"{shown} <{address}>"
        else:
            sender = text(header_value(headers, name))
        if sender.strip("<>"):
            break
    sent = header_value(headers, "date", "datetime")
    if isinstance(sent, datetime):
        sent = sent.replace(tzinfo=UTC) if sent.tzinfo is None else sent
    else:
        sent = None
    subject = text(header_value(headers, "subject"))
    return Origin("", sender.strip("<>") if sender[:1] == "<" else sender, address, subject, sent)
