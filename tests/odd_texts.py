"""Odd and hostile texts, and a folder of returns that holds them wherever a text can stand."""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter
from intake.letters import XLSX, zipped
from openpyxl.comments import Comment
from openpyxl.utils.exceptions import IllegalCharacterError
from workbooks import FRAMEWORKS, RAG, edited, plain, repacked

from sendsheets import layout
from sendsheets.layout import Plan
from sendsheets.model import Asked, Framework
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

MARK = "zq"
"""Stands in each of the texts, and in no word of ours."""

FORGED = f"Wrote /{MARK} (1 email)"
"""What a line of ours could look like."""

TEXTS = {
    "sum": '=1+1&"zq"', "plus": "+1 zq", "minus": "-1 zq", "at": "@SUM(A1) zq", "tab": "\t=1 zq",
    "return": "\r=1 zq", "line": "\n=1 zq", "space": " =1 zq", "no-break": "\xa0=1 zq",
    "zero width": "\u200b=1 zq", "full width": "＝1 zq", "array": '{=1&"zq"}',
    "command": "=cmd|' /C calc'!A0 zq", "hyperlink": '=HYPERLINK("http://zq.example","zq")',
    "web": "http://zq.example/a?b=c&d", "mail": "mailto:zq@zq.example",
    "internal": "internal:Sheet!A1 zq", "external": "external:c:\\zq\\x.xlsx",
    "file": "file:///etc/zq", "script": "<script>alert('zq')</script>",
    "image": "<img src=x onerror=alert(1) alt=zq>", "attribute": "\" onmouseover=\"zq\" x='",
    "link": '<a href="javascript:zq">zq</a>', "entity": "&amp;zq&lt;&#x41;", "cdata": "]]>zq<!--",
    "closing": "</t></si></main></style></title>zq", "run": "<r><t>zq</t></r>",
    "broken run": "<r>zq<b></r>", "double": '"zq"', "quote": "'zq'", "quoted sum": "'=1 zq",
    "fields": 'a","=1","zq', "markdown": "[zq](http://zq.example) **b** `c` | d |",
    "colour": "\x1b[31mzq\x1b[0m", "terminal link": "\x1b]8;;http://zq.example\x07zq\x1b]8;;\x07",
    "one-byte escape": "\x9b31mzq", "bell": "zq\x07\x08\x7f", "null": "z\x00zq",
    "override": "zq\u202egpj.exe\u202c", "isolate": "\u2066zq\u2069",
    "joiner": "zq\u200d\u2060\ufeff",
    "fillers": "zq\u3164\u115f\u034f\xad", "escape": "zq_x000D__x0041_",
    "escapes": "_x005F_x0041_zq",
    "half an escape": "zq_x0041\x01", "separators": f"zq\u2028{FORGED}\u2029{FORGED}",
    "forged": f"zq\n{FORGED}", "forged too": f"zq\r\n{FORGED}\x0b{FORGED}\x85{FORGED}",
    "header": "zq\r\nBcc: zq@zq.example\r\n\r\nzq", "boundary": "--zq\n.\nFrom zq",
    "format": "%s{0}{found}$(zq)`zq`", "JSON": '{"zq": "\\u0000"}',
    "path": "../../zq/..\\con.txt",
    "emoji": "👩‍👩‍👧 zq 👍🏽🇬🇧",
    "accents apart": "e\u0301" + "\u0336" * 20 + "zq",
    "right to left": "שלום zq عليكم",
    "marks of ours": "zq\ufdd0r>\ufdd1x0041_", "no character": "zq\ufffe\uffff",
    "sheet": "'zq'!A1:[1]*?", "true": "TRUE zq", "not a number": "nan zq",
    "long": "zq " + "word " * 6_552 + "zq",
}  # fmt: skip

LONGER = "zq" + "y" * 39_998
"""More than a cell of Excel can hold; a damaged or merged return can."""


def held(text: str) -> str:
    """What a workbook makes of a text: what is no character is shown as U+FFFD."""
    return "".join("\ufffd" if _no_character(c) else c for c in text)


