"""What sendsheets wrote itself, among the files that were handed in."""

from __future__ import annotations

from sendsheets.cli.screen import say
from sendsheets.model import Batch, Reading


def is_ours(reading: Reading) -> bool:
    """Whether a file is a report of ours, or a workbook as we wrote it to be sent out."""
    return any(p.code in ("file-own-output", "file-as-sent") for p in reading.problems)


def say_if_only_ours(batch: Batch) -> bool:
    """Ask whether it is the right folder, where nothing in it can be a return; whether it is so."""
    only = bool(batch.readings) and all(map(is_ours, batch.readings))
    if only:
        say("Is this the right folder? It holds only what sendsheets wrote, and no return.")
    return only
