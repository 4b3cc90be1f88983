"""Looking into the XML of a Word document: its texts, its choices, tables within tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}txbxContent",
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}


def lines_of(cell: Any) -> Iterator[list[Any]]:
    """The paragraphs of a cell, each a line by itself; those of a row in a table in it are one."""
    for child in cell:
        if child.tag == f"{W}p":
            yield [child]
        elif child.tag == f"{W}tbl":
            for row in children(child, f"{W}tr"):
                cells = [[p for line in lines_of(each) for p in line]
                         for each in children(row, f"{W}tc")]  # fmt: skip
                if len(cells) > 1:
                    yield [p for each in cells for p in each]
                else:
                    yield from ([p] for each in cells for p in each)
        elif isinstance(child.tag, str) and child.tag not in (f"{W}tcPr", *_SKIPPED):
            yield from lines_of(child)


def is_frame(table: Any) -> bool:
    """Whether a table only frames others: one column, with a table of several columns in it."""
    rows = [list(children(row, f"{W}tc")) for row in children(table, f"{W}tr")]
    inner = [each for cells in rows for cell in cells for each in children(cell, f"{W}tbl")]
    widest = max((len(list(children(row, f"{W}tc"))) for each in inner
                  for row in children(each, f"{W}tr")), default=0)  # fmt: skip
    return all(len(cells) == 1 for cells in rows) and widest > 1


def children(parent: Any, tag: str) -> Iterator[Any]:
    """The children of a kind, also those in content controls and the like."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml",
                           f"{W}smartTag"):  # fmt: skip
            yield from children(child, tag)


def words_of(element: Any) -> Iterator[str]:
    """The texts under an element; choices of a list to choose from, instead of what it shows."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in (f"{W}t", f"{DRAWN}t") or tag.endswith("/math}t"):
            yield child.text or ""
        elif tag in _BREAKS:
            if tag == f"{W}br" and child.get(f"{W}type") in ("page", "column"):
                continue
            yield _BREAKS[tag]
        elif tag == f"{W}sym":
            yield "☐"
        elif tag == f"{W}sdt":
            choices = _choices(child)
            if choices:
                yield " / ".join(choices)
            else:
                yield from words_of(child)
        elif tag == f"{W}ddList":
            yield " / ".join(e.get(f"{W}val") or "" for e in child.iter(f"{W}listEntry"))
        elif tag == f"{W}tbl":
            yield " "
            yield from words_of(child)
        else:
            yield from words_of(child)


def choices_around(paragraph: Any) -> list[str]:
    """The choices of a list that is the whole of a paragraph, or of the cell it stands in."""
    above = paragraph.getparent()
    while above is not None and above.tag in (f"{W}sdtContent", f"{W}sdt", f"{W}tc"):
        found = _choices(above) if above.tag == f"{W}sdt" else []
        if found:
            return found
        above = above.getparent()
    return []


def _choices(control: Any) -> list[str]:
    properties = control.find(f"{W}sdtPr")
    lists = () if properties is None else properties.iter(f"{W}dropDownList", f"{W}comboBox")
    listed = [item for each in lists for item in each.iter(f"{W}listItem")]
    return [item.get(f"{W}displayText") or item.get(f"{W}value") or "" for item in listed
            if item.get(f"{W}value")]  # fmt: skip


def value(parent: Any, name: str, attribute: str = "val") -> str:
    """An attribute of a child; no text where there is none."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return (found.get(f"{W}{attribute}") or "") if found is not None else ""


def is_on(element: Any) -> bool:
    """Whether a switch such as bold is there and not turned off."""
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off")


def run_bold(run: Any, styled: bool) -> bool:
    """Whether a run is bold, by itself or else by its style."""
    properties = run.find(f"{W}rPr")
    own = properties.find(f"{W}b") if properties is not None else None
    return is_on(own) if own is not None else styled
