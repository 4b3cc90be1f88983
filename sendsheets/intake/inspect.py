"""What a file is, by its bytes and never by its name, and whether it is safe to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from sendsheets.intake import package as zipped
from sendsheets.intake.package import Damaged, Package, SheetPart, TooLarge, Unsafe
from sendsheets.intake.rawlook import SheetFacts, check_strings, look
from sendsheets.intake.rawods import look_ods
from sendsheets.model import PAGE_MARK, Problem, Severity

FILE_LIMIT = 150 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Facts:
    """What inspection found out about a spreadsheet that can be read.

    ``small`` is a package of just the parts that were looked at, for ``cells.read_cells``;
    ``looked`` holds the facts of each sheet that will be read, by name. ``custom`` are the
    file's custom properties.
    """

    form: str
    small: bytes
    sheets: tuple[SheetPart, ...] = ()
    looked: Mapping[str, SheetFacts] = field(default_factory=dict)
    date1904: bool = False
    custom: Mapping[str, str] = field(default_factory=dict)
    made_by_us: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """The facts of a file that can be read, or None and the problem that says why not."""

    facts: Facts | None
    problems: tuple[Problem, ...] = ()


def _no(_: str) -> bool:
    return False


def inspect(data: bytes, skip: Callable[[str], bool] = _no) -> Inspection:
    """Find out what a file is, and look at the parts that will be read.

    Args:
        data: the file's bytes.
        skip: says which sheets, by name, need not be read.

    Returns:
        The facts, or the one problem (of severity ``error``) for which the file is refused.
        Problems of severity ``information`` may come with facts.
    """
    if len(data) > FILE_LIMIT:
        return _refused(_too_large(f"it is larger than {FILE_LIMIT // 1_048_576} MB"))
    try:
        if not _is_zip(data):
            return _refused(_not_a_zip(data))
        package = zipped.open_package(data)
        refusal = _not_a_workbook(package)
        if refusal:
            return _refused(refusal)
        if package.has("content.xml"):
            return _open_document(package, skip)
        return _workbook(package, skip)
    except Damaged as error:
        facts = {"found": str(error)}
        return _refused(Problem("file-damaged", Severity.ERROR, facts=facts))
    except TooLarge as error:
        return _refused(_too_large(str(error)))
    except Unsafe as error:
        return _refused(Problem("file-unsafe", Severity.ERROR, facts={"found": str(error)}))


def _refused(problem: Problem) -> Inspection:
    return Inspection(None, (problem,))


def _too_large(found: str) -> Problem:
    return Problem("file-too-large", Severity.ERROR, facts={"found": found})


# --- what is not a zip package ---------------------------------------------------------------


def _is_zip(data: bytes) -> bool:
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"\s*(?:<!doctype\s+html|<html|<head|<table|<meta|<\?xml[^>]*>\s*<html)", re.IGNORECASE
)


def _not_a_zip(data: bytes) -> Problem:
    start = data[:4096]
    if not data.strip(b"\0 \r\n\t"):
        return Problem("file-empty", Severity.ERROR)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return Problem("file-password", Severity.ERROR)
        if "WordDocument".encode("utf-16-le") in data:
            return Problem("file-word", Severity.ERROR)
        return Problem("file-old-excel", Severity.ERROR, facts={"found": ".xls"})
    if start[:4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00"):
        return Problem("file-old-excel", Severity.ERROR, facts={"found": ".xls"})
    if b"%PDF-" in start[:1024]:
        return Problem("file-pdf", Severity.ERROR)
    text = start.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(text):
        if PAGE_MARK.encode() in start:
            return Problem("file-own-output", Severity.INFORMATION)
        return Problem("file-html", Severity.ERROR)
    if _reads_as_csv(start):
        return Problem("file-csv", Severity.ERROR)
    return Problem("file-other", Severity.ERROR)


def _reads_as_csv(start: bytes) -> bool:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    if any(byte < 9 or 13 < byte < 32 for byte in start):
        return False
    first = start.splitlines()[0]
    return any(mark in first for mark in (b",", b";", b"\t"))


# --- what is a zip package but not a workbook -------------------------------------------------


def _not_a_workbook(package: Package) -> Problem | None:
    if package.has("content.xml"):
        kind = package.read_if_there("mimetype")
        if b"encryption-data" in package.read_if_there("META-INF/manifest.xml"):
            return Problem("file-password", Severity.ERROR)
        if b"spreadsheet" in kind or b"office:spreadsheet" in package.read("content.xml"):
            return None
        return Problem("file-word", Severity.ERROR)
    if any(name.startswith("index/") or name == "index.zip" for name in package.names):
        return Problem("file-numbers", Severity.ERROR)
    if any(name.startswith("word/") for name in package.names):
        return Problem("file-word", Severity.ERROR)
    if package.has("xl/workbook.bin"):
        return Problem("file-old-excel", Severity.ERROR, facts={"found": ".xlsb"})
    if not package.has(zipped.main_part(package)):
        code = "file-damaged" if package.has("[Content_Types].xml") else "file-archive"
        return _package_problem(code)
    return None


def _package_problem(code: str) -> Problem:
    if code == "file-archive":
        return Problem("file-archive", Severity.ERROR)
    facts = {"found": "its workbook is not there"}
    return Problem("file-damaged", Severity.ERROR, facts=facts)


# --- workbooks -------------------------------------------------------------------------------

_RELS = (
    b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org'
    b'/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/officeDocument" Target="%s"/></Relationships>'
)


def _content_types(main: str, strings: str | None) -> bytes:
    """What the parts are, in our own words: openpyxl finds the workbook and the texts by it."""
    kinds = {main: "sheet.main", strings: "sharedStrings"}
    form = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"
    overrides = "".join(
        f'<Override PartName="/{escape(part)}" ContentType="{form % kind}"/>'
        for part, kind in kinds.items() if part
    )  # fmt: skip
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}">{overrides}</Types>'.encode()


def _workbook(package: Package, skip: Callable[[str], bool]) -> Inspection:
    main = zipped.main_part(package)
    contents = zipped.contents(package, main)
    custom, ours = zipped.properties(package), zipped.made_by_us(package)
    folder, _, name = main.rpartition("/")
    parts = {"_rels/.rels": _RELS % main.encode(),
             "[Content_Types].xml": _content_types(main, contents.strings)}  # fmt: skip
    looked: dict[str, SheetFacts] = {}
    for sheet in contents.sheets:
        if not skip(sheet.name) and package.has(sheet.part):
            looked[sheet.name], parts[sheet.part] = look(package.read(sheet.part))
    wanted = (main, f"{folder}/_rels/{name}.rels", contents.strings, contents.styles)
    for part in wanted:
        if part:
            parts[part] = package.read(part)
    if contents.strings:
        check_strings(parts[contents.strings], sum(facts.cells for facts in looked.values()))
    facts = Facts(
        "xlsx", zipped.pack(parts), contents.sheets, looked, contents.date1904, custom, ours
    )
    return Inspection(facts, _notes(package))


def _notes(package: Package) -> tuple[Problem, ...]:
    notes: list[Problem] = []
    if package.has("xl/vbaProject.bin"):
        notes.append(Problem("file-macros", Severity.INFORMATION))
    if any(name.startswith("xl/externallinks/") for name in package.names):
        notes.append(Problem("file-links", Severity.INFORMATION))
    return tuple(notes)


def _open_document(package: Package, skip: Callable[[str], bool]) -> Inspection:
    content = package.read("content.xml")
    parts = {name: package.read_if_there(name) for name in ("mimetype", "META-INF/manifest.xml")}
    facts = Facts(
        "ods", zipped.pack({**parts, "content.xml": content}), looked=look_ods(content, skip),
        custom=zipped.properties(package), made_by_us=zipped.made_by_us(package),
    )
    return Inspection(facts)
