"""The letters and numbers that Word puts before the points of a list, which stand in no text."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from sendsheets.frameworks.draft.refs import letters

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the points of the lists of one document, in the order in which they are asked for."""

    def __init__(self, part: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if part is None:
            return
        lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        for each in part.findall(qn("w:abstractNum")):
            lists[_said(each, "w:abstractNumId")] = {
                int(_said(level, "w:ilvl") or 0): _level(level)
                for level in each.findall(qn("w:lvl")) if _said(level, "w:ilvl").isdigit()
            }  # fmt: skip
        for each in part.findall(qn("w:num")):
            link = each.find(qn("w:abstractNumId"))
            own = lists.get(_said(link, "w:val"), {}) if link is not None else {}
            for level, what in own.items():
                self._levels[_said(each, "w:numId"), level] = what

    def is_list(self, number: str) -> bool:
        """Whether a list of this number is declared; 0 takes a paragraph out of its list."""
        return number not in ("", "0")

    def label(self, number: str, level: int) -> str:
        """What Word shows before the next point of a list: "a." or "2.1"; empty for a bullet."""
        form, pattern, start = self._levels.get((number, level), ("bullet", "", 1))
        counts = self._counts.setdefault(number, {})
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        counts[level] = counts.get(level, start - 1) + 1
        if form in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            kind, _, first = self._levels.get((number, at), ("decimal", "", 1))
            return _written(counts.get(at, first), kind)

        return re.sub(r"%(\d)", shown, pattern).strip()[:12]


def _level(level: Any) -> tuple[str, str, int]:
    def value(name: str) -> str:
        found = level.find(qn(name))
        return _said(found, "w:val") if found is not None else ""

    start = value("w:start")
    return value("w:numFmt") or "decimal", value("w:lvlText"), int(start) if start.isdigit() else 1


def _said(element: Any, name: str) -> str:
    return element.get(qn(name)) or ""


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < number < 703:
        return letters(number).upper() if form == "upperLetter" else letters(number)
    if form in ("lowerRoman", "upperRoman") and 0 < number < 40:
        text, rest = "", number
        for value, sign in _ROMAN:
            while rest >= value:
                text, rest = text + sign, rest - value
        return text.upper() if form == "upperRoman" else text
    return str(number)
