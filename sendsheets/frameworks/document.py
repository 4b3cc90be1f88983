"""A framework as a Word document, for colleagues to comment on. The only module with python-docx.

Real headings, a header row that repeats, no merged cells, and an empty column for comments.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from sendsheets.model import MADE_BY, NOT_APPLICABLE, NOT_APPLICABLE_CODE, Framework, Section

_WIDTHS = (1.5, 8.0, 3.5, 4.0)
"""Centimetres of Ref, Statement, Short label and Your comments on an upright A4 page."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold."""


def document(framework: Framework) -> bytes:
    """Write a framework as a Word document.

    Args:
        framework: what to write.

    Returns:
        A .docx file; the same framework always gives the same bytes.
    """
    from docx import Document
    from docx.shared import Cm, Pt

    made = Document()
    made.styles["Normal"].font.name = "Arial"
    made.styles["Normal"].font.size = Pt(10.5)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.0)
    _properties(made, framework)
    _front(made, framework)
    _ratings(made, framework)
    for section in framework.sections:
        _section(made, framework, section)
    if framework.notes:
        made.add_heading("Notes on the wording", 1)
        for note in framework.notes:
            made.add_paragraph(_plain(note), style="List Bullet")
    buffer = io.BytesIO()
    made.save(buffer)
    return _dateless(buffer.getvalue())


def _properties(made: Any, framework: Framework) -> None:
    core = made.core_properties
    core.title, core.author = _plain(framework.title), "sendsheets"
    core.comments, core.language = MADE_BY, "en-GB"
    core.subject = f"{framework.id}, version {framework.version}"
    core.last_modified_by = "sendsheets"


def _front(made: Any, framework: Framework) -> None:
    made.add_heading(_plain(framework.title), 0)
    made.add_paragraph(_plain(framework.purpose))
    made.add_paragraph(f"Version {framework.version} [{framework.id}]. For comment: write in the "
                       "last column, or use Word’s own comments.")  # fmt: skip
    for text in framework.introduction:
        made.add_paragraph(_plain(text))
    made.add_heading("Who it is for, and where it comes from", 1)
    made.add_paragraph(_plain(framework.audience))
    made.add_paragraph(_plain(framework.source.credit))
    if framework.guidance:
        made.add_heading("Guidance", 1)
        for guidance in framework.guidance:
            made.add_heading(_plain(guidance.heading), 2)
            made.add_paragraph(_plain(guidance.text))


def _ratings(made: Any, framework: Framework) -> None:
    made.add_heading("What the ratings mean", 1)
    told = set[str]()
    for words in framework.kinds:
        for rating in words.ratings:
            if rating.scale.id in told:
                continue
            told.add(rating.scale.id)
            name = f"{words.label}: {rating.heading}" if framework.has_kinds else rating.heading
            made.add_heading(_plain(name), 2)
            rows = [(level.code, level.label, level.meaning) for level in rating.scale.levels]
            if rating.scale.not_applicable:
                rows.append((NOT_APPLICABLE_CODE, NOT_APPLICABLE, "It does not apply; say why."))
            _table(made, ("Code", "Rating", "Meaning"), rows, (1.5, 4.5, 11.0))


def _section(made: Any, framework: Framework, section: Section) -> None:
    made.add_heading(_plain(f"{section.number}. {section.title}"), 1)
    if section.introduction:
        made.add_paragraph(_plain(section.introduction))
    rows = []
    for statement in section.statements:
        marks = [framework.kind_words(statement.kind).label] if framework.has_kinds else []
        marks += ["Statutory"] if statement.statutory else []
        text = statement.text + (f" ({', '.join(marks)})" if marks else "")
        rows.append((statement.ref, text, statement.label, ""))
    _table(made, ("Ref", "Statement", "Short label", "Your comments"), rows, _WIDTHS)


def _table(
    made: Any, headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    lines = [headings, *rows]
    table = made.add_table(len(lines), len(headings), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # LibreOffice goes by these, Word by those of the cells
    for row, texts in zip(table.rows, lines, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Cm(width)
            cell.text = _plain(text)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    header = table.rows[0]
    for cell in header.cells:
        cell.paragraphs[0].runs[0].bold = True
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.add_paragraph()


def _plain(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _dateless(data: bytes) -> bytes:
    """The package with its parts dated alike, whenever it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for item in old.infolist():
            part = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(item))
    return buffer.getvalue()
