"""Sheets that no change touched are kept as they were written: what comes out is the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import touched
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbooks import FRAMEWORKS, completed, put

NAMES = ("send-network-pulse",)
FIRST = {name: FRAMEWORKS[name].sections[0].sheet for name in NAMES}
SECOND = {name: FRAMEWORKS[name].sections[1].sheet for name in NAMES}


def parts(data: bytes) -> dict[str, Any]:
    """The parts of a package but for when it was saved; of the list of parts, what it lists."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found: dict[str, Any] = {name: package.read(name) for name in package.namelist()}
    del found["docProps/core.xml"]
    found["[Content_Types].xml"] = sorted(re.findall(rb"<[^>]*>", found["[Content_Types].xml"]))
    return found


def by_openpyxl(data: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def in_part(data: bytes, change: Callable[[Any], None]) -> bytes:
    touched.base(data)
    touched._SEEN.add(data)
    book = touched.opened(data)
    assert any(isinstance(sheet, touched.Unopened) for sheet in book.worksheets)
    change(book)
    return touched.saved(book)


def table_gone(name):
    def change(book):
        sheet = book[SECOND[name]]
        del sheet.tables[next(iter(sheet.tables))]

    return change


CHANGES = {
    "nothing": lambda name: lambda book: None,
    "a value": lambda name: lambda book: setattr(book[FIRST[name]]["D5"], "value", "Typed"),
    "a note": lambda name: lambda book: setattr(
        book[SECOND[name]]["C5"], "comment", Comment("Green", "A")),
    "a row inserted": lambda name: lambda book: book[FIRST[name]].insert_rows(6),
    "a table gone": table_gone,
    "a sheet renamed": lambda name: lambda book: setattr(book[FIRST[name]], "title", "Ours"),
    "a sheet hidden": lambda name: lambda book: setattr(book["Cover"], "sheet_state", "hidden"),
    "a sheet removed": lambda name: lambda book: book.remove(book[FIRST[name]]),
    "a sheet copied": lambda name: lambda book: book.copy_worksheet(book[FIRST[name]]),
    "a sheet moved": lambda name: lambda book: book.move_sheet(FIRST[name], 3),
    "a sheet put first": lambda name: lambda book: book.create_sheet("New", 0).append([1]),
    "no protection": lambda name: lambda book: book["Summary"].protection.disable(),
    "rows repeated": lambda name: lambda book: setattr(
        book[FIRST[name]], "print_title_rows", "1:2"),
    "days from 1904": lambda name: lambda book: setattr(book, "epoch", CALENDAR_MAC_1904),
    "every sheet seen": lambda name: lambda book: [sheet["A1"] for sheet in book],
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_is_what_openpyxl_saves(name, change):
    data, make = completed(name), CHANGES[change](name)

    ours, theirs = parts(in_part(data, make)), parts(by_openpyxl(data, make))

    assert ours.keys() == theirs.keys()
    assert [part for part in ours if ours[part] != theirs[part]] == []


def struck(name):
    def change(book):
        book[FIRST[name]]["C5"].font = Font(strike=True)
        book["Cover"]["B13"].number_format = "m/d/yyyy"

    return change


STYLED = {
    "struck": struck,
    "a cell": lambda name: put("Guidance", B40="Typed"),
    "cells merged": lambda name: lambda book: book[FIRST[name]].merge_cells("C5:C6"),
}


def shown(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in each cell, and how it looks."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [
        (cell.coordinate, cell.value, cell.number_format, book._fonts[cell._style.fontId],
         book._fills[cell._style.fillId], book._borders[cell._style.borderId],
         book._protections[cell._style.protectionId], book._alignments[cell._style.alignmentId])
        for row in sheet.iter_rows() for cell in row] for sheet in book}  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("change", STYLED)
def test_a_new_style_may_have_another_number_and_looks_the_same(change):
    data, make = completed(NAMES[0]), STYLED[change](NAMES[0])

    ours, theirs = in_part(data, make), by_openpyxl(data, make)

    assert parts(ours).keys() == parts(theirs).keys()
    assert shown(ours) == shown(theirs)
