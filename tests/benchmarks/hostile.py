"""What the worst files cost: time, and the peak memory of this process and of its guarded one.

    python tests/benchmarks/hostile.py [WORD]

Not a test: nothing here passes or fails. Each file is read in a fresh process, as a batch of one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2])]

ONE = """
import sys, json, time, resource
sys.path[:] = {path!r}
from functools import partial
from pathlib import Path
from sendsheets.frameworks.load import load_all
from sendsheets.intake.sources import gather
from sendsheets.returns.batch import gather_batch
import python_calamine
frameworks = load_all()
sources, _ = gather([Path({file!r})])
began = time.perf_counter()
batch = gather_batch(sources, frameworks)
seconds = time.perf_counter() - began
# What getrusage says of this process begins with what its parent held.
here = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
peaks = [int(here[0].split()[1]) / 1024,
         resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]
[reading] = batch.readings
codes = sorted({{p.code for p in reading.problems}})
print(json.dumps([seconds, *peaks, str(reading.disposition), codes]))
"""


def measure(data: bytes) -> tuple[float, float, float, str, list[str]]:
    """Seconds, peak MiB here and in the guarded process, the disposition, the codes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.xlsx"
        file.write_bytes(data)
        program = ONE.format(path=sys.path, file=str(file))
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                             timeout=120, env={**os.environ, "PYTHONHASHSEED": "0"})  # fmt: skip
    if run.returncode:
        return 0.0, 0.0, 0.0, f"DIED {run.returncode}", [run.stderr[-200:]]
    seconds, here, child, disposition, codes = json.loads(run.stdout)
    return seconds, here, child, disposition, codes


def main(word: str = "") -> None:
    """Print a row a file, and the worst of each column."""
    from hostile import HOSTILE

    rows = []
    print(f"{'seconds':>8} {'here MiB':>9} {'guard MiB':>9}  outcome")
    for name, (make, _) in HOSTILE.items():
        if word in name:
            row = measure(make())
            rows.append(row)
            print(f"{row[0]:8.2f} {row[1]:9.0f} {row[2]:9.0f}  {row[3]} {', '.join(row[4][:3])}"
                  f"  ({name})", flush=True)  # fmt: skip
    worst = [max(row[n] for row in rows) for n in range(3)]
    print(f"{worst[0]:8.2f} {worst[1]:9.0f} {worst[2]:9.0f}  the worst of each")


if __name__ == "__main__":
    main(*sys.argv[1:])
