"""A plain zip package taken apart, and put together, without the cost of ``zipfile``.

An ordinary return has sixty entries of which twenty are read; ``zipfile`` takes longer over its
objects for them than zlib over their bytes. What is not written the plain way is left to it.
Half a megabyte is inflated of each return, so zlib-ng does it, in half of zlib's time.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple

from zlib_ng import zlib_ng as zlib


class Entry(NamedTuple):
    """One entry of a package's list: what it says of itself, and where it begins."""

    name: str
    flag_bits: int
    method: int
    crc: int
    packed: int
    file_size: int
    start: int


_END = struct.Struct("<4s4H2LH")
_LISTED = struct.Struct("<4s6H3L5H2L")
_SAID = struct.Struct("<4s2x3H4x3L4H6xL")
"""What is looked at of an entry in the list; the rest are its times and attributes."""

_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_HARMLESS = 0x080E
"""Flags that change nothing here: how hard it was packed, sizes that follow, names in UTF-8."""

_NEWEST = 63
"""The version of the format up to which ``zipfile`` reads an entry."""


def plain_list(data: bytes) -> list[Entry] | None:
    """The entries of a package, in the order of its list.

    Returns:
        None unless the list is the plain one of a small package: at the very end, whole, without
        comments, extensions or names in other letters. Nothing is inflated.
    """
    at_end = len(data) - _END.size
    if at_end < 0:
        return None
    mark, disk, first_disk, here, count, size, at, comment = _END.unpack_from(data, at_end)
    if mark != b"PK\x05\x06" or disk or first_disk or comment or here != count:
        return None
    if at + size != at_end:
        return None
    names: list[bytes] = []
    entries: list[tuple[int, int, int, int, int, int]] = []
    for _ in range(count):
        if at + _LISTED.size > at_end:
            return None
        (mark, needs, flags, method, crc, packed, whole, name_size, extra, comment, disk,
         start) = _SAID.unpack_from(data, at)  # fmt: skip
        at += _LISTED.size + name_size
        if mark != b"PK\x01\x02" or extra or comment or disk or at > at_end or needs > _NEWEST:
            return None
        names.append(data[at - name_size : at])
        entries.append((flags, method, crc, packed, whole, start))
    every = b"\n".join(names)
    if at != at_end or not every.isascii() or b"\0" in every or b"\\" in every:
        return None
    listed = every.decode().split("\n") if names else []
    if len(listed) != count:  # one holds a line break
        return None
    return [Entry(name, *entry) for name, entry in zip(listed, entries, strict=True)]


def inflated(data: bytes, entry: Entry, checked: bool = True) -> bytes | None:
    """The bytes of an entry, which are exactly as many as it says, with the checksum it says.

    No more than that is ever inflated: ask first whether it is too much. The checksum is passed
    over unless ``checked``: for a glance at a part that is not read.

    Returns:
        None where anything is not plain or not right.
    """
    after = entry.start + _LOCAL.size
    if entry.start < 0 or after > len(data):  # ``zipfile`` may find that it begins before the file
        return None
    mark, _, flags, method, _, _, _, _, _, name_size, extra = _LOCAL.unpack_from(data, entry.start)
    if (
        mark != b"PK\x03\x04" or method != entry.method or (flags | entry.flag_bits) & ~_HARMLESS
        or data[after : after + name_size] != entry.name.encode()
    ):  # fmt: skip
        return None
    begin = after + name_size + extra
    packed = data[begin : begin + entry.packed]
    if len(packed) != entry.packed:
        return None
    whole: bytes | None
    if method == _DEFLATED:
        whole = _all_of(packed, entry.file_size)
    elif method == _STORED:
        whole = packed
    else:
        return None
    if whole is None or len(whole) != entry.file_size:
        return None
    return None if checked and zlib.crc32(whole) != entry.crc else whole


_MOST = 1_032
"""Bytes that a packed one stands for at the most (zlib's technical details)."""

_SMALL = 32 * 1024
"""Packed bytes that may be inflated in one go: they hold 32 MB at the most."""


def _all_of(packed: bytes, size: int) -> bytes | None:
    """What packed bytes hold; more than is expected of them, or None, where that is not right."""
    try:
        if len(packed) <= _SMALL:
            # Into room of that size at once, which takes two thirds of the time of a stream that
            # makes its room as it goes. No more is made of it than the packed bytes allow.
            return zlib.decompress(packed, -15, min(size, len(packed) * _MOST) + 1)
        stream = zlib.decompressobj(-15)
        # One byte more than it says, so that the end of the stream is reached.
        whole = stream.decompress(packed, size + 1)
    except zlib.error:  # type: ignore[misc]  # its stub declares an instance
        return None
    return whole if stream.eof and not stream.unused_data else None


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip package of these parts, stored without compression.

    Their names are those of a package that was read here; together they are far below 4 GB.
    """
    pieces: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, data in parts.items():
        raw = name.encode()
        # The first version of the format, no flags but names in UTF-8, stored, 1 January 1980.
        about = (20, 0x800, _STORED, 0, 0x21, zlib.crc32(data), len(data), len(data), len(raw), 0)
        pieces += (_LOCAL.pack(b"PK\x03\x04", *about), raw, data)
        listed += (_LISTED.pack(b"PK\x01\x02", 20, *about, 0, 0, 0, 0, at), raw)
        at += _LOCAL.size + len(raw) + len(data)
    size = sum(map(len, listed))
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), size, at, 0)
    return b"".join((*pieces, *listed, end))
