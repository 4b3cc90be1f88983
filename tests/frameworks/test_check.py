"""Every fault of a framework file is told, with its place and what to do, all at once."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendsheets import layout
from sendsheets.frameworks.check import DETAILS_TAKEN, HEADINGS_TAKEN, faults
from sendsheets.model import Kind, Severity

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
    (('title = "Small audit"', ""), "title", "nothing", "required"),
    (('title = "Small audit"', 'titel = "Small audit"'), "titel", "Small audit", "not permitted"),
    (('id = "small-audit"', 'id = "Small audit"'), "id", "Small audit", "match pattern"),
    (('version = "1.0"', 'version = "1"'), "version", "1", "match pattern"),
    (("means = false", 'means = "no"'), "means", "no", "boolean"),
    (('audience = "Schools."', 'audience = "  "'), "audience", "  ", "match pattern"),
    (('code = "P"', 'code = "PA"'), "scales.1.levels.2.code", "PA", "match pattern"),
    (('label = "Partly"', f'label = "{LONG}"'), "scales.1.levels.2.label", LONG, "at most 30"),
    (('label = "Partly"', 'label = " Partly"'), "scales.1.levels.2.label", " Partly", "pattern"),
    (('direction = "down"', 'direction = "left"'), "scales.2.direction", "left", "'up' or 'down'"),
    (("[kinds.goal]", "[kinds.wish]"), "kinds.wish", "wish", "'practice'"),
    (('ref = "1b"', 'ref = "1.2"'), "sections.1.statements.2.ref", "1.2", "match pattern"),
    (('kind = "goal"', 'kind = "wish"'), "sections.1.statements.2.kind", "wish", "'practice'"),
    (('short = "First"', 'short = "Who: me?"'), "sections.1.short", "Who: me?", "match pattern"),
    (("number = 1", "number = 0"), "sections.1.number", "0", "greater than or equal to 1"),
    (('label = "First"', f'label = "{"x" * 61}"'), "sections.1.statements.1.label", "x" * 61,
     "at most 60"),
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
    ([('ref = "2a"', 'ref = "3a"')], "sections.2.3a", "3a", "section's number, 2"),
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
        "kinds.practice.ratings.need", "kinds",
    }  # fmt: skip


def test_a_long_text_is_told_in_short():
    (found,) = [f for p, f, _ in told(spoilt(("The first statement.", "y" * 601)))]
    assert len(found) == 80
    assert found.endswith("…")


def test_an_empty_file_says_what_is_needed_and_no_more():
    checked, problems = faults({}, "empty.toml")
    assert checked is None
    assert {p.facts["path"] for p in problems} == {
        "id", "version", "title", "purpose", "audience", "means", "source", "scales", "kinds",
        "sections",
    }  # fmt: skip


def test_headings_and_keys_that_are_taken_are_those_of_the_layout(frameworks):
    cpd = frameworks["senco-cpd-audit"]
    every = {*layout.section_columns(cpd), *layout.all_statements_columns(cpd)}
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
