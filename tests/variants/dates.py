"""What may stand in a due date's cell. All are put into the cell of 1a, H5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .base import ACCEPTED, QUERY, READ, Variant, number, one, text, with_cells

PLACE = ("1a", "due")
DAY = date(2027, 2, 12)
SERIAL = (DAY - date(1899, 12, 30)).days

UNDERSTOOD = (
    "12/02/2027", "12/2/2027", "12/02/27", "12.02.2027", "12-02-2027", "12 Feb 2027",
    "12 February 2027", "12th February 2027", "12th of February 2027", "Fri 12 Feb 2027",
    "Friday 12 February 2027", "2027-02-12", "12-Feb-27", " 12/02/2027 ", "12/02/2027.",
    "12 / 02 / 2027", "2027-02-12T00:00:00", "12\u00a0February\u00a02027", "12 FEB 2027",
)  # fmt: skip
"""Day first, never month first."""

EITHER = ("12/02/2027 10:00", "2027/02/12", "February 12, 2027", "Feb 12 2027", "12 02 2027",
          "12Feb2027", "1２/02/2027")  # fmt: skip
"""Understood as that day, or asked about, or kept as words: never another day."""

ASKED = ("31/04/2027", "29/02/2027", "12/25/2026", "02/30/2027", "00/01/2027", "12/13/2027",
         "46000", "12/02", "3/4", "12/02/0027", "12/02/1899", "99/99/9999", "1/2027",
         "2027", "12//2027", "2027-13-01")  # fmt: skip
"""Like a date, and none that can be known."""

WORDS = ("Autumn 1", "end of Autumn term", "asap", "ongoing", "termly", "Summer 2027", "n/a",
         "by half term", "in the new year", "tbc", "March", "Easter")  # fmt: skip
"""Words, which are kept as words."""


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, inside: str, becomes: str, says: str | date, **rest: Any) -> Variant:
        def make() -> bytes:
            return with_cells({"H5": inside})

        return Variant("dates", name, one(make), becomes, says={PLACE: says}, **rest)

    for words in UNDERSTOOD:
        yield v(f"typed {words!a}", text(words), ACCEPTED, DAY)
    for words in EITHER:
        yield v(f"either {words!a}", text(words), READ, words, means={PLACE: "2027-02-12"})
    for words in ASKED:
        yield v(f"asked {words!r}", text(words), QUERY, words, tells=("date-unrecognised@H5",))
    for words in WORDS:
        yield v(f"words {words!r}", text(words), READ, words)
    # Style 14 of the filled workbook is not known here; the cell keeps that of another date.
    dated = f's="{_style()}"'
    yield v("a true date", f"{dated}><v>{SERIAL}</v>", ACCEPTED, DAY)
    yield v("a true date with a time", f"{dated}><v>{SERIAL}.4375</v>", ACCEPTED, DAY)
    yield v("a true date from a formula", f"{dated}><f>TODAY()</f><v>{SERIAL}</v>", READ, DAY)
    yield v("a true date of long ago", f"{dated}><v>1</v>", QUERY, "01/01/1900")
    yield v("a true date far off", f"{dated}><v>2958465</v>", QUERY, "31/12/9999")
    yield v("a true date before time", f"{dated}><v>-5</v>", QUERY, "-5", gone=frozenset({PLACE}))
    yield v("a true date past all", f"{dated}><v>99999999</v>", f"{QUERY} or refused", "99999999")
    yield v("a date in ISO", 't="d"><v>2027-02-12</v>', ACCEPTED, DAY)
    yield v("a date and time in ISO", 't="d"><v>2027-02-12T09:30:00</v>', ACCEPTED, DAY)
    yield v("a bare number", number(SERIAL), QUERY, str(SERIAL), tells=("date-unrecognised@H5",))
    yield v("a bare fraction", number(0.5), QUERY, "0.5", tells=("date-unrecognised@H5",))
    yield v("a tick box", 't="b"><v>1</v>', QUERY, "TRUE", tells=("date-unrecognised@H5",))
    yield v("an error", 't="e"><v>#VALUE!</v>', QUERY, "#VALUE!")
    yield v("a formula without a value", "><f>TODAY()</f>", QUERY, "=TODAY()")
    yield v("the last day of a leap year", text("29/02/2028"), ACCEPTED, date(2028, 2, 29))
    yield v("a day both ways round is day first", text("03/04/2027"), ACCEPTED, date(2027, 4, 3))
    yield v("the day after", text((DAY + timedelta(days=1)).strftime("%d/%m/%Y")), ACCEPTED,
            DAY + timedelta(days=1))


def _style() -> int:
    """The number of a style of dates in the filled workbook."""
    import re
    import zipfile
    from io import BytesIO

    from .base import FIRST, PARTS, filled

    with zipfile.ZipFile(BytesIO(filled())) as archive:
        xml = archive.read(PARTS[FIRST]).decode()
    found = re.search(r'<c r="H6" s="(\d+)"><v>', xml)
    assert found
    return int(found[1])
