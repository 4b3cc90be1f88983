"""The parts of a spreadsheet's zip package: taken out within bounds, and packed again.

A reading library never sees the file that was handed in. It gets a small package with exactly
the parts that were counted and looked at here, so nothing else in a file can reach it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar
from xml.parsers import expat

from sendsheets.intake.entries import Entry, inflated, plain_list

ENTRIES_LIMIT = 5_000
PART_LIMIT = 50 * 1024 * 1024
TOTAL_LIMIT = 150 * 1024 * 1024
"""Bounds on a package: entries, bytes of one part, bytes of all the parts that are needed."""

ORDINARY_PART = 2 * 1024 * 1024
ORDINARY_TOTAL = 3 * 1024 * 1024
ORDINARY_TAGS = 120_000
SHORTEST_TAG = 3
"""The same for a package that is ordinary, and the tags in all of those parts, which cost more
than their bytes (no tag has fewer than three). What is past these is read in a guarded process."""


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
    """A zip package that is read part by part, each read counted.

    ``names`` holds its parts by their names in small letters, ``listing`` those names in one text,
    each after a line break. ``archive`` reads what is not written the plain way, and is opened
    when it is needed.
    """

    data: bytes
    names: dict[str, Entry]
    listing: str
    careful: bool = False
    archive: zipfile.ZipFile | None = None
    parts: dict[str, bytes] = field(default_factory=dict)
    taken: int = 0
    tags: int = 0
    length: int = 0
    uncounted: list[bytes] = field(default_factory=list)

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
        data = inflated(self.data, info)
        if data is None:
            data = self._by_zipfile(info, name, limit)
        data = _as_utf8(data)
        if b"!" in data and b"<!DOCTYPE" in data:
            raise Unsafe("it holds a document type declaration")
        self.taken += len(data)
        if self.careful:
            self._count(data)
        self.parts[name] = data
        return data

    def _count(self, data: bytes) -> None:
        """Count the tags of a part, once all parts together are long enough for too many."""
        self.uncounted.append(data)
        self.length += len(data)
        if self.length <= ORDINARY_TAGS * SHORTEST_TAG:
            return
        self.tags += sum(part.count(b"<") for part in self.uncounted)
        self.uncounted.clear()
        if self.tags > ORDINARY_TAGS:
            raise Abnormal

    def _by_zipfile(self, entry: Entry, name: str, limit: int) -> bytes:
        """A part that is not written the plain way, or is not what its entry says."""
        try:
            if self.archive is None:
                self.archive = zipfile.ZipFile(io.BytesIO(self.data))
            with self.archive.open(self.archive.getinfo(entry.name)) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError,
                ValueError, KeyError, struct.error) as error:  # fmt: skip
            raise Damaged(f"its part {name} is damaged") from error
        if len(data) > limit:
            raise TooLarge(f"{name} holds more than {limit // 1_048_576} MB")
        return data

    def read_if_there(self, name: str) -> bytes:
        """A part, or no bytes where there is none."""
        return self.read(name) if self.has(name) else b""


_ENTRY = b"PK\x01\x02"


def open_package(data: bytes, careful: bool = False) -> Package:
    """Open a zip package and check its list of entries, without inflating anything."""
    entries, archive = plain_list(data), None
    # Counted before the list is read, for a list of millions costs gigabytes.
    count = data.count(_ENTRY) if entries is None else len(entries)
    if count > ENTRIES_LIMIT:
        raise TooLarge(f"it holds {count:,} parts")
    if entries is None:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            infos = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError,
                struct.error) as error:  # fmt: skip
            raise Damaged("its list of parts is damaged") from error
        entries = [Entry(info.filename, info.flag_bits, info.compress_type, info.CRC,
                         info.compress_size, info.file_size, info.header_offset)
                   for info in infos]  # fmt: skip
    names: dict[str, Entry] = {}
    for entry in entries:
        # Some programs write Windows separators; libraries differ on what those then name.
        name = entry.name.replace("\\", "/").lstrip("/").casefold()
        if name in names and not entry.name.endswith("/"):
            raise Unsafe("two of its parts have the same name")
        names[name] = entry
    return Package(data, names, "\n" + "\n".join(names), careful, archive)


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


class Relation(NamedTuple):
    """A line of a part of relationships: what kind it is of, and what it leads to."""

    id: str
    type: str
    target: str
    mode: str

    @property
    def kind(self) -> str:
        """The last word of its type, which is the same in every dialect."""
        return self.type.rpartition("/")[2]


T = TypeVar("T")
_SMALL = 16 * 1024


P = ParamSpec("P")


def remembered(
    read: Callable[Concatenate[bytes, P], T],
) -> Callable[Concatenate[bytes, P], T]:
    """The function with what it made of small parts: those are the same in return after return.

    For workbooks of one audit, saved by one program, only names of schools and answers differ.
    """
    known: Callable[..., T] = lru_cache(maxsize=64)(read)

    def asked(xml: bytes, /, *others: P.args, **named: P.kwargs) -> T:
        return (known if len(xml) <= _SMALL else read)(xml, *others, **named)

    return asked


@remembered
def relations(xml: bytes) -> tuple[Relation, ...]:
    """The relationships that a part of them lists, in order."""
    found: list[Relation] = []

    def seen(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            found.append(Relation(
                attributes.get("Id", ""), attributes.get("Type", ""),
                attributes.get("Target", "").replace("\\", "/"), attributes.get("TargetMode", ""),
            ))  # fmt: skip

    elements(xml, seen)
    return tuple(found)


@lru_cache(maxsize=256)
def relations_of(part: str) -> str:
    """The name of the part that lists what a part is related to."""
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", name + ".rels")


def main_part(package: Package) -> str:
    """The name of the workbook's own part."""
    if package.has("_rels/.rels"):
        for each in relations(package.read("_rels/.rels")):
            name = each.target.lstrip("/")
            if each.type.endswith("/officeDocument") and package.has(name):
                return name
    return "xl/workbook.xml"


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
    targets = _targets(relations(package.read(relations_of(main))), dirname(main))
    listed, date1904, strict = _listed(package.read(main))
    sheets = []
    for name, state, id_ in listed:
        kind, part = targets.get(id_, ("", ""))
        if kind == "worksheet":
            sheets.append(SheetPart(name, state, part))
    of_kind = {kind: part for kind, part in targets.values() if package.has(part)}
    return Contents(
        tuple(sheets), of_kind.get("sharedStrings"), of_kind.get("styles"), date1904, strict)


@lru_cache(maxsize=64)
def _targets(related: tuple[Relation, ...], folder: str) -> Mapping[str, tuple[str, str]]:
    """The kind and the part of what lies in the package, by the relationship's id."""
    targets: dict[str, tuple[str, str]] = {}
    for each in related:
        if each.mode != "External":
            whole = (each.target.lstrip("/") if each.target.startswith("/")
                     else join(folder, each.target))  # fmt: skip
            targets[each.id] = each.kind, normpath(whole)
    return targets


@remembered
def _listed(xml: bytes) -> tuple[tuple[tuple[str, str, str], ...], bool, bool]:
    """Name, state and relationship of each sheet; whether it counts from 1904; is strict."""
    sheets: list[tuple[str, str, str]] = []
    epoch: list[bool] = []

    def seen(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append((attributes.get("name", ""), attributes.get("state", "visible"),
                           attributes.get("id", "")))  # fmt: skip
        elif name == "workbookPr":
            epoch.append(attributes.get("date1904", "0").lower() in ("1", "true", "on"))

    elements(xml, seen)
    return tuple(sheets), any(epoch), b"purl.oclc.org/ooxml" in xml[:4000]
