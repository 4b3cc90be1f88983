"""Zip archives are opened within bounds, member by member; of others it is said what they are."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from sendsheets.intake.container import (
    MEMBERS_LIMIT,
    UNPACKED_LIMIT,
    Container,
    Member,
    broken,
    label,
    left_behind,
    nothing,
    parts,
)
from sendsheets.intake.inspect import FILE_LIMIT
from sendsheets.model import Problem, Severity

RATIO_LIMIT = 200
"""No file that people send shrinks more than this, once it is larger than a megabyte."""

_DIRECTORY_LIMIT = MEMBERS_LIMIT * 1024
"""Bytes of a zip's list of members. Counted before the list is read, for it can be huge."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    (b"Rar!\x1a\x07", "a RAR archive"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"), (b"MSCF", "a cabinet archive"),
    (b"PK\x07\x08", "one piece of a zip archive that was cut into several"),
)  # fmt: skip
_PACKAGE_STARTS = (
    b"[content_types].xml", b"mimetype", b"_rels/", b"xl/", b"docprops/", b"meta-inf/",
)  # fmt: skip
_PACKAGE_PARTS = frozenset({
    "[content_types].xml", "mimetype", "content.xml", "_rels/.rels", "index.zip",
    "xl/workbook.xml", "xl/workbook.bin", "word/document.xml",
})  # fmt: skip


def other_archive(head: bytes) -> Problem | None:
    """The problem of an archive of a kind that is not opened, told by its first bytes."""
    kind = next((words for start, words in _OTHERS if head.startswith(start)), "")
    if head[257:262] == b"ustar":
        kind = "a tar archive"
    if not kind:
        return None
    return Problem("archive-other", Severity.ERROR, facts={"found": f"it is {kind}"})


def looks_like_zip(head: bytes) -> bool:
    """Whether the first bytes are those of a zip that may be an archive.

    Workbooks and documents are zips too. Most show it by their first part; for the others
    ``open_archive`` says.
    """
    if not head.startswith(_ZIP):
        return False
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")].lower()
    return not first.replace(b"\\", b"/").startswith(_PACKAGE_STARTS)


def open_archive(file: Path | bytes) -> Container | None:
    """Open a zip archive, without unpacking anything.

    Args:
        file: where it is, or its bytes.

    Returns:
        Its members in its own order, or the one problem for which it is not opened: nothing
        in it, a password, too many or too large members. None where it is no archive but a
        workbook or a document, or too broken to tell.

    Raises:
        OSError: the file cannot be read.
    """
    stream: io.BufferedIOBase = io.BytesIO(file) if isinstance(file, bytes) else file.open("rb")
    try:
        size = _directory_size(stream)
        if size > _DIRECTORY_LIMIT:
            stream.close()
            return _refused("archive-too-large", "its list of files is too long")
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError):
        stream.close()
        return None
    infos = archive.infolist()
    names = {info.filename.replace("\\", "/").lstrip("/").casefold() for info in infos}
    if names & _PACKAGE_PARTS or any(n.startswith("index/") and n.endswith(".iwa") for n in names):
        stream.close()
        return None
    return _list(archive, infos)


def _directory_size(stream: io.BufferedIOBase) -> int:
    """The bytes of the list of members, as the end of the file declares them."""
    length = stream.seek(0, io.SEEK_END)
    start = stream.seek(max(0, length - 65_557))
    tail = stream.read(65_557)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if tail[at - 20 : at - 16] == b"PK\x06\x07" and at >= 20:
        stream.seek(max(0, start + at - 20 - 56))
        record = stream.read(56)
        if record.startswith(b"PK\x06\x06"):
            size = int.from_bytes(record[40:48], "little")
    stream.seek(0)
    return size


def _list(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Container:
    members: list[Member] = []
    skipped: list[str] = []
    numbers: set[str] = set()
    kept = [info for info in infos if not info.is_dir()]
    if len(kept) > MEMBERS_LIMIT:
        return _refused("archive-too-large", f"it holds {len(kept):,} files")
    size = sum(info.file_size for info in kept)
    if size > UNPACKED_LIMIT:
        return _refused("archive-too-large", f"it unpacks to {size // 1_048_576:,} MB")
    for info in kept:
        name = label(info.filename) or "file"
        if any(map(left_behind, parts(info.filename))):
            skipped.append(name)
            continue
        # A Numbers document is a folder on a Mac, and becomes many files in a zip.
        start, mark, _ = name.casefold().partition(".numbers/")
        if mark:
            whole = name[: len(start) + len(mark) - 1]
            if whole in numbers:
                skipped.append(name)
                continue
            numbers.add(whole)
            members.append(Member(whole, nothing, Problem("file-numbers", Severity.ERROR)))
            continue
        problem = _problem(info)
        members.append(Member(name, nothing if problem else _reader(archive, info), problem))
    if not members:
        return _refused("archive-empty", "")
    if all(m.problem and m.problem.code == "archive-locked" for m in members):
        return Container(problem=members[0].problem)
    return Container(tuple(members), tuple(skipped), size=size)


def _problem(info: zipfile.ZipInfo) -> Problem | None:
    """Why a member is not read, by what the archive's list says of it."""
    if info.flag_bits & 0x1:
        return Problem("archive-locked", Severity.ERROR)
    if info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16):
        return Problem("file-outside", Severity.ERROR)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        facts = {"found": "it is packed in a way that is not known here"}
        return Problem("archive-other", Severity.ERROR, facts=facts)
    packed = max(1, info.compress_size)
    if info.file_size > FILE_LIMIT:
        facts = {"found": f"it is larger than {FILE_LIMIT // 1_048_576} MB"}
        return Problem("file-too-large", Severity.ERROR, facts=facts)
    if info.file_size > 1_048_576 and info.file_size / packed > RATIO_LIMIT:
        facts = {"found": "it is packed so tightly that it may be made to do harm"}
        return Problem("file-unsafe", Severity.ERROR, facts=facts)
    return None


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        try:
            with archive.open(info) as stream:
                return stream.read(limit)
        except OSError as error:
            raise broken(error.strerror or "it is damaged in its archive") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError,
                struct.error, OverflowError) as error:  # fmt: skip
            raise broken("it is damaged in its archive") from error

    return read


def _refused(code: str, found: str) -> Container:
    return Container(problem=Problem(code, Severity.ERROR, facts={"found": found}))
