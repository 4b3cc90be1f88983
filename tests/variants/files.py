"""Files that are something else, cut short, or written by another program."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterator

from locked import PASSWORD, locked

from .base import (
    PARTS,
    READ,
    Files,
    Variant,
    filled,
    grid,
    one,
    parts,
    refused,
    truth,
    zipped,
)
from .dialects import Dialect, written

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _wide(words: str) -> bytes:
    return words.encode("utf-16-le")


_CSV = b"Ref,Statement,Rating\r\n1a,Leaders know,Green\r\n"

OTHER = {
    "empty": (b"", "file-empty"),
    "only zeros": (bytes(5000), "file-empty"),
    "only blanks": (b" \r\n\t " * 9, "file-empty"),
    "a pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "file-pdf"),
    "a web page": (b"<!DOCTYPE html><html><body><table><tr><td>1a</table>", "file-html"),
    "a web page named as Excel's": (b"<html xmlns:x='urn:schemas-microsoft-com'>", "file-html"),
    "comma-separated": (_CSV, "file-csv"),
    "semicolons and a byte order mark": (b"\xef\xbb\xbf" + _CSV.replace(b",", b";"), "file-csv"),
    "unicode text from Excel": (b"\xff\xfe" + _wide("Ref\tRating\r\n1a\tGreen"), "file-csv"),
    "Word": (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
             "file-word"),
    "Numbers": (zipped({"Index/Document.iwa": b"\0", "Metadata/Properties.plist": b"x"}),
                "file-numbers"),
    "OpenDocument text": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"<office:text/>"}), "file-word"),
    "PowerPoint": (zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
                   "file-damaged|file-other|file-word"),
    "locked with a password": (OLE + _wide("EncryptedPackage") + bytes(600), "file-password"),
    "Word of 1997": (OLE + _wide("WordDocument") + bytes(600), "file-word"),
    "rar": (b"Rar!\x1a\x07\x01\0" + bytes(300), "file-archive|file-other|archive-other"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(300), "file-archive|file-other|archive-other"),
    "gzip": (b"\x1f\x8b\x08\0" + bytes(300), "file-archive|file-other|archive-other"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "file-other"),
    "a lock file under another name": (b"\x04Jo\0" + bytes(160), "file-other"),
    "a Windows shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(200), "file-other"),
    "words": (b"Please find our audit attached.\r\n", "file-other|file-csv|email-empty"),
}  # fmt: skip
"""Bytes that are no workbook, and the problem that says so."""


def _others() -> Iterator[Variant]:
    for name, (data, codes) in OTHER.items():
        def make(data: bytes = data) -> Files:
            return {"oak.xlsx": data}

        # Rar and the like may be known to the sources by their own codes.
        told = () if name in ("rar", "7z", "gzip", "words") else (codes,)
        yield refused("files", name, make, *told)


def _cut(share: float) -> Callable[[], bytes]:
    return lambda: filled()[: int(len(filled()) * share)]


def _truncated() -> Iterator[Variant]:
    for share in (0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99):
        yield refused("files", f"cut at {share:.1%}", one(_cut(share)), "file-damaged")
    yield refused("files", "its last byte gone", one(lambda: filled()[:-1]), "file-damaged")
    yield refused("files", "its first byte gone", one(lambda: filled()[1:]))
    yield Variant("files", "a hole of zeros inside", one(_holed), f"{READ} or refused")
    yield refused("files", "the second half twice", one(
        lambda: filled()[: len(filled()) // 2] + filled()[len(filled()) // 4 :]))


def _holed() -> bytes:
    data = filled()
    return data[:20_000] + bytes(500) + data[20_500:]


def _locked() -> Iterator[Variant]:
    """A password with accents, in either form of its letters, typed in the other."""
    forms = [unicodedata.normalize(form, PASSWORD) for form in ("NFC", "NFD")]
    for there, typed in (forms, forms[::-1]):
        yield Variant("files", f"locked, its password {len(there)} letters and {len(typed)} typed",
                      one(lambda there=there: locked(filled(), there)), tells=("file-unlocked",),
                      password=typed)  # fmt: skip


def _named() -> Iterator[Variant]:
    for name in ("oak.xls", "oak.pdf", "oak", "oak.xlsx.download", "oak (1).xlsx",
                 "Copy of oak - HEAD-LAPTOP.XLSX", "oak.zip"):  # fmt: skip
        yield Variant("files", f"named {name}", one(filled, name))


# --- packages -----------------------------------------------------------------------------------


def _members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(filled())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _stored() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in _members().items():
            archive.writestr(name, data)
    return buffer.getvalue()


class _Stream(io.BytesIO):
    """A stream that cannot go back, so that sizes come after the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def _streamed() -> bytes:
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _members().items():
            archive.writestr(name, data)
    return stream.getvalue()


def _zip64() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _members().items():
            with archive.open(name, "w", force_zip64=True) as stream:
                stream.write(data)
    return buffer.getvalue()


def _commented() -> bytes:
    buffer = io.BytesIO(filled())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"scanned by the mail gateway"
    return buffer.getvalue()


def _backslashes(found: dict[str, bytes]) -> None:
    for name in list(found):
        found[name.replace("/", "\\")] = found.pop(name)


def _folders(found: dict[str, bytes]) -> None:
    whole = dict(found)
    found.clear()
    found.update({"xl/": b"", "xl/worksheets/": b"", "docProps/": b""})
    found.update(dict(reversed(whole.items())))


