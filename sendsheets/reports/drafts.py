"""Emails to schools that are not yet sent: their files, their names, whom they go to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sendsheets.model import Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """An email to one school, not yet sent.

    ``stem`` names its file (unique among the drafts), ``to`` is empty where the address is not
    known. ``attachment`` is a workbook or a page (.html) to go with it: its name and its bytes.
    """

    stem: str
    school: str
    to: str
    subject: str
    body: str
    as_at: date
    attachment: tuple[str, bytes] | None = None


def draft_text(draft: Draft) -> str:
    """The draft as plain text to copy from: whom to, the subject, the attachment, the words."""
    to = draft.to or f"(the address of {draft.school or 'the school'})"
    attached = f"Attach: {draft.attachment[0]}\n" if draft.attachment else ""
    return f"To: {to}\nSubject: {draft.subject}\n{attached}\n{draft.body}"


def draft_eml(draft: Draft) -> bytes:
    """The draft as a file that mail programs open (.eml): UTF-8 text, CRLF line ends.

    ``X-Unsent: 1`` marks it as not yet sent. Classic Outlook for Windows is said to open such
    a file ready to be sent; that was not tried. Other programs may show it as a message that
    came in; its words can then be copied or forwarded. Equal drafts give equal bytes.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = format_datetime(datetime.combine(draft.as_at, time(9), UTC))
    if draft.to:
        message["To"] = draft.to
    message["Subject"] = one_line(draft.subject)
    message.set_content(draft.body, charset="utf-8", cte="quoted-printable")
    if draft.attachment:
        name, data = draft.attachment
        kind = _PAGE if name.endswith(".html") else _WORKBOOK
        params = {"charset": "utf-8"} if kind is _PAGE else None
        message.add_attachment(data, *kind, filename=name, params=params)
        # The library would draw lots; "=_" stands in no line that it encodes.
        told = hashlib.sha256(draft.stem.encode() + data).hexdigest()[:24]
        message.set_boundary(f"=_sendsheets_{told}")
    return message.as_bytes()


_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_PAGE = ("text", "html")


def address_of(reading: Reading) -> str:
    """The address that a return came from, or nothing where there is none to trust."""
    address = reading.origin.address.strip() if reading.origin else ""
    return address if re.fullmatch(r"[!-~]+", address) and _ADDRESS.fullmatch(address) else ""


_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")


def one_line(text: str) -> str:
    """A text as one line, without characters that nobody can see."""
    seen = "".join(" " if c.isspace() else c for c in text
                   if c.isspace() or unicodedata.category(c)[0] != "C")  # fmt: skip
    return " ".join(seen.split())


def own_name(name: str) -> str:
    """A file's own name: no folder of ours, and not the message or archive it came in."""
    return one_line(re.split(r"[/\\]| › ", name)[-1]) or "a file"


# --- the names of the files --------------------------------------------------------------------


def file_stems(readings: Sequence[Reading]) -> list[str]:
    """A file name for each, told apart by role, by framework and at last by number."""
    stems = [_slug(r.result.school.name if r.result else "") or _slug(_stem(r.file)) or "return"
             for r in readings]  # fmt: skip
    facts = (
        [_slug(r.result.respondent.role) if r.result else "" for r in readings],
        [r.result.framework if r.result else "" for r in readings],
    )
    return told_apart(stems, facts)


def told_apart(names: Sequence[str], facts: Sequence[Sequence[str]]) -> list[str]:
    """Names of files, those that are equal told apart by each fact in turn, at last by number."""
    stems = list(names)
    for fact in facts:
        told: dict[str, set[str]] = {}
        for stem, more in zip(stems, fact, strict=True):
            told.setdefault(stem, set()).add(more)
        stems = [f"{stem}-{more}" if len(told[stem]) > 1 and more else stem
                 for stem, more in zip(stems, fact, strict=True)]  # fmt: skip
    made: dict[str, None] = {}
    for stem in stems:
        number, unique = 1, stem
        while unique in made:
            number += 1
            unique = f"{stem}-{number}"
        made[unique] = None
    return list(made)


def name_slug(text: str) -> str:
    """A text as part of a file's name on every system; empty where nothing of it can be."""
    return _slug(text)


def _stem(file: str) -> str:
    return own_name(file).rpartition(".")[0] or own_name(file)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-")
    # Windows keeps these few names for devices.
    device = re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)\d", slug)
    return f"{slug}-school" if device else slug
