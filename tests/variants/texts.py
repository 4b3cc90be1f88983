"""What may stand in a cell of words. All are put into the evidence of 1a, D5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from .base import ACCEPTED, QUERY, READ, Variant, book, number, one, text, with_cells

PLACE = ("1a", "evidence")

KEPT = {
    "N/A": "N/A", "None": "None", "null": "null", "nan": "nan", "TRUE": "TRUE", "007": "007",
    "1.10": "1.10", "1e5": "1e5", "3/4": "3/4", "#N/A as text": "#N/A",
    "like a formula": "=1+1", "like a command": "=cmd|' /C calc'!A0", "an at sign": "@SUM(A1)",
    "a plus": "+44 20 7946 0000", "a minus": "-1 for effort", "an apostrophe": "'quoted",
    "a bar": "|x", "a tab first": "\t=1+1", "several lines": "one\ntwo\n\nthree",
    "a tab within": "a\tb", "outer spaces": "  both  ", "markup": "<b>bold</b> & \"quoted\"",
    "a script": "<script>alert(1)</script>", "quotation marks": "“curly” ‘single’ \"straight\"",
    "emoji": "😀👍🏽👩‍👩‍👧‍👦🇬🇧", "written right to left": "שלום עולם مرحبا",
    "accents apart": "e\u0301te\u0301", "Welsh": "Llŷn, ŵy", "Polish": "zażółć gęślą",
    "Chinese": "包容教育", "mathematics": "𝔖𝔢𝔫 ≥ ½", "a zero-width joiner": "a\u200db",
    "a right-to-left override": "safe\u202etxt.exe", "a fixed space": "a\u00a0b",
    "an escape for a letter": "type _x0041 here", "a long word": "x" * 5000,
    "as long as Excel has it": "word " * 6553, "250 lines": "\n".join(map(str, range(250))),
    "like a ref": "1b", "like a heading": "Rating", "like a level": "Green",
    "like a web address": "https://school.example/policy", "like an email": "head@oak.example",
    "like a date": "12/02/2027", "braces": "{0} {found} %s %(x)s", "JSON": '{"a": [1, 2]}',
}  # fmt: skip
"""Texts that must come out letter for letter, by name."""


TIMES: dict[str, tuple[Any, str, str]] = {
    "a time of day": (time(12, 0), "hh:mm", "12:00"),
    "a time with seconds": (time(9, 5, 30), "hh:mm:ss", "09:05:30"),
    "a duration": (timedelta(minutes=90), "[h]:mm", "1:30"),
    "a duration of more than a day": (timedelta(hours=26), "[h]:mm", "26:00"),
}  # fmt: skip
"""What a program makes of "12:00" and its like, and what must come out of it."""


def _timed(value: Any, form: str) -> Any:
    def change(b: Any) -> None:
        for cell in ("D5", "E5", "G5"):
            b["1 Leadership"][cell].value = value
            b["1 Leadership"][cell].number_format = form

    return change


def _times() -> Iterator[Variant]:
    for name, (value, form, shown) in TIMES.items():
        yield Variant("texts", name, book(_timed(value, form)),
                      says={("1a", what): shown for what in ("evidence", "action", "owner")},
                      tells=tuple(f"text-converted@{cell}" for cell in ("D5", "E5", "G5")))


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, inside: str, says: str, becomes: str = READ, **rest: Any) -> Variant:
        def make() -> bytes:
            return with_cells({"D5": inside})

        return Variant("texts", name, one(make), becomes, says={PLACE: says}, **rest)

    for name, words in KEPT.items():
        yield v(name, text(words), words)
    yield v("a control character escaped", text("a_x0007_b"), "a\x07b")
    yield v("a return escaped", text("a_x000D_\nb"), "a\r\nb")
    yield v("an escaped escape", text("a_x005F_x0041_b"), "a_x0041_b")
    yield v("a return as a reference",
            't="inlineStr"><is><t>a&#13;&#10;b</t></is>', "a\r\nb")
    yield v("longer than Excel has it", text("y" * 40_000), "y" * 40_000, f"{READ} or refused")
    yield v("a character that XML forbids", text("a\x07b"), "a\x07b", f"{READ} or refused")
    yield v("half a surrogate pair", text("a\ud800b"), "", "refused", truth={}, returns=0)
    yield v("rich text of many runs", 't="inlineStr"><is>' + "".join(
        f"<r><rPr><b/></rPr><t xml:space=\"preserve\">{n} </t></r>" for n in range(60)) + "</is>",
        "".join(f"{n} " for n in range(60)))
    yield v("a whole number", number("5"), "5")
    yield v("a whole number of Google's", number("5.0"), "5")
    yield v("a fraction", number("0.1"), "0.1")
    yield v("a percentage", number("0.85"), "0.85")
    yield v("a very large number", number("1E+20"), "1e+20")
    yield v("a number of sixteen figures", number("1234567890123456"), "1.23456789012346e+15")
    yield v("a tick box", 't="b"><v>1</v>', "TRUE")
    yield v("an error", 't="e"><v>#NAME?</v>', "#NAME?", QUERY, tells=("text-lost@D5",))
    yield v("a formula without a value", "><f>see the policy</f>", "=see the policy", QUERY,
            tells=("text-lost@D5",))
    yield v("a formula with a value", 't="str"><f>A1&amp;A2</f><v>from a formula</v>',
            "from a formula", tells=("answer-formula@D5",))
    yield from _times()
    yield v("only white space", text(" \u00a0\n"), "", ACCEPTED)
    yield v("an empty element", 't="inlineStr"><is><t/></is>', "", ACCEPTED)
    yield v("an empty value", "><v></v>", "", ACCEPTED)
