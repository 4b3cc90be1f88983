"""An add-on makes one framework of its base and itself, and says where it does not fit."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from sendsheets.frameworks.addon import AddOnFile, addon_schema
from sendsheets.frameworks.extend import combined
from sendsheets.frameworks.load import framework_ids, frameworks_folder, load, plain_data
from sendsheets.frameworks.raw import statements
from sendsheets.frameworks.space import is_kept_ref, is_kept_section
from sendsheets.model import Framework, Problem
from sendsheets.problems import advice

from .addons import ADDON, laid
from .small import SMALL, spoilt


def made(path: Path) -> Framework:
    framework, problems = load(str(path))
    assert problems == ()
    assert framework is not None
    return framework


def told(path: Path) -> dict[str, Problem]:
    framework, problems = load(str(path))
    assert framework is None
    assert {p.file for p in problems} == {"wessex.toml"}
    return {p.facts.get("path", p.code): p for p in problems}


def test_it_is_one_framework_and_names_both_in_id_and_version(tmp_path):
    framework = made(laid(tmp_path))
    assert framework.id == "small-audit-wessex"
    assert framework.version == "1.0.2.1"
    assert framework.title == "Small audit of Wessex"
    assert framework.purpose == "For tests."
    assert framework.source.credit == "Made for tests. Wessex added to it."
    assert framework.notes == (
        "This audit builds on Small audit, version 1.0 [small-audit]. Added here: 1xa, 1xb, 60a. "
        "Left out here: 1b.",)  # fmt: skip


def test_statements_are_added_where_they_belong_and_others_left_out(tmp_path):
    framework = made(laid(tmp_path))
    assert [s.ref for s in framework.statements] == ["1a", "1xa", "1xb", "2a", "60a"]
    assert [s.sheet for s in framework.sections] == ["1 First", "2 Second", "60 Wessex"]
    assert [s.section for s in framework.statements] == [1, 1, 1, 2, 60]


def test_a_whole_section_can_be_left_out(tmp_path):
    framework = made(laid(
        tmp_path, ('leave_out = ["1b"]', "leave_out_sections = [2]"),
        ('[[labels]]\nref = "2a"', '[[labels]]\nref = "1a"'), ("number = 2\n", "number = 1\n")))
    assert [s.number for s in framework.sections] == [1, 60]


def test_labels_levels_introductions_and_guidance_are_the_add_ons(tmp_path):
    framework = made(laid(tmp_path))
    statement = framework.statement("2a")
    assert statement
    assert (statement.label, statement.text) == ("Third, for Wessex", "The third statement.")
    level = statement.main.scale.level("yes")
    assert (level.label, level.meaning) == ("Secure", "So everywhere.")
    assert level.spellings == ("Yes",), "what the base calls it is read as the same level"
    assert framework.sections[1].introduction == "What Wessex asks of this."
    assert [g.heading for g in framework.guidance] == ["Whom to ask"]


def test_guidance_of_the_same_heading_takes_the_place_of_the_bases(tmp_path):
    base = SMALL + '\n[[guidance]]\nheading = "Whom to ask"\ntext = "Nobody."\n'
    framework = made(laid(tmp_path, base=base))
    assert [g.text for g in framework.guidance] == ["Ask the inclusion team."]


def test_the_base_is_not_changed(tmp_path):
    base = tomllib.loads(SMALL)
    data = tomllib.loads(ADDON)
    combined(AddOnFile.model_validate(data), data, base)
    assert base == tomllib.loads(SMALL)
    assert data == tomllib.loads(ADDON)


def test_tables_of_the_base_lose_the_rows_that_name_what_is_left_out():
    base = tomllib.loads(SMALL)
    base["links"] = [{"ref": "1a", "other": "1b"}, {"ref": "1a", "other": "2a"}]
    base["changes"] = [{"ref": "1c", "to": ["1b"]}, {"ref": "3a", "to": ["2a"]}]
    data = tomllib.loads(ADDON)
    whole = combined(AddOnFile.model_validate(data), data, base)
    assert whole["links"] == [{"ref": "1a", "other": "2a"}]
    assert whole["changes"] == [{"ref": "3a", "to": ["2a"]}]


@pytest.mark.parametrize("name", framework_ids())
def test_each_supplied_framework_can_be_extended(name, tmp_path):
    (tmp_path / "own.toml").write_text(
        f'extends = "{name}"\nextends_version = "1.0"\nid = "{name}-x"\nversion = "0.1"\n'
        'title = "With one more"\n\n[[statements]]\nsection = 1\nref = "1xa"\n'
        'text = "One more."\nlabel = "One more"\n', encoding="utf-8")
    framework = made(tmp_path / "own.toml")
    assert framework.sections[0].statements[-1].ref == "1xa"
    base, _ = plain_data(frameworks_folder() / f"{name}.toml")
    assert not any(is_kept_ref(s.ref) for s in statements(base))
    assert not any(is_kept_section(s["number"]) for s in base["sections"])


# --- what does not fit -----------------------------------------------------------------------

FAULTS = [
    ([('id = "small-audit-wessex"', 'id = "wessex"')], "id", "“small-audit-…”"),
    ([('["1b"]', '["1z"]')], "leave_out.1z", "Name a statement"),
    ([('["1b"]', '["1a", "1b"]')], "leave_out", "leave_out_sections = [1]"),
    ([('leave_out = ["1b"]', "leave_out_sections = [5]")], "leave_out_sections", "1, 2."),
    ([('ref = "2a"', 'ref = "1b"')], "labels.1b", "not one that is left out"),
    ([("number = 2", "number = 5")], "introductions.5", "1, 2."),
    ([('scale = "steps"', 'scale = "stairs"')], "levels.yes", "steps, weight"),
    ([('key = "yes"', 'key = "aye"')], "levels.aye", "no, partly, yes"),
    ([('label = "Secure"\nmeaning = "So everywhere."', "")], "levels.yes", "Give a label"),
    ([('label = "Secure"', 'label = "Partly"')], "levels.yes", "one level only"),
    ([("section = 1", "section = 4")], "statements.1xa.section", "1, 2."),
    ([('ref = "1xa"', 'ref = "1c"')], "statements.1c", "1xa, and so on"),
    ([('ref = "1xb"', 'ref = "1xa"')], "statements.1xa", "a ref of its own"),
    ([("section = 1", "section = 2")], "statements.1xa.after", "the same section"),
    ([('label = "Knows the team"', 'label = "Knows the team"\nkind = "open"')], "kinds",
     "Say how a open is rated"),
    ([("number = 60", "number = 6"), ('ref = "60a"', 'ref = "6a"')], "sections.6", "from 60 on"),
    ([('ref = "60a"', 'ref = "61a"')], "sections.60.61a", "section’s number, 60"),
    ([('title = "Small audit of Wessex"', "")], "title", "This is missing"),
    ([('label = "Knows the team"', 'lable = "Knows the team"')], "statements.1.lable",
     "Did you mean label?"),
    ([("[[introductions]]", '[[scales]]\nid = "steps"\nlevels = [\n'
       '{ key = "a", label = "Aa", code = "A", meaning = "One." },\n'
       '{ key = "b", label = "Bb", code = "B", meaning = "Two." }]\n\n[[introductions]]')],
     "scales.steps", "use [[levels]]"),
    ([("[[introductions]]", '[kinds.goal]\nlabel = "Aim"\nratings = [{ name = "r", heading = "R", '
       'scale = "steps" }]\n\n[[introductions]]')], "kinds.goal", "already"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "words"), FAULTS)
def test_a_fault_is_told_with_the_add_ons_own_path(tmp_path, changes, path, words):
    assert words in advice(told(laid(tmp_path, *changes))[path])


def test_faults_of_the_add_on_and_of_the_whole_are_told_together(tmp_path):
    found = told(laid(tmp_path, ('["1b"]', '["1z"]'), ('label = "Secure"', 'label = "Partly"')))
    assert set(found) == {"leave_out.1z", "levels.yes"}


BASES = [
    ("framework-base-missing", [('"small.toml"', '"none.toml"')], SMALL, "a .toml file"),
    ("framework-base-missing", [('"small.toml"', '"send-rag"')], SMALL, "send-rag-audit"),
    ("framework-base-faults", [], spoilt(('code = "P"', 'code = "N"')), "Mend that file first"),
    ("framework-base-faults", [], "title = ", "Mend that file first"),
    ("framework-base-extends", [('"small.toml"', '"wessex.toml"')], SMALL, "stands alone"),
    ("framework-base-space", [], spoilt(('ref = "1b"', 'ref = "1xa"')), "Copy that framework"),
    ("framework-base-space", [], spoilt(("number = 2", "number = 60"), ('"2a"', '"60a"')),
     "Copy that framework"),
    ("framework-base-version", [], spoilt(('version = "1.0"', 'version = "1.1"')),
     "sendsheets frameworks diff"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "base", "words"), BASES)
def test_what_stands_in_the_way_of_its_base_is_told(tmp_path, code, changes, base, words):
    found = told(laid(tmp_path, *changes, base=base))
    assert words in advice(found[code])


def test_another_version_of_the_base_is_never_used_in_silence(tmp_path):
    base = spoilt(('version = "1.0"', 'version = "1.1"'))
    problem = told(laid(tmp_path, base=base))["framework-base-version"]
    assert (problem.facts["found"], problem.facts["version"]) == ("1.0", "1.1")
    assert made(laid(tmp_path, ('extends_version = "1.0"', 'extends_version = "1.1"'),
                     base=base)).version == "1.1.2.1"  # fmt: skip


def test_nothing_in_an_add_on_raises_whatever_stands_where(tmp_path):
    data = tomllib.loads(ADDON)
    for key in data:
        for junk in ("", "x", "3", "true", "[]", '["x"]', "[[]]", "{}", '[{ ref = "1a" }]'):
            lines = ADDON.replace(f"{key} =", f"{key}_ =").replace(f"[{key}]", f"[{key}_]")
            written = f"{key} = {junk or chr(34) * 2}\n{lines}"
            (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
            (tmp_path / "junk.toml").write_text(written, encoding="utf-8")
            _, problems = load(str(tmp_path / "junk.toml"))
            assert problems


# --- its schema ------------------------------------------------------------------------------


def test_the_committed_schema_is_the_one_generated():
    text = json.dumps(addon_schema(), indent=2, ensure_ascii=False) + "\n"
    assert (frameworks_folder() / "addon.schema.json").read_text(encoding="utf-8") == text, (
        "sendsheets frameworks schema --add-on > frameworks/addon.schema.json")


def test_the_schema_takes_the_add_on_and_finds_faults_of_shape():
    validator = jsonschema.Draft202012Validator(addon_schema())
    validator.check_schema(addon_schema())
    assert list(validator.iter_errors(tomllib.loads(ADDON))) == []
    assert not validator.is_valid(tomllib.loads(ADDON.replace('ref = "1xa"', 'ref = "1.2"')))


MORE = """
[[links]]
ref = "1xa"
how = "rests on"
other = "1a"
why = "One needs the other."

