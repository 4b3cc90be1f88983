"""A draft is written as TOML that says exactly what it should, whatever the words."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendsheets.frameworks.draft.write import string, toml
from sendsheets.frameworks.load import file_data, framework_ids


@pytest.mark.parametrize("name", framework_ids())
def test_a_framework_is_written_as_it_was(name):
    data, _ = file_data(name)
    comments = {"title": ["One."], "scales.rag": ["Two."], "sections.1": ["Three."],
                "sections.1.1a": ["Four " * 40]}  # fmt: skip
    text = toml(data, comments, ["A draft."])
    assert tomllib.loads(text) == data
    assert text.startswith("# A draft.\n")
    lines = text.splitlines()
    assert lines[lines.index("# One.") + 1].startswith("title = ")
    assert lines[lines.index("# Three.") + 1] == "[[sections]]"
    four = next(n for n, line in enumerate(lines) if line.startswith("# Four"))
    assert "[[sections.statements]]" in lines[four : four + 5]


@given(st.text())
def test_any_text_is_written_in_one_line(text):
    whole = text.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"a = {string(text)}") == {"a": whole}
    assert "\n" not in string(text)


@given(st.text(), st.text())
def test_no_comment_ends_early(one, two):
    text = toml({"a": "b"}, {"a": [one]}, [two])
    assert tomllib.loads(text) == {"a": "b"}
