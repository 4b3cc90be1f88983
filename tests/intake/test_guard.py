"""A process of its own: what it gives back, what ends it, and that none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from sendsheets.intake import guard as guard_module
from sendsheets.intake.guard import Costly, Died, Guard, NoWorker, Raised

MEGABYTE = 1024 * 1024
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
on_posix = pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")


def forever(_=None):
    while True:
        pass


def shouts(words):
    print(words)
    os.write(1, b"more words")
    return len(words)


def refuses(words):
    raise ValueError(words)


def falls():
    os.kill(os.getpid(), signal.SIGSEGV)


def goes_deep(n=0):
    return goes_deep(n + 1)


def imported():
    return sorted(name for name in sys.modules if "." not in name)


@pytest.fixture
def guard():
    with Guard() as guard:
        yield guard


def test_the_result_comes_back_and_the_worker_is_kept(guard):
    first = guard.run(os.getpid)

    assert first != os.getpid()
    assert guard.run(len, b"abc") == 3
    assert guard.run(os.getpid) == first


def test_large_things_go_both_ways(guard):
    assert guard.run(bytes, b"x" * 30 * MEGABYTE) == b"x" * 30 * MEGABYTE


def test_what_is_printed_is_no_answer(guard):
    assert guard.run(shouts, "pupil names") == len("pupil names")
    assert guard.run(len, b"abc") == 3


def test_what_takes_too_long_is_given_up_and_the_next_call_works(guard):
    began = time.monotonic()

    assert guard.run(forever, seconds=0.5) == Costly("0.5 seconds")
    assert time.monotonic() - began < 5
    assert guard.run(len, b"abc") == 3


def test_sleeping_in_a_call_of_the_system_counts_as_well(guard):
    assert isinstance(guard.run(time.sleep, 60, seconds=0.5), Costly)


@on_linux
def test_what_takes_too_much_memory_is_given_up_and_the_next_call_works(guard):
    assert guard.run(bytes, 600 * MEGABYTE) == Costly("500 MB of memory")
    assert guard.run(bytes, 20 * MEGABYTE, memory=10 * MEGABYTE) == Costly("10 MB of memory")
    assert guard.run(len, b"abc") == 3


@on_posix
def test_an_abort_is_told_and_the_next_call_works(guard):
    assert guard.run(os.abort) == Costly("500 MB of memory")
    assert guard.run(falls) == Died("signal 11")
    assert guard.run(os._exit, 3) == Died("exit code 3")
    assert guard.run(len, b"abc") == 3


def test_an_exception_is_told_by_its_kind_alone(guard):
    assert guard.run(refuses, "pupil names") == Raised("ValueError")
    assert guard.run(goes_deep) == Raised("RecursionError")
    assert guard.run(sys.exit, 1) == Raised("SystemExit")


def test_nothing_heavy_is_imported_in_the_worker(guard):
    assert not {"pandas", "numpy", "openpyxl", "xlsxwriter"} & set(guard.run(imported))


def test_a_machine_that_starts_no_processes_is_told(monkeypatch):
    monkeypatch.setattr(guard_module.sys, "executable", "/nowhere/python")

    with Guard() as guard:
        assert guard.run(len, b"abc") == NoWorker()
        assert not guard.works()


def gone(pid):
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@on_posix
def test_nothing_is_left_at_the_end():
    with Guard() as guard:
        pid = guard.run(os.getpid)

    assert gone(pid)


PROGRAM = """
    import os, sys, time
    sys.path[:] = {path!r}
    from sendsheets.intake.guard import Guard
    from intake.test_guard import forever
    guard = Guard()
    print(guard.run(os.getpid), flush=True)
    {rest}
"""


def program(rest):
    """A script without ``if __name__ == "__main__"``, as people write them."""
    path = [str(Path(__file__).parents[1]), *sys.path]
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM).format(path=path, rest=rest)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@on_posix
@pytest.mark.parametrize(
    ("rest", "end"),
    [("", None), ("os._exit(1)", None), ("guard.run(forever)", signal.SIGKILL),
     ("guard.run(forever)", signal.SIGINT), ("time.sleep(60)", signal.SIGTERM)],
    ids=["it comes to its end", "it exits at once", "it is killed in the midst of a call",
         "Ctrl-C in the midst of a call", "it is ended between calls"],
)  # fmt: skip
def test_no_worker_outlives_its_program(rest, end):
    with program(rest) as caller:
        pid = int(caller.stdout.readline())
        if end:
            time.sleep(0.2)
            caller.send_signal(end)
        caller.wait(20)

        assert gone(pid)
