"""OpenDocument and binary workbooks, written without any office program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlsb import XlsbSheet, xlsb

from .base import (
    ACCEPTED,
    FIRST,
    QUERY,
    READ,
    Variant,
    column,
    everything,
    grid,
    one,
    zipped,
)

SPACES = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"'
    for key in ("office", "table", "text")) + (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"')

Cells = Mapping[tuple[int, int], str]
"""The XML of cells that are written otherwise than plainly, by place on the first section."""


def paragraphs(words: str) -> str:
    """Text as LibreOffice writes it: a paragraph a line, runs of spaces counted."""
    lines = [escape(line).replace("\t", "<text:tab/>") for line in words.split("\n")]
    made = []
    for line in lines:
        start = len(line) - len(line.lstrip(" "))
        lead = f'<text:s text:c="{start}"/>' if start else ""
        made.append(f"<text:p>{lead}{line.lstrip(' ')}</text:p>")
    return "".join(made)


def text_cell(inside: str, kind: str = 'office:value-type="string"', more: str = "") -> str:
    """A cell with this inside."""
    return f"<table:table-cell {kind} {more}>{inside}</table:table-cell>"


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return text_cell(f"<text:p>{value:%d/%m/%Y}</text:p>",
                         f'office:value-type="date" office:date-value="{value}"')  # fmt: skip
    if isinstance(value, int):
        return text_cell(f"<text:p>{value}</text:p>",
                         f'office:value-type="float" office:value="{value}"')  # fmt: skip
    return text_cell(paragraphs(str(value)))


def ods(changed: Cells | None = None, gap: int = 0, padded: bool = True) -> bytes:
    """The filled workbook's typed sheets, some cells of the first section changed.

    ``gap`` blank rows, written as one that repeats, stand above everything; ``padded`` sheets
    end as LibreOffice ends them, with rows that repeat to the last.
    """
    tables = []
    for name, cells in grid().sheets.items():
        own = {**{place: _plain(value) for place, value in cells.items()},
               **((changed or {}) if name == FIRST else {})}  # fmt: skip
        rows = [_rows(gap)] if gap else []
        last = max(row for row, _ in own)
        for row in range(1, last + 1):
            within = {c: xml for (r, c), xml in own.items() if r == row}
            made, at = "", 1
            for place in sorted(within):
                if place > at:
                    made += f'<table:table-cell table:number-columns-repeated="{place - at}"/>'
                made, at = made + within[place], place + 1
            if padded:
                made += f'<table:table-cell table:number-columns-repeated="{16_385 - at}"/>'
            rows.append(f"<table:table-row>{made or '<table:table-cell/>'}</table:table-row>")
        if padded:
            rows.append(_rows(1_048_576 - last - gap))
        tables.append(f"<table:table table:name={quoteattr(name)}>{''.join(rows)}</table:table>")
    xml = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} '
           f'office:version="1.2"><office:body><office:spreadsheet>{"".join(tables)}'
           "</office:spreadsheet></office:body></office:document-content>")
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml.encode(),
        "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
                                 b'opendocument:xmlns:manifest:1.0"/>'})  # fmt: skip


def _rows(count: int) -> str:
    return (f'<table:table-row table:number-rows-repeated="{count}"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>')


def _binary() -> bytes:
    return xlsb([XlsbSheet(name, dict(cells)) for name, cells in grid().sheets.items()])


RATING, EVIDENCE, DUE = (5, 3), (5, 4), (5, 8)

WORDS = {
    "a line break": ("<text:p>one<text:line-break/>two</text:p>", "one\ntwo"),
    "two paragraphs": ("<text:p>one</text:p><text:p>two</text:p>", "one\ntwo"),
    "an empty paragraph between": ("<text:p>one</text:p><text:p/><text:p>two</text:p>",
                                   "one\n\ntwo"),
    "a tab": ("<text:p>one<text:tab/>two</text:p>", "one\ttwo"),
    "counted spaces": ('<text:p>one<text:s text:c="3"/>two</text:p>', "one   two"),
    "one counted space": ("<text:p>one <text:s/>two</text:p>", "one  two"),
    "rich text": ("<text:p><text:span>one</text:span> <text:span>two</text:span></text:p>",
                  "one two"),
    "a link": ('<text:p>see <text:a xlink:href="http://x.example">the policy</text:a> now</text:p>',
               "see the policy now"),
    "emoji and quotes": ("<text:p>👩🏽‍🏫 “good” &amp; &lt;b&gt;</text:p>", "👩🏽‍🏫 “good” & <b>"),
}  # fmt: skip


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, make: Callable[[], bytes], becomes: str = ACCEPTED, **rest: Any) -> Variant:
        return Variant("ods", name, one(make, "oak.ods"), becomes, **rest)

    def put(name: str, place: tuple[int, int], xml: str, says: dict[Any, Any],
            becomes: str = READ, **rest: Any) -> Variant:  # fmt: skip
        return v(name, lambda: ods({place: xml}), becomes, says=says, **rest)

    yield v("plain", ods)
    yield v("without rows to the last", lambda: ods(padded=False))
    yield v("forty blank rows on top", lambda: ods(gap=12), READ)
    yield Variant("ods", "named as a workbook of Excel", one(ods))
    for name, (inside, words) in WORDS.items():
        yield put(name, EVIDENCE, text_cell(inside), {("1a", "evidence"): words})
    yield put("a note on a rating", RATING, text_cell(
        "<office:annotation><dc:creator>Jo</dc:creator><text:p>Jo thinks Amber</text:p>"
        "</office:annotation><text:p>Green</text:p>"), {}, strays=("Jo thinks Amber",))
    rating, due = ("1a", "rating"), ("1a", "due")
    yield put("an error in a rating", RATING, text_cell(
        "<text:p>#N/A</text:p>", 'table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"'), {rating: "#N/A"}, QUERY,
        means={rating: None})
    yield put("an error as other programs write it", RATING, text_cell(
        "<text:p>#REF!</text:p>", 'table:formula="of:=[.A1]" office:value-type="float" '
        'office:value="0"'), {rating: "#REF!"}, QUERY, means={rating: None},
        gone=frozenset({rating}))
    yield put("a rating from a formula", RATING, text_cell(
        "<text:p>Green</text:p>", 'table:formula="of:=&quot;Green&quot;" '
        'office:value-type="string" office:string-value="Green"'), {}, means={rating: "any"})
    yield put("a rating only as a value", RATING, text_cell(
        "", 'office:value-type="string" office:string-value="Green"'), {})
    yield put("a tick box", RATING, text_cell(
        "<text:p>TRUE</text:p>", 'office:value-type="boolean" office:boolean-value="true"'),
        {rating: "TRUE"}, QUERY, means={rating: None})
    yield put("a number for a rating", RATING, text_cell(
        "<text:p>3</text:p>", 'office:value-type="float" office:value="3"'), {rating: "3"}, QUERY,
        means={rating: None})
    yield put("a percentage", EVIDENCE, text_cell(
        "<text:p>85%</text:p>", 'office:value-type="percentage" office:value="0.85"'),
        {("1a", "evidence"): "0.85"})
    yield put("a time", EVIDENCE, text_cell(
        "<text:p>09:30</text:p>", 'office:value-type="time" office:time-value="PT09H30M00S"'),
        {("1a", "evidence"): "09:30"})
    yield put("a date with a time", DUE, text_cell(
        "<text:p>12/02/27</text:p>",
        'office:value-type="date" office:date-value="2027-02-12T09:30:00"'),
        {due: date(2027, 2, 12)})
    yield put("a date that is none", DUE, text_cell(
        "<text:p>31/02/27</text:p>", 'office:value-type="date" office:date-value="2027-02-31"'),
        {due: "2027-02-31"}, f"{QUERY} or refused", gone=frozenset({due}))
    yield put("merged ratings", RATING, text_cell(
        "<text:p>Green</text:p>", 'office:value-type="string"',
        'table:number-rows-spanned="3" table:number-columns-spanned="1"'), {}, QUERY,
        tells=("answer-merged",))
    yield put("an unknown type", RATING, text_cell(
        "<text:p>Green</text:p>", 'office:value-type="fancy"'), {}, f"{READ} or refused",
        means={rating: "green"}, gone=everything("1a"))
    yield Variant("ods", "xlsb", one(_binary, "oak.xlsb"), QUERY, tells=("file-old-excel",))
    yield Variant("ods", "xlsb named xlsx", one(_binary), QUERY, tells=("file-old-excel",))
    yield Variant("ods", "xlsb cut short", one(lambda: _binary()[:9000], "oak.xlsb"), "refused",
                  truth={}, returns=0, unread=column("rating"))
