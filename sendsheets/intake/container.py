"""What an archive and an email have in common: they hold other things, which have names."""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from sendsheets.model import Origin, Problem

MARK = " › "
"""Stands between a container and what is in it, in the names that people are shown."""

MEMBERS_LIMIT = 5_000
INSIDE_LIMIT = 80 * 1024 * 1024
UNPACKED_LIMIT = 1024 * 1024 * 1024
DEPTH_LIMIT = 3
"""Bounds: things in one file handed in, bytes of an archive that lies in another, bytes that
all of it may come to, and how many containers may lie one inside the other."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing in a container: its label, and how to get its first so many bytes.

    ``read`` may raise OSError and nothing else. ``message`` says that it is an email, whatever
    its bytes look like. Where ``problem`` is set there is nothing to read.
    """

    name: str
    read: Callable[[int], bytes]
    problem: Problem | None = None
    message: bool = False


@dataclass(frozen=True, slots=True)
class Container:
    """An archive or an email that was opened: its members in order, or why it has none.

    ``skipped`` are the labels of what systems and mail programs leave behind, ``size`` the
    bytes that all members come to, ``origin`` whose email it is (its name not yet filled in).
    """

    members: tuple[Member, ...] = ()
    skipped: tuple[str, ...] = ()
    problem: Problem | None = None
    origin: Origin | None = None
    size: int = 0


def broken(reason: str) -> OSError:
    """The error that ``read`` raises, with a reason that people are shown."""
    return OSError(errno.EIO, reason)


def nothing(_: int) -> bytes:
    """Reads a member of which there is nothing to read."""
    return b""


_LONGEST = 180
_ODD = {"Cc": " ", "Cf": "", "Cs": "?", "Zl": " ", "Zp": " ", "Co": "?", "Cn": "?"}


def visible(text: str) -> str:
    """Text that someone else chose, without control, direction and broken characters."""
    return "".join(_ODD.get(unicodedata.category(character), character) for character in text)


def clean(text: str, longest: int = _LONGEST) -> str:
    """Text that someone else chose, on one line and visible.

    Text longer than ``longest`` loses its middle, so that a name keeps its ending.
    """
    if len(text) > 8 * longest:
        text = text[: 4 * longest] + text[-4 * longest :]
    text = " ".join(visible(text).split())
    if len(text) > longest:
        half = (longest - 1) // 2
        text = f"{text[:half].rstrip()}…{text[-half:].lstrip()}"
    return text


def label(name: str) -> str:
    """The name of a member as people are shown it; it never becomes a path.

    Backslashes are read as slashes, and what would lead elsewhere (``..``, a drive, a slash at
    the start) is left out.
    """
    return clean("/".join(parts(name))).replace("›", "-")


def parts(name: str) -> list[str]:
    """The folders and the file of a member's name, without what would lead elsewhere."""
    found = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return found[1:] if found and len(found[0]) == 2 and found[0][1] == ":" else found


_LEFT_STARTS = (".", "~$")
_LEFT_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_LEFT_FOLDERS = ("__macosx",)


def left_behind(name: str) -> bool:
    """Whether a file or folder of this name is a lock file or something systems leave behind."""
    folded = name.casefold()
    return (
        folded.startswith(_LEFT_STARTS) or folded in _LEFT_NAMES or folded in _LEFT_FOLDERS
    )  # fmt: skip
