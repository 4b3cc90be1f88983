"""Saved emails and zip archives, made for tests."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def letter(
    *attached: tuple[str, bytes | EmailMessage], sender: str = "A. Patel <a.patel@oak.example>",
    subject: str = "Our audit", date: str = "Thu, 12 Nov 2026 09:30:00 +0000",
) -> EmailMessage:  # fmt: skip
    """An email as mail programs write it: words twice, then what is attached."""
    message = EmailMessage(policy=SMTP)
    for name, value in (("From", sender), ("To", "send@council.example"), ("Date", date),
                        ("Subject", subject), ("Message-ID", "<1@oak.example>")):  # fmt: skip
        if value:
            message[name] = value
    message.set_content("Please find attached.\n")
    message.add_alternative("<p>Please find attached.</p>", subtype="html")
    for name, content in attached:
        if isinstance(content, EmailMessage):
            message.add_attachment(content, filename=name or None)
        else:
            message.add_attachment(content, *XLSX, filename=name)
    return message


def zipped(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive. Names may come twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return buffer.getvalue()


def workbook(number: int = 0) -> bytes:
    """What looks like a workbook from outside: no archive, and other bytes for each number."""
    return zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"%d" % number))
