"""A report becomes a Word document: plain styles, one font, nothing that changes by itself."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

from sendsheets.model import MADE_BY, Framework, Return
from sendsheets.reports.review_report import report


def review_report(framework: Framework, result: Return, as_at: date) -> bytes:
    """Write the report of one reviewed return.

    Args:
        framework: the framework that the return answers.
        result: the return, with what a reviewer wrote.
        as_at: the day in the document's properties. Equal arguments give equal bytes.

    Returns:
        The finished .docx package.
    """
    from docx import Document
    from docx.shared import Cm, Pt

    made = report(framework, result)
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
    _fonts(document, Pt)
    document.add_heading(_safe(made.title), 0)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for name, text in made.facts:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(_safe(name)).bold = True
        cells[1].text = _safe(text)
        cells[0].width, cells[1].width = Cm(5.5), Cm(11)
    for part in made.parts:
        document.add_heading(_safe(part.heading), 1)
        for text in part.paragraphs:
            document.add_paragraph(_safe(text))
        for text in part.points:
            document.add_paragraph(
                _safe(text), style="List Number" if part.numbered else "List Bullet")
    _properties(document, framework, as_at)
    out = io.BytesIO()
    document.save(out)
    return _steady(out.getvalue())


def _fonts(document: Any, point: Any) -> None:
    """Arial throughout, in sizes that are easily read, and British English for the spell check."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    sizes = {"Normal": 11, "Title": 22, "Heading 1": 14, "List Bullet": 11, "List Number": 11}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", point(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), "Arial")
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(kind), None)
        if name in ("Title", "Heading 1"):
            style.font.color.rgb = RGBColor(0x12, 0x43, 0x6D)
        style.paragraph_format.space_after = point(6 if name != "Heading 1" else 4)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")


def _properties(document: Any, framework: Framework, as_at: date) -> None:
    core, day = document.core_properties, datetime(as_at.year, as_at.month, as_at.day)
    core.title = f"{framework.title}: report of a peer review"
    core.author, core.comments = "sendsheets", MADE_BY
    core.last_modified_by, core.revision = "sendsheets", 1
    core.created = core.modified = day
    core.language, core.subject = "en-GB", "Report of a peer review, to be edited"


_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _safe(text: str) -> str:
    """A text without what XML cannot hold."""
    return _UNSEEN.sub(" ", text)


def _steady(data: bytes) -> bytes:
    """The same package with one fixed time on every part, so that equal reports are equal."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(
        out, "w", zipfile.ZIP_DEFLATED
    ) as made:
        for name in package.namelist():
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), package.read(name),
                          zipfile.ZIP_DEFLATED)  # fmt: skip
    return out.getvalue()
