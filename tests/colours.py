"""How far apart colours are: WCAG contrast, CIEDE2000, and colour blindness as simulated.

Contrast: WCAG 2.2. Colour difference: Sharma, Wu and Dalal (2005). Colour blindness: the
matrices of Machado, Oliveira and Fernandes (2009) at full severity, on linear RGB.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]

SIGHT: dict[str, tuple[Triple, Triple, Triple]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(colour: str) -> Triple:
    """Linear RGB from ``#RRGGBB`` (or the ``FFRRGGBB`` of a workbook's parts)."""
    digits = colour.lstrip("#")[-6:]
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other))),
        reverse=True)  # fmt: skip
    return (light + 0.05) / (dark + 0.05)


def _dot(matrix: tuple[Triple, Triple, Triple], value: Triple) -> Triple:
    a, b, c = (sum(m * v for m, v in zip(row, value, strict=True)) for row in matrix)
    return a, b, c


def lab(colour: str, sight: str = "normal") -> Triple:
    """CIE L*a*b* (D65) of a colour as someone with this sight sees it."""
    seen = _dot(SIGHT[sight], linear(colour))
    red, green, blue = (min(1.0, max(0.0, part)) for part in seen)
    xyz = _dot(((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750),
                (0.0193339, 0.1191920, 0.9503041)), (red, green, blue))  # fmt: skip
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
               for t in (v / w for v, w in zip(xyz, (0.95047, 1.0, 1.08883), strict=True)))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: Triple, other: Triple) -> float:
    """The difference of two colours in L*a*b*; below about 10 is hard to tell at a glance."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    g = 1.5 - 0.5 * sqrt(mean / (mean + 25**7))
    c1, c2 = hypot(a1 * g, b1), hypot(a2 * g, b2)
    h1, h2 = (degrees(atan2(b, a * g)) % 360 if (a or b) else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if not c1 * c2 else (h2 - h1 + 180) % 360 - 180
    middle = h1 + h2 if not c1 * c2 else (h1 + turn / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (1 - 0.17 * cos(radians(middle - 30)) + 0.24 * cos(radians(2 * middle))
         + 0.32 * cos(radians(3 * middle + 6)) - 0.20 * cos(radians(4 * middle - 63)))  # fmt: skip
    s_l = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / (1 + 0.045 * chroma)
    d_h = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * t)
    r_t = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(
        radians(60 * exp(-(((middle - 275) / 25) ** 2))))  # fmt: skip
    return sqrt(d_l**2 + d_c**2 + d_h**2 + r_t * d_c * d_h)
