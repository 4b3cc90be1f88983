"""A framework is found by its id or its path, and what is wrong becomes a problem."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from sendsheets.frameworks.load import framework_ids, frameworks_folder, load, load_all, read
from sendsheets.model import Kind

from .small import SMALL, spoilt


@pytest.fixture
def written(tmp_path):
    """Write a text as a framework file and give its path."""

    def write(text: str, name: str = "own.toml") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return str(path)

    return write


def test_a_users_own_file_is_read_by_its_path(written):
    framework, problems = load(written(SMALL))
    assert problems == ()
    assert framework is not None
    assert framework.id == "small-audit"
    assert [s.sheet for s in framework.sections] == ["1 First", "2 Second"]
    assert [(s.ref, s.kind, s.section) for s in framework.statements] == [
        ("1a", Kind.PRACTICE, 1), ("1b", Kind.GOAL, 1), ("2a", Kind.PRACTICE, 2)]  # fmt: skip
    assert [r.name for r in framework.statements[0].ratings] == ["rating", "need"]
    assert framework.has_kinds
    assert [d.key for d in framework.details] == ["trust"]


def test_what_is_looked_up_is_what_stands_in_the_framework(written):
    framework, _ = load(written(SMALL))
    assert framework is not None
    every = [s for section in framework.sections for s in section.statements]
    assert list(framework.statements) == every
    assert [framework.statement(s.ref) for s in every] == every
    assert framework.statement("9z") is None
    scale = framework.statements[0].main.scale
    assert [scale.rank(level.key) for level in scale.worst_first] == [1, 2, 3]
    assert [scale.level(level.key) for level in scale.levels] == list(scale.levels)
    shorter = replace(framework, sections=framework.sections[:1])
    assert [s.ref for s in shorter.statements] == ["1a", "1b"]
    assert shorter != framework
    assert shorter.statement("2a") is None


def test_a_framework_is_equal_to_its_copy_in_another_process(written):
    framework, _ = load(written(SMALL))
    assert framework is not None
    copy = pickle.loads(pickle.dumps(framework))
    assert copy == framework
    assert hash(copy) == hash(framework)
    assert copy.statement("2a") == framework.statement("2a")
    assert "_by_ref" not in repr(framework)


def test_a_byte_order_mark_does_no_harm(written):
    framework, problems = load(written("\ufeff" + SMALL))
    assert problems == ()
    assert framework is not None


def test_a_fault_means_no_framework(written):
    framework, problems = load(written(spoilt(('ref = "1b"', 'ref = "1a"'))))
    assert framework is None
    assert [p.code for p in problems] == ["framework-fault"]


@pytest.mark.parametrize(
    ("text", "line"),
    [('id = "x"\nid = "y"\n', "line 2"), ("title = Small\n", "line 1"), ('a = "x\n', "line 1")],
)
def test_a_syntax_fault_says_the_line(written, text, line):
    framework, (problem,) = load(written(text))
    assert framework is None
    assert problem.code == "framework-syntax"
    assert line in problem.facts["found"]
    assert problem.file == "own.toml"


def test_an_unknown_id_says_which_are_known():
    framework, (problem,) = load("send-rag")
    assert framework is None
    assert problem.code == "framework-unknown"
    assert problem.facts["known"] == ", ".join(framework_ids())


def test_a_file_that_is_not_there_or_is_no_text_is_a_problem(tmp_path):
    _, (missing,) = load(str(tmp_path / "none.toml"))
    assert missing.code == "framework-unreadable"
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    _, (bad,) = load(str(tmp_path / "bad.toml"))
    assert bad.code == "framework-unreadable"
    assert "UTF-8" in bad.facts["found"]
    _, (folder,) = read(tmp_path)
    assert folder.code == "framework-unreadable"


def test_ids_are_the_names_of_the_files(frameworks):
    assert list(framework_ids()) == sorted(framework_ids())
    assert set(load_all()) == set(framework_ids()) == set(frameworks)
    assert all((frameworks_folder() / f"{name}.toml").is_file() for name in framework_ids())


LEVELS = [
    '{ key = "a", label = "Aa", code = "A", meaning = "One." }',
    '{ key = "b", label = "Bb", code = "B", meaning = "Two." }',
    '{ key = "c", label = "Cc", code = "C", meaning = "Three." }',
    '{ key = "d", label = "Dd", code = "D", meaning = "Four." }',
    '{ key = "e", label = "Ee", code = "E", meaning = "Five." }',
]


def scale_of(written, count, direction="up", extra=""):
    start, end = SMALL.index("levels = ["), SMALL.index('[[scales]]\nid = "weight"')
    levels = ", ".join(LEVELS[:count])
    if extra:
        levels = levels.replace('"One." }', f'"One.", {extra} }}')
    text = SMALL[:start] + f'direction = "{direction}"\nlevels = [{levels}]\n\n' + SMALL[end:]
    framework, problems = load(written(text))
    assert problems == ()
    assert framework is not None
    return framework.scale_of(Kind.PRACTICE)


@pytest.mark.parametrize(
    ("count", "direction", "strengths", "areas"),
    [
        (2, "up", "b", "a"), (3, "up", "c", "ab"), (4, "up", "cd", "ab"), (5, "up", "de", "ab"),
        (2, "down", "a", "b"), (3, "down", "a", "bc"), (4, "down", "ab", "cd"),
        (5, "down", "ab", "de"),
    ],
)  # fmt: skip
def test_which_levels_are_strengths_and_areas_by_default(
    written, count, direction, strengths, areas
):
    scale = scale_of(written, count, direction)
    assert "".join(level.key for level in scale.levels if level.strength) == strengths
    assert "".join(level.key for level in scale.levels if level.development) == areas
    assert scale.worst_first[0].key in areas


def test_the_file_may_say_otherwise(written):
    scale = scale_of(written, 3, extra="strength = true, development = false")
    assert [(level.strength, level.development) for level in scale.levels] == [
        (True, False), (False, True), (True, False)]  # fmt: skip
