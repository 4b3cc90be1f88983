"""The five frameworks that come with sendsheets hold what their sources hold."""

from __future__ import annotations

from collections import Counter

import pytest

from sendsheets.frameworks import load
from sendsheets.frameworks.export import lines
from sendsheets.model import Kind

SIZES = {
    "send-self-audit": [12, 5, 8, 7, 6, 8, 8, 6],
    "send-review-framework": [13, 20, 13, 14, 9],
    "send-rag-audit": [13, 11, 5, 4, 11, 10, 3],
    "senco-cpd-audit": [12, 5, 8, 7, 7, 8, 8, 6, 6, 2],
    "send-network-pulse": [4, 4, 4, 4, 4, 5],
}
KINDS = {  # practice; challenges; questions, goals and open questions together
    "send-self-audit": (30, 13, 17),
    "send-review-framework": (69, 0, 0),
    "send-rag-audit": (57, 0, 0),
    "senco-cpd-audit": (36, 15, 18),
    "send-network-pulse": (25, 0, 0),
}
PRACTICE_LEVELS = {
    "send-self-audit": ["Not evident", "Emerging", "Developing", "Secure"],
    "send-review-framework": ["No", "To some extent", "Yes"],
    "send-rag-audit": ["Red", "Amber", "Green"],
    "senco-cpd-audit":
        ["Not yet confident", "Some confidence", "Confident", "Could support others"],
    "send-network-pulse": ["Not yet", "Beginning", "Established", "Strong"],
}  # fmt: skip
STATUTORY = {
    "send-self-audit": "7a 7d",
    "send-review-framework": "1k 2d 2q 2s 2t 4d 4e 4m 5a",
    "send-rag-audit": "1b 1c 1f 2h 2k 5k 6c",
    "senco-cpd-audit": "7a 7d",
    "send-network-pulse": "",
}

each = pytest.mark.parametrize("name", SIZES)


def test_these_five_come_with_sendsheets():
    assert set(load.framework_ids()) == set(SIZES)


@each
def test_it_loads_without_a_fault(name):
    framework, problems = load.load(name)
    assert problems == ()
    assert framework is not None
    assert (framework.id, framework.version) == (name, "1.0")


@each
def test_every_section_has_as_many_statements_as_its_source(name, frameworks):
    assert [len(s.statements) for s in frameworks[name].sections] == SIZES[name]
    assert [s.number for s in frameworks[name].sections] == list(range(1, len(SIZES[name]) + 1))


@each
def test_every_kind_has_as_many_statements_as_its_source(name, frameworks):
    kinds = Counter(s.kind for s in frameworks[name].statements)
    asked = sum(kinds[k] for k in (Kind.QUESTION, Kind.GOAL, Kind.OPEN))
    assert (kinds[Kind.PRACTICE], kinds[Kind.CHALLENGE], asked) == KINDS[name]


@each
def test_refs_run_from_a_within_each_section(name, frameworks):
    for section in frameworks[name].sections:
        letters = "abcdefghijklmnopqrstuvwxyz"[: len(section.statements)]
        assert [s.ref for s in section.statements] == [f"{section.number}{a}" for a in letters]


@each
def test_labels_are_short_and_no_two_are_the_same(name, frameworks):
    labels = [s.label for s in frameworks[name].statements]
    assert max(map(len, labels)) <= 60
    assert len({label.casefold() for label in labels}) == len(labels)


@each
def test_no_statement_is_there_twice(name, frameworks):
    texts = [s.text.casefold() for s in frameworks[name].statements]
    assert len(set(texts)) == len(texts)


@each
def test_every_level_of_its_scale_has_a_meaning(name, frameworks):
    scale = frameworks[name].scale_of(Kind.PRACTICE)
    assert [level.label for level in scale.levels] == PRACTICE_LEVELS[name]
    for words in frameworks[name].kinds:
        for rating in words.ratings:
            assert all(len(level.meaning) > 5 for level in rating.scale.levels)


@each
def test_statutory_points_are_marked(name, frameworks):
    marked = [s.ref for s in frameworks[name].statements if s.statutory]
    assert marked == STATUTORY[name].split()


@each
def test_every_practice_scale_lists_both_strengths_and_areas(name, frameworks):
    levels = frameworks[name].scale_of(Kind.PRACTICE).levels
    assert any(level.strength for level in levels)
    assert any(level.development for level in levels)
    assert not any(level.strength and level.development for level in levels)


