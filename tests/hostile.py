"""Files made to do harm, each as small as it can be: what it is, and what must come of it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

from workbooks import completed, repacked
from xlsb import XlsbSheet, record, xlsb

SHEET = "xl/worksheets/sheet3.xml"
BOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
MB = 1024 * 1024

READ = "read"
"""The answers are those of the workbook it was made from."""

ANY = ""
"""Whatever comes of it is right, as long as it costs no more than it may."""

Maker = Callable[[], bytes]
HOSTILE: dict[str, tuple[Maker, str]] = {}
"""How each is made, and ``READ`` or the code for which it is refused. Each of them may be refused
for what it costs as well."""




def after(part: str, mark: bytes, more: bytes, before: bool = True) -> Maker:
    """The workbook with more bytes before (or after) a mark in one part."""

    def change(parts: dict[str, bytes]) -> None:
        assert mark in parts[part], (part, mark)
        now = more + mark if before else mark + more
        parts[part] = parts[part].replace(mark, now, 1)

    return lambda: repacked(completed(), change)


def rows(first: int, last: int, cells: bytes) -> bytes:
    """Rows of the same cells; ``%d`` in them is the row."""
    count = cells.count(b"%d")
    return b"".join(b'<row r="%d">' % n + cells % ((n,) * count) + b"</row>"
                    for n in range(first, last + 1))  # fmt: skip


END = b"</sheetData>"
HOSTILE |= {
    "60 MB of blanks in a sheet": (
        lambda: after(SHEET, b"</worksheet>", b" " * 60 * MB)(), "file-too-large"),
    "300 MB of blanks in a sheet": (
        lambda: after(SHEET, b"</worksheet>", b" " * 300 * MB)(), "file-too-large"),
    "45 MB of blanks in a sheet": (
        lambda: after(SHEET, b"</worksheet>", b" " * 45 * MB)(), READ),
    "45 MB of blanks in three sheets": (lambda: three_sheets(b" " * 45 * MB), READ),
    "a million empty rows": (
        lambda: after(SHEET, END, rows(20, 1_000_000, b""))(), READ),
    "300,000 styled rows": (
        lambda: after(SHEET, END, rows(20, 300_000, b'<c r="C%d" s="1"/>'))(), READ),
    "more than a million cells": (
        lambda: after(SHEET, END, b"<row>" + b"<c/>" * 1_050_000 + b"</row>")(),
        "file-too-large"),
    "900,000 cells without a name": (
        lambda: after(SHEET, END, b"<row>" + b"<c/>" * 900_000 + b"</row>")(), READ),
    "a cell at XFD1048576": (
        lambda: after(SHEET, END, rows(1_048_576, 1_048_576, b'<c r="XFD%d"><v>1</v></c>'))(),
        READ),
    "a cell at A1048576": (
        lambda: after(SHEET, END, rows(1_048_576, 1_048_576, b'<c r="A%d"><v>1</v></c>'))(), READ),
    "the farthest cell that is read": (
        lambda: after(SHEET, END, rows(5_000, 5_000, b'<c r="GR%d"><v>1</v></c>'))(), READ),
    "a merge over everything": (
        lambda: after(SHEET, END, b'<mergeCells><mergeCell ref="A30:XFD1048576"/></mergeCells>',
                      False)(), READ),
    "4,900 merges over 100,000 cells": (lambda: merges(4_900, 100_000), "file-costly"),
    "a million merges": (
        lambda: after(SHEET, END, b"<mergeCells>" + b'<mergeCell ref="A30:B30"/>' * 1_000_000
                      + b"</mergeCells>", False)(), "file-too-large"),
    "one text of a megabyte in 3,000 cells": (lambda: texts(1_000_000, 3_000), "file-too-large"),
    "one text of 30 KB in 30,000 cells": (lambda: texts(30_000, 30_000), "file-too-large"),
    "one text of 30 KB in 12,000 cells": (lambda: texts(30_000, 12_000), "file-costly"),
    "two million empty texts": (
        lambda: after(STRINGS, b"</sst>", b"<si/>" * 2_000_000)(), READ),
    "texts that are not there": (
        lambda: after(STRINGS, b'uniqueCount="', b"99999999", False)(), "file-too-large"),
    "3,000 sheets": (lambda: sheets(3_000, b'<c r="A1"><v>1</v></c>'), READ),
    "3,000 sheets with a far corner": (
        lambda: sheets(3_000, b'<c r="A1"><v>1</v></c><c r="GR5000"><v>1</v></c>'),
        "file-costly"),
    "25 sheets with a far corner": (
        lambda: sheets(25, b'<c r="A1"><v>1</v></c><c r="GR5000"><v>1</v></c>'), READ),
    "60,000 names": (lambda: names(60_000), READ),
    "a million names": (lambda: names(1_000_000), READ),
    "64,000 styles": (
        lambda: after(STYLES, b"</cellXfs>", b'<xf numFmtId="14"/>' * 64_000)(), READ),
    "2,000,000 styles": (
        lambda: after(STYLES, b"</cellXfs>", b'<xf numFmtId="14"/>' * 2_000_000)(), READ),
    "200,000 elements one in another": (
        lambda: after(SHEET, b"</worksheet>", b"<a>" * 200_000 + b"</a>" * 200_000)(), READ),
    "4 MB of formulas that never close": (
        lambda: after(SHEET, END, b'<row r="90"><c r="A90">' + b"<f " * 1_300_000)(),
        "file-damaged"),
    "4 MB of merges that never close": (
        lambda: after(SHEET, b"</worksheet>", b"<mergeCell " * 350_000)(), "file-damaged"),
    "4 MB of comments that never close": (
        lambda: after(SHEET, b"</worksheet>", b"<!--" * 900_000)(), "file-damaged"),
    "a cell with a name of 3 MB": (
        lambda: after(SHEET, END, rows(99, 99, b'<c r="' + b"A" * 3 * MB + b'%d"/>'))(), READ),
    "a row of number 10**3000": (
        lambda: after(SHEET, END, b'<row r="1' + b"0" * 3_000 + b'"><c/></row>')(), ANY),
    "5,000 rows of much text": (lambda: much_text(5_000, 600), ANY),
    "a document type": (
        lambda: after(SHEET, b"<worksheet", b"<!DOCTYPE x []>")(), "file-unsafe"),
    "entities that grow": (lambda: entities(), "file-unsafe"),
    "entities that grow, in UTF-16": (
        lambda: encoded(SHEET, "utf-16", b"<!DOCTYPE x [<!ENTITY a 'b'>]>"), "file-unsafe"),
    "a sheet in UTF-16": (lambda: encoded(SHEET, "utf-16"), READ),
    "a sheet in UTF-16 without a mark": (lambda: encoded(SHEET, "utf-16-be"), READ),
    "a sheet in UTF-7": (lambda: encoded(SHEET, "utf-7"), "file-damaged"),
    "texts in Latin-1": (lambda: encoded(STRINGS, "iso-8859-1"), READ),
    "a list of 200,000 parts": (lambda: entries(200_000), "file-too-large"),
    "two parts of one name": (lambda: twice(), "file-unsafe"),
    "a wrong checksum": (lambda: patched(SHEET, crc=7), "file-damaged"),
    "a size that lies": (
        lambda: patched(SHEET, after(SHEET, b"</worksheet>", b" " * 100 * MB)(), size=10_000),
        "file-damaged"),
    "zip64": (lambda: rezipped(zip64=True), READ),
    "data descriptors": (lambda: rezipped(stream=True), READ),
    "junk before its beginning": (
        lambda: b"MIME junk\r\n\r\n" + completed(), "file-damaged"),
    "cut in half": (lambda: completed()[: len(completed()) // 2], "file-damaged"),
    "100 MB that are nothing": (lambda: b"\x01\x02" * 50 * MB, "file-other"),
    "100 MB and one byte": (lambda: b"PK\x03\x04" + bytes(100 * MB), "file-too-large"),
    "an .ods that claims 17 billion cells": (
        lambda: ods(b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
                    b'office:value-type="string" table:number-columns-repeated="16384"><text:p>x'
                    b"</text:p></table:table-cell></table:table-row>"), ANY),
    "an .ods that claims a million filled rows": (
        lambda: ods(b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
                    b'office:value-type="string" table:number-columns-repeated="50"><text:p>x'
                    b"</text:p></table:table-cell></table:table-row>"), ANY),
    "an .xlsb with a far corner": (
        lambda: xlsb([XlsbSheet("1 Leadership", {(1, 1): "1a", (1_048_576, 16_384): "x"})]),
        "file-not-a-return"),
    "an .xlsb with more than a million cells": (
        lambda: xlsb([XlsbSheet("A", {(1, 1): "x"}, extra=record(1, bytes(8)) * 1_050_000)]),
        "file-too-large"),
    "an .xlsb of 40 MB of odd records": (
        lambda: xlsb([XlsbSheet("A", {(1, 1): "x"}, extra=record(1000) * 13 * MB)]), ANY),
    "an .xls of a million numbers": (lambda: xls(1_000_000), ANY),
    "an .xls of noise": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")
        + Random(1).randbytes(2 * MB), "file-damaged"),
}  # fmt: skip


def three_sheets(more: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        for n in (3, 4, 5):
            name = f"xl/worksheets/sheet{n}.xml"
            parts[name] = parts[name].replace(b"</worksheet>", more + b"</worksheet>")

    return repacked(completed(), change)


def merges(areas: int, cells: int) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        each = b'<c r="%s%%d"><v>1</v></c>'
        columns = b"".join(each % bytes([letter]) for letter in b"JKLMNOPQRSTUVWXYZ")
        more = rows(100, 100 + cells // 17, columns)
        many = b'<mergeCell ref="AA1:AB1"/>' * areas
        merged = b"<mergeCells>" + many + b"</mergeCells>"
        parts[SHEET] = parts[SHEET].replace(END, more + END + merged)

    return repacked(completed(), change)


def texts(length: int, cells: int) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        number = parts[STRINGS].count(b"<si>")
        parts[STRINGS] = parts[STRINGS].replace(
            b"</sst>", b"<si><t>" + b"a" * length + b"</t></si></sst>")
        cell = b'<c r="J%%d" t="s"><v>%d</v></c>' % number
        parts[SHEET] = parts[SHEET].replace(END, rows(100, 99 + min(cells, 4_800), cell) + END)
        for n, column in enumerate((b"K", b"L", b"M", b"N", b"O", b"P"), 1):
            if cells > n * 4_800:
                left = min(cells - n * 4_800, 4_800)
                more = rows(100, 99 + left, cell.replace(b"J", column))
                parts[SHEET] = parts[SHEET].replace(END, more + END)

    return repacked(completed(), change)


def sheets(count: int, cells: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        rels = BOOK.replace("xl/", "xl/_rels/") + ".rels"
        start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        row = b"<sheetData><row>" + cells + b"</row></sheetData></worksheet>"
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        listed = related = b""
        for n in range(1000, 1000 + count):
            listed += b'<sheet name="S%d" sheetId="%d" r:id="x%d"/>' % (n, n, n)
            related += (b'<Relationship Id="x%d" Type="%s" Target="worksheets/s%d.xml"/>'
                        % (n, kind, n))  # fmt: skip
            parts[f"xl/worksheets/s{n}.xml"] = start + row
        parts[BOOK] = parts[BOOK].replace(b"</sheets>", listed + b"</sheets>")
        parts[rels] = parts[rels].replace(b"</Relationships>", related + b"</Relationships>")

    return repacked(completed(), change)


def names(count: int) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        more = b"".join(b'<definedName name="n%d">Cover!$A$1</definedName>' % n
                        for n in range(count))  # fmt: skip
        parts[BOOK] = parts[BOOK].replace(b"<definedNames>", b"<definedNames>" + more)

    return repacked(completed(), change)


def much_text(count: int, length: int) -> bytes:
    """Rows of words that are like statements, each a little different."""
    random = Random(5)
    words = b"the school provides for pupils with special needs and the leaders know why".split()
    made = []
    for n in range(40, 40 + count):
        text = b" ".join(random.choice(words) for _ in range(length // 5))
        made.append(b'<row r="%d"><c r="B%d" t="inlineStr"><is><t>%s</t></is></c></row>'
                    % (n, n, text))  # fmt: skip
    return after(SHEET, END, b"".join(made))()


def entities() -> bytes:
    grow = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)).encode()
    return after(SHEET, b"<worksheet", b"<!DOCTYPE x [<!ENTITY a0 'ha'>" + grow + b"]>")()


def encoded(part: str, encoding: str, start: bytes = b"") -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode().partition("?>")[2].strip()
        head = f'<?xml version="1.0" encoding="{encoding}"?>{start.decode()}'
        parts[part] = (head + text).encode(encoding, "xmlcharrefreplace")

    return repacked(completed(), change)


def entries(count: int) -> bytes:
    """A zip whose list names one empty part so many times."""
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    listed = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0,
                    0) + b"%08d" % n for n in range(count))  # fmt: skip
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF,
                      len(listed), len(local), 0)  # fmt: skip
    return local + listed + end


def twice() -> bytes:
    buffer = io.BytesIO(completed())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return buffer.getvalue()


def patched(part: str, data: bytes = b"", crc: int | None = None, size: int | None = None) -> bytes:
    """The package with another checksum or size in both of a part's headers."""
    whole = bytearray(data or completed())
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        start = archive.getinfo(part).header_offset
    listed = 0
    name = part.encode()
    while True:
        listed = whole.index(b"PK\x01\x02", listed + 1)
        if whole[listed + 46 : listed + 46 + len(name)] == name:
            break
    for at, field in ((start + 14, 0), (listed + 16, 0)):
        if crc is not None:
            struct.pack_into("<I", whole, at + field, crc)
        if size is not None:
            struct.pack_into("<I", whole, at + 8, size)
    return bytes(whole)


