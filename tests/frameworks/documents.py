"""Word documents as local authorities have them, made here: every layout with invented words."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    made = document.add_table(rows=0, cols=max(map(len, rows)))
    for texts in rows:
        cells = made.add_row().cells
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
    return made


def bold(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def tick_columns() -> bytes:
    """A heading and a table a section; lettered rows; a column to tick for each level."""
    document = docx.Document()
    document.add_heading("Inclusion self-review", 0)
    document.add_paragraph("Work through the sections with your team.")
    for title, first in (("Leadership", "Leaders plan for inclusion."),
                         ("Classroom", "Lessons are planned for everyone.")):  # fmt: skip
        document.add_heading(title, 1)
        table(document, [
            ["", "Statement", "Yes", "Partly", "No", "N/A", "Evidence"],
            ["a.", first, "☐", "☐", "☐", "☐", ""],
            ["b.", "Staff know the needs of each pupil.", "☐", "☐", "☐", "☐", ""],
        ])  # fmt: skip
    return saved(document)


def merged_cells() -> bytes:
    """One table: a heading over three narrow columns, section titles over the whole width."""
    document = docx.Document()
    document.add_paragraph("SEND check RAG")
    made = document.add_table(rows=9, cols=6)
    made.cell(0, 0).merge(made.cell(1, 1)).text = "Statement"
    made.cell(0, 2).merge(made.cell(0, 4)).text = "RAG rating"
    made.cell(0, 5).merge(made.cell(1, 5)).text = "Evidence"
    for column, text in ((2, "R"), (3, "A"), (4, "G")):
        made.cell(1, column).text = text
    made.cell(2, 0).merge(made.cell(2, 5)).text = "Leading and planning"
    made.cell(5, 0).merge(made.cell(5, 5)).text = "Working with families"
    for row, ref, text in ((3, "1.1", "Governors ask about support."),
                           (4, "1.2", "Money is spent as planned."),
                           (6, "2.1", "Parents help to write plans."),
                           (7, "2.2", "Letters are easy to read."),
                           (8, "2.3", "Parents know whom to ask.")):  # fmt: skip
        made.cell(row, 0).text, made.cell(row, 1).text = ref, text
    return saved(document)


def section_column() -> bytes:
    """The section stands in a first column that is merged down over its rows."""
    document = docx.Document()
    bold(document, "Provision audit")
    rows = [["Area", "What we do", "1", "2", "3", "4", "Comments"]]
    rows += [["", f"We do thing number {n} well.", "", "", "", "", ""] for n in range(1, 6)]
    made = table(document, rows)
    made.cell(1, 0).merge(made.cell(2, 0)).text = "Identification"
    made.cell(3, 0).merge(made.cell(5, 0)).text = "Support in class"
    document.add_paragraph("4 = not in place")
    document.add_paragraph("1 = outstanding")
    return saved(document)


def nested_lists() -> bytes:
    """Headings with lists: points in points, and a line that leads to its points."""
    document = docx.Document()
    document.add_heading("What good looks like", 0)
    document.add_heading("Teaching", 1)
    document.add_paragraph("In our school:", style="List Bullet")
    document.add_paragraph("teachers adapt their lessons.", style="List Bullet 2")
    document.add_paragraph("pupils have time to think.", style="List Bullet 2")
    document.add_paragraph("Homework is set for everyone.", style="List Bullet")
    document.add_paragraph("in writing", style="List Bullet 2")
    document.add_paragraph("in good time", style="List Bullet 2")
    document.add_heading("Common challenges", 2)
    document.add_paragraph("Time to plan together is short.", style="List Bullet")
    document.add_heading("Families", 1)
    document.add_paragraph("Parents are welcome.", style="List Bullet")
    document.add_paragraph("", style="List Bullet")
    document.add_heading("Questions to consider", 2)
    document.add_paragraph("Do parents feel heard?", style="List Bullet")
    document.add_paragraph("How do you know?", style="List Bullet")
    document.add_paragraph("Meet every new family in September.", style="List Bullet")
    document.add_paragraph("Any other comments?")
    return saved(document)


def two_tables() -> bytes:
    """Two tables a section, the second without headings; a heading row that comes again."""
    document = docx.Document()
    document.add_heading("Access audit", 0)
    for number, title in ((1, "Buildings"), (2, "Information")):
        document.add_heading(f"Section {number}: {title}", 2)
        head = ["Ref", "Statement", "Met", "Partially met", "Not met", "Action"]
        table(document, [head, [f"{number}.1", f"{title}: the first thing is right.", *[""] * 4],
                         head, [f"{number}.2", f"{title}: the second thing is right.", *[""] * 4]])
        document.add_paragraph("Then think of visitors.")
        table(document, [[f"{number}.3", f"{title}: visitors find their way.", *[""] * 4]])
    return saved(document)


def landscape_with_furniture() -> bytes:
    """Landscape, header and footer, a box for names, a key, a picture's place, a blank plan."""
    document = docx.Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    page.header.paragraphs[0].text = "Anyshire Council"
    page.footer.paragraphs[0].text = "Version 3, draft"
    document.add_paragraph("SEN support audit", style="Title")
    table(document, [["School:", ""], ["Completed by:", ""], ["Date:", ""]])
    table(document, [["Red", "This is not yet in place."], ["Amber", "This is partly in place."],
                     ["Green", "This is in place."]])  # fmt: skip
    for title in ("Plans", "Reviews"):
        bold(document, title)
        table(document, [
            ["Standard", "R/A/G", "Comments"],
            [f"{title} are made with the pupil.", "", ""],
            [f"{title} are kept in one place.", "", ""],
        ])  # fmt: skip
    document.add_paragraph("Action plan")
    table(document, [["Action", "By whom", "By when"], ["", "", ""], ["", "", ""]])
    return saved(document)


