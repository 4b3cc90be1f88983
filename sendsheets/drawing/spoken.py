"""Sheets whose words are said in another way: wherever a text of ours meets the workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

Say = Callable[[str], str]

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and the value it has at this moment (workbook.md 5)."""

    formula: str
    value: str | int | float


_NAMED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|(?<![\w'\"])[A-Za-z_]\w*(?=!)")
"""In a formula: a text, a sheet in quotes, a sheet without."""

_TITLE, _MESSAGE = 32, 255
"""Excel's limits for the title and the words of a message beside a cell."""


def in_formula(say: Say, formula: str) -> str:
    """A formula with its texts and the names of sheets said in another way."""

    def one(found: re.Match[str]) -> str:
        text = found[0]
        quote = text[0] if text[0] in "\"'" else ""
        inner = text[1:-1].replace(quote * 2, quote) if quote else text
        said = say(inner)
        if not quote:
            return text if said == inner else "'" + said.replace("'", "''") + "'"
        return quote + said.replace(quote, quote * 2) + quote

    return _NAMED.sub(one, formula)


class SpokenSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose lists, messages and colour rules are said in another way."""

    say: Say

    def data_validation(self, *where: Any) -> Any:
        """Add a list or a message, in other words and within Excel's limits."""
        *place, options = where
        return super().data_validation(*place, self._said(options))

    def conditional_format(self, *where: Any) -> Any:
        """Add a colour rule whose formula looks for the other words."""
        *place, options = where
        made = dict(options)
        for key in ("criteria", "value"):
            if isinstance(made.get(key), str):
                made[key] = in_formula(self.say, made[key])
        return super().conditional_format(*place, made)

    def _said(self, options: Mapping[str, Any]) -> dict[str, Any]:
        made = dict(options)
        for key, most in (("error_title", _TITLE), ("input_title", _TITLE),
                          ("error_message", _MESSAGE), ("input_message", _MESSAGE)):  # fmt: skip
            if key in made:
                said = self.say(made[key])
                made[key] = said if len(said) <= most else said[: most - 1] + "…"
        if isinstance(made.get("source"), list):
            made["source"] = [self.say(choice) for choice in made["source"]]
        return made


class Voice:
    """How a workbook says what is ours: as it stands, or in other words."""

    def __init__(self, say: Say | None) -> None:
        self.say = say

    def said(self, text: str) -> str:
        """A text as this workbook says it."""
        return self.say(text) if self.say else text

    def in_words(self, value: Value | Live) -> Value | Live:
        """What a cell holds, as this workbook says it."""
        if self.say and isinstance(value, Live):
            shown = self.say(value.value) if isinstance(value.value, str) else value.value
            return Live(self.referring(value.formula), shown)
        return self.said(value) if isinstance(value, str) else value

    def referring(self, formula: str) -> str:
        """A formula with its texts and the names of sheets as this workbook says them."""
        return in_formula(self.say, formula) if self.say else formula

    def sheet_of(self, book: Any, name: str) -> Worksheet:
        """A new sheet of an xlsxwriter workbook."""
        if self.say is None:
            return book.add_worksheet(name)
        sheet = book.add_worksheet(self.say(name), SpokenSheet)
        sheet.say = self.say
        return sheet
