"""The columns that every table of counts has: levels, what is not rated, shares, averages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from sendsheets import theme
from sendsheets.analysis.summary import NOT_ASKED_CODE, level_column
from sendsheets.drawing import rules, styles
from sendsheets.drawing.book import Live, Page, area, letter
from sendsheets.drawing.styles import Style, style
from sendsheets.model import NOT_APPLICABLE, NOT_APPLICABLE_CODE, Scale
from sendsheets.reports.authority.facts import MISSING_CODE, strengths_heading
from sendsheets.reports.listing import Cell, Field, Styled

Row = Mapping[str, Any]
"""One row of ``summary.distribution``, by column."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Which columns a table of counts has, and where they stand.

    ``first`` is the number of the first of them; ``extra`` are those of ``missing`` and
    ``not_asked`` that occur; ``total`` is shown if asked for; ``share`` names the share of ratings
    that ``flag`` counts. ``bare`` ones have nothing of what is not rated.
    """

    scale: Scale
    first: int
    means: bool
    extra: tuple[str, ...] = ()
    total: bool = False
    share: str = ""
    flag: str = "strength"
    bare: bool = False

    @property
    def keys(self) -> list[str]:
        """The columns in order, by what they hold."""
        if self.bare:
            return [*(level_column(level.key) for level in self.scale.levels), "rated", "share",
                    *(["mean", "spread"] if self.means else [])]  # fmt: skip
        return [
            *(level_column(level.key) for level in self.scale.levels),
            *(["not_applicable"] if self.scale.not_applicable else []),
            "blank", "unrecognised", *self.extra,
            *(["total"] if self.total else []), "rated", "share",
            *(["mean", "spread"] if self.means else []),
        ]  # fmt: skip

    def column(self, key: str) -> int:
        """The number of a column."""
        return self.first + self.keys.index(key)

    def fields(self) -> list[Field]:
        """Their headings, widths and looks."""
        words: dict[str, tuple[str, float]] = {
            "not_applicable": (NOT_APPLICABLE, 13), "blank": ("Not yet rated", 9),
            "unrecognised": ("To check", 9), "missing": ("Row missing", 9),
            "not_asked": ("Not asked", 9), "total": ("Total", 8),
            "rated": ("Ratings", 9), "mean": ("Average", 10), "spread": ("Spread", 9),
            "share": (self.share or strengths_heading(self.scale), 12),
        }  # fmt: skip
        looks: dict[str, Style] = {
            "share": styles.SHARE, "mean": styles.MEAN, "spread": styles.MEAN,
        }  # fmt: skip
        made = [
            Field(level.label, 9 if len(level.label) < 8 else 12, styles.NUMBER,
                  styles.level_header(self.scale, level.key))
            for level in self.scale.levels
        ]  # fmt: skip
        for key in self.keys[len(made):]:
            made.append(Field(*words[key], looks.get(key, styles.NUMBER), styles.HEADER_CENTRE))
        return made

    def counted(self, row: int, where: str, found: Row) -> list[Live]:
        """Formulas that count codes in an area of the Heat map, with their values now.

        Args:
            row: the row they stand in.
            where: the area, with its sheet.
            found: the same counts from ``summary.distribution``.
        """
        formulas = {
            level_column(level.key): f'=COUNTIF({where},"{level.code}")'
            for level in self.scale.levels
        }
        formulas["not_applicable"] = f'=COUNTIF({where},"{NOT_APPLICABLE_CODE}")'
        formulas["blank"] = f"=ROWS({where})*COLUMNS({where})-COUNTA({where})"
        known = [self._cell("not_applicable", row)] if self.scale.not_applicable else []
        known += [self._cell(key, row) for key in self.extra]
        sums = ",".join([self._levels(row), *known])
        # Whatever is left is to check: a question mark, or what somebody typed since.
        formulas["unrecognised"] = f"=COUNTA({where})-SUM({sums})"
        formulas["not_asked"] = f'=COUNTIF({where},"{NOT_ASKED_CODE}")'
        formulas["missing"] = f'=COUNTIF({where},"{MISSING_CODE}")'
        values = {key: int(found.get(key, 0)) for key in self._whole}
        return self._cells(row, formulas, values, found)

    def summed(self, row: int, first: int, last: int, found: Row) -> list[Live]:
        """Formulas that add the rows above up."""
        formulas = {
            key: f"=SUM({letter(self.column(key))}${first}:{letter(self.column(key))}${last})"
            for key in self._whole
        }
        values = {key: int(found.get(key, 0)) for key in self._whole}
        return self._cells(row, formulas, values, found)

    def plain(self, found: Row) -> list[Cell]:
        """The same counts as plain values, for what does not stand on the Heat map."""
        values: dict[str, Cell] = {key: int(found.get(key, 0)) for key in self.keys
                                   if key not in ("share", "mean", "spread")}  # fmt: skip
        share = found[f"{self.flag}_share"]
        values["share"] = Styled("–", styles.SHARE) if isnan(share) else float(share)
        if self.means:
            values |= {key: number(found[key]) for key in ("mean", "spread")}
        return [values[key] for key in self.keys]

    @property
    def _whole(self) -> list[str]:
        return [key for key in self.keys if key not in ("rated", "share", "mean", "spread")]

    def _cell(self, key: str, row: int) -> str:
        return f"${letter(self.column(key))}{row}"

    def _levels(self, row: int) -> str:
        keys = [level_column(level.key) for level in self.scale.levels]
        return f"{self._cell(keys[0], row)}:{self._cell(keys[-1], row)}"

    def _cells(
        self, row: int, formulas: dict[str, str], values: dict[str, int], found: Row
    ) -> list[Live]:
        rated = self._cell("rated", row)
        good = [self._cell(level_column(x.key), row) for x in self.scale.levels if x.strength]
        ranked = [(self.scale.rank(x.key), self._cell(level_column(x.key), row))
                  for x in self.scale.levels]  # fmt: skip
        once = "+".join(f"{rank}*{cell}" for rank, cell in ranked)
        twice = "+".join(f"{rank * rank}*{cell}" for rank, cell in ranked)
        parts = [self._levels(row), self._cell("blank", row), self._cell("unrecognised", row)]
        parts += [self._cell("not_applicable", row)] if self.scale.not_applicable else []
        parts += [self._cell("missing", row)] if "missing" in self.extra else []
        formulas["total"] = f"=SUM({','.join(parts)})"
        formulas["rated"] = f"=SUM({self._levels(row)})"
        formulas["share"] = f'=IF({rated}=0,"",({"+".join(good) or "0"})/{rated})'
        made: list[Live] = []
        for key in self.keys:
            if key == "mean":
                formulas[key] = f'=IF({rated}=0,"",({once})/{rated})'
            elif key == "spread":
                mean = self._cell("mean", row)
                formulas[key] = f'=IF({rated}=0,"",(({twice})/{rated}-{mean}^2)^0.5)'
            value: int | float | str
            if key in values:
                value = values[key]
            elif key == "rated":
                value = int(found["rated"])
            else:
                value = number(found["strength_share" if key == "share" else key])
            made.append(Live(formulas[key], value))
        return made

    def rules(self, page: Page, first: int, last: int, *, bar: bool = True) -> None:
        """Quiet zeros, boxed things to check, a bar behind the share, banded averages."""
        start = self.first
        if self.bare:
            rules.quiet_zeros(page, area(first, start, last, self.column("rated") - 1))
        else:
            check = self.column("unrecognised")
            end = check + ("missing" in self.extra)
            rules.quiet_zeros(page, area(first, start, last, end))
            rules.mark_counts(page, area(first, check, last, end))
        if bar:
            rules.progress_bar(page, first, self.column("share"), last, theme.BAR_SOFT)
        if self.means:
            band(page, self.scale, area(first, self.column("mean"), last, self.column("mean")))


def number(value: float) -> float | str:
    """A share or an average as a cell has it: empty text where there is none."""
    return "" if isnan(value) else float(value)


def band(page: Page, scale: Scale, where: str) -> None:
    """Colour averages by the level they round to, cut half way between whole numbers."""
    shades = theme.palette(len(scale.levels))
    first = where.partition(":")[0].replace("$", "")
    for rank, shade in enumerate(shades, 1):
        # In this order, so that the first that holds is the level. A blank cell would be below
        # every number, and has no level.
        page.sheet.conditional_format(where, {
            "type": "formula", "criteria": f"=AND(ISNUMBER({first}),{first}<{rank + 0.5})",
            "format": page.book.look({"bg_color": shade.fill, "font_color": shade.text}),
        })  # fmt: skip


def total_looks(fields: Sequence[Field]) -> list[Style]:
    """The looks of a row of totals."""
    return [style(field.look, styles.TOTAL) for field in fields]
