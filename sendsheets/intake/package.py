"""The parts of a spreadsheet's zip package: taken out within bounds, and packed again.

A reading library never sees the file that was handed in. It gets a small package with exactly
the parts that were counted and looked at here, so nothing else in a file can reach it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from xml.parsers import expat

from sendsheets.model import MADE_BY

ENTRIES_LIMIT = 5_000
PART_LIMIT = 50 * 1024 * 1024
TOTAL_LIMIT = 150 * 1024 * 1024
"""Bounds on a package: entries, bytes of one part, bytes of all the parts that are needed."""

ORDINARY_PART = 2 * 1024 * 1024
ORDINARY_TOTAL = 3 * 1024 * 1024
ORDINARY_TAGS = 120_000
"""The same for a package that is ordinary, and the tags in all of those parts, which cost more
than their bytes. What is past these is read in a guarded process."""


class Damaged(Exception):
    """The package can't be taken apart. Never leaves ``intake``."""


class TooLarge(Exception):
    """The package is past a bound; the message says which. Never leaves ``intake``."""


class Unsafe(Exception):
    """The package holds something that no ordinary workbook does. Never leaves ``intake``."""


class Abnormal(Exception):
    """The file may cost too much to be read in this process (see ``guard``).

    Raised only where ``careful`` was asked for; nothing costly has been done by then.
    """


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, its state, the part that holds it."""

    name: str
    state: str
    part: str


@dataclass(slots=True)
class Package:
    """A zip package that is read part by part, each read counted."""

    zip: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    careful: bool = False
    parts: dict[str, bytes] = field(default_factory=dict)
    taken: int = 0
    tags: int = 0

    def has(self, name: str) -> bool:
        """Whether there is such a part (names are equal whatever their case)."""
        return name.casefold() in self.names

    def size(self, name: str) -> int:
        """How many bytes a part that is there says it holds."""
        return self.names[name.casefold()].file_size

    def read(self, name: str) -> bytes:
        """Take a part out, counting its bytes as they come (declared sizes can lie).

        Raises:
            Damaged, TooLarge, Unsafe: if the part can't be had whole and safe.
            Abnormal: if it is larger than an ordinary one, and care was asked for.
        """
        if name in self.parts:
            return self.parts[name]
        info = self.names.get(name.casefold())
        if info is None:
            raise Damaged(f"its part {name} is not there")
        if info.flag_bits & 0x1:
            raise Damaged("its parts are locked with a zip password")
        limit = min(PART_LIMIT, TOTAL_LIMIT - self.taken)
        if info.file_size > limit:
            raise TooLarge(f"{name} holds {info.file_size // 1_048_576} MB")
        if self.careful and (info.file_size > ORDINARY_PART
                             or self.taken + info.file_size > ORDINARY_TOTAL):  # fmt: skip
            raise Abnormal
        try:
            with self.zip.open(info) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError,
                ValueError) as error:  # fmt: skip
            raise Damaged(f"its part {name} is damaged") from error
        if len(data) > limit:
            raise TooLarge(f"{name} holds more than {limit // 1_048_576} MB")
        data = _as_utf8(data)
        if b"<!DOCTYPE" in data:
            raise Unsafe("it holds a document type declaration")
        self.taken += len(data)
        self.tags += data.count(b"<")
        if self.careful and self.tags > ORDINARY_TAGS:
            raise Abnormal
        self.parts[name] = data
        return data

    def read_if_there(self, name: str) -> bytes:
        """A part, or no bytes where there is none."""
        return self.read(name) if self.has(name) else b""


_ENTRY = b"PK\x01\x02"


def open_package(data: bytes, careful: bool = False) -> Package:
    """Open a zip package and check its list of entries, without inflating anything."""
    entries = data.count(_ENTRY)
    if entries > ENTRIES_LIMIT:
        # Counted before the list is read, for a list of millions costs gigabytes.
        raise TooLarge(f"it holds {entries:,} parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Damaged("its list of parts is damaged") from error
    names: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        # Some programs write Windows separators; libraries differ on what those then name.
        name = info.filename.replace("\\", "/").lstrip("/").casefold()
        if name in names and not info.is_dir():
            raise Unsafe("two of its parts have the same name")
        names[name] = info
    return Package(archive, names, careful)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip package of these parts, stored without compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


_DECLARED = re.compile(rb"""<\?xml\s[^<>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)["']""")
_ASCII_LIKE = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_READ_TOO = {"utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
             "iso-8859-1": "iso-8859-1", "windows-1252": "cp1252"}  # fmt: skip