[[changes]]
after = "1.0.2.0"
ref = "1xc"
what = "removed"
"""

LINKED = SMALL + """
[[links]]
ref = "1a"
how = "goes with"
other = "2a"
why = "They go together."

[[links]]
ref = "1b"
how = "goes with"
other = "2a"
why = "This goes with what is left out."
"""


def with_more(folder: Path, *changes: tuple[str, str]) -> Path:
    label = 'label = "Knows the team"'
    path = laid(folder, (label, f'{label}\nroles = ["teacher"]'), base=LINKED)
    text = path.read_text(encoding="utf-8") + MORE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


def test_links_changes_and_roles_of_its_own_stand_after_those_of_the_base(tmp_path):
    framework = made(with_more(tmp_path))
    assert [(x.ref, x.other) for x in framework.links] == [("1a", "2a"), ("1xa", "1a")]
    assert [(c.after, c.ref, c.what) for c in framework.changes] == [("1.0.2.0", "1xc", "removed")]
    assert {s.ref: s.roles for s in framework.statements}["1xa"] == ("teacher",)


@pytest.mark.parametrize(("old", "new", "path"), [
    ('other = "1a"\nwhy = "One', 'other = "1b"\nwhy = "One', "links.1.other"),
    ('after = "1.0.2.0"', 'after = "1.0.2.1"', "changes.1.after"),
    ('after = "1.0.2.0"', 'after = "1.0"', "changes.1.after"),
    ('ref = "1xc"', 'ref = "1xb"', "changes.1"),
])  # fmt: skip
def test_faults_of_its_own_links_and_changes_are_told_at_their_place(tmp_path, old, new, path):
    assert path in told(with_more(tmp_path, (old, new)))
