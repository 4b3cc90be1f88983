"""The sheet Connections read back: who may be told of whom."""

from __future__ import annotations

import io

import xlsxwriter

from sendsheets.model import Introduction, Severity
from sendsheets.reports.authority import consolidated_workbook
from sendsheets.returns.agreed import read_agreed
from tests.reports.batches import batch, opened
from tests.reports.invented import AS_AT, framework

HEAD = ["School", "URN", "About", "Area for development", "Could talk to", "Its URN", "Why",
        "Ask both schools"]  # fmt: skip
ROW = ["Ashgrove", "123401", "2c", "Adaptive teaching", "Beacon Hill", "123402",
       "Rated Green, with evidence.", "Both agreed"]  # fmt: skip
TOLD = Introduction("Ashgrove", "123401", "Beacon Hill", "123402", "2c", "Adaptive teaching",
                    "Rated Green, with evidence.")  # fmt: skip


def table(*rows: list[str], mark: str = ",") -> bytes:
    return "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")


def book(**sheets: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    return out.getvalue()


def saying(words: str) -> list[str]:
    return [*ROW[:-1], words]


def test_rows_that_both_agreed_to_are_introductions() -> None:
    other = ["Elm", "", "leading-tas", "Leading TAs", "Oak", "", "", "both  AGREED "]
    made, problems = read_agreed("c.csv", table(HEAD, ROW, other))
    assert made == (TOLD, Introduction("Elm", "", "Oak", "", "leading-tas", "Leading TAs", ""))
    assert problems == ()


def test_nothing_else_is_ever_told() -> None:
    rows = [saying(words) for words in ("", "To ask", "No", "to ask")]
    assert read_agreed("c.csv", table(HEAD, *rows)) == ((), ())


def test_other_words_are_no_consent_and_are_asked_about() -> None:
    made, problems = read_agreed("c.csv", table(HEAD, saying("yes"), saying("Agreed"), ROW))
    assert made == (TOLD,)
    assert [(p.code, p.facts["row"], p.facts["found"]) for p in problems] == [
        ("introduction-unclear", "2", "yes"), ("introduction-unclear", "3", "Agreed")]
    assert {p.severity for p in problems} == {Severity.QUERY}


def test_a_row_must_name_both_schools() -> None:
    made, problems = read_agreed("c.csv", table(HEAD, [*ROW[:4], "", *ROW[5:]]))
    assert made == ()
    assert [p.code for p in problems] == ["introduction-incomplete"]


def test_it_is_found_among_the_sheets_of_the_consolidated_workbook() -> None:
    data = book(Cover=[["SEND RAG audit"], ["School", "Phase"]],
                Connections=[["Connections"], ["Who could talk to whom."], [], HEAD, ROW, ROW])
    assert read_agreed("consolidated.xlsx", data) == ((TOLD,), ())  # the same twice is one


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    made, _ = read_agreed("c.csv", table(HEAD[::-1], ROW[::-1], mark=";"))
    assert made == (TOLD,)


def test_what_cannot_be_read_is_told_and_never_raised() -> None:
    for data in (b"", b"%PDF-1.7", b"PK\x03\x04rubbish", b"School,URN\r\nA,1", b"\x00\x01" * 99):
        made, problems = read_agreed("c.xlsx", data)
        assert made == ()
        assert [(p.code, p.severity) for p in problems] == [
            ("introductions-unreadable", Severity.ERROR)]  # fmt: skip
        assert problems[0].facts["found"]


def test_the_consolidated_workbook_itself_can_be_filled_in_and_handed_back() -> None:
    rag = framework("send-rag-audit")
    workbook = opened(consolidated_workbook(rag, batch(rag), AS_AT), values=False)
    sheet = workbook["Connections"]
    rows = {row[0].row: row for row in sheet.iter_rows() if row[-1].value == "To ask"}
    assert len(rows) > 3
    chosen, refused = list(rows.values())[:2]
    chosen[-1].value, refused[-1].value = "Both agreed", "No"
    data = io.BytesIO()
    workbook.save(data)
    (made,), problems = read_agreed("ours.xlsx", data.getvalue())
    assert problems == ()
    assert (made.school, made.school_urn, made.about, made.label, made.partner, made.partner_urn,
            made.reason) == tuple(cell.value for cell in chosen[:-1])  # fmt: skip
