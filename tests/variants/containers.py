"""Archives, emails and folders with returns inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from .base import ACCEPTED, DUPLICATE, REFUSED, Files, Variant, filled, refused, zipped

XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def mail(*attachments: tuple[str, bytes], **heads: str) -> EmailMessage:
    """An email with workbooks attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = heads.get("sender", "A. Patel <a.patel@oak.example>")
    message["To"] = "send@council.example"
    message["Subject"] = heads.get("subject", "Our audit")
    if "sent" in heads or not heads:
        message["Date"] = heads.get("sent", "Thu, 12 Nov 2026 16:20:00 +0000")
    message.set_content("Please find our audit attached.\n\nBest wishes")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype=XLSX, filename=name)
    return message


def eml(*attachments: tuple[str, bytes], **heads: str) -> bytes:
    """Its bytes as saved."""
    return mail(*attachments, **heads).as_bytes()


def _forwarded() -> bytes:
    outer = mail(sender="Office <office@oak.example>", subject="Fwd: Our audit")
    outer.add_attachment(mail(("oak.xlsx", filled())))
    return outer.as_bytes()


def _signed() -> bytes:
    message = mail(("oak.xlsx", filled()))
    message.add_attachment(PNG, maintype="image", subtype="png", filename="logo.png",
                           disposition="inline", cid="<logo>")  # fmt: skip
    message.add_attachment(b"BEGIN:VCARD\r\nEND:VCARD", maintype="text", subtype="vcard",
                           filename="jo.vcf")  # fmt: skip
    return message.as_bytes()


def _nameless() -> bytes:
    message = mail()
    message.add_attachment(filled(), maintype="application", subtype=XLSX)
    return message.as_bytes()


def _other_type() -> bytes:
    message = mail()
    message.add_attachment(filled(), maintype="application", subtype="octet-stream",
                           filename="=?utf-8?q?Ysgol_Ll=C5=B7n.xlsx?=")  # fmt: skip
    return message.as_bytes()


def _one_line(data: bytes) -> bytes:
    """Line ends of Unix instead of those of email."""
    return data.replace(b"\r\n", b"\n")


