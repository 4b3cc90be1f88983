"""Pass files through LibreOffice, as a school would that opens and saves them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def converted(files: Mapping[str, bytes], to: str, folder: Path) -> dict[str, bytes]:
    """Save files again in another form, all in one run, with a profile of its own.

    Args:
        files: bytes by name, each name ending as its file would (``oak.xlsx``).
        to: the new ending, ``xlsx`` or ``ods``.
        folder: an empty folder to work in.

    Returns:
        The new bytes, by the old name.
    """
    given, made = folder / "given", folder / "made"
    given.mkdir(parents=True)
    for name, data in files.items():
        (given / name).write_bytes(data)
    paths = [str(given / name) for name in files]
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore",
         "--convert-to", to, "--outdir", str(made), *paths],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: (made / f"{Path(name).stem}.{to}").read_bytes() for name in files}
