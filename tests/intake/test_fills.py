"""The colours that cells are filled with, and what they are called."""

from __future__ import annotations

import io

import openpyxl
import pytest
from libreoffice import converted, needs_libreoffice
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from workbooks import repacked

from sendsheets.intake.colours import colour, name_of
from sendsheets.intake.fills import fills
from sendsheets.intake.inspect import inspect

HERE = "Sheet"
OFFICE = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2",
          "4BACC6", "F79646")  # fmt: skip
"""The first colours of the theme that openpyxl writes, as cells count them."""

CASES = {
    (1, 1): (Color(rgb="FFFF0000"), "FF0000"),
    (2, 1): (Color(rgb="00FFC000"), "FFC000"),
    (3, 2): (Color(indexed=17), "008000"),
    (4, 2): (Color(indexed=2), "FF0000"),
    (5, 1): (Color(rgb="FFFFFFFF"), None),
    (6, 1): (Color(rgb="FFFEFEFE"), None),
    (7, 3): (Color(indexed=64), None),
}


def book(cases):
    made = openpyxl.Workbook()
    sheet = made.active
    for (row, column), given in cases.items():
        sheet.cell(row, column).fill = PatternFill("solid", fgColor=given)
    sheet.cell(20, 1).value = "words"
    sheet.cell(20, 2).fill = PatternFill("lightGray", fgColor="FFFF0000")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def found(data, *places):
    facts = inspect(data).facts
    assert facts is not None
    return {here: given for (_, here), given in fills(
        data, facts, {HERE: frozenset(places)}).items()}  # fmt: skip


DATA = book({here: given for here, (given, _) in CASES.items()})
EVERY = (*CASES, (20, 1), (20, 2), (21, 1))
EXPECTED = {here: given for here, (_, given) in CASES.items() if given}


def test_cells_that_are_filled_and_not_white_and_no_others():
    assert found(DATA, *EVERY) == EXPECTED
    assert found(DATA, (1, 1), (5, 1)) == {(1, 1): "FF0000"}


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@needs_libreoffice
def test_the_same_after_libreoffice(ending, tmp_path):
    seen = {here: given for here, given in CASES.items() if here != (7, 3)}
    data = book({here: given for here, (given, _) in seen.items()})
    saved = converted({"a.xlsx": data}, ending, tmp_path)["a.xlsx"]
    places = [here for here in seen if here != (4, 2)]  # an old colour that it reads otherwise
    assert found(saved, *places) == {h: g for h, g in EXPECTED.items() if h in places}


@pytest.mark.parametrize(("index", "tint", "expected"), [
    (5, 0.0, "C0504D"), (9, 0.0, "F79646"), (7, 0.6, "CCC0DA"), (3, 0.0, "1F497D"),
    (1, 0.0, "000000"), (0, -0.5, "808080"),
])  # fmt: skip
def test_colours_of_the_theme_with_their_tints(index, tint, expected):
    data = book({(1, 1): Color(theme=index, tint=tint)})
    (given,) = found(data, (1, 1)).values()

    assert [abs(int(given[n:n + 2], 16) - int(expected[n:n + 2], 16)) < 3
            for n in (0, 2, 4)] == [True] * 3  # fmt: skip
    assert colour({"theme": str(index)}, OFFICE) == OFFICE[index]


def rewritten(change):
    def parts(found_parts):
        name = "xl/worksheets/sheet1.xml"
        found_parts[name] = change(found_parts[name])

    return repacked(DATA, parts)


@pytest.mark.parametrize("change", [
    lambda xml: xml.replace(b'<c r="A1" s=', b"<c  s=").replace(b"<c  s=\"1\"", b"<c s='1' r='A1'"),
    lambda xml: xml.replace(b'<c r="A1"', b'<c\n r = "A1"'),
], ids=["attributes in another order", "spaces"])  # fmt: skip
def test_cells_that_are_spelt_otherwise(change):
    data = rewritten(change)

    assert data != DATA
    assert found(data, *EVERY) == EXPECTED


def test_damaged_styles_give_no_colours():
    def broken(parts):
        parts["xl/styles.xml"] = b"<styleSheet><fills>"

    assert found(repacked(DATA, broken), *EVERY) == {}


@pytest.mark.parametrize(("given", "name"), [
    ("FF0000", "red"), ("C00000", "red"), ("FFC7CE", "red"), ("FFC000", "amber"),
    ("FFA500", "amber"), ("ED7D31", "amber"), ("FFFF00", "yellow"), ("FFFF99", "yellow"),
    ("00B050", "green"), ("92D050", "green"), ("C6EFCE", "green"), ("00B0F0", "blue"),
    ("7030A0", "purple"), ("D9D9D9", "grey"), ("000000", "black"),
])  # fmt: skip
def test_names_that_people_use(given, name):
    assert name_of(given) == name
