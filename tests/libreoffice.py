"""Pass files through LibreOffice, as a school would that opens and saves them.

One LibreOffice is started for all tests of a process when the first of them needs it, and ends
with the process: starting it costs more than opening and saving a workbook.
"""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))
import jobs

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
SCRIPT = Path(__file__).with_name("uno_convert.py")
SECONDS = 300


def converted(
    files: Mapping[str, bytes], to: str, folder: Path, calculate: bool = False
) -> dict[str, bytes]:
    """Save files again in another form.

    Args:
        files: bytes by name, each name ending as its file would (``oak.xlsx``).
        to: the new ending: ``xlsx``, ``ods``, ``xls`` or ``pdf``.
        folder: an empty folder to work in.
        calculate: whether every formula is calculated afresh, whatever value was stored.

    Returns:
        The new bytes, by the old name.
    """
    return converted_to(files, (to,), folder, calculate)[to]


def converted_to(
    files: Mapping[str, bytes], endings: Sequence[str], folder: Path, calculate: bool = False
) -> dict[str, dict[str, bytes]]:
    """Save files again in several forms, each opened once.

    Args:
        files: bytes by name, each name ending as its file would.
        endings: the new endings.
        folder: an empty folder to work in.
        calculate: whether every formula is calculated afresh, whatever value was stored.

    Returns:
        For each new ending, the new bytes by the old name.
    """
    given, made = folder / "given", folder / "made"
    given.mkdir(parents=True)
    for name, data in files.items():
        (given / name).write_bytes(data)
    paths = [str(given / name) for name in files]
    if jobs.office() is None:
        _without_uno(paths, endings, folder, calculate)
    else:
        _ask({"files": paths, "endings": list(endings), "folder": str(made),
              "calculate": calculate})  # fmt: skip
    return {
        ending: {name: (made / f"{Path(name).stem}.{ending}").read_bytes() for name in files}
        for ending in endings
    }


RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def _without_uno(
    paths: Sequence[str], endings: Sequence[str], folder: Path, calculate: bool
) -> None:
    """The slow way, a LibreOffice for each ending, where no Python can talk to it."""
    if calculate:
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    profile = (folder / "profile").as_uri()
    for ending in endings:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore",
             "--convert-to", ending, "--outdir", str(folder / "made"), *paths],
            check=True, capture_output=True, timeout=SECONDS,
        )  # fmt: skip


@cache
def _running() -> subprocess.Popen[str]:
    found = jobs.office()
    assert found
    # It ends when its input does, however this process comes to its end.
    server = subprocess.Popen(
        [found[1], str(SCRIPT), found[0]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(_end, server)
    return server


def _end(server: subprocess.Popen[str]) -> None:
    assert server.stdin
    server.stdin.close()
    server.wait(60)


def _ask(job: Mapping[str, object]) -> None:
    server = _running()
    assert server.stdin
    assert server.stdout
    clock = threading.Timer(SECONDS, server.kill)
    clock.start()
    try:
        server.stdin.write(json.dumps(job) + "\n")
        server.stdin.flush()
        said = server.stdout.readline().strip()
    finally:
        clock.cancel()
    if said != "done":
        if not said:
            _running.cache_clear()  # it is gone: the next test begins with another
        raise RuntimeError(f"LibreOffice: {said or 'it ended, or was not done in time'}")