@each
def test_credit_is_given(name, frameworks):
    credit = frameworks[name].source.credit
    assert "sendsheets" in credit
    assert "own words" in credit


@each
def test_the_wording_is_british_and_has_no_placeholders(name, frameworks):
    for line in lines(frameworks[name]):
        assert line.text.strip() == line.text
        assert not {"TODO", "TBC", "XXX", "�"} & set(line.text.split())
        assert "'" not in line.text, f"{line.ref}: straight apostrophe in {line.text!r}"


@pytest.mark.parametrize("name", ["send-self-audit", "senco-cpd-audit"])
def test_each_kind_has_a_scale_of_its_own_and_challenges_run_the_other_way(name, frameworks):
    framework = frameworks[name]
    scales = {kind: framework.scale_of(kind) for kind in Kind}
    assert scales[Kind.CHALLENGE].direction == "down"
    assert scales[Kind.PRACTICE].direction == "up"
    assert scales[Kind.QUESTION] == scales[Kind.GOAL]
    assert len({scale.id for scale in scales.values()}) == 4
    assert [level.label for level in scales[Kind.OPEN].levels] == ["Not yet", "Answered"]
    assert not scales[Kind.OPEN].not_applicable


def test_practice_of_the_cpd_audit_is_rated_twice_and_nothing_else_is(frameworks):
    framework = frameworks["senco-cpd-audit"]
    for statement in framework.statements:
        names = [rating.name for rating in statement.ratings]
        practice = statement.kind is Kind.PRACTICE
        assert names == (["confidence", "need"] if practice else ["rating"])
    need = framework.second_rating
    assert need is not None
    assert need.scale.direction == "down"
    assert not need.scale.not_applicable


def test_the_cpd_audit_ends_with_its_own_comments_box(frameworks):
    comments = frameworks["senco-cpd-audit"].comments
    assert comments is not None
    assert comments.key == "comments"
    assert comments.label.endswith("?")


def test_the_notes_of_the_cpd_audit_say_what_became_of_topic_ten(frameworks):
    notes = [n for n in frameworks["senco-cpd-audit"].notes if n.startswith("Topic 10")]
    assert len(notes) == 1
    assert "topic 8 by mistake" in notes[0]


def test_the_pulse_says_that_it_is_derived_from_an_article(frameworks):
    pulse = frameworks["send-network-pulse"]
    assert "not the Whole Education network’s own tool" in pulse.purpose
    assert len({s.theme for s in pulse.statements}) == 6
    for section in pulse.sections:
        assert len({s.theme for s in section.statements}) == 1


def test_themes_of_the_other_frameworks_are_those_of_the_pulse(frameworks):
    known = {s.theme for s in frameworks["send-network-pulse"].statements}
    used = {s.theme for f in frameworks.values() for s in f.statements if s.theme}
    assert used == known


def test_the_first_tier_of_support_is_guidance_and_no_other_tier_is_made_up(frameworks):
    framework = frameworks["send-review-framework"]
    headings = [g.heading for g in framework.guidance]
    assert sum(h.startswith("Tier 1") for h in headings) == 3
    assert not any("Tier 2" in g.heading + g.text for g in framework.guidance)


def test_the_opening_questions_of_the_self_audit_are_guidance(frameworks):
    opening = frameworks["send-self-audit"].guidance[0]
    assert "six questions" in opening.heading
    assert opening.text.count("?") == 6


@each
def test_every_string_a_user_sees_is_exported_once_in_order(name, frameworks):
    framework = frameworks[name]
    exported = list(lines(framework))
    statements = [e for e in exported if e.kind in {str(kind) for kind in Kind}]
    assert [(e.ref, e.kind, e.text) for e in statements] == [
        (s.ref, s.kind.value, s.text) for s in framework.statements]
    assert [e.section for e in statements] == [str(s.section) for s in framework.statements]
    labels = [e.text for e in exported if e.kind == "label" and e.ref]
    assert labels == [s.label for s in framework.statements]
    assert exported[0] == (name, "", "", "title", framework.title)
    seen = {e.text for e in exported}
    assert {g.text for g in framework.guidance} <= seen
    assert set(framework.notes) <= seen
    assert {s.note for s in framework.statements if s.note} <= seen
    assert {level.meaning for k in framework.kinds for r in k.ratings
            for level in r.scale.levels} <= seen  # fmt: skip
    assert {e.framework for e in exported} == {name}
    assert {e.kind for e in exported} <= {"title", "introduction", "guidance", "label", "level",
                                          "meaning", *map(str, Kind)}  # fmt: skip
