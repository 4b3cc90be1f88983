"""Saved emails are opened within bounds: whose they are, and what is attached to them.

An email is taken apart here by its boundaries, not by ``email.parser``, whose work grows with
the depth of the parts times their lines; the standard library reads each part's own headers.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from time import monotonic

from sendsheets.intake.container import MEMBERS_LIMIT, Container, Member, label, nothing
from sendsheets.intake.headers import (
    FIELD,
    header_value,
    parameter,
    read_headers,
    read_origin,
    text,
)
from sendsheets.model import Origin, Problem, Severity

MESSAGE_LIMIT = 60 * 1024 * 1024
HEADERS_LIMIT = 1024 * 1024
SECONDS = 5.0
"""Bytes of a message, and of the headers of it or of one of its parts; seconds to take it apart,
which is many times what the largest ordinary email needs."""

_NESTED_LIMIT = 20
_BLANK = re.compile(rb"\n\r?\n")


def origin_problem(origin: Origin) -> Problem:
    """The line that tells in which email a file came."""
    sent = f"{origin.sent.day} {origin.sent:%B %Y}" if origin.sent else ""
    who = origin.sender or origin.address
    parts = [f"from {who}" if who else "", sent, f"“{origin.subject}”" if origin.subject else ""]
    said = ", ".join(part for part in parts if part) or "that names no sender"
    return Problem("email-origin", Severity.INFORMATION, facts={"found": said})


# --- whether it is an email ------------------------------------------------------------------

_TELLING = frozenset({b"from", b"to", b"received", b"message-id", b"return-path", b"delivered-to"})
_USUAL = _TELLING | {b"date", b"subject", b"mime-version", b"content-type", b"cc", b"sender"}
_PAGES = (b"Snapshot-Content-Location:", b"X-Document-Type: Workbook", b"Saved by ")


def looks_like_email(head: bytes) -> bool:
    """Whether the first bytes are the headers of an email (and not of a saved web page)."""
    block = _top(head)
    end = _BLANK.search(block)
    whole = bool(end)
    block = block[: end.start() + 1] if end else block
    lines = block.split(b"\n")[: None if whole else -1]
    if not all(line[:1] in (b" ", b"\t", b"") or FIELD.match(line) for line in lines):
        return False
    names = {match[1].lower() for match in FIELD.finditer(block)}
    saved_page = any(mark in block for mark in _PAGES)
    return bool(names & _TELLING) and len(names & _USUAL) >= 2 and not saved_page


def looks_like_mailbox(head: bytes) -> bool:
    """Whether the first bytes are those of a file of many emails, one after the other."""
    first, _, rest = head.partition(b"\n")
    return first.startswith(b"From ") and b"@" in first and looks_like_email(rest)


def _top(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


# --- parts -----------------------------------------------------------------------------------


class _TooLarge(Exception):
    """The email is past a bound; the message says which. Never leaves this module."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that holds no others: its headers, and where its body lies in the message."""

    headers: Message
    kind: str
    start: int
    end: int


def _split(data: bytes, start: int, end: int, late: float, depth: int = 0) -> Iterator[_Part]:
    """The parts from ``start`` to ``end``, to the bottom; not once the clock is past ``late``."""
    if depth > _NESTED_LIMIT:
        raise _TooLarge("its parts lie too deep one inside the other")
    body = _body(data, start, end)
    headers = read_headers(data[start:body])
    kind = headers.get_content_type()
    if not kind.startswith("multipart/"):
        yield _Part(headers, kind, body, end)
        return
    boundary = parameter(headers, "content-type", "boundary").rstrip()
    open_at = None
    for at, after, last in _boundaries(data, boundary, body, end, late):
        if open_at is not None:
            yield from _split(data, open_at, max(open_at, at), late, depth + 1)
        if last:
            return
        open_at = after
    if open_at is None:
        yield _Part(headers, "multipart/broken", body, end)
    else:
        yield from _split(data, open_at, end, late, depth + 1)


def _boundaries(data: bytes, boundary: str, start: int, end: int, late: float
                ) -> Iterator[tuple[int, int, bool]]:  # fmt: skip
    """Where a part ends, where the next begins, and whether it was the last."""
    mark = b"\n--" + boundary.encode("utf-8", "replace")
    at = data.find(mark, start - 1, end) if boundary else -1
    while at >= 0:
        if monotonic() > late:
            raise _TooLarge("taking it apart needs longer than any email’s")
        stop = data.find(b"\n", at + len(mark), end)
        stop = end if stop < 0 else stop
        rest = data[at + len(mark) : min(stop, at + len(mark) + 200)].rstrip()
        if rest in (b"", b"--"):
            # The line break before a boundary belongs to it.
            yield at - (data[at - 1 : at] == b"\r"), min(stop + 1, end), rest == b"--"
        at = data.find(mark, stop, end)


def _body(data: bytes, start: int, end: int) -> int:
    """Where the headers end and the body begins."""
    for first in (b"\n", b"\r\n"):
        if data.startswith(first, start):
            return start + len(first)
    match = _BLANK.search(data, start, end)
    at = match.end() if match else end
    if at - start > HEADERS_LIMIT:
        raise _TooLarge("its headers are longer than any email’s")
    return at


_NOT_BASE64 = bytes(set(range(256)) - set(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))  # fmt: skip


