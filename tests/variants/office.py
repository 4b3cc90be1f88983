"""Workbooks saved again and edited by LibreOffice, in one run of it for all."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from answers_back import Place, typed
from workbooks import FRAMEWORKS, RAG, completed, rated

from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook

from .base import (
    ACCEPTED,
    FIRST,
    OAK,
    QUERY,
    READ,
    SECOND,
    Files,
    Truth,
    Variant,
    answers,
    column,
    everything,
    filled,
    truth,
    typed_on,
)

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("uno_edits.py")


def lacking() -> str:
    """Why LibreOffice cannot be used here; no text where it can."""
    if shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    if not Path(PYTHON).exists() or subprocess.run(
        [PYTHON, "-c", "import uno"], capture_output=True
    ).returncode:
        return "LibreOffice’s Python bridge (python3-uno) is not installed"
    return ""


@dataclass(frozen=True)
class Edit:
    """One edit: its steps, the endings to save under, and what must come out."""

    name: str
    steps: Sequence[dict[str, Any]] = ()
    endings: tuple[str, ...] = ("xlsx",)
    becomes: str = ACCEPTED
    rest: dict[str, Any] = field(default_factory=dict)


OTHERS = tuple(name for name in FRAMEWORKS if name != RAG.id)
"""The audits besides the RAG, which is the one that is ``filled``."""

FEW = Plan(RAG, Asked((1, 2, 3)))
"""What is edited asks three sections: two that the edits touch, and one that they must leave."""

LAST = 4 + len(FEW.sections[0].statements)
_REFS = tuple(s.ref for s in FEW.sections[0].statements)


@cache
def _few() -> bytes:
    """The workbook to edit: the sheets that people type on, with the answers of ``filled``."""
    return typed_on(FEW, school_workbook(FEW, answers(), made_on=date(2026, 9, 1)))


@cache
def _truth() -> Truth:
    return typed(FEW, answers())


RATING: Place = ("1a", "rating")


def _on(do: str, **rest: Any) -> dict[str, Any]:
    return {"do": do, "sheet": FIRST, **rest}


def _type(cell: str, words: str) -> dict[str, Any]:
    return _on("type", cell=cell, value={"text": words})


def _edit(
    name: str, *steps: dict[str, Any], endings: tuple[str, ...] = ("xlsx",),
    becomes: str = ACCEPTED, **rest: Any,
) -> Edit:
    return Edit(name, steps, endings, becomes, rest)


BOTH = ("xlsx", "ods")

EDITS = (
    _edit("a row inserted", _on("insert_row", row=7), endings=BOTH),
    _edit("a row deleted", _on("delete_row", row=6), endings=BOTH, becomes=QUERY,
          gone=everything("1b"), tells=("rows-missing",)),
    _edit("the headings deleted", _on("delete_row", row=4), becomes=QUERY,
          unread=everything(*_REFS)),
    _edit("a column at the left", _on("insert_column", column="A"), endings=BOTH),
    _edit("a column in the middle, typed in", _on("insert_column", column="D"),
          _type("D4", "Notes"), _type("D6", "ask Jo about this"), becomes=READ,
          strays=("ask Jo about this",)),
    _edit("the evidence deleted", _on("delete_column", column="D"), becomes=QUERY,
          gone=column("evidence"), unread=column("evidence")),
    _edit("the rating moved to the end", _on("move", cells=f"C4:C{LAST}", to="L4"), becomes=READ),
    _edit("sorted by rating", _on("sort", cells=f"A5:H{LAST}", by=2), endings=BOTH, becomes=READ),
    _edit("sorted by statement, downwards", _on("sort", cells=f"A5:H{LAST}", by=1, up=False),
          becomes=READ),
    _edit("rows moved below", _on("move", cells="A5:H7", to="A25"), becomes=READ),
    _edit("a row copied below", _on("copy", cells="A5:H5", to="A25"), becomes=READ,
          tells=("row-repeated",)),
    _edit("a row copied below and changed", _on("copy", cells="A5:H5", to="A25"),
          _type("C25", "Red"), becomes=QUERY, tells=("answers-differ",)),
    _edit("ratings merged, covered ones kept", _on("merge", cells="C5:C7"), endings=BOTH,
          becomes=QUERY, tells=("answer-merged",)),
    _edit("a sheet renamed", _on("rename_sheet", to="Our leadership"), becomes=READ,
          tells=("sheet-renamed",)),
    _edit("a sheet hidden", _on("hide_sheet"), endings=BOTH),
    _edit("a sheet deleted", _on("delete_sheet"), becomes=QUERY, gone=everything(*_REFS),
          tells=("sheet-missing",)),
    _edit("a sheet copied", _on("copy_sheet", to="1 Leadership_2"), becomes=READ,
          tells=("row-repeated",)),
    _edit("a sheet copied and changed", _on("copy_sheet", to="Draft"),
          {"do": "type", "sheet": "Draft", "cell": "C5", "value": {"text": "Red"}},
          becomes=QUERY, tells=("answers-differ",)),
    _edit("sheets in another order", _on("move_sheet", place=9)),
    _edit("two sheets put into one", {"do": "move", "sheet": SECOND, "cells": "A4:H15",
                                      "to_sheet": FIRST, "to": f"A{LAST + 3}"}, becomes=READ),
    _edit("rows and columns hidden", _on("hide_rows", cells="A6:A9"),
          _on("hide_columns", cells="D1:E1"), endings=BOTH),
    _edit("a note on a rating", _on("note", cell="C5", text="Jo thinks Amber"), endings=BOTH,
          becomes=READ, strays=("Jo thinks Amber",)),
    _edit("a rating in words", _type("C5", "partly"), endings=BOTH, becomes=QUERY,
          says={RATING: "partly"}, means={RATING: None}, tells=("rating-unrecognised@C5",)),
    _edit("a rating as a formula", _on("general", cells="C5", value='="Gr"&"een"'), endings=BOTH,
          becomes=READ, means={RATING: "any"}, tells=("answer-formula@C5",)),
    _edit("a rating as a tick", _on("general", cells="C5", value="=TRUE()"), endings=BOTH,
          becomes=QUERY, says={RATING: "TRUE"}, means={RATING: None}),
    _edit("a rating as a number", _on("general", cells="C5", value="3"), becomes=QUERY,
          says={RATING: "3"}, means={RATING: None}),
    _edit("an error in a rating", _on("general", cells="C5", value="=NA()"), endings=BOTH,
          becomes=QUERY, says={RATING: "#N/A"}, means={RATING: None}),
    _edit("a division by zero in the evidence", _on("general", cells="D5", value="=1/0"),
          endings=BOTH, becomes=QUERY, says={("1a", "evidence"): "#DIV/0!"}),
    _edit("a number in the evidence", _on("general", cells="D5", value="12.5"), becomes=READ,
          says={("1a", "evidence"): "12.5"}),
    _edit("a date that a General cell made", _on("general", cells="H5", value="13/2/27"),
          becomes=READ, says={("1a", "due"): date(2027, 2, 13)}),
    _edit("a date typed", _type("H5", "14/02/2027"), endings=BOTH, becomes=READ,
          says={("1a", "due"): date(2027, 2, 14)}),
    _edit("no date at all", _type("H5", "31/4/27"), becomes=QUERY,
          says={("1a", "due"): "31/4/27"}),
    _edit("awkward words typed", _type("D5", "=1+1 and @x"), _type("E5", "1/2"),
          _type("D6", "👩🏽‍🏫 “good”\nnext line"), endings=BOTH, becomes=READ,
          says={("1a", "evidence"): "=1+1 and @x", ("1a", "action"): "1/2",
                ("1b", "evidence"): "👩🏽‍🏫 “good”\nnext line"}),
    _edit("refs filled down", _on("fill_down", cells=f"A5:A{LAST}"), becomes=QUERY,
          unread=everything(*_REFS)),
    _edit("refs cleared", _on("clear", cells=f"A5:A{LAST}"), endings=BOTH, becomes=READ,
          tells=("row-by-words",)),
    _edit("a blank in a far cell", _type("ALL90000", " "), endings=BOTH,
          becomes=f"{READ} or refused"),
    _edit("days from 1904", {"do": "epoch"}, endings=BOTH, becomes=READ, says={
        p: day + timedelta(days=1462) for p, day in _truth().items() if isinstance(day, date)}),
)  # fmt: skip
"""Edits of the RAG workbook that asks a few sections."""


def _jobs(folder: Path) -> list[dict[str, Any]]:
    """All jobs, each with a source of its own: a file that is open elsewhere is locked."""
    sources = {"filled": filled(), **{name: completed(name) for name in OTHERS}}
    planned: list[tuple[str, bytes, tuple[str, ...], Sequence[dict[str, Any]]]] = [
        (f"saved {name}", data, ("xlsx", "ods", "xls"), ()) for name, data in sources.items()]
    planned += [(edit.name, _few(), edit.endings, edit.steps) for edit in EDITS]
    jobs = []
    for number, (name, data, endings, steps) in enumerate(planned):
        source = folder / f"source {number}.xlsx"
        source.write_bytes(data)
        targets = [str(folder / f"{name}.{ending}") for ending in endings]
        jobs.append({"source": str(source), "targets": targets, "steps": list(steps)})
    return jobs


RUNS = 2
"""LibreOffices at once, each with a profile of its own: one for each of two cores."""


def _start(folder: Path, jobs: list[dict[str, Any]]) -> subprocess.Popen[bytes]:
    folder.mkdir()
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    command = [PYTHON, str(SCRIPT), str(folder / "jobs.json"), str(folder / "profile")]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@cache
def saved() -> dict[str, bytes]:
    """Every file that LibreOffice saved, by name; made once."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        files = folder / "files"
        files.mkdir()
        jobs = _jobs(files)
        running = [_start(folder / str(n), jobs[n::RUNS]) for n in range(RUNS)]
        for run in running:
            said = run.communicate(timeout=500)[0]
            assert run.returncode == 0, said.decode(errors="replace")[-2000:]
        errors = [path.read_text(encoding="utf-8") for path in files.glob("*.error")]
        assert not errors, errors
        return {path.name: path.read_bytes() for path in files.iterdir()}


def _file(name: str) -> Files:
    return {f"oak.{name.rpartition('.')[2]}": saved()[name]}


def variants() -> Iterator[Variant]:
    """Every variant of the family; none where LibreOffice is missing."""
    for name in ("filled", *OTHERS):
        for ending in ("xlsx", "ods", "xls"):
            known = truth() if name == "filled" else typed(
                Plan(FRAMEWORKS[name], Asked()), Answers(OAK, rated(FRAMEWORKS[name])))
            file = f"saved {name}.{ending}"
            old = {"becomes": QUERY, "tells": ("file-old-excel",)} if ending == "xls" else {}
            yield Variant("office", file, _maker(file), truth=known, **old)  # type: ignore[arg-type]
    for edit in EDITS:
        for ending in edit.endings:
            yield Variant("office", f"{edit.name} ({ending})", _maker(f"{edit.name}.{ending}"),
                          edit.becomes, truth=_truth(), **edit.rest)  # fmt: skip


def _maker(name: str) -> Any:
    return lambda: _file(name)
