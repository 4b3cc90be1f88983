"""Every path that a problem names is found on its line."""

from __future__ import annotations

import tomllib

import pytest

from sendsheets.frameworks.lines import lines_of

from .addons import ADDON
from .small import SMALL

PATHS = [
    ("title", "title ="), ("source.credit", "credit ="), ("scales.2", "[[scales]]"),
    ("scales.steps", "[[scales]]"), ("scales.1.levels.2.code", "levels = ["),
    ("kinds.goal.label", "label ="), ("kinds.practice.ratings.need", "ratings = ["),
    ("details.trust.choices", "choices ="), ("sections.2.short", "short ="),
    ("sections.1.1b", "[[sections.statements]]"), ("sections.1.1b.text", "text ="),
    ("sections.1.statements.2.kind", "kind ="), ("sections.2.2a.label", "label ="),
]  # fmt: skip


@pytest.mark.parametrize(("path", "start"), PATHS)
def test_a_path_leads_to_its_line(path, start):
    line = lines_of(SMALL).of(path)
    assert line
    assert SMALL.splitlines()[line - 1].startswith(start)


def test_the_very_statement_is_found():
    line = lines_of(SMALL).of("sections.1.1b")
    assert line
    assert SMALL.splitlines()[line] == 'ref = "1b"'


@pytest.mark.parametrize(("path", "start"), [
    ("statements.1xb", "[[statements]]"), ("leave_out.1b", "leave_out ="),
    ("sections.60.60a", "[[sections.statements]]"), ("levels.yes", "[[levels]]"),
    ("labels.2a", "[[labels]]"), ("introductions.2", "[[introductions]]"),
])  # fmt: skip
def test_so_do_those_of_an_add_on(path, start):
    line = lines_of(ADDON).of(path)
    assert line
    assert ADDON.splitlines()[line - 1].startswith(start)


def test_what_is_not_there_has_no_line():
    assert lines_of(SMALL).of("wishes.1") is None
    assert lines_of("").of("title") is None


def test_a_number_that_may_be_a_place_or_a_name_has_no_line():
    text = SMALL.replace("number = 1", "number = 2")
    text = text.replace('number = 2\ntitle = "Second', 'number = 1\ntitle = "Second')
    assert tomllib.loads(text)["sections"][1]["number"] == 1
    assert lines_of(text).of("sections.1") is None


def test_brackets_and_quotes_in_texts_mislead_nobody():
    text = 'a = "[[sections]]"\nb = """\n[[sections]]\nref = "x"\n"""\nc = [ # [\n"]",\n]\nd = 1\n'
    lines = lines_of(text)
    assert [lines.of(key) for key in "abcd"] == [1, 2, 6, 9]
    assert lines.of("sections.1") is None
