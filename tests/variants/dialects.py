"""A small writer of .xlsx in the manner of several programs, from plain values.

What each program does is measured in the project's notes: Google writes 5 as 5.0, no
dimension and up to a thousand rows; Numbers puts the table's name in the first row, renames
sheets and may count days from 1904; and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .base import grid, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Dialect:
    """How a program writes a workbook."""

    strings: str = "shared"
    cell_refs: bool = True
    row_numbers: bool = True
    prefix: str = ""
    date1904: bool = False
    floats: bool = False
    iso_dates: bool = False
    dimension: str = ""
    pad: int = 0
    strict: bool = False
    encoding: str = "utf-8"
    state: str = ""
    comments: bool = False
    cdata: bool = False
    absolute: bool = False
    main: str = "xl/workbook.xml"
    folder: str = "worksheets"
    spread: bool = False
    phonetic: bool = False
    rich: bool = False
    preserve: bool = True
    properties: bool = True
    extra: str = ""
    merges: Mapping[str, str] | None = None


Sheets = Mapping[str, Mapping[tuple[int, int], Any]]


def written(dialect: Dialect, sheets: Sheets | None = None) -> bytes:
    """The typed sheets of the filled workbook in a dialect."""
    return _Writer(dialect).book(sheets or grid().sheets)


def letters(column: int) -> str:
    """A column's letters."""
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