def _reader(data: bytes, part: _Part) -> Callable[[int], bytes]:
    """How to get the first so many bytes of a part. Damage makes the bytes wrong, no error."""
    how = str(part.headers["content-transfer-encoding"]).partition(";")[0].strip().lower()

    def read(limit: int) -> bytes:
        # Four letters make three bytes, and lines of 76 have an ending each.
        body = data[part.start : min(part.end, part.start + 2 * limit + 1_000)]
        if how == "base64":
            letters = body.translate(None, delete=_NOT_BASE64)
            letters = letters[:-1] if len(letters) % 4 == 1 else letters
            body = binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
        elif how == "quoted-printable":
            body = binascii.a2b_qp(data[part.start : min(part.end, part.start + 4 * limit)])
        return body[:limit]

    return read


# --- attachments -----------------------------------------------------------------------------

_ENDINGS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.ms-excel": ".xls", "application/pdf": ".pdf", "application/zip": ".zip",
    "application/x-zip-compressed": ".zip", "text/csv": ".csv", "text/html": ".html",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods", "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
_MESSAGES = ("message/rfc822", "message/global")
_NEVER = re.compile(
    r"text/(calendar|vcard|x-vcard|directory|rfc822-headers|x-amp-html)|application/(ics|applefile"
    r"|pkcs7-signature|x-pkcs7-signature|pgp-signature|pgp-keys)|message/.*"
)
_NEVER_NAMES = re.compile(r"(?i).*\.(ics|vcf|p7s|asc)|ATT\d{3,}\.(txt|html?|c|dat)|mime-attachment")
_PICTURE_NAMES = re.compile(r"(?i).*\.(png|jpe?g|gif|bmp|emz|wmz)")
_LOCKED_NAMES = re.compile(r"(?i)smime\.p7m|message(_v\d)?\.rpmsg|.*\.switch|encrypted\.asc")


def open_email(data: bytes) -> Container:
    """Open a saved email, without decoding what is attached to it.

    Args:
        data: the message, headers first.

    Returns:
        Whose email it is and its attachments in order, or the one problem for which there is
        none to read. What mail programs add (pictures in the text, signatures, invitations,
        cards) is in ``skipped``; the words of the email are not looked at. Each attachment
        that is itself an email is marked as a message.
    """
    if len(data) > MESSAGE_LIMIT:
        return _refused(f"it is larger than {MESSAGE_LIMIT // 1_048_576} MB")
    data = _top(data)
    found = _Attached()
    try:
        origin = read_origin(read_headers(data[: _body(data, 0, len(data))]))
        for part in _split(data, 0, len(data), monotonic() + SECONDS):
            found.add(data, part)
    except _TooLarge as error:
        return _refused(str(error))
    skipped = tuple(found.skipped)
    if found.members:
        return Container(tuple(found.members), skipped, origin=origin, size=len(data))
    if found.broken:
        facts = {"found": "the parts of the email cannot be told apart"}
        problem = Problem("file-damaged", Severity.ERROR, facts=facts)
    else:
        said = "Only pictures and the like are attached to it" if skipped else "Nothing is attached"
        problem = Problem("email-empty", Severity.ERROR, facts={"found": said})
    return Container((), skipped, problem, origin)


@dataclass(slots=True)
class _Attached:
    """What was found in an email so far."""

    members: list[Member] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    broken: bool = False
    parts: int = 0

    def add(self, data: bytes, part: _Part) -> None:
        self.parts += 1
        if self.parts > MEMBERS_LIMIT:
            raise _TooLarge(f"it has more than {MEMBERS_LIMIT:,} parts")
        headers = part.headers
        how = headers.get_content_disposition()
        name = _filename(headers)
        message = part.kind in _MESSAGES
        if part.kind == "multipart/broken":
            self.broken = True
            return
        if not name and how != "attachment" and part.kind in ("text/plain", "text/html"):
            return
        shown = name or (_subject(data, part) if message else "attachment")
        ending = "" if name else _ENDINGS.get(part.kind, "")
        shown = shown if shown.casefold().endswith(ending) else shown + ending
        picture = part.kind.startswith("image/") or _PICTURE_NAMES.fullmatch(shown)
        inline = how == "inline" or "content-id" in headers
        never = _NEVER.fullmatch(part.kind) or _NEVER_NAMES.fullmatch(shown)
        if not message and (never or (picture and inline)):
            self.skipped.append(shown)
            return
        problem = _wrapped(part.kind, shown)
        read = nothing if problem else _reader(data, part)
        self.members.append(Member(shown, read, problem, message))


def _filename(headers: Message) -> str:
    for header, wanted in (("content-disposition", "filename"), ("content-type", "name")):
        name = label(parameter(headers, header, wanted))
        if name:
            return name
    return ""


def _subject(data: bytes, part: _Part) -> str:
    """The subject of an attached email, which is its name for people."""
    inner = read_headers(data[part.start : _body(data, part.start, part.end)])
    subject = text(header_value(inner, "subject"), 80)
    return label(subject.replace("/", "-").replace("\\", "-")) or "email"


def _wrapped(kind: str, name: str) -> Problem | None:
    """The problem of a whole message that was wrapped up in a form only its program opens."""
    if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name == "winmail.dat":
        return Problem("email-winmail", Severity.ERROR)
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"
                ) or _LOCKED_NAMES.fullmatch(name):  # fmt: skip
        return Problem("email-locked", Severity.ERROR)
    return None


def _refused(found: str) -> Container:
    return Container(problem=Problem("email-too-large", Severity.ERROR, facts={"found": found}))
