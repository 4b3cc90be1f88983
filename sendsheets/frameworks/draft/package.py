"""The parts of a Word document, taken out within bounds: the library never sees the file itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from sendsheets.intake.entries import pack
from sendsheets.intake.package import (
    Abnormal,
    Damaged,
    Package,
    TooLarge,
    Unsafe,
    main_part,
    open_package,
    relations,
)

PARAGRAPHS_MOST = 20_000
"""Paragraphs and cells of a document: the longest audit that we know has some 600."""

_ASIDES = {"header": "a header", "footer": "a footer", "footnotes": "a footnote",
           "endnotes": "an endnote", "comments": "a comment", "diagramData": "a diagram",
           "chart": "a chart"}  # fmt: skip

EMBEDDED = "another document inside it"
"""What Word shows as text and keeps in a file of its own, which is not opened."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORM = "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"


@dataclass(frozen=True, slots=True)
class WordParts:
    """A small package of the text, its styles and its numbering; and the parts beside the text.

    ``asides`` are what each is ("a header") and its XML.
    """

    small: bytes
    asides: tuple[tuple[str, bytes], ...] = field(default=())


def word_parts(data: bytes, careful: bool) -> WordParts | str:
    """Take a Word document apart.

    Args:
        data: the file's bytes.
        careful: look only at what is ordinary, as in ``intake.inspect``.

    Returns:
        Its parts, or why it is not read (to go after "because").

    Raises:
        Abnormal: if ``careful``, and the file is to be read in a guarded process.
    """
    try:
        package = open_package(data, careful)
        main = main_part(package)
        if not package.has(main) or not main.casefold().startswith("word/"):
            return _other(package)
        return _taken(package, main)
    except Damaged as error:
        return f"it is damaged: {error}"
    except TooLarge as error:
        return f"it is too large: {error}"
    except Unsafe as error:
        return f"it is not safe: {error}"


def _other(package: Package) -> str:
    if package.has("content.xml"):
        return "it is an OpenDocument text, so save it as a Word document (.docx)"
    if any(name.startswith("index/") or name == "index.zip" for name in package.names):
        return "it is an Apple document, so export it to Word"
    if any(name.startswith("ppt/") for name in package.names):
        return "it is a presentation"
    if package.has("[Content_Types].xml"):
        return "it is damaged: its text is not there"
    return "it is a zip archive, so take the document out of it"


def _taken(package: Package, main: str) -> WordParts:
    text = _usual(package.read(main))
    if text.count(b"<w:p ") + text.count(b"<w:p>") + text.count(b"<w:tc>") > PARAGRAPHS_MOST:
        raise TooLarge(f"it has more than {PARAGRAPHS_MOST:,} paragraphs and cells")
    folder, _, name = main.rpartition("/")
    lists = join(folder, "_rels", f"{name}.rels")
    kept: dict[str, bytes] = {}
    asides: list[tuple[str, bytes]] = []
    if package.has(lists):
        for each in relations(package.read(lists)):
            if each.mode == "External":
                continue
            part = normpath(each.target.lstrip("/") if each.target.startswith("/")
                            else join(dirname(main), each.target))  # fmt: skip
            if not package.has(part):
                continue
            if each.kind in ("styles", "numbering"):
                kept[each.kind] = _usual(package.read(part))
            elif each.kind == "aFChunk":
                asides.append((EMBEDDED, b""))
            elif each.kind in _ASIDES:
                asides.append((_ASIDES[each.kind], _usual(package.read(part))))
    return WordParts(_small(text, kept), tuple(asides))


def _usual(xml: bytes) -> bytes:
    """A part with the usual names of its elements: the library knows no Strict Open XML."""
    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)
    return xml


def _small(text: bytes, kept: dict[str, bytes]) -> bytes:
    """A package of just these parts, whatever stood beside them."""
    types = [("document", "document.main"), *((kind, kind) for kind in kept)]
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_FORM % kind}"/>'
        for part, kind in types
    )
    inner = "".join(
        f'<Relationship Id="sendsheets{n}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(kept)
    )
    outer = (f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
             'Target="word/document.xml"/>')  # fmt: skip
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            f'openxmlformats-package.relationships+xml"/>{overrides}</Types>'),
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{outer}</Relationships>',
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'),
    }  # fmt: skip
    packed = {name: part.encode() for name, part in parts.items()}
    packed["word/document.xml"] = text
    packed |= {f"word/{kind}.xml": xml for kind, xml in kept.items()}
    return pack(packed)


__all__ = ["Abnormal", "WordParts", "word_parts"]
