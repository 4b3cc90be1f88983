"""A function is run in a process of its own, with a clock and a bound on memory.

A reading library may end the process on a hostile file, or never come to an end. Here it costs
one worker process, which is started again for the next file, and never the batch.

The worker is an interpreter of ours rather than one of multiprocessing, whose workers run the
calling script once more and on some systems keep a further process beside them.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, TypeVar

SECONDS = 9.0
MEMORY = 500 * 1024 * 1024
RESULT_LIMIT = 110 * 1024 * 1024
"""A clock for one file, so that with its process's beginning and end it costs ten seconds at the
most; bytes of memory for one file; bytes that may come back."""

_START_SECONDS = 60.0
_SIZE = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Costly:
    """It took more than it may: ``limit`` says of what ("9 seconds", "500 MB of memory")."""

    limit: str


@dataclass(frozen=True, slots=True)
class Died:
    """The worker ended without an answer: ``reason`` says by what ("signal 11")."""

    reason: str


@dataclass(frozen=True, slots=True)
class Raised:
    """The function raised something. Its words may hold a school's: only its kind is told."""

    kind: str


@dataclass(frozen=True, slots=True)
class NoWorker:
    """No process could be started on this machine."""


Failure = Costly | Died | Raised | NoWorker
"""What ``Guard.run`` may give instead of a result."""


class Guard:
    """One worker process, started when it is first needed and again after each time it ended.

    Use it as a context manager: at the end the worker is gone.
    """

    def __init__(self) -> None:
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def run(
        self, function: Callable[..., T], *args: object, seconds: float = SECONDS,
        memory: int = MEMORY,
    ) -> T | Failure:
        """Call a function in the worker.

        Args:
            function: a function of a module, which the worker imports.
            args: its arguments; they and the result are pickled.
            seconds: how long it may take, by the clock on the wall.
            memory: bytes that the worker may hold, where the system can bound them (Linux);
                elsewhere only what was counted beforehand and the clock bound it.

        Returns:
            What the function returns, or why there is no result.
        """
        try:
            if self._worker is None or self._worker.poll() is not None:
                self._worker = _start()
            answer, timed_out = self._ask(pickle.dumps((function, args, memory), 5), seconds)
        except OSError:
            self.close()
            return NoWorker()
        except BaseException:
            self.close()
            raise
        if answer is not None:
            result: T | Failure = pickle.loads(answer)
            if timed_out or isinstance(result, Costly):
                self.close()  # after a MemoryError nobody knows what is left of the worker
            return result
        code = self._worker.wait() if self._worker else 0
        self.close()
        return _why(code, timed_out, seconds, memory)

    def works(self) -> bool:
        """Whether a worker can be started on this machine."""
        return not isinstance(self.run(bool), NoWorker)

    def _ask(self, message: bytes, seconds: float) -> tuple[bytes | None, bool]:
        """The worker's answer, or None; and whether it was ended by the clock."""
        worker, rung = self._worker, threading.Event()
        assert worker
        assert worker.stdin
        assert worker.stdout

        def ring() -> None:
            rung.set()
            worker.kill()

        clock = threading.Timer(seconds, ring)
        clock.daemon = True
        clock.start()
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(worker.stdin, message)
            answer = _receive(worker.stdout)
        finally:
            clock.cancel()
        if answer is None and not rung.is_set():
            with suppress(subprocess.TimeoutExpired):
                worker.wait(1)
            worker.kill()
        return answer, rung.is_set()

    def close(self) -> None:
        """End the worker, if there is one."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        for stream in (worker.stdin, worker.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        worker.wait()


def _why(code: int, timed_out: bool, seconds: float, memory: int) -> Failure:
    if timed_out:
        return Costly(f"{seconds:g} seconds")
    # A library in Rust aborts where it can get no memory; -9 is how Linux ends what takes all.
    if code in (-6, -9):
        return Costly(f"{memory // 1_048_576} MB of memory")
    return Died(f"signal {-code}" if code < 0 else f"exit code {code}")


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(_SIZE, "little"))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the other side is gone or says nonsense."""
    size = int.from_bytes(stream.read(_SIZE), "little")
    message = stream.read(size) if 0 < size <= RESULT_LIMIT * 2 else b""
    return message if message and len(message) == size else None


_BEGIN = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from sendsheets.intake.guard import serve; serve()"
)


def _start() -> subprocess.Popen[bytes]:
    """Start a worker and wait until it has said that it is there."""
    import json

    paths = json.dumps([os.path.abspath(path) for path in sys.path])
    worker = subprocess.Popen(
        [sys.executable, "-I", "-c", _BEGIN, paths], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    clock = threading.Timer(_START_SECONDS, worker.kill)
    clock.start()
    try:
        assert worker.stdout
        if worker.stdout.read(1) != b"\n":
            raise OSError("the worker did not start")
    except BaseException:
        worker.kill()
        worker.wait()
        raise
    finally:
        clock.cancel()
    return worker


# --- in the worker ---------------------------------------------------------------------------


def serve() -> None:
    """Answer call after call until the other side is gone. Runs in the worker only."""
    import signal

    # Ctrl-C is the caller's to answer; it ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    calls: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(calls,), daemon=True).start()
    answers.write(b"\n")
    answers.flush()
    while True:
        _send(answers, _answer(calls.get()))


def _listen(calls: queue.SimpleQueue[bytes]) -> None:
    """Hand calls on. The worker ends with its caller, even in the midst of a call."""
    while True:
        call = _receive(sys.stdin.buffer)
        if call is None:
            os._exit(0)
        calls.put(call)
        del call  # it may be large


def _answer(call: bytes) -> bytes:
    memory = MEMORY
    try:
        function, args, memory = pickle.loads(call)
        del call
        _bound(memory)
        made = pickle.dumps(function(*args), 5)
        if len(made) > RESULT_LIMIT:
            made = pickle.dumps(Costly(f"{RESULT_LIMIT // 1_048_576} MB of results"))
    except (MemoryError, SystemError):  # what is written in C does not always say what it lacked
        return pickle.dumps(Costly(f"{memory // 1_048_576} MB of memory"))
    except BaseException as error:
        return pickle.dumps(Raised(type(error).__name__))
    return made


_first: list[int] = []


def _bound(memory: int) -> None:
    """Bound the memory of this process, where the system can and tells what it holds now."""
    try:
        import resource

        if not _first:
            with open("/proc/self/statm", "rb") as told:
                mapped, held = (int(n) * resource.getpagesize() for n in told.read().split()[:2])
            # What is mapped and not held (code, stacks) is more than what is held: only what
            # comes on top of it counts.
            _first.append(mapped - held)
        limit: Any = _first[0] + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        return