class _NoSeek(io.RawIOBase):
    """Takes bytes and cannot go back: sizes then stand after each part."""

    def __init__(self) -> None:
        self.made = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.made += data
        return len(data)


def rezipped(zip64: bool = False, stream: bool = False) -> bytes:
    target = _NoSeek() if stream else io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(completed())) as given, zipfile.ZipFile(
        target, "w", zipfile.ZIP_DEFLATED
    ) as made:
        for name in given.namelist():
            with made.open(name, "w", force_zip64=zip64) as part:
                part.write(given.read(name))
    return bytes(target.made) if isinstance(target, _NoSeek) else target.getvalue()


def ods(row: bytes) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(f'xmlns:{n}="{space}{n}:1.0"' for n in ("office", "table", "text"))
    start = f"<office:document-content {names}><office:body><office:spreadsheet>".encode()
    table = b'<table:table table:name="1 Leadership">' + row + b"</table:table>"
    end = b"</office:spreadsheet></office:body></office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", start + table + end)
    return buffer.getvalue()


def xls(count: int) -> bytes:
    """An Excel 5 stream of so many numbers."""
    def biff(number: int, data: bytes) -> bytes:
        return struct.pack("<HH", number, len(data)) + data

    def begin(kind: int) -> bytes:
        return biff(0x0809, struct.pack("<4H", 0x0500, kind, 0, 0))

    end = biff(0x000A, b"")
    head = begin(0x0005) + biff(0x0042, struct.pack("<H", 1252))
    at = len(head) + 4 + 6 + 2 + len(end)
    book = head + biff(0x0085, struct.pack("<IH", at, 0) + b"\x01A") + end
    numbers = b"".join(biff(0x0203, struct.pack("<3Hd", n // 200, n % 200, 0, n))
                       for n in range(count))  # fmt: skip
    return book + begin(0x0010) + numbers + end
