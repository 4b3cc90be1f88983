"""Ratings that are printed at the end of each statement: ``Help is given. Yes / Partly / No``."""

from __future__ import annotations

import re
from collections import Counter

from sendsheets.frameworks.draft.blocks import words
from sendsheets.frameworks.draft.parts import Outline, Scaled
from sendsheets.frameworks.draft.scales import scale_in

_END = re.compile(
    r"^(.*\S)\s*[(\[]?((?:[☐□]\s*)?[A-Z0-9][\w’' ]{0,22}"
    r"(?:\s*(?:/|\||[☐□])\s*[A-Za-z0-9][\w’' ]{0,22}){1,5}\s*[☐□]?)[)\]]?$", re.DOTALL)


def take_off(outline: Outline) -> None:
    """Take printed ratings off the ends of statements, where most of them end with the same."""
    items = [item for item in outline.items if not item.rated]
    cut: dict[int, tuple[str, str]] = {}
    for n, item in enumerate(items):
        found = _END.match(item.text)
        # The greedy beginning leaves the shortest ending; a longer one may be a whole scale.
        for start in _starts(item.text) if found else ():
            if scale_in(item.text[start:]):
                cut[n] = item.text[:start].rstrip(" ([☐□"), item.text[start:]
                break
    if not cut:
        return
    ending, times = Counter(words(end) for _, end in cut.values()).most_common(1)[0]
    if times < 2 or times * 2 < len(items):
        return
    scale = None
    for n, (text, end) in cut.items():
        if words(end) == ending and text:
            items[n].text = text
            items[n].rated = True
            scale = scale or scale_in(end, "the ends of the statements")
    if scale:
        place = items[min(cut)].place
        outline.scales.append(Scaled(scale, place, statements=times))


def _starts(text: str) -> list[int]:
    """Where an ending may begin: at each word of the last eighty characters, the first first."""
    return [found.start() for found in re.finditer(r"(?<=[\s(\[])[\w☐□]", text)
            if found.start() >= len(text) - 80]  # fmt: skip