def _no_character(c: str) -> bool:
    return "\ud800" <= c <= "\udfff" or "\ufdd0" <= c <= "\ufdef" or c in "\ufffe\uffff"


def _nth(n: int) -> str:
    return [*TEXTS.values()][n % len(TEXTS)]


def _details(text: str, peer_review: bool, name: str | None = None) -> dict[str, str | date]:
    """A Cover on which every answer is the text."""
    said: dict[str, str | date] = dict.fromkeys(
        (detail.key for detail in layout.cover_details(RAG, peer_review)), text)
    del said["audit"]
    return said | ({} if name is None else {"school_name": name})


def filled(framework: Framework, start: int = 0) -> bytes:
    """A whole workbook as we write it, with the texts in every column of the statements."""
    plan = Plan(framework, Asked(), peer_review=True)
    answers = {}
    for n, statement in enumerate(plan.statements, start):
        a, b, c, d, e, f = (_nth(n + 7 * k) for k in range(6))
        level = statement.main.scale.levels[-1 if n % 2 else 0].label
        answers[statement.ref] = Answer(
            level if n % 3 else f, "", a, b, ("High", c)[n % 2], d, e, f, a, b)
    details = _details(_nth(start), True)
    return school_workbook(plan, Answers(details, answers), made_on=date(2026, 9, 1))


PLACE = "PLACE"


@cache
def _template() -> bytes:
    """A short return with the same word wherever something can be typed."""
    levels = ("Red", "Amber", PLACE)
    answers = {
        s.ref: {"rating": levels[n % 3], **dict.fromkeys(
            ("evidence", "action", "priority", "owner", "due"), PLACE)}
        for n, s in enumerate(RAG.sections[6].statements)
    }  # fmt: skip
    return plain(RAG, answers, _details(PLACE, False), Asked((7,)))


def one_school(text: str) -> bytes:
    """A short return in which everything that can be typed is one text, written as Excel does."""
    text = re.sub("_(?=x[0-9A-F]{4}(_|[\x00-\x1f]))", "_x005F_", held(text))
    text = re.sub("[\x00-\x08\x0b-\x1f]", lambda c: f"_x{ord(c[0]):04X}_", text)
    written = f'<t xml:space="preserve">{escape(text)}</t>'.encode()

    def change(parts: dict[str, bytes]) -> None:
        name = "xl/sharedStrings.xml"
        assert parts[name].count(f"<t>{PLACE}</t>".encode()) == 1
        parts[name] = parts[name].replace(f"<t>{PLACE}</t>".encode(), written)

    return repacked(_template(), change)


def _beside() -> bytes:
    """A return with the texts beside its answers: names of sheets, headings, rows, notes."""
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[-1]
        for n, text in enumerate(text for text in TEXTS.values() if held(text) == text):
            try:
                _text(sheet, 4, 9 + n, text)
                _text(sheet, 5, 9 + n, text)
                _text(sheet, 40 + n, 1, text)
                _text(sheet, 40 + n, 2, text)
                sheet.cell(5 + n % 3, 4 + n).comment = Comment(text, text[:30])
            except IllegalCharacterError:
                continue
        for name in ("=1+1 zq", "<b>zq", "zq'zq", "zq\u202e", "&amp;zq"):
            try:
                extra = book.create_sheet(name)
            except ValueError:
                continue
            _text(extra, 1, 1, f"{name} zq")
        sheet.title = '=1+1 "zq" <i>'

    return edited(plain(RAG, {}, {"school_name": "Beside"}, Asked((7,))), change)


def _text(sheet: object, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)  # type: ignore[attr-defined]
    cell.value = text
    cell.data_type = "s"


