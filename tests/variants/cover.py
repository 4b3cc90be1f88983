"""What people do to the Cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .base import (
    FIRST,
    PLAN,
    QUERY,
    READ,
    Variant,
    book,
    everything,
    number,
    one,
    put,
    refused,
    text,
    truth,
    with_cells,
)

ROWS = {
    "school_name": 5, "urn": 6, "phase": 7, "completed_by": 8, "role": 9, "completed_on": 13,
    "comments": 14,
}  # fmt: skip
AUDIT = 15

REWORDED = {
    "school_name": "Name of school", "urn": "URN", "phase": "Phase of school",
    "completed_by": "Completed by (name)", "role": "Role", "completed_on": "Date completed:",
    "comments": "Any other comments?",
}  # fmt: skip

NAMES = {
    "N/A": "N/A", "None": "None", "like a formula": "=Oak()", "a command": "@Oak",
    "an apostrophe": "St Mary’s & St. John’s C.E. (V.A.) <Primary>", "Welsh": "Ysgol Llŷn",
    "a slash": "Oak/Elm Federation", "a path": "..\\..\\Oak", "300 letters": "Oak " * 75 + "School",
    "two lines": "Oak\nPrimary", "right to left": "Oak\u202elarO", "a number": "2024",
    "blanks around": "  Oak Primary School  ", "capitals": "OAK PRIMARY SCHOOL",
}  # fmt: skip


def place(key: str) -> tuple[str, str]:
    """A place of the Cover."""
    return "Cover", key


def _row_deleted(row: int) -> Any:
    return lambda b: b["Cover"].delete_rows(row)


def _label(row: int, words: str | None) -> Any:
    return lambda b: put(b["Cover"].cell(row, 1), words)


def _answer(**cells: Any) -> Any:
    def change(b: Any) -> None:
        for ref, value in cells.items():
            put(b["Cover"][ref], value)

    return change


def _moved_to_help(b: Any) -> None:
    put(b["Cover"]["C5"], b["Cover"]["B5"].value)
    b["Cover"]["B5"].value = None


def _in_one_cell(b: Any) -> None:
    put(b["Cover"]["A5"], "School name: Oak Primary School")
    b["Cover"]["B5"].value = None


def _below_label(b: Any) -> None:
    b["Cover"].insert_rows(6)
    put(b["Cover"]["A6"], "Oak Primary School")
    b["Cover"]["B5"].value = None


def _far(b: Any) -> None:
    b["Cover"].insert_rows(1, 25)
    b["Cover"].insert_cols(1, 3)


def _no_labels(b: Any) -> None:
    for row in range(4, 16):
        b["Cover"].cell(row, 1).value = None


def _audit(was: str, now: str) -> Any:
    def change(b: Any) -> None:
        cell = b["Cover"].cell(AUDIT, 2)
        assert was in cell.value
        put(cell, cell.value.replace(was, now))

    return change


def _no_property(change: Any) -> Any:
    def inner(b: Any) -> None:
        change(b)
        for name in list(b.custom_doc_props.names):
            del b.custom_doc_props[name]

    return inner


def _second_cover(b: Any) -> None:
    copy = b.copy_worksheet(b["Cover"])
    copy.title = "Cover (2)"
    put(copy["B5"], "Elm School")


def _two_audits(b: Any) -> None:
    put(b["Cover"].cell(30, 1), "Audit")
    put(b["Cover"].cell(30, 2),
        "SEND network pulse, version 1.0 [send-network-pulse], all sections")


_LATER = everything(*(s.ref for section in PLAN.sections[1:] for s in section.statements))


def _cells(cells: dict[str, str]) -> Any:
    return one(lambda: with_cells(cells, "Cover"))


def variants() -> Iterator[Variant]:
    """Every variant of the family."""
    def v(name: str, change: Any, becomes: str = READ, **rest: Any) -> Variant:
        return Variant("cover", name, book(change), becomes, **rest)

    for key, row in ROWS.items():
        yield v(f"{key} deleted", _row_deleted(row), QUERY, gone=frozenset({place(key)}),
                tells=("details-missing",))
    for key, words in REWORDED.items():
        yield v(f"{key} reworded", _label(ROWS[key], words), unread=frozenset({place(key)}))
    for name, words in NAMES.items():
        yield Variant("cover", f"the school’s name with {name}", _cells({"B5": text(words)}), READ,
                      says={place("school_name"): words.strip()})
    yield v("no school name and no URN", _answer(B5=None, B6=None), QUERY,
            says={place("school_name"): "", place("urn"): ""}, tells=("school-unnamed",))
    for name, words in {"five digits": "12345", "letters": "URN 12", "a LA number": "301/2045",
                        "two of them": "123456 / 123457"}.items():  # fmt: skip
        yield Variant("cover", f"a URN of {name}", _cells({"B6": text(words)}), QUERY,
                      says={place("urn"): words}, tells=("urn-unrecognised@B6",))
    yield Variant("cover", "a URN as text", _cells({"B6": text("123456")}))
    yield Variant("cover", "a URN of Google's", _cells({"B6": number("123456.0")}))
    yield Variant("cover", "a URN with blanks", _cells({"B6": text(" 123456 ")}), READ)
    yield Variant("cover", "a URN as an error", _cells({"B6": 't="e"><v>#N/A</v>'}), QUERY,
                  gone=frozenset({place("urn")}))
    yield Variant("cover", "a name as an error", _cells({"B5": 't="e"><v>#REF!</v>'}), QUERY,
                  gone=frozenset({place("school_name")}), tells=("text-lost@B5",))
    yield Variant("cover", "a name as a formula", _cells(
        {"B5": 't="str"><f>"Oak"&amp;" Primary School"</f><v>Oak Primary School</v>'}), READ)
    yield Variant("cover", "a name as a formula without a value",
                  _cells({"B5": '><f>"Oak"</f>'}), QUERY, gone=frozenset({place("school_name")}))
    for words in ("31/11/2026", "46338", "12/2026"):
        yield Variant("cover", f"a date such as {words.replace('/', '-')}",
                      _cells({"B13": text(words)}), READ, says={place("completed_on"): words})
    yield Variant("cover", "a date in words", _cells({"B13": text("last Friday")}), READ,
                  says={place("completed_on"): "last Friday"})
    yield v("another role", _answer(B9="Head of inclusion"),
            says={place("role"): "Head of inclusion"})
    yield v("a phase not of the list", _answer(B7="First school"),
            says={place("phase"): "First school"})
    yield v("the name in the Help column", _moved_to_help, strays=("Oak Primary School",),
            unread=frozenset({place("school_name")}))
    yield v("the name in the label's cell", _in_one_cell, unread=frozenset({place("school_name")}),
            strays=("Oak Primary School",))
    yield v("the name below its label", _below_label, unread=frozenset({place("school_name")}),
            strays=("Oak Primary School",))
    yield v("rows inserted", lambda b: b["Cover"].insert_rows(5, 3))
    yield v("a column inserted", lambda b: b["Cover"].insert_cols(1))
    yield v("a column between label and answer", lambda b: b["Cover"].insert_cols(2))
    yield v("moved far down and right", _far)
    yield v("labels cleared", _no_labels, QUERY,
            unread=frozenset(p for p in truth() if p[0] == "Cover"))
    yield v("headings of the form cleared", _answer(A4=None, B4=None, C4=None))
    yield v("a row of their own", lambda b: put(b["Cover"].cell(29, 1), "Head’s initials: JS"))
    yield v("renamed", lambda b: setattr(b["Cover"], "title", "Front page"))
    yield v("twice, another school on the second", _second_cover)
    # --- what the Audit row says ---
    yield v("the audit’s title edited", _audit("SEND RAG audit", "Our SEND audit"))
    yield v("the audit’s row cleared", _audit("SEND RAG audit, version 1.0 [send-rag-audit], all "
                                             "sections", "see above"), QUERY,
            tells=("audit-from-property",))
    yield v("the audit’s row deleted", _row_deleted(AUDIT), QUERY, tells=("audit-from-property",))
    yield v("the audit’s row and the property gone", _no_property(_row_deleted(AUDIT)), QUERY,
            tells=("audit-from-statements",))
    yield v("the audit’s row in other case and spaces",
            _audit("version 1.0 [send-rag-audit]", "VERSION  1.0  [Send-RAG-Audit]"))
    yield v("an older version", _audit("version 1.0", "version 0.9"), tells=("version-differs",))
    yield v("a newer version", _audit("version 1.0", "version 2.3"), tells=("version-differs",))
    yield Variant("cover", "a framework nobody knows", book(_audit("send-rag-audit", "our-audit")),
                  "refused", truth={}, returns=0, tells=("audit-unknown",))
    yield Variant("cover", "another framework than the statements’", book(
        _audit("[send-rag-audit]", "[send-network-pulse]")), f"{QUERY} or refused",
        unread=frozenset(truth()) | _OTHER, says=dict.fromkeys(_OTHER, ""))
    yield v("only section 1 asked, all answered", _audit("all sections", "section 1"), QUERY,
            unread=_LATER)
    yield v("a section asked that is not there", _audit("all sections", "sections 1 and 99"),
            READ, unread=_LATER)
    yield v("two Audit rows", _two_audits)
    yield v("nothing of it, but the statements", _no_property(_cleared), QUERY,
            unread=frozenset(p for p in truth() if p[0] == "Cover"),
            gone=frozenset(p for p in truth() if p[0] == "Cover"))
    yield refused("cover", "another workbook of the school’s", book(_nothing_of_ours))


_OTHER: frozenset[tuple[str, str]] = frozenset()


def _cleared(b: Any) -> None:
    for row in b["Cover"].iter_rows():
        for cell in row:
            if type(cell).__name__ == "Cell":
                cell.value = None


def _nothing_of_ours(b: Any) -> None:
    keep = b.create_sheet("Dinner money")
    put(keep["A1"], "Total")
    for sheet in b.worksheets[:-1]:
        b.remove(sheet)
    for name in list(b.custom_doc_props.names):
        del b.custom_doc_props[name]
    b.properties.description = b.properties.creator = ""
    assert FIRST not in b.sheetnames