class _Writer:
    def __init__(self, dialect: Dialect) -> None:
        self.d = dialect
        self.p = f"{dialect.prefix}:" if dialect.prefix else ""
        self.strings: dict[str, int] = {}

    def book(self, sheets: Sheets) -> bytes:
        d, p = self.d, self.p
        space, rels = (STRICT, STRICT_RELS) if d.strict else (MAIN, RELS)
        mark = f' xmlns:{d.prefix}="{space}"' if d.prefix else f' xmlns="{space}"'
        folder = d.main.rpartition("/")[0]
        made: dict[str, str] = {}
        for n, (name, cells) in enumerate(sheets.items(), 1):
            xml = f"<{p}worksheet{mark}>{self._dimension()}{self._data(cells)}"
            if d.merges and name in d.merges:
                xml += (f'<{p}mergeCells count="1"><{p}mergeCell ref="{d.merges[name]}"/>'
                        f"</{p}mergeCells>")  # fmt: skip
            made[f"{folder}/{d.folder}/sheet{n}.xml"] = xml + f"{d.extra}</{p}worksheet>"
        listed = "".join(
            f'<{p}sheet name={quoteattr(name)} sheetId="{n}"{d.state} r:id="rId{n}"/>'
            for n, name in enumerate(sheets, 1))
        epoch = f'<{p}workbookPr date1904="1"/>' if d.date1904 else ""
        made[d.main] = (f'<{p}workbook{mark} xmlns:r="{rels}">{epoch}<{p}sheets>{listed}'
                        f"</{p}sheets></{p}workbook>")  # fmt: skip
        made[f"{folder}/styles.xml"] = (
            f'<{p}styleSheet{mark}><{p}fonts count="1"><{p}font/></{p}fonts><{p}fills count="1">'
            f'<{p}fill/></{p}fills><{p}borders count="1"><{p}border/></{p}borders>'
            f'<{p}cellStyleXfs count="1"><{p}xf/></{p}cellStyleXfs><{p}cellXfs count="2"><{p}xf/>'
            f'<{p}xf numFmtId="14" applyNumberFormat="1"/></{p}cellXfs></{p}styleSheet>')
        made[f"{folder}/sharedStrings.xml"] = (
            f"<{p}sst{mark}>{''.join(self._string(text) for text in self.strings)}</{p}sst>")
        start = "/" + folder + "/" if d.absolute else ""
        targets = [(f"rId{n}", "worksheet", f"{start}{d.folder}/sheet{n}.xml")
                   for n in range(1, len(sheets) + 1)]  # fmt: skip
        targets += [("rId900", "styles", f"{start}styles.xml"),
                    ("rId901", "sharedStrings", f"{start}sharedStrings.xml")]  # fmt: skip
        made[f"{folder}/_rels/{d.main.rpartition('/')[2]}.rels"] = self._rels(targets, rels)
        made["_rels/.rels"] = self._rels([("rId1", "officeDocument", d.main)], rels)
        made["[Content_Types].xml"] = self._types(made, d.main, folder)
        if d.properties:
            made["docProps/core.xml"] = (
                '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
                'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                "<dc:creator>Jo Bloggs</dc:creator></cp:coreProperties>")
        head = f'<?xml version="1.0" encoding="{d.encoding}" standalone="yes"?>'
        return zipped({name: (head + xml).encode(d.encoding) for name, xml in made.items()})

    def _types(self, made: Mapping[str, str], main: str, folder: str) -> str:
        kinds = {main: "sheet.main", f"{folder}/styles.xml": "styles",
                 f"{folder}/sharedStrings.xml": "sharedStrings"}  # fmt: skip
        parts = "".join(
            f'<Override PartName="/{name}" '
            f'ContentType="{KIND}.{kinds.get(name, "worksheet")}+xml"/>'
            for name in made if not name.endswith(".rels"))
        return (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
                '"application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>')

    def _rels(self, targets: list[tuple[str, str, str]], space: str) -> str:
        made = "".join(f'<Relationship Id="{key}" Type="{space}/{kind}" Target="{target}"/>'
                       for key, kind, target in targets)  # fmt: skip
        return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'

    def _dimension(self) -> str:
        return f'<{self.p}dimension ref="{self.d.dimension}"/>' if self.d.dimension else ""

    def _data(self, cells: Mapping[tuple[int, int], Any]) -> str:
        d, p = self.d, self.p
        by_row: dict[int, dict[int, Any]] = {}
        for (row, column), value in cells.items():
            by_row.setdefault(row, {})[column] = value
        last = max([*by_row, d.pad])
        rows = []
        for row in range(1, last + 1):
            within = by_row.get(row, {})
            if not within and d.row_numbers and row > d.pad:
                continue
            columns = (range(1, max(within, default=0) + 1) if not d.cell_refs
                       else sorted(within))  # fmt: skip
            inside = "".join(self._cell(row, c, within.get(c)) for c in columns)
            number = f' r="{row}"' if d.row_numbers else ""
            rows.append(f"<{p}row{number}>{inside}</{p}row>")
        note = "<!-- kept --><?mso page?>" if d.comments else ""
        return f"<{p}sheetData>{note}{note.join(rows)}</{p}sheetData>"

    def _cell(self, row: int, column: int, value: Any) -> str:
        d, p = self.d, self.p
        ref = f' r="{letters(column)}{row}"' if d.cell_refs else ""
        gap = "\n   " if d.spread else ""
        if value is None:
            return f"<{p}c{ref}/>"
        if isinstance(value, date):
            if d.iso_dates:
                return f'<{p}c{ref} s="1" t="d"><{p}v>{value.isoformat()}</{p}v></{p}c>'
            start = date(1904, 1, 1) if d.date1904 else date(1899, 12, 30)
            days = (value - start).days
            return f'<{p}c{ref} s="1"><{p}v>{days}{".0" if d.floats else ""}</{p}v></{p}c>'
        if isinstance(value, int):
            return f"<{p}c{ref}><{p}v>{value}{'.0' if d.floats else ''}</{p}v></{p}c>"
        inline = d.strings == "inline" or (d.strings == "mixed" and (row + column) % 2)
        if inline:
            return (f'<{p}c{ref}{gap} t="inlineStr">{gap}<{p}is>{self._runs(str(value))}'
                    f"</{p}is>{gap}</{p}c>")  # fmt: skip
        if d.strings == "formula":
            return f'<{p}c{ref} t="str"><{p}v>{escape(str(value))}</{p}v></{p}c>'
        key = self.strings.setdefault(str(value), len(self.strings))
        return f'<{p}c{ref}{gap} t="s">{gap}<{p}v>{key}</{p}v>{gap}</{p}c>'

    def _string(self, words: str) -> str:
        return f"<{self.p}si>{self._runs(words)}</{self.p}si>"

    def _runs(self, words: str) -> str:
        d, p = self.d, self.p
        keep = ' xml:space="preserve"' if d.preserve else ""

        def one(piece: str) -> str:
            if d.cdata and "]]>" not in piece:
                return f"<{p}t{keep}><![CDATA[{piece}]]></{p}t>"
            return f"<{p}t{keep}>{escape(piece)}</{p}t>"

        if d.rich and len(words) > 1:
            half = len(words) // 2
            made = "".join(f"<{p}r><{p}rPr><{p}b/></{p}rPr>{one(piece)}</{p}r>"
                           for piece in (words[:half], words[half:]))  # fmt: skip
        else:
            made = one(words)
        if d.phonetic:
            made += f'<{p}rPh sb="0" eb="1"><{p}t>kana</{p}t></{p}rPh>'
        return made
