"""The stages that ``run.py`` measures, each with its floor: one a process.

    python tests/benchmarks/stages.py FOLDER STAGE [NUMBER] [PROCESSES] [--prepare]

Prints what it cost as JSON. What it works on (invented returns) is made first and kept in FOLDER:
``--prepare`` does only that, so that it costs nothing in the figures.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

TODAY = date(2026, 12, 1)
ID = "send-rag-audit"
DRAWN = 100
"""So many returns are drawn; further ones are these with another school's name and URN."""

Work = Callable[[], object]


def season(folder: Path, count: int) -> Path:
    """A folder of ordinary returns, no two of one school, three quarters or all answered."""
    place = folder / f"season-{count}"
    if place.exists():
        return place
    from sendsheets.frameworks.load import load_all
    from sendsheets.layout import Plan
    from sendsheets.model import Asked
    from sendsheets.workbook.answers import Answer, Answers
    from sendsheets.workbook.write import school_workbook

    audit = load_all()[ID]
    drawn: list[bytes] = []
    place.mkdir()
    for number in range(count):
        if number < DRAWN:
            chance = random.Random(number)
            asked = audit.statements[: len(audit.statements) * chance.choice((3, 4)) // 4]
            answers = {s.ref: Answer(
                rating=chance.choice([level.label for level in s.main.scale.levels]),
                evidence=chance.choice(("", "Minutes of the spring meeting, and lesson visits.")),
                action=chance.choice(("", "", "Book a twilight session on adaptive teaching.")),
                owner=chance.choice(("", "SENCO")),
            ) for s in asked}  # fmt: skip
            details = {"school_name": name(number), "urn": urn(number), "role": "SENCO",
                       "phase": ("Primary", "Secondary", "Special")[number % 3],
                       "completed_on": TODAY}  # fmt: skip
            drawn.append(school_workbook(Plan(audit, Asked()), Answers(details, answers),
                                         made_on=TODAY))  # fmt: skip
            data = drawn[-1]
        else:
            data = renamed(drawn[number % DRAWN], number % DRAWN, number)
        (place / f"{number:05}.xlsx").write_bytes(data)
    return place


def name(number: int) -> str:
    """An invented school, its number in five digits."""
    return f"Invented School {number:05}"


def urn(number: int) -> str:
    """Its URN."""
    return str(100_000 + number)


def renamed(package: bytes, old: int, new: int) -> bytes:
    """The same workbook of another school."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for info in given.infolist():
            data = given.read(info).replace(name(old).encode(), name(new).encode())
            other.writestr(info, data.replace(urn(old).encode(), urn(new).encode()),
                           zipfile.ZIP_DEFLATED)  # fmt: skip
    return made.getvalue()


# --- sending out -----------------------------------------------------------------------------


def draw(folder: Path, count: int) -> Work:
    """Draw so many blank workbooks afresh."""
    from sendsheets.frameworks.load import load_all
    from sendsheets.layout import Plan
    from sendsheets.model import Asked
    from sendsheets.workbook.answers import Answers
    from sendsheets.workbook.write import school_workbook

    plan = Plan(load_all()[ID], Asked())
    return lambda: [
        len(school_workbook(plan, Answers({"school_name": name(n), "urn": urn(n)}), made_on=TODAY))
        for n in range(count)
    ]  # fmt: skip


def draw_bare(folder: Path, count: int) -> Work:
    """The same cells with xlsxwriter and nothing else: no formats, rules or formulas."""
    cells = cells_of(one_workbook())
    return lambda: [bare_writing(cells) for _ in range(count)]


def stamp(folder: Path, count: int) -> Work:
    """Stamp so many workbooks, the first drawing included."""
    from sendsheets.frameworks.load import load_all
    from sendsheets.layout import Plan
    from sendsheets.model import Asked
    from sendsheets.workbook.stamp import Stamp

    plan = Plan(load_all()[ID], Asked())

    def work() -> None:
        made = Stamp(plan, TODAY)
        for n in range(count):
            made.workbook({"school_name": name(n), "urn": urn(n)})

    return work


def one_workbook() -> bytes:
    """A blank one."""
    from sendsheets.frameworks.load import load_all
    from sendsheets.layout import Plan
    from sendsheets.model import Asked
    from sendsheets.workbook.write import school_workbook

    return school_workbook(Plan(load_all()[ID], Asked()), made_on=TODAY)


Cells = dict[str, list[tuple[int, int, object]]]


def cells_of(package: bytes) -> Cells:
    """Every value of a workbook by sheet."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(package), data_only=True)
    return {
        sheet.title: [(cell.row - 1, cell.column - 1, cell.value)
                      for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for sheet in book
    }  # fmt: skip


def bare_writing(cells: Cells) -> None:
    """Write cells with xlsxwriter: no formats, rules or formulas."""
    import xlsxwriter

    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for title, values in cells.items():
        sheet = book.add_worksheet(title)
        for row, column, value in values:
            if isinstance(value, (int, float)):
                sheet.write_number(row, column, value)
            else:
                sheet.write_string(row, column, str(value))
    book.close()


# --- reading ---------------------------------------------------------------------------------


def read_bare(folder: Path, count: int) -> Work:
    """Read the sheets that people type in with python-calamine and nothing else."""
    from python_calamine import CalamineWorkbook

    place, needed = season(folder, count), typed_sheets()

    def work() -> None:
        for path in sorted(place.glob("*.xlsx")):
            book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
            for title in book.sheet_names:
                if title in needed:
                    book.get_sheet_by_name(title).to_python(skip_empty_area=False)

    return work


def read_every(folder: Path, count: int) -> Work:
    """The same with every sheet: what ``check`` looks at, since people type anywhere."""
    from python_calamine import CalamineWorkbook

    place = season(folder, count)

    def work() -> None:
        for path in sorted(place.glob("*.xlsx")):
            book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
            for title in book.sheet_names:
                book.get_sheet_by_name(title).to_python(skip_empty_area=False)

    return work


def read_openpyxl(folder: Path, count: int) -> Work:
    """The same with openpyxl, read-only."""
    import openpyxl

    place, needed = season(folder, count), typed_sheets()

    def work() -> None:
        for path in sorted(place.glob("*.xlsx")):
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            for title in book.sheetnames:
                if title in needed:
                    for _ in book[title].iter_rows(values_only=True):
                        pass
            book.close()

    return work


def typed_sheets() -> set[str]:
    """The Cover and the sheets of the sections."""
    from sendsheets.frameworks.load import load_all

    return {"Cover", *(section.sheet for section in load_all()[ID].sections)}


def check(folder: Path, count: int, workers: int) -> Work:
    """From files on disk to a settled batch: read, match and judge."""
    from sendsheets.frameworks.load import load_all
    from sendsheets.intake.sources import gather
    from sendsheets.returns.batch import gather_batch

    place, frameworks = season(folder, count), load_all()

    def work() -> None:
        batch = gather_batch(gather([place])[0], frameworks, workers=workers)
        assert len(batch.returns) == count

    return work


# --- consolidating ---------------------------------------------------------------------------


def run(*arguments: str) -> None:
    """A command of ours, in this process, silent."""
    from sendsheets.cli import cli

    with (
        contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        cli.main(list(arguments), standalone_mode=False)


def consolidate(folder: Path, count: int) -> Work:
    """The whole command: read, settle, analyse, draw, write."""
    place, out = season(folder, count), folder / f"out-{count}"
    return lambda: run("consolidate", str(place), "-o", str(out), "--as-at", "2026-12-01")


def consolidate_bare(folder: Path, count: int) -> Work:
    """Bare reading of the returns, and bare writing of the cells that ``consolidate`` wrote."""
    return _bare(folder, count, read_bare)


def consolidate_every(folder: Path, count: int) -> Work:
    """The same with every sheet read, as ``consolidate`` looks at every one."""
    return _bare(folder, count, read_every)


def _bare(folder: Path, count: int, read: Callable[[Path, int], Work]) -> Work:
    kept = folder / f"cells-{count}.json"
    if not kept.exists():
        run("consolidate", str(season(folder, count)), "-o", str(folder / f"out-{count}"),
            "--as-at", "2026-12-01")  # fmt: skip
        written = folder / f"out-{count}" / f"consolidated-{ID}.xlsx"
        kept.write_text(json.dumps(cells_of(written.read_bytes()), default=str))
    reading = read(folder, count)

    def work() -> None:
        reading()
        bare_writing(json.loads(kept.read_text()))

    return work


def analyse(folder: Path, count: int) -> Work:
    """The picture, the themes and who could talk to whom, from tidy synthetic returns."""
    import numpy
    import pandas

    from sendsheets.analysis import network, partners, summary, tables
    from sendsheets.frameworks.load import load_all
    from sendsheets.intake.sources import gather
    from sendsheets.returns.batch import gather_batch

    frameworks = load_all()
    audit = frameworks[ID]
    batch = gather_batch(gather([season(folder, DRAWN)])[0], frameworks)
    some = tables.responses(batch.returns, frameworks)
    heads = tables.schools(batch.returns, frameworks)
    times = -(-count // DRAWN)

    def repeated(frame: pandas.DataFrame) -> pandas.DataFrame:
        whole = pandas.concat([frame] * times, ignore_index=True)
        number = whole["return_no"] + numpy.repeat(numpy.arange(times), len(frame)) * DRAWN
        whole["return_no"] = number
        whole["school"] = ("Invented School " + number.astype("str")).astype("str")
        whole["urn"] = (100_000 + number).astype("str")
        return whole[whole["return_no"] <= count].reset_index(drop=True)

    responses, schools = repeated(some), repeated(heads)
    schools["key"] = schools["urn"]

    def work() -> None:
        summary.distribution(responses, audit, summary.BY_STATEMENT)
        network.picture(responses, audit, schools)
        partners.partners(responses, schools, by="theme")

    return work


def reply(folder: Path, count: int) -> Work:
    """The whole command ``reply``."""
    place, out = season(folder, count), folder / f"replies-{count}"
    return lambda: run("reply", str(place), "-o", str(out), "--as-at", "2026-12-01")


# --- starting --------------------------------------------------------------------------------


def help(folder: Path) -> Work:
    """The first thing that anybody asks."""
    return lambda: subprocess.run([sys.executable, "-m", "sendsheets", "--help"],
                                  capture_output=True, check=True)  # fmt: skip


def nothing(folder: Path) -> Work:
    """Python itself."""
    return lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)


STAGES: dict[str, Callable[..., Work]] = {stage.__name__: stage for stage in (
    draw, draw_bare, stamp, read_bare, read_every, read_openpyxl, check, consolidate,
    consolidate_bare, consolidate_every, analyse, reply, help, nothing,
)}  # fmt: skip


def cpu() -> float:
    """Seconds of processor used by this process and those it started."""
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(
        resource.RUSAGE_CHILDREN)  # fmt: skip
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def main() -> None:
    """Make what is needed, do the work, print what it cost."""
    folder, stage, *numbers = [each for each in sys.argv[1:] if each != "--prepare"]
    work = STAGES[stage](Path(folder), *map(int, numbers))
    if "--prepare" in sys.argv:
        return
    before, began = cpu(), time.perf_counter()
    work()
    used, took = cpu() - before, time.perf_counter() - began
    peak = max(resource.getrusage(who).ru_maxrss
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # fmt: skip
    print(json.dumps({"cpu": used, "clock": took, "peak": peak / 1024}))


if __name__ == "__main__":
    main()
