"""Word documents in layouts that are rarer, each with what it should become."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any, NamedTuple

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from .documents import W, saved, table

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument"


class Odd(NamedTuple):
    """A document, the statements that it holds in order, its levels, and words told beside."""

    make: Callable[[], bytes]
    statements: list[str]
    levels: list[str]
    told: tuple[str, ...] = ()


def started(title: str, section: str = "") -> Any:
    document = docx.Document()
    document.add_heading(title, 0)
    if section:
        document.add_heading(section, 1)
    return document


def with_part(data: bytes, kind: str, name: str, form: str, xml: str) -> bytes:
    """A document with one more part, which a relationship of its text names."""
    relation = f'<Relationship Id="rIdX" Type="{RELATION}/{kind}" Target="{name}"/>'
    override = f'<Override PartName="/word/{name}" ContentType="{form}"/>'
    added = {"word/_rels/document.xml.rels": ("</Relationships>", relation),
             "[Content_Types].xml": ("</Types>", override)}  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for each in old.namelist():
            end, more = added.get(each, ("", ""))
            part = old.read(each)
            new.writestr(each, part.replace(end.encode(), (more + end).encode()) if end else part)
        new.writestr(f"word/{name}", xml)
    return buffer.getvalue()


def choices_in_tables() -> bytes:
    """In the cell of a rating stands a small table of its choices."""
    document = started("Nested audit", "Welcome")
    made = table(document, [["Statement", "Rating"], ["Visitors are met.", ""],
                            ["Coats have a peg.", ""]])  # fmt: skip
    for row in (1, 2):
        inner = made.cell(row, 1).add_table(1, 3)
        for column, text in enumerate(("Red", "Amber", "Green")):
            inner.cell(0, column).text = text
    return saved(document)


def framed() -> bytes:
    """One table of one cell is a frame around everything."""
    document = started("Framed audit")
    cell = document.add_table(1, 1).cell(0, 0)
    for title in ("Light", "Water"):
        cell.add_paragraph(title, style="Heading 1")
        inner = cell.add_table(3, 3)
        for row, texts in enumerate((("Statement", "Yes", "No"), (f"{title} is free.", "", ""),
                                     (f"{title} is clean.", "", ""))):  # fmt: skip
            for column, text in enumerate(texts):
                inner.cell(row, column).text = text
    return saved(document)


def headings_again() -> bytes:
    """One long table: titles across it, the headings again on each page, numbers under No."""
    document = started("Long audit")
    head = ["No.", "Statement", "Always", "Sometimes", "Never", "Notes"]
    rows = []
    for title in ("Play", "Rest"):
        rows += [[title, *[""] * 5], head]
        rows += [["1", f"There is {title.lower()} at ten.", *[""] * 4], head,
                 ["2", f"There is {title.lower()} at two.", *[""] * 4]]  # fmt: skip
    made = table(document, rows)
    for n, row in enumerate(rows):
        if not row[1]:
            made.cell(n, 0).merge(made.cell(n, 5))
    return saved(document)


def statement_second() -> bytes:
    """The rating stands before the statement, under a heading that is in no list of ours."""
    document = started("Back to front", "Paint")
    table(document, [["RAG", "What we expect to see", "How we know"],
                     ["", "Paint is kept on a low shelf.", ""], ["", "Paint is shared.", ""]])
    return saved(document)


def box(checked: bool = False) -> Any:
    return parse_xml(
        f'<w:sdt {W} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>'
        f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/></w14:checkbox></w:sdtPr>'
        f'<w:sdtContent><w:r><w:t>{"☒" if checked else "☐"}</w:t></w:r></w:sdtContent></w:sdt>')


def boxes_to_tick() -> bytes:
    """Each cell of a rating holds a box to tick; the levels are of no scale that is known."""
    document = started("Tick audit", "Maps")
    made = table(document, [["Statement", "Fully", "Partly", "Not yet"],
                            ["Maps are clear.", "", "", ""], ["Maps are new.", "", "", ""]])
    for row in (1, 2):
        for column in (1, 2, 3):
            made.cell(row, column).paragraphs[0]._p.append(box(row == column == 1))
    return saved(document)


def boxes_in_lines() -> bytes:
    """Paragraphs that end with boxes to tick, and no lists or tables."""
    document = started("Line audit", "Maps")
    for text in ("Maps are clear.", "Maps on every wall"):
        paragraph = document.add_paragraph(f"{text} ")
        for level in ("Yes", "Partly", "No"):
            paragraph._p.append(box())
            paragraph.add_run(f" {level} ")
    return saved(document)


def upright() -> bytes:
    """The headings of the levels are written upright."""
    document = started("Upright audit", "Bread")
    made = table(document, [["Statement", "Not evident", "Emerging", "Embedded"],
                            ["Bread is baked here.", "", "", ""], ["Bread is cut.", "", "", ""]])
    for column in (1, 2, 3):
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        made.cell(0, column)._tc.get_or_add_tcPr().append(direction)
    return saved(document)


def numbers_by_word() -> bytes:
    """Word numbers the rows itself; nothing else stands in them but statements."""
    document = started("Counted audit")
    for title in ("Bikes", "Buses"):
        document.add_heading(title, 1)
        made = table(document, [["", "Statement", "Met", "Not met"],
                                ["", f"{title} are safe.", "", ""], ["", f"{title} stop.", "", ""]])
        for row in (1, 2):
            made.cell(row, 0).paragraphs[0].style = document.styles["List Number"]
    return saved(document)


def numbers_typed() -> bytes:
    """A number, a statement and blank cells in the rows: no key of ratings. One is empty."""
    document = started("Typed audit", "Bikes")
    table(document, [["No", "Statement", "Met", "Not met"], ["1", "Bikes are safe.", "", ""],
                     ["2", "Bikes are lit.", "", ""], ["3", "", "", ""],
                     ["4", "Bikes ring.", "", ""]])
    return saved(document)


def tracked() -> bytes:
    """Rows and words that were struck out, put in and moved, with changes tracked."""
    document = started("Tracked audit", "Rooms")
    made = table(document, [["Statement", "Yes", "No"], ["Rooms are warm.", "", ""],
                            ["", "", ""], ["", "", ""]])  # fmt: skip
    made.rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="9" w:author="A"/>'))
    made.cell(2, 0).paragraphs[0]._p.append(parse_xml(
        f'<w:del {W} w:id="8" w:author="A"><w:r><w:delText>Rooms are loud.</w:delText></w:r>'
        '</w:del>'))  # fmt: skip
    made.rows[3]._tr.get_or_add_trPr().append(parse_xml(f'<w:ins {W} w:id="7" w:author="A"/>'))
    made.cell(3, 0).paragraphs[0]._p.append(parse_xml(
        f'<w:moveTo {W} w:id="6" w:author="A"><w:r><w:t>Rooms are large.</w:t></w:r></w:moveTo>'))
    document.add_paragraph()._p.append(parse_xml(
        f'<w:moveFrom {W} w:id="5" w:author="A"><w:r><w:t>Rooms are large.</w:t></w:r>'
        '</w:moveFrom>'))  # fmt: skip
    return saved(document)


def footnoted() -> bytes:
    """A statement with a footnote."""
    document = started("Note audit", "Books")
    made = table(document, [["Statement", "Yes", "No"], ["Books are read.", "", ""],
                            ["Books are lent.", "", ""]])  # fmt: skip
    made.cell(1, 0).paragraphs[0]._p.append(
        parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    return with_part(saved(document), "footnotes", "footnotes.xml",
                     f"{TYPES}.wordprocessingml.footnotes+xml",
                     f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Twice a week.</w:t>'
                     "</w:r></w:p></w:footnote></w:footnotes>")  # fmt: skip


def diagram() -> bytes:
    """A diagram (SmartArt) whose words are kept in a part of their own."""
    document = started("Drawn audit", "Books")
    table(document, [["Statement", "Yes", "No"], ["Books are read.", "", ""],
                     ["Books are lent.", "", ""]])  # fmt: skip
    main = "http://schemas.openxmlformats.org/drawingml/2006"
    return with_part(
        saved(document), "diagramData", "data1.xml", f"{TYPES}.drawingml.diagramData+xml",
        f'<dgm:dataModel xmlns:dgm="{main}/diagram" xmlns:a="{main}/main"><dgm:ptLst><dgm:pt>'
        "<dgm:t><a:p><a:r><a:t>Drawn offer</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
        "</dgm:dataModel>")  # fmt: skip


def embedded() -> bytes:
    """Another document is shown in it, which is kept as a file of its own."""
    document = started("Outer audit", "Books")
    table(document, [["Statement", "Yes", "No"], ["Books are read.", "", ""],
                     ["Books are lent.", "", ""]])  # fmt: skip
    return with_part(saved(document), "aFChunk", "inner.htm", "text/html", "<p>Inner words.</p>")


def sums() -> bytes:
    """Rows for sums and comments between the statements."""
    document = started("Score audit", "Post")
    table(document, [["Criterion", "0", "1", "2"], ["Post is answered.", "", "", ""],
                     ["Post is friendly.", "", "", ""], ["Total score", "", "", ""],
                     ["Comments:", "", "", ""]])  # fmt: skip
    return saved(document)


def two_raters() -> bytes:
    """The levels stand twice, under the name of each who rates."""
    document = started("Double audit", "Paths")
    made = table(document, [["Statement", "School", "", "LA", "", ""],
                            ["", "Yes", "No", "Yes", "No", "Comment"],
                            ["Paths are swept.", *[""] * 5], ["Paths are lit.", *[""] * 5]])
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(0, 3).merge(made.cell(0, 4))
    return saved(document)


def side_by_side() -> bytes:
    """Two statements and two ratings in each row."""
    document = started("Pairs audit", "Trees")
    table(document, [["Statement", "RAG", "Statement", "RAG"],
                     ["Oaks are old.", "", "Elms are gone.", ""],
                     ["Firs are green.", "", "Limes are tall.", ""]])  # fmt: skip
    return saved(document)


def cards() -> bytes:
    """A table for each statement, with its headings down the side."""
    document = started("Card audit", "Cards")
    for text in ("Cards are dealt.", "Cards are counted."):
        table(document, [["Statement", text], ["Rating", "Red / Amber / Green"],
                         ["Evidence", ""], ["Actions", ""]])  # fmt: skip
        document.add_paragraph()
    return saved(document)


def choices_of_a_cell() -> bytes:
    """The list to choose from is the whole cell, as Word makes it in an empty one."""
    document = started("Cell audit", "Cups")
    made = table(document, [["Statement", "Where are we now?"], ["Cups are clean.", ""],
                            ["Cups are dry.", ""]])  # fmt: skip
    for cell in [made.cell(row, 1)._tc for row in (1, 2)]:
        control = parse_xml(
            f'<w:sdt {W}><w:sdtPr><w:dropDownList>'
            '<w:listItem w:displayText="Emerging" w:value="1"/>'
            '<w:listItem w:displayText="Secure" w:value="2"/></w:dropDownList></w:sdtPr>'
            "<w:sdtContent/></w:sdt>")  # fmt: skip
        cell.addprevious(control)
        control.find(qn("w:sdtContent")).append(cell)
    return saved(document)


BOOKS = ["Books are read.", "Books are lent."]
ODD: dict[str, Odd] = {
    "choices in tables": Odd(choices_in_tables, ["Visitors are met.", "Coats have a peg."],
                             ["Red", "Amber", "Green"]),
    "framed": Odd(framed, ["Light is free.", "Light is clean.", "Water is free.",
                           "Water is clean."], ["No", "Yes"]),
    "headings again": Odd(headings_again, ["There is play at ten.", "There is play at two.",
                                           "There is rest at ten.", "There is rest at two."],
                          ["Never", "Sometimes", "Always"]),
    "statement second": Odd(statement_second, ["Paint is kept on a low shelf.",
                                               "Paint is shared."], ["Red", "Amber", "Green"]),
    "boxes to tick": Odd(boxes_to_tick, ["Maps are clear.", "Maps are new."],
                         ["Not yet", "Partly", "Fully"]),
    "boxes in lines": Odd(boxes_in_lines, ["Maps are clear.", "Maps on every wall"],
                          ["No", "Partly", "Yes"]),
    "upright": Odd(upright, ["Bread is baked here.", "Bread is cut."],
                   ["Not evident", "Emerging", "Embedded"]),
    "numbers by Word": Odd(numbers_by_word, ["Bikes are safe.", "Bikes stop.", "Buses are safe.",
                                             "Buses stop."], ["Not met", "Met"]),
    "numbers typed": Odd(numbers_typed, ["Bikes are safe.", "Bikes are lit.", "Bikes ring."],
                         ["Not met", "Met"], ("empty point or row",)),
    "tracked": Odd(tracked, ["Rooms are warm.", "Rooms are large."], ["No", "Yes"],
                   ("Rooms are loud.",)),
    "footnoted": Odd(footnoted, BOOKS, ["No", "Yes"], ("Twice a week.",)),
    "diagram": Odd(diagram, BOOKS, ["No", "Yes"], ("Drawn offer",)),
    "embedded": Odd(embedded, BOOKS, ["No", "Yes"], ("another document inside it",)),
    "sums": Odd(sums, ["Post is answered.", "Post is friendly."], ["0", "1", "2"]),
    "two raters": Odd(two_raters, ["Paths are swept.", "Paths are lit."], ["No", "Yes"],
                      ("2 columns of ratings",)),
    "side by side": Odd(side_by_side, ["Oaks are old.", "Firs are green.", "Elms are gone.",
                                       "Limes are tall."], ["Red", "Amber", "Green"]),
    "cards": Odd(cards, ["Cards are dealt.", "Cards are counted."], ["Red", "Amber", "Green"]),
    "choices of a cell": Odd(choices_of_a_cell, ["Cups are clean.", "Cups are dry."],
                             ["Emerging", "Secure"]),
}  # fmt: skip
