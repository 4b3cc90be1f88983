"""CSV files that spreadsheet programs open safely."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import sendsheets.analysis  # noqa: F401  (it settles where pandas keeps text)
from sendsheets.reports.tidy import csv_bytes, guard, parquet_bytes


def write_csv(frame: pd.DataFrame, path: Path) -> Path:
    path.write_bytes(csv_bytes(frame))
    return path


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "\u200b=1",
     "\ufeff=1", "  \t@x", "＝1", "\x00=1"],
)
def test_what_might_be_a_formula_is_guarded(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Oak", "a=b", "5 - 3", "'=1", "1a", "(-5)", "é"])
def test_plain_text_is_left_alone(text):
    assert guard(text) == text


def test_the_bytes_by_hand(tmp_path):
    frame = pd.DataFrame({
        "school": ["St Mary’s", '=cmd("x")'],
        "due": pd.array(["2027-02-12", None], dtype="datetime64[s]"),
        "overdue": [True, False],
        "rank": pd.array([1, None], dtype="Int64"),
        "mean": [-0.5, float("nan")],
    })
    path = write_csv(frame, tmp_path / "a.csv")
    assert path == tmp_path / "a.csv"
    assert path.read_bytes() == (
        b"\xef\xbb\xbf"
        b'"school","due","overdue","rank","mean"\r\n'
        b'"St Mary\xe2\x80\x99s","2027-02-12","Yes","1","-0.5"\r\n'
        b'"\'=cmd(""x"")","","No","",""\r\n'
    )


def test_a_table_of_any_length_is_written_whole_and_in_order(tmp_path):
    many = 25_003  # more than is written at a time
    frame = pd.DataFrame({"n": range(many), "text": ["=1", "b", "c"] * (many // 3) + ["d"]})
    found = rows(write_csv(frame.astype({"text": "str"}), tmp_path / "a.csv"))
    assert found[0] == ["n", "text"]
    assert [row[0] for row in found[1:]] == [str(n) for n in range(many)]
    assert found[1][1] == found[24_001][1] == "'=1"
    assert found[-1] == ["25002", "d"]


def test_numbers_yes_and_nothing_stay_apart(tmp_path):
    frame = pd.DataFrame({"mixed": pd.Series([True, 1, 1.0, None, "1"], dtype="object"),
                          "text": pd.Series(["", None, "a", "a", ""], dtype="str")})  # fmt: skip
    found = rows(write_csv(frame, tmp_path / "a.csv"))[1:]
    assert [row[0] for row in found] == ["Yes", "1", "1.0", "", "1"]
    assert [row[1] for row in found] == ["", "", "a", "a", ""]


def test_quotes_commas_and_lines_read_back_whole(tmp_path):
    text = 'one, "two"\nthree; four'
    path = write_csv(pd.DataFrame({"evidence": [text]}), tmp_path / "a.csv")
    assert rows(path) == [["evidence"], [text]]


def test_a_text_cannot_start_a_new_field_or_a_formula_in_it(tmp_path):
    path = write_csv(pd.DataFrame({"evidence": ['x",=1+1\r\n=2+2']}), tmp_path / "a.csv")
    assert len(rows(path)) == 2
    assert len(rows(path)[1]) == 1


def test_headings_are_guarded_and_facts_are_json(tmp_path):
    frame = pd.DataFrame({"=x": [{"b": "2", "a": "é"}]})
    assert rows(write_csv(frame, tmp_path / "a.csv")) == [["'=x"], ['{"a": "é", "b": "2"}']]


def test_half_a_surrogate_pair_does_not_stop_the_file(tmp_path):
    path = write_csv(pd.DataFrame({"a": ["x\ud800y"]}, dtype="object"), tmp_path / "a.csv")
    assert rows(path)[1] == ["x?y"]


def test_equal_frames_give_equal_bytes_and_a_file_is_replaced(tmp_path):
    frame = pd.DataFrame({"a": [1 / 3, 2.0], "b": ["x", "y"]})
    first = write_csv(frame, tmp_path / "a.csv").read_bytes()
    assert write_csv(frame.copy(), tmp_path / "a.csv").read_bytes() == first
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"], "nothing is left beside it"


def test_an_empty_frame_is_its_headings(tmp_path):
    assert rows(write_csv(pd.DataFrame({"a": [], "b": []}), tmp_path / "a.csv")) == [["a", "b"]]


# --- Parquet ---------------------------------------------------------------------------------


@pytest.fixture
def odd():
    return pd.DataFrame({
        "school": pd.Series(["St Mary’s", "=1+1"], dtype="str"),
        "due": pd.array(["2027-02-12", None], dtype="datetime64[s]"),
        "overdue": [True, False],
        "rank": pd.array([1, None], dtype="Int64"),
        "mean": [-0.5, float("nan")],
        "facts": pd.Series([{"b": "é", "a": 1}, {}], dtype="object"),
    })


def test_parquet_keeps_types_and_words(odd):
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    table = parquet.read_table(io.BytesIO(parquet_bytes(odd)))
    assert table.column_names == list(odd)
    assert table["school"].to_pylist() == ["St Mary’s", "=1+1"]
    assert str(table["due"].to_pylist()[0]).startswith("2027-02-12")
    assert table["due"].to_pylist()[1] is None
    assert table["overdue"].to_pylist() == [True, False]
    assert table["rank"].to_pylist() == [1, None]
    assert table["facts"].to_pylist() == ['{"a": 1, "b": "\\u00e9"}', "{}"]


def test_parquet_of_half_a_letter_and_equal_bytes_twice(odd):
    pytest.importorskip("pyarrow")
    odd.loc[0, "school"] = "a\ud83d"
    assert parquet_bytes(odd) == parquet_bytes(odd.copy())
    back = pd.read_parquet(io.BytesIO(parquet_bytes(odd)))
    assert back["school"].tolist() == ["a?", "=1+1"]
