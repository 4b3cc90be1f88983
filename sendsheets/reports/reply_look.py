"""The look of a reply: how closely it is set, how much it shows, its style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sendsheets import theme
from sendsheets.reports.page import Setting, opening


@dataclass(frozen=True, slots=True)
class Fitting(Setting):
    """How much to show, and how closely to set it."""

    strengths: int
    quote: int
    reason: int
    actions: int
    action_lines: int
    questions: int
    sections: int = 30
    introductions: int = 5
    beside: int = 3
    voices: int = 6
    since: int = 3
    """What rose and what fell since last time; below 0 the part is left out."""

    @property
    def heading_height(self) -> float:
        """A heading of level 2, its rule and the space above it."""
        return self.heading + 3 + 2 * self.pad + 6


_ROOMY = Fitting(10.5, 13.5, 5, 13, 4, 2, 3, 6, 3, 5)
_MIDDLE = Fitting(10, 12.75, 4.5, 12.5, 4, 2, 3, 6, 2, 5)
_CLOSE = Fitting(9.5, 12, 4, 12, 4, 2, 3, 6, 2, 4)

MOST_ACTIONS = 15


def fittings() -> Iterator[Fitting]:
    """The arrangements to try, the roomiest first; actions may fill what is left."""
    for look in (_ROOMY, _MIDDLE):
        yield look
        yield replace(look, actions=5, action_lines=2, quote=1, questions=4)
    yield _CLOSE
    yield replace(_CLOSE, actions=5, quote=1, introductions=3)
    yield replace(_CLOSE, actions=4, quote=1, reason=2, questions=3, introductions=3, since=2)
    tight = replace(_CLOSE, strengths=3, actions=3, quote=1, reason=2, questions=3,
                    introductions=2, beside=2, since=1)  # fmt: skip
    yield tight
    tight = replace(tight, voices=2, beside=1, since=0)
    for sections in range(20, -1, -2):
        yield replace(tight, sections=sections)
    yield replace(tight, sections=0, since=-1)


def style(fitting: Fitting) -> str:
    """The page's style sheet."""
    half = (fitting.pad - 1) / 2
    return "\n".join((
        *opening(fitting),
        f"h1{{font-size:19pt;line-height:23pt;margin:0 0 2pt;color:{theme.NAVY};"
        "max-height:46pt;overflow:hidden}",
        f"h2{{font-size:{fitting.heading}pt;line-height:{fitting.heading + 3}pt;color:{theme.NAVY};"
        f"margin:{fitting.pad * 2}pt 0 3pt;padding-bottom:1pt;break-after:avoid;"
        f"border-bottom:1.5pt solid {theme.NAVY};white-space:nowrap;overflow:hidden}}",
        "p{margin:0 0 3pt}p.lead{break-after:avoid}",
        f".sub{{color:{theme.GREY_TEXT};font-weight:bold}}",
        f".band{{background:{theme.PALE};border-left:3pt solid {theme.TAB_SECTION};"
        "padding:4pt 7pt;margin:4pt 0 2pt;break-inside:avoid}.band p{margin:0}",
        "table{width:100%;margin-bottom:3pt;border-collapse:collapse;table-layout:fixed}",
        "tr{break-inside:avoid}",
        f"td,th{{padding:{half}pt 5pt {half}pt 0;text-align:left;vertical-align:top;"
        f"font-weight:normal;border-bottom:1px solid {theme.ROW_LINE}}}",
        ".n{text-align:center;padding-right:3pt;padding-left:3pt}",
        f".quote,.why{{font-size:{fitting.body - 0.5}pt;color:{theme.GREY_TEXT}}}",
        f".why b{{color:{theme.INK}}}",
        f".quote{{border-left:2pt solid {theme.BAR_STRONG};padding-left:5pt;margin-top:1pt}}",
        f".no{{display:block;width:16pt;height:16pt;border-radius:8pt;background:{theme.NAVY};"
        "color:#fff;font-weight:bold;font-size:9.5pt;line-height:16pt;text-align:center}",
        ".tags{text-align:right;padding-right:0}",
        ".tag{display:inline-block;padding:0 5pt;border-radius:2pt;font-weight:bold;"
        f"font-size:9pt;line-height:{fitting.line - 1}pt;max-height:{fitting.line - 1}pt;"
        "overflow:hidden;max-width:100%;white-space:nowrap;text-overflow:ellipsis;"
        "vertical-align:top;margin-bottom:1pt}",
        "svg{display:block;margin-top:1.5pt}",
        "footer{margin-top:8pt;break-inside:avoid}",
        "ul{margin:2pt 0;padding-left:14pt}li{margin:0 0 2pt;break-inside:avoid}",
        "",
    ))
