"""How fast the stages are and what memory they take, each beside a floor of the same run.

    python tests/benchmarks/run.py            everything: some ten minutes on two cores
    python tests/benchmarks/run.py --quick    fewer files: about two minutes

Not a test: nothing here passes or fails. Every stage and every floor runs in a fresh process, in
turns; the table has the median CPU time (for several processes the time on the clock), its ratio
to the floor's, and the most memory. 1.0 is the floor.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a stage and the floor it is held against, by name and arguments.

    ``each`` divides the ratio where stage and floor do unlike amounts; ``clock`` says that time
    is taken from the clock, not from the processor; ``rounds`` how often both are run.
    """

    title: str
    stage: tuple[str, ...]
    floor: tuple[str, ...]
    each: float = 1
    clock: bool = False
    rounds: int = 5


def rows(few: int, many: int, most: int, nation: int) -> Iterator[tuple[str, list[Row]]]:
    """The table, in groups. ``few`` to ``most`` are numbers of files, ``nation`` of schools."""
    f, m, x, n = str(few), str(many), str(most), str(nation)
    yield "Sending out", [
        Row("draw one workbook / bare xlsxwriter, same cells", ("draw", "20"), ("draw_bare", "20")),
        Row(f"stamp {m} workbooks / draw as many (a tenth, times ten)", ("stamp", m),
            ("draw", str(many // 10)), 10, rounds=1),
    ]  # fmt: skip
    yield "Reading", [
        Row(f"check {f} returns / bare python-calamine", ("check", f, "1"), ("read_bare", f)),
        Row(f"check {f} returns / the same, every sheet", ("check", f, "1"), ("read_every", f)),
        Row(f"check {f}, two processes / bare, one", ("check", f, "2"), ("read_bare", f),
            clock=True),
        Row(f"check {m} returns / bare python-calamine", ("check", m, "1"), ("read_bare", m),
            rounds=3),
        Row(f"check {m}, two processes / one", ("check", m, "2"), ("check", m, "1"), clock=True,
            rounds=3),
        Row(f"openpyxl reading {f} / bare python-calamine", ("read_openpyxl", f), ("read_bare", f),
            rounds=1),
    ]  # fmt: skip
    yield "Consolidating", [
        Row(f"consolidate {m} / bare reading and bare writing", ("consolidate", m),
            ("consolidate_bare", m), rounds=3),
        Row(f"consolidate {m} / the same, every sheet", ("consolidate", m),
            ("consolidate_every", m), rounds=3),
        Row(f"consolidate {m} / the same, every sheet, by the clock", ("consolidate", m),
            ("consolidate_every", m), clock=True, rounds=3),
        Row(f"consolidate {x} / consolidate {m}, a return", ("consolidate", x),
            ("consolidate", m), most / many, rounds=1),
        Row(f"analyse {n} tidy returns / {m}, a return", ("analyse", n), ("analyse", m),
            nation / many, rounds=1),
        Row(f"reply to {m} schools / bare python-calamine reading them", ("reply", m),
            ("read_bare", m), rounds=1),
    ]  # fmt: skip
    yield "Starting", [
        Row("sendsheets --help / python -c pass", ("help",), ("nothing",), rounds=7),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer files")
    parser.add_argument("--only", default="", help="only the groups whose name begins so")
    asked = parser.parse_args()
    sizes = (100, 200, 600, 2_000) if asked.quick else (200, 850, 3_000, 24_000)
    with tempfile.TemporaryDirectory() as folder:
        for group, listed in rows(*sizes):
            if not group.casefold().startswith(asked.only.casefold()):
                continue
            print(f"\n{group}\n{'ratio':>7} {'stage':>9} {'floor':>9} {'memory':>9}")
            for row in listed:
                measured(row, folder)


def measured(row: Row, folder: str) -> None:
    """Run one row and print it."""
    for stage in (row.stage, row.floor):
        command(folder, *stage, "--prepare")
    key = "clock" if row.clock else "cpu"
    pairs = [(once(row.stage, folder), once(row.floor, folder)) for _ in range(row.rounds)]
    ratio = statistics.median(a[key] / b[key] for a, b in pairs) / row.each
    took = statistics.median(a[key] for a, _ in pairs)
    bare = statistics.median(b[key] for _, b in pairs)
    peak = max(a["peak"] for a, _ in pairs)
    print(f"{ratio:7.3g} {took:7.2f} s {bare:7.2f} s {peak:5.0f} MiB  {row.title}", flush=True)


def once(stage: tuple[str, ...], folder: str) -> dict[str, float]:
    """Run a stage in a fresh process: seconds of processor and clock, and MiB at the most."""
    found: dict[str, float] = json.loads(command(folder, *stage).splitlines()[-1])
    return found


def command(folder: str, *stage: str) -> str:
    """What a stage printed."""
    line = [sys.executable, str(HERE / "stages.py"), folder, *stage]
    # Compiled once, as what pip has installed is, wherever this is run.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False, env=kept)
    if done.returncode:
        sys.exit(f"{' '.join(stage)} failed:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
