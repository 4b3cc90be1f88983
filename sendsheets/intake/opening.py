"""What was handed in is opened where it holds other things, one inside the other.

Bytes are fetched when they are asked for. A place is a file on disk and the numbers of the
members that lead into it: ``(2, 0)`` is the first member of the third member of that file.
"""

from __future__ import annotations

import os
import weakref
from dataclasses import dataclass
from pathlib import Path

from sendsheets.intake.archive import looks_like_zip, open_archive, other_archive
from sendsheets.intake.container import INSIDE_LIMIT, Container, broken
from sendsheets.intake.guard import Guard
from sendsheets.intake.inspect import FILE_LIMIT
from sendsheets.intake.message import (
    MESSAGE_LIMIT,
    looks_like_email,
    looks_like_mailbox,
    open_email,
)
from sendsheets.intake.outlook import is_outlook, may_be_outlook, open_outlook
from sendsheets.model import Problem, Severity

_HEAD = 16_384


@dataclass(frozen=True, slots=True)
class Place:
    """Where bytes are: in a file, or in the member of a member of it."""

    path: Path
    numbers: tuple[int, ...] = ()

    def inside(self, number: int) -> Place:
        """The place of a member of what is here."""
        return Place(self.path, (*self.numbers, number))


def start_of(path: Path, limit: int) -> bytes:
    """The first so many bytes of a file. Raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        # Room is made for what is asked for, and that much room takes longer than reading.
        return stream.read(min(limit, os.fstat(stream.fileno()).st_size + 1))


class Shelf:
    """The containers opened last, each lying in the one before it.

    Whoever fetches members in their order opens every container once, and no more than one
    at each depth is held in memory.
    """

    def __init__(self) -> None:
        self._open: list[tuple[Place, Container | None]] = []
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._guard = Guard()
        weakref.finalize(self, self._guard.close)

    def fetch(self, place: Place, limit: int = FILE_LIMIT + 1) -> bytes:
        """The first so many bytes of a place. Raises OSError where they cannot be had."""
        if not place.numbers:
            return start_of(place.path, limit)
        outer = self.open(Place(place.path, place.numbers[:-1]))
        if outer is None or place.numbers[-1] >= len(outer.members):
            raise broken("what it lies in cannot be opened any more")
        return outer.members[place.numbers[-1]].read(limit)

    def open(self, place: Place) -> Container | None:
        """What is in a place, or None where it is no container. Raises OSError as ``fetch``."""
        depth = len(place.numbers)
        if depth < len(self._open) and self._open[depth][0] == place:
            return self._open[depth][1]
        message = False
        if depth:
            outer = self.open(Place(place.path, place.numbers[:-1]))
            number = place.numbers[-1]
            message = bool(outer and number < len(outer.members) and outer.members[number].message)
        del self._open[depth:]
        container = self._opened(place, message)
        if container is not None:
            self._open.append((place, container))
        return container

    def _opened(self, place: Place, message: bool) -> Container | None:
        if not place.numbers:
            # Members are known by their numbers, which mean nothing in another file.
            status = place.path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if self._stamps.setdefault(place.path, stamp) != stamp:
                raise broken("it has changed since it was first opened")
        head = self.fetch(place, _HEAD)
        if message or looks_like_email(head):
            return open_email(self.fetch(place, MESSAGE_LIMIT + 1))
        if looks_like_mailbox(head):
            return Container(problem=Problem("email-several", Severity.ERROR))
        if may_be_outlook(head):
            data = self.fetch(place, MESSAGE_LIMIT + 1)
            return open_outlook(data, self._guard) if is_outlook(data) else None
        if looks_like_zip(head):
            if not place.numbers:
                return open_archive(place.path)
            data = self.fetch(place, INSIDE_LIMIT + 1)
            if len(data) > INSIDE_LIMIT:
                facts = {"found": f"it is larger than {INSIDE_LIMIT // 1_048_576} MB"}
                return Container(problem=Problem("archive-too-large", Severity.ERROR, facts=facts))
            return open_archive(data)
        other = other_archive(head)
        return Container(problem=other) if other else None

    def close(self) -> None:
        """Let go of what is open. It is opened again when something in it is asked for."""
        self._open.clear()
        self._guard.close()
