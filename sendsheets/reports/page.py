"""Pieces of a page of HTML whose height is known, so that it prints on so many sides of A4.

Every text stands in a box that holds so many lines and no more; what is added up here is
therefore the most that a browser can make of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from sendsheets import __version__, theme
from sendsheets.drawing import fit
from sendsheets.model import PAGE_MARK, Level, Scale

WIDE = 527.0
"""Points across: A4 less 12 mm at each side."""

HIGH = 762.0
"""Points down that may be filled: A4 less its margins, and a little room for other fonts."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How closely a page is set, in points: size and height of a line, space about it, headings."""

    body: float
    line: float
    pad: float
    heading: float


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page and how high it can be at most, in points."""

    html: str
    high: float


def text(words: str, longest: int = 400) -> str:
    """A text made safe to stand in HTML: one line, cut at a word, no odd characters."""
    plain = words.isprintable()
    seen = words if plain else "".join(char if char.isprintable() else " " for char in words)
    return escape(fit.cut(" ".join(seen.split()), longest))


@lru_cache(maxsize=32_768)  # the same statements stand on page after page
def lines(words: str, wide: float, size: float, most: int, bold: bool = False) -> int:
    """How many lines a text takes in so many points, at most ``most``."""
    if not words.isascii() and any(ord(char) > 0x24F and char not in "‘’“”–—…•" for char in words):
        return most  # no widths are known for other scripts
    units = (wide * 96 / 72 / 0.96 + 1) / 9
    return min(most, fit.lines(" ".join(words.split()), units, size, bold))


def box(html: str, most: int, kind: str = "") -> str:
    """A box that holds so many lines (1 to 6) and hides the rest."""
    return f'<div class="b{most}{f" {kind}" if kind else ""}">{html}</div>'


def tag(level: Level, scale: Scale, who: str = "") -> str:
    """A rating as a coloured label with its words, and whose it is."""
    shade = theme.palette(len(scale.levels))[scale.rank(level.key) - 1]
    words = f"{who}: {level.label}" if who else level.label
    return (f'<span class="tag" style="background:{shade.fill};color:{shade.text}">'
            f"{text(words, 60)}</span>")  # fmt: skip


def tag_width(label: str) -> float:
    """The width of a label in points, at most 150."""
    return min(fit.text_pixels(label, 9, bold=True) * 72 / 96 + 18, 150.0)


def page(title: str, style: str, blocks: Sequence[Block]) -> str:
    """A whole HTML document with its style inside, without scripts and without other files."""
    body = "\n".join(block.html for block in blocks)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{PAGE_MARK} {__version__}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{text(title, 200)}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


_BOXES = range(1, 7)
"""The lines that a box may hold."""


def opening(setting: Setting) -> tuple[str, ...]:
    """The first lines of a page's style sheet: paper, type, boxes of so many lines at most."""
    clamps = "".join(
        f".b{n}{{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:{n};"
        f"line-clamp:{n};overflow:hidden}}" for n in _BOXES
    )
    return (
        "",
        "@page{size:A4 portrait;margin:12mm}",
        "*{box-sizing:border-box}",
        f"body{{margin:0;font:{setting.body}pt/{setting.line}pt Arial,'Liberation Sans',Helvetica,"
        f"sans-serif;color:{theme.INK};background:#fff;-webkit-print-color-adjust:exact;"
        "print-color-adjust:exact;overflow-wrap:anywhere}",
        # As wide as on paper, with a little room at each side.
        "@media screen{main{max-width:194mm;margin:12mm auto;padding:0 4mm}}",
        f"thead th{{font-size:9pt;line-height:10.5pt;font-weight:bold;color:{theme.GREY_TEXT};"
        "vertical-align:bottom}",
        f".ref{{font-weight:bold;color:{theme.NAVY}}}",
        f".note,footer{{font-size:8.5pt;line-height:10.5pt;color:{theme.GREY_TEXT}}}",
        clamps,
    )