def _as_utf8(data: bytes) -> bytes:
    """A part of XML in UTF-8, whatever it came in: some libraries take every part for UTF-8."""
    encoding = "utf-8"
    data = data[3:] if data[:3] == b"\xef\xbb\xbf" else data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif data[:2] in (b"<\0", b"\0<"):
        encoding = "utf-16-le" if data[:1] == b"<" else "utf-16-be"
    elif data[:5] == b"<?xml" and (declared := _DECLARED.match(data[:400])):
        encoding = declared[1].decode().lower()
    if encoding in _ASCII_LIKE:
        return data
    if encoding not in _READ_TOO:
        raise Damaged("one of its parts is in an encoding that is not read")
    try:
        text = data.decode(_READ_TOO[encoding])
    except UnicodeDecodeError as error:
        raise Damaged("one of its parts is not well formed") from error
    return re.sub(r"^\ufeff?<\?xml[^<>]{0,400}\?>", "", text, count=1).encode()


def elements(xml: bytes, seen: Callable[[str, dict[str, str]], None]) -> None:
    """Call ``seen`` with the local name and attributes of every element of a small part."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: seen(
        name.rpartition(":")[2],
        {k.rpartition(":")[2]: v for k, v in attributes.items()}
        if ":" in "".join(attributes) else attributes,
    )
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("one of its parts is not well formed") from error


def main_part(package: Package) -> str:
    """The name of the workbook's own part."""
    found: list[str] = []

    def seen(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    if package.has("_rels/.rels"):
        elements(package.read("_rels/.rels"), seen)
    return next((name for name in found if package.has(name)), "xl/workbook.xml")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook part says: its sheets in order, the other parts it needs, its epoch."""

    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None
    date1904: bool
    strict: bool


def contents(package: Package, main: str) -> Contents:
    """Read the workbook part and its relationships."""
    targets: dict[str, tuple[str, str]] = {}
    folder = dirname(main)
    rels = join(folder, "_rels", main.rpartition("/")[2] + ".rels")

    def related(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            targets[attributes.get("Id", "")] = (kind, normpath(whole))

    elements(package.read(rels), related)
    sheets: list[SheetPart] = []
    epoch: list[bool] = []
    strict: list[bool] = []

    def listed(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            kind, part = targets.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                state = attributes.get("state", "visible")
                sheets.append(SheetPart(attributes.get("name", ""), state, part))
        elif name == "workbookPr":
            epoch.append(attributes.get("date1904", "0").lower() in ("1", "true", "on"))

    xml = package.read(main)
    strict.append(b"purl.oclc.org/ooxml" in xml[:4000])
    elements(xml, listed)
    of_kind = {kind: part for kind, part in targets.values() if package.has(part)}
    return Contents(
        tuple(sheets), of_kind.get("sharedStrings"), of_kind.get("styles"), any(epoch),
        any(strict),
    )


def properties(package: Package) -> dict[str, str]:
    """The custom properties of a workbook or an OpenDocument spreadsheet, as text."""
    found: dict[str, str] = {}
    for part in ("docProps/custom.xml", "meta.xml"):
        # Nothing depends on these: what is damaged or overlong is as if it were not there.
        if package.has(part) and package.size(part) <= _PROPERTIES_LIMIT:
            with suppress(Damaged):
                found.update(_named_texts(package.read(part)))
    return found


_PROPERTIES_LIMIT = 1024 * 1024


def _named_texts(xml: bytes) -> dict[str, str]:
    """The text inside each element ``property`` or ``user-defined`` that has a name."""
    found: dict[str, str] = {}
    inside: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in ("property", "user-defined"):
            inside[:] = [attributes.get("name") or attributes.get("meta:name") or ""]

    def text(words: str) -> None:
        if inside:
            found[inside[0]] = found.get(inside[0], "") + words

    def end(name: str) -> None:
        if name.rpartition(":")[2] in ("property", "user-defined"):
            inside.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = begin, text
    parser.EndElementHandler = end
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("its properties are not well formed") from error
    return {name: words.strip() for name, words in found.items() if name}


def made_by_us(package: Package) -> bool:
    """Whether the file's properties say that sendsheets wrote it."""
    for part in ("docProps/core.xml", "meta.xml"):
        if package.has(part) and package.size(part) <= _PROPERTIES_LIMIT:
            with suppress(Damaged):
                if MADE_BY.encode() in package.read(part):
                    return True
    return False
