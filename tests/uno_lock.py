"""Saves a workbook with a password through LibreOffice. Run by a Python that has ``uno``, as

python uno_lock.py SOURCE PASSWORD PROFILE TARGET...
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

import typist

FILTERS = {".xls": "MS Excel 97", ".ods": "calc8"}


def main(source: str, password: str, profile: str, *targets: str) -> None:
    """Save the source under each target's name, in the form of its ending."""
    with typist.office("soffice", Path(profile)) as desktop:
        hidden = (typist.option("Hidden", True),)
        document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, hidden)
        for target in map(Path, targets):
            saved = (typist.option("FilterName", FILTERS[target.suffix]),
                     typist.option("Password", password))  # fmt: skip
            document.storeToURL(target.as_uri(), saved)
        document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
