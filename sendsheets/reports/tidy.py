"""Tidy files: CSV that spreadsheet programs open safely, and Parquet for Power BI and the like."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from importlib.util import find_spec
from typing import Any

import pandas as pd

from sendsheets.reports.guard import guard as guard

_BLOCK = 10_000
"""Rows that are written at a time, so that a long table does not stand in memory twice."""


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Write a frame as CSV that Excel opens with every character right.

    UTF-8 with a byte order mark, every field quoted, lines ended by CR LF. Dates are ISO
    (``2027-02-12``), flags Yes or No, nulls empty, dicts JSON. Equal frames give equal bytes.
    Text is guarded by ``guard``; numbers are ours and are written as they are.

    Args:
        frame: any frame of ``analysis``; its index is not written.

    Returns:
        The content of the file.
    """
    made = io.BytesIO()
    # Half of a surrogate pair, which a damaged file can hold, has no UTF-8: it becomes "?".
    text = io.TextIOWrapper(made, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guard(str(name)) for name in frame.columns])
    for first in range(0, len(frame), _BLOCK):
        block = frame.iloc[first : first + _BLOCK]
        columns = (_fields(block.iloc[:, n]) for n in range(block.shape[1]))
        writer.writerows(zip(*columns, strict=True))
    text.flush()
    return made.getvalue()


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Write a frame as a Parquet file, which keeps the type of every column.

    Text is written as it came, for no program reads a formula in it. Facts are JSON text; dates
    are dates. Equal frames give equal bytes (of one version of pyarrow).

    Args:
        frame: any frame of ``analysis``; its index is not written.

    Raises:
        ImportError: pyarrow is not installed (see ``parquet_is_there``).
    """
    plain = frame.copy()
    for name in plain:
        if plain[name].dtype == object:
            plain[name] = pd.Series([_json(value) for value in plain[name]], dtype="str")
        elif str(plain[name].dtype) == "str":
            # Half of a surrogate pair has no UTF-8; it becomes "?", as in the CSV.
            plain[name] = plain[name].map(_encodable).astype("str")
    made = io.BytesIO()
    plain.to_parquet(made, engine="pyarrow", index=False)
    return made.getvalue()


def parquet_is_there() -> bool:
    """Whether the library that writes Parquet is installed (the extra ``parquet``)."""
    return find_spec("pyarrow") is not None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True)


def _encodable(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _fields(column: pd.Series[Any]) -> list[Any]:
    """The values of a column as they are written; whole numbers the writer can do by itself."""
    values: list[Any] = column.tolist()
    if column.dtype == "int64":
        return values
    if column.dtype != "object" and column.dtype != "float64":  # mostly few, again and again
        written = {value: _field(value) for value in set(values)}
        return [written[value] for value in values]
    return [_field(value) for value in values]


def _field(value: Any) -> str:
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
