"""Tidy CSV files that spreadsheet programs open safely."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import pandas as pd

DANGEROUS = "=+-@＝＋－＠"
"""First characters that make a spreadsheet program read a text as a formula."""

_CONTROLS = "\t\r\n"


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
    columns = (frame.iloc[:, n].tolist() for n in range(frame.shape[1]))
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guard(str(name)) for name in frame.columns])
    writer.writerows(zip(*(map(_field, values) for values in columns), strict=True))
    # Half of a surrogate pair, which a damaged file can hold, has no UTF-8: it becomes "?".
    return text.getvalue().encode("utf-8-sig", errors="replace")


def guard(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet program might take for a formula.

    That is one whose first character is ``=``, ``+``, ``-``, ``@`` (or their full-width forms)
    or a tab or line end, or whose first after leading blanks and invisible characters is. The
    ``'`` becomes part of the text in the file, and every such text has it: whoever reads the
    CSV with a program removes one leading ``'``. Quoting alone does not help: Excel reads a
    quoted field as a formula too.

    Source: CSV injection as described by OWASP.
    """
    if text[:1].isalnum():  # nearly every text; the rest is slow
        return text
    visible = next((c for c in text if not _is_unseen(c)), "")
    if (visible and visible in DANGEROUS) or text[:1] in tuple(_CONTROLS):
        return f"'{text}"
    return text


def _is_unseen(character: str) -> bool:
    """Blank, control, zero-width or byte order mark: nothing a person would see first."""
    return character.isspace() or not character.isprintable()


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
