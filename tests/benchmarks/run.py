"""How fast the stages are, each as a ratio to a floor measured in the same run.

    python tests/benchmarks/run.py

Not a test: nothing here passes or fails. CPU time, median of interleaved rounds; 1.0 is the floor.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from sendsheets.analysis.tables import responses
from sendsheets.frameworks.load import load_all
from sendsheets.layout import Plan
from sendsheets.model import Asked, Batch
from sendsheets.reports.authority import consolidated_workbook
from sendsheets.returns.read import read_return
from sendsheets.workbook.write import school_workbook

ROUNDS = 7
FRAMEWORKS = load_all()
AUDIT = FRAMEWORKS["send-rag-audit"]
PLAN = Plan(AUDIT, Asked())
TODAY = date(2026, 12, 1)
RETURNS = sorted((Path(__file__).parents[2] / "samples" / "returns" / AUDIT.id).glob("*.xlsx"))


def ratio(stage: Callable[[], object], floor: Callable[[], object]) -> float:
    """The median of stage over floor, round by round."""
    found = []
    for _ in range(ROUNDS):
        times = []
        for work in (stage, floor):
            began = time.process_time()
            work()
            times.append(time.process_time() - began)
        found.append(times[0] / times[1])
    return statistics.median(found)


def bare_reading(files: list[bytes]) -> None:
    """Read the sheets that people type in with python-calamine and nothing else."""
    needed = {"Cover", *(section.sheet for section in AUDIT.sections)}
    for data in files:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            if name in needed:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def bare_writing(cells: dict[str, list[tuple[int, int, object]]]) -> None:
    """Write the same cells with xlsxwriter and nothing else: no formats, rules or formulas."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for name, values in cells.items():
        sheet = book.add_worksheet(name)
        for row, column, value in values:
            if isinstance(value, (int, float)):
                sheet.write_number(row, column, value)
            else:
                sheet.write_string(row, column, str(value))
    book.close()


def cells_of(package: bytes) -> dict[str, list[tuple[int, int, object]]]:
    """Every value of a workbook by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(package), data_only=True)
    return {
        sheet.title: [(cell.row - 1, cell.column - 1, cell.value)
                      for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for sheet in book
    }  # fmt: skip


def main() -> None:
    """Print a row a stage."""
    files = [path.read_bytes() for path in RETURNS]
    readings = [read_return(path.name, data, FRAMEWORKS)
                for path, data in zip(RETURNS, files, strict=True)]  # fmt: skip
    batch = Batch(tuple(readings))
    drawn = cells_of(school_workbook(PLAN, made_on=TODAY))
    written = cells_of(consolidated_workbook(AUDIT, batch, TODAY))
    rows = (
        ("read and judge a return / bare python-calamine",
         lambda: [read_return("a", data, FRAMEWORKS) for data in files],
         lambda: bare_reading(files)),
        ("draw a school workbook / bare xlsxwriter, same cells",
         lambda: school_workbook(PLAN, made_on=TODAY), lambda: bare_writing(drawn)),
        ("consolidated workbook / bare xlsxwriter, same cells",
         lambda: consolidated_workbook(AUDIT, batch, TODAY), lambda: bare_writing(written)),
        ("tidy table of the returns / bare python-calamine reading them",
         lambda: responses(batch.returns, FRAMEWORKS), lambda: bare_reading(files)),
    )  # fmt: skip
    print(f"{len(files)} returns of {AUDIT.id}, {ROUNDS} rounds, CPU time")
    for name, stage, floor in rows:
        print(f"{ratio(stage, floor):6.1f}  {name}")


if __name__ == "__main__":
    main()
