"""Drafts of earlier runs: set aside, so that nobody sends them with those of this one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sendsheets.cli.screen import number, say
from sendsheets.save import Record

OLD = "old"
"""The folder, in that of the drafts, for those that are not to be sent any more."""


def set_older_aside(folder: Path, stems: Collection[str], begins: str = "") -> None:
    """Move the drafts of earlier runs into the folder ``old`` beside them, and say how many.

    Only what we wrote and nobody has changed since is moved; other drafts are named.

    Args:
        folder: where the drafts are.
        stems: the names of this run's, without ``.eml``.
        begins: how the names begin of the drafts that are meant.
    """
    if not folder.is_dir():
        return
    older = sorted(path for path in folder.glob(f"{begins}*.eml") if path.stem not in stems)
    moved, left = 0, []
    with Record() as record:
        for draft in older:
            if not record.set_aside(draft, folder / OLD):
                left.append(draft.name)
                continue
            moved += 1
            text = draft.with_suffix(".txt")
            if text.exists():
                record.set_aside(text, folder / OLD)
    if moved:
        were = "was" if moved == 1 else "were"
        say(f"{number(moved, 'draft')} of an earlier run {were} moved to {folder / OLD}: not to be "
            "sent any more.")  # fmt: skip
    if left:
        are = "is" if len(left) == 1 else "are"
        say(f"{number(len(left), 'email')} in {folder} {are} not of this run, and not ours or "
            f"changed since, so left there: {', '.join(left[:10])}"
            f"{f' and {len(left) - 10} more' if len(left) > 10 else ''}.")  # fmt: skip
