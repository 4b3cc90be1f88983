"""Tidy tables beside a workbook over many schools, and where all of it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sendsheets.cli.screen import number, say, stop, write
from sendsheets.model import Problem, Severity

if TYPE_CHECKING:
    from sendsheets.reports.authority import Connect


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be written, and where."""

    folder: Path
    force: bool
    as_at: date
    parquet: bool = False
    connect: Connect | None = None
    earlier: tuple[Path, ...] = ()
    """Workbooks whose choices are carried over, which may stand where one is to be written."""


def parquet_or_stop() -> None:
    """End the command where Parquet files are wanted and cannot be written here."""
    from sendsheets.reports.tidy import parquet_is_there

    if not parquet_is_there():
        stop([Problem("parquet-missing", Severity.ERROR)])


def write_tables(
    tables: Mapping[str, Any], stem: str, what: Written
) -> list[Problem]:
    """Write tidy tables (frames by name) and what their columns mean, as CSV and as Parquet."""
    from sendsheets.reports.columns import columns
    from sendsheets.reports.tidy import csv_bytes, parquet_bytes

    failed: list[Problem] = []
    forms = [("csv", csv_bytes), *([("parquet", parquet_bytes)] if what.parquet else [])]
    every = {**tables, "columns": columns(tables)}
    for form, content in forms:
        place = what.folder / f"{stem}-{form}"
        stopped = [problem for table, frame in every.items() for problem in write(
            place / f"{table}.{form}", content(frame), what.force, "")]  # fmt: skip
        if not stopped:
            files = number(len(tables), f"{_FORMS[form]} file")
            say(f"Wrote {place}  (the same as {files}; columns.{form} says what each column means)")
        failed += stopped
    _say_left_over(what, stem, {form for form, _ in forms}, set(every))
    return failed


def _say_left_over(what: Written, stem: str, forms: set[str], tables: set[str]) -> None:
    """Name what an earlier run left beside the new tables, for it does not fit them any more."""
    for form, words in _FORMS.items():
        place = what.folder / f"{stem}-{form}"
        older = sorted(path.name for path in place.glob(f"*.{form}")
                       if form not in forms or path.stem not in tables)  # fmt: skip
        if older and form not in forms:
            say(f"Please note: the {words} files in {place} are of an earlier run and were not "
                f"written this time. Delete that folder, or give --{form} to write them anew.")
        elif older:
            say(f"Please note: of an earlier run, and not written this time, in {place}: "
                f"{', '.join(older)}. Delete what you do not need.")  # fmt: skip


_FORMS = {"csv": "CSV", "parquet": "Parquet"}
