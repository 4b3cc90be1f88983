"""Damages files at random and reads them, in a process of its own so that one may die.

``python fuzzing.py FORM FILE SECONDS CASES SEED`` reads the file damaged in one way after
another through the whole path, and says the number of each case before it is read: the last one
printed is the one that ended the process.
"""

from __future__ import annotations

import email
import io
import sys
import time
import zipfile
from collections.abc import Callable
from email.policy import default
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

from workbooks import FRAMEWORKS  # noqa: E402

from sendsheets import problems  # noqa: E402
from sendsheets.intake.sources import gather  # noqa: E402
from sendsheets.model import Disposition  # noqa: E402
from sendsheets.returns.batch import gather_batch  # noqa: E402

LEAST = 5
"""Cases that are read however slow the machine is."""

Damage = Callable[[bytes, Random], bytes]

ODD = (b"", b"\0", b"\xff\xff\xff\xff", b"-1", b"99999999999999999999", b"<", b"&", b"&#0;", b"\"",
       b"]]>", b"<!--", b"<c r=\"ZZZ99999999\"/>", b"nan", b"A1:XFD1048576", b"\xed\xa0\x80",
       b"\x7f" * 40, b"<x:y>", b"=1+1", b"PK\x03\x04", b"1e999")  # fmt: skip
"""What readers stumble over."""


def flip(data: bytes, random: Random) -> bytes:
    """Some bytes changed."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20, 200))):
        made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def cut(data: bytes, random: Random) -> bytes:
    """A piece taken out, or the end cut off."""
    start = random.randrange(len(data))
    end = len(data) if random.random() < 0.4 else start + random.randrange(1, 4000)
    return data[:start] + data[end:]


def insert(data: bytes, random: Random) -> bytes:
    """Something odd, or a piece of the file itself, put in."""
    at, other = random.randrange(len(data)), random.randrange(len(data))
    piece = random.choice((*ODD, data[other : other + random.randrange(1, 3000)]))
    return data[:at] + piece + data[at:]


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def swap(data: bytes, random: Random) -> bytes:
    """Two members of a sound zip exchanged, or one left out."""
    members = _members(data)
    one, other = random.choice(list(members)), random.choice(list(members))
    if random.random() < 0.3:
        del members[one]
    else:
        members[one], members[other] = members[other], members[one]
    return _packed(members)


def within(data: bytes, random: Random) -> bytes:
    """One or two members of a sound zip damaged inside."""
    members = _members(data)
    for _ in range(random.choice((1, 1, 2))):
        name = random.choice(list(members))
        if members[name]:
            damage = random.choice((flip, cut, insert, token, token, token))
            members[name] = damage(members[name], random)
    return _packed(members)


def token(data: bytes, random: Random) -> bytes:
    """One attribute or text of some XML exchanged for something odd, the rest well formed."""
    marks = [n for n, byte in enumerate(data[:200_000]) if byte in b'">'] or [0]
    start = random.choice(marks) + 1
    ends = [at for mark in (b'"', b"<") if (at := data.find(mark, start)) >= 0]
    end = min(ends, default=len(data))
    return data[:start] + random.choice(ODD[1:]) + data[end:]


def attachment(data: bytes, random: Random) -> bytes:
    """A sound email whose attachment is damaged."""
    message = email.message_from_bytes(data, policy=default)
    for part in message.iter_attachments():
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        name = part.get_filename()
        damaged = random.choice(BYTES)(payload, random)
        part.set_content(damaged, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


BYTES: tuple[Damage, ...] = (flip, cut, insert)
DAMAGES: dict[str, tuple[Damage, ...]] = {
    "xlsx": (*BYTES, swap, within, within, within, within),
    "xlsb": (*BYTES, within, within, within, within),
    "ods": (*BYTES, swap, within, within, within, within),
    "zip": (*BYTES, swap, within),
    "xls": BYTES,
    "msg": BYTES,
    "eml": (*BYTES, attachment),
}  # fmt: skip


def faults(folder: Path, data: bytes, name: str) -> list[str]:
    """What is wrong with the reading of one damaged file."""
    (folder / name).write_bytes(data)
    sources, _ = gather([folder])
    batch = gather_batch(sources, FRAMEWORKS)
    found = []
    if len(batch.readings) != len(sources) or not sources:
        found.append(f"{len(sources)} sources, {len(batch.readings)} readings")
    for reading in batch.readings:
        if reading.disposition is Disposition.REFUSED and not reading.problems:
            found.append("refused without a reason")
        for problem in reading.problems:
            if "unforeseen" in problem.facts.get("found", ""):
                found.append(problem.facts["found"])
            if not (problems.found(problem) and problems.advice(problem)):
                found.append(f"{problem.code} has no words")
    return found


def main(form: str, file: str, seconds: float, cases: int, seed: int) -> int:
    """Read one damaged file after another until the time is up; 0 if all was well."""
    data, end = Path(file).read_bytes(), time.monotonic() + seconds
    folder = Path(file).with_suffix(".damaged")
    folder.mkdir(exist_ok=True)
    done = wrong = 0
    for case in range(cases):
        if case >= LEAST and time.monotonic() > end:
            break
        print(f"case {seed} {case}", flush=True)
        random = Random(f"{form} {seed} {case}")
        damaged = random.choice(DAMAGES[form])(data, random)
        try:
            found = faults(folder, damaged, f"oak.{form}")
        except BaseException as error:  # a library's panic is one, and must not get here
            if isinstance(error, KeyboardInterrupt):
                raise
            found = [f"{type(error).__name__}: {error}"]
        if found:
            wrong += 1
            (folder.parent / f"case-{form}-{seed}-{case}.bin").write_bytes(damaged)
            print(f"WRONG case {seed} {case}: {'; '.join(sorted(set(found)))}", flush=True)
        done += 1
    print(f"{done} cases of {form}, {wrong} wrong", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]),
                  int(sys.argv[5])))  # fmt: skip
