"""Every fault of a framework file is told, with its place and what to do, all at once."""

from __future__ import annotations

import copy
import re
import tomllib
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendsheets import layout
from sendsheets.frameworks.check import DETAILS_TAKEN, HEADINGS_TAKEN, faults
from sendsheets.frameworks.schema import SettingName, json_schema
from sendsheets.frameworks.shape import PATTERNS
from sendsheets.model import Kind, Setting, Severity
from sendsheets.problems import advice, found

from .small import SMALL, spoilt

LONG = "x" * 31


def told(text: str) -> list[tuple[str, str, str]]:
    """Path, what was found, and advice of every fault."""
    _, problems = faults(tomllib.loads(text), "small.toml")
    assert all(p.code == "framework-fault" and p.file == "small.toml" for p in problems)
    assert all(p.severity is Severity.ERROR for p in problems)
    return [(p.facts["path"], p.facts["found"], p.facts["advice"]) for p in problems]


def test_the_small_file_is_right():
    checked, problems = faults(tomllib.loads(SMALL), "small.toml")
    assert problems == ()
    assert checked is not None
    assert checked.id == "small-audit"


SHAPE = [
    (('title = "Small audit"', ""), "title", "nothing", "This is missing. Add it."),
    (('title = "Small audit"', 'titel = "Small audit"'), "titel", "Small audit",
     "This is not a key that is known here. Did you mean title?"),
    (('title = "Tests"', 'colour = "red"'), "source.colour", "red",
     "This is not a key that is known here. Known are title, credit, author, date."),
    (('heading = "Need"', 'haeding = "Need"'), "kinds.practice.ratings.2.haeding", "Need",
     "This is not a key that is known here. Did you mean heading?"),
    (('id = "small-audit"', 'id = "Small audit"'), "id", "Small audit", "“our-send-audit”"),
    (('version = "1.0"', 'version = "1"'), "version", "1",
     "Write two numbers with a full stop between them, such as “1.0”."),
    (('version = "1.0"', "version = 1.0"), "version", "1.0",
     "Write it as text, in quotation marks."),
    (("means = false", 'means = "no"'), "means", "no", "Write true or false."),
    (("means = false", "means = 1"), "means", "1", "Write true or false."),
    (('title = "Small audit"', "title = true"), "title", "true", "Write it as text"),
    (('audience = "Schools."', 'audience = "  "'), "audience", "  ", "blanks alone say nothing"),
    (('code = "P"', 'code = "PA"'), "scales.1.levels.2.code", "PA",
     "Write one capital letter, such as “G” (one letter, unique in its scale)."),
    (('label = "Partly"', f'label = "{LONG}"'), "scales.1.levels.2.label", LONG,
     "Shorten it: at most 30 characters fit."),
    (('label = "Partly"', 'label = " Partly"'), "scales.1.levels.2.label", " Partly",
     "without blanks at either end"),
    (('label = "Partly"', 'label = ""'), "scales.1.levels.2.label", "nothing",
     "Write something here: at least 1 character."),
    (('spellings = ["In part"]', 'spellings = "In part"'), "scales.1.levels.2.spellings",
     "In part", "Write it as a list, in square brackets."),
    (('direction = "down"', 'direction = "left"'), "scales.2.direction", "left",
     "Choose one of up, down."),
    (("[kinds.goal]", "[kinds.wish]"), "kinds.wish", "wish", "Choose one of practice, challenge"),
    (('ref = "1b"', 'ref = "1.2"'), "sections.1.statements.2.ref", "1.2", "such as “1a”"),
    (('kind = "goal"', 'kind = "gaol"'), "sections.1.statements.2.kind", "gaol",
     "Choose one of practice, challenge, question, goal, open. Did you mean goal?"),
    (('short = "First"', 'short = "Who: me?"'), "sections.1.short", "Who: me?",
     "at most 18 letters, digits, spaces, commas and hyphens"),
    (("number = 1", "number = 0"), "sections.1.number", "0", "Write a number that is 1 or more."),
    (("number = 1", "number = 100"), "sections.1.number", "100", "that is 99 or less."),
    (("number = 1", 'number = "1"'), "sections.1.number", "1",
     "Write a whole number, without quotation marks."),
    (("number = 1", "number = 1.5"), "sections.1.number", "1.5", "Write a whole number"),
    (('label = "First"', 'label = "First"\nsettings = ["primary", "scondary"]'),
     "sections.1.statements.1.settings.2", "scondary", "Did you mean secondary?"),
    (('label = "First"', f'label = "{"x" * 61}"'), "sections.1.statements.1.label", "x" * 61,
     "at most 60 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "found", "advice"), SHAPE)
def test_a_fault_of_shape_is_told_with_its_path(change, path, found, advice):
    faults_told = [t for t in told(spoilt(change)) if t[0] == path or t[0] == f"{path}.[key]"]
    assert len(faults_told) == 1
    assert faults_told[0][1] == found
    assert advice in faults_told[0][2]


CROSS = [
    ([('id = "weight"', 'id = "steps"')], "scales.steps", "steps", "an id of its own"),
    ([('label = "Partly"', 'label = "In, part"')], "scales.steps", "In, part", "Excel splits"),
    ([('label = "Partly"', "label = 'So \"so\"'")], "scales.steps", 'So "so"', "Excel splits"),
    ([("label = \"Partly\"", f'label = "{"x" * 250}"')], "scales.steps", "272 characters",
     "lists hold 255"),
    ([('key = "partly"', 'key = "no"')], "scales.steps", "no, no, yes", "a key of its own"),
    ([('code = "P"', 'code = "N"')], "scales.steps.partly", "n", "already means No"),
    ([('["In part"]', '["yes"]')], "scales.steps.yes", "yes", "already means Partly"),
    ([('["In part"]', '["n/a"]')], "scales.steps.partly", "n/a", "already means Not applicable"),
    ([('scale = "weight"', 'scale = "wait"')], "kinds.practice.ratings.need", "wait",
     "one of the scales"),
    ([('name = "need"', 'name = "rating"')], "kinds.practice.ratings", "rating", "two apart"),
    ([('label = "Goal"', 'label = "practice"')], "kinds.goal.label", "practice", "of its own"),
    ([('label = "Goal"', 'label = "Goal?"')], "kinds.goal.label", "Goal?", "where Excel counts"),
    ([('heading = "Need"', 'heading = "Owner"')], "kinds.practice.ratings.need.heading", "Owner",
     "already"),
    ([('heading = "Need"', 'heading = "rating"')], "kinds.practice.ratings.need.heading",
     "rating", "already"),
    ([('heading = "Need"', 'heading = "Need/want"')], "kinds.practice.ratings.need.heading",
     "Need/want", "names a tab"),
    ([('heading = "Need"', 'heading = "How much it is needed"')],
     "kinds.practice.ratings.need.heading", "How much it is needed", "names a tab"),
    ([("[{ name = \"rating\", heading = \"Rating\", scale = \"steps\" }]",
       '[{ name = "rating", heading = "Rating", scale = "steps" }, '
       '{ name = "help", heading = "Help", scale = "weight" }]')],
     "kinds", "help, need", "one second rating"),
    ([("[kinds.goal]", "[kinds.question]")], "kinds", "goal", "Say how a goal is rated"),
    ([('kind = "goal"', 'kind = "goal"')] + [
        (f'label = "{n}"\n', f'label = "{n}"\nkind = "goal"\n') for n in ("First", "Third")],
     "sections", "goal", "at least one practice statement"),
    ([("number = 2", "number = 1")], "sections.1", "1", "a number of its own"),
    ([('short = "Second"', f'short = "{"x" * 20}"')], "sections.2.short", "2 " + "x" * 20,
     "21 characters"),
    ([("number = 2", "number = 1"), ('short = "Second"', 'short = "first"')],
     "sections.1.short", "1 first", "a short name of its own"),
    ([('ref = "1b"', 'ref = "1a"')], "sections.1.1a", "1a", "a ref of its own"),
    ([('ref = "2a"', 'ref = "3a"')], "sections.2.3a", "3a", "section’s number, 2"),
    ([('key = "trust"', 'key = "urn"')], "details.urn", "urn", "no other question has"),
    ([('"North"', '"North, East"')], "details.trust.choices", "North, East", "Excel splits"),
    ([('"North"', f'"{"x" * 260}"')], "details.trust.choices", "266 characters", "lists hold 255"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "found", "advice"), CROSS)
def test_a_fault_between_parts_is_told_with_its_path(changes, path, found, advice):
    faults_told = [(p, f) for p, f, a in told(spoilt(*changes)) if advice in a]
    assert faults_told == [(path, found)]


def test_all_faults_are_told_at_once_of_shape_and_between_parts():
    text = spoilt(
        ('title = "Small audit"', ""), ('code = "P"', 'code = "N"'), ('ref = "1b"', 'ref = "1a"'),
        ('kind = "goal"', 'kind = "wish"'), ('scale = "weight"', 'scale = "wait"'),
    )  # fmt: skip
    assert {path for path, _, _ in told(text)} == {
        "title", "scales.steps.partly", "sections.1.1a", "sections.1.statements.2.kind",
        "kinds.practice.ratings.need",
    }  # fmt: skip


def test_a_long_text_is_told_in_short():
    (found,) = [f for p, f, _ in told(spoilt(("The first statement.", "y" * 601)))]
    assert len(found) == 80
    assert found.endswith("…")


def test_an_empty_file_is_one_problem():
    checked, (problem,) = faults({}, "empty.toml")
    assert checked is None
    assert (problem.code, problem.severity, problem.file) == (
        "framework-empty", Severity.ERROR, "empty.toml")  # fmt: skip
    assert found(problem) == "The file is empty."
    assert advice(problem)


def test_a_file_that_holds_hardly_anything_says_what_is_needed_and_no_more():
    checked, problems = faults({"title": "Audit"}, "nearly.toml")
    assert checked is None
    assert {p.facts["path"] for p in problems} == {
        "id", "version", "purpose", "audience", "means", "source", "scales", "kinds", "sections",
    }  # fmt: skip


@pytest.mark.parametrize(("key", "value", "path", "what", "todo"), [
    ("source", "x", "source", "x", "as a table with its keys: title, credit, author, date."),
    ("scales", ["x"], "scales.1", "x", "with its keys: id, direction, not_applicable, levels."),
    ("sections", {}, "sections", "a table", "begin each of them with [[sections]]."),
    ("sections", [], "sections", "a list of 0", "it needs at least 1, and has 0."),
    ("kinds", [], "kinds", "a list of 0", "begin each of them with [kinds.…]."),
    ("kinds", {"goal": 3}, "kinds.goal", "3", "with its keys: label, ratings."),
])  # fmt: skip
def test_what_should_be_a_table_or_a_list_is_told_how_to_write_it(key, value, path, what, todo):
    _, problems = faults({**tomllib.loads(SMALL), key: value}, "small.toml")
    told_there = {(p.facts["path"], p.facts["found"]): p.facts["advice"] for p in problems[::-1]}
    assert told_there[path, what].endswith(todo)


def test_a_fault_reads_as_sentences():
    _, (problem,) = faults(tomllib.loads(spoilt(('scale = "weight"', 'scale = "pulse"'))), "s.toml")
    assert f"{found(problem)} {advice(problem)}" == (
        "At kinds.practice.ratings.need: found “pulse”. Name one of the scales in the file.")
    _, (problem,) = faults(tomllib.loads(spoilt(('title = "Small audit"', ""))), "s.toml")
    assert f"{found(problem)} {advice(problem)}" == (
        "At title: nothing found. This is missing. Add it.")


def test_every_pattern_of_the_schema_has_words():
    found_in_schema: set[str] = set(re.findall(r"'pattern': '(.*?)'[,}]", str(json_schema())))
    assert {text.replace("\\\\", "\\") for text in found_in_schema} == set(PATTERNS)


def test_the_settings_of_a_file_are_those_of_a_school():
    assert get_args(SettingName) == tuple(Setting)


def test_headings_and_keys_that_are_taken_are_those_of_the_layout(frameworks):
    cpd = frameworks["senco-cpd-audit"]
    every = {*layout.section_columns(cpd, True), *layout.all_statements_columns(cpd)}
    rated = {"rating", "second"}
    assert {c.heading for c in every if c.key not in rated} == set(HEADINGS_TAKEN)
    keys = [d.key for d in layout.cover_details(frameworks["send-rag-audit"], peer_review=True)]
    assert set(keys) == set(DETAILS_TAKEN)
    assert {str(kind) for kind in Kind} == {"practice", "challenge", "question", "goal", "open"}


def places(value: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    steps: list[tuple[object, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [here, *(place for key, part in steps for place in places(part, (*here, key)))]


PLACES = [place for place in places(tomllib.loads(SMALL)) if place]
JUNK: list[Any] = [None, 0, -1, 1.5, True, "", " ", "1a", [], ["x"], [["x"]], {}, {"key": {}},
                   [{"id": []}]]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(JUNK)), min_size=1, max_size=4))
def test_nothing_in_a_file_raises_whatever_stands_where(changes):
    data: Any = tomllib.loads(SMALL)
    for place, junk in changes:
        part = data
        try:
            for step in place[:-1]:
                part = part[step]
            part[place[-1]] = copy.deepcopy(junk)
        except (KeyError, IndexError, TypeError):
            continue
    checked, problems = faults(data, "junk.toml")
    assert checked is not None or problems


def test_no_words_of_the_library_reach_a_reader():
    data = tomllib.loads(SMALL)
    for place in PLACES:
        for junk in JUNK[1:]:  # TOML has no null
            part: Any = copy.deepcopy(data)
            spoilt_file = part
            for step in place[:-1]:
                part = part[step]
            part[place[-1]] = copy.deepcopy(junk)
            for problem in faults(spoilt_file, "junk.toml")[1]:
                said = advice(problem)
                assert not re.search(r"Input|should|valid|required|permitted|\{", said), said
