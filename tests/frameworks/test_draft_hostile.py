"""Damaged and hostile documents are refused, each with a reason, and cost little."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted

from .documents import LAYOUTS

PART = "word/document.xml"
MB = 1024 * 1024


def usual() -> bytes:
    return LAYOUTS["tick columns"]()


def with_part(change: Callable[[bytes], bytes], name: str = PART) -> bytes:
    """The document with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual())) as old, zipfile.ZipFile(
        buffer, "w", zipfile.ZIP_DEFLATED
    ) as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, change(part) if each == name else part)
    return buffer.getvalue()


def without(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual())) as old, zipfile.ZipFile(buffer, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    return buffer.getvalue()


def doubled(name: str) -> bytes:
    buffer = io.BytesIO(usual())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as package:
        package.writestr(name, b"<x/>")
    return buffer.getvalue()


def nested(times: int) -> bytes:
    deep = b"<w:tbl><w:tr><w:tc>" * times + b"</w:tc></w:tr></w:tbl>" * times
    return with_part(lambda part: part.replace(b"<w:sectPr", deep + b"<w:sectPr", 1))


def entities() -> bytes:
    bomb = (b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>')
    return with_part(lambda part: part.replace(b"<w:document", bomb + b"<w:document", 1))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "it is empty"),
    "blanks": (lambda: b" \r\n\t\0", "it is empty"),
    "half a document": (lambda: usual()[: len(usual()) // 2], "damaged"),
    "no text part": (lambda: without(PART), "damaged"),
    "text that is no XML": (lambda: with_part(lambda part: part[:-40]), "damaged"),
    "entities in entities": (entities, "not safe"),
    "one name twice": (lambda: doubled(PART), "not safe"),
    "60 MB of blanks": (lambda: with_part(lambda part: part + b" " * 60 * MB), "too large"),
    "a table in a table, 300 deep": (lambda: nested(300), "damaged"),
    "30,000 paragraphs": (
        lambda: with_part(lambda part: part.replace(
            b"<w:sectPr", b"<w:p></w:p>" * 30_000 + b"<w:sectPr", 1)), "too large"),
    "a PDF": (lambda: b"%PDF-1.7 ...", "PDF"),
    "rich text": (lambda: b"{\\rtf1 words}", ".rtf"),
    "a web page": (lambda: b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither"),
    "an old Word document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".docx"),
    "a locked document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password"),
    "6 MB of text": (lambda: b"word " * (6 * MB // 5), "larger than"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_reason(name):
    make, reason = REFUSED[name]
    made = drafted(make(), "document.docx")
    assert isinstance(made, str), made
    assert reason in made


def other(names: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in names.items():
            package.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis.opendocument.text"},
         "OpenDocument"),
        ({"Index/Document.iwa": b"x"}, "Apple"),
        ({"ppt/presentation.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}, "presentation"),
        ({"a.txt": b"x"}, "zip archive"),
    ],
)  # fmt: skip
def test_other_packages_are_told_apart(names, reason):
    made = drafted(other(names), "document.docx")
    assert isinstance(made, str)
    assert reason in made


READ: dict[str, Callable[[], bytes]] = {
    "a cell over a million columns": lambda: with_part(lambda part: part.replace(
        b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="1000000"/>', 1)),
    "a list without numbering": lambda: with_part(lambda part: part.replace(
        b"<w:pPr>", b'<w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="77"/></w:numPr>', 1)),
    "no styles": lambda: without("word/styles.xml"),
    "a table in a table": lambda: nested(3),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_is_only_odd_is_read(name):
    made = drafted(READ[name](), "document.docx")
    assert isinstance(made, Draft), made
    assert made.data
    said = [s["text"] for section in made.data["sections"] for s in section["statements"]]
    assert "Lessons are planned for everyone." in said


def test_relationships_are_never_followed_out():
    outside = (b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/'
               b'2006/relationships/header" Target="file:///etc/passwd" TargetMode="External"/>'
               b'<Relationship Id="rIdY" Type="http://schemas.openxmlformats.org/officeDocument/'
               b'2006/relationships/header" Target="../../../outside.xml"/></Relationships>')
    made = drafted(
        with_part(lambda part: part.replace(b"</Relationships>", outside),
                  "word/_rels/document.xml.rels"), "document.docx")  # fmt: skip
    assert isinstance(made, Draft)
    assert made.data
