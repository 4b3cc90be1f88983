"""Writing a finished file: whole or not at all, and never over something that is not ours."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sendsheets.model import MADE_BY, Problem, Severity


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written, and whether it took the place of an earlier one of ours."""

    path: Path
    replaced: bool


class Record:
    """What we wrote to folders: the hash of each file, read once and written once.

    For many files at a time: ``with Record() as record:`` and hand it to each ``save``.
    """

    def __init__(self) -> None:
        self._folders: dict[Path, dict[str, str]] = {}
        self._changed: set[Path] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.keep()

    def hash_of(self, path: Path) -> str | None:
        """The hash of a file as we wrote it, or None where we did not."""
        return self._of(path.parent).get(path.name)

    def note(self, path: Path, data: bytes) -> None:
        """Remember what we wrote."""
        self._of(path.parent)[path.name] = hashlib.sha256(data).hexdigest()
        self._changed.add(path.parent)

    def set_aside(self, path: Path, folder: Path) -> bool:
        """Move a file that we wrote, and nobody has changed since, to another folder.

        Nothing there is replaced: a file of that name gets a number. Whether it was moved.
        """
        written = self.hash_of(path)
        try:
            data = path.read_bytes()
            if not written or written != hashlib.sha256(data).hexdigest():
                return False
            folder.mkdir(exist_ok=True)
            target, number = folder / path.name, 1
            while target.exists():
                number += 1
                target = folder / f"{path.stem}-{number}{path.suffix}"
            path.rename(target)
        except OSError:
            return False
        del self._of(path.parent)[path.name]
        self._changed.add(path.parent)
        self.note(target, data)
        return True

    def keep(self) -> None:
        """Write it down. Where that can't be, the next run asks for ``force``."""
        from sendsheets.intake.sources import RECORD

        for folder in self._changed:
            text = json.dumps(self._folders[folder], indent=1, sort_keys=True, ensure_ascii=False)
            with contextlib.suppress(OSError):
                (folder / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")
        self._changed.clear()

    def _of(self, folder: Path) -> dict[str, str]:
        from sendsheets.intake.sources import recorded

        if folder not in self._folders:
            self._folders[folder] = dict(recorded(folder))
        return self._folders[folder]


def save(
    path: Path, data: bytes, *, force: bool = False, record: Record | None = None
) -> Saved | Problem:
    """Write a file by way of a temporary one beside it.

    What we made ourselves and nobody has changed since is replaced; anything else only with
    ``force`` (decisions.md 12).

    Args:
        path: where to; its folder is made if need be.
        data: the whole content.
        force: replace whatever stands there.
        record: remembers what was written, where many files are.

    Returns:
        What was saved, or the problem that stopped it; the old file is then as it was.
    """
    known = record or Record()
    there = path.exists()
    if there and not force and not _ours(path, known.hash_of(path)):
        if _was_ours(path, known.hash_of(path)):
            return Problem("output-changed", Severity.ERROR, file=str(path))
        return Problem("output-exists", Severity.ERROR, file=str(path))
    if path.with_name(f"~${path.name}").exists():
        return Problem("output-open", Severity.ERROR, file=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".sendsheets-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as target:
                target.write(data)
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except PermissionError as error:
        if there:
            return Problem("output-open", Severity.ERROR, file=str(path))
        facts = {"found": (error.strerror or "not allowed").lower()}
        return Problem("output-unwritable", Severity.ERROR, file=str(path), facts=facts)
    except OSError as error:
        facts = {"found": (error.strerror or "it could not be written").lower()}
        return Problem("output-unwritable", Severity.ERROR, file=str(path), facts=facts)
    known.note(path, data)
    if record is None:
        known.keep()
    return Saved(path, there)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- what is ours ----------------------------------------------------------------------------

def _ours(path: Path, written: str | None) -> bool:
    """Whether we made what stands there and nobody has changed it since."""
    try:
        if written and written == _hash_of(path):
            return True
        if path.suffix.lower() != ".xlsx":
            return False
    except OSError:
        return False
    return _untouched(_properties(path))


def _hash_of(path: Path) -> str:
    with path.open("rb") as stream:  # bit by bit: a table of many returns is large
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _was_ours(path: Path, written: str | None) -> bool:
    """Whether we made what stands there, whoever has changed it since."""
    return bool(written) or MADE_BY.encode() in _properties(path)


def _properties(path: Path) -> bytes:
    """The part of a workbook that says who made it; no bytes where there is none to be had."""
    try:
        with zipfile.ZipFile(path) as package:
            core = package.getinfo("docProps/core.xml")
            return package.read(core) if core.file_size <= 100_000 else b""
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return b""


def _untouched(core: bytes) -> bool:
    """Whether a workbook's properties are ours and as we wrote them.

    Every program that saves a workbook sets the time of the last change; ours are equal to
    the time of making, so that a workbook somebody has filled in is never taken for ours.
    """

    def said(tag: bytes) -> bytes | None:
        start = core.find(b"<" + tag)
        start = core.find(b">", start) + 1 if start >= 0 else -1
        return core[start : core.find(b"<", start)] if start > 0 else None

    created, modified = said(b"dcterms:created"), said(b"dcterms:modified")
    by = said(b"cp:lastModifiedBy")
    return MADE_BY.encode() in core and created == modified and by in (None, b"", b"sendsheets")
