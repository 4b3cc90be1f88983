"""Workbooks locked with a password, as Excel and LibreOffice lock them."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

PASSWORD = "Teign£é 7"


@cache
def locked(data: bytes, password: str = PASSWORD) -> bytes:
    """An .xlsx locked as Excel does it (Agile Encryption)."""
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, made)
    return made.getvalue()


def locked_by_libreoffice(data: bytes, folder: Path, *endings: str) -> list[bytes]:
    """A workbook saved with the password in these forms (".xls", ".ods")."""
    (folder / "profile").mkdir(parents=True)
    (folder / "given.xlsx").write_bytes(data)
    targets = [folder / f"made{ending}" for ending in endings]
    script = Path(__file__).parent / "uno_lock.py"
    subprocess.run(
        ["/usr/bin/python3", str(script), str(folder / "given.xlsx"), PASSWORD,
         str(folder / "profile"), *map(str, targets)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return [target.read_bytes() for target in targets]