def _bare(found: dict[str, bytes]) -> None:
    for name in list(found):
        if name.startswith(("docProps", "xl/theme", "xl/charts", "xl/drawings", "xl/tables")):
            del found[name]


def _labels(found: dict[str, bytes]) -> None:
    found["docMetadata/LabelInfo.xml"] = b"<labels/>"
    found["customXml/item1.xml"] = b"<sensitivity/>"
    found["xl/persons/person.xml"] = b"<personList/>"


def _newlines(found: dict[str, bytes]) -> None:
    for name, data in found.items():
        if name.endswith(".xml"):
            found[name] = data.replace(b"><row", b">\r\n  <row").replace(b"><c ", b">\n    <c ")


def _x14(found: dict[str, bytes]) -> None:
    xml = (b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.'
           b'microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
           b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation '
           b'type="list"><x14:formula1><xm:f>Lists!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>C5'
           b"</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>")
    for part in PARTS.values():
        if b"<extLst>" not in found[part]:
            found[part] = found[part].replace(b"</worksheet>", xml + b"</worksheet>")


def _packages() -> Iterator[Variant]:
    yield Variant("files", "stored without compression", one(_stored))
    yield Variant("files", "streamed, sizes after the data", one(_streamed))
    yield Variant("files", "zip64", one(_zip64))
    yield Variant("files", "with a zip comment", one(_commented))
    yield Variant("files", "with bytes behind it", one(lambda: filled() + b"\r\n-- gateway --\r\n"),
                  f"{READ} or refused")  # fmt: skip
    yield Variant("files", "with bytes before it", one(lambda: b"MIME junk\r\n" + filled()),
                  f"{READ} or refused")  # fmt: skip
    yield Variant("files", "separators of Windows", parts(_backslashes))
    yield Variant("files", "folders listed, parts in reverse", parts(_folders))
    yield Variant("files", "without properties, theme, charts", parts(_bare))
    yield Variant("files", "with sensitivity labels", parts(_labels))
    yield Variant("files", "line breaks between elements", parts(_newlines))
    yield Variant("files", "lists as x14 extensions", parts(_x14))


# --- dialects ----------------------------------------------------------------------------------

DIALECTS = {
    "plain": Dialect(),
    "inline strings": Dialect(strings="inline"),
    "inline and shared strings mixed": Dialect(strings="mixed"),
    "texts as formula results": Dialect(strings="formula"),
    "no cell names": Dialect(cell_refs=False),
    "no cell names and no row numbers": Dialect(cell_refs=False, row_numbers=False),
    "prefixed elements": Dialect(prefix="x"),
    "prefixed inline strings": Dialect(prefix="ss", strings="inline"),
    "days from 1904": Dialect(date1904=True),
    "numbers with .0": Dialect(floats=True),
    "dates in words of ISO": Dialect(iso_dates=True),
    "dimension A1": Dialect(dimension="A1"),
    "dimension of everything": Dialect(dimension="A1:XFD1048576"),
    "a thousand rows": Dialect(pad=1000),
    "strict": Dialect(strict=True),
    "strict with dates of ISO": Dialect(strict=True, iso_dates=True),
    "utf-16": Dialect(encoding="utf-16"),
    "comments and instructions in the XML": Dialect(comments=True),
    "marked sections": Dialect(cdata=True),
    "targets from the root": Dialect(absolute=True),
    "a main part of Office online": Dialect(main="xl/workbook2.xml"),
    "rich text": Dialect(rich=True),
    "phonetic readings": Dialect(phonetic=True),
    "white space inside cells": Dialect(spread=True),
    "like Google": Dialect(floats=True, pad=1000, state=' state="visible"', properties=False),
    "like WPS": Dialect(dimension="A1", extra="<phoneticPr fontId=\"1\"/>"),
}  # fmt: skip


def _dialects() -> Iterator[Variant]:
    for name, dialect in DIALECTS.items():
        def make(dialect: Dialect = dialect) -> bytes:
            return written(dialect)

        yield Variant("files", name, one(make))
    yield Variant("files", "like Numbers", one(_numbers))
    yield Variant("files", "like Numbers with an export summary", one(
        lambda: written(Dialect(properties=False), {
            "Export Summary": {(1, 1): "This document was exported from Numbers.",
                               (5, 1): "Numbers Sheet Name", (5, 2): "Excel Worksheet Name"},
            **_renamed()})))  # fmt: skip
    yield Variant("files", "outer spaces not marked as kept", one(
        lambda: written(Dialect(preserve=False))), says={_SPACED: "spaces"})
    yield Variant("files", "parts in folders of other names", one(
        lambda: written(Dialect(main="book/main.xml", folder="pages"))), f"{READ} or refused")


_SPACED = next(place for place, words in truth().items() if words == " spaces ")
"""White space that is not marked as kept is nobody's: Excel itself drops it."""


def _renamed() -> dict[str, dict[tuple[int, int], object]]:
    return {f"{name} - Table 1"[:31]: dict(cells) for name, cells in grid().sheets.items()}


def _numbers() -> bytes:
    sheets = {
        name: {(1, 1): "Table 1", **{(r + 1, c): value for (r, c), value in cells.items()}}
        for name, cells in _renamed().items()
    }
    merges = dict.fromkeys(sheets, "A1:H1")
    return written(Dialect(properties=False, date1904=True, merges=merges), sheets)


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    yield from _others()
    yield from _truncated()
    yield from _locked()
    yield from _named()
    yield from _packages()
    yield from _dialects()