def heading_statements() -> bytes:
    """Each statement is a heading with room to write under it."""
    document = docx.Document()
    document.add_heading("Our review", 0)
    document.add_paragraph("Rate each of these R/A/G.")
    for title in ("Leadership", "Provision"):
        document.add_heading(title, 1)
        for text in ("The school has a plan for this.", "Staff have been trained in this."):
            document.add_heading(f"{title}: {text}", 2)
    return saved(document)


def split_paragraphs() -> bytes:
    """Statements in several paragraphs of a cell; bullets in a cell; choices in every row."""
    document = docx.Document()
    document.add_heading("Split review", 0)
    bold(document, "Meeting needs")
    made = table(document, [["No", "Criteria", "Rating"], ["1", "", "R A G"], ["2", "", "R A G"],
                            ["3", "Plans are shared.", "R A G"]])  # fmt: skip
    cell = made.cell(1, 1)
    cell.text = "Staff have their training reviewed with"
    cell.add_paragraph("support staff as well.")
    cell = made.cell(2, 1)
    cell.text = "Pupils are asked for their views:"
    cell.add_paragraph("in lessons", style="List Bullet")
    cell.add_paragraph("in meetings", style="List Bullet")
    return saved(document)


def controls() -> bytes:
    """A list to choose from in every row, inserted and deleted words, words in a control."""
    document = docx.Document()
    document.add_heading("Form", 0)
    bold(document, "Support")
    made = table(document, [["Statement", "Where are we now?"], ["Support is timely.", ""],
                            ["Support is reviewed.", ""]])  # fmt: skip
    for row in (1, 2):
        paragraph = made.cell(row, 1).paragraphs[0]._p
        paragraph.append(parse_xml(
            f'<w:sdt {W}><w:sdtPr><w:dropDownList>'
            '<w:listItem w:displayText="Choose an item." w:value=""/>'
            '<w:listItem w:displayText="Emerging" w:value="1"/>'
            '<w:listItem w:displayText="Developing" w:value="2"/>'
            '<w:listItem w:displayText="Secure" w:value="3"/></w:dropDownList></w:sdtPr>'
            '<w:sdtContent><w:r><w:t>Choose an item.</w:t></w:r></w:sdtContent></w:sdt>'))
    paragraph = made.cell(1, 0).paragraphs[0]._p
    paragraph.append(parse_xml(
        f'<w:ins {W} w:id="1" w:author="A"><w:r><w:t xml:space="preserve"> It is kind.</w:t></w:r>'
        '</w:ins>'))  # fmt: skip
    paragraph.append(parse_xml(
        f'<w:del {W} w:id="2" w:author="A"><w:r><w:delText> Gone.</w:delText></w:r></w:del>'))
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(
        f'<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Words in a control.</w:t></w:r></w:p>'
        '</w:sdtContent></w:sdt>'))  # fmt: skip
    return saved(document)


