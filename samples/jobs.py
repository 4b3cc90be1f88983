"""Our side of the typist: what is to be typed where, and having LibreOffice do it.

``typist.py`` runs in LibreOffice's own Python; this module builds its list of jobs from the
layout of a workbook and runs it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sendsheets import layout, review_layout
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Plan
from sendsheets.model import Statement
from sendsheets.workbook.answers import Answer, Answers

TYPIST = Path(__file__).with_name("typist.py")

Typed = tuple[str, str, Mapping[str, str]]
"""A sheet, a cell, and what is typed there: ``{"text": …}`` or ``{"date": "2026-11-12"}``."""

Step = Mapping[str, object]
"""Something untidy that is done afterwards; the typist's own page lists them."""


class NoOffice(Exception):
    """LibreOffice, or a Python that can talk to it, is not on this machine."""


class TypingFailed(Exception):
    """LibreOffice was there and did not finish; the words say what it said."""


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to open, type into and save under another name."""

    source: str
    target: str
    cells: tuple[Typed, ...] = ()
    steps: tuple[Step, ...] = ()


# --- what is typed where -----------------------------------------------------------------------


def job(
    plan: Plan, answers: Answers, source: Path, target: Path, steps: Sequence[Step] = ()
) -> Job:
    """Plan the typing of a whole return.

    Args:
        plan: what the workbook holds; positions come from its layout.
        answers: what is to be typed. Empty answers leave their cells untouched.
        source: the blank workbook.
        target: the file to save, .xlsx or .ods (or .pdf for its first page).
        steps: untidy things to do after the typing.

    Returns:
        The job, for ``run``.
    """
    cells = (*_cover(plan, answers), *_sections(plan, answers), *_review(plan, answers))
    return Job(str(source), str(target), cells, tuple(steps))


def _cover(plan: Plan, answers: Answers) -> Iterator[Typed]:
    for row, detail in enumerate(plan.details, HEADER_ROW + 1):
        yield from _typed(layout.COVER, f"B{row}", answers.detail(detail.key))


def _sections(plan: Plan, answers: Answers) -> Iterator[Typed]:
    for section in plan.sections:
        for row, statement in enumerate(section.statements, FIRST_ROW):
            values = _values(statement, answers.of(statement.ref))
            for key, value in values.items():
                yield from _typed(section.sheet, cell(plan, key, row), value)


def _values(statement: Statement, answer: Answer) -> dict[str, str | date]:
    second = {"second": answer.second} if len(statement.ratings) > 1 else {}
    return {
        "rating": answer.rating, **second, "evidence": answer.evidence, "action": answer.action,
        "priority": answer.priority, "owner": answer.owner, "due": answer.due,
    }  # fmt: skip


def _review(plan: Plan, answers: Answers) -> Iterator[Typed]:
    if not plan.peer_review:
        return
    columns = review_layout.peer_review_columns(plan.framework)
    for row, statement in enumerate(plan.reviewed, FIRST_ROW):
        answer = answers.of(statement.ref)
        for key in review_layout.TYPED:
            where = f"{_letter(layout.position(columns, key))}{row}"
            yield from _typed(layout.PEER_REVIEW, where, getattr(answer, key))


def cell(plan: Plan, key: str, row: int) -> str:
    """The address, on a section's sheet, of a column (by its key) in a row."""
    columns = layout.section_columns(plan.framework)
    return f"{_letter(layout.position(columns, key))}{row}"


def _letter(column: int) -> str:
    return chr(ord("A") + column - 1)  # no sheet has more than 26 columns


def _typed(sheet: str, where: str, value: str | date) -> Iterator[Typed]:
    if isinstance(value, date):
        yield sheet, where, {"date": value.isoformat()}
    elif value:
        yield sheet, where, {"text": value}


# --- having it typed ---------------------------------------------------------------------------


@cache
def office() -> tuple[str, str] | None:
    """Find LibreOffice: its program, and a Python that can talk to it; None if it is missing."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        return None
    beside = [str(path) for name in ("python", "python.exe")
              if (path := Path(soffice).resolve().with_name(name)).exists()]  # fmt: skip
    for python in (*beside, "/usr/bin/python3", "python3"):
        found = shutil.which(python)
        if found and _speaks_uno(found):
            return soffice, found
    return None


def _speaks_uno(python: str) -> bool:
    asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
    return asked.returncode == 0


def run(jobs: Sequence[Job], seconds: float = 300) -> None:
    """Have every job typed, with one LibreOffice in a profile of its own.

    Args:
        jobs: what to do; an empty list does nothing.
        seconds: the time allowed for all of them together.

    Raises:
        NoOffice: LibreOffice or its Python is missing.
        TypingFailed: a file could not be opened or saved, or the time was up.
    """
    if not jobs:
        return
    found = office()
    if found is None:
        raise NoOffice(
            "LibreOffice is needed for this, with Python's uno module. On Debian or Ubuntu: "
            "apt install libreoffice-calc python3-uno"
        )
    soffice, python = found
    with tempfile.TemporaryDirectory(prefix="typist-", ignore_cleanup_errors=True) as folder:
        todo = Path(folder) / "jobs.json"
        todo.write_text(json.dumps([asdict(one) for one in jobs]), encoding="utf-8")
        _run([python, str(TYPIST), str(todo), str(Path(folder) / "profile")], soffice, seconds)


def _run(command: list[str], soffice: str, seconds: float) -> None:
    # A session of its own, so that nothing LibreOffice started can outlive the typist.
    typing = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "SOFFICE": soffice}, start_new_session=True,
    )  # fmt: skip
    try:
        _, said = typing.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TypingFailed(f"LibreOffice was not done after {seconds:.0f} seconds.") from error
    finally:
        _end(typing)
    if typing.returncode:
        raise TypingFailed(said.strip() or "LibreOffice stopped and did not say why.")


def _end(typing: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        typing.kill()
    else:
        try:
            os.killpg(typing.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    typing.wait()
