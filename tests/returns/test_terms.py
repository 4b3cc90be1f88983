"""Term dates as a local authority writes them down."""

from __future__ import annotations

from datetime import date

import pytest

from sendsheets.model import Term
from sendsheets.returns.terms import read_terms

AUTUMN = (Term("Autumn 1", date(2026, 9, 1), date(2026, 10, 23)),
          Term("Autumn 2", date(2026, 11, 2), date(2026, 12, 18)))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", "name,first,last\nAutumn 1,1/9/2026,23/10/2026\nAutumn 2,2/11/2026,18/12/2026\n"),
        ("t.csv", "Autumn 2,2026-11-02,18 Dec 2026\n\nAutumn 1,01/09/2026,23/10/2026"),
        ("t.csv", "\ufeffTerm,From,To\r\n Autumn  1 ,1.9.2026,23.10.2026,\r\n"
                  "Autumn 2,2/11/2026,18/12/2026,x\r\n"),
        ("t.toml", '[[terms]]\nname = "Autumn 1"\nfirst = 2026-09-01\nlast = "23/10/2026"\n'
                   '[[terms]]\nname = "Autumn 2"\nfirst = 2026-11-02\nlast = 2026-12-18\n'),
    ],
)  # fmt: skip
def test_they_are_read_from_csv_and_toml_day_first_in_order_of_time(name, text):
    assert read_terms(name, text.encode()) == (AUTUMN, ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no terms"), ("name,first,last\n", "no terms"),
        ("Autumn 1,1/9/2026\n", "Term 1 (“Autumn 1”) needs"),
        ("Autumn 1,9/23/2026,23/10/2026\n", "needs a name, a first day"),
        ("Autumn 1,23/10/2026,1/9/2026\n", "ends before it begins"),
        ("A,1/9/2026,23/10/2026\nB,20/10/2026,18/12/2026\n", "B begins before A ends"),
        ("x\n" * 500, "more than 400"),
    ],
)  # fmt: skip
def test_what_is_at_fault_is_told_and_nothing_is_used(text, told):
    terms, (problem,) = read_terms("terms.csv", text.encode())
    assert terms == ()
    assert told in problem.facts["found"]
    assert problem.file == "terms.csv"


@pytest.mark.parametrize(("name", "data"), [("t.csv", b"\xff\xfe\x00"), ("t.toml", b"[[terms"),
                                            ("t.toml", b"terms = 3"), ("t.toml", b"x = 1")])
def test_a_file_that_is_something_else_is_told(name, data):
    terms, problems = read_terms(name, data)
    assert terms == ()
    assert [p.code for p in problems] == ["terms-unreadable"]
