"""Files and folders become named bytes. Everything that was handed in is accounted for."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sendsheets.intake.inspect import FILE_LIMIT
from sendsheets.model import Problem, Severity


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: its name for people, and how to get its bytes.

    ``load`` may raise OSError. Where ``problem`` is set there is nothing to load.
    """

    name: str
    path: Path
    load: Callable[[], bytes]
    problem: Problem | None = None


RECORD = ".sendsheets"
"""A small file in each folder we write to: the hash of each file as we wrote it."""

_OUTPUTS = (".csv", ".html", ".json")
"""Our outputs that carry no mark of ours inside; workbooks do."""

_SKIPPED_STARTS = (".", "~$")
_SKIPPED_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})


def gather(paths: Iterable[str | Path]) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Find every file that was handed in.

    Args:
        paths: files and folders; folders are searched to the bottom, in order of name. A link
            that leads out of its folder is not followed.

    Returns:
        The sources in order of name, each file once, under names that do not tell where this
        machine keeps them; and the names of what was skipped
        quietly: lock files and what systems leave in folders. Tables and pages that we wrote
        ourselves and nobody has changed are passed over. A path that is not there, or a
        folder without a file, is a source with a problem.
    """
    sources: list[Source] = []
    skipped: list[str] = []
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found = [file for file in _walk(path) if not _skip(file, path, skipped)]
            if not found:
                sources.append(_problem(path, "folder-empty"))
        elif path.exists():
            found = [] if _skip(path, None, skipped) else [path]
        else:
            sources.append(_problem(path, "file-missing"))
            continue
        for file in found:
            whole = file.resolve()
            if whole not in seen:
                seen.add(whole)
                name = _name(file, path, {source.name for source in sources})
                sources.append(Source(name, file, _loader(file)))
    return tuple(sorted(sources, key=lambda source: source.name)), tuple(skipped)


def _name(file: Path, given: Path, taken: set[str]) -> str:
    """What people are shown: the path as it was given, without where this machine keeps it."""
    if not given.is_absolute() and ".." not in given.parts:
        name = file.as_posix()
    elif file == given:
        name = file.name
    else:
        name = f"{given.resolve().name}/{file.relative_to(given).as_posix()}"
    if name not in taken:
        return name
    fuller = f"{file.resolve().parent.name}/{file.name}"
    return next(n for n in (fuller, *(f"{fuller} [{k}]" for k in range(2, len(taken) + 3)))
                if n not in taken)  # fmt: skip


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        ours = recorded(Path(here)) if RECORD in files else {}
        yield from (Path(here, name) for name in sorted(files)
                    if not _is_ours(Path(here, name), ours.get(name)))  # fmt: skip


def recorded(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that we wrote to a folder, by name; empty where none is known."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _is_ours(file: Path, written: str | None) -> bool:
    """Whether a file is one of our own outputs, as we wrote it."""
    if written is None or file.suffix.lower() not in _OUTPUTS:
        return False
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == written
    except OSError:
        return False


def _skip(file: Path, folder: Path | None, skipped: list[str]) -> bool:
    name = file.name.casefold()
    outside = (
        folder is not None and file.is_symlink()
        and not file.resolve().is_relative_to(folder.resolve())
    )
    if outside or name.startswith(_SKIPPED_STARTS) or name in _SKIPPED_NAMES:
        skipped.append(file.as_posix())
        return True
    return False


def _problem(path: Path, code: str) -> Source:
    name = path.name if path.is_absolute() else path.as_posix()
    problem = (
        Problem("folder-empty", Severity.ERROR, file=name)
        if code == "folder-empty"
        else Problem("file-missing", Severity.ERROR, file=name)
    )
    return Source(name, path, lambda: b"", problem)


def _loader(file: Path) -> Callable[[], bytes]:
    def load() -> bytes:
        with file.open("rb") as stream:
            return stream.read(FILE_LIMIT + 1)

    return load