def _cut_base64() -> bytes:
    data = eml(("oak.xlsx", filled()))
    return data[: len(data) // 2]


def _bad_base64() -> bytes:
    data = eml(("oak.xlsx", filled()))
    at = len(data) // 2
    return data[:at] + b"!!!! \x00\xff ????" + data[at + 15 :]


_JUNK = {"__MACOSX/._oak.xlsx": b"\0", ".DS_Store": b"\0", "~$oak.xlsx": bytes(165),
         "Thumbs.db": b"\0", ".~lock.oak.xlsx#": b",jo,", "desktop.ini": b"[x]"}  # fmt: skip


def _locked() -> bytes:
    data = bytearray(zipped({"oak.xlsx": b"x" * 50}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _deep(depth: int) -> bytes:
    data = zipped({"oak.xlsx": filled()})
    for n in range(depth):
        data = zipped({f"{n}.zip": data})
    return data


def _one_of(name: str, make: Callable[[], bytes]) -> Callable[[], Files]:
    return lambda: {name: make()}


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, make: Callable[[], Files], becomes: Any = ACCEPTED, **rest: Any) -> Variant:
        return Variant("containers", name, make, becomes, **rest)

    yield v("a zip of one", lambda: {"returns.zip": zipped({"oak.xlsx": filled()})}, returns=1)
    yield v("a zip with folders and what a Mac leaves", lambda: {
        "returns.zip": zipped({"autumn/oak.xlsx": filled(), **_JUNK})}, returns=1)
    yield v("a zip in a zip", _one_of("returns.zip", lambda: _deep(1)), returns=1)
    yield v("a zip named as a workbook", _one_of("returns.xlsx", lambda: _deep(0)), returns=1)
    yield v("twelve zips in each other", _one_of("returns.zip", lambda: _deep(12)), REFUSED,
            truth={}, returns=0)
    yield v("a zip with a name that climbs out", lambda: {"returns.zip": zipped(
        {"../../../../tmp/oak.xlsx": filled()})}, returns=1)
    yield v("a zip with a return and a PDF", lambda: {"returns.zip": zipped(
        {"a.xlsx": filled(), "b.pdf": b"%PDF-1.7"})}, (ACCEPTED, REFUSED), returns=1)
    yield v("a zip with the same twice", lambda: {"returns.zip": zipped(
        {"a.xlsx": filled(), "b.xlsx": filled()})}, (ACCEPTED, DUPLICATE), returns=1)
    yield v("a zip beside the same workbook", lambda: {
        "a.xlsx": filled(), "b.zip": zipped({"a.xlsx": filled()})}, (ACCEPTED, DUPLICATE),
        returns=1)
    yield refused("containers", "an empty zip", lambda: {"returns.zip": zipped({})})
    yield refused("containers", "a zip of junk only", lambda: {"returns.zip": zipped(_JUNK)})
    yield refused("containers", "a zip with a password", _one_of("returns.zip", _locked))
    yield refused("containers", "half a zip",
                  _one_of("returns.zip", lambda: _deep(0)[:20_000]))
    yield refused("containers", "an ordinary file under the name of a zip",
                  lambda: {"returns.zip": b"hello\n"})
    yield v("an email", _one_of("late.eml", lambda: eml(("oak.xlsx", filled()))), returns=1,
            tells=("email-origin",))
    yield v("an email without its ending", _one_of("late", lambda: eml(("oak.xlsx", filled()))),
            returns=1)
    yield v("an email with line ends of Unix",
            _one_of("late.eml", lambda: _one_line(eml(("oak.xlsx", filled())))), returns=1)
    yield v("an email forwarded as an attachment", _one_of("late.eml", _forwarded), returns=1)
    yield v("an email with a logo and a card", _one_of("late.eml", _signed), returns=1)
    yield v("an email, its attachment without a name", _one_of("late.eml", _nameless), returns=1)
    yield v("an email, its attachment of another type", _one_of("late.eml", _other_type),
            returns=1)
    yield v("an email with a zip", _one_of("late.eml", lambda: eml(
        ("returns.zip", zipped({"oak.xlsx": filled()})))), returns=1)
    yield v("an email in a zip", lambda: {"returns.zip": zipped(
        {"late.eml": eml(("oak.xlsx", filled()))})}, returns=1)
    yield v("an email with two of the same", _one_of("late.eml", lambda: eml(
        ("oak.xlsx", filled()), ("oak (1).xlsx", filled()))), (ACCEPTED, DUPLICATE), returns=1)
    yield v("an email without a date", _one_of("late.eml", lambda: eml(
        ("oak.xlsx", filled()), subject="no date")), returns=1)
    yield v("an email with an impossible date", _one_of("late.eml", lambda: eml(
        ("oak.xlsx", filled()), sent="Someday, 99 Foo 2026 99:99:99")), returns=1)
    yield refused("containers", "an email without attachments", _one_of("late.eml", eml))
    yield refused("containers", "an email cut short", _one_of("late.eml", _cut_base64))
    yield v("an email whose attachment is damaged", _one_of("late.eml", _bad_base64),
            "accepted or query or refused")
    yield refused("containers", "an email with a PDF only", _one_of("late.eml", lambda: eml(
        ("audit.pdf", b"%PDF-1.7 ..."))), "file-pdf")
    yield v("a folder in a folder with junk", lambda: {
        "autumn/oak.xlsx": filled(), **{f"autumn/{name}": data for name, data in _JUNK.items()}},
        returns=1)
    yield v(
        "a return beside four bad files", lambda: {
            "1.xlsx": b"PK\x03\x04 broken", "2.xlsx": b"", "3.xlsx": filled(),
            "4.pdf": b"%PDF-1.7", "5.docx": zipped({"word/document.xml": b"<w/>"})},
        (REFUSED, REFUSED, ACCEPTED, REFUSED, REFUSED), returns=1)
