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
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath
from xml.parsers import expat

from sendsheets.model import MADE_BY

ENTRIES_LIMIT = 5_000
PART_LIMIT = 50 * 1024 * 1024
TOTAL_LIMIT = 150 * 1024 * 1024
"""Bounds on a package: entries, bytes of one part, bytes of all the parts that are needed."""


class Damaged(Exception):
    """The package can't be taken apart. Never leaves ``intake``."""


class TooLarge(Exception):
    """The package is past a bound; the message says which. Never leaves ``intake``."""


class Unsafe(Exception):
    """The package holds something that no ordinary workbook does. Never leaves ``intake``."""


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
    parts: dict[str, bytes] = field(default_factory=dict)
    taken: int = 0

    def has(self, name: str) -> bool:
        """Whether there is such a part (names are equal whatever their case)."""
        return name.casefold() in self.names

    def read(self, name: str) -> bytes:
        """Take a part out, counting its bytes as they come (declared sizes can lie)."""
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
        try:
            with self.zip.open(info) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError,
                ValueError) as error:  # fmt: skip
            raise Damaged(f"its part {name} is damaged") from error
        if len(data) > limit:
            raise TooLarge(f"{name} holds more than {limit // 1_048_576} MB")
        if _has_doctype(data):
            raise Unsafe("it holds a document type declaration")
        self.taken += len(data)
        self.parts[name] = data
        return data

    def read_if_there(self, name: str) -> bytes:
        """A part, or no bytes where there is none."""
        return self.read(name) if self.has(name) else b""


def open_package(data: bytes) -> Package:
    """Open a zip package and check its list of entries, without inflating anything."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Damaged("its list of parts is damaged") from error
    if len(infos) > ENTRIES_LIMIT:
        raise TooLarge(f"it holds {len(infos):,} parts")
    names: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        # Some programs write Windows separators; libraries differ on what those then name.
        name = info.filename.replace("\\", "/").lstrip("/").casefold()
        if name in names and not info.is_dir():
            raise Unsafe("two of its parts have the same name")
        names[name] = info
    return Package(archive, names)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip package of these parts, stored without compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def _has_doctype(data: bytes) -> bool:
    if b"<!DOCTYPE" in data:
        return True
    wide = "<!DOCTYPE".encode("utf-16-le")
    return data[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<") and (
        wide in data or "<!DOCTYPE".encode("utf-16-be") in data
    )


def elements(xml: bytes, seen: Callable[[str, dict[str, str]], None]) -> None:
    """Call ``seen`` with the local name and attributes of every element of a small part."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: seen(
        name.rpartition(":")[2], {k.rpartition(":")[2]: v for k, v in attributes.items()}
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


_PROPERTY = re.compile(
    rb'<(?:\w+:)?property\b[^>]*\bname="([^"]*)"[^>]*>\s*<[^>]*>([^<]*)<', re.DOTALL
)
_ODS_PROPERTY = re.compile(
    rb'<meta:user-defined\b[^>]*\bmeta:name="([^"]*)"[^>]*>([^<]*)<', re.DOTALL
)


def properties(package: Package) -> dict[str, str]:
    """The custom properties of a workbook or an OpenDocument spreadsheet, as text."""
    custom = _PROPERTY.findall(package.read_if_there("docProps/custom.xml"))
    custom += _ODS_PROPERTY.findall(package.read_if_there("meta.xml"))
    return {_text(name): _text(value) for name, value in custom}


def made_by_us(package: Package) -> bool:
    """Whether the file's properties say that sendsheets wrote it."""
    core, meta = package.read_if_there("docProps/core.xml"), package.read_if_there("meta.xml")
    return MADE_BY.encode() in core or MADE_BY.encode() in meta


def _text(data: bytes) -> str:
    return unescape(data.decode("utf-8", "replace")).strip()
