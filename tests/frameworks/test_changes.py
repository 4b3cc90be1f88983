"""The table of changes: what is at fault in it, and where it leads."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from sendsheets.frameworks.changes import change_faults, stood_so
from sendsheets.frameworks.diff import crosswalk, same_words
from sendsheets.frameworks.load import read
from sendsheets.model import Change, Descent, Framework, How
from tests.two_versions import SECOND, loaded


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("versions"))


def faults(tmp_path, *changes: tuple[str, str]) -> str:
    """What is told of the second version with these texts changed."""
    text = SECOND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "audit.toml"
    path.write_text(text, encoding="utf-8")
    return " | ".join(f"{p.facts['path']}: {p.facts['advice']}" for p in read(path)[1])


MOVED = 'ref = "2b"\nwhat = "moved"\nto = ["1e"]'


def test_a_table_that_fits_has_no_fault(tmp_path):
    assert faults(tmp_path) == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('after = "1.0"', 'after = "2.0"', "earlier one than 2.0"),
        (MOVED, MOVED.replace('"1e"', '"1e", "2c"'), "Give one ref here"),
        (MOVED, MOVED.replace('["1e"]', "[]"), "Give one ref here"),
        (MOVED, MOVED.replace('"1e"', '"9z"'), "no statement with this ref"),
        ('what = "split"\nto = ["2h", "2i"]', 'what = "split"\nto = ["2h"]', "two refs or more"),
        ('ref = "2e"\nwhat = "removed"\nto = []', 'ref = "2e"\nwhat = "removed"\nto = ["2c"]',
         "Give no refs here"),
        ('ref = "2e"\nwhat = "removed"', 'ref = "2c"\nwhat = "removed"', "still has this ref"),
        ('ref = "2b"\nwhat = "new"', 'ref = "2k"\nwhat = "new"', "still has this ref"),
        ('ref = "2e"\nwhat = "removed"', 'ref = "2d"\nwhat = "removed"', "Say one thing of it"),
        ('what = "removed"', 'what = "gone"', "Choose one of moved, split"),
    ],
)  # fmt: skip
def test_what_is_at_fault_is_told_with_its_place(tmp_path, old, new, told):
    assert told in faults(tmp_path, (old, new))


SWAPPED = """
[[changes]]
after = "1.0"
ref = "1a"
what = "moved"
to = ["1b"]

