"""Files made to cost memory or time, to reach out, or to say two things at once."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from workbooks import repacked

from .base import (
    PARTS,
    READ,
    Files,
    Variant,
    everything,
    filled,
    one,
    parts,
    refused,
    truth,
    zipped,
)

SHEET = PARTS["1 Leadership"]
MILLION = 1_000_000

Parts = dict[str, bytes]


def _replace(part: str, was: bytes, now: bytes, count: int = 1) -> Callable[[Parts], None]:
    def change(found: Parts) -> None:
        assert was in found[part], (part, was)
        found[part] = found[part].replace(was, now, count)

    return change


def _in_data(xml: bytes | Callable[[], bytes]) -> Callable[[Parts], None]:
    """Rows at the end of a sheet; what is long is made when its test runs."""
    def change(found: Parts) -> None:
        rows = xml if isinstance(xml, bytes) else xml()
        _replace(SHEET, b"</sheetData>", rows + b"</sheetData>")(found)

    return change


def _after_data(xml: bytes) -> Callable[[Parts], None]:
    return _replace(SHEET, b"</sheetData>", b"</sheetData>" + xml)


def _head(xml: bytes) -> Callable[[Parts], None]:
    return _replace(SHEET, b"<worksheet", xml + b"<worksheet")


_LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10))

BILLION = b"<!DOCTYPE x [" + _LAUGHS + b"]>"
EXTERNAL = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
QUADRATIC = b'<!DOCTYPE x [<!ENTITY q "' + b"q" * 50_000 + b'">]>'


def _many_sheets(found: Parts) -> None:
    main, rels = found["xl/workbook.xml"], found["xl/_rels/workbook.xml.rels"]
    names = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rIdx%d"/>' % (n, n + 500, n)
                     for n in range(3000))  # fmt: skip
    links = b"".join(
        b'<Relationship Id="rIdx%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/worksheet" Target="worksheets/sheet2.xml"/>' % n for n in range(3000))
    found["xl/workbook.xml"] = main.replace(b"</sheets>", names + b"</sheets>")
    found["xl/_rels/workbook.xml.rels"] = rels.replace(b"</Relationships>", links
                                                       + b"</Relationships>")  # fmt: skip


def _many_names(found: Parts) -> None:
    names = b"".join(b"<definedName name=\"n%d\">Cover!$A$1</definedName>" % n
                     for n in range(60_000))  # fmt: skip
    _replace("xl/workbook.xml", b"</definedNames>", names + b"</definedNames>")(found)


def _many_styles(found: Parts) -> None:
    _replace("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 64_000 + b"</cellXfs>")(found)


def _one_string_often(found: Parts) -> None:
    key = found["xl/sharedStrings.xml"].count(b"<si>")
    _replace("xl/sharedStrings.xml", b"</sst>", b"<si><t>" + b"z" * MILLION + b"</t></si></sst>")(
        found)
    rows = b"".join(
        b'<row r="%d"><c r="K%d" t="s"><v>%d</v></c></row>' % (n, n, key) for n in range(40, 3040))
    _in_data(rows)(found)


def _strings_claimed(found: Parts) -> None:
    part = found["xl/sharedStrings.xml"]
    at = part.index(b'uniqueCount="') + 13
    found["xl/sharedStrings.xml"] = part[:at] + b"4294967295" + part[part.index(b'"', at) :]


def _macros(found: Parts) -> None:
    found["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 Shell(calc)"
    kinds = found["[Content_Types].xml"]
    found["[Content_Types].xml"] = kinds.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def _links(found: Parts) -> None:
    found["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    found["xl/externalLinks/_rels/externalLink1.xml.rels"] = b"<Relationships/>"


def _dde(found: Parts) -> None:
    found["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>')


def _media(found: Parts) -> None:
    found["xl/media/image1.png"] = bytes(120 * MILLION)


def _rels_cycle(found: Parts) -> None:
    rels = (b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/worksheet" Target="sheet3.xml"/></Relationships>')
    found["xl/worksheets/_rels/sheet3.xml.rels"] = rels


def _climbing(found: Parts) -> None:
    found["../../../../tmp/sendsheets-was-here"] = b"x"
    found["/etc/sendsheets-was-here"] = b"x"
    found["C:\\sendsheets-was-here"] = b"x"


def _target_outside(found: Parts) -> None:
    _replace("xl/_rels/workbook.xml.rels", b'Target="worksheets/sheet3.xml"',
             b'Target="../../../../etc/passwd"')(found)  # fmt: skip


def _target_http(found: Parts) -> None:
    _replace("xl/_rels/workbook.xml.rels", b'Target="worksheets/sheet3.xml"',
             b'Target="http://localhost:9/x.xml" TargetMode="External"')(found)  # fmt: skip


def _kinds_swapped(found: Parts) -> None:
    kinds = found["[Content_Types].xml"]
    found["[Content_Types].xml"] = kinds.replace(b"worksheet+xml", b"styles+xml")


def _no_kinds(found: Parts) -> None:
    del found["[Content_Types].xml"]


def _twice(name: str) -> Callable[[], bytes]:
    def make() -> bytes:
        buffer = io.BytesIO(filled())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with zipfile.ZipFile(buffer, "a") as archive:
                with zipfile.ZipFile(io.BytesIO(filled())) as old:
                    data = old.read(SHEET)
                archive.writestr(name, data.replace(b"<v>", b"<v>1", 1))
        return buffer.getvalue()

    return make


def _same_sheet_name(found: Parts) -> None:
    _replace("xl/workbook.xml", b'name="2 Teaching"', b'name="1 Leadership"')(found)


def _two_sheets_one_part(found: Parts) -> None:
    _replace("xl/_rels/workbook.xml.rels", b'Target="worksheets/sheet4.xml"',
             b'Target="worksheets/sheet3.xml"')(found)  # fmt: skip


def _same_cell_twice(found: Parts) -> None:
    xml = found[SHEET]
    at = xml.index(b'<c r="C5"')
    end = xml.index(b"</c>", at) + 4
    found[SHEET] = xml[:end] + b'<c r="C5" t="inlineStr"><is><t>Red</t></is></c>' + xml[end:]


def _same_row_twice(found: Parts) -> None:
    _in_data(b'<row r="5"><c r="C5" t="inlineStr"><is><t>Red</t></is></c></row>')(found)


def _rows_backwards(found: Parts) -> None:
    xml = found[SHEET]
    start, end = xml.index(b"<sheetData>") + 11, xml.index(b"</sheetData>")
    rows = [row + b"</row>" for row in xml[start:end].split(b"</row>")[:-1]]
    found[SHEET] = xml[:start] + b"".join(reversed(rows)) + xml[end:]


def _lying_size() -> bytes:
    """The directory says that a part is small; it is not."""
    def grow(found: Parts) -> None:
        found[SHEET] = found[SHEET].replace(b"</worksheet>", b" " * (200 * MILLION)
                                            + b"</worksheet>")  # fmt: skip

    data = bytearray(repacked(filled(), grow))
    name = SHEET.encode()
    for mark, back in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            head = 46 if mark[2] == 1 else 30
            if data[at + head : at + head + len(name)] == name:
                data[at + back : at + back + 4] = struct.pack("<I", 9000)
            at += 4
    return bytes(data)


def _wrong_crc() -> bytes:
    data = bytearray(filled())
    at = data.index(b"PK\x01\x02")
    data[at + 16 : at + 20] = b"\0\0\0\0"
    return bytes(data)


def _entries_lie() -> bytes:
    data = bytearray(filled())
    at = data.rindex(b"PK\x05\x06")
    data[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    return bytes(data)


def _nested(depth: int) -> Callable[[Parts], None]:
    return _after_data(b"<a>" * depth + b"</a>" * depth)


def _ods(content: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"'
        for key in ("office", "table", "text"))
    xml = (f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2">'
           f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
           "</office:document-content>")
    manifest = ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
                'manifest:1.0"/>')
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                   "content.xml": xml.encode(), "META-INF/manifest.xml": manifest.encode()})


def _ods_of(repeats: int, rows: int, words: str = "x") -> Callable[[], bytes]:
    return lambda: _ods(
        f'<table:table table:name="Cover"><table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{repeats}" office:value-type="string">'
        f"<text:p>{words}</text:p></table:table-cell></table:table-row></table:table>")


def _far(*cells: str) -> Callable[[], bytes]:
    return lambda: repacked(filled(), _in_data("".join(
        f'<row r="{"".join(filter(str.isdigit, ref))}"><c r="{ref}" t="inlineStr"><is><t> </t></is>'
        "</c></row>" for ref in cells).encode()))


_TRUNCATED = ("xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels",
              "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "docProps/custom.xml",
              "docProps/core.xml")  # fmt: skip


def _half(part: str) -> Callable[[Parts], None]:
    def change(found: Parts) -> None:
        found[part] = found[part][: len(found[part]) // 2]

    return change


def _gone(part: str) -> Callable[[Parts], None]:
    def change(found: Parts) -> None:
        del found[part]

    return change


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, make: Callable[[], Files], becomes: str = READ, **rest: Any) -> Variant:
        return Variant("hostile", name, make, becomes, **rest)

    either = f"{READ} or refused"
    # --- entities and encodings ---
    for name, xml in {"a billion laughs": BILLION, "an external entity": EXTERNAL,
                      "a quadratic entity": QUADRATIC, "a bare doctype": b"<!DOCTYPE x>"}.items():
        yield refused("hostile", name, parts(_head(xml)), "file-unsafe")
    yield refused("hostile", "a doctype in the texts", parts(
        _replace("xl/sharedStrings.xml", b"<sst", EXTERNAL + b"<sst")), "file-unsafe")
    yield refused("hostile", "a doctype in the workbook", parts(
        _replace("xl/workbook.xml", b"<workbook", EXTERNAL + b"<workbook")), "file-unsafe")
    yield v("a doctype in utf-16", parts(_utf16), "refused", truth={}, returns=0)
    yield v("a doctype in a part that is not read",
            parts(_replace("docProps/app.xml", b"<Properties", EXTERNAL + b"<Properties")), either)
    yield v("an encoding nobody knows", parts(
        _replace(SHEET, b'encoding="UTF-8"', b'encoding="EBCDIC-X"')), either)
    yield v("utf-7", parts(_replace(SHEET, b'encoding="UTF-8"', b'encoding="UTF-7"')), either)
    # --- bombs ---
    yield refused("hostile", "60 MB of blanks in a sheet", parts(
        _replace(SHEET, b"</worksheet>", b" " * (60 * MILLION) + b"</worksheet>")),
                  "file-too-large")
    yield refused("hostile", "200 MB of blanks, said to be 9 kB", one(_lying_size))
    yield v("120 MB of a picture", parts(_media), READ)
    yield refused("hostile", "one text of a million, 3,000 times", parts(_one_string_often))
    yield refused("hostile", "four billion texts claimed", parts(_strings_claimed),
                  "file-too-large")
    yield refused("hostile", "6,000 parts", parts(
        lambda found: found.update({f"xl/media/{n}": b"" for n in range(6000)})), "file-too-large")
    yield v("3,000 sheets of one part", parts(_many_sheets), either)
    yield v("60,000 names", parts(_many_names), either)
    yield v("64,000 styles", parts(_many_styles), either)
    yield v("a zip inside", parts(lambda f: f.update({"xl/embeddings/x.zip": filled()})), READ)
    # --- extent ---
    yield v("one blank in the last cell", one(_far("XFD1048576")), READ)
    yield v("blanks at the corners", one(_far("XFD20", "A1048576")), READ)
    yield v("a cell past the last column", one(_far("XFE30")), either)
    yield v("a name of row 0", parts(_in_data(b'<row r="30"><c r="A0"><v>1</v></c></row>')), either)
    yield v("a name of no column", parts(_in_data(b'<row r="30"><c r="30"><v>1</v></c></row>')),
            either)
    yield v("a name of nonsense", parts(
        _in_data(b'<row r="30"><c r="&lt;x&gt;"><v>1</v></c></row>')), either)
    yield v("a row past the last", parts(
        _in_data(b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>')), either)
    yield v("a row of a huge number", parts(
        _in_data(b'<row r="99999999999999999999"><c><v>1</v></c></row>')), either)
    yield v("a row of a negative number", parts(_in_data(b'<row r="-3"><c><v>1</v></c></row>')),
            either)
    yield v("a row whose number is a word", parts(_in_data(b'<row r="five"><c r="A40"/></row>')),
            either)
    yield v("a million empty rows", parts(_in_data(lambda: b"".join(
        b'<row r="%d"/>' % n for n in range(40, 1_000_000)))), either)
    yield v("200,000 rows of blanks", parts(_in_data(lambda: b"".join(
        b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(40, 200_040)))), either)
    yield v("a million cells in one row", parts(_in_data(
        b'<row r="40">' + b'<c r="A40"/>' * 1_000_001 + b"</row>")), either)
    # --- merges ---
    yield v("one merge over everything", parts(_merged(b"A1:XFD1048576")), either,
            unread=everything(*_FIRST_REFS))
    yield refused("hostile", "20,000 merges", parts(_merged(*(
        b"J%d:K%d" % (n, n) for n in range(1, 20_001)))), "file-too-large")
    yield v("merges over each other", parts(_merged(b"J1:M9", b"K2:N12")), either)
    yield v("a merge of nonsense", parts(_merged(b"nonsense")), either)
    yield v("a merge turned round", parts(_merged(b"M9:J1")), either)
    # --- shape ---
    for depth in (1_000, 100_000):
        yield v(f"nested {depth:,} deep", parts(_nested(depth)), either)
    yield v("an attribute of 5 MB", parts(_after_data(b'<a b="' + b"x" * 5 * MILLION + b'"/>')),
            either)
    yield v("100,000 attributes", parts(_after_data(
        b"<a " + b" ".join(b'b%d=""' % n for n in range(100_000)) + b"/>")), either)
    yield v("half a part: the relationships climb out", parts(_target_outside), either,
            gone=everything(*_FIRST_REFS))
    yield v("a sheet of another server", parts(_target_http), either,
            gone=everything(*_FIRST_REFS))
    for part in _TRUNCATED:
        yield v(f"half of {part.rpartition('/')[2]}", parts(_half(part)), either)
        # Without its styles a date is a bare number, for Excel too.
        gone = _DATES if part == "xl/styles.xml" else everything(*_FIRST_REFS)
        yield v(f"without {part.rpartition('/')[2]}", parts(_gone(part)), either, gone=gone)
    # --- two at once ---
    yield refused("hostile", "a part twice", one(_twice(SHEET)), "file-unsafe")
    yield refused("hostile", "a part twice in other case", one(_twice(SHEET.upper())),
                  "file-unsafe")
    yield refused("hostile", "a part twice by its separators", one(
        _twice(SHEET.replace("/", "\\"))), "file-unsafe")
    yield v("a part twice by dots", one(_twice("xl/./worksheets/sheet3.xml")), either)
    yield v("two sheets of one name", parts(_same_sheet_name), either,
            unread=everything(*_SECOND_REFS))
    yield v("two sheets of one part", parts(_two_sheets_one_part), f"{READ} or refused",
            gone=everything(*_SECOND_REFS))
    yield v("a cell twice in a row", parts(_same_cell_twice), either, unread=everything("1a"))
    yield v("a row twice", parts(_same_row_twice), either, unread=everything("1a"))
    yield v("rows backwards", parts(_rows_backwards), either)
    # --- zips ---
    yield v("a wrong checksum", one(_wrong_crc), either)
    yield v("a directory that lies", one(_entries_lie), either)
    yield v("names that climb out", parts(_climbing), either)
    # --- things that act ---
    yield v("macros", parts(_macros), READ, tells=("file-macros",))
    yield v("links to other files", parts(_links), READ, tells=("file-links",))
    yield v("a link that starts a program", parts(_dde), READ, tells=("file-links",))
    yield v("relationships in a circle", parts(_rels_cycle), READ)
    yield v("content types swapped", parts(_kinds_swapped), either)
    yield v("no content types", parts(_no_kinds), either)
    yield v("a connection", parts(lambda f: f.update(
        {"xl/connections.xml": b"<connections><connection/></connections>"})), READ)
    # --- OpenDocument ---
    yield refused("hostile", "ods of 17 billion cells", one(_ods_of(16_384, 1_048_576)))
    yield refused("hostile", "ods of repeats beyond number", one(_ods_of(10**12, 10**12)))
    yield refused("hostile", "ods of repeats below zero", one(_ods_of(-5, -5)))
    yield refused("hostile", "ods of one long text often", one(_ods_of(200, 200, "z" * 30_000)))
    yield refused("hostile", "ods with a doctype", one(lambda: zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": BILLION + b"<office:spreadsheet>&l9;</office:spreadsheet>"})), "file-unsafe")
    yield refused("hostile", "ods that nests 50,000 deep", one(
        lambda: _ods("<text:p>" * 50_000 + "</text:p>" * 50_000)))


def _refs(section: str) -> tuple[str, ...]:
    return tuple(sorted({ref for ref, _ in truth() if ref.startswith(section)}))


_DATES = frozenset(p for p, value in truth().items() if isinstance(value, date))
_FIRST_REFS, _SECOND_REFS = _refs("1"), _refs("2")


def _merged(*areas: bytes) -> Callable[[Parts], None]:
    cells = b"".join(b'<mergeCell ref="%s"/>' % ref for ref in areas)
    return _after_data(b'<mergeCells count="%d">' % len(areas) + cells + b"</mergeCells>")


def _utf16(found: Parts) -> None:
    xml = found[SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    found[SHEET] = xml.replace("<worksheet", EXTERNAL.decode() + "<worksheet", 1).encode("utf-16")
