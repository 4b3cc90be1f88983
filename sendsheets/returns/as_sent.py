"""Workbooks as we wrote them to be sent out are no returns, whatever folder is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sendsheets.intake.sources import Source, recorded
from sendsheets.model import Completeness, Disposition, Problem, Reading, Severity


def left_out_as_sent(readings: Sequence[Reading], sources: Sequence[Source]) -> list[Reading]:
    """The readings, with blank workbooks that nobody has saved since we wrote them refused.

    A school that sends the blank form back has opened it, or it came without the record that
    we keep beside what we write. What lies there as we wrote it came from nobody: to count it
    would have every school told that its workbook arrived empty. A file that was named itself
    is what somebody wants to see, and stays.

    Args:
        readings: what was read.
        sources: where each reading came from, in the same order.
    """
    records: dict[Path, dict[str, str]] = {}
    kept = []
    for reading, source in zip(readings, sources, strict=True):
        blank = reading.result and reading.result.completeness is Completeness.NOTHING
        if blank and not source.named:
            folder = source.path.parent
            if folder not in records:
                records[folder] = recorded(folder)
            if records[folder].get(source.path.name) == reading.sha256:
                told = Problem("file-as-sent", Severity.INFORMATION, file=reading.file)
                reading = Reading(reading.file, reading.sha256, Disposition.REFUSED, None, (told,))
        kept.append(reading)
    return kept
