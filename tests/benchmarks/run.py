"""How fast the stages are, each as a ratio to a floor measured in the same run.

    python tests/benchmarks/run.py

Not a test: nothing here passes or fails. CPU time, median of interleaved rounds; 1.0 is the floor.
"""

from __future__ import annotations

import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from sendsheets.analysis.tables import responses
from sendsheets.frameworks.load import load_all
from sendsheets.intake.sources import gather
from sendsheets.layout import Plan
from sendsheets.model import Asked, Batch
from sendsheets.reports.authority import consolidated_workbook
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
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


def season(count: int) -> list[bytes]:
    """As many ordinary returns, no two of one school, three quarters or all of each answered."""
    made = []
    for number in range(count):
        chance = random.Random(number)
        asked = AUDIT.statements[: len(AUDIT.statements) * chance.choice((3, 4)) // 4]
        answers = {s.ref: Answer(
            rating=chance.choice([level.label for level in s.main.scale.levels]),
            evidence=chance.choice(("", "Minutes of the spring meeting, and lesson visits.")),
            action=chance.choice(("", "", "Book a twilight session on adaptive teaching.")),
            owner=chance.choice(("", "SENCO")),
        ) for s in asked}  # fmt: skip
        details = {"school_name": f"Invented School {number}", "urn": str(100_000 + number),
                   "role": "SENCO", "completed_on": TODAY}  # fmt: skip
        made.append(school_workbook(PLAN, Answers(details, answers), made_on=TODAY))
    return made


def seconds(work: Callable[[], object]) -> float:
    """How long something takes, by the clock on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def check_many(count: int) -> None:
    """Print how long the whole of ``check`` takes over many files, in one and in two processes.

    From files on disk to a settled batch. The floor is python-calamine reading the same sheets of
    the same files in one process.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(season(count)):
            Path(folder, f"{number:04}.xlsx").write_bytes(data)
        files = sorted(Path(folder).glob("*.xlsx"))

        def check(workers: int) -> None:
            batch = gather_batch(gather([folder])[0], FRAMEWORKS, workers=workers)
            assert len(batch.returns) == count

        def floor() -> None:
            bare_reading([path.read_bytes() for path in files])

        floor()
        rounds = [(seconds(floor), seconds(lambda: check(1)), seconds(lambda: check(2)))
                  for _ in range(5)]  # fmt: skip
    bare, one, two = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"check {count} returns, wall time: bare python-calamine {bare:.2f} s, "
          f"one process {one:.2f} s ({statistics.median(r[1] / r[0] for r in rounds):.1f}), "
          f"two {two:.2f} s ({statistics.median(r[2] / r[0] for r in rounds):.1f})")


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
    check_many(200)


if __name__ == "__main__":
    main()
