"""Emails saved by Outlook (.msg) are turned into ordinary ones, in a process of their own."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import format_datetime, formataddr
from typing import Any

from sendsheets.intake.container import DEPTH_LIMIT, Container, clean
from sendsheets.intake.guard import Costly, Guard
from sendsheets.intake.message import MESSAGE_LIMIT, open_email
from sendsheets.model import Problem, Severity

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KIND = bytes.fromhex("0b0d020000000000c000000000000046")
"""The class of a message, in the first entry of the compound file's directory ([MS-OXMSG])."""


def may_be_outlook(head: bytes) -> bool:
    """Whether the first bytes are those of a compound file, which an Outlook email is."""
    return head.startswith(_OLE)


def is_outlook(data: bytes) -> bool:
    """Whether a compound file is an email that Outlook saved, and not an old workbook."""
    if not may_be_outlook(data):
        return False
    sector = 1 << min(16, int.from_bytes(data[30:32], "little"))
    root = (int.from_bytes(data[48:52], "little") + 1) * sector
    if data[root + 80 : root + 96] == _KIND:
        return True
    names = [name.encode("utf-16-le") for name in ("__properties_version1.0", "__nameid_version")]
    others = [name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage")]
    return any(name in data for name in names) and not any(name in data for name in others)


def open_outlook(data: bytes, guard: Guard) -> Container:
    """Open an email that Outlook saved.

    Args:
        data: the message.
        guard: where extract-msg may run, which is an optional extra (``sendsheets[outlook]``).

    Returns:
        What ``message.open_email`` returns, or the problem for which it could not be opened.
    """
    if len(data) > MESSAGE_LIMIT:
        found = f"it is larger than {MESSAGE_LIMIT // 1_048_576} MB"
        return _refused(Problem("email-too-large", Severity.ERROR, facts={"found": found}))
    if importlib.util.find_spec("extract_msg") is None:
        return _refused(Problem("email-outlook", Severity.ERROR))
    made = guard.run(as_email, data)
    if isinstance(made, bytes):
        return open_email(made)
    if isinstance(made, Costly):
        facts = {"found": f"opening it took more than {made.limit}"}
        return _refused(Problem("email-too-large", Severity.ERROR, facts=facts))
    facts = {"found": "the email cannot be taken apart"}
    return _refused(Problem("file-damaged", Severity.ERROR, facts=facts))


def _refused(problem: Problem) -> Container:
    return Container(problem=problem)


# --- in the worker ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Attachment:
    """What is attached: its name, type and Content-ID as the message gives them, its bytes."""

    name: str
    kind: str
    cid: str
    data: bytes


def as_email(data: bytes) -> bytes:
    """The same email as an ordinary one: its sender, subject and date, and what is attached.

    Raises whatever extract-msg raises; it is meant to be run by ``Guard.run``.
    """
    import extract_msg
    from extract_msg.enums import ErrorBehavior

    behaviour = ErrorBehavior.SUPPRESS_ALL
    with extract_msg.openMsg(data, errorBehavior=behaviour, delayAttachments=True) as message:
        return _written(message, 1)


def _written(message: Any, depth: int) -> bytes:
    attached = [_attachment(attachment, depth) for attachment in message.attachments]
    said = {"From": _sender(message), "Subject": message.subject, "Date": _date(message)}
    return _lines(said) + _multipart(attached)


def _multipart(attached: Iterable[_Attachment]) -> bytes:
    """The attachments as parts, as they are: a boundary from their own hash is in none of them."""
    attached = list(attached)
    boundary = hashlib.sha256(b"".join(hashlib.sha256(a.data).digest() for a in attached))
    mark = boundary.hexdigest().encode()
    parts = [b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n']
    for each in attached:
        name = clean(each.name).replace("\\", "/").replace('"', "'")
        disposition = f'attachment; filename="{name}"' if name else "attachment"
        said = {"Content-Type": each.kind, "Content-Disposition": disposition,
                "Content-ID": each.cid, "Content-Transfer-Encoding": "binary"}  # fmt: skip
        parts += [b"--", mark, b"\r\n", _lines(said), b"\r\n", each.data, b"\r\n"]
    return b"".join((*parts, b"--", mark, b"--\r\n"))


def _lines(said: Mapping[str, str | None]) -> bytes:
    lines = (f"{name}: {clean(value, 1_000)}\r\n" for name, value in said.items() if value)
    return "".join(lines).encode("utf-8", "replace")


def _attachment(attachment: Any, depth: int) -> _Attachment:
    """One attachment. What extract-msg cannot read is there with no bytes, so that it is told."""
    name = str(attachment.longFilename or attachment.shortFilename or attachment.name or "")
    kind = str(attachment.mimetype or "application/octet-stream")
    data = attachment.data
    if isinstance(data, bytes):
        return _Attachment(name, kind, str(attachment.cid or ""), data)
    if data is not None and hasattr(data, "attachments"):
        # The next container would be told as lying too deep; its own need not be read.
        inner = _written(data, depth + 1) if depth <= DEPTH_LIMIT else b""
        return _Attachment(f"{data.subject or 'email'}.eml", "message/rfc822", "", inner)
    return _Attachment(name, kind, "", b"")


def _sender(message: Any) -> str:
    """Whom it is from; else who sent it for them. Exchange’s own addresses are left out."""
    names: list[str] = []
    for name, smtp, plain in (("0042", "5D02", "0065"), ("0C1A", "5D01", "0C1F")):
        shown, *addresses = (
            clean(message.getStringStream(f"__substg1.0_{n}") or "") for n in (name, smtp, plain)
        )
        address = next((a for a in addresses if "@" in a and a.isascii()), "")
        if address:
            return formataddr((shown, address))
        names.append(shown)
    written = str(message.sender or "")
    return written if "@" in written else next(filter(None, names), "")


def _date(message: Any) -> str:
    try:
        return format_datetime(message.date) if message.date else ""
    except (TypeError, ValueError, AttributeError):
        return ""
