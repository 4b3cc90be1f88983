"""What LibreOffice makes of the workbooks: the same values, rows that fit, whole pages.

One run of LibreOffice opens them all; ``uno_measure.py`` does it with Debian's own Python.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from sendsheets import layout

from .parts import read
from .specimens import FRAMEWORKS, LEVEL_COUNTS, Specimen

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).parents[1] / "uno_measure.py"


def _has_uno() -> bool:
    if not (shutil.which("soffice") and Path(PYTHON).exists()):
        return False
    return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(
    not _has_uno(), reason="LibreOffice with its Python bridge (python3-uno) is not installed")

SHOWN = (
    *(Specimen(name, state) for name in FRAMEWORKS for state in ("blank", "filled")),
    *(Specimen(f"levels-{n}", "filled") for n in LEVEL_COUNTS),
    Specimen("senco-cpd-audit", "filled", (9, 10)),
    Specimen("send-rag-audit", "carried-filled"),
)
each = pytest.mark.parametrize("specimen", SHOWN, ids=str)
whole = pytest.mark.parametrize("specimen", SHOWN[:10], ids=str)

SLACK = 0.6
"""Points that a row may want beyond its stored height (workbook.md 17)."""


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """What LibreOffice found, by specimen; the folder holds a PDF of each."""
    folder = tmp_path_factory.mktemp("office")
    for specimen in SHOWN:
        (folder / f"{specimen}.xlsx").write_bytes(specimen.package())
    (folder / "edit.xlsx").write_bytes(Specimen("send-rag-audit").package())
    subprocess.run([PYTHON, str(SCRIPT), str(folder)], check=True, timeout=300)
    return folder, json.loads((folder / "measured.json").read_text())


def same(ours: str | float | None, theirs: str | float) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) < 1e-9
    return ours == theirs


@each
def test_every_formula_has_the_value_that_libreoffice_calculates(specimen, office):
    found = office[1][str(specimen)]
    assert found["errors"] == []
    compared, different = 0, []
    for sheet in read(specimen).sheets.values():
        values = found["sheets"][sheet.name]["values"]
        for (row, column), cell in sheet.cells.items():
            if cell.formula:
                compared += 1
                theirs = values[row - 1][column - 1]
                if not same(cell.value, theirs):
                    different.append((sheet.name, row, column, cell.value, theirs, cell.formula))
    assert different == []
    assert compared >= 15 * len(specimen.plan.statements)


@each
def test_every_row_is_as_high_as_its_text_needs(specimen, office):
    found = office[1][str(specimen)]["sheets"]
    low = []
    for sheet in read(specimen).sheets.values():
        for row, needed in enumerate(found[sheet.name]["needed"], 1):
            if row in sheet.heights and needed > sheet.heights[row] + SLACK:
                low.append((sheet.name, row, sheet.heights[row], needed))
    assert low == []


def test_a_row_grows_when_seven_lines_are_typed(office):
    edit = office[1]["edit"]
    assert edit["before"] == pytest.approx(48, abs=0.5)
    assert edit["grown"] >= 7 * 12


def test_inserting_deleting_and_overtyping_give_no_errors(office):
    edit = office[1]["edit"]
    assert edit["errors"] == []
    assert edit["rating"] == "green"
    assert edit["texts"].count("Statement removed") == 2
    assert edit["texts"][1] == "Overtyped"


@pytest.fixture(scope="session")
def pages(office):
    """The words of each printed page but for its footer, with the sheet it belongs to."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    found = {}
    for specimen in SHOWN:
        path = office[0] / f"{specimen}.pdf"
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True,
                              capture_output=True).stdout.decode()  # fmt: skip
        found[str(specimen)] = [_page(text_of) for text_of in text.split("\f")[:-1]]
    return found


def _page(text: str) -> tuple[str, str]:
    *body, footer = [line for line in text.splitlines() if line.strip()]
    sheet = re.fullmatch(r"\s*\S+\.xlsx\s{2,}(.+?)\s{2,}Page \d+ of \d+\s*", footer)
    assert sheet, footer
    return sheet[1], "\n".join(body)


@each
def test_the_cover_and_the_summary_print_on_one_page_each(specimen, pages):
    count = Counter(sheet for sheet, _ in pages[str(specimen)])
    assert set(count) == set(specimen.plan.sheets)
    assert (count[layout.COVER], count[layout.SUMMARY]) == (1, 1)


@each
def test_no_page_is_blank_but_the_last_of_the_action_plan(specimen, pages):
    for number, (sheet, body) in enumerate(pages[str(specimen)], 1):
        words = len(body.split())
        if sheet in (layout.ACTION_PLAN, layout.STRENGTHS):
            assert words >= 5, f"page {number} of {sheet}"
        else:
            assert words >= 10, f"page {number} of {sheet}"


@whole
def test_every_statement_is_printed_whole(specimen, pages):
    """The words of a statement stand together in the columns of its sheet."""
    sheets = {section.sheet for section in specimen.plan.sections}
    bodies = [body for sheet, body in pages[str(specimen)] if sheet in sheets]
    printed = Counter(word for body in bodies for word in body.replace("-", " ").split())
    texts = [s.text.replace("-", " ") for s in specimen.plan.statements]
    wanted = Counter(word for text in texts for word in text.split())
    assert wanted - printed == Counter()
