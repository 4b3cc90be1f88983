"""A framework is shown on a screen, begun from a template, and written as a Word document."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace

import docx
import pytest

from sendsheets.frameworks.check import faults
from sendsheets.frameworks.document import document
from sendsheets.frameworks.load import framework_ids, load
from sendsheets.frameworks.new import id_from, template
from sendsheets.frameworks.show import shown
from sendsheets.frameworks.weaknesses import weaknesses

# --- on a screen -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", framework_ids())
@pytest.mark.parametrize("width", [40, 79])
def test_every_statement_is_shown_and_no_line_is_too_long(name, width, frameworks):
    lines = list(shown(frameworks[name], width))
    assert max(map(len, lines)) <= width
    flat = " ".join(" ".join(lines).split())
    for statement in frameworks[name].statements:
        assert f"{statement.ref} {' '.join(statement.text.split())}" in flat
    for words in frameworks[name].kinds:
        for rating in words.ratings:
            assert all(level.label in flat for level in rating.scale.levels)


def test_it_can_be_written_on_a_windows_console(frameworks):
    for framework in frameworks.values():
        "\n".join(shown(framework)).encode("cp1252")


def test_kinds_law_and_settings_are_marked(frameworks):
    text = " ".join(" ".join(shown(frameworks["send-self-audit"])).split())
    assert "(Challenge)" in text
    assert "(Practice; Statutory)" in text


def test_words_that_are_changed_are_shown(frameworks):
    framework = replace(frameworks["send-network-pulse"], words=(("Owner", "Lead"),))
    assert list(shown(framework))[-1] == "- Owner: Lead"


# --- the template ----------------------------------------------------------------------------


def test_the_template_is_without_fault_or_weakness_and_says_what_it_says():
    data = tomllib.loads(template("wessex-audit"))
    checked, problems = faults(data, "new.toml")
    assert problems == ()
    assert weaknesses(data, "new.toml") == ()
    assert checked
    assert (checked.id, checked.title) == ("wessex-audit", "Our SEND audit")


@pytest.mark.parametrize("title", ["Wessex", 'An "inner" title', "Back\\slash", "Ünï – “code”",
                                   "Tab\there"])  # fmt: skip
def test_a_title_stands_in_it_as_given(title):
    data = tomllib.loads(template("wessex-audit", title))
    assert data["title"] == data["source"]["title"] == title


@pytest.mark.parametrize(("name", "identity"), [
    ("Wessex audit 2026", "wessex-audit-2026"), ("Château", "chateau"), ("x", "our-send-audit"),
    ("2026", "our-send-audit"), ("a" * 60, "a" * 40), ("日本", "our-send-audit"),
])  # fmt: skip
def test_its_id_comes_from_the_files_name(name, identity):
    assert id_from(name) == identity


# --- a Word document -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["send-network-pulse", "senco-cpd-audit"])
def test_a_document_holds_every_statement_with_room_for_comments(name, frameworks):
    made = docx.Document(io.BytesIO(document(frameworks[name])))
    tables = [t for t in made.tables if t.rows[0].cells[0].text == "Ref"]
    assert len(tables) == len(frameworks[name].sections)
    for table, section in zip(tables, frameworks[name].sections, strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert rows[0] == ["Ref", "Statement", "Short label", "Your comments"]
        assert [row[0] for row in rows[1:]] == [s.ref for s in section.statements]
        for row, statement in zip(rows[1:], section.statements, strict=True):
            assert row[1].startswith(statement.text)
            assert row[2:] == [statement.label, ""]
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"), "the header row repeats"
        assert not table._tbl.xpath(".//w:vMerge | .//w:gridSpan"), "no merged cells"
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert [f"{s.number}. {s.title}" for s in frameworks[name].sections] == headings[-len(
        frameworks[name].sections) - 1 : -1]
    text = "\n".join(p.text for p in made.paragraphs)
    assert frameworks[name].source.credit in text
    assert all(note in text for note in frameworks[name].notes)


def test_the_same_framework_gives_the_same_bytes(frameworks):
    assert document(frameworks["send-rag-audit"]) == document(frameworks["send-rag-audit"])


def test_characters_that_word_cannot_hold_are_left_out():
    framework, _ = load("send-network-pulse")
    assert framework
    made = document(replace(framework, title="Pulse\x0b\x00\x1f!"))
    assert docx.Document(io.BytesIO(made)).core_properties.title == "Pulse!"
