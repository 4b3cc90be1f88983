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

from sendsheets.model import MADE_BY, Problem, Severity


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written, and whether it took the place of an earlier one of ours."""

    path: Path
    replaced: bool


def save(path: Path, data: bytes, *, force: bool = False) -> Saved | Problem:
    """Write a file by way of a temporary one beside it.

    What we made ourselves and nobody has changed since is replaced; anything else only with
    ``force`` (decisions.md 12).

    Args:
        path: where to; its folder is made if need be.
        data: the whole content.
        force: replace whatever stands there.

    Returns:
        What was saved, or the problem that stopped it; the old file is then as it was.
    """
    there = path.exists()
    if there and not force and not _ours(path):
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
        code = "output-open" if there else "output-unwritable"
        facts = {"found": error.strerror or "not allowed"}
        return Problem(code, Severity.ERROR, file=str(path), facts=facts)
    except OSError as error:
        facts = {"found": error.strerror or "it could not be written"}
        return Problem("output-unwritable", Severity.ERROR, file=str(path), facts=facts)
    _record(path, data)
    return Saved(path, there)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- what is ours ----------------------------------------------------------------------------

def _record(path: Path, data: bytes) -> None:
    """Remember what we wrote. Where that can't be, the next run asks for ``force``."""
    from sendsheets.intake.sources import RECORD, recorded

    record = {**recorded(path.parent), path.name: hashlib.sha256(data).hexdigest()}
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    with contextlib.suppress(OSError):
        (path.parent / RECORD).write_text(text, encoding="utf-8", newline="\n")


def _ours(path: Path) -> bool:
    """Whether we made what stands there and nobody has changed it since."""
    from sendsheets.intake.sources import recorded

    try:
        written = recorded(path.parent).get(path.name)
        if written and written == hashlib.sha256(path.read_bytes()).hexdigest():
            return True
        if path.suffix.lower() != ".xlsx":
            return False
        with zipfile.ZipFile(path) as package:
            if package.getinfo("docProps/core.xml").file_size > 100_000:
                return False
            return _untouched(package.read("docProps/core.xml"))
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return False


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
