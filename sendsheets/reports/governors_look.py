"""The look of the governors' report: how closely it is set, how much it shows, its style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sendsheets import theme
from sendsheets.reports.page import Setting, opening


@dataclass(frozen=True, slots=True)
class Fitting(Setting):
    """How much to show, and how closely to set it."""

    title_lines: int
    strengths: int
    areas: int
    actions: int
    questions: int
    sections: int = 30

    @property
    def heading_height(self) -> float:
        """A heading of level 2, its rule and the space above it."""
        return self.heading + 3 + 2 * self.pad + 4


_ROOMY = Fitting(10.5, 13, 5, 13, 2, 4, 4, 4, 4)
_CLOSE = Fitting(9.5, 11.5, 3, 12, 1, 4, 4, 4, 3)


def fittings() -> Iterator[Fitting]:
    """The arrangements to try, the fullest first; the last ones leave sections out."""
    fewer = ((4, 4, 4, 3), (4, 4, 3, 3), (3, 3, 3, 3))
    fewest = ((3, 3, 2, 2), (2, 2, 2, 2), (1, 1, 1, 2))
    yield _ROOMY
    for look, counts in ((_ROOMY, fewer), (_CLOSE, fewer + fewest)):
        for strengths, areas, actions, questions in counts:
            yield replace(look, strengths=strengths, areas=areas, actions=actions,
                          questions=questions)  # fmt: skip
    for sections in range(29, 0, -1):
        yield replace(_CLOSE, strengths=1, areas=1, actions=1, questions=2, sections=sections)


def style(fitting: Fitting) -> str:
    """The page's style sheet."""
    return "\n".join((
        *opening(fitting),
        f"h1{{font-size:18pt;line-height:22pt;margin:0 0 2pt;color:{theme.NAVY};"
        "max-height:44pt;overflow:hidden}",
        f"h2{{font-size:{fitting.heading}pt;line-height:{fitting.heading + 3}pt;color:{theme.NAVY};"
        f"margin:{fitting.pad * 2}pt 0 1pt;padding-bottom:1pt;"
        f"border-bottom:1.5pt solid {theme.NAVY};white-space:nowrap;overflow:hidden}}",
        "p{margin:0 0 2pt}",
        "table{width:100%;border-collapse:collapse;table-layout:fixed}",
        f"td,th{{padding:{(fitting.pad - 1) / 2}pt 4pt {(fitting.pad - 1) / 2}pt 0;"
        "text-align:left;vertical-align:top;font-weight:normal;"
        f"border-bottom:1px solid {theme.ROW_LINE}}}",
        ".n{text-align:center;padding-right:2pt;padding-left:2pt}",
        f".key{{display:block;height:5pt;margin-top:1pt;border:1px solid {theme.SEGMENT_BORDER}}}",
        ".tag{display:inline-block;padding:0 5pt;border-radius:2pt;font-weight:bold;"
        f"font-size:9pt;line-height:{fitting.line}pt;max-height:{fitting.line}pt;overflow:hidden;"
        "max-width:100%;white-space:nowrap;text-overflow:ellipsis;vertical-align:top}",
        ".bar{display:flex;height:11pt;font-size:8pt;line-height:9.5pt;text-align:center}",
        f".bar i{{font-style:normal;border:1px solid {theme.SEGMENT_BORDER};margin-left:-1px;"
        "min-width:10pt}",
        ".note{margin:1pt 0 0;white-space:nowrap;overflow:hidden}",
        "footer{margin-top:6pt}",
        "ul{margin:2pt 0;padding-left:14pt}li{margin:0 0 1pt}",
        "",
    ))
