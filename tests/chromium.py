"""Pages printed by Chromium, one browser for all of them: each costs it less than starting does.

It is spoken to as its developer tools do, in lines of JSON that end with a zero byte, over the
two pipes of ``--remote-debugging-pipe``.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 300


def browser() -> str | None:
    """The browser to print with; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def printed(pages: Iterable[Path], folder: Path) -> list[bytes]:
    """Print pages as ``--print-to-pdf`` would: with backgrounds, on the paper their CSS names.

    Args:
        pages: files of HTML.
        folder: a folder for the browser's settings.

    Returns:
        A PDF of each, in order.
    """
    program = browser()
    assert program
    (to_it, ours), (theirs, from_it) = os.pipe(), os.pipe()
    running = subprocess.Popen(
        [sys.executable, "-c", _BEGIN, str(to_it), str(from_it), program,
         "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
         "--disable-background-networking", f"--user-data-dir={folder}",
         "--remote-debugging-pipe"],
        pass_fds=(to_it, from_it), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(to_it)
    os.close(from_it)
    clock = threading.Timer(SECONDS, running.kill)
    clock.start()
    try:
        with open(ours, "wb", buffering=0) as say, open(theirs, "rb") as hear:
            talk = _Talk(say, hear)
            target = talk.ask("Target.createTarget", url="about:blank")["targetId"]
            session = talk.ask("Target.attachToTarget", targetId=target, flatten=True)
            talk.session = session["sessionId"]
            # The empty page that it begins with has loaded before its events are told of.
            talk.ask("Page.enable")
            made = [_print(talk, page) for page in pages]
            talk.session = ""
            talk.ask("Browser.close")
            return made
    finally:
        clock.cancel()
        running.kill()
        running.wait()


def page_counts(htmls: Mapping[str, str], folder: Path) -> dict[str, int]:
    """How many pages each text of HTML has when it is printed; skips where nothing can print.

    Args:
        htmls: the texts by name.
        folder: an empty folder to work in.
    """
    if not browser():
        pytest.skip(f"no browser to print with: looked for {', '.join(NAMES)}")
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo (poppler-utils) is not installed: pages cannot be counted")
    paths = [folder / f"{name.replace(' ', '-')}.html" for name in htmls]
    for path, html in zip(paths, htmls.values(), strict=True):
        path.write_text(html, encoding="utf-8")
    pdfs = printed(paths, folder / "profile")
    return {name: _pages(path.with_suffix(".pdf"), pdf)
            for name, path, pdf in zip(htmls, paths, pdfs, strict=True)}  # fmt: skip


def _pages(path: Path, pdf: bytes) -> int:
    path.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True)
    found = re.search(r"Pages:\s+(\d+)", told.stdout)
    assert found
    return int(found[1])


# The browser listens at 3 and answers at 4, whatever numbers the pipes have here.
_BEGIN = """
import fcntl, os, sys
for wanted, here in enumerate([fcntl.fcntl(int(n), fcntl.F_DUPFD, 10) for n in sys.argv[1:3]], 3):
    os.dup2(here, wanted)
os.execv(sys.argv[3], sys.argv[3:])
"""


class _Talk:
    """Questions and their answers, with what happens in between."""

    def __init__(self, say: Any, hear: Any) -> None:
        self._say, self._hear = say, hear
        self._asked = 0
        self._happened: list[str] = []
        self.session = ""

    def ask(self, method: str, **params: object) -> Mapping[str, Any]:
        self._asked += 1
        said = {"id": self._asked, "method": method, "params": params}
        said |= {"sessionId": self.session} if self.session else {}
        self._say.write(json.dumps(said).encode() + b"\0")
        while (answer := json.loads(self._next())).get("id") != self._asked:
            self._happened.append(answer.get("method", ""))
        assert "result" in answer, (method, answer)
        return answer["result"]

    def wait(self, event: str) -> None:
        """Wait until something has happened since this was last asked."""
        while event not in self._happened:
            self._happened.append(json.loads(self._next()).get("method", ""))
        self._happened.clear()

    def _next(self) -> bytes:
        heard = bytearray()
        while (byte := self._hear.peek(1)):
            end = byte.find(b"\0")
            heard += self._hear.read(len(byte) if end < 0 else end)
            if end >= 0:
                self._hear.read(1)
                return bytes(heard)
        raise EOFError("the browser ended")


def _print(talk: _Talk, page: Path) -> bytes:
    shown = talk.ask("Page.navigate", url=page.as_uri())
    assert "errorText" not in shown, shown
    talk.wait("Page.loadEventFired")
    pdf = talk.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
    return base64.b64decode(pdf["data"])
