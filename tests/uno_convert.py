"""Saves files in other forms with one LibreOffice, job after job. Run by a Python that has ``uno``.

Each line of its input is a job, ``{"files": […], "endings": ["ods", …], "folder": …,
"calculate": false}``, and is answered with ``done`` or with what went wrong. It ends when its
input does.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

import typist
import uno_office

FILTERS = {**typist.FILTERS, ".xls": "MS Excel 97"}


def convert(desktop: object, source: Path, targets: list[Path], calculate: bool) -> None:
    """Open a file, calculate it afresh where that is asked for, and save it under each name."""
    hidden = (typist.option("Hidden", True),)
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, hidden)
    if document is None:
        raise ValueError(f"could not open {source.name}")
    try:
        if calculate:
            document.calculateAll()
        for target in targets:
            form = typist.option("FilterName", FILTERS[target.suffix])
            document.storeToURL(target.as_uri(), (form,))
    finally:
        document.close(True)


def main(soffice: str) -> None:
    """Do each job as it comes."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        uno_office.office(soffice, Path(profile)) as desktop,
    ):
        for line in sys.stdin:
            job = json.loads(line)
            folder = Path(job["folder"])
            folder.mkdir(exist_ok=True)
            try:
                for source in map(Path, job["files"]):
                    targets = [folder / f"{source.stem}.{one}" for one in job["endings"]]
                    convert(desktop, source, targets, job["calculate"])
                said = "done"
            except Exception as error:
                said = " ".join(f"{type(error).__name__}: {error}".split())
            print(said, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
