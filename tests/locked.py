"""Workbooks locked with a password, as Excel and LibreOffice lock them."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from pathlib import Path

from msoffcrypto.method.ecma376_agile import ECMA376Agile

PASSWORD = "Teign£é 7"

EXCELS, FEW = 100_000, 1_000
"""How often a password is stirred: by Excel, a quarter of a second for each try; and by a test
that is not about opening but about what becomes of a file that is locked or was."""


@cache
def locked(data: bytes, password: str = PASSWORD, stirred: int = EXCELS) -> bytes:
    """An .xlsx locked as Excel does it (Agile Encryption)."""
    made: bytes = ECMA376Agile.encrypt(password, io.BytesIO(data), spin_count=stirred)
    return made


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
