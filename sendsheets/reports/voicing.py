"""Several voices of one school in words and cells."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets.analysis.voices import Heard, View
from sendsheets.model import FEWEST_VOICES, Scale
from sendsheets.reports.wording import listing


def heard_words(heard: Sequence[Heard]) -> str:
    """Who was heard, in a sentence; groups too small to be shown are said to be so."""
    shown = [each.who for each in heard if each.shown]
    hidden = [each.who for each in heard if not each.shown]
    said = f"{listing(shown)}." if shown else ""
    if hidden:
        said += f" {listing(hidden)}: fewer than {FEWEST_VOICES}, so not shown."
    return said.strip()


def view_words(view: View, scale: Scale) -> str:
    """A view as its cell says it: the level, and for a group how its ratings lie."""
    if view.n == 1:
        return view.typical.label
    spread = [f"{view.levels[level.key]} {level.label}" for level in scale.levels
              if view.levels.get(level.key)]  # fmt: skip
    return f"{view.typical.label} (of {view.n}: {', '.join(spread)})"
