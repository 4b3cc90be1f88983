"""Whatever stands in a document: a draft comes of it, nothing is lost, and nothing is raised."""

from __future__ import annotations

import io
import tomllib
from typing import Any

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted
from sendsheets.frameworks.draft.write import toml

from .accounting import known, lost, words

PHRASES = st.sampled_from([
    "Leadership", "Section 1: Plans", "Section 2:", "Topic 3: Care", "3. Teaching",
    "Staff are kind.",
    "Staff are kind. Pupils know it.", "Pupils have a say", "How do you know?", "Is it so?",
    "Common challenges", "Questions to consider:", "In our school:", "Good practice means that:",
    "Yes", "No", "Partly", "N/A", "R", "A", "G", "Red: not in place", "1 = poor", "RAG rating",
    "Evidence / comments", "Statement", "Ref", "Rating (1-4)", "☐", "a.", "b.", "1.1", "2",
    "Any other comments?", "Leave a Reply", "", "  ", "Yes / No", "Action", "By whom", "Date:",
    "Name", "of  the", "’s", "“quoted” <b> & \\ | #", "é" * 70, "word " * 130, "1", "4", "Area",
])  # fmt: skip
LINES = st.tuples(
    st.sampled_from(["", "\t", "• ", "· ", "a. ", "1. ", "1.1 ", "  - ", "# ", "## ", "\n", "**"]),
    PHRASES,
).map("".join)


def check(made: Draft | str) -> None:
    assert isinstance(made, Draft), made
    assert lost(made) == []
    if made.data:
        assert tomllib.loads(toml(made.data, {})) == made.data
        refs = [s["ref"] for section in made.data["sections"] for s in section["statements"]]
        assert len(set(refs)) == len(refs)
    assert [problem.facts for problem in made.faults] == []


@given(st.lists(LINES, min_size=1, max_size=25))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_text(lines: list[str]) -> None:
    text = "x\n" + "\n".join(lines)
    made = drafted(text.encode(), "any.txt")
    check(made)
    assert isinstance(made, Draft)
    assert set(words(text)) <= known(made) | {"o"}


ROWS = st.lists(st.lists(PHRASES, min_size=3, max_size=5), min_size=1, max_size=7)
PARTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["Normal", "List Bullet", "List Bullet 2", "List Number",
                                   "Heading 1", "Heading 2", "Title", "bold"]), PHRASES),
        ROWS,
    ), min_size=1, max_size=8)  # fmt: skip


def word_file(parts: list[Any]) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, tuple):
            style, text = part
            if style == "bold":
                document.add_paragraph().add_run(text).bold = True
            else:
                document.add_paragraph(text, style=style)
            continue
        table = document.add_table(rows=0, cols=5)
        for n, texts in enumerate(part):
            cells = table.add_row().cells
            for cell, text in zip(cells, texts, strict=False):
                cell.text = text
            if n % 3 == 2:
                cells[0].merge(cells[4])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@given(PARTS)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_word_document(parts: list[Any]) -> None:
    data = word_file(parts)
    made = drafted(data, "any.docx")
    check(made)
    assert isinstance(made, Draft)
    said = [part[1] for part in parts if isinstance(part, tuple)]
    said += [cell for part in parts if not isinstance(part, tuple) for row in part for cell in row]
    assert {word for text in said for word in words(text)} <= known(made)


@given(ROWS)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_csv(rows: list[list[str]]) -> None:
    import csv

    text = io.StringIO()
    csv.writer(text).writerows([["A", "B", "C"], *rows])
    made = drafted(text.getvalue().encode(), "any.csv")
    check(made)
