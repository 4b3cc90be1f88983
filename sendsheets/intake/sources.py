"""Files, folders, archives and emails become named bytes. Everything handed in is accounted for."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sendsheets.intake.container import (
    DEPTH_LIMIT,
    MARK,
    MEMBERS_LIMIT,
    UNPACKED_LIMIT,
    Container,
    left_behind,
    visible,
)
from sendsheets.intake.inspect import FILE_LIMIT
from sendsheets.intake.opening import Place, Shelf, start_of
from sendsheets.model import Origin, Problem, Severity


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: its name for people, and how to get its bytes.

    ``path`` is the file on disk that it is, or lies in. ``load`` may raise OSError. Where
    ``problem`` is set there is nothing to load. ``origin`` is the email it was attached to.
    ``named`` says that somebody named this very file, and not a folder that it lies in.
    """

    name: str
    path: Path
    load: Callable[[], bytes]
    problem: Problem | None = None
    origin: Origin | None = None
    named: bool = False


RECORD = ".sendsheets"
"""A small file in each folder we write to: the hash of each file as we wrote it."""

_OUTPUTS = (".csv", ".eml", ".html", ".json", ".txt")
"""Our outputs that carry no mark of ours inside; workbooks do."""


def gather(paths: Iterable[str | Path]) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Find every file that was handed in, also in zip archives and saved emails.

    Args:
        paths: files and folders; folders are searched to the bottom, in order of name. A link
            that leads out of its folder is not followed, but told.

    Returns:
        The sources in order of name, each file once, under names that do not tell where this
        machine keeps them (``returns/late.eml › oak.xlsx``, where something lies in something
        else); and the names of what was skipped quietly: lock files, what systems leave in
        folders, and pictures and the like in emails. Tables and pages that we wrote ourselves
        and nobody has changed are passed over. A path that is not there, a folder, archive or
        email without a file, and whatever cannot or may not be opened are sources with a
        problem. Bytes are fetched when ``load`` is called, in flat memory.
    """
    found = _Found()
    for path in map(Path, paths):
        folder = _kind(path, follow=True) == "folder"
        entries = _walk(path, found.skipped) if folder else iter([(path, _kind(path, True))])
        empty = True
        for file, kind in entries:
            if kind == "file" and left_behind(file.name):
                found.skipped.append(visible(file.as_posix()))
                continue
            empty = False
            before = len(found.sources)
            found.handed_in(file, path, kind)
            if file == path:
                found.sources[before:] = [replace(s, named=True) for s in found.sources[before:]]
        if folder and empty:
            found.tell(_given(path), path, Problem("folder-empty", Severity.ERROR))
    found.shelf.close()
    ordered = sorted(found.sources, key=lambda source: source.name)
    return tuple(ordered), tuple(found.skipped)


# --- folders ---------------------------------------------------------------------------------


def _kind(path: Path, follow: bool = False) -> str:
    """What stands at a path, without opening it."""
    try:
        mode = (path.stat() if follow else path.lstat()).st_mode
    except PermissionError:
        return "closed"
    except (OSError, ValueError):
        return "missing"
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "special"


def _walk(folder: Path, skipped: list[str]) -> Iterator[tuple[Path, str]]:
    """Every file below a folder in order of name, and what is not a file, each with its kind."""
    root = os.path.realpath(folder)
    entered: set[str] = set()
    closed: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda e: closed.append(Path(e.filename))):
        into = []
        for name in sorted(folders):
            path = Path(here, name)
            whole = os.path.realpath(path)
            if not _inside(whole, root):
                yield path, "outside"
            elif left_behind(name):
                skipped.append(f"{visible(path.as_posix())}/")
            elif name.casefold().endswith(".numbers") and _numbers(path):
                yield path, "numbers"
            elif _kind(path) == "folder" and whole not in entered:
                entered.add(whole)
                into.append(name)
            else:
                # A link to a folder of this folder: what is in it is found there.
                skipped.append(f"{visible(path.as_posix())}/")
        folders[:] = into
        ours = recorded(Path(here)) if RECORD in files else {}
        # Links last, so that a file counts under its own name.
        for name in sorted(files, key=lambda name: (os.path.islink(Path(here, name)), name)):
            path = Path(here, name)
            kind = _kind(path)
            if kind == "link":
                kind = _kind(path, True) if _inside(os.path.realpath(path), root) else "outside"
            if kind != "file" or not _is_ours(path, ours.get(name)):
                yield path, kind
    yield from ((path, "closed folder") for path in closed)


def _numbers(folder: Path) -> bool:
    """Whether a folder is a document of Apple Numbers, as a Mac keeps it."""
    return os.path.exists(folder / "Index.zip") or os.path.isdir(folder / "Index")


def _inside(whole: str, root: str) -> bool:
    return Path(whole).is_relative_to(root)


def recorded(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that we wrote to a folder, by name; empty where none is known."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
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


# --- what was found --------------------------------------------------------------------------


@dataclass(slots=True)
class _Left:
    """How many more members and bytes one file that was handed in may hold."""

    members: int = MEMBERS_LIMIT
    size: int = UNPACKED_LIMIT


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    sources: list[Source] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)

    def handed_in(self, file: Path, given: Path, kind: str) -> None:
        """A file that was named, or found in a folder that was."""
        problem = _PROBLEMS.get(kind)
        if problem:
            # Told by its own path: what a link leads to may have been handed in as well.
            key = "" if "\0" in str(file) else os.path.abspath(file)
            name = _given(file) if file == given else _name(file, given)
        else:
            key = os.path.realpath(file)
            name = _name(file, given)
            if name in self.names:
                name = visible(f"{os.path.basename(os.path.dirname(key))}/{file.name}")
        if key and key in self.seen:
            if os.path.islink(file):
                self.skipped.append(name)
            return
        self.seen.add(key)
        if problem:
            self.tell(name, file, problem)
        else:
            self.look(self.free(name), Place(file), None, _Left())

    def look(self, name: str, place: Place, origin: Origin | None, left: _Left) -> None:
        """A file or a member: a source of its own, or a container of others."""
        try:
            container = self.shelf.open(place)
        except OSError:
            container = None  # ``load`` will raise it again, and the batch tells it
        if container is None:
            load = _loader(self.shelf, place)
            self.sources.append(Source(name, place.path, load, None, origin))
            return
        if container.origin:
            origin = replace(container.origin, message=name)
        problem = _refusal(container, len(place.numbers), left)
        self.skipped += (f"{name}{MARK}{skipped}" for skipped in container.skipped)
        if problem:
            self.put(name, place.path, problem, origin)
            return
        left.members -= len(container.members)
        left.size -= container.size
        for number, member in enumerate(container.members):
            inner = self.free(f"{name}{MARK}{member.name}")
            if member.problem:
                self.put(inner, place.path, member.problem, origin)
            else:
                self.look(inner, place.inside(number), origin, left)

    def tell(self, name: str, path: Path, problem: Problem) -> None:
        """A path of which there is nothing to read."""
        self.put(self.free(name), path, problem, None)

    def put(self, name: str, path: Path, problem: Problem, origin: Origin | None) -> None:
        """A source with a problem."""
        problem = replace(problem, file=name)
        self.sources.append(Source(name, path, lambda: b"", problem, origin))

    def free(self, name: str) -> str:
        """The name, or where it is taken the name with a number."""
        free, number = name, self.names.get(name, 1)
        while free in self.names:
            number += 1
            free = f"{name} [{number}]"
        # Where to go on counting, when the same name comes again.
        self.names[name] = number
        self.names.setdefault(free, 1)
        return free


_PROBLEMS = {
    "missing": Problem("file-missing", Severity.ERROR),
    "outside": Problem("file-outside", Severity.ERROR),
    "special": Problem("file-special", Severity.ERROR),
    "numbers": Problem("file-numbers", Severity.ERROR),
    "closed": Problem("file-unreadable", Severity.ERROR, facts={"found": "it may not be opened"}),
    "closed folder": Problem(
        "folder-unreadable", Severity.ERROR, facts={"found": "it may not be opened"}
    ),
}


def _refusal(container: Container, depth: int, left: _Left) -> Problem | None:
    """Why nothing is taken out of a container, if so."""
    if depth >= DEPTH_LIMIT:
        return Problem("archive-deep", Severity.ERROR)
    if container.problem:
        return container.problem
    if len(container.members) > left.members or container.size > left.size:
        facts = {"found": "together with what it lies in, it holds too much"}
        return Problem("archive-too-large", Severity.ERROR, facts=facts)
    return None


def _given(path: Path) -> str:
    return visible(path.name if path.is_absolute() else path.as_posix())


def _name(file: Path, given: Path) -> str:
    """What people are shown: the path as it was given, without where this machine keeps it."""
    if not given.is_absolute() and ".." not in given.parts:
        return visible(file.as_posix())
    if file == given:
        return visible(file.name)
    top = os.path.basename(os.path.realpath(given))
    return visible(f"{top}/{file.relative_to(given).as_posix()}")


def _loader(shelf: Shelf, place: Place) -> Callable[[], bytes]:
    if not place.numbers:
        # Another process can be given this.
        return partial(start_of, place.path, FILE_LIMIT + 1)
    return lambda: shelf.fetch(place)
