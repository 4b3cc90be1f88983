"""Make the README's two pictures by rendering a sample return and the consolidated workbook.

    python samples/picture.py

Needs sendsheets installed, LibreOffice (``soffice``) and poppler (``pdftoppm``).
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from click.testing import CliRunner
from make import RETURNS

from sendsheets.cli import cli

HERE = Path(__file__).parent
AUDIT = "send-rag-audit"


def main() -> None:
    """Render both pictures beside this file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        CliRunner().invoke(cli, ["consolidate", str(RETURNS / AUDIT), "-o", name,
                                 "--as-at", "2026-12-01"])  # fmt: skip
        school = RETURNS / AUDIT / "quillbrook-primary-school.xlsx"
        _picture(school, "Section 1:", HERE / "picture-section.png", (46, 60, 1310, 760))
        _picture(folder / f"consolidated-{AUDIT}.xlsx", "Heat map:", HERE / "picture-heat-map.png",
                 (46, 60, 1890, 560))  # fmt: skip


def _picture(
    workbook: Path, title: str, target: Path, crop: tuple[int, int, int, int]
) -> None:
    """Render the page that has this title, cropped (left, top, width, height in pixels)."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{name}/profile",
             "--convert-to", "pdf", "--outdir", name, str(workbook)],
            check=True, capture_output=True,
        )  # fmt: skip
        pdf = Path(name) / f"{workbook.stem}.pdf"
        text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True,
                              text=True).stdout  # fmt: skip
        where = dict(zip(("-x", "-y", "-W", "-H"), map(str, crop), strict=True))
        page = next(n for n, words in enumerate(text.split("\f"), 1) if title in words)
        subprocess.run(
            ["pdftoppm", "-r", "120", "-f", str(page), "-l", str(page), "-singlefile", "-png",
             *(part for pair in where.items() for part in pair),
             str(pdf), str(target.with_suffix(""))],
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
