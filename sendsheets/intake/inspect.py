"""What a file is, by its bytes and never by its name, and whether it is safe to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from sendsheets.intake import package as zipped
from sendsheets.intake import rawxlsb
from sendsheets.intake.binary import XLS_LIMIT
from sendsheets.intake.entries import pack
from sendsheets.intake.formats import only_formats
from sendsheets.intake.live import Glance, glances
from sendsheets.intake.package import Abnormal, Damaged, Package, SheetPart, TooLarge, Unsafe
from sendsheets.intake.password import is_locked
from sendsheets.intake.properties import made_by_us, properties
from sendsheets.intake.rawlook import SheetFacts, look
from sendsheets.intake.rawods import look_ods
from sendsheets.intake.remarks import with_remarks
from sendsheets.intake.strings import check_strings
from sendsheets.model import PAGE_MARK, Problem, Severity

FILE_LIMIT = 100 * 1024 * 1024

ORDINARY_SHEETS = 30
ORDINARY_CELLS = 30_000
ORDINARY_TEXTS = 64 * 1024 * 1024
"""An ordinary workbook has at most so many sheets that are read, filled or styled cells, and
bytes of text in them all (a library copies a text for every cell that names it)."""


def _no(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Facts:
    """What inspection found out about a spreadsheet that can be read.

    ``small`` is a package of just the parts that were looked at, for ``cells.read_cells``;
    ``looked`` holds the facts of each sheet that will be read, by name. ``custom`` are the
    file's custom properties. The old form, ``xls``, is ``small`` as it came, and is looked at
    when it is read. ``strict`` says that the names of its elements
    are those of Strict Open XML; ``careful`` that only an ordinary file is to be read. Of an Excel
    workbook ``parts`` are those in ``small`` by name, and whole; ``styles`` and ``strings`` name
    two of them. ``glanced`` tells of the sheets that were skipped (None of one that must be read
    after all), and ``beside`` what lies on them beside their cells.
    """

    form: str
    small: bytes
    sheets: tuple[SheetPart, ...] = ()
    looked: Mapping[str, SheetFacts] = field(default_factory=dict)
    date1904: bool = False
    custom: Mapping[str, str] = field(default_factory=dict)
    made_by_us: bool = False
    strict: bool = False
    careful: bool = False
    glanced: Mapping[str, Glance | None] = field(default_factory=dict)
    beside: Mapping[str, SheetFacts] = field(default_factory=dict)
    parts: Mapping[str, bytes] = field(default_factory=dict)
    styles: str | None = None
    strings: str | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """The facts of a file that can be read, or None and the problem that says why not."""

    facts: Facts | None
    problems: tuple[Problem, ...] = ()


def inspect(
    data: bytes, skip: Callable[[str], bool] = _no, careful: bool = False
) -> Inspection:
    """Find out what a file is, and look at the parts that will be read.

    Args:
        data: the file's bytes.
        skip: says which sheets of an Excel workbook (.xlsx or .xlsm), by name, are only glanced
            at. Of every other form all sheets are read.
        careful: look only at what is ordinary. The bounds are counted before anything is
            inflated or parsed, so that in this process no file costs more than a few seconds
            and a few hundred megabytes.

    Returns:
        The facts, or the one problem (of severity ``error``) for which the file is refused.
        Problems of severity ``information`` or ``query`` may come with facts.

    Raises:
        Abnormal: if ``careful``, and the file is to be read in a guarded process.
    """
    if len(data) > FILE_LIMIT:
        return _refused(_too_large(f"it is larger than {FILE_LIMIT // 1_048_576} MB"))
    try:
        if not _is_zip(data):
            refusal = _not_a_zip(data)
            return _refused(refusal) if refusal else _old_excel(data, careful)
        package = zipped.open_package(data, careful)
        refusal = _not_a_workbook(package)
        if refusal:
            return _refused(refusal)
        if package.has("content.xml"):
            return _open_document(package)
        if package.has(rawxlsb.MAIN):
            return _binary_workbook(package)
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


def _not_a_zip(data: bytes) -> Problem | None:
    """Why this can't be read, or None where it is an old Excel file."""
    start = data[:4096]
    if not data.strip(b"\0 \r\n\t"):
        return Problem("file-empty", Severity.ERROR)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return Problem("file-password", Severity.ERROR)
        if "WordDocument".encode("utf-16-le") in data:
            return Problem("file-word", Severity.ERROR)
        books = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
        return None if any(name in data for name in books) else _other()
    if start[:4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00"):
        return None
    if b"%PDF-" in start[:1024]:
        return Problem("file-pdf", Severity.ERROR)
    text = start.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(text):
        if PAGE_MARK.encode() in start:
            return Problem("file-own-output", Severity.INFORMATION)
        return Problem("file-html", Severity.ERROR)
    if _reads_as_csv(start):
        return Problem("file-csv", Severity.ERROR)
    if b"PK\x03\x04" in start and b"PK\x05\x06" in data[-66_000:]:
        facts = {"found": "something stands before its beginning"}
        return Problem("file-damaged", Severity.ERROR, facts=facts)
    return _other()


def _other() -> Problem:
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
            return Problem("file-password-ods", Severity.ERROR)
        if b"spreadsheet" in kind or b"office:spreadsheet" in package.read("content.xml"):
            return None
        return Problem("file-word", Severity.ERROR)
    if "\nindex/" in package.listing or "index.zip" in package.names:
        return Problem("file-numbers", Severity.ERROR)
    if "\nword/" in package.listing:
        return Problem("file-word", Severity.ERROR)
    if package.has(rawxlsb.MAIN):
        return None
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
    custom, ours = properties(package), made_by_us(package)
    there = [sheet for sheet in contents.sheets if package.has(sheet.part)]
    wanted_sheets = [s for s in there if not skip(s.name)]
    if package.careful and len(wanted_sheets) > ORDINARY_SHEETS:
        raise Abnormal
    folder = main.rpartition("/")[0]
    # python-calamine looks for this name alone; some programs write others.
    known = f"{folder}/workbook.xml"
    parts = {"_rels/.rels": _RELS % known.encode(),
             "[Content_Types].xml": _content_types(known, contents.strings)}  # fmt: skip
    looked: dict[str, SheetFacts] = {}
    for sheet in wanted_sheets:
        looked[sheet.name], parts[sheet.part] = look(package.read(sheet.part))
    parts[known] = package.read(main)
    parts[zipped.relations_of(known)] = package.read(zipped.relations_of(main))
    for part in (contents.strings, contents.styles):
        if part:
            parts[part] = package.read(part)
    cells = sum(facts.cells for facts in looked.values())
    if package.careful and cells > ORDINARY_CELLS:
        raise Abnormal
    if contents.strings:
        longest = check_strings(parts[contents.strings], cells)
        if package.careful and longest * cells > ORDINARY_TEXTS:
            raise Abnormal
    placed = {s.name: s.part for s in contents.sheets}
    glanced = glances(
        package, {s.name: s.part for s in there if s.name not in looked},
        parts[contents.strings] if contents.strings else b"")
    looked, sound = with_remarks(package, placed, looked)
    beside, sound_beside = _beside(package, placed, glanced)
    small = dict(parts)
    if contents.styles:
        small[contents.styles] = only_formats(parts[contents.styles])
    facts = Facts(
        "xlsx", pack(small), contents.sheets, looked, contents.date1904, custom, ours,
        contents.strict, package.careful, glanced, beside, parts=parts, styles=contents.styles,
        strings=contents.strings,
    )
    notes = _notes(package)
    if not (sound and sound_beside):
        notes = (*notes, Problem("file-remarks-damaged", Severity.INFORMATION))
    return Inspection(facts, notes)


def _beside(
    package: Package, placed: Mapping[str, str], glanced: Mapping[str, Glance | None]
) -> tuple[dict[str, SheetFacts], bool]:
    """What lies on the sheets that were glanced at, and whether all of it could be looked at."""
    drawn = {name: glance.draws for name, glance in glanced.items() if glance}
    return with_remarks(package, placed, dict.fromkeys(drawn, SheetFacts()), drawn.__getitem__)


def _notes(package: Package) -> tuple[Problem, ...]:
    notes: list[Problem] = []
    if package.has("xl/vbaProject.bin"):
        notes.append(Problem("file-macros", Severity.INFORMATION))
    if "\nxl/externallinks/" in package.listing:
        notes.append(Problem("file-links", Severity.INFORMATION))
    return tuple(notes)


def _open_document(package: Package) -> Inspection:
    if package.careful:
        raise Abnormal  # a few bytes may stand for millions of cells
    content = package.read("content.xml")
    parts = {name: package.read_if_there(name) for name in ("mimetype", "META-INF/manifest.xml")}
    looked, content = look_ods(content)
    facts = Facts(
        "ods", pack({**parts, "content.xml": content}), looked=looked,
        custom=properties(package), made_by_us=made_by_us(package),
    )
    return Inspection(facts)


# --- older and binary forms ---------------------------------------------------------------------


def _old_excel(data: bytes, careful: bool) -> Inspection:
    if careful:
        raise Abnormal
    if len(data) > XLS_LIMIT:
        raise TooLarge(f"it is larger than {XLS_LIMIT // 1_048_576} MB")
    if is_locked(data):
        return _refused(Problem("file-password", Severity.ERROR))
    return Inspection(Facts("xls", data), (_old(".xls"),))


def _old(form: str) -> Problem:
    return Problem("file-old-excel", Severity.QUERY, facts={"found": form})


def _binary_workbook(package: Package) -> Inspection:
    if package.careful:
        raise Abnormal
    sheets, by_kind = rawxlsb.sheets(package)
    parts = {name: package.read(name) for name in (rawxlsb.MAIN, rawxlsb.RELS)}
    looked: dict[str, SheetFacts] = {}
    for sheet in sheets:
        if package.has(sheet.part):
            looked[sheet.name], parts[sheet.part] = rawxlsb.look_xlsb(package.read(sheet.part))
    for kind in ("sharedStrings", "styles"):
        if kind in by_kind:
            parts[by_kind[kind]] = package.read(by_kind[kind])
    facts = Facts(
        "xlsb", pack(parts), sheets, looked, rawxlsb.date1904(package),
        properties(package), made_by_us(package),
    )
    return Inspection(facts, (_old(".xlsb"), *_notes(package)))
