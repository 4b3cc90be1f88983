"""Roles and links in a framework file: read, held against the rest, and every fault told."""

from __future__ import annotations

import tomllib

import pytest

from sendsheets.frameworks.check import faults
from sendsheets.frameworks.load import build
from sendsheets.model import Kind, LinkKind, Role
from tests.workbooks import FRAMEWORKS

from .small import SMALL, spoilt

LINK = '\n[[links]]\nref = "1a"\nhow = "rests on"\nother = "2a"\nwhy = "It does."\n'


def told(text):
    return [(p.facts["path"], p.facts["found"], p.facts["advice"])
            for p in faults(tomllib.loads(text), "small.toml")[1]]  # fmt: skip


def test_a_link_and_roles_are_read():
    text = spoilt(('label = "First"', 'label = "First"\nroles = ["teacher", "pupil"]')) + LINK
    checked, problems = faults(tomllib.loads(text), "small.toml")
    made = build(checked)

    assert problems == ()
    assert made.statement("1a").roles == ("teacher", "pupil")
    (link,) = made.links
    assert (link.ref, link.kind, link.other, link.why) == (
        "1a", LinkKind.RESTS_ON, "2a", "It does.")


def test_neither_is_needed():
    assert told(SMALL) == []


@pytest.mark.parametrize(("old", "new", "path", "advice"), [
    ('other = "2a"', 'other = "9a"', "links.1.other", "Name the ref of a statement in the file."),
    ('ref = "1a"\nhow', 'ref = "7b"\nhow', "links.1.ref",
     "Name the ref of a statement in the file."),
    ('other = "2a"', 'other = "1a"', "links.1", "Link two statements that are not the same."),
    ('how = "rests on"', 'how = "leans on"', "links.1.how", "Choose one of"),
    ('why = "It does."\n', "", "links.1.why", "This is missing. Add it."),
])  # fmt: skip
def test_every_fault_of_a_link_is_told(old, new, path, advice):
    ((where, _, said),) = told(SMALL + LINK.replace(old, new))
    assert where == path
    assert said.startswith(advice)


def test_two_statements_are_linked_once():
    other_way = LINK.replace('"1a"', '"x"').replace('"2a"', '"1a"').replace('"x"', '"2a"')
    ((where, found, said),) = told(SMALL + LINK + other_way)
    assert (where, found, said) == ("links.2", "2a and 1a", "Link two statements only once.")


def test_an_open_question_cannot_be_linked():
    text = SMALL.replace('kind = "goal"', 'kind = "open"').replace("kinds.goal", "kinds.open")
    ((where, _, said),) = told(text + LINK.replace('other = "2a"', 'other = "1b"'))
    assert where == "links.1.other"
    assert "answered in words" in said


def test_a_role_that_there_is_not_is_told():
    ((where, found, said),) = told(
        spoilt(('label = "First"', 'label = "First"\nroles = ["teachers"]')))
    assert found == "teachers"
    assert "Did you mean teacher?" in said
    assert where.endswith("roles.1")


def test_a_link_that_is_no_table_is_told_and_stops_nothing():
    assert [path for path, *_ in told("links = [3]\n" + SMALL)] == ["links.1"]


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda f: f.id)
def test_the_supplied_links_are_of_rated_statements_in_words_of_one_sentence(framework):
    assert framework.links
    for link in framework.links:
        for ref in (link.ref, link.other):
            assert framework.statement(ref).kind is not Kind.OPEN
        assert link.why.endswith(".")
        assert link.why.count(".") == 1


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda f: f.id)
def test_a_role_is_marked_for_enough_to_be_worth_a_workbook_or_not_at_all(framework):
    for role in Role:
        marked = sum(role in s.roles for s in framework.statements)
        assert marked == 0 or marked >= 4, role
