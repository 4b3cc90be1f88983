"""Frames made of declared columns."""

from __future__ import annotations

from sendsheets.analysis.columns import DAY, FLAG, PLACE, TEXT, WHOLE, Column, frame, of


class School:
    """Whose answers a row is part of."""

    def __init__(self, name: str) -> None:
        self.name = name


def whose(row: tuple[School, int]) -> School:
    return row[0]


def test_a_value_that_many_rows_share_is_worked_out_once_for_each_part():
    oak, elm = School("Oak"), School("Elm")
    rows = [(elm, 1), (oak, 2), (elm, 3), (School("Elm"), 4)]
    asked: list[str] = []

    def name(row: tuple[School, int]) -> str:
        asked.append(row[0].name)
        return row[0].name

    made = frame((Column("school", TEXT, name, whose), Column("n", WHOLE, lambda r: r[1]),
                  Column("long", FLAG, lambda r: len(r[0].name) > 3, whose)), rows)  # fmt: skip
    assert made["school"].tolist() == ["Elm", "Oak", "Elm", "Elm"]
    assert asked == ["Elm", "Oak", "Elm"], "the second Elm is another part"
    assert made["n"].tolist() == [1, 2, 3, 4]
    assert list(made.columns) == ["school", "n", "long"]
    assert [str(dtype) for dtype in made.dtypes] == ["str", "int64", "bool"]


def test_types_are_the_same_without_rows_and_with_nulls():
    columns = (Column("school", TEXT, lambda r: r[0].name, whose),
               Column("place", PLACE, lambda r: None, whose), Column("day", DAY, lambda r: None))
    types = ["str", "Int64", "datetime64[s]"]
    assert [str(dtype) for dtype in frame(columns, []).dtypes] == types
    made = frame(columns, [(School("Oak"), 1)] * 2)
    assert [str(dtype) for dtype in made.dtypes] == types
    assert made["place"].isna().all()
    assert list(made.index) == [0, 1]


def test_a_column_of_a_part_takes_its_value_from_there():
    name = Column("school", TEXT, lambda school: school.name)
    assert of(name, whose).value((School("Oak"), 1)) == "Oak"
