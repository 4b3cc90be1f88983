"""The colours of a workbook's cells: as numbers from its styles, and in plain words."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence

from sendsheets.intake.package import elements

_OLD = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)
"""The 56 colours of old Excel, which come after the first eight of them once more."""

_HEX = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


def rgb(text: str) -> str:
    """Red, green and blue as six hexadecimal digits; empty where a text is no such colour."""
    found = _HEX.fullmatch(text.strip())
    return found[1].upper() if found else ""


def theme_colours(xml: bytes) -> tuple[str, ...]:
    """The colours of a theme, in the order in which cells count them: light before dark."""
    made: list[str] = []
    within = False

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        within = (within or name == "clrScheme") and name != "fontScheme"
        if within and name in ("srgbClr", "sysClr"):
            made.append(rgb(attributes.get("lastClr", attributes.get("val", ""))))

    elements(xml, seen)
    return (*made[1::-1], *made[3:1:-1], *made[4:12]) if len(made) >= 12 else ()


def colour(attributes: Mapping[str, str], theme: Sequence[str]) -> str:
    """The colour that the attributes of a colour element give; empty where they give none.

    A tint makes it lighter or darker (ECMA-376 part 1, 18.8.19).
    """
    given = rgb(attributes.get("rgb", ""))
    index, number = attributes.get("theme", ""), attributes.get("indexed", "")
    if re.fullmatch(r"\d{1,2}", index):
        given = theme[int(index)] if int(index) < len(theme) else ""
    elif not given and re.fullmatch(r"\d{1,2}", number):
        place = int(number) if int(number) < 8 else int(number) - 8
        given = _OLD[6 * place:6 * place + 6]
    try:
        tint = max(-1.0, min(1.0, float(attributes.get("tint", "0"))))
    except ValueError:
        tint = 0.0
    return _tinted(given, tint) if given and tint else given


def _parts(given: str) -> tuple[float, float, float]:
    red, green, blue = (int(given[n:n + 2], 16) / 255 for n in (0, 2, 4))
    return red, green, blue


def _tinted(given: str, tint: float) -> str:
    hue, light, full = colorsys.rgb_to_hls(*_parts(given))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))


_HUES = ((15, "red"), (51, "amber"), (70, "yellow"), (170, "green"), (260, "blue"),
         (330, "purple"), (361, "red"))  # fmt: skip
"""Where each name ends, in degrees round the circle of colours."""

_GREY, _WHITE, _BLACK = 0.1, 0.96, 0.15


def is_white(given: str) -> bool:
    """Whether a colour is white, or so near it that nobody sees it."""
    return min(_parts(given)) >= _WHITE


def name_of(given: str) -> str:
    """A colour's name as people say it: red, amber, yellow, green, blue, purple, grey, black."""
    hue, full, light = colorsys.rgb_to_hsv(*_parts(given))
    if light < _BLACK:
        return "black"
    if full < _GREY:
        return "grey"
    return next(name for end, name in _HUES if hue * 360 < end)
