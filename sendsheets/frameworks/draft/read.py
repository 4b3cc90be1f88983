"""A document becomes a draft, by what its bytes are; whatever may be costly is read apart."""

from __future__ import annotations

import re
from pathlib import Path

from sendsheets.frameworks.draft.again import taken_back
from sendsheets.frameworks.draft.blocks import Document
from sendsheets.frameworks.draft.choices import with_choices
from sendsheets.frameworks.draft.grid import read_grid
from sendsheets.frameworks.draft.make import Draft, draft_of
from sendsheets.frameworks.draft.text import decoded, read_text
from sendsheets.frameworks.draft.word import read_word
from sendsheets.intake.guard import Costly, Guard, NoWorker
from sendsheets.intake.inspect import FILE_LIMIT
from sendsheets.intake.listing import Listing, read_table
from sendsheets.intake.package import Abnormal

TEXT_LIMIT = 5 * 1024 * 1024
"""Bytes of a text: a book has fewer."""

_SECONDS = 60.0
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"\s*(?:<!doctype\s+html|<html|<head|<table|<meta|<body|<\?xml)", re.IGNORECASE
)
_BINARY = frozenset(range(9)) | frozenset(range(14, 32)) - {27}


def drafted(data: bytes, name: str) -> Draft | str:
    """Make a draft of a framework from a document.

    Args:
        data: the file's bytes: Word, a workbook, a CSV, plain or Markdown text; or a framework
            that was exported as a workbook.
        name: the file's name, which tells a CSV from other text.

    Returns:
        The draft, or why the document is not read (to go after "because").
    """
    read = _read(data, name)
    if isinstance(read, Listing):
        edited = None if read.encoding else taken_back(read, Path(name).stem)
        if edited:
            return edited
        read = _grid(read, data)
    return read if isinstance(read, str) else draft_of(read, Path(name).stem)


def read_document(data: bytes, name: str) -> Document | str:
    """Read a document as blocks; the arguments are those of ``drafted``.

    Returns:
        Its blocks, or why it is not read (to go after "because").
    """
    read = _read(data, name)
    return _grid(read, data) if isinstance(read, Listing) else read


def _grid(listing: Listing, data: bytes) -> Document | str:
    """The blocks of a workbook or a CSV, with what its cells offer to choose from."""
    read = listing.reason or read_grid(listing)
    if isinstance(read, str) or data[:4] not in _ZIP or b"xl/worksheets/" not in data:
        return read
    return with_choices(read, data)


def _read(data: bytes, name: str) -> Document | Listing | str:
    if len(data) > FILE_LIMIT:
        return f"it is larger than {FILE_LIMIT // 1_048_576} MB"
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        return "it is empty"
    if data[:4] in _ZIP:
        return read_table(data) if _is_workbook(data) else _word(data)
    if data.startswith(_OLE):
        return _old(data)
    reason = _no_text(data)
    if reason:
        return reason
    if Path(name).suffix.casefold() in (".csv", ".tsv", ".tab"):
        return read_table(data)
    if len(data) > TEXT_LIMIT:
        return f"it is larger than {TEXT_LIMIT // 1_048_576} MB of text"
    return read_text(decoded(data))


def _is_workbook(data: bytes) -> bool:
    """Whether a zip package is a workbook by the names of its parts; its bytes are not opened."""
    return b"xl/workbook" in data or b"xl/worksheets/" in data or (
        b"opendocument.spreadsheet" in data[:200])


def _word(data: bytes) -> Document | str:
    """A Word document, read here where it is ordinary, else in a guarded process."""
    try:
        return read_word(data, careful=True)
    except Abnormal:
        with Guard() as guard:
            found = guard.run(read_word, data, seconds=_SECONDS)
    if isinstance(found, Document | str):
        return found
    if isinstance(found, Costly):
        return f"reading it took more than {found.limit}"
    if isinstance(found, NoWorker):
        return "it has to be read in a process of its own, and none could be started"
    return "it is damaged: reading it came to no end"


def _old(data: bytes) -> Listing | str:
    """What was written by an Office of before 2007, or is locked with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "it is locked with a password, so save a copy without one"
    if "WordDocument".encode("utf-16-le") in data:
        return "it is an old Word document (.doc), so save it as .docx"
    return read_table(data)


def _no_text(data: bytes) -> str:
    """Why bytes are no text, or no words where they are."""
    start = data[:4096]
    if b"%PDF-" in start[:1024]:
        return "it is a PDF, so open it in Word and save it as .docx"
    if start.startswith(b"{\\rtf"):
        return "it is a rich text file (.rtf), so save it as .docx"
    if _MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")):
        return "it is a web page, so copy its words into a Word document"
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    if sum(byte in _BINARY for byte in data[:65_536]):
        return "it is neither a Word document, a workbook nor plain text"
    return ""