[[changes]]
after = "1.0"
ref = "1b"
what = "moved"
to = ["1a"]
"""

REPLACED = SWAPPED.replace('what = "moved"\nto = ["1a"]', 'what = "removed"').replace(
    "1b", "1c").replace("1a", "1b")  # 1b moved to 1c, and 1c removed


@pytest.mark.parametrize(("table", "refs"), [(SWAPPED, {"1a", "1b"}), (REPLACED, {"1a", "1c"})])
def test_a_ref_that_another_row_leads_to_is_no_new_statement(table, refs):
    data = {"version": "2.0", "changes": tomllib.loads(table)["changes"]}
    assert list(change_faults(data, refs)) == []
    alone = {**data, "changes": data["changes"][-1:]}
    assert list(change_faults(alone, refs)), "the last row alone leaves a ref open"


def test_two_statements_that_change_places_are_followed(versions):
    was, _ = versions
    old = replace(was, version="1.0")
    swapped = {"1a": "1b", "1b": "1a"}
    first = was.sections[0]
    statements = tuple(replace(s, ref=swapped.get(s.ref, s.ref)) for s in first.statements)
    new = replace(was, version="2.0", sections=(replace(first, statements=statements),),
                  changes=(Change("1.0", "1a", "moved", ("1b",)),
                           Change("1.0", "1b", "moved", ("1a",))))  # fmt: skip
    walk = crosswalk(old, new)
    assert (walk.of("1b").before, walk.of("1b").how) == (("1a",), How.MOVED)
    assert (walk.of("1a").before, walk.of("1a").how) == (("1b",), How.MOVED)


@pytest.mark.parametrize(("version", "after", "so"), [
    ("1.0", "1.0", True), ("1.1", "1.0", False), ("1.9", "1.10", True),
    ("1.0.2.1", "1.0", True), ("1.1.2.1", "1.0", False),
    ("1.0.2.1", "1.0.2.1", True), ("1.0.2.2", "1.0.2.1", False), ("1.1.3.0", "1.0.2.1", False),
])  # fmt: skip
def test_a_version_of_an_add_on_is_held_against_the_changes_of_its_base_and_its_own(
    version, after, so
):
    assert stood_so(version, after) is so


def test_every_statement_is_followed_by_the_table(versions):
    walk = crosswalk(*versions)
    assert {descent.ref: (descent.before, descent.how) for descent in walk.descents} == {
        "1a": (("1a",), How.SAME), "1b": (("1b",), How.SAME), "1c": (("1c",), How.SAME),
        "1d": (("1d",), How.CHANGED), "1e": (("2b",), How.MOVED),
        "2a": (("2a",), How.REWORDED), "2b": ((), How.NEW), "2c": (("2c",), How.SAME),
        "2h": (("2d",), How.SPLIT), "2i": (("2d",), How.SPLIT),
        "2j": (("2f", "2g"), How.MERGED), "2k": ((), How.NEW),
    }  # fmt: skip
    assert walk.removed == ("2e",)
    assert walk.gone == ()


def test_only_what_is_the_same_thing_can_be_compared(versions):
    walk = crosswalk(*versions)
    assert [descent.ref for descent in walk.descents if descent.comparable] == [
        "1a", "1b", "1c", "1e", "2a", "2c"]  # fmt: skip


def without(framework: Framework, *refs: str) -> Framework:
    kept = tuple(c for c in framework.changes if c.ref not in refs)
    return replace(framework, changes=kept)


def test_without_the_table_nothing_is_joined_on_a_guess(versions):
    first, second = versions
    walk = crosswalk(first, without(second, "2b", "2e", "2a"))
    assert walk.of("1e").how is How.NEW, "the words are those of 2b, and nobody says it moved"
    assert walk.of("2b").how is How.CHANGED
    assert walk.of("2a").how is How.CHANGED
    assert walk.gone == ("2e",)


def test_changes_of_several_versions_are_followed_one_after_the_other(versions):
    first, second = versions
    third = replace(second, version="3.0", changes=(
        *second.changes, Change("2.0", "1e", "moved", ("2m",))))  # fmt: skip
    moved = replace(second.statement("1e"), ref="2m", section=2)
    sections = tuple(
        replace(s, statements=(*(x for x in s.statements if x.ref != "1e"),
                               *([moved] if s.number == 2 else [])))
        for s in third.sections
    )  # fmt: skip
    third = replace(third, sections=sections)
    assert crosswalk(first, third).of("2m") == Descent("2m", ("2b",), How.MOVED)
    assert crosswalk(second, third).of("2m") == Descent("2m", ("1e",), How.MOVED)
    assert crosswalk(second, third).of("2a").how is How.SAME, "that change was before"


def test_a_version_between_knows_nothing_of_later_changes(versions):
    first, second = versions
    early = replace(second, version="1.5", changes=(
        *second.changes, Change("2.0", "1a", "removed")))  # fmt: skip
    assert crosswalk(first, early).removed == ("2e",)


def test_a_statement_moved_and_reworded_is_told_as_both(versions):
    first, second = versions
    changed = replace(second.statement("1e"), text="Something else entirely about data.")
    sections = tuple(replace(s, statements=tuple(
        changed if x.ref == "1e" else x for x in s.statements)) for s in second.sections)
    unexplained = replace(second, sections=sections)
    assert crosswalk(first, unexplained).of("1e").how is How.CHANGED
    explained = replace(unexplained, changes=(
        *second.changes, Change("1.0", "2b", "reworded")))  # fmt: skip
    descent = crosswalk(first, explained).of("1e")
    assert (descent.how, descent.reworded, descent.comparable) == (How.MOVED, True, True)


def test_version_ten_comes_after_version_nine(versions):
    first, second = versions
    old, new = replace(first, version="1.9"), replace(second, version="1.10", changes=(
        Change("1.9", "2b", "moved", ("1e",)),))  # fmt: skip
    assert crosswalk(old, new).of("1e").how is How.MOVED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("It’s so – now.", "it's so - now", True), ("A  b", "a b", True), ("Now", "Not now", False)],
)
def test_only_spaces_marks_and_capitals_make_no_other_words(one, other, same):
    assert same_words(one, other) is same