def _boxes() -> bytes:
    """A return whose answers stand under text boxes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    cover, sheet = book.add_worksheet("Cover"), book.add_worksheet("7 zq")
    cover.write_row(3, 0, [layout.DETAIL, layout.ANSWER])
    cover.write_row(4, 0, ["School name", "Boxes"])
    cover.write_row(5, 0, ["Audit", layout.audit_text(RAG, Asked((7,)))])
    sheet.write_row(3, 0, [c.heading for c in layout.section_columns(RAG)])
    for row, statement in enumerate(RAG.sections[6].statements, 4):
        sheet.write_row(row, 0, [statement.ref, layout.statement_text(statement), "Red"])
    for row, text in enumerate(TEXTS.values(), 4):
        if text.isprintable():
            sheet.insert_textbox(row, 4, text[:300])
    book.close()
    return buffer.getvalue()


def _longer() -> bytes:
    """A return with a text that no cell can hold."""
    given = plain(RAG, {"7a": {"rating": "Red", "evidence": "ONE", "action": "ONE"}},
                  {"school_name": "Longer"}, Asked((7,)))  # fmt: skip

    def change(parts: dict[str, bytes]) -> None:
        name = "xl/sharedStrings.xml"
        parts[name] = parts[name].replace(b"<t>ONE</t>", f"<t>{LONGER}</t>".encode())

    return repacked(given, change)


def email(sender: str, subject: str, attached: str, data: bytes) -> bytes:
    """An email with these texts in its headers, each as an encoded word."""
    def word(text: str) -> str:
        return f"=?utf-8?b?{base64.b64encode(text.encode('utf-8', 'replace')).decode()}?="

    body = base64.encodebytes(data).decode()
    return (
        f"From: {word(sender)} <zq@zq.example>\r\nSubject: {word(subject)}\r\n"
        "Date: Thu, 12 Nov 2026 09:30:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        f'Content-Type: {"/".join(XLSX)}; name="{word(attached)}"\r\n'
        f'Content-Disposition: attachment; filename="{word(attached)}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--b--\r\n"
    ).encode()


def _small(n: int, school: str = "") -> bytes:
    """A short return that is no other's, with something to ask about."""
    return plain(RAG, {"7a": {"rating": f"Red or zq{n}"}}, {"school_name": school, "urn": ""},
                 Asked((7,)))  # fmt: skip


def returns() -> Iterator[tuple[bytes, bytes]]:
    """The names, as bytes, and the contents of the files of the batch."""
    yield b"whole.xlsx", filled(RAG)
    yield b"whole cpd.xlsx", filled(FRAMEWORKS["senco-cpd-audit"], 11)
    for name, text in TEXTS.items():
        yield f"school {name}.xlsx".encode(), one_school(text)
    yield b"beside.xlsx", _beside()
    yield b"boxes.xlsx", _boxes()
    yield b"longer.xlsx", _longer()
    for n, text in enumerate(TEXTS.values()):
        safe = text.encode()[:80].replace(b"/", b"-").replace(b"\x00", b"")
        if n % 3 == 0:
            yield b"n%d " % n + safe + b".xlsx", _small(n)
        elif n % 3 == 1:
            yield safe.lstrip(b".~") + b"%d.xlsx" % n, _small(n)
        else:
            letter = email(text[:300], text[:300], f"{text[:60]}.xlsx", _small(n))
            yield b"letter %d.eml" % n, letter
    yield b"zq\xff\xfe.xlsx", _small(900)
    yield b"zq\xed\xa0\x80.xlsx", _small(901)
    inside = [(f"{text[:60]}.xlsx", _small(1000 + n))
              for n, text in enumerate(TEXTS.values()) if "\x00" not in text]  # fmt: skip
    yield b"archive zq.zip", zipped(*inside)
    # Two copies of one school that say different things, so that somebody has to choose.
    for copy, (a, b) in enumerate((("override", "run"), ("hyperlink", "forged"))):
        name = f'{("=zq", "zq")[copy]}, "{copy}".xlsx'
        yield name.encode(), plain(
            RAG, {"7a": {"rating": "Red", "evidence": f"{copy} {TEXTS[a]}"},
                  "7b": {"rating": ("Red", "Green")[copy], "action": f"{copy} {TEXTS[b]}"}},
            {"school_name": "Two zq", "urn": "654321", "completed_on": ""}, Asked((7,)),
        )  # fmt: skip


def write(folder: Path) -> int:
    """Put the batch into a folder; return how many files could be written."""
    folder.mkdir(parents=True)
    done = 0
    for name, data in returns():
        try:
            Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(data)
        except OSError:  # not every system takes every name
            continue
        done += 1
    return done
