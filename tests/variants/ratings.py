"""What may stand in a rating cell. All are put into the cell of 1a, C5."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from .base import (
    ACCEPTED,
    QUERY,
    READ,
    Variant,
    book,
    column,
    everything,
    number,
    one,
    put,
    text,
    truth,
    with_cells,
)

PLACE = ("1a", "rating")

UNDERSTOOD: dict[str, str] = {
    "Green": "green", "green": "green", "GREEN": "green", "gReEn": "green", " Green ": "green",
    "G": "green", "g": "green", " r ": "red", "A": "amber", "Amber": "amber", "red": "red",
    "Not applicable": "n/a", "not applicable": "n/a", "N/A": "n/a", "n/a": "n/a", "NA": "n/a",
}  # fmt: skip
"""What the workbook itself counts."""

REPAIRED: dict[str, str] = {
    "Green.": "green", "G.": "green", "Green\u00a0": "green", "\u00a0Green": "green",
    "\u200bGreen": "green", "Green\ufeff": "green", "Green\u2009": "green", "Green\n": "green",
    "Green\t": "green", "Gr\u00adeen": "green", "Not\u00a0applicable": "n/a", "n.a.": "n/a",
    "N.A": "n/a", "n / a": "n/a", "N\\A": "n/a", "not  applicable.": "n/a", "Not app": "n/a",
}  # fmt: skip
"""What we understand beyond that, and tell."""

ASKED = (
    "Amber/Green", "Red, Amber", "R/A", "Amber-Green", "Green\nAmber", "Green and Red", "?", "??",
    "partly", "Partially met", "Y", "Yes", "No", "N", "3", "3 ", "2.5", "TRUE", "FALSE", "X", "✓",
    "🟢", "-", "—", "...", "tbc", "to discuss", "None", "nan", "NULL", "n", "Gr", "Greenish",
    "Green – see SEF", "Green (just)", "not green", "Not Green", "Grееn", "#REF!", "#N/A",
    "Secure", "Blue", "Purple", "GR", "RAG", "0", "none",
)  # fmt: skip
"""What nobody can know the meaning of: kept, and asked about. One has Cyrillic letters."""

EITHER = {"Ｇｒｅｅｎ": "wide letters", "Green!": "an exclamation mark",
          "“Green”": "quotation marks", "Green,": "a comma", "*Green": "a star",
          "gren": "a slip of the pen"}  # fmt: skip
"""Understanding these and saying so is right, and so is asking."""

BLANK = {" ": "a space", "\u00a0": "a fixed space", "\u200b\u200b": "nothing to be seen",
         "\n": "a line break", "\t \r\n": "white space of every kind"}  # fmt: skip

_NUMBERS = {"3": "3", "2.5": "2.5", "0": "0", "1E+20": "1e+20", "-1": "-1"}


def _typed() -> Iterator[Variant]:
    def v(name: str, words: str, becomes: str, **rest: Any) -> Variant:
        def make() -> bytes:
            return with_cells({"C5": text(words)})

        return Variant("ratings", name, one(make), becomes, **rest)

    for words, level in UNDERSTOOD.items():
        yield v(f"typed {words!r}", words, ACCEPTED, says={PLACE: words}, means={PLACE: level})
    for words, level in REPAIRED.items():
        yield v(f"repaired {words!a}", words, ACCEPTED, says={PLACE: words},
                means={PLACE: level}, tells=("rating-repaired@C5",))
    for words in ASKED:
        yield v(f"asked {words!a}", words, QUERY, says={PLACE: words}, means={PLACE: None},
                tells=("rating-unrecognised@C5",))
    for words, name in EITHER.items():
        yield v(f"either {name}", words, READ, says={PLACE: words}, means={PLACE: "any"})
    for words, name in BLANK.items():
        yield v(f"blank {name}", words, ACCEPTED, says={PLACE: ""})


def _inside() -> Iterator[Variant]:
    """Cells of other types than text."""
    def v(name: str, inside: str, shown: str, **rest: Any) -> Variant:
        def make() -> bytes:
            return with_cells({"C5": inside})

        given = {"becomes": QUERY, "says": {PLACE: shown}, "means": {PLACE: None},
                 "tells": ("rating-unrecognised@C5|text-lost",), **rest}  # fmt: skip
        given["tells"] = tuple(t for t in given["tells"] if "|" not in t)
        return Variant("ratings", name, one(make), **given)

    for value, shown in _NUMBERS.items():
        yield v(f"the number {value}", number(value), shown)
    yield v("a tick box that is ticked", 't="b"><v>1</v>', "TRUE")
    yield v("a tick box that is not", 't="b"><v>0</v>', "FALSE")
    for error in ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"):
        yield v(f"the error {error}", f't="e"><v>{error}</v>', error)
    yield v("an error without its name", 't="e"><v/>', "#ERROR")
    yield v("an error from a formula", 't="e"><f>VLOOKUP(1,A1:B2,3)</f><v>#REF!</v>', "#REF!")
    yield v("a formula without a value", "><f>&quot;Green&quot;</f>", '="Green"')
    yield v("a formula with an empty value", "><f>&quot;Green&quot;</f><v></v>", '="Green"')
    yield v("a formula with a value",
            't="str"><f>&quot;Gr&quot;&amp;&quot;een&quot;</f><v>Green</v>', "Green", becomes=READ,
            means={PLACE: "any"}, tells=("answer-formula@C5",))
    yield v("a formula that gives empty text", 't="str"><f>&quot;&quot;</f><v></v>', "",
            becomes=READ, means={})
    yield v("an array formula with a value",
            't="str"><f t="array" ref="C5:C6">B5:B6</f><v>Green</v>', "Green", becomes=READ,
            means={PLACE: "any"})
    yield v("a shared formula without its words",
            't="str"><f t="shared" si="0"/><v>Amber</v>', "Amber", becomes=READ,
            means={PLACE: "any"})
    yield v("a foreign function of Google",
            't="str"><f>IFERROR(__xludf.DUMMYFUNCTION("x"),"Green")</f><v>Green</v>', "Green",
            becomes=READ, means={PLACE: "any"})
    yield v("rich text", 't="inlineStr"><is><r><t>Gr</t></r><r><rPr><b/></rPr><t>een</t></r></is>',
            "Green", becomes=ACCEPTED, means={})
    yield v("rich text with a phonetic reading",
            't="inlineStr"><is><r><t>Green</t></r><rPh sb="0" eb="1"><t>Red</t></rPh></is>',
            "Green", becomes=ACCEPTED, means={})
    yield v("escaped as _x000D_", text("Green_x000D_"), "Green\r", becomes=ACCEPTED,
            means={PLACE: "green"}, tells=("rating-repaired@C5",))
    yield v("a text that no index names", 't="s"><v>999999</v>', "", becomes=f"{READ} or refused",
            means={})
    yield v("a negative index", 't="s"><v>-1</v>', "", becomes=f"{READ} or refused", means={})
    yield v("an unknown type", 't="zzz"><v>Green</v>', "Green", becomes=f"{READ} or refused",
            means={PLACE: "green"})


def _merges() -> Iterator[Variant]:
    def area(ref: str) -> bytes:
        return f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'.encode()

    def v(name: str, ref: str, **rest: Any) -> Variant:
        return Variant("ratings", name, one(lambda: with_cells({}, after=area(ref))), QUERY,
                       tells=("answer-merged",), **rest)  # fmt: skip

    yield v("merged down, covered values still there", "C5:C7")
    yield v("merged with the evidence", "C5:D5")
    yield v("merged over a whole row", "A6:H6", unread=everything("1b"))
    yield v("merged over the whole table", "A5:H17", unread=column(
        "rating", "evidence", "action", "priority", "owner", "due"))
    yield Variant("ratings", "merged by openpyxl, covered values gone",
                  book(lambda b: b[_FIRST].merge_cells("C5:C7")), QUERY,
                  gone=frozenset({("1b", "rating"), ("1c", "rating")}), tells=("answer-merged",))
    yield Variant("ratings", "a merge elsewhere", one(
        lambda: with_cells({}, after=area("J20:K21"))), READ)


_FIRST = "1 Leadership"


def _comment(b: Any) -> None:
    from openpyxl.comments import Comment

    b[_FIRST]["C5"].comment = Comment("Jo thinks this is Amber", "Jo")


def _unvalidated(b: Any) -> None:
    b[_FIRST].data_validations.dataValidation.clear()
    put(b[_FIRST]["C5"], "Secure")


def _strike(*cells: str) -> Any:
    def change(b: Any) -> None:
        for name in cells:
            font = copy(b[_FIRST][name].font)
            font.strike = True
            b[_FIRST][name].font = font

    return change


def _link(b: Any) -> None:
    b[_FIRST]["C5"].hyperlink = "https://school.example/green"
    put(b[_FIRST]["C5"], "Green")


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    yield from _typed()
    yield from _inside()
    yield from _merges()
    yield Variant("ratings", "with a comment on it", book(_comment), READ,
                  strays=("Jo thinks this is Amber",))
    yield Variant("ratings", "pasted over, with the list gone", book(_unvalidated), QUERY,
                  says={PLACE: "Secure"}, means={PLACE: None})
    yield Variant("ratings", "with a link", book(_link), READ)
    yield Variant("ratings", "struck through", book(_strike("C5")), QUERY,
                  means={PLACE: None}, tells=("rating-struck@C5",))
    yield Variant("ratings", "the words beside it struck through", book(_strike("D5", "H5")),
                  tells=("text-struck@D5",))
    yield Variant("ratings", "all blank", book(_all_blank),
                  says=dict.fromkeys(_EVERY_RATING, ""))
    yield Variant("ratings", "all as small letters", book(_all_small),
                  says={p: str(truth()[p]).lower() for p in _EVERY_RATING},
                  means={p: _KEYS[str(truth()[p])] for p in _EVERY_RATING})


_EVERY_RATING = sorted(place for place in truth() if place[1] == "rating")
_KEYS = {"Red": "red", "Amber": "amber", "Green": "green", "Not applicable": "n/a"}


def _ratings(b: Any) -> Iterator[Any]:
    for sheet in b.worksheets:
        if sheet["A4"].value == "Ref" and sheet["C4"].value == "Rating":
            yield from (sheet.cell(row, 3) for row in range(5, sheet.max_row + 1)
                        if sheet.cell(row, 3).value)  # fmt: skip


def _all_blank(b: Any) -> None:
    for cell in _ratings(b):
        cell.value = None


def _all_small(b: Any) -> None:
    for cell in _ratings(b):
        put(cell, cell.value.lower())