def rubric() -> bytes:
    """Each level has a description in its cell; headings on two rows."""
    document = docx.Document()
    document.add_heading("Levels of practice", 0)
    document.add_heading("Staff", 1)
    rows = [["Aspect of work", "Level of practice", "", ""],
            ["", "Emerging", "Developing", "Secure"],
            ["Training of staff", "A start is made.", "Most staff are trained.", "All are."],
            ["Care for staff", "It is talked about.", "It is planned.", "It is everyday."]]
    made = table(document, rows)
    made.cell(0, 1).merge(made.cell(0, 3))
    return saved(document)


def automatic_numbers() -> bytes:
    """Word itself numbers the points."""
    document = docx.Document()
    document.add_heading("Numbered audit", 0)
    for title in ("One thing", "Another thing"):
        document.add_heading(title, 1)
        document.add_paragraph("Rate each 1-4.")
        for n in range(1, 4):
            document.add_paragraph(f"{title}, point {n}, is done well.", style="List Number")
    return saved(document)


def paragraphs_only() -> bytes:
    """Statements are plain paragraphs under headings."""
    document = docx.Document()
    document.add_heading("Plain audit", 0)
    for title in ("Before", "After"):
        document.add_heading(title, 1)
        for n in ("first", "second", "third"):
            document.add_paragraph(f"{title} the meeting the {n} step is taken.")
    return saved(document)


def boxes() -> bytes:
    """A document whose only words beside one table are in a text box."""
    document = docx.Document()
    document.add_heading("Box audit", 0)
    run = document.add_paragraph("Read the box.").add_run()
    drawing = OxmlElement("w:pict")
    box = parse_xml(f'<w:txbxContent {W}><w:p><w:r><w:t>Boxed words.</w:t></w:r></w:p>'
                    '</w:txbxContent>')  # fmt: skip
    drawing.append(box)
    run._r.append(drawing)
    table(document, [["Statement", "Yes", "No"], ["Boxes are read.", "", ""],
                     ["Tables are read.", "", ""]])  # fmt: skip
    return saved(document)


def instructions() -> bytes:
    """Instructions under a heading, with a key in a list; a column’s heading begins sentences."""
    document = docx.Document()
    document.add_heading("Early years audit", 0)
    document.add_heading("How to use this audit", 1)
    document.add_paragraph("Rate each statement using this scale:")
    for line in ("0 = N/A", "1 = Not in place", "2 = Developing", "3 = Embedded"):
        document.add_paragraph(line, style="List Bullet")
    for title in ("Environment", "Relationships"):
        document.add_heading(title, 1)
        table(document, [["We...", "Score (0-3)", "By whom and when"],
                         [f"care for our {title.lower()}.", "", ""],
                         [f"think about our {title.lower()} each year.", "", ""]])
    document.add_heading("Summary", 1)
    document.add_paragraph("Signed: ________")
    return saved(document)


def printed_endings() -> bytes:
    """Lettered by hand; the ratings are printed at the end of each statement."""
    document = docx.Document()
    document.add_heading("Support audit", 0)
    for title in ("1. Identification", "2. Provision"):
        document.add_heading(title, 1)
        for letter, text in (("a", "Needs are met early."), ("b", "Parents are told first.")):
            document.add_paragraph(f"{letter}) {title[3:]}: {text}  Yes / Partly / No")
    return saved(document)


LAYOUTS: dict[str, Callable[[], bytes]] = {
    made.__name__.replace("_", " "): made for made in (
        tick_columns, merged_cells, section_column, nested_lists, two_tables,
        landscape_with_furniture, heading_statements, split_paragraphs, controls, rubric,
        automatic_numbers, paragraphs_only, boxes, instructions,
        printed_endings,
    )
}  # fmt: skip

__all__ = ["LAYOUTS", "qn", "saved", "table"]
